"""`impor --pakai` and `--abaikan`: what a person decides about files that came."""

from __future__ import annotations

import getpass
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from skpbook.app.hasil_impor import BerkasImpor, HasilImpor, susun_hasil
from skpbook.app.temuan_berkas import temuan_pergantian
from skpbook.domain.galat import TidakBisa
from skpbook.intake.archive import sidik_isi
from skpbook.intake.status import DILEWATI, DITERIMA
from skpbook.intake.sumber import Acak

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from skpbook.app.buku import Buku
    from skpbook.domain.temuan import Temuan
    from skpbook.ledger.pilih import Tersimpan


def pakai(
    buku: Buku, sebutan: Sequence[str], jam: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> HasilImpor:
    """Let these stored files count for their pegawai, form and period. Raises `TidakBisa`."""
    hasil = []
    with buku.ledger() as ledger:
        for satu in sebutan:
            dipilih, pergantian = ledger.pakai(_isi_di_cakram(buku, satu) or satu, pengguna(), jam())
            hasil.append(_hasil(dipilih, DITERIMA, temuan_pergantian(pergantian)))
    return susun_hasil(hasil)


def abaikan(
    buku: Buku,
    sebutan: Sequence[str],
    alasan: str | None,
    jam: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> HasilImpor:
    """Set these files aside that were turned away, so that they are told no more. Raises `TidakBisa`."""
    if not alasan or not alasan.strip():
        raise TidakBisa("Sebutkan alasannya dengan --alasan; berkas yang diabaikan tidak dilaporkan lagi.")
    hasil = []
    with buku.ledger() as ledger:
        for satu in sebutan:
            disebut = _isi_di_cakram(buku, satu) or satu
            dipilih = ledger.abaikan(disebut, alasan.strip(), pengguna(), jam())
            hasil.append(_hasil(dipilih, DILEWATI))
    return susun_hasil(hasil)


def _isi_di_cakram(buku: Buku, sebutan: str) -> str | None:
    """Digest of what a file on disk holds, when the words are its path; None when they are a name."""
    for calon in (Path(sebutan), buku.akar / sebutan):
        try:
            if calon.is_file():
                with Acak(calon) as isi:
                    return sidik_isi(isi)
        except (OSError, ValueError):
            continue
    return None


def _hasil(dipilih: Tersimpan, status: str, temuan: tuple[Temuan, ...] = ()) -> BerkasImpor:
    return BerkasImpor(nama=dipilih.nama, status=status, temuan=temuan)


def pengguna() -> str:
    """Who is logged in."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no name for this user id
        return f"pengguna {os.getuid()}" if hasattr(os, "getuid") else "pengguna tidak dikenal"
