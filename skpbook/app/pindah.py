"""Carry-over: what somebody filled in on an earlier version of a form, put into the current template.

What the program knows better now (identities from the roster, the RHK of the SKP in force, the leader's
columns) comes first; everything else is the person's own and stays his to change. Nothing is dropped: what no
longer has a counterpart stands behind what has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from msgspec.structs import replace

from skpbook.checks.kertas import beda_nip_cap
from skpbook.domain.evaluasi import (
    DokumenEvaluasi,
    Evaluasi,
    HasilDinilai,
    IkiDinilai,
    RencanaAksi,
)
from skpbook.domain.mph import BarisMph, KolomMph, Mph
from skpbook.domain.nip import bersihkan
from skpbook.domain.periode import baca_rentang
from skpbook.domain.skp import HasilKerja, Identitas, LampiranSkp, Pengesahan, Skp
from skpbook.domain.strategi import ManualSkp, WorkblockSkp
from skpbook.domain.teks import normal, normal_rencana
from skpbook.regulation.kuadran import predikat
from skpbook.regulation.label import kenali_rating

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from skpbook.domain.dokumen import Dokumen, Isi
    from skpbook.forms.catalog import Katalog


def isian_lama(
    katalog: Katalog, dokumen: Iterable[Dokumen], tahap: str, periode: str | None
) -> dict[str, dict[str, Isi]]:
    """What there is to carry over: NIP (a unit's code for a unit's papers) -> document kind -> content.

    Whoever has sent a sheet of an earlier version is there with all sheets of that workbook. `periode` is the
    code of the evaluations looked at.
    """
    kode = {kode for paket in katalog.umum.paket if paket.tahap == tahap for kode in paket.lembar}
    jenis = {satu: katalog.definisi[satu].dokumen for satu in kode}
    semua: dict[str, list[Dokumen]] = {}
    for satu in dokumen:
        siapa = satu.nip or satu.unit
        cocok = satu.formulir in jenis and periode in (None, satu.periode)
        if siapa and cocok and beda_nip_cap(satu.isi, satu.cap) is None:
            semua.setdefault(siapa, []).append(satu)
    hasil = {}
    for siapa, punya in semua.items():
        usang = [satu for satu in punya if versi_lama(katalog, satu)]
        if usang:
            urut = sorted(punya, key=lambda satu: satu.periode == usang[-1].periode)
            hasil[siapa] = {jenis[satu.formulir]: satu.isi for satu in urut}
    return hasil


def versi_lama(katalog: Katalog, dokumen: Dokumen) -> bool:
    """Whether a document came on an earlier version of a form there still is."""
    definisi = katalog.definisi.get(dokumen.formulir)
    return definisi is not None and dokumen.versi < definisi.versi


def pindahkan(isi: Mapping[str, Isi], lama: Mapping[str, Isi]) -> tuple[dict[str, Isi], dict[str, Isi]]:
    """What is known, and what is the person's own, both by document kind (`jenis`).

    `isi` is what the template would be prefilled with, `lama` what the person filled in.
    """
    dikenal: dict[str, Isi] = dict(isi)
    milik: dict[str, Isi] = {}
    for jenis, satu in lama.items():
        if jenis in isi:
            dikenal[jenis], milik[jenis] = _satu(isi[jenis], satu)
    return dikenal, _berpredikat(milik)


def _satu(isi: Any, lama: Any) -> tuple[Isi, Isi]:
    """One document: known and own, with the places of their lists side by side."""
    if isinstance(isi, Skp):
        isi, lama = _skp(isi, lama)
    elif isinstance(isi, Evaluasi):
        isi, lama = _evaluasi(isi, lama)
    elif isinstance(isi, Mph):
        isi, lama = _mph(isi, lama)
    if isinstance(isi, Skp | LampiranSkp | ManualSkp | WorkblockSkp | Mph | RencanaAksi):
        isi = _periode_sendiri(isi, lama)
    return isi, _tanpa_identitas(isi, lama)


def _periode_sendiri(isi: Any, lama: Any) -> Any:
    """A period of the person's own (a mutasi in March) is not overruled by the whole year."""
    sendiri = baca_rentang(lama.periode_penilaian or "")
    if sendiri is None or sendiri == baca_rentang(isi.periode_penilaian or ""):
        return isi
    return replace(isi, periode_penilaian=None)


def _tanpa_identitas(isi: Any, lama: Any) -> Isi:
    """Identities are the roster's, whole: a name of now beside a rank of then would be nobody."""
    ganti: dict[str, Any] = {}
    for medan in ("pegawai", "penilai", "atasan_penilai"):
        if getattr(isi, medan, Identitas()) != Identitas():
            ganti[medan] = Identitas()
    if getattr(isi, "pengesahan", Pengesahan()) != Pengesahan():
        ganti["pengesahan"] = replace(
            lama.pengesahan, nama_pegawai=None, nip_pegawai=None, nama_penilai=None, nip_penilai=None
        )
    return cast("Isi", replace(lama, **ganti))


