"""Old .xls, locked workbooks, and the other things an OLE file may be."""

import io
import struct

import olefile
import pytest
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile

from skpbook.forms.grid import buka_kisi
from skpbook.intake.batas import Batas
from skpbook.intake.geometri_xls import jaga_xls
from skpbook.intake.ole import SANDI_BAWAAN, buka_ole
from skpbook.intake.tolak import Ditolak
from tests.intake.berkas import xlsx

BATAS = Batas()


def xls(*isi: tuple[int, int, object], gabung: tuple[int, int, int, int] | None = None) -> bytes:
    buku = xlwt.Workbook()
    lembar = buku.add_sheet("Satu")
    for baris, kolom, nilai in isi or ((0, 0, "Halo"),):
        lembar.write(baris, kolom, nilai)
    if gabung:
        lembar.merge(*gabung)
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def terkunci(sandi: str, data: bytes | None = None) -> bytes:
    keluar = io.BytesIO()
    OOXMLFile(io.BytesIO(data or xlsx())).encrypt(sandi, keluar)
    return keluar.getvalue()


def test_xls_terbuka():
    hasil = buka_ole(xls((0, 0, "a"), (5, 3, 2.5)), BATAS)
    assert (hasil.wadah, hasil.makro) == ("xls", False)


def test_xls_terlalu_luas_ditolak():
    with pytest.raises(Ditolak, match="luas lembar") as tangkap:
        buka_ole(xls((0, 0, 1), (19_999, 200, "x")), BATAS)
    assert tangkap.value.kode == "B004"


@pytest.mark.parametrize("nilai", [1, 2.5, "teks jauh", xlwt.Formula('"a" & "b"')])
def test_xls_sel_jauh_dibaca_melewatinya(nilai):
    """Whatever the cell holds, the form beside it reads as if it were not there."""
    hasil = buka_ole(xls((0, 0, "a"), (2, 1, 5), (65_535, 255, nilai), (20_000, 0, nilai)), BATAS)
    (jauh,) = [satu.jauh for satu in hasil.lembar if satu.jauh]
    assert (jauh.lembar, set(jauh.sel), jauh.banyak) == ("Satu", {"A20001", "IV65536"}, 2)
    (kisi,) = buka_kisi(hasil.data)
    assert kisi.baris == [["a", ""], ["", ""], ["", 5.0]]


def rekaman(jenis: int, isi: bytes = b"") -> bytes:
    return struct.pack("<2H", jenis, len(isi)) + isi


def test_xls_teks_rumus_jauh_ikut_diabaikan():
    """The text of a formula stands in a record of its own, which a reader would give to the formula before."""
    bof = rekaman(0x0809, struct.pack("<8H", 0x0600, 0x10, 0, 0, 0, 0, 0, 0))
    rumus = struct.pack("<3H", 30_000, 0, 0) + b"\0\0\0\0\0\0\xff\xff" + bytes(8)
    teks = rekaman(0x0207, struct.pack("<HB", 4, 0) + b"jauh")
    aliran = bof + rekaman(6, rumus) + teks + rekaman(0x000A)
    baru, (_, lembar) = jaga_xls(aliran, BATAS)
    assert lembar.jauh is not None
    assert len(baru) == len(aliran)
    assert baru == bof + rekaman(0x7FFF, rumus) + rekaman(0x7FFF, teks[4:]) + rekaman(0x000A)


@pytest.mark.parametrize(
    ("awal", "akhir", "kode"),
    [
        ((0x00FFFF00, 0), (6, 4), "B003"),
        ((0, 9), (6, 4), "B003"),
        ((0, 0), (0xFFFFFFFF, 256), "B004"),
        ((0, 0), (65536, 256), None),
        ((6, 4), (6, 4), None),
    ],
)
def test_xls_dengan_ukuran_bohong(awal, akhir, kode):
    """A reader asks for as much memory as the record says before it reads a cell (684 GB aborts it)."""
    data = xls((0, 0, "NIP"), (5, 3, 2.5))
    letak = data.index(struct.pack("<2H4I", 0x0200, 14, 0, 6, 0, 0)[:4])
    ukuran = struct.pack("<2I2H", awal[0], akhir[0], awal[1], akhir[1])
    data = data[: letak + 4] + ukuran + data[letak + 16 :]
    if kode is None:
        assert buka_ole(data, BATAS).wadah == "xls"
        return
    with pytest.raises(Ditolak, match=r"ukuran lembar|luas lembar") as tangkap:
        buka_ole(data, BATAS)
    assert tangkap.value.kode == kode


def test_xls_gabungan_luas():
    with pytest.raises(Ditolak, match="sel gabungan"):
        buka_ole(xls(gabung=(1, 60_000, 0, 10)), BATAS)


def test_xls_terpotong():
    data = xls()
    for panjang in (600, 2000, len(data) // 2):
        with pytest.raises(Ditolak) as tangkap:
            buka_ole(data[:panjang], BATAS)
        assert tangkap.value.kode == "B003"


def test_sandi_bawaan_dibuka_tanpa_bertanya():
    asli = xlsx({"A1": "rahasia umum"})
    hasil = buka_ole(terkunci(SANDI_BAWAAN, asli), BATAS)
    assert (hasil.wadah, hasil.data) == ("zip", asli)


def test_sandi_lain_ditolak_kecuali_diketahui():
    data = terkunci("kucing123")
    with pytest.raises(Ditolak, match="kata sandi") as tangkap:
        buka_ole(data, BATAS)
    assert tangkap.value.kode == "B002"
    assert buka_ole(data, BATAS, (SANDI_BAWAAN, "kucing123")).wadah == "zip"


def test_putaran_sandi_tak_masuk_akal(monkeypatch):
    monkeypatch.setattr("skpbook.intake.ole._MAKS_PUTARAN", 99_999)
    with pytest.raises(Ditolak, match="putaran kata sandi: ditemukan 100000, batasnya 99999") as tangkap:
        buka_ole(terkunci("kucing123"), BATAS)
    assert tangkap.value.kode == "B004"


def test_ole_tanpa_buku_kerja():
    contoh = xls().replace("Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le"))
    with pytest.raises(Ditolak) as tangkap:
        buka_ole(contoh, BATAS)
    assert tangkap.value.kode == "B001"


def test_ole_sampah():
    with pytest.raises(Ditolak) as tangkap:
        buka_ole(olefile.MAGIC + b"\x00" * 2000, BATAS)
    assert tangkap.value.kode == "B003"
