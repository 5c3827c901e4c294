"""Findings that follow from what the ledger holds: the same content again (B012), a newer file (B013)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.domain.tempat import Rujukan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from skpbook.domain.temuan import Temuan
    from skpbook.ledger.buku_besar import BukuBesar
    from skpbook.ledger.ganti import Pergantian

_DASAR = {
    "waktu-simpan": "disimpan lebih baru",
    "waktu-sama": "waktu simpannya sama, diimpor lebih akhir",
    "urutan-impor": "diimpor lebih akhir; waktu simpannya tidak tercatat",
    "nama-berkas": "datang dengan nama berkas yang sama",
}


def temuan_ledger(ledger: BukuBesar) -> tuple[Temuan, ...]:
    """All findings about files that still count: of reading, of copies, of replacements."""
    return (
        *ledger.temuan_tersimpan(),
        *(temuan_salinan(nama, pertama, nip, None) for nama, pertama, nip in ledger.salinan()),
        *temuan_pergantian(ledger.pergantian()),
    )


def temuan_salinan(nama: str, pertama: str, nip: str | None, periode: str | None) -> Temuan:
    """B012 for a file whose content is known."""
    sama = f"sebagai {pertama}" if pertama != nama else "dengan nama yang sama"
    return temuan(
        "B012",
        f"Isi yang sama persis sudah diimpor {sama}; tidak ada yang berubah.",
        berkas=nama,
        nip=nip,
        periode=periode,
        kaitan=Rujukan(pertama, "", "") if pertama != nama else None,
    )


def temuan_pergantian(pergantian: Iterable[Pergantian]) -> tuple[Temuan, ...]:
    """B013, one for each pair of files however many of their sheets are concerned."""
    kelompok: dict[tuple[str, str], list[Pergantian]] = {}
    for satu in pergantian:
        kelompok.setdefault((satu.berkas_baru, satu.berkas_lama), []).append(satu)
    return tuple(_temuan_ganti(satu) for satu in kelompok.values())


def _temuan_ganti(lembar: Sequence[Pergantian]) -> Temuan:
    satu = lembar[0]
    nama = ", ".join(dict.fromkeys(ganti.lembar_baru for ganti in lembar))
    lama = (
        satu.berkas_lama if satu.berkas_lama != satu.berkas_baru else "isi sebelumnya dengan nama yang sama"
    )
    return temuan(
        "B013",
        f"Berkas ini menggantikan {lama} ({_DASAR[satu.dasar]}) untuk lembar {nama}; keduanya tersimpan.",
        berkas=satu.berkas_baru,
        lembar=satu.lembar_baru,
        sel="A1",
        nip=satu.nip,
        unit=satu.unit,
        periode=satu.periode,
        kaitan=Rujukan(satu.berkas_lama, satu.lembar_lama, "A1"),
        saran="Pastikan yang berlaku memang yang dikehendaki.",
    )
