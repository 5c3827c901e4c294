"""BKN's reconciliation file of one year: who can be reported, who cannot and why. Nothing is invented.

Source: the column names of BKN's upload as two public applications write it; codes of the SIASN reference.
The official template itself has not been seen: which columns may stay empty is this program's own reading
(see `docs/keputusan.md`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.checks.nilai import Penilaian, dikecualikan, nilai
from skpbook.domain.ekinerja import JenisEkinerja
from skpbook.domain.nip import Nip, baca_nip, bersihkan
from skpbook.regulation.golongan import kenali_golongan
from skpbook.regulation.label import kode_bkn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from skpbook.checks.konteks import Konteks
    from skpbook.domain.ekinerja import LembarEkinerja
    from skpbook.domain.pegawai import Pegawai
    from skpbook.domain.skp import Identitas

KOLOM = (
    "PNS_DINILAI_ID", "UNOR_ID", "TAHUN", "HASIL_KERJA", "PERILAKU_KERJA", "PEGAWAI_ATASAN_UNOR_NAMA",
    "PENILAI_JABATAN_NM", "PENILAI_GOLONGAN_ID", "PENILAI_NAMA", "NIP_NIK_PENILAI",
    "STATUS_PENILAIAN(ASN/NON_ASN)",
)  # fmt: skip
_PANJANG_NIK = 16


class Penilai(Struct, frozen=True, kw_only=True):
    """The penilai as the file names him; None is what no source of ours tells."""

    nama: str | None
    nip: str | None
    jabatan: str | None
    golongan: str | None
    unit: str | None
    asn: bool


class BarisBkn(Struct, frozen=True, kw_only=True):
    """One row to report, in the order of `KOLOM`; None where a column that may be empty is unknown."""

    pns_dinilai_id: str
    unor_id: str | None
    tahun: int
    hasil_kerja: int
    perilaku_kerja: int
    penilai_unor_nama: str
    penilai_jabatan: str
    penilai_golongan_id: str | None
    penilai_nama: str
    penilai_nip: str | None
    status_penilai: str


class Keterangan(Struct, frozen=True, kw_only=True):
    """A pegawai with what is missing for his row, in sentences."""

    nip: str
    nama: str
    unit: str
    alasan: tuple[str, ...]


class HasilBkn(Struct, frozen=True, kw_only=True):
    """`baris` go out; `kurang` are among them with an empty column; `tidak_ditulis` are left out."""

    tahun: int
    baris: tuple[BarisBkn, ...]
    kurang: tuple[Keterangan, ...]
    tidak_ditulis: tuple[Keterangan, ...]


def susun_bkn(konteks: Konteks) -> HasilBkn:
    """The file of the context's year, from its annual evaluations (AKHIR), in the order of the roster."""
    periode = f"{konteks.tahun}-AKHIR"
    pengenal = id_pegawai(konteks.lembar_ekinerja)
    unor = _unor(konteks)
    baris: list[BarisBkn] = []
    kurang: list[Keterangan] = []
    tidak: list[Keterangan] = []
    for orang in konteks.daftar.menurut_nip.values():
        hasil = nilai(konteks.evaluasi.get((orang.nip, periode), ()))
        bkn_id = orang.bkn_id or pengenal.get(orang.nip)
        penilai = _penilai(konteks, orang, hasil)
        alasan = _halangan(orang, hasil, bkn_id, penilai)
        if alasan or bkn_id is None or hasil.hasil is None or hasil.perilaku is None:
            tidak.append(_keterangan(orang, alasan))
            continue
        rating = kode_bkn(hasil.hasil), kode_bkn(hasil.perilaku)
        unit = konteks.daftar.unit_menurut_kode.get(orang.unit)
        id_unor = (unit.unor_id if unit else None) or unor.get(orang.nip)
        satu = _baris(konteks.tahun, bkn_id, id_unor, rating, penilai)
        baris.append(satu)
        if alasan := _kekurangan(satu, penilai):
            kurang.append(_keterangan(orang, alasan))
    return HasilBkn(tahun=konteks.tahun, baris=tuple(baris), kurang=tuple(kurang), tidak_ditulis=tuple(tidak))


