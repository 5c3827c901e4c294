"""Yellow where something must be filled in: in what a person began, and in the first item of a list, no more."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from openpyxl.formula.translate import Translator
from openpyxl.utils import range_boundaries

from skpbook.forms.layout import susun
from tests.forms_out.bahan import KATALOG, PAKET, buku, sel_isian, templat

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

KUNING, BIRU = "FFFFF6D6", "FFF1F7FC"
_COUNTA = re.compile(r"COUNTA\(([^)]*)\)")
_LEN = re.compile(r"LEN\(([^)]*)\)=0")


class Warna:
    """The fill of empty cells, as the conditional formats of a sheet give it."""

    def __init__(self, ws: Worksheet) -> None:
        self.ws = ws
        self.aturan = [
            ([range_boundaries(satu) for satu in str(grup.sqref).split()], rule)
            for grup in ws.conditional_formatting
            for rule in grup.rules
            if "LEN(" in rule.formula[0]
        ]

    def di(self, sel: str) -> list[str]:
        """Colours that hold at a cell."""
        kolom, baris, _, _ = range_boundaries(sel)
        hasil = []
        for cakupan, rule in self.aturan:
            if not any(k1 <= kolom <= k2 and b1 <= baris <= b2 for k1, b1, k2, b2 in cakupan):
                continue
            kiri, atas = min((b1, k1) for k1, b1, _, _ in cakupan)[::-1]
            awal = self.ws.cell(atas, kiri).coordinate
            rumus = Translator("=" + rule.formula[0], origin=awal).translate_formula(sel)
            if self._benar(rumus):
                hasil.append(rule.dxf.fill.bgColor.rgb)
        return hasil

    def _benar(self, rumus: str) -> bool:
        temu = _LEN.search(rumus)
        assert temu
        if not self._kosong(temu[1]):
            return False
        hitung = _COUNTA.search(rumus)
        if hitung is None:
            return True
        ada = not all(self._kosong(satu) for satu in hitung[1].split(","))
        return ada if ")>0" in rumus else not ada

    def _kosong(self, rentang: str) -> bool:
        k1, b1, k2, b2 = range_boundaries(rentang.replace("$", ""))
        return all(sel.value is None for baris in self.ws.iter_rows(b1, b2, k1, k2) for sel in baris)


@pytest.mark.parametrize("bentuk", ["kosong", "terisi"])
@pytest.mark.parametrize("kode", PAKET)
def test_setiap_isian_kosong_satu_warna(kode: str, bentuk: str) -> None:
    warna = {ws.title: Warna(ws) for ws in buku(kode, bentuk)}
    for ws, _, sel, isian, sifat in sel_isian(kode, bentuk):
        if sifat != "isian" or ws[sel.sel].value is not None:
            continue
        ada = warna[ws.title].di(sel.sel)
        assert len(ada) == 1, (ws.title, sel.sel)
        assert isian.wajib or ada == [BIRU], (ws.title, sel.sel)


@pytest.mark.parametrize("kode", PAKET)
def test_templat_kosong_hanya_isian_pertama_yang_kuning(kode: str) -> None:
    """What is not begun may stay empty: of every list the first item is wanted, of those that need none not
    even that.
    """
    warna = {ws.title: Warna(ws) for ws in buku(kode)}
    for ws, _, sel, isian, sifat in sel_isian(kode, "kosong"):
        if sifat != "isian" or not isian.wajib or sel.jalur is None:
            continue
        bukan_pertama = re.search(r"\[[1-9]", sel.jalur) or sel.jalur.startswith(("tambahan", "capaian["))
        kuning = warna[ws.title].di(sel.sel) == [KUNING]
        assert kuning == (not bukan_pertama), (ws.title, sel.jalur)


@pytest.mark.parametrize(
    ("kode", "lembar", "ketik", "kuning", "biru"),
    [
        (
            "skp-jajf-kuantitatif",
            "skp-jajf-kuantitatif",
            "tambahan[1].iki[0].target",
            ["tambahan[1].rencana", "tambahan[1].rhk_pimpinan", "tambahan[1].iki[0].indikator"],
            ["tambahan[1].iki[1].indikator", "tambahan[0].rencana", "utama[1].rencana"],
        ),
        (
            "skp-jajf-kuantitatif",
            "skp-jajf-kuantitatif",
            "utama[2].iki[1].aspek",
            ["utama[2].rencana", "utama[2].iki[0].target", "utama[2].iki[1].target"],
            ["utama[3].rencana", "utama[2].iki[2].target"],
        ),
        (
            "evaluasi-jpt-kualitatif",
            "evaluasi-jpt-kualitatif",
            "utama[1].rencana",
            ["utama[1].iki[0].indikator", "utama[1].iki[0].realisasi"],
            ["utama[1].iki[1].realisasi", "utama[2].rencana"],
        ),
        (
            "skp-jpt-kualitatif",
            "skp-jpt-kualitatif",
            "tambahan[0].iki[2].indikator",
            ["tambahan[0].rencana", "tambahan[0].iki[0].indikator"],
            ["tambahan[1].rencana"],
        ),
        (
            "skp-jpt-kuantitatif",
            "manual-indikator",
            "manual[3].tujuan",
            ["manual[3].rencana", "manual[3].sumber_data"],
            ["manual[2].rencana", "manual[4].sumber_data"],
        ),
        (
            "mph",
            "mph",
            "anggota[4].peran[2][1]",
            ["anggota[4].nama_jabatan", "kolom[2].judul"],
            ["anggota[3].nama_jabatan", "kolom[1].judul"],
        ),
        ("rencana-aksi", "rencana-aksi", "baris[6].target", ["baris[6].bulan"], ["baris[5].bulan"]),
        ("daftar", "daftar-pegawai", "pegawai[40].nama", ["pegawai[40].nip"], ["pegawai[39].nip"]),
    ],
)
def test_yang_mulai_diisi_menjadi_wajib(
    kode: str, lembar: str, ketik: str, kuning: list[str], biru: list[str]
) -> None:
    definisi = KATALOG.definisi[lembar]
    letak: dict[str, Any] = {sel.jalur: sel.sel for sel in susun(KATALOG, definisi).sel if sel.jalur}
    ws = load_workbook(BytesIO(templat(kode)))[definisi.lembar]
    ws[letak[ketik]].value = "isi"
    warna = Warna(ws)
    assert [satu for satu in kuning if warna.di(letak[satu]) != [KUNING]] == []
    assert [satu for satu in biru if warna.di(letak[satu]) != [BIRU]] == []
