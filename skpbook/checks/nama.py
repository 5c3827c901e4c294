"""Names of people compared without their titles: "Dr. Siti Aminah, S.Kom., M.T." is "siti aminah"."""

from __future__ import annotations

import re
from functools import lru_cache

from skpbook.domain.teks import normal

_GELAR_DEPAN = frozenset(
    {
        "prof",
        "dr",
        "drs",
        "dra",
        "drg",
        "drh",
        "ir",
        "h",
        "hj",
        "ns",
        "apt",
        "tn",
        "ny",
        "sdr",
        "sdri",
        "bapak",
        "ibu",
        "kh",
    }
)
"""Titles before a name, normalised. (St., Br., R. also open names and stay.)"""

_GELAR_BELAKANG = re.compile(
    r"^(?:(?:S|M|D|A|B|Sp|Ph|Amd|Dipl|MM|MH|MT|ST|SE|SH|SS|SP|SI)\.[\w.]*"
    r"|SE|SH|ST|SKom|SSos|SPd|SSi|SIP|SKM|SAP|SSTP|STP|SPsi|SFarm|SKep|SAk|SHut|SPt|SST|STr\w*"
    r"|MM|MH|MT|MSi|MPd|MKom|MAP|MAk|MKes|MSc|MKM|MIP|MPA|MPH|MEng|MBA|MA|PhD|AMd\w*|AMK|CA|CPA|IPM|IPU)\.?$"
)
"""A degree written behind a name without a comma; only capitals, as names are not so written in full."""


@lru_cache(maxsize=65536)
def inti_nama(nama: str) -> str:
    """A name in the form in which two are compared: titles, case, dots and blanks gone."""
    depan = nama.partition(",")[0]
    kata = depan.split()
    while len(kata) > 1 and _GELAR_BELAKANG.match(kata[-1]):
        kata.pop()
    inti = normal(" ".join(kata)).split()
    while len(inti) > 1 and inti[0] in _GELAR_DEPAN:
        inti.pop(0)
    return " ".join(inti)