def id_pegawai(lembar: Iterable[LembarEkinerja]) -> Mapping[str, str]:
    """NIP -> BKN's person id, as far as Laporan Penilaian exports tell.

    The id of an atasan is a person's by its heading. Whether the column `id` is the pegawai's own is told by
    no heading: it is taken for that only where the exports bear it out (somebody stands in both columns
    with one id, nobody with two).
    """
    atasan: dict[str, set[str]] = {}
    sendiri: dict[str, set[str]] = {}
    for satu in lembar:
        if satu.jenis is not JenisEkinerja.PENILAIAN:
            continue
        for baris in satu.baris:
            if baris.atasan_nip and baris.atasan_id:
                atasan.setdefault(baris.atasan_nip, set()).add(baris.atasan_id)
            if baris.nip and baris.pegawai_id:
                sendiri.setdefault(baris.nip, set()).add(baris.pegawai_id)
    pasti = {nip: next(iter(ada)) for nip, ada in atasan.items() if len(ada) == 1}
    bersama = [nip for nip in sendiri if nip in pasti]
    terbukti = bool(bersama) and all(sendiri[nip] == {pasti[nip]} for nip in bersama)
    if terbukti and all(len(ada) == 1 for ada in sendiri.values()):
        return {nip: next(iter(ada)) for nip, ada in sendiri.items()} | pasti
    return pasti


def _unor(konteks: Konteks) -> Mapping[str, str]:
    """NIP -> unor id of the row that counts, the latest period of the year last."""
    awalan = f"{konteks.tahun}-"
    urut = sorted(kunci for kunci in konteks.ekinerja if kunci[1].startswith(awalan))
    peta = {}
    for nip, periode in urut:
        if unor := konteks.ekinerja[nip, periode].ini.baris.unor_id:
            peta[nip] = unor
    return peta


def _penilai(konteks: Konteks, orang: Pegawai, hasil: Penilaian) -> Penilai:
    """Who rated: the NIP on the evaluation, else the roster's atasan; what the roster knows of him first."""
    isi = hasil.dokumen.isi if hasil.dokumen else None
    blok: Identitas | None = getattr(isi, "penilai", None)
    dibaca = baca_nip(blok.nip) if blok and blok.nip else None
    nip = dibaca.angka if isinstance(dibaca, Nip) else None
    di_daftar = konteks.daftar.menurut_nip.get(nip or orang.atasan or "")
    if di_daftar is not None:
        unit = konteks.daftar.unit_menurut_kode.get(di_daftar.unit)
        return Penilai(
            nama=di_daftar.nama,
            nip=di_daftar.nip,
            jabatan=di_daftar.jabatan,
            golongan=di_daftar.golongan,
            unit=unit.nama if unit else None,
            asn=True,
        )
    return Penilai(
        nama=(blok.nama if blok else None) or orang.penilai_luar,
        nip=nip or _nik(blok.nip if blok else None),
        jabatan=(blok.jabatan if blok else None) or orang.jabatan_penilai_luar,
        golongan=blok.pangkat_golongan if blok else None,
        unit=blok.unit_kerja if blok else None,
        asn=nip is not None,
    )


def _nik(teks: str | None) -> str | None:
    """Sixteen digits written beside NIP: the NIK of a penilai who is no ASN."""
    angka = bersihkan(teks or "")
    return angka if len(angka) == _PANJANG_NIK and angka.isascii() and angka.isdigit() else None


