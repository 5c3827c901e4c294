"""Documents of every form with any text in every field, and what must come back of them."""

from __future__ import annotations

import random
import re
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec
from hypothesis import strategies as st

from skpbook.domain.nip import bersihkan
from skpbook.domain.teks import nihil, normal, rapikan
from skpbook.forms.blocks import label_bagian
from skpbook.forms.catalog import Katalog, muat_katalog
from skpbook.forms.definition import Definisi, Kualitatif, Paket, Perilaku, Tabel
from skpbook.forms.layout import susun
from skpbook.forms.paths import ambil, langkah, taruh
from skpbook.forms.read import JENIS
from skpbook.forms.values import kanonik, nomor_otomatis
from skpbook.forms.write import Pesanan, tulis_buku
from skpbook.regulation.perilaku import NILAI_BERAKHLAK
from skpbook.regulation.pilihan import daftar_pilihan

if TYPE_CHECKING:
    from collections.abc import Mapping

Pohon = dict[str, Any]
KUNCI = b"kunci buku"
DIBUAT = datetime(2026, 1, 2, 8, 0)
_NIP = re.compile(r"\d(?:[ .]?\d){17}")
"""In a name cell of the matrix a NIP is a NIP, wherever the column for it is empty: names here have none."""


@cache
def katalog() -> Katalog:
    return muat_katalog()


def semua_formulir() -> list[str]:
    return sorted(katalog().definisi)


@cache
def paket(kode: str) -> Paket:
    """A package of this form alone."""
    return Paket(kode=kode, nama="Uji", tahap="uji", awalan_berkas="UJI", lembar=(kode,))


def tulis(kode: str, isi: Any = None, *, bebas: bool = True) -> bytes:
    """The form as a workbook of its own."""
    pesanan = Pesanan(
        paket=paket(kode), isi={kode: isi} if isi is not None else {}, dibuat=DIBUAT, kunci=KUNCI, bebas=bebas
    )
    return tulis_buku(katalog(), pesanan)


# ------------------------------------------------------------------ what people type


def label_formulir(definisi: Definisi) -> list[str]:
    semua = [nama for bagian in definisi.bagian for nama in label_bagian(bagian)]
    return sorted({nama for nama in semua if nama})


GANJIL = (
    "=1+1",
    '=HYPERLINK("http://contoh.go.id";"klik")',
    "+62 812",
    "-5%",
    "@budi",
    "'kutip",
    '"kutip ganda"',
    "`199001012015011001",
    "1. abc",
    "A. UTAMA",
    "B. TAMBAHAN",
    "NAMA",
    "JABATAN: x",
    "NIP : 199001012015011001",
    "Ukuran keberhasilan/ Indikator Kinerja Individu dan Target:",
    "Ekspektasi Khusus Pimpinan: ramah",
    "Akuntabel",
    "PERILAKU KERJA",
    "Pejabat Penilai Kinerja",
    "Pegawai yang Dinilai",
    "RATING HASIL KERJA*",
    "PERIODE PENILAIAN: 1 Januari 2026",
    "MATRIKS PERAN HASIL",
    "SASARAN KINERJA PEGAWAI",
    "HASIL EVALUASI KINERJA",
    "UMPAN BALIK",
    "DAFTAR GAJI POKOK",
    "90",
    "0,9",
    "61,95%",
    "12.000",
    "1e5",
    "TRUE",
    "2 Januari 2026",
    "2026-01-02",
    "01/02/2026",
    "III/b",
    "…..",
    "(X) Outcome",
    "tidak ada data",
    "baris satu\nbaris dua",
    "baris satu\n\nbaris tiga",
    "  spasi\u00a0tepi  ",
    "e\ufb01sien dan ef\u200bektif",
    "👍🏽 bagus 😀",
    'naskah "tata kelola" <b>&amp;</b> _x0041_',
    "Tersusunnya revisi UU No. 28 Tahun 2002 (penugasan dari Menteri)",
    "Meningkatnya mutu layanan; 3,5 dari skala 5",
)

