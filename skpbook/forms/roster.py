"""Daftar pegawai and unit: pegawai.xlsx (or CSV) in and out, by the same definitions as every form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skpbook.domain.nip import bersihkan
from skpbook.domain.pegawai import Daftar, JenisPegawai, Keluarga, Pegawai, Pendekatan, Unit
from skpbook.domain.tempat import PetaBerbaris
from skpbook.forms.catalog import Katalog, muat_katalog
from skpbook.forms.definition import Tabel
from skpbook.forms.read import BacaanLembar, baca_lembar
from skpbook.forms.roster_file import LEMBAR_CSV, DaftarTidakTerbaca, buka_daftar
from skpbook.forms.tables import BarisPegawai, BarisUnit, TabelPegawai, TabelUnit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from skpbook.domain.tempat import Tempat
    from skpbook.forms.definition import Definisi
    from skpbook.forms.grid import Kisi

__all__ = ["DaftarTidakTerbaca", "baca_daftar", "tulis_daftar"]

_WAJIB = (
    ("nama", "nama pegawai"),
    ("unit", "kode unit"),
    ("jabatan", "jabatan"),
)
_KOLOM_WAJIB = ("NIP/NI PPPK", "NAMA", "JENIS PEGAWAI", "KODE UNIT", "JABATAN", "KELOMPOK FORMULIR")
_KOLOM_UNIT_WAJIB = ("KODE UNIT", "NAMA UNIT")


def baca_daftar(data: bytes, berkas: str) -> Daftar:
    """The roster from pegawai.xlsx (any workbook format) or a CSV with the same headings.

    NIPs stay as typed but for blanks and marks, a number that lost its last digits in E notation; what rules
    judge (I101-I114) is not judged here. Raises DaftarTidakTerbaca when rows cannot stand for a person at
    all.
    """
    katalog = muat_katalog()
    kisi = buka_daftar(data, berkas)
    pegawai = _lembar(kisi, katalog, katalog.definisi["daftar-pegawai"], wajib=True)
    if pegawai is None:
        raise DaftarTidakTerbaca(f"{berkas} tidak mempunyai lembar; buat ulang dengan skpbook siapkan.")
    _periksa_kolom(berkas, pegawai, _KOLOM_WAJIB)
    tempat = dict(pegawai.tempat)
    unit = _lembar(kisi, katalog, katalog.definisi["daftar-unit"], wajib=False)
    baris_unit: tuple[BarisUnit, ...] = ()
    if unit is not None:
        _periksa_kolom(berkas, unit, _KOLOM_UNIT_WAJIB)
        tempat.update(unit.tempat)
        tabel_unit: Any = unit.isi
        baris_unit = tabel_unit.unit
    tabel: Any = pegawai.isi
    return _rakit(berkas, tabel.pegawai, baris_unit, PetaBerbaris(tempat))


def _lembar(
    kisi: Sequence[Kisi], katalog: Katalog, definisi: Definisi, *, wajib: bool
) -> BacaanLembar | None:
    """The sheet of its name, else the one with its key heading; for a needed one at last the first."""
    nama = definisi.lembar.casefold()
    bernama = next((satu for satu in kisi if satu.nama.strip().casefold() == nama), None)
    if bernama is not None:
        return baca_lembar(bernama, katalog, definisi)
    if not wajib and len(kisi) == 1:
        return None
    bacaan = [baca_lembar(satu, katalog, definisi) for satu in kisi]
    tabel = next(satu for satu in definisi.bagian if isinstance(satu, Tabel))
    kunci = next(satu.kepala for satu in tabel.kolom if satu.isi == tabel.kunci)
    cocok = [satu for satu in bacaan if kunci not in satu.hilang]
    if cocok:
        return min(cocok, key=lambda satu: len(satu.hilang))
    return bacaan[0] if wajib and bacaan else None


def _periksa_kolom(berkas: str, bacaan: BacaanLembar, wajib: Sequence[str]) -> None:
    """Raises DaftarTidakTerbaca for columns without which no row can be read."""
    kurang = [nama for nama in wajib if nama in bacaan.hilang]
    if not kurang:
        return
    kolom = ", ".join(kurang)
    raise DaftarTidakTerbaca(
        f"{_tempat_lembar(berkas, bacaan.lembar)}: kolom {kolom} tidak ditemukan; pakai judul kolom seperti "
        "pada pegawai.xlsx yang dibuat skpbook siapkan."
    )


def _tempat_lembar(berkas: str, lembar: str) -> str:
    return berkas if lembar == LEMBAR_CSV else f"{berkas}, lembar {lembar}"


def _rakit(
    berkas: str, baris: Sequence[BarisPegawai], unit: Sequence[BarisUnit], tempat: Mapping[str, Tempat]
) -> Daftar:
    salah: list[str] = []
    orang = [_pegawai(satu, nomor, berkas, tempat, salah) for nomor, satu in enumerate(baris)]
    daftar_unit = [_unit(satu, nomor, berkas, tempat, salah) for nomor, satu in enumerate(unit)]
    kode: set[str] = set()
    for nomor, unit_satu in enumerate(daftar_unit):
        if unit_satu is not None and unit_satu.kode in kode:
            salah.append(
                f"{_di(berkas, tempat, f'unit[{nomor}].kode')}: kode unit “{unit_satu.kode}” sudah dipakai "
                "baris lain; satu unit satu kode."
            )
        elif unit_satu is not None:
            kode.add(unit_satu.kode)
    if kode:
        for nomor, satu in enumerate(orang):
            if satu is not None and satu.unit not in kode:
                salah.append(
                    f"{_di(berkas, tempat, f'pegawai[{nomor}].unit')}: kode unit “{satu.unit}” tidak ada di "
                    "lembar Unit; tambahkan unitnya atau betulkan kodenya."
                )
    if salah:
        raise DaftarTidakTerbaca("\n".join(salah))
    if not kode:
        nama_unit = dict.fromkeys(satu.unit for satu in orang if satu is not None)
        daftar_unit = [Unit(kode=satu, nama=satu) for satu in nama_unit]
    return Daftar(
        berkas=berkas,
        pegawai=tuple(satu for satu in orang if satu is not None),
        unit=tuple(satu for satu in daftar_unit if satu is not None),
        tempat=tempat,
    )


def _pegawai(
    baris: BarisPegawai, nomor: int, berkas: str, tempat: Mapping[str, Tempat], salah: list[str]
) -> Pegawai | None:
    jalur = f"pegawai[{nomor}]"
    awal = len(salah)
    for medan, nama in _WAJIB:
        if not getattr(baris, medan):
            salah.append(f"{_di(berkas, tempat, f'{jalur}.{medan}')}: {nama} masih kosong; isi selnya.")
    jenis = _pilih(JenisPegawai, baris.jenis, berkas, tempat, f"{jalur}.jenis", "jenis pegawai", salah)
    keluarga = _pilih(
        Keluarga, baris.keluarga, berkas, tempat, f"{jalur}.keluarga", "kelompok formulir", salah
    )
    pendekatan = Pendekatan.KUANTITATIF
    if baris.pendekatan:
        pilih = _pilih(
            Pendekatan, baris.pendekatan, berkas, tempat, f"{jalur}.pendekatan", "pendekatan", salah
        )
        pendekatan = pilih or pendekatan
    tugas = baris.tugas_belajar
    if tugas and tugas not in ("Ya", "Tidak"):
        salah.append(
            f"{_di(berkas, tempat, f'{jalur}.tugas_belajar')}: tugas belajar berisi “{tugas}”; isi Ya atau "
            "Tidak."
        )
    if len(salah) > awal or jenis is None or keluarga is None:
        return None
    return Pegawai(
        nip=bersihkan(baris.nip or ""),
        nama=baris.nama or "",
        jenis=jenis,
        unit=baris.unit or "",
        jabatan=baris.jabatan or "",
        keluarga=keluarga,
        pendekatan=pendekatan,
        golongan=baris.golongan,
        jenjang=baris.jenjang,
        atasan=bersihkan(baris.atasan) if baris.atasan else None,
        penilai_luar=baris.penilai_luar,
        jabatan_penilai_luar=baris.jabatan_penilai_luar,
        tim=baris.tim,
        tugas_belajar=tugas == "Ya",
        status=baris.status,
        bkn_id=baris.bkn_id,
    )


def _unit(
    baris: BarisUnit, nomor: int, berkas: str, tempat: Mapping[str, Tempat], salah: list[str]
) -> Unit | None:
    if not baris.kode or not baris.nama:
        medan = "nama" if baris.kode else "kode"
        salah.append(
            f"{_di(berkas, tempat, f'unit[{nomor}].{medan}')}: {medan} unit masih kosong; isi selnya."
        )
        return None
    return Unit(
        kode=baris.kode,
        nama=baris.nama,
        induk=baris.induk,
        surel=baris.surel,
        penghubung=baris.penghubung,
        unor_id=baris.unor_id,
    )


def _pilih(
    jenis: Any,
    teks: str | None,
    berkas: str,
    tempat: Mapping[str, Tempat],
    jalur: str,
    nama: str,
    salah: list[str],
) -> Any:
    try:
        return jenis(teks)
    except ValueError:
        pilihan = ", ".join(satu.value for satu in jenis)
        isi = f"berisi “{teks}”" if teks else "masih kosong"
        salah.append(f"{_di(berkas, tempat, jalur)}: {nama} {isi}; isi salah satu dari {pilihan}.")
        return None


def _di(berkas: str, tempat: Mapping[str, Tempat], jalur: str) -> str:
    """Where a field stands, or its row where the file has no such column."""
    ada = tempat.get(jalur) or tempat.get(jalur.rpartition(".")[0])
    return f"{_tempat_lembar(berkas, ada.lembar)}, sel {ada.sel}" if ada else berkas


def tulis_daftar(
    katalog: Katalog, pegawai: Sequence[Pegawai], unit: Sequence[Unit], dibuat: datetime, kunci: bytes
) -> bytes:
    """pegawai.xlsx with its validations, filled with what is known; nothing in it is locked."""
    from skpbook.forms.write import Pesanan, tulis_buku

    isi: dict[str, Any] = {}
    if pegawai:
        isi["daftar-pegawai"] = TabelPegawai(pegawai=tuple(_baris(satu) for satu in pegawai))
    if unit:
        isi["daftar-unit"] = TabelUnit(
            unit=tuple(
                BarisUnit(
                    kode=satu.kode,
                    nama=satu.nama,
                    induk=satu.induk,
                    surel=satu.surel,
                    penghubung=satu.penghubung,
                    unor_id=satu.unor_id,
                )
                for satu in unit
            )
        )
    paket = katalog.paket_untuk("daftar", None, None)
    return tulis_buku(katalog, Pesanan(paket=paket, isi=isi, dibuat=dibuat, kunci=kunci, bebas=True))


def _baris(orang: Pegawai) -> BarisPegawai:
    return BarisPegawai(
        nip=orang.nip,
        nama=orang.nama,
        jenis=orang.jenis.value,
        unit=orang.unit,
        jabatan=orang.jabatan,
        keluarga=orang.keluarga.value,
        pendekatan=orang.pendekatan.value,
        golongan=orang.golongan,
        jenjang=orang.jenjang,
        atasan=orang.atasan,
        penilai_luar=orang.penilai_luar,
        jabatan_penilai_luar=orang.jabatan_penilai_luar,
        tim=orang.tim,
        tugas_belajar="Ya" if orang.tugas_belajar else "Tidak",
        status=orang.status,
        bkn_id=orang.bkn_id,
    )
