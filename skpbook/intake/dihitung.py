"""What of a file that could be read counts for the book: a template nobody filled in does not, nor does a
paper of another year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from skpbook.checks.buat import temuan
from skpbook.checks.jalur import nilai_jalur, teks_berjalur
from skpbook.domain.evaluasi import RencanaAksi
from skpbook.domain.periode import baca_tanggal, di_tahun, tahun_periode
from skpbook.domain.skp import LampiranSkp
from skpbook.domain.strategi import ManualSkp, WorkblockSkp
from skpbook.domain.teks import normal
from skpbook.intake.status import BELUM_DIISI, DITERIMA, DITOLAK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skpbook.domain.dokumen import Dokumen
    from skpbook.domain.temuan import Temuan
    from skpbook.forms.catalog import Katalog
    from skpbook.intake.baca import HasilBaca

_BIDANG_TAHUN = ("periode_penilaian", "periode", "tahun")
_PENYERTA = (LampiranSkp, ManualSkp, WorkblockSkp, RencanaAksi)
"""Sheets that go with an SKP or an evaluation and count for nothing by themselves."""

_TERCETAK = (".nilai", ".panduan")
"""What the forms print beside every one of the seven perilaku."""


def yang_dihitung(hasil: HasilBaca, katalog: Katalog, tahun: int) -> HasilBaca:
    """The result with only those documents that count for the year `tahun`.

    Nothing filled in: status belum-diisi with B019. All of another year: ditolak with B018; some of another
    year: those are left out, with B018. A sheet that only goes with one of this year stays: that its heading
    says another year is E518. The documents stay in a result that is not diterima, so that it can
    be said whose it is.
    """
    if hasil.status != DITERIMA or not hasil.dokumen:
        return hasil
    if not any(_diisi(satu, katalog) for satu in hasil.dokumen):
        tambah = _belum_diisi(hasil.dokumen[0])
        return msgspec.structs.replace(hasil, status=BELUM_DIISI, temuan=(tambah,))
    lain = [nomor for nomor, satu in enumerate(hasil.dokumen) if not di_tahun(satu.periode, tahun)]
    menentukan = [satu for satu in hasil.dokumen if not isinstance(satu.isi, _PENYERTA)]
    if any(di_tahun(satu.periode, tahun) for satu in menentukan):
        lain = [nomor for nomor in lain if not isinstance(hasil.dokumen[nomor].isi, _PENYERTA)]
    if not lain:
        return hasil
    tambah = _tahun_lain([hasil.dokumen[nomor] for nomor in lain], tahun)
    if len(lain) == len(hasil.dokumen):
        return msgspec.structs.replace(hasil, status=DITOLAK, temuan=(tambah,))
    tinggal = [nomor for nomor in range(len(hasil.dokumen)) if nomor not in lain]
    return msgspec.structs.replace(
        hasil,
        dokumen=tuple(hasil.dokumen[nomor] for nomor in tinggal),
        sengketa=frozenset(baru for baru, nomor in enumerate(tinggal) if nomor in hasil.sengketa),
        temuan=(*hasil.temuan, tambah),
    )


def _diisi(dokumen: Dokumen, katalog: Katalog) -> bool:
    """Whether a person wrote anything: what is printed, computed or put there by `buat` is nobody's."""
    definisi = katalog.definisi[dokumen.formulir]
    cap = dokumen.cap
    terisi = cap.terisi.get(dokumen.formulir, {}) if cap else {}
    usulan = cap.usulan.get(dokumen.formulir, {}) if cap else {}
    for jalur, teks in teks_berjalur(dokumen.isi):
        semula = terisi.get(jalur) or usulan.get(jalur)
        if semula is not None and _sama(teks, semula):
            continue
        if jalur.startswith("perilaku[") and jalur.endswith(_TERCETAK):
            continue
        if katalog.isian(definisi, jalur).rumus is None and teks.strip():
            return True
    return False


def _sama(teks: str, semula: str) -> bool:
    """A date reads back as ISO whatever the cell shows."""
    if teks == semula or normal(teks) == normal(semula):
        return True
    tanggal = baca_tanggal(teks)
    return tanggal is not None and tanggal == baca_tanggal(semula)


def _belum_diisi(dokumen: Dokumen) -> Temuan:
    return temuan(
        "B019",
        "Templat ini kembali tanpa satu isian pun; disimpan di arsip, tetapi tidak dihitung dan tidak "
        "menggantikan yang sudah terisi.",
        dokumen=dokumen,
        sel="A1",
        saran="Mintalah berkas yang sudah diisi dan disimpan.",
    )


def _tahun_lain(dokumen: Sequence[Dokumen], tahun: int) -> Temuan:
    """One finding a file, at the cell that names the year on the first of its sheets of another year."""
    satu = dokumen[0]
    awal, akhir = tahun_periode(satu.periode) or (tahun, tahun)
    sebut = str(awal) if awal == akhir else f"{awal}-{akhir}"
    jalur = _jalur_tahun(satu, str(akhir))
    lain = f" (juga lembar {', '.join(d.lembar for d in dokumen[1:])})" if len(dokumen) > 1 else ""
    return temuan(
        "B018",
        f"Lembar {satu.lembar}{lain} berisi periode tahun {sebut}, padahal buku ini untuk tahun {tahun}; "
        "isinya tidak dihitung.",
        dokumen=satu,
        jalur=jalur,
        ditemukan=nilai_jalur(satu.isi, jalur) or satu.periode,
        seharusnya=f"periode di dalam tahun {tahun}",
        saran=f"Mintalah berkas tahun {tahun}, atau betulkan periodenya; berkas tahun {sebut} diimpor ke buku "
        f"tahun {sebut}.",
    )


def _jalur_tahun(dokumen: Dokumen, tahun: str) -> str:
    """The field in which the year stands, else the one in which a year belongs."""
    ada = [nama for nama in _BIDANG_TAHUN if hasattr(dokumen.isi, nama)]
    tertulis = (nama for nama in ada if tahun in (getattr(dokumen.isi, nama) or ""))
    return next(tertulis, ada[0] if ada else "")