_BIASA = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")), min_size=1, max_size=60
).filter(lambda teks: "_x" not in teks)
"""Text that looks like an escape of the file format ("_x005F_") is told apart by no two programs alike."""

_PANJANG = st.integers(200, 3500).map(lambda n: ("Terlaksananya koordinasi lintas sektor yang " * 90)[:n])


def teks(definisi: Definisi) -> st.SearchStrategy[str]:
    """Anything a person may type into a text field, labels of the form above all."""
    label = label_formulir(definisi)
    berlabel = st.sampled_from(label).flatmap(
        lambda nama: st.sampled_from([nama, nama.lower(), f"{nama}: isi", f"{nama}\nisi", f"1. {nama}"])
    )
    return st.one_of(st.sampled_from(GANJIL), berlabel, _BIASA, _PANJANG)


def _medan(acak: random.Random, definisi: Definisi, jalur: str, kumpulan: list[str]) -> str:
    """A value of a field: of its own kind mostly, else any text of the pool."""
    isian = katalog().isian(definisi, jalur)
    khas: tuple[str, ...] = ()
    if isian.jenis == "tanggal":
        hari = date(1990, 1, 1) + timedelta(days=acak.randrange(25_000))
        khas = (hari.isoformat(), hari.isoformat(), "2 Januari 2026", "belum ditentukan", "…")
    elif isian.jenis == "nip":
        khas = ("199001012015011001", "1990 0101 2015 0110 01", "'199001012015011001", "-", "NA")
    elif isian.pilihan == "periode":
        khas = ("TRIWULAN I", "Januari", "AKHIR", "TRIWULAN I/II/III/IV-AKHIR*", "kapan-kapan")
    elif isian.pilihan is not None:
        pilihan = daftar_pilihan(isian.pilihan)
        khas = (*pilihan, pilihan[0].upper(), "/ ".join(pilihan), "asal pilih", acak.choice(kumpulan))
    elif isian.jenis == "nama":
        khas = ("Budi Santoso, S.E.", "Siti - Aminah", acak.choice(kumpulan), acak.choice(kumpulan))
    return acak.choice(khas or kumpulan)


# ------------------------------------------------------------------ documents


def _daftar(definisi: Definisi) -> list[str]:
    """Paths of the lists of a form, without indexes, parents first; marks and perilaku are no lists here."""
    semua: dict[str, None] = {}
    for sel in susun(katalog(), definisi).sel:
        if sel.jalur is None or sel.tanda is not None:
            continue
        jalan = ""
        for satu in langkah(sel.jalur):
            if isinstance(satu, int):
                semua.setdefault(jalan)
                jalan += "[]"
            else:
                jalan = f"{jalan}.{satu}" if jalan else satu
    return [satu for satu in semua if satu != "perilaku"]


def _induk(daftar: str, panjang: dict[str, int]) -> list[str]:
    """Every path a list stands at, for the lengths of the lists above it: `utama[].iki` ->
    `utama[0].iki` …
    """
    induk = [""]
    potong = daftar.split("[]")
    for nomor in range(len(potong) - 1):
        induk = [
            f"{satu}{potong[nomor]}[{urut}]"
            for satu in induk
            for urut in range(panjang.get(f"{satu}{potong[nomor]}", 0))
        ]
    return [f"{satu}{potong[-1]}" for satu in induk]


@st.composite
def ukuran(draw: st.DrawFn, kode: str, *, paling: int = 4) -> tuple[tuple[str, int], ...]:
    """Lengths of the lists of a document, one now and then past the visible rows."""
    definisi = katalog().definisi[kode]
    hasil: dict[str, int] = {}
    for daftar in _daftar(definisi):
        for jalur in _induk(daftar, hasil):
            lebih = 11 if "[" not in jalur and daftar in ("utama", "baris", "sasaran") else 0
            hasil[jalur] = draw(st.sampled_from([0, 1, 1, 2, 3, paling, max(paling, lebih)]))
    return tuple(hasil.items())


