"""The field faults are planted in: papers, roster and exports of an instansi, changed one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from skpbook.contoh.memori import daftar_bertempat, konteks_instansi
from skpbook.domain.ekinerja import BarisEkinerja, JenisEkinerja, LembarEkinerja
from skpbook.domain.mph import Mph
from skpbook.domain.strategi import PerjanjianKinerja
from skpbook.domain.tempat import Tempat
from skpbook.forms.paths import ambil, taruh

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Mapping

    from skpbook.checks.konteks import Konteks
    from skpbook.contoh.instansi import Instansi
    from skpbook.domain.dokumen import Dokumen, Isi
    from skpbook.domain.pegawai import Daftar, Pegawai

T = TypeVar("T")

Tempat4 = tuple[str, str | None, str | None, str | None]
"""(code, file, sheet, cell) of a finding."""

_EKSPOR = "Laporan_Penilaian_SKP.xlsx"
_KOLOM_EKSPOR = {"nip": "C", "hasil": "J", "perilaku": "K", "predikat": "L"}


class Ladang:
    """Whoever asks for a paper says whose (NIP, unit code for a perjanjian) and of which kind."""

    def __init__(self, instansi: Instansi, acak: random.Random) -> None:
        self.instansi = instansi
        self.acak = acak
        self._asal = konteks_instansi(instansi)
        self._dokumen: dict[tuple[str, type], Dokumen] = {}
        for satu in self._asal.dokumen:
            self._dokumen[satu.nip or satu.unit or "", type(satu.isi)] = satu
        self._lain: list[Dokumen] = []
        self._pegawai = list(self._asal.daftar.pegawai)
        self._nip = {satu.nip for satu in self._pegawai}
        self._ekspor: list[BarisEkinerja] = []

    @property
    def daftar(self) -> Daftar:
        """The roster before anything was planted."""
        return self._asal.daftar

    def dokumen(self, milik: str, jenis: type) -> Dokumen:
        """A paper as it is now."""
        return self._dokumen[milik, jenis]

    def isi(self, milik: str, jenis: type[T]) -> T:
        """What it says."""
        isi = self._dokumen[milik, jenis].isi
        assert isinstance(isi, jenis)
        return isi

    def berhasil(self, milik: str, jenis: type) -> Any:
        """The same of an SKP or an evaluation, whichever it is: both have utama and tambahan."""
        return self._dokumen[milik, jenis].isi

    def ada(self, milik: str, jenis: type) -> bool:
        """Whether it is there (still)."""
        return (milik, jenis) in self._dokumen

    def lembar(self, milik: str, berkas: str) -> Iterator[Dokumen]:
        """The sheets of one workbook of somebody's."""
        return (
            satu for (punya, _), satu in self._dokumen.items() if punya == milik and satu.berkas == berkas
        )

    def ganti(self, milik: str, jenis: type, **medan: Any) -> None:
        """Other fields of the paper's record (cap, periode, tanda …)."""
        self._dokumen[milik, jenis] = replace(self._dokumen[milik, jenis], **medan)

    def tulis(self, milik: str, isi: Isi) -> None:
        """Another content; places that are new get cells below the others."""
        dokumen = self._dokumen[milik, type(isi)]
        self._dokumen[milik, type(isi)] = replace(dokumen, isi=isi, tempat=_lengkapi(dokumen, isi))

    def ubah(self, milik: str, jenis: type, jalur: str, nilai: Any) -> None:
        """Another text (or a function of the old one) at a field path."""
        isi = self._dokumen[milik, jenis].isi
        pohon: Any = msgspec.json.decode(msgspec.json.encode(isi))
        taruh(pohon, jalur, nilai(ambil(pohon, jalur)) if callable(nilai) else nilai)
        self.tulis(milik, msgspec.convert(pohon, type(isi)))

    def buang(self, milik: str, *jenis: type) -> None:
        """Papers that were never sent."""
        for satu in jenis:
            self._dokumen.pop((milik, satu), None)

    def tambah(self, dokumen: Dokumen) -> None:
        """One more paper."""
        self._lain.append(dokumen)

    def di(self, kode: str, milik: str, jenis: type, jalur: str) -> Tempat4:
        """Where a finding about a field must stand; KeyError for a field without a cell."""
        dokumen = self._dokumen[milik, jenis]
        return _letak(kode, dokumen.berkas, dokumen.tempat[jalur])

    def sel(self, kode: str, milik: str, jenis: type, sel: str) -> Tempat4:
        """A cell of a paper by its address."""
        dokumen = self._dokumen[milik, jenis]
        return kode, dokumen.berkas, dokumen.lembar, sel

    def catat_pegawai(self, baru: Pegawai) -> int:
        """One more row of the roster, its index; nobody has to rate its holder."""
        self._pegawai.append(replace(baru, status="Pensiun"))
        return len(self._pegawai) - 1

    def nip_baru(self, bulan: int = 6) -> str:
        """A NIP of nobody's, none given out twice; of month 13 one that cannot be."""
        while True:
            nip = f"1987{bulan:02d}15201001{self.acak.choice('12')}{self.acak.randint(1, 999):03d}"
            if nip not in self._nip:
                self._nip.add(nip)
                return nip

    def ganti_pegawai(self, nip: str, **medan: Any) -> None:
        """Other fields of somebody's row."""
        nomor = self.nomor(nip)
        self._pegawai[nomor] = replace(self._pegawai[nomor], **medan)

    def nomor(self, nip: str) -> int:
        """Index of somebody's row."""
        return next(i for i, satu in enumerate(self._pegawai) if satu.nip == nip)

    def di_daftar(self, kode: str, nomor: int, bidang: str) -> Tempat4:
        """A cell of the roster."""
        daftar = self._daftar()
        return _letak(kode, daftar.berkas, daftar.tempat[f"pegawai[{nomor}].{bidang}"])

    def ekspor(self, **medan: Any) -> BarisEkinerja:
        """One more row of the e-Kinerja export."""
        baris = BarisEkinerja(baris=len(self._ekspor) + 9, periode=self.instansi.periode, **medan)
        self._ekspor.append(baris)
        return baris

    def di_ekspor(self, kode: str, baris: BarisEkinerja, medan: str) -> Tempat4:
        """A cell of the export."""
        return _letak(kode, _EKSPOR, self._lembar_ekspor().tempat(baris, medan))

    def _lembar_ekspor(self) -> LembarEkinerja:
        return LembarEkinerja(
            berkas=_EKSPOR,
            lembar="Laporan",
            jenis=JenisEkinerja.PENILAIAN,
            kolom=_KOLOM_EKSPOR,
            baris=tuple(self._ekspor),
            periode=self.instansi.periode,
        )

    def _daftar(self) -> Daftar:
        return daftar_bertempat(replace(self._asal.daftar, pegawai=tuple(self._pegawai)))

    def konteks(self) -> Konteks:
        """Everything as it is now, in the order in which it came in."""
        urut = {(satu.nip or satu.unit or "", type(satu.isi)): None for satu in self._asal.dokumen}
        tetap = [self._dokumen[kunci] for kunci in urut if kunci in self._dokumen]
        return replace(
            self._asal,
            daftar=self._daftar(),
            dokumen=(*tetap, *self._lain),
            lembar_ekinerja=(self._lembar_ekspor(),) if self._ekspor else (),
        )


