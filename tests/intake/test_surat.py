"""Messages and mailboxes: every attachment is told under its own name, what is no form is told apart."""

import base64
import os
import sys

import pytest

from skpbook.intake import kotak as modul_kotak
from skpbook.intake.archive import sidik
from skpbook.intake.batas import Batas
from skpbook.intake.find import cari_berkas
from skpbook.intake.pekerja import Tugas, kerjakan_semua, tugas_dari
from tests.intake.berkas import xlsx
from tests.intake.formulir import NIP_LAIN, buku_skp, isi_skp
from tests.intake.kiriman import (
    PDF,
    PNG,
    arsip,
    hasil,
    kalimat,
    lampiran_msg,
    mbox,
    msg,
    surat,
    terusan_msg,
    zip_isi,
)
from tests.intake.kiriman import jadi as jadi_satu
from tests.intake.maut import berkas_maut, siapkan_maut

SKP = buku_skp()
SKP_LAIN = buku_skp(isi_skp(nip=NIP_LAIN), cap_nip=NIP_LAIN)


def test_surat_dengan_lampiran(bekal):
    data = surat(("SKP Budi.xlsx", SKP), ("surat pengantar.pdf", PDF), gambar=PNG).as_bytes()
    assert hasil(bekal, "pesan.eml", data) == {
        "pesan.eml/logo.png": "+B020",
        "pesan.eml/SKP Budi.xlsx": "diterima",
        "pesan.eml/surat pengantar.pdf": "+B020",
    }
    assert arsip(bekal) == {sidik(SKP)}


def test_surat_tanpa_buku_kerja_menyebut_apa_yang_datang(bekal):
    assert hasil(bekal, "p.eml", surat(("SKP.pdf", PDF), gambar=PNG).as_bytes()) == {
        "p.eml/logo.png": "+B020",
        "p.eml/SKP.pdf": "B001",
    }
    assert "tidak membawa lampiran" in kalimat(bekal, "p.eml", surat().as_bytes())


def test_surat_dengan_zip_dan_terusan(bekal):
    terusan = surat(("a.xlsx", SKP_LAIN), nomor="<2@x>")
    data = surat(("unit.zip", zip_isi({"b.xlsx": SKP})), terusan=terusan).as_bytes()
    assert hasil(bekal, "p.eml", data) == {
        "p.eml/unit.zip/b.xlsx": "diterima",
        "p.eml/SKP saya.eml/a.xlsx": "diterima",
    }
    dalam = surat(terusan=surat(terusan=terusan))
    assert hasil(bekal, "q.eml", dalam.as_bytes()) == {"q.eml/SKP saya.eml/SKP saya.eml": "-B004"}


@pytest.mark.parametrize(
    ("nama", "jadi"),
    [
        ("../../x.xlsx", "-B004"),
        ("C:\\Users\\budi\\SKP.xlsx", "-B004"),
        ("SKP TW1/2026.xlsx", "diterima"),
        ("CON.xlsx", "-B004"),
        ("SKP Dédi — “baru”.xlsx", "diterima"),
    ],
)
def test_nama_lampiran(bekal, nama, jadi):
    ((tampil, kode),) = hasil(bekal, "p.eml", surat((nama, SKP)).as_bytes()).items()
    assert kode == jadi
    assert jadi != "diterima" or tampil == f"p.eml/{nama.replace('/', '_')}"


def test_nama_lampiran_seadanya(bekal):
    """Names as careless programs write them: raw UTF-8, encoded words inside quotes, none at all."""
    badan = base64.encodebytes(SKP).decode()
    for kepala, nama in (
        ('Content-Disposition: attachment; filename="D\u00e9di.xlsx"', "D\u00e9di.xlsx"),
        ('Content-Disposition: attachment; filename="=?utf-8?B?RMOpZGkueGxzeA==?="', "D\u00e9di.xlsx"),
        ('Content-Disposition: attachment; filename="=?ngawur?B?RMOpZGkueGxzeA==?="', "D\u00e9di.xlsx"),
        ("Content-Disposition: attachment", "lampiran tanpa nama"),
    ):
        teks = f"From: a@b.id\nSubject: x\nContent-Type: application/octet-stream\n{kepala}\n"
        data = (teks + f"Content-Transfer-Encoding: base64\n\n{badan}").encode()
        assert hasil(bekal, "p.eml", data) == {f"p.eml/{nama}": "diterima"}


