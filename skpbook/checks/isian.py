"""Whether a cell was filled in at all: blank, or still the form's own example text."""

from __future__ import annotations

import re
from functools import lru_cache

from skpbook.domain.teks import normal, rapikan
from skpbook.regulation.pilihan import masih_seluruh_daftar

_TITIK = r"(?:\.{3,}|…+\.*|_{3,})"
_HANYA_TITIK = re.compile(r"[\W_]*(?:\.{2,}|…|_{2,})[\W_]*")
_TITIK_PANJANG = re.compile(r"\.{4,}|…{2,}|…\.|_{3,}")
_TITIK_DALAM_KURUNG = re.compile(rf"[(\[][^()\[\]]*{_TITIK}[^()\[\]]*[)\]]")
_TITIK_MANA_PUN = re.compile(_TITIK)
_CONTOH = re.compile(
    r"\(\s*hasil yang diharapkan"
    r"|\(\s*diisi dengan\b"
    r"|\(\s*tempat\s*\)"
    r"|\(\s*tanggal,? ?bulan,? ?(?:dan )?tahun\s*\)"
    r"|^\(\s*(?:nama instansi|instansi|nama|nip|jabatan|unit kerja)\s*\)$"
    r"|^\(\s*pangkat/? ?gol(?:ongan)?\.? ?(?:ruang)?\s*\)$"
    r"|^rencana hasil kerja(?: (?:utama|tambahan))? \d+\b"
    r"|^rencana hasil kerja (?:pimpinan|atasan) yang diintervensi\W*$"
    r"|^(?:iki|rhk|indikator(?: kinerja individu)?|peran hasil)\W*\d+(?:\.\d+)*(?: jpt| pimpinan)?$"
    r"|^target \d(?:\.\d)?$"
    r"|^ukuran keberhasilan\W+indikator kinerja individu\b[^:]*:\W*$",
    re.I,
)
"""Texts of the blank forms: BKN guide (both families), deck BKD NTT (matrix), deck BKD Sulsel (JPT)."""

PILIHAN = {
    "aspek": ("aspek",),
    "perspektif": ("perspektif",),
    "jalur": ("jalur-studi",),
    "jenjang": ("jenjang-studi",),
    "akreditasi_institusi": ("akreditasi",),
    "akreditasi_prodi": ("akreditasi",),
    "metode": ("metode-cascading",),
    "capaian_organisasi": ("capaian",),
    "capaian": ("capaian",),
    "rating_hasil": ("rating",),
    "rating_perilaku": ("rating",),
    "predikat": ("predikat",),
    "kategori": ("kategori",),
    "nada": ("nada",),
    "periode": ("periode-triwulan", "periode-bulan", "periode-semester", "periode-akhir"),
}
"""Field -> the choice lists its cell may still hold as a whole."""


def kosong(teks: str | None) -> bool:
    """Nothing there: no text, or only blanks, dashes and dots."""
    return teks is None or not normal(teks)


@lru_cache(maxsize=65536)
def contoh_formulir(teks: str) -> bool:
    """The text is the blank form's: an example sentence, "IKI 1.1", or dots that wait to be replaced.

    Three dots at the end of a sentence of one's own are not.
    """
    satu = rapikan(teks)
    if _HANYA_TITIK.fullmatch(satu) or _CONTOH.search(satu):
        return True
    if not _TITIK_MANA_PUN.search(satu):
        return False
    if _TITIK_PANJANG.search(satu) or _TITIK_DALAM_KURUNG.search(satu):
        return True
    return len(_TITIK_MANA_PUN.findall(satu)) > 1


def titik_tersisa(teks: str) -> bool:
    """Any run of dots left: for a cell where no sentence stands, like PERIODE PENILAIAN."""
    return contoh_formulir(teks) or _TITIK_MANA_PUN.search(teks) is not None


def seluruh_daftar(bidang: str, teks: str) -> bool:
    """The choice cell of a field still holds the whole list."""
    return any(masih_seluruh_daftar(nama, teks) for nama in PILIHAN.get(bidang, ()))
