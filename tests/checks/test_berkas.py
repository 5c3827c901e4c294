"""B010, B011, B016: the stamp against the visible cells."""

from __future__ import annotations

import msgspec
import pytest

from skpbook.checks.buat import temuan
from skpbook.checks.jalankan import periksa
from skpbook.checks.registry import ATURAN
from skpbook.domain.dokumen import Cap, TandaSel
from skpbook.domain.tempat import Tempat

from .bangun import (
    ANI,
    BUDI,
    KEPALA,
    LAMPIRAN,
    PEGAWAI,
    R1,
    R2,
    SKP_BUDI,
    daftar,
    dokumen,
    identitas,
    kode_temuan,
    konteks,
    orang,
    satu_temuan,
    skp,
    tambah,
    tanpa,
    ubah,
)

SKP_F = f"SKP_{ANI}.xlsx"
EVAL_F = f"EVALUASI_{ANI}_2026-TW1.xlsx"
MPH_F = f"MPH_{KEPALA}.xlsx"


def cap(formulir: str = "skp", **isi: object) -> Cap:
    return Cap(**({"formulir": {formulir: 1}, "nip": ANI} | isi))


def test_B010_kena_nip_orang_lain() -> None:
    isi = ubah(konteks(), SKP_F, **{"dokumen.cap": cap(nip=BUDI)})
    hasil = satu_temuan(isi, "B010")
    assert (hasil.berkas, hasil.lembar, hasil.sel) == (SKP_F, "SKP", "C5")
    assert (hasil.ditemukan, hasil.seharusnya) == (ANI, BUDI)


def test_B010_berkas_milik_rekan_tidak_dihitung_milik_siapa_pun() -> None:
    """Budi filled in a copy of Ani's file with his own name: intake files it under Ani, the rules under
    nobody.
    """
    milik_budi = skp(BUDI, SKP_BUDI, berkas="salinan.xlsx")
    salinan = msgspec.structs.replace(milik_budi, nip=ANI, cap=cap(nip=ANI))
    isi = tambah(tanpa(konteks(), f"SKP_{BUDI}.xlsx"), salinan)
    hasil = satu_temuan(isi, "B010")
    assert (hasil.berkas, hasil.nip, hasil.nama) == ("salinan.xlsx", BUDI, "Budi Santoso, S.Sos.")
    assert (hasil.ditemukan, hasil.seharusnya) == (BUDI, ANI)


def test_B010_kena_tanpa_B011_untuk_sel_lain_dalam_berkas_itu() -> None:
    terisi = {"skp": {"utama[0].rencana": "Milik rekan", "pengesahan.nama_pegawai": "Rekan"}}
    isi = ubah(konteks(), SKP_F, **{"dokumen.cap": cap(nip=BUDI, terisi=terisi)})
    assert kode_temuan(isi) == ["B010"]


def test_B010_kena_periode_lain() -> None:
    isi = ubah(konteks(), EVAL_F, **{"dokumen.cap": cap("evaluasi", periode="2026-TW2")})
    hasil = satu_temuan(isi, "B010")
    assert (hasil.sel, hasil.seharusnya) == ("F2", "2026-TW2")


def test_B010_kena_periode_skp_di_luar_cap() -> None:
    for periode in ("2025-01-01/2025-12-31", "2025"):
        isi = ubah(konteks(), SKP_F, **{"dokumen.cap": cap(periode=periode)})
        hasil = satu_temuan(isi, "B010")
        assert (hasil.sel, hasil.seharusnya) == ("E2", "1 JANUARI SD 31 DESEMBER TAHUN 2025")


def test_B010_kena_unit_lain() -> None:
    isi = ubah(konteks(), "PK_01.1.xlsx", **{"dokumen.cap": cap("perjanjian", nip=None, unit="01")})
    hasil = satu_temuan(isi, "B010")
    assert (hasil.lembar, hasil.sel, hasil.ditemukan, hasil.seharusnya) == ("PK", "B3", "01.1", "01")


def test_B010_lolos_periode_skp_lebih_pendek_dan_cap_sesuai() -> None:
    isi = ubah(
        konteks(),
        SKP_F,
        **{
            "dokumen.cap": cap(periode="2026-01-01/2026-12-31"),
            "periode_penilaian": "1 MARET SD 31 DESEMBER TAHUN 2026",
        },
    )
    assert "B010" not in kode_temuan(isi)
    isi = ubah(konteks(), SKP_F, **{"dokumen.cap": cap(periode="2026")})
    assert kode_temuan(isi) == []
    isi = ubah(konteks(), EVAL_F, **{"dokumen.cap": cap("evaluasi", periode="2026-TW1")})
    assert kode_temuan(isi) == []


def test_B010_bukan_untuk_nip_yang_rusak() -> None:
    isi = ubah(konteks(), SKP_F, **{"pegawai.nip": "1,98E+17", "dokumen.cap": cap(nip=ANI)})
    assert kode_temuan(isi) == ["I103"]


