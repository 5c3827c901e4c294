"""The two five-row blocks PEGAWAI YANG DINILAI and PEJABAT PENILAI KINERJA, side by side."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from skpbook.forms.blocks import rows
from skpbook.forms.definition import Baris, Identitas, SelBaris

if TYPE_CHECKING:
    from skpbook.forms.layout import Pena

_BARIS = (
    ("NAMA", "nama"),
    ("NIP", "nip"),
    ("PANGKAT/ GOL. RUANG", "pangkat_golongan"),
    ("JABATAN", "jabatan"),
    ("UNIT KERJA", "unit_kerja"),
)


@lru_cache(maxsize=64)
def susunan_baris(bagian: Identitas) -> Baris:
    no1, label1, isi1, no2, label2, isi2 = bagian.kolom
    awal1, akhir1 = label1.split(":")[0], isi1.split(":")[-1]
    awal2, akhir2 = label2.split(":")[0], isi2.split(":")[-1]
    kepala = (
        SelBaris(k=no1, teks="NO", gaya="kepala"),
        SelBaris(k=f"{awal1}:{akhir1}", teks="PEGAWAI YANG DINILAI", gaya="kepala"),
        SelBaris(k=no2, teks="NO", gaya="kepala"),
        SelBaris(k=f"{awal2}:{akhir2}", teks="PEJABAT PENILAI KINERJA", gaya="kepala"),
    )
    isi = []
    for nomor, (nama, medan) in enumerate(_BARIS, start=1):
        kanan = nama
        if medan == "nip" and bagian.nip_penilai_opsional:
            kanan = "NIP (*opsional)"
        if medan == "unit_kerja":
            kanan = bagian.baris_kelima_penilai
        isi.append(
            (
                SelBaris(k=no1, teks=str(nomor)),
                SelBaris(k=label1, teks=nama),
                SelBaris(k=isi1, isi=f"pegawai.{medan}"),
                SelBaris(k=no2, teks=str(nomor)),
                SelBaris(k=label2, teks=kanan),
                SelBaris(k=isi2, isi=f"penilai.{medan}"),
            )
        )
    return Baris(baris=(kepala, *isi))


def susun(pena: Pena, bagian: Identitas, awalan: str) -> None:
    """Heading row and five rows."""
    rows.susun(pena, susunan_baris(bagian), awalan)


def label(bagian: Identitas) -> tuple[str, ...]:
    """Headings and row labels."""
    return rows.label(susunan_baris(bagian))


def jangkar(_bagian: Identitas) -> tuple[str, ...]:
    """The heading of the left block."""
    return ("PEGAWAI YANG DINILAI",)
