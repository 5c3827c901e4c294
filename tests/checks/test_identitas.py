"""I101-I110, I115: identity blocks against the daftar pegawai."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from skpbook.domain.pegawai import Keluarga

from .bangun import (
    ANI,
    BUDI,
    CICI,
    KEPALA,
    LAMPIRAN,
    MPH_KEPALA,
    PEGAWAI,
    SKP_ANI,
    SKP_KEPALA,
    daftar,
    dokumen,
    identitas,
    kode_temuan,
    konteks,
    mph,
    orang,
    satu_temuan,
    skp,
    tambah,
    tanpa,
    ubah,
)

if TYPE_CHECKING:
    from skpbook.domain.skp import Identitas

SKP_F = f"SKP_{ANI}.xlsx"


def pegawai_ganti(nip: str, **nilai: object) -> tuple:
    return tuple(msgspec.structs.replace(satu, **nilai) if satu.nip == nip else satu for satu in PEGAWAI)


def test_I101_kena_nip_pegawai_kosong() -> None:
    temuan = satu_temuan(ubah(konteks(), SKP_F, **{"pegawai.nip": None}), "I101")
    assert (temuan.berkas, temuan.lembar, temuan.sel) == (SKP_F, "SKP", "C5")
    assert (temuan.nip, temuan.nama, temuan.seharusnya) == (ANI, "Ani Lestari, S.Kom.", ANI)


def test_I101_kena_nip_penilai_kosong_pada_formulir_ja() -> None:
    temuan = satu_temuan(ubah(konteks(), SKP_F, **{"penilai.nip": "-"}), "I101")
    assert (temuan.sel, temuan.seharusnya) == ("E5", KEPALA)


def test_I101_kena_baris_daftar_tanpa_nip() -> None:
    tanpa_nip = orang("", "Dedi Kurnia", atasan=KEPALA)
    temuan = satu_temuan(konteks(daftar=daftar((*PEGAWAI, tanpa_nip))), "I101")
    assert (temuan.berkas, temuan.lembar, temuan.sel) == ("pegawai.xlsx", "pegawai", "A6")


def test_I101_lolos_penilai_luar_dan_formulir_jpt_tanpa_nip() -> None:
    kepala = next(d for d in konteks().dokumen if d.berkas == f"SKP_{KEPALA}.xlsx")
    assert kepala.isi.penilai.nip is None
    assert kode_temuan(konteks()) == []
    jpt = tuple(
        msgspec.structs.replace(p, keluarga=Keluarga.JPT_PUKM) if p.nip == KEPALA else p for p in PEGAWAI
    )
    assert kode_temuan(konteks(daftar=daftar(jpt))) == []


@pytest.mark.parametrize("tertulis", ["19850620201001200", "1985062020100120031", "19850620201001200X"])
def test_I102_kena(tertulis: str) -> None:
    temuan = satu_temuan(ubah(konteks(), SKP_F, **{"pegawai.nip": tertulis}), "I102")
    assert (temuan.sel, temuan.ditemukan, temuan.seharusnya) == ("C5", tertulis, ANI)


def test_I102_kena_pada_matriks_dan_daftar() -> None:
    temuan = satu_temuan(
        ubah(konteks([mph(KEPALA, MPH_KEPALA)]), f"MPH_{KEPALA}.xlsx", **{"anggota[1].nip": "1990"}), "I102"
    )
    assert (temuan.berkas, temuan.sel) == (f"MPH_{KEPALA}.xlsx", "B12")
    pendek = orang("123", "Dedi Kurnia")
    assert satu_temuan(konteks(daftar=daftar((*PEGAWAI, pendek))), "I102").sel == "A6"


@pytest.mark.parametrize(
    "tertulis", ["19850620 201001 2 003", "'198506202010012003", "NIP. 198506202010012003"]
)
def test_I102_lolos_nip_berspasi_dan_berpetik(tertulis: str) -> None:
    assert kode_temuan(ubah(konteks(), SKP_F, **{"pegawai.nip": tertulis})) == []


@pytest.mark.parametrize("tertulis", ["1,98506202010012E+17", "1.98506E+17", "198506202010012000"])
def test_I103_kena_dan_menyarankan_nip_menurut_nama(tertulis: str) -> None:
    rusak = msgspec.structs.replace(identitas(PEGAWAI[1]), nip=tertulis)
    isi = ubah(
        konteks(),
        SKP_F,
        **{"pegawai": rusak, "dokumen.nip": None, "dokumen.cap": None, "utama": (), "perilaku": ()},
    )
    temuan = next(t for t in _temuan(isi) if t.kode == "I103")
    assert (temuan.sel, temuan.ditemukan, temuan.seharusnya) == ("C5", tertulis, ANI)
    assert "Ani Lestari" in (temuan.saran or "")


def test_I103_lolos_nip_sebagai_teks() -> None:
    assert kode_temuan(ubah(konteks(), SKP_F, **{"pegawai.nip": f"`{ANI}"})) == []


def test_I103_tidak_menyarankan_bila_tanggal_lahir_lain() -> None:
    isi = ubah(
        konteks(), SKP_F, **{"pegawai.nip": "1,99001012010012E+17", "dokumen.nip": None, "dokumen.cap": None}
    )
    temuan = next(t for t in _temuan(isi) if t.kode == "I103")
    assert temuan.seharusnya is None


def test_I104_kena_bulan_lahir_13_dalam_daftar() -> None:
    aneh = orang("198513202010012003", "Dedi Kurnia")
    temuan = satu_temuan(konteks(daftar=daftar((*PEGAWAI, aneh))), "I104")
    assert (temuan.berkas, temuan.sel, temuan.ditemukan) == ("pegawai.xlsx", "A6", "198513202010012003")


def test_I104_kena_penilai_luar_bernip_aneh() -> None:
    isi = ubah(konteks(), f"SKP_{KEPALA}.xlsx", **{"penilai.nip": "196513202010011003"})
    assert satu_temuan(isi, "I104").sel == "E5"


def test_I104_lolos_pppk_berkode_21() -> None:
    assert CICI[12:14] == "21"
    assert kode_temuan(konteks()) == []


def test_I105_kena_dan_menyarankan_menurut_nama() -> None:
    lain = "198506202010012009"
    isi = ubah(konteks(), SKP_F, **{"pegawai.nip": lain, "dokumen.nip": lain, "dokumen.cap": None})
    semua = {t.kode: t for t in _temuan(isi)}
    assert set(semua) == {"I105", "B016"}
    assert (semua["I105"].sel, semua["I105"].nip, semua["I105"].seharusnya) == ("C5", lain, ANI)


def test_I105_kena_tanpa_I101_untuk_penilainya() -> None:
    """Whether an unknown person's penilai needs a NIP cannot be known."""
    isi = ubah(
        konteks(), SKP_F, **{"pegawai.nip": "198506202010012009", "dokumen.nip": None, "dokumen.cap": None}
    )
    isi = ubah(isi, SKP_F, **{"penilai.nip": None})
    assert sorted(kode_temuan(isi)) == ["B016", "I105"]


