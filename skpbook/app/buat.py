"""`buat`: the templates of a stage, prefilled from the stage before, one folder and one zip a unit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.app import prefill
from skpbook.app.keluar import (
    Pindahan,
    Status,
    kemas,
    nama_folder,
    pindahkan_lama,
    sapu,
)
from skpbook.app.layak import Kelayakan, catatan_daftar, periksa_daftar
from skpbook.app.paket import Penyampul
from skpbook.app.pesanan import UNTUK_UNIT, Pemesan
from skpbook.app.pindah import isian_lama, versi_lama
from skpbook.app.saring import periksa_periode, periksa_tahap, periksa_unit
from skpbook.app.tuang import Tugas, tuang_semua
from skpbook.domain.galat import TidakBisa
from skpbook.domain.nip import bersihkan
from skpbook.domain.periode import Periode, baca_periode, daftar_periode
from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.mail.sandi_unit import kalimat_sandi_baru, pastikan_sandi

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from skpbook.app.buku import Buku
    from skpbook.domain.dokumen import Dokumen
    from skpbook.domain.pegawai import Pegawai
    from skpbook.forms.catalog import Katalog
    from skpbook.ledger.buku_besar import BukuBesar

TAHAP = ("skp", "mph", "evaluasi", "rencana-aksi", "perjanjian")
_BERPERIODE = ("evaluasi",)


class HasilBuat(Struct, frozen=True, kw_only=True):
    """What was made, and for whom something was not; names of files as they are in the book.

    `tanpa` holds (NIP, name, what it waits for) of people whose stage before has not come in: made all the
    same with `kosong`, else their NIPs are in `dilewati`. `ditolak` holds (NIP, name) of people for whom the
    roster must be mended first (`temuan`). `terisi` are templates that somebody has saved since they were
    made, `terbuka` those open in another program: neither is written over or packed. `dipindah` are templates
    whose person has left or is called otherwise now. `catatan` are sentences for the pengelola.
    """

    tahap: str
    folder: str
    berkas: tuple[str, ...]
    zip: tuple[str, ...]
    tanpa: tuple[tuple[str, str, str], ...] = ()
    dilewati: tuple[str, ...] = ()
    ditolak: tuple[tuple[str, str], ...] = ()
    terisi: tuple[str, ...] = ()
    terbuka: tuple[str, ...] = ()
    dipindah: tuple[Pindahan, ...] = ()
    temuan: tuple[Temuan, ...] = ()
    catatan: tuple[str, ...] = ()

    @property
    def ada_galat(self) -> bool:
        """Whether the roster has a finding of severity galat about somebody this was for."""
        return any(satu.tingkat is Tingkat.GALAT for satu in self.temuan)


def buat(  # noqa: PLR0913 - one keyword for each option
    buku: Buku,
    tahap: str,
    *,
    unit: str | None = None,
    nip: str | None = None,
    periode: str | None = None,
    kosong: bool = False,
    pindahkan: bool = False,
    kerja: int = 1,
    lapor: Callable[[int, int], None] | None = None,
) -> HasilBuat:
    """Write the templates of a stage into keluar/<tahap>/<unit>/ and one zip a unit beside them.

    Where the stage before has not come in, the person is named; only with `kosong` his template is made all
    the same. `pindahkan`: for those alone who have sent an earlier version of the form, with what they filled
    in on it. Raises TidakBisa when stage, unit, NIP or period cannot be, and for an empty roster.
    """
    tahap = periksa_tahap(tahap, TAHAP)
    satu_periode = _periode(buku, tahap, periode)
    lingkup = _Lingkup(buku, tahap, unit, nip)
    pembuatan = _Pembuatan(buku, tahap, satu_periode, lingkup, pindahkan=pindahkan)
    return pembuatan.jalankan(kosong=kosong, kerja=kerja, lapor=lapor)


def _periode(buku: Buku, tahap: str, kode: str | None) -> Periode | None:
    if tahap not in _BERPERIODE:
        if kode is not None:
            raise TidakBisa(f"Tahap {tahap} berlaku setahun penuh; jalankan lagi tanpa --periode.")
        return None
    dibaca = periksa_periode(buku, kode)
    if dibaca is None:
        atur = buku.pengaturan
        boleh = ", ".join(satu.kode for satu in daftar_periode(atur.jenis_periode, atur.tahun))
        raise TidakBisa(f"Tahap {tahap} memerlukan --periode; pilih salah satu dari {boleh}.")
    return baca_periode(dibaca)


class _Lingkup:
    """Whom a run is for: everyone, a unit, or one person named outright. Raises TidakBisa."""

    def __init__(self, buku: Buku, tahap: str, unit: str | None, nip: str | None) -> None:
        self.daftar = buku.daftar
        if not self.daftar.pegawai and tahap not in UNTUK_UNIT:
            raise TidakBisa(
                f"{self.daftar.berkas} belum berisi pegawai seorang pun; isi lembar Pegawai dan Unit, simpan, "
                "lalu jalankan lagi."
            )
        if not self.daftar.unit:
            raise TidakBisa(f"{self.daftar.berkas} belum berisi unit; isi lembar Unit, lalu jalankan lagi.")
        self.unit = periksa_unit(self.daftar, unit)
        self.nip = None if nip is None else self._nip(tahap, nip)

    def _nip(self, tahap: str, nip: str) -> str:
        if tahap in UNTUK_UNIT:
            raise TidakBisa(f"Templat {tahap} dibuat per unit, bukan per pegawai; pakai --unit, tanpa --nip.")
        bersih = bersihkan(nip)
        orang = [satu for satu in self.daftar.pegawai if satu.nip == bersih] if bersih else []
        if not orang:
            raise TidakBisa(f"NIP {nip} tidak ada di {self.daftar.berkas}; periksa lembar Pegawai.")
        if self.unit is not None and self.unit not in {satu.unit for satu in orang}:
            raise TidakBisa(
                f"{orang[0].nama} ({bersih}) ada di unit {orang[0].unit}, bukan {self.unit}; "
                "hapus salah satu dari --unit dan --nip."
            )
        if tahap == "mph" and not self.daftar.bawahan.get(bersih):
            raise TidakBisa(
                f"{orang[0].nama} ({bersih}) tidak mempunyai bawahan di {self.daftar.berkas}, sehingga tidak "
                "memerlukan Matriks Peran Hasil."
            )
        return bersih

    def memuat(self, satu: Pegawai | str) -> bool:
        """Whether a person, or a unit's code, is meant."""
        if isinstance(satu, str):
            return self.unit in (None, satu)
        return self.unit in (None, satu.unit) and self.nip in (None, satu.nip)


