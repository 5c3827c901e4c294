"""`kirim`: the packages of a stage, reminders or corrected copies by mail; what has been sent is not sent again."""

from __future__ import annotations

import os
from collections import Counter
from datetime import UTC
from typing import TYPE_CHECKING, get_args

import msgspec
from msgspec import Struct

from skpbook.app.antar import Laju, Pengantar, Surat, Terantar
from skpbook.app.buat import TAHAP
from skpbook.app.hasil_kirim import (
    RAGU,
    TERPUTUS,
    HasilKirim,
    Kiriman,
    kiriman_dari,
    kiriman_lama,
    kiriman_sudah,
    kiriman_tanpa_alamat,
)
from skpbook.app.pilih_berkas import pengguna
from skpbook.app.rencana_kirim import Maksud, Perencana, Rencana
from skpbook.app.sambungan_surel import pengirim_buku, sambungan
from skpbook.app.saring import periksa_periode, periksa_tahap, periksa_unit
from skpbook.app.status import Tahap
from skpbook.domain.galat import TidakBisa
from skpbook.domain.pengiriman import JenisKirim, KeadaanKirim, Pengiriman
from skpbook.domain.periode import daftar_periode
from skpbook.mail.pesan import nomor_baru, susun_pesan
from skpbook.mail.smtp import Kurir

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from skpbook.app.buku import Buku
    from skpbook.ledger.pengiriman import BukuPengiriman

PENGINGAT, KOREKSI = JenisKirim.PENGINGAT.value, JenisKirim.KOREKSI.value
APA_SAJA = (*TAHAP, PENGINGAT, KOREKSI)
FOLDER_EML = "surel"


class Pilihan(Struct, frozen=True, kw_only=True):
    """How to send: `uji` tells only, `eml` writes drafts, `ulang` sends again what is not certain (of a named unit
    everything), `sampai` notes what is not certain as arrived, `bersandi` locks the zips.
    """

    uji: bool = False
    eml: bool = False
    ulang: bool = False
    sampai: bool = False
    bersandi: bool = False


_BIASA = Pilihan()


def kirim(  # noqa: PLR0913 - one keyword for each option
    buku: Buku,
    apa: str,
    *,
    tahap: str | None = None,
    periode: str | None = None,
    unit: str | None = None,
    pilihan: Pilihan = _BIASA,
    laju: Laju | None = None,
    lapor: Callable[[int, int], None] | None = None,
    kabar: Callable[[str], None] | None = None,
) -> HasilKirim:
    """Send `apa`: a stage, "pengingat" (of the stage `tahap`, skp when none is named) or "koreksi".

    `kabar` is told why it takes long. Raises `TidakBisa` for options that cannot be, where there is nothing to send
    and where no server can be reached.
    """
    maksud = _maksud(buku, apa, tahap, periode, unit, pilihan)
    laju = laju or Laju(per_menit=buku.pengaturan.surel.per_menit, kabar=kabar)
    rencana = Perencana(buku, maksud, laju.jam().astimezone().date()).susun()
    if not rencana.surat and (rencana.catatan or maksud.jenis is not JenisKirim.PENGINGAT):
        raise TidakBisa("\n".join([*rencana.catatan, _kosong(buku, maksud)]))
    return _Jalan(buku, maksud, pilihan, rencana, laju, lapor).jalankan()


def _maksud(
    buku: Buku, apa: str, tahap: str | None, periode: str | None, unit: str | None, pilihan: Pilihan
) -> Maksud:
    apa = periksa_tahap(apa, APA_SAJA)
    if tahap is not None and apa != PENGINGAT:
        raise TidakBisa(f"--tahap hanya untuk kirim pengingat; jalankan kirim {apa} tanpa --tahap.")
    kode_unit = periksa_unit(buku.daftar, unit)
    if pilihan.sampai and kode_unit is None:
        raise TidakBisa("--sampai memerlukan --unit: sebutkan unit yang sudah memastikan surelnya sampai.")
    if apa == KOREKSI:
        jenis, tahap = JenisKirim.KOREKSI, None
    elif apa == PENGINGAT:
        jenis, tahap = JenisKirim.PENGINGAT, periksa_tahap(tahap or "skp", (*get_args(Tahap), "perjanjian"))
    else:
        jenis, tahap = JenisKirim.TEMPLAT, apa
    kode = periksa_periode(buku, periode)
    if tahap == "evaluasi" and kode is None:
        atur = buku.pengaturan
        boleh = ", ".join(satu.kode for satu in daftar_periode(atur.jenis_periode, atur.tahun))
        raise TidakBisa(f"Tahap evaluasi memerlukan --periode; pilih salah satu dari {boleh}.")
    if tahap != "evaluasi" and kode is not None:
        raise TidakBisa(f"kirim {apa} berlaku setahun penuh; jalankan lagi tanpa --periode.")
    return Maksud(
        jenis=jenis,
        tahap=tahap,
        periode=kode,
        unit=kode_unit,
        bersandi=pilihan.bersandi,
        coba=pilihan.uji or pilihan.sampai,
    )


