"""e-Kinerja BKN exports in: which of the three a sheet is, and its rows. Columns are read by name.

Source: exports in circulation; their headings stand in `data/ekinerja.toml`.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import msgspec

from skpbook.domain.ekinerja import BarisEkinerja, JenisEkinerja, LembarEkinerja
from skpbook.domain.nip import Nip, baca_nip
from skpbook.domain.periode import baca_tanggal, kenali_periode
from skpbook.domain.teks import normal
from skpbook.domain.tempat import nama_kolom
from skpbook.forms.values import teks_nilai
from skpbook.regulation.label import kenali_predikat, kenali_rating
from skpbook.regulation.pilihan import bukan_nilai, kenali

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from skpbook.domain.periode import Periode
    from skpbook.forms.grid import Kisi

BARIS_KEPALA = 20
"""The heading row stands within so many rows."""

_TERPANJANG = 60
_JUDUL_TERPANJANG = 200
_PLT = frozenset({"1", "true", "ya", "y", "plt", "plh", "pj", "pjb", "benar"})
_INSTANSI = re.compile(r"^\s*instansi\b\s*:?\s*(?P<isi>\S.*)$", re.I | re.S)
_UNIT = (re.compile(r"^\s*unor\s*:\s*(?P<isi>\S.*)$", re.I | re.S),
         re.compile(r"^\s*unor induk\s*:\s*(?P<isi>\S.*)$", re.I | re.S))  # fmt: skip
_DITARIK = re.compile(r"ditarik pada\s*:?\s*(?P<isi>.+)$", re.I)
_JAM = re.compile(r"\b(?P<jam>\d{1,2})[.:](?P<menit>\d{2})(?:[.:](?P<detik>\d{2}))?\b")
_TAHUN = re.compile(r"\b(20\d\d)\b")
_SEMUA_UNIT = frozenset({"all", "semua"})
_TEKS = ("nama", "jabatan", "unit", "unit_induk", "unor_id", "golongan", "waktu", "pegawai_id", "atasan_id",
         "atasan_nama", "atasan_jabatan", "atasan_golongan", "atasan_unit")  # fmt: skip


class _Bentuk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One export: which fields must have a column, and the headings each may bear."""

    kode: JenisEkinerja
    nama: str
    wajib: tuple[str, ...]
    kolom: dict[str, tuple[str, ...]]


class _Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sumber: str
    jenis: tuple[_Bentuk, ...]


@cache
def _bentuk() -> Mapping[JenisEkinerja, _Bentuk]:
    isi = resources.files("skpbook.interop").joinpath("data", "ekinerja.toml").read_text("utf-8")
    return {satu.kode: satu for satu in msgspec.convert(tomllib.loads(isi), _Data).jenis}


def nama_jenis(jenis: JenisEkinerja) -> str:
    """How a sentence names an export: "Rekap Penilaian e-Kinerja"."""
    return _bentuk()[jenis].nama


def kenali_ekinerja(kisi: Kisi) -> JenisEkinerja | None:
    """Which export a sheet is, by its headings alone; None for any other sheet."""
    kepala = _kepala(kisi)
    return kepala[0].kode if kepala else None


def baca_ekinerja(kisi: Kisi, berkas: str, disimpan: str | None = None) -> LembarEkinerja | None:
    """The rows of an export sheet; None when it is none.

    Blank rows, footers without a person and repeated headings are left out; every other row is kept, what
    cannot be used in it included: the rules say so with its cell.
    """
    kepala = _kepala(kisi)
    if kepala is None:
        return None
    bentuk, nomor, kolom = kepala
    di_atas = _atas(kisi, nomor)
    tahun = next((int(temu[1]) for teks in di_atas if (temu := _TAHUN.search(_tanpa_tarikan(teks)))), None)
    periode = _periode(di_atas, tahun)
    baris = []
    for letak, isi in enumerate(kisi.baris[nomor + 1 :], start=nomor + 2):
        sel = {medan: teks_nilai(isi[k]) for medan, k in kolom.items() if k < len(isi)}
        if _berisi(sel, bentuk):
            baris.append(_baris(letak, sel, periode, bentuk.kode))
    return LembarEkinerja(
        berkas=berkas,
        lembar=kisi.nama,
        jenis=bentuk.kode,
        kolom={medan: nama_kolom(k) for medan, k in kolom.items()},
        baris=tuple(baris),
        periode=periode.kode if periode and bentuk.kode is not JenisEkinerja.SKP else None,
        tahun=tahun or _tahun_baris(kisi, nomor, kolom),
        instansi=_instansi(di_atas, bentuk.kode),
        unit=_unit(di_atas, bentuk.kode),
        ditarik=next((ada for teks in di_atas if (ada := _ditarik(teks))), None),
        disimpan=disimpan,
    )


