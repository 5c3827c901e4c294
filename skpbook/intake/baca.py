"""One file, from bytes to documents and findings: a pure function that never raises for a bad file."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from skpbook.checks.buat import temuan
from skpbook.domain.dokumen import Dokumen, Isi
from skpbook.domain.ekinerja import LembarEkinerja
from skpbook.domain.nip import Nip, baca_nip
from skpbook.domain.temuan import Temuan
from skpbook.forms.blocks import label_bagian
from skpbook.forms.catalog import Katalog
from skpbook.forms.cover import SEBUTAN as SEBUTAN_SAMPUL
from skpbook.forms.definition import Kualitatif, Matriks, Tabel
from skpbook.forms.read import BacaanBuku, BacaanLembar, baca_buku
from skpbook.intake import milik
from skpbook.intake.archive import sidik
from skpbook.intake.batas import Batas
from skpbook.intake.dihitung import yang_dihitung
from skpbook.intake.ekinerja import ekinerja_buku, ekinerja_csv
from skpbook.intake.guard import HasilJaga, buka_terjaga, jaga_paket, periksa_ukuran
from skpbook.intake.lewati import SAMPUL
from skpbook.intake.luar import temuan_luar
from skpbook.intake.ole import SANDI_BAWAAN, buka_ole
from skpbook.intake.sniff import bukan_buku_kerja, kenali_wadah
from skpbook.intake.status import DITERIMA, DITOLAK
from skpbook.intake.tolak import DITERUSKAN, Ditolak, tak_terduga

if TYPE_CHECKING:
    from skpbook.forms.grid import Kisi

_NIP_NAMA = re.compile(r"(?<!\d)\d{18}(?!\d)")
_CONTOH_SEL = 10


class Lingkungan(Struct, frozen=True, kw_only=True):
    """What reading needs to know of the book. `tahun` is for a period written without a year."""

    katalog: Katalog
    kunci: bytes | None
    batas: Batas
    tahun: int
    sandi: tuple[str, ...] = (SANDI_BAWAAN,)


class HasilBaca(Struct, frozen=True, kw_only=True):
    """What came of one file; `status` is diterima, ditolak or belum-diisi.

    `disimpan` is its own saved time (ISO, UTC where it says so). `sengketa` are indexes of documents whose
    stamp and cells name two people. `ekinerja` are the sheets of an e-Kinerja export; it holds no documents.
    `lewati` says of what is ours and no form (a cover) why it is skipped; `rinci`: see `Ditolak`.
    """

    nama: str
    hash: str
    ukuran: int
    wadah: str
    status: str
    disimpan: str | None = None
    dokumen: tuple[Dokumen, ...] = ()
    temuan: tuple[Temuan, ...] = ()
    sengketa: frozenset[int] = frozenset()
    ekinerja: tuple[LembarEkinerja, ...] = ()
    lewati: Ditolak | None = None
    rinci: str | None = None


def baca_berkas(data: bytes, nama: str, dunia: Lingkungan, hash_isi: str | None = None) -> HasilBaca:
    """Sniff, guard, read. Whatever the bytes are, a result comes back; a bad file is `ditolak`, with why.

    `hash_isi` is the hash of the bytes, where it is known.
    """
    try:
        if ekspor := ekinerja_csv(data, nama, dunia.batas):
            return _ekspor(data, nama, "csv", None, ekspor)
        wadah, terjaga = buka(data, dunia.batas, dunia.sandi)
    except DITERUSKAN:
        raise
    except BaseException as galat:
        return hasil_tolak(galat, data, nama, dunia.batas)
    try:
        kisi = buka_terjaga(terjaga)
        bacaan = _baca(kisi, dunia)
        disimpan = waktu_simpan(terjaga.diubah)
        if not bacaan.lembar and (ekspor := ekinerja_buku(kisi, nama, disimpan)):
            return _ekspor(data, nama, terjaga.wadah, disimpan, ekspor)
        return _susun(nama, hash_isi or sidik(data), data, terjaga, bacaan, dunia)
    except DITERUSKAN:
        raise
    except BaseException as galat:
        return hasil_tolak(galat, data, nama, dunia.batas, wadah)


def hasil_tolak(
    galat: BaseException, data: bytes, nama: str, batas: Batas, wadah: str = "tidak dikenal"
) -> HasilBaca:
    """The result of a file that failed; a reader's panic is no `Exception`, so any exception is taken."""
    sebab = galat if isinstance(galat, Ditolak) else tak_terduga(galat, batas)
    return HasilBaca(
        nama=nama,
        hash=sidik(data),
        ukuran=len(data),
        wadah=wadah,
        status=DITOLAK,
        temuan=(temuan_tolak(sebab, nama),),
        rinci=sebab.rinci,
    )


def temuan_tolak(sebab: Ditolak, nama: str) -> Temuan:
    """The finding of a file that was turned away; its NIP is the one in the file's name, if there is one."""
    return temuan(
        sebab.kode,
        sebab.pesan,
        berkas=nama,
        nip=nip_nama(nama),
        ditemukan=sebab.ditemukan,
        seharusnya=sebab.seharusnya,
        saran=sebab.saran,
        lembar=sebab.lembar,
        sel="A1" if sebab.lembar else None,
    )


