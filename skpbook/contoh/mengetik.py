"""From a paper to the cells a person types into a template, and what the formulas then show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.contoh.ketikan import Ketikan, Nilai, Terhitung
from skpbook.domain.dokumen import Isi
from skpbook.domain.periode import tulis_tanggal
from skpbook.domain.tempat import alamat
from skpbook.forms.choices import LEMBAR as LEMBAR_DAFTAR
from skpbook.forms.layout import Sel, Tata
from skpbook.forms.paths import ambil
from skpbook.forms.values import nomor_otomatis, pohon_isi, tanggal_medan, teks_medan
from skpbook.forms.write import tata_paket
from skpbook.regulation.distribusi import kurva
from skpbook.regulation.kuadran import predikat
from skpbook.regulation.label import kenali_capaian, kenali_rating

if TYPE_CHECKING:
    from skpbook.contoh.xlsx import Xlsx
    from skpbook.forms.catalog import Katalog
    from skpbook.forms.definition import Definisi, Isian, Paket

_JUDUL_KURVA = re.compile(r'^"(Kurva [^"]*) "&IF\(')
_ACUAN = re.compile(r"\{([^{}]+)\}")
_BAGIAN = re.compile(r"\.(?:nama|jabatan)$")
_GAYA_TANGGAL = "tanggal"
_TITIK_KURVA = "IFERROR(INDEX("


class Lembaran(Struct, frozen=True, kw_only=True):
    """One sheet to fill: `tahu` is what the template was made with, `bersih` the right paper, `ingin` the
    paper as this person hands it in (the same but for planted faults).
    """

    tahu: Isi | None
    bersih: Isi
    ingin: Isi


def ketik_semua(
    katalog: Katalog,
    paket: Paket,
    isi: Mapping[str, Lembaran],
    *,
    paksa: Mapping[str, Mapping[str, Nilai]] | None = None,
    disimpan: str | None = None,
) -> Ketikan:
    """What is typed into a workbook of a package; `isi` maps form code -> what goes into that sheet.

    A prefilled and locked cell is left alone unless the fault is there. `paksa` (form code -> path -> value)
    is typed whatever the cell is: numbers, fixed texts of the form. KeyError when the template has no place
    for something that should be typed.
    """
    tahu = {kode: satu.tahu for kode, satu in isi.items() if satu.tahu is not None}
    tata = tata_paket(katalog, paket, tahu)
    ketikan = _Pengetik(katalog, paket, isi, tata).ketik(disimpan)
    for kode, nilai in (paksa or {}).items():
        lembar = katalog.definisi[kode].lembar
        tertimpa = {alamat_jalur(tata[kode], jalur): satu for jalur, satu in nilai.items()}
        ketikan.isi[lembar] |= tertimpa
        for sel in tertimpa.keys() & ketikan.hasil[lembar].keys():
            del ketikan.hasil[lembar][sel]  # a formula that was typed over shows nothing any more
    return ketikan


def hasil_kurva(buku: Xlsx, capaian: str | None) -> dict[str, dict[str, Terhitung]]:
    """What the distribution curve's formulas on the hidden list sheet show for a capaian."""
    if LEMBAR_DAFTAR not in buku.lembar():
        return {}
    dikenal = kenali_capaian(capaian) if capaian else None
    tinggi = list(kurva(dikenal)) if dikenal else [0] * 5
    hasil: dict[str, Terhitung] = {}
    for sel, (rumus, _) in buku.rumus(LEMBAR_DAFTAR).items():
        if judul := _JUDUL_KURVA.match(rumus):
            hasil[sel] = f"{judul[1]} {capaian.upper() if capaian else '(belum dipilih)'}"
        elif rumus.startswith(_TITIK_KURVA):
            hasil[sel] = tinggi.pop(0)
    return {LEMBAR_DAFTAR: hasil} if hasil else {}


