"""Findings that follow from what the ledger holds: the same content again (B012), a newer file (B013), two of
which nothing tells the newer (B017).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.domain.periode import tulis_tanggal
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
    "dipilih": "dipilih orang",
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
    """B013, B017 or B012, one for each pair of files however many of their sheets are concerned.

    That some sheets of two files say the same is only told where no other sheet tells them apart.
    """
    kelompok: dict[tuple[str, str, bool], list[Pergantian]] = {}
    sama: dict[frozenset[str], Pergantian] = {}
    for satu in pergantian:
        if satu.dasar == "isi-sama":
            sama.setdefault(frozenset((satu.hash_baru, satu.hash_lama)), satu)
        else:
            kelompok.setdefault((satu.hash_baru, satu.hash_lama, satu.dasar == "sengketa"), []).append(satu)
    beda = {frozenset(kunci[:2]) for kunci in kelompok}
    return (
        *(
            _temuan_sengketa(lembar) if sengketa else _temuan_ganti(lembar)
            for (_, _, sengketa), lembar in kelompok.items()
        ),
        *(_temuan_isi_sama(satu) for pasangan, satu in sama.items() if pasangan not in beda),
    )


def _temuan_ganti(lembar: Sequence[Pergantian]) -> Temuan:
    satu = lembar[0]
    lama = (
        satu.berkas_lama if satu.berkas_lama != satu.berkas_baru else "isi sebelumnya dengan nama yang sama"
    )
    return temuan(
        "B013",
        f"Berkas ini menggantikan {lama} ({_dasar(satu)}) untuk lembar {_nama_lembar(lembar)}; "
        "keduanya tersimpan.",
        berkas=satu.berkas_baru,
        lembar=satu.lembar_baru,
        sel="A1",
        nip=satu.nip,
        unit=satu.unit,
        periode=satu.periode,
        kaitan=Rujukan(satu.berkas_lama, satu.lembar_lama, "A1"),
        saran="Pastikan yang berlaku memang yang dikehendaki; memilih yang lain: skpbook impor --pakai BERKAS.",
    )


def _dasar(satu: Pergantian) -> str:
    if satu.dasar == "dipilih" and satu.dipilih_oleh and satu.dipilih_pada:
        hari = datetime.fromisoformat(satu.dipilih_pada).astimezone().date()
        return f"dipilih {satu.dipilih_oleh} pada {tulis_tanggal(hari)}"
    return _DASAR[satu.dasar]


def _temuan_sengketa(lembar: Sequence[Pergantian]) -> Temuan:
    satu = lembar[0]
    sebab = (
        "waktu simpannya sama"
        if satu.disimpan_lama is not None and satu.disimpan_baru is not None
        else "waktu simpannya tidak tercatat"
    )
    return temuan(
        "B017",
        f"Berkas ini dan {satu.berkas_baru} berbeda isinya untuk pegawai, formulir, dan periode yang sama "
        f"(lembar {_nama_lembar(lembar)}), dan {sebab}, sehingga tidak dapat ditentukan mana yang lebih baru. "
        f"Yang berlaku tetap {satu.berkas_baru} sampai ada yang memilih.",
        berkas=satu.berkas_lama,
        lembar=satu.lembar_lama,
        sel="A1",
        nip=satu.nip,
        unit=satu.unit,
        periode=satu.periode,
        kaitan=Rujukan(satu.berkas_baru, satu.lembar_baru, "A1"),
        saran=f"Pilih dengan skpbook impor --pakai “{satu.berkas_lama}”, atau --pakai “{satu.berkas_baru}”; "
        "untuk semuanya sekaligus: --ganti (yang datang terakhir) atau --lewati (yang sudah ada).",
    )


def _temuan_isi_sama(satu: Pergantian) -> Temuan:
    return temuan(
        "B012",
        f"Isi formulirnya sama dengan {satu.berkas_baru} walaupun berkasnya lain; tidak ada yang berubah.",
        berkas=satu.berkas_lama,
        nip=satu.nip,
        unit=satu.unit,
        periode=satu.periode,
        kaitan=Rujukan(satu.berkas_baru, satu.lembar_baru, "A1"),
    )


def _nama_lembar(lembar: Sequence[Pergantian]) -> str:
    return ", ".join(dict.fromkeys(ganti.lembar_baru for ganti in lembar))
