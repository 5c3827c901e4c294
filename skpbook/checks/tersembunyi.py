"""E519: rows and columns nobody sees, and what stands in them counts all the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.registry import aturan
from skpbook.domain.temuan import Temuan, Tingkat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.checks.konteks import Konteks

_DITAMPILKAN = 8
_SEL = re.compile(r"([A-Z]+)(\d+)")


@aturan(
    "E519",
    Tingkat.PERINGATAN,
    "Baris atau kolom tersembunyi berisi",
    dasar="Praktik: baris contoh atau baris tahun lalu disembunyikan, tetapi isinya tetap ikut terbaca dan terhitung.",
    penjelasan="Isian formulir berada di baris atau kolom yang disembunyikan. Isinya dibaca dan diperiksa seperti yang "
    "lain; orang yang memutuskan apakah memang dimaksudkan. Satu temuan untuk setiap lembar dengan baris-barisnya.",
    salah="Hasil kerja tahun lalu disembunyikan, bukan dihapus.",
    benar="Baris yang tidak dipakai dikosongkan; yang dipakai tampak.",
)
def isi_tersembunyi(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.kertas:
        sel = [satu for satu, tanda in kertas.dokumen.tanda.items() if tanda.jenis == "tersembunyi"]
        if not sel:
            continue
        sel.sort(key=_urutan)
        di = list(dict.fromkeys(kertas.dokumen.tanda[satu].isi for satu in sel))
        lebih = f" dan {len(di) - _DITAMPILKAN} lainnya" if len(di) > _DITAMPILKAN else ""
        sebut = ", ".join(di[:_DITAMPILKAN]) + lebih
        yield temuan(
            "E519",
            f"Lembar ini berisi {len(sel)} isian yang tersembunyi ({sebut}); isinya ikut terhitung.",
            dokumen=kertas.dokumen,
            sel=sel[0],
            daftar=konteks.daftar,
            pegawai=kertas.pegawai,
            periode=kertas.periode,
            ditemukan=", ".join(di),
            saran="Tampilkan barisnya (Unhide); kosongkan bila tidak dipakai.",
        )


def _urutan(sel: str) -> tuple[int, int, str]:
    temu = _SEL.fullmatch(sel)
    return (int(temu[2]), len(temu[1]), temu[1]) if temu else (0, 0, sel)
