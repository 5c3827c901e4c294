"""What the evaluations of one pegawai and period come to, and who is not to be rated."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from skpbook.domain.dokumen import Dokumen
from skpbook.domain.periode import baca_rentang
from skpbook.domain.skp import rangkap
from skpbook.domain.teks import normal
from skpbook.regulation.kuadran import predikat as predikat_kuadran
from skpbook.regulation.label import Predikat, Rating, kenali_predikat, kenali_rating

if TYPE_CHECKING:
    from skpbook.checks.ekinerja import Terpilih
    from skpbook.checks.kertas import Kertas
    from skpbook.domain.evaluasi import Evaluasi
    from skpbook.domain.pegawai import Pegawai

_KATA_DIKECUALIKAN = (
    "pensiun",
    "mutasi",
    "pindah",
    "meninggal",
    "wafat",
    "diberhentikan",
    "berhenti",
    "cltn",
    "cuti di luar tanggungan",
    "hukuman disiplin",
    "dikecualikan",
)
"""Words in the roster's status whose holder is shown but not counted ("mutasi masuk" is counted)."""


class Sumber(StrEnum):
    """Where a rating that counts comes from."""

    BERKAS = "berkas"
    EKINERJA = "e-Kinerja"


class Penilaian(Struct, frozen=True, kw_only=True):
    """The evaluation of one pegawai as a recap counts it.

    `predikat` is what the kuadran gives for both ratings, None while one is missing; `tertulis` what the form
    says. A recap counts by the kuadran, as BKN does (its reconciliation file carries the two ratings, no
    predikat); where the form says otherwise `berbeda` is True and the notes say so. `sumber` is None while
    there is no predikat.
    """

    hasil: Rating | None = None
    perilaku: Rating | None = None
    predikat: Predikat | None = None
    tertulis: str | None = None
    berbeda: bool = False
    ganda: bool = False
    catatan: tuple[str, ...] = ()
    dokumen: Dokumen | None = None
    sumber: Sumber | None = None


def dikecualikan(pegawai: Pegawai) -> bool:
    """Whether the roster says that this pegawai is not to be rated."""
    keadaan = normal(pegawai.status or "")
    return "masuk" not in keadaan and any(kata in keadaan for kata in _KATA_DIKECUALIKAN)


def nilai(evaluasi: tuple[Kertas[Evaluasi], ...], ekinerja: Terpilih | None = None) -> Penilaian:
    """What the evaluations of one pegawai and one period come to.

    Of several workbooks one that is not of a jabatan held as Plt/Plh counts, then the SKP that ends last,
    then the one saved last. Where the workbooks do not tell both ratings, those of e-Kinerja count.
    """
    di_berkas = _nilai_berkas(evaluasi)
    return _nilai_ekinerja(di_berkas, ekinerja) if ekinerja and di_berkas.predikat is None else di_berkas


def _nilai_ekinerja(di_berkas: Penilaian, terpilih: Terpilih) -> Penilaian:
    baris = terpilih.ini.baris
    hasil = kenali_rating(baris.hasil or "")
    perilaku = kenali_rating(baris.perilaku or "")
    if hasil is None or perilaku is None:
        return di_berkas
    menurut = predikat_kuadran(hasil, perilaku)
    asal = f"Rating dari e-Kinerja ({terpilih.ini.lembar.berkas} baris {baris.baris})."
    berbeda = bool(baris.predikat) and kenali_predikat(baris.predikat or "") != menurut
    beda = [f"Predikat di e-Kinerja {baris.predikat}, menurut kuadran {menurut}."] if berbeda else []
    return replace(
        di_berkas,
        hasil=hasil,
        perilaku=perilaku,
        predikat=menurut,
        tertulis=baris.predikat,
        berbeda=berbeda,
        catatan=(*di_berkas.catatan, asal, *beda),
        sumber=Sumber.EKINERJA,
    )


def _urutan(kertas: Kertas[Evaluasi]) -> tuple[bool, date, str, str, str]:
    """The greatest counts."""
    rentang = baca_rentang(kertas.isi.periode_penilaian) if kertas.isi.periode_penilaian else None
    dokumen = kertas.dokumen
    return (
        not rangkap(kertas.isi.pegawai.jabatan),
        rentang[1] if rentang else date.min,
        dokumen.disimpan or "",
        dokumen.berkas,
        dokumen.lembar,
    )


def _nilai_berkas(evaluasi: tuple[Kertas[Evaluasi], ...]) -> Penilaian:
    if not evaluasi:
        return Penilaian()
    kertas = max(evaluasi, key=_urutan) if len(evaluasi) > 1 else evaluasi[0]
    isi, terpilih = kertas.isi, kertas.dokumen
    hasil = kenali_rating(isi.rating_hasil or "")
    perilaku = kenali_rating(isi.rating_perilaku or "")
    menurut = predikat_kuadran(hasil, perilaku) if hasil and perilaku else None
    catatan = [*_catatan_rating(isi, hasil, perilaku), *_catatan_predikat(isi.predikat, menurut)]
    if len(evaluasi) > 1:
        catatan.append(_catatan_ganda(tuple(satu.dokumen for satu in evaluasi), terpilih))
    return Penilaian(
        hasil=hasil,
        perilaku=perilaku,
        predikat=menurut,
        tertulis=isi.predikat,
        berbeda=menurut is not None and bool(isi.predikat) and kenali_predikat(isi.predikat or "") != menurut,
        ganda=len(evaluasi) > 1,
        catatan=tuple(catatan),
        dokumen=terpilih,
        sumber=Sumber.BERKAS if menurut else None,
    )


def _catatan_rating(isi: Evaluasi, hasil: Rating | None, perilaku: Rating | None) -> list[str]:
    catatan = []
    for nama, tertulis, dikenal in (
        ("hasil kerja", isi.rating_hasil, hasil),
        ("perilaku kerja", isi.rating_perilaku, perilaku),
    ):
        if dikenal is None:
            sebab = f"tidak dikenal (“{tertulis}”)" if tertulis else "kosong"
            catatan.append(f"Rating {nama} {sebab}.")
    return catatan


def _catatan_predikat(tertulis: str | None, menurut: Predikat | None) -> list[str]:
    if menurut is None:
        return [f"Predikat “{tertulis}” tertulis padahal rating belum lengkap."] if tertulis else []
    if not tertulis:
        return ["Predikat di berkas kosong; dihitung menurut kuadran."]
    dikenal = kenali_predikat(tertulis)
    if dikenal is None:
        return [f"Predikat di berkas tidak dikenal (“{tertulis}”); dihitung menurut kuadran."]
    if dikenal != menurut:
        return [f"Predikat di berkas {dikenal}, menurut kuadran {menurut}."]
    return []


def _catatan_ganda(dokumen: tuple[Dokumen, ...], terpilih: Dokumen) -> str:
    nama = ", ".join(sorted(d.berkas for d in dokumen if d is not terpilih))
    return f"Ada {len(dokumen)} evaluasi untuk periode ini; yang dihitung {terpilih.berkas}, bukan {nama}."
