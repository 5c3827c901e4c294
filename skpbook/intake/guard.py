"""The guard in front of every reader: what a workbook would cost, judged before it is opened."""

from __future__ import annotations

import re

from msgspec import Struct

from skpbook.intake.batas import MB, Batas
from skpbook.intake.geometri import Luas, berisi_lembar, buang_jauh, jalan_xml, periksa_luas, ukur_lembar
from skpbook.intake.geometri_lain import berisi_lembar_xlsb, jaga_ods, jaga_xlsb
from skpbook.intake.paket import Bagian, daftar_bagian, ganti_isi, kembangkan
from skpbook.intake.sniff import KEPALA, Wadah, bukan_buku_kerja
from skpbook.intake.tolak import Ditolak, lewat_batas, rusak

_DOCTYPE = b"<!DOCTYPE"
_HUBUNGAN_XLSB = "xl/_rels/workbook.bin.rels"
_GRAFIK_ODS = b"<office:chart"
"""What a chart of an .ods begins with: it is kept as an embedded object, and is none of a foreign program."""

_UBAH = re.compile(rb"<dcterms:modified[^>]*>\s*([^<]+?)\s*<")
_UBAH_ODS = re.compile(rb"<dc:date>\s*([^<]+?)\s*<")
_DEKLARASI = re.compile(r"(<\?xml[^>]*?encoding\s*=\s*[\"'])[^\"']+")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


class HasilJaga(Struct, frozen=True, kw_only=True):
    """A package that may be read.

    `data` is the package, without cells far outside where there were any (`jauh`: of each such sheet a few
    A1 names and how many). `makro` and `tautan` are what it carries besides values; `diubah` its own saved
    time as written.
    """

    wadah: str
    data: bytes
    diubah: str | None = None
    makro: bool = False
    tautan: tuple[str, ...] = ()
    jauh: tuple[tuple[tuple[str, ...], int], ...] = ()


def periksa_ukuran(data: bytes, batas: Batas) -> None:
    """Refuse (B004) a file that is too large to be looked at."""
    if len(data) > batas.berkas_mb * MB:
        raise tolak_ukuran(len(data), batas)


def tolak_ukuran(besar: int, batas: Batas) -> Ditolak:
    """B004: the file as a whole is over the limit."""
    return lewat_batas("ukuran berkas", f"{besar / MB:.1f} MB".replace(".", ","), f"{batas.berkas_mb} MB")


def jaga_paket(data: bytes, batas: Batas) -> HasilJaga:
    """Judge a zip package part by part. Raises `Ditolak`: B001 no workbook, B002, B003, B004."""
    bagian = daftar_bagian(data, batas)
    nama = {satu.nama for satu in bagian}
    wadah = _wadah_paket(nama, data, bagian, batas)
    sisa = batas.paket_mb * MB
    ganti: dict[str, bytes] = {}
    jauh: list[tuple[tuple[str, ...], int]] = []
    grafik: set[str] = set()
    diubah: str | None = None
    lembar = _nama_lembar(data, bagian, wadah, batas)
    for satu in bagian:
        isi = kembangkan(data, satu, batas, sisa)
        sisa -= len(isi)
        bersih, luas = _jaga_bagian(isi, batas, wadah, satu.nama.casefold() in lembar)
        if bersih is not isi:
            ganti[satu.nama] = bersih
        if luas is not None and luas.jauh_banyak:
            jauh.append((luas.jauh, luas.jauh_banyak))
        if satu.nama.endswith("/content.xml") and _GRAFIK_ODS in isi:
            grafik.add(satu.nama.partition("/")[0])
        if satu.nama in ("docProps/core.xml", "meta.xml"):
            temu = (_UBAH if wadah != "ods" else _UBAH_ODS).search(isi)
            diubah = temu[1].decode("ascii", "replace") if temu else None
    return HasilJaga(
        wadah=wadah,
        data=ganti_isi(data, ganti) if ganti else data,
        diubah=diubah,
        makro=any(satu.endswith("vbaProject.bin") or satu.startswith("Basic/") for satu in nama),
        tautan=_tautan({satu for satu in nama if satu.partition("/")[0] not in grafik}),
        jauh=tuple(jauh),
    )


def _nama_lembar(data: bytes, bagian: tuple[Bagian, ...], wadah: str, batas: Batas) -> frozenset[str]:
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
    if isi[:KEPALA].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" and _DOCTYPE in isi:
        raise Ditolak(
            "B004",
            "Berkas melewati batas keamanan: isinya memuat DOCTYPE, yang tidak pernah ditulis Excel.",
            ditemukan="DOCTYPE",
            seharusnya="tidak ada",
            saran="Buka berkas di Excel, pilih Simpan Sebagai dengan nama baru, lalu kirim ulang.",
        )


def _jaga_bagian(isi: bytes, batas: Batas, wadah: str, lembar: bool) -> tuple[bytes, Luas | None]:
    """One inflated part, as it may be read, and its extent where it is a sheet.

    `lembar` says that a reader would take it for one whatever is in it.
    """
    bersih = isi
    if isi[:2] in (b"\xff\xfe", b"\xfe\xff") or isi[:4] in (b"<\x00?\x00", b"\x00<\x00?"):
        bersih = _ke_utf8(isi)
    _periksa_doctype(bersih)
    if wadah == "ods":
        if lembar:
            jaga_ods(bersih, batas)
        return bersih, None
    if wadah == "xlsb" and (lembar or berisi_lembar_xlsb(bersih)):
        _jaga_xlsb(bersih, batas)
        return bersih, None
    if not berisi_lembar(bersih):
        return bersih, None
    luas = ukur_lembar(bersih, batas)
    if luas.jauh_banyak:
        bersih = buang_jauh(bersih, batas)
        periksa_luas(ukur_lembar(bersih, batas), batas)
    else:
        periksa_luas(luas, batas)
    return bersih, luas


def _jaga_xlsb(isi: bytes, batas: Batas) -> None:
    """Measure what may be a sheet; other parts of a workbook (styles, macros) are no sheets and break off."""
    try:
        jaga_xlsb(isi, batas)
    except Ditolak as sebab:
        if sebab.kode != "B003" or berisi_lembar_xlsb(isi):
            raise


def _ke_utf8(isi: bytes) -> bytes:
    """A UTF-16 part as UTF-8: readers take it for an empty one."""
    try:
        tanpa_bom = "utf-16-le" if isi[1:2] == b"\x00" else "utf-16-be"
        teks = isi.decode("utf-16" if isi[:2] in (b"\xff\xfe", b"\xfe\xff") else tanpa_bom)
    except UnicodeDecodeError as galat:
        raise rusak("isi lembarnya tidak tersusun benar") from galat
    return _DEKLARASI.sub(r"\g<1>UTF-8", teks, count=1).encode("utf-8", "replace")


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
