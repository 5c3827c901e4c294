"""The graph of the cascade, and the rules that walk it: K410-K414, K416, E520."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from skpbook.app.prefill import isi_skp, kumpulkan
from skpbook.checks.jalankan import periksa
from skpbook.checks.kaskade.graf import Cara, graf
from skpbook.checks.kaskade.wilayah import wilayah_disebut
from skpbook.contoh.besar import muat_besar
from skpbook.contoh.instansi import muat_contoh
from skpbook.contoh.memori import konteks_instansi
from skpbook.domain.skp import Skp
from skpbook.domain.strategi import SasaranUnit
from skpbook.domain.tempat import Rujukan, Tempat

from .bangun import (
    ANI,
    BUDI,
    CICI,
    KEPALA,
    PEGAWAI,
    R1,
    R2,
    SKP_KEPALA,
    daftar,
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
    from skpbook.checks.konteks import Konteks

MPH_K = f"MPH_{KEPALA}.xlsx"
SKP_K, SKP_A, SKP_B = (f"SKP_{nip}.xlsx" for nip in (KEPALA, ANI, BUDI))


def hanya(isi: Konteks, kode: str) -> list:
    return [satu for satu in periksa(isi) if satu.kode == kode]


def test_graf_menyambung_intervensi_dan_peran() -> None:
    semua = graf(konteks())
    ada = {(semua.rhk[s.dari].nip, semua.rhk[s.ke].jalur, s.cara) for s in semua.sambungan}
    assert ada == {
        (nip, jalur, cara)
        for nip, jalur in ((ANI, "utama[0]"), (BUDI, "utama[0]"), (BUDI, "utama[1]"), (CICI, "utama[1]"))
        for cara in Cara
    }
    kepala = semua.milik[KEPALA]
    assert [semua.pendukung(satu.nomor) for satu in kepala] == [(ANI, BUDI), (BUDI, CICI)]
    assert [satu.nip for satu in semua.rantai(semua.milik[ANI][0].nomor)] == [ANI, KEPALA]


def test_graf_sekali_untuk_satu_konteks() -> None:
    isi = konteks()
    assert graf(isi) is graf(isi)
    assert graf(konteks()) is not graf(isi)


def test_graf_lingkaran_berakhir() -> None:
    """Two who name each other as leader: the chain ends where it closes."""
    melingkar = tuple(
        replace(satu, atasan={KEPALA: ANI, ANI: KEPALA}.get(satu.nip, satu.atasan)) for satu in PEGAWAI
    )
    isi = replace(konteks(), daftar=daftar(melingkar))
    rencana = "Rekomendasi perbaikan layanan loket"
    isi = ubah(isi, SKP_K, **{"utama[0].rhk_pimpinan": rencana})
    semua = graf(isi)
    assert [satu.nip for satu in semua.rantai(semua.milik[ANI][0].nomor)] == [ANI, KEPALA]


def beban(metode: str | None, pimpinan: str, ani: str, budi: str) -> Konteks:
    """Column R1 with a method; the target of the leader's IKI behind it, and of its two members."""
    isi = ubah(konteks(), MPH_K, **{"kolom[0].metode": metode})
    isi = ubah(isi, SKP_K, **{"utama[0].iki[0].target": pimpinan, "utama[0].iki[1].target": "tepat waktu"})
    isi = ubah(isi, SKP_A, **{"utama[0].iki[0].target": ani})
    return ubah(isi, SKP_B, **{"utama[0].iki[0].target": budi, "utama[0].iki[0].aspek": "Kuantitas"})


BEBAN = "Langsung - Beban Target"


@pytest.mark.parametrize(
    ("pimpinan", "ani", "budi", "kata"),
    [
        ("24 desa", "14 desa", "8 desa", "berjumlah 22 desa"),
        ("Rp1,2 miliar", "Rp500 juta", "Rp800 juta", "lebih Rp100.000.000 dari"),
        ("minimal 10 desa", "4 desa", "5 desa", "kurang 1 desa dari"),
        ("90 - 95 desa", "40 desa", "41 desa", "kurang 9 desa dari"),
        ("61,95%", "30%", "30%", "kurang 1,95% dari"),
    ],
)
def test_K410_kena(pimpinan: str, ani: str, budi: str, kata: str) -> None:
    (temuan,) = hanya(beban(BEBAN, pimpinan, ani, budi), "K410")
    assert (temuan.tingkat, temuan.berkas, temuan.sel) == ("peringatan", MPH_K, "C10")
    assert temuan.kaitan == Rujukan(SKP_K, "SKP", "D10")
    assert kata in temuan.pesan
    assert "Ani Lestari, S.Kom." in temuan.pesan


