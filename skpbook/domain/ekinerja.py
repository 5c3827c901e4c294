"""What an e-Kinerja BKN export says of people: one sheet, its rows, the columns they stood in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct

from skpbook.domain.tempat import Rujukan, Tempat


class JenisEkinerja(StrEnum):
    """The three exports an instansi gets out of e-Kinerja; the value is the form's name in every output."""

    REKAP = "rekap-ekinerja"
    PENILAIAN = "laporan-penilaian-ekinerja"
    SKP = "laporan-skp-ekinerja"


class BarisEkinerja(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One row of an export; `baris` is its row number as the person sees it.

    `nip` has its 18 digits where they can be read, else what is written. `periode` is the code of the
    evaluation period. `hasil`, `perilaku` and `predikat` are canonical where known, else as written, None
    for "-" (not rated). `awal` and `akhir` span the SKP, `plt` marks an SKP as Plt/Plh/Pj, `status_skp` is
    draft, pengajuan or persetujuan; `waktu` is when he was rated (of an SKP: when it was made). `pegawai_id`
    is the id that stands before the NIP, `atasan_id` BKN's person id of the atasan.
    """

    baris: int
    nip: str | None = None
    nama: str | None = None
    periode: str | None = None
    jabatan: str | None = None
    unit: str | None = None
    unit_induk: str | None = None
    unor_id: str | None = None
    golongan: str | None = None
    jenis_pegawai: str | None = None
    awal: date | None = None
    akhir: date | None = None
    plt: bool = False
    hasil: str | None = None
    perilaku: str | None = None
    predikat: str | None = None
    waktu: str | None = None
    status_skp: str | None = None
    pegawai_id: str | None = None
    atasan_id: str | None = None
    atasan_nip: str | None = None
    atasan_nama: str | None = None
    atasan_jabatan: str | None = None
    atasan_golongan: str | None = None
    atasan_unit: str | None = None


class LembarEkinerja(Struct, frozen=True, kw_only=True):
    """One sheet of an export. `kolom` maps a field to its column letters; `baris` may be read only when looked at.

    `instansi`, `unit` and `periode` (a code) are what stands above the table; `tahun` also for a Laporan SKP,
    which is of a year. `ditarik` is when e-Kinerja made the file and `disimpan` when it was saved, both ISO.
    """

    berkas: str
    lembar: str
    jenis: JenisEkinerja
    kolom: Mapping[str, str]
    baris: Sequence[BarisEkinerja]
    periode: str | None = None
    tahun: int | None = None
    instansi: str | None = None
    unit: str | None = None
    ditarik: str | None = None
    disimpan: str | None = None

    def tempat(self, baris: BarisEkinerja, medan: str = "nip") -> Tempat:
        """The cell of a field of a row; of its NIP where the sheet has no such column."""
        kolom = self.kolom.get(medan) or self.kolom.get("nip", "A")
        return Tempat(self.lembar, f"{kolom}{baris.baris}")

    def rujukan(self, baris: BarisEkinerja, medan: str = "nip") -> Rujukan:
        """`tempat` with the file's name."""
        tempat = self.tempat(baris, medan)
        return Rujukan(self.berkas, tempat.lembar, tempat.sel)
