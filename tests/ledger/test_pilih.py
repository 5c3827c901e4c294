"""A person says which stored file counts."""

import pytest

from skpbook.domain.galat import TidakBisa
from skpbook.domain.skp import Identitas, LampiranSkp
from skpbook.ledger.buku_besar import BukuBesar
from skpbook.ledger.ganti import Strategi
from tests.ledger.test_buku_besar import BARU, LAMA, NIP, PADA, catatan, skp


@pytest.fixture
def ledger(alamat_ledger):
    satu = BukuBesar.buka(alamat_ledger)
    yield satu
    satu.tutup()


def isi(nomor: str, waktu: str | None = None, nama: str | None = None, **beda):
    lampiran = skp(isi=LampiranSkp(pegawai=Identitas(nip=NIP)), lembar="Lampiran", formulir="lampiran-skp")
    dokumen = [skp(f"Rencana {nomor}", **beda), lampiran]
    return catatan(nomor * 64, nama or f"{nomor}.xlsx", waktu, dokumen)


def berlaku(ledger) -> list[tuple[str, str]]:
    return [(satu.berkas, satu.lembar) for satu in ledger.dokumen_berlaku()]


@pytest.mark.parametrize(
    "sebutan",
    ["a.xlsx", "A.XLSX", "masuk/a.xlsx", "masuk\\a.xlsx", "a" * 10, "arsip/aa/" + "a" * 64 + ".xlsx"],
)
def test_berkas_lama_dipakai_lagi(ledger, sebutan):
    ledger.catat(isi("a", LAMA), PADA)
    ledger.catat(isi("b", BARU), PADA)
    assert berlaku(ledger) == [("b.xlsx", "SKP"), ("b.xlsx", "Lampiran")]
    dipilih, pergantian = ledger.pakai(sebutan, "Sari", PADA)
    assert dipilih.hash == "a" * 64
    assert {(satu.berkas_baru, satu.berkas_lama, satu.dasar) for satu in pergantian} == {
        ("a.xlsx", "b.xlsx", "dipilih")
    }
    assert berlaku(ledger) == [("a.xlsx", "SKP"), ("a.xlsx", "Lampiran")]
    ledger.pakai("b.xlsx", "Sari", PADA)
    assert berlaku(ledger) == [("b.xlsx", "SKP"), ("b.xlsx", "Lampiran")]
    ledger.pakai("b.xlsx", "Sari", PADA)
    assert berlaku(ledger) == [("b.xlsx", "SKP"), ("b.xlsx", "Lampiran")]


def test_yang_lebih_baru_dari_yang_dipilih_menggantikan_lagi(ledger):
    ledger.catat(isi("a", LAMA), PADA)
    ledger.catat(isi("b", BARU), PADA)
    ledger.pakai("a.xlsx", "Sari", PADA)
    ledger.catat(isi("b", BARU), PADA)
    assert berlaku(ledger)[0][0] == "a.xlsx", "the same file again is no news"
    ledger.catat(isi("c", "2026-03-01T00:00:00Z"), PADA)
    assert berlaku(ledger)[0][0] == "c.xlsx"


def test_memilih_menyudahi_sengketa(ledger):
    for nomor in "abc":
        ledger.catat(isi(nomor, LAMA), PADA)
    assert {satu.berkas_lama for satu in ledger.sengketa()} == {"b.xlsx", "c.xlsx"}
    ledger.pakai("b.xlsx", "Sari", PADA)
    assert ledger.sengketa() == ()
    assert berlaku(ledger)[0][0] == "b.xlsx"


def test_memilih_yang_sudah_berlaku_menyudahi_sengketa(ledger):
    ledger.catat(isi("a", LAMA), PADA)
    ledger.catat(isi("b", LAMA), PADA)
    ledger.pakai("a.xlsx", "Sari", PADA)
    assert ledger.sengketa() == ()
    assert berlaku(ledger)[0][0] == "a.xlsx"


@pytest.mark.parametrize(("strategi", "menang"), [(Strategi.GANTI, "b.xlsx"), (Strategi.LEWATI, "a.xlsx")])
def test_sengketa_diputuskan_kemudian(ledger, strategi, menang):
    ledger.catat(isi("a", LAMA), PADA)
    ledger.catat(isi("b", LAMA), PADA)
    ledger.putuskan("b" * 64, strategi)
    assert (menang, "SKP") in berlaku(ledger)
    assert len(berlaku(ledger)) == 2, "the lampiran says the same in both: either may stand"
    assert ledger.sengketa() == ()
    ledger.putuskan("b" * 64, strategi)
    assert (menang, "SKP") in berlaku(ledger)


def test_keputusan_yang_basi_tidak_menggeser_yang_lebih_baru(ledger):
    ledger.catat(isi("a", LAMA), PADA)
    ledger.catat(isi("b", LAMA), PADA)
    ledger.catat(isi("c", BARU), PADA)
    ledger.putuskan("b" * 64, Strategi.GANTI)
    assert berlaku(ledger)[0][0] == "c.xlsx"


def test_skp_tanpa_periode_dipilih_lagi(ledger):
    ledger.catat(isi("a", LAMA, periode=None), PADA)
    ledger.catat(isi("b", BARU), PADA)
    assert [satu[0] for satu in berlaku(ledger)] == ["b.xlsx", "b.xlsx"]
    ledger.pakai("a.xlsx", "Sari", PADA)
    assert [satu[0] for satu in berlaku(ledger)] == ["a.xlsx", "a.xlsx"]


def test_nama_yang_tidak_dikenal_atau_lebih_dari_satu(ledger):
    ledger.catat(isi("a", LAMA, nama="x.xlsx"), PADA)
    ledger.catat(isi("b", BARU, nama="x.xlsx"), PADA)
    with pytest.raises(TidakBisa, match="tidak pernah diimpor"):
        ledger.pakai("y.xlsx", "Sari", PADA)
    with pytest.raises(TidakBisa) as tangkap:
        ledger.pakai("x.xlsx", "Sari", PADA)
    kalimat = str(tangkap.value)
    assert f"{'a' * 10} (x.xlsx, disimpan {LAMA})" in kalimat
    assert f"{'b' * 10} (x.xlsx, disimpan {BARU}, berlaku)" in kalimat
    ledger.pakai("a" * 10, "Sari", PADA)
    assert next(ledger.dokumen_berlaku()).hash == "a" * 64


def test_yang_ditolak_tidak_dapat_dipakai(ledger):
    ledger.catat(catatan(status="ditolak"), PADA)
    with pytest.raises(TidakBisa, match="tidak diterima sebagai formulir"):
        ledger.pakai("a.xlsx", "Sari", PADA)
