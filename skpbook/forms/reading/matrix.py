"""Reading the Matriks Peran Hasil."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from skpbook.domain.teks import normal
from skpbook.forms.paths import Sejajar, ambil, taruh
from skpbook.forms.reading.bullets import belah_butir, kalimat
from skpbook.forms.reading.person import urai_orang

if TYPE_CHECKING:
    from skpbook.forms.definition import Matriks
    from skpbook.forms.scan import Kena, Pindaian

_KOSONG = frozenset({"", "n a", "na", "x", "tidak ada", "nihil"})
_KEPALA_NIP = frozenset({"nip", "ni pppk", "nip ni pppk", "nip kolom bantu"})
_KEPALA_LAIN = frozenset({"no", "nomor"})


class _Tata(NamedTuple):
    """Where the parts of one matrix stand."""

    kepala: int
    nama: int
    nip: int | None
    jabatan: int | None
    isi: int
    tepi: int


def baca(mata: Pindaian, bagian: Matriks, dari: int, sampai: int, awalan: str) -> None:
    """First row with text under the heading is the leader's; then, where it is, the method row; then
    people.
    """
    kena = mata.cari((bagian.kepala_orang,), dari, sampai)
    if kena is None:
        mata.hilang.extend((bagian.kepala_orang, bagian.kepala_kolom))
        return
    tata = _tata(mata, bagian, kena)
    metode = next(
        (s for s in mata.semua(bagian.label_metode, kena.baris + 1, sampai) if s.kolom == tata.nama), None
    )
    baris = _baris_pimpinan(mata, tata, metode.baris if metode else None, sampai)
    if baris is None:
        return
    _orang(mata, f"{awalan}pimpinan", baris, tata)
    kolom = _kolom_berisi(mata, tata, baris, sampai, None if metode is None else metode.baris)
    for nomor, satu in enumerate(kolom):
        mata.catat(f"{awalan}kolom[{nomor}].judul", baris, satu, mata.teks(baris, satu))
        if ambil(mata.pohon, f"{awalan}kolom[{nomor}]") is None:
            taruh(mata.pohon, f"{awalan}kolom[{nomor}]", {})
        mata.tempat[f"{awalan}kolom[{nomor}]"] = mata.tempat_sel(baris, satu)
        if metode is not None:
            mata.catat(f"{awalan}kolom[{nomor}].metode", metode.baris, satu, mata.teks(metode.baris, satu))
    mata.tempat[f"{awalan}kolom"] = mata.tempat_sel(baris, kolom[0] if kolom else tata.isi)
    mulai = baris + 1 if metode is None else metode.baris + 1
    mata.tempat[f"{awalan}anggota"] = mata.tempat_sel(mulai, tata.nama)
    _Anggota(mata, bagian, tata, kolom, awalan).jalan(baris, mulai, sampai)


def _tata(mata: Pindaian, bagian: Matriks, kena: Kena) -> _Tata:
    nip = jabatan = None
    paling = kena.akhir
    for kolom, teks in mata.isi_baris(kena.baris):
        nama = normal(teks)
        if nama in _KEPALA_NIP:
            nip, paling = kolom, max(paling, kolom)
        elif nama == "jabatan" and kolom != kena.kolom:
            jabatan, paling = kolom, max(paling, kolom)
        elif nama in _KEPALA_LAIN:
            paling = max(paling, kolom)
    kepala = mata.cari((bagian.kepala_kolom,), kena.baris, kena.baris + 2)
    if kepala is None:
        mata.hilang.append(bagian.kepala_kolom)
        return _Tata(kena.baris, kena.kolom, nip, jabatan, paling + 1, paling + 1)
    tepi = max(satu.akhir for satu in mata.semua(bagian.kepala_kolom, kepala.baris, kepala.baris + 1))
    return _Tata(kena.baris, kena.kolom, nip, jabatan, kepala.kolom, tepi)


def _baris_pimpinan(mata: Pindaian, tata: _Tata, metode: int | None, sampai: int) -> int | None:
    """The leader's row: the last one with text between the heading and the method row, else the next with
    text.
    """
    if metode is not None:
        berisi = [baris for baris in range(tata.kepala + 1, metode) if _ada(mata, tata, baris)]
        return berisi[-1] if berisi else max(tata.kepala + 1, metode - 1)
    return next((baris for baris in range(tata.kepala + 1, sampai) if _ada(mata, tata, baris)), None)


def _ada(mata: Pindaian, tata: _Tata, baris: int) -> bool:
    return mata.isi_pertama(baris, min(tata.nama, tata.isi), max(tata.tepi, mata.kanan) + 2) is not None


def _kolom_berisi(mata: Pindaian, tata: _Tata, pimpinan: int, sampai: int, metode: int | None) -> list[int]:
    """Columns with an IKI/RHK of the leader or any peran hasil, from the heading on without a gap beyond its
    end.

    What stands under an empty heading counts too; a stray cell far out does not.
    """
    judul = {kolom for kolom, _ in mata.isi_baris(pimpinan, tata.isi)}
    berisi = set(judul)
    for baris in range(pimpinan + 1, sampai):
        if baris != metode:
            berisi |= {
                kolom for kolom, teks in mata.isi_baris(baris, tata.isi) if normal(teks) not in _KOSONG
            }
        else:
            berisi |= {kolom for kolom, _ in mata.isi_baris(baris, tata.isi)}
    tepi = tata.tepi
    while tepi + 1 in berisi:
        tepi += 1
    return sorted(kolom for kolom in berisi if kolom <= tepi)


class _Anggota:
    """Walks the rows of the people."""

    def __init__(self, mata: Pindaian, bagian: Matriks, tata: _Tata, kolom: list[int], awalan: str) -> None:
        self.mata = mata
        self.tata = tata
        self.kolom = kolom
        self.daftar = f"{awalan}anggota"
        self.kepala = mata.id(bagian.kepala_orang)
        self.kepala_kolom = mata.id(bagian.kepala_kolom)

    def jalan(self, pimpinan: int, mulai: int, sampai: int) -> None:
        """A name begins a person; rows without one go on with the last, up to an empty row."""
        baris = mulai
        jalur: str | None = None
        while baris < sampai:
            if kepala_matriks(self.mata, baris, self.kepala, self.kepala_kolom):
                baris += 2 if sama_baris(self.mata, pimpinan, baris + 1, self.kolom) else 1
                continue
            area = self.mata.tegak(baris, self.tata.nama)
            akhir = area[2] if area is not None and area[0] == baris else baris
            berisi = any(peran_sel(self.mata.teks(r, k)) for r in range(baris, akhir + 1) for k in self.kolom)
            if self._bernama(baris) or (akhir > baris and berisi):
                jalur = self._baru(baris)
            elif not berisi:
                jalur = None
            if jalur is not None:
                self._peran(jalur, baris, akhir)
            baris = akhir + 1

    def _bernama(self, baris: int) -> bool:
        nip = self.mata.teks(baris, self.tata.nip) if self.tata.nip is not None else ""
        return bool(self.mata.teks(baris, self.tata.nama) or nip)

    def _baru(self, baris: int) -> str:
        jalur = f"{self.daftar}[{self.mata.panjang(self.daftar)}]"
        taruh(self.mata.pohon, jalur, {"peran": [[] for _ in self.kolom]})
        self.mata.tempat[jalur] = self.mata.tempat_sel(baris, self.tata.nama)
        _orang(self.mata, jalur, baris, self.tata)
        return jalur

    def _peran(self, jalur: str, baris: int, akhir: int) -> None:
        for nomor, kolom in enumerate(self.kolom):
            sel = f"{jalur}.peran[{nomor}]"
            self.mata.tempat.setdefault(sel, self.mata.tempat_sel(baris, kolom))
            for satu in range(baris, akhir + 1):
                for teks in peran_sel(self.mata.teks(satu, kolom)):
                    self.mata.catat(f"{sel}[{self.mata.panjang(sel)}]", satu, kolom, teks)


def kepala_matriks(mata: Pindaian, baris: int, orang: str, kolom: str) -> bool:
    """Is a row the heading of a matrix: both headings in it?"""
    ada = {kena.label for kena in mata.di_baris(baris)}
    return orang in ada and kolom in ada


def sama_baris(mata: Pindaian, satu: int, dua: int, kolom: list[int]) -> bool:
    """Do two rows say the same in most of the columns?"""
    sama = [
        k for k in kolom if mata.teks(satu, k) and normal(mata.teks(satu, k)) == normal(mata.teks(dua, k))
    ]
    return bool(kolom) and len(sama) * 2 > len(kolom)


def batas_matriks(mata: Pindaian, bagian: Matriks) -> list[tuple[int, int]]:
    """Row ranges of the matrices of a sheet: a heading after an empty row or a title begins a new one.

    A heading right below a person, or with the same leader below it, is the one repeated by a page break.
    """
    orang, kolom = mata.id(bagian.kepala_orang), mata.id(bagian.kepala_kolom)
    kepala = [baris for baris in range(mata.dari, mata.akhir) if kepala_matriks(mata, baris, orang, kolom)]
    if len(kepala) < 2:
        return [(mata.dari, mata.akhir)]
    mulai = [mata.dari]
    pimpinan = kepala[0] + 1
    for baris in kepala[1:]:
        atas = _awal_judul(mata, baris)
        isi = [k for k, _ in mata.isi_baris(pimpinan)]
        if atas < baris and not sama_baris(mata, pimpinan, baris + 1, isi):
            mulai.append(atas)
            pimpinan = baris + 1
    return list(zip(mulai, [*mulai[1:], mata.akhir], strict=True))


def _awal_judul(mata: Pindaian, kepala: int) -> int:
    """The first of the empty, title and label rows right above a heading; the heading itself without any."""
    judul = [normal(kata) for satu in mata.definisi.kenali.semua for kata in satu.split("|")]
    baris = kepala
    while baris > mata.dari:
        isi = mata.isi_baris(baris - 1, 0, mata.kanan + 2)
        berjudul = len(isi) == 1 and any(satu in normal(isi[0][1]) for satu in judul)
        if isi and not berjudul and not mata.di_baris(baris - 1):
            break
        baris -= 1
    return baris


def peran_sel(teks: str) -> list[str]:
    """Peran hasil of a cell: a bullet or a line each; N/A, x and blank are none."""
    if normal(teks) in _KOSONG:
        return []
    if "\n" not in teks:
        return [teks]
    return [satu for satu in belah_butir(teks) or kalimat(teks) if normal(satu) not in _KOSONG]


def _orang(mata: Pindaian, jalur: str, baris: int, tata: _Tata) -> None:
    """Name, NIP and jabatan: each from its column where it has one, else from the name cell's lines."""
    nip = mata.teks(baris, tata.nip) if tata.nip is not None else ""
    orang = urai_orang(mata.teks(baris, tata.nama), cari_nip=not nip, berlabel=True)
    mata.catat(f"{jalur}.nama", baris, tata.nama, orang.nama)
    kolom_jabatan = tata.nama if tata.jabatan is None else tata.jabatan
    jabatan = orang.jabatan if tata.jabatan is None else mata.teks(baris, tata.jabatan) or orang.jabatan
    mata.catat(f"{jalur}.jabatan", baris, kolom_jabatan, jabatan)
    mata.catat(f"{jalur}.nip", baris, tata.nama if tata.nip is None else tata.nip, nip or orang.nip)


