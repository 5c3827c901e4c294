"""Poured into a mould, a workbook says what it says written whole: part by part, cell by cell, rule by rule."""

from __future__ import annotations

import random
import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl import load_workbook

from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.skp import HasilKerja, Identitas, Pengesahan, Skp
from skpbook.domain.strategi import ManualIndikator, ManualSkp
from skpbook.forms import pour, seal
from skpbook.forms.blocks import wadah_bagian
from skpbook.forms.grid import buka_kisi
from skpbook.forms.layout import TEPAT
from skpbook.forms.pour import Penuang
from skpbook.forms.read import baca_buku
from skpbook.forms.values import TeksTerlaluPanjang
from skpbook.forms.write import tata_paket, tulis_buku
from skpbook.regulation.label import Capaian
from tests.forms_in import dokumen as dk
from tests.forms_out.bahan import KATALOG, KUNCI, PAKET, RHK, pesanan
from tests.forms_out.normal import normalkan

if TYPE_CHECKING:
    from skpbook.forms.order import Pesanan

DITUANG = tuple(kode for kode in PAKET if kode != "daftar")
SEDANG = settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


@pytest.fixture(scope="module")
def penuang() -> Penuang:
    """One for all tests: moulds are used again and again, as in a real run."""
    return Penuang(KATALOG)


def pesan(kode: str, isi: dict[str, Any] | None = None, **lain: Any) -> Pesanan:
    return replace(pesanan(kode, "kosong"), isi=isi or {}, unit="U1", **lain)


def acak(kode: str, benih: int, penuh: float) -> dict[str, Any]:
    """Any text in the fields of every form of a package, but for marks and dates, which are not poured."""
    sembarang = random.Random(benih)
    isi = {}
    for lembar in PAKET[kode].lembar:
        pohon = dk.pohon_biasa(sembarang, lembar, penuh=penuh)
        pohon.pop("pengesahan", None)
        for satu in pohon.get("manual", ()):
            satu.pop("kendali", None)
            satu.pop("pelaporan", None)
        isi[lembar] = dk.jadikan(lembar, pohon)
    return isi


def ditulis_utuh(_katalog: Any, _pesanan: Any) -> bytes:
    raise AssertionError("tidak dituang, tetapi ditulis utuh")