@st.composite
def pohon(draw: st.DrawFn, kode: str, banyak: tuple[tuple[str, int], ...]) -> Pohon:
    """A document tree of these lengths, with empty fields here and there."""
    definisi = katalog().definisi[kode]
    kumpulan = draw(st.lists(teks(definisi), min_size=3, max_size=12))
    acak = random.Random(draw(st.integers(0, 2**32)))
    penuh = draw(st.sampled_from([0.5, 0.8, 1.0]))
    hasil: Pohon = {}
    panjang = dict(banyak)
    tata = susun(katalog(), definisi, banyak)
    for sel in tata.sel:
        if sel.jalur is None or not _muat(sel.jalur, panjang):
            continue
        isian = katalog().isian(definisi, sel.jalur)
        if isian.rumus == "nomor" or acak.random() > penuh:
            continue
        if sel.tanda is not None:
            taruh(hasil, sel.jalur, [*(ambil(hasil, sel.jalur) or ()), sel.tanda])
        else:
            _isi(hasil, sel.jalur, _medan(acak, definisi, sel.jalur, kumpulan))
    return _tanpa_lubang(hasil)


BIASA = (
    "Tersusunnya laporan",
    "Meningkatnya mutu layanan (penugasan dari Menteri)",
    "90%",
    "12 dokumen",
    "baris satu\nbaris dua",
    "Rapat kerja",
    "3,5 dari skala 5",
    "Terlaksananya koordinasi",
)
"""What people type into forms, and no label of any."""


def pohon_biasa(
    acak: random.Random, kode: str, *, penuh: float = 1.0, tetap: Mapping[str, int] | None = None
) -> Pohon:
    """A document tree of ordinary texts, no two RHK the same; every column of a matrix has its heading.

    `tetap` are the lengths of certain lists, by their paths without numbers.
    """
    definisi = katalog().definisi[kode]
    panjang: dict[str, int] = {}
    for daftar in _daftar(definisi):
        for satu in _induk(daftar, panjang):
            panjang[satu] = (tetap or {}).get(daftar, acak.choice([0, 1, 2, 3, 4]))
            if satu == "kolom":
                panjang[satu] = max(panjang[satu], 1)
            elif daftar == "anggota[].peran":
                panjang[satu] = panjang["kolom"]
    banyak = tuple(panjang.items())
    hasil: Pohon = {}
    for nomor, sel in enumerate(susun(katalog(), definisi, banyak).sel):
        if sel.jalur is None or not _muat(sel.jalur, panjang):
            continue
        isian = katalog().isian(definisi, sel.jalur)
        if isian.rumus == "nomor" or acak.random() > penuh:
            continue
        if sel.tanda is not None:
            taruh(hasil, sel.jalur, [*(ambil(hasil, sel.jalur) or ()), sel.tanda])
            continue
        kumpulan = [teks if teks[0].isdigit() else f"{teks} {nomor}" for teks in BIASA]
        _isi(hasil, sel.jalur, _medan(acak, definisi, sel.jalur, kumpulan))
    return _tanpa_lubang(hasil)


def _isi(hasil: Pohon, jalur: str, nilai: str) -> None:
    if jalur.endswith(".nama_jabatan"):
        dasar = jalur.removesuffix("nama_jabatan")
        atas, _, bawah = rapikan(_NIP.sub("Budi", nilai)).partition("\n")
        taruh(hasil, f"{dasar}nama", atas.strip() or "Tanpa Nama")
        if bawah.strip():
            taruh(hasil, f"{dasar}jabatan", bawah.strip())
    else:
        taruh(hasil, jalur, nilai)


def _muat(jalur: str, panjang: dict[str, int]) -> bool:
    """Is every index of a path below its list's length?"""
    jalan = ""
    for satu in langkah(jalur):
        if isinstance(satu, int):
            if jalan != "perilaku" and satu >= panjang.get(jalan, 0):
                return False
            jalan += f"[{satu}]"
        else:
            jalan = f"{jalan}.{satu}" if jalan else satu
    return True


