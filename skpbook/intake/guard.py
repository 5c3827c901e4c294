"""The guard in front of every reader: what a workbook would cost, judged before it is opened."""

from __future__ import annotations

import contextlib
import posixpath
import re
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from skpbook.forms.grid import Kisi, buka_kisi, dibaca
from skpbook.forms.merges import nama_lembar_xlsb
from skpbook.forms.plain import BukuPolos
from skpbook.forms.plain_parts import BukanPolos
from skpbook.forms.unseen import Khusus, bidang_polos, nama_lembar, telaah_xlsx
from skpbook.intake.batas import MB, Batas
from skpbook.intake.geometri import (
    Jauh,
    berisi_lembar,
    buang_jauh,
    jalan_xml,
    periksa_gabungan,
    periksa_luas,
    tanpa_sel_kosong,
    ukur_lembar,
    ukur_polos,
)
from skpbook.intake.geometri_lain import HasilLembar
from skpbook.intake.geometri_ods import jaga_ods
from skpbook.intake.geometri_xlsb import berisi_lembar_xlsb, jaga_xlsb, periksa_teks_xlsb
from skpbook.intake.paket import Bagian, daftar_bagian, kemas, kembangkan
from skpbook.intake.sniff import KEPALA, Wadah, bukan_buku_kerja
from skpbook.intake.tolak import Ditolak, lewat_batas, rusak

_DOCTYPE = b"<!DOCTYPE"
_GRAFIK_ODS = b"<office:chart"
"""What a chart of an .ods begins with: it is kept as an embedded object, and is none of a foreign program."""

_UBAH = re.compile(rb"<dcterms:modified[^>]*>\s*([^<]+?)\s*<")
_UBAH_ODS = re.compile(rb"<dc:date>\s*([^<]+?)\s*<")
_DEKLARASI = re.compile(r"(<\?xml[^>]*?encoding\s*=\s*[\"'])[^\"']+")
_UTF16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}
_UTF32 = {
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"<\x00\x00\x00": "utf-32-le",
    b"\x00\x00\x00<": "utf-32-be",
}
_BUKU, _HUBUNGAN = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_BUKU_XLSB, _HUBUNGAN_XLSB = "xl/workbook.bin", "xl/_rels/workbook.bin.rels"
_BERTITIK = re.compile(rb"(Target\s*=\s*[\"'])(\.{1,2}/[^\"']*)([\"'])")
_JUMLAH_TEKS = re.compile(rb"<(?:[\w.-]+:)?sst\b[^>]*>")
_JUMLAH = re.compile(rb"\s(?:uniqueC|c)ount\s*=\s*[\"'][^\"']*[\"']")
_ANGKA = re.compile(rb"ount\s*=\s*[\"']\s*(\d{1,30})")
_LEMBAR = re.compile(r"xl/worksheets/[^/]+\.xml")
_LEMBAR_LAIN = re.compile(rb"<(?:[\w.-]+:)?(?:chartsheet|dialogsheet|macrosheet)\b")
_INTI = (_BUKU, _BUKU_XLSB)
_SASARAN = re.compile(rb"Target\s*=\s*[\"']/?(xl/workbook[0-9]*\.(?:xml|bin))[\"']", re.IGNORECASE)
_TAK_DIBACA = (
    *("xl/theme/", "xl/media/", "xl/charts/", "xl/drawings/", "xl/embeddings/", "xl/externalLinks/"),
    *("xl/printerSettings/", "xl/vbaProject", "docProps/", "customXml/"),
    *("Object ", "ObjectReplacements/", "Pictures/", "Thumbnails/", "Configurations2/", "Basic/"),
)
"""Parts that no reader of values opens."""

_DIKEMAS_ULANG = 16 * MB
_POLOS_TERBESAR = 4 * MB
"""Larger sheets are left to the library, which takes less memory for a cell."""

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


