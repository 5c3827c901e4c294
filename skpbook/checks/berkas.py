"""B: the file itself. What intake finds while opening is only named here; the stamp is compared here."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.jalur import nilai_jalur, nilai_sepola
from skpbook.checks.kertas import BERIDENTITAS, Kertas, beda_nip_cap, periode_dari, periode_terlihat
from skpbook.checks.registry import aturan
from skpbook.domain.evaluasi import DokumenEvaluasi, Evaluasi
from skpbook.domain.mph import Mph
from skpbook.domain.periode import baca_rentang, tulis_rentang
from skpbook.domain.skp import LampiranSkp, Skp
from skpbook.domain.strategi import ManualSkp, PerjanjianKinerja, WorkblockSkp
from skpbook.domain.teks import normal
from skpbook.domain.temuan import Temuan, Tingkat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from skpbook.checks.konteks import Konteks
    from skpbook.domain.dokumen import Cap, Isi

PENYERTA_SKP = (LampiranSkp, ManualSkp, WorkblockSkp)
"""Papers that go with an SKP and are of its period."""


@aturan(
    "B010",
    Tingkat.GALAT,
    "Cap berkas menyebut pegawai, periode, atau unit lain",
    dasar="Praktik: satu buku kerja dibuat untuk satu pegawai dan satu periode; salinan milik orang lain "
    "sering terisi.",
    penjelasan="Lembar cap yang tersembunyi mencatat untuk siapa, unit mana, dan periode mana berkas "
    "dibuat. Bila sel yang terlihat menyebut pegawai, periode, atau unit lain, berkas tidak dapat dicatat "
    "atas nama siapa pun sebelum jelas mana yang benar. Periode SKP yang lebih pendek tetapi berada di "
    "dalam periode cap diterima (pengangkatan atau mutasi di tengah tahun).",
    salah="Berkas yang dibuat untuk Sari diisi kembali oleh Budi dengan mengganti nama dan NIP di atas "
    "formulir.",
    benar="Budi mengisi berkas yang dibuat atas namanya sendiri.",
)
def cap_lain(konteks: Konteks) -> Iterator[Temuan]:
    for lembar in konteks.menurut_berkas.values():
        terlapor: set[str] = set()
        for kertas in lembar:
            cap = kertas.dokumen.cap
            if cap is None or not cap.sah:
                continue
            for hal, jalur, terlihat, tercap in _beda_cap(konteks, kertas, cap):
                if hal in terlapor:
                    continue
                terlapor.add(hal)
                yield temuan(
                    "B010",
                    f"Berkas ini dibuat untuk {hal} {tercap}, tetapi pada lembar tertulis {terlihat}.",
                    dokumen=kertas.dokumen,
                    jalur=jalur,
                    daftar=konteks.daftar,
                    nip=terlihat if hal == "NIP" else kertas.nip,
                    ditemukan=terlihat,
                    seharusnya=tercap,
                    saran=f"Kembalikan {hal} semula, atau isi berkas yang dibuat untuk {hal} tersebut.",
                )


def _beda_cap(konteks: Konteks, kertas: Kertas[Isi], cap: Cap) -> Iterator[tuple[str, str, str, str]]:
    """What stamp and sheet name differently: (what, path, visible, stamped)."""
    isi = kertas.isi
    if nip_beda := beda_nip_cap(isi, cap):
        jalur = "pimpinan.nip" if isinstance(isi, Mph) else "pegawai.nip"
        yield "NIP", jalur, nip_beda, cap.nip or ""
    if isinstance(isi, PerjanjianKinerja) and cap.unit:
        unit = konteks.unit_perjanjian(Kertas(dokumen=kertas.dokumen, isi=isi))
        terlihat = isi.unit_kode or isi.unit_kerja
        if terlihat and (unit is None or unit.kode != cap.unit):
            jalur = "unit_kode" if isi.unit_kode else "unit_kerja"
            yield "unit", jalur, terlihat, cap.unit
    yield from _beda_periode(konteks, isi, cap)


def _beda_periode(konteks: Konteks, isi: Isi, cap: Cap) -> Iterator[tuple[str, str, str, str]]:
    if not cap.periode:
        return
    if isinstance(isi, Evaluasi | DokumenEvaluasi):
        kode = periode_terlihat(isi, konteks.tahun)
        if kode and periode_dari(cap.periode) and kode != cap.periode:
            yield "periode", "periode", f"{isi.periode} ({kode})", cap.periode
    elif isinstance(isi, Skp) and isi.periode_penilaian:
        rentang = baca_rentang(isi.periode_penilaian)
        tercap = rentang_kode(cap.periode)
        if rentang and tercap and not (tercap[0] <= rentang[0] <= rentang[1] <= tercap[1]):
            yield "periode", "periode_penilaian", isi.periode_penilaian, tulis_rentang(*tercap)
    elif isinstance(isi, PerjanjianKinerja) and isi.tahun and isi.tahun.strip() != cap.periode[:4]:
        yield "tahun", "tahun", isi.tahun, cap.periode[:4]


def _di_dalam_cap(kertas: Kertas[Isi]) -> bool:
    """Whether the period on a paper that goes with an SKP lies within the stamp's, as a shorter SKP may."""
    teks: str | None = getattr(kertas.isi, "periode_penilaian", None)
    cap = kertas.dokumen.cap
    rentang = baca_rentang(teks) if teks else None
    tercap = rentang_kode(cap.periode) if cap and cap.periode else None
    return bool(rentang and tercap and tercap[0] <= rentang[0] <= rentang[1] <= tercap[1])


