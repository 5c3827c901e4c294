"""Hasil evaluasi, dokumen evaluasi (FORMAT D.1.1), pendokumentasian (Permen PANRB 6/2022; BKN guide)."""

from __future__ import annotations

from msgspec import Struct

from skpbook.domain.skp import Identitas, Pengesahan, berjalur


class IkiDinilai(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An IKI of the SKP with its realisasi and umpan balik.

    `kategori` (di atas / sesuai / di bawah) and `nada` (tone of the feedback) are the optional aid columns.
    """

    indikator: str | None = None
    target: str | None = None
    aspek: str | None = None
    perspektif: str | None = None
    realisasi: str | None = None
    umpan_balik: str | None = None
    kategori: str | None = None
    nada: str | None = None


class HasilDinilai(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An RHK as evaluated. `realisasi` and `umpan_balik` here are those written once for the whole RHK."""

    nomor: str | None = None
    rencana: str | None = None
    rhk_pimpinan: str | None = None
    realisasi: str | None = None
    umpan_balik: str | None = None
    iki: tuple[IkiDinilai, ...] = ()


class PerilakuDinilai(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One BerAKHLAK row with the feedback on it."""

    nilai: str | None = None
    panduan: str | None = None
    ekspektasi: str | None = None
    umpan_balik: str | None = None
    nada: str | None = None


class Evaluasi(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="jenis", tag="evaluasi"):
    """One Hasil Evaluasi sheet. `periode` is the text beside PERIODE ("TRIWULAN I").

    Ratings and predikat are canonical where recognised, else as typed.
    """

    instansi: str | None = None
    periode: str | None = None
    periode_penilaian: str | None = None
    pegawai: Identitas = Identitas()
    penilai: Identitas = Identitas()
    capaian_organisasi: str | None = None
    utama: tuple[HasilDinilai, ...] = ()
    tambahan: tuple[HasilDinilai, ...] = ()
    rating_hasil: str | None = None
    perilaku: tuple[PerilakuDinilai, ...] = ()
    rating_perilaku: str | None = None
    predikat: str | None = None
    pengesahan: Pengesahan = Pengesahan()

    def hasil_kerja(self) -> tuple[tuple[str, HasilDinilai], ...]:
        """Every RHK with its field path, utama first."""
        return berjalur(self.utama, self.tambahan)


class DokumenEvaluasi(
    Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="jenis", tag="dokumen-evaluasi"
):
    """FORMAT D.1.1: three identity blocks, capaian, predikat, catatan."""

    instansi: str | None = None
    periode: str | None = None
    periode_penilaian: str | None = None
    pegawai: Identitas = Identitas()
    penilai: Identitas = Identitas()
    atasan_penilai: Identitas = Identitas()
    capaian_organisasi: str | None = None
    predikat: str | None = None
    catatan: str | None = None
    pengesahan: Pengesahan = Pengesahan()


class BarisRencanaAksi(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One rencana aksi of one month with what became of it."""

    rencana: str | None = None
    indikator: str | None = None
    bulan: str | None = None
    rencana_aksi: str | None = None
    target: str | None = None
    realisasi: str | None = None
    capaian: str | None = None
    bukti_dukung: str | None = None
    tautan: str | None = None
    sumber: str | None = None


class RencanaAksi(
    Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="jenis", tag="rencana-aksi"
):
    """Pendokumentasian kinerja of one pegawai."""

    instansi: str | None = None
    periode_penilaian: str | None = None
    pegawai: Identitas = Identitas()
    penilai: Identitas = Identitas()
    baris: tuple[BarisRencanaAksi, ...] = ()
    pengesahan: Pengesahan = Pengesahan()
