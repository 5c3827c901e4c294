"""Planted faults: samples/temuan.toml says who does what wrong and what must be found; here is how.

Faults stand in the source (`instansi_bercacat`), in a paper (`ubah_isi`), in the finished file (`mengisi`)
or in the daftar pegawai (`daftar_akhir`).
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from skpbook.contoh.instansi import Instansi
from skpbook.contoh.sumber import Hasil, Manual, Orang, Ukuran, folder_contoh
from skpbook.domain.pegawai import Daftar, JenisPegawai, Keluarga, Pegawai
from skpbook.domain.skp import LampiranSkp, Skp
from skpbook.forms.paths import taruh
from skpbook.regulation.label import Capaian, Perspektif, Rating

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from skpbook.domain.dokumen import Isi

T = TypeVar("T", bound=Struct)


class Ubah(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One field of one paper: what it says instead. Neither `nilai` nor `angka`: it was emptied.

    `di` is the kind of paper; "salinan" is the copy of the sheet that the fault makes (`salin-lembar`).
    """

    di: str
    jalur: str
    nilai: str | None = None
    angka: float | None = None


class Harapan(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A finding that must appear. `aturan`: only under that ruleset of the distribution."""

    nip: str | None = None
    berkas: str | None = None
    lembar: str | None = None
    sel: str | None = None
    kode: str | None = None
    aturan: str | None = None


class _Baris(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row added to the daftar pegawai."""

    nip: str
    nama: str
    unit: str
    jabatan: str
    golongan: str
    jenis: JenisPegawai = JenisPegawai.PNS
    keluarga: Keluarga = Keluarga.JA_JF
    jenjang: str | None = None
    atasan: str | None = None
    penilai_luar: str | None = None
    jabatan_penilai_luar: str | None = None

    def pegawai(self) -> Pegawai:
        """As a row of the roster."""
        return Pegawai(**msgspec.structs.asdict(self))


class Cacat(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One planted fault."""

    kode: str
    ulah: str
    nip: str | None = None
    unit: str | None = None
    tahap: str = "skp"
    cara: str = "isi"
    milik: str | None = None
    ubah: tuple[Ubah, ...] = ()
    tambah: tuple[_Baris, ...] = ()
    tidak_dikirim: tuple[str, ...] = ()
    temuan: tuple[Harapan, ...] = ()


class _Berkas(Struct, frozen=True, forbid_unknown_fields=True):
    cacat: tuple[Cacat, ...]


def muat_cacat() -> tuple[Cacat, ...]:
    """Every planted fault of samples/temuan.toml."""
    teks = (folder_contoh() / "temuan.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(teks), _Berkas).cacat


def ubah_isi(isi: T, ubah: Iterable[Ubah]) -> T:
    """A paper with the changed fields; numbers are left to the filler."""
    jenis = isi.__struct_config__.tag
    pohon: Any = msgspec.json.decode(msgspec.json.encode(isi))
    for satu in ubah:
        if satu.di == jenis and satu.angka is None:
            teks_daftar = satu.jalur.endswith("]")
            taruh(pohon, satu.jalur, (satu.nilai or "") if teks_daftar else satu.nilai)
    return msgspec.convert(_tanpa_lubang(pohon), type(isi))


def utama_ke_tambahan(isi: Isi) -> Isi:
    """S201: every RHK written under B. TAMBAHAN."""
    if not isinstance(isi, Skp):
        return isi
    return replace(isi, utama=(), tambahan=isi.utama + isi.tambahan)


def tambahan_ke_utama(isi: Isi) -> Isi:
    """K414: every RHK written under A. UTAMA."""
    if not isinstance(isi, Skp):
        return isi
    return replace(isi, utama=isi.utama + isi.tambahan, tambahan=())


def semester_satu(isi: Isi) -> Isi:
    """K413: papers of an SKP that ends in June."""
    if not isinstance(isi, Skp | LampiranSkp):
        return isi
    tahun = (isi.periode_penilaian or "")[-4:]
    return replace(isi, periode_penilaian=f"1 JANUARI SD 30 JUNI TAHUN {tahun}")


def instansi_bercacat(asal: Instansi, cacat: Iterable[Cacat]) -> Instansi:
    """The instansi with the faults that stand in the source of several papers."""
    orang, unit = dict(asal.orang), dict(asal.unit)
    for satu in cacat:
        if satu.cara in _SUMBER:
            _SUMBER[satu.cara](satu, orang, unit)
    return Instansi(
        nama=asal.nama,
        tahun=asal.tahun,
        jenis_periode=asal.jenis_periode,
        periode=asal.periode,
        unit=unit.values(),
        orang=orang.values(),
    )


def daftar_akhir(awal: Daftar, cacat: Iterable[Cacat]) -> Daftar:
    """The roster when the book is checked: rows added wrongly, a row removed, a family put right."""
    pegawai = list(awal.pegawai)
    for satu in cacat:
        if satu.tahap == "daftar":
            pegawai.extend(baris.pegawai() for baris in satu.tambah)
        elif satu.cara == "tidak-terdaftar":
            pegawai = [orang for orang in pegawai if orang.nip != satu.nip]
        elif satu.cara == "keluarga-lain":
            pegawai = [
                replace(orang, keluarga=Keluarga.JA_JF) if orang.nip == satu.nip else orang
                for orang in pegawai
            ]
    return replace(awal, pegawai=tuple(pegawai))


def _keluarga_lain(satu: Cacat, orang: dict[str, Orang], _unit: dict[str, Any]) -> None:
    """I115: this JA/JF has the papers of a JPT/PUKM, complete in themselves."""
    asal = orang[satu.nip or ""]
    perspektif = iter((*Perspektif, *Perspektif, *Perspektif))

    def hasil(lama: Hasil) -> Hasil:
        ukuran = tuple(
            replace(ukuran, aspek=None, perspektif=next(perspektif).value) for ukuran in lama.ukuran
        )
        return replace(lama, ukuran=ukuran, manual=tuple(_manual(ukuran) for ukuran in lama.ukuran))

    orang[asal.pegawai.nip] = replace(
        asal,
        pegawai=replace(asal.pegawai, keluarga=Keluarga.JPT_PUKM),
        utama=tuple(hasil(lama) for lama in asal.utama),
        tambahan=tuple(hasil(lama) for lama in asal.tambahan),
    )


def _manual(ukuran: Ukuran) -> Manual:
    return Manual(
        tujuan=f"Mengetahui {ukuran.indikator[:1].lower()}{ukuran.indikator[1:]}",
        definisi=f"{ukuran.indikator} selama setahun.",
        formula="Jumlah yang tercatat",
        satuan="Sesuai target",
        kendali="Output kendali rendah",
        sumber="Laporan bulanan",
        pelaporan="Triwulanan",
    )


def _tidak_terdaftar(satu: Cacat, orang: dict[str, Orang], _unit: dict[str, Any]) -> None:
    """I105: someone who is in the roster only as long as the templates are made."""
    for baris in satu.tambah:
        ukuran = Ukuran(
            indikator="Jumlah telaahan kebijakan kepegawaian",
            target="6 telaahan",
            aspek="Kuantitas",
            realisasi="2 telaahan berdasarkan agenda naskah dinas",
        )
        orang[baris.nip] = Orang(
            pegawai=baris.pegawai(),
            utama=(Hasil(rencana="Tersusunnya telaahan kebijakan kepegawaian", ukuran=(ukuran,)),),
            nilai=(Rating.SESUAI, Rating.SESUAI),
        )


def _tanpa_pendukung(satu: Cacat, orang: dict[str, Orang], _unit: dict[str, Any]) -> None:
    """K407: one RHK more than is handed on."""
    asal = orang[satu.nip or ""]
    ukuran = Ukuran(
        indikator="Persentase aset yang tercatat",
        target="100%",
        aspek="Kuantitas",
        realisasi="35% berdasarkan kartu inventaris barang",
    )
    tambahan = Hasil(rencana="Tertibnya pengelolaan aset Dinas Kesehatan", ukuran=(ukuran,), dari=6)
    orang[asal.pegawai.nip] = replace(asal, tambahan=(*asal.tambahan, tambahan))


def _capaian_naik(satu: Cacat, _orang: dict[str, Orang], unit: dict[str, Any]) -> None:
    """P601: a capaian that the ratings of the unit do not follow."""
    asal = unit[satu.unit or ""]
    unit[asal.unit.kode] = replace(asal, perjanjian=replace(asal.perjanjian, capaian=Capaian.BAIK))


def _terlalu_banyak(satu: Cacat, orang: dict[str, Orang], _unit: dict[str, Any]) -> None:
    """P602: two people of the unit who were rated Baik are rated at the top."""
    baik = [nip for nip, asal in orang.items() if asal.pegawai.unit == satu.unit and _campuran(asal)]
    for nip in baik[:2]:
        orang[nip] = replace(orang[nip], nilai=(Rating.DI_ATAS, Rating.DI_ATAS))


def _berbunyi_kegiatan(satu: Cacat, orang: dict[str, Orang], _unit: dict[str, Any]) -> None:
    """S214: a peran that the leader words as an activity, so that matrix and SKP agree on it."""
    asal = orang[satu.nip or ""]
    (ubah,) = satu.ubah
    pertama = replace(asal.utama[0], rencana=ubah.nilai or "")
    orang[asal.pegawai.nip] = replace(asal, utama=(pertama, *asal.utama[1:]))


def _kepala_di_bawah(satu: Cacat, orang: dict[str, Orang], _unit: dict[str, Any]) -> None:
    """E516: the head of a unit rated below, whatever the unit reached."""
    asal = orang[satu.nip or ""]
    orang[asal.pegawai.nip] = replace(asal, nilai=(Rating.DI_BAWAH, Rating.SESUAI))


def _dinilai_setahun(satu: Cacat, orang: dict[str, Orang], unit: dict[str, Any]) -> None:
    """E513: the unit's capaian of the year is known, so that one annual evaluation fits in."""
    asal = unit[orang[satu.nip or ""].pegawai.unit]
    unit[asal.unit.kode] = replace(
        asal, perjanjian=replace(asal.perjanjian, capaian_akhir=asal.perjanjian.capaian)
    )


def _semua_sama(satu: Cacat, orang: dict[str, Orang], _unit: dict[str, Any]) -> None:
    """P603: everyone of the unit rated alike."""
    for nip, asal in orang.items():
        if asal.pegawai.unit == satu.unit:
            orang[nip] = replace(asal, nilai=(Rating.SESUAI, Rating.SESUAI))


def _beban_tidak_habis(satu: Cacat, orang: dict[str, Orang], _unit: dict[str, Any]) -> None:
    """K410: a member of the leader has a smaller share than would be needed."""
    asal = orang[satu.milik or ""]
    ukuran = replace(asal.utama[0].ukuran[0], target="8 kabupaten/kota")
    pertama = replace(asal.utama[0], ukuran=(ukuran, *asal.utama[0].ukuran[1:]))
    orang[asal.pegawai.nip] = replace(asal, utama=(pertama, *asal.utama[1:]))


def _wilayah_ganda(satu: Cacat, orang: dict[str, Orang], _unit: dict[str, Any]) -> None:
    """K411: the leader shares out by region, and two members have the same one."""
    pimpinan, asal = orang[satu.nip or ""], orang[satu.milik or ""]
    orang[pimpinan.pegawai.nip] = replace(pimpinan, metode_mph=("Langsung - Wilayah",))
    rencana = asal.utama[0].rencana.replace("wilayah selatan", "wilayah utara dan wilayah selatan")
    orang[asal.pegawai.nip] = replace(asal, utama=(replace(asal.utama[0], rencana=rencana), *asal.utama[1:]))


def _campuran(orang: Orang) -> bool:
    return set(orang.nilai) == {Rating.DI_ATAS, Rating.SESUAI}


_SUMBER: Mapping[str, Callable[[Cacat, dict[str, Orang], dict[str, Any]], None]] = {
    "keluarga-lain": _keluarga_lain,
    "tidak-terdaftar": _tidak_terdaftar,
    "tanpa-pendukung": _tanpa_pendukung,
    "capaian-naik": _capaian_naik,
    "terlalu-banyak": _terlalu_banyak,
    "berbunyi-kegiatan": _berbunyi_kegiatan,
    "kepala-di-bawah": _kepala_di_bawah,
    "dinilai-setahun": _dinilai_setahun,
    "semua-sama": _semua_sama,
    "beban-tidak-habis": _beban_tidak_habis,
    "wilayah-ganda": _wilayah_ganda,
}


def _tanpa_lubang(pohon: Any) -> Any:
    """Skipped list places become empty items; emptied texts of a list are gone."""
    if isinstance(pohon, dict):
        return {nama: _tanpa_lubang(nilai) for nama, nilai in pohon.items()}
    if isinstance(pohon, list):
        return [{} if satu is None else _tanpa_lubang(satu) for satu in pohon if satu != ""]
    return pohon
