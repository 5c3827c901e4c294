"""The reconciliation file: what can be filled goes out, the rest is named with its reason, nothing invented."""

from __future__ import annotations

from typing import Any

import msgspec
import openpyxl
import pytest

from skpbook.domain.ekinerja import BarisEkinerja, JenisEkinerja, LembarEkinerja
from skpbook.interop.bkn import KOLOM, BarisBkn, id_pegawai, susun_bkn, tulis_bkn, tulis_keterangan
from tests.checks.bangun import (
    ANI,
    BUDI,
    CICI,
    KEPALA,
    PEGAWAI,
    SKP_ANI,
    SKP_BUDI,
    SKP_KEPALA,
    UNIT,
    daftar,
    dengan_realisasi,
    evaluasi,
    konteks,
    orang,
    ubah,
)

AKHIR = "2026-AKHIR"


def nilai(nip: str, teks: str, **ganti: Any):
    return evaluasi(nip, dengan_realisasi(teks), periode=AKHIR, **ganti)


def isi(pegawai=None, dokumen=None, **ganti: Any):
    """Head, Ani and Budi rated at the year's end, everybody with an ID BKN."""
    semua = pegawai or tuple(msgspec.structs.replace(satu, bkn_id=f"BKN-{satu.nip[-4:]}") for satu in PEGAWAI)
    kertas = dokumen or [
        nilai(KEPALA, SKP_KEPALA, hasil="Di Atas Ekspektasi", predikat="Baik"),
        nilai(ANI, SKP_ANI),
        nilai(BUDI, SKP_BUDI, hasil="Di Bawah Ekspektasi", predikat="Butuh Perbaikan"),
    ]
    return konteks(kertas, daftar=daftar(semua), **ganti)


def sebab(hasil, kelompok: str = "tidak_ditulis") -> dict[str, tuple[str, ...]]:
    return {satu.nip: satu.alasan for satu in getattr(hasil, kelompok)}


def lembar(*baris: BarisEkinerja, jenis=JenisEkinerja.PENILAIAN, periode=AKHIR) -> LembarEkinerja:
    return LembarEkinerja(
        berkas="b", lembar="x", jenis=jenis, kolom={}, baris=baris, periode=periode, tahun=2026
    )


def test_baris_lengkap():
    ekspor = lembar(BarisEkinerja(baris=9, nip=ANI, periode=AKHIR, unor_id="UNOR-7"))
    dengan_unit = ubah(
        isi(lembar_ekinerja=(ekspor,)),
        f"EVALUASI_{KEPALA}_{AKHIR}.xlsx",
        **{"penilai.unit_kerja": "Pemerintah Contoh"},
    )
    hasil = susun_bkn(dengan_unit)
    assert [satu.pns_dinilai_id for satu in hasil.baris] == ["BKN-1002", "BKN-2003", "BKN-1001"]
    assert hasil.baris[1] == BarisBkn(
        pns_dinilai_id="BKN-2003",
        unor_id="UNOR-7",
        tahun=2026,
        hasil_kerja=2,
        perilaku_kerja=2,
        penilai_unor_nama="Dinas Contoh",
        penilai_jabatan="Kepala Dinas Contoh",
        penilai_golongan_id="43",
        penilai_nama="Dr. Rahmat Hidayat, M.Si.",
        penilai_nip=KEPALA,
        status_penilai="ASN",
    )
    assert [(satu.hasil_kerja, satu.perilaku_kerja) for satu in hasil.baris] == [(1, 2), (2, 2), (3, 2)]
    assert sebab(hasil) == {CICI: ("Evaluasi tahunan (AKHIR) belum masuk.",)}
    assert ANI not in sebab(hasil, "kurang")
    assert sebab(hasil, "kurang")[BUDI] == (
        "UNOR_ID kosong: isi kolom ID UNOR di lembar Unit, atau impor Laporan Penilaian SKP e-Kinerja.",
    )


def test_unor_menurut_daftar_unit():
    ekspor = lembar(BarisEkinerja(baris=9, nip=ANI, periode=AKHIR, unor_id="UNOR-7"))
    isi_unit = isi(lembar_ekinerja=(ekspor,))
    unit = tuple(msgspec.structs.replace(satu, unor_id=f"U-{satu.kode}") for satu in UNIT)
    isi_unit = msgspec.structs.replace(isi_unit, daftar=msgspec.structs.replace(isi_unit.daftar, unit=unit))
    assert {satu.unor_id for satu in susun_bkn(isi_unit).baris} == {"U-01.1"}


def test_penilai_bukan_asn():
    """The head is rated by the bupati: no NIP, no golongan; his unit stands on no sheet of ours."""
    hasil = susun_bkn(isi())
    assert sebab(hasil)[KEPALA] == ("Unit kerja pejabat penilai kinerja tidak diketahui.",)
    berkas = f"EVALUASI_{KEPALA}_{AKHIR}.xlsx"
    lengkap = ubah(isi(), berkas, **{"penilai.unit_kerja": "Pemerintah Contoh"})
    kepala = susun_bkn(lengkap).baris[0]
    assert (kepala.penilai_nama, kepala.status_penilai, kepala.penilai_nip) == (
        "H. Surya Darma",
        "NON_ASN",
        None,
    )
    assert kepala.penilai_golongan_id is None
    assert "NIK" in " ".join(sebab(susun_bkn(lengkap), "kurang")[KEPALA])
    nik = ubah(lengkap, berkas, **{"penilai.nip": "3578 0112 3456 0001"})
    assert susun_bkn(nik).baris[0].penilai_nip == "3578011234560001"
    assert susun_bkn(nik).baris[0].status_penilai == "NON_ASN"


