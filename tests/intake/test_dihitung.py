"""What does not count: templates nobody filled in, papers of another year."""

from __future__ import annotations

import io
import random

import msgspec
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skpbook.contoh.isi import isi as ketikkan
from skpbook.contoh.ketikan import Ketikan
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.periode import di_tahun, tahun_periode
from skpbook.domain.skp import HasilKerja, Identitas, Skp
from skpbook.forms.write import Pesanan, tulis_buku
from skpbook.intake.baca import HasilBaca, baca_berkas
from skpbook.intake.dihitung import yang_dihitung
from tests.forms_in import dokumen as dk
from tests.intake.formulir import DIBUAT, KUNCI, NIP, buku_skp, dunia, isi_skp

PAKET = [satu.kode for satu in dk.katalog().umum.paket if satu.kode != "daftar"]
FORMULIR = [
    kode for kode in dk.semua_formulir() if not kode.startswith("daftar-") and kode != "manual-indikator"
]
"""The marks of a manual are never prefilled, and so not in the stamp."""


def baca(data: bytes) -> HasilBaca:
    return baca_berkas(data, "a.xlsx", dunia())


def templat(kode: str, isi=None, cap_periode: str = "2026") -> bytes:
    """A workbook of a whole package as `buat` makes it."""
    paket = next(satu for satu in dk.katalog().umum.paket if satu.kode == kode)
    pesanan = Pesanan(
        paket=paket,
        isi=isi or {},
        nip=NIP,
        unit="U1",
        kode_periode=cap_periode,
        dibuat=DIBUAT,
        kunci=KUNCI,
    )
    return tulis_buku(dk.katalog(), pesanan)


def simpan_lagi(data: bytes, *buang: str) -> bytes:
    """As another program saves it, without the sheets named."""
    buku = openpyxl.load_workbook(io.BytesIO(data))
    for nama in buang:
        del buku[nama]
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


@pytest.mark.parametrize("kode", PAKET)
def test_templat_apa_adanya_belum_diisi(kode):
    hasil = baca(templat(kode))
    assert (hasil.status, [satu.kode for satu in hasil.temuan]) == ("belum-diisi", ["B019"])
    satu = hasil.temuan[0]
    assert (satu.nip, satu.lembar, satu.sel) == (hasil.dokumen[0].nip, hasil.dokumen[0].lembar, "A1")
    assert baca(simpan_lagi(templat(kode))).status == "belum-diisi", "opened and saved, nothing typed"


@pytest.mark.parametrize("kode", PAKET)
def test_formulir_tanpa_cap_dan_tanpa_isi_belum_diisi(kode):
    assert baca(simpan_lagi(templat(kode), "_skpbook")).status == "belum-diisi"


@pytest.mark.parametrize("kode", FORMULIR)
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(acak=st.randoms(use_true_random=False))
def test_apa_pun_yang_sudah_terisi_dari_awal_bukan_isian(kode, acak):
    isi = dk.pohon_biasa(random.Random(acak.random()), kode)
    assert baca(dk.tulis(kode, dk.jadikan(kode, isi), bebas=False)).status == "belum-diisi"
    assert baca(dk.tulis(kode, dk.jadikan(kode, isi), bebas=True)).status != "belum-diisi"


def test_satu_sel_saja_sudah_terisi():
    data = templat("skp-jajf-kuantitatif", {"skp-jajf-kuantitatif": isi_skp()})
    lembar = baca(data).dokumen[0]
    for jalur in ("tambahan[0].rencana", "tambahan[0].iki[0].target", "pengesahan.tanggal_penilai"):
        tempat = lembar.tempat[jalur]
        terisi = ketikkan(data, Ketikan(isi={tempat.lembar: {tempat.sel: "x"}}))
        assert baca(terisi).status == "diterima", jalur
    spasi = ketikkan(data, Ketikan(isi={tempat.lembar: {lembar.tempat["tambahan[0].rencana"].sel: "  "}}))
    assert baca(spasi).status == "belum-diisi"


def test_rhk_yang_boleh_diubah_dan_diubah_adalah_isian():
    isi = Skp(
        periode_penilaian="1 JANUARI SD 31 DESEMBER TAHUN 2026",
        pegawai=Identitas(nama="Budi", nip=NIP),
        utama=(HasilKerja(rencana="Layanan perizinan tepat waktu"),),
    )
    data = templat("skp-jajf-kuantitatif", {"skp-jajf-kuantitatif": isi})
    hasil = baca(data)
    assert hasil.status == "belum-diisi"
    tempat = hasil.dokumen[0].tempat["utama[0].rencana"]
    for teks, status in (
        ("Layanan perizinan selesai", "diterima"),
        (" Layanan  perizinan tepat waktu", "belum-diisi"),
    ):
        assert baca(ketikkan(data, Ketikan(isi={"SKP": {tempat.sel: teks}}))).status == status


