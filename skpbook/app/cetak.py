"""PDF: of a recap, and of every person's forms as they stand in the ledger."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from skpbook.app.keluar import nama_aman, nama_folder
from skpbook.app.libreoffice import SEKALI, jadikan_pdf, perlu
from skpbook.app.rekap import FOLDER_PDF
from skpbook.app.saring import periksa_periode, periksa_unit
from skpbook.domain.galat import TidakBisa
from skpbook.forms.order import Pesanan
from skpbook.forms.values import TeksTerlaluPanjang
from skpbook.forms.write import tulis_buku

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from skpbook.app.buku import Buku
    from skpbook.domain.dokumen import Dokumen, Isi
    from skpbook.forms.catalog import Katalog
    from skpbook.forms.definition import Paket
    from skpbook.recap.susun import Rekap

TANPA_UNIT = "tanpa-unit"
_PANJANG = 90


class GagalCetak(Struct, frozen=True, kw_only=True):
    """A workbook of which no PDF came out, and why."""

    berkas: str
    sebab: str


class HasilPdf(Struct, frozen=True, kw_only=True):
    """The PDF files written, in `folder`, and what could not be."""

    folder: str
    berkas: tuple[str, ...]
    gagal: tuple[GagalCetak, ...] = ()


class _Cetakan(Struct, frozen=True):
    """One workbook to print: where its PDF goes, its bytes, the file its content came in."""

    tujuan: Path
    data: bytes
    asal: str


def cetak_rekap(semua: Sequence[tuple[Rekap, Path]]) -> tuple[str, ...]:
    """A PDF of the counts of each recap, at the path given. Raises `TidakBisa`."""
    from skpbook.recap.tulis import tulis_cetak

    program = perlu()
    with tempfile.TemporaryDirectory(prefix="skpbook-pdf-") as nama:
        sumber = []
        for i, (rekap, _) in enumerate(semua):
            sumber.append(Path(nama) / f"{i}.xlsx")
            tulis_cetak(rekap, sumber[-1])
        jadi = jadikan_pdf(program, sumber)
        if len(jadi) < len(sumber):
            raise TidakBisa(
                f"LibreOffice tidak menghasilkan {len(sumber) - len(jadi)} dari {len(sumber)} PDF rekap; buka "
                "buku kerjanya dan cetak dari sana, atau jalankan sekali lagi."
            )
        for satu, (_, tujuan) in zip(sumber, semua, strict=True):
            _taruh(jadi[satu], tujuan)
    return tuple(str(tujuan) for _, tujuan in semua)


def ekspor_pdf(
    buku: Buku,
    *,
    tujuan: Path | None = None,
    unit: str | None = None,
    periode: str | None = None,
    kerja: int = 1,
    lapor: Callable[[int, int], None] = lambda _selesai, _semua: None,
) -> HasilPdf:
    """A PDF of every person's and unit's current forms, in rekap/pdf/<unit>/ (or `tujuan`).

    Each is our own form filled from the ledger; what people sent is never opened. `unit` (a code) and `periode` (of
    evaluations) narrow it. Raises `TidakBisa` where there is no LibreOffice and nothing to print.
    """
    program = perlu()
    kode_unit = periksa_unit(buku.daftar, unit)
    with buku.ledger(tulis=False) as ledger:
        dokumen = tuple(ledger.dokumen_berlaku(evaluasi=periksa_periode(buku, periode)))
    pencetak = _Pencetak(buku, tujuan or buku.rekap / FOLDER_PDF, kode_unit)
    banyak = sum(1 for _ in pencetak.kelompok(dokumen))
    if not banyak:
        raise TidakBisa(
            "Belum ada formulir yang dapat dicetak; impor dahulu, atau longgarkan --unit dan --periode."
        )
    berkas: list[str] = []
    potongan = _potong(pencetak.semua(dokumen))
    with ThreadPoolExecutor(kerja) as pelaksana:
        while antre := list(islice(potongan, kerja)):
            for satu, jadi in pelaksana.map(lambda isi: _jadikan(program, isi), antre):
                berkas.extend(str(p) for p in jadi)
                pencetak.gagal.extend(
                    GagalCetak(berkas=c.asal, sebab="LibreOffice tidak menghasilkan PDF-nya")
                    for c in satu
                    if c.tujuan not in jadi
                )
            lapor(len(berkas) + len(pencetak.gagal), banyak)
    return HasilPdf(folder=str(pencetak.folder), berkas=tuple(sorted(berkas)), gagal=tuple(pencetak.gagal))


class _Pencetak:
    """Turns current documents into workbooks to print, one for each that came in."""

    def __init__(self, buku: Buku, folder: Path, unit: str | None) -> None:
        self.katalog: Katalog = buku.katalog
        self.kunci = buku.kunci_pasti()
        self.daftar = buku.daftar
        self.folder = folder
        self.unit = unit
        self.nama_unit = nama_folder(self.daftar.unit_menurut_kode)
        self.dibuat = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        self.gagal: list[GagalCetak] = []

    def kelompok(self, dokumen: Iterable[Dokumen]) -> Iterator[list[Dokumen]]:
        """What stands together in one workbook of one person and period."""
        for _, semua in groupby(dokumen, key=lambda d: (d.hash, d.nip, d.unit, d.periode)):
            milik = [satu for satu in semua if satu.formulir in self.katalog.definisi]
            if milik and self.unit in (None, self._unit(milik[0])):
                yield milik

    def semua(self, dokumen: Iterable[Dokumen]) -> Iterator[_Cetakan]:
        """The workbooks, each with a name of its own in its unit's folder."""
        nama: Counter[Path] = Counter()
        for milik in self.kelompok(dokumen):
            for bagian in _sekali_formulir(milik):
                paket = self._paket(bagian)
                dasar = self.folder / self.nama_unit.get(self._unit(bagian[0]) or "", TANPA_UNIT)
                satu = dasar / self._nama(paket, bagian[0])
                nama[satu] += 1
                ekor = f"_{nama[satu]}" if nama[satu] > 1 else ""
                try:
                    data = tulis_buku(self.katalog, self._pesanan(paket, bagian))
                except TeksTerlaluPanjang as salah:
                    self.gagal.append(GagalCetak(berkas=bagian[0].berkas, sebab=str(salah)))
                    continue
                yield _Cetakan(dasar / f"{satu.name}{ekor}.pdf", data, bagian[0].berkas)

    def _unit(self, dokumen: Dokumen) -> str | None:
        orang = self.daftar.menurut_nip.get(dokumen.nip or "")
        return orang.unit if orang is not None else dokumen.unit

    def _paket(self, milik: Sequence[Dokumen]) -> Paket:
        """The package that holds most of these forms, and what it does not hold behind."""
        kode = [satu.formulir for satu in milik]
        paket = max(self.katalog.umum.paket, key=lambda satu: sum(k in satu.lembar for k in kode))
        return replace(paket, lembar=(*paket.lembar, *(k for k in kode if k not in paket.lembar)))

    def _nama(self, paket: Paket, dokumen: Dokumen) -> str:
        orang = self.daftar.menurut_nip.get(dokumen.nip or "")
        periode = dokumen.periode or ""
        ekor = f"_{nama_aman(periode, 20)}" if periode and "/" not in periode else ""
        siapa = "_".join(
            filter(None, (dokumen.nip or dokumen.unit or "tanpa-nip", orang.nama if orang else ""))
        )
        sisa = _PANJANG - len(paket.awalan_berkas) - len(ekor) - 1
        return f"{paket.awalan_berkas}_{nama_aman(siapa, sisa)}{ekor}"

    def _pesanan(self, paket: Paket, milik: Sequence[Dokumen]) -> Pesanan:
        isi: Mapping[str, Isi] = {satu.formulir: satu.isi for satu in milik}
        return Pesanan(
            paket=paket,
            isi=isi,
            nip=milik[0].nip,
            unit=self._unit(milik[0]),
            kode_periode=milik[0].periode,
            untuk=f"Isi berkas {milik[0].berkas}, dicetak ulang oleh skpbook",
            dibuat=self.dibuat,
            kunci=self.kunci,
            bebas=True,
            cetak=True,
        )


