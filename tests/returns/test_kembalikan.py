"""Copies of a book: whose they are, what they are called, when they are written over, when they go."""

from __future__ import annotations

import io
import json
import os
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from skpbook.app.impor import impor
from skpbook.app.kecualikan import kecualikan
from skpbook.app.kembalikan import AWALAN_TERPISAH, HasilKembalikan, Salinan, kembalikan
from skpbook.app.periksa import periksa
from skpbook.cli.main import utama
from skpbook.domain.galat import TidakBisa
from skpbook.intake.archive import cari_arsip, sidik
from skpbook.returns.teks import AWAL
from tests.intake.formulir import NIP, NIP_LAIN
from tests.interop import bahan as ekinerja

from .bahan import baris_temuan, catatan, ganti, padat
from .buku import JAM, NAMA_SKP, buat_buku, masukkan, skp

if TYPE_CHECKING:
    from pathlib import Path


RUSAK = b"PK\x03\x04rusak"


@pytest.fixture
def buku(tmp_path):
    return buat_buku(tmp_path)


def isi(folder: Path) -> dict[str, bytes]:
    return {
        satu.relative_to(folder).as_posix(): satu.read_bytes()
        for satu in sorted(folder.rglob("*"))
        if satu.is_file()
    }


def menurut_nama(hasil: HasilKembalikan) -> dict[str, Salinan]:
    return {satu.nama: satu for satu in hasil.berkas}


def test_setiap_berkas_yang_bertemuan_kembali_ke_unitnya(buku):
    masukkan(
        buku,
        {
            NAMA_SKP: skp(buku),
            "dari wa/skp sari (final) !.xlsx": skp(buku, NIP_LAIN),
            f"EVALUASI_{NIP}_x.xlsx": RUSAK,
            "entah apa.xlsx": b"<html>",
        },
    )
    hasil = kembalikan(buku)
    assert set(isi(buku.kembali)) == {
        f"U9/{NAMA_SKP}",
        f"U9/TEMUAN_EVALUASI_{NIP}_x.xlsx",
        f"U1/SKP_{NIP_LAIN}_Sari_Dewi.xlsx",
        "tanpa-unit/TEMUAN_entah_apa.xlsx",
    }
    satu = menurut_nama(hasil)[NAMA_SKP]
    assert (satu.salinan, satu.unit, satu.nip) == (f"kembali/U9/{NAMA_SKP}", "U9", NIP)
    assert (satu.bentuk, satu.status, satu.sebab) == ("bertanda", "ditulis", None)
    rusak = menurut_nama(hasil)[f"EVALUASI_{NIP}_x.xlsx"]
    assert (rusak.bentuk, rusak.sebab) == ("terpisah", "isinya tidak dapat dibaca")
    temuan = periksa(buku).temuan
    assert sum(s.temuan for s in hasil.berkas) + hasil.lain == len(temuan)
    assert satu.temuan == sum(s.berkas == NAMA_SKP for s in temuan)


def test_setiap_temuan_bersel_bercatatan_di_selnya(buku):
    masukkan(buku, {NAMA_SKP: skp(buku)})
    kembalikan(buku)
    data = isi(buku.kembali)[f"U9/{NAMA_SKP}"]
    milik = [s for s in periksa(buku).temuan if s.berkas == NAMA_SKP]
    assert {(s.lembar, s.sel) for s in milik if s.sel} == {
        t for t, teks in catatan(data).items() if AWAL in teks
    }
    baris = baris_temuan(data)
    assert sorted((b[2], b[3], str(b[8])[:4]) for b in baris) == sorted(
        (s.lembar, s.sel, s.kode) for s in milik
    )


def test_aslinya_dari_arsip_dan_arsip_tidak_berubah(buku):
    asal = skp(buku)
    masukkan(buku, {NAMA_SKP: asal})
    (buku.masuk / NAMA_SKP).write_bytes(b"sudah berubah sesudah diimpor")
    arsip = isi(buku.arsip)
    kembalikan(buku)
    assert isi(buku.arsip) == arsip
    jadi = padat(isi(buku.kembali)[f"U9/{NAMA_SKP}"])
    sama = {nama for nama, data in padat(asal).items() if jadi[nama] == data}
    assert len(sama) >= 5, "every part not concerned is the archived one"