def nip_nama(nama: str) -> str | None:
    """The NIP in a file's name (SKP_<NIP>_<nama>.xlsx); None without a well-formed one."""
    temu = _NIP_NAMA.search(nama.rpartition("/")[2])
    nip = baca_nip(temu[0]) if temu else None
    return nip.angka if isinstance(nip, Nip) else None


def buka(data: bytes, batas: Batas, sandi: tuple[str, ...] = (SANDI_BAWAAN,)) -> tuple[str, HasilJaga]:
    """Bytes to something a reader may open, with what they are. Raises `Ditolak`."""
    periksa_ukuran(data, batas)
    wadah = kenali_wadah(data)
    if wadah.jenis == "ole":
        ole = buka_ole(data, batas, sandi)
        if ole.wadah == "xls":
            return "xls", HasilJaga(
                wadah="xls",
                asal=ole.data,
                diubah=ole.diubah,
                makro=ole.makro,
                jauh=tuple(satu.jauh for satu in ole.lembar if satu.jauh),
                khusus={satu.nama: satu.khusus for satu in ole.lembar if satu.khusus},
            )
        periksa_ukuran(ole.data, batas)
        data = ole.data
        wadah = kenali_wadah(data)
    if wadah.jenis != "zip":
        raise bukan_buku_kerja(wadah)
    terjaga = jaga_paket(data, batas)
    return terjaga.wadah, terjaga


def _ekspor(
    data: bytes, nama: str, wadah: str, disimpan: str | None, ekspor: tuple[LembarEkinerja, ...]
) -> HasilBaca:
    """The result of an e-Kinerja export: what its rows say is looked at with the whole book."""
    return HasilBaca(
        nama=nama,
        hash=sidik(data),
        ukuran=len(data),
        wadah=wadah,
        status=DITERIMA,
        disimpan=disimpan,
        ekinerja=ekspor,
    )


def _baca(kisi: list[Kisi], dunia: Lingkungan) -> BacaanBuku:
    """Forms out of a workbook. Raises what the readers raise, `Ditolak` where one sheet is to blame."""
    try:
        return baca_buku(kisi, dunia.katalog, dunia.kunci)
    except (*DITERUSKAN, MemoryError):
        raise
    except BaseException as galat:
        raise tak_terduga(galat, dunia.batas, _lembar_salah(kisi, dunia)) from galat


def _lembar_salah(kisi: list[Kisi], dunia: Lingkungan) -> str | None:
    """The sheet that cannot be read even alone."""
    for satu in kisi:
        try:
            baca_buku([satu], dunia.katalog, dunia.kunci)
        except DITERUSKAN:
            raise
        except BaseException:
            return satu.nama
    return None


def _susun(
    nama: str, hash_isi: str, data: bytes, terjaga: HasilJaga, bacaan: BacaanBuku, dunia: Lingkungan
) -> HasilBaca:
    lembar = tuple(satu for satu in bacaan.lembar if isinstance(satu.isi, Isi))
    if not lembar and bacaan.asing == SEBUTAN_SAMPUL:
        return HasilBaca(
            nama=nama,
            hash=hash_isi,
            ukuran=len(data),
            wadah=terjaga.wadah,
            status=DITOLAK,
            lewati=SAMPUL,
        )
    if not lembar:
        raise _bukan_formulir(bacaan)
    bacaan = msgspec.structs.replace(bacaan, lembar=lembar)
    disimpan = waktu_simpan(terjaga.diubah)
    dokumen = _dokumen(nama, hash_isi, bacaan, disimpan, dunia.tahun)
    hasil = HasilBaca(
        nama=nama,
        hash=hash_isi,
        ukuran=len(data),
        wadah=terjaga.wadah,
        status=DITERIMA,
        disimpan=disimpan,
        dokumen=dokumen,
        temuan=(
            *_temuan_wadah(terjaga, dokumen[0]),
            *_temuan_lembar(bacaan, dokumen, dunia.katalog),
            *temuan_luar(bacaan, dokumen),
        ),
        sengketa=frozenset(
            nomor for nomor, satu in enumerate(dokumen) if milik.disengketakan(satu.isi, bacaan.cap)
        ),
    )
    return yang_dihitung(hasil, dunia.katalog, dunia.tahun)


def _dokumen(
    nama: str, hash_isi: str, bacaan: BacaanBuku, disimpan: str | None, tahun: int
) -> tuple[Dokumen, ...]:
    cap = bacaan.cap
    utama = milik.nip_berkas([satu.isi for satu in bacaan.lembar], cap)
    return tuple(
        Dokumen(
            berkas=nama,
            hash=hash_isi,
            lembar=satu.lembar,
            formulir=satu.formulir,
            versi=satu.versi,
            isi=satu.isi,
            tempat=satu.tempat,
            keluarga=satu.keluarga,
            pendekatan=satu.pendekatan,
            nip=milik.nip_lembar(satu.isi, cap, utama),
            unit=milik.unit_lembar(satu.isi, cap),
            periode=milik.periode_lembar(satu.isi, cap, tahun),
            cap=cap,
            disimpan=disimpan,
            tanda=satu.tanda,
        )
        for satu in bacaan.lembar
    )