def _kepala(kisi: Kisi) -> tuple[_Bentuk, int, dict[str, int]] | None:
    """The export, the zero-based row of its headings and the column of each field found."""
    for nomor, isi in enumerate(kisi.baris[:BARIS_KEPALA]):
        tulisan: dict[str, int] = {}
        for k, nilai in enumerate(isi):
            if isinstance(nilai, str) and nilai and len(nilai) <= _TERPANJANG:
                tulisan.setdefault(normal(nilai), k)
        if "nip" not in tulisan:
            continue
        for bentuk in _bentuk().values():
            kolom = _kolom(bentuk, tulisan)
            if all(medan in kolom for medan in bentuk.wajib):
                return bentuk, nomor, kolom
    return None


def _kolom(bentuk: _Bentuk, tulisan: Mapping[str, int]) -> dict[str, int]:
    hasil = {}
    for medan, label in bentuk.kolom.items():
        letak = next((tulisan[kunci] for satu in label if (kunci := normal(satu)) in tulisan), None)
        if letak is not None:
            hasil[medan] = letak
    return hasil


def _atas(kisi: Kisi, nomor: int) -> list[str]:
    """The title lines: every text above the headings, one a cell."""
    return [
        teks
        for isi in kisi.baris[:nomor]
        for nilai in isi
        if nilai not in ("", None) and len(teks := teks_nilai(nilai)) <= _JUDUL_TERPANJANG and teks
    ]


def _tanpa_tarikan(teks: str) -> str:
    """A title line but for when the file was made: that is no year of the data."""
    return _DITARIK.sub("", teks)


def _periode(di_atas: Sequence[str], tahun: int | None) -> Periode | None:
    """The evaluation period the title lines name; the line "Periode : Bulanan Mei" has its year elsewhere.

    A title with a year alone ("Laporan SKP Tahun 2026") names no period.
    """
    kata = [normal(_tanpa_tarikan(teks)) for teks in di_atas]
    sendiri = [teks for teks in kata if teks.startswith("periode ")]
    dalam = [teks[teks.index(" periode ") + 1 :] for teks in kata if " periode " in teks]
    return next((ada for teks in (*sendiri, *dalam) if (ada := kenali_periode(teks, tahun))), None)


def _tahun_baris(kisi: Kisi, nomor: int, kolom: Mapping[str, int]) -> int | None:
    """The one year that a `tahun_skp` column names in every row that says one."""
    letak = kolom.get("tahun")
    if letak is None:
        return None
    ada = {teks_nilai(isi[letak]) for isi in kisi.baris[nomor + 1 :] if letak < len(isi)}
    tahun = {int(teks) for teks in ada if _TAHUN.fullmatch(teks)}
    return tahun.pop() if len(tahun) == 1 else None


def _instansi(di_atas: Sequence[str], jenis: JenisEkinerja) -> str | None:
    if jenis is JenisEkinerja.REKAP:
        return di_atas[0] if di_atas and not normal(di_atas[0]).startswith("periode ") else None
    return next((temu["isi"].strip() for teks in di_atas if (temu := _INSTANSI.match(teks))), None)


def _unit(di_atas: Sequence[str], jenis: JenisEkinerja) -> str | None:
    """The unit an export is of; None for one of the whole instansi ("ALL")."""
    if jenis is JenisEkinerja.REKAP:
        return di_atas[1] if len(di_atas) > 1 and not normal(di_atas[1]).startswith("periode ") else None
    for pola in _UNIT:
        temu = next((temu for teks in di_atas if (temu := pola.match(teks))), None)
        if temu and normal(temu["isi"]) not in _SEMUA_UNIT:
            return temu["isi"].strip()
    return None