def test_B011_kena_sel_terkunci_diubah() -> None:
    terisi = {
        "evaluasi": {"periode_penilaian": "1 JANUARI SD 31 DESEMBER TAHUN 2026", "instansi": "Dinas Lama"}
    }
    isi = ubah(konteks(), EVAL_F, **{"dokumen.cap": cap("evaluasi", terisi=terisi)})
    hasil = satu_temuan(isi, "B011")
    assert (hasil.berkas, hasil.sel) == (EVAL_F, "A2")
    assert (hasil.ditemukan, hasil.seharusnya) == ("Pemerintah Contoh", "Dinas Lama")


def test_B011_kena_sel_dikosongkan() -> None:
    terisi = {"skp": {"instansi": "Pemerintah Contoh"}}
    isi = ubah(konteks(), SKP_F, **{"dokumen.cap": cap(terisi=terisi), "instansi": None})
    hasil = satu_temuan(isi, "B011")
    assert (hasil.sel, hasil.ditemukan) == ("A2", None)


def test_B011_kena_satu_kali_bila_tanda_tangan_cap_tidak_cocok() -> None:
    terisi = {"skp": {"instansi": "Dinas Lama", "periode_penilaian": "2025"}}
    isi = ubah(konteks(), SKP_F, **{"dokumen.cap": cap(nip=BUDI, terisi=terisi, sah=False)})
    hasil = satu_temuan(isi, "B011")
    assert (hasil.lembar, hasil.sel) == ("SKP", "A1")


def test_B011_lolos_baris_bergeser_dan_huruf_besar() -> None:
    terisi = {"mph": {"kolom[0].judul": R2.upper(), "kolom[1].judul": R1}}
    isi = ubah(konteks(), MPH_F, **{"dokumen.cap": cap("mph", nip=KEPALA, terisi=terisi)})
    assert kode_temuan(isi) == []


def test_B011_mengalah_pada_aturan_yang_menjelaskan_sel_itu() -> None:
    terisi = {
        "skp": {
            "pegawai.nama": "Ani Lestari, S.Kom.",
            "utama[0].rencana": "Rekomendasi perbaikan layanan loket",
        }
    }
    isi = ubah(konteks(), SKP_F, **{"dokumen.cap": cap(terisi=terisi), "pegawai.nama": "Ani Lestarini"})
    assert kode_temuan(isi) == ["I106"]


def test_B011_lolos_nama_yang_mengikuti_daftar_terbaru() -> None:
    terisi = {"skp": {"pegawai.nama": "Ani Lestrai"}}
    isi = ubah(konteks(), SKP_F, **{"dokumen.cap": cap(terisi=terisi)})
    assert kode_temuan(isi) == []


def test_B011_lolos_periode_skp_yang_lebih_pendek() -> None:
    """Set up or moved within the year: B010 allows it, so B011 must not call it a changed cell."""
    terisi = {"skp": {"periode_penilaian": "1 JANUARI SD 31 DESEMBER TAHUN 2026"}}
    isi = tanpa(konteks(), EVAL_F)
    isi = ubah(isi, SKP_F, **{"dokumen.cap": cap(terisi=terisi, periode="2026-01-01/2026-12-31")})
    assert kode_temuan(ubah(isi, SKP_F, periode_penilaian="1 JULI SD 31 DESEMBER TAHUN 2026")) == []
    assert kode_temuan(ubah(isi, SKP_F, periode_penilaian=None)) == ["S210"]


def test_B011_lolos_periode_lampiran_yang_lebih_pendek() -> None:
    """The papers that go with an SKP are of its period; one outside the year's stamp is changed all the same."""
    setahun = {"lampiran": {"periode_penilaian": "1 JANUARI SD 31 DESEMBER TAHUN 2026"}}
    stempel = cap(terisi=setahun, periode="2026")
    for periode, kode in (("1 JULI SD 31 DESEMBER TAHUN 2026", []), ("2025", ["B011"])):
        isi = msgspec.structs.replace(LAMPIRAN, periode_penilaian=periode)
        satu = dokumen("L.xlsx", isi, {"periode_penilaian": Tempat("L", "E2")}, nip=ANI, cap=stempel)
        semua = tambah(konteks(), satu)
        assert [temuan.kode for temuan in periksa(semua, {"B011"})] == kode


def test_B016_kena_satu_kali_satu_buku_kerja() -> None:
    hasil = satu_temuan(ubah(konteks(), SKP_F, **{"dokumen.cap": None}), "B016")
    assert (hasil.berkas, hasil.lembar, hasil.sel, hasil.nip) == (SKP_F, "SKP", "A1", ANI)


def test_B016_lolos_semua_bercap() -> None:
    assert kode_temuan(konteks()) == []