class HasilJaga(Struct, frozen=True, kw_only=True):
    """A package that may be read.

    `bagian` are the parts a reader opens, without cells far outside (`jauh`) and with errors as texts; None where the
    file is to be read as it came (`asal`). `khusus` maps sheet name -> what a reader does not tell of it. `makro` and
    `tautan` are what the package carries besides values; `diubah` its own saved time as written. `kisi` are sheets
    that could be read at once, by name, `utuh` all there are where nothing is left for a reader.
    """

    wadah: str
    asal: bytes
    bagian: Mapping[str, bytes] | None = None
    diubah: str | None = None
    makro: bool = False
    tautan: tuple[str, ...] = ()
    jauh: tuple[Jauh, ...] = ()
    khusus: Mapping[str, Khusus] = {}
    kisi: Mapping[str, Kisi] = {}
    utuh: tuple[Kisi, ...] | None = None

    @property
    def data(self) -> bytes:
        """The file to read: the parts packed anew, not compressed."""
        return self.asal if self.bagian is None else kemas(self.bagian.items())


def buka_terjaga(terjaga: HasilJaga) -> list[Kisi]:
    """The worksheets of a workbook that was let through. Raises what the reading library raises."""
    if terjaga.utuh is not None:
        return list(terjaga.utuh)
    return buka_kisi(terjaga.data, terjaga.khusus, terjaga.kisi)


def periksa_ukuran(data: bytes, batas: Batas) -> None:
    """Refuse (B004) a file that is too large to be looked at."""
    if len(data) > batas.berkas_mb * MB:
        raise tolak_ukuran(len(data), batas)


def tolak_ukuran(besar: int, batas: Batas) -> Ditolak:
    """B004: the file as a whole is over the limit."""
    return lewat_batas("ukuran berkas", f"{besar / MB:.1f} MB".replace(".", ","), f"{batas.berkas_mb} MB")


def jaga_paket(data: bytes, batas: Batas) -> HasilJaga:
    """Judge a zip package part by part. Raises `Ditolak`: B001 no workbook, B002, B003, B004."""
    bagian = _bernama_baku(data, daftar_bagian(data, batas), batas)
    nama = {satu.nama for satu in bagian}
    wadah = _wadah_paket(nama, data, bagian, batas)
    sisa = batas.paket_mb * MB
    penjaga = _Penjaga(batas, wadah, _nama_bagian(data, bagian, wadah, batas))
    for satu in bagian:
        isi = kembangkan(data, satu, batas, sisa)
        sisa -= len(isi)
        penjaga.terima(satu.nama, isi)
    penjaga.periksa_lembar()
    lembar = penjaga.bernama()
    return HasilJaga(
        wadah=wadah,
        asal=data,
        bagian=penjaga.bagian(batas.paket_mb * MB - sisa),
        kisi=penjaga.kisi,
        utuh=penjaga.utuh(),
        diubah=penjaga.diubah,
        makro=any(satu.endswith("vbaProject.bin") or satu.startswith("Basic/") for satu in nama),
        tautan=_tautan({satu for satu in nama if satu.partition("/")[0] not in penjaga.grafik}),
        jauh=tuple(Jauh(n, satu.jauh.sel, satu.jauh.banyak) for n, satu in lembar if satu.jauh),
        khusus={n: satu.khusus for n, satu in lembar if n is not None and satu.khusus},
    )


