"""The HTML report: its figures, its text escaped whatever people wrote, and how a real browser shows it."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from lxml import html
from msgspec.structs import replace

from skpbook.recap.laporan import isi as modul
from skpbook.recap.laporan.gambar import bertumpuk, kurva
from skpbook.recap.laporan.tulis import laporan_html, tulis_laporan
from skpbook.recap.susun import Rekap, susun_rekap

from . import mandiri
from .instansi import DIBUAT, PERIODE, UNIT, Instansi, bangun
from .kaya import kaya
from .mandiri import PREDIKAT, hitungan
from .peramban import Peramban
from .test_aman import TEKS, buku

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

JAHAT = '"><script>document.title="kena"</script><img src="http://luar.invalid/a.png" onerror="x()">\'&amp;'


@pytest.fixture(scope="module")
def instansi() -> Instansi:
    """With a finding that belongs to no unit."""
    asal = bangun(143, benih=7)
    galat = next(t for t in asal.temuan if t.tingkat.value == "galat" and not t.dikecualikan)
    temuan = tuple(replace(t, unit=None, nip=None) if t is galat else t for t in asal.temuan)
    return Instansi(asal.konteks, temuan)


@pytest.fixture(scope="module")
def rekap(instansi: Instansi) -> Rekap:
    return susun_rekap(instansi.konteks, instansi.temuan, periode=None, dibuat=DIBUAT)


def halaman(rekap: Rekap) -> Any:
    return html.document_fromstring(laporan_html(rekap, "REKAP.xlsx"))


def angka(teks: str) -> int:
    return int(teks.replace(".", ""))


def tabel(akar: Any, judul: str) -> list[list[str]]:
    """Rows of the table with this caption or region name, head and foot left in."""
    (satu,) = akar.xpath("//table[caption[starts-with(., $j)] or ../@aria-label=$j]", j=judul)
    return [[sel.text_content().strip() for sel in baris.xpath("./th|./td")] for baris in satu.xpath(".//tr")]


def test_the_figures_are_those_of_the_people(rekap: Rekap, instansi: Instansi) -> None:
    akar = halaman(rekap)
    orang = mandiri.semua(instansi.konteks, PERIODE)
    kepala, *unit, jumlah = tabel(akar, "Predikat dan status")
    per_unit = mandiri.per_unit(orang)
    status = ("Belum ada SKP", "SKP belum disetujui", "Belum ada evaluasi", "Belum dinilai", "Dikecualikan")
    assert kepala == ["Unit Kerja", "Pegawai", *PREDIKAT, *status]
    for baris, (nama, isi) in zip(
        (*unit, jumlah), [*((u.nama, per_unit[u.kode]) for u in UNIT), ("Jumlah", orang)], strict=True
    ):
        satu = hitungan(isi)
        keadaan = Counter(o.status for o in isi)
        assert baris[0] == " ".join(nama.split())
        assert [angka(a) for a in baris[1:]] == [
            len(isi),
            *(satu[p] for p in PREDIKAT),
            *(keadaan[s] for s in status),
        ]
    kotak = Counter((o.hasil, o.perilaku) for o in orang if o.predikat)
    kepala, *baris = tabel(akar, "Sembilan kotak")
    for hasil in baris:
        for perilaku, isi in zip(kepala[1:], hasil[1:], strict=True):
            kunci = hasil[0].removeprefix("Hasil kerja ").title(), perilaku.removeprefix("Perilaku ").title()
            predikat, banyak = re.match(r"(\D+?) ([\d.]+) ", isi).groups()  # type: ignore[union-attr]
            assert (predikat, angka(banyak)) == (mandiri.KUADRAN[kunci], kotak[kunci])
    temuan = Counter(t.kode for t in instansi.temuan if not t.dikecualikan)
    _, *baris = tabel(akar, "Temuan tiap aturan")
    assert {b[0]: angka(b[3]) for b in baris if b[3] != "0"} == temuan
    tingkat = Counter(t.tingkat.value for t in instansi.temuan if not t.dikecualikan)
    assert any(t.unit is None for t in instansi.temuan)
    kartu = [" ".join(satu.text_content().split()) for satu in akar.xpath("//ul[@class='kartu']/li")]
    assert kartu[-1] == f"Temuan galat {tingkat['galat']} {tingkat['peringatan']} peringatan"
    kurang = [o.kurang for o in orang if any(o.kurang)]
    assert tabel(akar, "Menurut unit")[-1][1:] == [str(sum(k)) for k in zip(*kurang, strict=True)]
    assert f"{len(kurang)} pegawai masih berutang" in akar.text_content()


def test_a_year_with_changes(instansi: Instansi) -> None:
    isi = kaya(90)
    rekap = susun_rekap(isi.konteks, isi.temuan, periode="2026-TW2", dibuat=DIBUAT)
    assert "Dibanding Triwulan I Tahun 2026" in halaman(rekap).text_content()
    assert halaman(susun_rekap(bangun(0).konteks, (), periode=None, dibuat=DIBUAT)) is not None


def kerangka(akar: Any) -> list[tuple[str, tuple[str, ...]]]:
    return [(str(satu.tag), tuple(sorted(satu.attrib))) for satu in akar.iter()]


def laporan_dari(teks: str) -> Any:
    konteks, temuan = buku(teks)
    return halaman(susun_rekap(konteks, [t for t in temuan if t.kode == "S204"], periode=None, dibuat=DIBUAT))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEKS)
@example(JAHAT)
@example("]]>--><!-- {{ 7*7 }} {% raw %}")
def test_no_text_makes_an_element_or_an_attribute(teks: str) -> None:
    polos = kerangka(laporan_dari("Biasa saja"))
    akar = laporan_dari(teks)
    assert kerangka(akar) == polos
    assert not akar.xpath("//script|//img|//link|//iframe|//form|//@*[starts-with(name(), 'on')]")


def test_text_is_shown_as_it_was_written() -> None:
    akar = laporan_dari(JAHAT)
    assert JAHAT in akar.xpath("string(//header)")
    assert JAHAT in akar.xpath("string(//title)")
    assert any(JAHAT in str(satu) for satu in akar.xpath("//@aria-label"))


def test_nothing_points_outside(rekap: Rekap) -> None:
    """Links lead within the page, and the page itself forbids everything else."""
    akar = halaman(rekap)
    tujuan = {str(satu) for satu in akar.xpath("//@href|//@src|//@action|//@srcset")}
    nama = {str(satu) for satu in akar.xpath("//@id")}
    assert tujuan == {f"#{satu}" for satu in nama if not satu.startswith("j-")}
    gaya = akar.xpath("string(//style)")
    assert "url(" not in gaya
    assert "@import" not in gaya
    (aturan,) = akar.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert aturan.startswith("default-src 'none'")


def test_read_by_a_screen_reader(rekap: Rekap) -> None:
    """Headings in order, tables with headings of their own, pictures that say their numbers."""
    akar = halaman(rekap)
    assert akar.get("lang") == "id"
    assert len(akar.xpath("//h1")) == len(akar.xpath("//main")) == 1
    tingkat = [int(satu.tag[1]) for satu in akar.xpath("//h1|//h2|//h3")]
    assert all(b - a <= 1 for a, b in pairwise(tingkat))
    for satu in akar.xpath("//table"):
        assert satu.xpath("./caption or ../@aria-label")
        assert all(sel.get("scope") == "col" for sel in satu.xpath("./thead//th"))
        assert all(sel.get("scope") == "row" for sel in satu.xpath("./tbody//th"))
    gambar = akar.xpath("//*[local-name()='svg']")
    assert gambar
    assert all(satu.get("role") == "img" and satu.get("aria-label") for satu in gambar)
    kurva_unit = akar.xpath("//figure//*[local-name()='svg']")
    assert all(re.search(r"Sangat Kurang \d+, Kurang \d+", satu.get("aria-label")) for satu in kurva_unit)
    for bagian in akar.xpath("//section"):
        assert akar.xpath("//h2[@id=$i]", i=bagian.get("aria-labelledby"))


def test_a_large_instansi_stays_a_page(rekap: Rekap, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a number of units the OPD stand for them, beyond a number of pictures a sentence does."""
    monkeypatch.setattr(modul, "KELOMPOK_TERBANYAK", len(rekap.opd))
    monkeypatch.setattr(modul, "KURVA_TERBANYAK", 2)
    monkeypatch.setattr(modul, "PENILAI_TERBANYAK", 1)
    akar = halaman(rekap)
    kepala, *opd, jumlah = tabel(akar, "Predikat dan status")
    assert kepala[0] == "OPD / Unit Induk"
    assert [angka(satu[1]) for satu in opd] == [satu.hitungan.pegawai for satu in rekap.opd]
    assert angka(jumlah[1]) == rekap.jumlah.pegawai
    assert len(akar.xpath("//figure")) == 2
    isi = akar.text_content()
    assert "unit lain tidak digambar di sini" in isi
    assert "pejabat penilai lainnya" in isi
    monkeypatch.setattr(modul, "KELOMPOK_TERBANYAK", 1)
    _, satu, jumlah = tabel(halaman(replace(rekap, opd=())), "Predikat dan status")
    assert angka(satu[1]) == max(unit.hitungan.pegawai for unit in rekap.unit)
    assert angka(jumlah[1]) == rekap.jumlah.pegawai


