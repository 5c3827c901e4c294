"""The import of a book: archive first, one transaction a file, the same twice, whatever arrives."""

import json
import os
from datetime import UTC, datetime

import msgspec
import pytest

from skpbook.app.buku import Buku
from skpbook.app.impor import impor
from skpbook.app.konteks import susun_konteks
from skpbook.app.status import status
from skpbook.domain.galat import TidakBisa
from skpbook.forms.catalog import muat_katalog
from skpbook.intake import pekerja
from skpbook.intake.archive import sidik
from tests.app.bahan import isi_arsip, isi_ledger, skp, taruh, templat
from tests.intake.formulir import NIP, NIP_LAIN, TAHUN, buku_skp, isi_skp
from tests.intake.kiriman import PNG, surat, zip_isi
from tests.intake.test_ole import terkunci


def test_putaran_kecil(buku):
    taruh(buku, "U9/SKP_budi.xlsx", skp(buku))
    taruh(buku, f"SKP_{NIP_LAIN}_Sari.xlsx", b"<html><table></table></html>")
    taruh(buku, "~$SKP_budi.xlsx", b"kunci")
    taruh(buku, "salinan.xlsx", skp(buku))
    hasil = impor(buku)
    assert dict(hasil.ringkasan) == {"diterima": 1, "ditolak": 1, "dilewati": 1, "sudah-ada": 1}
    assert {satu.nama: (satu.status, [t.kode for t in satu.temuan]) for satu in hasil.berkas} == {
        "U9/SKP_budi.xlsx": ("diterima", []),
        f"SKP_{NIP_LAIN}_Sari.xlsx": ("ditolak", ["B001"]),
        "salinan.xlsx": ("sudah-ada", ["B012"]),
        "~$SKP_budi.xlsx": ("dilewati", ["B005"]),
    }
    terima = next(satu for satu in hasil.berkas if satu.status == "diterima")
    assert (terima.formulir, terima.versi, terima.nip, terima.periode) == (
        "skp-jajf-kuantitatif",
        1,
        NIP,
        TAHUN,
    )
    assert hasil.ada_galat
    assert isi_arsip(buku) == {
        f"{sidik(data)}.xlsx": data for data in (skp(buku), b"<html><table></table></html>")
    }


def test_setiap_yang_ditemukan_terhitung(buku):
    taruh(buku, "a.xlsx", skp(buku))
    taruh(buku, "Thumbs.db", b"x")
    os.symlink("a.xlsx", buku.masuk / "tautan.xlsx")
    os.mkfifo(buku.masuk / "pipa.xlsx")
    hasil = impor(buku)
    assert dict(hasil.ringkasan) == {"diterima": 1, "dilewati": 3}
    lewat = [(satu.nama, [t.kode for t in satu.temuan]) for satu in hasil.berkas if satu.temuan]
    assert lewat == [(nama, ["B020"]) for nama in ("Thumbs.db", "pipa.xlsx", "tautan.xlsx")]


def test_kiriman_dihitung_menurut_isinya(buku):
    pesan = surat(("SKP Sari.xlsx", skp(buku, NIP_LAIN)), gambar=PNG)
    isi = {"Unit A/SKP.xlsx": skp(buku), "../luar.xlsx": b"x", "pesan.eml": pesan.as_bytes()}
    taruh(buku, "unit.zip", zip_isi(isi))
    maju: list[tuple[int, int]] = []
    hasil = impor(buku, lapor=lambda selesai, semua: maju.append((selesai, semua)))
    assert {satu.nama: satu.status for satu in hasil.berkas} == {
        "unit.zip/../luar.xlsx": "ditolak",
        "unit.zip/Unit A/SKP.xlsx": "diterima",
        "unit.zip/pesan.eml/SKP Sari.xlsx": "diterima",
        "unit.zip/pesan.eml/logo.png": "dilewati",
    }
    assert [selesai for selesai, _ in maju] == [1, 2, 3, 4]
    assert maju[-1] == (4, 4)
    assert dict(impor(buku).ringkasan) == {"sudah-ada": 2, "ditolak": 1, "dilewati": 1}


