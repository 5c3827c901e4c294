"""Tables: items with child rows (RHK and its IKI), in sections, or flat rows. Headings locate the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.forms.layout import AWALAN_SAMPING, Pena

if TYPE_CHECKING:
    from skpbook.forms.definition import Seksi, Tabel


def susun(pena: Pena, bagian: Tabel, awalan: str) -> None:
    """Heading, column numbers, then every section with its visible and spare items."""
    if bagian.judul:
        pena.tulis(pena.penuh(), "seksi", teks=bagian.judul)
        pena.maju()
    kepala = pena.baris
    for satu in bagian.kolom:
        gaya = "kepala-bantu" if satu.bantu else "kepala"
        pena.tulis(pena.rentang(satu.k), gaya, teks=satu.kepala)
    pena.tinggi[pena.baris] = 45
    pena.maju()
    if bagian.nomor_kolom:
        for nomor, satu in enumerate((k for k in bagian.kolom if not k.bantu), start=1):
            pena.tulis(pena.rentang(satu.k), "nomor-kolom", teks=f"({nomor})")
        pena.maju()
    if pena.baris_judul is None:
        pena.baris_judul = (kepala, pena.baris - 1)
    for seksi in bagian.seksi:
        susun_seksi(pena, seksi, awalan, lambda jalur, n: _susun_butir(pena, bagian, jalur, n, kepala))


def susun_seksi(pena: Pena, seksi: Seksi, awalan: str, butir) -> None:  # type: ignore[no-untyped-def]
    """A section's heading and its items: `butir(path, child rows)` places one item and returns its rows."""
    if seksi.judul:
        pena.tulis(pena.penuh(), "seksi-kiri", teks=seksi.judul)
        pena.maju()
    ada = pena.banyak(awalan + seksi.ke)
    tampak = max(seksi.tampak if not ada else 0, ada + (1 if ada else 0))
    for nomor in range(tampak + seksi.cadangan):
        jalur = f"{awalan}{seksi.ke}[{nomor}]"
        mulai = pena.baris
        butir(jalur, seksi)
        if nomor >= tampak:
            pena.tersembunyi.update(range(mulai, pena.baris))
        if nomor == tampak - 1 and seksi.cadangan:
            pena.catatan_samping[mulai] = (
                f"{AWALAN_SAMPING} Ada {seksi.cadangan} baris cadangan tersembunyi di bawah baris ini: pilih baris "
                "ini dan baris di bawahnya, klik kanan, lalu Unhide (Tampilkan)."
            )


def _susun_butir(pena: Pena, bagian: Tabel, jalur: str, seksi: Seksi, kepala: int) -> None:
    mulai = pena.baris
    anak = 1
    tampak = 1
    if bagian.anak:
        ada = pena.banyak(f"{jalur}.{bagian.anak}")
        tampak = max(seksi.anak_tampak, ada)
        anak = tampak + seksi.anak_cadangan
    akhir = mulai + anak - 1
    for satu in bagian.kolom:
        kolom = pena.rentang(satu.k)
        if satu.tingkat == 1:
            rumus = _rumus_nomor(bagian, jalur, kolom[0], kepala, mulai) if satu.isi == "nomor" else None
            gaya = "nomor" if satu.isi == "nomor" else "isian"
            pena.tulis(kolom, gaya, jalur=f"{jalur}.{satu.isi}", rumus=rumus, sampai=akhir)
            continue
        for nomor in range(anak):
            gaya = "isian-bantu" if satu.bantu else "isian"
            pena.tulis(kolom, gaya, jalur=f"{jalur}.{bagian.anak}[{nomor}].{satu.isi}", baris=mulai + nomor)
    pena.tersembunyi.update(range(mulai + tampak, akhir + 1))
    pena.maju(anak)


def _rumus_nomor(bagian: Tabel, jalur: str, kolom: int, kepala: int, mulai: int) -> str | None:
    """Running number, as long as the item is filled in; tambahan goes on where utama ended."""
    return rumus_nomor(f"{jalur}.{bagian.kunci}", kolom, kepala, mulai)


def rumus_nomor(kunci: str, kolom: int, kepala: int, mulai: int) -> str:
    """One more than the largest number above, empty while the field `kunci` is."""
    from skpbook.domain.tempat import nama_kolom

    huruf = nama_kolom(kolom)
    return f'=IF({{{kunci}}}="","",MAX(${huruf}${kepala + 1}:{huruf}{mulai})+1)'


def label(bagian: Tabel) -> tuple[str, ...]:
    """Headings, section titles, the table's own title."""
    judul = (bagian.judul,) if bagian.judul else ()
    return (
        *judul,
        *(satu.kepala for satu in bagian.kolom),
        *(satu.judul for satu in bagian.seksi if satu.judul),
    )


def jangkar(bagian: Tabel) -> tuple[str, ...]:
    """The widest telling heading (the key column) or the table's title."""
    kunci = tuple(satu.kepala for satu in bagian.kolom if satu.isi == bagian.kunci)
    return (*((bagian.judul,) if bagian.judul else ()), *kunci)
