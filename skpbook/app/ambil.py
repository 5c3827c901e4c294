"""`ambil`: messages of a mailbox go into masuk/, each once, and nothing in the mailbox changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from skpbook.app.keluar import nama_folder
from skpbook.domain.galat import TidakBisa
from skpbook.intake.batas import MB
from skpbook.intake.lewati import TAK_DIKENAL
from skpbook.ledger.surat import Surat
from skpbook.mail.imap import Alamat, Kotak, SambunganPutus, Tanda
from skpbook.mail.kredensial import baca_sandi, butuh_sandi, simpan_sandi
from skpbook.mail.pengirim import Kepala, PetaAlamat, baca_kepala, tampil
from skpbook.mail.surat_masuk import (
    amplop,
    berlampiran,
    folder_surat,
    sapu,
    sidik_surat,
    tidak_sampai,
    tulis_surat,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from skpbook.app.buku import Buku
    from skpbook.ledger.buku_besar import BukuBesar

Lapor = Callable[[int, int], None]

DIAMBIL, SUDAH_ADA, TANPA_LAMPIRAN, TERLALU_BESAR = "diambil", "sudah-ada", "tanpa-lampiran", "terlalu-besar"
TIDAK_SAMPAI = "tidak-sampai"
STATUS = (DIAMBIL, SUDAH_ADA, TANPA_LAMPIRAN, TERLALU_BESAR, TIDAK_SAMPAI)
_SEBELUM_TAHUN = timedelta(days=31)
_SABAR = 3


class Pesan(Struct, frozen=True, kw_only=True):
    """One message looked at. `tanggal` is when its server got it (ISO), `pengirim` what the message says, `unit`
    the one unit with that address, `berkas` its file in the book. `status`: diambil, sudah-ada, tanpa-lampiran,
    terlalu-besar, or tidak-sampai for a server's notice that mail to `tujuan` (then `unit` is theirs) failed.
    """

    uid: int
    tanggal: str | None
    pengirim: str
    unit: str | None
    berkas: str | None
    status: str
    ukuran: int
    tujuan: tuple[str, ...] = ()


class HasilAmbil(Struct, frozen=True, kw_only=True):
    """What one run did; `pesan` are the messages that no run before had dealt with.

    `sejak` is the day before which nothing was looked at, `dulu` how many messages were dealt with before.
    `dinomori_ulang` says that the server numbered its messages anew, so that all were looked at again. `galat` is
    why the run stopped before the end, None for one that did not.
    """

    pengguna: str
    folder: str
    sejak: str
    pesan: tuple[Pesan, ...]
    ringkasan: dict[str, int]
    dulu: int
    dinomori_ulang: bool = False
    tanpa_alamat: bool = False
    galat: str | None = None


def ambil(
    buku: Buku,
    *,
    folder: str | None = None,
    sejak: str | None = None,
    uji: bool = False,
    ulang: bool = False,
    lapor: Lapor | None = None,
    jam: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> HasilAmbil:
    """Fetch what is new. `uji` only looks: which messages bring attachments is then not known.

    `ulang` also fetches again what was fetched and whose file is not where it was put. Raises `TidakBisa` where
    nothing could be done; a run that is cut off in the middle keeps and tells what it has (`galat`), and the next
    one goes on.
    """
    alamat = alamat_kotak(buku, folder)
    hari = _sejak(buku, sejak)
    sandi = _sandi(buku, alamat)
    peta = PetaAlamat(buku.daftar)
    with buku.ledger(tulis=not uji) as ledger:
        if not uji:
            sapu(buku.masuk)
        kerja = _Pengambil(buku, ledger, alamat, peta, jam, uji=uji, ulang=ulang, lapor=lapor)
        galat = kerja.jalankan(sandi, hari)
    banyak = Counter(satu.status for satu in kerja.pesan)
    return HasilAmbil(
        pengguna=alamat.pengguna,
        folder=alamat.folder,
        sejak=hari.isoformat(),
        pesan=tuple(sorted(kerja.pesan, key=lambda satu: satu.uid)),
        ringkasan={satu: banyak[satu] for satu in STATUS},
        dulu=kerja.dulu,
        dinomori_ulang=kerja.dinomori_ulang,
        tanpa_alamat=peta.kosong,
        galat=galat,
    )


def alamat_kotak(buku: Buku, folder: str | None = None) -> Alamat:
    """The mailbox of skpbook.toml. Raises `TidakBisa` that names the key that is missing."""
    surel = buku.pengaturan.surel
    masuk = surel.masuk
    pengguna = masuk.pengguna or surel.pengguna
    kurang = "server" if not masuk.server else "pengguna" if not pengguna else None
    if not masuk.server or not pengguna:
        raise TidakBisa(
            f'Kotak surat belum diatur: tulis {kurang} = "…" di bagian [surel.masuk] pada skpbook.toml di {buku.akar}.'
        )
    tls = masuk.keamanan == "tls"
    nama = folder if folder is not None else masuk.folder
    if not nama.strip():
        raise TidakBisa("Nama folder surel kosong; tulis namanya, misalnya --folder INBOX.")
    return Alamat(
        server=masuk.server,
        port=masuk.port or (993 if tls else 143),
        tls=tls,
        pengguna=pengguna,
        folder=nama,
        sertifikat=buku.akar / sertifikat if (sertifikat := masuk.sertifikat or surel.sertifikat) else None,
    )


def simpan_sandi_kotak(buku: Buku, sandi: str) -> str:
    """Keep the mailbox's password in the keyring; gives whose it is. Raises `TidakBisa`."""
    alamat = alamat_kotak(buku)
    simpan_sandi(alamat.server, alamat.pengguna, sandi)
    return f"{alamat.pengguna} di {alamat.server}"


