"""Files that are e-Kinerja exports: a workbook without any form of ours, or a CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.forms.roster_file import DaftarTidakTerbaca, kisi_csv
from skpbook.intake.guard import periksa_ukuran
from skpbook.intake.sniff import kenali_wadah
from skpbook.intake.tolak import lewat_batas
from skpbook.interop.ekinerja import baca_ekinerja, kenali_ekinerja

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skpbook.domain.ekinerja import LembarEkinerja
    from skpbook.forms.grid import Kisi
    from skpbook.intake.batas import Batas

_WADAH_TEKS = frozenset({"csv", "teks"})
_SARAN = "Tarik ekspornya per unor, atau naikkan batasnya di skpbook.toml."


def ekinerja_csv(data: bytes, nama: str, batas: Batas) -> tuple[LembarEkinerja, ...]:
    """The export a text file holds; empty for any other file. Raises `Ditolak` for one over a limit."""
    if kenali_wadah(data).jenis not in _WADAH_TEKS:
        return ()
    periksa_ukuran(data, batas)
    if data.count(b"\n") > batas.baris * 2:  # a line may be an empty one, or lie inside a quoted text
        raise lewat_batas("baris", str(data.count(b"\n")), str(batas.baris), _SARAN)
    try:
        kisi = kisi_csv(data, nama)
    except DaftarTidakTerbaca:
        return ()
    if kenali_ekinerja(kisi) is None:
        return ()
    for ukuran, banyak, paling in (
        ("baris", len(kisi.baris), batas.baris),
        ("sel", sum(map(len, kisi.baris)), batas.sel),
    ):
        if banyak > paling:
            raise lewat_batas(ukuran, str(banyak), str(paling), _SARAN)
    return ekinerja_buku([kisi], nama, None)


def ekinerja_buku(kisi: Sequence[Kisi], nama: str, disimpan: str | None) -> tuple[LembarEkinerja, ...]:
    """The export sheets of a workbook that the guard has let through, hidden ones left out."""
    lembar = (baca_ekinerja(satu, nama, disimpan) for satu in kisi if satu.tampak)
    return tuple(satu for satu in lembar if satu is not None)
