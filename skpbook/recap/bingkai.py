"""Pure pandas frames from a Konteks: one row a pegawai, one row a pegawai who still owes something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from skpbook.checks.nilai import Sumber, nilai
from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.forms.cell_text import utuh
from skpbook.recap.status import KeadaanSkp, StatusPegawai, keadaan_skp, status

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
    "sumber",
    "skp",
    "jenjang",
    "keluarga",
    "no_opd",
    "peran",
)
"""Columns of `bingkai_pegawai`. No text is ""; `no_unit` and `no_opd` are row numbers from 1.

`skp` is a `KeadaanSkp`; `peran` counts the peran hasil in all matrices, -1 for who stands in none by right (no
atasan in the roster).
"""

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
    "no_unit",
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


def induk_unit(daftar: Daftar) -> Mapping[str, str]:
    """Unit code -> code of its topmost unit (the OPD), itself where there is none above or the units circle."""
    hasil: dict[str, str] = {}
    for kode in urutan_unit(daftar):
        atas, terlihat = kode, {kode}
        while (unit := daftar.unit_menurut_kode.get(atas)) and unit.induk and unit.induk not in terlihat:
            atas = unit.induk
            terlihat.add(atas)
        hasil[kode] = atas
    return hasil


def urutan_opd(daftar: Daftar) -> tuple[str, ...]:
    """Codes of the topmost units, in the order of the roster."""
    return tuple(dict.fromkeys(induk_unit(daftar).values()))


def bingkai_pegawai(konteks: Konteks, periode: str | None, capaian: Mapping[str, str]) -> pd.DataFrame:
    """One row a pegawai of the roster (a NIP counts once), in the order of units, then of the roster.

    `periode` is a period code; `capaian` maps unit codes to their capaian kinerja organisasi.
    """
    daftar = konteks.daftar
    nomor = {kode: i for i, kode in enumerate(urutan_unit(daftar), start=1)}
    nomor_opd = {kode: i for i, kode in enumerate(urutan_opd(daftar), start=1)}
    opd = {kode: nomor_opd[atas] for kode, atas in induk_unit(daftar).items()}
    orang = sorted(daftar.menurut_nip.values(), key=lambda p: nomor[p.unit])
    kolom: dict[str, list[object]] = {nama: [] for nama in KOLOM_PEGAWAI}
    for satu in orang:
        baris = _baris_pegawai(konteks, satu, periode, capaian.get(satu.unit, ""))
        baris |= {"no_unit": nomor[satu.unit], "no_opd": opd[satu.unit]}
        for nama, isi in kolom.items():
            isi.append(baris[nama])
    return _bingkai(kolom)


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
    bingkai = _bingkai({nama: [satu[nama] for satu in baris] for nama in KOLOM_BELUM})
    return bingkai.sort_values(["no_unit", "penilai", "nama"], kind="stable", ignore_index=True)


def _bingkai(kolom: Mapping[str, Sequence[object]]) -> pd.DataFrame:
    """A frame of Python objects, texts as a cell holds them: pyarrow, which pandas uses where it is installed,
    refuses half of a surrogate pair.
    """
    isi = {
        nama: pd.Series([utuh(satu) if isinstance(satu, str) else satu for satu in semua], dtype=object)
        for nama, semua in kolom.items()
    }
    return pd.DataFrame(isi, columns=list(kolom))


def _peran(konteks: Konteks, orang: Pegawai) -> int:
    if orang.atasan not in konteks.daftar.menurut_nip and orang.nip not in konteks.baris_mph:
        return -1
    return sum(
        len(sel)
        for mph, nomor in konteks.baris_mph.get(orang.nip, ())
        for sel in mph.isi.anggota[nomor].peran
    )


def _baris_pegawai(konteks: Konteks, orang: Pegawai, periode: str | None, capaian: str) -> dict[str, object]:
    daftar = konteks.daftar
    kunci = (orang.nip, periode or "")
    penilaian = nilai(konteks.evaluasi.get(kunci, ()), konteks.ekinerja.get(kunci))
    skp = keadaan_skp(konteks.skp_ekinerja.get(orang.nip), ada_berkas=orang.nip in konteks.skp)
    keadaan = status(orang, penilaian, skp)
    catatan = list(penilaian.catatan)
    if keadaan is StatusPegawai.DINILAI and skp is KeadaanSkp.BELUM:
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
        "ada_skp": skp is not KeadaanSkp.BELUM,
        "ada_mph": orang.nip in konteks.mph,
        "ada_evaluasi": penilaian.dokumen is not None or penilaian.sumber is Sumber.EKINERJA,
        "perlu_mph": orang.nip in daftar.bawahan,
        "sumber": penilaian.sumber.value if penilaian.sumber else "",
        "skp": skp.value,
        "jenjang": orang.jenjang or "",
        "keluarga": orang.keluarga.value,
        "peran": _peran(konteks, orang),
    }
