"""`contoh`: a sample book and the whole round on it, through the same doors everyone uses.

What people would do (fill in templates, send them back, some with mistakes) is `skpbook.contoh`; every stage
between is the application itself.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from skpbook.app import prefill
from skpbook.app.buat import buat
from skpbook.app.buku import Buku
from skpbook.app.impor import impor
from skpbook.app.kembalikan import kembalikan
from skpbook.app.konteks import susun_konteks
from skpbook.app.rekap import rekap
from skpbook.app.siapkan import siapkan
from skpbook.contoh.besar import muat_besar
from skpbook.contoh.cacat import daftar_akhir, instansi_bercacat, muat_cacat
from skpbook.contoh.ekinerja import ekspor
from skpbook.contoh.instansi import Instansi, muat_contoh
from skpbook.contoh.mengisi import Kiriman, Pegawainya, Templat
from skpbook.domain.galat import TidakBisa
from skpbook.domain.periode import baca_periode
from skpbook.intake.baca import temuan_tolak
from skpbook.intake.find import cari_berkas
from skpbook.intake.kolam import berurut, kolam

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from skpbook.domain.dokumen import Isi
    from skpbook.domain.pegawai import Daftar
    from skpbook.domain.temuan import Temuan

PENANDA = "BUKU-CONTOH.txt"
PEDOMAN_LAIN = "se-3-2023"
_KETERANGAN = (
    "Buku ini dibuat oleh perintah “skpbook contoh”. Isinya rekaan. Perintah yang sama menghapus folder ini\n"
    "dan membuatnya lagi; simpan pekerjaan Anda di buku lain.\n"
)
_PROSES, _POTONGAN, _ANTRE = 4, 8, 2
_NIP = re.compile(r"_(\d{18})_")


class BarisTemuan(Struct, frozen=True, kw_only=True):
    """What was found of one rule: how often, and where the first of them is."""

    kode: str
    tingkat: str
    banyak: int
    tempat: str
    temuan: str


class HasilContoh(Struct, frozen=True, kw_only=True):
    """Where the sample book and its recap are, and what was found. `predikat` counts people."""

    buku: str
    pegawai: int
    berkas_masuk: int
    rekap: str
    predikat: Mapping[str, int]
    temuan: tuple[BarisTemuan, ...]


def contoh(
    folder: Path,
    pegawai: int | None = None,
    lapor: Callable[[str], None] = lambda _teks: None,
    *,
    kerja: int | None = None,
    bersih: bool = False,
) -> HasilContoh:
    """Make a sample book in `folder` and run the whole round.

    The sample instansi, or one of `pegawai` people; `kerja` processes (None: as many as the machine has).
    `bersih` plants no faults. Raises `TidakBisa` where the folder holds anything but an earlier sample.
    """
    instansi = muat_contoh() if pegawai is None else muat_besar(pegawai)
    banyak = kerja or min(os.cpu_count() or 1, _PROSES)
    putaran = Putaran(folder, instansi, lapor, cepat=pegawai is not None, kerja=banyak, bersih=bersih)
    putaran.siapkan()
    putaran.perencanaan()
    putaran.evaluasi()
    putaran.tutup()
    return putaran.hasil()


class Putaran:
    """One round on one book, stage by stage."""

    def __init__(
        self,
        folder: Path,
        instansi: Instansi,
        lapor: Callable[[str], None],
        *,
        cepat: bool,
        kerja: int,
        bersih: bool,
    ) -> None:
        self.folder = folder
        self.lapor = lapor
        self.kerja = kerja
        self.cepat = cepat
        self.cacat = () if bersih else muat_cacat()
        self.instansi = instansi_bercacat(instansi, self.cacat)
        self.masuk = 0

    def siapkan(self) -> None:
        """The book with its daftar pegawai."""
        self.lapor("Menyiapkan buku dan daftar pegawai")
        kosongkan(self.folder)
        _tandai(self.folder)
        siapkan(
            self.folder,
            instansi=self.instansi.nama,
            tahun=self.instansi.tahun,
            jenis_periode=self.instansi.jenis_periode,
        )
        self.tulis_daftar(self.instansi.daftar())
        self.orang = Pegawainya(self.buku.katalog, self.instansi, self.cacat, kunci=self.buku.kunci_pasti())

    def tulis_daftar(self, daftar: Daftar) -> None:
        """pegawai.xlsx as it is from now on; the book is opened anew."""
        from skpbook.forms.roster import tulis_daftar

        buku = Buku(self.folder)
        kini = datetime.now().replace(microsecond=0)
        data = tulis_daftar(buku.katalog, daftar.pegawai, daftar.unit, kini, buku.kunci_pasti())
        (self.folder / "pegawai.xlsx").write_bytes(data)
        self.buku = Buku(self.folder)

    def perencanaan(self) -> None:
        """Perjanjian kinerja of the units; SKP and MPH from the top of the instansi down."""
        self.lapor("Perjanjian kinerja unit")
        self.tahap("perjanjian", list(self.instansi.unit))
        for nomor, pelaku in enumerate(self._tingkat(), start=1):
            pimpinan = [nip for nip in pelaku if self.instansi.bawahan(nip)]
            self.lapor(f"SKP dan matriks peran hasil, tingkat {nomor}: {len(pelaku)} pegawai")
            self.tahap("skp", pelaku)
            if pimpinan:
                self.tahap("mph", pimpinan)

    def _tingkat(self) -> list[list[str]]:
        """People by their distance from the top; all at once for a large instansi."""
        if self.cepat:
            return [list(self.instansi.orang)]
        tingkat: list[list[str]] = []
        sekarang = [nip for nip, satu in self.instansi.orang.items() if satu.pegawai.atasan is None]
        while sekarang:
            tingkat.append(sekarang)
            sekarang = [b.pegawai.nip for nip in sekarang for b in self.instansi.bawahan(nip)]
        return tingkat

    def evaluasi(self) -> None:
        """Evaluasi of the period, for everyone."""
        self.lapor(f"Evaluasi {baca_periode(self.instansi.periode).label.title()}")
        self.tahap("evaluasi", list(self.instansi.orang))
        self._evaluasi_tahunan()
        self._ekinerja()

    def _ekinerja(self) -> None:
        """What e-Kinerja says of the people of one unit."""
        folder = self.buku.masuk / "ekinerja"
        folder.mkdir(parents=True, exist_ok=True)
        for nama, data in ekspor(self.instansi, self.cacat).items():
            (folder / nama).write_bytes(data)
            self.masuk += 1
        impor(self.buku, [folder], kerja=self.kerja)

    def _evaluasi_tahunan(self) -> None:
        """The annual evaluation of those few whose fault stands there."""
        cacat = [replace(satu, tahap="evaluasi") for satu in self.cacat if satu.tahap == "evaluasi-akhir"]
        orang = Pegawainya(self.buku.katalog, self.instansi.setahun(), cacat, self.orang.skp_masuk)
        for satu in cacat:
            self.tahap("evaluasi", [satu.nip or ""], orang)

    def tahap(self, tahap: str, pelaku: Sequence[str], orang: Pegawainya | None = None) -> None:
        """Make the templates of a stage, have them filled in by `pelaku`, import what comes back."""
        orang = orang or self.orang
        periode = orang.instansi.periode if tahap == "evaluasi" else None
        nip = pelaku[0] if orang is not self.orang else None
        hasil = buat(self.buku, tahap, periode=periode, nip=nip, kosong=True, kerja=self.kerja)
        kembali = self.isi(tahap, pelaku, hasil.berkas, orang)
        impor(self.buku, kembali, kerja=self.kerja)

    def isi(
        self, tahap: str, pelaku: Iterable[str], nama: Iterable[str], orang: Pegawainya | None = None
    ) -> list[Path]:
        """Have the templates (`nama`) of `pelaku` filled in; returns the files that come back."""
        orang = orang or self.orang
        berkas = {_pelaku(tahap, satu): self.folder / satu for satu in nama}
        tahu = self._pengetahuan(tahap, orang.instansi.periode)

        def templat(siapa: str) -> Templat:
            jalur = berkas[siapa]
            return Templat(nama=jalur.name, data=jalur.read_bytes(), tahu=tahu(siapa))

        tugas = self._kembali(orang, tahap, [satu for satu in pelaku if satu in berkas], templat)
        kembali = isi_semua(tugas, cepat=self.cepat, kerja=self.kerja)
        self.masuk += len(kembali)
        return kembali

    def _kembali(
        self, orang: Pegawainya, tahap: str, pelaku: Sequence[str], templat: Callable[[str], Templat]
    ) -> Iterator[tuple[Path, Kiriman]]:
        for siapa in pelaku:
            for kiriman in orang.kirim(tahap, siapa, templat(siapa), templat):
                unit = siapa if tahap == "perjanjian" else self.instansi.orang[siapa].pegawai.unit
                yield self.buku.masuk / tahap / unit / kiriman.nama, kiriman

    def _pengetahuan(self, tahap: str, kode: str) -> Callable[[str], Mapping[str, Isi]]:
        """What `buat` has prefilled, by person or unit."""
        perlu = prefill.DIBUTUHKAN.get(tahap, ())
        with self.buku.ledger() as ledger:
            dokumen = [satu for satu in ledger.dokumen_berlaku() if isinstance(satu.isi, perlu)]
        atur = self.buku.pengaturan
        bahan = prefill.kumpulkan(atur.instansi, atur.tahun, self.buku.daftar, dokumen)
        orang = self.buku.daftar.menurut_nip
        periode = baca_periode(kode)

        def tahu(siapa: str) -> Mapping[str, Isi]:
            if tahap == "perjanjian":
                return {"perjanjian": prefill.isi_perjanjian(bahan, siapa)}
            if tahap == "mph":
                return {"mph": prefill.isi_mph(bahan, orang[siapa])}
            if tahap == "evaluasi":
                return prefill.isi_evaluasi(bahan, orang[siapa], periode)
            return prefill.isi_skp(bahan, orang[siapa])

        return tahu

    def tutup(self) -> None:
        """The daftar pegawai as the year went on, then checks, marked copies and recap."""
        if self.cacat:
            self.tulis_daftar(daftar_akhir(self.instansi.daftar(), self.cacat))
        self.lapor("Pemeriksaan")
        self.temuan, self.temuan_lain = periksa_pedoman(self.buku)
        self.temuan += temuan_dilewati(self.buku)
        self.lapor("Salinan bertanda untuk dikirim kembali")
        kembalikan(self.buku, kerja=self.kerja)
        self.ringkasan = rekap(self.buku, self.instansi.periode)

    def hasil(self) -> HasilContoh:
        """What the round made."""
        return HasilContoh(
            buku=str(self.folder),
            pegawai=len(self.buku.daftar.menurut_nip),
            berkas_masuk=self.masuk,
            rekap=str(self.folder / self.ringkasan.berkas),
            predikat={**self.ringkasan.predikat, "Belum": self.ringkasan.belum},
            temuan=tabel_temuan(self.temuan, self.temuan_lain),
        )


def isi_semua(tugas: Iterable[tuple[Path, Kiriman]], *, cepat: bool, kerja: int) -> list[Path]:
    """Fill in and save every workbook; several processes where there are several."""
    isi = partial(_isi_potongan, cepat=cepat)
    jalan = iter(tugas)
    potongan = iter(lambda: list(islice(jalan, _POTONGAN)), [])
    if kerja <= 1:
        return [jalur for satu in potongan for jalur in isi(satu)]
    with kolam(kerja) as pelaksana:
        selesai = berurut(pelaksana, isi, potongan, _ANTRE * kerja)
        return [jalur for satu in selesai for jalur in satu]


def _isi_potongan(tugas: list[tuple[Path, Kiriman]], *, cepat: bool) -> list[Path]:
    for jalur, kiriman in tugas:
        jalur.parent.mkdir(parents=True, exist_ok=True)
        jalur.write_bytes(kiriman.data(cepat=cepat))
    return [jalur for jalur, _ in tugas]


def periksa_kedua(buku: Buku) -> tuple[Temuan, ...]:
    """All there is to find in a sample book: by its own ruleset of the distribution, what only the other one
    adds, and what `impor` skipped.
    """
    sendiri, lain = periksa_pedoman(buku)
    return (*sendiri, *lain, *temuan_dilewati(buku))


def temuan_dilewati(buku: Buku) -> tuple[Temuan, ...]:
    """What lies in masuk/ without being a form: told by every import, recorded by none."""
    semua = cari_berkas((), buku.masuk)
    return tuple(temuan_tolak(satu.lewati, satu.nama) for satu in semua if satu.lewati is not None)


def periksa_pedoman(buku: Buku) -> tuple[tuple[Temuan, ...], tuple[Temuan, ...]]:
    """Findings under the book's ruleset of the distribution; what rules the other one adds."""
    from skpbook.checks.jalankan import periksa

    konteks = susun_konteks(buku)
    temuan = periksa(konteks)
    lain = periksa(replace(konteks, aturan_distribusi=PEDOMAN_LAIN))
    ada = {satu.kode for satu in temuan}
    return temuan, tuple(satu for satu in lain if satu.kode.startswith("P") and satu.kode not in ada)


