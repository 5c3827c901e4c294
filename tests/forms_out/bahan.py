"""Workbooks for the tests: every package, blank, prefilled from the sample instansi, as a filled example."""

from __future__ import annotations

from datetime import datetime
from functools import cache, lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

import msgspec
from openpyxl import load_workbook

from skpbook.contoh.instansi import Instansi, muat_contoh
from skpbook.contoh.tahap import tahap_evaluasi, tahap_mph, tahap_perjanjian, tahap_skp
from skpbook.domain.periode import daftar_periode
from skpbook.forms.catalog import muat_katalog
from skpbook.forms.tables import BarisPegawai, BarisUnit, TabelPegawai, TabelUnit
from skpbook.forms.write import Pesanan, tata_paket, tulis_buku

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from skpbook.forms.definition import Isian, Paket
    from skpbook.forms.layout import Sel

KATALOG = muat_katalog()
PAKET = {satu.kode: satu for satu in KATALOG.umum.paket}
DIBUAT = datetime(2026, 1, 2, 8)
KUNCI = b"kunci uji"
PERIODE = tuple(satu.label for satu in daftar_periode("triwulanan", 2026))
RHK = ("Meningkatnya kualitas layanan (penugasan dari Menteri)", "=Bukan rumus", "https://contoh.go.id/rhk")


@cache
def contoh() -> Instansi:
    """The sample instansi."""
    return muat_contoh()


@cache
def isi_contoh(kode: str) -> Mapping[str, Any]:
    """Documents of the sample for a package, by form code: those of whoever has most to say."""
    paket = PAKET[kode]
    instansi = contoh()
    orang = [
        satu
        for satu in instansi.orang.values()
        if paket.keluarga in (None, satu.pegawai.keluarga.value)
        and paket.pendekatan in (None, satu.pegawai.pendekatan.value)
        and satu.pegawai.tugas_belajar == paket.tugas_belajar
    ]
    isi: tuple[Any, ...]
    if paket.tahap == "skp":
        isi = max((tahap_skp(instansi, satu.pegawai.nip) for satu in orang), key=_banyak)
    elif paket.tahap in ("evaluasi", "rencana-aksi"):
        isi = max((tahap_evaluasi(instansi, satu.pegawai.nip) for satu in orang), key=_banyak)
    elif paket.tahap == "mph":
        isi = tahap_mph(instansi, next(iter(instansi.pimpinan)).pegawai.nip)
    elif paket.tahap == "perjanjian":
        isi = tahap_perjanjian(instansi, next(iter(instansi.unit)))
    else:
        isi = _daftar()
    menurut_jenis = {msgspec.to_builtins(satu)["jenis"]: satu for satu in isi}
    return {
        lembar: menurut_jenis[KATALOG.definisi[lembar].dokumen]
        for lembar in paket.lembar
        if KATALOG.definisi[lembar].dokumen in menurut_jenis
    }


def _banyak(isi: tuple[Any, ...]) -> int:
    return sum(len(msgspec.json.encode(satu)) for satu in isi)


def _daftar() -> tuple[Any, ...]:
    pegawai = [
        BarisPegawai(
            nip=satu.nip, nama=satu.nama, jenis=satu.jenis.value, unit=satu.unit, jabatan=satu.jabatan
        )
        for satu in contoh().daftar().pegawai
    ]
    unit = [BarisUnit(kode=satu.kode, nama=satu.nama, induk=satu.induk) for satu in contoh().daftar().unit]
    return TabelPegawai(pegawai=tuple(pegawai)), TabelUnit(unit=tuple(unit))


def pesanan(kode: str, bentuk: str) -> Pesanan:
    """An order. `bentuk`: "kosong", "terisi" (prefilled and locked) or "bebas" (a filled example)."""
    return Pesanan(
        paket=PAKET[kode],
        isi={} if bentuk == "kosong" else isi_contoh(kode),
        nip="199001012015031001",
        kode_periode="2026-TW1",
        periode=PERIODE,
        rhk=RHK if PAKET[kode].tahap == "skp" else (),
        untuk="Untuk: Uji & Coba",
        dibuat=DIBUAT,
        kunci=KUNCI,
        bebas=bentuk == "bebas",
    )


@lru_cache(maxsize=64)
def templat(kode: str, bentuk: str = "kosong") -> bytes:
    """The workbook of a package."""
    return tulis_buku(KATALOG, pesanan(kode, bentuk))


@lru_cache(maxsize=32)
def buku(kode: str, bentuk: str = "kosong") -> Workbook:
    """The same, read with openpyxl; not to be changed."""
    return load_workbook(BytesIO(templat(kode, bentuk)))


def sel_isian(kode: str, bentuk: str) -> Iterator[tuple[Worksheet, str, Sel, Isian, str]]:
    """Every field cell of a package: sheet, form code, cell, definition, and what it is:
    "rumus", "terkunci" (prefilled) or "isian"."""
    isi = pesanan(kode, bentuk).isi
    for lembar, tata in tata_paket(KATALOG, PAKET[kode], isi).items():
        definisi = KATALOG.definisi[lembar]
        ws = buku(kode, bentuk)[definisi.lembar]
        for sel in tata.sel:
            if sel.jalur is None:
                continue
            isian = KATALOG.isian(definisi, sel.jalur)
            yield ws, lembar, sel, isian, _sifat(ws, sel, isian, bentuk)


def _sifat(ws: Worksheet, sel: Sel, isian: Isian, bentuk: str) -> str:
    nilai = ws[sel.sel].value
    if sel.tanda is not None:
        return "isian"
    if isinstance(nilai, str) and nilai.startswith("=") and ws[sel.sel].data_type == "f":
        return "rumus"
    if bentuk == "terisi" and nilai is not None and not isian.boleh_ubah:
        return "terkunci"
    return "isian"


def lembar_formulir(paket: Paket) -> list[str]:
    """Sheet names of the forms of a package."""
    return [KATALOG.definisi[kode].lembar for kode in paket.lembar]
