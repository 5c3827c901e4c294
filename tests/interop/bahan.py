"""e-Kinerja exports of invented people, as grids, workbooks and CSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from skpbook.forms.grid import Kisi

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ANI, BUDI, CICI = "198506202010012003", "199011052015031001", "199508172024212001"
KEPALA = "197203151998031002"

KEPALA_REKAP = (
    "No", "NIP", "Nama", "Jabatan", "Rating Hasil Kinerja", "Rating Perilaku Kerja", "Predikat Kinerja Periodik",
)  # fmt: skip
KEPALA_PENILAIAN = (
    "jenis", "id", "nip", "nama", "periode_awal_skp", "periode_akhir_skp", "skp_unor_id", "skp_unor",
    "skp_unor_induk", "skp_jabatan", "skp_jenis_jabatan", "is_skp_plt_plh_pjb", "hasil_kerja",
    "perilaku_kerja", "hasil_akhir", "pegawai_atasan_id", "pegawai_atasan_nip", "pegawai_atasan_nama",
    "pegawai_atasan_unor_id", "pegawai_atasan_unor", "pegawai_atasan_jabatan", "pegawai_atasan_golru",
    "waktu_dinilai", "pegawai_penilai_id", "tahun_skp", "skp_id", "periode_id", "skp_penilaian_id", "golru",
    "jenis_pegawai",
)  # fmt: skip
KEPALA_SKP = (
    "id", "jenis", "nip", "nama", "jabatan", "is_skp", "unit", "jenis_pegawai", "skp_status", "skp_model",
    "skp_unor", "skp_unor_atasan", "skp_unor_induk", "skp_jabatan", "skp_jenis_jabatan", "periode_awal",
    "periode_akhir", "is_plt_plh", "created_at",
)  # fmt: skip
NAMA = {ANI: "ANI LESTARI", BUDI: "BUDI SANTOSO", CICI: "CICI PERMATA", KEPALA: "RAHMAT HIDAYAT"}


def kisi(baris: Sequence[Sequence[Any]], nama: str = "Sheet1") -> Kisi:
    """A grid of these rows."""
    lebar = max((len(satu) for satu in baris), default=0)
    penuh = [[*satu, *[""] * (lebar - len(satu))] for satu in baris]
    return Kisi(nama=nama, baris=penuh, gabungan=(), tampak=True)


def rekap(
    orang: Sequence[tuple[str, str, str, str]],
    periode: str = "Periode Bulanan 6 Tahun 2026",
    unit: str = "Subbagian Tata Usaha",
    kepala: Sequence[str] = KEPALA_REKAP,
) -> list[list[Any]]:
    """File A: (nip, hasil, perilaku, predikat) of each person."""
    return [
        ["9999 - Kementerian Contoh"],
        [unit],
        [periode],
        [],
        list(kepala),
        *(
            [float(i), nip, NAMA.get(nip, "NAMA LAIN"), "Arsiparis Terampil", *nilai]
            for i, (nip, *nilai) in enumerate(orang, start=1)
        ),
    ]


def isi_penilaian(nip: str, **ganti: Any) -> dict[str, Any]:
    """One row of file B by column name."""
    dasar = dict.fromkeys(KEPALA_PENILAIAN, "x") | {
        "jenis": "1",
        "id": f"ID-{nip[-4:]}",
        "nip": nip,
        "nama": NAMA.get(nip, "NAMA LAIN"),
        "periode_awal_skp": "2026-01-01",
        "periode_akhir_skp": "2026-12-31",
        "skp_unor_id": "UNOR-7",
        "skp_unor": "Bidang Layanan",
        "skp_unor_induk": "Dinas Contoh",
        "skp_jabatan": "Analis Kebijakan Ahli Pertama",
        "is_skp_plt_plh_pjb": "0",
        "hasil_kerja": "sesuai ekspektasi",
        "perilaku_kerja": "sesuai ekspektasi",
        "hasil_akhir": "baik",
        "pegawai_atasan_id": f"ID-{KEPALA[-4:]}",
        "pegawai_atasan_nip": KEPALA,
        "pegawai_atasan_nama": NAMA[KEPALA],
        "pegawai_atasan_unor": "Dinas Contoh",
        "pegawai_atasan_jabatan": "Kepala Dinas Contoh",
        "pegawai_atasan_golru": "IV/c",
        "waktu_dinilai": "2026-07-02 08:30:00",
        "tahun_skp": "2026",
        "golru": "III/b",
        "jenis_pegawai": "pns",
    }
    return dasar | ganti


def penilaian(
    orang: Sequence[Mapping[str, Any]],
    periode: str = "Bulanan Juni",
    ditarik: str = "3/7/2026, 09.15.40",
    kepala: Sequence[str] = KEPALA_PENILAIAN,
    unit: str = "ALL",
    tahun: int = 2026,
) -> list[list[Any]]:
    """File B with its title lines."""
    return [
        [f"Laporan Penilaian SKP Periode {periode} Tahun {tahun}"],
        ["Instansi Pemerintah Kab. Contoh"],
        [f"Periode : {periode}"],
        ["Unor Induk : Dinas Contoh"],
        [f"Unor : {unit}"],
        [f"Data ditarik pada : {ditarik}"],
        [],
        list(kepala),
        *([satu.get(nama, "") for nama in kepala] for satu in orang),
    ]


def laporan_skp(orang: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    """File C with its title lines."""
    return [
        ["Laporan SKP Tahun 2026"],
        ["Instansi Pemerintah Kab. Contoh"],
        ["Data ditarik pada : 2026-07-03 10:00:00"],
        [],
        list(KEPALA_SKP),
        *([satu.get(nama, "") for nama in KEPALA_SKP] for satu in orang),
    ]


def isi_skp(nip: str, **ganti: Any) -> dict[str, Any]:
    """One row of file C by column name."""
    dasar = {
        "id": f"ID-{nip[-4:]}",
        "nip": nip,
        "nama": NAMA.get(nip, "NAMA LAIN"),
        "jabatan": "Jabatan sekarang",
        "unit": "Unit sekarang",
        "jenis_pegawai": "pppk_paruh_waktu",
        "skp_status": "persetujuan",
        "skp_unor": "Bidang Layanan",
        "skp_unor_induk": "Dinas Contoh",
        "skp_jabatan": "Analis Kebijakan Ahli Pertama",
        "periode_awal": "2026-01-01",
        "periode_akhir": "2026-12-31",
        "is_plt_plh": "0",
        "created_at": "2026-01-20 07:00:00",
    }
    return dasar | ganti


def xlsx(lembar: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """A workbook of these sheets, texts as texts and numbers as numbers."""
    import xlsxwriter

    keluar = io.BytesIO()
    with xlsxwriter.Workbook(keluar, {"in_memory": True, "strings_to_formulas": False}) as buku:
        for nama, baris in lembar.items():
            ws = buku.add_worksheet(nama)
            for r, satu in enumerate(baris):
                for k, nilai in enumerate(satu):
                    if nilai != "":
                        ws.write(r, k, nilai)
    return keluar.getvalue()


def csv_titik_koma(baris: Sequence[Sequence[Any]]) -> bytes:
    """The same as a CSV with `;`."""
    keluar = io.StringIO(newline="")
    csv.writer(keluar, delimiter=";").writerows(baris)
    return keluar.getvalue().encode("utf-8-sig")
