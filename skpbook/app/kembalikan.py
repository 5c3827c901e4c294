"""`kembalikan`: for every workbook with findings a marked copy in kembali/<unit>/, to send back to its owner."""

from __future__ import annotations

import contextlib
import os
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from skpbook.app.keluar import PANJANG_NAMA, nama_aman, nama_folder, sapu, tulis_templat
from skpbook.app.konteks import susun_konteks
from skpbook.app.saring import periksa_unit
from skpbook.checks.jalankan import periksa
from skpbook.domain.ekinerja import JenisEkinerja
from skpbook.domain.galat import TidakBisa
from skpbook.domain.nip import bersihkan
from skpbook.domain.pengecualian import pengecualian_atas
from skpbook.domain.temuan import Temuan
from skpbook.forms.seal import BAGIAN, tempat_segel
from skpbook.intake.archive import cari_arsip, sidik
from skpbook.intake.baca import nip_nama
from skpbook.intake.kolam import berurut, kolam
from skpbook.returns.aman import TakAman
from skpbook.returns.tandai import tandai
from skpbook.returns.teks import Kepala, sebut_dikecualikan
from skpbook.returns.terpisah import buku_temuan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from skpbook.app.buku import Buku
    from skpbook.checks.konteks import Konteks
    from skpbook.domain.dokumen import Dokumen
    from skpbook.intake.batas import Batas
    from skpbook.ledger.buku_besar import Ringkas

BERTANDA, TERPISAH = "bertanda", "terpisah"
TETAP = "tetap"
"""Status of a copy that was there already, byte for byte."""

AWALAN_TERPISAH = "TEMUAN_"
TANPA_UNIT = "tanpa-unit"
_TAK_TERBACA = frozenset({"B001", "B002", "B003", "B004"})
_AKHIRAN = (".xlsx", ".xlsm", ".xltx", ".xltm")
_POTONGAN = 16
_ANTRE = 3


class Salinan(Struct, frozen=True, kw_only=True):
    """One copy. `nama` is the file as it was imported, `salinan` where the copy is, in the book.

    `bentuk` is bertanda or terpisah (then `sebab` says why it could not be marked); `status` is ditulis, tetap
    (the same was there), terisi (a person has changed it since: left as it is) or terbuka (open elsewhere).
    """

    nama: str
    salinan: str
    unit: str | None
    nip: str | None
    temuan: int
    bentuk: str
    status: str
    sebab: str | None = None


class HasilKembalikan(Struct, frozen=True, kw_only=True):
    """The copies by unit; `dihapus` are former copies of files without findings now; `lain` counts findings
    about the daftar pegawai, about e-Kinerja exports and about no file: they go back to nobody. `dikecualikan`
    counts the waived ones: copies only name them.
    """

    folder: str
    berkas: tuple[Salinan, ...]
    dihapus: tuple[str, ...]
    lain: int
    dikecualikan: int = 0


class _Tugas(Struct, frozen=True, kw_only=True):
    """One copy to make. `dasar` is its name without ending."""

    nama: str
    hash: str
    unit: str | None
    nip: str | None
    folder: str
    dasar: str
    akhiran: str
    untuk: str | None
    temuan: tuple[Temuan, ...]
    dikecualikan: tuple[str, ...] = ()


