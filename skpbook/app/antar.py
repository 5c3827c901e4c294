"""Messages on their way: one after another at a measured pace, each in the ledger before and after, what is put off
tried again later.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from skpbook.domain.galat import TidakBisa
from skpbook.domain.pengiriman import KeadaanKirim, Pengiriman
from skpbook.mail.pesan import Pengirim, nomor_baru, susun_pesan
from skpbook.mail.smtp import Kurir, Serahan, Tertunda
from skpbook.mail.teks_surel import TeksSurel

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from skpbook.ledger.pengiriman import BukuPengiriman

JEDA = (30.0, 120.0, 300.0)
"""Seconds to wait before the second, third and fourth try: greylisting servers want some minutes."""

_LAMA = 10
"""Seconds of waiting that a person is told of."""

_PUTUS_BERTURUT = 3
"""So many times without a connection, one after another, and the run is over."""


class Surat(Struct, frozen=True, kw_only=True):
    """One message to one unit. `catatan` holds what the ledger says of it, the address left out; `lampiran` makes
    the attachment's bytes when it is its turn: `jumlah` workbooks of `ukuran` bytes.
    """

    catatan: Pengiriman
    kepada: tuple[str, ...]
    teks: TeksSurel
    lampiran: Callable[[], bytes] | None = None
    jumlah: int = 0
    ukuran: int = 0


class Terantar(Struct, frozen=True, kw_only=True):
    """What became of one message at one address; `sebab` is why, where it did not go well."""

    surat: Surat
    alamat: str
    keadaan: KeadaanKirim
    pesan_id: str | None = None
    sebab: str | None = None


class Laju(Struct, frozen=True, kw_only=True):
    """The pace: at most `per_menit` messages a minute, and how long to wait before trying again."""

    per_menit: float = 30
    jeda: tuple[float, ...] = JEDA
    tidur: Callable[[float], None] = time.sleep
    detik: Callable[[], float] = time.monotonic
    kabar: Callable[[str], None] | None = None
    jam: Callable[[], datetime] = lambda: datetime.now(UTC)


class _Antre(Struct):
    """One message that waits: for whom still, how often it was tried, from when on it may be tried again."""

    surat: Surat
    sisa: tuple[str, ...]
    nomor: str
    pada: datetime
    kali: int = 0
    siap: float = 0.0


class Pengantar:
    """One run. Nothing is handed over that the ledger has not been told of first."""

    def __init__(
        self,
        kurir: Kurir,
        pengirim: Pengirim,
        buku: BukuPengiriman,
        laju: Laju,
        *,
        ulang: Collection[KeadaanKirim] = (),
    ) -> None:
        self._kurir = kurir
        self._pengirim = pengirim
        self._buku = buku
        self._laju = laju
        self._ulang = ulang
        self._boleh_mulai = 0.0
        self._putus = 0
        self._tercatat: dict[str, int] = {}

    def antar(self, semua: Sequence[Surat]) -> Iterator[Terantar]:
        """Send everything; an outcome for every address, in the order they are known.

        Raises `TidakBisa` where the first message cannot even be begun with; later that ends the run, and what is
        left is told as not sent.
        """
        pada = self._laju.jam().astimezone()
        antre = deque(
            _Antre(surat=satu, sisa=satu.kepada, nomor=nomor_baru(self._pengirim.alamat), pada=pada)
            for satu in semua
        )
        mulai = True
        while antre:
            satu = self._berikut(antre)
            try:
                pesan = self._susun(satu)
            except TidakBisa as galat:  # its own files: the others go on
                yield from self._catat(satu, Serahan(ditolak=dict.fromkeys(satu.sisa, str(galat))))
                continue
            try:
                serahan = self._coba(satu, pesan)
            except (TidakBisa, Tertunda) as galat:
                self._putus += 1
                if mulai:
                    raise TidakBisa(str(galat)) from galat
                if isinstance(galat, TidakBisa) or self._putus >= _PUTUS_BERTURUT:
                    yield from self._habis([satu, *antre], str(galat))
                    return
                serahan = Serahan(tunda=dict.fromkeys(satu.sisa, str(galat)))
            else:
                self._putus = 0
            mulai = False
            yield from self._catat(satu, serahan)
            if serahan.tunda:
                yield from self._tunda(antre, satu, serahan.tunda)

    def _berikut(self, antre: deque[_Antre]) -> _Antre:
        """The first that may be tried now, after waiting for it where there is none."""
        kini = self._laju.detik()
        satu = next((s for s in antre if s.siap <= kini), None) or min(antre, key=lambda s: s.siap)
        antre.remove(satu)
        tunggu = max(satu.siap, self._boleh_mulai) - kini
        if tunggu > _LAMA and self._laju.kabar is not None:
            self._laju.kabar(
                f"Server menunda {len(antre) + 1} surel; mencoba lagi dalam {tunggu:.0f} detik. Ctrl+C menghentikan, "
                "yang belum terkirim dikirim pada jalan berikutnya."
            )
        if tunggu > 0:
            self._laju.tidur(tunggu)
        self._boleh_mulai = self._laju.detik() + 60 / self._laju.per_menit
        return satu

    def _susun(self, satu: _Antre) -> bytes:
        """The message, made anew for every try. Raises `TidakBisa` where its files cannot be read."""
        surat = satu.surat
        self._tercatat = {}
        lampiran = (surat.catatan.berkas or "", surat.lampiran()) if surat.lampiran is not None else None
        return susun_pesan(
            self._pengirim, surat.kepada, surat.teks, pada=satu.pada, nomor=satu.nomor, lampiran=lampiran
        )

    def _coba(self, satu: _Antre, pesan: bytes) -> Serahan:
        """One try. Raises as `Kurir.buka`."""
        dari = self._pengirim.alamat or ""
        return self._kurir.kirim(pesan, dari, satu.sisa, lambda alamat: self._mulai(satu, alamat))

    def _mulai(self, satu: _Antre, alamat: Sequence[str]) -> list[str]:
        """Note that the message is about to be handed over; for whom it really is."""
        hasil = self._buku.mulai([self._baris(satu, a) for a in alamat], ulang=self._ulang)
        self._tercatat = {baru.alamat: baru.id for baru in hasil.baru if baru.id is not None}
        return [a for a in alamat if a in self._tercatat]

    def _baris(self, satu: _Antre, alamat: str, keadaan: KeadaanKirim = KeadaanKirim.AKAN) -> Pengiriman:
        return msgspec.structs.replace(
            satu.surat.catatan, alamat=alamat, pesan_id=satu.nomor, keadaan=keadaan, mulai=self._kini()
        )

    def _kini(self) -> str:
        return self._laju.jam().astimezone(UTC).isoformat(timespec="seconds")

    def _catat(self, satu: _Antre, serahan: Serahan) -> Iterator[Terantar]:
        """What is known of these addresses into the ledger, all at once, then told."""
        jadi: dict[str, tuple[KeadaanKirim, str | None]] = {
            **dict.fromkeys(serahan.terkirim, (KeadaanKirim.TERKIRIM, None)),
            **dict.fromkeys(serahan.tidak_pasti, (KeadaanKirim.TIDAK_PASTI, _TAK_TERJAWAB)),
            **{a: (KeadaanKirim.GAGAL, sebab) for a, sebab in serahan.ditolak.items()},
        }
        # A try that is put off is over too, once the ledger has been told of it.
        tertunda = {a: (KeadaanKirim.GAGAL, f"Ditunda ({s}).") for a, s in serahan.tunda.items()}
        for keadaan, sebab in dict.fromkeys([*jadi.values(), *tertunda.values()]):
            milik = [a for a, isi in (jadi | tertunda).items() if isi == (keadaan, sebab)]
            if nomor := [self._tercatat[a] for a in milik if a in self._tercatat]:
                self._buku.selesai(nomor, keadaan, self._kini(), sebab)
        for alamat, (keadaan, sebab) in jadi.items():
            if alamat not in self._tercatat and keadaan is KeadaanKirim.GAGAL:
                self._buku.catat([self._gagal(satu, alamat, sebab)])
            yield self._terantar(satu, alamat, keadaan, sebab)
        terhalang = set(satu.sisa) - set(jadi) - set(tertunda)
        for alamat in (a for a in satu.sisa if a in terhalang):
            yield self._terantar(satu, alamat, KeadaanKirim.TIDAK_PASTI, _PROSES_LAIN)

    def _tunda(self, antre: deque[_Antre], satu: _Antre, tunda: Mapping[str, str]) -> Iterator[Terantar]:
        """Put off for some addresses, or given up."""
        if satu.kali < len(self._laju.jeda):
            satu.siap = self._laju.detik() + self._laju.jeda[satu.kali]
            satu.kali += 1
            satu.sisa = tuple(tunda)
            antre.append(satu)
            return
        for alamat, sebab in tunda.items():
            teks = f"Ditunda server {satu.kali + 1} kali ({sebab}); jalankan lagi nanti."
            if alamat not in self._tercatat:
                self._buku.catat([self._gagal(satu, alamat, teks)])
            yield self._terantar(satu, alamat, KeadaanKirim.GAGAL, teks)

    def _habis(self, sisa: Sequence[_Antre], sebab: str) -> Iterator[Terantar]:
        """The run is over before these were sent."""
        for satu in sisa:
            for alamat in satu.sisa:
                self._buku.catat([self._gagal(satu, alamat, sebab)])
                yield self._terantar(satu, alamat, KeadaanKirim.GAGAL, sebab)

    def _gagal(self, satu: _Antre, alamat: str, sebab: str | None) -> Pengiriman:
        baris = self._baris(satu, alamat, KeadaanKirim.GAGAL)
        return msgspec.structs.replace(baris, selesai=baris.mulai, galat=sebab)

    @staticmethod
    def _terantar(satu: _Antre, alamat: str, keadaan: KeadaanKirim, sebab: str | None) -> Terantar:
        return Terantar(surat=satu.surat, alamat=alamat, keadaan=keadaan, pesan_id=satu.nomor, sebab=sebab)


_TAK_TERJAWAB = (
    "Sambungan putus sesudah seluruh surel diserahkan, sebelum server menjawab; tanyakan kepada unitnya."
)
_PROSES_LAIN = "Sedang atau sudah dikirim oleh skpbook lain pada saat yang sama."