class _Penjaga:
    """Looks at the inflated parts of one package, one after the other."""

    def __init__(self, batas: Batas, wadah: str, lembaran: frozenset[str] = frozenset()) -> None:
        self.batas = batas
        self.wadah = wadah
        self._lembaran_pasti = lembaran
        self.diubah: str | None = None
        self.grafik: set[str] = set()
        self.kisi: dict[str, Kisi] = {}
        self._buku: BukuPolos | None = None
        self._isi: dict[str, bytes] = {}
        self._lembar: dict[str, HasilLembar] = {}
        self._diganti = False

    def terima(self, nama: str, isi: bytes) -> None:
        """One part. Raises `Ditolak`."""
        bersih = isi
        if isi[:2] in _UTF16 or isi[:4] in _UTF32:
            bersih = _ke_utf8(isi)
        _periksa_doctype(bersih)
        if nama == _HUBUNGAN and b"./" in bersih:
            bersih = _BERTITIK.sub(_tanpa_titik, bersih)
        elif nama == "xl/sharedStrings.xml":
            bersih = _tanpa_jumlah(bersih)
        elif nama == "xl/sharedStrings.bin":
            periksa_teks_xlsb(bersih)
        bersih = self._lembaran(nama, bersih)
        if nama.endswith("/content.xml") and _GRAFIK_ODS in bersih:
            self.grafik.add(nama.partition("/")[0])
        if nama in ("docProps/core.xml", "meta.xml"):
            temu = (_UBAH if self.wadah != "ods" else _UBAH_ODS).search(bersih)
            self.diubah = temu[1].decode("ascii", "replace") if temu else None
        if not nama.startswith(_TAK_DIBACA):
            self._isi[nama] = bersih
            self._diganti = self._diganti or bersih is not isi

    def periksa_lembar(self) -> None:
        """Judge the sheets of an .xlsx, all parts being there; those written as programs write are read at once.

        Raises `Ditolak`.
        """
        if self.wadah not in ("xlsx", "xlsm"):
            return
        with contextlib.suppress(BukanPolos):
            self._buku = BukuPolos(self._isi)
        milik = {satu.bagian: satu for satu in self._buku.lembar} if self._buku else {}
        for nama, isi in list(self._isi.items()):
            if not berisi_lembar(isi):
                if _LEMBAR.fullmatch(nama) and isi and not _LEMBAR_LAIN.search(isi[:KEPALA]):
                    raise rusak(f"bagian {nama} di dalamnya seharusnya lembar kerja, tetapi isinya lain")
                continue
            if (lembar := milik.get(nama)) is not None and dibaca(lembar.nama):
                kisi = self._baca_polos(lembar.nama, isi, tampak=lembar.tampak)
                if kisi is not None:
                    self.kisi[lembar.nama] = kisi
                    self._lembar[nama] = HasilLembar(khusus=kisi.khusus)
                    continue
            self._isi[nama], self._lembar[nama] = _jaga_xlsx(isi, self.batas)
            self._diganti = self._diganti or self._isi[nama] is not isi

    def _baca_polos(self, nama: str, isi: bytes, *, tampak: bool) -> Kisi | None:
        """A sheet read at once; None for one that is to be measured, and read by the library."""
        batas = self.batas
        if self._buku is None or len(isi) > _POLOS_TERBESAR:
            return None
        try:
            polos = self._buku.baca(isi, baris=batas.baris, kolom=batas.kolom, sel=batas.sel)
        except BukanPolos:
            return None
        periksa_gabungan(isi, batas, isi.rfind(b"</sheetData>"))
        return Kisi(nama=nama, baris=polos.baris, gabungan=polos.gabungan, tampak=tampak, khusus=polos.khusus)

    def utuh(self) -> tuple[Kisi, ...] | None:
        """All worksheets, where none is left for a reader."""
        if self._buku is None or any(
            satu.nama not in self.kisi for satu in self._buku.lembar if dibaca(satu.nama)
        ):
            return None
        return tuple(
            self.kisi.get(satu.nama) or Kisi(nama=satu.nama, baris=[], gabungan=(), tampak=satu.tampak)
            for satu in self._buku.lembar
        )

    def _lembaran(self, nama: str, isi: bytes) -> bytes:
        """A sheet (of an .ods all of them) as it may be read; any other part as it is."""
        if self.wadah == "ods":
            if nama.casefold() not in self._lembaran_pasti:
                return isi
            isi, semua = jaga_ods(isi, self.batas)
            self._lembar.update({satu.nama: satu for satu in semua})
        elif self.wadah == "xlsb":
            if nama.casefold() not in self._lembaran_pasti and not berisi_lembar_xlsb(isi):
                return isi
            isi, self._lembar[nama] = _jaga_xlsb(isi, self.batas)
        return isi

    def bagian(self, besar: int) -> Mapping[str, bytes] | None:
        """The parts to read; a large package nobody had to change stays packed, for the memory's sake."""
        return None if besar > _DIKEMAS_ULANG and not self._diganti else self._isi

    def bernama(self) -> list[tuple[str | None, HasilLembar]]:
        """Sheets that there is anything to tell of, with their names as far as the package tells them."""
        ada = [(bagian, satu) for bagian, satu in self._lembar.items() if satu.jauh or satu.khusus]
        nama: Mapping[str, str] = {}
        if ada and self.wadah == "ods":
            nama = {bagian: bagian for bagian, _ in ada}
        elif ada and self.wadah == "xlsb":
            nama = nama_lembar_xlsb(self._isi.get(_BUKU_XLSB, b""), self._isi.get(_HUBUNGAN_XLSB, b""))
        elif ada and self._buku is not None:
            nama = {satu.bagian: satu.nama for satu in self._buku.lembar}
        elif ada:
            nama = nama_lembar(self._isi.get(_BUKU, b""), self._isi.get(_HUBUNGAN, b""))
        return [(nama.get(bagian), satu) for bagian, satu in ada]


