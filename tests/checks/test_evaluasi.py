"""E501-E503, E506-E508, E511: the evaluation."""

from __future__ import annotations

import pytest

from skpbook.checks.jalankan import periksa
from skpbook.domain.evaluasi import HasilDinilai, IkiDinilai
from skpbook.domain.tempat import Rujukan
from skpbook.regulation.label import Rating

from .bangun import (
    ANI,
    BUDI,
    CICI,
    KEPALA,
    MPH_KEPALA,
    R1,
    SKP_ANI,
    SKP_BUDI,
    SKP_KEPALA,
    dengan_realisasi,
    evaluasi,
    kode_temuan,
    konteks,
    mph,
    perjanjian,
    satu_temuan,
    skp,
    tambah,
    tanpa,
    temuan_lain,
    ubah,
)

EVAL_A, EVAL_B = f"EVALUASI_{ANI}_2026-TW1.xlsx", f"EVALUASI_{BUDI}_2026-TW1.xlsx"
SKP_A, SKP_B = f"SKP_{ANI}.xlsx", f"SKP_{BUDI}.xlsx"
EVAL_ANI, EVAL_BUDI = dengan_realisasi(SKP_ANI), dengan_realisasi(SKP_BUDI)


UNIT = perjanjian("01.1", {"TRIWULAN I": "BAIK", "2026-TW2": "Istimewa", "Akhir": "Baik"})
LAIN = (UNIT, mph(KEPALA, MPH_KEPALA))


def nilai(teks: str = EVAL_BUDI, **ganti: object):
    """Head's and Budi's SKP with one evaluation of Budi; his unit's capaian is Baik."""
    return konteks([skp(KEPALA, SKP_KEPALA), skp(BUDI, SKP_BUDI), evaluasi(BUDI, teks, **ganti), *LAIN])


# E501


@pytest.mark.parametrize(
    ("lama", "baru", "sel", "sel_skp"),
    [
        ("Layanan loket tanpa keluhan berulang", "Layanan loket tanpa keluhan", "C10", "C10"),
        ("Modul pelatihan petugas loket", "Jalan desa terbangun", "C11", "C11"),
        ("Keluhan selesai", "Keluhan masuk", "E10", "E10"),
        ("Keluhan selesai", "Jalan desa", "E10", "E10"),
        ("95%", "90%", "F10", "F10"),
        ("Kualitas", "Waktu", "D10", "D10"),
        ("2 modul", " ", "F11", "F11"),
    ],
)
def test_E501_kena(lama: str, baru: str, sel: str, sel_skp: str) -> None:
    temuan = satu_temuan(nilai(EVAL_BUDI.replace(lama, baru)), "E501")
    assert (temuan.berkas, temuan.lembar, temuan.sel) == (EVAL_B, "Evaluasi", sel)
    assert (temuan.nip, temuan.periode) == (BUDI, "2026-TW1")
    assert temuan.seharusnya == lama
    assert temuan.ditemukan == (baru.strip() or None)
    assert temuan.kaitan == Rujukan(SKP_B, "SKP", sel_skp)


def test_E501_kena_perspektif_pada_evaluasi_jpt() -> None:
    berkas = f"EVALUASI_{KEPALA}_2026-TW1.xlsx"
    temuan = satu_temuan(ubah(konteks(), berkas, **{"utama[1].iki[1].perspektif": "Proses Bisnis"}), "E501")
    assert (temuan.sel, temuan.seharusnya) == ("E13", "Anggaran")


def test_E501_kena_iki_yang_hilang_dan_bertambah() -> None:
    satu_iki = "\n".join(EVAL_ANI.splitlines()[:1])
    isi = ubah(konteks(), EVAL_A, utama=evaluasi(ANI, satu_iki).isi.utama)
    temuan = satu_temuan(isi, "E501")
    assert (temuan.sel, temuan.ditemukan, temuan.seharusnya) == ("C10", None, "Ketepatan waktu")
    lebih = EVAL_ANI + "\n | | | Biaya | Biaya cetak | Rp2 juta | ada berdasarkan kuitansi |"
    temuan = satu_temuan(
        konteks([skp(KEPALA, SKP_KEPALA), skp(ANI, SKP_ANI), evaluasi(ANI, lebih), *LAIN]), "E501"
    )
    assert (temuan.sel, temuan.ditemukan, temuan.seharusnya) == ("E12", "Biaya cetak", None)


