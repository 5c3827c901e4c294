"""`buat`: the templates of a stage, prefilled from the stage before, one folder and one zip a unit."""

from __future__ import annotations

import os
import re
import unicodedata
import zipfile
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.app import prefill
from skpbook.app.saring import periksa_periode
from skpbook.domain.galat import TidakBisa
from skpbook.domain.periode import Periode, baca_periode, daftar_periode
from skpbook.forms.catalog import Katalog, muat_katalog
from skpbook.forms.write import Pesanan, tulis_buku

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from skpbook.app.buku import Buku
    from skpbook.domain.dokumen import Isi
    from skpbook.domain.pegawai import Pegawai
    from skpbook.forms.definition import Paket

TAHAP = ("skp", "mph", "evaluasi", "rencana-aksi", "perjanjian")
_PERLU = {
    "mph": "SKP pimpinan",
    "skp": "Matriks Peran Hasil atasan",
    "evaluasi": "SKP yang berlaku",
}
_POTONGAN = 16
_PANJANG_NAMA = 100


class HasilBuat(Struct, frozen=True, kw_only=True):
    """What was made: files by unit folder, the zips, and for whom the stage before was missing.

    `tanpa` holds (NIP, name, what is missing) of people whose template was made without it (`kosong`) or not
    made at all (then they are in `dilewati` too).
    """

    tahap: str
    folder: str
    berkas: tuple[str, ...]
    zip: tuple[str, ...]
    tanpa: tuple[tuple[str, str, str], ...]
    dilewati: tuple[str, ...]


class _Tugas(Struct, frozen=True):
    """One workbook to write, small enough to hand to a worker process."""

    tujuan: str
    pesanan: Pesanan


def buat(
    buku: Buku,
    tahap: str,
    *,
    unit: str | None = None,
    nip: str | None = None,
    periode: str | None = None,
    kosong: bool = False,
    kerja: int = 1,
    lapor: Callable[[int, int], None] | None = None,
) -> HasilBuat:
    """Write the templates of a stage into keluar/<tahap>/<unit>/ and one zip a unit beside them.

    Where the stage before has not come in, the person is named; with `kosong` the template is made all the
    same.
    Raises TidakBisa when stage, unit, NIP or period cannot be.
    """
    if tahap not in TAHAP:
        raise TidakBisa(f"Tahap “{tahap}” tidak dikenal; pilih salah satu dari {', '.join(TAHAP)}.")
    satu_periode = _periode(buku, tahap, periode)
    bahan = _bahan(buku)
    pelaku = _pelaku(bahan, tahap, unit, nip)
    pembuat = _Pembuat(buku, bahan, tahap, satu_periode, kosong=kosong)
    folder = buku.keluar / (tahap if satu_periode is None else f"{tahap}-{satu_periode.kode}")
    tugas = list(pembuat.tugas(pelaku, folder))
    for induk in {Path(satu.tujuan).parent for satu in tugas}:
        induk.mkdir(parents=True, exist_ok=True)
    _kerjakan(tugas, buku.formulir if buku.formulir.is_dir() else None, kerja, lapor)
    zip_unit = _kemas(tugas)
    return HasilBuat(
        tahap=tahap,
        folder=buku.nama_dalam(folder),
        berkas=tuple(buku.nama_dalam(Path(satu.tujuan)) for satu in tugas),
        zip=tuple(buku.nama_dalam(satu) for satu in zip_unit),
        tanpa=tuple(pembuat.tanpa),
        dilewati=tuple(pembuat.dilewati),
    )


def _periode(buku: Buku, tahap: str, kode: str | None) -> Periode | None:
    if tahap != "evaluasi":
        return None
    if kode is None:
        boleh = ", ".join(
            satu.kode for satu in daftar_periode(buku.pengaturan.jenis_periode, buku.pengaturan.tahun)
        )
        raise TidakBisa(f"Tahap evaluasi memerlukan --periode; pilih salah satu dari {boleh}.")
    return baca_periode(periksa_periode(buku, kode) or kode)


def _bahan(buku: Buku) -> prefill.Bahan:
    with buku.ledger() as ledger:
        dokumen = tuple(ledger.dokumen_berlaku())
    return prefill.kumpulkan(buku.pengaturan.instansi, buku.pengaturan.tahun, buku.daftar, dokumen)


