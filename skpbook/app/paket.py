"""What goes to a unit for a stage: the workbooks of its people, and the cover that lists them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.app.keluar import PANJANG_NAMA, Kemasan, nama_aman
from skpbook.intake.baca import nip_nama
from skpbook.mail.sampul import BarisSampul, IsiSampul, sampul

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from skpbook.app.buku import Buku
    from skpbook.domain.pegawai import Pegawai
    from skpbook.domain.periode import Periode
    from skpbook.ledger.buku_besar import Keadaan

APA: Mapping[str, str] = {
    "skp": "SKP",
    "mph": "Matriks Peran Hasil",
    "evaluasi": "Evaluasi Kinerja",
    "rencana-aksi": "Rencana Aksi",
    "perjanjian": "Perjanjian Kinerja",
}
"""Stage -> what people call it."""

_EKOR = len("_99dari99.zip")


class Masuk(Struct, frozen=True, kw_only=True):
    """Who has handed in a stage: NIPs, and codes of units for what is a unit's."""

    nip: frozenset[str]
    unit: frozenset[str]


def yang_masuk(keadaan: Iterable[Keadaan], tahap: str, periode: str | None) -> Masuk:
    """Whose current paper of the stage is in the ledger."""
    milik = [
        satu
        for satu in keadaan
        if satu.jenis == tahap and (tahap != "evaluasi" or periode is None or satu.periode == periode)
    ]
    return Masuk(
        nip=frozenset(satu.nip for satu in milik if satu.nip),
        unit=frozenset(satu.unit for satu in milik if satu.unit),
    )


class Penyampul:
    """Makes the covers and names the zips of one stage; `orang` are those who are asked for it."""

    def __init__(
        self,
        buku: Buku,
        tahap: str,
        periode: Periode | None,
        orang: Collection[Pegawai],
        *,
        per_unit: bool,
        hari: Callable[[], date] = date.today,
    ) -> None:
        self._buku = buku
        self._tahap = tahap
        self._periode = periode
        self._hari = hari()
        with buku.ledger(tulis=False) as ledger:
            self.masuk = yang_masuk(ledger.keadaan(), tahap, periode.kode if periode else None)
        self._unit = buku.daftar.unit_menurut_kode
        self._per_unit = per_unit
        self._orang: dict[str, list[Pegawai]] = {}
        for satu in {
            satu.nip: satu for satu in reversed(list(orang))
        }.values():  # of a NIP written twice the first
            self._orang.setdefault(satu.unit, []).insert(0, satu)

    def nama_zip(self, folder: str, bagian: int = 1, dari: int = 1) -> str:
        """The zip of a unit (by its folder): stage, period, unit."""
        masa = self._periode.kode if self._periode else str(self._buku.pengaturan.tahun)
        ekor = f"_{bagian}dari{dari}" if dari > 1 else ""
        return f"{nama_aman(f'{self._tahap.upper()}_{masa}_{folder}', PANJANG_NAMA - _EKOR)}{ekor}.zip"

    def kemasan(self, kode: str, folder: str, sandi: str | None) -> Kemasan:
        """How `keluar.kemas` packs a unit."""
        return Kemasan(
            nama=self.nama_zip(folder),
            sampul=lambda nama: self.sampul(kode, [nama]),
            sandi=sandi,
        )

    def sampul(self, kode: str, bagian: Sequence[Collection[str]], ke: int = 1) -> bytes:
        """The cover of part `ke`; `bagian` are the names of the workbooks in each part."""
        letak = {nama: nomor for nomor, isi in enumerate(bagian, start=1) for nama in isi}
        atur = self._buku.pengaturan
        return sampul(
            IsiSampul(
                apa=APA[self._tahap],
                instansi=atur.instansi,
                unit=self.nama_unit(kode),
                kode_unit=kode,
                periode=self.teks_periode,
                tenggat=self.tenggat,
                keadaan=self._hari,
                baris=self._baris(kode, letak),
                bagian=ke,
                dari=len(bagian),
            )
        )

    @property
    def tenggat(self) -> date | None:
        """Until when the stage is asked for."""
        return self._buku.pengaturan.tenggat.untuk(self._tahap, self._periode.kode if self._periode else None)

    @property
    def teks_periode(self) -> str:
        """The period as people read it."""
        return self._periode.label if self._periode else f"Tahun {self._buku.pengaturan.tahun}"

    def nama_unit(self, kode: str) -> str:
        """The unit's name."""
        unit = self._unit.get(kode)
        return unit.nama if unit else kode

    def banyak(self, kode: str) -> int:
        """How many of a unit are asked."""
        return len(self._orang.get(kode, ()))

    def belum(self, kode: str) -> list[Pegawai]:
        """Who of a unit has not handed in; empty for a stage that is a unit's."""
        return [] if self._per_unit else [s for s in self._orang.get(kode, ()) if s.nip not in self.masuk.nip]

    def unit_belum(self, kode: str) -> bool:
        """Whether something is still wanted of a unit."""
        return kode not in self.masuk.unit if self._per_unit else bool(self.belum(kode))

    def _baris(self, kode: str, letak: Mapping[str, int]) -> tuple[BarisSampul, ...]:
        if self._per_unit:
            return tuple(
                BarisSampul(
                    nama=self.nama_unit(kode),
                    nip=None,
                    jabatan=None,
                    berkas=nama,
                    sudah=kode in self.masuk.unit,
                    bagian=nomor,
                )
                for nama, nomor in letak.items()
            )
        menurut_nip = {nip_nama(nama): nama for nama in letak}
        orang = {satu.nip: satu for satu in self._orang.get(kode, ())}
        for nip in menurut_nip:
            if nip is not None and nip not in orang and nip in self._buku.daftar.menurut_nip:
                orang[nip] = self._buku.daftar.menurut_nip[nip]
        return tuple(
            BarisSampul(
                nama=satu.nama,
                nip=satu.nip,
                jabatan=satu.jabatan,
                berkas=menurut_nip.get(satu.nip),
                sudah=satu.nip in self.masuk.nip,
                bagian=letak.get(menurut_nip.get(satu.nip, ""), 1),
            )
            for satu in orang.values()
        )
