"""The one factory of findings: fills in severity, person, unit, period and place, so that no rule forgets
one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skpbook.checks.registry import ATURAN
from skpbook.domain.tempat import Rujukan
from skpbook.domain.temuan import Temuan

if TYPE_CHECKING:
    from skpbook.domain.dokumen import Dokumen
    from skpbook.domain.pegawai import Daftar, Pegawai

_TITIK_GANDA = re.compile(r"(?<![.…])\.\.$")


def temuan(  # noqa: PLR0913 - one keyword for each column of a finding
    kode: str,
    pesan: str,
    *,
    dokumen: Dokumen | None = None,
    jalur: str = "",
    daftar: Daftar | None = None,
    pegawai: Pegawai | None = None,
    nip: str | None = None,
    nama: str | None = None,
    unit: str | None = None,
    periode: str | None = None,
    berkas: str | None = None,
    lembar: str | None = None,
    sel: str | None = None,
    ditemukan: str | None = None,
    seharusnya: str | None = None,
    saran: str | None = None,
    kaitan: Rujukan | None = None,
) -> Temuan:
    """A finding of a registered rule.

    The cell is that of `jalur` in `dokumen`, or in `daftar` when no dokumen is given ("pegawai[3].nip").
    The person is `pegawai`, else the one whose NIP is `nip` (default: the document's) in `daftar`.
    What is named outright goes before what is derived. KeyError for an unregistered code.
    """
    if dokumen is not None:
        tempat = dokumen.di(jalur)
        berkas, lembar, sel = berkas or dokumen.berkas, lembar or tempat.lembar, sel or tempat.sel
        nip, unit = nip or dokumen.nip, unit or dokumen.unit
        periode = periode or dokumen.periode
    elif daftar is not None and jalur:
        rujukan = rujukan_daftar(daftar, jalur)
        berkas, lembar, sel = berkas or rujukan.berkas, lembar or rujukan.lembar, sel or rujukan.sel
    if pegawai is None and daftar is not None and nip:
        pegawai = daftar.menurut_nip.get(nip)
    if pegawai is not None:
        nip, nama, unit = nip or pegawai.nip, nama or pegawai.nama, pegawai.unit
    return Temuan(
        kode=kode,
        tingkat=ATURAN[kode].tingkat,
        nip=nip or None,
        nama=nama,
        unit=unit,
        periode=periode,
        berkas=berkas,
        lembar=lembar,
        sel=sel,
        pesan=kalimat(pesan),
        ditemukan=ditemukan,
        seharusnya=seharusnya,
        saran=kalimat(saran) if saran else None,
        kaitan=kaitan,
    )


def kalimat(teks: str) -> str:
    """A sentence that closes with one full stop where a title before it brought its own ("M.Si..")."""
    return teks[:-1] if _TITIK_GANDA.search(teks) else teks


def rujukan_daftar(daftar: Daftar, jalur: str) -> Rujukan:
    """The cell of a field of the daftar pegawai, or of any other field of the same row; A1 of its sheet as
    the last.
    """
    baris = jalur.partition(".")[0]
    bidang = ("", ".nip", ".nama", ".kode")
    for calon in (jalur, *(baris + satu for satu in bidang)):
        if (tempat := daftar.tempat.get(calon)) is not None:
            return Rujukan(daftar.berkas, tempat.lembar, tempat.sel)
    pertama = next(iter(daftar.tempat.values()), None)
    return Rujukan(daftar.berkas, pertama.lembar if pertama else "pegawai", "A1")