def dituang(penuang: Penuang, satu: Pesanan, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Poured for certain: writing it whole is forbidden meanwhile."""
    with monkeypatch.context() as larang:
        larang.setattr(pour, "tulis_buku", ditulis_utuh)
        return penuang.tuang(satu)


def samakan(tuangan: bytes, utuh: bytes) -> None:
    kiri, kanan = normalkan(tuangan), normalkan(utuh)
    assert set(kiri) == set(kanan)
    for nama, isi in kanan.items():
        assert kiri[nama].splitlines() == isi.splitlines(), nama
    assert seal.segel_utuh(BytesIO(tuangan))
    assert b"@@" not in b"".join(zipfile.ZipFile(BytesIO(tuangan)).read(n) for n in kiri)


@pytest.mark.parametrize("kode", DITUANG)
def test_templat_kosong(kode: str, penuang: Penuang, monkeypatch: pytest.MonkeyPatch) -> None:
    satu = pesan(kode)
    samakan(dituang(penuang, satu, monkeypatch), tulis_buku(KATALOG, satu))


@pytest.mark.parametrize("penuh", [0.3, 1.0])
@pytest.mark.parametrize("kode", DITUANG)
def test_isi_sembarang(kode: str, penuh: float, penuang: Penuang, monkeypatch: pytest.MonkeyPatch) -> None:
    satu = pesan(kode, acak(kode, 7, penuh), untuk="Untuk: <Budi> & “Sari”, " + "jabatan panjang " * 12)
    samakan(dituang(penuang, satu, monkeypatch), tulis_buku(KATALOG, satu))


@pytest.mark.parametrize("kode", DITUANG)
@SEDANG
@given(data=st.data())
def test_sifat_setiap_formulir(kode: str, data: st.DataObject) -> None:
    """Whatever is known, of whatever length: what is not poured is written whole, the result is the same."""
    isi = {
        lembar: dk.jadikan(lembar, data.draw(dk.pohon(lembar, data.draw(dk.ukuran(lembar)))))
        for lembar in PAKET[kode].lembar
        if data.draw(st.booleans())
    }
    satu = pesan(kode, isi, rhk=RHK[: data.draw(st.integers(0, 3))])
    samakan(Penuang(KATALOG).tuang(satu), tulis_buku(KATALOG, satu))


@pytest.mark.parametrize(
    "teks",
    [
        "=1+1", "  tepi  ", "a\tb", "\ttab", "baris\nlain\n", "_x0041_ dan _x", "<r>a</r>", "]]>", "&amp;", '"kutip"',
        "\x00\x1f\x85\u2028", "\ufffe\uffff", "\ud800", "\u00a0nbsp\u00a0", "\u3000", "👍🏽", "a" * 5000, "é" * 300,
    ],
    ids=ascii,
)  # fmt: skip
def test_teks_apa_pun(teks: str, penuang: Penuang, monkeypatch: pytest.MonkeyPatch) -> None:
    isi = Skp(instansi=teks, pegawai=Identitas(nama=teks, nip=teks), utama=(HasilKerja(rencana=teks),))
    aman = teks.encode("utf-8", "replace").decode()
    satu = pesan("skp-jajf-kuantitatif", {"skp-jajf-kuantitatif": isi}, untuk=aman, rhk=(teks, "lain"))
    satu = replace(satu, nip=aman)
    if "\ud800" in teks:  # no JSON, and so no signature, holds half a character
        return
    data = dituang(penuang, satu, monkeypatch)
    samakan(data, tulis_buku(KATALOG, satu))
    assert all(
        sel.data_type != "f" or sel.column_letter == "A"
        for b in load_workbook(BytesIO(data))["SKP"]
        for sel in b
    )


def test_teks_terlalu_panjang_ditolak_sama() -> None:
    satu = pesan("mph", {"mph": dk.jadikan("mph", {"unit_kerja": "a" * 32_768})})
    for tulis in (Penuang(KATALOG).tuang, lambda p: tulis_buku(KATALOG, p)):
        with pytest.raises(TeksTerlaluPanjang, match="paling banyak 32767"):
            tulis(satu)


@pytest.mark.parametrize("capaian", [None, *Capaian])
def test_kurva_mengikuti_capaian(
    capaian: Capaian | None, penuang: Penuang, monkeypatch: pytest.MonkeyPatch
) -> None:
    isi = {"evaluasi-jajf-kuantitatif": Evaluasi(capaian_organisasi=capaian and capaian.value)}
    satu = pesan("evaluasi-jajf-kuantitatif", isi)
    samakan(dituang(penuang, satu, monkeypatch), tulis_buku(KATALOG, satu))


@pytest.mark.parametrize("banyak", [(0, 0), (1, 1), (5, 2), (9, 6), (10, 7), (23, 0)])
def test_tata_letak_tumbuh(
    banyak: tuple[int, int], penuang: Penuang, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fewer, as many and more items than the form has room for."""
    utama, tambahan = (
        tuple(
            {"rencana": f"Hasil {n}", "iki": [{"indikator": f"I{k}"} for k in range(n % 8)]}
            for n in range(satu)
        )
        for satu in banyak
    )
    isi = dk.jadikan("evaluasi-jajf-kuantitatif", {"utama": list(utama), "tambahan": list(tambahan)})
    satu = pesan("evaluasi-jajf-kuantitatif", {"evaluasi-jajf-kuantitatif": isi})
    samakan(dituang(penuang, satu, monkeypatch), tulis_buku(KATALOG, satu))


def daftar_tumbuh() -> list[tuple[str, str, str, int]]:
    """Package, form, list and length: as many items as fit, and more than the layout grows by at once."""
    lembar = {satu: kode for kode in reversed(DITUANG) for satu in PAKET[kode].lembar}
    return [
        (kode, satu, daftar, banyak)
        for satu, kode in lembar.items()
        for bagian in KATALOG.definisi[satu].bagian
        for daftar, wadah in wadah_bagian(bagian, "")
        for banyak in ((1, 30) if wadah is TEPAT else (wadah.isi - wadah.sisa + n for n in (0, 7)))
        if daftar != "anggota[].peran"
    ]


@pytest.mark.parametrize(("kode", "lembar", "daftar", "banyak"), daftar_tumbuh())
def test_setiap_daftar_tumbuh(
    kode: str, lembar: str, daftar: str, banyak: int, penuang: Penuang, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every list of every form, past the room its layout has for it."""
    induk = daftar.partition("[]")[0]
    tetap = {daftar.removesuffix("[]"): banyak} | ({induk: 2} if induk != daftar else {})
    pohon = dk.pohon_biasa(random.Random(banyak), lembar, tetap=tetap)
    pohon.pop("pengesahan", None)
    for satu in pohon.get("manual", ()):
        satu.pop("kendali", None)
        satu.pop("pelaporan", None)
    if daftar.endswith("[]"):
        for satu in pohon["anggota"]:
            satu["peran"] = [[f"Peran {n}" for n in range(banyak)]]
    for satu in pohon.get("capaian", ()):
        satu.pop("tanggal", None)
    pesanan = pesan(kode, {lembar: dk.jadikan(lembar, pohon)})
    wadah = dict(w for bagian in KATALOG.definisi[lembar].bagian for w in wadah_bagian(bagian, ""))[daftar]
    tata = tata_paket(KATALOG, pesanan.paket, pesanan.isi)[lembar]
    tumbuh = [jalur for jalur, _ in tata.bentuk if re.sub(r"\[\d+\]", "[]", jalur) == daftar]
    assert bool(tumbuh) == (wadah is TEPAT or banyak > wadah.isi - wadah.sisa)
    samakan(dituang(penuang, pesanan, monkeypatch), tulis_buku(KATALOG, pesanan))


def test_cetakan_dipakai_lagi_dan_tidak_membawa_orang_lain(monkeypatch: pytest.MonkeyPatch) -> None:
    penuang = Penuang(KATALOG)
    ani, budi = (
        pesan(
            "skp-jajf-kuantitatif",
            {"skp-jajf-kuantitatif": Skp(pegawai=Identitas(nama=nama, nip=nip), instansi="Dinas")},
            untuk=f"Untuk: {nama}",
            rhk=(f"RHK pimpinan {nama}",),
            nip=nip,
        )
        for nama, nip in (("Ani", "199001012015012001"), ("Budi", "199001012015011002"))
    )
    dituang(penuang, ani, monkeypatch)
    data = dituang(penuang, budi, monkeypatch)
    assert len(penuang) == 1
    assert data == Penuang(KATALOG).tuang(budi)
    semua = b"".join(
        zipfile.ZipFile(BytesIO(data)).read(n) for n in zipfile.ZipFile(BytesIO(data)).namelist()
    )
    assert b"Ani" not in semua
    assert b"199001012015012001" not in semua


def test_rhk_pimpinan_yang_panjang_dan_banyak(penuang: Penuang) -> None:
    """More than the 255 letters a list typed into a rule may have: they stand on the hidden sheet."""
    rhk = tuple(f"{nomor}. " + "Meningkatnya mutu layanan, <terukur> " * 12 for nomor in range(14))
    satu = pesan("skp-jajf-kuantitatif", rhk=rhk)
    data = penuang.tuang(satu)
    buku = load_workbook(BytesIO(data))
    ((lembar, letak),) = buku.defined_names["daftar_rhk_pimpinan"].destinations
    assert buku[lembar].sheet_state != "visible"
    assert [sel.value for (sel,) in buku[lembar][letak.replace("$", "")]] == list(rhk)
    aturan = [
        dv for dv in buku["SKP"].data_validations.dataValidation if dv.formula1 == "daftar_rhk_pimpinan"
    ]
    assert aturan
    samakan(data, tulis_buku(KATALOG, satu))


def test_cetakan_yang_disimpan_terbatas() -> None:
    penuang = Penuang(KATALOG, simpanan=2)
    for banyak in range(4):
        penuang.tuang(pesan("mph", {"mph": dk.jadikan("mph", {"kolom": [{"judul": "x"}] * (banyak + 1)})}))
    assert len(penuang) == 2


TAK_DITUANG = {
    "tanggal": pesan(
        "skp-jajf-kuantitatif",
        {"skp-jajf-kuantitatif": Skp(pengesahan=Pengesahan(tanggal_penilai="2026-01-12"))},
    ),
    "tanda": pesan(
        "skp-jpt-kuantitatif",
        {"manual-indikator": ManualSkp(manual=(ManualIndikator(kendali=("Outcome",)),))},
    ),
    "milik": pesan("mph", milik={"mph": dk.jadikan("mph", {"unit_kerja": "Tim"})}),
    "bebas": pesan("mph", bebas=True),
    "tanpa siapa": pesan("mph", untuk=None),
    "daftar": pesan("daftar"),
}


@pytest.mark.parametrize("sebab", TAK_DITUANG)
def test_yang_tidak_dituang_ditulis_utuh(sebab: str, penuang: Penuang) -> None:
    satu = TAK_DITUANG[sebab]
    assert penuang.tuang(satu) == tulis_buku(KATALOG, satu)


@pytest.mark.parametrize("kode", DITUANG)
def test_terbaca_dengan_cap_yang_sah(kode: str, penuang: Penuang) -> None:
    isi = acak(kode, 3, 1.0)
    data = penuang.tuang(pesan(kode, isi))
    buku = baca_buku(buka_kisi(data), KATALOG, KUNCI)
    assert buku.cap is not None
    assert buku.cap.sah
    assert {satu.formulir for satu in buku.lembar} == set(PAKET[kode].lembar)
    utuh = baca_buku(buka_kisi(tulis_buku(KATALOG, pesan(kode, isi))), KATALOG, KUNCI)
    assert [satu.isi for satu in buku.lembar] == [satu.isi for satu in utuh.lembar]
    assert buku.cap == utuh.cap
