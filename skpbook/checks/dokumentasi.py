"""The rules as people read them: `docs/aturan.md`, written from the registry and from nothing else.

`python -m skpbook.checks.dokumentasi docs/aturan.md` writes the page; a test compares it with the registry.
"""

from __future__ import annotations

import sys
from pathlib import Path

from skpbook.checks.registry import ATURAN, KELUARGA_ATURAN, Aturan

_PEMBUKA = """# Aturan pemeriksaan

Halaman ini ditulis dari daftar aturan dalam program dengan
`python -m skpbook.checks.dokumentasi docs/aturan.md`; jangan disunting langsung.
`skpbook aturan KODE` menampilkan satu aturan.

Tingkat: **galat** berarti rekap akan keliru atau formulir tidak sah; **peringatan** berarti mungkin keliru
dan orang yang memutuskan; **info** sekadar perlu diketahui. Yang diserahkan peraturan kepada pertimbangan
pejabat penilai (rating, pola distribusi) tidak pernah menjadi galat. Kode tidak pernah berganti arti.
"""


def tulis_satu(aturan: Aturan) -> str:
    """One rule as a Markdown section: what it compares, why, an example of wrong and right."""
    asal = "" if aturan.fungsi is not None else "\n\nDitemukan saat berkas diimpor."
    return (
        f"### {aturan.kode} · {aturan.judul}\n\n"
        f"Tingkat: **{aturan.tingkat}**\n\n"
        f"**Yang diperiksa.** {aturan.penjelasan}{asal}\n\n"
        f"**Dasar.** {aturan.dasar}\n\n"
        f"**Salah.** {aturan.salah}\n\n"
        f"**Benar.** {aturan.benar}\n"
    )


def tulis_semua() -> str:
    """The whole page: a table of all codes, then one section a rule, family by family."""
    bagian = [_PEMBUKA, _daftar_isi()]
    for huruf, nama in KELUARGA_ATURAN.items():
        milik = [satu for satu in ATURAN.values() if satu.kode.startswith(huruf)]
        if milik:
            bagian.append(f"## {huruf} {nama}\n")
            bagian.extend(tulis_satu(satu) for satu in milik)
    return "\n".join(bagian)


def _daftar_isi() -> str:
    baris = [
        f"| [{satu.kode}](#{_jangkar(satu)}) | {satu.tingkat} | {satu.judul} |" for satu in ATURAN.values()
    ]
    return "\n".join(("| kode | tingkat | aturan |", "|---|---|---|", *baris, ""))


def _jangkar(aturan: Aturan) -> str:
    """The anchor Markdown viewers make of a heading: lower case, blanks to hyphens, punctuation dropped."""
    judul = f"{aturan.kode} · {aturan.judul}".casefold()
    return "".join(huruf for huruf in judul if huruf.isalnum() or huruf in " -_").replace(" ", "-")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(tulis_semua(), encoding="utf-8")