def _kosong(buku: Buku, maksud: Maksud) -> str:
    di = f" untuk unit {maksud.unit}" if maksud.unit else ""
    if maksud.jenis is JenisKirim.KOREKSI:
        return f"Tidak ada salinan{di} di kembali/; jalankan skpbook kembalikan dahulu."
    if not buku.daftar.unit:
        return f"{buku.daftar.berkas} belum berisi unit; isi lembar Unit, lalu jalankan lagi."
    periode = f" --periode {maksud.periode}" if maksud.periode else ""
    return f"Belum ada templat {maksud.tahap}{di} di keluar/; jalankan skpbook buat {maksud.tahap}{periode} dahulu."


class _Jalan:
    """One run over the messages that were planned."""

    def __init__(
        self,
        buku: Buku,
        maksud: Maksud,
        pilihan: Pilihan,
        rencana: Rencana,
        laju: Laju,
        lapor: Callable[[int, int], None] | None,
    ) -> None:
        self._buku = buku
        self._maksud = maksud
        self._pilihan = pilihan
        self._rencana = rencana
        self._laju = laju
        self._lapor = lapor
        self._catatan = list(rencana.catatan)
        self._ulang = _ulang(pilihan, maksud)

    def jalankan(self) -> HasilKirim:
        """Leave out what went before, send the rest."""
        with self._buku.ledger(tulis=not self._pilihan.uji) as ledger:
            buku_kirim = ledger.pengiriman
            dulu = buku_kirim.semua()
            lama, baru = self._pilah(dulu)
            if self._pilihan.sampai:
                lama = self._sampai(buku_kirim, dulu)
                return self._hasil("catat", lama)
            if self._pilihan.uji:
                return self._hasil("uji", [*lama, *self._akan(baru)])
            self._tandai_ragu(buku_kirim, dulu)
            if self._pilihan.eml:
                return self._hasil("eml", [*lama, *self._tulis_eml(buku_kirim, baru)])
            return self._hasil("smtp", [*lama, *self._antar(buku_kirim, baru)])

    # ------------------------------------------------------------------ what went before

    def _pilah(self, dulu: Sequence[Pengiriman]) -> tuple[list[Kiriman], list[Surat]]:
        """What went out in an earlier run, or may have, and the messages that are left with their addresses."""
        tercatat = {satu.kunci: satu for satu in dulu if satu.keadaan is not KeadaanKirim.GAGAL}
        terbagi = _terbagi(dulu)
        lama: list[Kiriman] = []
        baru: list[Surat] = []
        for surat in self._rencana.surat:
            sisa = []
            if (sebab := self._rencana.tanpa_alamat.get(surat.catatan.unit)) is not None:
                lama.append(kiriman_tanpa_alamat(surat, self._nama_unit(surat.catatan.unit), sebab))
            for alamat in surat.kepada:
                calon = msgspec.structs.replace(surat.catatan, alamat=alamat)
                ada = tercatat.get(calon.kunci)
                lain = terbagi.get((calon.unit, alamat.casefold(), calon.sidik), ())
                if ada is not None and ada.keadaan not in self._ulang:
                    lama.append(kiriman_lama(surat, self._nama_unit(calon.unit), ada))
                elif ada is None and lain and lain[-1].dari != calon.dari and not self._ulang:
                    lama.append(self._lain_bagi(surat, alamat, lain))
                else:
                    sisa.append(alamat)
            if sisa:
                baru.append(msgspec.structs.replace(surat, kepada=tuple(sisa)))
        return lama, baru

    def _lain_bagi(self, surat: Surat, alamat: str, lain: Sequence[Pengiriman]) -> Kiriman:
        """The same workbooks went out, or began to, in other parts: under another limit of size. `lain` are the
        rows of it, oldest first.
        """
        nama, dari = self._nama_unit(surat.catatan.unit), lain[-1].dari
        keadaan = {satu.bagian: satu.keadaan for satu in lain if satu.dari == dari}
        if len(keadaan) == dari and set(keadaan.values()) == {KeadaanKirim.TERKIRIM}:
            return kiriman_sudah(surat, nama, alamat, f"terkirim dalam {dari} bagian")
        if len(keadaan) == dari and set(keadaan.values()) == {KeadaanKirim.DISIAPKAN}:
            return kiriman_sudah(surat, nama, alamat, f"drafnya sudah ditulis dalam {dari} bagian")
        sebab = (
            f"Dulu mulai dikirim dalam {dari} bagian dengan batas_mb yang lain; kembalikan batas_mb untuk meneruskan, "
            "atau pakai --ulang untuk mengirim semuanya lagi."
        )
        return kiriman_dari(surat, nama, alamat, KeadaanKirim.TIDAK_PASTI, sebab=sebab)

    def _tandai_ragu(self, buku_kirim: BukuPengiriman, dulu: Sequence[Pengiriman]) -> None:
        """What a run that was cut short has left unanswered."""
        kunci = {
            msgspec.structs.replace(s.catatan, alamat=a).kunci for s in self._rencana.surat for a in s.kepada
        }
        nomor = [
            satu.id
            for satu in dulu
            if satu.keadaan is KeadaanKirim.AKAN and satu.kunci in kunci and satu.id is not None
        ]
        if nomor:
            buku_kirim.ragukan(nomor, self._kini(), TERPUTUS)

    def _sampai(self, buku_kirim: BukuPengiriman, dulu: Sequence[Pengiriman]) -> list[Kiriman]:
        """A person says that what is not certain has arrived."""
        ragu = {s.kunci: s for s in dulu if s.keadaan in RAGU | {KeadaanKirim.DISIAPKAN}}
        hasil = []
        for surat in self._rencana.surat:
            for alamat in surat.kepada:
                ada = ragu.get(msgspec.structs.replace(surat.catatan, alamat=alamat).kunci)
                if ada is not None and ada.id is not None:
                    sebab = f"Dinyatakan sampai oleh {pengguna()}."
                    buku_kirim.selesai([ada.id], KeadaanKirim.TERKIRIM, self._kini(), sebab)
                    hasil.append(
                        kiriman_dari(
                            surat,
                            self._nama_unit(ada.unit),
                            alamat,
                            KeadaanKirim.TERKIRIM,
                            ada.pesan_id,
                            sebab,
                        )
                    )
        if not hasil:
            raise TidakBisa(
                f"Tidak ada kiriman yang tidak pasti untuk unit {self._maksud.unit}; tidak ada yang diubah."
            )
        return hasil

    # ------------------------------------------------------------------ the three ways

    def _akan(self, baru: Sequence[Surat]) -> Iterator[Kiriman]:
        for surat in baru:
            for alamat in surat.kepada:
                yield kiriman_dari(surat, self._nama_unit(surat.catatan.unit), alamat, KeadaanKirim.AKAN)

    def _tulis_eml(self, buku_kirim: BukuPengiriman, baru: Sequence[Surat]) -> Iterator[Kiriman]:
        """Drafts to send by hand, one file a message."""
        pengirim = pengirim_buku(self._buku)
        folder = self._buku.keluar / FOLDER_EML
        for nomor, surat in enumerate(baru, start=1):
            catatan = surat.catatan
            pesan_id = nomor_baru(pengirim.alamat)
            lampiran = (catatan.berkas or "", surat.lampiran()) if surat.lampiran is not None else None
            pada = self._laju.jam().astimezone()
            pesan = susun_pesan(
                pengirim, surat.kepada, surat.teks, pada=pada, nomor=pesan_id, lampiran=lampiran, draf=True
            )
            _tulis(folder / self._nama_eml(surat), pesan)
            kini = self._kini()
            buku_kirim.catat(
                msgspec.structs.replace(
                    catatan,
                    alamat=alamat,
                    pesan_id=pesan_id,
                    keadaan=KeadaanKirim.DISIAPKAN,
                    mulai=kini,
                    selesai=kini,
                )
                for alamat in surat.kepada
            )
            for alamat in surat.kepada:
                yield kiriman_dari(
                    surat, self._nama_unit(catatan.unit), alamat, KeadaanKirim.DISIAPKAN, pesan_id
                )
            if self._lapor is not None:
                self._lapor(nomor, len(baru))

    def _nama_eml(self, surat: Surat) -> str:
        """A draft is named as its attachment is, a reminder by stage, unit and day."""
        if surat.catatan.berkas:
            return f"{surat.catatan.berkas.removesuffix('.zip')}.eml"
        from skpbook.app.keluar import nama_folder

        folder = nama_folder(self._buku.daftar.unit_menurut_kode)[surat.catatan.unit]
        masa = self._maksud.periode or self._buku.pengaturan.tahun
        hari = self._laju.jam().astimezone().date().isoformat()
        return f"PENGINGAT_{(self._maksud.tahap or '').upper()}_{masa}_{folder}_{hari}.eml"

    def _antar(self, buku_kirim: BukuPengiriman, baru: Sequence[Surat]) -> Iterator[Kiriman]:
        if not baru:
            return
        tuju, pengirim = sambungan(self._buku)
        kurir = Kurir(tuju)
        semua = sum(len(satu.kepada) for satu in baru)
        pengantar = Pengantar(kurir, pengirim, buku_kirim, self._laju, ulang=self._ulang)
        try:
            for nomor, satu in enumerate(pengantar.antar(baru), start=1):
                if self._lapor is not None:
                    self._lapor(nomor, semua)
                yield self._terantar(satu)
        finally:
            kurir.tutup()

    def _terantar(self, satu: Terantar) -> Kiriman:
        nama = self._nama_unit(satu.surat.catatan.unit)
        return kiriman_dari(satu.surat, nama, satu.alamat, satu.keadaan, satu.pesan_id, satu.sebab)

    # ------------------------------------------------------------------ the result

    def _hasil(self, cara: str, kiriman: Sequence[Kiriman]) -> HasilKirim:
        urutan = {kode: nomor for nomor, kode in enumerate(self._buku.daftar.unit_menurut_kode)}
        urut = sorted(kiriman, key=lambda satu: (urutan[satu.unit], satu.bagian))
        pertama = next(iter(self._rencana.surat), None)
        return HasilKirim(
            jenis=self._maksud.jenis.value,
            tahap=self._maksud.tahap,
            periode=self._maksud.periode,
            cara=cara,
            kiriman=tuple(urut),
            ringkasan=dict(Counter(satu.keadaan for satu in urut)),
            catatan=tuple(self._catatan),
            sandi_baru=self._rencana.sandi_baru,
            folder=self._buku.nama_dalam(self._buku.keluar / FOLDER_EML) if cara == "eml" else None,
            contoh=pertama.teks.isi if pertama is not None and cara == "uji" else None,
        )

    def _nama_unit(self, kode: str) -> str:
        return self._buku.daftar.unit_menurut_kode[kode].nama

    def _kini(self) -> str:
        return self._laju.jam().astimezone(UTC).isoformat(timespec="seconds")