def _pelaku(bahan: prefill.Bahan, tahap: str, unit: str | None, nip: str | None) -> Sequence[Pegawai | str]:
    """People (or units, for the perjanjian kinerja) the stage is made for."""
    daftar = bahan.daftar
    if unit is not None and unit not in daftar.unit_menurut_kode:
        raise TidakBisa(f"Unit “{unit}” tidak ada di {daftar.berkas}; periksa lembar Unit.")
    if nip is not None and nip not in daftar.menurut_nip:
        raise TidakBisa(f"NIP {nip} tidak ada di {daftar.berkas}; periksa lembar Pegawai.")
    if tahap == "perjanjian":
        return [kode for kode in daftar.unit_menurut_kode if unit in (None, kode)]
    orang = [
        satu for satu in daftar.menurut_nip.values() if unit in (None, satu.unit) and nip in (None, satu.nip)
    ]
    if tahap == "mph":
        orang = [satu for satu in orang if daftar.bawahan.get(satu.nip)]
    return orang


class _Pembuat:
    """Turns people into orders for workbooks."""

    def __init__(
        self, buku: Buku, bahan: prefill.Bahan, tahap: str, periode: Periode | None, *, kosong: bool
    ) -> None:
        self.buku = buku
        self.bahan = bahan
        self.tahap = tahap
        self.periode = periode
        self.kosong = kosong
        self.katalog: Katalog = buku.katalog
        self.kunci = buku.kunci_pasti()
        self.dibuat = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        self.label_periode = tuple(
            satu.label for satu in daftar_periode(buku.pengaturan.jenis_periode, buku.pengaturan.tahun)
        )
        self.tanpa: list[tuple[str, str, str]] = []
        self.dilewati: list[str] = []

    def tugas(self, pelaku: Iterable[Pegawai | str], folder: Path) -> Iterator[_Tugas]:
        for satu in pelaku:
            pesanan = self._unit(satu) if isinstance(satu, str) else self._orang(satu)
            if pesanan is not None:
                kode_unit = satu if isinstance(satu, str) else satu.unit
                nama = self._nama(satu, pesanan.paket)
                yield _Tugas(str(folder / nama_aman(kode_unit, 40) / nama), pesanan)

    def _nama(self, satu: Pegawai | str, paket: Paket) -> str:
        ekor = f"_{self.periode.kode}" if self.periode else ""
        if isinstance(satu, str):
            return f"{paket.awalan_berkas}_{nama_aman(satu, 60)}_{self.bahan.tahun}.xlsx"
        kepala = f"{paket.awalan_berkas}_{satu.nip}_"
        sisa = _PANJANG_NAMA - len(kepala) - len(ekor) - len(".xlsx")
        return f"{kepala}{nama_aman(satu.nama, sisa)}{ekor}.xlsx"

    def _orang(self, orang: Pegawai) -> Pesanan | None:
        isi: dict[str, Isi]
        rhk: tuple[str, ...] = ()
        kurang = False
        paket = self.katalog.paket_untuk(
            self.tahap, orang.keluarga.value, orang.pendekatan.value, tugas_belajar=orang.tugas_belajar
        )
        if self.tahap == "skp":
            isi = prefill.isi_skp(self.bahan, orang)
            rhk = prefill.rhk_pimpinan(self.bahan, orang)
            kurang = (
                bool(orang.atasan) and not orang.tugas_belajar and not prefill.peran_hasil(self.bahan, orang)
            )
            if kurang and orang.keluarga.value == "JPT/PUKM":
                kurang = False
        elif self.tahap == "mph":
            matriks = prefill.isi_mph(self.bahan, orang)
            isi = {"mph": matriks}
            kurang = not matriks.kolom
        elif self.tahap == "evaluasi" and self.periode is not None:
            isi = prefill.isi_evaluasi(self.bahan, orang, self.periode)
            kurang = not self.bahan.skp.get(orang.nip)
        else:
            isi = {"rencana-aksi": prefill.isi_rencana_aksi(self.bahan, orang)}
        if kurang:
            self.tanpa.append((orang.nip, orang.nama, _PERLU[self.tahap]))
            if not self.kosong and self.tahap == "evaluasi":
                self.dilewati.append(orang.nip)
                return None
        untuk = f"Untuk: {orang.nama} ({orang.nip}), {orang.jabatan}"
        return self._pesanan(paket, isi, orang.nip, orang.unit, rhk, untuk)

    def _unit(self, kode: str) -> Pesanan:
        paket = self.katalog.paket_untuk("perjanjian", None, None)
        isi: dict[str, Isi] = {"perjanjian": prefill.isi_perjanjian(self.bahan, kode)}
        untuk = f"Untuk unit: {self.bahan.daftar.unit_menurut_kode[kode].nama}"
        return self._pesanan(paket, isi, None, kode, (), untuk)

    def _pesanan(
        self,
        paket: Paket,
        isi: dict[str, Isi],
        nip: str | None,
        unit: str,
        rhk: tuple[str, ...],
        untuk: str,
    ) -> Pesanan:
        menurut_kode = {
            kode: isi[jenis] for kode in paket.lembar if (jenis := self.katalog.definisi[kode].dokumen) in isi
        }
        return Pesanan(
            paket=paket,
            isi=menurut_kode,
            nip=nip,
            unit=unit,
            kode_periode=self.periode.kode if self.periode else str(self.bahan.tahun),
            periode=self.label_periode,
            rhk=rhk,
            untuk=untuk,
            dibuat=self.dibuat,
            kunci=self.kunci,
        )


