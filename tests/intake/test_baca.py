"""One file to documents and findings: whose it is, of which period, and that no file raises."""

import io
from datetime import datetime

import msgspec
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skpbook.domain.skp import Skp
from skpbook.intake import baca as modul_baca
from skpbook.intake.baca import baca_berkas, nip_nama, waktu_simpan
from skpbook.intake.batas import Batas
from tests.intake.berkas import ganti, lembar, xlsx
from tests.intake.formulir import NIP, NIP_LAIN, TAHUN, buku_skp, dunia, isi_skp


def kode(hasil) -> list[str]:
    return [satu.kode for satu in hasil.temuan]


def tanpa_cap(data: bytes, **sel: str) -> bytes:
    """Typed by hand: the workbook saved by another program, without the stamp, cells changed."""
    buku = openpyxl.load_workbook(io.BytesIO(data))
    for nama in [satu for satu in buku.sheetnames if satu.startswith("_")]:
        del buku[nama]
    for alamat, nilai in sel.items():
        buku["SKP"][alamat] = nilai
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def sel_nip(data: bytes) -> str:
    """Where the SKP's own NIP stands."""
    return baca_berkas(data, "a.xlsx", dunia()).dokumen[0].tempat["pegawai.nip"].sel


def test_templat_sendiri():
    data = buku_skp()
    hasil = baca_berkas(data, "Unit/SKP.xlsx", dunia())
    assert (hasil.status, hasil.wadah, hasil.ukuran) == ("diterima", "xlsx", len(data))
    assert hasil.temuan == ()
    assert hasil.disimpan == "2026-01-05T08:00:00Z"
    skp, lampiran = hasil.dokumen
    assert isinstance(skp.isi, Skp)
    assert skp.isi.utama[0].iki[0].target == "90 %"
    assert (skp.nip, skp.unit, skp.periode, skp.berkas, skp.lembar) == (
        NIP,
        "U1",
        TAHUN,
        "Unit/SKP.xlsx",
        "SKP",
    )
    assert (lampiran.nip, lampiran.periode) == (NIP, TAHUN), (
        "the sheet's own cells are empty: the stamp tells"
    )
    assert skp.cap is not None
    assert skp.cap.sah


def test_tanpa_cap_dari_sel_dan_lembar_lain_ikut():
    hasil = baca_berkas(tanpa_cap(buku_skp(paket="skp-jpt-kuantitatif")), "a.xlsx", dunia())
    assert [(satu.formulir, satu.nip, satu.cap) for satu in hasil.dokumen] == [
        ("skp-jpt-kuantitatif", NIP, None),
        ("lampiran-skp", NIP, None),
        ("manual-indikator", NIP, None),
        ("workblock", NIP, None),
    ]
    assert hasil.dokumen[0].unit is None


def test_cap_menang_atas_sel_dan_sengketa_dicatat():
    hasil = baca_berkas(buku_skp(isi_skp(nip=NIP_LAIN), cap_nip=NIP), "a.xlsx", dunia())
    assert hasil.dokumen[0].nip == NIP
    assert hasil.sengketa == {0}, "two people: takes nobody's place"


def test_cap_dari_buku_lain_tidak_menang():
    data = buku_skp(isi_skp(nip=NIP_LAIN), cap_nip=NIP, kunci=b"z" * 32)
    hasil = baca_berkas(data, "a.xlsx", dunia())
    assert hasil.dokumen[0].nip == NIP_LAIN
    assert hasil.dokumen[0].cap is not None
    assert not hasil.dokumen[0].cap.sah
    assert hasil.sengketa == frozenset()


@pytest.mark.parametrize("nip", ["1,985E+17", "198501012010011", "", "-"])
def test_nip_rusak_tanpa_cap_bukan_milik_siapa_pun(nip):
    hasil = baca_berkas(tanpa_cap(buku_skp(), **{sel_nip(buku_skp()): nip}), "a.xlsx", dunia())
    assert hasil.status == "diterima"
    assert hasil.dokumen[0].nip is None


def test_nip_sebagai_angka_ditangkap_bukan_dikarang():
    hasil = baca_berkas(tanpa_cap(buku_skp(), **{sel_nip(buku_skp()): 198501012010011001}), "a.xlsx", dunia())
    assert hasil.dokumen[0].nip is None