def test_I105_lolos_semua_tercantum() -> None:
    assert kode_temuan(konteks([skp(ANI, SKP_ANI), skp(KEPALA, SKP_KEPALA), mph(KEPALA, MPH_KEPALA)])) == []


def test_I106_kena_nama_pegawai_dan_penilai() -> None:
    temuan = satu_temuan(ubah(konteks(), SKP_F, **{"pegawai.nama": "Ani Lestarini"}), "I106")
    assert (temuan.sel, temuan.ditemukan, temuan.seharusnya) == ("C4", "Ani Lestarini", "Ani Lestari, S.Kom.")
    assert satu_temuan(ubah(konteks(), SKP_F, **{"penilai.nama": "Rahmat Hidayah"}), "I106").sel == "E4"


@pytest.mark.parametrize("tertulis", ["ANI LESTARI", "Ani  Lestari S.Kom", "Hj. Ani Lestari, S.Kom., M.T."])
def test_I106_lolos_gelar_dan_huruf_besar(tertulis: str) -> None:
    assert kode_temuan(ubah(konteks(), SKP_F, **{"pegawai.nama": tertulis})) == []


@pytest.mark.parametrize("tertulis", ["Penata Muda, III/b", "Sersan", "Penata, III/c", None])
def test_I107_kena(tertulis: str | None) -> None:
    temuan = satu_temuan(ubah(konteks(), SKP_F, **{"pegawai.pangkat_golongan": tertulis}), "I107")
    assert (temuan.sel, temuan.ditemukan) == ("C6", tertulis)
    assert temuan.seharusnya == "Penata Muda Tingkat I, III/b"


@pytest.mark.parametrize("tertulis", ["III/b", "Penata Muda Tk. I (III/b)", "PENATA MUDA TINGKAT I / III/B"])
def test_I107_lolos_tulisan_lain(tertulis: str) -> None:
    assert kode_temuan(ubah(konteks(), SKP_F, **{"pegawai.pangkat_golongan": tertulis})) == []


def test_I107_lolos_bila_daftar_tidak_mencatat() -> None:
    isi = konteks(daftar=daftar(pegawai_ganti(ANI, golongan=None)))
    assert kode_temuan(ubah(isi, SKP_F, **{"pegawai.pangkat_golongan": None})) == []