def test_surat_rusak_atau_terlalu_dalam_hanya_berharga_dirinya(bekal):
    dalam = "From: a\nSubject: b\n"
    for n in range(2000):
        dalam += f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n"
    assert hasil(bekal, "p.eml", dalam.encode()) in ({"p.eml": "B003"}, {"p.eml": "+B020"})
    banyak = surat(*((f"{n}.xlsx", b"x") for n in range(40))).as_bytes()
    assert hasil(bekal, "q.eml", banyak, batas=Batas(jumlah_bagian=30)) == {"q.eml": "B004"}
    assert "ukuran satu pesan" in kalimat(
        bekal, "r.eml", surat(("a.xlsx", os.urandom(1_100_000))).as_bytes(), batas=Batas(wadah_mb=1)
    )


def test_winmail_dan_smime_dan_kartu_nama(bekal):
    data = surat(
        ("winmail.dat", b"\x78\x9f\x3e\x22" + bytes(50)), ("smime.p7m", b"0\x80"), ("a.vcf", b"BEGIN:VCARD")
    )
    assert hasil(bekal, "p.eml", data.as_bytes()) == {
        "p.eml/winmail.dat": "B001",
        "p.eml/smime.p7m": "-B002",
        "p.eml/a.vcf": "+B020",
    }


def test_kotak_surat_dari_excel_bukan_surat(bekal):
    data = b'MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
    assert "MHTML" in kalimat(bekal, "a.xls", data)


def test_pesan_outlook(bekal):
    data = msg(
        lampiran_msg("SKP Dédi.xlsx", SKP),
        lampiran_msg("lama.xlsx", xlsx({"A1": "lain"}), ansi=True),
        lampiran_msg("image001.png", PNG, cid="image001@x"),
        lampiran_msg("SKP di OneDrive.xlsx", cara=7),
        lampiran_msg("objek", cara=6),
        lampiran_msg(None, SKP_LAIN),
        terusan_msg(lampiran_msg("b.xlsx", xlsx({"A1": "b"})), judul="Fwd: SKP"),
    )
    assert hasil(bekal, "pesan.msg", data) == {
        "pesan.msg/SKP Dédi.xlsx": "diterima",
        "pesan.msg/lama.xlsx": "B008",
        "pesan.msg/image001.png": "+B020",
        "pesan.msg/SKP di OneDrive.xlsx": "-B001",
        "pesan.msg/objek": "-B001",
        "pesan.msg/lampiran 6": "diterima",
        "pesan.msg/Fwd: SKP.msg/b.xlsx": "B008",
    }
    assert "tidak membawa lampiran" in kalimat(bekal, "kosong.msg", msg())
    zip_msg = zip_isi(
        {"p.msg": msg(lampiran_msg("a.xlsx", SKP)), "q.eml": surat(("b.xlsx", SKP_LAIN)).as_bytes()}
    )
    assert hasil(bekal, "u.zip", zip_msg) == {
        "u.zip/p.msg/a.xlsx": "diterima",
        "u.zip/q.eml/b.xlsx": "diterima",
    }


@pytest.mark.parametrize("akhir", [b"\n", b"\r\n"])
@pytest.mark.parametrize("kerja", [0, 2])
def test_kotak_surat_mbox(bekal, akhir, kerja):
    data = mbox(
        surat(("SKP.xlsx", SKP), nomor="<a@x>"),
        surat(dari="Sari <sari@contoh.go.id>", nomor="<b@x>"),
        surat(("u.zip", zip_isi({"c.xlsx": SKP_LAIN})), dari="admin", pada="kapan saja", nomor="<c@x>"),
        akhir=akhir,
    )
    jadi = hasil(bekal, "Inbox", data, kerja)
    assert {nama.rpartition(" ")[0]: kode for nama, kode in jadi.items()} == {
        "Inbox/2026-01-20 budi@contoh.go.id": "diterima",
        "Inbox/2026-01-20 sari@contoh.go.id": "+B020",
        "Inbox/tanpa tanggal admin": "diterima",
    }
    tanpa_pertama = b"From " + data.split(b"From budi@contoh.go.id", 2)[2]
    sisa = hasil(bekal, "Inbox", tanpa_pertama, kerja)
    assert set(sisa) < set(jadi), "a message keeps its name when others are deleted"


