"""Pure pandas frames from a Konteks: one row a pegawai, one row a pegawai who still owes something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from skpbook.checks.nilai import nilai
from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.forms.cell_text import utuh
from skpbook.recap.status import StatusPegawai, status

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from skpbook.checks.konteks import Konteks
    from skpbook.domain.pegawai import Daftar, Pegawai

KOLOM_PEGAWAI = (
    "nip",
    "nama",
    "jenis",
    "golongan",
    "jabatan",
    "unit_kode",
    "unit",
    "no_unit",
    "penilai_nip",
    "penilai",
    "status",
    "rating_hasil",
    "rating_perilaku",
    "predikat",
    "predikat_tertulis",
    "berbeda",
    "ganda",
    "capaian_unit",
    "catatan",
    "berkas_evaluasi",
    "ada_skp",
    "ada_mph",
    "ada_evaluasi",
    "perlu_mph",
)
"""Columns of `bingkai_pegawai`. No text is ""; `no_unit` is the unit's row number from 1."""

KOLOM_BELUM = (
    "unit",
    "penilai",
    "penilai_nip",
    "nama",
    "nip",
    "jabatan",
    "skp",
    "mph",
    "evaluasi",
    "keterangan",
)
"""Columns of `bingkai_belum`: each paper is "sudah", "BELUM" or "–" (not asked of this pegawai)."""

SUDAH, BELUM, TIDAK_PERLU = "sudah", "BELUM", "–"


def urutan_unit(daftar: Daftar) -> tuple[str, ...]:
    """Unit codes in the order of the roster; codes that only pegawai rows name come last."""
    kode = dict.fromkeys(satu.kode for satu in daftar.unit)
    kode.update(dict.fromkeys(orang.unit for orang in daftar.menurut_nip.values()))
    return tuple(kode)


def nama_unit(daftar: Daftar, kode: str) -> str:
    """The unit's name, or its code where the roster has no such unit."""
    unit = daftar.unit_menurut_kode.get(kode)
    return unit.nama if unit is not None else kode


def bingkai_pegawai(konteks: Konteks, periode: str | None, capaian: Mapping[str, str]) -> pd.DataFrame:
    """One row a pegawai of the roster (a NIP counts once), in the order of units, then of the roster.

    `periode` is a period code; `capaian` maps unit codes to their capaian kinerja organisasi.
    """
    daftar = konteks.daftar
    nomor = {kode: i for i, kode in enumerate(urutan_unit(daftar), start=1)}
    orang = sorted(daftar.menurut_nip.values(), key=lambda p: nomor[p.unit])
    baris = [
        _baris_pegawai(konteks, satu, periode, nomor[satu.unit], capaian.get(satu.unit, "")) for satu in orang
    ]
    return _bingkai(baris, KOLOM_PEGAWAI)


def bingkai_belum(
    pegawai: pd.DataFrame, temuan: Sequence[Temuan], tersangkut: Collection[str] = ()
) -> pd.DataFrame:
    """Who has not sent what: the rows of `bingkai_pegawai` that miss a paper, by unit, penilai and name.

    Pegawai dikecualikan owe nothing. `keterangan` names a file that came but was refused (a galat of
    family B), and
    an SKP in their name that came under a wrong NIP (`tersangkut`: the NIP of those).
    """
    ditolak: dict[str, list[str]] = {}
    for satu in temuan:
        if satu.kode.startswith("B") and satu.tingkat is Tingkat.GALAT and satu.nip and not satu.dikecualikan:
            ditolak.setdefault(satu.nip, []).append(f"{satu.berkas or 'berkas'}: {satu.kode}")
    baris: list[dict[str, object]] = []
    for p in pegawai.itertuples(index=False):
        kurang = (not p.ada_skp, bool(p.perlu_mph) and not p.ada_mph, not p.ada_evaluasi)
        if p.status == StatusPegawai.DIKECUALIKAN or not any(kurang):
            continue
        keterangan = [
            f"Berkas masuk tetapi bermasalah ({x})" for x in dict.fromkeys(ditolak.get(str(p.nip), ()))
        ]
        if kurang[0] and p.nip in tersangkut:
            keterangan.append("SKP atas namanya masuk dengan NIP yang salah")
        baris.append(
            {
                "unit": p.unit,
                "no_unit": p.no_unit,
                "penilai": p.penilai,
                "penilai_nip": p.penilai_nip,
                "nama": p.nama,
                "nip": p.nip,
                "jabatan": p.jabatan,
                "skp": BELUM if kurang[0] else SUDAH,
                "mph": BELUM if kurang[1] else SUDAH if p.perlu_mph else TIDAK_PERLU,
                "evaluasi": BELUM if kurang[2] else SUDAH,
                "keterangan": "; ".join(keterangan),
            }
        )
    bingkai = _bingkai(baris, ("no_unit", *KOLOM_BELUM))
    return bingkai.sort_values(["no_unit", "penilai", "nama"], kind="stable", ignore_index=True)[
        list(KOLOM_BELUM)
    ]


def _bingkai(baris: Sequence[Mapping[str, object]], kolom: Sequence[str]) -> pd.DataFrame:
    """A frame whose texts are as a cell holds them: pyarrow, which pandas uses where it is installed, refuses
    half of a surrogate pair.
    """
    isi = [{nama: utuh(satu) if isinstance(satu, str) else satu for nama, satu in b.items()} for b in baris]
    return pd.DataFrame(isi, columns=list(kolom))


def _baris_pegawai(
    konteks: Konteks, orang: Pegawai, periode: str | None, no_unit: int, capaian: str
) -> dict[str, object]:
    daftar = konteks.daftar
    penilaian = nilai(konteks.evaluasi.get((orang.nip, periode), ()) if periode else ())
    ada_skp = orang.nip in konteks.skp
    keadaan = status(orang, penilaian, ada_skp=ada_skp)
    catatan = list(penilaian.catatan)
    if keadaan is StatusPegawai.DINILAI and not ada_skp:
        catatan.append("SKP belum masuk.")
    if keadaan is StatusPegawai.DIKECUALIKAN:
        catatan.insert(0, f"Tidak dihitung: {orang.status}.")
    atasan = daftar.menurut_nip.get(orang.atasan) if orang.atasan else None
    return {
        "nip": orang.nip,
        "nama": orang.nama,
        "jenis": orang.jenis.value,
        "golongan": orang.golongan or "",
        "jabatan": orang.jabatan,
        "unit_kode": orang.unit,
        "unit": nama_unit(daftar, orang.unit),
        "no_unit": no_unit,
        "penilai_nip": orang.atasan or "",
        "penilai": atasan.nama if atasan is not None else orang.penilai_luar or "",
        "status": keadaan.value,
        "rating_hasil": penilaian.hasil.value if penilaian.hasil else "",
        "rating_perilaku": penilaian.perilaku.value if penilaian.perilaku else "",
        "predikat": penilaian.predikat.value if penilaian.predikat else "",
        "predikat_tertulis": penilaian.tertulis or "",
        "berbeda": penilaian.berbeda,
        "ganda": penilaian.ganda,
        "capaian_unit": capaian,
        "catatan": " ".join(catatan),
        "berkas_evaluasi": penilaian.dokumen.berkas if penilaian.dokumen is not None else "",
        "ada_skp": ada_skp,
        "ada_mph": orang.nip in konteks.mph,
        "ada_evaluasi": penilaian.dokumen is not None,
        "perlu_mph": orang.nip in daftar.bawahan,
    }