def _tanpa_lubang(satu: Any, nama: str = "") -> Any:
    if isinstance(satu, dict):
        return {nama: _tanpa_lubang(nilai, nama) for nama, nilai in satu.items()}
    if isinstance(satu, list):
        teks_saja = any(isinstance(nilai, str) for nilai in satu)
        dalam = nama == "peran" and not teks_saja
        return [("" if teks_saja else [] if dalam else {}) if x is None else _tanpa_lubang(x) for x in satu]
    return satu


def jadikan(kode: str, isi: Pohon) -> Any:
    """The domain document of a tree."""
    return msgspec.convert(isi, JENIS[katalog().definisi[kode].dokumen], strict=False)


# ------------------------------------------------------------------ what must come back


def harapan(kode: str, isi: Pohon, *, bernomor: bool = True) -> Any:
    """The document after the allowed changes, and no others:

    trimmed and composed texts (`rapikan`), choices and dates in their one spelling, running numbers as the
    formula gives them, the fixed names and guidance of perilaku; empty texts and items are none. A list of
    dashes in a sentence cell of a kualitatif form is so many sentences, a peran hasil cell of several lines
    so many peran hasil; a label "NIP" before a signature's NIP goes, and a date after a place goes to its
    field. A table's row of nothing but "-" or "nihil" is none.
    """
    definisi = katalog().definisi[kode]
    hasil = _medan_baku(definisi, isi, "")
    if bernomor:
        _nomor(definisi, isi, hasil)
    if any(isinstance(bagian, Perilaku) for bagian in definisi.bagian):
        lama = hasil.get("perilaku") or []
        hasil["perilaku"] = [
            {
                **(lama[nomor] if nomor < len(lama) else {}),
                "nilai": nilai.nama,
                "panduan": "\n".join(f"- {satu}" for satu in nilai.panduan),
            }
            for nomor, nilai in enumerate(NILAI_BERAKHLAK)
        ]
    if any(isinstance(bagian, Kualitatif) for bagian in definisi.bagian):
        _kalimat(hasil)
    for bagian in definisi.bagian:
        for seksi in bagian.seksi if isinstance(bagian, Tabel | Kualitatif) else ():
            hasil[seksi.ke] = _tanpa_nihil(hasil.get(seksi.ke) or [])
    if definisi.dokumen == "mph":
        _mph(hasil)
    _pengesahan(hasil.get("pengesahan") or {})
    return jadikan(kode, _susut(hasil) or {})


def _medan_baku(definisi: Definisi, satu: Any, jalur: str) -> Any:
    if isinstance(satu, dict):
        return {
            nama: _medan_baku(definisi, nilai, f"{jalur}.{nama}" if jalur else nama)
            for nama, nilai in satu.items()
        }
    if isinstance(satu, list | tuple):
        return [_medan_baku(definisi, nilai, f"{jalur}[{nomor}]") for nomor, nilai in enumerate(satu)]
    if jalur.rpartition("[")[0].endswith(("kendali", "pelaporan")):
        return satu
    isian = katalog().isian(definisi, jalur)
    rapi = rapikan(satu)
    return kanonik(isian, rapi) if rapi else None


def _nomor(definisi: Definisi, isi: Pohon, hasil: Pohon) -> None:
    for sel in susun(katalog(), definisi).sel:
        if sel.jalur is None or not sel.jalur.endswith("].nomor"):
            continue
        daftar = sel.jalur.split("[")[0]
        kunci = (sel.rumus or "{rencana}").partition("{")[2].partition("}")[0].rpartition(".")[2]
        for nomor, butir in enumerate(hasil.get(daftar) or []):
            angka = nomor_otomatis(isi, f"{daftar}[{nomor}].nomor", kunci)
            if angka is not None and _tampak_nomor(definisi, daftar):
                butir["nomor"] = str(angka)


def _tampak_nomor(definisi: Definisi, daftar: str) -> bool:
    tipe = msgspec.inspect.type_info(JENIS[definisi.dokumen])
    medan = next(satu for satu in tipe.fields if satu.name == daftar)  # type: ignore[union-attr]
    return any(satu.name == "nomor" for satu in medan.type.item_type.fields)  # type: ignore[union-attr]


