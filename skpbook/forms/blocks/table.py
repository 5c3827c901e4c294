"""Tables: items with child rows (RHK and its IKI), in sections, or flat rows. Headings locate the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from skpbook.domain.tempat import nama_kolom

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from skpbook.forms.definition import KolomTabel, Seksi, Tabel
    from skpbook.forms.layout import Pena, Rentang


def susun(pena: Pena, bagian: Tabel, awalan: str) -> None:
    """Heading, column numbers, then every section with its visible and spare items."""
    mulai = pena.baris
    if bagian.judul:
        pena.tulis(pena.penuh(), "seksi", teks=bagian.judul)
        pena.maju()
    kepala = pena.baris
    tulis_kepala(pena, bagian.kolom)
    pena.tinggi[pena.baris] = bagian.tinggi_kepala
    pena.maju()
    if bagian.nomor_kolom:
        for nomor, satu in enumerate((k for k in bagian.kolom if not k.bantu), start=1):
            pena.tulis(pena.rentang(satu.k), "nomor-kolom", teks=f"({nomor})")
        pena.maju()
    if bagian.ulang:
        pena.ulang(kepala)
    terisi = any(pena.banyak(awalan + seksi.ke) for seksi in bagian.seksi)
    for seksi in bagian.seksi:
        susun_seksi(
            pena,
            seksi,
            awalan,
            lambda jalur, satu: _susun_butir(pena, bagian, jalur, satu, kepala),
            terisi=terisi and bagian.anak is not None,
        )
    if bagian.utuh:
        pena.satukan(mulai)


def tulis_kepala(pena: Pena, kolom: Sequence[KolomTabel]) -> None:
    """Headings of columns in the current row; a column without one has none."""
    for satu in kolom:
        if satu.kepala:
            pena.tulis(pena.rentang(satu.k), "kepala-bantu" if satu.bantu else "kepala", teks=satu.kepala)


def susun_seksi(
    pena: Pena,
    seksi: Seksi,
    awalan: str,
    butir: Callable[[str, Seksi], Sequence[Rentang]],
    *,
    terisi: bool,
    kepala: Sequence[KolomTabel] = (),
) -> None:
    """A section's heading and its items: `butir(path, section)` places one item in rows of its own and says
    which cells a person fills in.

    `terisi`: what is at hand is what the sheet is for, no empty items stand below it. `kepala` are headings
    beside the section's title.
    """
    if seksi.judul:
        pena.tulis(_lebar_judul(pena, kepala), "seksi-kiri", teks=seksi.judul)
        tulis_kepala(pena, kepala)
        pena.maju()
    ada = pena.banyak(awalan + seksi.ke)
    tampak = max(ada, 1) if terisi else max(ada, seksi.tampak)
    kosong = replace(seksi, anak_tampak=1, anak_cadangan=seksi.anak_tampak + seksi.anak_cadangan - 1)
    for nomor in range(tampak + seksi.cadangan):
        mulai = pena.baris
        sel = len(pena.sel)
        isian = butir(f"{awalan}{seksi.ke}[{nomor}]", kosong if terisi and seksi.pas else seksi)
        if nomor >= seksi.minimal:
            pena.wajib_bila(sel, isian)
        if nomor >= tampak:
            pena.tersembunyi.update(range(mulai, pena.baris))
        if nomor == tampak - 1:
            pena.sampingi(mulai, seksi.cadangan, "isian")


def _lebar_judul(pena: Pena, kepala: Sequence[KolomTabel]) -> tuple[int, int]:
    """The section's title goes up to the first heading beside it."""
    kiri, kanan = pena.penuh()
    cetak = [pena.rentang(satu.k)[0] - 1 for satu in kepala if satu.kepala and not satu.bantu]
    return kiri, min([kanan, *cetak])


def _susun_butir(pena: Pena, bagian: Tabel, jalur: str, seksi: Seksi, kepala: int) -> Sequence[Rentang]:
    mulai = pena.baris
    diisi = [pena.rentang(satu.k) for satu in bagian.kolom if satu.isi != "nomor" and not satu.bantu]
    kiri, kanan = min(diisi)[0], max(diisi)[1]
    anak = 1
    tampak = 1
    if bagian.anak:
        tampak = max(seksi.anak_tampak, pena.banyak(f"{jalur}.{bagian.anak}"))
        anak = tampak + seksi.anak_cadangan
    akhir = mulai + anak - 1
    for satu in bagian.kolom:
        kolom = pena.rentang(satu.k)
        if satu.tingkat == 1:
            nomor = satu.isi == "nomor"
            rumus = rumus_nomor(f"{jalur}.{bagian.kunci}", kolom[0], kepala, mulai) if nomor else None
            gaya = "nomor" if nomor else satu.gaya or "isian"
            pena.tulis(kolom, gaya, jalur=f"{jalur}.{satu.isi}", rumus=rumus, sampai=akhir)
            continue
        for urut in range(anak):
            gaya = "isian-bantu" if satu.bantu else satu.gaya or "isian"
            di = mulai + urut
            sel = len(pena.sel)
            pena.tulis(kolom, gaya, jalur=f"{jalur}.{bagian.anak}[{urut}].{satu.isi}", baris=di)
            if urut:
                pena.wajib_bila(sel, [(di, kiri, di, kanan)])
    for baris in range(mulai, akhir + 1):
        pena.tinggi[baris] = bagian.tinggi
    pena.tersembunyi.update(range(mulai + tampak, akhir + 1))
    pena.maju(anak)
    return [(mulai, kiri, akhir, kanan)]


def rumus_nomor(kunci: str, kolom: int, kepala: int, mulai: int) -> str:
    """One more than the largest number above, empty while the field `kunci` is."""
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
