"""Writing the recap of a large instansi beside its floors: bare XlsxWriter and CSV writing the same rows.

Every job is a process of its own, so that its peak memory is what the operating system says:

    python -m bench.rekap tulis PEGAWAI KE.xlsx       frames made in memory, written by the program's own code
    python -m bench.rekap baris DARI.xlsx KE          the rows of that workbook, sheet by sheet, as plain values
    python -m bench.rekap lantai JENIS DARI KE        those rows by XlsxWriter (biasa, hemat) or as CSV (csv)
    python -m bench.rekap unit BUKU                   `rekap --per-unit` of a book, by one process and by two

Each but the last prints, as JSON, the seconds from the frames or rows in memory to the closed file. Making the
frames and reading the rows is not in them; it is in the peak memory.
"""

from __future__ import annotations

import csv
import json
import marshal
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

import msgspec
import numpy as np
from msgspec import Struct

from bench.ukur import Ukuran, ukur
from skpbook.checks.buat import temuan
from skpbook.checks.konteks import Konteks
from skpbook.domain.ekinerja import BarisEkinerja, JenisEkinerja, LembarEkinerja
from skpbook.domain.pegawai import Daftar, JenisPegawai, Keluarga, Pegawai, Unit
from skpbook.recap.rhk import BarisRhk
from skpbook.recap.riwayat import Riwayat
from skpbook.recap.susun import Rekap, susun_rekap
from skpbook.recap.tulis import tulis_buku
from skpbook.regulation.label import Predikat, Rating

if TYPE_CHECKING:
    from skpbook.domain.temuan import Temuan

PEGAWAI = 100_000
SEUNIT = 50
"""People of one unit."""

RHK = 4
"""RHK of one pegawai."""

_POTONGAN = 2000
_TAHUN = 2026
_PERIODE = "2026-12"
_JENJANG = (None, None, None, "Ahli Pertama", "Ahli Muda", "Terampil")
_JABATAN = ("Pengelola Data", "Analis Kebijakan", "Pranata Komputer", "Perawat", "Auditor", "Penyuluh")
_KATA = ("Tersusunnya", "laporan", "capaian", "layanan", "wilayah", "data", "triwulan", "kinerja", "terpadu")


class BarisUkur(Struct, frozen=True, kw_only=True):
    """One line of the report: `detik` (`cpu` of the processor) from rows in memory to the closed file, `memori` of
    the whole process.
    """

    nama: str
    detik: float
    cpu: float
    memori: float
    bita: int


class _Jam:
    """Adds up the seconds of some stretches of work."""

    def __init__(self) -> None:
        self.detik = self.cpu = 0.0

    def __enter__(self) -> None:
        self._mulai = time.perf_counter(), time.process_time()

    def __exit__(self, *_: object) -> None:
        self.detik += time.perf_counter() - self._mulai[0]
        self.cpu += time.process_time() - self._mulai[1]


class _Rhk(Sequence[BarisRhk]):
    """The RHK of everybody, made one by one as a reader of the ledger would hand them over."""

    def __init__(self, pegawai: int) -> None:
        self._pegawai = pegawai

    def __len__(self) -> int:
        return self._pegawai * RHK

    @overload
    def __getitem__(self, nomor: int) -> BarisRhk: ...
    @overload
    def __getitem__(self, nomor: slice) -> Sequence[BarisRhk]: ...
    def __getitem__(self, nomor: int | slice) -> BarisRhk | Sequence[BarisRhk]:
        if isinstance(nomor, slice):
            return [self[i] for i in range(*nomor.indices(len(self)))]
        letak, i = divmod(nomor, RHK)
        kata = [_KATA[(nomor * k) % len(_KATA)] for k in (3, 5, 7, 11)]
        rencana = f"Tersusunnya {' '.join(kata)} unit {letak // SEUNIT} nomor {nomor} secara lengkap"
        return BarisRhk(letak, "Utama", i + 1, rencana, f"Meningkatnya mutu {kata[0]} {letak // SEUNIT}", 3)