def kembalikan(
    buku: Buku,
    *,
    unit: str | None = None,
    nip: str | None = None,
    kerja: int = 1,
    lapor: Callable[[int, int], None] | None = None,
) -> HasilKembalikan:
    """Write the copies, of one unit or one person where named; waived findings are not marked.

    A copy a person has changed is never written over; one whose file has no findings any more is removed if
    it is as it was made. Raises `TidakBisa` for a unit or NIP that is none and where nothing can be written.
    """
    konteks = susun_konteks(buku)
    kode_unit = periksa_unit(konteks.daftar, unit)
    orang = _periksa_nip(buku, nip)
    with buku.ledger() as ledger:
        berkas = ledger.berkas()
    semua = periksa(konteks)
    lepas, _ = _menurut_berkas(konteks, berkas, (satu for satu in semua if satu.dikecualikan))
    semua = tuple(satu for satu in semua if not satu.dikecualikan)
    menurut_berkas, lain = _menurut_berkas(konteks, berkas, semua)
    pemberi = _PemberiNama(buku, konteks, {satu.hash: satu for satu in berkas})
    tugas = [
        msgspec.structs.replace(satu, dikecualikan=_sebut(konteks, lepas.get(satu.hash, ())))
        for satu in pemberi.tugas(menurut_berkas)
        if kode_unit in (None, satu.unit) and orang in (None, satu.nip)
    ]
    _siapkan_folder(buku.kembali, {satu.folder for satu in tugas})
    hasil: list[Salinan] = []
    for satu in _kerjakan(tugas, buku, kerja):
        hasil.append(satu)
        if lapor is not None:
            lapor(len(hasil), len(tugas))
    folder = {pemberi.folder(kode_unit)} if kode_unit is not None else None
    dihapus = _buang_usang(buku.kembali, {satu.salinan for satu in hasil}, folder, orang)
    return HasilKembalikan(
        folder=buku.nama_dalam(buku.kembali),
        berkas=tuple(msgspec.structs.replace(s, salinan=buku.nama_dalam(Path(s.salinan))) for s in hasil),
        dihapus=tuple(buku.nama_dalam(satu) for satu in dihapus),
        lain=lain,
        dikecualikan=sum(
            kode_unit in (None, satu.unit) and orang in (None, satu.nip)
            for milik in lepas.values()
            for satu in milik
        ),
    )


def _sebut(konteks: Konteks, lepas: Iterable[Temuan]) -> tuple[str, ...]:
    return tuple(sebut_dikecualikan(satu, pengecualian_atas(satu, konteks.pengecualian)) for satu in lepas)


def _periksa_nip(buku: Buku, nip: str | None) -> str | None:
    if nip is None:
        return None
    if (bersih := bersihkan(nip)) not in buku.daftar.menurut_nip:
        raise TidakBisa(f"NIP {bersih or '(kosong)'} tidak ada di {buku.daftar.berkas}; periksa NIP-nya.")
    return bersih


def _menurut_berkas(
    konteks: Konteks, berkas: Sequence[Ringkas], semua: Iterable[Temuan]
) -> tuple[dict[str, list[Temuan]], int]:
    """Findings by the content they are about, and how many are about none.

    A finding names its file; of several contents under one name it is about the one that counts.
    """
    ekspor = {satu.value for satu in JenisEkinerja}  # the instansi's own, and of many people
    menurut_nama = {satu.nama: satu.hash for satu in berkas if satu.formulir not in ekspor}
    menurut_nama.update({satu.berkas: satu.hash for satu in konteks.dokumen})
    lembar = {(satu.berkas, satu.lembar): satu.hash for satu in konteks.dokumen}
    hasil: dict[str, list[Temuan]] = {}
    lain = 0
    for satu in semua:
        nama = satu.berkas or ""
        hash_isi = lembar.get((nama, satu.lembar or "")) or menurut_nama.get(nama)
        if hash_isi is not None:
            hasil.setdefault(hash_isi, []).append(satu)
        elif satu.kode != "B012":  # the same content under another name: its copy goes back under the first
            lain += 1
    return hasil, lain