@pytest.mark.parametrize(
    ("metode", "pimpinan", "ani", "budi"),
    [
        (BEBAN, "24 desa", "14 desa", "10 desa"),
        ("Beban target", "1.000 orang", "400 orang", "600 orang"),
        (BEBAN, "minimal 10 desa", "8 desa", "9 desa"),
        (BEBAN, "90 - 95 desa", "45 desa", "47 desa"),
        (BEBAN, "95%", "95%", "95%"),  # one rate for all is no share
        (BEBAN, "24 desa", "14 desa", "8 kelurahan"),  # another unit of measure
        (BEBAN, "3,5 dari skala 5", "3,5 dari skala 5", "3 dari skala 5"),
        (BEBAN, "sesuai rencana", "14 desa", "8 desa"),
        ("Langsung - Aspek", "24 desa", "14 desa", "8 desa"),
        (None, "24 desa", "14 desa", "8 desa"),
    ],
)
def test_K410_lolos(metode: str | None, pimpinan: str, ani: str, budi: str) -> None:
    assert hanya(beban(metode, pimpinan, ani, budi), "K410") == []


def test_K410_lolos_skp_anggota_belum_masuk() -> None:
    assert hanya(tanpa(beban(BEBAN, "24 desa", "14 desa", "8 desa"), SKP_B), "K410") == []


@pytest.mark.parametrize(
    ("teks", "wilayah"),
    [
        ("Terdampinginya kabupaten/kota wilayah barat", [("wilayah", "barat")]),
        ("Kecamatan Sukamaju, Sukasari, dan Mekar Jaya", ["sukamaju", "sukasari", "mekar jaya"]),
        ("Wilayah I dan Wilayah III", [("wilayah", "i"), ("wilayah", "iii")]),
        ("Pelayanan di kota dan desa", []),
        ("Indeks wilayah tertib", []),
    ],
)
def test_wilayah_disebut(teks: str, wilayah: list) -> None:
    isi = wilayah_disebut(teks)
    assert list(isi) == [satu if isinstance(satu, tuple) else ("kecamatan", satu) for satu in wilayah]


def wilayah(judul: str, *peran: str, metode: str = "Langsung - Wilayah") -> Konteks:
    isi = ubah(konteks(), MPH_K, **{"kolom[0].metode": metode, "kolom[0].judul": judul})
    return ubah(isi, MPH_K, **{f"anggota[{i}].peran[0]": (satu,) for i, satu in enumerate(peran)})


@pytest.mark.parametrize(
    ("judul", "peran", "sel", "kata"),
    [
        ("Wilayah barat dan timur", ("wilayah barat", "Wilayah Barat"), "C12", "sudah dipegang Ani"),
        ("Wilayah barat dan timur", ("Data wilayah barat", "Data wilayah utara"), "C10", "wilayah timur"),
        (R1, ("Wilayah I", "Wilayah III"), "C10", "wilayah ii"),
        (R1, ("Desa Suka dan Desa Maju", "Desa Maju"), "C12", "Desa maju sudah dipegang"),
    ],
)
def test_K411_kena(judul: str, peran: tuple[str, ...], sel: str, kata: str) -> None:
    temuan = hanya(wilayah(judul, *peran), "K411")
    assert (temuan[0].tingkat, temuan[0].berkas) == ("peringatan", MPH_K)
    assert any(satu.sel == sel and kata in satu.pesan for satu in temuan), temuan


@pytest.mark.parametrize(
    ("judul", "peran"),
    [
        ("Wilayah barat dan timur", ("wilayah barat", "wilayah timur")),
        (R1, ("Data wilayah barat", "Laporan wilayah barat")),  # one name divides nothing
        (R1, ("Data desa", "Laporan desa")),
        (R1, ("Wilayah I", "Wilayah II")),
    ],
)
def test_K411_lolos(judul: str, peran: tuple[str, ...]) -> None:
    assert hanya(wilayah(judul, *peran), "K411") == []


def test_K411_lolos_metode_lain() -> None:
    assert hanya(wilayah(R1, "Wilayah I", "Wilayah III", metode="Langsung - Aspek"), "K411") == []


DODI = "198801012012011005"
LUAR = orang(DODI, "Dodi Prakoso", unit="02", jabatan="Kepala Bidang Data", golongan="III/b", atasan=None,
             penilai_luar="H. Surya Darma")  # fmt: skip


