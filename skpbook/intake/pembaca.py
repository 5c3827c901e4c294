"""One file after another, read and archived: what a worker does all its life."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from skpbook.forms.catalog import muat_katalog
from skpbook.intake.archive import arsipkan, potongan, sidik, sidik_isi
from skpbook.intake.baca import HasilBaca, Lingkungan, baca_berkas, hasil_tolak, temuan_tolak
from skpbook.intake.batas import MB
from skpbook.intake.guard import tolak_ukuran
from skpbook.intake.gudang import Gudang
from skpbook.intake.ole import SANDI_BAWAAN
from skpbook.intake.outlook import PetiOutlook
from skpbook.intake.peti import LAPIS, Anak, Peti, Potongan, terlalu_dalam
from skpbook.intake.status import DITOLAK
from skpbook.intake.sumber import Acak
from skpbook.intake.surat import PetiSurat
from skpbook.intake.tolak import DITERUSKAN, Ditolak, tak_terduga
from skpbook.intake.tugas import Bekal, Selesai, Tugas
from skpbook.ledger.catatan import CatatanBerkas, catatan_berkas

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from skpbook.intake.paket import Isi

Hasil = list["Selesai | Tugas"]
"""What a task gives: files done, and tasks that it turned out to hold."""

_PENYIMPAN = 8
"""So many originals at a time are on their way to the disk, which keeps them together at one go."""

_TERTUNDA = 16
_BESAR_TERTUNDA = 16 * MB
"""So many files, and bytes, wait in a worker for their originals to be kept."""


class Terarsip(NamedTuple):
    """A content that is in the archive once `janji` is kept, and is to be read then."""

    nama: str
    data: bytes
    hash: str
    janji: Future[Path] | None


_Mentah = list[Selesai | Tugas | Terarsip]

_TAK_TERBUKA = Ditolak(
    "B003",
    "Berkas tidak dapat dibuka: tidak ada izin, atau sedang dikunci program lain.",
    saran="Tutup berkas itu di program lain, periksa izinnya, lalu impor lagi.",
)


class Pembaca:
    """Reads and archives files, one at a time, for one book.

    `lapor` is told of every file as it begins (an empty hash), and of its hash and size once it is archived:
    should it kill the process, that much is known of it.
    """

    def __init__(self, bekal: Bekal, lapor: Callable[[str, int], None] = lambda _hash, _besar: None) -> None:
        """Raises `DefinisiTidakSah` for the book's own forms."""
        self._bekal = bekal
        self._lapor = lapor
        self._arsip = Path(bekal.arsip)
        self._penyimpan: Executor | None = None
        self._dititip: dict[str, Future[Path]] = {}
        self._gudang = Gudang(bekal.batas, (*bekal.sandi, *bekal.sandi_zip), self._denyut)
        self._dunia = Lingkungan(
            katalog=muat_katalog(Path(bekal.formulir) if bekal.formulir else None),
            kunci=bekal.kunci,
            batas=bekal.batas,
            tahun=bekal.tahun,
            sandi=(SANDI_BAWAAN, *bekal.sandi),
        )

    def kerjakan(self, tugas: Tugas) -> Hasil:
        """Archive first, then read. A zip or mailbox comes back as the tasks it holds, a message as its
        attachments. Raises `TidakBisa` when the archive cannot be written.
        """
        return [self._baca(satu) if isinstance(satu, Terarsip) else satu for satu in self._mulai(tugas)]

    def kerjakan_paket(self, paket: Sequence[Tugas]) -> list[Hasil]:
        """Several tasks: while one file is read, the disk is at keeping the next ones."""
        self._penyimpan = self._penyimpan or ThreadPoolExecutor(
            _PENYIMPAN, thread_name_prefix="skpbook-arsip"
        )
        hasil: list[_Mentah] = []
        antre: deque[tuple[_Mentah, int, Terarsip]] = deque()
        besar = 0
        self._dititip.clear()
        for tugas in paket:
            bagian = self._mulai(tugas, self._penyimpan)
            hasil.append(bagian)
            for nomor, satu in enumerate(bagian):
                if isinstance(satu, Terarsip):
                    antre.append((bagian, nomor, satu))
                    besar += len(satu.data)
            while antre and (len(antre) > _TERTUNDA or besar > _BESAR_TERTUNDA):
                besar -= self._baca_tertunda(*antre.popleft())
        while antre:
            self._baca_tertunda(*antre.popleft())
        return [[satu for satu in bagian if not isinstance(satu, Terarsip)] for bagian in hasil]

    def _baca_tertunda(self, bagian: _Mentah, nomor: int, satu: Terarsip) -> int:
        """Read what waited, at its place; how many bytes it had."""
        bagian[nomor] = self._baca(satu)
        return len(satu.data)

    def _mulai(self, tugas: Tugas, penyimpan: Executor | None = None) -> _Mentah:
        """Everything but the reading; with `penyimpan` a content may still be on its way into the archive."""
        self._denyut()
        if tugas.isi is not None:
            return [self._satu(tugas.nama, tugas.isi, penyimpan)]
        try:
            isi = self._gudang.isi(tugas)
            try:
                return self._olah(tugas, isi, penyimpan)
            finally:
                if isinstance(isi, Acak):
                    isi.tutup()
        except DITERUSKAN:
            raise
        except OSError:
            return [Selesai(nama=tugas.nama, tolak=_TAK_TERBUKA)]
        except BaseException as galat:  # whatever broke on the way in, within a zip or message
            return [Selesai(nama=tugas.nama, tolak=self._sebab(galat))]

    def tolak(self, tugas: Tugas, sebab: Ditolak) -> Selesai:
        """Turn a file on disk away without reading it, its original kept all the same."""
        try:
            with Acak(tugas.jalur) as isi:
                return self._tolak(tugas, isi, sebab)
        except OSError:
            return Selesai(nama=tugas.nama, tolak=_TAK_TERBUKA)

    def tutup(self) -> None:
        """Let go of every file that is still open."""
        self._gudang.tutup()

    def _olah(self, tugas: Tugas, isi: Isi, penyimpan: Executor | None) -> _Mentah:
        maks = self._bekal.batas.berkas_mb * MB
        data = isi if isinstance(isi, bytes) or len(isi) > maks else isi[0 : len(isi)]
        try:
            peti = self._gudang.buka(data)
        except DITERUSKAN:
            raise
        except BaseException as galat:
            return [self._tolak(tugas, data, self._sebab(galat))]
        if peti is not None:
            return self._isi_peti(tugas, peti, data, penyimpan)
        if len(data) > maks or not isinstance(data, bytes):
            return [self._tolak(tugas, data, tolak_ukuran(len(data), self._bekal.batas))]
        return [self._satu(tugas.nama, data, penyimpan)]

    def _isi_peti(self, tugas: Tugas, peti: Peti, isi: Isi, penyimpan: Executor | None) -> _Mentah:
        """What is in a container: attachments are read at once, files of a zip or mailbox become tasks."""
        lapis = sum(1 for satu in tugas.langkah if not isinstance(satu, Potongan))
        try:
            if lapis >= LAPIS:
                raise terlalu_dalam()
            anak = peti.anak()
        except DITERUSKAN:
            raise
        except BaseException as galat:
            return [self._tolak_peti(tugas, isi, self._sebab(galat))]
        if isinstance(peti, PetiSurat | PetiOutlook):
            akar = _nama_pesan(tugas, peti)
            return [
                hasil
                for satu in anak
                for hasil in self._lampiran(tugas, peti, satu, self._anak(tugas, satu, akar), penyimpan)
            ]
        return [
            self._anak(tugas, satu, tugas.nama, kotak=isinstance(satu.langkah, Potongan)) for satu in anak
        ]

    def _lampiran(
        self, tugas: Tugas, peti: Peti, satu: Anak, anak: Selesai | Tugas, penyimpan: Executor | None
    ) -> _Mentah:
        if isinstance(anak, Selesai) or tugas.urai or satu.langkah is None:
            return [anak]
        self._denyut()
        try:
            return self._olah(anak, peti.ambil(satu.langkah), penyimpan)
        except DITERUSKAN:
            raise
        except BaseException as galat:
            return [Selesai(nama=anak.nama, tolak=self._sebab(galat))]

    def _anak(self, tugas: Tugas, satu: Anak, akar: str, *, kotak: bool = False) -> Selesai | Tugas:
        nama = f"{akar}/{satu.nama}" if satu.nama else akar
        if satu.langkah is None:
            lewati = satu.sebab if satu.lewati else None
            return Selesai(nama=nama, lewati=lewati, tolak=None if satu.lewati else satu.sebab)
        langkah = (*tugas.langkah, satu.langkah)
        return Tugas(nama=nama, jalur=tugas.jalur, langkah=langkah, kotak=kotak, ukuran=satu.ukuran)

    def _satu(self, nama: str, data: bytes, penyimpan: Executor | None) -> Selesai | Terarsip:
        """One file in memory, on its way into the archive."""
        hash_isi = sidik(data)
        if hash_isi in self._bekal.dikenal:
            return Selesai(nama=nama, hash=hash_isi)
        janji: Future[Path] | None = None
        if self._bekal.simpan and penyimpan is not None:
            janji = self._dititip.get(hash_isi)
            if janji is None:
                janji = penyimpan.submit(arsipkan, self._arsip, (data,), hash_isi, nama)
                self._dititip[hash_isi] = janji
        elif self._bekal.simpan:
            arsipkan(self._arsip, (data,), hash_isi, nama)
        return Terarsip(nama, data, hash_isi, janji)

    def _baca(self, satu: Terarsip) -> Selesai:
        """Read a file that is in the archive."""
        if satu.janji is not None:
            satu.janji.result()
        nama, data, hash_isi, _ = satu
        if self._bekal.serahkan:
            return Selesai(nama=nama, hash=hash_isi, mentah=data)
        self._lapor(hash_isi, len(data))
        hasil = baca_berkas(data, nama, self._dunia, hash_isi)
        if hasil.lewati is not None:
            return Selesai(nama=nama, lewati=hasil.lewati)
        try:
            catatan = catat_hasil(hasil)
        except DITERUSKAN:
            raise
        except BaseException as galat:
            hasil = hasil_tolak(galat, data, nama, self._bekal.batas, hasil.wadah)
            catatan = catat_hasil(hasil)
        return Selesai(nama=nama, hash=hash_isi, catatan=catatan, rinci=hasil.rinci)

    def _tolak(self, tugas: Tugas, isi: Isi, sebab: Ditolak) -> Selesai:
        """Refuse a content without reading it."""
        hash_isi = self._simpan(tugas, isi)
        if hash_isi in self._bekal.dikenal:
            return Selesai(nama=tugas.nama, hash=hash_isi)
        catatan = catatan_tolak(tugas.nama, hash_isi, len(isi), sebab)
        return Selesai(nama=tugas.nama, hash=hash_isi, catatan=catatan, rinci=sebab.rinci)

    def _tolak_peti(self, tugas: Tugas, isi: Isi, sebab: Ditolak) -> Selesai:
        """Refuse a container: kept, but no document of anyone, so it is told anew until it is gone."""
        self._simpan(tugas, isi)
        return Selesai(nama=tugas.nama, tolak=sebab)

    def _simpan(self, tugas: Tugas, isi: Isi) -> str:
        """Archive a content of any size; its hash."""
        hash_isi = sidik_isi(isi, self._denyut)
        if self._bekal.simpan and hash_isi not in self._bekal.dikenal:
            arsipkan(self._arsip, potongan(isi, self._denyut), hash_isi, tugas.nama)
        return hash_isi

    def _denyut(self) -> None:
        """Still alive, at a file whose content is not known yet."""
        self._lapor("", 0)

    def _sebab(self, galat: BaseException) -> Ditolak:
        return galat if isinstance(galat, Ditolak) else tak_terduga(galat, self._bekal.batas)


