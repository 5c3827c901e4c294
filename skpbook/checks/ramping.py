"""Papers as far as rules across people and the recap look at them: a third of their memory."""

from __future__ import annotations

from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from skpbook.domain.dokumen import Cap
from skpbook.domain.evaluasi import DokumenEvaluasi, Evaluasi
from skpbook.domain.mph import Mph
from skpbook.domain.skp import Identitas, Pengesahan, Skp
from skpbook.domain.strategi import PerjanjianKinerja

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from skpbook.domain.dokumen import Dokumen, Isi
    from skpbook.domain.skp import HasilKerja

_HAMPA: Mapping[str, Any] = {}
"""One empty mapping for all: each document would make its own."""


def ramping(dokumen: Dokumen) -> Dokumen | None:
    """The document without what only rules about its owner look at; None where nothing is left."""
    isi = _isi(dokumen.isi)
    if isi is None:
        return None
    return replace(
        dokumen,
        isi=isi,
        berkas=intern(dokumen.berkas),
        hash=intern(dokumen.hash),
        lembar=intern(dokumen.lembar),
        formulir=intern(dokumen.formulir),
        nip=_sama(dokumen.nip),
        unit=_sama(dokumen.unit),
        periode=_sama(dokumen.periode),
        disimpan=_sama(dokumen.disimpan),
        cap=_cap(_sama(dokumen.cap.nip), dokumen.cap.sah) if dokumen.cap else None,
        tanda=dokumen.tanda or _HAMPA,
    )


@lru_cache(maxsize=16)
def _cap(nip: str | None, sah: bool) -> Cap:
    """Of the stamp only whose it is; sheets of one workbook follow each other and share it."""
    return Cap(formulir=_HAMPA, nip=nip, sah=sah, terisi=_HAMPA, usulan=_HAMPA)


def _isi(isi: Isi) -> Isi | None:
    if isinstance(isi, Mph | PerjanjianKinerja):
        return isi
    if isinstance(isi, Skp):
        return Skp(
            periode_penilaian=_sama(isi.periode_penilaian),
            pegawai=Identitas(nama=isi.pegawai.nama, nip=isi.pegawai.nip, jabatan=_sama(isi.pegawai.jabatan)),
            penilai=Identitas(nip=_sama(isi.penilai.nip)),
            utama=tuple(map(_hasil, isi.utama)),
            tambahan=tuple(map(_hasil, isi.tambahan)),
            studi=isi.studi,
        )
    if isinstance(isi, Evaluasi):
        return Evaluasi(
            periode=_sama(isi.periode),
            periode_penilaian=_sama(isi.periode_penilaian),
            pegawai=Identitas(nip=isi.pegawai.nip, jabatan=_sama(isi.pegawai.jabatan)),  # Plt/Plh counts last
            rating_hasil=_sama(isi.rating_hasil),
            rating_perilaku=_sama(isi.rating_perilaku),
            predikat=_sama(isi.predikat),
            pengesahan=_tanggal(isi.pengesahan),
        )
    if isinstance(isi, DokumenEvaluasi):
        return DokumenEvaluasi(
            periode=_sama(isi.periode),
            periode_penilaian=_sama(isi.periode_penilaian),
            pegawai=Identitas(nip=isi.pegawai.nip),
            pengesahan=_tanggal(isi.pengesahan),
        )
    return None


def _hasil(hasil: HasilKerja) -> HasilKerja:
    """People of one leader name the same RHK of his."""
    return replace(hasil, rhk_pimpinan=_sama(hasil.rhk_pimpinan)) if hasil.rhk_pimpinan else hasil


def _tanggal(satu: Pengesahan) -> Pengesahan:
    return Pengesahan(
        tanggal_pegawai=_sama(satu.tanggal_pegawai), tanggal_penilai=_sama(satu.tanggal_penilai)
    )


def _sama(teks: str | None) -> str | None:
    return intern(teks) if teks is not None else None


class Kelompok:
    """Files that must be looked at together: those of one person, and the people of one file."""

    def __init__(self) -> None:
        self._atas: dict[str, str] = {}
        self._milik: dict[str, str] = {}

    def catat(self, berkas: str, nip: str | None) -> None:
        """A file (its hash) holds a paper of this person."""
        pangkal = self._pangkal(berkas)
        if nip is not None:
            lain = self._pangkal(self._milik.setdefault(nip, pangkal))
            self._atas[pangkal] = lain

    def _pangkal(self, berkas: str) -> str:
        while (atas := self._atas.setdefault(berkas, berkas)) != berkas:
            self._atas[berkas] = berkas = self._atas[atas]
        return berkas

    def berkas(self, banyak: int) -> Iterator[tuple[str, ...]]:
        """All files in lots of `banyak`, the last of a lot with all that belong to it."""
        kelompok: dict[str, list[str]] = {}
        for satu in tuple(self._atas):
            kelompok.setdefault(self._pangkal(satu), []).append(satu)
        kini: list[str] = []
        for isi in kelompok.values():
            kini += isi
            if len(kini) >= banyak:
                yield tuple(kini)
                kini = []
        if kini:
            yield tuple(kini)