class _Pembuatan:
    """One run of one stage."""

    def __init__(
        self, buku: Buku, tahap: str, periode: Periode | None, lingkup: _Lingkup, *, pindahkan: bool
    ) -> None:
        self.buku = buku
        self.tahap = tahap
        self.periode = periode
        self.lingkup = lingkup
        self.folder = buku.keluar / (tahap if periode is None else f"{tahap}-{periode.kode}")
        self.daftar = buku.daftar
        self.per_unit = tahap in UNTUK_UNIT
        self.unit = nama_folder(self.daftar.unit_menurut_kode)
        self.layak = periksa_daftar(buku)
        with buku.ledger() as ledger:
            dokumen, usang = _baca(ledger, buku.katalog, tahap)
            milik = (satu for satu in ledger.dokumen_berlaku() if (satu.nip or satu.unit) in usang)
            kode = periode.kode if periode else None
            self.lama = isian_lama(buku.katalog, milik, tahap, kode) if usang else {}
        bahan = _bahan(buku, self.layak, dokumen)
        self.pemesan = Pemesan(buku, bahan, tahap, periode, self.lama if pindahkan else None)
        self.pindahkan = pindahkan
        self.semua = self._semua()
        self.pelaku = [satu for satu in self.semua if lingkup.memuat(satu)]
        if pindahkan:
            self.pelaku = [satu for satu in self.pelaku if self._kunci(satu) in self.lama]
        self.tanpa: list[tuple[str, str, str]] = []
        self.dilewati: list[str] = []
        self.sandi_baru: tuple[str, ...] = ()

    def _semua(self) -> Sequence[Pegawai | str]:
        """All for whom this stage has a template, within reach of this run or not."""
        if self.per_unit:
            return list(self.daftar.unit_menurut_kode)
        tersebut = [satu for satu in self.layak.dikecualikan if satu.nip == self.lingkup.nip]
        orang = [*self.layak.orang, *tersebut]
        if self.tahap == "mph":
            anggota = self.pemesan.bahan.anggota
            orang = [satu for satu in orang if anggota(satu)]
        return orang

    def jalankan(self, *, kosong: bool, kerja: int, lapor: Callable[[int, int], None] | None) -> HasilBuat:
        """Make what can be made, move aside what belongs to nobody, pack the units concerned."""
        sapu(self.folder)
        formulir = self.buku.formulir if self.buku.formulir.is_dir() else None
        status: dict[Path, Status] = {}
        for satu, hasil in tuang_semua(self._tugas(kosong=kosong), formulir, kerja):
            status[Path(satu)] = hasil
            if lapor:
                lapor(len(status) + len(self.dilewati), len(self.pelaku))
        harus = self._harus()
        dipindah = pindahkan_lama(self.folder, self._awalan(), harus)
        ditulis = [satu for satu, hasil in status.items() if hasil is Status.DITULIS]
        tersentuh = {satu.parent for satu in (*status, *(Path(pindah.dari) for pindah in dipindah))}
        paket = self._kemas(sorted(tersentuh), harus, ditulis)
        return self._hasil(status, dipindah, ditulis, paket)

    def _kemas(
        self, tersentuh: Sequence[Path], harus: Mapping[str, Collection[str]], ditulis: Sequence[Path]
    ) -> list[Path]:
        """The zips of these units' folders."""
        kode = {folder: satu for satu, folder in self.unit.items()}
        sandi: Mapping[str, str] = {}
        if self.buku.pengaturan.surel.zip_bersandi:
            sandi, self.sandi_baru = pastikan_sandi(
                self.buku.akar, [kode[s.name] for s in tersentuh if s.name in kode]
            )
        orang = [satu for satu in (*self.semua, *self.layak.ditolak) if not isinstance(satu, str)]
        penyampul = Penyampul(self.buku, self.tahap, self.periode, orang, per_unit=self.per_unit)
        baru: dict[Path, set[str]] = {}
        for berkas in ditulis:
            baru.setdefault(berkas.parent, set()).add(berkas.name)
        hasil = []
        for unit in tersentuh:
            satu = kode.get(unit.name, unit.name)
            kemasan = penyampul.kemasan(satu, unit.name, sandi.get(satu))
            if zip_unit := kemas(unit, kemasan, harus.get(unit.name, ()), baru.get(unit, ())):
                hasil.append(zip_unit)
        return hasil

    def _tugas(self, *, kosong: bool) -> Iterator[Tugas]:
        """The workbooks to write, made one at a time; whom they wait for is noted on the way."""
        ada: set[Path] = set()
        for satu in self.pelaku:
            bahan = self.pemesan.pesan(satu)
            if bahan.tunggu is not None and not isinstance(satu, str):
                self.tanpa.append((satu.nip, satu.nama, bahan.tunggu))
                if not kosong:
                    self.dilewati.append(satu.nip)
                    continue
            unit = self.folder / self._folder_unit(satu)
            if unit not in ada:
                _buat_folder(unit)
                ada.add(unit)
            yield Tugas(str(unit / self.pemesan.nama(satu)), bahan.pesanan)

    @staticmethod
    def _kunci(satu: Pegawai | str) -> str:
        return satu if isinstance(satu, str) else satu.nip

    def _folder_unit(self, satu: Pegawai | str) -> str:
        return self.unit[satu if isinstance(satu, str) else satu.unit]

    def _harus(self) -> Mapping[str, frozenset[str]]:
        """Folder of a unit -> the names its templates of this stage have; those of people whose row must be
        mended first stay where they are.
        """
        peta: dict[str, set[str]] = {}
        tetap = () if self.per_unit else self.layak.ditolak
        for satu in (*self.semua, *tetap):
            peta.setdefault(self._folder_unit(satu), set()).add(self.pemesan.nama(satu))
        return {unit: frozenset(nama) for unit, nama in peta.items()}

    def _awalan(self) -> frozenset[str]:
        """How the names of this stage's templates begin."""
        return frozenset(
            paket.awalan_berkas for paket in self.buku.katalog.umum.paket if paket.tahap == self.tahap
        )

    def _hasil(
        self,
        status: Mapping[Path, Status],
        dipindah: Sequence[Pindahan],
        ditulis: Sequence[Path],
        paket: Sequence[Path],
    ) -> HasilBuat:
        nama = self.buku.nama_dalam
        ditolak = [] if self.per_unit else [s for s in self.layak.ditolak if self.lingkup.memuat(s)]
        orang = [satu for satu in self.pelaku if not isinstance(satu, str)]
        dilewati = frozenset(self.dilewati)
        return HasilBuat(
            tahap=self.tahap,
            folder=nama(self.folder),
            berkas=tuple(map(nama, ditulis)),
            zip=tuple(map(nama, paket)),
            tanpa=tuple(self.tanpa),
            dilewati=tuple(self.dilewati),
            ditolak=tuple((satu.nip, satu.nama) for satu in ditolak),
            terisi=tuple(nama(satu) for satu, hasil in status.items() if hasil is Status.TERISI),
            terbuka=tuple(nama(satu) for satu, hasil in status.items() if hasil is Status.TERBUKA),
            dipindah=tuple(
                Pindahan(dari=nama(Path(satu.dari)), ke=nama(Path(satu.ke)), terisi=satu.terisi)
                for satu in dipindah
            ),
            temuan=self.layak.temuan_tentang([*orang, *ditolak]),
            catatan=tuple(self._catatan([satu for satu in orang if satu.nip not in dilewati])),
        )

    def _catatan(self, orang: Sequence[Pegawai]) -> Iterator[str]:
        """What the pengelola should know of the people whose templates were made."""
        tertinggal = [satu for satu in self.pelaku if self._kunci(satu) in self.lama]
        if self.pindahkan and not self.pelaku:
            yield "Tidak ada isian formulir versi lama yang perlu dipindahkan."
        elif tertinggal and not self.pindahkan:
            yield (
                f"{len(tertinggal)} orang atau unit sudah mengirim formulir versi lama; isinya tidak ikut di templat "
                "ini. Buat ulang dengan --pindahkan supaya isinya disalin ke formulir terbaru."
            )
        if self.sandi_baru:
            yield kalimat_sandi_baru(self.sandi_baru)
        if not self.per_unit:
            yield from catatan_daftar(self.daftar, frozenset(satu.nip for satu in orang))
        luar = [satu for satu in self.layak.dikecualikan if self.lingkup.memuat(satu)]
        if luar and self.lingkup.nip is None and not self.per_unit:
            siapa = ", ".join(f"{satu.nama} ({satu.status})" for satu in luar)
            yield (
                f"Tidak dibuatkan karena statusnya di {self.daftar.berkas}: {siapa}; bila tetap perlu, sebut "
                "satu per satu dengan --nip."
            )
        if tanpa := self.pemesan.tanpa_capaian(dict.fromkeys(satu.unit for satu in orang)):
            yield (
                f"Capaian kinerja organisasi periode ini belum masuk dari unit {', '.join(tanpa)}, sehingga "
                "selnya kosong; isi lembar Perjanjian Kinerja unit itu, impor, lalu buat ulang."
            )


def _baca(ledger: BukuBesar, katalog: Katalog, tahap: str) -> tuple[list[Dokumen], set[str]]:
    """What a stage is prefilled from, and who has sent a form of an earlier version: of the other documents of a
    large instansi none is kept.
    """
    dokumen = []
    usang: set[str] = set()
    for satu in ledger.dokumen_berlaku():
        if isinstance(satu.isi, prefill.DIBUTUHKAN.get(tahap, ())):
            dokumen.append(satu)
        if (siapa := satu.nip or satu.unit) and versi_lama(katalog, satu):
            usang.add(siapa)
    return dokumen, usang


def _bahan(buku: Buku, layak: Kelayakan, dokumen: Sequence[Dokumen]) -> prefill.Bahan:
    atur = buku.pengaturan
    tanpa = frozenset(satu.nip for satu in (*layak.ditolak, *layak.dikecualikan))
    return prefill.kumpulkan(atur.instansi, atur.tahun, buku.daftar, dokumen, bukan_anggota=tanpa)


def _buat_folder(unit: Path) -> None:
    try:
        unit.mkdir(parents=True, exist_ok=True)
    except OSError as salah:
        raise TidakBisa(f"Folder {unit} tidak dapat dibuat; periksa izin folder keluar.") from salah