def test_geometry() -> None:
    potong = bertumpuk([("a", 1, "x"), ("b", 0, "y"), ("c", 3, "z")])
    assert [(p.nama, p.x, p.lebar) for p in potong] == [("a", 0, 25), ("c", 25, 75)]
    satu = kurva("judul", ["A", "B C"], [0, 4], [1.0, 3.0])
    assert [b.tinggi for b in satu.batang] == [0, satu.alas - 22]
    assert satu.batang[1].nama == ("B", "C")
    assert all(float(y) <= satu.alas for y in re.findall(r"[\d.]+ ([\d.]+)", satu.garis))
    assert kurva("judul", ["A"], [0], None).garis == ""


@pytest.fixture(scope="module")
def peramban(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peramban]:
    satu = Peramban(tmp_path_factory.mktemp("peramban"))
    yield satu
    satu.tutup()


def test_in_a_browser(peramban: Peramban, tmp_path: Path) -> None:
    """Opened from disk: the text is there, nothing runs, nothing is asked of a network."""
    konteks, temuan = buku(JAHAT)
    isi = susun_rekap(konteks, [t for t in temuan if t.kode == "S204"], periode=None, dibuat=DIBUAT)
    berkas = tmp_path / "REKAP.html"
    tulis_laporan(isi, berkas, "REKAP.xlsx")
    dom = html.document_fromstring(peramban.jalankan(berkas, "--dump-dom"))
    assert dom.findtext(".//title") != "kena"
    assert JAHAT in dom.xpath("string(//header)")
    assert not dom.xpath("//script|//img")
    assert peramban.diminta_halaman() == []
    # the same arrangement sees what a page does ask for
    (tmp_path / "lain.html").write_text('<img src="http://luar.invalid/a.png">', encoding="utf-8")
    peramban.jalankan(tmp_path / "lain.html", "--dump-dom")
    assert peramban.diminta_halaman() == ["http://luar.invalid/a.png"]


