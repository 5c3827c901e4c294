"""The cascade in the recap: tree, coverage and broken chains against the graph walked by hand; unit by unit."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from msgspec.structs import replace

from skpbook.checks.kaskade.graf import graf
from skpbook.checks.kaskade.ringkasan import Keadaan, cakupan, keadaan, pohon
from skpbook.contoh.instansi import muat_contoh
from skpbook.contoh.memori import konteks_instansi
from skpbook.domain.skp import Skp
from skpbook.recap.laporan.tulis import laporan_html
from skpbook.recap.lembar import kaskade as lembar_kaskade
from skpbook.recap.per_unit import Pembagi
from skpbook.recap.susun import Rekap, susun_rekap
from skpbook.recap.tulis import tulis_buku, tulis_cetak

from .buka import baris_judul, butuh_libreoffice, hitung_ulang, nilai, tabel
from .instansi import DIBUAT, UNIT, bangun
from .test_rumus import banding

if TYPE_CHECKING:
    from pathlib import Path

    from skpbook.checks.konteks import Konteks

PUNCAK = (Keadaan.PERJANJIAN, Keadaan.PUNCAK)


@pytest.fixture(scope="module")
def konteks() -> Konteks:
    """The sample with SKP missing and RHK that support what is not there."""
    asal = konteks_instansi(muat_contoh())
    acak, dokumen = random.Random(3), []
    for satu in asal.dokumen:
        undi = acak.random()
        if isinstance(satu.isi, Skp) and undi < 0.12:
            continue
        if isinstance(satu.isi, Skp) and undi < 0.4 and satu.isi.utama:
            rhk = satu.isi.utama[0]
            baru = replace(rhk, rencana=f"{rhk.rencana} lain", rhk_pimpinan=acak.choice((None, "Entah apa")))
            dokumen.append(replace(satu, isi=replace(satu.isi, utama=(baru, *satu.isi.utama[1:]))))
            continue
        dokumen.append(satu)
    return replace(asal, dokumen=tuple(dokumen))


@pytest.fixture(scope="module")
def rekap(konteks: Konteks) -> Rekap:
    return susun_rekap(konteks, (), periode=None, dibuat=DIBUAT)


@pytest.fixture(scope="module")
def berkas(rekap: Rekap, tmp_path_factory: pytest.TempPathFactory) -> Path:
    tujuan = tmp_path_factory.mktemp("kaskade") / "rekap.xlsx"
    tulis_buku(rekap, tujuan)
    return tujuan


def jalan(konteks: Konteks, nomor: int, terlihat: frozenset[int] = frozenset()) -> str:
    """How far one RHK leads, every way upward tried."""
    semua = graf(konteks)
    if keadaan(konteks, semua.rhk[nomor]) in PUNCAK:
        return "sampai puncak"
    atas = {satu.ke for satu in semua.naik[nomor]} - terlihat - {nomor}
    if any(jalan(konteks, ke, terlihat | {nomor}) == "sampai puncak" for ke in atas):
        return "sampai puncak"
    return "putus di atas" if semua.naik[nomor] else "lepas"


def menurut_unit(konteks: Konteks) -> dict[str, Counter[str]]:
    """Unit code -> how many of its RHK lead how far, and "didukung" and "tanpa" of its leaders'."""
    hasil: dict[str, Counter[str]] = {satu.kode: Counter() for satu in konteks.daftar.unit}
    for rhk in graf(konteks).rhk:
        hasil[konteks.daftar.menurut_nip[rhk.nip].unit][jalan(konteks, rhk.nomor)] += 1
    for satu in cakupan(konteks):
        hasil[satu.unit]["didukung" if satu.pendukung else "tanpa"] += 1
    return hasil


ANGKA = ("sampai puncak", "putus di atas", "lepas", "didukung", "tanpa")
KOLOM = (3, 4, 5, 8, 9)


