"""Filled forms for a book, and what an import left in it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tests.intake.formulir import NIP, buku_skp, isi_skp

if TYPE_CHECKING:
    from skpbook.app.buku import Buku


def taruh(buku: Buku, nama: str, data: bytes) -> None:
    tujuan = buku.masuk / nama
    tujuan.parent.mkdir(parents=True, exist_ok=True)
    tujuan.write_bytes(data)


def skp(buku: Buku, nip: str = NIP, rencana: str = "Layanan tepat waktu", hari: int = 5) -> bytes:
    return buku_skp(
        isi_skp(nip=nip, rencana=rencana),
        cap_nip=nip,
        dibuat=datetime(2026, 1, hari),
        kunci=buku.kunci_pasti(),
    )


def isi_ledger(buku: Buku) -> list[tuple[object, ...]]:
    """Everything in the ledger but the time of import."""
    tanya = (
        "SELECT hash, nama, status, nip, periode, disimpan, temuan FROM berkas ORDER BY id",
        "SELECT nama, hash FROM nama_berkas ORDER BY id",
        "SELECT berkas, kunci, nip, periode, isi, peta, berlaku, digantikan_oleh FROM dokumen ORDER BY id",
    )
    with buku.ledger() as ledger, ledger._mesin.connect() as kon:
        return [tuple(baris) for satu in tanya for baris in kon.exec_driver_sql(satu)]


def isi_arsip(buku: Buku) -> dict[str, bytes]:
    return {satu.name: satu.read_bytes() for satu in buku.arsip.rglob("*") if satu.is_file()}


def templat(buku: Buku, nip: str = NIP, hari: int = 5) -> bytes:
    """As `buat` hands it out: everything on it is prefilled."""
    isi = isi_skp(nip=nip)
    dibuat = datetime(2026, 1, hari)
    return buku_skp(isi, cap_nip=nip, dibuat=dibuat, kunci=buku.kunci_pasti(), diketik=False)