@pytest.mark.parametrize(
    ("periode", "cap", "harap"),
    [
        ("1 JANUARI SD 30 JUNI TAHUN 2026", "2026", "2026-01-01/2026-06-30"),
        ("(isi periode)", "2026", TAHUN),
        ("(isi periode)", None, None),
        ("(isi periode)", "2026-TW1", None),
    ],
)
def test_periode_dari_sel_lalu_cap(periode, cap, harap):
    hasil = baca_berkas(buku_skp(isi_skp(periode=periode), cap_periode=cap), "a.xlsx", dunia())
    assert hasil.dokumen[0].periode == harap


def test_buku_lain_dan_tak_dikenal():
    lama = xlsx({"A1": "FORMULIR SASARAN KERJA", "A2": "PEGAWAI NEGERI SIPIL", "B4": "I. PEJABAT PENILAI"})
    hasil = baca_berkas(lama, f"SKP_{NIP}_Budi.xlsx", dunia())
    assert (hasil.status, kode(hasil)) == ("ditolak", ["B008"])
    assert hasil.temuan[0].nip == NIP, "the file's name says whose it was meant to be"
    assert "46" in hasil.temuan[0].pesan
    asing = baca_berkas(xlsx({"A1": "Daftar gaji"}), "gaji.xlsx", dunia())
    assert "lembar: Sheet" in (asing.temuan[0].ditemukan or "")


def test_daftar_pegawai_di_folder_masuk(tmp_path):
    from skpbook.forms.catalog import muat_katalog
    from skpbook.forms.roster import tulis_daftar

    data = tulis_daftar(muat_katalog(), (), (), datetime(2026, 1, 1), b"k" * 32)
    hasil = baca_berkas(data, "pegawai.xlsx", dunia())
    assert kode(hasil) == ["B008"]
    assert "daftar pegawai" in hasil.temuan[0].pesan


def test_kolom_hilang_disebut_dengan_lembarnya():
    data = buku_skp()
    buku = openpyxl.load_workbook(io.BytesIO(data))
    kepala = next(
        sel
        for baris in buku["SKP"].iter_rows()
        for sel in baris
        if str(sel.value).strip().upper() == "TARGET"
    )
    kepala.value = "Catatan saya"
    keluar = io.BytesIO()
    buku.save(keluar)
    hasil = baca_berkas(keluar.getvalue(), "a.xlsx", dunia())
    assert hasil.status == "diterima"
    kurang = [satu for satu in hasil.temuan if satu.kode == "B008"]
    assert len(kurang) == 1
    assert "TARGET" in kurang[0].pesan
    assert (kurang[0].lembar, kurang[0].nip) == ("SKP", NIP)


def test_versi_formulir_lain():
    dunia_lama = dunia()
    definisi = {
        nama: msgspec.structs.replace(satu, versi=satu.versi + 1)
        for nama, satu in dunia_lama.katalog.definisi.items()
    }
    katalog = msgspec.structs.replace(dunia_lama.katalog, definisi=definisi)
    hasil = baca_berkas(buku_skp(), "a.xlsx", dunia(katalog))
    assert kode(hasil) == ["B009", "B009"]
    assert hasil.status == "diterima", "an older form still imports"


