"""`ambil` against a real Dovecot: what is fetched, what is left, and what a second run does."""

from __future__ import annotations

import email
import re
from email.message import EmailMessage

import pytest

from skpbook.app.ambil import ambil
from skpbook.app.buku import Buku
from skpbook.app.impor import impor
from skpbook.domain.galat import TidakBisa
from tests import dovecot
from tests.app.bahan import skp
from tests.intake.formulir import NIP, NIP_LAIN
from tests.intake.kiriman import surat, zip_isi


def kirim(server, pengguna, *lampiran, **lain) -> bytes:
    data = surat(*lampiran, **lain).as_bytes().replace(b"\n", b"\r\n")
    server.taruh(pengguna, data)
    return data


def isi_masuk(buku: Buku) -> dict[str, bytes]:
    return {
        s.relative_to(buku.masuk).as_posix(): s.read_bytes() for s in buku.masuk.rglob("*") if s.is_file()
    }


def ringkas(hasil) -> list[tuple[int, str | None, str]]:
    return [(satu.uid, satu.unit, satu.status) for satu in hasil.pesan]


def test_diambil_utuh_menurut_unit_lalu_diimpor(server, pengguna, buku):
    kirim(server, pengguna, ("SKP_Budi.xlsx", skp(buku)), dari="Bidang I <Bidang1@contoh.go.id>")
    kiriman = zip_isi({"SKP_Sari.xlsx": skp(buku, NIP_LAIN)})
    utuh = kirim(server, pengguna, ("unit.zip", kiriman), dari="bidang2@contoh.go.id", nomor="<2@x>")
    sebelum = server.isi(pengguna)
    hasil = ambil(buku)
    assert ringkas(hasil) == [(1, "U9", "diambil"), (2, "U8", "diambil")]
    assert [satu.pengirim for satu in hasil.pesan] == ["Bidang1@contoh.go.id", "bidang2@contoh.go.id"]
    assert set(isi_masuk(buku)) == {satu.berkas.removeprefix("masuk/") for satu in hasil.pesan}
    assert isi_masuk(buku)[hasil.pesan[1].berkas.removeprefix("masuk/")].endswith(utuh)
    assert hasil.pesan[1].berkas.startswith(f"masuk/U8/{hasil.pesan[1].tanggal[:10]}_bidang2-contoh-go-id_")
    assert server.isi(pengguna) == sebelum, "not marked, not moved, not deleted"
    masuk = impor(buku)
    assert {satu.nip: satu.status for satu in masuk.berkas} == {NIP: "diterima", NIP_LAIN: "diterima"}


@pytest.mark.parametrize("keamanan", ["tls", "starttls"])
def test_yang_baru_saja(server, pengguna, buat_buku, keamanan):
    buku = buat_buku(getattr(server, keamanan), server.ca, keamanan=keamanan)
    kirim(server, pengguna, ("a.xlsx", skp(buku)), dari="bidang1@contoh.go.id")
    assert ringkas(ambil(buku)) == [(1, "U9", "diambil")]
    kedua = ambil(buku)
    assert (ringkas(kedua), kedua.dulu) == ([], 1)
    kirim(server, pengguna, ("b.xlsx", skp(buku, hari=6)), dari="bidang1@contoh.go.id", nomor="<2@x>")
    assert ringkas(ambil(buku)) == [(2, "U9", "diambil")]
    assert len(isi_masuk(buku)) == 2


def test_uji_tidak_menulis_apa_pun(server, pengguna, buku):
    kirim(server, pengguna, ("a.xlsx", skp(buku)))
    hasil = ambil(buku, uji=True)
    assert [(satu.status, satu.berkas) for satu in hasil.pesan] == [("diambil", None)]
    assert isi_masuk(buku) == {}
    assert len(ambil(buku).pesan) == 1