class _PemberiNama:
    """Whose a file is, and what its copy is called."""

    def __init__(self, buku: Buku, konteks: Konteks, berkas: Mapping[str, Ringkas]) -> None:
        self._buku = buku
        self._daftar = konteks.daftar
        self._berkas = berkas
        self._dokumen: dict[str, list[Dokumen]] = {}
        for satu in konteks.dokumen:
            self._dokumen.setdefault(satu.hash, []).append(satu)
        self._folder = nama_folder(
            dict.fromkeys([*konteks.daftar.unit_menurut_kode, *(o.unit for o in konteks.daftar.pegawai)])
        )
        paket = buku.katalog.umum.paket
        self._awalan = {
            kode: satu.awalan_berkas for satu in reversed(paket) for kode in reversed(satu.lembar)
        }

    def folder(self, unit: str | None) -> str:
        """The folder of a unit."""
        if unit is None:
            return TANPA_UNIT
        return self._folder.get(unit) or nama_aman(unit, 40)

    def tugas(self, menurut_berkas: Mapping[str, Sequence[Temuan]]) -> list[_Tugas]:
        """The copies to make, by folder and name; two that would be called alike get a piece of their digest."""
        semua = [self._satu(hash_isi, temuan) for hash_isi, temuan in menurut_berkas.items()]
        banyak: dict[tuple[str, str], int] = {}
        for satu in semua:
            kunci = (satu.folder, satu.dasar.casefold())
            banyak[kunci] = banyak.get(kunci, 0) + 1
        hasil = [
            satu
            if banyak[satu.folder, satu.dasar.casefold()] == 1
            else msgspec.structs.replace(satu, dasar=f"{satu.dasar}_{satu.hash[:8]}")
            for satu in semua
        ]
        return sorted(hasil, key=lambda satu: (satu.folder, satu.dasar))

    def _satu(self, hash_isi: str, temuan: Sequence[Temuan]) -> _Tugas:
        ringkas = self._berkas[hash_isi]
        nip = self._pemilik(ringkas, temuan)
        orang = self._daftar.menurut_nip.get(nip or "")
        unit = orang.unit if orang else self._unit(hash_isi, temuan)
        dasar, akhiran = os.path.splitext(ringkas.nama.rpartition("/")[2])
        if nip is not None and orang is not None and nip not in dasar:
            awalan = self._awalan.get(ringkas.formulir or "", "BERKAS")
            masa = ringkas.periode if ringkas.periode and "/" not in ringkas.periode else None
            dasar = "_".join(satu for satu in (awalan, nip, nama_aman(orang.nama, 40), masa) if satu)
        return _Tugas(
            nama=ringkas.nama,
            hash=hash_isi,
            unit=unit,
            nip=nip,
            folder=str(self._buku.kembali / self.folder(unit)),
            dasar=nama_aman(dasar, PANJANG_NAMA - len(AWALAN_TERPISAH) - len("_12345678.xlsx")),
            akhiran=akhiran.lower() if akhiran.lower() in _AKHIRAN else _AKHIRAN[0],
            untuk=f"{orang.nama} ({orang.nip})" if orang else None,
            temuan=tuple(temuan),
        )

    def _pemilik(self, ringkas: Ringkas, temuan: Sequence[Temuan]) -> str | None:
        """The person of the roster the file is of: as read, as a finding says, as the file's name says.

        Where the stamp names another person than the sheet (B010), it is whom the sheet names: he filled it in.
        A file with papers of several people is nobody's.
        """
        if len({satu.nip for satu in self._dokumen.get(ringkas.hash, ()) if satu.nip}) > 1:
            return None
        tertulis = (satu.nip for satu in temuan if satu.kode == "B010")
        calon = [*tertulis, ringkas.nip, *(satu.nip for satu in temuan), nip_nama(ringkas.nama)]
        return next((nip for nip in calon if nip in self._daftar.menurut_nip), ringkas.nip)

    def _unit(self, hash_isi: str, temuan: Sequence[Temuan]) -> str | None:
        """The unit of a file that is no single person's: all its papers are of that one; else of none."""
        dokumen = self._dokumen.get(hash_isi, ())
        unit = {satu.unit for satu in dokumen} if dokumen else {satu.unit for satu in temuan if satu.unit}
        return unit.pop() if len(unit) == 1 else None


def _siapkan_folder(kembali: Path, folder: Iterable[str]) -> None:
    try:
        for satu in sorted(folder):
            Path(satu).mkdir(parents=True, exist_ok=True)
    except OSError as salah:
        raise TidakBisa(f"Folder {kembali} tidak dapat ditulisi; periksa izin folder buku.") from salah
    sapu(kembali)