def test_yang_terkunci_dibuka_bila_sandinya_diberikan_kemudian(buku):
    taruh(buku, "a.xlsx", terkunci("kucing", skp(buku)))
    taruh(buku, "b.xlsx", b"teks saja")

    def jadi(**lagi) -> dict[str, tuple[str, str]]:
        return {
            satu.nama: (satu.status, satu.temuan[0].pesan)
            for satu in impor(buku, **lagi).berkas
            if satu.temuan
        }

    assert jadi()["a.xlsx"][0] == "ditolak"
    assert jadi()["a.xlsx"][0] == "ditolak", "told again until it can be read"
    status, pesan = jadi(sandi=["anjing"])["a.xlsx"]
    assert (status, "tidak cocok" in pesan) == ("ditolak", True)
    akhir = impor(buku, sandi=["anjing", "kucing"])
    assert dict(akhir.ringkasan) == {"diterima": 1, "ditolak": 1}
    konteks = susun_konteks(buku)
    assert [satu.isi.utama[0].rencana for satu in konteks.dokumen if satu.formulir.startswith("skp-")] == [
        "Layanan tepat waktu"
    ]
    assert [satu.berkas for satu in konteks.temuan_berkas if satu.kode == "B002"] == [], "no longer refused"
    assert dict(impor(buku, sandi=["kucing"]).ringkasan) == {"ditolak": 1, "sudah-ada": 1}


def test_bentuk_json_tetap(buku):
    taruh(buku, "a.xlsx", skp(buku))
    isi = json.loads(msgspec.json.encode(impor(buku)))
    assert list(isi) == ["berkas", "ringkasan"]
    assert list(isi["berkas"][0]) == ["nama", "status", "formulir", "versi", "nip", "periode", "temuan"]


def test_impor_ulang_tidak_mengubah_apa_pun(buku):
    taruh(buku, "a.xlsx", skp(buku))
    taruh(buku, "b.xlsx", skp(buku, NIP_LAIN))
    taruh(buku, "c.xlsx", b"teks saja")
    impor(buku)
    sebelum = isi_ledger(buku), isi_arsip(buku)
    ulang = impor(buku)
    assert dict(ulang.ringkasan) == {"ditolak": 1, "sudah-ada": 2}
    assert (isi_ledger(buku), isi_arsip(buku)) == sebelum


@pytest.mark.parametrize("terbalik", [False, True])
def test_yang_disimpan_lebih_baru_berlaku(buku, terbalik):
    lama, baru = skp(buku, rencana="Versi lama", hari=5), skp(buku, rencana="Versi baru", hari=9)
    taruh(buku, "1.xlsx", baru if terbalik else lama)
    taruh(buku, "2.xlsx", lama if terbalik else baru)
    hasil = impor(buku)
    temuan = [satu for berkas in hasil.berkas for satu in berkas.temuan]
    assert [satu.kode for satu in temuan] == ["B013"]
    assert (temuan[0].berkas, temuan[0].kaitan.berkas) == (
        ("1.xlsx", "2.xlsx") if terbalik else ("2.xlsx", "1.xlsx")
    )
    konteks = susun_konteks(buku)
    assert [satu.isi.utama[0].rencana for satu in konteks.dokumen if satu.formulir.startswith("skp-")] == [
        "Versi baru"
    ]
    assert [satu.kode for satu in konteks.temuan_berkas] == ["B013"]
    assert len(isi_arsip(buku)) == 2