def test_pengirim_lain_disimpan_terpisah_dan_tidak_diimpor(server, pengguna, buku):
    kirim(server, pengguna, ("a.xlsx", skp(buku)), dari="bidang1@contoh.go.id.lain.com", nomor="<1@x>")
    kirim(server, pengguna, ("b.xlsx", skp(buku)), dari="lain@contoh.go.id", nomor="<2@x>")
    kirim(server, pengguna, ("c.xlsx", skp(buku)), dari='"bidang1@contoh.go.id" <x@lain.com>', nomor="<3@x>")
    hasil = ambil(buku)
    assert [satu.unit for satu in hasil.pesan] == [None] * 3
    assert all(satu.berkas.startswith("masuk/_tak-dikenal/") for satu in hasil.pesan)
    pertama = impor(buku)
    assert [(satu.nama, satu.status) for satu in pertama.berkas] == [("_tak-dikenal", "dilewati")]
    assert [(satu.nama, satu.status) for satu in impor(buku, [buku.akar / "masuk" / "."]).berkas] == [
        ("_tak-dikenal", "dilewati")
    ], "the same folder by another path"
    disebut = impor(buku, [buku.akar / hasil.pesan[0].berkas])
    assert [(satu.nip, satu.status) for satu in disebut.berkas] == [(NIP, "diterima")]


def test_alamat_bersama_bukan_milik_satu_unit(server, pengguna, buku):
    kirim(server, pengguna, ("a.xlsx", skp(buku)), dari="UMUM@contoh.go.id")
    hasil = ambil(buku)
    assert ringkas(hasil) == [(1, None, "diambil")]
    assert hasil.pesan[0].berkas.startswith("masuk/_beberapa-unit/")
    assert [satu.status for satu in impor(buku).berkas] == ["diterima"]


def test_tanpa_lampiran_disebut_dan_tidak_disimpan(server, pengguna, buku):
    kirim(server, pengguna, dari="bidang1@contoh.go.id")
    pesan = EmailMessage()
    pesan["From"], pesan["Subject"] = "warta@lain.com", "Warta"
    pesan.set_content("Baca di situs.")
    pesan.add_alternative('<html><head><meta name="viewport"></head><input name="x"></html>', subtype="html")
    server.taruh(pengguna, pesan.as_bytes())
    assert ringkas(ambil(buku)) == [(1, "U9", "tanpa-lampiran"), (2, None, "tanpa-lampiran")]
    assert isi_masuk(buku) == {}
    assert ringkas(ambil(buku)) == [], "told once"


_PANTULAN = b"""From: MAILER-DAEMON@contoh.go.id
Subject: Undelivered Mail
Content-Type: multipart/report; report-type=delivery-status;
 boundary="b"

--b
Content-Type: text/plain

Maaf.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; contoh.go.id

Final-Recipient: rfc822; Bidang2@contoh.go.id
Action: failed
Status: 5.1.1

Final-Recipient: rfc822; umum@contoh.go.id
Action: delayed
Status: 4.2.2

--b
Content-Type: message/rfc822

Subject: Templat
Content-Type: application/zip; name="SKP.zip"

PK
--b--
"""


def test_pemberitahuan_tidak_sampai_menyebut_unitnya(server, pengguna, buku, capfd):
    server.taruh(pengguna, _PANTULAN.replace(b"\n", b"\r\n"))
    server.taruh(pengguna, _PANTULAN.replace(b"Action: failed", b"Action: delayed").replace(b"daemon", b"x"))
    hasil = ambil(buku)
    assert [(s.unit, s.status, s.tujuan) for s in hasil.pesan] == [
        ("U8", "tidak-sampai", ("Bidang2@contoh.go.id",)),
        (None, "diambil", ()),
    ]
    assert len(isi_masuk(buku)) == 1