def _halangan(orang: Pegawai, hasil: Penilaian, bkn_id: str | None, penilai: Penilai) -> list[str]:
    """Why a row cannot be written; empty when it can."""
    if hasil.dokumen is None:
        if dikecualikan(orang):
            return [f"Dikecualikan: {orang.status}."]
        return ["Evaluasi tahunan (AKHIR) belum masuk."]
    alasan = []
    if not bkn_id:
        alasan.append(
            "ID BKN (PNS_DINILAI_ID) tidak diketahui; isi kolom ID BKN di daftar pegawai atau impor "
            "Laporan Penilaian SKP dari e-Kinerja."
        )
    if hasil.hasil is None:
        alasan.append("Rating hasil kerja belum ada atau tidak dikenal.")
    if hasil.perilaku is None:
        alasan.append("Rating perilaku kerja belum ada atau tidak dikenal.")
    for isi, sebut in ((penilai.nama, "Nama"), (penilai.jabatan, "Jabatan"), (penilai.unit, "Unit kerja")):
        if not isi:
            alasan.append(f"{sebut} pejabat penilai kinerja tidak diketahui.")
    if penilai.asn and penilai.golongan is None:
        alasan.append("Golongan pejabat penilai kinerja tidak diketahui.")
    elif penilai.asn and kenali_golongan(penilai.golongan or "") is None:
        alasan.append(f"Golongan pejabat penilai kinerja “{penilai.golongan}” tidak dikenal.")
    return alasan


def _kekurangan(baris: BarisBkn, penilai: Penilai) -> list[str]:
    """What a written row leaves empty."""
    alasan = []
    if baris.unor_id is None:
        alasan.append(
            "UNOR_ID kosong: isi kolom ID UNOR di lembar Unit, atau impor Laporan Penilaian SKP e-Kinerja."
        )
    if baris.penilai_golongan_id is None and penilai.asn:
        alasan.append("PENILAI_GOLONGAN_ID kosong: BKN tidak mempunyai id golongan PPPK.")
    if baris.penilai_nip is None:
        alasan.append("NIP_NIK_PENILAI kosong: NIK penilai non-ASN tidak tertulis di evaluasinya.")
    return alasan


def _baris(tahun: int, bkn_id: str, unor: str | None, rating: tuple[int, int], penilai: Penilai) -> BarisBkn:
    golongan = kenali_golongan(penilai.golongan) if penilai.asn and penilai.golongan else None
    return BarisBkn(
        pns_dinilai_id=bkn_id,
        unor_id=unor,
        tahun=tahun,
        hasil_kerja=rating[0],
        perilaku_kerja=rating[1],
        penilai_unor_nama=penilai.unit or "",
        penilai_jabatan=penilai.jabatan or "",
        penilai_golongan_id=str(golongan.bkn_id) if golongan and golongan.bkn_id else None,
        penilai_nama=penilai.nama or "",
        penilai_nip=penilai.nip,
        status_penilai="ASN" if penilai.asn else "NON_ASN",
    )


def _keterangan(orang: Pegawai, alasan: list[str]) -> Keterangan:
    return Keterangan(nip=orang.nip, nama=orang.nama, unit=orang.unit, alasan=tuple(alasan))


def tulis_bkn(hasil: HasilBkn, berkas: Path) -> None:
    """The workbook BKN takes: one sheet, headings in row 1, ids and NIP as text. Raises OSError."""
    from skpbook.interop.buku import tulis_tabel

    baris = ([getattr(satu, nama) for nama in BarisBkn.__struct_fields__] for satu in hasil.baris)
    tulis_tabel(berkas, "REKON", KOLOM, baris)


def tulis_keterangan(hasil: HasilBkn, berkas: Path) -> None:
    """Who is left out and whose row has an empty column, each with why. Raises OSError."""
    from skpbook.interop.buku import tulis_tabel

    kelompok = (("Tidak ditulis", hasil.tidak_ditulis), ("Ditulis, ada kolom kosong", hasil.kurang))
    baris = (
        [sebut, satu.nip, satu.nama, satu.unit, " ".join(satu.alasan)]
        for sebut, semua in kelompok
        for satu in semua
    )
    tulis_tabel(
        berkas, "Keterangan", ("Keadaan", "NIP", "Nama", "Unit", "Alasan"), baris, (24, 22, 34, 16, 90)
    )