def cakupan_lembar(berkas: Path) -> list[tuple[Any, ...]]:
    """Name of the unit and its five counts, JUMLAH last."""
    lembar = nilai(berkas)["Cakupan Kaskade"]
    pertama = baris_judul(lembar, "Unit Kerja") + 1
    return [
        (lembar.cell(b, 2).value, *(lembar.cell(b, k).value for k in KOLOM))
        for b in range(pertama, lembar.max_row + 1)
    ]


def test_every_kind_is_planted(konteks: Konteks) -> None:
    semua = sum(menurut_unit(konteks).values(), Counter())
    assert all(semua[satu] for satu in ANGKA), semua


def test_coverage_of_every_unit(konteks: Konteks, berkas: Path) -> None:
    seharusnya = menurut_unit(konteks)
    *unit, jumlah = cakupan_lembar(berkas)
    nama = {satu.kode: satu.nama for satu in konteks.daftar.unit}
    assert unit == [(nama[k], *(isi[satu] for satu in ANGKA)) for k, isi in seharusnya.items()]
    semua = sum(seharusnya.values(), Counter())
    assert jumlah == ("JUMLAH", *(semua[satu] for satu in ANGKA))
    ringkasan = nilai(berkas)["Ringkasan"]
    depan = {ringkasan.cell(b, 1).value: ringkasan.cell(b, 2).value for b in range(1, ringkasan.max_row + 1)}
    assert depan["RHK sampai ke puncak"] == semua["sampai puncak"]
    assert depan["RHK yang lepas"] == semua["lepas"]
    assert depan["RHK pimpinan tanpa pendukung"] == semua["tanpa"]


def test_the_tree_is_the_one_of_the_command(konteks: Konteks, berkas: Path) -> None:
    """Same lines in the same order, each with its outline level."""
    lembar = openpyxl.load_workbook(berkas)["Kaskade"]
    kepala = baris_judul(lembar, "Unit Kerja")
    assert lembar.sheet_properties.outlinePr.summaryBelow is False
    semua = list(pohon(konteks))
    for b, satu in enumerate(semua, start=kepala + 1):
        tulisan = str(lembar.cell(b, 1).value)
        assert tulisan == (satu.rhk or f"{satu.nama} ({satu.nip})")
        assert lembar.row_dimensions[b].outlineLevel == min(satu.tingkat, 7)
        assert lembar.cell(b, 8).value == satu.nip
        if satu.rhk:
            assert (lembar.cell(b, 6).value or 0) == satu.pendukung
            assert lembar.cell(b, 9).value == satu.cara
    assert lembar.cell(kepala + len(semua) + 1, 1).value is None
    nama = konteks.daftar.menurut_nip
    rhk = iter(
        satu for nip in dict.fromkeys(s.nip for s in semua) for satu in graf(konteks).milik.get(nip, ())
    )
    for b, satu in enumerate(semua, start=kepala + 1):
        if satu.rhk:
            ini = next(rhk)
            assert lembar.cell(b, 4).value == jalan(konteks, ini.nomor)
            for atas in (graf(konteks).rhk[s.ke] for s in graf(konteks).naik[ini.nomor]):
                assert f"{atas.hasil.rencana} ({nama[atas.nip].nama})" in lembar.cell(b, 5).value


def test_broken_chains_with_their_cells(konteks: Konteks, berkas: Path) -> None:
    baris = tabel(nilai(berkas)["Rantai Putus"], "No")
    putus = [rhk for rhk in graf(konteks).rhk if jalan(konteks, rhk.nomor) != "sampai puncak"]
    assert Counter((b["NIP"], b["Rencana Hasil Kerja"], b["Tempat"]) for b in baris) == Counter(
        (r.nip, r.hasil.rencana, f"{r.rujukan.berkas}: {r.rujukan.lembar}!{r.rujukan.sel}") for r in putus
    )
    sebab = {b["Sebab"].split(":")[0] for b in baris}
    assert any(satu.endswith("belum masuk.") for satu in sebab)
    assert any(satu.startswith("Rantainya berakhir di RHK milik") for satu in sebab)


