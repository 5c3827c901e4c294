"""e-Kinerja exports through `impor` like any other file, and what `periksa` makes of them."""

from __future__ import annotations

import json

import pytest

from skpbook.app.konteks import susun_konteks
from skpbook.intake.batas import Batas
from skpbook.intake.ekinerja import ekinerja_csv
from skpbook.intake.tolak import Ditolak

from .bahan import (
    ANI,
    BUDI,
    KEPALA,
    csv_titik_koma,
    isi_penilaian,
    isi_skp,
    laporan_skp,
    penilaian,
    rekap,
    xlsx,
)

SESUAI = "Sesuai Ekspektasi"


def isi_masuk() -> dict[str, bytes]:
    bulan = {
        f"bulan{n}": rekap([(ANI, SESUAI, SESUAI, "Baik")], f"Periode Bulanan {n} Tahun 2026") for n in (1, 2)
    }
    return {
        "rekap.xlsx": xlsx({"Rekap": rekap([(ANI, SESUAI, SESUAI, "Baik")])}),
        "penilaian.csv": csv_titik_koma(penilaian([isi_penilaian(ANI), isi_penilaian(KEPALA, id="ID-1002")])),
        "skp.xlsx": xlsx({"Data": laporan_skp([isi_skp(ANI)])}),
        "setahun.xlsx": xlsx(bulan),
    }


def test_impor_mengenali_menurut_isinya(buku, jalan):
    for nama, data in isi_masuk().items():
        (buku.masuk / nama).write_bytes(data)
    kode, keluar, galat = jalan("impor", "--json")
    assert (kode, galat) == (0, "")
    hasil = {satu["nama"]: satu for satu in json.loads(keluar)["berkas"]}
    assert {
        nama: (s["status"], s["formulir"], s["nip"], s["periode"], s["temuan"]) for nama, s in hasil.items()
    } == {
        "rekap.xlsx": ("diterima", "rekap-ekinerja", None, "2026-06", []),
        "penilaian.csv": ("diterima", "laporan-penilaian-ekinerja", None, "2026-06", []),
        "skp.xlsx": ("diterima", "laporan-skp-ekinerja", None, None, []),
        "setahun.xlsx": ("diterima", "rekap-ekinerja", None, "2026-01", []),
    }
    assert json.loads(jalan("impor", "--json")[1])["ringkasan"] == {"sudah-ada": 4}
    lembar = susun_konteks(buku).lembar_ekinerja
    assert sorted((satu.berkas, satu.lembar, satu.periode or "") for satu in lembar) == [
        ("penilaian.csv", "CSV", "2026-06"),
        ("rekap.xlsx", "Rekap", "2026-06"),
        ("setahun.xlsx", "bulan1", "2026-01"),
        ("setahun.xlsx", "bulan2", "2026-02"),
        ("skp.xlsx", "Data", ""),
    ]
    assert len(list(buku.arsip.rglob("*.*"))) == 4


def test_proses_pekerja_memberi_hasil_yang_sama(buku, jalan):
    for nama, data in isi_masuk().items():
        (buku.masuk / nama).write_bytes(data)
    assert jalan("impor", "--kerja", "2")[0] == 0
    assert len(susun_konteks(buku).lembar_ekinerja) == 5


def test_periksa_menyebut_yang_di_luar_daftar(buku, jalan):
    (buku.masuk / "rekap.xlsx").write_bytes(
        xlsx({"Rekap": rekap([(BUDI, SESUAI, SESUAI, "Baik")], "Periode Bulanan VI Tahun 2026")})
    )
    jalan("impor")
    temuan = json.loads(jalan("periksa", "--json")[1])["temuan"]
    satu = next(t for t in temuan if t["kode"] == "E524")
    assert (satu["berkas"], satu["lembar"], satu["sel"], satu["nip"]) == ("rekap.xlsx", "Rekap", "B6", None)


@pytest.mark.parametrize("data", [b"halo\ndunia", b"nip;nama\n1;a\n", b"a,b\n1,2\n", b""])
def test_teks_lain_tetap_ditolak(buku, jalan, data):
    (buku.masuk / "lain.csv").write_bytes(data)
    kode, keluar, _ = jalan("impor", "--json")
    assert kode == 1
    assert json.loads(keluar)["berkas"][0]["status"] == "ditolak"


def test_rekap_kita_sendiri_bukan_ekspor(buku, jalan):
    assert jalan("rekap")[0] == 0
    asal = next(buku.rekap.glob("REKAP_*.xlsx"))
    kode, keluar, _ = jalan("impor", asal, "--json")
    assert (kode, json.loads(keluar)["berkas"][0]["status"]) == (1, "ditolak")


def test_batas_csv():
    isi = csv_titik_koma(penilaian([isi_penilaian(ANI)] * 40))
    assert len(ekinerja_csv(isi, "a.csv", Batas())[0].baris) == 40
    for batas in (Batas(baris=30), Batas(sel=300), Batas(baris=10)):
        with pytest.raises(Ditolak) as tolak:
            ekinerja_csv(isi, "a.csv", batas)
        assert tolak.value.kode == "B004"
    with pytest.raises(Ditolak):
        ekinerja_csv(isi * 4000, "a.csv", Batas(berkas_mb=1))