def rentang_kode(kode: str) -> tuple[date, date] | None:
    """The dates of a period written "awal/akhir" in ISO dates, or of a year ("2026"); None for others."""
    awal, _, akhir = (f"{kode}-01-01/{kode}-12-31" if kode.isdecimal() else kode).partition("/")
    try:
        return date.fromisoformat(awal), date.fromisoformat(akhir)
    except ValueError:
        return None


@aturan(
    "B011",
    Tingkat.GALAT,
    "Sel yang sudah terisi dari awal diubah",
    dasar="Praktik: identitas, RHK, dan acuan diisi lebih dulu oleh pengelola kepegawaian dan dikunci.",
    penjelasan="Cap berkas mencatat isi setiap sel yang sudah diisikan saat berkas dibuat. Bila isinya "
    "sekarang lain, berkas tidak lagi sesuai dengan yang dibagikan. Baris yang hanya bergeser tidak "
    "dihitung, dan sel yang kesalahannya sudah dijelaskan aturan lain tidak dilaporkan dua kali. Cap yang "
    "tanda tangannya tidak cocok dilaporkan satu kali untuk seluruh berkas.",
    salah="Judul kolom matriks peran hasil yang sudah terisi diganti dengan kalimat lain.",
    benar="Kolom yang sudah terisi dibiarkan; perubahan RHK dilakukan pada SKP pimpinan, lalu berkas "
    "dibuat ulang.",
)
def sel_diubah(konteks: Konteks) -> Iterator[Temuan]:
    for lembar in konteks.menurut_berkas.values():
        cap = lembar[0].dokumen.cap
        if cap is None:
            continue
        if not cap.sah:
            yield temuan(
                "B011",
                "Cap pada berkas ini tidak cocok dengan kunci buku, sehingga isi yang dibagikan tidak "
                "dapat dipastikan.",
                dokumen=lembar[0].dokumen,
                daftar=konteks.daftar,
                saran="Isi ulang pada berkas yang dibuat dari buku ini.",
            )
            continue
        if any(beda_nip_cap(kertas.isi, cap) is not None for kertas in lembar):
            continue  # B010: another person's file, all of it
        for kertas in lembar:
            yield from _sel_diubah(konteks, kertas, cap.terisi.get(kertas.dokumen.formulir, {}).items())


def _sel_diubah(konteks: Konteks, kertas: Kertas[Isi], terisi: Iterable[tuple[str, str]]) -> Iterator[Temuan]:
    for jalur, semula in terisi:
        kini = nilai_jalur(kertas.isi, jalur)
        sama = normal(semula)
        if normal(kini or "") == sama or _dinilai_aturan_lain(konteks, kertas, jalur):
            continue
        if "[" in jalur and sama in {normal(satu) for satu in nilai_sepola(kertas.isi, jalur)}:
            continue
        yield temuan(
            "B011",
            "Isi sel ini sudah ditetapkan saat berkas dibagikan, tetapi sekarang "
            + ("berbeda." if kini else "kosong."),
            dokumen=kertas.dokumen,
            jalur=jalur,
            daftar=konteks.daftar,
            ditemukan=kini,
            seharusnya=semula,
            saran="Kembalikan isi semula; bila memang harus berubah, mintalah berkas baru.",
        )


def _dinilai_aturan_lain(konteks: Konteks, kertas: Kertas[Isi], jalur: str) -> bool:
    """Whether another rule compares this cell with the truth of today, which may have changed since the
    stamp.
    """
    pangkal = jalur.partition("[")[0]
    if isinstance(kertas.isi, Skp) and jalur == "periode_penilaian":
        return kertas.rentang is not None  # B010 holds it against the stamp's: a shorter one is allowed
    if isinstance(kertas.isi, PENYERTA_SKP) and jalur == "periode_penilaian":
        return _di_dalam_cap(kertas)
    if pangkal.startswith(("pegawai.", "penilai.")) and isinstance(kertas.isi, BERIDENTITAS):
        return kertas.pegawai is not None
    dibandingkan = pangkal in ("utama", "tambahan") and not jalur.endswith(".rhk_pimpinan")
    if isinstance(kertas.isi, Evaluasi) and dibandingkan:
        return bool(kertas.nip and konteks.skp.get(kertas.nip))
    if isinstance(kertas.isi, Mph) and (pangkal in ("kolom", "anggota") or pangkal.startswith("pimpinan")):
        return bool(kertas.nip and konteks.skp.get(kertas.nip))
    if isinstance(kertas.isi, Skp) and jalur.endswith(".rencana"):
        return bool(kertas.nip and konteks.baris_mph.get(kertas.nip))
    return False


@aturan(
    "B016",
    Tingkat.INFO,
    "Berkas tanpa cap, dibaca dari labelnya",
    dasar="Formulir resmi yang diketik sendiri (BKN, SE instansi) juga diterima.",
    penjelasan="Berkas ini tidak dibuat oleh buku ini, tetapi dikenali sebagai formulir resmi dari judul "
    "dan labelnya. Isinya dibaca dan diperiksa seperti yang lain; yang tidak dapat dipastikan hanyalah "
    "untuk siapa berkas semula dibuat.",
    salah="Formulir SKP diketik ulang di buku kerja baru.",
    benar="Berkas yang dibagikan diisi langsung, lalu dikirim kembali.",
)
def tanpa_cap(konteks: Konteks) -> Iterator[Temuan]:
    for lembar in konteks.menurut_berkas.values():
        if all(kertas.dokumen.cap is None for kertas in lembar):
            yield temuan(
                "B016",
                "Berkas ini tidak bercap; dikenali sebagai formulir resmi dari label-labelnya dan dibaca "
                "seperti itu.",
                dokumen=lembar[0].dokumen,
                daftar=konteks.daftar,
            )
