"""`kecualikan`: a person decides that findings of one rule about one pegawai do not count, and says why."""

from __future__ import annotations

import difflib
import getpass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.app.aturan import aturan_menurut_kode
from skpbook.app.konteks import susun_konteks
from skpbook.app.saring import periksa_periode
from skpbook.checks.jalankan import periksa
from skpbook.domain.galat import TidakBisa
from skpbook.domain.nip import bersihkan
from skpbook.domain.pengecualian import Pengecualian

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from skpbook.app.buku import Buku
    from skpbook.domain.temuan import Temuan

PANJANG_ALASAN = 1_000


class HasilKecualikan(Struct, frozen=True, kw_only=True):
    """A waiver made or revoked, whose it is, and how many findings of today it is about."""

    pengecualian: Pengecualian
    nama: str | None
    temuan: int


class DaftarPengecualian(Struct, frozen=True, kw_only=True):
    """Waivers in the order they were made, revoked ones too."""

    pengecualian: tuple[Pengecualian, ...]


def kecualikan(
    buku: Buku,
    kode: str,
    nip: str,
    alasan: str,
    *,
    periode: str | None = None,
    oleh: str | None = None,
    jam: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> HasilKecualikan:
    """Waive the findings `kode` about `nip`, of one period (a code) or of all.

    `oleh` is who decides: the user of this computer when not said. Raises `TidakBisa` for a rule or a NIP
    that is none, without a reason, and where the same waiver is in force already.
    """
    sebab = " ".join(alasan.split())
    if not sebab:
        raise TidakBisa("Alasan pengecualian masih kosong; tulis dengan --alasan, dalam satu kalimat.")
    if len(sebab) > PANJANG_ALASAN:
        raise TidakBisa(
            f"Alasan pengecualian {len(sebab)} huruf; ringkaskan menjadi paling banyak {PANJANG_ALASAN}."
        )
    baru = Pengecualian(
        kode=aturan_menurut_kode(kode).kode,
        nip=bersihkan(nip),
        periode=periksa_periode(buku, periode),
        alasan=sebab,
        oleh=_oleh(oleh),
        pada=jam().astimezone(UTC).isoformat(timespec="seconds"),
    )
    konteks = susun_konteks(buku)
    temuan = periksa(konteks)
    _pastikan_dikenal(buku, baru, temuan)
    with buku.ledger() as ledger:
        ada = ledger.kecualikan(baru)
    if ada is not None:
        raise TidakBisa(
            f"{ada.kode} untuk {ada.nip} sudah dikecualikan oleh {ada.oleh} pada {ada.pada[:10]} "
            f"(“{ada.alasan}”); batalkan dahulu dengan --batal bila alasannya hendak diganti."
        )
    return _hasil(buku, baru, temuan)


def batalkan(
    buku: Buku,
    kode: str,
    nip: str,
    *,
    periode: str | None = None,
    oleh: str | None = None,
    jam: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> HasilKecualikan:
    """Revoke a waiver; it stays as history. Raises `TidakBisa` where there is none in force, naming the others."""
    kode, nip = aturan_menurut_kode(kode).kode, bersihkan(nip)
    masa = periksa_periode(buku, periode)
    with buku.ledger() as ledger:
        dicabut = ledger.batalkan(kode, nip, masa, oleh=_oleh(oleh), pada=jam())
        semua = ledger.pengecualian()
    if dicabut is None:
        lain = [
            f"--periode {satu.periode}" if satu.periode else "tanpa --periode"
            for satu in semua
            if satu.berlaku and (satu.kode, satu.nip) == (kode, nip)
        ]
        saran = f"yang berlaku: {', '.join(lain)}" if lain else "lihat semuanya dengan --daftar"
        untuk = f" periode {masa}" if masa else ""
        raise TidakBisa(f"Tidak ada pengecualian {kode} untuk {nip}{untuk} yang masih berlaku; {saran}.")
    return _hasil(buku, dicabut, periksa(susun_konteks(buku)))


def daftar_pengecualian(
    buku: Buku, kode: str | None = None, nip: str | None = None, periode: str | None = None
) -> DaftarPengecualian:
    """Waivers, of one rule, one NIP or one period where named. Raises `TidakBisa`."""
    kode = aturan_menurut_kode(kode).kode if kode is not None else None
    nip = bersihkan(nip) if nip is not None else None
    masa = periksa_periode(buku, periode)
    with buku.ledger(tulis=False) as ledger:
        semua = ledger.pengecualian()
    return DaftarPengecualian(
        pengecualian=tuple(
            satu
            for satu in semua
            if kode in (None, satu.kode) and nip in (None, satu.nip) and masa in (None, satu.periode)
        )
    )


def _hasil(buku: Buku, satu: Pengecualian, temuan: Sequence[Temuan]) -> HasilKecualikan:
    orang = buku.daftar.menurut_nip.get(satu.nip)
    return HasilKecualikan(
        pengecualian=satu,
        nama=orang.nama if orang is not None else None,
        temuan=sum(
            (hal.kode, hal.nip) == (satu.kode, satu.nip) and satu.periode in (None, hal.periode)
            for hal in temuan
        ),
    )


def _pastikan_dikenal(buku: Buku, baru: Pengecualian, temuan: Sequence[Temuan]) -> None:
    """A NIP of the roster, or of a finding (I105 is about one that is not in the roster)."""
    dikenal = set(buku.daftar.menurut_nip) | {satu.nip for satu in temuan if satu.nip}
    if baru.nip in dikenal:
        return
    dekat = difflib.get_close_matches(baru.nip, sorted(dikenal), n=1, cutoff=0.85)
    saran = f"mungkin maksudnya {dekat[0]}" if dekat else "periksa NIP-nya"
    raise TidakBisa(
        f"NIP {baru.nip or '(kosong)'} tidak ada di {buku.daftar.berkas} dan tidak disebut temuan mana pun; {saran}."
    )


def _oleh(nama: str | None) -> str:
    """Who decides: as said, else who is logged in."""
    if nama is not None and nama.strip():
        return " ".join(nama.split())
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as galat:
        raise TidakBisa("Nama Anda tidak diketahui komputer ini; sebutkan dengan --oleh.") from galat
