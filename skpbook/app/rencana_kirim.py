"""What goes to whom: the messages of a run, each unit's with that unit's people alone."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.app.antar import Surat
from skpbook.app.keluar import PANJANG_NAMA, nama_aman, nama_folder
from skpbook.app.layak import periksa_daftar
from skpbook.app.paket import APA, Penyampul
from skpbook.checks.buat import rujukan_daftar
from skpbook.domain.galat import TidakBisa
from skpbook.domain.pengiriman import JenisKirim, KeadaanKirim, Pengiriman
from skpbook.domain.periode import baca_periode, tulis_tanggal
from skpbook.forms.seal import segel_utuh
from skpbook.intake.baca import nip_nama
from skpbook.intake.batas import MB
from skpbook.mail.alamat import baca_alamat
from skpbook.mail.bawaan import KUNCI, TANPA_PENGHUBUNG, teks_bawaan
from skpbook.mail.paket import BerkasPaket, bagi, berkas_paket, sidik_isi, terlalu_besar, tulis_zip
from skpbook.mail.pesan import muat_lampiran
from skpbook.mail.sandi_unit import baca_sandi_unit, pastikan_sandi
from skpbook.mail.teks_surel import PolaSurel, urai_pola

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from skpbook.app.buku import Buku

_SAMPUL, _SAMPUL_PER_ORANG = 24 * 1024, 512
"""Bytes kept free for the cover: by these alone, so that the same workbooks are always split alike."""

_AKHIRAN = (".xlsx", ".xlsm", ".xltx", ".xltm")


class Maksud(Struct, frozen=True, kw_only=True):
    """What a run is for; `tahap` is None for corrections, `periode` a code. `coba`: nothing is written."""

    jenis: JenisKirim
    tahap: str | None
    periode: str | None
    unit: str | None
    bersandi: bool = False
    coba: bool = False


class Rencana(Struct, kw_only=True):
    """The messages, sentences about what does not go, what is said of units whose messages go nowhere, for which
    units passwords were made.
    """

    surat: list[Surat]
    catatan: list[str]
    tanpa_alamat: Mapping[str, str]
    sandi_baru: tuple[str, ...] = ()


class _Isi(Struct, frozen=True, kw_only=True):
    """What one unit is sent. `nama` names part i of n, `sampul` makes the cover of part i of these parts."""

    kode: str
    berkas: Sequence[BerkasPaket]
    nama: Callable[[int, int], str] | None = None
    sampul: Callable[[Sequence[Collection[str]], int], bytes] | None = None
    orang: int = 0
    nilai: Mapping[str, str] = {}
    sidik: str = ""


class Perencana:
    """Plans one run. Raises `TidakBisa` where there is nothing to plan with."""

    def __init__(self, buku: Buku, maksud: Maksud, hari: date) -> None:
        self._buku = buku
        self._maksud = maksud
        self._hari = hari
        self._daftar = buku.daftar
        self._atur = buku.pengaturan
        self._folder = nama_folder(self._daftar.unit_menurut_kode)
        self._catatan: list[str] = []
        self._kode = [k for k in self._daftar.unit_menurut_kode if maksud.unit in (None, k)]
        self._alamat: dict[str, tuple[str, ...]] = {}
        self._pola = self._baca_pola()
        self._penyampul = self._buat_penyampul()

    def susun(self) -> Rencana:
        """The messages, in the order of the units."""
        pembuat = {
            JenisKirim.TEMPLAT: self._templat,
            JenisKirim.PENGINGAT: self._pengingat,
            JenisKirim.KOREKSI: self._koreksi,
        }
        isi = [satu for kode in self._kode if (satu := pembuat[self._maksud.jenis](kode)) is not None]
        self._alamat = {satu.kode: self._alamat_unit(satu.kode) for satu in isi}
        sandi, baru = self._sandi([satu.kode for satu in isi if satu.berkas])
        surat = [s for satu in isi for s in self._surat(satu, sandi.get(satu.kode))]
        self._jaga_sandi(surat, sandi)
        tanpa = {satu.kode: self._tanpa_alamat(satu.kode) for satu in isi if not self._alamat[satu.kode]}
        return Rencana(surat=surat, catatan=self._catatan, tanpa_alamat=tanpa, sandi_baru=baru)

    # ------------------------------------------------------------------ what each unit is sent

    def _templat(self, kode: str) -> _Isi | None:
        tahap, periode = self._maksud.tahap or "", self._maksud.periode
        nama_tahap = tahap if periode is None else f"{tahap}-{periode}"
        folder = self._buku.keluar / nama_tahap / self._folder[kode]
        berkas = self._milik_unit(folder, kode, segel=True, cocok=self._nama_templat(tahap, kode))
        if not berkas or self._penyampul is None:
            return None
        penyampul = self._penyampul
        return _Isi(
            kode=kode,
            berkas=berkas,
            nama=partial(penyampul.nama_zip, self._folder[kode]),
            sampul=partial(penyampul.sampul, kode),
            orang=max(len(berkas), penyampul.banyak(kode)),
        )

    def _pengingat(self, kode: str) -> _Isi | None:
        penyampul = self._penyampul
        if penyampul is None or not penyampul.unit_belum(kode):
            return None
        belum = penyampul.belum(kode)
        baris = "\n".join(f"- {satu.nama} ({satu.nip})" for satu in belum)
        pokok = (self._maksud.tahap, self._maksud.periode, self._hari.isoformat(), kode, baris)
        return _Isi(
            kode=kode,
            berkas=(),
            nilai={"belum": baris, "jumlah_belum": str(len(belum)) if belum else ""},
            sidik=hashlib.sha256(repr(("pengingat", *pokok)).encode()).hexdigest(),
        )

    def _koreksi(self, kode: str) -> _Isi | None:
        folder = self._folder[kode]
        berkas = self._milik_unit(self._buku.kembali / folder, kode, segel=False, cocok=lambda _nama: True)
        awal = nama_aman(f"KOREKSI_{self._atur.tahun}_{folder}", PANJANG_NAMA - len("_99dari99.zip"))
        return (
            _Isi(
                kode=kode,
                berkas=berkas,
                nama=lambda ke, dari: f"{awal}_{ke}dari{dari}.zip" if dari > 1 else f"{awal}.zip",
            )
            if berkas
            else None
        )

    def _milik_unit(
        self, folder: Path, kode: str, *, segel: bool, cocok: Callable[[str], bool]
    ) -> list[BerkasPaket]:
        """The workbooks in a unit's folder that are of that unit's people (by the NIP in the name) and, with `segel`,
        as they were made. What is left out is told. Raises `TidakBisa` for one that cannot be read.
        """
        unit = {nip: satu.unit for nip, satu in self._daftar.menurut_nip.items()}
        hasil: list[BerkasPaket] = []
        asing: list[str] = []
        terisi: list[str] = []
        for jalur in sorted(folder.iterdir()) if folder.is_dir() else ():
            if not jalur.is_file() or jalur.suffix.lower() not in _AKHIRAN or jalur.name[0] in ".~":
                continue
            nip = nip_nama(jalur.name)
            # What came back may name a person whom the roster does not know.
            lain = nip is not None and unit.get(nip, None if segel else kode) != kode
            if lain or not cocok(jalur.name):
                asing.append(jalur.name)
            elif segel and not segel_utuh(jalur):
                terisi.append(jalur.name)
            else:
                hasil.append(_baca(jalur))
        di = self._buku.nama_dalam(folder)
        if asing:
            self._catatan.append(
                f"{di}: {_sebut(asing)} tidak dikirim karena bukan untuk pegawai unit {kode}."
            )
        if terisi:
            self._catatan.append(
                f"{di}: {_sebut(terisi)} tidak dikirim karena sudah diisi atau disimpan ulang orang."
            )
        return hasil

    def _nama_templat(self, tahap: str, kode: str) -> Callable[[str], bool]:
        """Whether a name is one of the stage's templates; a unit's own has one name only."""
        paket = [satu for satu in self._buku.katalog.umum.paket if satu.tahap == tahap]
        if self._per_unit:
            nama = {f"{s.awalan_berkas}_{nama_aman(kode, 60)}_{self._atur.tahun}.xlsx" for s in paket}
            return lambda satu: satu in nama
        awalan = tuple(f"{satu.awalan_berkas}_" for satu in paket)
        return lambda satu: satu.startswith(awalan) and nip_nama(satu) is not None

    # ------------------------------------------------------------------ as messages

    def _surat(self, isi: _Isi, sandi: str | None) -> list[Surat]:
        maks = muat_lampiran(self._atur.surel.batas_mb * MB)
        muat = max(1, maks - (_SAMPUL + _SAMPUL_PER_ORANG * isi.orang if isi.sampul else 0))
        bagian: Sequence[Sequence[BerkasPaket]] = bagi(isi.berkas, muat) if isi.berkas else [()]
        for satu in bagian:
            if satu and terlalu_besar(satu, muat):
                self._catatan.append(
                    f"{satu[0].nama} lebih besar daripada batas_mb pada bagian [surel], jadi dikirim tersendiri; "
                    "server mungkin menolaknya."
                )
        pokok = (self._maksud.jenis.value, self._maksud.tahap or "", self._maksud.periode or "")
        sidik = isi.sidik or sidik_isi(isi.berkas, *pokok)
        nama_bagian = [[satu.nama for satu in milik] for milik in bagian]
        hasil = []
        for ke, milik in enumerate(bagian, start=1):
            nama = isi.nama(ke, len(bagian)) if isi.nama is not None else None
            catatan = Pengiriman(
                jenis=self._maksud.jenis,
                tahap=self._maksud.tahap,
                periode=self._maksud.periode,
                unit=isi.kode,
                alamat="",
                bagian=ke,
                dari=len(bagian),
                berkas=nama,
                sidik=sidik,
                sidik_bagian=isi.sidik or sidik_isi(milik, *pokok),
                pesan_id="",
                keadaan=KeadaanKirim.AKAN,
                mulai="",
            )
            nilai = self._nilai(isi.kode, catatan, len(milik), terkunci=sandi is not None) | dict(isi.nilai)
            sampul = partial(isi.sampul, nama_bagian, ke) if isi.sampul is not None else None
            hasil.append(
                Surat(
                    catatan=catatan,
                    kepada=self._alamat[isi.kode],
                    teks=self._pola.isi(nilai),
                    lampiran=partial(_zip, milik, sampul, sandi) if milik else None,
                    jumlah=len(milik),
                    ukuran=sum(satu.ukuran for satu in milik),
                )
            )
        return hasil

    def _nilai(self, kode: str, catatan: Pengiriman, jumlah: int, *, terkunci: bool) -> dict[str, str]:
        """The fields of a message's text."""
        unit = self._daftar.unit_menurut_kode[kode]
        tenggat = self._penyampul.tenggat if self._penyampul else None
        return {
            "instansi": self._atur.instansi,
            "unit": unit.nama,
            "kode_unit": kode,
            "penghubung": unit.penghubung or TANPA_PENGHUBUNG,
            "tahap": APA.get(self._maksud.tahap or "", ""),
            "periode": self._penyampul.teks_periode if self._penyampul else f"Tahun {self._atur.tahun}",
            "tahun": str(self._atur.tahun),
            "tenggat": tulis_tanggal(tenggat) if tenggat else "",
            "jumlah": str(jumlah),
            "berkas": catatan.berkas or "",
            "bagian": f"bagian {catatan.bagian} dari {catatan.dari}" if catatan.dari > 1 else "",
            "kunci": KUNCI if terkunci else "",
            "jumlah_belum": "",
            "belum": "",
            "pengirim": self._atur.surel.nama_pengirim or "",
        }

    # ------------------------------------------------------------------ what it is made with

    @property
    def _per_unit(self) -> bool:
        return self._maksud.tahap == "perjanjian"

    def _buat_penyampul(self) -> Penyampul | None:
        tahap, kode = self._maksud.tahap, self._maksud.periode
        if tahap is None:
            return None
        layak = periksa_daftar(self._buku)
        orang = [*layak.orang, *layak.ditolak]
        if tahap == "mph":
            orang = [satu for satu in orang if satu.nip in self._daftar.bawahan]
        periode = baca_periode(kode) if kode else None
        return Penyampul(self._buku, tahap, periode, orang, per_unit=self._per_unit, hari=lambda: self._hari)

    def _baca_pola(self) -> PolaSurel:
        """The text: the book's own, else the program's. Raises `TidakBisa`."""
        nama = (
            self._maksud.jenis.value if self._maksud.jenis is not JenisKirim.TEMPLAT else self._maksud.tahap
        )
        if self._maksud.jenis is JenisKirim.PENGINGAT and self._per_unit:
            nama = "pengingat-perjanjian"
        berkas = self._buku.surel / f"{nama}.txt"
        sebut = self._buku.nama_dalam(berkas)
        try:
            teks = berkas.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            teks = teks_bawaan(nama or "")
        except (OSError, UnicodeDecodeError) as galat:
            raise TidakBisa(f"{sebut} tidak dapat dibaca; simpan sebagai teks UTF-8, lalu ulangi.") from galat
        return urai_pola(teks, sebut)

    def _sandi(self, kode: Sequence[str]) -> tuple[Mapping[str, str], tuple[str, ...]]:
        """The passwords of these units, where zips are locked."""
        if not (self._maksud.bersandi or self._atur.surel.zip_bersandi):
            return {}, ()
        if self._maksud.coba:
            ada = baca_sandi_unit(self._buku.akar)
            return {satu: ada.get(satu, "") for satu in kode}, ()
        ada, baru = pastikan_sandi(self._buku.akar, kode)
        return {satu: ada[satu] for satu in kode}, baru

    def _jaga_sandi(self, surat: Sequence[Surat], sandi: Mapping[str, str]) -> None:
        """Raises `TidakBisa` where somebody has put a password into the text that goes with the zip."""
        for satu in surat:
            rahasia = sandi.get(satu.catatan.unit)
            if rahasia and (rahasia in satu.teks.isi or rahasia in satu.teks.judul):
                raise TidakBisa(
                    f"Teks surel untuk unit {satu.catatan.unit} memuat kata sandi paketnya; hapus dari berkas di "
                    "surel/, dan sampaikan kata sandi itu lewat jalur lain."
                )

    def _alamat_unit(self, kode: str) -> tuple[str, ...]:
        sah, salah = baca_alamat(self._daftar.unit_menurut_kode[kode].surel)
        if salah:
            self._catatan.append(
                f"{self._sel(kode)}: {', '.join(f'“{satu}”' for satu in salah)} bukan alamat surel; betulkan, misalnya "
                "tatausaha@contoh.go.id."
            )
        return sah

    def _tanpa_alamat(self, kode: str) -> str:
        return f"belum mempunyai alamat surel; isi kolom SUREL ({self._sel(kode)}), lalu jalankan lagi."

    def _sel(self, kode: str) -> str:
        nomor = next(n for n, satu in enumerate(self._daftar.unit) if satu.kode == kode)
        tempat = rujukan_daftar(self._daftar, f"unit[{nomor}].surel")
        return f"{tempat.berkas}, lembar {tempat.lembar}, sel {tempat.sel}"


def _baca(jalur: Path) -> BerkasPaket:
    try:
        return berkas_paket(jalur)
    except OSError as galat:
        raise TidakBisa(f"{jalur} tidak dapat dibaca; tutup di program lain, lalu jalankan lagi.") from galat


def _zip(berkas: Sequence[BerkasPaket], sampul: Callable[[], bytes] | None, sandi: str | None) -> bytes:
    """The attachment. Raises `TidakBisa` where a workbook is no longer what was planned."""
    for satu in berkas:
        if _baca(satu.jalur).sidik != satu.sidik:
            raise TidakBisa(f"{satu.nama} berubah selagi dikirim; jalankan lagi.")
    keluar = io.BytesIO()
    tulis_zip(keluar, [(satu.nama, satu.jalur) for satu in berkas], sampul() if sampul else None, sandi)
    return keluar.getvalue()


def _sebut(nama: Sequence[str], banyak: int = 3) -> str:
    lain = f", dan {len(nama) - banyak} lainnya" if len(nama) > banyak else ""
    return ", ".join(nama[:banyak]) + lain
