"""B014: a cell that has to hold a value is a formula whose value was never stored, or shows an error."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.registry import aturan
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.regulation.kuadran import predikat
from skpbook.regulation.label import kenali_rating

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.checks.kertas import Kertas
    from skpbook.checks.konteks import Konteks
    from skpbook.domain.dokumen import Dokumen, Isi

_DITAMPILKAN = 5
_SEL = re.compile(r"([A-Z]+)(\d+)")


@aturan(
    "B014",
    Tingkat.GALAT,
    "Sel rumus tanpa nilai atau bernilai galat",
    dasar="Praktik: program yang tidak menghitung (aplikasi ponsel, skrip) menyimpan rumus tanpa nilainya.",
    penjelasan="Sel yang diperlukan berisi rumus yang nilainya tidak tersimpan, atau nilai galat "
    "seperti #N/A dan #DIV/0!. Sel seperti itu tidak pernah dianggap kosong, dan yang akan dikatakan aturan lain "
    "tentang sel itu tidak diulang. Rumus tanpa nilai dilaporkan satu kali setiap berkas dengan sel-selnya, karena "
    "sebabnya satu: program penyimpannya tidak menghitung. Nilai galat dilaporkan setiap sel.",
    salah="Predikat tidak tersimpan karena berkas disimpan di aplikasi ponsel.",
    benar="Buka berkas di Excel, lalu simpan; rumusnya terhitung dan nilainya tersimpan.",
)
def rumus_tanpa_nilai(konteks: Konteks) -> Iterator[Temuan]:
    for lembar in konteks.menurut_berkas.values():
        kosong = [(kertas, sel) for kertas in lembar for sel in _tanpa_nilai(kertas)]
        if kosong:
            yield _kosong(konteks, kosong)
        for kertas in lembar:
            yield from _galat(konteks, kertas)


def _tanpa_nilai(kertas: Kertas[Isi]) -> list[str]:
    """Cells of a sheet, the predikat first, then down the sheet."""
    sel = {satu for satu, tanda in kertas.dokumen.tanda.items() if tanda.jenis == "tanpa-nilai"}
    letak = kertas.dokumen.di("predikat").sel
    if predikat_tanpa_nilai(kertas):
        sel.add(letak)
    return sorted(sel, key=lambda satu: (satu != letak, _urutan(satu)))


def _kosong(konteks: Konteks, kosong: list[tuple[Kertas[Isi], str]]) -> Temuan:
    kertas, sel = next(
        (
            satu
            for satu in kosong
            if isinstance(satu[0].isi, Evaluasi) and satu[1] == _predikat(satu[0].dokumen)
        ),
        kosong[0],
    )
    di_sini = isinstance(kertas.isi, Evaluasi) and sel == _predikat(kertas.dokumen)
    tahu = _menurut_kuadran(kertas.isi) if di_sini else None
    lain = [f"{k.dokumen.lembar}!{s}" for k, s in kosong if (k, s) != (kertas, sel)]
    lebih = f" dan {len(lain) - _DITAMPILKAN} sel lain" if len(lain) > _DITAMPILKAN else ""
    ikut = f" (juga {', '.join(lain[:_DITAMPILKAN])}{lebih})" if lain else ""
    sebut = "Sel predikat" if di_sini else "Sel ini"
    return temuan(
        "B014",
        f"{sebut} berisi rumus, tetapi nilainya tidak tersimpan dalam berkas{ikut}.",
        dokumen=kertas.dokumen,
        sel=sel,
        daftar=konteks.daftar,
        pegawai=kertas.pegawai,
        periode=kertas.periode,
        ditemukan=tanda.isi if (tanda := kertas.dokumen.tanda.get(sel)) else None,
        seharusnya=tahu,
        saran="Buka berkas ini di Excel atau LibreOffice, simpan, lalu kirim kembali.",
    )


def _galat(konteks: Konteks, kertas: Kertas[Isi]) -> Iterator[Temuan]:
    for sel in sorted(kertas.dokumen.tanda, key=_urutan):
        tanda = kertas.dokumen.tanda[sel]
        if tanda.jenis == "galat":
            yield temuan(
                "B014",
                f"Sel ini bernilai galat {tanda.isi}, bukan isinya.",
                dokumen=kertas.dokumen,
                sel=sel,
                daftar=konteks.daftar,
                pegawai=kertas.pegawai,
                periode=kertas.periode,
                ditemukan=tanda.isi,
                saran="Perbaiki rumusnya, atau ketik isinya langsung.",
            )


def _urutan(sel: str) -> tuple[int, int, str]:
    temu = _SEL.fullmatch(sel)
    return (int(temu[2]), len(temu[1]), temu[1]) if temu else (0, 0, sel)


def _predikat(dokumen: Dokumen) -> str:
    return dokumen.di("predikat").sel


def sel_tanpa_isi(konteks: Konteks) -> frozenset[tuple[str, str, str]]:
    """(file, sheet, cell) of everything B014 speaks of: what others would say of it has that one cause."""
    return frozenset(
        (kertas.dokumen.berkas, kertas.dokumen.lembar, sel)
        for kertas in konteks.kertas
        for sel, tanda in kertas.dokumen.tanda.items()
        if tanda.jenis != "tersembunyi"
    )


def predikat_tanpa_nilai(kertas: Kertas[Isi]) -> bool:
    """The predikat is a formula that was not computed: marked so, or, in a template of ours, blank although
    both ratings stand (some programs keep the old blank).
    """
    isi, cap = kertas.isi, kertas.dokumen.cap
    if not isinstance(isi, Evaluasi) or isi.predikat:
        return False
    tanda = kertas.dokumen.tanda_di("predikat")
    if tanda is not None and tanda.jenis == "tanpa-nilai":
        return True
    return cap is not None and cap.sah and _menurut_kuadran(isi) is not None


def _menurut_kuadran(isi: Isi) -> str | None:
    if not isinstance(isi, Evaluasi):
        return None
    hasil, perilaku = kenali_rating(isi.rating_hasil or ""), kenali_rating(isi.rating_perilaku or "")
    return predikat(hasil, perilaku) if hasil and perilaku else None
