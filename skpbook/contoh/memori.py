"""A whole invented instansi as a konteks, without a file: every text of every paper has a cell of its own."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from skpbook.checks.jalur import teks_berjalur
from skpbook.checks.konteks import Konteks
from skpbook.contoh.tahap import TAHAP
from skpbook.domain.dokumen import Cap, Dokumen
from skpbook.domain.evaluasi import DokumenEvaluasi, Evaluasi
from skpbook.domain.mph import Mph
from skpbook.domain.strategi import PerjanjianKinerja
from skpbook.domain.tempat import Tempat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from skpbook.contoh.instansi import Instansi
    from skpbook.domain.dokumen import Isi
    from skpbook.domain.pegawai import Daftar

_AWALAN = {"skp": "SKP", "mph": "MPH", "evaluasi": "EVALUASI", "perjanjian": "PK"}
_DAFTAR = ("nip", "nama", "unit", "jabatan", "atasan")


def konteks_instansi(instansi: Instansi) -> Konteks:
    """Roster and every paper of everyone, as they should be."""
    return Konteks(
        daftar=daftar_bertempat(instansi.daftar()),
        dokumen=tuple(dokumen_instansi(instansi)),
        instansi=instansi.nama,
        tahun=instansi.tahun,
        jenis_periode=instansi.jenis_periode,
    )


def daftar_bertempat(daftar: Daftar) -> Daftar:
    """The roster with its cells: person i on row i + 2, unit i on row i + 2 of the other sheet."""
    tempat = {
        f"pegawai[{i}].{bidang}": Tempat("Pegawai", f"{kolom}{i + 2}")
        for i in range(len(daftar.pegawai))
        for kolom, bidang in zip("ABCDE", _DAFTAR, strict=True)
    }
    tempat |= {f"unit[{i}].kode": Tempat("Unit", f"A{i + 2}") for i in range(len(daftar.unit))}
    return replace(daftar, tempat=tempat)


def dokumen_instansi(instansi: Instansi) -> Iterator[Dokumen]:
    """Papers in the order in which they come in."""
    pelaku: Mapping[str, list[str]] = {
        "perjanjian": list(instansi.unit),
        "skp": list(instansi.orang),
        "mph": [satu.pegawai.nip for satu in instansi.pimpinan],
        "evaluasi": list(instansi.orang),
    }
    for tahap, semua in pelaku.items():
        for satu in semua:
            for isi in TAHAP[tahap](instansi, satu):
                yield _dokumen(instansi, tahap, satu, isi)


def _dokumen(instansi: Instansi, tahap: str, pelaku: str, isi: Isi) -> Dokumen:
    jenis = str(type(isi).__struct_config__.tag)
    unit = isinstance(isi, PerjanjianKinerja)
    orang = None if unit else instansi.orang[pelaku].pegawai
    berkeluarga = orang if orang is not None and not orang.tugas_belajar else None
    berkala = isinstance(isi, Evaluasi | DokumenEvaluasi)
    nip = None if unit else pelaku
    berkas = f"{_AWALAN[tahap]}_{pelaku}.xlsx"
    return Dokumen(
        berkas=berkas,
        hash=berkas,
        lembar=jenis,
        formulir=jenis,
        versi=1,
        isi=isi,
        tempat=_tempat(jenis, isi),
        keluarga=berkeluarga.keluarga if berkeluarga else None,
        pendekatan=berkeluarga.pendekatan if berkeluarga else None,
        nip=nip,
        unit=pelaku if unit else None,
        periode=instansi.periode if berkala else None,
        cap=Cap(formulir={jenis: 1}, nip=nip, unit=pelaku if unit else None),
    )


def _tempat(lembar: str, isi: Isi) -> Mapping[str, Tempat]:
    """Row by row down one column; peran under their own cell as the reader gives it."""
    jalur = [jalur for jalur, _ in teks_berjalur(isi)]
    if isinstance(isi, Mph):
        jalur += [f"anggota[{i}].peran[{k}]" for i in range(len(isi.anggota)) for k in range(len(isi.kolom))]
    return _peta(lembar, tuple(dict.fromkeys(jalur)))


@lru_cache(maxsize=4096)
def _peta(lembar: str, jalur: tuple[str, ...]) -> Mapping[str, Tempat]:
    """Filled copies of one template share theirs, as in a ledger."""
    return {satu: Tempat(lembar, f"C{baris}") for baris, satu in enumerate(jalur, start=1)}
