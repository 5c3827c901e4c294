"""`status`: who has handed in what, unit by unit: what was sent, came back, was refused, waits, is missing."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Literal, get_args

import msgspec
from msgspec import Struct

from skpbook.app.keluar import nama_folder
from skpbook.app.saring import periksa_periode, periksa_tahap, periksa_unit
from skpbook.checks.nilai import dikecualikan
from skpbook.domain.pengiriman import JenisKirim, KeadaanKirim
from skpbook.domain.status import Dilihat, KirimUnit, Kurang, StatusUnit
from skpbook.intake.baca import nip_nama
from skpbook.intake.lewati import TAK_DIKENAL
from skpbook.intake.status import BELUM_DIISI

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from skpbook.app.buku import Buku
    from skpbook.domain.pegawai import Daftar, Pegawai
    from skpbook.domain.pengiriman import Pengiriman
    from skpbook.domain.temuan import Temuan
    from skpbook.ledger.buku_besar import BukuBesar

Tahap = Literal["skp", "mph", "evaluasi"]

DITOLAK, KOSONG, MENUNGGU = "ditolak", "kosong", "menunggu"
_TANPA_PENILAI = "(tanpa penilai dalam daftar)"


class HasilStatus(Struct, frozen=True, kw_only=True):
    """All units in the order of the roster. `tahap` is the stage that `belum` and what was sent are about.

    `orang` are the people behind `belum`. `perlu_dilihat` are the files behind `ditolak`, `kosong` and `menunggu`,
    those that belong to no unit among them; `tak_dikenal` counts messages of unknown senders that wait in masuk/.
    `berkas` is the workbook, where one was asked for.
    """

    tahap: str
    periode: str | None
    unit: tuple[StatusUnit, ...]
    orang: tuple[Kurang, ...] = ()
    perlu_dilihat: tuple[Dilihat, ...] = ()
    tak_dikenal: int = 0
    berkas: str | None = None


def status(
    buku: Buku, *, tahap: str = "skp", unit: str | None = None, periode: str | None = None
) -> HasilStatus:
    """Count current papers. Evaluations are those of `periode`, or of any period when none is named.

    Raises `TidakBisa` for a stage, unit or period that is none.
    """
    tahap = periksa_tahap(tahap, get_args(Tahap))
    kode = periksa_periode(buku, periode)
    daftar = buku.daftar
    kode_unit = periksa_unit(daftar, unit)
    with buku.ledger(tulis=False) as ledger:
        masuk = _masuk(ledger, kode)
        terima = ledger.terima_terakhir()
        dikirim = _dikirim(ledger.pengiriman.semua(), tahap, kode)
        dilihat = _Pemilik(daftar).dilihat(ledger)
    milik = Counter((satu.unit, satu.keadaan) for satu in dilihat)
    hasil = []
    orang: list[Kurang] = []
    menurut_nip = _keterangan(dilihat)
    for satu, milik_unit in daftar.unit_menurut_kode.items():
        if kode_unit not in (None, satu):
            continue
        anggota = daftar.anggota_unit.get(satu, ())
        wajib = [o for o in anggota if _wajib(o, tahap, daftar)]
        belum = [o for o in wajib if o.nip not in masuk[tahap]]
        orang.extend(_kurang(o, daftar, menurut_nip.get(o.nip, "")) for o in belum)
        tiba = [terima[o.nip] for o in anggota if o.nip in terima]
        hasil.append(
            StatusUnit(
                unit=satu,
                nama=milik_unit.nama,
                pegawai=len(anggota),
                **{jenis: sum(o.nip in ada for o in anggota) for jenis, ada in masuk.items()},
                belum=tuple(o.nip for o in belum),
                wajib=len(wajib),
                kirim=dikirim.get(satu, KirimUnit()),
                terima_terakhir=max(tiba, default=None),
                ditolak=milik[satu, DITOLAK],
                kosong=milik[satu, KOSONG],
                menunggu=milik[satu, MENUNGGU],
            )
        )
    return HasilStatus(
        tahap=tahap,
        periode=kode,
        unit=tuple(hasil),
        orang=tuple(orang),
        perlu_dilihat=tuple(satu for satu in dilihat if kode_unit in (None, satu.unit)),
        tak_dikenal=sum(1 for _ in (buku.masuk / TAK_DIKENAL).glob("*.eml")),
    )


def tulis_status(
    buku: Buku, hasil: HasilStatus, *, unit: str | None = None, jam: Callable[[], datetime] = datetime.now
) -> HasilStatus:
    """Write rekap/STATUS_<tahap>.xlsx, of one unit with its code behind; the result with the file's name.

    Raises `TidakBisa` where it cannot be written.
    """
    from skpbook.recap.buku_status import tulis_buku_status

    bagian = ["STATUS", hasil.tahap, hasil.periode]
    if unit is not None:
        bagian.append(nama_folder(buku.daftar.unit_menurut_kode)[hasil.unit[0].unit])
    tujuan = buku.rekap / ("_".join(satu for satu in bagian if satu) + ".xlsx")
    tulis_buku_status(
        tujuan,
        instansi=buku.pengaturan.instansi,
        tahap=hasil.tahap,
        periode=hasil.periode,
        dibuat=jam(),
        unit=hasil.unit,
        orang=hasil.orang,
        dilihat=hasil.perlu_dilihat,
    )
    return msgspec.structs.replace(hasil, berkas=buku.nama_dalam(tujuan))


def _wajib(orang: Pegawai, tahap: str, daftar: Daftar) -> bool:
    """Whether a person owes a stage: nobody who has left, a matrix only who has people."""
    return not dikecualikan(orang) and (tahap != "mph" or orang.nip in daftar.bawahan)


def _masuk(ledger: BukuBesar, periode: str | None) -> dict[str, set[str]]:
    """Stage -> who has a current paper of it."""
    hasil: dict[str, set[str]] = {"skp": set(), "mph": set(), "evaluasi": set()}
    for satu in ledger.keadaan():
        lain = satu.jenis == "evaluasi" and periode is not None and satu.periode != periode
        if satu.jenis in hasil and satu.nip and not lain:
            hasil[satu.jenis].add(satu.nip)
    return hasil


def _dikirim(semua: Iterable[Pengiriman], tahap: str, periode: str | None) -> dict[str, KirimUnit]:
    """Unit -> what was mailed to it: of the stage, and of the period where one is named; corrections are of any."""
    menurut: dict[str, list[Pengiriman]] = {}
    for satu in semua:
        sesuai = satu.tahap == tahap and (periode is None or satu.periode in (None, periode))
        if sesuai or satu.jenis is JenisKirim.KOREKSI:
            menurut.setdefault(satu.unit, []).append(satu)
    return {unit: _kirim(baris) for unit, baris in menurut.items()}


def _kirim(baris: Sequence[Pengiriman]) -> KirimUnit:
    jadi = Counter(satu.jenis for satu in baris if satu.keadaan is KeadaanKirim.TERKIRIM)
    pada = sorted(
        satu.selesai or satu.mulai
        for satu in baris
        if satu.jenis is JenisKirim.TEMPLAT and satu.keadaan is KeadaanKirim.TERKIRIM
    )
    akhir: dict[tuple[str, str, str], KeadaanKirim] = {satu.kunci: satu.keadaan for satu in baris}
    keadaan = Counter(akhir.values())
    return KirimUnit(
        surat=jadi[JenisKirim.TEMPLAT],
        pertama=pada[0] if pada else None,
        terakhir=pada[-1] if pada else None,
        pengingat=jadi[JenisKirim.PENGINGAT],
        koreksi=jadi[JenisKirim.KOREKSI],
        gagal=keadaan[KeadaanKirim.GAGAL],
        tidak_pasti=keadaan[KeadaanKirim.TIDAK_PASTI] + keadaan[KeadaanKirim.AKAN],
    )


class _Pemilik:
    """Whose a file is that a person has to see to."""

    def __init__(self, daftar: Daftar) -> None:
        self._daftar = daftar
        self._folder = {nama: kode for kode, nama in nama_folder(daftar.unit_menurut_kode).items()}

    def dilihat(self, ledger: BukuBesar) -> tuple[Dilihat, ...]:
        """The files that were turned away and are not settled, and those that wait for a choice."""
        berkas = {satu.hash: satu for satu in ledger.berkas()}
        hasil = []
        for isi, temuan in ledger.terlapor().items():
            ringkas = berkas[isi]
            nip = self._nip(ringkas.nip, *(satu.nip for satu in temuan), nip_nama(ringkas.nama))
            keadaan = KOSONG if ringkas.status == BELUM_DIISI else DITOLAK
            hasil.append(self._satu(ringkas.nama, keadaan, nip, temuan[0] if temuan else None))
        for hash_lama, nama, nip, unit in dict.fromkeys(
            (satu.hash_lama, satu.berkas_lama, satu.nip, satu.unit) for satu in ledger.sengketa()
        ):
            if hash_lama in berkas:
                satu = self._satu(nama, MENUNGGU, self._nip(nip), None)
                hasil.append(satu if satu.unit or unit is None else msgspec.structs.replace(satu, unit=unit))
        return tuple(hasil)

    def _menurut_folder(self, nama: str) -> str | None:
        """The unit whose folder a file of nobody's lies in: people and `ambil` sort what comes by unit."""
        return next((self._folder[satu] for satu in nama.split("/")[:-1] if satu in self._folder), None)

    def _nip(self, *calon: str | None) -> str | None:
        return next((nip for nip in calon if nip in self._daftar.menurut_nip), None)

    def _satu(self, nama: str, keadaan: str, nip: str | None, temuan: Temuan | None) -> Dilihat:
        orang = self._daftar.menurut_nip.get(nip or "")
        pesan, saran, kode = _SENGKETA if temuan is None else (temuan.pesan, temuan.saran or "", temuan.kode)
        return Dilihat(
            berkas=nama,
            keadaan=keadaan,
            kode=kode,
            unit=orang.unit if orang else self._menurut_folder(nama),
            nip=nip,
            nama=orang.nama if orang else None,
            pesan=pesan,
            saran=saran,
        )


_SENGKETA = (
    "Ada dua berkas untuk formulir yang sama dan tidak jelas mana yang lebih baru; yang lebih dulu diterima tetap "
    "berlaku.",
    "Pilih dengan skpbook impor --pakai BERKAS.",
    "B017",
)


def _keterangan(dilihat: Iterable[Dilihat]) -> Mapping[str, str]:
    """NIP -> what came of that person all the same."""
    hasil: dict[str, list[str]] = {}
    for satu in dilihat:
        if satu.nip is not None:
            hasil.setdefault(satu.nip, []).append(
                f"{satu.keadaan}: {satu.berkas.rpartition('/')[2]} ({satu.kode})"
            )
    return {nip: "; ".join(baris) for nip, baris in hasil.items()}


def _kurang(orang: Pegawai, daftar: Daftar, keterangan: str) -> Kurang:
    atasan = daftar.menurut_nip.get(orang.atasan or "")
    return Kurang(
        unit=orang.unit,
        nip=orang.nip,
        nama=orang.nama,
        jabatan=orang.jabatan,
        penilai=atasan.nama if atasan else orang.penilai_luar or _TANPA_PENILAI,
        keterangan=keterangan,
    )
