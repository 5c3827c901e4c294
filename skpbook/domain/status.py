"""How far a unit is: what was sent, what came back, what waits, who is missing."""

from __future__ import annotations

from msgspec import Struct


class KirimUnit(Struct, frozen=True, kw_only=True):
    """What was mailed to a unit about one stage. `surat` counts messages with templates that were handed over,
    `pertama` and `terakhir` are when (ISO, UTC); `tidak_pasti` may have arrived or not.
    """

    surat: int = 0
    pertama: str | None = None
    terakhir: str | None = None
    pengingat: int = 0
    koreksi: int = 0
    gagal: int = 0
    tidak_pasti: int = 0


class StatusUnit(Struct, frozen=True, kw_only=True):
    """One unit: how many people, how many of them have a current paper of each kind, whose is missing.

    `mph` counts leaders with a matrix. `wajib` is how many owe the stage looked at, `belum` are the NIPs of those
    who have not handed it in: nobody who has left. `ditolak`, `kosong` (templates that came back unfilled) and
    `menunggu` (papers a person has to choose between) count files of any stage, `terima_terakhir` is when the
    latest paper came (ISO, UTC).
    """

    unit: str
    nama: str
    pegawai: int
    skp: int
    mph: int
    evaluasi: int
    belum: tuple[str, ...]
    wajib: int
    kirim: KirimUnit
    terima_terakhir: str | None
    ditolak: int
    kosong: int
    menunggu: int


class Dilihat(Struct, frozen=True, kw_only=True):
    """A file that a person has to see to. `keadaan`: ditolak, kosong, menunggu."""

    berkas: str
    keadaan: str
    kode: str
    unit: str | None
    nip: str | None
    nama: str | None
    pesan: str
    saran: str


class Kurang(Struct, frozen=True, kw_only=True):
    """A person who has not handed in the stage; `keterangan` says what came of him all the same."""

    unit: str
    nip: str
    nama: str
    jabatan: str
    penilai: str
    keterangan: str