def test_terlalu_besar_disebut_setiap_kali_sampai_batasnya_naik(server, pengguna, buat_buku):
    buku = buat_buku(server.tls, server.ca)
    atur = buku.akar / "skpbook.toml"
    atur.write_text(atur.read_text().replace("berkas_mb = 25", "wadah_mb = 1"))
    kirim(server, pengguna, ("a.xlsx", skp(buku) + bytes(1_200_000)), dari="bidang1@contoh.go.id")
    kirim(server, pengguna, ("b.xlsx", skp(buku)), dari="bidang1@contoh.go.id", nomor="<2@x>")
    harap = [(1, "U9", "terlalu-besar"), (2, "U9", "diambil")]
    assert ringkas(ambil(Buku.buka(buku.akar))) == harap
    assert ringkas(ambil(Buku.buka(buku.akar))) == harap[:1]
    atur.write_text(atur.read_text().replace("wadah_mb = 1", "wadah_mb = 5"))
    assert ringkas(ambil(Buku.buka(buku.akar))) == [(1, "U9", "diambil")]


def test_dinomori_ulang_tidak_diambil_dua_kali(server, pengguna, buku):
    for nomor in range(3):
        data = surat(("a.xlsx", skp(buku, hari=nomor + 1)), dari="bidang1@contoh.go.id", nomor=f"<{nomor}@x>")
        server.taruh(pengguna, data.as_bytes())
    tanpa = surat(("t.xlsx", skp(buku, hari=9)), dari="bidang2@contoh.go.id")
    del tanpa["Message-ID"]
    server.taruh(pengguna, tanpa.as_bytes())
    assert len(ambil(buku).pesan) == 4
    lama, isi = server.isi(pengguna), isi_masuk(buku)
    server.mulai_baru(pengguna, 4_000_000_000)
    kirim(server, pengguna, ("baru.xlsx", skp(buku, hari=8)), dari="bidang1@contoh.go.id", nomor="<9@x>")
    for data in reversed(lama.values()):
        server.taruh(pengguna, data)
    # The same message by another way: what servers put before it differs, its size too.
    server.taruh(pengguna, b"Received: by lain.contoh.go.id\r\n" + next(iter(lama.values())))
    hasil = ambil(buku)
    assert hasil.dinomori_ulang
    assert hasil.ringkasan == {
        "diambil": 1,
        "sudah-ada": 5,
        "tanpa-lampiran": 0,
        "terlalu-besar": 0,
        "tidak-sampai": 0,
    }
    assert len(isi_masuk(buku)) == len(isi) + 1
    kedua = ambil(buku)
    assert (kedua.pesan, kedua.dinomori_ulang, kedua.dulu) == ((), False, 6)


def test_pesan_yang_sama_di_dua_folder_diambil_sekali(server, pengguna, buku):
    data = kirim(server, pengguna, ("a.xlsx", skp(buku)), dari="bidang1@contoh.go.id")
    server.taruh(pengguna, data, folder="Arsip")
    assert ringkas(ambil(buku)) == [(1, "U9", "diambil")]
    assert ringkas(ambil(buku, folder="Arsip")) == [(1, "U9", "sudah-ada")]


def test_folder_bernama_bukan_ascii(server, pengguna, buku):
    server.taruh(pengguna, surat(("a.xlsx", skp(buku))).as_bytes(), folder="Kinerja &- SKP")
    assert len(ambil(buku, folder="Kinerja & SKP").pesan) == 1


def test_sejak(server, pengguna, buku):
    data = surat(("a.xlsx", skp(buku)), dari="bidang1@contoh.go.id").as_bytes()
    server.taruh(pengguna, data, pada=1_700_000_000)  # November 2023
    assert ringkas(ambil(buku)) == []
    hasil = ambil(buku, sejak="2023-11-01")
    assert ringkas(hasil) == [(1, "U9", "diambil")]
    assert hasil.pesan[0].tanggal.startswith("2023-11-14T")
    with pytest.raises(TidakBisa, match="“kemarin” untuk --sejak"):
        ambil(buku, sejak="kemarin")


def test_ulang_mengambil_yang_berkasnya_hilang(server, pengguna, buku):
    for nomor in range(2):
        kirim(
            server,
            pengguna,
            ("a.xlsx", skp(buku, hari=nomor + 1)),
            dari="bidang1@contoh.go.id",
            nomor=f"<{nomor}@x>",
        )
    hasil = ambil(buku)
    isi = isi_masuk(buku)
    (buku.akar / hasil.pesan[0].berkas).unlink()
    assert ambil(buku).pesan == ()
    assert ringkas(ambil(buku, ulang=True)) == [(1, "U9", "diambil")]
    assert isi_masuk(buku) == isi