def _bukan_formulir(bacaan: BacaanBuku) -> Ditolak:
    lembar = ", ".join(bacaan.lembar_lain[:5]) or "tidak ada lembar yang terlihat"
    asing = bacaan.asing
    saran = "Isi templat yang dibagikan, lalu kirim ulang."
    if bacaan.lembar:
        asing = "daftar pegawai"
        pesan = "Ini daftar pegawai, bukan formulir yang diisi."
        saran = "Pindahkan dari masuk/ ke folder buku sebagai pegawai.xlsx bila memang daftar yang berlaku."
    elif asing:
        pesan = f"Ini {asing}, bukan formulir Permen PANRB 6/2022."
    else:
        pesan = "Tidak ada formulir Permen PANRB 6/2022 yang dikenal di dalam buku kerja ini."
    return Ditolak(
        "B008",
        pesan,
        ditemukan=asing or f"lembar: {lembar}",
        seharusnya="formulir SKP, MPH, evaluasi, atau lampirannya menurut Permen PANRB 6/2022",
        saran=saran,
    )


def _temuan_wadah(terjaga: HasilJaga, utama: Dokumen) -> list[Temuan]:
    hasil = []
    if terjaga.makro:
        hasil.append(
            temuan(
                "B006",
                "Berkas membawa makro; nilainya dibaca, makronya tidak dijalankan dan tidak disimpan.",
                dokumen=utama,
                saran="Simpan sebagai .xlsx tanpa makro.",
            )
        )
    if terjaga.tautan:
        hasil.append(
            temuan(
                "B007",
                f"Berkas membawa {', '.join(terjaga.tautan)}; tidak diikuti, hanya nilainya yang dibaca.",
                dokumen=utama,
                ditemukan=", ".join(terjaga.tautan),
                saran="Ganti tautan dengan nilainya (Salin, Tempel Nilai).",
            )
        )
    for jauh in terjaga.jauh:
        sel = ", ".join(jauh.sel[:_CONTOH_SEL])
        hasil.append(
            temuan(
                "B015",
                f"Ada {jauh.banyak} sel berisi jauh di luar formulir yang tidak dibaca: {sel}"
                + (" dan lainnya." if jauh.banyak > _CONTOH_SEL else "."),
                dokumen=utama,
                lembar=jauh.lembar,
                sel=jauh.sel[0],
                ditemukan=sel,
            )
        )
    return hasil


def _temuan_lembar(bacaan: BacaanBuku, dokumen: tuple[Dokumen, ...], katalog: Katalog) -> list[Temuan]:
    hasil = []
    for lembar, satu in zip(bacaan.lembar, dokumen, strict=True):
        kini = katalog.definisi[lembar.formulir].versi
        if lembar.versi != kini:
            umur = "lama" if lembar.versi < kini else "baru"
            hasil.append(
                temuan(
                    "B009",
                    f"Formulir di lembar {lembar.lembar} adalah versi {lembar.versi}, lebih {umur} daripada "
                    f"versi {kini} yang dikenal program.",
                    dokumen=satu,
                    ditemukan=str(lembar.versi),
                    seharusnya=str(kini),
                    saran="Pakai formulir yang terakhir dibagikan."
                    if umur == "lama"
                    else "Perbarui program skpbook.",
                )
            )
        if kurang := _kolom_hilang(lembar, katalog):
            kolom = ", ".join(f"“{teks}”" for teks in kurang)
            hasil.append(
                temuan(
                    "B008",
                    f"Formulir di lembar {lembar.lembar} tidak lengkap: kolom {kolom} tidak ditemukan.",
                    dokumen=satu,
                    ditemukan="tidak ada",
                    seharusnya=kolom,
                    saran="Kembalikan judul kolomnya seperti pada formulir, atau isi templat yang dibagikan.",
                )
            )
    return hasil


def _kolom_hilang(lembar: BacaanLembar, katalog: Katalog) -> list[str]:
    """Headings of the form's tables that are not on the sheet: what stood under them was not read."""
    definisi = katalog.definisi[lembar.formulir]
    tabel = [bagian for bagian in definisi.bagian if isinstance(bagian, Tabel | Kualitatif | Matriks)]
    kepala = {label for bagian in tabel for label in label_bagian(bagian)}
    return [teks for teks in lembar.hilang if teks in kepala]


def waktu_simpan(teks: str | None) -> str | None:
    """A workbook's own saved time as comparable ISO text in UTC; None when it is none.

    LibreOffice's .ods and old .xls files give local time without saying so: taken as it stands.
    """
    if not teks:
        return None
    rapi = re.sub(r"(\.\d{6})\d+", r"\1", teks.strip())
    try:
        waktu = datetime.fromisoformat(rapi)
    except ValueError:
        return None
    waktu = waktu.replace(tzinfo=UTC) if waktu.tzinfo is None else waktu.astimezone(UTC)
    return waktu.isoformat(timespec="seconds").replace("+00:00", "Z")
