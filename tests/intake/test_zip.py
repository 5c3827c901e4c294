"""Zips: everything in them is told under its own name, and nothing leaves its place."""

import base64
import io
import os
import stat
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skpbook.intake.archive import sidik
from skpbook.intake.batas import Batas
from skpbook.intake.nama import nama_tampil, potong_nama, tolak_nama
from skpbook.intake.pekerja import Tugas, kerjakan_semua
from tests.intake.berkas import xlsx
from tests.intake.formulir import NIP_LAIN, buku_skp, isi_skp
from tests.intake.kiriman import PNG, arsip, hasil, kalimat, zip_isi
from tests.intake.kiriman import jadi as jadi_satu
from tests.intake.test_ole import terkunci, xls

SKP = buku_skp()
SKP_LAIN = buku_skp(isi_skp(nip=NIP_LAIN), cap_nip=NIP_LAIN)


@pytest.mark.parametrize("metode", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("kerja", [0, 2])
def test_zip_satu_unit(bekal, metode, kerja):
    kotor = zip_isi(
        [
            ("Unit A/", b""),
            ("Unit A/SKP.xlsx", SKP),
            ("Unit A/~$SKP.xlsx", b"x"),
            ("SKP_Sari.xls", xls()),
            ("foto.png", PNG),
            ("__MACOSX/Unit A/._SKP.xlsx", b"x"),
            ("__MACOSX/._foto.png", b"x"),
            ("Unit A/Thumbs.db", b"x"),
            ("kosong.xlsx", b""),
        ],
        metode,
    )
    assert hasil(bekal, "unit.zip", kotor, kerja) == {
        "unit.zip/Unit A/SKP.xlsx": "diterima",
        "unit.zip/Unit A/~$SKP.xlsx": "+B005",
        "unit.zip/SKP_Sari.xls": "B008",
        "unit.zip/foto.png": "B001",
        "unit.zip/__MACOSX": "+B020",
        "unit.zip/Unit A/Thumbs.db": "+B020",
        "unit.zip/kosong.xlsx": "B003",
    }
    assert {sidik(SKP), sidik(xls())} <= arsip(bekal)
    assert sidik(kotor) not in arsip(bekal), "the files are kept, each by its content, not their wrapping"


def test_zip_banyak_berkas_dengan_beberapa_pekerja(bekal):
    isi = {f"{n}.xlsx": xlsx({"A1": n}) for n in range(150)}
    semua = hasil(bekal, "unit.zip", zip_isi(isi), kerja=2)
    assert list(semua) == [f"unit.zip/{nama}" for nama in isi], "in the order of the zip"
    assert set(semua.values()) == {"B008"}


def test_zip_di_dalam_zip_satu_lapis(bekal):
    dalam = zip_isi({"a.xlsx": SKP, "lagi.zip": zip_isi({"b.xlsx": SKP_LAIN})})
    assert hasil(bekal, "luar.zip", zip_isi({"dalam.zip": dalam, "c.xlsx": SKP_LAIN})) == {
        "luar.zip/dalam.zip/a.xlsx": "diterima",
        "luar.zip/dalam.zip/lagi.zip": "-B004",
        "luar.zip/c.xlsx": "diterima",
    }


@pytest.mark.parametrize(
    "nama",
    [
        "../luar.xlsx",
        "a/../../luar.xlsx",
        "..\\luar.xlsx",
        "/etc/luar.xlsx",
        "\\\\server\\bagi\\luar.xlsx",
        "C:\\luar.xlsx",
        "c:luar.xlsx",
        "CON",
        "unit/con.xlsx",
        "aux .xlsx",
        "LPT1.tar.xlsx",
        "Nul.",
        "COM¹.xlsx",
        ".. /x.xlsx",
    ],
)
def test_nama_yang_keluar_dari_tempatnya_ditolak(bekal, nama):
    jadi = hasil(bekal, "u.zip", zip_isi({nama: SKP, "baik.xlsx": SKP_LAIN}))
    baik = jadi.pop("u.zip/baik.xlsx")
    assert (baik, list(jadi.values())) == ("diterima", ["-B004"])
    assert arsip(bekal) == {sidik(SKP_LAIN)}
    assert sorted(os.listdir(os.path.dirname(bekal.arsip))) == ["arsip", "u.zip"], "nothing was unpacked"


@pytest.mark.parametrize(
    "nama", ["contact.xlsx", "SKP 10:30.xlsx", "console/a.xlsx", "nul_b.xlsx", "a..b.xlsx"]
)
def test_nama_biasa_yang_mirip_diterima(bekal, nama):
    assert hasil(bekal, "u.zip", zip_isi({nama: SKP})) == {f"u.zip/{nama}": "diterima"}


def test_nama_dengan_huruf_siasat_tampil_apa_adanya(bekal):
    (nama,) = hasil(bekal, "u.zip", zip_isi({"SKP\u202exslx.exe\n": SKP}))
    assert nama == "u.zip/SKP\\u202exslx.exe\\n"


@given(st.text(min_size=1, max_size=400))
def test_nama_apa_pun_menjadi_satu_baris(teks):
    tampil = potong_nama(nama_tampil(teks))
    assert len(tampil) <= 150
    assert tampil.encode("utf-8").decode("utf-8").splitlines() == [tampil]
    tolak_nama(teks)


def test_tautan_dan_benda_khusus_di_dalam_zip(bekal):
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w") as paket:
        for nama, mode in (
            ("tautan.xlsx", stat.S_IFLNK),
            ("pipa.xlsx", stat.S_IFIFO),
            ("biasa.xlsx", stat.S_IFREG),
        ):
            info = zipfile.ZipInfo(nama)
            info.create_system, info.external_attr = 3, (mode | 0o644) << 16
            paket.writestr(info, b"/etc/passwd" if nama != "biasa.xlsx" else SKP)
    assert hasil(bekal, "u.zip", keluar.getvalue()) == {
        "u.zip/tautan.xlsx": "-B004",
        "u.zip/pipa.xlsx": "+B020",
        "u.zip/biasa.xlsx": "diterima",
    }


def test_nama_dua_kali(bekal):
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zip_isi([("a.xlsx", SKP), ("a.xlsx", SKP_LAIN), ("A.xlsx", SKP_LAIN)])
    jalur = os.path.join(bekal.arsip, "..", "u.zip")
    with open(jalur, "wb") as keluar:
        keluar.write(data)
    semua = list(kerjakan_semua([Tugas(nama="u.zip", jalur=jalur)], bekal, 0))
    assert [(satu.nama, jadi_satu(satu)) for satu in semua] == [
        ("u.zip/a.xlsx", "-B004"),
        ("u.zip/a.xlsx", "diterima"),
        ("u.zip/A.xlsx", "diterima"),
    ]


def tumpang(banyak: int) -> bytes:
    """Entries that all point to the same packed bytes (the "better zip bomb")."""
    isi = zlib.compressobj(9, zlib.DEFLATED, -15)
    padat = isi.compress(bytes(10**6)) + isi.flush()
    nama, crc = b"a.xlsx", zlib.crc32(bytes(10**6))
    sama = (8, 0, 0, crc, len(padat), 10**6, len(nama), 0)
    lokal = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, *sama) + nama + padat
    satu = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, *sama, 0, 0, 0, 0, 0) + nama
    akhir = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, banyak, banyak, banyak * len(satu), len(lokal), 0)
    return lokal + satu * banyak + akhir


