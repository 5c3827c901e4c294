"""The book: one folder that holds everything about one instansi and year."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from skpbook.app.pengaturan import NAMA_BERKAS, Pengaturan, baca_pengaturan
from skpbook.domain.galat import TidakBisa

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.domain.pegawai import Daftar
    from skpbook.forms.catalog import Katalog
    from skpbook.ledger.buku_besar import BukuBesar

FOLDER = ("formulir", "keluar", "masuk", "arsip", "kembali", "rekap", "surel")
NAMA_DAFTAR = ("pegawai.xlsx", "pegawai.csv")
NAMA_KUNCI = "skpbook.kunci"
PANJANG_KUNCI = 32


class Buku:
    """The folder layout, with what is read from it once."""

    def __init__(self, akar: Path) -> None:
        self.akar = akar.resolve()
        self.pengaturan: Pengaturan = baca_pengaturan(self.akar / NAMA_BERKAS)
        self.formulir = self.akar / "formulir"
        self.keluar = self.akar / "keluar"
        self.masuk = self.akar / "masuk"
        self.arsip = self.akar / "arsip"
        self.kembali = self.akar / "kembali"
        self.rekap = self.akar / "rekap"
        self.surel = self.akar / "surel"
        self.basis = self.akar / "skpbook.db"
        self._kunci_pasti = False

    @classmethod
    def buka(cls, folder: Path | None = None) -> Buku:
        """The book in `folder`; without one, in this folder or the nearest above. Raises `TidakBisa`."""
        if folder is not None:
            if not (folder / NAMA_BERKAS).is_file():
                raise TidakBisa(
                    f"{folder} bukan buku SKP karena tidak berisi {NAMA_BERKAS}; "
                    "periksa nama foldernya atau buat buku baru dengan skpbook siapkan."
                )
            return cls(folder)
        sini = Path.cwd()
        for calon in (sini, *sini.parents):
            if (calon / NAMA_BERKAS).is_file():
                return cls(calon)
        raise TidakBisa(
            f"Tidak ada buku SKP di {sini} maupun di folder di atasnya; "
            "sebutkan dengan --buku FOLDER atau buat buku baru dengan skpbook siapkan."
        )

    @property
    def berkas_daftar(self) -> Path:
        """The roster: pegawai.xlsx, or pegawai.csv where only that is there. Raises `TidakBisa`."""
        for nama in NAMA_DAFTAR:
            if (self.akar / nama).is_file():
                return self.akar / nama
        raise TidakBisa(
            f"Daftar pegawai tidak ada: letakkan {NAMA_DAFTAR[0]} di {self.akar}, "
            "atau jalankan skpbook siapkan untuk membuat kerangkanya."
        )

    @cached_property
    def daftar(self) -> Daftar:
        """The roster as it is now. Raises `TidakBisa`, one sentence a line for one that cannot be used."""
        from skpbook.forms.roster import DaftarTidakTerbaca, baca_daftar

        berkas = self.berkas_daftar
        try:
            data = berkas.read_bytes()
        except OSError as galat:
            raise TidakBisa(
                f"{berkas.name} tidak dapat dibaca; tutup berkas itu di Excel lalu coba lagi."
            ) from galat
        try:
            return baca_daftar(data, berkas.name)
        except DaftarTidakTerbaca as galat:
            raise TidakBisa(str(galat)) from galat

    @cached_property
    def katalog(self) -> Katalog:
        """The form definitions, with this book's own over the program's. Raises `TidakBisa`."""
        from skpbook.forms.catalog import DefinisiTidakSah, muat_katalog

        try:
            return muat_katalog(self.formulir if self.formulir.is_dir() else None)
        except DefinisiTidakSah as galat:
            raise TidakBisa(str(galat)) from galat

    @cached_property
    def kunci(self) -> bytes | None:
        """The key the stamps of this book are signed with; None where the file is missing or unreadable."""
        try:
            kunci = bytes.fromhex((self.akar / NAMA_KUNCI).read_text("ascii").strip())
        except (OSError, ValueError):
            return None
        return kunci if len(kunci) == PANJANG_KUNCI else None

    def kunci_terjaga(self, ledger: BukuBesar, *, tulis: bool = True) -> bytes | None:
        """The key, held against the one the ledger remembers; None where there never was one.

        `tulis` False remembers nothing. Raises `TidakBisa` for a key that went away or is another one: a new
        one in its place would make every template that is out look tampered with.
        """
        dulu = ledger.kunci_dikenal()
        if self.kunci is None:
            if dulu is None:
                return None
            keadaan = "rusak" if (self.akar / NAMA_KUNCI).exists() else "tidak ada"
            raise TidakBisa(
                f"{NAMA_KUNCI} di {self.akar} {keadaan}; kembalikan dari cadangan, karena templat buku ini "
                f"ditandatangani dengannya. {self._cara_kunci_baru()}"
            )
        kini = hashlib.sha256(self.kunci).hexdigest()
        if dulu is None and tulis:
            ledger.ingat_kunci(kini)
        elif dulu not in (None, kini):
            raise TidakBisa(
                f"{NAMA_KUNCI} di {self.akar} bukan kunci yang menandatangani templat buku ini; kembalikan "
                f"yang semula dari cadangan. {self._cara_kunci_baru()}"
            )
        return self.kunci

    def _cara_kunci_baru(self) -> str:
        return (
            f"Bila memang sudah hilang, jalankan skpbook siapkan {self.akar} --kunci-baru: cap pada templat "
            "yang sudah dibagikan lalu tidak dapat diperiksa lagi."
        )

    def kunci_pasti(self) -> bytes:
        """The key, made when there never was one. Raises `TidakBisa` where it cannot be kept, or went away."""
        if not self._kunci_pasti:
            with self.ledger() as ledger:
                if self.kunci_terjaga(ledger) is None:
                    self._tulis_kunci(ledger)
            self._kunci_pasti = True
        return self.kunci or b""

    def ganti_kunci(self) -> None:
        """Begin a new key, the old one kept beside it if there is one. Raises `TidakBisa`."""
        with self.ledger() as ledger:
            self._tulis_kunci(ledger)

    def _tulis_kunci(self, ledger: BukuBesar) -> None:
        berkas = self.akar / NAMA_KUNCI
        try:
            if berkas.exists():
                os.replace(berkas, berkas.with_name(f"{NAMA_KUNCI}.lama"))
            tulis_kunci(self.akar)
        except OSError as galat:
            raise TidakBisa(
                f"Kunci cap tidak dapat ditulis ke {self.akar}; periksa izin dan ruang cakramnya."
            ) from galat
        self.__dict__.pop("kunci", None)
        ledger.ingat_kunci(hashlib.sha256(self.kunci or b"").hexdigest())

    @property
    def alamat_ledger(self) -> str | Path:
        """Where the ledger is: the SQLAlchemy address of skpbook.toml, else the file in the book."""
        return self.pengaturan.ledger.alamat or self.basis

    @contextlib.contextmanager
    def ledger(self, *, tulis: bool = True) -> Iterator[BukuBesar]:
        """The ledger, open for the block; with `tulis` False also where it may only be read.

        Raises `TidakBisa`.
        """
        from skpbook.ledger.buku_besar import BukuBesar

        buku_besar = BukuBesar.buka(self.alamat_ledger, tulis=tulis)
        try:
            yield buku_besar
        finally:
            buku_besar.tutup()

    def peringatan_jaringan(self) -> str | None:
        """Said once of a book whose SQLite ledger lies on a network folder; None from then on. Raises
        `TidakBisa`.
        """
        from skpbook.app.jaringan import PERINGATAN, di_jaringan

        if self.pengaturan.ledger.alamat or not di_jaringan(self.basis):
            return None
        with self.ledger() as ledger:
            return PERINGATAN if ledger.pertama_kali("jaringan") else None

    def nama_dalam(self, berkas: Path) -> str:
        """A path as messages name it: relative to the book where it is inside, with `/`."""
        try:
            return berkas.resolve().relative_to(self.akar).as_posix()
        except ValueError:
            return berkas.as_posix()


def tulis_kunci(akar: Path) -> None:
    """Make the key file, readable by its owner alone. An existing one stays; raises OSError."""
    bendera = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with contextlib.suppress(FileExistsError):
        nomor = os.open(akar / NAMA_KUNCI, bendera, 0o600)
        with os.fdopen(nomor, "w", encoding="ascii") as keluar:
            keluar.write(secrets.token_hex(PANJANG_KUNCI) + "\n")
