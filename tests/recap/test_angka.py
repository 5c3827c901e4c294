"""Every figure of the workbook against an independent count in plain Python."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from skpbook.domain.temuan import Tingkat

from . import mandiri
from .buka import baris_judul, nilai, tabel
from .instansi import CAPAIAN, PERIODE, RATING, UNIT
from .mandiri import PREDIKAT, hitungan

if TYPE_CHECKING:
    from .conftest import Tertulis

JENIS = ("PNS", "PPPK", "PPPK Paruh Waktu")


@pytest.fixture
def orang(tertulis: Tertulis) -> list[mandiri.Orang]:
    return mandiri.semua(tertulis.instansi.konteks, PERIODE)


def test_planted_cases_are_all_there(orang: list[mandiri.Orang]) -> None:
    """The instansi the figures are tested on has every class, so that no figure is right by being nought."""
    assert {o.status for o in orang} == {
        "Dinilai",
        "Belum ada SKP",
        "Belum ada evaluasi",
        "Belum dinilai",
        "Dikecualikan",
    }
    assert {o.predikat for o in orang} - {None} >= set(PREDIKAT[:4])
    assert {o.pegawai.jenis.value for o in orang} == set(JENIS)
    assert any(o.banyak_evaluasi > 1 for o in orang)
    assert any(o.kuadran and o.tertulis and o.tertulis != o.kuadran for o in orang)
    assert any(o.dikecualikan and o.kuadran for o in orang)
    assert len({o.pegawai.nip[:15] for o in orang}) < len(orang)


def test_summary_value(tertulis: Tertulis, orang: list[mandiri.Orang]) -> None:
    ringkasan = tertulis.ringkasan
    seharusnya = hitungan(orang)
    assert ringkasan.periode == PERIODE
    assert ringkasan.predikat == {satu: seharusnya[satu] for satu in PREDIKAT}
    assert list(ringkasan.predikat) == list(PREDIKAT)
    assert (ringkasan.belum, ringkasan.dikecualikan, ringkasan.pegawai) == (
        seharusnya["belum"],
        seharusnya["dikecualikan"],
        seharusnya["jumlah"],
    )
    per_unit = mandiri.per_unit(orang)
    for satu in ringkasan.per_unit:
        unit = hitungan(per_unit.get(satu.kode, []))
        assert satu.predikat == {p: unit[p] for p in PREDIKAT}
        assert (satu.belum, satu.dikecualikan, satu.pegawai) == (
            unit["belum"],
            unit["dikecualikan"],
            unit["jumlah"],
        )


def test_rows_per_pegawai(tertulis: Tertulis, orang: list[mandiri.Orang]) -> None:
    baris = tabel(nilai(tertulis.berkas)["Predikat per Pegawai"], "No")
    menurut_nip = {satu["NIP"]: satu for satu in baris}
    assert len(baris) == len(menurut_nip) == len(orang)
    unit = {satu.kode: satu.nama for satu in UNIT}
    for o in orang:
        satu = menurut_nip[o.pegawai.nip]
        assert satu["Nama"] == o.pegawai.nama
        assert satu["Jenis"] == o.pegawai.jenis.value
        assert satu["Unit Kerja"] == unit[o.pegawai.unit]
        assert satu["Status"] == o.status
        assert satu["Rating Hasil Kerja"] == (o.hasil if o.hasil in RATING else None)
        assert satu["Rating Perilaku Kerja"] == (o.perilaku if o.perilaku in RATING else None)
        assert satu["Predikat (Kuadran)"] == o.kuadran
        assert satu["Predikat di Berkas"] == o.tertulis
        berbeda = bool(o.kuadran and o.tertulis and o.kuadran != o.tertulis)
        assert satu["Predikat Berbeda"] == berbeda
        if berbeda:
            assert f"di berkas {o.tertulis}, menurut kuadran {o.kuadran}" in satu["Catatan"]
        if o.banyak_evaluasi > 1:
            assert f"Ada {o.banyak_evaluasi} evaluasi" in satu["Catatan"]
            assert satu["Berkas Evaluasi"] == f"perbaikan_{o.pegawai.nip}.xlsx"
        if o.status == "Dinilai" and not o.skp:
            assert "SKP belum masuk" in satu["Catatan"]


def test_per_unit(tertulis: Tertulis, orang: list[mandiri.Orang]) -> None:
    lembar = nilai(tertulis.berkas)["Per Unit"]
    pertama = baris_judul(lembar, "Unit Kerja") + 1
    per_unit = mandiri.per_unit(orang)
    kelompok = (None, *JENIS)
    for i, unit in enumerate((*UNIT, None)):
        isi = orang if unit is None else per_unit.get(unit.kode, [])
        angka = [sel.value for sel in lembar[pertama + i]]
        assert angka[1] == (unit.nama if unit else "JUMLAH")
        for g, jenis in enumerate(kelompok):
            milik = [o for o in isi if jenis is None or o.pegawai.jenis.value == jenis]
            satu, status = hitungan(milik), Counter(o.status for o in milik)
            belum = status["Belum ada evaluasi"] + status["Belum dinilai"]
            seharusnya = [*(satu[p] for p in PREDIKAT), status["Belum ada SKP"], 0, belum]
            seharusnya += [satu["dikecualikan"], satu["jumlah"]]
            assert angka[2 + g * 10 : 12 + g * 10] == seharusnya, (unit, jenis)


def test_nine_boxes(tertulis: Tertulis, orang: list[mandiri.Orang]) -> None:
    kotak = Counter((o.hasil, o.perilaku) for o in orang if o.predikat)
    lembar = nilai(tertulis.berkas)["Kuadran"]
    kepala = baris_judul(lembar, "Rating Hasil Kerja")
    terbaca = {}
    for baris in lembar.iter_rows(min_row=kepala + 1, max_row=kepala + 9):
        hasil, perilaku, predikat, jumlah = (baris[k].value for k in (0, 2, 3, 4))
        terbaca[hasil, perilaku] = jumlah
        assert predikat == mandiri.KUADRAN[hasil, perilaku]
    assert terbaca == {(h, p): kotak[h, p] for h in RATING for p in RATING}
    assert lembar.cell(kepala + 10, 5).value == sum(kotak.values())
    # the drawing: rows top down Di Atas … Di Bawah, columns left to right Di Bawah … Di Atas
    for i, hasil in enumerate(RATING):
        for j, perilaku in enumerate(reversed(RATING)):
            atas = 7 + 3 * i
            assert lembar.cell(atas, 3 + j).value == mandiri.KUADRAN[hasil, perilaku].upper()
            assert lembar.cell(atas + 1, 3 + j).value == kotak[hasil, perilaku]
            nama = lembar.cell(atas + 2, 3 + j).value or ""
            if 0 < kotak[hasil, perilaku] <= 10:
                isi = [o for o in orang if o.predikat and (o.hasil, o.perilaku) == (hasil, perilaku)]
                assert sorted(nama.split("\n")) == sorted(f"{o.pegawai.nama} ({o.pegawai.nip})" for o in isi)
            elif kotak[hasil, perilaku] > 10:
                assert nama.startswith(f"{kotak[hasil, perilaku]} orang")


def test_distribution(tertulis: Tertulis, orang: list[mandiri.Orang]) -> None:
    lembar = nilai(tertulis.berkas)["Distribusi"]
    pertama = baris_judul(lembar, "Unit Kerja") + 1
    per_unit = mandiri.per_unit(orang)
    for i, unit in enumerate(UNIT):
        isi = hitungan(per_unit.get(unit.kode, []))
        dinilai = sum(isi[p] for p in PREDIKAT)
        angka = [sel.value for sel in lembar[pertama + i]]
        capaian = CAPAIAN[i] if unit.kode != "KOSONG" else None
        assert angka[2] == (capaian or "belum ditetapkan")
        assert angka[3:13:2] == [isi[p] for p in PREDIKAT]
        assert angka[4:13:2] == pytest.approx([isi[p] / dinilai if dinilai else 0 for p in PREDIKAT])
        assert angka[13:15] == [dinilai, isi["belum"]]
        terbanyak = {"Istimewa": "Sangat Baik"}.get(capaian or "", capaian)
        assert angka[15] == (terbanyak or "–")
        if capaian is None:
            assert angka[16] == "Belum ada capaian"
    jumlah = hitungan(orang)
    angka = [sel.value for sel in lembar[pertama + len(UNIT)]]
    assert angka[3:13:2] == [jumlah[p] for p in PREDIKAT]


def test_curves(tertulis: Tertulis, orang: list[mandiri.Orang]) -> None:
    """Counts and guidance heights under each chart; the heights sum to the people rated."""
    lembar = nilai(tertulis.berkas)["Kurva"]
    per_unit = mandiri.per_unit(orang)
    judul = [b for b in range(1, lembar.max_row + 1) if lembar.cell(b, 1).value == "Capaian organisasi"]
    digambar = [unit for unit in UNIT if any(o.predikat for o in per_unit.get(unit.kode, []))]
    assert len(judul) == len(digambar) == len(lembar._charts) - 1
    semua = baris_judul(lembar, "Panduan dijumlahkan dari")
    isi = hitungan(orang)
    terbaca = {lembar.cell(b, 1).value: lembar.cell(b, 2).value for b in range(semua + 3, semua + 8)}
    assert terbaca == {p: isi[p] for p in PREDIKAT}
    dasar = [b for b in judul if lembar.cell(b, 2).value != "belum ditetapkan"]
    for b in range(semua + 3, semua + 8):
        jumlah = sum(lembar.cell(b - semua + satu, 4).value for satu in dasar)
        assert lembar.cell(b, 4).value == pytest.approx(jumlah)
    for baris, unit in zip(judul, digambar, strict=True):
        isi = hitungan(per_unit[unit.kode])
        terbaca = {lembar.cell(b, 1).value: lembar.cell(b, 2).value for b in range(baris + 3, baris + 8)}
        assert terbaca == {p: isi[p] for p in PREDIKAT}
        assert list(terbaca) == list(reversed(PREDIKAT))
        panduan = [lembar.cell(b, 4).value for b in range(baris + 3, baris + 8)]
        if baris not in dasar:
            assert set(panduan) == {"–"}
            continue
        assert sum(panduan) == pytest.approx(sum(isi[p] for p in PREDIKAT))


def test_first_page(tertulis: Tertulis, orang: list[mandiri.Orang]) -> None:
    lembar = nilai(tertulis.berkas)["Ringkasan"]
    angka = {str(lembar.cell(b, 1).value): b for b in range(1, lembar.max_row + 1)}

    def baris(judul: str) -> list[object]:
        return [lembar.cell(angka[judul], k).value for k in range(2, 7)]

    keadaan = {
        "Pegawai dalam daftar": lambda _: True,
        "Sudah dinilai": lambda o: o.status == "Dinilai",
        "Belum ada SKP": lambda o: o.status == "Belum ada SKP",
        "SKP belum disetujui": lambda _: False,
        "SKP ada, belum ada evaluasi": lambda o: o.status == "Belum ada evaluasi",
        "Evaluasi ada, rating belum lengkap": lambda o: o.status == "Belum dinilai",
        "Dikecualikan (pensiun, mutasi, …)": lambda o: o.dikecualikan,
        **{p: lambda o, p=p: o.predikat == p for p in PREDIKAT},
    }
    dinilai = sum(1 for o in orang if o.predikat)
    for judul, cocok in keadaan.items():
        isi = [o for o in orang if cocok(o)]
        jenis = [sum(o.pegawai.jenis.value == j for o in isi) for j in JENIS]
        semua = dinilai if judul in PREDIKAT else len(orang)
        assert baris(judul) == [*jenis, len(isi), pytest.approx(len(isi) / semua)], judul
    perhatian = {judul: lembar.cell(b, 5).value for judul, b in angka.items()}
    temuan = [t for t in tertulis.instansi.temuan if not t.dikecualikan]
    for tingkat in Tingkat:
        assert perhatian[f"Temuan tingkat {tingkat.value}"] == sum(t.tingkat is tingkat for t in temuan)
    assert perhatian["Temuan yang dikecualikan"] == 1
    assert perhatian["Pegawai yang SKP, MPH atau evaluasinya belum masuk"] == sum(
        any(o.kurang) for o in orang
    )
    assert perhatian["Predikat di berkas berbeda dari kuadran"] == sum(
        bool(o.kuadran and o.tertulis and o.kuadran != o.tertulis) for o in orang
    )
    assert perhatian["Pegawai dengan lebih dari satu evaluasi"] == sum(o.banyak_evaluasi > 1 for o in orang)
    assert perhatian["Evaluasi dari luar daftar pegawai (tidak dihitung)"] == 1


def test_owed_papers(tertulis: Tertulis, orang: list[mandiri.Orang]) -> None:
    buku = nilai(tertulis.berkas)
    baris = tabel(buku["Belum Masuk"], "No")
    kurang = {o.pegawai.nip: o for o in orang if any(o.kurang)}
    assert {satu["NIP"] for satu in baris} == set(kurang)
    for satu in baris:
        o = kurang[satu["NIP"]]
        tulisan = [satu["SKP"], satu["MPH"], satu["Evaluasi"]]
        assert [t == "BELUM" for t in tulisan] == list(o.kurang)
        assert (satu["MPH"] == "–") == (not o.atasan)
    penilai: Counter[str] = Counter()
    for o in kurang.values():
        penilai[o.pegawai.atasan or ""] += 1
    per_penilai = tabel(buku["Belum Masuk per Penilai"], "No")
    assert {satu["NIP"] or "": satu["Pegawai"] for satu in per_penilai} == dict(penilai)
    jumlah = buku["Belum Masuk per Penilai"][buku["Belum Masuk per Penilai"].max_row]
    assert [sel.value for sel in jumlah[3:7]] == [
        len(kurang),
        *(sum(o.kurang[i] for o in kurang.values()) for i in range(3)),
    ]
