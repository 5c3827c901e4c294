"""A file that was turned away is told until something settles it, and not for ever."""

import pytest

from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.galat import TidakBisa
from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.ledger.buku_besar import BukuBesar
from tests.ledger.test_buku_besar import BARU, LAMA, NIP, PADA, catatan, skp

NIP_LAIN = "199002022015022002"


@pytest.fixture
def ledger(alamat_ledger):
    satu = BukuBesar.buka(alamat_ledger)
    yield satu
    satu.tutup()


def temuan(kode: str) -> Temuan:
    return Temuan(kode=kode, tingkat=Tingkat.GALAT, berkas="a", pesan="Sebabnya.")


def tolak(ledger, nama, kode="B003", hash_isi="f" * 64, status="ditolak", dokumen=()):
    satu = catatan(hash_isi, nama, status=status, dokumen=list(dokumen), temuan=[temuan(kode)])
    ledger.catat(satu, PADA)


def terima(ledger, nama, *dokumen, hash_isi="a" * 64):
    ledger.catat(catatan(hash_isi, nama, dokumen=list(dokumen) or [skp()]), PADA)


def evaluasi(periode="2026-TW1"):
    return skp(isi=Evaluasi(), periode=periode, formulir="evaluasi-jajf-kuantitatif")


@pytest.mark.parametrize(
    ("ditolak", "diterima", "dokumen", "selesai"),
    [
        (f"SKP_{NIP}_Budi.xlsx", f"SKP_{NIP}_Budi (1).xlsx", [skp(nip=None)], True),  # by name alone
        (f"SKP_{NIP}_Budi.xlsx", f"revisi/skp_{NIP}.xlsx", [skp(nip=None)], True),
        (f"SKP_{NIP}_Budi.xlsx", "kiriman budi.xlsx", [skp()], True),  # by what it holds
        (f"skp budi {NIP}.pdf", "kiriman budi.xlsx", [skp()], True),
        (f"SKP_{NIP}_Budi.xlsx", f"EVALUASI_{NIP}_Budi_2026-TW1.xlsx", [evaluasi()], False),
        (f"SKP_{NIP}_Budi.xlsx", "sari.xlsx", [skp(nip=NIP_LAIN)], False),
        (f"EVALUASI_{NIP}_Budi_2026-TW1.xlsx", "e.xlsx", [evaluasi()], True),
        (f"EVALUASI_{NIP}_Budi_2026-TW2.xlsx", "e.xlsx", [evaluasi()], False),
        (f"Evaluasi SKP {NIP}.xlsx", "e.xlsx", [evaluasi()], False),  # of which period?
        (f"{NIP}.pdf", "kiriman budi.xlsx", [skp()], False),  # which form?
        ("skp budi.xlsx", "skp budi.xlsx", [skp()], True),  # newer content under its name
        ("skp budi.xlsx", "skp budi 2.xlsx", [skp()], False),
    ],
)
def test_selesai_bila_kiriman_ulangnya_diterima(ledger, ditolak, diterima, dokumen, selesai):
    tolak(ledger, ditolak)
    assert ledger.temuan_tersimpan() == (temuan("B003"),)
    terima(ledger, diterima, *dokumen)
    assert ledger.temuan_tersimpan() == (() if selesai else (temuan("B003"),))
    assert set(ledger.terlapor()) == (set() if selesai else {"f" * 64})


@pytest.mark.parametrize(
    ("kode", "selesai"),
    [
        ("B001", True),
        ("B018", True),
        ("B019", True),
        ("B002", False),
        ("B003", False),
        ("B004", False),
        ("B008", False),
    ],
)
def test_yang_datang_sesudah_yang_baik(ledger, kode, selesai):
    """A print beside the workbook is no correction; a workbook that does not open may be one."""
    terima(ledger, f"SKP_{NIP}_Budi.xlsx")
    tolak(ledger, f"SKP_{NIP}_Budi_2.xlsx", kode)
    assert ledger.temuan_tersimpan() == (() if selesai else (temuan(kode),))


def test_tahun_lain_selesai_dengan_periode_yang_sama_tahun_ini(ledger):
    tolak(ledger, "lama.xlsx", "B018", dokumen=[evaluasi("2025-TW1")])
    assert ledger.berkas()[0].nip == NIP
    terima(ledger, "tw2.xlsx", evaluasi("2026-TW2"), hash_isi="b" * 64)
    assert ledger.temuan_tersimpan() == (temuan("B018"),)
    terima(ledger, "tw1.xlsx", evaluasi("2026-TW1"))
    assert ledger.temuan_tersimpan() == ()


def test_yang_baik_tergantikan_tetap_menyelesaikan_hanya_bila_penggantinya_ada(ledger):
    tolak(ledger, f"SKP_{NIP}_Budi.xlsx")
    ledger.catat(catatan("a" * 64, "a.xlsx", LAMA), PADA)
    ledger.catat(catatan("b" * 64, "b.xlsx", BARU, [skp("Lain")]), PADA)
    assert ledger.temuan_tersimpan() == ()


def test_diabaikan_tidak_disebut_lagi(ledger):
    tolak(ledger, "scan budi.pdf", "B001")
    dipilih = ledger.abaikan("scan budi.pdf", "hanya pindaian", "pengelola", PADA)
    assert dipilih.nama == "scan budi.pdf"
    assert ledger.temuan_tersimpan() == ()
    with ledger._mesin.connect() as kon:
        baris = kon.exec_driver_sql("SELECT diabaikan, diabaikan_oleh, diabaikan_pada FROM berkas").one()
    assert tuple(baris) == ("hanya pindaian", "pengelola", "2026-02-01T08:00:00+00:00")


def test_yang_diterima_tidak_dapat_diabaikan(ledger):
    terima(ledger, "a.xlsx")
    with pytest.raises(TidakBisa, match="diterima; yang dapat diabaikan"):
        ledger.abaikan("a.xlsx", "x", "y", PADA)


def test_ditolak_lalu_terbaca(ledger):
    """The limit was raised, or the password was given: the same content is now accepted."""
    tolak(ledger, "a.xlsx", hash_isi="a" * 64)
    hasil = ledger.catat(catatan(), PADA)
    assert hasil.baru
    assert ledger.temuan_tersimpan() == ()
    assert [(satu.nama, satu.status, satu.nip) for satu in ledger.berkas()] == [("a.xlsx", "diterima", NIP)]
    assert [satu.berkas for satu in ledger.dokumen_berlaku()] == ["a.xlsx"]
    tolak(ledger, "a.xlsx", hash_isi="a" * 64)
    assert [satu.status for satu in ledger.berkas()] == ["diterima"], "what was accepted stays accepted"