def test_mbox_panjang_di_batas_potongan(bekal, monkeypatch):
    monkeypatch.setattr(modul_kotak, "_TUMPANG", 300)
    pesan = [surat((f"{n}.xlsx", xlsx({"A1": n})), nomor=f"<{n}@x>") for n in range(6)]
    data = mbox(*pesan)
    for potong in (1_000, 4_999, 5_000, 7_919):
        monkeypatch.setattr(modul_kotak, "_POTONG", potong)
        assert sorted(nama.rpartition("/")[2] for nama in hasil(bekal, "Inbox", data)) == [
            f"{n}.xlsx" for n in range(6)
        ]


def test_maildir(bekal, tmp_path):
    kotak = tmp_path / "masuk" / "Maildir"
    isi = {
        "cur/1700000000.M1P1.host:2,S": surat(("a.xlsx", SKP), nomor="<a@x>"),
        "new/1700000001.M1P1.host": surat(("b.xlsx", SKP_LAIN), dari="sari@contoh.go.id", nomor="<b@x>"),
        "cur/1700000002.M1P1.host:2,ST": surat(("c.xlsx", SKP), nomor="<c@x>"),
        "tmp/1700000003.M1P1.host": surat(),
        ".Arsip.2026/cur/1700000004.M1P1.host:2,": surat(("d.xlsx", xlsx()), nomor="<d@x>"),
    }
    if sys.platform == "win32":
        isi = {nama.replace(":2,", ";2,"): pesan for nama, pesan in isi.items()}
    for nama, pesan in isi.items():
        (kotak / nama).parent.mkdir(parents=True, exist_ok=True)
        (kotak / nama).write_bytes(pesan.as_bytes())
    (kotak / ".Arsip.2026" / "new").mkdir()
    (kotak / "dovecot-uidlist").write_text("3 V1 N5")
    semua = cari_berkas((), tmp_path / "masuk")
    lewat = {satu.nama: satu.lewati.kode for satu in semua if satu.lewati}
    assert lewat == {
        "Maildir/1700000002.M1P1.host": "B020",
        "Maildir/1700000003.M1P1.host": "B020",
        "Maildir/dovecot-uidlist": "B020",
    }
    tugas = [tugas_dari(satu) for satu in semua if not satu.lewati]
    jadi = {satu.nama: jadi_satu(satu) for satu in kerjakan_semua(tugas, bekal, 0)}
    assert {" ".join(nama.split(" ")[:2]) + nama[-7:]: kode for nama, kode in jadi.items()} == {
        "Maildir/2026-01-20 budi@contoh.go.id/a.xlsx": "diterima",
        "Maildir/2026-01-20 sari@contoh.go.id/b.xlsx": "diterima",
        "Maildir/.Arsip.2026/2026-01-20 budi@contoh.go.id/d.xlsx": "B008",
    }
    os.rename(kotak / "new/1700000001.M1P1.host", kotak / "cur/1700000001.M1P1.host:2,FS")
    lagi = [tugas_dari(satu) for satu in cari_berkas((), tmp_path / "masuk") if not satu.lewati]
    assert {satu.nama for satu in kerjakan_semua(lagi, bekal, 0)} == set(jadi), (
        "read and flagged: the same name"
    )


def test_lampiran_yang_mematikan_pekerja_hanya_berharga_dirinya(bekal, tmp_path):
    maut = berkas_maut("abort")
    isi = {
        "p.eml": surat(("a.xlsx", SKP), ("maut.xlsx", maut), ("b.xlsx", SKP_LAIN)).as_bytes(),
        "u.zip": zip_isi(
            {"c.xlsx": xlsx(), "maut.xlsx": berkas_maut("abort", 1), "d.xlsx": xlsx({"A1": "d"})}
        ),
        "m.mbox": mbox(surat(("e.xlsx", xlsx({"A1": "e"})), ("maut.xlsx", berkas_maut("abort", 2)))),
    }
    tugas = []
    for nama, data in isi.items():
        (tmp_path / nama).write_bytes(data)
        tugas.append(Tugas(nama=nama, jalur=str(tmp_path / nama)))
    semua = list(kerjakan_semua(tugas, bekal, 2, siapkan=siapkan_maut))
    assert sorted((satu.nama.rpartition("/")[2], jadi_satu(satu)) for satu in semua) == [
        ("a.xlsx", "diterima"),
        ("b.xlsx", "diterima"),
        ("c.xlsx", "B008"),
        ("d.xlsx", "B008"),
        ("e.xlsx", "B008"),
        ("maut.xlsx", "B003"),
        ("maut.xlsx", "B003"),
        ("maut.xlsx", "B003"),
    ]
    assert {satu.hash for satu in semua} <= arsip(bekal)