def test_seribu_pesan(server, pengguna, buku):
    dasar = surat(
        ("a.xlsx", b"PK\x03\x04 bukan buku"), dari="bidang1@contoh.go.id", nomor="<%N%@x>"
    ).as_bytes()
    for nomor in range(1000):
        server.taruh(pengguna, dasar.replace(b"%N%", b"%d" % nomor).replace(b"Berikut", b"%06d" % nomor))
    langkah: list[int] = []
    hasil = ambil(buku, lapor=lambda selesai, semua: langkah.append(selesai) or semua)
    assert hasil.ringkasan["diambil"] == 1000
    assert langkah == sorted(langkah)
    assert langkah[-1] == 1000
    assert len(isi_masuk(buku)) == 1000
    assert ambil(buku).dulu == 1000


_AWAL = b"Date: Tue, 20 Jan 2026 08:00:00 +0700\r\nMIME-Version: 1.0\r\n"
_ISI = b'Content-Type: application/octet-stream; name="a.xlsx"\r\n\x80\xff: x\r\n\r\nPK\r\n'


_PENGIRIM: tuple[tuple[bytes, str | None], ...] = (
    (b"From: bidang1@contoh.go.id\r\n", "U9"),
    (b"From:\r\n =?utf-8?q?Bidang_I=0D=0AFrom:_x@y?=\r\n <bidang1@contoh.go.id>\r\n", None),
    (b"From:\r\n =?utf-8?q?Bidang=0D=0AFrom:_Satu?=\r\n <bidang1@contoh.go.id>\r\n", None),
    (b"From: \"Bidang, 'Satu'\" (komentar) <bidang1@contoh.go.id>\r\n", "U9"),
    (b"From: Kepala \xe9\xff\x80 <bidang1@contoh.go.id>\r\n", "U9"),
    (b"From: =?iso-2022-jp?b?!!!?= <bidang1@contoh.go.id>\r\n", "U9"),
    (b"", None),
    (b"From:\r\n", None),
    (b"From: <>\r\n", None),
    (b"From: bidang1@contoh.go.id, bidang2@contoh.go.id\r\n", None),
    (b"From: bidang1@contoh.go.id\r\nFrom: x@lain.com\r\n", None),
    (b"From: bidang1@contoh.go.id <x@lain.com>\r\n", None),
    (b"From: x@lain.com <bidang1@contoh.go.id>\r\n", None),
    (b"From: =?utf-8?q?bidang1=40contoh=2Ego=2Eid?=\r\n", None),
    (b"From: =?utf-8?q?bidang1=40contoh=2Ego=2Eid?= <x@lain.com>\r\n", None),
    (b"From: <@a,@b:bidang1@contoh.go.id>\r\n", None),
    (b"From: bidang1@contoh.go.id\x00@lain.com\r\n", None),
    (b"From: " + b"a" * 40_000 + b"@contoh.go.id\r\n", None),
    (b"From: " + b"(" * 5_000 + b"bidang1@contoh.go.id\r\n", None),
    ("From: bidang1@contoh.go.id\u202e\r\n".encode(), None),
    (b"From: ../../../etc/passwd@contoh.go.id\r\n", None),
    (b'From: "CON"@contoh.go.id\r\n', None),
)


def test_pengirim_yang_jahat_atau_kacau(server, pengguna, buku):
    for dari, _ in _PENGIRIM:
        server.taruh(pengguna, _AWAL + dari + b"Subject: =?utf-8?q?a=0Ab?=\r\n" + _ISI)
    hasil = ambil(buku)
    harap = [(uid, unit, "diambil") for uid, (_, unit) in enumerate(_PENGIRIM, 1)]
    assert ringkas(hasil) == harap
    assert len(isi_masuk(buku)) == len(_PENGIRIM)
    for satu in hasil.pesan:
        berkas = buku.akar / satu.berkas
        assert berkas.parent.parent == buku.masuk
        assert berkas.name.isascii()
        assert len(berkas.name) <= 100
        assert satu.pengirim.isprintable()
        assert email.message_from_bytes(berkas.read_bytes())["Received"].startswith("by skpbook")
    assert {satu.status for satu in impor(buku).berkas} == {"ditolak", "dilewati"}