def test_every_rhk_of_a_leader(konteks: Konteks, berkas: Path) -> None:
    baris = tabel(nilai(berkas)["RHK Pimpinan"], "No")
    assert Counter((b["NIP"], b["RHK Pimpinan"], b["Bawahan"], b["Pendukung"]) for b in baris) == Counter(
        (satu.nip, satu.rhk, satu.bawahan, satu.pendukung) for satu in cakupan(konteks)
    )


def test_charts_say_their_numbers(berkas: Path) -> None:
    for nama, banyak in (("Cakupan Kaskade", 2), ("Ringkasan", 4)):
        semua = openpyxl.load_workbook(berkas)[nama]._charts
        assert len(semua) == banyak
        for satu in semua:
            assert all(seri.dLbls is not None and seri.dLbls.showVal for seri in satu.ser), nama


def test_a_unit_alone_keeps_its_counts(konteks: Konteks, rekap: Rekap, tmp_path: Path) -> None:
    """Only its people stand in its workbook, those from elsewhere count; the same figures as in the whole."""
    seharusnya = menurut_unit(konteks)
    pembagi = Pembagi(rekap)
    for unit in rekap.unit:
        satu = pembagi.unit(unit.nomor)
        tujuan = tmp_path / f"{unit.nomor}.xlsx"
        tulis_buku(satu, tujuan)
        (_, *angka), _ = cakupan_lembar(tujuan)
        assert angka == [seharusnya[unit.kode][kata] for kata in ANGKA]
        lembar = nilai(tujuan)["Kaskade"]
        kepala = baris_judul(lembar, "Unit Kerja")
        terlihat = [
            str(lembar.cell(b, 1).value)
            for b in range(kepala + 1, lembar.max_row + 1)
            if not lembar.cell(b, 3).value
        ]
        assert terlihat == [f"{s.nama} ({s.nip})" for s in pohon(konteks, unit.kode) if s.rhk is None]


@butuh_libreoffice
@pytest.mark.libreoffice
def test_recalculation_changes_nothing(berkas: Path, tmp_path: Path) -> None:
    assert banding(berkas, hitung_ulang(berkas, tmp_path)) == {}


def test_a_large_tree_shows_the_leaders_and_says_so(
    konteks: Konteks, rekap: Rekap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What does not fit is left out level by level from below; counts stay whole and are values."""
    monkeypatch.setattr(lembar_kaskade, "BATAS_POHON", 90)
    satu = lembar_kaskade.pohon(rekap)
    assert 0 < satu.banyak <= 90
    assert all(rekap.kaskade.bawahan[letak] for letak, _ in satu.orang)
    tujuan = tmp_path / "rekap.xlsx"
    tulis_buku(rekap, tujuan)
    lembar = nilai(tujuan)["Kaskade"]
    assert any("--per-unit" in str(lembar.cell(b, 1).value) for b in range(1, 8))
    semua = sum(menurut_unit(konteks).values(), Counter())
    assert cakupan_lembar(tujuan)[-1] == ("JUMLAH", *(semua[kata] for kata in ANGKA))
    monkeypatch.setattr(lembar_kaskade, "BATAS_POHON", 1)
    assert lembar_kaskade.pohon(rekap).orang == []


@pytest.mark.parametrize("pegawai", [0, 1])
def test_units_without_people_or_rhk(pegawai: int, tmp_path: Path) -> None:
    """Every unit alone, and the sheets that are printed: one row that says there is nothing."""
    satu = bangun(pegawai, unit=UNIT)
    rekap = susun_rekap(satu.konteks, satu.temuan, periode=None, dibuat=DIBUAT)
    pembagi = Pembagi(rekap)
    for isi in (rekap, *(pembagi.unit(unit.nomor) for unit in rekap.unit)):
        tulis_buku(isi, tmp_path / "satu.xlsx")
        tulis_cetak(isi, tmp_path / "cetak.xlsx")
        assert laporan_html(isi, "satu.xlsx")
        if not isi.jumlah.pegawai:
            lembar = nilai(tmp_path / "satu.xlsx")["Kaskade"]
            assert lembar.cell(lembar.max_row, 1).value == "Belum ada pegawai dan SKP."
