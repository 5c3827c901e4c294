"""Which hasil kerja of an evaluation is which of the SKP: by text, by what is near, by place."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from skpbook.checks.kaskade.cocok import terdekat
from skpbook.domain.evaluasi import Evaluasi, HasilDinilai, IkiDinilai
from skpbook.domain.skp import HasilKerja, Iki, Skp
from skpbook.domain.teks import normal, normal_rencana

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from skpbook.checks.konteks import Ambang

A = TypeVar("A")
B = TypeVar("B")
DiSkp = tuple[str, HasilKerja]
DiEvaluasi = tuple[str, HasilDinilai]

_SPASI = re.compile(r"\s+")
_KOMA = re.compile(r"(?<=\d),(?=\d)")
_STRIP = re.compile("[‐-―−]")


class Selaras(Struct, frozen=True):
    """Pairs (SKP, evaluasi), what the evaluation misses, what it adds; each with its field path."""

    pasangan: tuple[tuple[DiSkp, DiEvaluasi], ...]
    hilang: tuple[DiSkp, ...]
    tambah: tuple[DiEvaluasi, ...]


def selaraskan(skp: Skp, evaluasi: Evaluasi, ambang: Ambang) -> Selaras:
    """Pair the hasil kerja of both papers.

    Equal rencana first (in its own section, then in the other), then one near in text or with an equal
    IKI, last what stands in the same place where both sections are of one length.
    """
    kiri, kanan = list(skp.hasil_kerja()), list(evaluasi.hasil_kerja())
    pasangan: list[tuple[DiSkp, DiEvaluasi]] = []
    _pasangkan(kiri, kanan, pasangan, lambda a, b: _bagian(a) == _bagian(b) and _sama(a, b))
    _pasangkan(kiri, kanan, pasangan, _sama)
    _pasangkan(kiri, kanan, pasangan, lambda a, b: _bagian(a) == _bagian(b) and _dekat(a, b, ambang))
    setara = {
        nama
        for nama, di_skp, di_evaluasi in (
            ("utama", skp.utama, evaluasi.utama),
            ("tambahan", skp.tambahan, evaluasi.tambahan),
        )
        if len(di_skp) == len(di_evaluasi)
    }
    _pasangkan(kiri, kanan, pasangan, lambda a, b: a[0] == b[0] and _bagian(a) in setara)
    urutan = {jalur: nomor for nomor, (jalur, _) in enumerate(skp.hasil_kerja())}
    pasangan.sort(key=lambda satu: urutan[satu[0][0]])
    return Selaras(tuple(pasangan), tuple(kiri), tuple(kanan))


def _pasangkan(
    kiri: list[A], kanan: list[B], pasangan: list[tuple[A, B]], cocok: Callable[[A, B], bool]
) -> None:
    """Move the pairs that fit out of both lists; each left item takes the first right one."""
    for satu in list(kiri):
        lawan = next((lain for lain in kanan if cocok(satu, lain)), None)
        if lawan is not None:
            kiri.remove(satu)
            kanan.remove(lawan)
            pasangan.append((satu, lawan))


def _bagian(satu: tuple[str, object]) -> str:
    return satu[0].partition("[")[0]


def _sama(di_skp: DiSkp, di_evaluasi: DiEvaluasi) -> bool:
    kunci = normal_rencana(di_skp[1].rencana or "")
    return bool(kunci) and kunci == normal_rencana(di_evaluasi[1].rencana or "")


def _dekat(di_skp: DiSkp, di_evaluasi: DiEvaluasi, ambang: Ambang) -> bool:
    iki = {normal(satu.indikator) for satu in di_skp[1].iki if satu.indikator}
    if iki & {normal(satu.indikator) for satu in di_evaluasi[1].iki if satu.indikator}:
        return True
    kunci = normal_rencana(di_evaluasi[1].rencana or "")
    return terdekat(kunci, [(normal_rencana(di_skp[1].rencana or ""), None)], ambang) is not None


def selaraskan_iki(
    di_skp: Sequence[Iki], di_evaluasi: Sequence[IkiDinilai], ambang: Ambang
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Pair the IKI of two hasil kerja by index: pairs, left over of the SKP, left over of the evaluation."""
    kiri, kanan = list(range(len(di_skp))), list(range(len(di_evaluasi)))
    pasangan: list[tuple[int, int]] = []
    nama_kiri = [normal(iki.indikator or "") for iki in di_skp]
    nama_kanan = [normal(iki.indikator or "") for iki in di_evaluasi]
    _pasangkan(kiri, kanan, pasangan, lambda a, b: a == b and nama_kiri[a] == nama_kanan[b])
    _pasangkan(kiri, kanan, pasangan, lambda a, b: nama_kiri[a] == nama_kanan[b])
    _pasangkan(
        kiri,
        kanan,
        pasangan,
        lambda a, b: terdekat(nama_kanan[b], [(nama_kiri[a], None)], ambang) is not None,
    )
    if len(di_skp) == len(di_evaluasi):
        _pasangkan(kiri, kanan, pasangan, lambda a, b: a == b)
        if len(kiri) == len(kanan):
            pasangan.extend(zip(kiri, kanan, strict=True))
            kiri, kanan = [], []
    return sorted(pasangan), kiri, kanan


def normal_target(teks: str) -> str:
    """A target for comparing: blanks gone, one kind of dash, decimal comma as point ("90 - 95 %" is
    "90–95%").
    """
    satu = _STRIP.sub("-", unicodedata.normalize("NFKC", teks).casefold())
    return _KOMA.sub(".", _SPASI.sub("", satu)).rstrip(".")