def lintas(ekor: str = "Kepala Bidang Data", umpan_balik: str = "Baik, lanjutkan") -> Konteks:
    """Ani's RHK says that somebody assigned it; the roster has the head of another unit."""
    isi = replace(konteks(), daftar=daftar((*PEGAWAI, LUAR)))
    rencana = f"Rekomendasi perbaikan layanan loket (penugasan dari {ekor})"
    isi = ubah(isi, SKP_A, **{"utama[0].rencana": rencana})
    berkas = f"EVALUASI_{ANI}_2026-TW1.xlsx"
    return ubah(isi, berkas, **{"utama[0].rencana": rencana, "utama[0].iki[0].umpan_balik": umpan_balik})


def test_K412_kena() -> None:
    (temuan,) = hanya(lintas(), "K412")
    assert (temuan.tingkat, temuan.berkas, temuan.sel, temuan.nip) == ("info", SKP_A, "C10", ANI)
    assert "Dodi Prakoso" in temuan.pesan
    assert "Dr. Rahmat Hidayat" in (temuan.saran or "")


def test_K412_kena_matriks_unit_lain() -> None:
    matriks = replace(
        mph(KEPALA, f"nip | Peta layanan\n{ANI} | Rekomendasi perbaikan layanan loket"),
        nip=DODI,
        berkas="M.xlsx",
    )
    isi = replace(matriks.isi, pimpinan=replace(matriks.isi.pimpinan, nama=LUAR.nama, nip=DODI))  # type: ignore[union-attr,type-var]
    sendiri = skp(KEPALA, "U | Peta layanan | Jumlah peta | 1 peta | Proses Bisnis", berkas="S.xlsx")
    sendiri = replace(
        sendiri, nip=DODI, isi=replace(sendiri.isi, pegawai=replace(sendiri.isi.pegawai, nip=DODI))
    )  # type: ignore[union-attr,type-var]
    asal = replace(konteks(), daftar=daftar((*PEGAWAI, LUAR)))
    cap = {"cap": None}
    (temuan,) = hanya(tambah(asal, replace(matriks, isi=isi, **cap), replace(sendiri, **cap)), "K412")
    assert temuan.kaitan == Rujukan("M.xlsx", "MPH", "C11")


@pytest.mark.parametrize("ekor", ["Kepala Dinas Contoh", "Bupati", "Analis Kebijakan Ahli Pertama"])
def test_K412_lolos_atasan_sendiri_atau_jabatan_tidak_dikenal(ekor: str) -> None:
    assert hanya(lintas(ekor), "K412") == []


def test_E520_kena() -> None:
    (temuan,) = hanya(lintas(), "E520")
    assert (temuan.tingkat, temuan.berkas, temuan.sel) == ("info", f"EVALUASI_{ANI}_2026-TW1.xlsx", "H10")
    assert temuan.kaitan == Rujukan(SKP_A, "SKP", "C10")


@pytest.mark.parametrize("kata", ["Dodi Prakoso: tepat waktu", "Kepala Bidang Data: lengkap"])
def test_E520_lolos(kata: str) -> None:
    assert hanya(lintas(umpan_balik=kata), "E520") == []
    assert hanya(konteks(), "E520") == []


def test_K413_kena_skp_pimpinan_masa_lain() -> None:
    isi = ubah(konteks(), SKP_K, periode_penilaian="1 JANUARI SD 31 MARET TAHUN 2026")
    isi = ubah(isi, SKP_A, periode_penilaian="1 JULI SD 31 DESEMBER TAHUN 2026")
    (temuan,) = hanya(isi, "K413")
    assert (temuan.tingkat, temuan.berkas, temuan.sel, temuan.nip) == ("galat", SKP_A, "B10", ANI)
    assert temuan.kaitan == Rujukan(SKP_K, "SKP", "B10")


def test_K413_kena_rhk_pimpinan_unit_tanpa_asal() -> None:
    """Ani leads a mandiri unit below the head; what she hands on is not in his matrix."""
    pimpinan = tuple(
        replace(satu, keluarga=PEGAWAI[0].keluarga) if satu.nip == ANI
        else replace(satu, atasan=ANI) if satu.nip == BUDI else satu
        for satu in PEGAWAI
    )  # fmt: skip
    isi = replace(tanpa(konteks(), "PK_01.1.xlsx"), daftar=daftar(pimpinan))
    isi = ubah(isi, SKP_A, **{"utama[0].rencana": "Minat baca meningkat", "utama[0].rhk_pimpinan": None})
    isi = ubah(isi, SKP_B, **{"utama[0].rhk_pimpinan": "Minat baca meningkat"})
    (temuan,) = hanya(isi, "K413")
    assert (temuan.berkas, temuan.sel, temuan.nip) == (SKP_A, "C10", ANI)
    assert "1 pegawai bergantung padanya: Budi Santoso" in temuan.pesan