def test_penilai_menurut_evaluasinya():
    """The atasan changed after the evaluation was signed: who rated is who stands on it."""
    semua = tuple(msgspec.structs.replace(satu, bkn_id="x", atasan=ANI if satu.nip == BUDI else satu.atasan)
                  for satu in PEGAWAI)  # fmt: skip
    hasil = susun_bkn(isi(semua))
    assert {satu.penilai_nip for satu in hasil.baris} == {KEPALA}


@pytest.mark.parametrize(
    ("bidang", "alasan"),
    [
        ({"rating_hasil": None}, "Rating hasil kerja belum ada atau tidak dikenal."),
        ({"rating_perilaku": "Memuaskan"}, "Rating perilaku kerja belum ada atau tidak dikenal."),
    ],
)
def test_tanpa_rating_tidak_ditulis(bidang, alasan):
    hasil = susun_bkn(ubah(isi(), f"EVALUASI_{ANI}_{AKHIR}.xlsx", **bidang))
    assert sebab(hasil)[ANI] == (alasan,)


def test_tanpa_id_dan_golongan():
    tanpa = tuple(msgspec.structs.replace(satu, golongan=None if satu.nip == KEPALA else satu.golongan)
                  for satu in PEGAWAI)  # fmt: skip
    semua = sebab(susun_bkn(isi(tanpa)))[ANI]
    assert semua[0].startswith("ID BKN (PNS_DINILAI_ID) tidak diketahui")
    assert semua[1] == "Golongan pejabat penilai kinerja tidak diketahui."


def test_dikecualikan_tanpa_evaluasi():
    pensiun = (
        *PEGAWAI,
        orang("196001012010031005", "Dedi Kurnia", status="pensiun 1 Maret 2026", bkn_id="z"),
    )
    assert sebab(susun_bkn(isi(pensiun)))["196001012010031005"] == ("Dikecualikan: pensiun 1 Maret 2026.",)


def test_setiap_pegawai_tepat_sekali():
    hasil = susun_bkn(isi())
    assert len(hasil.baris) + len(hasil.tidak_ditulis) == len(PEGAWAI)
    assert {satu.nip for satu in hasil.kurang}.isdisjoint({satu.nip for satu in hasil.tidak_ditulis})


def baris(nip: str, sendiri: str | None, atasan: tuple[str, str] | None = None) -> BarisEkinerja:
    nip_atasan, id_atasan = atasan or (None, None)
    return BarisEkinerja(baris=9, nip=nip, pegawai_id=sendiri, atasan_nip=nip_atasan, atasan_id=id_atasan)


@pytest.mark.parametrize(
    ("semua", "id_nip"),
    [
        # borne out: the head stands in both columns with one id
        ([baris(ANI, "a", (KEPALA, "k")), baris(KEPALA, "k")], {ANI: "a", KEPALA: "k"}),
        # nobody in both columns: `id` may be anything
        ([baris(ANI, "a", (KEPALA, "k"))], {KEPALA: "k"}),
        # the id of the row is not the person's: it differs from the one he has as an atasan
        ([baris(ANI, "a", (KEPALA, "k")), baris(KEPALA, "skp-9")], {KEPALA: "k"}),
        # one person, two ids: ids of SKP
        ([baris(ANI, "a", (KEPALA, "k")), baris(ANI, "b"), baris(KEPALA, "k")], {KEPALA: "k"}),
        # an atasan with two ids is not known either
        ([baris(ANI, None, (KEPALA, "k")), baris(BUDI, None, (KEPALA, "l"))], {}),
    ],
)
def test_id_bkn_dari_ekinerja(semua, id_nip):
    assert id_pegawai([lembar(*semua)]) == id_nip
    assert id_pegawai([lembar(*semua, jenis=JenisEkinerja.SKP)]) == {}


def test_id_daftar_pegawai_didahulukan():
    ekspor = lembar(baris(ANI, "lain", (KEPALA, "k")), baris(KEPALA, "k"))
    hasil = susun_bkn(isi(lembar_ekinerja=(ekspor,)))
    assert "BKN-2003" in {satu.pns_dinilai_id for satu in hasil.baris}
    tanpa = susun_bkn(isi(PEGAWAI, lembar_ekinerja=(ekspor,)))
    assert [satu.pns_dinilai_id for satu in tanpa.baris] == ["lain"]


def test_buku_kerja(tmp_path):
    jahat = '=HYPERLINK("http://x","y")'
    hasil = susun_bkn(isi())
    hasil = msgspec.structs.replace(
        hasil, baris=tuple(msgspec.structs.replace(satu, penilai_nama=jahat) for satu in hasil.baris)
    )
    tulis_bkn(hasil, tmp_path / "rekon.xlsx")
    lembar_kerja = openpyxl.load_workbook(tmp_path / "rekon.xlsx").worksheets
    assert len(lembar_kerja) == 1
    baris_kerja = list(lembar_kerja[0].iter_rows())
    assert tuple(sel.value for sel in baris_kerja[0]) == KOLOM
    assert len(baris_kerja) == 1 + len(hasil.baris)
    for sel in baris_kerja[1]:
        harap = "n" if sel.column in (3, 4, 5) or sel.value is None else "s"
        assert sel.data_type == harap, (sel.coordinate, sel.value)
    assert baris_kerja[1][8].value == jahat
    assert baris_kerja[1][9].value == KEPALA

    tulis_keterangan(hasil, tmp_path / "keterangan.xlsx")
    isi_keterangan = list(
        openpyxl.load_workbook(tmp_path / "keterangan.xlsx").worksheets[0].iter_rows(values_only=True)
    )
    assert [satu[:2] for satu in isi_keterangan[1:]] == [
        *(("Tidak ditulis", satu.nip) for satu in hasil.tidak_ditulis),
        *(("Ditulis, ada kolom kosong", satu.nip) for satu in hasil.kurang),
    ]
