"""The rows of the exported tables, one generator a table, values in the order of `skema_ekspor`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.checks.konteks import Konteks
from skpbook.checks.nilai import dikecualikan, nilai
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.pengecualian import pengecualian_atas
from skpbook.domain.periode import baca_tanggal
from skpbook.domain.skp import Skp
from skpbook.domain.teks import penugasan_dari
from skpbook.domain.temuan import Temuan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.checks.kertas import Kertas
    from skpbook.domain.dokumen import Dokumen
    from skpbook.domain.skp import HasilKerja

Sel = str | int | bool | date | None
Baris = tuple[Sel, ...]


class Bahan(Struct, frozen=True):
    """What is exported: a book as the rules see it, and what they found."""

    konteks: Konteks
    temuan: tuple[Temuan, ...]


def pegawai(bahan: Bahan) -> Iterator[Baris]:
    """The roster, a NIP once."""
    daftar = bahan.konteks.daftar
    for p in daftar.menurut_nip.values():
        unit = daftar.unit_menurut_kode.get(p.unit)
        yield (
            p.nip,
            p.nama,
            p.jenis.value,
            p.golongan,
            p.jenjang,
            p.jabatan,
            p.keluarga.value,
            p.pendekatan.value,
            p.unit,
            unit.nama if unit else None,
            unit.induk if unit else None,
            p.atasan,
            p.penilai_luar,
            p.tim,
            p.tugas_belajar,
            p.status,
            dikecualikan(p),
            p.bkn_id,
        )


def skp(bahan: Bahan) -> Iterator[Baris]:
    """Every SKP in force, a row an indicator."""
    for kertas in bahan.konteks.dari(Skp):
        bersama = (kertas.nip, _unit(kertas), *_tempat(kertas.dokumen))
        for jalur, hasil in kertas.isi.hasil_kerja():
            bagian, _, nomor = jalur.rstrip("]").partition("[")
            rhk = (bagian, int(nomor) + 1, hasil.rencana, hasil.rhk_pimpinan, _penugasan(hasil))
            awal = (*_sifat(kertas), *rhk)
            for urutan, iki in enumerate(hasil.iki):
                sel = kertas.dokumen.di(f"{jalur}.iki[{urutan}].indikator").sel
                yield (
                    *bersama,
                    sel,
                    *awal,
                    urutan + 1,
                    iki.indikator,
                    iki.target,
                    iki.aspek,
                    iki.perspektif,
                )
            if not hasil.iki:
                yield (*bersama, kertas.dokumen.di(f"{jalur}.rencana").sel, *awal, *[None] * 5)


def evaluasi(bahan: Bahan) -> Iterator[Baris]:
    """Every evaluation in force; of several of one pegawai and period one is counted."""
    konteks = bahan.konteks
    for kertas in konteks.dari(Evaluasi):
        isi = kertas.isi
        sendiri = nilai((kertas,))
        kunci = (kertas.nip or "", kertas.periode or "")
        semua = konteks.evaluasi.get(kunci, ())
        tanggal = isi.pengesahan.tanggal_penilai
        yield (
            kertas.nip,
            _unit(kertas),
            kertas.periode,
            *_tempat(kertas.dokumen),
            isi.capaian_organisasi,
            sendiri.hasil,
            sendiri.perilaku,
            sendiri.predikat,
            isi.predikat,
            kertas.pegawai is not None and nilai(semua).dokumen is kertas.dokumen,
            isi.penilai.nip,
            isi.penilai.nama,
            baca_tanggal(tanggal) if tanggal else None,
        )


def temuan(bahan: Bahan) -> Iterator[Baris]:
    """Findings in the order `periksa` gives them."""
    for t in bahan.temuan:
        lepas = pengecualian_atas(t, bahan.konteks.pengecualian)
        kaitan = (t.kaitan.berkas, t.kaitan.lembar, t.kaitan.sel) if t.kaitan else (None, None, None)
        yield (
            t.kode,
            t.tingkat.value,
            t.nip,
            t.nama,
            t.unit,
            t.periode,
            t.berkas,
            t.lembar,
            t.sel,
            t.pesan,
            t.ditemukan,
            t.seharusnya,
            t.saran,
            *kaitan,
            t.dikecualikan,
            *((lepas.alasan, lepas.oleh, lepas.pada) if lepas else (None, None, None)),
        )


def _unit(kertas: Kertas[Skp] | Kertas[Evaluasi]) -> str | None:
    return kertas.pegawai.unit if kertas.pegawai else kertas.dokumen.unit


def _tempat(dokumen: Dokumen) -> tuple[str, str, str]:
    return dokumen.berkas, dokumen.lembar, dokumen.formulir


def _sifat(kertas: Kertas[Skp]) -> Baris:
    dokumen = kertas.dokumen
    awal, akhir = kertas.rentang or (None, None)
    keluarga = dokumen.keluarga.value if dokumen.keluarga else None
    return keluarga, dokumen.pendekatan.value if dokumen.pendekatan else None, awal, akhir


def _penugasan(hasil: HasilKerja) -> str | None:
    return penugasan_dari(hasil.rencana) if hasil.rencana else None