def test_arsip_yang_berubah_tidak_dikirim(buku):
    asal = skp(buku)
    masukkan(buku, {NAMA_SKP: asal})
    arsip = cari_arsip(buku.arsip, sidik(asal))
    arsip.chmod(0o644)
    arsip.write_bytes(skp(buku, rencana="Isi milik orang lain"))
    (satu,) = kembalikan(buku).berkas
    assert satu.sebab == "salinan aslinya di arsip/ tidak ada atau sudah berubah"
    assert b"Isi milik orang lain" not in b"".join(padat(isi(buku.kembali)[f"U9/TEMUAN_{NAMA_SKP}"]).values())
    arsip.unlink()
    assert kembalikan(buku).berkas[0].status == "tetap"


def test_dua_kali_sama_dan_tidak_ditulis_ulang(buku):
    masukkan(buku, {NAMA_SKP: skp(buku), f"x_{NIP_LAIN}.xlsx": RUSAK})
    kembalikan(buku)
    semula = isi(buku.kembali)
    waktu = {satu: satu.stat().st_mtime_ns for satu in buku.kembali.rglob("*.xlsx")}
    for kerja in (1, 2):
        hasil = kembalikan(buku, kerja=kerja)
        assert {satu.status for satu in hasil.berkas} == {"tetap"}
        assert isi(buku.kembali) == semula
    assert {satu: satu.stat().st_mtime_ns for satu in buku.kembali.rglob("*.xlsx")} == waktu


def test_yang_sudah_diubah_orang_tidak_ditimpa_dan_tidak_dihapus(buku):
    masukkan(buku, {NAMA_SKP: skp(buku)})
    kembalikan(buku)
    salinan = buku.kembali / "U9" / NAMA_SKP
    ubahan = ganti(salinan.read_bytes(), {"xl/calcChain.xml": b"<calcChain/>"})
    salinan.write_bytes(ubahan)
    assert kembalikan(buku).berkas[0].status == "terisi"
    for kode in {satu.kode for satu in periksa(buku).temuan if satu.nip == NIP}:
        kecualikan(buku, kode, NIP, "x", oleh="Ani")
    assert kembalikan(buku).dihapus == ()
    assert salinan.read_bytes() == ubahan


def test_salinan_usang_dihapus_hanya_bila_buatan_kita(buku):
    masukkan(buku, {NAMA_SKP: skp(buku), f"x_{NIP}.xlsx": RUSAK})
    kembalikan(buku)
    unit = buku.kembali / "U9"
    templat = skp(buku)
    (unit / f"EVALUASI_{NIP}_templat.xlsx").write_bytes(templat)
    (unit / "catatan saya.txt").write_text("x")
    for kode in {satu.kode for satu in periksa(buku).temuan if satu.nip == NIP}:
        kecualikan(buku, kode, NIP, "Sudah disepakati.", oleh="Ani")
    hasil = kembalikan(buku)
    assert set(hasil.dihapus) == {f"kembali/U9/{NAMA_SKP}", f"kembali/U9/TEMUAN_x_{NIP}.xlsx"}
    assert {satu.nip for satu in hasil.berkas} <= {None, NIP_LAIN}
    assert set(isi(unit)) == {f"EVALUASI_{NIP}_templat.xlsx", "catatan saya.txt"}


def test_yang_dikecualikan_tidak_ikut_ditandai(buku):
    masukkan(buku, {NAMA_SKP: skp(buku)})
    kode = next(s.kode for s in periksa(buku).temuan if s.nip == NIP and s.sel)
    kecualikan(buku, kode, NIP, "x", oleh="Ani")
    kembalikan(buku)
    teks = "\n".join(catatan(isi(buku.kembali)[f"U9/{NAMA_SKP}"]).values())
    assert f" {kode}: " not in teks


@pytest.mark.parametrize(
    ("pilihan", "tinggal"),
    [({"unit": "Sekretariat"}, "U1"), ({"nip": NIP_LAIN}, "U1"), ({"unit": "U9"}, "U9")],
)
def test_hanya_unit_atau_pegawai_yang_disebut(buku, pilihan, tinggal):
    masukkan(buku, {NAMA_SKP: skp(buku), f"SKP_{NIP_LAIN}_Sari.xlsx": skp(buku, NIP_LAIN)})
    kembalikan(buku, **pilihan)
    assert {nama.split("/")[0] for nama in isi(buku.kembali)} == {tinggal}
    kembalikan(buku)
    semula = set(isi(buku.kembali))
    for orang in (NIP, NIP_LAIN):
        for kode in {satu.kode for satu in periksa(buku).temuan if satu.nip == orang}:
            kecualikan(buku, kode, orang, "x", oleh="Ani")
    kembalikan(buku, **pilihan)
    assert {nama for nama in isi(buku.kembali) if nama.startswith(tinggal)} < semula
    lain = {nama for nama in semula if not nama.startswith(tinggal)}
    assert lain <= set(isi(buku.kembali)), "the others' copies are not touched"


