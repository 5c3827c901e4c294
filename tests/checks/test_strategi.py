"""M301-M307: manual indikator and workblock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from skpbook.domain.pegawai import Pendekatan
from skpbook.domain.strategi import ManualIndikator, ManualSkp, Workblock, WorkblockSkp
from skpbook.domain.tempat import Rujukan, Tempat

from .bangun import KEPALA, SKP_KEPALA, dokumen, kode_temuan, konteks, satu_temuan, skp, tanpa, ubah

if TYPE_CHECKING:
    from skpbook.checks.konteks import Konteks

SKP_K = f"SKP_{KEPALA}.xlsx"
MANUAL = f"MANUAL_{SKP_K}"
WB = "WB.xlsx"


def lengkap() -> Konteks:
    """The head's SKP with a manual of each of its four indicators."""
    return konteks([skp(KEPALA, SKP_KEPALA)])


def ganti(nomor: int, **nilai: object) -> Konteks:
    return ubah(lengkap(), MANUAL, **{f"manual[{nomor}].{bidang}": isi for bidang, isi in nilai.items()})


def test_M301_kena_indikator_yang_manualnya_tidak_ada() -> None:
    isi = lengkap()
    manual = isi.dokumen[1].isi.manual
    temuan = satu_temuan(ubah(isi, MANUAL, manual=(manual[0], *manual[2:], ManualIndikator())), "M301")
    assert (temuan.berkas, temuan.sel, temuan.ditemukan) == (SKP_K, "C11", "Layanan tepat waktu")


def test_M301_kena_satu_kali_tanpa_manual_sama_sekali() -> None:
    temuan = satu_temuan(tanpa(lengkap(), MANUAL), "M301")
    assert (temuan.berkas, temuan.sel) == (SKP_K, "C10")
    assert "4 indikator" in temuan.pesan
    assert satu_temuan(ubah(lengkap(), MANUAL, manual=(ManualIndikator(),)), "M301").sel == "C10"


@pytest.mark.parametrize(
    "nama", ["LAYANAN TEPAT WAKTU", "Layanan tepat waktu 95%", "2. Layanan tepat waktu: 95%"]
)
def test_M301_lolos_nama_dengan_target(nama: str) -> None:
    assert kode_temuan(ganti(1, indikator=nama)) == []


def test_M302_kena_nama_mirip_tanpa_M301() -> None:
    temuan = satu_temuan(ganti(1, indikator="Layanan tepat pada waktunya"), "M302")
    assert (temuan.berkas, temuan.sel) == (MANUAL, "C16")
    assert temuan.kaitan == Rujukan(SKP_K, "SKP", "C11")
    assert "kemiripan" in (temuan.saran or "")


def test_M302_kena_manual_lebih() -> None:
    isi = lengkap()
    lebih = ManualIndikator(
        indikator="Jumlah inovasi",
        formula="Jumlah",
        satuan="Inovasi",
        kendali=("Outcome",),
        pelaporan=("Tahunan",),
    )
    temuan = satu_temuan(ubah(isi, MANUAL, **{"manual[4]": lebih}), "M302")
    assert temuan.ditemukan == "Jumlah inovasi"


def test_M302_lolos_skp_belum_masuk() -> None:
    assert (
        kode_temuan(
            konteks(
                [
                    dokumen(
                        "m.xlsx",
                        ManualSkp(
                            manual=(
                                ManualIndikator(
                                    indikator="Jumlah inovasi", kendali=("Outcome",), pelaporan=("Tahunan",)
                                ),
                            )
                        ),
                        {},
                        nip=KEPALA,
                    )
                ]
            )
        )
        == []
    )


@pytest.mark.parametrize("kendali", [(), ("Outcome", "Outcome Antara")])
def test_M303_kena(kendali: tuple[str, ...]) -> None:
    temuan = satu_temuan(ganti(2, kendali=kendali), "M303")
    assert (temuan.berkas, temuan.sel) == (MANUAL, "C29")
    assert temuan.ditemukan == (", ".join(kendali) or None)


def test_M303_lolos_tepat_satu() -> None:
    assert kode_temuan(ganti(2, kendali=("Output kendali rendah",))) == []


@pytest.mark.parametrize("pelaporan", [(), ("Bulanan", "Tahunan")])
def test_M304_kena(pelaporan: tuple[str, ...]) -> None:
    temuan = satu_temuan(ganti(0, pelaporan=pelaporan), "M304")
    assert (temuan.berkas, temuan.sel) == (MANUAL, "C10")


def test_M304_lolos_tepat_satu() -> None:
    assert kode_temuan(ganti(0, pelaporan=("Semesteran",))) == []


@pytest.mark.parametrize(("bidang", "sel"), [("formula", "C7"), ("satuan", "C8")])
def test_M305_kena(bidang: str, sel: str) -> None:
    assert satu_temuan(ganti(0, **{bidang: "-"}), "M305").sel == sel


def test_M305_lolos_kualitatif() -> None:
    isi = ubah(ganti(0, formula=None, satuan=None), SKP_K, **{"dokumen.pendekatan": Pendekatan.KUALITATIF})
    assert kode_temuan(isi) == []


def workblock(**nilai: object) -> Konteks:
    penuh = Workblock(
        judul="Loket terpadu",
        indikator_diintervensi="1. Indeks kepuasan masyarakat: 90",
        strategi_rutin=("Layanan harian",),
        keluaran_transformatif=("Peraturan bupati terbit",),
    )
    satu = dokumen(
        WB,
        WorkblockSkp(workblock=(msgspec.structs.replace(penuh, **nilai), Workblock())),
        {
            "workblock[0].indikator_diintervensi": Tempat("Lembar", "E5"),
            "workblock[0].strategi_rutin": Tempat("Lembar", "B11"),
            "workblock[0].keluaran_rutin[0]": Tempat("Lembar", "E11"),
        },
        nip=KEPALA,
    )
    return konteks([skp(KEPALA, SKP_KEPALA), satu])


def test_M306_kena() -> None:
    temuan = satu_temuan(workblock(indikator_diintervensi="Indeks inovasi: 70"), "M306")
    assert (temuan.berkas, temuan.sel, temuan.ditemukan) == (WB, "E5", "Indeks inovasi: 70")
    assert temuan.kaitan == Rujukan(SKP_K, "SKP", "C10")


@pytest.mark.parametrize(
    "teks",
    [
        "LAYANAN TEPAT WAKTU",
        "Indeks kepuasan masyarakat (90)\nIndeks inovasi",
        "Kepuasan masyarakat meningkat",
    ],
)
def test_M306_lolos_salah_satunya_ada(teks: str) -> None:
    assert kode_temuan(workblock(indikator_diintervensi=teks)) == []


def test_M307_kena() -> None:
    assert satu_temuan(workblock(strategi_rutin=("-",)), "M307").sel == "B11"
    temuan = satu_temuan(workblock(keluaran_transformatif=()), "M307")
    assert temuan.sel == "E11"
    assert "keluaran kunci" in temuan.pesan


def test_M307_lolos_rutin_atau_transformatif() -> None:
    assert kode_temuan(workblock()) == []
