"""I111-I114: the daftar pegawai itself: every NIP once, every atasan there, one top, no circle."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from skpbook.checks.buat import rujukan_daftar, temuan
from skpbook.checks.registry import aturan
from skpbook.domain.temuan import Temuan, Tingkat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from skpbook.checks.konteks import Konteks
    from skpbook.domain.pegawai import Pegawai

_DASAR = "Permen PANRB 6/2022 Pasal 1: pejabat penilai kinerja adalah atasan langsung."


@aturan(
    "I111",
    Tingkat.GALAT,
    "NIP tercantum dua kali dalam daftar pegawai",
    dasar="Satu pegawai satu baris; NIP tidak pernah dipakai dua orang.",
    penjelasan="NIP yang sama muncul pada lebih dari satu baris daftar pegawai. Yang dipakai adalah baris "
    "pertama.",
    salah="Pegawai yang pindah unit tercantum pada unit lama dan unit baru.",
    benar="Pegawai tercantum satu kali, pada unit tempatnya bekerja sekarang.",
)
def nip_ganda(konteks: Konteks) -> Iterator[Temuan]:
    pertama = konteks.nomor_baris
    for nomor, orang in enumerate(konteks.daftar.pegawai):
        if not orang.nip or pertama[orang.nip] == nomor:
            continue
        lain = konteks.daftar.pegawai[pertama[orang.nip]]
        kaitan = rujukan_daftar(konteks.daftar, f"pegawai[{pertama[orang.nip]}].nip")
        yield temuan(
            "I111",
            f"NIP {orang.nip} sudah tercantum pada sel {kaitan.sel} atas nama {lain.nama}.",
            daftar=konteks.daftar,
            jalur=f"pegawai[{nomor}].nip",
            pegawai=orang,
            ditemukan=orang.nip,
            saran="Hapus salah satu baris, atau perbaiki NIP yang keliru.",
            kaitan=kaitan,
        )


@aturan(
    "I112",
    Tingkat.GALAT,
    "Atasan saling melingkar",
    dasar=_DASAR,
    penjelasan="Bila atasan ditelusuri ke atas, penelusuran kembali ke pegawai yang sama, sehingga kaskade "
    "tidak pernah sampai ke pimpinan tertinggi. Satu lingkaran dilaporkan satu kali.",
    salah="Atasan Ani adalah Budi, dan atasan Budi adalah Ani.",
    benar="Atasan Ani adalah Budi, dan atasan Budi adalah kepala dinas.",
)
def atasan_melingkar(konteks: Konteks) -> Iterator[Temuan]:
    nomor = konteks.nomor_baris
    for lingkaran in lingkaran_atasan(konteks.daftar.menurut_nip):
        pertama = min(lingkaran, key=lambda orang: nomor[orang.nip])
        mulai = lingkaran.index(pertama)
        urut = [*lingkaran[mulai:], *lingkaran[:mulai], pertama]
        rantai = " → ".join(orang.nama for orang in urut)
        yield temuan(
            "I112",
            f"Kolom atasan melingkar: {rantai}.",
            daftar=konteks.daftar,
            jalur=f"pegawai[{nomor[pertama.nip]}].atasan",
            pegawai=pertama,
            ditemukan=pertama.atasan,
            saran="Perbaiki atasan salah seorang di antara mereka.",
            kaitan=rujukan_daftar(konteks.daftar, f"pegawai[{nomor[urut[1].nip]}].atasan"),
        )


def lingkaran_atasan(menurut_nip: Mapping[str, Pegawai]) -> Iterator[list[Pegawai]]:
    """Every circle once: each person is walked over once, in the order of the roster."""
    selesai: set[str] = set()
    for nip in menurut_nip:
        jalan: dict[str, int] = {}
        kini: str | None = nip
        while kini is not None and kini in menurut_nip and kini not in selesai and kini not in jalan:
            jalan[kini] = len(jalan)
            kini = menurut_nip[kini].atasan
        if kini is not None and kini in jalan:
            yield [menurut_nip[satu] for satu in list(jalan)[jalan[kini] :]]
        selesai.update(jalan)


@aturan(
    "I113",
    Tingkat.GALAT,
    "Atasan tidak ada dalam daftar pegawai",
    dasar=_DASAR,
    penjelasan="NIP pada kolom atasan tidak tercantum sebagai pegawai. Bila banyak pegawai menunjuk atasan "
    "yang sama, dilaporkan satu kali dengan jumlahnya. Penilai dari luar instansi ditulis pada kolom "
    "penilai luar.",
    salah="Kolom atasan berisi NIP kepala bidang yang sudah pensiun dan dihapus dari daftar.",
    benar="Kolom atasan berisi NIP pegawai yang tercantum dalam daftar.",
)
def atasan_hilang(konteks: Konteks) -> Iterator[Temuan]:
    daftar = konteks.daftar
    nomor = konteks.nomor_baris
    menunjuk: dict[str, list[Pegawai]] = {}
    for orang in daftar.menurut_nip.values():
        if orang.atasan and orang.atasan not in daftar.menurut_nip:
            menunjuk.setdefault(orang.atasan, []).append(orang)
    for atasan, bawahan in menunjuk.items():
        lain = f", atasan bagi {len(bawahan)} pegawai," if len(bawahan) > 1 else ""
        yield temuan(
            "I113",
            f"NIP atasan {atasan}{lain} tidak ada dalam daftar pegawai.",
            daftar=daftar,
            jalur=f"pegawai[{nomor[bawahan[0].nip]}].atasan",
            pegawai=bawahan[0],
            ditemukan=atasan,
            saran="Perbaiki NIP atasan, tambahkan atasan ke daftar, atau isi kolom penilai luar.",
        )


@aturan(
    "I114",
    Tingkat.PERINGATAN,
    "Tidak beratasan, padahal bukan pimpinan tertinggi",
    dasar=_DASAR,
    penjelasan="Dalam satu instansi hanya satu pegawai yang tidak beratasan; pegawai lain yang dinilai "
    "pejabat luar menyebut penilainya pada kolom penilai luar. Pimpinan tertinggi adalah yang paling "
    "banyak membawahkan pegawai.",
    salah="Kolom atasan seorang pelaksana kosong.",
    benar="Kolom atasan berisi NIP atasan langsungnya.",
)
def tanpa_atasan(konteks: Konteks) -> Iterator[Temuan]:
    daftar = konteks.daftar
    puncak = [orang for orang in daftar.menurut_nip.values() if not orang.atasan]
    lepas = [orang for orang in puncak if not orang.penilai_luar]
    tertinggi: Pegawai | None = None
    if len(lepas) == len(puncak) and lepas:
        bawahan = _jumlah_bawahan(daftar.menurut_nip)
        tertinggi = max(lepas, key=lambda orang: bawahan[orang.nip])
    nomor = konteks.nomor_baris
    for orang in lepas:
        if orang is tertinggi:
            continue
        yield temuan(
            "I114",
            f"{orang.nama} tidak beratasan, padahal bukan satu-satunya pegawai di puncak.",
            daftar=daftar,
            jalur=f"pegawai[{nomor[orang.nip]}].atasan",
            pegawai=orang,
            saran="Isi NIP atasan"
            + (f" (pimpinan tertinggi menurut daftar: {tertinggi.nama})" if tertinggi else "")
            + ", atau isi kolom penilai luar.",
        )


def _jumlah_bawahan(menurut_nip: Mapping[str, Pegawai]) -> Counter[str]:
    """NIP -> how many people stand below at any depth; people in or below a circle are not counted upward."""
    menunggu = Counter(orang.atasan for orang in menurut_nip.values() if orang.atasan)
    jumlah: Counter[str] = Counter()
    siap = [nip for nip in menurut_nip if not menunggu[nip]]
    while siap:
        nip = siap.pop()
        atasan = menurut_nip[nip].atasan
        if not atasan or atasan not in menurut_nip:
            continue
        jumlah[atasan] += jumlah[nip] + 1
        menunggu[atasan] -= 1
        if not menunggu[atasan]:
            siap.append(atasan)
    return jumlah
