"""XML of a stranger's package, opened without trust; what cannot be edited safely is refused with why."""

from __future__ import annotations

from typing import Any

from lxml import etree

NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NS_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
NS_JENIS = "http://schemas.openxmlformats.org/package/2006/content-types"

PEMBUKA = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
"""What `tulis` begins a part with."""

Elemen = Any
"""An lxml element; its stubs do not know half of what it does."""

_JAGA: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "huge_tree": False,
}
_PENGURAI = etree.XMLParser(strip_cdata=False, **_JAGA)


class TakAman(Exception):
    """A package that cannot be edited without harm. The text goes on after "karena": "berkas ini …"."""


def urai(isi: bytes, nama: str, akar: str, pengurai: etree.XMLParser = _PENGURAI) -> Elemen:
    """Parse a part whose root must be `akar` ("{namespace}name"), written without a prefix.

    Raises `TakAman` for anything else: broken XML, a DOCTYPE (entities), a namespace under a prefix.
    """
    try:
        pohon: Elemen = etree.fromstring(isi, pengurai)
    except (etree.XMLSyntaxError, ValueError) as galat:
        raise TakAman(f"bagian {nama} di dalamnya tidak dapat diurai") from galat
    if pohon.getroottree().docinfo.doctype:
        raise TakAman(f"bagian {nama} di dalamnya memuat DOCTYPE")
    if pohon.prefix is not None or pohon.tag != akar:
        raise TakAman(f"bagian {nama} di dalamnya ditulis dengan susunan XML yang tidak lazim")
    return pohon


def tulis(akar: Elemen) -> bytes:
    """A part as bytes, with what stands before and after its root."""
    return etree.tostring(akar.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def urai_lepas(isi: bytes, nama: str, akar: str) -> Elemen:
    """Parse a part as `urai` does, without its comments and CDATA."""
    return urai(
        isi, nama, akar, etree.XMLParser(remove_comments=True, remove_pis=True, strip_cdata=True, **_JAGA)
    )


def urai_potongan(isi: bytes, ruang: str, nama: str) -> Elemen:
    """A piece of a part, parsed with the namespaces of the part's root (`Susunan.ruang`). Raises `TakAman`."""
    try:
        bungkus: Elemen = etree.fromstring(b"<a%s>%s</a>" % (ruang.encode(), isi), _PENGURAI)
    except (etree.XMLSyntaxError, ValueError) as galat:
        raise TakAman(f"bagian {nama} di dalamnya tidak dapat diurai") from galat
    if len(bungkus) != 1:
        raise TakAman(f"bagian {nama} di dalamnya ditulis dengan susunan XML yang tidak lazim")
    return bungkus[0]


def tulis_potongan(potongan: Elemen) -> bytes:
    """What `urai_potongan` parsed, as bytes again."""
    isi: bytes = etree.tostring(potongan.getparent(), encoding="UTF-8", xml_declaration=False)
    return isi[isi.index(b">") + 1 : isi.rindex(b"</")]
