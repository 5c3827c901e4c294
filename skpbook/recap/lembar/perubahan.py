"""Perubahan Predikat: from the period before to this one, as a table of both and as a list of who moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.domain.tempat import alamat, nama_kolom
from skpbook.recap import nama_lembar as nama
from skpbook.recap.aliran import Hias, Kolom
from skpbook.recap.perubahan import NAIK, TURUN, arah, susun_perubahan
from skpbook.recap.rumus import hitung_bila, kutip
from skpbook.recap.susun import sebut_periode
from skpbook.recap.teks_sel import ringkas
from skpbook.regulation.label import Predikat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.recap.aliran import Sel
    from skpbook.recap.kertas import LembarKerja
    from skpbook.recap.perubahan import Perubahan
    from skpbook.recap.susun import Rekap

_ARAH = {NAIK: ("sel", "tebal", "baik"), TURUN: ("sel", "tebal", "kurang")}
KOLOM = (
    Kolom("No", 6, ("sel", "bilangan", "tengah")),
    Kolom("NIP", 20, ("sel", "teks")),
    Kolom("Nama", 27),
    Kolom("Unit Kerja", 27),
    Kolom("Dari", 16),
    Kolom("Ke", 16),
    Kolom("Arah", 11, varian=tuple(_ARAH.values())),
)
_PREDIKAT = tuple(Predikat)


def tulis(lembar: LembarKerja, rekap: Rekap) -> None:
    """Write the sheet."""
    ubah = susun_perubahan(rekap.riwayat, rekap.periode_lalu, rekap.periode)
    lalu = sebut_periode(rekap.tahun, rekap.periode_lalu) if ubah else ""
    awal = lembar.judul(
        "PERUBAHAN PREDIKAT",
        rekap.instansi,
        f"Dari {lalu} ke {rekap.sebutan_periode}" if ubah else f"Periode: {rekap.sebutan_periode}",
        "Yang berpredikat pada kedua periode. Baris: predikat periode lalu; kolom: predikat periode ini."
        if ubah
        else "Belum ada periode sejenis sebelumnya yang dinilai, jadi belum ada yang dapat dibandingkan.",
    )
    lembar.lebar([satu.lebar for satu in KOLOM])
    kepala = awal + len(_PREDIKAT) + 4
    isi = list(_baris(rekap, ubah)) if ubah else []
    kosong = (2, "Tidak ada yang berubah." if ubah else "Belum ada periode pembanding.")
    akhir = lembar.daftar("TabelPerubahan", kepala, KOLOM, len(isi), isi, kosong=kosong)
    for k, sebutan in ((4, "Ubah_Dari"), (5, "Ubah_Ke"), (6, nama.UBAH_ARAH)):
        lembar.nama_kolom(sebutan, k, kepala + 1, len(isi))
    _tabel(lembar, rekap, awal, ubah)
    lembar.nip_teks(kepala + 1, 1, akhir)
    lembar.cetak(mendatar=True, kiri=rekap.instansi, kanan=rekap.sebutan_periode, ulang=(kepala, kepala))


def _tabel(lembar: LembarKerja, rekap: Rekap, r: int, ubah: Perubahan | None) -> None:
    """The table of both periods: counted from Nominatif where that has both, else from the list below."""
    kolom = {p.kode: nama.nom_periode(i) for i, p in enumerate(rekap.periode_tahun, start=1)}
    lembar.gabung(r, 0, r, 1, "Periode lalu ↓   periode ini →", "kepala")
    for k, judul in enumerate((*(p.value for p in _PREDIKAT), "Jumlah"), start=2):
        lembar.teks(r, k, judul, "kepala")
    hitungan = ubah.hitungan if ubah else {}
    for i, dari in enumerate(_PREDIKAT, start=1):
        lembar.gabung(r + i, 0, r + i, 1, dari.value, "petak", "tebal")
        for j, ke in enumerate(_PREDIKAT):
            banyak = hitungan.get((dari, ke), 0)
            sel = ("petak", "bilangan", *(("lembut",) if dari is ke else ()))
            if ubah and ubah.dari in kolom and ubah.ke in kolom:
                rumus = hitung_bila((kolom[ubah.dari], kutip(dari.value)), (kolom[ubah.ke], kutip(ke.value)))
                lembar.rumus(r + i, 2 + j, rumus, banyak, *sel)
            else:
                lembar.angka(r + i, 2 + j, banyak, *sel)
        jumlah = sum(hitungan.get((dari, ke), 0) for ke in _PREDIKAT)
        rumus = f"=SUM({alamat(r + i, 2)}:{alamat(r + i, 6)})"
        lembar.rumus(r + i, 7, rumus, jumlah, "petak", "bilangan", "tebal")
    bawah = r + len(_PREDIKAT) + 1
    lembar.gabung(bawah, 0, bawah, 1, "Jumlah", "jumlah")
    for k in range(2, 8):
        ke_ini = _PREDIKAT[k - 2 : k - 1] or _PREDIKAT
        jumlah = sum(n for (_, ke), n in hitungan.items() if ke in ke_ini)
        huruf = nama_kolom(k)
        lembar.rumus(bawah, k, f"=SUM({huruf}{r + 2}:{huruf}{bawah})", jumlah, "jumlah", "bilangan")


def _baris(rekap: Rekap, ubah: Perubahan) -> Iterator[tuple[Sel, ...]]:
    kolom = [rekap.pegawai[satu].tolist() for satu in ("nip", "nama", "unit")]
    for nomor, (letak, dari, ke) in enumerate(ubah.berubah, start=1):
        nip, orang, unit = (ringkas(str(isi[letak])) for isi in kolom)
        ke_mana = arah(dari, ke)
        yield (nomor, nip, orang, unit, dari.value, ke.value, Hias(ke_mana, _ARAH[ke_mana]))
