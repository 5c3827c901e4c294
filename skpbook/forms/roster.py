"""Daftar pegawai and unit: pegawai.xlsx (or CSV) in and out, by the same definitions as every form."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from skpbook.domain.nip import bersihkan
from skpbook.domain.pegawai import Daftar, JenisPegawai, Keluarga, Pegawai, Pendekatan, Unit
from skpbook.forms.catalog import Katalog, muat_katalog
from skpbook.forms.grid import Kisi, buka_kisi
from skpbook.forms.read import baca_lembar
from skpbook.forms.tables import BarisPegawai, BarisUnit, TabelPegawai, TabelUnit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from skpbook.domain.tempat import Tempat

_WAJIB = (
    ("nama", "nama pegawai"),
    ("unit", "kode unit"),
    ("jabatan", "jabatan"),
)


class DaftarTidakTerbaca(Exception):
    """The roster cannot be used; one sentence a line, each with its cell."""


def baca_daftar(data: bytes, berkas: str) -> Daftar:
    """The roster from pegawai.xlsx (any workbook format) or a CSV with the same headings.

    NIPs stay as typed but for blanks and marks; what rules judge (I101-I114) is not judged here.
    Raises DaftarTidakTerbaca when rows cannot stand for a person at all.
    """
    katalog = muat_katalog()
    kisi = _kisi_csv(data, berkas) if berkas.lower().endswith(".csv") else _kisi_buku(data, berkas)
    definisi_pegawai = katalog.definisi["daftar-pegawai"]
    lembar_pegawai = _cari(kisi, definisi_pegawai.lembar) or kisi[0]
    tabel = baca_lembar(lembar_pegawai, katalog, definisi_pegawai)
    if "NIP/NI PPPK" in tabel.hilang or "NAMA" in tabel.hilang:
        raise DaftarTidakTerbaca(
            f"{berkas}, lembar {lembar_pegawai.nama}: kolom NIP/NI PPPK dan NAMA tidak ditemukan; "
            "pakai kepala kolom seperti pada pegawai.xlsx yang dibuat skpbook siapkan."
        )
    tempat = dict(tabel.tempat)
    lembar_unit = _cari(kisi, katalog.definisi["daftar-unit"].lembar)
    unit: tuple[BarisUnit, ...] = ()
    if lembar_unit is not None:
        isi_unit = baca_lembar(lembar_unit, katalog, katalog.definisi["daftar-unit"])
        tempat.update(isi_unit.tempat)
        tabel_unit: Any = isi_unit.isi
        unit = tabel_unit.unit
    tabel_pegawai: Any = tabel.isi
    return _rakit(berkas, tabel_pegawai.pegawai, unit, tempat)


def _rakit(
    berkas: str, baris: Sequence[BarisPegawai], unit: Sequence[BarisUnit], tempat: Mapping[str, Tempat]
) -> Daftar:
    salah: list[str] = []
    orang = [_pegawai(satu, nomor, berkas, tempat, salah) for nomor, satu in enumerate(baris)]
    daftar_unit = [_unit(satu, nomor, berkas, tempat, salah) for nomor, satu in enumerate(unit)]
    kode = {satu.kode for satu in daftar_unit if satu is not None}
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
            f"{_di(berkas, tempat, f'{jalur}.tugas_belajar')}: tugas belajar berisi “{tugas}”; isi Ya atau Tidak."
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
        kode=baris.kode, nama=baris.nama, induk=baris.induk, surel=baris.surel, penghubung=baris.penghubung
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
    ada = tempat.get(jalur)
    return f"{berkas}, lembar {ada.lembar}, sel {ada.sel}" if ada else berkas


def _cari(kisi: Sequence[Kisi], nama: str) -> Kisi | None:
    return next((satu for satu in kisi if satu.nama.strip().casefold() == nama.casefold()), None)


def _kisi_buku(data: bytes, berkas: str) -> list[Kisi]:
    try:
        kisi = [satu for satu in buka_kisi(data) if not satu.nama.startswith("_")]
    except Exception as salah:
        raise DaftarTidakTerbaca(
            f"{berkas} bukan buku kerja Excel yang utuh; simpan ulang sebagai .xlsx lalu coba lagi."
        ) from salah
    if not kisi:
        raise DaftarTidakTerbaca(f"{berkas} tidak mempunyai lembar; buat ulang dengan skpbook siapkan.")
    return kisi


def _kisi_csv(data: bytes, berkas: str) -> list[Kisi]:
    for sandi in ("utf-8-sig", "cp1252"):
        try:
            teks = data.decode(sandi)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise DaftarTidakTerbaca(f"{berkas}: bukan teks UTF-8; simpan ulang sebagai CSV UTF-8.")
    pemisah = ";" if teks.partition("\n")[0].count(";") > teks.partition("\n")[0].count(",") else ","
    baris = [list(satu) for satu in csv.reader(io.StringIO(teks), delimiter=pemisah)]
    return [Kisi(nama="Pegawai", baris=baris, gabungan=(), tampak=True)]


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