def test_zip_yang_menumpang_dan_yang_melewati_jumlah(bekal):
    assert "saling menumpang" in kalimat(bekal, "u.zip", tumpang(200))
    banyak = zip_isi({f"{n}.xlsx": b"x" for n in range(30)})
    pesan = kalimat(bekal, "u.zip", banyak, batas=Batas(kiriman_berkas=20))
    assert "jumlah berkas dalam satu kiriman: ditemukan lebih dari 20, batasnya 20 berkas" in pesan
    besar = zip_isi({f"{n}.bin": bytes(400_000) for n in range(6)})
    pesan = kalimat(bekal, "u.zip", besar, batas=Batas(kiriman_mb=2))
    assert "ukuran isi satu kiriman: ditemukan 2,3 MB, batasnya 2 MB" in pesan


def test_zip_kecil_berisi_banyak_zip_dihitung_bersama(bekal):
    """Each inner zip is within the limits, all of them are not."""
    dalam = zip_isi({f"{n}.bin": os.urandom(10) for n in range(8)})
    jadi = hasil(
        bekal, "u.zip", zip_isi({f"{n}.zip": dalam for n in range(4)}), batas=Batas(kiriman_berkas=20)
    )
    assert [nama for nama, kode in jadi.items() if kode == "-B004"] == ["u.zip/2.zip", "u.zip/3.zip"]
    assert len(jadi) == 2 + 2 * 8


