"""keluar/<tahap>/: the templates as they go out, one folder and one zip a unit.

What a person has filled in or only saved again is never written over, never deleted and never put into a zip.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.domain.galat import TidakBisa
from skpbook.forms.seal import segel_utuh
from skpbook.mail.paket import tulis_zip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

FOLDER_LAMA = "_lama"
"""Where templates go that belong to nobody any more; no unit's folder begins with `_`."""

PANJANG_NAMA = 100
_PANJANG_UNIT = 40
_SEMENTARA = ".sementara"
_TERLARANG_WINDOWS = re.compile(r"(?:CON|PRN|AUX|NUL|COM\d|LPT\d)$", re.I)


class Status(StrEnum):
    """What became of one template."""

    DITULIS = "ditulis"
    TERISI = "terisi"
    TERBUKA = "terbuka"


class Pindahan(Struct, frozen=True, kw_only=True):
    """A template moved aside: `terisi` when a person has saved it since it was made."""

    dari: str
    ke: str
    terisi: bool


class Kemasan(Struct, frozen=True, kw_only=True):
    """How a unit is packed: the zip's name, what makes the cover for the names in it, the password if it is locked."""

    nama: str
    sampul: Callable[[Collection[str]], bytes]
    sandi: str | None = None


def nama_aman(teks: str, panjang: int) -> str:
    """ASCII letters, digits, `_` and `-`, for Windows and mail; never empty, never a device."""
    polos = unicodedata.normalize("NFKD", teks).encode("ascii", "ignore").decode()
    bersih = re.sub(r"[^A-Za-z0-9-]+", "_", polos).strip("_-")[: max(panjang, 1)].rstrip("_-")
    if _TERLARANG_WINDOWS.match(bersih):
        bersih += "-"
    return bersih or "tanpa-nama"


def nama_folder(kode: Iterable[str]) -> Mapping[str, str]:
    """Unit code -> its folder, another one for every unit: a unit's zip holds that unit's people alone.

    Codes that differ only in what a folder name cannot hold get the first digits of their digest.
    """
    polos = {satu: nama_aman(satu, _PANJANG_UNIT) for satu in kode}
    banyak = Counter(nama.casefold() for nama in polos.values())
    return {
        satu: nama
        if banyak[nama.casefold()] == 1
        else f"{nama}-{hashlib.sha256(satu.encode()).hexdigest()[:6]}"
        for satu, nama in polos.items()
    }


def tulis_templat(tujuan: Path, data: bytes) -> Status:
    """Write a template unless a person has saved the one that is there, or has it open.

    Raises TidakBisa where the folder or the disk takes nothing more.
    """
    if tujuan.exists():
        if not segel_utuh(tujuan):
            return Status.TERISI
        if not _buang(tujuan):
            return Status.TERBUKA
    sementara = tujuan.with_name(f".{tujuan.name}{_SEMENTARA}")
    try:
        sementara.write_bytes(data)
    except OSError as salah:
        _hapus(sementara)
        raise TidakBisa(_sebab(tujuan.parent, salah)) from salah
    try:
        os.replace(sementara, tujuan)
    except OSError as salah:
        _hapus(sementara)
        raise TidakBisa(_sebab(tujuan.parent, salah)) from salah
    return Status.DITULIS


def _buang(berkas: Path) -> bool:
    """Remove a template nobody has touched; False where a program holds it open. (Putting a new file over an
    old one makes the file system write out the old one's place first: twenty times as slow.)
    """
    try:
        berkas.unlink()
    except OSError:
        return False
    return True


def _sebab(folder: Path, salah: OSError) -> str:
    if salah.errno == errno.ENOSPC:
        return f"Cakram penuh saat menulis ke {folder}; kosongkan ruang, lalu jalankan lagi."
    return f"Folder {folder} tidak dapat ditulisi; periksa izinnya, lalu jalankan lagi."


def _hapus(berkas: Path) -> None:
    try:
        berkas.unlink(missing_ok=True)
    except OSError:
        return


def sapu(folder: Path) -> None:
    """Remove half-written files that a run cut short has left."""
    for unit in _folder_unit(folder):
        for satu in unit.glob(f".*{_SEMENTARA}"):
            _hapus(satu)
    for satu in folder.glob(f".*{_SEMENTARA}"):
        _hapus(satu)


def _folder_unit(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(s for s in folder.iterdir() if s.is_dir() and s.name != FOLDER_LAMA)


def pindahkan_lama(
    folder: Path, awalan: Collection[str], harus: Mapping[str, Collection[str]]
) -> list[Pindahan]:
    """Move templates aside whose person is no longer there, or there under another name or unit.

    `awalan` is how names of the stage's templates begin, `harus` which there should be, by the unit's folder. Only
    names that a template can have are touched; one that is open stays where it is.
    """
    bentuk = re.compile(rf"(?:{'|'.join(map(re.escape, awalan))})_[A-Za-z0-9_-]+\.xlsx")
    hasil = []
    for unit in _folder_unit(folder):
        boleh = harus.get(unit.name, ())
        for berkas in sorted(unit.iterdir()):
            if not bentuk.fullmatch(berkas.name) or berkas.name in boleh or not berkas.is_file():
                continue
            terisi = not segel_utuh(berkas)
            ke = _tempat_lama(folder / FOLDER_LAMA / unit.name, berkas.name)
            try:
                ke.parent.mkdir(parents=True, exist_ok=True)
                os.replace(berkas, ke)
            except OSError:
                continue
            hasil.append(Pindahan(dari=str(berkas), ke=str(ke), terisi=terisi))
    return hasil


def _tempat_lama(folder: Path, nama: str) -> Path:
    """A place for a file that is moved aside: a filled one there already keeps its own."""
    tujuan = folder / nama
    nomor = 2
    while tujuan.exists() and not segel_utuh(tujuan):
        tujuan = folder / f"{nama.removesuffix('.xlsx')}_{nomor}.xlsx"
        nomor += 1
    return tujuan


def kemas(unit: Path, kemasan: Kemasan, nama: Collection[str], baru: Collection[str] = ()) -> Path | None:
    """The unit's zip beside its folder: all its current templates (`nama`) that nobody has filled in, with a cover.

    `baru` were written just now and need no second look. Without any template there is no zip (None).
    """
    paket = unit.with_name(kemasan.nama)
    isi = [s for s in sorted(nama) if s in baru or ((unit / s).is_file() and segel_utuh(unit / s))]
    _hapus(unit.with_name(f"{unit.name}.zip"))  # as it was called before it had a cover
    if not isi:
        _hapus(paket)
        if unit.is_dir() and not any(unit.iterdir()):
            unit.rmdir()
        return None
    sementara = paket.with_name(f".{paket.name}{_SEMENTARA}")
    try:
        tulis_zip(sementara, [(satu, unit / satu) for satu in isi], kemasan.sampul(isi), kemasan.sandi)
        os.replace(sementara, paket)
    except OSError as salah:
        _hapus(sementara)
        if isinstance(salah, PermissionError):
            raise TidakBisa(
                f"{paket} tidak dapat diganti; tutup program yang membukanya, lalu jalankan lagi."
            ) from salah
        raise TidakBisa(_sebab(paket.parent, salah)) from salah
    return paket