def _letak(kode: str, berkas: str, tempat: Tempat) -> Tempat4:
    return kode, berkas, tempat.lembar, tempat.sel


def _lengkapi(dokumen: Dokumen, isi: Isi) -> Mapping[str, Tempat]:
    from skpbook.checks.jalur import teks_berjalur

    jalur = [jalur for jalur, _ in teks_berjalur(isi)]
    if isinstance(isi, Mph):
        jalur += [f"anggota[{i}].peran[{k}]" for i in range(len(isi.anggota)) for k in range(len(isi.kolom))]
    baru = [satu for satu in dict.fromkeys(jalur) if satu not in dokumen.tempat]
    lembar, mulai = dokumen.lembar, len(dokumen.tempat) + 1
    return {**dokumen.tempat, **{satu: Tempat(lembar, f"C{n}") for n, satu in enumerate(baru, start=mulai)}}


class Jenis(Struct, frozen=True, kw_only=True):
    """A kind of fault.

    `calon` are those in whom it can be planted; `daerah` everything it touches (NIP, "mph:NIP", "unit:KODE"):
    no other fault is planted there. `tanam` changes the field and says where what must be found; nothing
    where it cannot be done after all. `usik`: ratings change or go missing, so the pattern of the unit (P) may
    follow.
    """

    kode: str
    calon: Callable[[Ladang], Iterable[str]]
    tanam: Callable[[Ladang, str], list[Tempat4]]
    daerah: Callable[[Ladang, str], set[str]]
    usik: bool = False


JENIS: list[Jenis] = []
"""Every kind, in the order in which they were registered."""


def sendiri(_ladang: Ladang, nip: str) -> set[str]:
    """Only the person."""
    return {nip}


def serumpun(ladang: Ladang, nip: str) -> set[str]:
    """The person, those below and the matrix."""
    return {nip, f"mph:{nip}", *(satu.pegawai.nip for satu in ladang.instansi.bawahan(nip))}


def seunit(ladang: Ladang, kode: str) -> set[str]:
    """A unit with all its people and their matrices."""
    orang = [nip for nip, satu in ladang.instansi.orang.items() if satu.pegawai.unit == kode]
    return {f"unit:{kode}", *orang, *(f"mph:{nip}" for nip in orang)}


def jenis(
    kode: str,
    calon: Callable[[Ladang], Iterable[str]],
    *,
    daerah: Callable[[Ladang, str], set[str]] = sendiri,
    usik: bool = False,
) -> Callable[[Callable[[Ladang, str], list[Tempat4]]], Callable[[Ladang, str], list[Tempat4]]]:
    """Decorator: register the function that plants a kind."""

    def daftarkan(tanam: Callable[[Ladang, str], list[Tempat4]]) -> Callable[[Ladang, str], list[Tempat4]]:
        JENIS.append(Jenis(kode=kode, calon=calon, tanam=tanam, daerah=daerah, usik=usik))
        return tanam

    return daftarkan


def perjanjian(ladang: Ladang, unit: str) -> PerjanjianKinerja:
    """A unit's sheet."""
    return ladang.isi(unit, PerjanjianKinerja)