def test_predikat_dari_rumus_bukan_isian():
    """The evaluation a template shows before anybody rates: formulas give words, no person did."""
    isi = Evaluasi(
        periode="TRIWULAN I", periode_penilaian="1 JANUARI SD 31 MARET TAHUN 2026", capaian_organisasi="BAIK"
    )
    assert (
        baca(templat("evaluasi-jajf-kuantitatif", {"evaluasi-jajf-kuantitatif": isi}, "2026-TW1")).status
        == "belum-diisi"
    )


def test_tahun_lain_ditolak_dengan_selnya():
    hasil = baca(buku_skp(isi_skp(periode="1 JANUARI SD 31 DESEMBER TAHUN 2025"), cap_periode="2025"))
    assert hasil.status == "ditolak"
    (satu,) = hasil.temuan
    assert (satu.kode, satu.lembar, satu.sel) == (
        "B018",
        "SKP",
        hasil.dokumen[0].tempat["periode_penilaian"].sel,
    )
    assert (satu.nip, satu.periode) == (NIP, "2025-01-01/2025-12-31")
    assert satu.ditemukan == "1 JANUARI SD 31 DESEMBER TAHUN 2025"
    assert satu.seharusnya == "periode di dalam tahun 2026"
    assert "tahun 2025, padahal buku ini untuk tahun 2026" in satu.pesan


def test_tahun_lain_hanya_dari_cap():
    hasil = baca(buku_skp(isi_skp(periode="."), cap_periode="2024"))
    assert [satu.kode for satu in hasil.temuan] == ["B018"]
    assert hasil.temuan[0].sel == hasil.dokumen[0].tempat["periode_penilaian"].sel


def test_lampiran_tahun_lain_tetap_menyertai_skp_tahun_ini():
    """A heading left over from last year is E518's to tell; the SKP beside it says which year it is."""
    data = templat("skp-jajf-kuantitatif")
    tempat = {satu.lembar: satu.tempat for satu in baca(data).dokumen}
    ketik = {
        "SKP": {tempat["SKP"]["periode_penilaian"].sel: "1 JANUARI SD 31 DESEMBER TAHUN 2026"},
        "Lampiran": {tempat["Lampiran"]["periode_penilaian"].sel: "1 JANUARI SD 31 DESEMBER TAHUN 2025"},
    }
    hasil = baca(ketikkan(data, Ketikan(isi=ketik)))
    assert hasil.status == "diterima"
    assert [satu.lembar for satu in hasil.dokumen] == ["SKP", "Lampiran"]
    assert hasil.temuan == ()


def test_satu_lembar_tahun_lain_hanya_lembar_itu():
    """Last year's SKP left in the workbook beside this year's."""
    hasil = baca(buku_skp(isi_skp()))
    lama = msgspec.structs.replace(hasil.dokumen[0], lembar="SKP lama", periode="2025-01-01/2025-12-31")
    berdua = msgspec.structs.replace(hasil, dokumen=(hasil.dokumen[0], lama), sengketa=frozenset({0}))
    sisa = yang_dihitung(berdua, dk.katalog(), 2026)
    assert sisa.status == "diterima"
    assert ([satu.lembar for satu in sisa.dokumen], sisa.sengketa) == (["SKP"], {0})
    (satu,) = sisa.temuan
    assert satu.kode == "B018"
    assert "Lembar SKP lama berisi periode tahun 2025" in satu.pesan


def test_periode_melewati_tahun_bukan_urusan_ini():
    assert baca(buku_skp(isi_skp(periode="1 JULI 2025 SD 30 JUNI 2026"))).status == "diterima"


@pytest.mark.parametrize(
    ("kode", "tahun"),
    [
        ("2026-TW1", (2026, 2026)),
        ("2026-AKHIR", (2026, 2026)),
        ("2025-07-01/2026-06-30", (2025, 2026)),
        ("2026-12-31/2025-01-01", (2025, 2026)),
        ("2026", (2026, 2026)),
        ("", None),
        (None, None),
        ("abad 20261", None),
    ],
)
def test_tahun_periode(kode, tahun):
    assert tahun_periode(kode) == tahun
    assert di_tahun(kode, 2026)
    assert di_tahun(kode, 1999) is (tahun is None)