@pytest.mark.parametrize("kode", [kode for kode, satu in ATURAN.items() if satu.fungsi is None])
def test_aturan_impor_dibuat_lewat_pabrik_yang_sama(kode: str) -> None:
    hasil = temuan(kode, "Berkas ini keliru.", berkas="a.xlsx", ditemukan="x")
    assert (hasil.kode, hasil.tingkat, hasil.berkas) == (kode, ATURAN[kode].tingkat, "a.xlsx")
    asal = konteks(temuan_berkas=(hasil,))
    assert satu_temuan(asal, kode) == hasil


def test_pabrik_mengisi_orang_dan_sel_dari_dokumen_dan_daftar() -> None:
    isi = konteks().dokumen[1]
    hasil = temuan("I106", "x", dokumen=isi, jalur="utama[0].iki[1].belum_ada", daftar=konteks().daftar)
    assert (hasil.nip, hasil.nama, hasil.unit) == (ANI, "Ani Lestari, S.Kom.", "01.1")
    assert (hasil.lembar, hasil.sel) == ("SKP", "A1")
    baris = temuan("I111", "x", daftar=daftar((*PEGAWAI, orang("1", "Dedi"))), jalur="pegawai[4].golongan")
    assert (baris.berkas, baris.sel) == ("pegawai.xlsx", "A6")
    assert identitas(PEGAWAI[1]).nip == ANI
    assert msgspec.structs.asdict(dokumen("x.xlsx", isi.isi, {}))["lembar"] == "SKP"


def test_kode_tak_dikenal_ditolak() -> None:
    with pytest.raises(KeyError):
        temuan("Z999", "x")


# B014


def test_B014_kena_predikat_templat_tanpa_nilai_tersimpan() -> None:
    isi = ubah(konteks(), EVAL_F, predikat=None)
    hasil = satu_temuan(isi, "B014")
    assert (hasil.lembar, hasil.sel, hasil.periode) == ("Evaluasi", "B23", "2026-TW1")
    assert (hasil.ditemukan, hasil.seharusnya) == (None, "Baik")
    assert "Buka berkas ini di Excel" in (hasil.saran or "")


def test_B014_lolos_formulir_tanpa_rumus_kita() -> None:
    """On a form typed by hand an empty predikat is an empty predikat."""
    isi = ubah(konteks(), EVAL_F, **{"predikat": None, "dokumen.cap": None})
    assert sorted(kode_temuan(isi)) == ["B016", "E507"]


def test_B014_lolos_rating_belum_ada() -> None:
    """Then the formula shows nothing, and rightly."""
    isi = ubah(konteks(), EVAL_F, predikat=None, rating_perilaku=None)
    assert kode_temuan(isi) == ["E506"]


def tanda(isi, berkas: str, **sel: TandaSel):
    return ubah(isi, berkas, **{"dokumen.tanda": sel})


def test_B014_kena_satu_kali_satu_berkas_untuk_rumus_tanpa_nilai() -> None:
    """The predikat first, with what the kuadran gives; the other cells are named; E507 and E503 keep silent."""
    isi = ubah(
        konteks(), EVAL_F, **{"predikat": None, "utama[0].iki[0].realisasi": None, "dokumen.cap": None}
    )
    rumus = TandaSel("tanpa-nilai", "=A1")
    isi = tanda(isi, EVAL_F, B23=rumus, G10=rumus)
    semua = periksa(isi, {"B014", "E503", "E507"})
    assert [(satu.kode, satu.lembar, satu.sel, satu.seharusnya) for satu in semua] == [
        ("B014", "Evaluasi", "B23", "Baik")
    ]
    assert "Evaluasi!G10" in semua[0].pesan


def test_B014_kena_setiap_nilai_galat_tanpa_aturan_lain_di_sel_itu() -> None:
    isi = ubah(konteks(), EVAL_F, rating_hasil="#N/A", predikat=None)
    isi = tanda(isi, EVAL_F, B12=TandaSel("galat", "#N/A"), G10=TandaSel("galat", "#DIV/0!"))
    semua = [satu for satu in periksa(isi) if satu.kode != "P606"]
    assert [(satu.kode, satu.sel, satu.ditemukan) for satu in semua] == [
        ("B014", "G10", "#DIV/0!"),
        ("B014", "B12", "#N/A"),
    ]


def test_E519_kena_satu_kali_satu_lembar() -> None:
    baris = {f"{kolom}11": TandaSel("tersembunyi", "baris 11") for kolom in "DE"}
    temuan = satu_temuan(tanda(konteks(), SKP_F, **baris, F10=TandaSel("tersembunyi", "kolom F")), "E519")
    assert (temuan.tingkat, temuan.berkas, temuan.lembar, temuan.sel, temuan.nip) == (
        "peringatan",
        SKP_F,
        "SKP",
        "F10",
        ANI,
    )
    assert temuan.ditemukan == "kolom F, baris 11"
    assert "3 isian" in temuan.pesan


def test_E519_lolos_tanpa_tanda_atau_tanda_lain() -> None:
    assert kode_temuan(konteks()) == []
    assert kode_temuan(tanda(konteks(), SKP_F, F10=TandaSel("galat", "#N/A"))) == ["B014"]
