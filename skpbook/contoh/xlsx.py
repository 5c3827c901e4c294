"""An .xlsx as its XML parts: cells changed in place, every other byte of the sheet as it was."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from skpbook.contoh.ketikan import Nilai, Terhitung

_SEL = re.compile(r'<c r="([A-Z]{1,3}[0-9]+)"((?: [a-z]+="[^"]*")*)(?:/>|>(.*?)</c>)', re.S)
_BARIS = re.compile(r'<row r="([0-9]+)"[^>]*>')
_TERSEMBUNYI = re.compile(r' hidden="(?:1|true)"')
_HURUF = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_JENIS = re.compile(r' t="[^"]*"')
_RUMUS = re.compile(r"<f[ >/].*?</f>|<f[^>]*/>", re.S)
_TAG = re.compile(r"<[^>]*>")
_NILAI = re.compile(r"<v>(.*?)</v>", re.S)
_LEMBAR = re.compile(r"<sheet [^>]*>")
_ATRIBUT = re.compile(r'([\w:]+)="([^"]*)"')
_HUBUNGAN = re.compile(r"<Relationship [^>]*>")
_DIUBAH = re.compile(r"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_KENDALI = re.compile(r"[\x00-\x08\x0b-\x1f]")
_MIRIP_KENDALI = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_AWAL_EXCEL = date(1899, 12, 30)
_WAKTU_ZIP = (1980, 1, 1, 0, 0, 0)


class Xlsx:
    """The parts of a workbook in memory."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as arsip:
            self.bagian = {nama: arsip.read(nama) for nama in arsip.namelist()}

    def lembar(self) -> dict[str, str]:
        """Sheet name -> the part that holds it, in workbook order."""
        tujuan = {}
        for kata in _HUBUNGAN.findall(self.bagian["xl/_rels/workbook.xml.rels"].decode()):
            atribut = dict(_ATRIBUT.findall(kata))
            alamat = atribut["Target"]
            tujuan[atribut["Id"]] = alamat.lstrip("/") if alamat.startswith("/") else f"xl/{alamat}"
        hasil = {}
        for kata in _LEMBAR.findall(self.bagian["xl/workbook.xml"].decode()):
            atribut = dict(_ATRIBUT.findall(kata))
            hasil[buka_lolos(atribut["name"])] = tujuan[atribut["r:id"]]
        return hasil

    def ketik(self, nama: str, isi: Mapping[str, Nilai]) -> None:
        """Type into cells of a sheet; a formula there is overwritten, a spare row that was hidden is shown first.

        KeyError for a missing cell.
        """
        self._ganti(nama, {sel: _isi_sel(nilai) for sel, nilai in isi.items()}, simpan_rumus=False)
        self._tampilkan(nama, {sel.lstrip(_HURUF) for sel, nilai in isi.items() if nilai is not None})

    def hasil_rumus(self, nama: str, isi: Mapping[str, Terhitung]) -> None:
        """Set what formula cells show; the formulas stay. KeyError for a cell without a formula."""
        baru = {
            sel: (' t="str"' if isinstance(hasil, str) else "", f"<v>{lolos(str(hasil))}</v>")
            for sel, hasil in isi.items()
        }
        self._ganti(nama, baru, simpan_rumus=True)

    def rumus(self, nama: str) -> dict[str, tuple[str, Terhitung]]:
        """The formula cells of a sheet: the formula, and what it shows now, empty where nothing is."""
        teks = self.bagian[self.lembar()[nama]].decode()
        ada = {}
        for temu in _SEL.finditer(teks):
            if temu[3] and (rumus := _RUMUS.search(temu[3])):
                nilai = _NILAI.search(temu[3])
                isi = buka_lolos(nilai[1]) if nilai else ""
                angka = isi and 't="str"' not in temu[2]
                ada[temu[1]] = (buka_lolos(_TAG.sub("", rumus[0])), float(isi) if angka else isi)
        return ada

    def disimpan(self, waktu: str) -> None:
        """Set the time of saving (ISO, UTC) in the document properties."""
        inti = self.bagian["docProps/core.xml"].decode()
        self.bagian["docProps/core.xml"] = _DIUBAH.sub(rf"\g<1>{waktu}\g<2>", inti).encode()

    def tulis(self, tingkat: int = 6) -> bytes:
        """The workbook again; the same parts give the same bytes."""
        keluar = BytesIO()
        with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED, compresslevel=tingkat) as arsip:
            for nama, isi in self.bagian.items():
                keterangan = zipfile.ZipInfo(nama, _WAKTU_ZIP)
                keterangan.compress_type = zipfile.ZIP_DEFLATED
                arsip.writestr(keterangan, isi, compresslevel=tingkat)
        return keluar.getvalue()

    def _tampilkan(self, nama: str, baris: Collection[str]) -> None:
        bagian = self.lembar()[nama]

        def satu(temu: re.Match[str]) -> str:
            return _TERSEMBUNYI.sub("", temu[0]) if temu[1] in baris else temu[0]

        self.bagian[bagian] = _BARIS.sub(satu, self.bagian[bagian].decode()).encode()

    def _ganti(self, nama: str, baru: Mapping[str, tuple[str, str]], *, simpan_rumus: bool) -> None:
        bagian = self.lembar()[nama]
        sisa = set(baru)

        def satu(temu: re.Match[str]) -> str:
            sel = temu[1]
            if sel not in baru:
                return temu[0]
            rumus = _RUMUS.search(temu[3] or "")
            if simpan_rumus and rumus is None:
                return temu[0]
            sisa.discard(sel)
            jenis, isi = baru[sel]
            depan = rumus[0] if simpan_rumus and rumus else ""
            atribut = _JENIS.sub("", temu[2]) + jenis
            return f'<c r="{sel}"{atribut}>{depan}{isi}</c>' if depan or isi else f'<c r="{sel}"{atribut}/>'

        self.bagian[bagian] = _SEL.sub(satu, self.bagian[bagian].decode()).encode()
        if sisa:
            raise KeyError(f"{nama}: {', '.join(sorted(sisa))}")


def _isi_sel(nilai: Nilai) -> tuple[str, str]:
    """Type attribute and content of a typed cell. Text is always a string, whatever it begins with."""
    if nilai is None:
        return "", ""
    if isinstance(nilai, date):
        return "", f"<v>{(nilai - _AWAL_EXCEL).days}</v>"
    if isinstance(nilai, str):
        return ' t="inlineStr"', f'<is><t xml:space="preserve">{lolos(nilai)}</t></is>'
    return "", f"<v>{nilai!r}</v>"


def lolos(teks: str) -> str:
    """Text for XML in an .xlsx: markup escaped, control characters as _xHHHH_."""
    satu = _MIRIP_KENDALI.sub("_x005F_", teks)
    satu = satu.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _KENDALI.sub(lambda temu: f"_x{ord(temu[0]):04X}_", satu)


def buka_lolos(teks: str) -> str:
    """The text of an XML attribute or element."""
    satu = teks.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&apos;", "'")
    return satu.replace("&amp;", "&")
