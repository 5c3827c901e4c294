"""Marks on a workbook: bytes and findings in, bytes out; only the parts concerned are edited."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from skpbook.forms.seal import nilai_segel
from skpbook.returns.aman import TakAman
from skpbook.returns.baris import posisi
from skpbook.returns.catatan import Catatan
from skpbook.returns.gaya import Gaya
from skpbook.returns.hubungan import BUKU, Buku, Hubungan
from skpbook.returns.lembar import Lembar
from skpbook.returns.lembar_temuan import Lama, cari_lama, pasang
from skpbook.returns.paket import Paket
from skpbook.returns.teks import AWAL, URUTAN, Kepala, catatan_sel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from skpbook.domain.temuan import Temuan
    from skpbook.intake.batas import Batas

_TANDA_ZIP = b"PK\x03\x04"
Sel = tuple[int, int]


def tandai(data: bytes, temuan: Sequence[Temuan], kepala: Kepala, batas: Batas) -> bytes:
    """The workbook with its findings marked; marks of an earlier run are taken off first.

    A finding whose sheet or cell the workbook does not have is only listed on the Temuan sheet. The same
    input always gives the same bytes, and marking the answer again gives the answer. Raises `TakAman` for
    what is no .xlsx or .xlsm and for a package that cannot be edited without harm.
    """
    if not data.startswith(_TANDA_ZIP):
        raise TakAman("berkas ini bukan buku kerja .xlsx atau .xlsm yang terbuka")
    paket = Paket(data, batas)
    if BUKU not in paket:
        raise TakAman("hanya buku kerja .xlsx dan .xlsm yang dapat ditandai langsung")
    buku = Buku(paket)
    gaya = Gaya(paket, buku)
    lama = cari_lama(paket, buku, gaya)
    menurut_lembar: dict[str, dict[Sel, list[Temuan]]] = {}
    for satu in temuan:
        letak = posisi(satu.sel)
        if letak is not None and satu.lembar in buku.lembar:
            menurut_lembar.setdefault(satu.lembar, {}).setdefault(letak, []).append(satu)
    tanpa_catatan: set[tuple[str, str | None]] = set()
    for nomor, (nama, bagian) in enumerate(buku.lembar.items(), start=1):
        if lama is not None and bagian == lama.bagian:
            continue
        tanda = menurut_lembar.get(nama, {})
        if tanda or _berbekas(paket, bagian, lama, gaya):
            milik = _satu_lembar(_Ubahan(paket, buku, gaya, lama), bagian, nomor, tanda)
            tanpa_catatan |= {(nama, satu.sel) for sel in milik for satu in tanda.get(sel, ())}
    berdasar = [(satu, (satu.lembar or "", satu.sel) in tanpa_catatan) for satu in temuan]
    penutup = pasang(paket, buku, gaya, lama, berdasar, kepala)
    buku.simpan()
    penutup(nilai_segel(paket.bagian(), penutup.bagian))
    return paket.simpan()


class _Ubahan:
    """What editing one sheet needs of the workbook."""

    def __init__(self, paket: Paket, buku: Buku, gaya: Gaya, lama: Lama | None) -> None:
        self.paket = paket
        self.buku = buku
        self.gaya = gaya
        self.dasar = lama.dasar if lama is not None else ()


def _berbekas(paket: Paket, bagian: str, lama: Lama | None, gaya: Gaya) -> bool:
    """Whether an earlier run may have left marks on a sheet without findings now."""
    if lama is None and not gaya.ada_tanda():
        return False
    isi = paket.baca(bagian)
    if b"sheetData" not in isi:
        return False
    pilih = "|".join(map(str, sorted(gaya.bertanda_lama)))
    bergaya = re.search(rf"(?:\ss|style)\s*=\s*[\"'](?:{pilih})[\"']".encode(), isi) if pilih else None
    return bergaya is not None or Hubungan(paket, bagian).menurut_jenis("comments") is not None


def _satu_lembar(ubahan: _Ubahan, bagian: str, nomor: int, tanda: Mapping[Sel, Sequence[Temuan]]) -> set[Sel]:
    """Unmark and mark one sheet; gives the cells of `tanda` that hold a note of the person's."""
    lembar = Lembar(ubahan.paket, bagian)
    berubah = _pulihkan(lembar, ubahan)
    menurut_sel: dict[Sel, list[Temuan]] = {}
    asal: dict[Sel, list[Sel]] = {}
    for sel, isi in tanda.items():
        tampak = lembar.kiri_atas(*sel)
        menurut_sel.setdefault(tampak, []).extend(isi)
        asal.setdefault(tampak, []).append(sel)
    for sel, isi in menurut_sel.items():
        tingkat = min((satu.tingkat for satu in isi), key=URUTAN.__getitem__)
        lembar.beri_gaya(*sel, ubahan.gaya.bertanda(lembar.gaya(*sel), tingkat))
    milik = _catatan(lembar, ubahan, nomor, menurut_sel)
    if berubah or menurut_sel or milik is not None:
        lembar.simpan()
    return {sel for tampak in milik or () for sel in asal.get(tampak, ())}


def _pulihkan(lembar: Lembar, ubahan: _Ubahan) -> bool:
    """Give every cell with a mark of an earlier run the fill that was there before."""
    lama = ubahan.gaya.bertanda_lama
    return bool(lama) and lembar.ganti_gaya(lama, partial(ubahan.gaya.pulih, dasar=ubahan.dasar))


def _catatan(
    lembar: Lembar, ubahan: _Ubahan, nomor: int, menurut_sel: Mapping[Sel, Sequence[Temuan]]
) -> set[Sel] | None:
    """Take old notes away, put new ones; gives cells with a note of the person's, None where nothing was to do."""
    ada = lembar.hubungan.menurut_jenis("comments")
    lama = ada is not None and ada in ubahan.paket and AWAL.encode() in ubahan.paket.baca(ada)
    if not menurut_sel and not lama:
        return None
    catatan = Catatan(ubahan.paket, ubahan.buku, lembar, nomor)
    lepas = catatan.cabut()
    milik = catatan.milik_orang()
    catatan.pasang({sel: catatan_sel(isi) for sel, isi in menurut_sel.items() if sel not in milik}, lepas)
    return milik & set(menurut_sel)