def test_I108_kena_penilai_lain() -> None:
    isi = ubah(konteks(), SKP_F, penilai=identitas(PEGAWAI[2]))
    temuan = satu_temuan(isi, "I108")
    assert (temuan.sel, temuan.nip) == ("E5", ANI)
    assert KEPALA in (temuan.seharusnya or "")
    assert BUDI in (temuan.ditemukan or "")


def test_I108_kena_penilai_luar_bernama_lain() -> None:
    isi = ubah(konteks(), f"SKP_{KEPALA}.xlsx", **{"penilai.nama": "Drs. Orang Lain"})
    temuan = satu_temuan(isi, "I108")
    assert (temuan.sel, temuan.seharusnya) == ("E4", "H. Surya Darma")


def test_I108_lolos_penilai_luar_ditulis_jabatannya() -> None:
    assert kode_temuan(ubah(konteks(), f"SKP_{KEPALA}.xlsx", **{"penilai.nama": "BUPATI CONTOH"})) == []


def test_I109_kena_menilai_diri_tanpa_I108() -> None:
    temuan = satu_temuan(ubah(konteks(), SKP_F, penilai=identitas(PEGAWAI[1])), "I109")
    assert temuan.sel == "E5"
    assert KEPALA in (temuan.seharusnya or "")


def test_I109_lolos_atasan_yang_menilai() -> None:
    milik_ani = skp(ANI, SKP_ANI, penilai=identitas(PEGAWAI[0]))
    assert kode_temuan(konteks([milik_ani, skp(KEPALA, SKP_KEPALA), mph(KEPALA, MPH_KEPALA)])) == []


def test_I110_kena_jabatan_dan_unit() -> None:
    temuan = satu_temuan(ubah(konteks(), SKP_F, **{"pegawai.jabatan": "Arsiparis"}), "I110")
    assert (temuan.sel, temuan.seharusnya) == ("C7", "Analis Kebijakan Ahli Pertama")
    temuan = satu_temuan(ubah(konteks(), SKP_F, **{"pegawai.unit_kerja": "Bidang Mutasi"}), "I110")
    assert (temuan.sel, temuan.seharusnya) == ("C8", "Bidang Layanan")


@pytest.mark.parametrize(
    "tertulis",
    ["BIDANG LAYANAN", "Bidang Layanan, Dinas Contoh", "Bidang Layanan - Dinas Contoh - Pemerintah Contoh"],
)
def test_I110_lolos_unit_dengan_unit_di_atasnya(tertulis: str) -> None:
    assert kode_temuan(ubah(konteks(), SKP_F, **{"pegawai.unit_kerja": tertulis})) == []


def test_I110_lolos_penilai_berunit_instansi() -> None:
    assert kode_temuan(ubah(konteks(), SKP_F, **{"penilai.unit_kerja": "Pemerintah Contoh"})) == []


def test_I115_kena_formulir_ja_bagi_jpt() -> None:
    isi = ubah(
        konteks([skp(KEPALA, SKP_KEPALA)]), f"SKP_{KEPALA}.xlsx", **{"dokumen.keluarga": Keluarga.JA_JF}
    )
    temuan = next(t for t in _temuan(isi) if t.kode == "I115")
    assert (temuan.sel, temuan.ditemukan, temuan.seharusnya) == ("C7", "JA/JF", "JPT/PUKM")


def test_I115_lolos_tugas_belajar_tanpa_keluarga() -> None:
    isi = ubah(konteks(), SKP_F, **{"dokumen.keluarga": None})
    assert "I115" not in kode_temuan(isi)


def test_lembar_lain_dalam_satu_buku_kerja_tidak_melaporkan_hal_yang_sama() -> None:
    salah = msgspec.structs.replace(identitas(PEGAWAI[1]), nama="Ani Lestarini")
    lampiran = dokumen(
        SKP_F,
        msgspec.structs.replace(LAMPIRAN, pegawai=salah, penilai=identitas(PEGAWAI[0])),
        {},
        nip=ANI,
        lembar="Lampiran",
    )
    asal = tambah(tanpa(konteks(), SKP_F), skp(ANI, SKP_ANI), lampiran)
    sama = ubah_skp_saja(asal, pegawai=salah)
    assert satu_temuan(sama, "I106").lembar == "SKP"
    assert satu_temuan(asal, "I106").lembar == "Lampiran"


def ubah_skp_saja(asal, **nilai: Identitas):
    return msgspec.structs.replace(
        asal,
        dokumen=tuple(
            msgspec.structs.replace(d, isi=msgspec.structs.replace(d.isi, **nilai))
            if d.berkas == SKP_F and d.lembar == "SKP"
            else d
            for d in asal.dokumen
        ),
    )


def _temuan(isi):
    from skpbook.checks.jalankan import periksa

    return periksa(isi)