def _kalimat(hasil: Pohon) -> None:
    from skpbook.forms.reading.bullets import belah_butir

    for daftar in ("utama", "tambahan"):
        for butir in hasil.get(daftar) or []:
            baru: list[Any] = []
            for iki in butir.get("iki") or []:
                ada = {nama: nilai for nama, nilai in iki.items() if nilai}
                potong = belah_butir(ada["indikator"], bernomor=False) if set(ada) == {"indikator"} else []
                baru.extend([{"indikator": teks} for teks in potong] or [iki])
            if "iki" in butir:
                butir["iki"] = baru


def _tanpa_nihil(daftar: list[Pohon]) -> list[Pohon]:
    """Without rows of nothing but "-" and "nihil", child rows first."""
    tetap = []
    for butir in daftar:
        dalam = {nama: isi for nama, isi in butir.items() if nama != "nomor" and isi}
        for nama, isi in dalam.items():
            if isinstance(isi, list):
                butir[nama] = _tanpa_nihil(isi)
        teks = [isi for isi in dalam.values() if isinstance(isi, str)]
        tersisa = any(butir[nama] for nama, isi in dalam.items() if isinstance(isi, list))
        if tersisa or not teks or not all(nihil(satu) for satu in teks):
            tetap.append(butir)
    return tetap


def _mph(hasil: Pohon) -> None:
    from skpbook.forms.reading.matrix import peran_sel

    anggota = hasil.get("anggota") or []
    for satu in anggota:
        satu["peran"] = [
            [teks for sel in kolom or () if sel for teks in peran_sel(sel)]
            for kolom in satu.get("peran") or ()
        ]
    kolom = hasil.get("kolom") or []
    paling = max([len(kolom), *(len(satu["peran"]) for satu in anggota)])
    pakai = [
        nomor
        for nomor in range(paling)
        if (nomor < len(kolom) and any(kolom[nomor].values()))
        or any(nomor < len(satu["peran"]) and satu["peran"][nomor] for satu in anggota)
    ]
    hasil["kolom"] = [kolom[nomor] if nomor < len(kolom) else {} for nomor in pakai]
    ada = [
        satu
        for satu in anggota
        if satu.get("nama") or satu.get("nip") or satu.get("jabatan") or any(satu["peran"])
    ]
    hasil["anggota"] = [
        {**satu, "peran": [satu["peran"][nomor] if nomor < len(satu["peran"]) else [] for nomor in pakai]}
        for satu in ada
    ]


def _pengesahan(pengesahan: Pohon) -> None:
    from skpbook.domain.periode import baca_tanggal

    for pihak in ("pegawai", "penilai"):
        tempat = pengesahan.get(f"tempat_{pihak}")
        if tempat and not pengesahan.get(f"tanggal_{pihak}"):
            kota, _, hari = tempat.rpartition(",")
            tanggal = baca_tanggal(hari.strip())
            if tanggal and kota.strip():
                pengesahan[f"tempat_{pihak}"] = kota.strip()
                pengesahan[f"tanggal_{pihak}"] = tanggal.isoformat()


def _susut(satu: Any, nama: str = "") -> Any:
    """Without empty texts, items and lists; the cells and columns of a matrix keep their places."""
    if isinstance(satu, dict):
        hasil = {
            medan: nilai for medan, isi in satu.items() if (nilai := _susut(isi, medan)) not in (None, [], {})
        }
        return None if set(hasil) <= {"nomor"} else hasil
    if isinstance(satu, list):
        isi = [_susut(nilai) for nilai in satu]
        if nama == "peran":
            return [nilai or [] for nilai in isi]
        if nama == "kolom":
            return [nilai or {} for nilai in isi]
        return [nilai for nilai in isi if nilai not in (None, [], {})]
    return satu or None


def bersih(nip: str) -> str:
    return bersihkan(nip)


def sama_teks(satu: str, dua: str) -> bool:
    return normal(satu) == normal(dua)