def test_makro_tautan_dan_sel_jauh():
    data = ganti(buku_skp(), {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<a/>"})
    buku = openpyxl.load_workbook(io.BytesIO(data))
    buku["SKP"]["XFD3"] = "pilihan"
    keluar = io.BytesIO()
    buku.save(keluar)
    jauh = baca_berkas(keluar.getvalue(), "a.xlsx", dunia())
    assert kode(jauh) == ["B015"]
    assert "XFD3" in jauh.temuan[0].pesan
    assert kode(baca_berkas(data, "a.xlsm", dunia())) == ["B006", "B007"]


class PanicException(BaseException):
    """What pyo3 raises for a Rust panic: no Exception."""


@pytest.mark.parametrize("galat", [ValueError("x"), RecursionError(), PanicException("index out of bounds")])
@pytest.mark.parametrize(
    "letak", ["kenali_wadah", "jaga_paket", "buka_terjaga", "baca_buku", "waktu_simpan", "_temuan_lembar"]
)
def test_kegagalan_apa_pun_hanya_menolak_berkas_itu(monkeypatch, galat, letak):
    def gagal(*_):
        raise galat

    monkeypatch.setattr(modul_baca, letak, gagal)
    hasil = baca_berkas(buku_skp(), "Unit/a.xlsx", dunia())
    assert (hasil.status, kode(hasil)) == ("ditolak", ["B003"])
    assert hasil.temuan[0].berkas == "Unit/a.xlsx"
    assert "x" not in hasil.temuan[0].pesan.split(), "the exception's own text is not for people"


@pytest.mark.parametrize("letak", ["jaga_paket", "buka_terjaga", "baca_buku"])
def test_ingatan_habis_menyebut_batasnya(monkeypatch, letak):
    def gagal(*_):
        raise MemoryError

    monkeypatch.setattr(modul_baca, letak, gagal)
    hasil = baca_berkas(buku_skp(), "a.xlsx", dunia(batas=Batas(memori_mb=77)))
    assert (hasil.status, kode(hasil)) == ("ditolak", ["B004"])
    assert "77 MB" in hasil.temuan[0].pesan


def test_lembar_yang_menggagalkan_disebut(monkeypatch):
    asli = modul_baca.baca_buku

    def pilih(kisi, *lain):
        if any(satu.nama == "Lampiran" for satu in kisi):
            raise KeyError("x")
        return asli(kisi, *lain)

    monkeypatch.setattr(modul_baca, "baca_buku", pilih)
    (satu,) = baca_berkas(buku_skp(), "a.xlsx", dunia()).temuan
    assert (satu.kode, satu.lembar, satu.sel) == ("B003", "Lampiran", "A1")
    assert "Lampiran" in satu.pesan


def test_angka_sepanjang_apa_pun_di_alamat_sel():
    """int() refuses more than 4,300 digits with a ValueError of its own."""
    panjang = "9" * 5000
    for xml, harap in (
        (f'<sheetData/><mergeCells><mergeCell ref="A1:B{panjang}"/></mergeCells>', "B004"),
        (f'<sheetData><row r="1"><c r="A{panjang}"><v>1</v></c></row></sheetData>', "B003"),
        (f'<sheetData><row r="{panjang}"><c><v>1</v></c></row></sheetData>', "B003"),
        (f'<sheetData><row r="{panjang}"><c r="A1"><v>1</v></c></row></sheetData>', "B008"),
    ):
        assert kode(baca_berkas(lembar(xml), "a.xlsx", dunia())) == [harap]


@pytest.mark.parametrize("galat", [KeyboardInterrupt, SystemExit])
def test_penghentian_oleh_orang_diteruskan(monkeypatch, galat):
    def henti(*_):
        raise galat

    monkeypatch.setattr(modul_baca, "buka_terjaga", henti)
    with pytest.raises(galat):
        baca_berkas(buku_skp(), "a.xlsx", dunia())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_byte_diubah_di_mana_pun_tidak_pernah_melempar(data):
    asli = bytearray(buku_skp())
    for _ in range(data.draw(st.integers(1, 4))):
        letak = data.draw(st.integers(0, len(asli) - 1))
        asli[letak] = data.draw(st.integers(0, 255))
    hasil = baca_berkas(bytes(asli), "a.xlsx", dunia())
    assert hasil.status in ("diterima", "ditolak")
    assert (hasil.status == "diterima") == bool(hasil.dokumen)
    assert all(satu.pesan.endswith(".") for satu in hasil.temuan)


def test_terlalu_besar():
    hasil = baca_berkas(buku_skp(), "a.xlsx", dunia(batas=Batas(bagian_mb=1, sel=50)))
    assert kode(hasil) == ["B004"]


@pytest.mark.parametrize(
    ("teks", "harap"),
    [
        ("2026-01-20T01:02:03Z", "2026-01-20T01:02:03Z"),
        ("2026-01-20T08:02:03+07:00", "2026-01-20T01:02:03Z"),
        ("2026-01-20T08:02:03.123456789", "2026-01-20T08:02:03Z"),
        ("2026-01-20", "2026-01-20T00:00:00Z"),
        ("kemarin", None),
        ("", None),
        (None, None),
    ],
)
def test_waktu_simpan(teks, harap):
    assert waktu_simpan(teks) == harap


@pytest.mark.parametrize(
    ("nama", "harap"),
    [
        (f"masuk/SKP_{NIP}_Budi.xlsx", NIP),
        ("SKP_12345_Budi.xlsx", None),
        (f"{NIP}9.xlsx", None),
        (f"{NIP}/SKP.xlsx", None),
    ],
)
def test_nip_dari_nama_berkas(nama, harap):
    assert nip_nama(nama) == harap