def _kerjakan(
    tugas: Sequence[_Tugas], formulir: Path | None, kerja: int, lapor: Callable[[int, int], None] | None
) -> None:
    selesai = 0
    if kerja <= 1 or len(tugas) < 2 * _POTONGAN:
        for satu in tugas:
            _tulis(formulir, (satu,))
            selesai += 1
            if lapor:
                lapor(selesai, len(tugas))
        return
    with ProcessPoolExecutor(max_workers=kerja) as kolam:
        for jumlah in kolam.map(partial(_tulis, formulir), _potong(tugas)):
            selesai += jumlah
            if lapor:
                lapor(selesai, len(tugas))


def _potong(tugas: Sequence[_Tugas]) -> Iterator[tuple[_Tugas, ...]]:
    jalan = iter(tugas)
    while potong := tuple(islice(jalan, _POTONGAN)):
        yield potong


def _tulis(formulir: Path | None, tugas: tuple[_Tugas, ...]) -> int:
    """Write workbooks; in a worker process the catalogue is loaded once."""
    katalog = muat_katalog(formulir)
    for satu in tugas:
        data = tulis_buku(katalog, satu.pesanan)
        tujuan = Path(satu.tujuan)
        sementara = tujuan.with_name(f".{tujuan.name}.sementara")
        try:
            sementara.write_bytes(data)
            os.replace(sementara, tujuan)
        except OSError as salah:
            sementara.unlink(missing_ok=True)
            raise TidakBisa(
                f"{tujuan.name} tidak dapat ditulis; tutup berkas itu bila sedang terbuka, lalu ulangi."
            ) from salah
    return len(tugas)


def _kemas(tugas: Sequence[_Tugas]) -> list[Path]:
    """One zip a unit beside its folder, with exactly the workbooks made now."""
    menurut_folder: dict[Path, list[Path]] = {}
    for satu in tugas:
        tujuan = Path(satu.tujuan)
        menurut_folder.setdefault(tujuan.parent, []).append(tujuan)
    hasil = []
    for folder, berkas in menurut_folder.items():
        zip_unit = folder.with_suffix(".zip")
        sementara = zip_unit.with_name(f".{zip_unit.name}.sementara")
        with zipfile.ZipFile(sementara, "w", zipfile.ZIP_STORED) as paket:
            for satu_berkas in sorted(berkas):
                paket.write(satu_berkas, satu_berkas.name)
        os.replace(sementara, zip_unit)
        hasil.append(zip_unit)
    return hasil


def nama_aman(teks: str, panjang: int) -> str:
    """ASCII letters, digits, `_` and `-`, for Windows and mail; never empty."""
    polos = unicodedata.normalize("NFKD", teks).encode("ascii", "ignore").decode()
    bersih = re.sub(r"[^A-Za-z0-9-]+", "_", polos).strip("_-")
    return bersih[: max(panjang, 1)].rstrip("_-") or "tanpa-nama"
