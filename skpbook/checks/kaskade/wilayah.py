"""K411: where a result is shared out by region, every region once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.registry import aturan
from skpbook.domain.mph import Mph
from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.regulation.pilihan import kenali

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from skpbook.checks.kertas import Kertas
    from skpbook.checks.konteks import Konteks

METODE_WILAYAH = "Langsung - Wilayah"
Wilayah = tuple[str, str]
"""(kind, name): ("wilayah", "barat"), ("kecamatan", "sukamaju")."""

_JENIS = "wilayah|provinsi|kabupaten|kota|kecamatan|kelurahan|desa|distrik|regional|zona"
_ARAH = "barat|timur|utara|selatan|tengah"
_NAMA = rf"(?:(?:{_ARAH}|(?-i:[A-Z][\w'’-]*)|\d+)(?:\s+(?:{_ARAH}|(?-i:[A-Z][\w'’-]*)|\d+)){{0,3}})"
_SEBUT = re.compile(
    rf"\b(?P<jenis>{_JENIS})\s+(?P<semua>{_NAMA}(?:\s*(?:,|,?\s+dan|&)\s+(?!(?:{_JENIS})\b){_NAMA})*)", re.I
)
_PISAH = re.compile(r"\s*(?:,\s*dan\s+|,|\s+dan\s+|&)\s*", re.I)
_ROMAWI = {
    nama: angka
    for angka, nama in enumerate(
        ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), start=1
    )
}


def wilayah_disebut(teks: str) -> tuple[Wilayah, ...]:
    """The regions a text names, each once: "Kecamatan Sukamaju dan Sukasari", "wilayah barat", "Wilayah II"."""
    semua = (
        (temu["jenis"].casefold(), nama.casefold())
        for temu in _SEBUT.finditer(teks)
        for nama in _PISAH.split(temu["semua"])
        if nama
    )
    return tuple(dict.fromkeys(semua))


@aturan(
    "K411",
    Tingkat.PERINGATAN,
    "Wilayah terlewat atau dibagikan dua kali",
    dasar="Panduan BKN Tahap 4: cascading langsung menurut wilayah.",
    penjelasan="Pada kolom matriks dengan metode Wilayah, wilayah yang disebut dalam peran setiap anggota "
    "dibandingkan. Satu wilayah hanya dipegang satu anggota; wilayah yang disebut pada judul kolom, atau nomor di "
    "antara wilayah bernomor, tidak boleh terlewat. Peran yang tidak menyebut wilayah tidak dibandingkan.",
    salah="Judul kolom menyebut wilayah barat dan timur, tetapi kedua anggota memegang wilayah barat.",
    benar="Satu anggota memegang wilayah barat, satu memegang wilayah timur.",
)
def wilayah_keliru(konteks: Konteks) -> Iterator[Temuan]:
    for mph in konteks.dari(Mph):
        for k, kolom in enumerate(mph.isi.kolom):
            if kenali("metode-cascading", kolom.metode or "") == METODE_WILAYAH:
                dipegang = _dipegang(mph, k)
                diminta = wilayah_disebut(kolom.judul or "")
                yield from _ganda(konteks, mph, dipegang, diminta)
                yield from _terlewat(konteks, mph, k, dipegang, diminta)


def _dipegang(mph: Kertas[Mph], k: int) -> Mapping[Wilayah, Mapping[int, tuple[str, str]]]:
    """Region -> row of each member who has it -> (path, text) of the peran that says so."""
    peta: dict[Wilayah, dict[int, tuple[str, str]]] = {}
    for nomor, baris in enumerate(mph.isi.anggota):
        for urut, teks in enumerate(baris.peran[k] if k < len(baris.peran) else ()):
            for satu in wilayah_disebut(teks):
                peta.setdefault(satu, {}).setdefault(nomor, (f"anggota[{nomor}].peran[{k}][{urut}]", teks))
    return peta


def _ganda(
    konteks: Konteks,
    mph: Kertas[Mph],
    dipegang: Mapping[Wilayah, Mapping[int, tuple[str, str]]],
    diminta: tuple[Wilayah, ...],
) -> Iterator[Temuan]:
    """A region with two members; one name alone that everybody writes divides nothing and is not judged."""
    if len(dipegang) < 2 and len(diminta) < 2:
        return
    for (jenis, nama), orang in dipegang.items():
        (pertama, (letak, _)), *lain = orang.items()
        for nomor, (jalur, teks) in lain:
            anggota = mph.isi.anggota
            yield temuan(
                "K411",
                f"{jenis.title()} {nama} sudah dipegang {anggota[pertama].nama}, tetapi juga dibagikan kepada "
                f"{anggota[nomor].nama}.",
                dokumen=mph.dokumen,
                jalur=jalur,
                daftar=konteks.daftar,
                nip=konteks.nip_anggota(mph, nomor),
                ditemukan=teks,
                saran="Bagikan setiap wilayah kepada satu anggota.",
                kaitan=mph.dokumen.rujukan(letak),
            )


def _terlewat(
    konteks: Konteks,
    mph: Kertas[Mph],
    k: int,
    dipegang: Mapping[Wilayah, object],
    diminta: tuple[Wilayah, ...],
) -> Iterator[Temuan]:
    if not dipegang:
        return
    kurang = [satu for satu in diminta if satu not in dipegang] if len(diminta) > 1 else []
    kurang += [satu for satu in _nomor_terlewat(dipegang) if satu not in kurang]
    if kurang:
        sebut = ", ".join(f"{jenis} {nama}" for jenis, nama in kurang)
        yield temuan(
            "K411",
            f"Tidak ada anggota yang memegang {sebut} pada kolom ini.",
            dokumen=mph.dokumen,
            jalur=f"kolom[{k}].judul",
            daftar=konteks.daftar,
            pegawai=mph.pegawai,
            ditemukan=mph.isi.kolom[k].judul,
            saran="Bagikan wilayah itu kepada salah satu anggota.",
        )


def _nomor_terlewat(dipegang: Mapping[Wilayah, object]) -> Iterator[Wilayah]:
    """Numbers between the first and the last of numbered regions: Wilayah I and III miss II."""
    for jenis in dict.fromkeys(jenis for jenis, _ in dipegang):
        nama = [nama for satu, nama in dipegang if satu == jenis]
        for angka in (_ROMAWI, {str(n): n for n in range(1, 100)}):
            ada = sorted(angka[satu] for satu in nama if satu in angka)
            if len(ada) > 1 and len(ada) == len(nama):
                balik = {n: tulis for tulis, n in angka.items()}
                yield from ((jenis, balik[n]) for n in range(ada[0], ada[-1]) if n not in ada)
