"""`siapkan`: a new book, or what is missing in one; nothing that is there is changed."""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast, get_args

from msgspec import Struct

from skpbook.app.buku import FOLDER, NAMA_DAFTAR, NAMA_KUNCI, Buku, tulis_kunci
from skpbook.app.pengaturan import NAMA_BERKAS, JenisPeriode, tulis_pengaturan, urai_pengaturan
from skpbook.domain.galat import TidakBisa

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class HasilSiapkan(Struct, frozen=True, kw_only=True):
    """What was made in the book's folder and what was there already, as names in it."""

    buku: str
    dibuat: tuple[str, ...]
    sudah_ada: tuple[str, ...]


def siapkan(
    folder: Path,
    *,
    instansi: str | None = None,
    tahun: int | None = None,
    jenis_periode: str = "triwulanan",
    daftar: Path | None = None,
    jam: Callable[[], datetime] = datetime.now,
) -> HasilSiapkan:
    """Make a book: folders, skpbook.toml, the key, pegawai.xlsx (empty, or a copy of `daftar`), the ledger.

    Without `instansi` the folder's name stands for it, without `tahun` this year. Raises `TidakBisa`.
    """
    if jenis_periode not in get_args(JenisPeriode):
        pilihan = ", ".join(get_args(JenisPeriode))
        raise TidakBisa(f"Jenis periode “{jenis_periode}” tidak dikenal; pilih salah satu dari {pilihan}.")
    if folder.exists() and not folder.is_dir():
        raise TidakBisa(f"{folder} adalah berkas, bukan folder; sebutkan nama folder untuk buku.")
    tukang = _Tukang(folder, jam())
    try:
        tukang.folder()
        tukang.pengaturan(instansi, tahun, cast("JenisPeriode", jenis_periode))
        tukang.kunci()
        tukang.daftar(daftar)
    except OSError as galat:
        raise TidakBisa(f"Buku tidak dapat dibuat di {folder}; periksa izin dan ruang cakramnya.") from galat
    with Buku(folder).ledger():
        pass
    return HasilSiapkan(buku=str(folder), dibuat=tuple(tukang.dibuat), sudah_ada=tuple(tukang.ada))


class _Tukang:
    """Makes what is not there and notes what is."""

    def __init__(self, akar: Path, kini: datetime) -> None:
        self.akar = akar
        self.kini = kini
        self.dibuat: list[str] = []
        self.ada: list[str] = []

    def folder(self) -> None:
        """The folder layout."""
        self.akar.mkdir(parents=True, exist_ok=True)
        for nama in FOLDER:
            if self._catat(f"{nama}/", ada=(self.akar / nama).is_dir()):
                (self.akar / nama).mkdir()

    def pengaturan(self, instansi: str | None, tahun: int | None, jenis_periode: JenisPeriode) -> None:
        """skpbook.toml; an existing one is read, so that a broken one is told now."""
        berkas = self.akar / NAMA_BERKAS
        if self._catat(NAMA_BERKAS, ada=berkas.exists()):
            nama = instansi or self.akar.resolve().name
            teks = tulis_pengaturan(nama, tahun or self.kini.year, jenis_periode)
            urai_pengaturan(teks)
            self._tulis(berkas, teks.encode())

    def kunci(self) -> None:
        """The key of the stamps."""
        if self._catat(NAMA_KUNCI, ada=(self.akar / NAMA_KUNCI).exists()):
            tulis_kunci(self.akar)

    def daftar(self, sumber: Path | None) -> None:
        """pegawai.xlsx: a copy of a roster that can be read, or an empty one to fill in."""
        from skpbook.forms.roster import tulis_daftar

        ada = next((nama for nama in NAMA_DAFTAR if (self.akar / nama).exists()), None)
        if ada is not None:
            if sumber is not None:
                raise TidakBisa(
                    f"{ada} sudah ada di {self.akar}; hapus atau ganti sendiri bila memang usang."
                )
            self._catat(ada, ada=True)
            return
        if sumber is None:
            buku = Buku(self.akar)
            data = tulis_daftar(buku.katalog, (), (), self.kini.replace(microsecond=0), buku.kunci_pasti())
            self._tulis(self.akar / NAMA_DAFTAR[0], data)
            self._catat(NAMA_DAFTAR[0], ada=False)
            return
        nama = NAMA_DAFTAR[1] if sumber.suffix.lower() == ".csv" else NAMA_DAFTAR[0]
        self._tulis(self.akar / nama, _baca_sumber(sumber))
        self._catat(nama, ada=False)

    def _catat(self, nama: str, *, ada: bool) -> bool:
        """Note a name; True when it has to be made."""
        (self.ada if ada else self.dibuat).append(nama)
        return not ada

    def _tulis(self, tujuan: Path, data: bytes) -> None:
        sementara: Any = tujuan.with_name(f".{tujuan.name}.sementara")
        sementara.write_bytes(data)
        os.replace(sementara, tujuan)


def _baca_sumber(sumber: Path) -> bytes:
    """The bytes of a roster that can be used. Raises `TidakBisa`."""
    from skpbook.forms.roster import DaftarTidakTerbaca, baca_daftar

    try:
        data = sumber.read_bytes()
    except OSError as galat:
        raise TidakBisa(f"{sumber} tidak dapat dibaca; periksa nama dan izinnya.") from galat
    try:
        baca_daftar(data, sumber.name)
    except DaftarTidakTerbaca as galat:
        raise TidakBisa(str(galat)) from galat
    return data
