"""`siapkan`: a new book, or what is missing in one; nothing that is there is changed."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast, get_args

from msgspec import Struct

from skpbook.app.buku import FOLDER, NAMA_DAFTAR, NAMA_KUNCI, Buku
from skpbook.app.pengaturan import (
    NAMA_BERKAS,
    TAHUN_BUKU,
    JenisPeriode,
    Pengaturan,
    baca_pengaturan,
    tulis_pengaturan,
    urai_pengaturan,
)
from skpbook.domain.galat import TidakBisa
from skpbook.mail import bawaan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from skpbook.domain.pegawai import Daftar

_TIPE_XLSX = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


class HasilSiapkan(Struct, frozen=True, kw_only=True):
    """What was made in the book's folder and what was there already, as names in it.

    `diabaikan` says which options had no effect because the book has its settings already. `daftar` is the
    name of the roster, `pegawai` how many people it holds.
    """

    buku: str
    dibuat: tuple[str, ...]
    sudah_ada: tuple[str, ...]
    diabaikan: tuple[str, ...] = ()
    daftar: str = NAMA_DAFTAR[0]
    pegawai: int | None = None


class _Pilihan(Struct, frozen=True, kw_only=True):
    """What was asked for."""

    instansi: str | None
    tahun: int | None
    jenis_periode: JenisPeriode | None


class _Rencana(Struct, frozen=True, kw_only=True):
    """What is to be made, all of it known to be possible before anything is.

    `pengaturan` is the text of skpbook.toml, None where there is one. `daftar` is name and bytes of the
    roster, None where there is one or an empty one is to be made.
    """

    pengaturan: str | None
    daftar: tuple[str, bytes] | None
    diabaikan: tuple[str, ...]


def siapkan(
    folder: Path,
    *,
    instansi: str | None = None,
    tahun: int | None = None,
    jenis_periode: str | None = None,
    daftar: Path | None = None,
    kunci_baru: bool = False,
    jam: Callable[[], datetime] = datetime.now,
) -> HasilSiapkan:
    """Make a book: folders, skpbook.toml, the key, pegawai.xlsx (empty, or a copy of `daftar`), the ledger.

    Without `instansi` the folder's name stands for it, without `tahun` this year, without `jenis_periode`
    quarters. `kunci_baru` begins a new key. Raises `TidakBisa`: before anything is made where an option cannot be.
    """
    minta = _pilihan(instansi, tahun, jenis_periode)
    kini = jam()
    rencana = _rencanakan(folder, minta, daftar, kini)
    tukang = _Tukang(folder, kini)
    try:
        tukang.folder()
        tukang.pengaturan(rencana.pengaturan)
        tukang.kunci(baru=kunci_baru)
        tukang.daftar(rencana.daftar)
    except OSError as galat:
        raise TidakBisa(f"Buku tidak dapat dibuat di {folder}; periksa izin dan ruang cakramnya.") from galat
    buku = Buku(folder)
    with buku.ledger() as ledger:
        buku.kunci_terjaga(ledger)
    return HasilSiapkan(
        buku=str(folder.resolve()),
        dibuat=tuple(tukang.dibuat),
        sudah_ada=tuple(tukang.ada),
        diabaikan=rencana.diabaikan,
        daftar=buku.berkas_daftar.name,
        pegawai=_banyak(buku),
    )


def _pilihan(instansi: str | None, tahun: int | None, jenis_periode: str | None) -> _Pilihan:
    """The options, checked. Raises `TidakBisa`."""
    jenis = None if jenis_periode is None else jenis_periode.strip().casefold()
    if jenis is not None and jenis not in get_args(JenisPeriode):
        pilihan = ", ".join(get_args(JenisPeriode))
        raise TidakBisa(f"Jenis periode “{jenis_periode}” tidak dikenal; pilih salah satu dari {pilihan}.")
    if tahun is not None and tahun not in TAHUN_BUKU:
        raise TidakBisa(
            f"Tahun {tahun} di luar batas; tulis tahun kinerja empat angka, dari {TAHUN_BUKU[0]} sampai "
            f"{TAHUN_BUKU[-1]}."
        )
    rapi = " ".join((instansi or "").split())
    return _Pilihan(instansi=rapi or None, tahun=tahun, jenis_periode=cast("JenisPeriode | None", jenis))


def _banyak(buku: Buku) -> int | None:
    """How many people the roster holds; None for one that cannot be read, which the next command tells."""
    try:
        return len(buku.daftar.pegawai)
    except TidakBisa:
        return None


def _rencanakan(folder: Path, minta: _Pilihan, daftar: Path | None, kini: datetime) -> _Rencana:
    """Look at everything first. Raises `TidakBisa`."""
    if folder.exists() and not folder.is_dir():
        raise TidakBisa(f"{folder} adalah berkas, bukan folder; sebutkan nama folder untuk buku.")
    ada = next((nama for nama in NAMA_DAFTAR if (folder / nama).exists()), None)
    if ada is not None and daftar is not None:
        raise TidakBisa(
            f"{ada} sudah ada di {folder} dan tidak diganti; hapus atau pindahkan dahulu bila memang usang, "
            "lalu ulangi dengan --daftar."
        )
    atur = folder / NAMA_BERKAS
    teks = None
    diabaikan: tuple[str, ...] = ()
    if atur.exists():
        diabaikan = tuple(_diabaikan(baca_pengaturan(atur), minta))
    else:
        teks = tulis_pengaturan(
            minta.instansi or folder.resolve().name or "Instansi",
            minta.tahun or kini.year,
            minta.jenis_periode or "triwulanan",
        )
        urai_pengaturan(teks.encode())
    sumber = _baca_sumber(daftar, kini) if daftar is not None else None
    return _Rencana(pengaturan=teks, daftar=sumber, diabaikan=diabaikan)


def _diabaikan(ada: Pengaturan, minta: _Pilihan) -> list[str]:
    """The options that differ from what the book says already."""
    opsi = (
        ("--instansi", "instansi", minta.instansi, ada.instansi),
        ("--tahun", "tahun", minta.tahun, ada.tahun),
        ("--jenis-periode", "jenis_periode", minta.jenis_periode, ada.jenis_periode),
    )
    return [
        f"Opsi {nama} “{baru}” tidak dipakai: {NAMA_BERKAS} di buku ini sudah menyebut {kunci} “{lama}”; "
        "ubah di berkas itu bila memang keliru."
        for nama, kunci, baru, lama in opsi
        if baru is not None and baru != lama
    ]


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
                if nama == "surel":
                    self._surel()

    def _surel(self) -> None:
        """The texts of messages, to be changed."""
        for satu in bawaan.NAMA:
            self._tulis(self.akar / "surel" / f"{satu}.txt", bawaan.teks_bawaan(satu).encode())

    def pengaturan(self, teks: str | None) -> None:
        """skpbook.toml."""
        if self._catat(NAMA_BERKAS, ada=teks is None) and teks is not None:
            self._tulis(self.akar / NAMA_BERKAS, teks.encode())

    def kunci(self, *, baru: bool) -> None:
        """The key of the stamps; one that went away from a book that used it is not made anew unasked."""
        ada = (self.akar / NAMA_KUNCI).exists() and not baru
        buku = Buku(self.akar)
        if baru:
            buku.ganti_kunci()
        elif not ada:
            buku.kunci_pasti()
        self._catat(NAMA_KUNCI, ada=ada)

    def daftar(self, sumber: tuple[str, bytes] | None) -> None:
        """The roster that was named, or an empty one to fill in."""
        ada = next((nama for nama in NAMA_DAFTAR if (self.akar / nama).exists()), None)
        if ada is not None:
            self._catat(ada, ada=True)
            return
        nama, data = sumber or (NAMA_DAFTAR[0], self._daftar_kosong())
        self._tulis(self.akar / nama, data)
        self._catat(nama, ada=False)

    def _daftar_kosong(self) -> bytes:
        from skpbook.forms.roster import tulis_daftar

        buku = Buku(self.akar)
        return tulis_daftar(buku.katalog, (), (), self.kini.replace(microsecond=0), buku.kunci_pasti())

    def _catat(self, nama: str, *, ada: bool) -> bool:
        """Note a name; True when it has to be made."""
        (self.ada if ada else self.dibuat).append(nama)
        return not ada

    def _tulis(self, tujuan: Path, data: bytes) -> None:
        sementara: Any = tujuan.with_name(f".{tujuan.name}.sementara")
        sementara.write_bytes(data)
        os.replace(sementara, tujuan)


def _baca_sumber(sumber: Path, kini: datetime) -> tuple[str, bytes]:
    """Name in the book and bytes of a roster that can be used. Raises `TidakBisa`.

    What is neither .xlsx nor CSV (.xls, .ods, .xlsm …) is written anew: under the name pegawai.xlsx Excel
    would refuse it.
    """
    from skpbook.forms.roster import DaftarTidakTerbaca, baca_daftar

    if not sumber.exists():
        raise TidakBisa(f"Daftar pegawai {sumber} tidak ada; periksa nama dan foldernya.")
    if sumber.is_dir():
        raise TidakBisa(f"{sumber} adalah folder; sebutkan berkas daftar pegawainya.")
    try:
        data = sumber.read_bytes()
    except OSError as galat:
        raise TidakBisa(f"{sumber} tidak dapat dibaca; periksa nama dan izinnya.") from galat
    try:
        daftar = baca_daftar(data, sumber.name)
    except DaftarTidakTerbaca as galat:
        raise TidakBisa(str(galat)) from galat
    if not data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return NAMA_DAFTAR[1], data
    return NAMA_DAFTAR[0], data if _xlsx(data) else _tulis_ulang(daftar, kini)


def _xlsx(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as arsip:
            return _TIPE_XLSX in arsip.read("[Content_Types].xml")
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, ValueError):
        return False


def _tulis_ulang(daftar: Daftar, kini: datetime) -> bytes:
    from skpbook.forms.catalog import muat_katalog
    from skpbook.forms.roster import tulis_daftar

    # The roster is stamped with no key: nobody checks whose it is.
    return tulis_daftar(muat_katalog(), daftar.pegawai, daftar.unit, kini.replace(microsecond=0), b"")
