"""K416: what a JPT/PUKM promises in his SKP is what his unit promised."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.isian import contoh_formulir
from skpbook.checks.kaskade.cocok import terdekat
from skpbook.checks.kaskade.graf import Rhk, graf
from skpbook.checks.nama_hasil import nama_hasil
from skpbook.checks.registry import aturan
from skpbook.domain.pegawai import Keluarga
from skpbook.domain.teks import normal_rencana
from skpbook.domain.temuan import Temuan, Tingkat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from skpbook.checks.konteks import Konteks
    from skpbook.domain.tempat import Rujukan

_BUKAN_PERJANJIAN = re.compile(r"\b(?:direktif|rencana aksi|inisiatif strategis)\b", re.I)
"""RHK from elsewhere: direktif and rencana aksi stand beside the perjanjian kinerja (BKN guide, Tahap 2)."""


def asal_perjanjian(konteks: Konteks, rhk: Rhk) -> Rujukan | None:
    """The cell of the unit's perjanjian kinerja (or of a unit above it) that an RHK or an IKI of it repeats."""
    for unit in _unit_ke_atas(konteks, rhk.nip):
        janji = _janji(konteks).get(unit, {})
        for nama, _ in nama_hasil(rhk.hasil):
            if nama in janji:
                return janji[nama][1]
    return None


def _unit_ke_atas(konteks: Konteks, nip: str) -> list[str]:
    orang = konteks.daftar.menurut_nip.get(nip)
    kode = orang.unit if orang else None
    jalan: list[str] = []
    while kode and kode not in jalan:
        jalan.append(kode)
        unit = konteks.daftar.unit_menurut_kode.get(kode)
        kode = unit.induk if unit else None
    return jalan


def _janji(konteks: Konteks) -> Mapping[str, Mapping[str, tuple[str, Rujukan]]]:
    """Unit code -> normalised sasaran or indikator -> (as written, its cell)."""
    return konteks.sekali(_susun_janji)


def _susun_janji(konteks: Konteks) -> Mapping[str, Mapping[str, tuple[str, Rujukan]]]:
    peta: dict[str, dict[str, tuple[str, Rujukan]]] = {}
    for unit, kertas in konteks.perjanjian.items():
        for nomor, satu in enumerate(kertas.isi.sasaran):
            for bidang in ("sasaran", "indikator"):
                teks: str | None = getattr(satu, bidang)
                if teks and (kunci := normal_rencana(teks)):
                    tempat = kertas.dokumen.rujukan(f"sasaran[{nomor}].{bidang}")
                    peta.setdefault(unit, {}).setdefault(kunci, (teks, tempat))
    return peta


@aturan(
    "K416",
    Tingkat.PERINGATAN,
    "RHK pimpinan tidak berasal dari perjanjian kinerja",
    dasar="Panduan BKN Tahap 1-2: rencana hasil kerja utama JPT dan pimpinan unit kerja mandiri bersumber dari "
    "perjanjian kinerja, renstra, dan rencana kerja tahunan; selain itu direktif dan rencana aksi.",
    penjelasan="Setiap rencana hasil kerja utama JPT/PUKM, atau salah satu indikatornya, dicari pada sasaran dan "
    "indikator perjanjian kinerja unitnya (atau unit di atasnya). Yang diturunkan dari matriks pimpinannya, dan "
    "yang menyebut direktif, rencana aksi, atau inisiatif strategis, tidak diperiksa. Bila lembar perjanjian "
    "kinerja unit belum masuk, tidak ada yang dibandingkan.",
    salah="RHK “Meningkatnya minat baca masyarakat” pada SKP kepala dinas kesehatan.",
    benar="RHK beserta indikatornya disalin dari perjanjian kinerja dinas.",
)
def tanpa_perjanjian(konteks: Konteks) -> Iterator[Temuan]:
    semua = graf(konteks)
    for rhk in semua.rhk:
        orang = rhk.kertas.pegawai
        janji = _janji(konteks).get(orang.unit, {}) if orang else {}
        if orang is None or orang.keluarga is not Keluarga.JPT_PUKM or not rhk.utama or not janji:
            continue
        rencana = rhk.hasil.rencana or ""
        if contoh_formulir(rencana) or _BUKAN_PERJANJIAN.search(rencana) or semua.naik[rhk.nomor]:
            continue
        if asal_perjanjian(konteks, rhk) is not None:
            continue
        calon = [(kunci, satu) for kunci, satu in janji.items()]
        mirip = terdekat(normal_rencana(rencana), calon, konteks.ambang)
        yield temuan(
            "K416",
            "Rencana hasil kerja ini tidak ada dalam perjanjian kinerja unit.",
            dokumen=rhk.kertas.dokumen,
            jalur=f"{rhk.jalur}.rencana",
            daftar=konteks.daftar,
            pegawai=orang,
            ditemukan=rencana,
            saran=mirip.kalimat(mirip.calon[0])
            if mirip
            else "Sesuaikan dengan perjanjian kinerja, atau lengkapi lembar perjanjian kinerja unit.",
            kaitan=mirip.calon[1] if mirip else next(iter(janji.values()))[1],
        )
