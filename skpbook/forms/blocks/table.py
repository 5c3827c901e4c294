"""Tables: items with child rows (RHK and its IKI), in sections, or flat rows. Headings locate the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.domain.tempat import nama_kolom
from skpbook.forms.layout import Lipatan, Wadah

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

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
    penentu = tuple(awalan + seksi.ke for seksi in bagian.seksi) if bagian.anak else ()
    for seksi in bagian.seksi:
        susun_seksi(
            pena,
            seksi,
            awalan,
            lambda jalur, satu: _susun_butir(pena, bagian, jalur, satu, kepala, penentu),
            penentu=penentu,
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
    penentu: tuple[str, ...],
    kepala: Sequence[KolomTabel] = (),
) -> None:
    """A section's heading and its items: `butir(path, section)` places one item in rows of its own and says
    which cells a person fills in.

    Where one of the lists `penentu` has anything, that is what the sheet is for: no empty items are visible
    below it. `kepala` are headings beside the section's title.
    """
    if seksi.judul:
        pena.tulis(_lebar_judul(pena, kepala), "seksi-kiri", teks=seksi.judul)
        tulis_kepala(pena, kepala)
        pena.maju()
    daftar = awalan + seksi.ke
    rentang = []
    for nomor in range(pena.muat(daftar, wadah_seksi(seksi))):
        mulai = pena.baris
        sel = len(pena.sel)
        isian = butir(f"{daftar}[{nomor}]", seksi)
        if nomor >= seksi.minimal:
            pena.wajib_bila(sel, isian)
        rentang.append((mulai, pena.baris - 1))
    terisi = 1 if penentu else seksi.tampak
    pena.lipat(Lipatan((daftar,), tuple(rentang), seksi.tampak, terisi, penentu, "isian"))


def wadah_seksi(seksi: Seksi) -> Wadah:
    """Room for the items of a section: what is known and complete (`pas`) leaves none empty."""
    return Wadah(seksi.tampak + seksi.cadangan, 0 if seksi.pas or not seksi.cadangan else 2)


def wadah_anak(seksi: Seksi) -> Wadah:
    """Room for the child rows of an item."""
    return Wadah(seksi.anak_tampak + seksi.anak_cadangan, 0 if seksi.pas else 1)


def lipat_anak(pena: Pena, seksi: Seksi, daftar: str, baris: Sequence[int], penentu: tuple[str, ...]) -> None:
    """Child rows of an item of which the last are hidden."""
    terisi = 1 if seksi.pas else seksi.anak_tampak
    rentang = tuple((satu, satu) for satu in baris)
    pena.lipat(Lipatan((daftar,), rentang, seksi.anak_tampak, terisi, penentu))


def _lebar_judul(pena: Pena, kepala: Sequence[KolomTabel]) -> tuple[int, int]:
    """The section's title goes up to the first heading beside it."""
    kiri, kanan = pena.penuh()
    cetak = [pena.rentang(satu.k)[0] - 1 for satu in kepala if satu.kepala and not satu.bantu]
    return kiri, min([kanan, *cetak])


def _susun_butir(
    pena: Pena, bagian: Tabel, jalur: str, seksi: Seksi, kepala: int, penentu: tuple[str, ...]
) -> Sequence[Rentang]:
    mulai = pena.baris
    diisi = [pena.rentang(satu.k) for satu in bagian.kolom if satu.isi != "nomor" and not satu.bantu]
    kiri, kanan = min(diisi)[0], max(diisi)[1]
    daftar = f"{jalur}.{bagian.anak}"
    anak = pena.muat(daftar, wadah_anak(seksi)) if bagian.anak else 1
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
            pena.tulis(kolom, gaya, jalur=f"{daftar}[{urut}].{satu.isi}", baris=di)
            if urut:
                pena.wajib_bila(sel, [(di, kiri, di, kanan)])
    for baris in range(mulai, akhir + 1):
        pena.tinggi[baris] = bagian.tinggi
    if bagian.anak:
        lipat_anak(pena, seksi, daftar, range(mulai, akhir + 1), penentu)
    pena.maju(anak)
    return [(mulai, kiri, akhir, kanan)]


def rumus_nomor(kunci: str, kolom: int, kepala: int, mulai: int) -> str:
    """One more than the largest number above, empty while the field `kunci` is."""
    huruf = nama_kolom(kolom)
    return f'=IF({{{kunci}}}="","",MAX(${huruf}${kepala + 1}:{huruf}{mulai})+1)'


def wadah(bagian: Tabel, awalan: str) -> Iterator[tuple[str, Wadah]]:
    """Room for the lists of a table, by the pattern of their path."""
    for seksi in bagian.seksi:
        yield awalan + seksi.ke, wadah_seksi(seksi)
        if bagian.anak:
            yield f"{awalan}{seksi.ke}[].{bagian.anak}", wadah_anak(seksi)


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