def test_K413_lolos_masa_beririsan_atau_sudah_disebut_aturan_lain() -> None:
    isi = ubah(konteks(), SKP_K, periode_penilaian="1 JANUARI SD 31 JULI TAHUN 2026")
    assert hanya(ubah(isi, SKP_A, periode_penilaian="1 JULI SD 31 DESEMBER TAHUN 2026"), "K413") == []
    putus = ubah(konteks(), SKP_A, **{"utama[0].rhk_pimpinan": "Jalan desa"})
    assert (len(hanya(putus, "K401")), hanya(putus, "K413")) == (1, [])


def test_K414_kena() -> None:
    """R2 stands under B. TAMBAHAN of the head; Cici supports nothing else."""
    satu = skp(KEPALA, SKP_KEPALA.replace(f"U | {R2}", f"T | {R2}"))
    (temuan,) = hanya(tambah(tanpa(konteks(), SKP_K), satu), "K414")
    assert (temuan.tingkat, temuan.nip, temuan.sel) == ("info", CICI, "B10")
    assert temuan.kaitan == Rujukan(SKP_K, "SKP", "B12")


def test_K414_lolos_utama_atau_tambahan_ke_tambahan() -> None:
    assert hanya(konteks(), "K414") == []
    satu = skp(KEPALA, SKP_KEPALA.replace(f"U | {R2}", f"T | {R2}"))
    isi = tambah(tanpa(konteks(), SKP_K), satu)
    assert BUDI not in {temuan.nip for temuan in hanya(isi, "K414")}, "his own is tambahan too"


def janji(*sasaran: tuple[str, str]) -> Konteks:
    isi = tuple(SasaranUnit(sasaran=satu, indikator=dua) for satu, dua in sasaran)
    tempat = {f"sasaran[{i}].sasaran": Tempat("PK", f"B{10 + i}") for i in range(len(isi))}
    asal = ubah(konteks(), "PK_01.xlsx", sasaran=isi)
    lama = next(satu for satu in asal.dokumen if satu.berkas == "PK_01.xlsx")
    return ubah(asal, "PK_01.xlsx", **{"dokumen.tempat": {**lama.tempat, **tempat}})


def test_K416_kena() -> None:
    isi = janji(("Kepuasan masyarakat meningkat", "x"), ("Kapasitas organisasi makin meningkat", "y"))
    temuan = satu_temuan(isi, "K416")
    assert (temuan.tingkat, temuan.berkas, temuan.sel, temuan.nip) == ("peringatan", SKP_K, "B12", KEPALA)
    assert "Kapasitas organisasi makin meningkat" in (temuan.saran or "")
    assert temuan.kaitan == Rujukan("PK_01.xlsx", "PK", "B11")


def test_K416_lolos() -> None:
    """By the sasaran, by an indikator of the RHK; direktif; without a perjanjian nothing is compared."""
    assert hanya(janji(("Kepuasan masyarakat meningkat", "x"), ("z", "Serapan anggaran")), "K416") == []
    isi = janji(("Kepuasan masyarakat meningkat", "x"))
    assert hanya(ubah(isi, SKP_K, **{"utama[1].rencana": "Direktif bupati selesai"}), "K416") == []
    assert hanya(konteks(), "K416") == []


@pytest.mark.parametrize("banyak", [47, 300])
def test_instansi_utuh_tanpa_temuan(banyak: int) -> None:
    """Every rule over every paper of the sample instansi and of a larger one, in memory: nothing to say."""
    instansi = muat_contoh() if banyak == 47 else muat_besar(banyak)
    assert periksa(konteks_instansi(instansi)) == ()


def test_templat_menaruh_peran_kolom_tambahan_di_tambahan() -> None:
    """What stands under a column of the leader's RHK tambahan is prefilled as tambahan: K414 keeps silent."""
    satu = skp(KEPALA, SKP_KEPALA.replace(f"U | {R2}", f"T | {R2}"))
    isi = tambah(tanpa(konteks(), SKP_K), satu)
    bahan = kumpulkan("Pemerintah Contoh", 2026, isi.daftar, isi.dokumen)
    menurut = isi.daftar.menurut_nip

    def bagian(nip: str) -> tuple[list, list]:
        templat = isi_skp(bahan, menurut[nip])["skp"]
        assert isinstance(templat, Skp)
        return [h.rencana for h in templat.utama], [h.rencana for h in templat.tambahan]

    assert bagian(BUDI) == (["Layanan loket tanpa keluhan berulang"], ["Modul pelatihan petugas loket"])
    assert bagian(CICI) == (["Laporan serapan anggaran yang akurat"], []), "an SKP needs one utama"
