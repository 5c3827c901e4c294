"""The distribution above single units: with the units below, and of the whole instansi."""

from __future__ import annotations

import pytest

from skpbook.checks.konteks import Ambang
from skpbook.domain.pegawai import Daftar, Unit
from skpbook.recap.hitung import KOSONG, HitunganPegawai
from skpbook.recap.pola import HasilBanding
from skpbook.recap.rumpun import Rumpun, susun_rumpun
from skpbook.recap.status import StatusPegawai
from skpbook.regulation.label import Capaian, Predikat

ATURAN = ("permen-6-2022", "se-3-2023")


def hitungan(**banyak: int) -> HitunganPegawai:
    predikat = {**KOSONG.predikat, **{Predikat[nama]: angka for nama, angka in banyak.items()}}
    jumlah = sum(banyak.values())
    status = {**KOSONG.status, StatusPegawai.DINILAI: jumlah}
    return HitunganPegawai(pegawai=jumlah, predikat=predikat, status=status)


def rumpun(induk: dict[str, str | None], isi: dict[str, HitunganPegawai], **capaian: Capaian) -> list[Rumpun]:
    unit = tuple(Unit(kode=kode, nama=f"Unit {kode}", induk=atas) for kode, atas in induk.items())
    daftar = Daftar(berkas="pegawai.xlsx", pegawai=(), unit=unit, tempat={})
    kode = list(induk)
    semua = susun_rumpun(daftar, "Kota", kode, [isi[satu] for satu in kode], capaian, ATURAN, Ambang())
    return list(semua)


POHON = {"A": None, "A1": "A", "A11": "A1", "A2": "A"}
ISI = {
    "A": hitungan(BAIK=2),
    "A1": hitungan(SANGAT_BAIK=6),
    "A11": hitungan(SANGAT_BAIK=5),
    "A2": hitungan(BAIK=4),
}


def test_setiap_tingkat_dan_seluruh_instansi() -> None:
    hasil = rumpun(POHON, ISI, A=Capaian.ISTIMEWA, A1=Capaian.BAIK)
    assert [(satu.tingkat, satu.nama, satu.anggota) for satu in hasil] == [
        (0, "Kota", (0, 1, 2, 3)),
        (1, "Unit A", (0, 1, 2, 3)),
        (2, "Unit A1", (1, 2)),
    ]
    assert [satu.hitungan.predikat[Predikat.SANGAT_BAIK] for satu in hasil] == [11, 11, 11]
    assert [satu.hitungan.dinilai for satu in hasil] == [17, 17, 11]


def test_dihakimi_kedua_pedoman_dengan_hitungan_yang_memenuhi() -> None:
    """A1 alone has too few people for the percentages; with A11 it has enough."""
    kota, _, a1 = rumpun(POHON, ISI, A=Capaian.ISTIMEWA, A1=Capaian.BAIK)
    assert kota.pola.hasil is HasilBanding.SESUAI
    assert a1.pola.hasil is HasilBanding.TINJAU
    assert a1.pola_lain.hasil is HasilBanding.TINJAU
    assert "Susunan terdekat yang sesuai" in a1.pola_lain.penjelasan


@pytest.mark.parametrize(
    "induk", [{"A": None, "B": None}, {"A": "B", "B": "A"}, {"A": "tidak ada", "B": "A"}]
)
def test_beberapa_teratas_lingkaran_dan_induk_asing(induk: dict[str, str | None]) -> None:
    hasil = rumpun(induk, {"A": hitungan(BAIK=3), "B": hitungan(BAIK=1)}, A=Capaian.BAIK, B=Capaian.BAIK)
    assert hasil[0].anggota == (0, 1)
    assert hasil[0].hitungan.dinilai == 4
    if induk["A"] is None or induk["A"] == "B":
        assert hasil[0].pola.hasil is HasilBanding.TANPA_CAPAIAN
        assert "beberapa unit teratas" in hasil[0].pola.penjelasan
    else:
        assert hasil[0].pola.capaian is Capaian.BAIK
