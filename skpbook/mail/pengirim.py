"""Who a message says it is from. Nobody proves that: a sender is only what the message says."""

from __future__ import annotations

import email
import re
from email.headerregistry import HeaderRegistry
from email.utils import getaddresses
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.intake.nama import nama_tampil, potong_nama
from skpbook.mail.alamat import baca_alamat

if TYPE_CHECKING:
    from skpbook.domain.pegawai import Daftar

_ALAMAT = re.compile(r"[^\s@<>,;:\"()\[\]]{1,64}@[^\s@<>,;:\"()\[\]]{1,255}")
_PANJANG = 2_000
_KEPALA = HeaderRegistry()


class Pengirim(Struct, frozen=True, kw_only=True):
    """`alamat` as it is compared, None where the message does not name exactly one; `sebutan` what it says, fit
    to be shown.
    """

    alamat: str | None
    sebutan: str


class Kepala(Struct, frozen=True, kw_only=True):
    """Headers of a message: `pesan_id` as it stands, None without one."""

    pengirim: Pengirim
    pesan_id: str | None


def baca_kepala(mentah: bytes) -> Kepala:
    """Read the headers of a message, however they are written."""
    pesan = email.message_from_bytes(mentah)
    dari = [_satu_baris(str(nilai)) for nilai in pesan.get_all("From") or ()]
    nomor = _satu_baris(str(pesan.get("Message-ID") or ""))
    return Kepala(pengirim=_pengirim(dari), pesan_id=nomor[:_PANJANG] or None)


class PetaAlamat:
    """Addresses of the Unit sheet. Only a whole address is a match, never its domain or a name beside it."""

    def __init__(self, daftar: Daftar) -> None:
        self._unit: dict[str, list[str]] = {}
        for satu in daftar.unit_menurut_kode.values():
            for alamat in map(_rapi, baca_alamat(satu.surel)[0]):
                milik = self._unit.setdefault(alamat, [])
                if satu.kode not in milik:
                    milik.append(satu.kode)

    @property
    def kosong(self) -> bool:
        """Whether no unit has an address."""
        return not self._unit

    def unit(self, alamat: str | None) -> tuple[str, ...]:
        """The units that have this address: several may share one."""
        return tuple(self._unit.get(alamat or "", ()))


def _pengirim(dari: list[str]) -> Pengirim:
    """Two parsers of different minds have to agree on one address: what they read differently was written to be
    read differently.
    """
    if len(dari) != 1:
        sebutan = "; ".join(dari) or "(tanpa pengirim)"
        return Pengirim(alamat=None, sebutan=tampil(sebutan))
    alamat = _menurut_utils(dari[0])
    if len(alamat) == 1 and _ALAMAT.fullmatch(alamat[0]) and alamat == _menurut_registri(dari[0]):
        return Pengirim(alamat=_rapi(alamat[0]), sebutan=tampil(alamat[0]))
    return Pengirim(alamat=None, sebutan=tampil(dari[0] or "(tanpa pengirim)"))


def _menurut_utils(nilai: str) -> list[str]:
    try:
        return [satu for _, satu in getaddresses([nilai]) if satu]
    except Exception:  # RecursionError, say: brackets in brackets
        return []


def _menurut_registri(nilai: str) -> list[str]:
    try:
        return [satu.addr_spec for satu in _KEPALA("From", nilai).addresses]  # type: ignore[attr-defined]
    except Exception:  # this parser stumbles over what is no address in many ways
        return []


def _satu_baris(teks: str) -> str:
    return " ".join(teks.split())[:_PANJANG]


def _rapi(alamat: str) -> str:
    """Letters of either case are one letter; nothing else is alike (no folding of look-alikes)."""
    return alamat.strip().lower()


def tampil(teks: str) -> str:
    """What a message says, without tricks and not too long."""
    return potong_nama(nama_tampil(teks.encode("utf-8", "backslashreplace").decode()))