@pytest.mark.parametrize(
    ("lama", "baru"),
    [
        ("Layanan loket", "1. LAYANAN LOKET"),
        ("| 95%", "| 95 %"),
        ("Kualitas", "kualitas"),
        ("Keluhan selesai", "Keluhan, selesai"),
    ],
)
def test_E501_lolos_tulisan_lain(lama: str, baru: str) -> None:
    assert kode_temuan(nilai(EVAL_BUDI.replace(lama, baru))) == []


def test_E501_lolos_urutan_ditukar() -> None:
    dua = SKP_ANI + f"U | {R1} | Rekap antrean harian | Kuantitas | Rekap | 240 rekap\n"
    baris = dengan_realisasi(dua).splitlines()
    matriks = MPH_KEPALA.replace(f"{ANI}  | ", f"{ANI}  | Rekap antrean harian; ")
    terbalik = evaluasi(ANI, "\n".join([baris[2], *baris[:2]]))
    isi = konteks([skp(KEPALA, SKP_KEPALA), skp(ANI, dua), terbalik, UNIT, mph(KEPALA, matriks)])
    assert kode_temuan(isi) == []


def test_E501_memakai_skp_yang_berlaku_pada_periode() -> None:
    lama, baru = SKP_BUDI, SKP_BUDI.replace("95%", "99%")
    isi = konteks(
        [
            skp(KEPALA, SKP_KEPALA),
            skp(BUDI, lama, berkas="lama.xlsx"),
            skp(BUDI, baru, berkas="baru.xlsx"),
            evaluasi(BUDI, EVAL_BUDI),
            evaluasi(BUDI, EVAL_BUDI.replace("95%", "99%"), periode="2026-AKHIR"),
            *LAIN,
        ]
    )
    isi = ubah(isi, "lama.xlsx", periode_penilaian="1 Januari sd 30 Juni 2026")
    isi = ubah(isi, "baru.xlsx", periode_penilaian="1 Juli sd 31 Desember 2026")
    assert kode_temuan(isi) == []
    tertukar = ubah(isi, EVAL_B, **{"utama[0].iki[0].target": "99%"})
    temuan = satu_temuan(tertukar, "E501")
    assert temuan.kaitan is not None
    assert temuan.kaitan.berkas == "lama.xlsx"


def test_E501_tidak_mengulang_S203_dari_skp() -> None:
    tanpa_iki = ubah(nilai(), SKP_B, **{"tambahan[0].iki[0].indikator": None})
    assert kode_temuan(tanpa_iki) == ["S203"]
    tanpa_baris = ubah(nilai(), SKP_B, **{"tambahan[0].iki": ()})
    assert kode_temuan(tanpa_baris) == ["S203"]


# E502


def test_E502_kena_hasil_kerja_hilang() -> None:
    temuan = satu_temuan(nilai(EVAL_BUDI.splitlines()[0]), "E502")
    assert (temuan.berkas, temuan.sel) == (EVAL_B, "C10")
    assert temuan.seharusnya == "Modul pelatihan petugas loket"
    assert temuan.kaitan == Rujukan(SKP_B, "SKP", "C11")


def test_E502_kena_hasil_kerja_bertambah() -> None:
    teks = (
        EVAL_BUDI + f"\nU | {R1} | Jalan desa terbangun | Kuantitas | Panjang | 2 km | ada berdasarkan foto |"
    )
    temuan = satu_temuan(nilai(teks), "E502")
    assert (temuan.sel, temuan.ditemukan) == ("C12", "Jalan desa terbangun")


def test_E502_kena_satu_kali_bila_kosong_sama_sekali() -> None:
    temuan = satu_temuan(nilai(""), "E502")
    assert "2 hasil kerja" in temuan.pesan
    assert temuan.sel == "A10"


