"""What was mailed: one row for each message and address, from the moment before it is handed over."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class JenisKirim(StrEnum):
    """Why something is mailed."""

    TEMPLAT = "templat"
    PENGINGAT = "pengingat"
    KOREKSI = "koreksi"


class KeadaanKirim(StrEnum):
    """How far one sending is.

    AKAN is written before the message is handed to the server: what is still AKAN when its run is over may have
    arrived or not, and so may TIDAK_PASTI. DISIAPKAN is a draft on disk that a person sends by hand.
    """

    AKAN = "akan-dikirim"
    TERKIRIM = "terkirim"
    GAGAL = "gagal"
    TIDAK_PASTI = "tidak-pasti"
    DISIAPKAN = "disiapkan"


MENGHALANGI = frozenset(KeadaanKirim) - {KeadaanKirim.GAGAL}
"""States in which the same thing is not handed over again unasked: it has arrived, or may have."""


class Pengiriman(Struct, frozen=True, kw_only=True):
    """One message to one address. Times are ISO, UTC.

    `tahap` is the stage (skp, mph, evaluasi, …), None for `koreksi`; `periode` the evaluation period's code where
    the stage has one. `sidik` is a digest of everything this sending to the unit holds, `sidik_bagian` of what is
    in part `bagian` of `dari`; `berkas` the attachment's name. `galat` is a sentence, also for what went well only
    after an attempt or was settled by a person.
    """

    jenis: JenisKirim
    unit: str
    alamat: str
    sidik: str
    sidik_bagian: str
    pesan_id: str
    keadaan: KeadaanKirim
    mulai: str
    tahap: str | None = None
    periode: str | None = None
    bagian: int = 1
    dari: int = 1
    berkas: str | None = None
    selesai: str | None = None
    galat: str | None = None
    id: int | None = None

    @property
    def kunci(self) -> tuple[str, str, str]:
        """What must not arrive twice: this content, at this unit's address."""
        return (self.unit, self.alamat.casefold(), self.sidik_bagian)
