"""Text from people, made fit for a cell: nothing that breaks the file, nothing taken for markup."""

from __future__ import annotations

import re

BATAS_SEL = 32_767
"""What one Excel cell holds, in UTF-16 units."""

_TERLARANG = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_GANTI = "\ufffd"


def utuh(teks: str) -> str:
    """`teks` without characters that XML cannot hold (shown as U+FFFD), line breaks as `\\n`.

    A text of the shape `<r>…</r>` gets a blank after it: XlsxWriter takes that shape for its own rich text
    and would copy it into the file as markup.
    """
    if teks.isprintable() and not teks.startswith("<r>"):
        return teks
    satu = teks.replace("\r\n", "\n").replace("\r", "\n")
    satu = _TERLARANG.sub(_GANTI, satu)
    if satu.startswith("<r>") and satu.endswith("</r>"):
        satu += " "
    return satu


def satuan(teks: str) -> int:
    """Length of a text as Excel counts it: UTF-16 units."""
    return len(teks.encode("utf-16-le", "surrogatepass")) // 2
