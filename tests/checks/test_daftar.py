"""I111-I114: the daftar pegawai itself."""

from __future__ import annotations

from .bangun import ANI, BUDI, KEPALA, PEGAWAI, daftar, kode_temuan, konteks, orang, satu_temuan

DEDI = "198801012012011001"
EKA = "198902022013012002"
FITRI = "199003032014012003"
TIDAK_ADA = "197001011995031001"


def roster(*lain):
    return konteks([], daftar=daftar((*PEGAWAI, *lain)))


def test_I111_kena_baris_kedua_dengan_kaitan_baris_pertama() -> None:
    temuan = satu_temuan(roster(orang(ANI, "Ani Lestari", unit="01")), "I111")
    assert (temuan.berkas, temuan.lembar, temuan.sel) == ("pegawai.xlsx", "pegawai", "A6")
    assert temuan.kaitan is not None
    assert temuan.kaitan.sel == "A3"


def test_I111_lolos_semua_berbeda() -> None:
    assert kode_temuan(roster(orang(DEDI, "Dedi Kurnia"))) == []


def test_I112_kena_satu_kali_bagi_satu_lingkaran() -> None:
    isi = roster(
        orang(DEDI, "Dedi Kurnia", atasan=EKA),
        orang(EKA, "Eka Putri", atasan=FITRI),
        orang(FITRI, "Fitri Handayani", atasan=DEDI),
        orang("199104042015011004", "Gilang Ramadhan", atasan=FITRI),
    )
    temuan = satu_temuan(isi, "I112")
    assert (temuan.sel, temuan.ditemukan) == ("E6", EKA)
    assert "Dedi Kurnia → Eka Putri → Fitri Handayani → Dedi Kurnia" in temuan.pesan


def test_I112_kena_atasan_diri_sendiri() -> None:
    assert satu_temuan(roster(orang(DEDI, "Dedi Kurnia", atasan=DEDI)), "I112").sel == "E6"


def test_I112_lolos_rantai_panjang() -> None:
    assert (
        kode_temuan(roster(orang(DEDI, "Dedi Kurnia", atasan=ANI), orang(EKA, "Eka Putri", atasan=DEDI)))
        == []
    )


def test_I113_kena_satu_kali_dengan_jumlah() -> None:
    isi = roster(*(orang(nip, f"Orang {nip[-1]}", atasan=TIDAK_ADA) for nip in (DEDI, EKA, FITRI)))
    temuan = satu_temuan(isi, "I113")
    assert (temuan.sel, temuan.ditemukan) == ("E6", TIDAK_ADA)
    assert "3 pegawai" in temuan.pesan


def test_I113_lolos_penilai_luar() -> None:
    assert kode_temuan(roster(orang(DEDI, "Dedi Kurnia", atasan=None, penilai_luar="Bupati"))) == []


def test_I114_kena_pelaksana_tanpa_atasan() -> None:
    temuan = satu_temuan(roster(orang(DEDI, "Dedi Kurnia", atasan=None)), "I114")
    assert (temuan.sel, temuan.nip) == ("E6", DEDI)


def test_I114_kena_yang_lebih_kecil_dari_dua_puncak() -> None:
    puncak = orang(KEPALA, "Rahmat Hidayat", atasan=None, keluarga=PEGAWAI[0].keluarga)
    lepas = orang(BUDI, "Budi Santoso", atasan=None)
    isi = konteks(
        [], daftar=daftar((lepas, orang(DEDI, "Dedi", atasan=BUDI), *(puncak, PEGAWAI[1], PEGAWAI[3])))
    )
    temuan = satu_temuan(isi, "I114")
    assert (temuan.sel, temuan.nip) == ("E2", BUDI)
    assert "Rahmat Hidayat" in (temuan.saran or "")


def test_I114_lolos_satu_puncak_dan_kepala_yang_dinilai_pejabat_luar() -> None:
    puncak = orang(KEPALA, "Rahmat Hidayat", atasan=None)
    assert kode_temuan(konteks([], daftar=daftar((puncak, PEGAWAI[1])))) == []
    assert kode_temuan(roster(orang(DEDI, "Dedi", atasan=None, penilai_luar="Bupati"))) == []