@pytest.mark.parametrize("lebar", [390, 1280])
def test_no_page_is_wider_than_its_window(
    peramban: Peramban, rekap: Rekap, tmp_path: Path, lebar: int
) -> None:
    """Wide tables move within themselves. Measured by a script put in, the page's own ban taken out."""
    isi = re.sub(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "", laporan_html(rekap, "R.xlsx"))
    ukur = "<script>document.title=document.documentElement.scrollWidth+' '+innerWidth</script></body>"
    berkas = tmp_path / "ukur.html"
    berkas.write_text(isi.replace("</body>", ukur), encoding="utf-8")
    dom = html.document_fromstring(peramban.jalankan(berkas, "--dump-dom", f"--window-size={lebar},900"))
    isi_lebar, jendela = map(int, str(dom.findtext(".//title")).split())
    assert jendela <= max(lebar, 500)
    assert isi_lebar <= jendela


def test_printed(peramban: Peramban, rekap: Rekap, tmp_path: Path) -> None:
    """A4 pages, every section on them, the head of a long table on each."""
    berkas, pdf = tmp_path / "REKAP.html", tmp_path / "REKAP.pdf"
    tulis_laporan(rekap, berkas, "REKAP.xlsx")
    peramban.jalankan(berkas, "--no-pdf-header-footer", f"--print-to-pdf={pdf}")
    teks = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True)
    rapat = " ".join(teks.stdout.split())
    for satu in ("Keadaan dan predikat", "Kuadran kinerja", "Cakupan kaskade", "Temuan menurut jenisnya"):
        assert satu in rapat
    ukuran = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    assert "(A4)" in ukuran