def _ditarik(teks: str) -> str | None:
    """ISO time of "Data ditarik pada : 30/6/2026, 10.11.12" and its variants."""
    temu = _DITARIK.search(teks)
    return _waktu(temu["isi"]) if temu else None


def _waktu(teks: str) -> str | None:
    """A date with or without a time as ISO text to the second; None when it holds no date."""
    hari, _, sisa = teks.strip().replace("T", " ").partition(",")
    tanggal = baca_tanggal(hari.strip())
    if tanggal is None:
        hari, _, sisa = teks.strip().replace("T", " ").partition(" ")
        tanggal = baca_tanggal(hari.strip(" ,"))
    else:
        sisa = sisa or hari.partition(" ")[2]
    if tanggal is None:
        return None
    jam = _JAM.search(sisa)
    isi = (int(jam["jam"]), int(jam["menit"]), int(jam["detik"] or 0)) if jam else (0, 0, 0)
    if isi[0] > 23 or isi[1] > 59 or isi[2] > 59:
        isi = (0, 0, 0)
    return f"{tanggal.isoformat()}T{isi[0]:02}:{isi[1]:02}:{isi[2]:02}"


def _berisi(sel: Mapping[str, str], bentuk: _Bentuk) -> bool:
    """A row of a person: a NIP, or a name beside a value; not the headings once more."""
    if normal(sel.get("nip", "")) in {normal(satu) for satu in bentuk.kolom["nip"]}:
        return False
    nilai = any(sel.get(medan) for medan in ("hasil", "perilaku", "predikat", "status_skp"))
    return bool(sel.get("nip")) or (bool(sel.get("nama")) and nilai)


def _baris(
    nomor: int, sel: Mapping[str, str], periode: Periode | None, jenis: JenisEkinerja
) -> BarisEkinerja:
    teks: dict[str, Any] = {medan: _isi(sel.get(medan)) for medan in _TEKS}
    return BarisEkinerja(
        **teks,
        baris=nomor,
        nip=_nip(sel.get("nip")),
        periode=None if jenis is JenisEkinerja.SKP else _periode_baris(sel, periode),
        jenis_pegawai=_jenis_pegawai(_isi(sel.get("jenis_pegawai"))),
        awal=_tanggal(sel.get("awal")),
        akhir=_tanggal(sel.get("akhir")),
        plt=normal(sel.get("plt", "")) in _PLT,
        hasil=_rating(sel.get("hasil")),
        perilaku=_rating(sel.get("perilaku")),
        predikat=_predikat(sel.get("predikat")),
        status_skp=normal(isi) if (isi := _isi(sel.get("status_skp"))) else None,
        atasan_nip=_nip(sel.get("atasan_nip")),
    )


def _isi(teks: str | None) -> str | None:
    """A cell's text; None for blank and for what exports write where there is nothing."""
    return None if not teks or bukan_nilai(teks) else teks


def _nip(teks: str | None) -> str | None:
    satu = _isi(teks)
    nip = baca_nip(satu)
    return nip.angka if isinstance(nip, Nip) else satu


def _rating(teks: str | None) -> str | None:
    satu = _isi(teks)
    return kenali_rating(satu) or satu if satu else None


def _predikat(teks: str | None) -> str | None:
    satu = _isi(teks)
    return kenali_predikat(satu) or satu if satu else None


def _jenis_pegawai(teks: str | None) -> str | None:
    return kenali("jenis-pegawai", teks) or teks if teks else None


def _tanggal(teks: str | None) -> date | None:
    waktu = _waktu(teks) if teks else None
    return baca_tanggal(waktu[:10]) if waktu else None


def _periode_baris(sel: Mapping[str, str], kepala: Periode | None) -> str | None:
    """The title's period; without one that of the row's own month and year. A year alone tells no period."""
    if kepala is not None:
        return kepala.kode
    tahun, bulan = sel.get("tahun", ""), _isi(sel.get("bulan"))
    if bulan is None or not _TAHUN.fullmatch(tahun):
        return None
    ada = kenali_periode(f"Bulanan {bulan}", int(tahun))
    return ada.kode if ada else None