def _sandi(buku: Buku, alamat: Alamat) -> str:
    """The mailbox's password; the one kept for mail that goes out serves the same user too."""
    surel = buku.pengaturan.surel
    variabel = surel.masuk.sandi_env or surel.sandi_env
    keluar = surel.server if surel.pengguna == alamat.pengguna else None
    return (
        baca_sandi(alamat.server, alamat.pengguna, variabel)
        or (baca_sandi(keluar, alamat.pengguna, variabel) if keluar else None)
        or butuh_sandi(alamat.server, alamat.pengguna, variabel, "skpbook ambil --simpan-sandi")
    )


def _sejak(buku: Buku, sejak: str | None) -> date:
    """The first day to look at: a month before the book's year unless one is given."""
    if sejak is None:
        return date(buku.pengaturan.tahun, 1, 1) - _SEBELUM_TAHUN
    try:
        return date.fromisoformat(sejak.strip())
    except ValueError as galat:
        raise TidakBisa(
            f"Tanggal “{sejak}” untuk --sejak tidak dapat dibaca; tulis misalnya 2026-01-31."
        ) from galat


class _Pengambil:
    """One run over one mailbox, over as many connections as it takes."""

    def __init__(
        self,
        buku: Buku,
        ledger: BukuBesar,
        alamat: Alamat,
        peta: PetaAlamat,
        jam: Callable[[], datetime],
        *,
        uji: bool,
        ulang: bool,
        lapor: Lapor | None,
    ) -> None:
        self.pesan: list[Pesan] = []
        self.dulu = 0
        self.dinomori_ulang = False
        self._buku, self._alamat, self._peta, self._jam = buku, alamat, peta, jam
        self._uji, self._lapor = uji, lapor
        self._buku_surat = ledger.surat
        self._folder = nama_folder(buku.daftar.unit_menurut_kode)
        self._maks = buku.pengaturan.batas.wadah_mb * MB
        semua = ledger.surat.semua(alamat.nama)
        self._lama = [satu for satu in semua if not (ulang and self._hilang(satu))]
        self._ulang = ulang
        self._gagal: dict[int, tuple[str, ...]] = {}
        self._selesai: set[tuple[int, int]] = set()

    def jalankan(self, sandi: str, hari: date) -> str | None:
        """Go through the mailbox; the sentence of what stopped it, None at its end.

        A connection that breaks is made anew, until several in a row bring nothing. Raises `TidakBisa` where not
        one message was reached.
        """
        gagal, pernah = 0, False
        while True:
            sebelum = len(self._selesai)
            try:
                with Kotak(self._alamat, sandi) as kotak:
                    pernah = True
                    self._telusuri(kotak, hari)
                return None
            except SambunganPutus as galat:
                gagal = 0 if len(self._selesai) > sebelum else gagal + 1
                if gagal >= _SABAR or not pernah:
                    return self._berhenti(galat)
            except TidakBisa as galat:
                return self._berhenti(galat)

    def _berhenti(self, galat: TidakBisa) -> str:
        if not self.pesan:
            raise galat
        return str(galat)

    def _telusuri(self, kotak: Kotak, hari: date) -> None:
        kini = kotak.uidvalidity
        dikenal = {satu.uid for satu in self._lama if satu.uidvalidity == kini}
        pindahan = {_rupa(satu): satu for satu in self._lama if satu.uidvalidity != kini and satu.pesan_id}
        self.dinomori_ulang = bool(self._lama) and not dikenal and bool(pindahan)
        uid = kotak.uid(hari)
        self.dulu = len(dikenal.intersection(uid))
        baru = [satu for satu in uid if satu not in dikenal and (kini, satu) not in self._selesai]
        semua = len(baru) + len(self._selesai)
        for potong in _potong(baru):
            perlu: list[tuple[Tanda, Kepala]] = []
            for tanda in kotak.tanda(potong):
                kepala = baca_kepala(tanda.kepala)
                lama = pindahan.get((kepala.pesan_id, tanda.ukuran))
                if lama is not None:
                    self._catat([self._surat(kotak, tanda, kepala, lama.sidik, lama.berkas, SUDAH_ADA)])
                elif tanda.ukuran > self._maks or self._uji:
                    status = TERLALU_BESAR if tanda.ukuran > self._maks else DIAMBIL
                    self._sebut(self._surat(kotak, tanda, kepala, "", None, status))
                else:
                    perlu.append((tanda, kepala))
            self._ambil(kotak, perlu, semua)

    def _ambil(self, kotak: Kotak, perlu: Sequence[tuple[Tanda, Kepala]], semua: int) -> None:
        kepala = {tanda.uid: satu for tanda, satu in perlu}
        for potong in kotak.isi([tanda for tanda, _ in perlu]):
            bersidik = [(tanda, data, sidik_surat(tanda.kepala, data)) for tanda, data in potong]
            ada = self._buku_surat.berkas([sidik for _, _, sidik in bersidik])
            if self._ulang:
                ada = {sidik: nama for sidik, nama in ada.items() if (self._buku.akar / nama).exists()}
            hasil = []
            for tanda, data, sidik in bersidik:
                satu = self._satu(kotak, tanda, kepala[tanda.uid], data, sidik, ada)
                if satu.berkas is not None:
                    ada.setdefault(sidik, satu.berkas)
                hasil.append(satu)
            self._catat(hasil)
            if self._lapor is not None:
                self._lapor(len(self._selesai), max(semua, len(self._selesai)))

    def _satu(
        self, kotak: Kotak, tanda: Tanda, kepala: Kepala, data: bytes, sidik: str, ada: Mapping[str, str]
    ) -> Surat:
        """Deal with one message: its row."""
        if (lama := ada.get(sidik)) is not None:
            return self._surat(kotak, tanda, kepala, sidik, lama, SUDAH_ADA)
        if len(data) > self._maks:  # a server may tell another size than it sends
            return self._surat(kotak, tanda, kepala, sidik, None, TERLALU_BESAR)
        if (gagal := tidak_sampai(data)) is not None:
            unit = {kode for satu in gagal for kode in self._peta.unit(satu.lower())}
            self._gagal[tanda.uid] = tuple(tampil(satu) for satu in gagal)
            surat = self._surat(kotak, tanda, kepala, sidik, None, TIDAK_SAMPAI)
            return msgspec.structs.replace(surat, unit=unit.pop() if len(unit) == 1 else None)
        if not berlampiran(data):
            return self._surat(kotak, tanda, kepala, sidik, None, TANPA_LAMPIRAN)
        alamat = kepala.pengirim.alamat
        berkas = tulis_surat(
            self._buku.masuk / folder_surat(self._peta.unit(alamat), self._folder),
            data,
            awalan=amplop(self._alamat.nama, tanda.uid, tanda.tiba),
            tiba=tanda.tiba,
            alamat=alamat,
        )
        return self._surat(kotak, tanda, kepala, sidik, self._buku.nama_dalam(berkas), DIAMBIL)

    def _surat(
        self, kotak: Kotak, tanda: Tanda, kepala: Kepala, sidik: str, berkas: str | None, status: str
    ) -> Surat:
        unit = self._peta.unit(kepala.pengirim.alamat)
        return Surat(
            kotak=self._alamat.nama,
            uidvalidity=kotak.uidvalidity,
            uid=tanda.uid,
            pesan_id=kepala.pesan_id,
            sidik=sidik,
            ukuran=tanda.ukuran,
            tanggal=tanda.tiba.isoformat() if tanda.tiba is not None else None,
            pengirim=kepala.pengirim.sebutan,
            unit=unit[0] if len(unit) == 1 else None,
            berkas=berkas,
            status=status,
            pada=self._jam().astimezone(UTC).isoformat(timespec="seconds"),
        )

    def _catat(self, semua: Sequence[Surat]) -> None:
        """Note what was dealt with. What is too large is told again by every run until it is let in."""
        if not self._uji:
            self._buku_surat.catat(satu for satu in semua if satu.status != TERLALU_BESAR)
        for satu in semua:
            self._sebut(satu)

    def _sebut(self, satu: Surat) -> None:
        self._selesai.add((satu.uidvalidity, satu.uid))
        isi = {nama: getattr(satu, nama) for nama in Pesan.__struct_fields__ if nama != "tujuan"}
        self.pesan.append(Pesan(**isi, tujuan=self._gagal.get(satu.uid, ())))

    def _hilang(self, satu: Surat) -> bool:
        return satu.berkas is not None and not (self._buku.akar / satu.berkas).exists()


def _rupa(satu: Surat) -> tuple[str | None, int]:
    return satu.pesan_id, satu.ukuran


def _potong(uid: Sequence[int], banyak: int = 200) -> Iterator[Sequence[int]]:
    for awal in range(0, len(uid), banyak):
        yield uid[awal : awal + banyak]


__all__ = ["STATUS", "TAK_DIKENAL", "HasilAmbil", "Pesan", "alamat_kotak", "ambil"]