def _terbagi(semua: Iterable[Pengiriman]) -> dict[tuple[str, str, str], list[Pengiriman]]:
    """The rows about one content at a unit's address, however it was split, oldest first. What never got anywhere
    (every row of it failed) is as if it had not been tried.
    """
    hasil: dict[tuple[str, str, str], list[Pengiriman]] = {}
    for satu in semua:
        hasil.setdefault((satu.unit, satu.alamat.casefold(), satu.sidik), []).append(satu)
    gagal = {KeadaanKirim.GAGAL}
    return {kunci: baris for kunci, baris in hasil.items() if {s.keadaan for s in baris} != gagal}


def _ulang(pilihan: Pilihan, maksud: Maksud) -> frozenset[KeadaanKirim]:
    """The states in which something is sent again."""
    if not pilihan.ulang:
        return frozenset()
    lagi = RAGU | {KeadaanKirim.DISIAPKAN}
    return lagi | {KeadaanKirim.TERKIRIM} if maksud.unit else lagi


def _tulis(tujuan: Path, data: bytes) -> None:
    sementara = tujuan.with_name(f".{tujuan.name}.sementara")
    try:
        tujuan.parent.mkdir(parents=True, exist_ok=True)
        sementara.write_bytes(data)
        os.replace(sementara, tujuan)
    except OSError as galat:
        raise TidakBisa(f"{tujuan} tidak dapat ditulis; periksa izin dan ruang cakramnya.") from galat
