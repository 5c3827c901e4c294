"""The Petunjuk sheet: written from the definitions, so that it always says what the sheets want."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.forms.heights import perlu_tinggi

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook

    from skpbook.forms.catalog import Katalog
    from skpbook.forms.choices import DaftarPilihan
    from skpbook.forms.definition import Definisi, Isian
    from skpbook.forms.layout import Tata
    from skpbook.forms.theme import Gaya

LEMBAR = "Petunjuk"
_LEBAR = (34, 62, 12, 52)
_UMUM = (
    "Isi sel berwarna kuning (wajib) dan biru muda (boleh kosong). Warna hilang setelah diisi dan tidak mengganggu cetakan.",
    "Sel lain terkunci supaya bentuk formulir tetap resmi. Bila isian yang sudah tercetak (nama, NIP, jabatan) keliru, jangan diubah di sini: beri tahu pengelola kepegawaian.",
    "Sel yang menjadi merah berisi pilihan yang tidak dikenal: pilih ulang dari daftar (klik panah di kanan sel).",
    "Baris kurang? Di bawah baris terakhir ada baris cadangan yang tersembunyi: pilih baris di atas dan di bawahnya, klik kanan, lalu Unhide (Tampilkan). Baris yang tidak dipakai boleh disembunyikan dengan Hide.",
    "Pindah baris dalam satu sel: Alt+Enter. Simpan sebagai .xlsx dengan nama berkas yang sama, lalu kirim kembali.",
)


def tulis_petunjuk(
    buku: Workbook,
    gaya: Gaya,
    katalog: Katalog,
    judul: str,
    untuk: str | None,
    lembar: Sequence[tuple[Definisi, Tata]],
    daftar: DaftarPilihan,
) -> None:
    """How to fill in, then a line a field for every sheet."""
    petunjuk = buku.get_worksheet_by_name(LEMBAR) or buku.add_worksheet(LEMBAR)
    petunjuk.hide_gridlines(2)
    for kolom, lebar in enumerate(_LEBAR):
        petunjuk.set_column(kolom, kolom, lebar)
    petunjuk.set_paper(9)
    petunjuk.set_landscape()
    petunjuk.fit_to_pages(1, 0)
    petunjuk.set_footer("&L&8Petunjuk&R&8Halaman &P dari &N")
    petunjuk.write_string(0, 0, judul, gaya.format("petunjuk-judul"))
    petunjuk.set_row(0, 26)
    baris = 1
    if untuk:
        petunjuk.merge_range(baris, 0, baris, 3, "", gaya.format("petunjuk-polos"))
        petunjuk.write_string(baris, 0, untuk, gaya.format("petunjuk-polos"))
        baris += 1
    baris += 1
    for nomor, teks in enumerate(_UMUM, start=1):
        isi = f"{nomor}. {teks}"
        petunjuk.merge_range(baris, 0, baris, 3, "", gaya.format("petunjuk-polos"))
        petunjuk.write_string(baris, 0, isi, gaya.format("petunjuk-polos"))
        petunjuk.set_row(baris, perlu_tinggi(isi, sum(_LEBAR) * 0.9) + 3)
        baris += 1
    for definisi, tata in lembar:
        baris = _bagian(petunjuk, gaya, katalog, definisi, tata, daftar, baris + 1)
    petunjuk.print_area(0, 0, baris, 3)
    petunjuk.protect("", {"format_columns": True, "format_rows": True})
    petunjuk.set_zoom(100)


def _bagian(
    petunjuk, gaya: Gaya, katalog: Katalog, definisi: Definisi, tata: Tata, daftar: DaftarPilihan, baris: int
) -> int:  # type: ignore[no-untyped-def]
    petunjuk.merge_range(baris, 0, baris, 3, "", gaya.format("petunjuk-bagian"))
    petunjuk.write_string(
        baris, 0, f"Lembar {definisi.lembar}: {definisi.nama}", gaya.format("petunjuk-bagian")
    )
    baris += 1
    for teks in definisi.petunjuk:
        petunjuk.merge_range(baris, 0, baris, 3, "", gaya.format("petunjuk-polos"))
        petunjuk.write_string(baris, 0, f"• {teks}", gaya.format("petunjuk-polos"))
        petunjuk.set_row(baris, perlu_tinggi(teks, sum(_LEBAR) * 0.9) + 3)
        baris += 1
    for kolom, teks in enumerate(("Isian", "Cara mengisi", "Wajib", "Pilihan")):
        petunjuk.write_string(baris, kolom, teks, gaya.format("petunjuk-kepala"))
    baris += 1
    for isian in isian_formulir(katalog, definisi, tata):
        pilihan = "; ".join(daftar.isi(isian.pilihan)) if isian.pilihan else ""
        if isian.rumus:
            pilihan = "(terisi sendiri)"
        wajib = "wajib" if isian.wajib else ""
        for kolom, teks in enumerate((isian.label, isian.petunjuk, wajib, pilihan)):
            petunjuk.write_string(baris, kolom, teks, gaya.format("petunjuk"))
        baris += 1
    return baris


def isian_formulir(katalog: Katalog, definisi: Definisi, tata: Tata) -> list[Isian]:
    """Every field definition a form uses, once, in the order of the sheet; fixed texts left out."""
    hasil: dict[str, Isian] = {}
    for sel in tata.sel:
        if sel.jalur is not None:
            isian = katalog.isian(definisi, sel.jalur)
            hasil.setdefault(isian.label, isian)
    return list(hasil.values())