def test_E502_lolos_sama_banyak() -> None:
    assert kode_temuan(nilai()) == []


def test_E502_lolos_baris_tanpa_nama() -> None:
    """Realisasi typed on a row of the form that holds no hasil kerja: nothing that could be compared."""
    isi = ubah(nilai(), EVAL_B, **{"utama[1]": HasilDinilai(iki=(IkiDinilai(umpan_balik="Baik"),))})
    assert kode_temuan(isi) == []


# E503


def test_E503_kena_satu_baris() -> None:
    teks = EVAL_ANI.replace("12 hari kerja | tercapai berdasarkan laporan bulanan", "12 hari kerja | -")
    isi = konteks([skp(KEPALA, SKP_KEPALA), skp(ANI, SKP_ANI), evaluasi(ANI, teks), *LAIN])
    assert satu_temuan(isi, "E503").sel == "G11"


def test_E503_kena_satu_kali_bila_semua_kosong() -> None:
    temuan = satu_temuan(nilai(dengan_realisasi(SKP_BUDI, "..... | Baik")), "E503")
    assert (temuan.sel, temuan.berkas) == ("G10", EVAL_B)
    assert "2 baris" in temuan.pesan


def test_E503_kena_satu_kali_untuk_sel_gabungan() -> None:
    isi = konteks([skp(KEPALA, SKP_KEPALA), skp(BUDI, SKP_BUDI), skp(ANI, SKP_ANI), *LAIN])
    isi = tambah(isi, evaluasi(BUDI, EVAL_BUDI), evaluasi(ANI, dengan_realisasi(SKP_ANI, " | Baik")))
    dua = ubah(isi, EVAL_A, **{"utama[1]": evaluasi(BUDI, EVAL_BUDI).isi.utama[0]})
    sel = dict(isi.dokumen[-1].tempat)
    sel["utama[0].iki[1].realisasi"] = sel["utama[0].iki[0].realisasi"]
    gabungan = [t for t in periksa(ubah(dua, EVAL_A, **{"dokumen.tempat": sel})) if t.kode == "E503"]
    assert [t.sel for t in gabungan] == ["G10"]


def test_E503_lolos_realisasi_sekali_untuk_seluruh_hasil_kerja() -> None:
    isi = konteks(
        [
            skp(KEPALA, SKP_KEPALA),
            skp(ANI, SKP_ANI),
            evaluasi(ANI, dengan_realisasi(SKP_ANI, " | Baik")),
            *LAIN,
        ]
    )
    isi = ubah(isi, EVAL_A, **{"utama[0].realisasi": "Selesai berdasarkan laporan"})
    assert kode_temuan(isi) == []


# E506, E507


@pytest.mark.parametrize(
    ("bidang", "tertulis", "sel"),
    [
        ("rating_hasil", None, "B12"),
        ("rating_hasil", "Memuaskan", "B12"),
        ("rating_perilaku", "-", "B22"),
        ("rating_perilaku", "Baik", "B22"),
    ],
)
def test_E506_kena_tanpa_E507(bidang: str, tertulis: str | None, sel: str) -> None:
    temuan = satu_temuan(ubah(nilai(), EVAL_B, **{bidang: tertulis}), "E506")
    assert (temuan.sel, temuan.ditemukan, temuan.periode) == (sel, tertulis, "2026-TW1")


@pytest.mark.parametrize("tertulis", ["DIATAS EKSPETASI", "di atas ekspektasi"])
def test_E506_lolos_ejaan_lain(tertulis: str) -> None:
    assert kode_temuan(ubah(nilai(predikat="Baik"), EVAL_B, rating_hasil=tertulis)) == []