@pytest.mark.parametrize(
    ("pilihan", "kalimat"),
    [({"unit": "U7"}, "Unit “U7” tidak ada"), ({"nip": "123"}, "NIP 123 tidak ada di pegawai.xlsx")],
)
def test_yang_tidak_ada_disebut(buku, pilihan, kalimat):
    with pytest.raises(TidakBisa, match=kalimat):
        kembalikan(buku, **pilihan)


def test_dua_berkas_senama_tidak_saling_menimpa(buku):
    masukkan(
        buku,
        {
            "a/Formulir.xlsx": b"<html>satu",
            "b/formulir.xlsx": b"<html>dua",
            f"a/{NAMA_SKP}": skp(buku),
            f"b/{NAMA_SKP}": RUSAK,
        },
    )
    hasil = kembalikan(buku)
    assert len({satu.salinan.casefold() for satu in hasil.berkas}) == len(hasil.berkas)
    assert len(isi(buku.kembali)) == len(hasil.berkas)


def test_nama_untuk_windows_dan_surat(buku):
    masukkan(
        buku, {"dari wa/" + "ñ" * 40 + " skp " + "panjang " * 20 + ".xlsx": skp(buku), "CON.xlsx": RUSAK}
    )
    hasil = kembalikan(buku)
    for satu in hasil.berkas:
        nama = satu.salinan.rpartition("/")[2]
        assert nama.isascii()
        assert len(nama) <= 100
        assert nama.replace(".xlsx", "").replace("_", "").replace("-", "").isalnum()
        assert not nama.startswith("CON.")


def test_cap_menyebut_orang_lain_kembali_ke_yang_tertulis(buku):
    from tests.intake.formulir import buku_skp, isi_skp

    data = buku_skp(isi_skp(nip=NIP_LAIN), cap_nip=NIP, kunci=buku.kunci_pasti())
    masukkan(buku, {NAMA_SKP: data})
    satu = menurut_nama(kembalikan(buku))[NAMA_SKP]
    assert "B010" in {s.kode for s in periksa(buku).temuan}
    assert (satu.unit, satu.nip) == ("U1", NIP_LAIN)


def test_ekspor_banyak_orang_tidak_kembali_kepada_siapa_pun(buku):
    """An export of e-Kinerja says things of everyone: it must not land among one person's papers."""
    orang = [(nip, "Sesuai Ekspektasi", "Sesuai Ekspektasi", "Baik") for nip in (NIP, "198001012005011001")]
    ekspor = ekinerja.xlsx({"Rekap": ekinerja.rekap(orang)})
    masukkan(buku, {"ekinerja/rekap.xlsx": ekspor})
    assert [s for s in periksa(buku).temuan if s.berkas == "ekinerja/rekap.xlsx"]
    hasil = kembalikan(buku)
    assert "ekinerja/rekap.xlsx" not in menurut_nama(hasil)
    assert isi(buku.kembali) == {}
    assert hasil.lain >= 1


def test_berkas_berisi_beberapa_orang_bukan_milik_salah_satunya(buku):
    lembar = openpyxl.load_workbook(io.BytesIO(skp(buku)))
    lain = openpyxl.load_workbook(io.BytesIO(skp(buku, NIP_LAIN)))["SKP"]
    salinan = lembar.create_sheet("SKP Sari")
    for baris in lain.iter_rows():
        for sel in baris:
            if sel.value is not None:
                salinan[sel.coordinate] = sel.value
    for area in lain.merged_cells.ranges:
        salinan.merge_cells(area.coord)
    del lembar["_skpbook"]
    keluar = io.BytesIO()
    lembar.save(keluar)
    masukkan(buku, {NAMA_SKP: keluar.getvalue()})
    satu = menurut_nama(kembalikan(buku))[NAMA_SKP]
    assert (satu.nip, satu.unit) == (None, None), "their units differ: neither's folder"


