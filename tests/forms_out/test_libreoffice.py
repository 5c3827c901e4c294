"""What LibreOffice makes of the templates: it keeps the validations, calculates, prints the official form."""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO
from itertools import product
from typing import TYPE_CHECKING

import msgspec
import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from skpbook.contoh.isi_cepat import isi_cepat
from skpbook.contoh.ketikan import Ketikan
from skpbook.domain.mph import BarisMph, KolomMph, Mph
from skpbook.domain.tempat import alamat
from skpbook.forms.definition import Judul
from skpbook.forms.write import tata_paket, tulis_buku
from skpbook.regulation.kuadran import predikat
from skpbook.regulation.label import Rating
from tests.forms_out.bahan import KATALOG, PAKET, buku, isi_contoh, pesanan, sel_isian, templat
from tests.forms_out.libreoffice import perlu_huruf, teks_halaman, ubah, ukuran_halaman

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from skpbook.forms.layout import Tata

pytestmark = pytest.mark.libreoffice
EVALUASI = [kode for kode in PAKET if PAKET[kode].tahap == "evaluasi"]
SEMBILAN = list(product(Rating, Rating))
A4 = (595.4, 842.0)


@pytest.fixture(scope="module")
def profil(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A LibreOffice profile of this run."""
    return tmp_path_factory.mktemp("profil")


@pytest.fixture(scope="module")
def disimpan_ulang(tmp_path_factory: pytest.TempPathFactory, profil: Path) -> dict[str, Path]:
    """Every blank template saved again by LibreOffice as .xlsx."""
    asal = tmp_path_factory.mktemp("asal")
    for kode in PAKET:
        (asal / f"{kode}.xlsx").write_bytes(templat(kode))
    return ubah(sorted(asal.glob("*.xlsx")), "xlsx", asal / "ulang", profil)


MATRIKS_LEBAR = Mph(
    instansi="Pemerintah Kabupaten Contoh",
    unit_kerja="Dinas Perumahan",
    pimpinan=BarisMph(nama="Siti Rahma", jabatan="Kepala Bidang"),
    kolom=tuple(KolomMph(judul=f"Indikator pimpinan nomor {nomor}") for nomor in range(24)),
    anggota=(BarisMph(nama="Budi Santoso", peran=tuple((f"Peran {nomor}",) for nomor in range(24))),),
)
"""Three pages side by side."""


@pytest.fixture(scope="module")
def cetakan(tmp_path_factory: pytest.TempPathFactory, profil: Path) -> dict[str, Path]:
    """Every template, blank and as a filled example, printed."""
    perlu_huruf()
    asal = tmp_path_factory.mktemp("cetak")
    for kode in PAKET:
        for bentuk in ("kosong", "bebas"):
            (asal / f"{kode}-{bentuk}.xlsx").write_bytes(templat(kode, bentuk))
    lebar = msgspec.structs.replace(pesanan("mph", "terisi"), isi={"mph": MATRIKS_LEBAR})
    (asal / "mph-lebar.xlsx").write_bytes(tulis_buku(KATALOG, lebar))
    return ubah(sorted(asal.glob("*.xlsx")), "pdf", asal / "pdf", profil)


def _pilihan(satu: Workbook, rumus: str) -> tuple[str, ...]:
    rujukan = satu.defined_names[rumus].attr_text
    nama, _, rentang = rujukan.replace("$", "").replace("'", "").partition("!")
    kiri, atas, kanan, bawah = range_boundaries(rentang)
    ws = satu[nama]
    return tuple(
        str(ws.cell(baris, kolom).value)
        for baris in range(atas, bawah + 1)
        for kolom in range(kiri, kanan + 1)
    )


def _aturan(ws: Worksheet, satu: Workbook) -> list[tuple[object, ...]]:
    hasil = []
    for dv in ws.data_validations.dataValidation:
        isi: object = _pilihan(satu, dv.formula1) if dv.type == "list" else dv.type
        hasil.append(
            ([range_boundaries(r) for r in str(dv.sqref).split()], (dv.type, isi, dv.prompt, dv.error))
        )
    return hasil


def _di(aturan: list[tuple[object, ...]], baris: int, kolom: int) -> list[object]:
    return [
        isi
        for cakupan, isi in aturan
        if any(k1 <= kolom <= k2 and b1 <= baris <= b2 for k1, b1, k2, b2 in cakupan)  # type: ignore[attr-defined]
    ]


@pytest.mark.parametrize("kode", PAKET)
def test_validasi_tetap_setelah_disimpan_libreoffice(kode: str, disimpan_ulang: dict[str, Path]) -> None:
    """Every input cell has the same validation: kind, choices, both messages."""
    lama, baru = buku(kode), load_workbook(disimpan_ulang[kode])
    assert lama.sheetnames == baru.sheetnames
    aturan_lama = {ws.title: _aturan(ws, lama) for ws in lama}
    aturan_baru = {ws.title: _aturan(ws, baru) for ws in baru}
    banyak = 0
    for ws, _, sel, _, sifat in sel_isian(kode, "kosong"):
        if sifat == "isian":
            tempat = (sel.baris + 1, sel.kolom + 1)
            asal = _di(aturan_lama[ws.title], *tempat)
            assert len(asal) == 1
            assert _di(aturan_baru[ws.title], *tempat) == asal, (ws.title, sel.sel)
            banyak += 1
    assert banyak > 10


@pytest.mark.parametrize("kode", PAKET)
def test_kunci_dan_warna_tetap_setelah_disimpan_libreoffice(
    kode: str, disimpan_ulang: dict[str, Path]
) -> None:
    baru = load_workbook(disimpan_ulang[kode])
    for ws in buku(kode):
        assert baru[ws.title].sheet_state != "visible" or ws.sheet_state == "visible"
        merah = [satu for isi in ws.conditional_formatting for satu in isi.rules]
        tetap = [satu for isi in baru[ws.title].conditional_formatting for satu in isi.rules]
        assert bool(merah) == bool(tetap)
    for ws, _, sel, _, sifat in sel_isian(kode, "kosong"):
        assert baru[ws.title][sel.sel].protection.locked == (sifat != "isian"), (ws.title, sel.sel)


@pytest.fixture(scope="module")
def terhitung(tmp_path_factory: pytest.TempPathFactory, profil: Path) -> dict[str, Path]:
    """Nine evaluations, one a cell of the kuadran, typed in and calculated by LibreOffice.

    openpyxl saves formulas without what they showed, so LibreOffice has to calculate them.
    """
    asal = tmp_path_factory.mktemp("kuadran")
    for nomor, (hasil, perilaku) in enumerate(SEMBILAN):
        kode = EVALUASI[nomor % len(EVALUASI)]
        definisi = KATALOG.definisi[kode]
        tata = tata_paket(KATALOG, PAKET[kode], {})[kode]
        satu = load_workbook(BytesIO(templat(kode)))
        ws = satu[definisi.lembar]
        ketik = {
            "rating_hasil": hasil.value,
            "rating_perilaku": perilaku.value,
            "capaian_organisasi": "Butuh Perbaikan",
            "periode": "TRIWULAN II",
            "utama[0].rencana": "Hasil pertama",
            "utama[2].rencana": "Hasil ketiga",
            "tambahan[0].rencana": "Hasil tambahan",
        }
        for jalur, nilai in ketik.items():
            baris, kolom = tata.tempat[jalur]
            ws.cell(baris + 1, kolom + 1).value = nilai
        satu.save(asal / f"sel{nomor}.xlsx")
    return ubah(sorted(asal.glob("*.xlsx")), "xlsx", asal / "hitung", profil)


@lru_cache(maxsize=32)
def _terbuka(berkas: Path) -> Workbook:
    return load_workbook(berkas, data_only=True)


def _nilai(berkas: Path, kode: str, lembar: str, jalur: str) -> object:
    tata = tata_paket(KATALOG, PAKET[kode], {})[lembar]
    baris, kolom = tata.tempat[jalur]
    ws = _terbuka(berkas)[KATALOG.definisi[lembar].lembar]
    return ws.cell(baris + 1, kolom + 1).value


@pytest.mark.parametrize("nomor", range(9), ids=[f"{a.name}-{b.name}" for a, b in SEMBILAN])
def test_predikat_sembilan_sel_menurut_nama(nomor: int, terhitung: dict[str, Path]) -> None:
    kode = EVALUASI[nomor % len(EVALUASI)]
    harap = predikat(*SEMBILAN[nomor]).value
    berkas = terhitung[f"sel{nomor}"]
    assert _nilai(berkas, kode, kode, "predikat") == harap
    assert _nilai(berkas, kode, "dokumen-evaluasi", "predikat") == harap
    assert _nilai(berkas, kode, "dokumen-evaluasi", "capaian_organisasi") == "Butuh Perbaikan"
    assert _nilai(berkas, kode, "dokumen-evaluasi", "periode") == "TRIWULAN II"


@pytest.mark.parametrize("nomor", range(len(EVALUASI)))
def test_nomor_hasil_kerja_berjalan(nomor: int, terhitung: dict[str, Path]) -> None:
    """An item left empty has no number; tambahan goes on where utama ended."""
    kode = EVALUASI[nomor]
    berkas = terhitung[f"sel{nomor}"]
    jalur = ("utama[0]", "utama[1]", "utama[2]", "tambahan[0]", "tambahan[1]")
    assert [_nilai(berkas, kode, kode, f"{satu}.nomor") or None for satu in jalur] == [1, None, 2, 3, None]


def test_predikat_kosong_selama_rating_kosong(disimpan_ulang: dict[str, Path]) -> None:
    for kode in EVALUASI:
        assert not _nilai(disimpan_ulang[kode], kode, kode, "predikat")
        assert not _nilai(disimpan_ulang[kode], kode, "dokumen-evaluasi", "predikat")


@pytest.mark.parametrize("nomor", [0, 1])
def test_kurva_mengikuti_capaian(nomor: int, terhitung: dict[str, Path]) -> None:
    """The chart's title and heights are formulas over the capaian cell."""
    ws = _terbuka(terhitung[f"sel{nomor}"])["_daftar"]
    nilai = {str(sel.value) for baris in ws.iter_rows() for sel in baris if sel.value is not None}
    assert (
        "Kurva distribusi predikat kinerja pegawai dengan capaian kinerja organisasi BUTUH PERBAIKAN" in nilai
    )


HALAMAN = {
    "skp-jajf-kuantitatif": (4, 6),
    "skp-jajf-kualitatif": (4, 6),
    "skp-jpt-kuantitatif": (15, 22),
    "skp-jpt-kualitatif": (15, 26),
    "skp-tugas-belajar": (4, 6),
    "mph": (2, 4),
    "evaluasi-jajf-kuantitatif": (5, 8),
    "evaluasi-jajf-kualitatif": (5, 8),
    "evaluasi-jpt-kuantitatif": (5, 9),
    "evaluasi-jpt-kualitatif": (5, 9),
    "rencana-aksi": (2, 5),
    "perjanjian-kinerja": (2, 4),
    "daftar": (10, 30),
}


@pytest.mark.parametrize("bentuk", ["kosong", "bebas"])
@pytest.mark.parametrize("kode", PAKET)
def test_tercetak_pada_a4(kode: str, bentuk: str, cetakan: dict[str, Path]) -> None:
    ukuran = ukuran_halaman(cetakan[f"{kode}-{bentuk}"])
    sedikit, banyak = HALAMAN[kode]
    assert sedikit <= len(ukuran) <= banyak
    assert {(round(min(satu), -1), round(max(satu), -1)) for satu in ukuran} == {(600, 840)}
    assert all(min(satu) <= A4[0] and max(satu) <= A4[1] for satu in ukuran)


def _tanpa_spasi(teks: str) -> str:
    return re.sub(r"\s+", " ", teks)


@pytest.mark.parametrize("bentuk", ["kosong", "bebas"])
@pytest.mark.parametrize("kode", PAKET)
def test_cetakan_berjudul_tanpa_kolom_bantu(kode: str, bentuk: str, cetakan: dict[str, Path]) -> None:
    """Title lines of every form, what is repeated on every page of it, no aid column, no note beside."""
    halaman = teks_halaman(cetakan[f"{kode}-{bentuk}"])
    for lembar in PAKET[kode].lembar:
        definisi = KATALOG.definisi[lembar]
        milik = [_tanpa_spasi(satu) for satu in halaman if _kaki(satu).startswith(definisi.nama)]
        assert milik, f"{lembar}: tidak ada halaman dengan kaki {definisi.nama}"
        for bagian in definisi.bagian:
            if isinstance(bagian, Judul):
                assert all(judul in milik[0] for judul in bagian.baris), lembar
        tetap = _berulang(buku(kode, bentuk)[definisi.lembar])
        assert tetap or bentuk == "kosong"
        for satu in milik:
            assert "bantu)" not in satu
            assert "Perlu baris lagi?" not in satu
            if definisi.lebar_halaman == 1:
                assert all(_ada(teks, satu) for teks in tetap), (lembar, tetap, satu[:300])


def test_matriks_lebar_berjudul_utuh_di_setiap_halaman(cetakan: dict[str, Path]) -> None:
    """Nothing is cut at the edge of a page: title, headings, instansi and the names stand whole on each."""
    matriks = [satu for satu in teks_halaman(cetakan["mph-lebar"]) if _kaki(satu).startswith("Matriks")]
    assert len(matriks) == 3
    for nomor, satu in enumerate(matriks):
        isi = _tanpa_spasi(satu)
        for teks in (
            "MATRIKS PERAN HASIL",
            "INTERMEDIATE OUTCOME/PRODUK DAN/ATAU LAYANAN TIM KERJA PADA UNIT KERJA",
        ):
            assert isi.count(teks) == 1
        for teks in (
            "INSTANSI: Pemerintah Kabupaten Contoh",
            "UNIT/TIM KERJA: Dinas Perumahan",
            "Budi Santoso",
        ):
            assert teks in isi
        ada = [kolom for kolom in range(24) if re.search(rf"Peran {kolom}\b", isi)]
        assert ada == list(range(nomor * 8, nomor * 8 + 8))


def _kaki(halaman: str) -> str:
    return halaman.rstrip().rpartition("\n")[2].strip()


def _berulang(ws: Worksheet) -> list[str]:
    """Texts of the rows printed on every page, as far as they are inside the print area."""
    awal, akhir = (int(satu) for satu in ws.print_title_rows.replace("$", "").split(":"))
    kiri, _, kanan, _ = range_boundaries(ws.print_area.partition("!")[2].replace("$", ""))
    return [
        _tanpa_spasi(str(sel.value))
        for baris in ws.iter_rows(min_row=awal, max_row=akhir, min_col=kiri, max_col=kanan)
        for sel in baris
        if sel.value
    ]


def _ada(teks: str, halaman: str) -> bool:
    """Wrapped headings come out of the PDF line by line among their neighbours: every word counts."""
    return all(kata in halaman for kata in teks.split())


@pytest.mark.parametrize("kode", [k for k in PAKET if k.endswith("kuantitatif")])
def test_kepala_tabel_tidak_terulang_di_atas_perilaku(kode: str, cetakan: dict[str, Path]) -> None:
    """PERILAKU KERJA begins a page, and the headings of the table before it do not stand over it."""
    definisi = KATALOG.definisi[PAKET[kode].lembar[0]]
    for bentuk in ("kosong", "bebas"):
        halaman = [
            satu
            for satu in teks_halaman(cetakan[f"{kode}-{bentuk}"])
            if _kaki(satu).startswith(definisi.nama)
        ]
        perilaku = [satu for satu in halaman if "Berorientasi Pelayanan" in satu]
        assert len(perilaku) == 1
        assert not re.search(r"INDIKATOR|ASPEK|TARGET|\(3\)", perilaku[0])


def test_cetakan_terisi_menampilkan_isinya(cetakan: dict[str, Path]) -> None:
    isi = isi_contoh("evaluasi-jajf-kuantitatif")
    evaluasi = isi["evaluasi-jajf-kuantitatif"]
    semua = _tanpa_spasi(" ".join(teks_halaman(cetakan["evaluasi-jajf-kuantitatif-bebas"])))
    for teks in (
        evaluasi.pegawai.nama,
        evaluasi.pegawai.nip,
        f"{evaluasi.rating_hasil}**",
        f"{evaluasi.rating_perilaku}**",
        f"{evaluasi.pengesahan.tempat_penilai},",
        "Frekuensi Pegawai",
        "Kurang/ Misconduct",
        "FORMAT D.1.1",
        "** rating hasil dan rating perilaku kerja Pegawai ditetapkan",
    ):
        assert teks in semua, teks
    assert re.search(r"\d{1,2} (Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus) 2026", semua)
    for satu in evaluasi.utama:
        assert all(kata in semua for kata in satu.rencana.split())


def test_perspektif_tercetak_seperti_formulir_resmi(cetakan: dict[str, Path]) -> None:
    semua = _tanpa_spasi(" ".join(teks_halaman(cetakan["skp-jpt-kualitatif-bebas"])))
    assert "(Perspektif Penerima Layanan)" in semua


def test_tanda_tangan_tidak_terbelah(cetakan: dict[str, Path]) -> None:
    """On the page where the penilai's role is printed last, his name stands below it."""
    for kode in PAKET:
        for lembar in PAKET[kode].lembar:
            if not any(sel.jalur == "pengesahan.nama_penilai" for sel in _tata(kode, lembar).sel):
                continue
            isi = pesanan(kode, "bebas").isi[lembar]
            halaman = teks_halaman(cetakan[f"{kode}-bebas"])
            peran = [
                satu
                for satu in halaman
                if KATALOG.definisi[lembar].nama in satu and re.search(r"Pejabat Penilai Kinerja\s*\n", satu)
            ]
            assert peran, (kode, lembar)
            ekor = peran[-1].rpartition("Pejabat Penilai Kinerja")[2]
            assert _ada(isi.pengesahan.nama_penilai, _tanpa_spasi(ekor)), (kode, lembar)


def _tata(kode: str, lembar: str) -> Tata:
    return tata_paket(KATALOG, PAKET[kode], pesanan(kode, "bebas").isi)[lembar]


def test_baris_meninggi_saat_diketik_dan_tidak_menyusut(
    tmp_path_factory: pytest.TempPathFactory, profil: Path
) -> None:
    """A long text makes its row grow; a short one leaves the row as tall as the RHK beside it needs.

    LibreOffice measures rows again only in a file it does not know the maker of, so the way goes over .fods.
    """
    kode = "evaluasi-jajf-kuantitatif"
    definisi = KATALOG.definisi[kode]
    tata = tata_paket(KATALOG, PAKET[kode], {})[kode]
    sel = {
        alamat(*tata.tempat["utama[0].iki[0].realisasi"]): "Realisasi panjang berdasarkan laporan. " * 20,
        alamat(*tata.tempat["utama[1].iki[0].realisasi"]): "pendek",
    }
    asal = tmp_path_factory.mktemp("tumbuh")
    berkas = asal / "tumbuh.xlsx"
    berkas.write_bytes(isi_cepat(templat(kode), Ketikan(isi={definisi.lembar: sel})))
    lama = load_workbook(berkas)[definisi.lembar].row_dimensions
    fods = ubah([berkas], "fods", asal, profil)["tumbuh"]
    isi = fods.read_text(encoding="utf-8")
    fods.write_text(re.sub(r"(<meta:generator>)[^<]*", r"\1Lain/1.0", isi), encoding="utf-8")
    hasil = ubah([fods], "xlsx", asal / "hasil", profil)["tumbuh"]
    baru = load_workbook(hasil)[definisi.lembar].row_dimensions
    panjang, pendek = (int(re.sub(r"\D", "", satu)) for satu in sel)
    assert baru[panjang].height > 5 * lama[panjang].height
    assert baru[pendek].height >= 0.95 * lama[pendek].height > 20
