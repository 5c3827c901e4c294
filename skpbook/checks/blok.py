"""The identity blocks of a workbook, each field looked at once even where several sheets repeat it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.checks.kertas import BERIDENTITAS, Kertas
from skpbook.domain.dokumen import Isi
from skpbook.domain.evaluasi import DokumenEvaluasi
from skpbook.domain.mph import Mph
from skpbook.domain.nip import MasalahNip, Nip, baca_nip
from skpbook.domain.pegawai import Daftar, Pegawai
from skpbook.domain.skp import Identitas
from skpbook.domain.teks import normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BIDANG = ("nama", "nip", "pangkat_golongan", "jabatan", "unit_kerja")


class Blok(Struct, frozen=True, kw_only=True):
    """One block of one sheet.

    `peran` is the field that holds it ("pegawai", "penilai", "atasan_penilai", "pimpinan", "anggota[3]").
    `baru` are the fields that no sheet of the workbook showed in the same words before. `acuan` is the
    roster's row the block is compared with: the owner's for "pegawai", else the one its NIP names.
    """

    kertas: Kertas[Isi]
    peran: str
    identitas: Identitas
    baru: frozenset[str]
    acuan: Pegawai | None

    def jalur(self, bidang: str) -> str:
        """Field path of one field of the block."""
        return f"{self.peran}.{bidang}"

    def isi(self, bidang: str) -> str | None:
        """Text of one field of the block."""
        teks: str | None = getattr(self.identitas, bidang)
        return teks

    @property
    def nip(self) -> Nip | MasalahNip:
        """The block's NIP taken apart, or why it is none."""
        return baca_nip(self.identitas.nip)


def susun_blok(berkas: Iterable[Sequence[Kertas[Isi]]], daftar: Daftar) -> tuple[Blok, ...]:
    """Every block of every workbook; the owner's and penilai's of a workbook's main sheet come first."""
    hasil: list[Blok] = []
    for lembar in berkas:
        terlihat: set[tuple[str, str, str]] = set()
        for kertas in sorted(lembar, key=_urutan_jenis):
            for peran, identitas in _blok_isi(kertas.isi):
                kunci = {(_orang(peran), satu, normal(getattr(identitas, satu) or "")) for satu in BIDANG}
                baru = frozenset(satu for _, satu, _ in kunci - terlihat)
                terlihat |= kunci
                acuan = _acuan(daftar, kertas, peran, identitas)
                hasil.append(Blok(kertas=kertas, peran=peran, identitas=identitas, baru=baru, acuan=acuan))
    return tuple(hasil)


def _orang(peran: str) -> str:
    """The leader of a matrix is its owner, as the pegawai of the other sheets is."""
    return "pegawai" if peran == "pimpinan" else peran


def _urutan_jenis(kertas: Kertas[Isi]) -> int:
    jenis = type(kertas.isi)
    return BERIDENTITAS.index(jenis) if jenis in BERIDENTITAS else len(BERIDENTITAS)


def _blok_isi(isi: Isi) -> Iterator[tuple[str, Identitas]]:
    if isinstance(isi, BERIDENTITAS):
        yield "pegawai", isi.pegawai
        yield "penilai", isi.penilai
    if isinstance(isi, DokumenEvaluasi):
        yield "atasan_penilai", isi.atasan_penilai
    if isinstance(isi, Mph):
        for peran, baris in (
            ("pimpinan", isi.pimpinan),
            *((f"anggota[{nomor}]", satu) for nomor, satu in enumerate(isi.anggota)),
        ):
            yield peran, Identitas(nama=baris.nama, nip=baris.nip, jabatan=baris.jabatan)


def _acuan(daftar: Daftar, kertas: Kertas[Isi], peran: str, identitas: Identitas) -> Pegawai | None:
    if _orang(peran) == "pegawai":
        return kertas.pegawai
    nip = baca_nip(identitas.nip)
    return daftar.menurut_nip.get(nip.angka) if isinstance(nip, Nip) else None