def catatan_tolak(nama: str, hash_isi: str, ukuran: int, sebab: Ditolak) -> CatatanBerkas:
    """The row of a file that was turned away unread."""
    return catat_hasil(
        HasilBaca(
            nama=nama,
            hash=hash_isi,
            ukuran=ukuran,
            wadah="tidak dibaca",
            status=DITOLAK,
            temuan=(temuan_tolak(sebab, nama),),
        )
    )


def catat_hasil(hasil: HasilBaca) -> CatatanBerkas:
    """The rows of a file that was read."""
    return catatan_berkas(
        hash_isi=hasil.hash,
        nama=hasil.nama,
        ukuran=hasil.ukuran,
        wadah=hasil.wadah,
        status=hasil.status,
        disimpan=hasil.disimpan,
        dokumen=hasil.dokumen,
        temuan=hasil.temuan,
        sengketa=hasil.sengketa,
        ekinerja=hasil.ekinerja,
    )


def _nama_pesan(tugas: Tugas, peti: PetiSurat | PetiOutlook) -> str:
    """What a message's attachments stand under: its file, or in a mailbox its sender and date."""
    if not tugas.kotak or not isinstance(peti, PetiSurat):
        return tugas.nama
    induk = tugas.nama.rpartition("/")[0]
    return f"{induk}/{peti.sebutan()}" if induk else peti.sebutan()