def test_berkas_orang_lain_tidak_menggeser_pemiliknya(buku):
    """Budi typed his own SKP over Sari's file, later than hers: hers stays in force."""
    taruh(buku, "sari.xlsx", skp(buku, NIP_LAIN, "Milik Sari", hari=5))
    salah = buku_skp(
        isi_skp(nip=NIP, rencana="Milik Budi"),
        cap_nip=NIP_LAIN,
        dibuat=datetime(2026, 1, 9),
        kunci=buku.kunci_pasti(),
    )
    taruh(buku, "budi.xlsx", salah)
    impor(buku)
    berlaku = [
        satu.isi.utama[0].rencana for satu in susun_konteks(buku).dokumen if satu.formulir.startswith("skp-")
    ]
    assert sorted(berlaku) == ["Milik Budi", "Milik Sari"]


def test_perbaikan_dengan_nama_sama_menghapus_temuan_lama(buku):
    taruh(buku, "a.xlsx", b"<html></html>")
    impor(buku)
    assert [satu.kode for satu in susun_konteks(buku).temuan_berkas] == ["B001"]
    taruh(buku, "a.xlsx", skp(buku))
    impor(buku)
    assert susun_konteks(buku).temuan_berkas == ()


def test_unit_dan_nama_menurut_daftar_sekarang(buku):
    taruh(buku, "A.xlsx", skp(buku))
    taruh(buku, f"SKP_{NIP}_Budi.xlsx", skp(buku)[:900])
    impor(buku)
    konteks = susun_konteks(buku)
    assert {satu.unit for satu in konteks.dokumen} == {"U9"}, "the stamp says U1, the roster knows better"
    assert (konteks.temuan_berkas[0].nama, konteks.temuan_berkas[0].unit) == ("Budi Santosa", "U9")


@pytest.mark.parametrize("urutan", [("a", "b"), ("b", "a")])
def test_templat_belum_diisi_tidak_menggantikan_dan_tidak_dihitung(buku, urutan):
    terisi, kosong = urutan
    taruh(buku, f"{terisi}.xlsx", skp(buku, hari=5))
    taruh(buku, f"{kosong}.xlsx", templat(buku, hari=9))
    taruh(buku, "sari.xlsx", templat(buku, NIP_LAIN))
    hasil = {satu.nama[:-5]: satu for satu in impor(buku).berkas}
    assert {nama: (satu.status, [t.kode for t in satu.temuan]) for nama, satu in hasil.items()} == {
        terisi: ("diterima", []),
        kosong: ("dilewati", ["B019"]),
        "sari": ("dilewati", ["B019"]),
    }
    assert hasil["sari"].nip == NIP_LAIN
    assert [satu.berkas for satu in susun_konteks(buku).dokumen if satu.lembar == "SKP"] == [f"{terisi}.xlsx"]
    assert status(buku).unit[0].belum == (NIP_LAIN,)
    assert len(isi_arsip(buku)) == 3


def test_tahun_lain_tidak_dihitung(buku):
    lama = buku_skp(
        isi_skp(periode="1 JANUARI SD 31 DESEMBER TAHUN 2025"),
        cap_periode="2025",
        dibuat=datetime(2026, 2, 1),
        kunci=buku.kunci_pasti(),
    )
    taruh(buku, "lama.xlsx", lama)
    hasil = impor(buku)
    assert [(satu.status, satu.nip, satu.periode) for satu in hasil.berkas] == [
        ("ditolak", NIP, "2025-01-01/2025-12-31")
    ]
    assert hasil.ada_galat
    assert status(buku).unit[0].skp == 0
    assert susun_konteks(buku).dokumen == ()
    assert [satu.kode for satu in susun_konteks(buku).temuan_berkas] == ["B018"]