def test_isi_zip_unit_kembali_satu_satu(buku):
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w") as arsip:
        arsip.writestr(f"U9/{NAMA_SKP}", skp(buku))
        arsip.writestr(f"U1/SKP_{NIP_LAIN}_Sari.xlsx", skp(buku, NIP_LAIN))
    masukkan(buku, {"unit.zip": keluar.getvalue()})
    assert {satu.bentuk for satu in kembalikan(buku).berkas} == {"bertanda"}
    assert set(isi(buku.kembali)) == {f"U9/{NAMA_SKP}", f"U1/SKP_{NIP_LAIN}_Sari.xlsx"}


def test_makro_tetap_di_berkas_pemiliknya(buku):
    makro = ganti(skp(buku), {"xl/vbaProject.bin": b"makro" * 100})
    masukkan(buku, {f"SKP_{NIP}_Budi.XLSM": makro})
    (satu,) = kembalikan(buku).berkas
    assert satu.salinan == f"kembali/U9/SKP_{NIP}_Budi.xlsm"
    jadi = isi(buku.kembali)[f"U9/SKP_{NIP}_Budi.xlsm"]
    assert padat(jadi)["xl/vbaProject.bin"] == padat(makro)["xl/vbaProject.bin"]
    assert "B006" in {s.kode for s in periksa(buku).temuan}


def test_putaran_kedua_diperbaiki_diimpor_lalu_tidak_bertanda_lagi(buku):
    """The whole way: sent back, mended in the marked copy, imported: the marks are not read, and come off."""
    masukkan(buku, {NAMA_SKP: skp(buku)})
    kembalikan(buku)
    salinan = buku.kembali / "U9" / NAMA_SKP
    lembar = openpyxl.load_workbook(salinan)
    lembar["SKP"]["E16"] = "Indikator yang sudah dibetulkan"
    lembar.save(buku.masuk / NAMA_SKP)
    hasil = impor(buku, jam=lambda: JAM)
    baru = next(satu for satu in hasil.berkas if satu.nama == NAMA_SKP)
    assert baru.status == "diterima"
    assert not [satu for satu in baru.temuan if satu.kode in ("B008", "B010", "B011", "B015")]
    kode = {satu.kode for satu in periksa(buku).temuan if satu.nip == NIP}
    kembalikan(buku)
    data = isi(buku.kembali)[f"U9/{NAMA_SKP}"]
    milik = [s for s in periksa(buku).temuan if s.berkas == NAMA_SKP]
    assert kode
    assert {t for t, teks in catatan(data).items() if AWAL in teks} == {
        (s.lembar, s.sel) for s in milik if s.sel
    }
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames.count("Temuan") == 1


def test_terbunuh_di_tengah_tidak_meninggalkan_berkas_setengah(buku, monkeypatch):
    masukkan(buku, {NAMA_SKP: skp(buku)})

    def mati(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as sementara:
        sementara.setattr(os, "replace", mati)
        with pytest.raises(KeyboardInterrupt):
            kembalikan(buku)
    assert not list((buku.kembali / "U9").glob("*.xlsx")), "nothing under a name people look at"
    kembalikan(buku)
    assert set(isi(buku.kembali)) == {f"U9/{NAMA_SKP}"}, "what was half written is swept away"


def test_perintahnya(buku, capsys):
    masukkan(buku, {NAMA_SKP: skp(buku), f"x_{NIP}.xlsx": RUSAK})
    akar = str(buku.akar)
    assert utama(["kembalikan", "--buku", akar]) == 0
    keluar = " ".join(capsys.readouterr().out.split())
    assert "1 salinan bertanda dan 1 daftar temuan di kembali/." in keluar
    assert (
        f"kembali/U9/{AWALAN_TERPISAH}x_{NIP}.xlsx: tidak ditandai langsung karena isinya tidak dapat dibaca."
        in keluar
    )
    assert utama(["kembalikan", "--json", "--kerja", "2", "--buku", akar]) == 0
    hasil = json.loads(capsys.readouterr().out)
    assert [satu["status"] for satu in hasil["berkas"]] == ["tetap", "tetap"]
    assert set(hasil) == {"folder", "berkas", "dihapus", "lain", "dikecualikan"}
    assert utama(["kembalikan", "--unit", "U7", "--buku", akar]) == 2