def rapikan(_bagian: Matriks, isi: dict[str, Any], letak: dict[str, Any]) -> None:
    """Names from their cells, columns with anything in them, peran hasil a line each."""
    _nama(isi.get("pimpinan"))
    letak["pimpinan"] = _letak_nama(letak["pimpinan"])
    anggota = [satu or {} for satu in isi.get("anggota") or ()]
    for satu in anggota:
        _nama(satu)
        satu["peran"] = [_sel_peran(sel or ()) for sel in satu.get("peran") or ()]
    kolom = isi.get("kolom") or []
    pakai = [
        nomor
        for nomor in range(len(letak["kolom"]))
        if (nomor < len(kolom) and kolom[nomor])
        or any(nomor < len(satu["peran"]) and satu["peran"][nomor] for satu in anggota)
    ]
    isi["kolom"] = [kolom[nomor] if nomor < len(kolom) else None for nomor in pakai]
    asal = letak["kolom"]
    letak["kolom"] = Sejajar(asal[nomor] for nomor in pakai) if pakai else asal
    for satu in anggota:
        satu["peran"] = [satu["peran"][nomor] if nomor < len(satu["peran"]) else [] for nomor in pakai]
    isi["anggota"] = anggota
    letak["anggota"] = [_letak_anggota(satu, pakai) for satu in letak["anggota"]]


def _nama(orang: dict[str, Any] | None) -> None:
    sel = orang.pop("nama_jabatan", None) if orang else None
    if orang is None or sel is None:
        return
    terurai = urai_orang(sel.teks, cari_nip=orang.get("nip") is None)
    for medan, teks in zip(("nama", "jabatan", "nip"), terurai, strict=True):
        if teks is not None:
            orang[medan] = sel._replace(teks=teks)


def _letak_nama(letak: dict[str, Any]) -> dict[str, Any]:
    sel = letak["nama_jabatan"]
    return {"nama": sel, "nip": letak["nip"], "jabatan": sel}


def _letak_anggota(letak: dict[str, Any], pakai: list[int]) -> dict[str, Any]:
    hasil = _letak_nama(letak)
    if pakai:
        hasil["peran"] = Sejajar(letak["peran"][nomor] for nomor in pakai)
    return hasil


def _sel_peran(sel: Any) -> list[Any]:
    return [satu._replace(teks=teks) for satu in sel if satu is not None for teks in peran_sel(satu.teks)]
