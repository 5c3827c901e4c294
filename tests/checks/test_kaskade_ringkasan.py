"""The cascade as rows: the tree, one chain, coverage."""

from __future__ import annotations

from msgspec.structs import replace

from skpbook.checks.kaskade.ringkasan import BELUM_ADA_SKP, Keadaan, cakupan, pohon, rantai
from skpbook.contoh.instansi import muat_contoh
from skpbook.contoh.memori import konteks_instansi
from skpbook.domain.strategi import SasaranUnit
from skpbook.domain.tempat import Rujukan

from .bangun import ANI, BUDI, CICI, KEPALA, PEGAWAI, daftar, konteks, tanpa, ubah

SKP_A = f"SKP_{ANI}.xlsx"


def test_pohon_dari_puncak() -> None:
    semua = list(pohon(konteks()))
    orang = [(satu.tingkat, satu.nip) for satu in semua if satu.rhk is None]
    assert orang == [(0, KEPALA), (1, ANI), (1, BUDI), (1, CICI)]
    kepala = [satu for satu in semua if satu.nip == KEPALA and satu.rhk]
    assert [(s.tingkat, s.keadaan, s.pendukung) for s in kepala] == [(1, "puncak", 2), (1, "puncak", 2)]
    ani = next(satu for satu in semua if satu.nip == ANI and satu.rhk)
    assert (ani.tingkat, ani.bagian, ani.keadaan) == (2, "utama", "tersambung")
    assert ani.cara == "intervensi dan peran hasil"
    assert ani.tempat == Rujukan(SKP_A, "SKP", "C10")


def test_pohon_satu_unit_dan_yang_belum_ada_skp() -> None:
    semua = list(pohon(tanpa(konteks(), SKP_A), "01.1"))
    assert {satu.nip for satu in semua} == {ANI, BUDI, CICI}
    assert all(satu.tingkat == 0 for satu in semua if satu.rhk is None)
    assert [satu.keadaan for satu in semua if satu.nip == ANI] == [BELUM_ADA_SKP]


def test_pohon_memuat_setiap_orang_sekali_juga_yang_melingkar() -> None:
    putar = {ANI: BUDI, BUDI: ANI}
    melingkar = tuple(replace(satu, atasan=putar.get(satu.nip, satu.atasan)) for satu in PEGAWAI)
    semua = [satu.nip for satu in pohon(replace(konteks(), daftar=daftar(melingkar))) if satu.rhk is None]
    assert sorted(semua) == sorted(satu.nip for satu in PEGAWAI)


def test_rhk_lepas_dan_rhk_dari_perjanjian() -> None:
    putus = ubah(
        konteks(), SKP_A, **{"utama[0].rhk_pimpinan": "Jalan", "utama[0].rencana": "Jalan desa mulus"}
    )
    (ani,) = rantai(putus, ANI)
    assert [satu.keadaan for satu in ani] == [Keadaan.LEPAS]
    janji = (SasaranUnit(sasaran="Kepuasan masyarakat meningkat"),)
    isi = ubah(konteks(), "PK_01.xlsx", sasaran=janji)
    (jalan,) = rantai(isi, ANI)
    assert [(satu.nip, satu.keadaan) for satu in jalan] == [
        (ANI, "tersambung"),
        (KEPALA, "perjanjian kinerja"),
    ]


def test_cakupan_setiap_rhk_pimpinan() -> None:
    semua = list(cakupan(konteks()))
    assert [(satu.nip, satu.pendukung, satu.bawahan) for satu in semua] == [(KEPALA, 2, 3), (KEPALA, 2, 3)]
    assert list(cakupan(konteks(), {ANI})) == []


def test_instansi_contoh_sampai_ke_puncak() -> None:
    """Of a clean instansi nothing hangs loose, and everybody comes once."""
    instansi = muat_contoh()
    isi = konteks_instansi(instansi)
    semua = list(pohon(isi))
    assert sorted(satu.nip for satu in semua if satu.rhk is None) == sorted(instansi.orang)
    assert Keadaan.LEPAS not in {satu.keadaan for satu in semua}
    for nip in instansi.orang:
        for jalan in rantai(isi, nip):
            assert jalan[-1].keadaan in (Keadaan.PUNCAK, Keadaan.PERJANJIAN)