def test_status(buku):
    taruh(buku, "a.xlsx", skp(buku))
    impor(buku)
    hasil = status(buku)
    assert [(u.unit, u.pegawai, u.skp, u.mph, u.evaluasi, u.belum) for u in hasil.unit] == [
        ("U9", 2, 1, 0, 0, (NIP_LAIN,))
    ]
    assert status(buku, tahap="mph").unit[0].belum == (NIP_LAIN,), "only leaders owe a matrix"
    assert status(buku, tahap="evaluasi", periode="2026-tw1").unit[0].belum == (NIP, NIP_LAIN)
    with pytest.raises(TidakBisa, match="2026-TW1, 2026-TW2"):
        status(buku, periode="2026-13")
    with pytest.raises(TidakBisa, match="U9"):
        status(buku, unit="U8")


@pytest.mark.parametrize("kerja", [1, 2])
def test_proses_pekerja_memberi_ledger_yang_sama(buku, tmp_path, kerja, monkeypatch):
    monkeypatch.setattr(pekerja, "ISI_PAKET", 3)
    for nomor in range(10):
        taruh(buku, f"{nomor}.xlsx", skp(buku, NIP[:-1] + str(nomor)))
    taruh(buku, "rusak.xlsx", skp(buku)[:900])
    maju: list[tuple[int, int]] = []
    hasil = impor(buku, kerja=kerja, lapor=lambda selesai, semua: maju.append((selesai, semua)))
    assert dict(hasil.ringkasan) == {"diterima": 10, "ditolak": 1}
    assert maju == [(nomor, 11) for nomor in range(1, 12)]
    tanpa_id = [baris for baris in isi_ledger(buku) if len(baris) == 7]
    assert [baris[1] for baris in tanpa_id] == [*(f"{nomor}.xlsx" for nomor in range(10)), "rusak.xlsx"]


def test_berkas_terlalu_besar_tetap_diarsipkan(buku):
    with (buku.akar / "skpbook.toml").open("a") as atur:
        atur.write("\n")
    teks = (buku.akar / "skpbook.toml").read_text().replace("berkas_mb = 25", "berkas_mb = 1")
    (buku.akar / "skpbook.toml").write_text(teks)
    besar = skp(buku) + os.urandom(1024 * 1024)
    taruh(buku, "besar.xlsx", besar)
    hasil = impor(Buku(buku.akar))
    assert [satu.kode for satu in hasil.berkas[0].temuan] == ["B004"]
    assert isi_arsip(buku) == {f"{sidik(besar)}.xlsx": besar}
    assert dict(impor(Buku(buku.akar)).ringkasan) == {"ditolak": 1}, "as long as the limit is the same"
    (buku.akar / "skpbook.toml").write_text(teks.replace("berkas_mb = 1", "berkas_mb = 25"))
    assert impor(Buku(buku.akar)).berkas[0].temuan[0].kode == "B003", (
        "it is looked at again, and it is no zip"
    )


def test_arsip_tidak_dapat_ditulis(buku, monkeypatch):
    taruh(buku, "a.xlsx", skp(buku))

    def penuh(*_):
        raise OSError(28, "penuh")

    monkeypatch.setattr(os, "replace", penuh)
    with pytest.raises(TidakBisa, match="penuh"):
        impor(buku, kerja=0)
    monkeypatch.undo()
    assert isi_ledger(buku) == []
    assert dict(impor(buku).ringkasan) == {"diterima": 1}


def test_definisi_formulir_rusak_diberitahu_sekali(buku):
    (buku.formulir / "skp-jajf-kuantitatif.toml").write_text("kode = ")
    taruh(buku, "a.xlsx", skp(buku))
    muat_katalog.cache_clear()
    with pytest.raises(TidakBisa, match=r"skp-jajf-kuantitatif\.toml"):
        impor(Buku(buku.akar), kerja=2)


def test_waktu_impor_dari_jam_yang_diberikan(buku):
    taruh(buku, "a.xlsx", skp(buku))
    impor(buku, jam=lambda: datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC))
    with buku.ledger() as ledger, ledger._mesin.connect() as kon:
        assert kon.exec_driver_sql("SELECT diterima_pada FROM berkas").scalar() == "2026-02-03T04:05:06+00:00"
