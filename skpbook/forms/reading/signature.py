"""Reading signatures: place and date above the role, name and NIP below it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from skpbook.domain.nip import bersihkan
from skpbook.domain.periode import baca_tanggal
from skpbook.forms.blocks.signature import PEGAWAI, PENILAI, RUANG
from skpbook.forms.layout import rentang_kolom

if TYPE_CHECKING:
    from skpbook.forms.definition import TandaTangan
    from skpbook.forms.scan import Kena, Pindaian

_NIP = re.compile(r"^\s*(?:NIP|NI\s*PPPK)\b\s*[.:]?\s*", re.I)
_TANGGAL = re.compile(r"(?:19|20)\d{2}|\d\s*[/-]\s*\d|\(\s*tanggal", re.I)
_TERJAUH = RUANG + 8
_TERPANJANG = 60


def rapikan(_bagian: TandaTangan, isi: dict[str, Any], _letak: dict[str, Any]) -> None:
    """ "NIP. 19…" without its label; a place typed with its date ("Kupang, 2 Januari 2026") is taken
    apart.
    """
    pengesahan = isi.get("pengesahan") or {}
    for pihak in ("pegawai", "penilai"):
        nip = pengesahan.get(f"nip_{pihak}")
        if nip is not None:
            angka = _NIP.sub("", nip.teks)
            pengesahan[f"nip_{pihak}"] = nip._replace(teks=angka) if angka else None
        tempat = pengesahan.get(f"tempat_{pihak}")
        if tempat is None or pengesahan.get(f"tanggal_{pihak}") is not None:
            continue
        kota, _, tanggal = tempat.teks.rpartition(",")
        hari = baca_tanggal(tanggal.strip())
        if hari is not None and kota.strip():
            pengesahan[f"tempat_{pihak}"] = tempat._replace(teks=kota.strip())
            pengesahan[f"tanggal_{pihak}"] = tempat._replace(teks=hari.isoformat())


def baca(mata: Pindaian, bagian: TandaTangan, dari: int, sampai: int, awalan: str) -> None:
    """The last place each role stands; place and date above it or in its row, name and NIP below."""
    dasar = f"{awalan}pengesahan"
    pihak = [("penilai", PENILAI, bagian.penilai, True)]
    if bagian.pegawai:
        pihak.append(("pegawai", PEGAWAI, bagian.pegawai, bagian.tempat_pegawai))
    kena = {nama: _peran(mata, teks, dari, sampai) for nama, teks, _, _ in pihak}
    kolom_lain = sorted(satu.kolom for satu in kena.values() if satu is not None)
    for nama, _, kolom_bawaan, bertempat in pihak:
        satu = kena[nama]
        if satu is None:
            kolom = rentang_kolom(kolom_bawaan)[0]
            mata.tempat[f"{dasar}.nama_{nama}"] = mata.tempat_sel(max(sampai - 1, 0), kolom)
            continue
        batas = next((k for k in kolom_lain if k > satu.kolom), max(mata.kanan, satu.akhir) + 2)
        _nama_nip(mata, dasar, nama, satu, batas, sampai)
        if bertempat:
            _tempat_tanggal(mata, dasar, nama, satu, (dari, batas))


def _peran(mata: Pindaian, teks: str, dari: int, sampai: int) -> Kena | None:
    """Where a role stands above its name: the last time it has room for a signature or a name below."""
    semua = list(mata.semua(teks, dari, sampai))
    if not semua:
        return None
    terakhir = semua[-1]
    for satu in reversed(semua[:-1]):
        atasnya = terakhir.kolom == satu.kolom and terakhir.baris - satu.baris <= RUANG + 2
        if atasnya and not _berisi(mata, terakhir):
            terakhir = satu
    return terakhir


def _berisi(mata: Pindaian, kena: Kena) -> bool:
    """Has a role anything below it that is no footnote?"""
    return any(
        mata.isi_pertama(baris, kena.kolom, kena.akhir + 1) is not None
        for baris in range(kena.baris + 1, min(kena.baris + _TERJAUH, mata.akhir))
        if not _catatan_kaki(mata, baris)
    )


def _catatan_kaki(mata: Pindaian, baris: int) -> bool:
    ada = mata.isi_pertama(baris, 0, mata.kanan + 1)
    return ada is not None and ada[1].startswith("*")


def _nama_nip(mata: Pindaian, dasar: str, nama: str, kena: Kena, batas: int, sampai: int) -> None:
    """The first text below the role is the name, the next (or what looks like one) the NIP.

    Both may stand in one cell, a line each.
    """
    baris_nama: int | None = None
    for baris in range(kena.baris + 1, min(kena.baris + _TERJAUH, sampai)):
        ada = mata.isi_pertama(baris, kena.kolom, batas)
        if ada is None:
            continue
        if _catatan_kaki(mata, baris):
            break
        kolom, teks = ada
        atas, pisah, bawah = teks.partition("\n")
        if baris_nama is None and pisah and mirip_nip(bawah):
            mata.catat(f"{dasar}.nama_{nama}", baris, kolom, atas.strip())
            mata.catat(f"{dasar}.nip_{nama}", baris, kolom, _NIP.sub("", bawah))
            return
        if baris_nama is None and not mirip_nip(teks):
            mata.catat(f"{dasar}.nama_{nama}", baris, kolom, teks)
            baris_nama = baris
        else:
            mata.catat(f"{dasar}.nip_{nama}", baris, kolom, _NIP.sub("", teks))
            break
    mata.tempat.setdefault(f"{dasar}.nama_{nama}", mata.tempat_sel(kena.baris + 1 + RUANG, kena.kolom))
    bawah_nama = kena.baris + 2 + RUANG if baris_nama is None else baris_nama + 1
    mata.tempat.setdefault(f"{dasar}.nip_{nama}", mata.tempat_sel(bawah_nama, kena.kolom))


def mirip_nip(teks: str) -> bool:
    """Begins with its label, or is little but digits."""
    padat = bersihkan(teks)
    return bool(_NIP.match(teks)) or (len(padat) >= 8 and padat.isdigit())


def atas_tanda_tangan(mata: Pindaian, peran: int, kiri: int = 0, kanan: int | None = None) -> int:
    """The first row of place and date above a role, in columns [kiri, kanan).

    They look like a date, or stand apart from the form's body; up to two empty rows may be below them.
    """
    batas = mata.kanan + 2 if kanan is None else kanan
    baris = peran - 1
    while baris > peran - 4 and not mata.isi_baris(baris, kiri, batas):
        baris -= 1
    atas = peran
    for satu in (baris, baris - 1):
        isi = [teks for _, teks in mata.isi_baris(satu, kiri, batas)]
        if not isi or any(len(teks) > _TERPANJANG for teks in isi):
            break
        if any(_mirip_tempat(teks) for teks in isi):
            atas = satu
        elif not mata.di_baris(satu) and not mata.isi_baris(satu - 1, kiri, batas):
            return satu
    return atas


def _mirip_tempat(teks: str) -> bool:
    """Looks like a date, with or without a place before it, or like the form's hint for them."""
    ekor = teks.rpartition(",")[2].strip()
    return (
        baca_tanggal(ekor) is not None
        or ("," in teks and bool(_TANGGAL.search(ekor)))
        or "(tempat" in teks.lower()
        or "(tanggal" in teks.lower()
    )