SEMBILAN = [
    (Rating.DI_ATAS, Rating.DI_ATAS, "Sangat Baik"),
    (Rating.DI_ATAS, Rating.SESUAI, "Baik"),
    (Rating.DI_ATAS, Rating.DI_BAWAH, "Kurang"),
    (Rating.SESUAI, Rating.DI_ATAS, "Baik"),
    (Rating.SESUAI, Rating.SESUAI, "Baik"),
    (Rating.SESUAI, Rating.DI_BAWAH, "Kurang"),
    (Rating.DI_BAWAH, Rating.DI_ATAS, "Butuh Perbaikan"),
    (Rating.DI_BAWAH, Rating.SESUAI, "Butuh Perbaikan"),
    (Rating.DI_BAWAH, Rating.DI_BAWAH, "Sangat Kurang"),
]


@pytest.mark.parametrize(("hasil", "perilaku", "benar"), SEMBILAN)
def test_E507_kena_setiap_predikat_yang_bukan_kuadrannya(hasil: str, perilaku: str, benar: str) -> None:
    for lain in ("Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang", "-", "Cukup Baik"):
        if lain == benar:
            continue
        temuan = satu_temuan(nilai(hasil=hasil, perilaku=perilaku, predikat=lain), "E507")
        assert (temuan.sel, temuan.ditemukan, temuan.seharusnya) == ("B23", lain, benar)


@pytest.mark.parametrize(("hasil", "perilaku", "benar"), SEMBILAN)
def test_E507_lolos_kesembilan_sel(hasil: str, perilaku: str, benar: str) -> None:
    assert kode_temuan(nilai(hasil=hasil, perilaku=perilaku, predikat=benar)) == []


def test_E507_lolos_alias() -> None:
    assert (
        kode_temuan(nilai(hasil="Sesuai Ekspektasi", perilaku="Di bawah", predikat="KURANG/MISCONDUCT")) == []
    )


# E508


@pytest.mark.parametrize("tertulis", [None, "Cukup memuaskan"])
def test_E508_kena_kosong_atau_asing(tertulis: str | None) -> None:
    temuan = satu_temuan(nilai(capaian=tertulis), "E508")
    assert (temuan.sel, temuan.ditemukan, temuan.seharusnya) == ("B9", tertulis, "Baik")
    tanpa_capaian = [t for t in temuan_lain(tanpa(nilai(capaian=tertulis), UNIT.berkas)) if t.kode != "P605"]
    assert [(t.kode, t.seharusnya, t.kaitan) for t in tanpa_capaian] == [("E508", None, None)]


def test_E508_kena_bukan_capaian_unit() -> None:
    temuan = satu_temuan(nilai(capaian="Istimewa"), "E508")
    assert (temuan.sel, temuan.ditemukan, temuan.seharusnya) == ("B9", "Istimewa", "Baik")
    assert temuan.kaitan == Rujukan("PK_01.1.xlsx", "PK", "B20")


def test_E508_lolos_capaian_unit_belum_ditetapkan_atau_sama() -> None:
    assert kode_temuan(tanpa(nilai(capaian="Istimewa"), UNIT.berkas)) == ["P605"]
    assert kode_temuan(nilai(capaian="BAIK")) == []


# E511


def test_E511_kena_tanpa_E501_dan_E502() -> None:
    temuan = satu_temuan(tanpa(konteks(), SKP_A), "E511")
    assert (temuan.berkas, temuan.sel, temuan.nip, temuan.periode) == (EVAL_A, "C5", ANI, "2026-TW1")


def test_E511_kena_satu_kali_untuk_dua_evaluasi() -> None:
    isi = tanpa(konteks(), SKP_A, UNIT.berkas)
    isi = tambah(isi, evaluasi(ANI, EVAL_ANI, periode="2026-AKHIR"), UNIT)
    assert "2 evaluasi" in satu_temuan(isi, "E511").pesan


def test_E511_lolos_ada_skp() -> None:
    assert kode_temuan(konteks()) == []


def test_periode_yang_disaring_hanya_membuang_evaluasi_lain() -> None:
    salah = evaluasi(CICI, "", periode="2026-AKHIR", hasil=None)
    isi = tambah(konteks(periode="2026-TW1"), salah)
    assert kode_temuan(isi) == []
    assert "E506" in kode_temuan(tambah(konteks(), salah))
