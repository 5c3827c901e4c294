"""From people to workbooks: what the template of a stage holds for each, and what it still waits for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.app import prefill
from skpbook.app.keluar import PANJANG_NAMA, nama_aman
from skpbook.app.pindah import pindahkan
from skpbook.domain.pegawai import Keluarga
from skpbook.domain.periode import daftar_periode
from skpbook.forms.write import Pesanan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from skpbook.app.buku import Buku
    from skpbook.domain.dokumen import Isi
    from skpbook.domain.pegawai import Pegawai
    from skpbook.domain.periode import Periode
    from skpbook.forms.catalog import Katalog
    from skpbook.forms.definition import Paket

UNTUK_UNIT = ("perjanjian",)
"""Stages with a workbook a unit instead of one a person."""


class Bahan(Struct, frozen=True, kw_only=True):
    """One template before it is written: `tunggu` says what of the stage before has not come in."""

    pesanan: Pesanan
    tunggu: str | None = None


class Pemesan:
    """Turns people (or units) into orders for workbooks of one stage.

    `lama` is what to carry over from earlier versions of the forms (`app.pindah`): its people wait for nothing.
    """

    def __init__(
        self,
        buku: Buku,
        bahan: prefill.Bahan,
        tahap: str,
        periode: Periode | None,
        lama: Mapping[str, Mapping[str, Isi]] | None = None,
    ) -> None:
        self.bahan = bahan
        self.lama = lama or {}
        self.tahap = tahap
        self.periode = periode
        self.katalog: Katalog = buku.katalog
        self.kunci = buku.kunci_pasti()
        self.dibuat = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        atur = buku.pengaturan
        self.label_periode = tuple(satu.label for satu in daftar_periode(atur.jenis_periode, atur.tahun))

    def paket(self, satu: Pegawai | str) -> Paket:
        """The package of a person, or of a unit's code."""
        if isinstance(satu, str):
            return self.katalog.paket_untuk(self.tahap, None, None)
        return self.katalog.paket_untuk(
            self.tahap, satu.keluarga.value, satu.pendekatan.value, tugas_belajar=satu.tugas_belajar
        )

    def nama(self, satu: Pegawai | str) -> str:
        """The template's file name: at most 100 ASCII letters, digits, `_` and `-`."""
        awalan = self.paket(satu).awalan_berkas
        ekor = f"_{self.periode.kode}" if self.periode else ""
        if isinstance(satu, str):
            return f"{awalan}_{nama_aman(satu, 60)}_{self.bahan.tahun}.xlsx"
        kepala = f"{awalan}_{satu.nip}_"
        sisa = PANJANG_NAMA - len(kepala) - len(ekor) - len(".xlsx")
        return f"{kepala}{nama_aman(satu.nama, sisa)}{ekor}.xlsx"

    def pesan(self, satu: Pegawai | str) -> Bahan:
        """The order for one person or unit."""
        if isinstance(satu, str):
            unit = self.bahan.daftar.unit_menurut_kode[satu]
            isi: dict[str, Isi] = {"perjanjian": prefill.isi_perjanjian(self.bahan, satu)}
            return self._pesanan(satu, isi, f"Untuk unit: {unit.nama}")
        untuk = f"Untuk: {satu.nama} ({satu.nip}), {satu.jabatan}"
        if self.tahap == "skp":
            isi = prefill.isi_skp(self.bahan, satu)
            rhk = prefill.rhk_pimpinan(self.bahan, satu)
            return self._pesanan(satu, isi, untuk, tunggu=self._tunggu_mph(satu), rhk=rhk)
        if self.tahap == "mph":
            matriks = prefill.isi_mph(self.bahan, satu)
            tunggu = None if matriks.kolom else "SKP-nya sendiri"
            return self._pesanan(satu, {"mph": matriks}, untuk, tunggu=tunggu)
        if self.tahap == "evaluasi" and self.periode is not None:
            ada = self.bahan.skp_dinilai(satu.nip, self.periode) is not None
            isi = prefill.isi_evaluasi(self.bahan, satu, self.periode)
            return self._pesanan(satu, isi, untuk, tunggu=None if ada else "SKP-nya sendiri")
        return self._pesanan(satu, {"rencana-aksi": prefill.isi_rencana_aksi(self.bahan, satu)}, untuk)

    def tanpa_capaian(self, unit: Iterable[str]) -> list[str]:
        """The units that have no capaian kinerja organisasi for the period of these evaluations yet."""
        if self.tahap != "evaluasi" or self.periode is None:
            return []
        return [satu for satu in unit if self.bahan.capaian(satu, self.periode) is None]

    def _tunggu_mph(self, orang: Pegawai) -> str | None:
        """Which matrix a member's SKP waits for: a leader of a JPT/PUKM form starts from no matrix."""
        atasan = self.bahan.daftar.menurut_nip.get(orang.atasan or "")
        if atasan is None or orang.tugas_belajar or orang.keluarga is Keluarga.JPT_PUKM:
            return None
        if prefill.peran_hasil(self.bahan, orang):
            return None
        if atasan.nip in self.bahan.konteks.mph:
            return f"peran hasilnya di Matriks Peran Hasil {atasan.nama}"
        return f"Matriks Peran Hasil {atasan.nama}"

    def _pesanan(
        self,
        satu: Pegawai | str,
        isi: Mapping[str, Isi],
        untuk: str,
        *,
        tunggu: str | None = None,
        rhk: tuple[str, ...] = (),
    ) -> Bahan:
        paket = self.paket(satu)
        lama = self.lama.get(satu if isinstance(satu, str) else satu.nip)
        milik: Mapping[str, Isi] = {}
        if lama is not None:
            isi, milik = pindahkan(isi, lama)
            tunggu = None
        pesanan = Pesanan(
            paket=paket,
            isi=self._menurut_kode(paket, isi),
            milik=self._menurut_kode(paket, milik),
            nip=None if isinstance(satu, str) else satu.nip,
            unit=satu if isinstance(satu, str) else satu.unit,
            kode_periode=self.periode.kode if self.periode else str(self.bahan.tahun),
            periode=self.label_periode,
            rhk=rhk,
            untuk=untuk,
            dibuat=self.dibuat,
            kunci=self.kunci,
        )
        return Bahan(pesanan=pesanan, tunggu=tunggu)

    def _menurut_kode(self, paket: Paket, isi: Mapping[str, Isi]) -> dict[str, Isi]:
        jenis = {kode: self.katalog.definisi[kode].dokumen for kode in paket.lembar}
        return {kode: isi[satu] for kode, satu in jenis.items() if satu in isi}