def _tempat_tanggal(mata: Pindaian, dasar: str, nama: str, kena: Kena, tepi: tuple[int, int]) -> None:
    """ "Kupang, 2 Januari 2026" in one cell, or place and date in cells of their own, above the role."""
    tempat, tanggal = f"{dasar}.tempat_{nama}", f"{dasar}.tanggal_{nama}"
    dari, batas = tepi
    for baris in range(max(atas_tanda_tangan(mata, kena.baris, kena.kolom, batas), dari), kena.baris):
        isi = mata.isi_baris(baris, kena.kolom, batas)
        if len(isi) == 2:
            mata.catat(tempat, baris, *isi[0])
            mata.catat(tanggal, baris, *isi[1])
        for kolom, teks in isi if len(isi) == 1 else ():
            kota, pisah, hari = teks.partition(",")
            if baca_tanggal(teks) is None and pisah and _TANGGAL.search(hari + kota):
                mata.catat(tempat, baris, kolom, kota.strip())
                mata.catat(tanggal, baris, kolom, hari.strip())
            elif _TANGGAL.search(teks) or tempat in mata.tempat or kolom > kena.kolom:
                mata.catat(tanggal, baris, kolom, teks)
            else:
                mata.catat(tempat, baris, kolom, teks.rstrip(", "))
    baris = max(kena.baris - 1, 0)
    mata.tempat.setdefault(tempat, mata.tempat_sel(baris, kena.kolom))
    mata.tempat.setdefault(tanggal, mata.tempat_sel(baris, kena.kolom))
