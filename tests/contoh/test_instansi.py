"""The sample is consistent in itself, by assertions that know nothing of how it is derived or checked."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from skpbook.contoh.instansi import Instansi, muat_contoh
from skpbook.contoh.tahap import tahap_evaluasi, tahap_mph, tahap_skp
from skpbook.domain.evaluasi import DokumenEvaluasi, Evaluasi, RencanaAksi
from skpbook.domain.mph import Mph
from skpbook.domain.pegawai import JenisPegawai, Keluarga, Pegawai, Pendekatan
from skpbook.domain.skp import LampiranSkp, Skp
from skpbook.domain.strategi import ManualSkp, WorkblockSkp

KUADRAN = {
    ("Di Atas", "Di Atas"): "Sangat Baik",
    ("Di Atas", "Sesuai"): "Baik",
    ("Di Atas", "Di Bawah"): "Kurang",
    ("Sesuai", "Di Atas"): "Baik",
    ("Sesuai", "Sesuai"): "Baik",
    ("Sesuai", "Di Bawah"): "Kurang",
    ("Di Bawah", "Di Atas"): "Butuh Perbaikan",
    ("Di Bawah", "Sesuai"): "Butuh Perbaikan",
    ("Di Bawah", "Di Bawah"): "Sangat Kurang",
}
MAYORITAS = {"Istimewa": "Sangat Baik", "Baik": "Baik", "Butuh Perbaikan": "Butuh Perbaikan"}


@pytest.fixture(scope="module")
def instansi() -> Instansi:
    return muat_contoh()


def isi(instansi: Instansi, nip: str, jenis: type) -> object:
    semua = (*tahap_skp(instansi, nip), *tahap_mph(instansi, nip), *tahap_evaluasi(instansi, nip))
    return next(satu for satu in semua if isinstance(satu, jenis))


def skp(instansi: Instansi, nip: str) -> Skp:
    satu = isi(instansi, nip, Skp)
    assert isinstance(satu, Skp)
    return satu


def evaluasi(instansi: Instansi, nip: str) -> Evaluasi:
    satu = isi(instansi, nip, Evaluasi)
    assert isinstance(satu, Evaluasi)
    return satu


def mph(instansi: Instansi, nip: str) -> Mph:
    satu = isi(instansi, nip, Mph)
    assert isinstance(satu, Mph)
    return satu


def tanpa_ekor(rencana: str) -> str:
    return re.sub(r" \([Pp]enugasan dari [^()]*\)$", "", rencana)


def test_susunan(instansi: Instansi) -> None:
    orang = [satu.pegawai for satu in instansi.orang.values()]
    assert 43 <= len(orang) <= 49
    assert Counter(satu.unit for satu in orang).keys() == {"DJ3", "DIT2", "DINKES", "PKM", "BKD"}
    assert {satu.jenis for satu in orang} == set(JenisPegawai)
    assert sum(satu.tugas_belajar for satu in orang) == 1
    assert {(satu.keluarga, satu.pendekatan) for satu in orang} == {
        (keluarga, pendekatan) for keluarga in Keluarga for pendekatan in Pendekatan
    }
    assert len({satu.nama for satu in orang}) == len(orang)


def test_nip_rekaan_sah(instansi: Instansi) -> None:
    for orang in (satu.pegawai for satu in instansi.orang.values()):
        nip = orang.nip
        assert re.fullmatch(r"\d{18}", nip)
        assert not nip.endswith("000")
        lahir = date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
        assert 17 <= int(nip[8:12]) - lahir.year <= 40
        if orang.jenis is JenisPegawai.PNS:
            assert 1 <= int(nip[12:14]) <= 12
        else:
            assert nip[12:14] == "21"
        assert nip[14] in "12"


def test_rantai_atasan(instansi: Instansi) -> None:
    daftar = instansi.daftar()
    for orang in daftar.pegawai:
        assert (orang.atasan is None) == (orang.penilai_luar is not None), orang.nama
        puncak = orang
        langkah = 0
        while puncak.atasan is not None:
            puncak = daftar.menurut_nip[puncak.atasan]
            langkah += 1
            assert langkah < 6
        assert puncak.penilai_luar


def test_setiap_orang_punya_semua_dokumen(instansi: Instansi) -> None:
    for nip, orang in instansi.orang.items():
        jenis = {type(satu) for satu in tahap_skp(instansi, nip)}
        pimpinan = {Skp, LampiranSkp, ManualSkp, WorkblockSkp}
        assert jenis == (pimpinan if orang.pegawai.keluarga is Keluarga.JPT_PUKM else {Skp, LampiranSkp})
        assert {type(satu) for satu in tahap_evaluasi(instansi, nip)} == {
            Evaluasi,
            DokumenEvaluasi,
            RencanaAksi,
        }


def test_skp_lengkap(instansi: Instansi) -> None:
    for nip, orang in instansi.orang.items():
        satu = skp(instansi, nip)
        assert satu.utama
        assert [hasil.nomor for _, hasil in satu.hasil_kerja()] == [
            str(nomor + 1) for nomor in range(len(satu.hasil_kerja()))
        ]
        rencana = [hasil.rencana for _, hasil in satu.hasil_kerja()]
        assert len(set(rencana)) == len(rencana)
        assert len(satu.perilaku) == 7
        for _, hasil in satu.hasil_kerja():
            assert hasil.iki
            periksa_hasil(
                orang.pegawai, hasil.rencana or "", [(i.target, i.aspek, i.perspektif) for i in hasil.iki]
            )


def periksa_hasil(
    pegawai: Pegawai, rencana: str, iki: list[tuple[str | None, str | None, str | None]]
) -> None:
    kuantitatif = pegawai.pendekatan is Pendekatan.KUANTITATIF
    pimpinan = pegawai.keluarga is Keluarga.JPT_PUKM
    assert not re.match(r"(Melaksanakan|Menyusun|Mengikuti|Membuat|Mengelola)\b", rencana)
    assert bool(re.search(r"\([Pp]enugasan dari .+\)$", rencana)) == (pimpinan or not kuantitatif)
    for target, aspek, perspektif in iki:
        assert (target is not None) == kuantitatif
        assert not kuantitatif or re.search(r"\d", target or ""), rencana
        assert (aspek in {"Kuantitas", "Kualitas", "Waktu", "Biaya"}) == (kuantitatif and not pimpinan)
        assert (
            perspektif in {"Penerima Layanan", "Proses Bisnis", "Penguatan Internal", "Anggaran"}
        ) == pimpinan


def test_pimpinan_mencakup_empat_perspektif(instansi: Instansi) -> None:
    for nip, orang in instansi.orang.items():
        if orang.pegawai.keluarga is Keluarga.JPT_PUKM:
            ada = {iki.perspektif for _, hasil in skp(instansi, nip).hasil_kerja() for iki in hasil.iki}
            assert len(ada) == 4, orang.pegawai.nama


def test_manual_dan_workblock_menunjuk_iki_sendiri(instansi: Instansi) -> None:
    for nip, orang in instansi.orang.items():
        if orang.pegawai.keluarga is not Keluarga.JPT_PUKM:
            continue
        indikator = [iki.indikator for _, hasil in skp(instansi, nip).hasil_kerja() for iki in hasil.iki]
        manual = isi(instansi, nip, ManualSkp)
        assert isinstance(manual, ManualSkp)
        assert [satu.indikator for satu in manual.manual] == indikator
        assert all(len(satu.kendali) == 1 and len(satu.pelaporan) == 1 for satu in manual.manual)
        kuantitatif = orang.pegawai.pendekatan is Pendekatan.KUANTITATIF
        assert not kuantitatif or all(satu.formula and satu.satuan for satu in manual.manual)
        kerja = isi(instansi, nip, WorkblockSkp)
        assert isinstance(kerja, WorkblockSkp)
        assert kerja.workblock
        for satu in kerja.workblock:
            assert any((satu.indikator_diintervensi or "").startswith(i or "?") for i in indikator)
            assert satu.strategi_rutin
            assert satu.strategi_transformatif
            assert satu.keluaran_rutin
            assert satu.keluaran_transformatif


def test_mph_cocok_dengan_skp(instansi: Instansi) -> None:
    for pimpinan in instansi.pimpinan:
        nip = pimpinan.pegawai.nip
        matriks = mph(instansi, nip)
        milik = skp(instansi, nip).hasil_kerja()
        if pimpinan.pegawai.keluarga is Keluarga.JPT_PUKM:
            kepala = [iki.indikator for _, hasil in milik for iki in hasil.iki]
        else:
            kepala = [hasil.rencana for _, hasil in milik]
        assert [tanpa_ekor(k.judul or "") for k in matriks.kolom] == [tanpa_ekor(k or "") for k in kepala]
        assert {baris.nip for baris in matriks.anggota} == {
            satu.pegawai.nip for satu in instansi.orang.values() if satu.pegawai.atasan == nip
        }
        for baris in matriks.anggota:
            assert len(baris.peran) == len(matriks.kolom)
            peran = [satu for sel in baris.peran for satu in sel]
            rencana = [tanpa_ekor(h.rencana or "") for _, h in skp(instansi, baris.nip or "").hasil_kerja()]
            assert sorted(peran) == sorted(rencana), baris.nama
        for nomor, kolom in enumerate(matriks.kolom):
            assert any(baris.peran[nomor] for baris in matriks.anggota), (pimpinan.pegawai.nama, kolom.judul)


def test_rhk_pimpinan_persis(instansi: Instansi) -> None:
    terisi = 0
    for nip, orang in instansi.orang.items():
        if orang.pegawai.atasan is None:
            continue
        atas = {hasil.rencana for _, hasil in skp(instansi, orang.pegawai.atasan).hasil_kerja()}
        for _, hasil in skp(instansi, nip).hasil_kerja():
            if hasil.rhk_pimpinan is not None:
                terisi += 1
                assert hasil.rhk_pimpinan in atas
    assert terisi > 50


def test_evaluasi_memuat_skp_apa_adanya(instansi: Instansi) -> None:
    for nip in instansi.orang:
        rencana = [
            (
                h.nomor,
                h.rencana,
                h.rhk_pimpinan,
                [(i.indikator, i.target, i.aspek, i.perspektif) for i in h.iki],
            )
            for _, h in skp(instansi, nip).hasil_kerja()
        ]
        dinilai = [
            (
                h.nomor,
                h.rencana,
                h.rhk_pimpinan,
                [(i.indikator, i.target, i.aspek, i.perspektif) for i in h.iki],
            )
            for _, h in evaluasi(instansi, nip).hasil_kerja()
        ]
        assert dinilai == rencana
        for _, hasil in evaluasi(instansi, nip).hasil_kerja():
            for iki in hasil.iki:
                assert " berdasarkan " in (iki.realisasi or ""), iki.realisasi
                assert iki.umpan_balik


def test_predikat_menurut_kuadran(instansi: Instansi) -> None:
    muncul = Counter()
    for nip, orang in instansi.orang.items():
        satu = evaluasi(instansi, nip)
        hasil = (satu.rating_hasil or "").removesuffix(" Ekspektasi")
        perilaku = (satu.rating_perilaku or "").removesuffix(" Ekspektasi")
        assert satu.predikat == KUADRAN[hasil, perilaku]
        muncul[str(satu.predikat)] += 1
        dokumen = isi(instansi, nip, DokumenEvaluasi)
        assert isinstance(dokumen, DokumenEvaluasi)
        assert dokumen.predikat == satu.predikat
        assert dokumen.capaian_organisasi == satu.capaian_organisasi
        assert dokumen.catatan
        assert dokumen.pegawai == satu.pegawai
        if orang.pegawai.atasan:
            assert dokumen.atasan_penilai.nama
    assert set(muncul) == {"Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang"}


def test_distribusi_wajar_menurut_capaian(instansi: Instansi) -> None:
    for kode, unit in instansi.unit.items():
        hitung = Counter(
            str(evaluasi(instansi, nip).predikat)
            for nip, satu in instansi.orang.items()
            if satu.pegawai.unit == kode
        )
        capaian = str(unit.perjanjian.capaian)
        jumlah = sum(hitung.values())
        (terbanyak, banyak), *_ = hitung.most_common()
        assert terbanyak == MAYORITAS[capaian], kode
        if capaian in {"Istimewa", "Baik"}:
            assert banyak / jumlah <= 0.7, kode
        if capaian == "Baik":
            assert hitung["Butuh Perbaikan"] + hitung["Kurang"] >= 1
        if capaian == "Butuh Perbaikan":
            assert banyak / jumlah >= 0.6


def test_kategori_dan_nada_cocok_dengan_rating(instansi: Instansi) -> None:
    for nip in instansi.orang:
        satu = evaluasi(instansi, nip)
        semua = [iki.kategori for _, hasil in satu.hasil_kerja() for iki in hasil.iki]
        utama = [iki.kategori for hasil in satu.utama for iki in hasil.iki]
        rating = (satu.rating_hasil or "").removesuffix(" Ekspektasi")
        assert semua.count(rating) * 2 > len(semua), nip
        if rating == "Di Atas":
            assert "Di Bawah" not in utama


def test_beban_target_habis_terbagi(instansi: Instansi) -> None:
    """A column shared by load: the members' targets add up to the leader's."""
    dijumlah = 0
    for pimpinan in instansi.pimpinan:
        matriks = mph(instansi, pimpinan.pegawai.nip)
        milik = skp(instansi, pimpinan.pegawai.nip).hasil_kerja()
        for nomor, kolom in enumerate(matriks.kolom):
            if kolom.metode != "Langsung - Beban Target":
                continue
            target = milik[nomor][1].iki[0].target or ""
            bagian = [
                hasil.iki[0].target or ""
                for baris in matriks.anggota
                for _, hasil in skp(instansi, baris.nip or "").hasil_kerja()
                if hasil.rencana in baris.peran[nomor]
            ]
            assert sum(int(satu.split()[0]) for satu in bagian) == int(target.split()[0])
            dijumlah += 1
    assert dijumlah >= 1
