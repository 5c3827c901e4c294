"""What `kirim` tells of a run."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from skpbook.domain.pengiriman import KeadaanKirim

if TYPE_CHECKING:
    from skpbook.app.antar import Surat
    from skpbook.domain.pengiriman import Pengiriman

SUDAH = "sudah"
"""Told of what went out in an earlier run."""

TANPA_ALAMAT = "tanpa-alamat"
"""Told of what goes nowhere, because the unit has no address."""

RAGU = frozenset({KeadaanKirim.AKAN, KeadaanKirim.TIDAK_PASTI})
"""States in which nobody knows whether it has arrived."""

TERPUTUS = (
    "Pengiriman terhenti sebelum jawaban server tercatat; tanyakan kepada unitnya apakah surelnya sampai."
)


class Kiriman(Struct, frozen=True, kw_only=True):
    """One message at one address. `keadaan` is akan-dikirim (with --uji), terkirim, disiapkan (a draft), sudah (in
    an earlier run, `sebab` says when), gagal, tidak-pasti or tanpa-alamat (`sebab` says why). `ukuran` in bytes, of
    the workbooks.
    """

    unit: str
    nama_unit: str
    alamat: str
    judul: str
    bagian: int
    dari: int
    berkas: str | None
    jumlah: int
    ukuran: int
    keadaan: str
    sebab: str | None = None
    pesan_id: str | None = None


class HasilKirim(Struct, frozen=True, kw_only=True):
    """What a run did. `cara` is smtp, eml (drafts in `folder`), uji or catat (a person said that it has arrived).

    `sandi_baru` are the units a password was made for. `contoh` is the text of the first message.
    """

    jenis: str
    tahap: str | None
    periode: str | None
    cara: str
    kiriman: tuple[Kiriman, ...]
    ringkasan: dict[str, int]
    catatan: tuple[str, ...] = ()
    sandi_baru: tuple[str, ...] = ()
    folder: str | None = None
    contoh: str | None = None

    @property
    def ada_galat(self) -> bool:
        """Whether something did not go, or may not have."""
        return bool({"gagal", "tidak-pasti", TANPA_ALAMAT} & set(self.ringkasan))


def kiriman_lama(surat: Surat, nama_unit: str, ada: Pengiriman) -> Kiriman:
    """What the ledger knows of something that is not sent again."""
    kapan = _kapan(ada.selesai or ada.mulai)
    if ada.keadaan in RAGU:
        keadaan, sebab = KeadaanKirim.TIDAK_PASTI.value, f"{kapan}: {ada.galat or TERPUTUS}"
    elif ada.keadaan is KeadaanKirim.DISIAPKAN:
        keadaan, sebab = SUDAH, f"drafnya sudah ditulis {kapan}"
    else:
        keadaan, sebab = SUDAH, f"terkirim {kapan}"
    return msgspec.structs.replace(
        kiriman_dari(surat, nama_unit, ada.alamat, ada.keadaan, ada.pesan_id, sebab), keadaan=keadaan
    )


def kiriman_sudah(surat: Surat, nama_unit: str, alamat: str, sebab: str) -> Kiriman:
    """What went out in another shape."""
    satu = kiriman_dari(surat, nama_unit, alamat, KeadaanKirim.TERKIRIM, sebab=sebab)
    return msgspec.structs.replace(satu, keadaan=SUDAH)


def kiriman_tanpa_alamat(surat: Surat, nama_unit: str, sebab: str) -> Kiriman:
    """What would be sent if there were an address."""
    satu = kiriman_dari(surat, nama_unit, "-", KeadaanKirim.GAGAL, sebab=sebab)
    return msgspec.structs.replace(satu, keadaan=TANPA_ALAMAT)


def _kapan(iso: str) -> str:
    return datetime.fromisoformat(iso).astimezone().strftime("%Y-%m-%d %H.%M")


def kiriman_dari(
    surat: Surat,
    nama_unit: str,
    alamat: str,
    keadaan: KeadaanKirim,
    pesan_id: str | None = None,
    sebab: str | None = None,
) -> Kiriman:
    """One message at one address, as it is told."""
    return Kiriman(
        unit=surat.catatan.unit,
        nama_unit=nama_unit,
        alamat=alamat,
        judul=surat.teks.judul,
        bagian=surat.catatan.bagian,
        dari=surat.catatan.dari,
        berkas=surat.catatan.berkas,
        jumlah=surat.jumlah,
        ukuran=surat.ukuran,
        keadaan=keadaan.value,
        sebab=sebab,
        pesan_id=pesan_id,
    )