def _skp(isi: Skp, lama: Skp) -> tuple[Skp, Skp]:
    """The person's RHK as he has them, then the peran hasil of the matrix that are none of them yet."""
    punya = {normal_rencana(satu.rencana) for _, satu in lama.hasil_kerja() if satu.rencana}
    baru = tuple(satu for satu in isi.utama if satu.rencana and normal_rencana(satu.rencana) not in punya)
    return replace(isi, utama=(*(HasilKerja() for _ in lama.utama), *baru)), lama


def _evaluasi(isi: Evaluasi, lama: Evaluasi) -> tuple[Evaluasi, Evaluasi]:
    """Realisasi and umpan balik beside the RHK and indicator they are of in the SKP in force, wherever the
    SKP has it now; then those it has no longer.
    """
    sisa = [*lama.utama, *lama.tambahan]
    seksi = [[_ambil_dinilai(satu, sisa) for satu in daftar] for daftar in (isi.utama, isi.tambahan)]
    tertinggal = {id(satu) for satu in sisa}
    utama, tambahan = (
        (*milik, *(satu for satu in daftar if id(satu) in tertinggal))
        for milik, daftar in zip(seksi, (lama.utama, lama.tambahan), strict=True)
    )
    return isi, replace(lama, utama=utama, tambahan=tambahan)


def _ambil_dinilai(acuan: HasilDinilai, sisa: list[HasilDinilai]) -> HasilDinilai:
    """The person's own of one RHK, taken out of `sisa`; an empty one where there is none."""
    rencana = normal_rencana(acuan.rencana or "")
    lama = next((satu for satu in sisa if normal_rencana(satu.rencana or "") == rencana), None)
    if lama is None:
        return HasilDinilai()
    sisa.remove(lama)
    pasangan = _pasangkan(
        [normal(satu.indikator or "") for satu in acuan.iki],
        [normal(satu.indikator or "") for satu in lama.iki],
    )
    return replace(lama, iki=tuple(IkiDinilai() if satu is None else lama.iki[satu] for satu in pasangan))


def _mph(isi: Mph, lama: Mph) -> tuple[Mph, Mph]:
    """Peran hasil under the column and beside the person they are of."""
    kolom = _pasangkan(
        [normal_rencana(satu.judul or "") for satu in isi.kolom],
        [normal_rencana(satu.judul or "") for satu in lama.kolom],
    )
    orang = _pasangkan([_siapa(satu) for satu in isi.anggota], [_siapa(satu) for satu in lama.anggota])

    def baris(nomor: int | None) -> BarisMph:
        if nomor is None:
            return BarisMph(peran=((),) * len(kolom))
        satu = lama.anggota[nomor]
        peran = tuple(() if k is None or k >= len(satu.peran) else satu.peran[k] for k in kolom)
        return replace(satu, peran=peran)

    return isi, replace(
        lama,
        kolom=tuple(KolomMph() if k is None else lama.kolom[k] for k in kolom),
        anggota=tuple(map(baris, orang)),
    )


def _siapa(baris: BarisMph) -> str:
    return bersihkan(baris.nip) if baris.nip else normal(baris.nama or "")


def _pasangkan(acuan: Sequence[str], lama: Sequence[str]) -> list[int | None]:
    """For every key of `acuan` the place of its first free equal in `lama`; then the places left over."""
    bebas: dict[str, list[int]] = {}
    for nomor, kunci in enumerate(lama):
        bebas.setdefault(kunci, []).append(nomor)
    hasil: list[int | None] = [bebas[kunci].pop(0) if bebas.get(kunci) else None for kunci in acuan]
    return [*hasil, *sorted(nomor for semua in bebas.values() for nomor in semua)]


def _berpredikat(milik: dict[str, Isi]) -> dict[str, Isi]:
    """What the predikat formulas show before they are calculated: the kuadran's, whatever was typed."""
    evaluasi = milik.get("evaluasi")
    if not isinstance(evaluasi, Evaluasi):
        return milik
    hasil, perilaku = (
        kenali_rating(evaluasi.rating_hasil or ""),
        kenali_rating(evaluasi.rating_perilaku or ""),
    )
    nilai = predikat(hasil, perilaku).value if hasil and perilaku else None
    milik["evaluasi"] = replace(evaluasi, predikat=nilai)
    if isinstance(dokumen := milik.get("dokumen-evaluasi"), DokumenEvaluasi):
        milik["dokumen-evaluasi"] = replace(dokumen, predikat=nilai)
    return milik
