"""S213: who assigned a hasil kerja, where the form asks for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.isian import contoh_formulir, kosong
from skpbook.checks.kaskade.peran import peran_menurut_nama
from skpbook.checks.registry import aturan
from skpbook.domain.pegawai import Keluarga, Pendekatan
from skpbook.domain.skp import Skp
from skpbook.domain.teks import normal_rencana
from skpbook.domain.temuan import Temuan, Tingkat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.checks.kertas import Kertas
    from skpbook.checks.konteks import Konteks

_MENUGASKAN = re.compile(r"\b(?:penugasan|ditugaskan|ditugasi|tugas)\s+(?:dari|oleh)\b", re.I)
_JABATAN_DI_AKHIR = re.compile(
    r"[(\[][^()\[\]]*\b(?:pimpinan|kepala|ketua|tim kerja|direktur|sekretaris|deputi|inspektur|asisten|menteri"
    r"|gubernur|bupati|wali ?kota|camat|lurah|rektor|dekan)\b[^()\[\]]*[)\]]\s*\.?\s*$",
    re.I,
)


@aturan(
    "S213",
    Tingkat.PERINGATAN,
    "Rencana hasil kerja tidak menyebut pemberi penugasan",
    dasar="Formulir SKP JPT/PUKM (paparan BKD Sulsel: “disertai dengan Jabatan Pimpinan yang memberikan "
    "penugasan”) dan SKP JA/JF pendekatan kualitatif (panduan BKN: “disertai dengan Jabatan Pimpinan/Tim "
    "Kerja yang memberikan penugasan”).",
    penjelasan="Pada kedua formulir itu setiap rencana hasil kerja diakhiri “(penugasan dari …)”. Tidak "
    "dilaporkan bila rencana itu peran hasil pegawai dalam matriks peran hasil, karena matriks sudah "
    "menyebut pimpinannya; rencana JA/JF yang tidak ada dalam matriks yang sudah masuk dilaporkan K404. "
    "Bila tidak satu pun rencana menyebutnya, dilaporkan satu kali. Formulir JA/JF kuantitatif tidak "
    "memintanya.",
    salah="Meningkatnya kualitas pelayanan puskesmas",
    benar="Meningkatnya kualitas pelayanan puskesmas (Penugasan dari Kepala Dinas Kesehatan)",
)
def tanpa_pemberi_tugas(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(Skp):
        if not _diminta(konteks, kertas):
            continue
        rencana = [
            (f"{jalur}.rencana", hasil.rencana)
            for jalur, hasil in kertas.isi.hasil_kerja()
            if hasil.rencana and not kosong(hasil.rencana) and not contoh_formulir(hasil.rencana)
        ]
        peran = peran_menurut_nama(konteks, kertas.nip) if kertas.nip else {}
        lepas = [satu for satu in rencana if not _disebut(satu[1]) and normal_rencana(satu[1]) not in peran]
        semua = len(lepas) == len(rencana) > 1
        for jalur, teks in lepas[:1] if semua else lepas:
            yield temuan(
                "S213",
                f"Tidak satu pun dari {len(lepas)} rencana hasil kerja menyebut siapa yang menugaskan."
                if semua
                else "Rencana hasil kerja ini tidak menyebut siapa yang menugaskan.",
                dokumen=kertas.dokumen,
                jalur=jalur,
                daftar=konteks.daftar,
                pegawai=kertas.pegawai,
                ditemukan=teks,
                saran="Akhiri dengan “(penugasan dari …)”: jabatan pimpinan atau tim kerja yang menugaskan.",
            )


def _diminta(konteks: Konteks, kertas: Kertas[Skp]) -> bool:
    """Whether the form asks for it, and no other rule already speaks of where the RHK come from."""
    dokumen, orang = kertas.dokumen, kertas.pegawai
    if kertas.isi.studi is not None or dokumen.keluarga is None:
        return False
    if dokumen.keluarga is Keluarga.JPT_PUKM:
        return True
    if dokumen.pendekatan is not Pendekatan.KUALITATIF or orang is None:
        return False
    return orang.nip not in konteks.baris_mph and (orang.atasan or "") not in konteks.mph


def _disebut(rencana: str) -> bool:
    return bool(_MENUGASKAN.search(rencana) or _JABATAN_DI_AKHIR.search(rencana))
