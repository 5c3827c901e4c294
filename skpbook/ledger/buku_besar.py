"""The ledger: what came in, one transaction a file; what is superseded stays."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

import sqlalchemy as sa
from msgspec import Struct
from sqlalchemy.exc import DBAPIError

from skpbook.domain.galat import TidakBisa
from skpbook.ledger import cermin, ekinerja, ganti, ingatan, pengecualian, pilih, ringkas, skema, terlapor
from skpbook.ledger.catatan import (
    DITERIMA,
    JENIS_BERKALA,
    CatatanBerkas,
    CatatanDokumen,
    baca_peta,
)
from skpbook.ledger.ganti import Pergantian, Strategi
from skpbook.ledger.hemat import Bersama
from skpbook.ledger.mesin import buat_mesin, terjemahkan
from skpbook.ledger.pengiriman import BukuPengiriman
from skpbook.ledger.siap import Siap
from skpbook.ledger.surat import BukuSurat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from skpbook.domain.dokumen import Dokumen
    from skpbook.domain.ekinerja import BarisEkinerja, LembarEkinerja
    from skpbook.domain.pengecualian import Pengecualian
    from skpbook.domain.tempat import Tempat
    from skpbook.domain.temuan import Temuan
    from skpbook.ledger.ingatan import Rupa
    from skpbook.ledger.pilih import Tersimpan

_POTONGAN = 500
_KUNCI = "kunci"


class HasilCatat(Struct, frozen=True, kw_only=True):
    """What recording one file did.

    `baru` is False when its content was accepted already, `nama_pertama` then the name it first came under.
    """

    baru: bool
    nama_pertama: str
    nama_baru: bool
    pergantian: tuple[Pergantian, ...] = ()


class Keadaan(Struct, frozen=True, kw_only=True):
    """One current document without its content: enough to count."""

    jenis: str
    nip: str | None
    unit: str | None
    periode: str | None


class Ringkas(Struct, frozen=True, kw_only=True):
    """One imported file as the ledger knows it; `ukuran` in bytes. `keadaan_baca`: see `skema.berkas`."""

    hash: str
    nama: str
    status: str
    formulir: str | None
    versi: int | None
    nip: str | None
    periode: str | None
    ukuran: int = 0
    keadaan_baca: str | None = None


class BukuBesar:
    """An open ledger. Every method raises `TidakBisa` where the database refuses."""

    def __init__(self, mesin: sa.Engine) -> None:
        self._mesin = mesin
        self._tulis = mesin.execution_options(tulis=True)
        self._peta_dikenal: set[str] = set()

    @classmethod
    def buka(cls, alamat: str | Path, *, tulis: bool = True) -> BukuBesar:
        """Open a ledger by the path of its file or its SQLAlchemy address, making what tables are missing.

        With `tulis` False a ledger that may not be written is opened to be read. Raises `TidakBisa` for a
        wrong address, a file that is no ledger, and a ledger of a newer program.
        """
        buku_besar = cls(buat_mesin(alamat, tulis=tulis))
        try:
            with terjemahkan():
                buku_besar._siapkan_skema(tulis=tulis)
        except TidakBisa:
            buku_besar.tutup()
            raise
        return buku_besar

    def tutup(self) -> None:
        """Let go of the database."""
        self._mesin.dispose()

    @property
    def pengiriman(self) -> BukuPengiriman:
        """What was mailed."""
        return BukuPengiriman(self._mesin)

    @property
    def surat(self) -> BukuSurat:
        """What was fetched from mailboxes."""
        return BukuSurat(self._mesin)

    def cermin(self) -> BukuBesar:
        """A copy in memory on which an import can be tried; documents on it have no content."""
        salinan = BukuBesar(buat_mesin("sqlite://"))
        with terjemahkan(), self._mesin.connect() as dari, salinan._tulis.begin() as ke:
            skema.metadata.create_all(ke)
            cermin.salin(dari, ke)
        return salinan

    def kunci_dikenal(self) -> str | None:
        """Digest of the key that this book's stamps were first signed with; None before there was one."""
        with terjemahkan(), self._mesin.connect() as kon:
            return skema.baca_keterangan(kon, _KUNCI)

    def ingat_kunci(self, sidik: str) -> None:
        """Note the digest of the book's key."""
        with terjemahkan(), self._tulis.begin() as kon:
            skema.tulis_keterangan(kon, _KUNCI, sidik)

    def pertama_kali(self, nama: str) -> bool:
        """Whether this is asked for the first time."""
        with terjemahkan(), self._tulis.begin() as kon:
            if skema.baca_keterangan(kon, nama) is not None:
                return False
            skema.tulis_keterangan(kon, nama, "disebut")
            return True

    def hash_dikenal(self) -> frozenset[str]:
        """SHA-256 of every content that has come in."""
        with terjemahkan(), self._mesin.connect() as kon:
            return frozenset(kon.execute(sa.select(skema.berkas.c.hash)).scalars())

    def catat(self, berkas: CatatanBerkas, pada: datetime, strategi: Strategi = Strategi.TANYA) -> HasilCatat:
        """Record one file in one transaction. Content accepted already changes nothing but its names.

        Of each kunci the document with the newest saved time is `berlaku`; where nothing tells which is newer,
        `strategi` does. Content that was not accepted before takes the place of what was noted of it.
        """
        with terjemahkan(), self._tulis.begin() as kon:
            hasil = self._catat(kon, berkas, _iso(pada), strategi)
        # Only after the commit: what a rolled-back transaction kept is not there.
        self._peta_dikenal.update(satu.peta_hash for satu in berkas.dokumen)
        return hasil

    def catat_nama(self, nama: str, hash_isi: str, pada: datetime) -> None:
        """Note that a name holds a content that is known."""
        with terjemahkan():
            with self._mesin.connect() as kon:
                if ganti.pemegang_nama(kon, nama) == hash_isi:
                    return
            with self._tulis.begin() as kon:
                ganti.tulis_nama(kon, nama, hash_isi, _iso(pada))

    def nama_berisi(self) -> Mapping[str, str]:
        """Name -> the content it holds now."""
        n = skema.nama_berkas
        with terjemahkan(), self._mesin.connect() as kon:
            return {b.nama: b.hash for b in kon.execute(sa.select(n.c.nama, n.c.hash).order_by(n.c.id))}

    def putuskan(self, hash_isi: str, strategi: Strategi) -> None:
        """Settle what waits for a person's choice in one file: see `pilih.putuskan`."""
        with terjemahkan(), self._tulis.begin() as kon:
            pilih.putuskan(kon, hash_isi, strategi)

    def pakai(self, sebutan: str, oleh: str, pada: datetime) -> tuple[Tersimpan, tuple[Pergantian, ...]]:
        """Let the stored file called so count. Raises `TidakBisa` as `pilih.satu` and `pilih.pakai` do."""
        with terjemahkan(), self._tulis.begin() as kon:
            dipilih = pilih.satu(kon, sebutan)
            pilih.pakai(kon, dipilih.hash, oleh, _iso(pada))
            return dipilih, ganti.pergantian(kon, dipilih.hash)

    def abaikan(self, sebutan: str, alasan: str, oleh: str, pada: datetime) -> Tersimpan:
        """Set the rejected file called so aside. Raises `TidakBisa` as `pilih` does."""
        with terjemahkan(), self._tulis.begin() as kon:
            dipilih = pilih.satu(kon, sebutan)
            pilih.abaikan(kon, dipilih.hash, alasan, oleh, _iso(pada))
            return dipilih

    def sengketa(self) -> tuple[Pergantian, ...]:
        """Sheets that wait for a person's choice, beside the ones that count meanwhile."""
        with terjemahkan(), self._mesin.connect() as kon:
            return pilih.sengketa(kon)

    def ingatan(self) -> Mapping[str, tuple[Rupa, str]]:
        """Path on disk -> how the file looked and what it held: see `ledger.ingatan`."""
        with terjemahkan(), self._mesin.connect() as kon:
            return ingatan.baca(kon)

    def ingat(self, baru: Mapping[str, tuple[Rupa, str]]) -> None:
        """Note how files look and what they hold; at least one."""
        with terjemahkan(), self._tulis.begin() as kon:
            ingatan.tulis(kon, baru)

    def dokumen_berlaku(
        self,
        *,
        nip: str | None = None,
        jenis: str | None = None,
        periode: str | None = None,
        evaluasi: str | None = None,
        berkas: Sequence[str] | None = None,
    ) -> Iterator[Dokumen]:
        """Current documents in the order they came, a few hundred at a time in memory; of `berkas` (hashes, some
        hundred) alone where given.

        `evaluasi` (a code) leaves out the papers of other evaluation periods; those that name none stay.
        """
        d, b = skema.dokumen, skema.berkas
        tanya = (
            sa.select(d, b.c.nama, b.c.cap)
            .join(b, b.c.hash == d.c.berkas)
            .where(d.c.berlaku.is_(True))
            .order_by(d.c.id)
        )
        for kolom, nilai in ((d.c.nip, nip), (d.c.jenis, jenis), (d.c.periode, periode)):
            if nilai is not None:
                tanya = tanya.where(kolom == nilai)
        if berkas is not None:
            tanya = tanya.where(d.c.berkas.in_(berkas))
        if evaluasi is not None:
            tanya = tanya.where(
                d.c.jenis.not_in(JENIS_BERKALA)
                | d.c.periode.is_(None)
                | (d.c.periode == evaluasi)
                | d.c.periode.not_like("____-%")
            )
        with terjemahkan(), self._mesin.connect() as kon, self._mesin.connect() as kon_peta:

            @lru_cache(maxsize=4096)
            def peta(kunci: str) -> Mapping[str, Tempat]:
                isi = kon_peta.execute(
                    sa.select(skema.peta_tempat.c.isi).where(skema.peta_tempat.c.hash == kunci)
                ).scalar_one()
                return baca_peta(isi)

            bersama = Bersama()
            hasil = kon.execution_options(yield_per=_POTONGAN).execute(tanya)
            for baris in hasil:
                yield bersama.dokumen(baris, peta(baris.peta))

    def nilai_evaluasi(self) -> Iterator[Dokumen]:
        """Current evaluations of all periods, of each only what decides its predikat: see `ringkas.evaluasi`."""
        with terjemahkan(), self._mesin.connect() as kon:
            yield from ringkas.evaluasi(kon)

    def keadaan(self) -> tuple[Keadaan, ...]:
        """Kind, NIP, unit and period of every current document."""
        d = skema.dokumen
        with terjemahkan(), self._mesin.connect() as kon:
            baris = kon.execute(
                sa.select(d.c.jenis, d.c.nip, d.c.unit, d.c.periode)
                .where(d.c.berlaku.is_(True))
                .order_by(d.c.id)
            )
            return tuple(
                Keadaan(jenis=jenis, nip=nip, unit=unit, periode=periode)
                for jenis, nip, unit, periode in baris
            )

    def periode_evaluasi(self) -> frozenset[str]:
        """The codes that current evaluations are filed under."""
        with terjemahkan(), self._mesin.connect() as kon:
            return ringkas.periode_evaluasi(kon)

    def terima_terakhir(self) -> Mapping[str, str]:
        """NIP -> when that person's latest paper came: see `ringkas.terima_terakhir`."""
        with terjemahkan(), self._mesin.connect() as kon:
            return ringkas.terima_terakhir(kon)

    def berkas(self) -> tuple[Ringkas, ...]:
        """Every file that has come in, in order."""
        b = skema.berkas
        with terjemahkan(), self._mesin.connect() as kon:
            kolom = [b.c[nama] for nama in Ringkas.__struct_fields__]
            return tuple(
                Ringkas(**baris._mapping) for baris in kon.execute(sa.select(*kolom).order_by(b.c.id))
            )

    def temuan_tersimpan(self) -> tuple[Temuan, ...]:
        """What reading found in the files that still count: see `terlapor.temuan_terlapor`."""
        with terjemahkan(), self._mesin.connect() as kon:
            return terlapor.temuan_tersimpan(kon)

    def terlapor(self) -> Mapping[str, tuple[Temuan, ...]]:
        """Content -> findings of the files that were turned away and are not settled since."""
        with terjemahkan(), self._mesin.connect() as kon:
            return terlapor.terlapor(kon)

    def salinan(self) -> tuple[tuple[str, str, str | None], ...]:
        """(name, first name, NIP) for every further name under which a content came."""
        with terjemahkan(), self._mesin.connect() as kon:
            return ringkas.salinan(kon)

    def ekinerja(self) -> tuple[LembarEkinerja, ...]:
        """The sheets of e-Kinerja exports that count, in the order they came.

        Their rows are fetched when they are first looked at, even after `tutup`.
        """
        with terjemahkan(), self._mesin.connect() as kon:
            return ekinerja.baca(kon, self._baris_ekinerja)

    def _baris_ekinerja(self, lembar: int) -> tuple[BarisEkinerja, ...]:
        try:
            with terjemahkan(), self._mesin.connect() as kon:
                return ekinerja.baca_baris(kon, lembar)
        finally:
            self._mesin.dispose()

    def pergantian(self) -> tuple[Pergantian, ...]:
        """Every sheet that a current one has replaced, beside it."""
        with terjemahkan(), self._mesin.connect() as kon:
            return ganti.pergantian(kon)

    def pengecualian(self) -> tuple[Pengecualian, ...]:
        """Every waiver, revoked ones too, in the order they were made."""
        with terjemahkan(), self._mesin.connect() as kon:
            return pengecualian.semua(kon)

    def kecualikan(self, baru: Pengecualian) -> Pengecualian | None:
        """Record a waiver; the one already in force for the same rule, person and period is given back."""
        with terjemahkan(), self._tulis.begin() as kon:
            return pengecualian.catat(kon, baru)

    def batalkan(
        self, kode: str, nip: str, periode: str | None, *, oleh: str, pada: datetime
    ) -> Pengecualian | None:
        """Revoke the waiver of a rule, person and period; None where none is in force."""
        with terjemahkan(), self._tulis.begin() as kon:
            return pengecualian.cabut(kon, kode, nip, periode, oleh, _iso(pada))

    def _siapkan_skema(self, *, tulis: bool) -> None:
        with self._mesin.connect() as kon:
            if skema.lengkap(kon):
                return
        try:
            with self._tulis.begin() as kon:
                skema.siapkan(kon)
        except DBAPIError as galat:
            if tulis:
                raise
            raise TidakBisa(
                "Buku besar ini belum lengkap (disusun program yang lebih lama) dan buku ini hanya dapat dibaca; "
                "jalankan skpbook status sekali di tempat yang dapat ditulisi."
            ) from galat

    def _catat(self, kon: sa.Connection, berkas: CatatanBerkas, waktu: str, strategi: Strategi) -> HasilCatat:
        lama = next(iter(_ADA.baca(kon, {"hash": berkas.hash})), None)
        if lama is not None and lama.status == DITERIMA:
            baru = ganti.tulis_nama(kon, berkas.nama, berkas.hash, waktu) != berkas.hash
            return HasilCatat(baru=False, nama_pertama=lama.nama, nama_baru=baru)
        kolom = {nama: getattr(berkas, nama) for nama in _KOLOM}
        if lama is None:
            _SISIP_BERKAS.tulis(kon, {**kolom, "diterima_pada": waktu})
        else:
            kon.execute(_PERBARUI_BERKAS, {**kolom, "nama": lama.nama, "isi": berkas.hash})
        ekinerja.catat(kon, berkas.hash, berkas.ekinerja)
        nama_lama = ganti.tulis_nama(kon, berkas.nama, berkas.hash, waktu)
        self._tulis_peta(kon, berkas.dokumen)
        lawan = ganti.saingan(kon, berkas.hash, berkas.dokumen)
        ganti.sisipkan(kon, berkas, lawan, nama_lama, strategi)
        if nama_lama is not None and berkas.dokumen:
            ganti.gantikan_tanpa_kunci(kon, nama_lama, berkas.hash)
        ada_ganti = bool(lawan) or nama_lama is not None
        return HasilCatat(
            baru=True,
            nama_pertama=lama.nama if lama else berkas.nama,
            nama_baru=True,
            pergantian=ganti.pergantian(kon, berkas.hash) if ada_ganti else (),
        )

    def _tulis_peta(self, kon: sa.Connection, dokumen: Sequence[CatatanDokumen]) -> None:
        """Keep each source map once; two imports at the same time may both want to."""
        for satu in dokumen:
            if satu.peta_hash not in self._peta_dikenal:
                ganti.sisip_bila_belum(kon, skema.peta_tempat, hash=satu.peta_hash, isi=satu.peta)


_b = skema.berkas
_KOLOM = [nama for nama in CatatanBerkas.__struct_fields__ if nama not in ("dokumen", "ekinerja")]
_ADA = Siap(sa.select(_b.c.nama, _b.c.status).where(_b.c.hash == sa.bindparam("hash")))
_SISIP_BERKAS = Siap(_b.insert().inline(), (*_KOLOM, "diterima_pada"))
_PERBARUI_BERKAS = _b.update().where(_b.c.hash == sa.bindparam("isi"))


def _iso(pada: datetime) -> str:
    return pada.astimezone(UTC).isoformat(timespec="seconds")
