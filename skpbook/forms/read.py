"""Reading a workbook: which form each sheet is, and what it says, every value with its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from skpbook.domain.dokumen import Cap, Isi, TandaSel
from skpbook.domain.evaluasi import DokumenEvaluasi, Evaluasi, RencanaAksi
from skpbook.domain.mph import Mph
from skpbook.domain.pegawai import Keluarga, Pendekatan
from skpbook.domain.skp import LampiranSkp, Skp
from skpbook.domain.strategi import ManualSkp, PerjanjianKinerja, WorkblockSkp
from skpbook.domain.tempat import Tempat, urai_alamat
from skpbook.forms.assemble import rakit
from skpbook.forms.cover import SEBUTAN as SEBUTAN_SAMPUL
from skpbook.forms.cover import lembar_sampul
from skpbook.forms.exact import baca_tepat
from skpbook.forms.guide import LEMBAR as LEMBAR_PETUNJUK
from skpbook.forms.identify import kenali_lembar
from skpbook.forms.outside import LembarLuar, Luar, luar_label, luar_lembar
from skpbook.forms.paths import ambil
from skpbook.forms.reading import baca_urut
from skpbook.forms.returned import SEBUTAN, lembar_temuan
from skpbook.forms.stacked import pindai, wilayah_formulir
from skpbook.forms.stamp import LEMBAR as LEMBAR_CAP
from skpbook.forms.stamp import IsiCap, baca_cap
from skpbook.forms.tables import TabelPegawai, TabelUnit
from skpbook.forms.unseen import TERCETAK, tanda_sel

if TYPE_CHECKING:
    from skpbook.forms.catalog import Katalog
    from skpbook.forms.definition import Definisi
    from skpbook.forms.grid import Kisi
    from skpbook.forms.layout import Ukuran
    from skpbook.forms.paths import Pohon
    from skpbook.forms.scan import Pindaian

JENIS: Mapping[str, type[Struct]] = {
    "skp": Skp,
    "lampiran": LampiranSkp,
    "mph": Mph,
    "manual": ManualSkp,
    "workblock": WorkblockSkp,
    "perjanjian": PerjanjianKinerja,
    "evaluasi": Evaluasi,
    "dokumen-evaluasi": DokumenEvaluasi,
    "rencana-aksi": RencanaAksi,
    "daftar-pegawai": TabelPegawai,
    "daftar-unit": TabelUnit,
}
"""Document kind of a definition -> the domain struct it is read into."""

_KEPALA_MPH = ("instansi", "unit_kerja", "periode_penilaian")


class BacaanLembar(Struct, frozen=True, kw_only=True):
    """One sheet as read. `hilang` are labels of the form that were not found, `luar` cells that were not read
    (of several forms on one sheet the first has them), `tanda` what is special about cells of the form.
    """

    lembar: str
    formulir: str
    versi: int
    isi: Isi
    tempat: Mapping[str, Tempat]
    keluarga: Keluarga | None
    pendekatan: Pendekatan | None
    hilang: tuple[str, ...]
    luar: tuple[Luar, ...] = ()
    tanda: Mapping[str, TandaSel] = {}


class BacaanBuku(Struct, frozen=True, kw_only=True):
    """A workbook as read: the sheets that are forms, the stamp, and what else it is known to be.

    A sheet with several matrices, or with several forms one below the other, is several readings. `asing` names
    a known wrong workbook when no form was found; `lembar_lain` are visible sheets that are no form, `luar` what
    stands on those that are not ours.
    """

    lembar: tuple[BacaanLembar, ...]
    cap: Cap | None
    asing: str | None
    lembar_lain: tuple[str, ...]
    luar: tuple[LembarLuar, ...] = ()


def baca_buku(kisi: Sequence[Kisi], katalog: Katalog, kunci: bytes | None = None) -> BacaanBuku:
    """Read every sheet that is a form: cell by cell where it still is our layout, else by its labels."""
    cap = baca_cap(kisi, kunci)
    hasil: list[BacaanLembar] = []
    lain: list[Kisi] = []
    asing: str | None = None
    for satu in kisi:
        if satu.nama == LEMBAR_CAP or satu.nama.startswith("_"):
            continue
        if lembar_temuan(satu):
            asing = asing or SEBUTAN
            continue
        if lembar_sampul(satu):
            asing = asing or SEBUTAN_SAMPUL
            continue
        bacaan, nama_asing = _baca_lembar_buku(satu, katalog, cap)
        hasil.extend(bacaan)
        if not bacaan and satu.tampak:
            lain.append(satu)
            asing = asing or nama_asing
    return BacaanBuku(
        lembar=tuple(hasil),
        cap=cap.cap if cap else None,
        asing=None if hasil else asing,
        lembar_lain=tuple(satu.nama for satu in lain),
        luar=luar_lembar(lain),
    )


def _baca_lembar_buku(
    kisi: Kisi, katalog: Katalog, cap: IsiCap | None
) -> tuple[list[BacaanLembar], str | None]:
    """The readings of one sheet, and the name of a known wrong workbook it looks like."""
    if kisi.nama == LEMBAR_PETUNJUK:
        return [], None
    tercap = katalog.definisi.get(cap.lembar.get(kisi.nama, "")) if cap else None
    if tercap is not None:
        tepat = _tepat(kisi, katalog, tercap, cap)
        if tepat is not None:
            return [tepat], None
    definisi, asing = kenali_lembar(kisi, katalog)
    definisi = definisi or tercap
    if definisi is None:
        return [], asing
    tepat = _tepat(kisi, katalog, definisi, cap) if definisi is not tercap else None
    if tepat is not None:
        return [tepat], None
    return list(_menurut_label(kisi, katalog, definisi, cap)), None


def baca_lembar(kisi: Kisi, katalog: Katalog, definisi: Definisi) -> BacaanLembar:
    """Read one sheet as one form, of several matrices the first; what stands outside it is not looked for."""
    tepat = _tepat(kisi, katalog, definisi, None)
    return tepat if tepat is not None else next(_menurut_label(kisi, katalog, definisi, None, sekitar=False))


def _versi(definisi: Definisi, cap: IsiCap | None) -> int:
    return cap.cap.formulir.get(definisi.kode, definisi.versi) if cap else definisi.versi


def _tepat(kisi: Kisi, katalog: Katalog, definisi: Definisi, cap: IsiCap | None) -> BacaanLembar | None:
    """Read by cells: the layout as the stamp says it was made, else the blank one. None when it is
    neither.
    """
    ukuran: list[Ukuran] = [cap.ukuran[definisi.kode]] if cap and definisi.kode in cap.ukuran else []
    bacaan = baca_tepat(kisi, katalog, definisi, [*ukuran, ()])
    if bacaan is None:
        return None
    pohon, tempat = rakit(definisi, bacaan.isi, bacaan.letak, kisi.nama, bacaan.geser)
    satu = _bacaan(kisi, definisi, _versi(definisi, cap), pohon, tempat)
    if not bacaan.luar and not bacaan.tanda:
        return satu
    return msgspec.structs.replace(satu, luar=bacaan.luar, tanda=bacaan.tanda)


def _menurut_label(
    kisi: Kisi, katalog: Katalog, definisi: Definisi, cap: IsiCap | None, *, sekitar: bool = True
) -> Iterator[BacaanLembar]:
    """Read by labels: one reading, or one for every form or matrix on the sheet.

    `sekitar`: tell what stands outside them, which takes the square of the sheet's rows.
    """
    utuh = pindai(kisi, katalog, definisi, 0, len(kisi.baris))
    wilayah = wilayah_formulir(utuh)
    semua = [utuh] if len(wilayah) == 1 else [pindai(kisi, katalog, d, a, b) for a, b, d in wilayah]
    for mata in semua:
        baca_urut(mata, mata.definisi.bagian, mata.dari, mata.akhir, "")
        if mata is not semua[0] and mata.definisi.dokumen == "mph":
            _warisi(mata, semua[0])
    luar = luar_label(kisi, semua) if sekitar else ()
    for mata in semua:
        satu = _bacaan(
            kisi, mata.definisi, _versi(mata.definisi, cap), _tanpa_lubang(mata.pohon), mata.tempat
        )
        hilang = tuple(dict.fromkeys(mata.hilang))
        yield msgspec.structs.replace(satu, hilang=hilang, luar=luar, tanda=_tanda(mata))
        luar = ()


def _tanda(mata: Pindaian) -> Mapping[str, TandaSel]:
    """What is special about cells of a form read by its labels: its fields' cells, and those in the columns of
    fields, for a row of formulas without values is no item.
    """
    khusus = mata.kisi.khusus
    if khusus is None:
        return {}
    medan: dict[tuple[int, int], bool] = {}
    for jalur, tempat in mata.tempat.items():
        nilai = ambil(mata.pohon, jalur)
        if not isinstance(nilai, list | dict):
            tercetak = jalur.rpartition(".")[2] in TERCETAK
            medan[urai_alamat(tempat.sel)] = isinstance(nilai, str) and not tercetak
    nomor = {urai_alamat(t.sel) for jalur, t in mata.tempat.items() if jalur.endswith(".nomor")}
    kolom = {satu for _, satu in medan.keys() - nomor} - {satu for _, satu in nomor}

    def bidang(baris: int, di: int) -> bool:
        if (baris, di) in nomor:
            return False
        return (baris, di) in medan or (
            mata.dari <= baris < mata.akhir and di in kolom and baris >= mata.atas
        )

    return tanda_sel(khusus, [sel for sel, berisi in medan.items() if berisi], bidang)


def _warisi(mata: Pindaian, pertama: Pindaian) -> None:
    """What stands once above all matrices of a sheet holds for each of them."""
    for medan in _KEPALA_MPH:
        if medan not in mata.tempat and medan in pertama.tempat:
            mata.tempat[medan] = pertama.tempat[medan]
            if medan in pertama.pohon:
                mata.pohon[medan] = pertama.pohon[medan]


def _bacaan(
    kisi: Kisi,
    definisi: Definisi,
    versi: int,
    pohon: Pohon,
    tempat: Mapping[str, Tempat],
) -> BacaanLembar:
    isi: Any = msgspec.convert(pohon, JENIS[definisi.dokumen], strict=False)
    return BacaanLembar(
        lembar=kisi.nama,
        formulir=definisi.kode,
        versi=versi,
        isi=isi,
        tempat=tempat,
        keluarga=Keluarga(definisi.keluarga) if definisi.keluarga else None,
        pendekatan=Pendekatan(definisi.pendekatan) if definisi.pendekatan else None,
        hilang=(),
    )


def _tanpa_lubang(pohon: Any) -> Any:
    """Trees for conversion: places of a list that nothing was read into are empty items or empty texts."""
    if isinstance(pohon, dict):
        return {nama: _tanpa_lubang(nilai) for nama, nilai in pohon.items()}
    if isinstance(pohon, list):
        teks = any(isinstance(satu, str) for satu in pohon)
        return [("" if teks else {}) if satu is None else _tanpa_lubang(satu) for satu in pohon]
    return pohon