def _kerjakan(tugas: Sequence[_Tugas], buku: Buku, kerja: int) -> Iterator[Salinan]:
    kerjakan = partial(_buat_semua, str(buku.arsip), buku.pengaturan.batas)
    jalan = iter(tugas)
    potongan = iter(lambda: tuple(islice(jalan, _POTONGAN)), ())
    if kerja <= 1:
        for potong in potongan:
            yield from kerjakan(potong)
        return
    with kolam(kerja) as pelaksana:
        for hasil in berurut(pelaksana, kerjakan, potongan, kerja * _ANTRE):
            yield from hasil


def _buat_semua(arsip: str, batas: Batas, tugas: tuple[_Tugas, ...]) -> list[Salinan]:
    return [_buat(Path(arsip), batas, satu) for satu in tugas]


def _buat(arsip: Path, batas: Batas, tugas: _Tugas) -> Salinan:
    """Make one copy and write it. Raises `TidakBisa` where it cannot be written."""
    kepala = Kepala(berkas=tugas.nama.rpartition("/")[2], untuk=tugas.untuk, dikecualikan=tugas.dikecualikan)
    sebab: str | None = None
    try:
        data = tandai(_asli(arsip, tugas), tugas.temuan, kepala, batas)
    except TakAman as galat:
        sebab = str(galat)
    except Exception:  # a fault of ours on one strange file must not keep the others from going back
        sebab = "isinya tersusun sedemikian rupa sehingga tidak dapat disunting dengan aman"
    if sebab is None:
        tujuan = Path(tugas.folder) / f"{tugas.dasar}{tugas.akhiran}"
    else:
        data = buku_temuan(tugas.temuan, kepala, sebab)
        tujuan = Path(tugas.folder) / f"{AWALAN_TERPISAH}{tugas.dasar}.xlsx"
    return Salinan(
        nama=tugas.nama,
        salinan=str(tujuan),
        unit=tugas.unit,
        nip=tugas.nip,
        temuan=len(tugas.temuan),
        bentuk=BERTANDA if sebab is None else TERPISAH,
        status=TETAP if _sama(tujuan, data) else tulis_templat(tujuan, data).value,
        sebab=sebab,
    )


def _asli(arsip: Path, tugas: _Tugas) -> bytes:
    """The original out of the archive. Raises `TakAman` for one that is not there, or not what came."""
    if any(satu.kode in _TAK_TERBACA for satu in tugas.temuan):
        raise TakAman("isinya tidak dapat dibaca")
    jalur = cari_arsip(arsip, tugas.hash)
    try:
        data = jalur.read_bytes() if jalur is not None else b""
    except OSError as galat:
        raise TakAman("salinan aslinya di arsip/ tidak dapat dibuka") from galat
    if sidik(data) != tugas.hash:
        raise TakAman("salinan aslinya di arsip/ tidak ada atau sudah berubah")
    return data


def _sama(tujuan: Path, data: bytes) -> bool:
    """Whether exactly this is there already: writing over a file costs far more than reading it."""
    try:
        return tujuan.stat().st_size == len(data) and tujuan.read_bytes() == data
    except OSError:
        return False


def _buang_usang(kembali: Path, jadi: set[str], folder: set[str] | None, nip: str | None) -> list[Path]:
    """Remove copies that are as they were made and no longer called for, in these folders, of this person."""
    hasil: list[Path] = []
    if not kembali.is_dir():
        return hasil
    for unit in sorted(satu for satu in kembali.iterdir() if satu.is_dir()):
        if folder is not None and unit.name not in folder:
            continue
        for satu in sorted(unit.iterdir()):
            milik = satu.suffix.lower() in _AKHIRAN and (nip is None or nip in satu.name)
            if milik and str(satu) not in jadi and _buatan_kita(satu):
                with contextlib.suppress(OSError):  # open elsewhere: the next run removes it
                    satu.unlink()
                    hasil.append(satu)
        with contextlib.suppress(OSError):
            unit.rmdir()  # only an empty one goes
    return hasil


def _buatan_kita(berkas: Path) -> bool:
    """Whether this is a copy of ours that nobody has changed; a template somebody put here is none."""
    tempat = tempat_segel(berkas) if berkas.is_file() else None
    return tempat is not None and (tempat != BAGIAN or berkas.name.startswith(AWALAN_TERPISAH))
