"""A name cell of the Matriks Peran Hasil: name, jabatan and, where it has no column of its own, the NIP."""

from __future__ import annotations

import re
from typing import NamedTuple

from skpbook.domain.nip import bersihkan

_DELAPAN_BELAS = re.compile(r"(?<!\d)\d(?:[ .]?\d){17}(?!\d)")
_LABEL_NIP = re.compile(r"\b(?:NIP|NI\s?PPPK)\b\s*[.:]*\s*$", re.I)
_LABEL = re.compile(r"^\s*(?:nama|jabatan)\s*:\s*", re.I)


class Orang(NamedTuple):
    """Who a row is for, as far as its name cell says."""

    nama: str | None
    jabatan: str | None
    nip: str | None


def urai_orang(teks: str, *, cari_nip: bool, berlabel: bool = False) -> Orang:
    """The first line is the name, the others the jabatan.

    `cari_nip`: an 18-digit NIP is taken out first. `berlabel`: "Nama:" and "Jabatan:" before them go.
    """
    baris = teks.split("\n")
    nip: str | None = None
    if cari_nip:
        for nomor, satu in enumerate(baris):
            temu = _DELAPAN_BELAS.search(satu)
            if temu is not None:
                nip = bersihkan(temu[0])
                kiri = _LABEL_NIP.sub("", satu[: temu.start()])
                baris[nomor] = f"{kiri} {satu[temu.end() :]}".strip(" :/-.,()")
                break
    baris = [(_LABEL.sub("", satu) if berlabel else satu).strip() for satu in baris]
    baris = [satu for satu in baris if satu]
    return Orang(baris[0] if baris else None, "\n".join(baris[1:]) or None, nip)
