"""Sasaran Kinerja Pegawai (Permen PANRB 6/2022 Pasal 9-15; forms of the BKN guide) and its lampiran.

Texts are as the person typed them, trimmed. Choices recognised by the form are in canonical spelling;
an unknown choice stays as typed, so that a rule can show it. Nothing here is computed.
"""

from __future__ import annotations

import re
from typing import TypeVar

from msgspec import Struct

T = TypeVar("T")

_RANGKAP = re.compile(
    r"\s*(?:plt|plh|pjs?|pelaksana\s+(?:tugas|harian)|penjabat(?:\s+sementara)?)(?=[.\s])", re.IGNORECASE
)


class Identitas(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The five-row block of a form. NIP as text; the penilai of a JPT may have none."""

    nama: str | None = None
    nip: str | None = None
    pangkat_golongan: str | None = None
    jabatan: str | None = None
    unit_kerja: str | None = None


class Pengesahan(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Places, dates and names under a form. Dates as ISO text where recognised, else as typed."""

    tempat_pegawai: str | None = None
    tanggal_pegawai: str | None = None
    tempat_penilai: str | None = None
    tanggal_penilai: str | None = None
    nama_pegawai: str | None = None
    nip_pegawai: str | None = None
    nama_penilai: str | None = None
    nip_penilai: str | None = None


class Iki(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Indikator kinerja individu: one row. Kualitatif: `indikator` is the whole sentence, no target.

    `aspek` (JA/JF kuantitatif) and `perspektif` (JPT/PUKM) as the forms give them.
    """

    indikator: str | None = None
    target: str | None = None
    aspek: str | None = None
    perspektif: str | None = None


class HasilKerja(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One rencana hasil kerja with its indicators; `rencana` keeps its "(penugasan dari …)" tail.

    `rhk_pimpinan` is the RHK pimpinan yang diintervensi (JA/JF kuantitatif). `kategori` is only used on the
    form for tugas belajar: "Hasil Evaluasi Akademik", "Ketepatan Waktu Kelulusan" or "Penugasan Lain".
    """

    nomor: str | None = None
    rencana: str | None = None
    rhk_pimpinan: str | None = None
    kategori: str | None = None
    iki: tuple[Iki, ...] = ()


class PerilakuKerja(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One of the seven BerAKHLAK rows: name, fixed guidance, the leader's special expectation."""

    nilai: str | None = None
    panduan: str | None = None
    ekspektasi: str | None = None


class StudiTugasBelajar(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What decides which IPK table applies (deck BKD NTT, "SKP tugas belajar")."""

    jalur: str | None = None
    jenjang: str | None = None
    akreditasi_institusi: str | None = None
    akreditasi_prodi: str | None = None
    perguruan_tinggi: str | None = None
    program_studi: str | None = None
    semester: str | None = None


class Skp(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="jenis", tag="skp"):
    """One SKP sheet of any of the four families, or of tugas belajar (then `studi` is set).

    `periode_penilaian` is the text beside PERIODE PENILAIAN; read it with `domain.periode.baca_rentang`.
    """

    instansi: str | None = None
    periode_penilaian: str | None = None
    pegawai: Identitas = Identitas()
    penilai: Identitas = Identitas()
    utama: tuple[HasilKerja, ...] = ()
    tambahan: tuple[HasilKerja, ...] = ()
    perilaku: tuple[PerilakuKerja, ...] = ()
    studi: StudiTugasBelajar | None = None
    pengesahan: Pengesahan = Pengesahan()

    def hasil_kerja(self) -> tuple[tuple[str, HasilKerja], ...]:
        """Every RHK with its field path: `("utama[0]", …)`, utama first."""
        return berjalur(self.utama, self.tambahan)


class LampiranSkp(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="jenis", tag="lampiran"):
    """Lampiran SKP: three numbered lists (Permen PANRB 6/2022 Pasal 11-13)."""

    instansi: str | None = None
    periode_penilaian: str | None = None
    pegawai: Identitas = Identitas()
    penilai: Identitas = Identitas()
    dukungan_sumber_daya: tuple[str, ...] = ()
    skema_pertanggungjawaban: tuple[str, ...] = ()
    konsekuensi: tuple[str, ...] = ()
    pengesahan: Pengesahan = Pengesahan()


def berjalur(utama: tuple[T, ...], tambahan: tuple[T, ...]) -> tuple[tuple[str, T], ...]:
    """Pair the items of both sections with their field paths."""
    return (
        *((f"utama[{i}]", satu) for i, satu in enumerate(utama)),
        *((f"tambahan[{i}]", satu) for i, satu in enumerate(tambahan)),
    )


def rangkap(jabatan: str | None) -> bool:
    """Whether a jabatan is held beside one's own: "Plt. Kepala Dinas", "Plh …", "Pj …", "Pelaksana Tugas …"."""
    return bool(jabatan and _RANGKAP.match(jabatan))