def rekap_besar(pegawai: int) -> Rekap:
    """The recap of an invented instansi with twelve months and two years behind it."""
    acak = random.Random(5)
    semua = tuple(_orang(i, acak) for i in range(pegawai))
    unit = tuple(
        Unit(kode=f"{i:05}", nama=f"Bidang Pelayanan {i % 12} Dinas Nomor {i // 12}", induk=_induk(i))
        for i in range(-(-pegawai // SEUNIT))
    )
    konteks = Konteks(
        daftar=Daftar(berkas="pegawai.xlsx", pegawai=semua, unit=unit, tempat={}),
        dokumen=(),
        instansi="Pemerintah Kabupaten Nusaraya",
        tahun=_TAHUN,
        jenis_periode="bulanan",
        periode=_PERIODE,
        lembar_ekinerja=(_penilaian(semua, acak), _laporan(semua, acak)),
    )
    riwayat = _riwayat(tuple(satu.nip for satu in semua))
    hasil = susun_rekap(
        konteks,
        [_temuan(satu) for satu in semua[::3]],
        periode=_PERIODE,
        dibuat=datetime(_TAHUN, 12, 31),
        riwayat=riwayat,
    )
    return msgspec.structs.replace(hasil, rhk=_Rhk(pegawai))


def _induk(nomor: int) -> str | None:
    return None if nomor % 12 == 0 else f"{nomor // 12 * 12:05}"


def _orang(nomor: int, acak: random.Random) -> Pegawai:
    jenis = acak.choice((JenisPegawai.PNS, JenisPegawai.PNS, JenisPegawai.PPPK))
    jabatan = acak.choice(_JABATAN)
    jenjang = acak.choice(_JENJANG)
    kepala = nomor // 8 * 8
    return Pegawai(
        nip=_nip(nomor),
        nama=f"{acak.choice(_KATA).capitalize()} {acak.choice(_KATA).capitalize()} {nomor}, S.E.",
        jenis=jenis,
        unit=f"{nomor // SEUNIT:05}",
        jabatan=f"{jabatan} {jenjang}" if jenjang else jabatan,
        keluarga=Keluarga.JA_JF,
        golongan="III/b",
        jenjang=jenjang,
        atasan=_nip(kepala) if kepala != nomor else None,
        status="pensiun" if nomor % 97 == 0 else None,
    )


def _nip(nomor: int) -> str:
    return f"19{70 + nomor % 30}0{1 + nomor // 30 % 9}{10 + nomor // 270 % 18}201003{1 + nomor % 2}{nomor // 4860:03}"


def _penilaian(semua: Sequence[Pegawai], acak: random.Random) -> LembarEkinerja:
    rating = tuple(satu.value for satu in Rating)
    baris = tuple(
        BarisEkinerja(
            baris=i + 6,
            nip=satu.nip,
            periode=_PERIODE,
            hasil=acak.choices(rating, (3, 6, 1))[0],
            perilaku=acak.choices(rating, (3, 6, 1))[0],
        )
        for i, satu in enumerate(semua)
        if i % 11
    )
    return _lembar(JenisEkinerja.REKAP, "rekap.xlsx", baris, periode=_PERIODE)


def _laporan(semua: Sequence[Pegawai], acak: random.Random) -> LembarEkinerja:
    baris = tuple(
        BarisEkinerja(
            baris=i + 6,
            nip=satu.nip,
            status_skp=acak.choice(("draft", "pengajuan", "persetujuan")),
            akhir=date(_TAHUN, 12, 31),
        )
        for i, satu in enumerate(semua)
        if i % 13
    )
    return _lembar(JenisEkinerja.SKP, "skp.xlsx", baris)


def _lembar(
    jenis: JenisEkinerja, berkas: str, baris: tuple[BarisEkinerja, ...], **isi: Any
) -> LembarEkinerja:
    return LembarEkinerja(
        berkas=berkas, lembar="Data", jenis=jenis, kolom={"nip": "B"}, baris=baris, tahun=_TAHUN, **isi
    )


def _riwayat(nip: tuple[str, ...]) -> Riwayat:
    """Months and two years; nine in ten are rated."""
    acak = np.random.default_rng(5)
    kode = [f"{_TAHUN}-{bulan:02}" for bulan in range(1, 13)] + [f"{_TAHUN - 1}-AKHIR", f"{_TAHUN}-AKHIR"]
    peluang = (0.1, 0.2, 0.55, 0.1, 0.03, 0.02)
    predikat = {satu: acak.choice(len(Predikat) + 1, len(nip), p=peluang).astype(np.int8) for satu in kode}
    sumber = {
        satu: np.where(isi > 0, 1 + np.arange(len(nip)) % 2, 0).astype(np.int8)
        for satu, isi in predikat.items()
    }
    return Riwayat(nip=nip, predikat=predikat, sumber=sumber)


def _temuan(orang: Pegawai) -> Temuan:
    return temuan(
        "S204",
        f"Target indikator kinerja individu pada RHK 2 {orang.nama} kosong; isi target setiap IKI.",
        pegawai=orang,
        berkas=f"masuk/{orang.unit}/SKP_{orang.nip}.xlsx",
        lembar="SKP",
        sel="F18",
        seharusnya="target yang terukur",
        saran="Isi target, misalnya 12 dokumen.",
    )


def tulis(pegawai: int, ke: Path) -> _Jam:
    """Write the recap."""
    isi, jam = rekap_besar(pegawai), _Jam()
    with jam:
        tulis_buku(isi, ke)
    return jam


def baris(dari: Path, ke: Path) -> _Jam:
    """Keep the values of every sheet as plain rows, some thousand at a time."""
    import python_calamine

    buku = python_calamine.CalamineWorkbook.from_path(str(dari))
    with ke.open("wb") as keluar:
        for nama in buku.sheet_names:
            isi = iter(buku.get_sheet_by_name(nama).to_python(skip_empty_area=False))
            while potongan := list(islice(isi, _POTONGAN)):
                marshal.dump((nama, [[satu if satu != "" else None for satu in b] for b in potongan]), keluar)
    return _Jam()


def _potongan(dari: Path) -> Iterator[tuple[str, list[list[Any]]]]:
    with dari.open("rb") as masuk:
        while True:
            try:
                yield marshal.load(masuk)
            except EOFError:
                return


def lantai_xlsx(dari: Path, ke: Path, *, hemat: bool) -> _Jam:
    """The same rows by XlsxWriter without any format, formula, table or chart; only its work is timed."""
    import xlsxwriter

    pilihan = {"constant_memory": hemat, "strings_to_formulas": False, "strings_to_urls": False}
    jam = _Jam()
    with jam:
        buku = xlsxwriter.Workbook(str(ke), pilihan)
    lembar, kini, r = None, None, 0
    for nama, potongan in _potongan(dari):
        with jam:
            if nama != kini:
                lembar, kini, r = buku.add_worksheet(nama), nama, 0
            for satu in potongan:
                for k, nilai in enumerate(satu):
                    if nilai is not None:
                        lembar.write(r, k, nilai)
                r += 1
    with jam:
        buku.close()
    return jam


def lantai_csv(dari: Path, ke: Path) -> _Jam:
    """The same rows as text."""
    jam = _Jam()
    with ke.open("w", encoding="utf-8", newline="") as keluar:
        penulis = csv.writer(keluar)
        for _, potongan in _potongan(dari):
            with jam:
                penulis.writerows(potongan)
    return jam


def banding(pegawai: int, folder: Path) -> list[BarisUkur]:
    """Ours, both floors of XlsxWriter, and CSV, one after the other."""
    buku, polos = folder / "rekap-besar.xlsx", folder / "rekap-besar.baris"
    hasil = [_jalan("rekap dari bingkai", buku, folder, "tulis", str(pegawai))]
    _jalan("", polos, folder, "baris", str(buku))
    for jenis, nama in (
        ("biasa", "XlsxWriter polos"),
        ("hemat", "XlsxWriter polos, constant_memory"),
        ("csv", "CSV"),
    ):
        hasil.append(_jalan(nama, folder / f"lantai-{jenis}", folder, "lantai", jenis, str(polos)))
    return hasil


def _jalan(nama: str, ke: Path, folder: Path, *perintah: str) -> BarisUkur:
    catatan = folder / "detik.json"
    catatan.unlink(missing_ok=True)
    satu: Ukuran = ukur([sys.executable, "-m", "bench.rekap", *perintah, str(ke), "--catat", str(catatan)])
    if satu.kode:
        raise SystemExit(f"bench.rekap {' '.join(perintah)} gagal ({satu.kode})")
    return BarisUkur(
        nama=nama,
        **json.loads(catatan.read_text()),
        memori=satu.memori,
        bita=ke.stat().st_size,
    )


def per_unit(buku: str) -> None:
    """The whole command with a workbook for every unit: what a second process gains."""
    perintah = [sys.executable, "-m", "skpbook", "rekap", "--per-unit", "--buku", buku, "-q", "--kerja"]
    satu, dua = (ukur([*perintah, kerja]) for kerja in ("1", "2"))
    for nama, isi in (("satu proses", satu), ("dua proses", dua)):
        print(f"rekap --per-unit, {nama:12} {isi.detik:7.1f} detik {isi.cpu:7.1f} CPU {isi.memori:6.0f} MB")
    print(f"dua proses {satu.detik / dua.detik:.2f} kali secepat satu")


def laporan(hasil: Sequence[BarisUkur], pegawai: int) -> str:
    """The section of docs/kinerja.md."""
    milik = hasil[0]
    baris = [
        "",
        f"## Rekap {pegawai} pegawai, 12 bulan dan dua tahun",
        "",
        "Dari bingkai di memori sampai berkas selesai: seluruh lembar rekap dengan gaya, tabel, saringan, gambar dan",
        "penataan cetaknya. Lantainya menulis sel yang sama tanpa semua itu. Membuat bingkai dan membaca baris lantai",
        "tidak termasuk detik; memori puncak adalah seluruh proses menurut sistem operasi.",
        "",
        "| penulis | detik | CPU detik | puncak MB | berkas MB | CPU × rekap |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    baris += [
        f"| {satu.nama} | {satu.detik:.1f} | {satu.cpu:.1f} | {satu.memori:.0f} | {satu.bita / 1e6:.1f} "
        f"| {satu.cpu / milik.cpu:.2f} |"
        for satu in hasil
    ]
    return "\n".join((*baris, ""))


def utama(argumen: list[str]) -> None:
    """Dispatch."""
    catatan = None
    if "--catat" in argumen:
        catatan = Path(argumen[argumen.index("--catat") + 1])
        argumen = argumen[: argumen.index("--catat")]
    if not argumen or argumen[0].isdecimal():
        with tempfile.TemporaryDirectory() as folder:
            for satu in banding(int(argumen[0]) if argumen else PEGAWAI, Path(folder)):
                waktu = f"{satu.detik:7.2f} detik {satu.cpu:7.2f} CPU"
                print(f"{satu.nama:36} {waktu} {satu.memori:6.0f} MB {satu.bita / 1e6:6.1f} MB berkas")
        return
    kerja, *sisa = argumen
    if kerja == "unit":
        per_unit(sisa[0])
        return
    if kerja == "tulis":
        jam = tulis(int(sisa[0]), Path(sisa[1]))
    elif kerja == "baris":
        jam = baris(Path(sisa[0]), Path(sisa[1]))
    elif sisa[0] == "csv":
        jam = lantai_csv(Path(sisa[1]), Path(sisa[2]))
    else:
        jam = lantai_xlsx(Path(sisa[1]), Path(sisa[2]), hemat=sisa[0] == "hemat")
    if catatan:
        catatan.write_text(json.dumps({"detik": jam.detik, "cpu": jam.cpu}))


if __name__ == "__main__":
    utama(sys.argv[1:])
