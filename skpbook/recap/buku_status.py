"""The status as a workbook to print and hand round: units, people who are missing, files to see to."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from skpbook.domain.tempat import alamat
from skpbook.recap.aliran import Hias, Kolom
from skpbook.recap.berkas_utuh import berkas_utuh
from skpbook.recap.buku_kerja import BukuKerja
from skpbook.recap.susun import sebut_periode
from skpbook.recap.teks_sel import aman, ringkas

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from skpbook.domain.status import Dilihat, Kurang, StatusUnit
    from skpbook.recap.kertas import LembarKerja

SEBUTAN = {"skp": "SKP", "mph": "MPH", "evaluasi": "Evaluasi"}
_ANGKA = ("sel", "bilangan")
_PERLU = ("sel", "bilangan", "tebal", "peringatan")
_EPOK = date(1899, 12, 30)

_BELUM = (
    Kolom("No", 5, ("sel", "bilangan", "tengah")),
    Kolom("Unit", 12),
    Kolom("Nama Unit", 27),
    Kolom("Nama", 27),
    Kolom("NIP", 20, ("sel", "teks")),
    Kolom("Jabatan", 27),
    Kolom("Pejabat Penilai Kinerja", 26),
    Kolom("Keterangan", 36),
)
_DILIHAT = (
    Kolom("No", 5, ("sel", "bilangan", "tengah")),
    Kolom("Keadaan", 12, ("sel", "tengah"), (("sel", "tengah", "galat"), ("sel", "tengah", "peringatan"))),
    Kolom("Unit", 12),
    Kolom("Nama", 24),
    Kolom("NIP", 20, ("sel", "teks")),
    Kolom("Berkas", 46),
    Kolom("Kode", 7, ("sel", "tengah")),
    Kolom("Apa yang terjadi", 40),
    Kolom("Yang perlu dilakukan", 38),
)
_HIAS = {"ditolak": ("sel", "tengah", "galat"), "menunggu": ("sel", "tengah", "peringatan")}


def tulis_buku_status(
    tujuan: Path,
    *,
    instansi: str,
    tahap: str,
    periode: str | None,
    dibuat: datetime,
    unit: Sequence[StatusUnit],
    orang: Sequence[Kurang],
    dilihat: Sequence[Dilihat],
) -> None:
    """Write the workbook; it appears whole or not at all. Raises `TidakBisa`."""
    masa = sebut_periode(int(periode[:4]), periode) if periode else "semua periode"
    perihal = SEBUTAN[tahap] + (f" {masa}" if tahap == "evaluasi" else "")
    buku = BukuKerja({"title": f"Status {perihal}", "company": aman(instansi)[:255], "created": dibuat})
    pada = f"Keadaan {tanggal_panjang(dibuat.date())} pukul {dibuat:%H.%M}"
    _tulis_unit(buku.lembar("Status"), instansi, perihal, pada, SEBUTAN[tahap], unit)
    nama_unit = {satu.unit: satu.nama for satu in unit}
    _tulis_belum(buku.lembar("Belum"), instansi, perihal, pada, orang, nama_unit)
    _tulis_dilihat(buku.lembar("Perlu Dilihat"), instansi, perihal, pada, dilihat)
    with berkas_utuh(tujuan, "Status", "status --xlsx") as sementara:
        buku.simpan(sementara)


def tanggal_panjang(hari: date) -> str:
    """A day in words."""
    return f"{hari.day} {_BULAN[hari.month - 1]} {hari.year}"


_BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip


def _tulis_unit(
    lembar: LembarKerja, instansi: str, perihal: str, pada: str, sebutan: str, unit: Sequence[StatusUnit]
) -> None:
    awal = lembar.judul(
        f"STATUS {perihal.upper()} PER UNIT KERJA",
        instansi,
        pada,
        "Wajib: pegawai yang masih bertugas (MPH: yang mempunyai bawahan). Ditolak, belum diisi dan menunggu: berkas "
        "dari semua tahap yang perlu dilihat orang, diuraikan di lembar Perlu Dilihat.",
    )
    kolom = (
        *(Kolom("No", 5), Kolom("Unit", 11), Kolom("Nama Unit", 30)),
        *(Kolom(judul, 9) for judul in ("Pegawai", "SKP", "MPH", "Evaluasi")),
        *(Kolom(judul, 9) for judul in (f"Wajib {sebutan}", f"Belum {sebutan}")),
        *(Kolom(judul, 9) for judul in ("Ditolak", "Belum Diisi", "Menunggu")),
        *(Kolom(judul, 13) for judul in ("Pertama Dikirim", "Terakhir Dikirim")),
        *(Kolom("Pengingat", 10), Kolom("Terakhir Diterima", 12)),
    )
    lembar.tabel("TabelStatus", awal, kolom, len(unit), tinggi=32)
    for i, satu in enumerate(unit, start=1):
        _baris_unit(lembar, awal + i, i, satu)
    akhir = awal + max(1, len(unit))
    if not unit:
        for k in range(len(kolom)):
            lembar.teks(akhir, k, "Belum ada unit." if k == 2 else None, "sel", "redup")
    for k in range(len(kolom)):
        lembar.teks(akhir + 1, k, "JUMLAH" if k == 2 else None, "jumlah")
    jumlah = [sum(baris) for baris in zip(*(_angka(satu) for satu in unit), strict=True)] or [0] * 10
    for k, isi in zip((*range(3, 12), 14), jumlah, strict=True):
        rumus = f"=SUM({alamat(awal + 1, k)}:{alamat(akhir, k)})"
        lembar.rumus(akhir + 1, k, rumus, isi, "jumlah", "bilangan")
    lembar.ws.freeze_panes(awal + 1, 3)
    lembar.cetak(mendatar=True, kiri=instansi, kanan=pada, ulang=(awal, awal))


def _angka(satu: StatusUnit) -> tuple[int, ...]:
    """The counts of a unit as they stand side by side."""
    return (
        *(satu.pegawai, satu.skp, satu.mph, satu.evaluasi, satu.wajib, len(satu.belum)),
        *(satu.ditolak, satu.kosong, satu.menunggu, satu.kirim.pengingat),
    )


def _baris_unit(lembar: LembarKerja, r: int, nomor: int, satu: StatusUnit) -> None:
    lembar.angka(r, 0, nomor, "sel", "bilangan", "tengah")
    lembar.teks(r, 1, ringkas(satu.unit, 60), "sel", "teks")
    lembar.teks(r, 2, ringkas(satu.nama, 200), "sel")
    *angka, pengingat = _angka(satu)
    for k, isi in enumerate(angka, start=3):
        lembar.angka(r, k, isi, *(_PERLU if k >= 8 and isi else _ANGKA))
    for k, pada in ((12, satu.kirim.pertama), (13, satu.kirim.terakhir), (15, satu.terima_terakhir)):
        if pada is None:
            lembar.teks(r, k, "–", "sel", "tengah")
        else:
            lembar.angka(r, k, (setempat(pada) - _EPOK).days, "sel", "tanggal")
    lembar.angka(r, 14, pengingat, *_ANGKA)


def setempat(pada: str) -> date:
    """The day of a time of the ledger (ISO, UTC) where the program runs."""
    return datetime.fromisoformat(pada).astimezone().date()


def _tulis_belum(
    lembar: LembarKerja,
    instansi: str,
    perihal: str,
    pada: str,
    orang: Sequence[Kurang],
    nama_unit: dict[str, str],
) -> None:
    awal = lembar.judul(
        f"YANG BELUM MENYERAHKAN {perihal.upper()}",
        instansi,
        pada,
        "Keterangan menyebut berkas orang itu yang masuk tetapi ditolak, belum diisi, atau menunggu pilihan.",
    )
    isi = (
        (
            nomor,
            ringkas(satu.unit, 60),
            ringkas(nama_unit.get(satu.unit, satu.unit)),
            ringkas(satu.nama),
            ringkas(satu.nip, 60),
            ringkas(satu.jabatan),
            ringkas(satu.penilai),
            ringkas(satu.keterangan),
        )
        for nomor, satu in enumerate(orang, start=1)
    )
    akhir = lembar.daftar("TabelBelum", awal, _BELUM, len(orang), isi, kosong=(3, "Semua sudah menyerahkan."))
    lembar.ws.freeze_panes(awal + 1, 0)
    lembar.nip_teks(awal + 1, 4, akhir)
    lembar.cetak(mendatar=True, kiri=instansi, kanan=pada, ulang=(awal, awal))


def _tulis_dilihat(
    lembar: LembarKerja, instansi: str, perihal: str, pada: str, dilihat: Sequence[Dilihat]
) -> None:
    awal = lembar.judul(
        "BERKAS YANG PERLU DILIHAT",
        instansi,
        pada,
        "Semua tahap. Ditolak: minta pengirimnya memperbaiki. Kosong: templat yang kembali tanpa isi. Menunggu: pilih "
        "berkas yang dipakai.",
    )
    isi = (
        (
            nomor,
            Hias(satu.keadaan, _HIAS[satu.keadaan]) if satu.keadaan in _HIAS else satu.keadaan,
            ringkas(satu.unit, 60),
            ringkas(satu.nama),
            ringkas(satu.nip, 60),
            ringkas(satu.berkas),
            satu.kode,
            ringkas(satu.pesan),
            ringkas(satu.saran),
        )
        for nomor, satu in enumerate(dilihat, start=1)
    )
    kosong = (5, "Tidak ada berkas yang perlu dilihat.")
    akhir = lembar.daftar("TabelPerluDilihat", awal, _DILIHAT, len(dilihat), isi, kosong=kosong)
    lembar.ws.freeze_panes(awal + 1, 0)
    lembar.nip_teks(awal + 1, 4, akhir)
    lembar.cetak(mendatar=True, kiri=instansi, kanan=perihal, ulang=(awal, awal))