def _sekali_formulir(milik: Sequence[Dokumen]) -> Iterator[list[Dokumen]]:
    """The same documents so that no form comes twice in one workbook."""
    sisa = list(milik)
    while sisa:
        sekarang: dict[str, Dokumen] = {}
        for satu in sisa:
            sekarang.setdefault(satu.formulir, satu)
        yield list(sekarang.values())
        sisa = [satu for satu in sisa if sekarang[satu.formulir] is not satu]


def _potong(semua: Iterator[_Cetakan]) -> Iterator[list[_Cetakan]]:
    while potong := list(islice(semua, SEKALI)):
        yield potong


def _jadikan(program: Path, semua: list[_Cetakan]) -> tuple[list[_Cetakan], list[Path]]:
    """Print some workbooks in one call; gives the PDF that came out."""
    jadi = []
    with tempfile.TemporaryDirectory(prefix="skpbook-pdf-") as nama:
        sumber = {Path(nama) / f"{i}.xlsx": satu for i, satu in enumerate(semua)}
        for berkas, satu in sumber.items():
            berkas.write_bytes(satu.data)
        for berkas, pdf in jadikan_pdf(program, list(sumber)).items():
            _taruh(pdf, sumber[berkas].tujuan)
            jadi.append(sumber[berkas].tujuan)
    return semua, jadi


def _taruh(pdf: Path, tujuan: Path) -> None:
    """Put a PDF into its place, whole or not at all. Raises `TidakBisa`."""
    sementara = tujuan.with_name(f".{tujuan.stem}-{os.getpid()}.tmp.pdf")
    try:
        tujuan.parent.mkdir(parents=True, exist_ok=True)
        sementara.write_bytes(pdf.read_bytes())
        os.replace(sementara, tujuan)
    except OSError as galat:
        sementara.unlink(missing_ok=True)
        raise TidakBisa(
            f"PDF {tujuan} tidak dapat ditulis; tutup berkasnya bila sedang terbuka, periksa izin foldernya, lalu "
            "jalankan sekali lagi."
        ) from galat
