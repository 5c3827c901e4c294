"""The people of the sample: each fills in the template that was made for him, with or without a fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from skpbook.contoh import berkas_rusak, susun_evaluasi
from skpbook.contoh.cacat import (
    Cacat,
    Ubah,
    semester_satu,
    tambahan_ke_utama,
    ubah_isi,
    utama_ke_tambahan,
)
from skpbook.contoh.isi import isi as isi_pelan
from skpbook.contoh.isi_cepat import isi_cepat
from skpbook.contoh.ketikan import Ketikan, Nilai, Salinan
from skpbook.contoh.mengetik import Lembaran, hasil_kurva, ketik_semua
from skpbook.contoh.selaras import padatkan, selaraskan
from skpbook.contoh.tahap import TAHAP
from skpbook.contoh.xlsx import Xlsx
from skpbook.domain.dokumen import Isi
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.mph import Mph
from skpbook.domain.skp import Skp
from skpbook.domain.strategi import PerjanjianKinerja
from skpbook.forms.stamp import LEMBAR as LEMBAR_CAP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from skpbook.contoh.instansi import Instansi
    from skpbook.forms.catalog import Katalog
    from skpbook.forms.definition import Paket

_BERKAS_SENDIRI = ("dua-versi", "dua-sama")
"""Faults whose changes stand in a further file, not in the one that counts."""

_SELURUHNYA: Mapping[str, Callable[[Isi], Isi]] = {
    "utama-ke-tambahan": utama_ke_tambahan,
    "tambahan-ke-utama": tambahan_ke_utama,
    "semester-satu": semester_satu,
}
"""Faults that change a paper as a whole."""

_JEDA = {"skp": 0, "mph": 1, "perjanjian": 0, "evaluasi": 0}


class Templat(Struct, frozen=True, kw_only=True):
    """A template as it was made: the file, and what was prefilled, by document kind."""

    nama: str
    data: bytes
    tahu: Mapping[str, Isi]


class Kiriman(Struct, frozen=True, kw_only=True):
    """A file that is about to come back: what is typed into which template, and what spoils it on its way.

    Without a `ketikan` the template's bytes are the file as it is.
    """

    nama: str
    templat: bytes
    ketikan: Ketikan | None = None
    rusak: str | None = None

    def data(self, *, cepat: bool) -> bytes:
        """The finished file, filled in by the fast filler or the patient one."""
        if self.ketikan is None:
            return self.templat
        pengisi = isi_cepat if cepat and not (self.ketikan.buang or self.ketikan.salin) else isi_pelan
        terisi = pengisi(self.templat, self.ketikan)
        return berkas_rusak.RUSAK[self.rusak](terisi) if self.rusak else terisi


class Pegawainya:
    """Everyone of an instansi with what each does wrong."""

    def __init__(
        self,
        katalog: Katalog,
        instansi: Instansi,
        cacat: Iterable[Cacat],
        skp_masuk: dict[str, Skp] | None = None,
        kunci: bytes = b"",
    ) -> None:
        self.katalog = katalog
        self.instansi = instansi
        self.kunci = kunci
        self.skp_masuk: dict[str, Skp] = {} if skp_masuk is None else skp_masuk
        self._cacat: dict[tuple[str, str], list[Cacat]] = {}
        self._tidak: set[tuple[str, str]] = set()
        for satu in cacat:
            pelaku = satu.nip or satu.unit
            if pelaku is not None:
                self._cacat.setdefault((satu.tahap, pelaku), []).append(satu)
                self._tidak |= {(tahap, pelaku) for tahap in satu.tidak_dikirim}

    def kirim(
        self, tahap: str, pelaku: str, templat: Templat, rekan: Callable[[str], Templat]
    ) -> Iterator[Kiriman]:
        """What a person (NIP) or unit (code) sends back for a template; nothing where he does not answer.

        `rekan` gives the template of a colleague.
        """
        if (tahap, pelaku) in self._tidak:
            return
        cacat = self._cacat.get((tahap, pelaku), [])
        caranya = {satu.cara: satu for satu in cacat}
        if "tidak-diisi" in caranya:
            yield Kiriman(nama=templat.nama, templat=templat.data)
            return
        ubah = [satu for masalah in cacat if masalah.cara not in _BERKAS_SENDIRI for satu in masalah.ubah]
        if "versi-lain" in caranya:
            lain = berkas_rusak.versi_lain(templat.data, self.kunci)
            templat = msgspec.structs.replace(templat, data=lain)
        pakai, tahu = templat, None
        if (salin := caranya.get("berkas-rekan")) is not None and salin.milik:
            pakai, tahu = rekan(salin.milik), salin.milik
        ketikan = self._ketik(tahap, pelaku, pakai, ubah, caranya, milik=tahu)
        if "salin-lembar" in caranya:
            ketikan = self._dengan_salinan(tahap, pelaku, pakai, ubah, ketikan)
        if (lama := caranya.get("dua-versi")) is not None:
            semula = self._ketik(tahap, pelaku, templat, lama.ubah, caranya, mundur=3)
            yield Kiriman(nama=_tambah(templat.nama, "_lama"), templat=templat.data, ketikan=semula)
        rusak = next((cara for cara in berkas_rusak.RUSAK if cara in caranya), None)
        nama = templat.nama if rusak != "makro" else _berakhiran(templat.nama, "xlsm")
        baik = Kiriman(nama=nama, templat=pakai.data, ketikan=ketikan, rusak=rusak)
        yield baik
        if "salinan" in caranya:
            yield msgspec.structs.replace(baik, nama=_tambah(templat.nama, "_kirim_ulang"))
        if (lain_isi := caranya.get("dua-sama")) is not None:
            kedua = self._ketik(tahap, pelaku, templat, lain_isi.ubah, caranya)
            yield Kiriman(nama=_tambah(templat.nama, "_revisi"), templat=templat.data, ketikan=kedua)
        for cara, (nama, data) in berkas_rusak.di_sampingnya(templat.nama).items():
            if cara in caranya:
                yield Kiriman(nama=nama, templat=data())

    def _ketik(
        self,
        tahap: str,
        pelaku: str,
        templat: Templat,
        ubah: Iterable[Ubah],
        caranya: Mapping[str, Cacat],
        *,
        milik: str | None = None,
        mundur: int = 0,
    ) -> Ketikan:
        paket = self._paket(tahap, milik or pelaku)
        bersih = self._bersih(tahap, pelaku)
        ubah = tuple(ubah)
        lembaran: dict[str, Lembaran] = {}
        for kode in paket.lembar:
            jenis = self.katalog.definisi[kode].dokumen
            tahu = templat.tahu.get(jenis)
            asal = selaraskan(bersih[jenis], None if milik else tahu)
            ingin: Isi = ubah_isi(asal, ubah)
            for cara, ubah_semua in _SELURUHNYA.items():
                if cara in caranya:
                    ingin = ubah_semua(ingin)
            if isinstance(ingin, Mph) and self._rapi(pelaku):
                ingin = _dengan_na(ingin)
            lembaran[kode] = Lembaran(tahu=tahu, bersih=asal if milik is None else tahu or asal, ingin=ingin)
        self._catat(pelaku, lembaran, mundur)
        ketikan = ketik_semua(
            self.katalog,
            paket,
            lembaran,
            paksa=self._paksa(paket, ubah),
            disimpan=self._saat(tahap, pelaku, mundur),
        )
        ketikan = self._dengan_kurva(ketikan, templat.data, lembaran)
        if "tanpa-cap" in caranya:
            ketikan = msgspec.structs.replace(ketikan, buang=(LEMBAR_CAP,))
        return ketikan

    def _dengan_salinan(
        self, tahap: str, pelaku: str, templat: Templat, ubah: Iterable[Ubah], asal: Ketikan
    ) -> Ketikan:
        """The first sheet once more in the same workbook, filled in as the changes of "salinan" say."""
        utama = self.katalog.definisi[self._paket(tahap, pelaku).lembar[0]]
        lain = [msgspec.structs.replace(satu, di=utama.dokumen) for satu in ubah if satu.di == "salinan"]
        kedua = self._ketik(tahap, pelaku, templat, lain, {})
        salinan = Salinan(
            asal=utama.lembar, isi=kedua.isi[utama.lembar], hasil=kedua.hasil.get(utama.lembar, {})
        )
        return msgspec.structs.replace(asal, salin={f"{utama.lembar} (2)": salinan})

    def _bersih(self, tahap: str, pelaku: str) -> dict[str, Isi]:
        """The right papers of a stage by document kind; the evaluasi follows the SKP that was handed in."""
        semua = TAHAP[tahap](self.instansi, pelaku)
        if any(satu.cara == "capaian-kosong" for satu in self._cacat.get((tahap, pelaku), ())):
            semua = tuple(_tanpa_capaian(satu) for satu in semua)
        elif tahap == "evaluasi":
            orang = self.instansi.orang[pelaku]
            masuk = self.skp_masuk.get(pelaku)
            semua = (susun_evaluasi.evaluasi(self.instansi, orang, masuk), *semua[1:])
        return {str(satu.__struct_config__.tag): satu for satu in semua}

    def _paket(self, tahap: str, pelaku: str) -> Paket:
        if tahap == "perjanjian":
            return self.katalog.paket_untuk(tahap, None, None)
        orang = self.instansi.orang[pelaku].pegawai
        return self.katalog.paket_untuk(
            tahap, orang.keluarga.value, orang.pendekatan.value, tugas_belajar=orang.tugas_belajar
        )

    def _catat(self, pelaku: str, lembaran: Mapping[str, Lembaran], mundur: int) -> None:
        for satu in lembaran.values():
            if isinstance(satu.ingin, Skp) and not mundur:
                self.skp_masuk[pelaku] = padatkan(satu.ingin)

    def _rapi(self, pelaku: str) -> bool:
        """Half of the leaders write N/A where a member has no peran, the others leave the cell empty."""
        return int(pelaku[-1]) % 2 == 0

    def _paksa(self, paket: Paket, ubah: Iterable[Ubah]) -> dict[str, dict[str, Nilai]]:
        """Numbers, and texts of the form that are no field."""
        paksa: dict[str, dict[str, Nilai]] = {}
        for kode in paket.lembar:
            for satu in ubah:
                if satu.di != self.katalog.definisi[kode].dokumen:
                    continue
                if satu.angka is not None:
                    paksa.setdefault(kode, {})[satu.jalur] = satu.angka
                elif satu.jalur.endswith(".panduan"):
                    paksa.setdefault(kode, {})[satu.jalur] = satu.nilai
        return paksa

    def _dengan_kurva(self, ketikan: Ketikan, templat: bytes, lembaran: Mapping[str, Lembaran]) -> Ketikan:
        for satu in lembaran.values():
            if isinstance(satu.ingin, Evaluasi):
                hasil = hasil_kurva(Xlsx(templat), satu.ingin.capaian_organisasi)
                return msgspec.structs.replace(ketikan, hasil={**ketikan.hasil, **hasil})
        return ketikan

    def _saat(self, tahap: str, pelaku: str, mundur: int) -> str:
        kode = pelaku if tahap == "perjanjian" else self.instansi.orang[pelaku].pegawai.unit
        unit = self.instansi.unit[kode]
        awal = {"evaluasi": unit.tanggal_evaluasi, "perjanjian": unit.perjanjian.tanggal}
        hari = date.fromisoformat(awal.get(tahap, unit.tanggal_skp)) + timedelta(days=_JEDA[tahap] - mundur)
        return f"{hari.isoformat()}T03:00:00Z"


def _tanpa_capaian(isi: Isi) -> Isi:
    return msgspec.structs.replace(isi, capaian=()) if isinstance(isi, PerjanjianKinerja) else isi


def _dengan_na(isi: Mph) -> Mph:
    anggota = (
        msgspec.structs.replace(baris, peran=tuple(sel or ("N/A",) for sel in baris.peran))
        for baris in isi.anggota
    )
    return msgspec.structs.replace(isi, anggota=tuple(anggota))


def _tambah(nama: str, ekor: str) -> str:
    depan, _, akhiran = nama.rpartition(".")
    return f"{depan}{ekor}.{akhiran}"


def _berakhiran(nama: str, akhiran: str) -> str:
    return f"{nama.rpartition('.')[0]}.{akhiran}"
