"""Writes what was read into the ledger and says what became of every file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from skpbook.app.hasil_impor import BerkasImpor
from skpbook.app.temuan_berkas import temuan_pergantian, temuan_salinan
from skpbook.domain.galat import TidakBisa
from skpbook.intake.baca import temuan_tolak
from skpbook.intake.status import BELUM_DIISI, DILEWATI, DITERIMA, DITOLAK, SUDAH_ADA
from skpbook.intake.tolak import tak_terduga
from skpbook.ledger.buku_besar import BukuBesar, Ringkas
from skpbook.ledger.catatan import baca_temuan
from skpbook.ledger.ganti import Strategi

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import datetime

    from skpbook.domain.temuan import Temuan
    from skpbook.intake.batas import Batas
    from skpbook.intake.pekerja import Selesai
    from skpbook.ledger.catatan import CatatanBerkas
    from skpbook.ledger.ganti import Pergantian


class Pencatat:
    """Records the files of one import. `keadaan` is the digest of what decides whether a file can be read.

    `rinci` is told the content (its hash, "" where there is none) and what nobody foresaw of it.
    """

    def __init__(
        self,
        ledger: BukuBesar,
        keadaan: str,
        jam: Callable[[], datetime],
        batas: Batas,
        strategi: Strategi = Strategi.TANYA,
        rinci: Callable[[str, str], None] = lambda _isi, _rinci: None,
    ) -> None:
        self._ledger = ledger
        self._keadaan = keadaan
        self._jam = jam
        self._batas = batas
        self._strategi = strategi
        self._rinci = rinci
        self._dikenal = {satu.hash: satu for satu in ledger.berkas()}
        self._nama = dict(ledger.nama_berisi())
        self._menunggu = {satu.hash_lama for satu in ledger.sengketa()}
        self._lama: list[tuple[str, str]] = []

    def tidak_perlu_dibaca(self, *, bersandi: bool = False) -> frozenset[str]:
        """Contents whose reading would tell nothing new: those accepted, and those turned away in the same
        circumstances. With passwords at hand (`bersandi`) a locked file is tried again.
        """
        terkunci = {
            isi
            for isi, temuan in (self._ledger.terlapor().items() if bersandi else ())
            if any(satu.kode == "B002" for satu in temuan)
        }
        return frozenset(
            satu.hash
            for satu in self._dikenal.values()
            if satu.status == DITERIMA or (satu.keadaan_baca == self._keadaan and satu.hash not in terkunci)
        )

    def catat(self, selesai: Selesai) -> BerkasImpor | None:
        """Record one file; None for a content that is known: `yang_dikenal` tells of it in the end."""
        if teknis := selesai.rinci or (selesai.tolak and selesai.tolak.rinci):
            self._rinci(selesai.hash or "", teknis)
        if selesai.lewati is not None:
            temuan = temuan_tolak(selesai.lewati, selesai.nama)
            return BerkasImpor(nama=selesai.nama, status=DILEWATI, temuan=(temuan,))
        if selesai.hash is None:
            tolak = (temuan_tolak(selesai.tolak, selesai.nama),) if selesai.tolak else ()
            return BerkasImpor(nama=selesai.nama, status=DITOLAK, temuan=tolak)
        if selesai.catatan is None:
            self.kenali(selesai.nama, selesai.hash)
            return None
        catatan = selesai.catatan
        if catatan.status != DITERIMA:
            catatan = msgspec.structs.replace(catatan, keadaan_baca=self._keadaan)
        try:
            hasil = self._ledger.catat(catatan, self._jam(), self._strategi)
        except TidakBisa:
            raise
        except Exception as galat:
            # Nothing of it is in the ledger, its original is in the archive: one file must not stop the rest.
            sebab = tak_terduga(galat, self._batas)
            self._rinci(selesai.hash, sebab.rinci or "")
            return BerkasImpor(nama=selesai.nama, status=DITOLAK, temuan=(temuan_tolak(sebab, selesai.nama),))
        self._nama[selesai.nama] = selesai.hash
        self._dikenal[selesai.hash] = Ringkas(
            **{nama: getattr(catatan, nama) for nama in Ringkas.__struct_fields__}
        )
        if not hasil.baru:
            self._dikenal[selesai.hash] = msgspec.structs.replace(
                self._dikenal[selesai.hash], nama=hasil.nama_pertama, status=DITERIMA
            )
            self._lama.append((selesai.nama, selesai.hash))
            return None
        return _baru(selesai.nama, catatan, hasil.pergantian)

    def ukuran(self, hash_isi: str) -> int:
        """How many bytes a recorded content has; 0 for one that is not recorded."""
        ada = self._dikenal.get(hash_isi)
        return ada.ukuran if ada is not None else 0

    def kenali(self, nama: str, hash_isi: str) -> None:
        """A file whose content is known: note its name, settle what waited for a choice."""
        if self._nama.get(nama) != hash_isi:
            self._ledger.catat_nama(nama, hash_isi, self._jam())
            self._nama[nama] = hash_isi
        if hash_isi in self._menunggu and self._strategi is not Strategi.TANYA:
            self._ledger.putuskan(hash_isi, self._strategi)
        self._lama.append((nama, hash_isi))

    def yang_dikenal(self) -> list[BerkasImpor]:
        """What is told of the known contents, after everything new has been recorded: one that was turned away
        is told again as long as nothing has settled it, one that waits for a choice too.
        """
        if not self._lama:
            return []
        terlapor = self._ledger.terlapor()
        sengketa: dict[str, list[Pergantian]] = {}
        for satu in self._ledger.sengketa():
            sengketa.setdefault(satu.hash_lama, []).append(satu)
        return [self._dikenali(nama, isi, terlapor, sengketa.get(isi, ())) for nama, isi in self._lama]

    def _dikenali(
        self,
        nama: str,
        isi: str,
        terlapor: Mapping[str, tuple[Temuan, ...]],
        sengketa: Collection[Pergantian],
    ) -> BerkasImpor:
        asal = self._dikenal[isi]
        lama = BerkasImpor(
            nama=nama,
            status=SUDAH_ADA,
            formulir=asal.formulir,
            versi=asal.versi,
            nip=asal.nip,
            periode=asal.periode,
            temuan=(
                temuan_salinan(nama, asal.nama, asal.nip, asal.periode),
                *temuan_pergantian(sengketa),
            ),
        )
        if isi not in terlapor:
            return lama
        temuan = tuple(msgspec.structs.replace(satu, berkas=nama) for satu in terlapor[isi])
        return msgspec.structs.replace(lama, status=_status(asal.status), temuan=temuan)


def _baru(nama: str, catatan: CatatanBerkas, pergantian: Collection[Pergantian]) -> BerkasImpor:
    status = _status(catatan.status)
    kalah = [satu.dasar for satu in pergantian if satu.hash_lama == catatan.hash]
    if catatan.dokumen and len(kalah) == len(catatan.dokumen):
        if set(kalah) == {"isi-sama"}:
            status = SUDAH_ADA
        elif set(kalah) <= {"isi-sama", "dipilih"}:
            status = DILEWATI
    return BerkasImpor(
        nama=nama,
        status=status,
        formulir=catatan.formulir,
        versi=catatan.versi,
        nip=catatan.nip,
        periode=catatan.periode,
        temuan=(*baca_temuan(catatan.temuan), *temuan_pergantian(pergantian)),
    )


def _status(ledger: str) -> str:
    """The ledger's status as it is told."""
    return DILEWATI if ledger == BELUM_DIISI else ledger
