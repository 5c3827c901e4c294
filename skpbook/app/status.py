"""`status`: who has handed in what, unit by unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from msgspec import Struct

from skpbook.app.saring import periksa_periode, periksa_tahap, periksa_unit

if TYPE_CHECKING:
    from collections.abc import Set

    from skpbook.app.buku import Buku

Tahap = Literal["skp", "mph", "evaluasi"]


class StatusUnit(Struct, frozen=True, kw_only=True):
    """One unit: how many people, how many of them have a current paper of each kind, whose is missing.

    `mph` counts leaders with a matrix. `belum` are the NIPs that have not handed in the stage looked at.
    """

    unit: str
    nama: str
    pegawai: int
    skp: int
    mph: int
    evaluasi: int
    belum: tuple[str, ...]


class HasilStatus(Struct, frozen=True, kw_only=True):
    """All units in the order of the roster. `tahap` is the stage `belum` is about."""

    tahap: str
    periode: str | None
    unit: tuple[StatusUnit, ...]


def status(
    buku: Buku, *, tahap: str = "skp", unit: str | None = None, periode: str | None = None
) -> HasilStatus:
    """Count current papers. Evaluations are those of `periode`, or of any period when none is named.

    Raises `TidakBisa` for a stage, unit or period that is none.
    """
    tahap = periksa_tahap(tahap, get_args(Tahap))
    kode = periksa_periode(buku, periode)
    daftar = buku.daftar
    kode_unit = periksa_unit(daftar, unit)
    masuk: dict[str, set[str]] = {"skp": set(), "mph": set(), "evaluasi": set()}
    with buku.ledger(tulis=False) as ledger:
        for satu in ledger.keadaan():
            if satu.jenis in masuk and satu.nip and _dihitung(satu.jenis, satu.periode, kode):
                masuk[satu.jenis].add(satu.nip)
    wajib = {"skp": None, "evaluasi": None, "mph": frozenset(daftar.bawahan)}[tahap]
    return HasilStatus(
        tahap=tahap,
        periode=kode,
        unit=tuple(
            _status_unit(
                kode_satu,
                nama,
                tuple(o.nip for o in daftar.anggota_unit.get(kode_satu, ())),
                masuk,
                wajib,
                tahap,
            )
            for kode_satu, nama in ((satu.kode, satu.nama) for satu in daftar.unit_menurut_kode.values())
            if kode_unit in (None, kode_satu)
        ),
    )


def _dihitung(jenis: str, periode: str | None, kode: str | None) -> bool:
    return jenis != "evaluasi" or kode is None or periode == kode


def _status_unit(
    kode: str,
    nama: str,
    nip: tuple[str, ...],
    masuk: dict[str, set[str]],
    wajib: Set[str] | None,
    tahap: str,
) -> StatusUnit:
    def banyak(jenis: str) -> int:
        return sum(satu in masuk[jenis] for satu in nip)

    return StatusUnit(
        unit=kode,
        nama=nama,
        pegawai=len(nip),
        skp=banyak("skp"),
        mph=banyak("mph"),
        evaluasi=banyak("evaluasi"),
        belum=tuple(satu for satu in nip if satu not in masuk[tahap] and (wajib is None or satu in wajib)),
    )