def test_pesan_dengan_byte_nol_dan_tanpa_kepala(server, pengguna, buku):
    server.taruh(pengguna, b"")
    server.taruh(pengguna, b"\r\n\r\nhanya isi")
    server.taruh(pengguna, b"From: bidang1@contoh.go.id\r\n" + _ISI + b"\x00" * 5000)
    server.taruh(pengguna, b"Subject: " + b"x" * 200_000 + b"\r\nFrom: bidang1@contoh.go.id\r\n" + _ISI)
    dalam = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000)
    )
    server.taruh(pengguna, b"From: bidang1@contoh.go.id\r\n" + dalam + _ISI)
    status = [satu.status for satu in ambil(buku).pesan]
    assert status == ["tanpa-lampiran", "tanpa-lampiran", "diambil", "diambil", "diambil"]
    assert all(satu.status in ("ditolak", "dilewati") for satu in impor(buku).berkas)


def test_kata_sandi_salah(server, buku, monkeypatch):
    monkeypatch.setenv("SKPBOOK_SANDI_SUREL", "salah")
    with pytest.raises(TidakBisa, match=r"menolak pengguna .* kata sandi aplikasi"):
        ambil(buku)


@pytest.mark.parametrize(
    ("jenis", "kalimat"), [("kedaluwarsa", "kedaluwarsa"), ("nama-lain", "bukan untuk localhost")]
)
def test_sertifikat_yang_keliru(program_dovecot, buat_buku, jenis, kalimat):
    with dovecot.jalankan(program_dovecot, jenis) as lain:
        for keamanan in ("tls", "starttls"):
            buku = buat_buku(getattr(lain, keamanan), lain.ca, keamanan=keamanan)
            with pytest.raises(TidakBisa, match=kalimat):
                ambil(buku)
        catatan = (lain.akar / "log").read_text()
    assert "rip=127.0.0.1" in catatan
    assert set(re.findall(r"user=<(.*?)>", catatan)) == {""}, "nothing of ours was sent"


def test_penerbit_yang_tidak_dikenal(server, buat_buku):
    with pytest.raises(TidakBisa, match="tidak dijamin penerbit yang dikenal"):
        ambil(buat_buku(server.tls, None))
    with pytest.raises(TidakBisa, match="bukan sertifikat PEM"):
        ambil(buat_buku(server.tls, None, sertifikat="skpbook.toml"))


def test_alamat_server_yang_keliru(server, buat_buku):
    tertutup = dovecot._port()
    for port, keamanan, nama, kalimat in (
        (tertutup, "tls", "localhost", "menolak sambungan"),
        (server.tls, "tls", "tidak-ada.invalid", "tidak ditemukan"),
        (server.tls, "tls", "a..b", "bukan nama server"),
        (server.starttls, "tls", "localhost", "Sambungan aman"),
    ):
        with pytest.raises(TidakBisa, match=kalimat):
            ambil(buat_buku(port, server.ca, keamanan=keamanan, server=nama))


def test_folder_tidak_ada_menyebut_yang_ada(server, pengguna, buku):
    kirim(server, pengguna)
    server.taruh(pengguna, b"x", folder="Kinerja")
    with pytest.raises(TidakBisa, match=r"“Skp” tidak ada .* INBOX, Kinerja\."):
        ambil(buku, folder="Skp")


def test_belum_diatur(buku):
    atur = buku.akar / "skpbook.toml"
    atur.write_text(atur.read_text().split("[surel.masuk]")[0])
    with pytest.raises(TidakBisa, match=r'tulis server = "…" di bagian \[surel.masuk\]'):
        ambil(Buku.buka(buku.akar))
