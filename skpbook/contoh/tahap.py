"""The papers of one pegawai or unit of the sample at each stage, derived when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.contoh import susun, susun_evaluasi
from skpbook.domain.pegawai import Keluarga

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from skpbook.contoh.instansi import Instansi
    from skpbook.domain.dokumen import Isi


def tahap_skp(instansi: Instansi, nip: str) -> tuple[Isi, ...]:
    """SKP and lampiran; for JPT/PUKM also manual and workblock."""
    orang = instansi.orang[nip]
    isi: list[Isi] = [susun.skp(instansi, orang), susun.lampiran(instansi, orang)]
    if orang.pegawai.keluarga is Keluarga.JPT_PUKM:
        isi += [susun.manual(instansi, orang), susun.workblock(instansi, orang)]
    return tuple(isi)


def tahap_mph(instansi: Instansi, nip: str) -> tuple[Isi, ...]:
    """The matriks peran hasil of a leader."""
    return (susun.mph(instansi, instansi.orang[nip]),)


def tahap_evaluasi(instansi: Instansi, nip: str) -> tuple[Isi, ...]:
    """Hasil evaluasi, dokumen evaluasi and pendokumentasian of the period."""
    orang = instansi.orang[nip]
    return (
        susun_evaluasi.evaluasi(instansi, orang),
        susun_evaluasi.dokumen_evaluasi(instansi, orang),
        susun_evaluasi.rencana_aksi(instansi, orang),
    )


def tahap_perjanjian(instansi: Instansi, kode: str) -> tuple[Isi, ...]:
    """Perjanjian kinerja of a unit with its capaian."""
    return (susun.perjanjian(instansi, kode),)


TAHAP: Mapping[str, Callable[[Instansi, str], tuple[Isi, ...]]] = {
    "skp": tahap_skp,
    "mph": tahap_mph,
    "evaluasi": tahap_evaluasi,
    "perjanjian": tahap_perjanjian,
}
"""Stage -> its papers of one pegawai (NIP), of a unit (code) for the perjanjian."""