def tabel_temuan(temuan: Sequence[Temuan], lain: Sequence[Temuan] = ()) -> tuple[BarisTemuan, ...]:
    """One line a rule, in the order of the codes; those of the other ruleset (`lain`) say so."""
    from skpbook.checks.registry import ATURAN

    banyak = Counter(satu.kode for satu in (*temuan, *lain))
    pertama: dict[str, Temuan] = {}
    for satu in (*temuan, *lain):
        pertama.setdefault(satu.kode, satu)
    pedoman = {satu.kode: f" (bila memakai {PEDOMAN_LAIN})" for satu in lain}
    urut = [kode for kode in ATURAN if kode in banyak]
    return tuple(
        BarisTemuan(
            kode=kode,
            tingkat=pertama[kode].tingkat.value,
            banyak=banyak[kode],
            tempat=_tempat(pertama[kode]),
            temuan=ATURAN[kode].judul + pedoman.get(kode, ""),
        )
        for kode in urut
    )


def _tempat(temuan: Temuan) -> str:
    sel = f"{temuan.lembar}!{temuan.sel}" if temuan.lembar and temuan.sel else ""
    nama = Path(temuan.berkas).name if temuan.berkas else (temuan.unit or "")
    return f"{nama} {sel}".strip()


def _pelaku(tahap: str, nama: str) -> str:
    """Whose a template is: the NIP in its name, or the unit of its folder."""
    if tahap == "perjanjian":
        return Path(nama).parent.name
    temu = _NIP.search(Path(nama).name)
    if temu is None:
        raise ValueError(f"nama templat tanpa NIP: {nama}")
    return temu[1]


def _tandai(folder: Path) -> None:
    """Note at once that the folder is a sample's, so that one cut short can be made again."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / PENANDA).write_text(_KETERANGAN, "utf-8")
    except OSError as galat:
        raise TidakBisa(f"Buku contoh tidak dapat dibuat di {folder}; periksa izin foldernya.") from galat


def kosongkan(folder: Path) -> None:
    """Make room for a sample book. Raises `TidakBisa` where something else is there."""
    if not folder.exists():
        return
    if not folder.is_dir() or (any(folder.iterdir()) and not (folder / PENANDA).is_file()):
        raise TidakBisa(
            f"{folder} berisi sesuatu yang bukan buku contoh; sebutkan folder yang belum ada atau kosong."
        )
    try:
        for satu in folder.iterdir():  # the folder itself may be the one somebody stands in
            if satu.is_dir() and not satu.is_symlink():
                shutil.rmtree(satu)
            else:
                satu.unlink()
    except OSError as galat:
        raise TidakBisa(
            f"Buku contoh lama di {folder} tidak dapat dihapus; tutup berkas-berkasnya di Excel, lalu ulangi."
        ) from galat