def _jaga_xlsx(isi: bytes, batas: Batas) -> tuple[bytes, HasilLembar]:
    isi = tanpa_sel_kosong(isi, batas)
    bidang = bidang_polos(isi)
    luas = ukur_polos(isi, bidang, batas) if bidang else None
    jauh = None
    if luas is None:
        luas = ukur_lembar(isi, batas)
        if luas.jauh_banyak:
            jauh = Jauh(None, luas.jauh, luas.jauh_banyak)
            isi = buang_jauh(isi, batas)
            bidang, luas = None, ukur_lembar(isi, batas)
        periksa_luas(luas, batas)
    isi, khusus = telaah_xlsx(isi, bidang)
    return isi, HasilLembar(jauh=jauh, khusus=khusus)


def _jaga_xlsb(isi: bytes, batas: Batas) -> tuple[bytes, HasilLembar]:
    """Measure what may be a sheet; other parts of a workbook (styles, macros) are no sheets and break off."""
    try:
        return jaga_xlsb(isi, batas)
    except Ditolak as sebab:
        if sebab.kode != "B003" or berisi_lembar_xlsb(isi):
            raise
        return isi, HasilLembar()


def _tanpa_jumlah(isi: bytes) -> bytes:
    """The texts without how many they are, where that cannot be: a reader asks for their memory beforehand."""
    temu = _JUMLAH_TEKS.search(isi, 0, KEPALA)
    if temu is None or all(int(angka) <= len(isi) for angka in _ANGKA.findall(temu[0])):
        return isi
    return isi[: temu.start()] + _JUMLAH.sub(b"", temu[0]) + isi[temu.end() :]


def _tanpa_titik(temu: re.Match[bytes]) -> bytes:
    """A target by its whole path: readers do not follow `./` and `../`, which Excel does."""
    return temu[1] + posixpath.normpath(f"/xl/{temu[2].decode('utf-8', 'replace')}").encode() + temu[3]


def _nama_bagian(data: bytes, bagian: tuple[Bagian, ...], wadah: str, batas: Batas) -> frozenset[str]:
    """Parts that a reader takes for sheets because of what points to them; names in small letters.

    Of .xlsx a sheet is known by what is in it, wherever it lies.
    """
    if wadah == "ods":
        return frozenset({"content.xml"})
    hubungan = next((satu for satu in bagian if satu.nama.casefold() == _HUBUNGAN_XLSB), None)
    if wadah != "xlsb" or hubungan is None:
        return frozenset()
    isi = kembangkan(data, hubungan, batas, batas.paket_mb * MB)
    _periksa_doctype(isi)
    sasaran: list[str] = []

    def catat(_nama: str, atribut: dict[str, str]) -> None:
        sasaran.append(atribut.get("Target", ""))

    jalan_xml(isi, catat, None, "daftar lembarnya")
    return frozenset("xl/" + satu.casefold().lstrip("/").removeprefix("xl/") for satu in sasaran)