class _Pengetik:
    def __init__(
        self, katalog: Katalog, paket: Paket, isi: Mapping[str, Lembaran], tata: Mapping[str, Tata]
    ) -> None:
        self.katalog = katalog
        self.paket = paket
        self.tata = tata
        self.ingin = {kode: pohon_isi(satu.ingin) for kode, satu in isi.items()}
        self.bersih = {kode: pohon_isi(satu.bersih) for kode, satu in isi.items()}
        self.tahu = {kode: pohon_isi(satu.tahu) for kode, satu in isi.items()}

    def ketik(self, disimpan: str | None) -> Ketikan:
        isi: dict[str, dict[str, Nilai]] = {}
        hasil: dict[str, dict[str, Terhitung]] = {}
        for kode in self.ingin:
            definisi = self.katalog.definisi[kode]
            ketik, hitung = isi.setdefault(definisi.lembar, {}), hasil.setdefault(definisi.lembar, {})
            letak = _indeks(self.katalog, definisi, self.tata[kode])
            ingin = letak.jalur(_daun(self.ingin[kode]))
            for jalur in sorted(ingin | letak.jalur(_daun(self.tahu[kode]))):
                if (sel := letak.isian.get(jalur)) is not None:
                    self._isian(kode, sel, self.katalog.isian(definisi, jalur), ketik)
            for sel in letak.tanda:
                if sel.tanda in (ambil(self.ingin[kode], sel.jalur or "") or ()):
                    ketik[sel.sel] = f"(X) {sel.tanda}"
            for sel in letak.rumus:
                self._rumus(kode, sel, self.katalog.isian(definisi, sel.jalur or ""), ketik, hitung)
            letak.pastikan_muat(kode, ingin)
        return Ketikan(isi=isi, hasil=hasil, disimpan=disimpan)

    def _isian(self, kode: str, sel: Sel, isian: Isian, ketik: dict[str, Nilai]) -> None:
        jalur = sel.jalur or ""
        tahu, ingin = teks_medan(self.tahu[kode], jalur), teks_medan(self.ingin[kode], jalur)
        terkunci = tahu is not None and not isian.boleh_ubah
        if ingin == tahu or (terkunci and ingin == teks_medan(self.bersih[kode], jalur)):
            return
        tanggal = tanggal_medan(isian, ingin) if ingin else None
        if tanggal is not None and sel.gaya != _GAYA_TANGGAL:
            ketik[sel.sel] = tulis_tanggal(tanggal)
        else:
            ketik[sel.sel] = tanggal or ingin

    def _rumus(
        self, kode: str, sel: Sel, isian: Isian, ketik: dict[str, Nilai], hitung: dict[str, Terhitung]
    ) -> None:
        """A formula cell shows what follows from the cells; a paper that says otherwise was typed over it."""
        jalur = sel.jalur or ""
        hasil = self._hitung(kode, sel, isian)
        ingin = teks_medan(self.ingin[kode], jalur)
        seharusnya = teks_medan(self.bersih[kode], jalur) if isian.ikut else hasil
        if (isian.ikut or isian.rumus == "predikat") and ingin not in (None, seharusnya):
            ketik[sel.sel] = ingin
        else:
            hitung[sel.sel] = hasil

    def _hitung(self, kode: str, sel: Sel, isian: Isian) -> Terhitung:
        pohon = self.ingin[kode]
        if isian.rumus == "nomor":
            acuan = _ACUAN.findall(sel.rumus or "")
            return nomor_otomatis(pohon, sel.jalur or "", acuan[0].rpartition(".")[2]) or ""
        if isian.rumus == "predikat":
            hasil = kenali_rating(pohon.get("rating_hasil") or "")
            perilaku = kenali_rating(pohon.get("rating_perilaku") or "")
            return predikat(hasil, perilaku).value if hasil and perilaku else ""
        jenis, pisah, asal = (isian.ikut or "").partition(":")
        if not pisah:
            return teks_medan(pohon, jenis) or ""
        lain = next(k for k in self.paket.lembar if self.katalog.definisi[k].dokumen == jenis)
        return teks_medan(self.ingin[lain], asal) or ""


class _Indeks(Struct, frozen=True):
    """The cells of a layout by what they are for: `isian` by path, formulas, marks; `pola` are all paths
    without their numbers.
    """

    tata: Tata
    isian: Mapping[str, Sel]
    rumus: tuple[Sel, ...]
    tanda: tuple[Sel, ...]
    pola: frozenset[str]

    def jalur(self, daun: list[str]) -> set[str]:
        """Paths of texts as paths of cells: name and jabatan of the matrix stand in one cell."""
        return {
            gabung
            if (gabung := f"{satu.rpartition('.')[0]}.nama_jabatan") in self.isian and _BAGIAN.search(satu)
            else satu
            for satu in daun
        }

    def pastikan_muat(self, kode: str, ingin: set[str]) -> None:
        """A list item beyond the template's rows would be lost in silence. KeyError."""
        ada = self.isian.keys() | {sel.jalur for sel in self.rumus}
        luput = [satu for satu in ingin if "[" in satu and satu not in ada and _pola(satu) in self.pola]
        if luput:
            raise KeyError(f"{kode}: tidak ada sel untuk {', '.join(sorted(luput)[:3])}")


_TERAKHIR: dict[int, _Indeks] = {}
_SIMPANAN = 512


def _indeks(katalog: Katalog, definisi: Definisi, tata: Tata) -> _Indeks:
    """The index of a layout; layouts are shared, so is this."""
    ada = _TERAKHIR.get(id(tata))
    if ada is not None and ada.tata is tata:
        return ada
    isian, rumus, tanda = {}, [], []
    for sel in tata.sel:
        if sel.jalur is None:
            continue
        jenis = katalog.isian(definisi, sel.jalur).rumus
        if sel.tanda is not None:
            tanda.append(sel)
        elif jenis is not None and (jenis != "nomor" or sel.rumus):
            rumus.append(sel)
        else:
            isian[sel.jalur] = sel
    if len(_TERAKHIR) >= _SIMPANAN:
        _TERAKHIR.clear()
    baru = _Indeks(tata, isian, tuple(rumus), tuple(tanda), frozenset(_pola(satu) for satu in isian))
    _TERAKHIR[id(tata)] = baru
    return baru


def _pola(jalur: str) -> str:
    return re.sub(r"\d+", "", jalur)


def _daun(pohon: object, awalan: str = "") -> list[str]:
    """Paths of all texts of a tree."""
    if isinstance(pohon, dict):
        return [
            j for nama, nilai in pohon.items() for j in _daun(nilai, f"{awalan}.{nama}" if awalan else nama)
        ]
    if isinstance(pohon, list | tuple):
        return [j for nomor, nilai in enumerate(pohon) for j in _daun(nilai, f"{awalan}[{nomor}]")]
    return [] if pohon is None else [awalan]


def alamat_jalur(tata: Tata, jalur: str) -> str:
    """A1 address of a field path in a layout. KeyError where there is none."""
    return alamat(*tata.tempat[jalur])
