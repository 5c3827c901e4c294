"""A document with what it is resolved: whose it is and for when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

from skpbook.domain.dokumen import Cap, Dokumen, Isi
from skpbook.domain.evaluasi import DokumenEvaluasi, Evaluasi, RencanaAksi
from skpbook.domain.mph import Mph
from skpbook.domain.nip import Nip, baca_nip, bersihkan
from skpbook.domain.pegawai import Daftar, Pegawai
from skpbook.domain.periode import Periode, baca_periode, baca_rentang, kenali_periode
from skpbook.domain.skp import LampiranSkp, Skp
from skpbook.domain.teks import normal_rencana
from skpbook.regulation.label import Capaian

if TYPE_CHECKING:
    from collections.abc import Mapping

TK_co = TypeVar("TK_co", bound=Isi, covariant=True)

BERIDENTITAS = (Skp, LampiranSkp, Evaluasi, DokumenEvaluasi, RencanaAksi)
"""Papers with the two identity blocks, the main sheet of a workbook before the sheets that follow it."""


class Kertas(Struct, Generic[TK_co], frozen=True, kw_only=True):
    """A current document with what it is resolved: whose it is and for when.

    `nip` is the owner's NIP (None when no cell and no stamp names one that can be read), `pegawai` his row
    of the roster. `rentang` is the period of an SKP; `periode` the code of an evaluation period.
    """

    dokumen: Dokumen
    isi: TK_co
    nip: str | None = None
    pegawai: Pegawai | None = None
    rentang: tuple[date, date] | None = None
    periode: str | None = None


class RencanaDi(Struct, frozen=True):
    """One RHK of an SKP: where it stands and how it is written."""

    kertas: Kertas[Skp]
    jalur: str
    teks: str


class CapaianTercatat(Struct, frozen=True):
    """The capaian kinerja organisasi a unit's sheet gives for one period; `nilai` is None when not one of the
    five.
    """

    dokumen: Dokumen
    jalur: str
    teks: str | None
    nilai: Capaian | None


def susun_kertas(daftar: Daftar, tahun: int, dokumen: Dokumen) -> Kertas[Isi]:
    """Resolve whose and for when a document is; `tahun` where the document names a period without a year.

    A sheet on which stamp and cells name two people (B010) is nobody's until that is mended.
    """
    isi = dokumen.isi
    nip = None if beda_nip_cap(isi, dokumen.cap) else _pemilik(daftar, dokumen)
    rentang = None
    periode = None
    if isinstance(isi, Skp):
        rentang = baca_rentang(isi.periode_penilaian) if isi.periode_penilaian else None
    elif isinstance(isi, Evaluasi | DokumenEvaluasi):
        periode = kode_periode(dokumen.periode, tahun) or periode_terlihat(isi, tahun)
    return Kertas(
        dokumen=dokumen,
        isi=isi,
        nip=nip,
        pegawai=daftar.menurut_nip.get(nip) if nip else None,
        rentang=rentang,
        periode=periode,
    )


def _pemilik(daftar: Daftar, dokumen: Dokumen) -> str | None:
    """The owner's NIP: what intake filed it under, the visible cell, the signed stamp; known people first."""
    cap = dokumen.cap.nip if dokumen.cap is not None and dokumen.cap.sah else None
    calon = [bersihkan(satu) for satu in (dokumen.nip, nip_terlihat(dokumen.isi), cap) if satu]
    dikenal = next((nip for nip in calon if nip in daftar.menurut_nip), None)
    return dikenal or next((nip for nip in calon if isinstance(baca_nip(nip), Nip)), None)


def nip_terlihat(isi: Isi) -> str | None:
    """The NIP the sheet shows as its owner's, as typed; None for sheets without one."""
    if isinstance(isi, BERIDENTITAS):
        return isi.pegawai.nip
    return isi.pimpinan.nip if isinstance(isi, Mph) else None


def beda_nip_cap(isi: Isi, cap: Cap | None) -> str | None:
    """The well-formed NIP the sheet shows when it is not the stamp's; None otherwise.

    A NIP that cannot be read is no other person: that is I101-I103.
    """
    terlihat = nip_terlihat(isi)
    if cap is None or not cap.sah or not cap.nip or not terlihat:
        return None
    nip = baca_nip(terlihat)
    return nip.angka if isinstance(nip, Nip) and nip.angka != cap.nip else None


def kode_periode(teks: str | None, tahun: int) -> str | None:
    """Code of a period written as a code or in words; `tahun` where the words name none."""
    ada = kenali_periode(teks.strip(), tahun) if teks else None
    return ada.kode if ada else None


def periode_terlihat(isi: Evaluasi | DokumenEvaluasi, tahun: int) -> str | None:
    """Code of the period the visible cells of an evaluation name, the year from PERIODE PENILAIAN."""
    rentang = baca_rentang(isi.periode_penilaian) if isi.periode_penilaian else None
    return kode_periode(isi.periode, rentang[1].year if rentang else tahun)


def periode_dari(kode: str | None) -> Periode | None:
    """The period of a code; None for None or anything else."""
    try:
        return baca_periode(kode) if kode else None
    except ValueError:
        return None


def urutan_skp(satu: Kertas[Skp]) -> tuple[bool, date, date, str, str]:
    """Earliest period first, an unreadable one last."""
    awal, akhir = satu.rentang or (date.max, date.max)
    return satu.rentang is None, awal, akhir, satu.dokumen.berkas, satu.dokumen.lembar


def indeks_rencana(semua: tuple[Kertas[Skp], ...]) -> Mapping[str, tuple[RencanaDi, ...]]:
    """Normalised rencana -> the places where it stands in these SKP."""
    peta: dict[str, list[RencanaDi]] = {}
    for kertas in semua:
        for jalur, hasil in kertas.isi.hasil_kerja():
            if hasil.rencana and (kunci := normal_rencana(hasil.rencana)):
                peta.setdefault(kunci, []).append(RencanaDi(kertas, f"{jalur}.rencana", hasil.rencana))
    return {kunci: tuple(tempat) for kunci, tempat in peta.items()}