def _periksa_doctype(isi: bytes) -> None:
    xml = isi[:KEPALA].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"
    # One rare letter is found far faster than a word: most parts have none.
    if xml and b"!" in isi and _DOCTYPE in isi:
        raise Ditolak(
            "B004",
            "Berkas melewati batas keamanan: isinya memuat DOCTYPE, yang tidak pernah ditulis Excel.",
            ditemukan="DOCTYPE",
            seharusnya="tidak ada",
            saran="Buka berkas di Excel, pilih Simpan Sebagai dengan nama baru, lalu kirim ulang.",
        )


def _ke_utf8(isi: bytes) -> bytes:
    """A part in UTF-16 or UTF-32 as UTF-8: readers take it for an empty one."""
    sandi = _UTF32.get(isi[:4]) or _UTF16[isi[:2]]
    try:
        teks = isi.decode(sandi)
    except UnicodeDecodeError as galat:
        raise rusak("isi lembarnya tidak tersusun benar") from galat
    return _DEKLARASI.sub(r"\g<1>UTF-8", teks, count=1).encode("utf-8", "replace")


def _bernama_baku(data: bytes, bagian: tuple[Bagian, ...], batas: Batas) -> tuple[Bagian, ...]:
    """The parts with the main ones called as readers look for them.

    Excel goes by what points to them: it opens XL/Workbook.xml, and xl/workbook22.xml as SharePoint writes it.
    """
    ada = {satu.nama.casefold(): satu for satu in bagian}
    if any(satu.nama in _INTI for satu in bagian):
        return bagian
    inti = next((satu for satu in _INTI if satu in ada), None)
    if inti is None and "_rels/.rels" in ada:
        akar = kembangkan(data, ada["_rels/.rels"], batas, batas.paket_mb * MB)
        _periksa_doctype(akar)
        inti = next((n for temu in _SASARAN.findall(akar) if (n := temu.decode().casefold()) in ada), None)
    if inti is None:
        return bagian
    folder, _, berkas = inti.rpartition("/")
    baku = _BUKU_XLSB if berkas.endswith(".bin") else _BUKU
    nama = {inti: baku, f"{folder}/_rels/{berkas}.rels": f"xl/_rels/{baku.rpartition('/')[2]}.rels"}
    nama |= {
        satu.casefold(): satu for satu in ("xl/sharedStrings.xml", "xl/sharedStrings.bin", "xl/styles.xml")
    }
    return tuple(replace(satu, nama=nama.get(satu.nama.casefold(), satu.nama)) for satu in bagian)


def _wadah_paket(nama: set[str], data: bytes, bagian: tuple[Bagian, ...], batas: Batas) -> str:
    """Which workbook a package is. Raises `Ditolak` B001 for anything else in a zip."""
    if "xl/workbook.xml" in nama:
        return "xlsm" if "xl/vbaProject.bin" in nama else "xlsx"
    if "xl/workbook.bin" in nama:
        return "xlsb"
    if "mimetype" in nama and "content.xml" in nama:
        mime = next(satu for satu in bagian if satu.nama == "mimetype")
        if kembangkan(data, mime, batas, batas.paket_mb * MB).strip().startswith(_ODS):
            return "ods"
        raise bukan_buku_kerja(Wadah("word", "dokumen OpenDocument yang bukan lembar kerja"))
    for awalan, sebutan in (
        ("word/", "dokumen Word"),
        ("ppt/", "presentasi PowerPoint"),
        ("Index/", "berkas Apple Numbers"),
        ("[Content_Types].xml", "paket Office jenis lain"),
    ):
        if any(satu.startswith(awalan) for satu in nama):
            raise bukan_buku_kerja(Wadah("word", sebutan))
    raise bukan_buku_kerja(Wadah("zip", "arsip zip"))


def _tautan(nama: set[str]) -> tuple[str, ...]:
    """What a package points or carries out to, as a sentence names it."""
    hasil = []
    for sebutan, awalan in (
        ("tautan ke buku kerja lain", ("xl/externalLinks/",)),
        ("koneksi data", ("xl/connections.xml", "xl/queryTables/", "xl/model/")),
        ("objek tertanam", ("xl/embeddings/", "xl/activeX/", "Object ")),
    ):
        if any(satu.startswith(awalan) for satu in nama):
            hasil.append(sebutan)
    return tuple(hasil)