def test_ukuran_bohong_dan_isi_rusak_hanya_berharga_satu_berkas(bekal):
    data = bytearray(zip_isi({"a.xlsx": SKP, "b.xlsx": SKP_LAIN}))
    letak = bytes(data).rindex(b"PK\x01\x02", 0, bytes(data).rindex(b"b.xlsx"))
    data[letak + 24 : letak + 28] = struct.pack("<I", 10)
    assert hasil(bekal, "u.zip", bytes(data)) == {"u.zip/a.xlsx": "diterima", "u.zip/b.xlsx": "-B003"}


def test_anggota_terlalu_besar(bekal):
    jadi = hasil(
        bekal, "u.zip", zip_isi({"besar.xlsx": bytes(3_000_000), "a.xlsx": SKP}), batas=Batas(berkas_mb=2)
    )
    assert jadi == {"u.zip/besar.xlsx": "B004", "u.zip/a.xlsx": "diterima"}
    jadi = hasil(bekal, "u.zip", zip_isi({"b.bin": bytes(3_000_000)}), batas=Batas(berkas_mb=1, wadah_mb=2))
    assert jadi == {"u.zip/b.bin": "-B004"}


def test_zip_lebih_besar_dari_batas_satu_berkas(bekal):
    isi = {"SKP.xlsx": SKP, **{f"{n}.bin": os.urandom(500_000) for n in range(5)}}
    jadi = hasil(bekal, "u.zip", zip_isi(isi), batas=Batas(berkas_mb=1))
    assert jadi["u.zip/SKP.xlsx"] == "diterima"


@pytest.mark.parametrize("potong", [-1, -30, 0.5])
def test_zip_terpotong(bekal, potong):
    data = zip_isi({"a.xlsx": SKP, "b.xlsx": SKP_LAIN})
    akhir = int(len(data) * potong) if isinstance(potong, float) else potong
    assert hasil(bekal, "u.zip", data[:akhir]) == {"u.zip": "B003"}


def test_zip_kosong(bekal):
    assert "kosong" in kalimat(bekal, "u.zip", zip_isi({}))


SANDI_AES = "kucing é"
AES = {
    "AE-1 256": (
        "UEsDBBQAAQBjAF1QeV2GjvVWNwAAANACAAALAAsAY2F0YXRhbi50eHQBmQcAAQBBRQMIAEtrkRCUUE1Tw/iGS7c4n/cKFAWw"
        "tXyrKF7uGdcO6qC+DjjOL2DG5WsZrbA4KXTci8NyoN/8nWhQSwECFAMUAAEAYwBdUHldho71VjcAAADQAgAACwALAAAAAAAA"
        "AAAAgAEAAAAAY2F0YXRhbi50eHQBmQcAAQBBRQMIAFBLBQYAAAAAAQABAEQAAABrAAAAAAA="
    ),
    "AE-2 128": (
        "UEsDBBQAAQBjAF1QeV0AAAAALwAAANACAAALAAsAY2F0YXRhbi50eHQBmQcAAgBBRQEIAJUoVOtRwJ7gxQRY4qveqwcSEyIc"
        "372ZyrkV0QXuheFpJVJDscrbylyoSTKYG3JbUEsBAhQDFAABAGMAXVB5XQAAAAAvAAAA0AIAAAsACwAAAAAAAAAAAIABAAAA"
        "AGNhdGF0YW4udHh0AZkHAAIAQUUBCABQSwUGAAAAAAEAAQBEAAAAYwAAAAAA"
    ),
}
"""catatan.txt, 720 bytes, locked by WinZip's AES of both kinds (made with pyzipper 0.3.6)."""


