"""Sending through a real server: who gets what, once, whatever the server does."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from skpbook.app.antar import Laju
from skpbook.app.buat import buat
from skpbook.app.buku import Buku
from skpbook.app.kirim import Pilihan, kirim
from skpbook.domain.galat import TidakBisa
from skpbook.mail.paket import NAMA_SAMPUL
from skpbook.mail.sandi_unit import baca_sandi_unit
from tests.mail.bahan import BUDI, KABID, KADIS, ORANG, SARI, buku_dua_unit
from tests.mail.server import PENGGUNA, SANDI

AKAR = Path(__file__).resolve().parents[2]
CEPAT = Laju(per_menit=60000, jeda=(0.02, 0.02, 0.02))
U1, U2 = "u1@unit.example", "u2@unit.example"


@pytest.fixture(autouse=True)
def _tanpa_gantungan_kunci(monkeypatch):
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.delenv("SKPBOOK_SANDI_SUREL", raising=False)


def siap(tmp_path, pos, lain="", surel=(U1, U2)) -> Buku:
    """A book with SKP templates for everybody, that sends through the server."""
    buku = buku_dua_unit(tmp_path, pos.atur(lain), surel)
    buat(buku, "skp", kosong=True)
    return Buku(buku.akar)


def jalan(buku, apa="skp", **lain):
    lain.setdefault("laju", CEPAT)
    return kirim(buku, apa, **lain)


def keadaan(hasil) -> dict[str, str]:
    return {satu.alamat: satu.keadaan for satu in hasil.kiriman}


def diterima(pos) -> Counter[str]:
    return Counter(alamat for kepada, _ in pos.penerima.masuk for alamat in kepada)


def isi_zip(pesan) -> set[str]:
    lampiran = next(pesan.iter_attachments())
    with zipfile.ZipFile(io.BytesIO(lampiran.get_content())) as arsip:
        assert arsip.testzip() is None
        return set(arsip.namelist())


class TestSekaliSaja:
    """Each unit its own, once."""

    @pytest.mark.parametrize("cara", ["starttls", "tls"])
    def test_setiap_unit_menerima_orangnya_saja(self, tmp_path, pos, monkeypatch, cara):
        server = pos(cara)
        monkeypatch.setenv("SKPBOOK_SANDI_SUREL", SANDI)
        buku = siap(tmp_path, server, f'pengguna = "{PENGGUNA}"\n')
        hasil = jalan(buku)
        assert keadaan(hasil) == {U1: "terkirim", U2: "terkirim"}
        assert not hasil.ada_galat
        assert server.pernah_masuk == [True]
        for kepada, pesan in server.penerima.pesan():
            unit = {U1: "U1", U2: "U2"}[kepada[0]]
            milik = {nip for nip, kode in ORANG.items() if kode == unit}
            assert {nama.split("_")[1] for nama in isi_zip(pesan) - {NAMA_SAMPUL}} == milik
            assert pesan["To"] == kepada[0]
            assert pesan["From"] == "Bagian Képegawaian <tu@instansi.example>"
            assert pesan["Subject"] == f"Templat SKP Tahun 2026 - Bidang {unit[1]}"
            teks = pesan.get_body().get_content()
            assert "Yth. Bu Áyu" in teks
            assert "{" not in teks
            assert "Tenggat" not in teks
            assert SANDI not in pesan.as_string()

    def test_jalan_kedua_tidak_mengirim_apa_pun(self, tmp_path, pos):
        server = pos()
        buku = siap(tmp_path, server)
        jalan(buku)
        lagi = jalan(buku)
        assert keadaan(lagi) == {U1: "sudah", U2: "sudah"}
        assert diterima(server) == {U1: 1, U2: 1}

    def test_templat_yang_dibuat_ulang_tanpa_perubahan_tidak_dikirim_lagi(self, tmp_path, pos):
        server = pos()
        buku = siap(tmp_path, server)
        jalan(buku)
        time.sleep(1.1)  # the time of making is in every workbook, to the second
        buat(buku, "skp", kosong=True)
        assert keadaan(jalan(buku)) == {U1: "sudah", U2: "sudah"}

    def test_yang_berubah_dikirim_lagi(self, tmp_path, pos):
        server = pos()
        buku = siap(tmp_path, server)
        jalan(buku)
        atur = (buku.akar / "skpbook.toml").read_text()
        (buku.akar / "skpbook.toml").write_text(atur.replace("Dinas Contoh", "Dinas Baru"))
        buku = Buku(buku.akar)
        buat(buku, "skp", kosong=True, unit="U2")
        assert keadaan(jalan(buku)) == {U1: "sudah", U2: "terkirim"}

    def test_ulang_hanya_dengan_unit_untuk_yang_terkirim(self, tmp_path, pos):
        server = pos()
        buku = siap(tmp_path, server)
        jalan(buku)
        assert keadaan(jalan(buku, pilihan=Pilihan(ulang=True))) == {U1: "sudah", U2: "sudah"}
        assert keadaan(jalan(buku, unit="U2", pilihan=Pilihan(ulang=True))) == {U2: "terkirim"}
        assert diterima(server) == {U1: 1, U2: 2}

    def test_uji_tidak_menulis_dan_tidak_mengirim(self, tmp_path, pos):
        server = pos()
        buku = siap(tmp_path, server, "zip_bersandi = true\n")
        (buku.akar / "sandi-unit.txt").unlink()
        sebelum = {p: p.stat().st_mtime_ns for p in buku.akar.rglob("*") if "skpbook.db" not in p.name}
        hasil = jalan(buku, pilihan=Pilihan(uji=True))
        assert keadaan(hasil) == {U1: "akan-dikirim", U2: "akan-dikirim"}
        assert "Yth." in hasil.contoh
        assert not server.penerima.masuk
        assert sebelum == {
            p: p.stat().st_mtime_ns for p in buku.akar.rglob("*") if "skpbook.db" not in p.name
        }
        with buku.ledger() as ledger:
            assert ledger.pengiriman.semua() == ()

    def test_dicatat_dengan_nomor_pesannya(self, tmp_path, pos):
        server = pos()
        buku = siap(tmp_path, server)
        hasil = jalan(buku)
        nomor = {kepada[0]: pesan["Message-ID"] for kepada, pesan in server.penerima.pesan()}
        with buku.ledger() as ledger:
            baris = ledger.pengiriman.semua()
        assert {satu.alamat: satu.pesan_id for satu in baris} == nomor
        assert {satu.alamat: satu.pesan_id for satu in hasil.kiriman} == nomor
        assert {(s.keadaan, s.tahap, s.berkas) for s in baris} == {
            ("terkirim", "skp", "SKP_2026_U1.zip"),
            ("terkirim", "skp", "SKP_2026_U2.zip"),
        }


class TestServerMenolak:
    """Refusals, greylisting, broken connections."""

    def test_satu_alamat_ditolak_yang_lain_sampai(self, tmp_path, pos):
        server = pos()
        buku = siap(tmp_path, server, surel=(f"salah@unit.example; {U1}", U2))
        server.penerima.rcpt = lambda a, _n: "550 5.1.1 No such user" if a.startswith("salah") else None
        hasil = jalan(buku)
        assert keadaan(hasil) == {"salah@unit.example": "gagal", U1: "terkirim", U2: "terkirim"}
        assert hasil.ada_galat
        assert "550 5.1.1 No such user" in next(s.sebab for s in hasil.kiriman if s.keadaan == "gagal")
        server.penerima.rcpt = lambda _a, _n: None
        assert keadaan(jalan(buku)) == {"salah@unit.example": "terkirim", U1: "sudah", U2: "sudah"}
        assert diterima(server) == {"salah@unit.example": 1, U1: 1, U2: 1}

    def test_terlalu_besar_tidak_dicoba_lagi_dan_disebut_caranya(self, tmp_path, pos):
        server = pos()
        buku = siap(tmp_path, server)
        server.penerima.data = lambda k, _n: "552 5.3.4 Message too big" if k == (U1,) else None
        hasil = jalan(buku)
        assert keadaan(hasil) == {U1: "gagal", U2: "terkirim"}
        assert server.penerima.pesan_ke == 2
        assert "batas_mb" in hasil.kiriman[0].sebab

    @pytest.mark.parametrize("kode", ["450 4.2.0 Greylisted", "451 4.7.1 Try again", "421 4.3.2 Busy"])
    def test_daftar_abu_abu_dicoba_lagi(self, tmp_path, pos, kode):
        server = pos()
        buku = siap(tmp_path, server)
        server.penerima.rcpt = lambda a, kali: kode if a == U1 and kali == 1 else None
        server.penerima.data = lambda k, kali: kode if k == (U2,) and kali == 1 else None
        hasil = jalan(buku)
        assert keadaan(hasil) == {U1: "terkirim", U2: "terkirim"}
        assert diterima(server) == {U1: 1, U2: 1}
        assert keadaan(jalan(buku)) == {U1: "sudah", U2: "sudah"}

    def test_yang_terus_ditunda_menjadi_gagal_dan_dapat_diulang(self, tmp_path, pos):
        server = pos()
        buku = siap(tmp_path, server)
        server.penerima.rcpt = lambda a, _n: "451 4.7.1 Later" if a == U1 else None
        hasil = jalan(buku)
        assert keadaan(hasil) == {U1: "gagal", U2: "terkirim"}
        assert "4 kali" in hasil.kiriman[0].sebab
        server.penerima.rcpt = lambda _a, _n: None
        assert keadaan(jalan(buku)) == {U1: "terkirim", U2: "sudah"}

    def test_putus_di_tengah_data_dicoba_lagi(self, tmp_path, pos):
        server = pos("tanpa")
        buku = siap(tmp_path, server)
        server.kelas.putus_di_data = 2
        hasil = jalan(buku)
        pasti = {a for a, k in keadaan(hasil).items() if k == "terkirim"}
        assert diterima(server) == dict.fromkeys(pasti, 1)
        assert set(keadaan(hasil).values()) <= {"terkirim", "tidak-pasti"}
        assert keadaan(jalan(buku)) == {a: "sudah" if a in pasti else "tidak-pasti" for a in (U1, U2)}

    def test_diterima_lalu_putus_menjadi_tidak_pasti_dan_tidak_dikirim_lagi(self, tmp_path, pos):
        server = pos()
        buku = siap(tmp_path, server)
        server.penerima.data = lambda k, _n: "terima lalu putus" if k == (U1,) else None
        hasil = jalan(buku)
        assert keadaan(hasil) == {U1: "tidak-pasti", U2: "terkirim"}
        assert hasil.ada_galat
        assert diterima(server) == {U1: 1, U2: 1}
        server.penerima.data = lambda _k, _n: None
        assert keadaan(jalan(buku)) == {U1: "tidak-pasti", U2: "sudah"}
        assert diterima(server) == {U1: 1, U2: 1}
        assert keadaan(jalan(buku, pilihan=Pilihan(ulang=True))) == {U1: "terkirim", U2: "sudah"}
        assert diterima(server) == {U1: 2, U2: 1}

    def test_yang_tidak_pasti_dicatat_sampai(self, tmp_path, pos):
        server = pos()
        buku = siap(tmp_path, server)
        server.penerima.data = lambda k, _n: "terima lalu putus" if k == (U1,) else None
        jalan(buku)
        with pytest.raises(TidakBisa, match="--unit"):
            jalan(buku, pilihan=Pilihan(sampai=True))
        assert keadaan(jalan(buku, unit="U1", pilihan=Pilihan(sampai=True))) == {U1: "terkirim"}
        assert keadaan(jalan(buku)) == {U1: "sudah", U2: "sudah"}
        with pytest.raises(TidakBisa, match="Tidak ada kiriman yang tidak pasti"):
            jalan(buku, unit="U1", pilihan=Pilihan(sampai=True))

    def test_pengirim_ditolak(self, tmp_path, pos):
        server = pos()
        buku = siap(tmp_path, server)

        async def handle_MAIL(*_: object) -> str:
            return "550 5.7.1 Sender rejected"

        server.penerima.handle_MAIL = handle_MAIL
        with pytest.raises(TidakBisa, match=r"menolak pengirim tu@instansi\.example .*Sender rejected"):
            jalan(buku)
        assert not server.penerima.masuk

    @pytest.mark.parametrize("cara", ["starttls", "tanpa"])
    def test_server_yang_menutup_di_antara_dua_surel_disambung_lagi_seketika(self, tmp_path, pos, cara):
        server = pos(cara)
        buku = siap(tmp_path, server)
        server.penerima.data = lambda _k, _n: "tutup sesudahnya"
        hasil = jalan(buku, laju=Laju(per_menit=120, jeda=()))
        assert keadaan(hasil) == {U1: "terkirim", U2: "terkirim"}

    def test_sandi_yang_tidak_dapat_dipakai_server(self, tmp_path, pos, monkeypatch):
        monkeypatch.setenv("SKPBOOK_SANDI_SUREL", "kata sandí")
        buku = siap(tmp_path, pos(), f'pengguna = "{PENGGUNA}"\n')
        with pytest.raises(TidakBisa, match="kata sandi surel memuat huruf"):
            jalan(buku)

    def test_server_hilang_di_tengah_jalan(self, tmp_path, pos):
        server = pos()
        buku = siap(tmp_path, server)

        def lapor(selesai: int, _semua: int) -> None:
            if selesai == 1:
                server.henti()

        hasil = jalan(buku, lapor=lapor)
        assert keadaan(hasil) == {U1: "terkirim", U2: "gagal"}
        assert "menolak sambungan" in hasil.kiriman[1].sebab
        baru = pos()
        atur = (buku.akar / "skpbook.toml").read_text()
        (buku.akar / "skpbook.toml").write_text(atur[: atur.index("[surel]")] + baru.atur())
        assert keadaan(jalan(Buku(buku.akar))) == {U1: "sudah", U2: "terkirim"}
        assert (diterima(server), diterima(baru)) == ({U1: 1}, {U2: 1})


class TestSambungan:
    """What stands between the program and the server: each a sentence."""

    def coba(self, buku: Buku) -> str:
        with pytest.raises(TidakBisa) as tangkap:
            jalan(buku)
        kalimat = str(tangkap.value)
        assert "\n" not in kalimat
        assert SANDI not in kalimat
        with buku.ledger() as ledger:
            assert ledger.pengiriman.semua() == (), "nothing was begun"
        return kalimat

    def test_tanpa_pengaturan(self, tmp_path):
        buku = buku_dua_unit(tmp_path)
        with pytest.raises(TidakBisa, match="jalankan skpbook buat skp dahulu"):
            jalan(buku)
        buat(buku, "skp", kosong=True)
        assert "isi server dan pengirim pada bagian [surel]" in self.coba(buku)

    def test_sandi_salah(self, tmp_path, pos, monkeypatch):
        server = pos()
        buku = siap(tmp_path, server, f'pengguna = "{PENGGUNA}"\n')
        assert "SKPBOOK_SANDI_SUREL" in self.coba(buku)
        monkeypatch.setenv("SKPBOOK_SANDI_SUREL", "keliru")
        kalimat = self.coba(buku)
        assert f"menolak pengguna {PENGGUNA} atau kata sandinya" in kalimat
        assert "keliru" not in kalimat

    def test_sandi_tidak_dikirim_tanpa_enkripsi(self, tmp_path, pos, monkeypatch):
        monkeypatch.setenv("SKPBOOK_SANDI_SUREL", SANDI)
        server = pos("tanpa")
        buku = siap(tmp_path, server, f'pengguna = "{PENGGUNA}"\n')
        assert "tanpa enkripsi" in self.coba(buku)
        assert server.pernah_masuk == []

    @pytest.mark.parametrize(
        ("lain", "harap"),
        [({"nama": "surel.lain.example"}, "nama server lain"), ({"kedaluwarsa": True}, "kedaluwarsa")],
    )
    @pytest.mark.parametrize("cara", ["starttls", "tls"])
    def test_sertifikat_salah(self, tmp_path, pos, monkeypatch, cara, lain, harap):
        monkeypatch.setenv("SKPBOOK_SANDI_SUREL", SANDI)
        server = pos(cara, **lain)
        buku = siap(tmp_path, server, f'pengguna = "{PENGGUNA}"\n')
        assert harap in self.coba(buku)
        assert server.pernah_masuk == []

    def test_penerbit_sertifikat_tidak_dikenal(self, tmp_path, pos):
        server = pos()
        buku = siap(tmp_path, server)
        atur = (buku.akar / "skpbook.toml").read_text()
        (buku.akar / "skpbook.toml").write_text(
            "\n".join(baris for baris in atur.splitlines() if not baris.startswith("sertifikat"))
        )
        assert "tidak dikenal komputer ini" in self.coba(Buku(buku.akar))
        assert not server.penerima.masuk

    def test_server_tanpa_starttls_dan_tls_yang_tertukar(self, tmp_path, pos):
        polos = pos("tanpa")
        buku = siap(tmp_path, polos)
        berkas = buku.akar / "skpbook.toml"
        atur = berkas.read_text()
        berkas.write_text(atur.replace('"tanpa"', '"starttls"'))
        assert "tidak menyediakan STARTTLS" in self.coba(Buku(buku.akar))
        berkas.write_text(atur.replace('"tanpa"', '"tls"'))
        assert "mungkin starttls" in self.coba(Buku(buku.akar))

    @pytest.mark.parametrize(
        ("ganti", "harap"),
        [
            (('server = "localhost"', 'server = "tidak.ada.invalid"'), "tidak ditemukan"),
            (("port = ", "port = 1 # "), "menolak sambungan"),
            (('pengirim = "tu@instansi.example"', 'pengirim = "bukan alamat"'), "bukan alamat surel"),
            (("sertifikat = ", 'sertifikat = "tidak-ada.pem" # '), "Berkas sertifikat"),
        ],
    )
    def test_alamat_server_salah(self, tmp_path, pos, ganti, harap):
        buku = siap(tmp_path, pos())
        berkas = buku.akar / "skpbook.toml"
        berkas.write_text(berkas.read_text().replace(*ganti))
        assert harap in self.coba(Buku(buku.akar))


class TestBerkas:
    """Drafts, parts, locks, addresses."""

    def test_draf_dibuka_sebagai_draf_dan_tidak_ditulis_dua_kali(self, tmp_path):
        import email
        import email.policy

        buku = buku_dua_unit(tmp_path)
        buat(buku, "skp", kosong=True)
        hasil = jalan(buku, pilihan=Pilihan(eml=True))
        assert keadaan(hasil) == {U1: "disiapkan", U2: "disiapkan"}
        draf = buku.akar / hasil.folder / "SKP_2026_U2.eml"
        pesan = email.message_from_bytes(draf.read_bytes(), policy=email.policy.default)
        assert pesan["X-Unsent"] == "1"
        assert pesan["To"] == U2
        assert {nama.split("_")[1] for nama in isi_zip(pesan) - {NAMA_SAMPUL}} == {BUDI, SARI}
        draf.unlink()
        assert keadaan(jalan(buku, pilihan=Pilihan(eml=True))) == {U1: "sudah", U2: "sudah"}
        assert not draf.exists()
        jalan(buku, pilihan=Pilihan(eml=True, ulang=True))
        assert draf.exists()

    def test_dibagi_menurut_batas_dan_tidak_ada_yang_hilang(self, tmp_path, pos):
        server = pos()
        buku = siap(tmp_path, server, "batas_mb = 0.2\n")
        isi = list((buku.keluar / "skp" / "U1").glob("*.xlsx"))
        lain = 6
        for nomor in range(lain):  # of the same person, as after a change of his name
            (buku.keluar / "skp" / "U1" / f"SKP_{KADIS}_Nama_{nomor}.xlsx").write_bytes(isi[0].read_bytes())
        hasil = jalan(buku, unit="U1")
        pesan = [satu for _, satu in server.penerima.pesan()]
        assert len(pesan) == hasil.kiriman[0].dari > 1
        ada = Counter(nama for satu in pesan for nama in isi_zip(satu))
        assert ada.pop(NAMA_SAMPUL) == len(pesan)
        assert ada == Counter(p.name for p in (buku.keluar / "skp" / "U1").glob("*.xlsx"))
        assert all(len(isi) <= 0.2 * 1024 * 1024 for _, isi in server.penerima.masuk)
        assert sorted(satu["Subject"].rpartition(" - ")[2] for satu in pesan) == [
            f"Bidang 1 bagian {n} dari {len(pesan)}" for n in range(1, len(pesan) + 1)
        ]
        atur = (buku.akar / "skpbook.toml").read_text()
        (buku.akar / "skpbook.toml").write_text(atur.replace("batas_mb = 0.2", "batas_mb = 0.3"))
        hasil = jalan(Buku(buku.akar), unit="U1")
        assert {satu.keadaan for satu in hasil.kiriman} == {"sudah"}
        assert len(server.penerima.masuk) == len(pesan)

    def test_batas_berganti_selagi_sebagian_terkirim(self, tmp_path, pos):
        server = pos()
        buku = siap(tmp_path, server, "batas_mb = 0.2\n")
        isi = next((buku.keluar / "skp" / "U1").glob("*.xlsx"))
        for nomor in range(6):
            isi.with_name(f"SKP_{KADIS}_Nama_{nomor}.xlsx").write_bytes(isi.read_bytes())
        server.penerima.data = lambda _k, kali: "554 no" if kali > 1 else None
        assert Counter(s.keadaan for s in jalan(buku, unit="U1").kiriman)["terkirim"] == 1
        server.penerima.data = lambda _k, _n: None
        atur = (buku.akar / "skpbook.toml").read_text()
        (buku.akar / "skpbook.toml").write_text(atur.replace("batas_mb = 0.2", "batas_mb = 10"))
        hasil = jalan(Buku(buku.akar), unit="U1")
        assert [(s.keadaan, "kembalikan batas_mb" in s.sebab) for s in hasil.kiriman] == [
            ("tidak-pasti", True)
        ]
        (buku.akar / "skpbook.toml").write_text(atur)
        hasil = jalan(Buku(buku.akar), unit="U1")
        assert {s.keadaan for s in hasil.kiriman} == {"sudah", "terkirim"}
        ada = Counter(nama for _, satu in server.penerima.pesan() for nama in isi_zip(satu) - {NAMA_SAMPUL})
        assert ada == Counter(p.name for p in isi.parent.glob("*.xlsx"))

    def test_draf_yang_lalu_dikirim_dalam_bagian_lain_dapat_diteruskan(self, tmp_path, pos):
        server = pos()
        buku = siap(tmp_path, server)
        isi = next((buku.keluar / "skp" / "U1").glob("*.xlsx"))
        for nomor in range(6):
            isi.with_name(f"SKP_{KADIS}_Nama_{nomor}.xlsx").write_bytes(isi.read_bytes())
        jalan(buku, unit="U1", pilihan=Pilihan(eml=True))
        atur = (buku.akar / "skpbook.toml").read_text()
        (buku.akar / "skpbook.toml").write_text(f"{atur}batas_mb = 0.2\n")
        buku = Buku(buku.akar)
        assert {(s.keadaan, s.sebab) for s in jalan(buku, unit="U1").kiriman} == {
            ("sudah", "drafnya sudah ditulis dalam 1 bagian")
        }
        server.penerima.data = lambda _k, kali: "554 no" if kali > 1 else None
        gagal = Counter(s.keadaan for s in jalan(buku, unit="U1", pilihan=Pilihan(ulang=True)).kiriman)
        assert gagal["gagal"]
        server.penerima.data = lambda _k, _n: None
        assert Counter(s.keadaan for s in jalan(buku, unit="U1").kiriman) == {
            "sudah": gagal["terkirim"],
            "terkirim": gagal["gagal"],
        }

    def test_zip_terkunci_dan_sandinya_tidak_ikut(self, tmp_path, pos):
        server = pos()
        buku = siap(tmp_path, server)
        hasil = jalan(buku, pilihan=Pilihan(bersandi=True))
        assert hasil.sandi_baru == ("U1", "U2")
        sandi = baca_sandi_unit(buku.akar)
        import pyzipper

        for kepada, pesan in server.penerima.pesan():
            unit = {U1: "U1", U2: "U2"}[kepada[0]]
            with pyzipper.AESZipFile(io.BytesIO(next(pesan.iter_attachments()).get_content())) as arsip:
                with pytest.raises(RuntimeError):
                    arsip.read(arsip.namelist()[1])
                arsip.setpassword(sandi[unit].encode())
                assert arsip.testzip() is None
            assert "terkunci kata sandi" in pesan.get_body().get_content()
            assert not any(satu in pesan.as_string() for satu in sandi.values())
        tertulis = b"".join(p.read_bytes() for p in buku.akar.glob("skpbook.*"))
        assert not any(satu.encode() in tertulis for satu in sandi.values())

    def test_sandi_di_teks_surel_ditolak(self, tmp_path, pos):
        server = pos()
        buku = siap(tmp_path, server, "zip_bersandi = true\n")
        sandi = baca_sandi_unit(buku.akar)["U2"]
        (buku.surel / "skp.txt").write_text(f"Judul: SKP\n\nSandinya {sandi}\n")
        with pytest.raises(TidakBisa, match="memuat kata sandi paketnya"):
            jalan(buku)
        assert not server.penerima.masuk

    def test_alamat_buruk_dan_kosong_disebut_selnya(self, tmp_path, pos):
        server = pos()
        buku = siap(tmp_path, server, surel=(f"bukan@, {U1}", None))
        hasil = jalan(buku)
        assert keadaan(hasil) == {U1: "terkirim", "-": "tanpa-alamat"}
        assert hasil.ada_galat
        assert any("sel E" in satu and "“bukan@”" in satu for satu in hasil.catatan)
        assert "pegawai.xlsx, lembar" in hasil.kiriman[1].sebab

    def test_yang_bukan_untuk_unit_itu_tidak_ikut(self, tmp_path, pos):
        server = pos()
        buku = siap(tmp_path, server)
        budi = next((buku.keluar / "skp" / "U2").glob(f"*{BUDI}*"))
        (buku.keluar / "skp" / "U1" / budi.name).write_bytes(budi.read_bytes())
        kabid = next((buku.keluar / "skp" / "U1").glob(f"*{KABID}*"))
        (buku.keluar / "skp" / "U1" / "catatan.xlsx").write_bytes(kabid.read_bytes())
        kabid.write_bytes(kabid.read_bytes() + b" ")  # saved by somebody
        with zipfile.ZipFile(kabid, "a") as arsip:
            arsip.writestr("isi.xml", "x")
        hasil = jalan(buku, unit="U1")
        isi = isi_zip(server.penerima.pesan()[0][1]) - {NAMA_SAMPUL}
        assert {nama.split("_")[1] for nama in isi} == {KADIS}
        kalimat = "\n".join(hasil.catatan)
        assert budi.name in kalimat
        assert "catatan.xlsx" in kalimat
        assert "sudah diisi" in kalimat

    def test_pengingat_menyebut_yang_belum_dari_unit_itu_saja_sekali_sehari(self, tmp_path, pos):
        server = pos()
        buku = siap(tmp_path, server)
        assert keadaan(jalan(buku, "pengingat")) == {U1: "terkirim", U2: "terkirim"}
        for kepada, pesan in server.penerima.pesan():
            milik = {nip for nip, kode in ORANG.items() if kode == {U1: "U1", U2: "U2"}[kepada[0]]}
            teks = pesan.get_body().get_content()
            assert all((nip in teks) == (nip in milik) for nip in ORANG)
            assert not list(pesan.iter_attachments())
        assert keadaan(jalan(buku, "pengingat")) == {U1: "sudah", U2: "sudah"}
        from datetime import UTC, datetime, timedelta

        import msgspec

        besok = msgspec.structs.replace(CEPAT, jam=lambda: datetime.now(UTC) + timedelta(days=1))
        assert keadaan(jalan(buku, "pengingat", laju=besok)) == {U1: "terkirim", U2: "terkirim"}

    def test_koreksi_dari_kembali(self, tmp_path, pos):
        server = pos()
        buku = siap(tmp_path, server)
        with pytest.raises(TidakBisa, match="skpbook kembalikan"):
            jalan(buku, "koreksi")
        for unit, nip in (("U1", KADIS), ("U1", BUDI), ("U2", SARI)):
            (buku.kembali / unit).mkdir(exist_ok=True)
            (buku.kembali / unit / f"SKP_{nip}_x.xlsx").write_bytes(nip.encode())
        hasil = jalan(buku, "koreksi")
        assert [isi_zip(pesan) for _, pesan in server.penerima.pesan()] == [
            {f"SKP_{KADIS}_x.xlsx"},
            {f"SKP_{SARI}_x.xlsx"},
        ]
        assert any(BUDI in satu for satu in hasil.catatan)


def perintah(buku: Buku, *argumen: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "skpbook", "kirim", *argumen, "--buku", str(buku.akar), "--json"],
        cwd=AKAR,
        env=os.environ | {"PYTHONPATH": str(AKAR)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def hasil_perintah(proses: subprocess.Popen[str]) -> tuple[int, dict[str, str]]:
    keluar, galat = proses.communicate(timeout=120)
    assert not galat, galat
    return proses.returncode, {satu["alamat"]: satu["keadaan"] for satu in json.loads(keluar)["kiriman"]}


@pytest.mark.parametrize("titik", ["sebelum", "sesudah"])
def test_dibunuh_di_tengah_lalu_dijalankan_lagi(tmp_path, pos, titik):
    """SIGKILL while the server holds the second message: before it has taken it, or after."""
    server = pos("tanpa")
    buku = siap(tmp_path, server)
    proses: list[subprocess.Popen[str]] = []

    def bunuh(kepada: tuple[str, ...], _kali: int) -> str | None:
        if kepada == (U2,) and proses:
            os.kill(proses.pop().pid, signal.SIGKILL)
            return "451 4.3.0 gone" if titik == "sebelum" else None
        return None

    server.penerima.data = bunuh
    satu = perintah(buku, "skp")
    proses.append(satu)
    satu.communicate(timeout=120)
    assert satu.returncode == -signal.SIGKILL
    kode, lagi = hasil_perintah(perintah(buku, "skp"))
    assert (kode, lagi) == (1, {U1: "sudah", U2: "tidak-pasti"})
    assert diterima(server) == ({U1: 1} if titik == "sebelum" else {U1: 1, U2: 1})
    kode, lagi = hasil_perintah(perintah(buku, "skp", "--unit", "U2", "--ulang"))
    assert (kode, lagi) == (0, {U2: "terkirim"})


def test_dua_pengirim_serentak_tidak_mengirim_dua_kali(tmp_path, pos):
    server = pos("tanpa")
    buku = siap(tmp_path, server)
    berdua = [perintah(buku, "skp"), perintah(buku, "skp")]
    for satu in berdua:
        _, keadaan_satu = hasil_perintah(satu)
        assert set(keadaan_satu.values()) <= {"terkirim", "sudah", "tidak-pasti"}
    assert diterima(server) == {U1: 1, U2: 1}
    assert hasil_perintah(perintah(buku, "skp")) == (0, {U1: "sudah", U2: "sudah"})