def kunci_lama(data: bytes, sandi: bytes) -> bytes:
    """The zip with every member locked in PKWARE's old way; `zipfile` reads it back."""
    hasil, daftar = b"", []
    with zipfile.ZipFile(io.BytesIO(data)) as asal:
        for info in asal.infolist():
            isi = asal.read(info)
            daftar.append((info, len(hasil)))
            padat = _sandikan(bytes(11) + bytes((info.CRC >> 24,)) + isi, sandi)
            nama = info.filename.encode()
            kepala = (1, 0, 0, 0, info.CRC, len(padat), len(isi), len(nama), 0)
            hasil += struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, *kepala) + nama + padat
    awal = len(hasil)
    for info, letak in daftar:
        nama = info.filename.encode()
        kepala = (1, 0, 0, 0, info.CRC, info.file_size + 12, info.file_size, len(nama), 0, 0, 0, 0, 0, letak)
        hasil += struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, *kepala) + nama
    n = len(daftar)
    return hasil + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, n, n, len(hasil) - awal, awal, 0)


def _sandikan(isi: bytes, sandi: bytes) -> bytes:
    k = [0x12345678, 0x23456789, 0x34567890]

    def maju(satu: int) -> None:
        k[0] = ~zlib.crc32(bytes((satu,)), ~k[0] & 0xFFFFFFFF) & 0xFFFFFFFF
        k[1] = ((k[1] + (k[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        k[2] = ~zlib.crc32(bytes((k[1] >> 24,)), ~k[2] & 0xFFFFFFFF) & 0xFFFFFFFF

    keluar = bytearray()
    for satu in sandi:
        maju(satu)
    for satu in isi:
        t = (k[2] | 2) & 0xFFFF
        keluar.append(satu ^ (((t * (t ^ 1)) >> 8) & 0xFF))
        maju(satu)
    return bytes(keluar)


def test_zip_terkunci_satu_kalimat_lalu_dibuka_dengan_sandi(bekal):
    data = kunci_lama(zip_isi({"a.xlsx": SKP, "b.xlsx": SKP_LAIN}), b"rahasia")
    with zipfile.ZipFile(io.BytesIO(data)) as paket:
        assert paket.read("a.xlsx", pwd=b"rahasia") == SKP, "locked as others lock"
    assert "terkunci kata sandi." in kalimat(bekal, "u.zip", data)
    assert "tidak cocok" in kalimat(bekal, "u.zip", data, sandi=("salah", "juga salah"))
    jadi = hasil(bekal, "u.zip", data, sandi=("salah", "rahasia"))
    assert jadi == {"u.zip/a.xlsx": "diterima", "u.zip/b.xlsx": "diterima"}


@pytest.mark.parametrize("jenis", list(AES))
def test_zip_terkunci_aes(bekal, jenis):
    data = base64.b64decode(AES[jenis])
    assert "terkunci" in kalimat(bekal, "u.zip", data, sandi=("kucing",))
    assert hasil(bekal, "u.zip", data, sandi=(SANDI_AES,)) == {"u.zip/catatan.txt": "B001"}
    assert arsip(bekal) >= {sidik(b"isi yang rahasia; " * 40)}
    letak = data.index(b"catatan.txt") + 40
    rusak = data[:letak] + bytes((data[letak] ^ 1,)) + data[letak + 1 :]
    assert "terkunci" in kalimat(bekal, "u.zip", rusak, sandi=(SANDI_AES,)), "content that was tampered with"


def test_buku_kerja_terkunci_dibuka_dengan_sandi(bekal):
    data = terkunci("kucing", SKP)
    assert hasil(bekal, "a.xlsx", data) == {"a.xlsx": "B002"}
    assert hasil(bekal, "a.xlsx", data, sandi=("anjing", "kucing")) == {"a.xlsx": "diterima"}
    assert hasil(bekal, "u.zip", zip_isi({"a.xlsx": data}), sandi=("kucing",)) == {"u.zip/a.xlsx": "diterima"}
