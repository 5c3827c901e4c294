"""K404, K405: the peran hasil of a matrix and the RHK of their owners say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.checks.buat import temuan
from skpbook.checks.isian import contoh_formulir
from skpbook.checks.kaskade.cocok import Mirip, terdekat
from skpbook.checks.kaskade.peran import PeranDi, peran_menurut_nama
from skpbook.checks.registry import aturan
from skpbook.domain.pegawai import Keluarga
from skpbook.domain.skp import Skp
from skpbook.domain.teks import normal_rencana
from skpbook.domain.temuan import Temuan, Tingkat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from skpbook.checks.kertas import Kertas
    from skpbook.checks.konteks import Konteks

_DASAR = (
    "Permen PANRB 6/2022 Pasal 7; formulir SKP JA/JF: rencana hasil kerja diisi sesuai matriks peran hasil."
)


class Banding(Struct, frozen=True):
    """RHK of one SKP that no peran equals, each with the nearest peran; and peran that no RHK equals or is
    near.
    """

    rhk_lepas: tuple[tuple[str, str, Mirip[PeranDi] | None], ...]
    peran_dekat: frozenset[tuple[str, str, str]]
    rhk_hampa: int


def _bandingkan(konteks: Konteks, kertas: Kertas[Skp], peran: Mapping[str, PeranDi]) -> Banding:
    """An RHK takes the nearest peran that no RHK equals; failing that, the nearest of all is only shown."""
    rhk = {normal_rencana(hasil.rencana) for _, hasil in kertas.isi.hasil_kerja() if hasil.rencana}
    bebas = {kunci: satu for kunci, satu in peran.items() if kunci not in rhk}
    lepas: list[tuple[str, str, Mirip[PeranDi] | None]] = []
    dekat: set[tuple[str, str, str]] = set()
    hampa = 0
    for jalur, hasil in kertas.isi.hasil_kerja():
        if not hasil.rencana or contoh_formulir(hasil.rencana):
            hampa += bool(hasil.rencana or hasil.iki)
            continue
        kunci = normal_rencana(hasil.rencana)
        if kunci in peran:
            continue
        mirip = terdekat(kunci, list(bebas.items()), konteks.ambang)
        if mirip is not None:
            dekat.add(_kunci(mirip.calon))
            bebas.pop(normal_rencana(mirip.calon.teks), None)
        else:
            mirip = terdekat(kunci, list(peran.items()), konteks.ambang)
        lepas.append((f"{jalur}.rencana", hasil.rencana, mirip))
    return Banding(tuple(lepas), frozenset(dekat), hampa)


def _kunci(peran: PeranDi) -> tuple[str, str, str]:
    return peran.mph.dokumen.berkas, peran.jalur, peran.teks


@aturan(
    "K404",
    Tingkat.GALAT,
    "Rencana hasil kerja tidak ada dalam matriks peran hasil",
    dasar=_DASAR,
    penjelasan="Setiap rencana hasil kerja pejabat administrasi atau fungsional, utama maupun tambahan, "
    "harus ada sebagai peran hasil pada barisnya dalam matriks peran hasil pimpinan. Pegawai yang sama "
    "sekali tidak tercantum dalam matriks pimpinannya dilaporkan satu kali; yang barisnya kosong dilaporkan "
    "K408. Bila matriks pimpinan belum masuk, tidak ada yang dibandingkan.",
    salah="RHK “Buku saku layanan”, sedangkan baris pegawai itu dalam matriks hanya memuat “Standar "
    "layanan loket”.",
    benar="RHK “Standar layanan loket”.",
)
def rhk_di_luar_matriks(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(Skp):
        orang = kertas.pegawai
        if orang is None or kertas.dokumen.keluarga is not Keluarga.JA_JF:
            continue
        baris = konteks.baris_mph.get(orang.nip, ())
        if not baris:
            yield from _tidak_tercantum(konteks, kertas, orang.atasan)
            continue
        if not any(any(mph.isi.anggota[nomor].peran) for mph, nomor in baris):
            continue  # K408: the row is empty, which is one fault however many RHK wait for it
        mph, nomor = baris[0]
        for jalur, teks, mirip in _bandingkan(
            konteks, kertas, peran_menurut_nama(konteks, orang.nip)
        ).rhk_lepas:
            yield temuan(
                "K404",
                "Rencana hasil kerja ini tidak ada pada baris pegawai dalam matriks peran hasil.",
                dokumen=kertas.dokumen,
                jalur=jalur,
                daftar=konteks.daftar,
                pegawai=orang,
                ditemukan=teks,
                saran=mirip.kalimat(mirip.calon.teks)
                if mirip
                else "Tulis rencana hasil kerja seperti dalam matriks, atau minta pimpinan memperbarui "
                "matriksnya.",
                kaitan=mirip.calon.mph.dokumen.rujukan(mirip.calon.jalur)
                if mirip
                else mph.dokumen.rujukan(f"anggota[{nomor}].nama"),
            )


def _tidak_tercantum(konteks: Konteks, kertas: Kertas[Skp], atasan: str | None) -> Iterator[Temuan]:
    mph = konteks.mph.get(atasan or "", ())
    jumlah = sum(
        1 for _, hasil in kertas.isi.hasil_kerja() if hasil.rencana and not contoh_formulir(hasil.rencana)
    )
    if not mph or not jumlah:
        return
    yield temuan(
        "K404",
        "Pegawai ini tidak tercantum dalam matriks peran hasil pimpinannya, "
        f"sehingga {jumlah} rencana hasil kerjanya tidak mempunyai asal.",
        dokumen=kertas.dokumen,
        jalur="utama[0].rencana",
        daftar=konteks.daftar,
        pegawai=kertas.pegawai,
        saran="Minta pimpinan menambahkan pegawai ini ke dalam matriks peran hasil.",
        kaitan=mph[0].dokumen.rujukan("anggota[0].nama"),
    )


@aturan(
    "K405",
    Tingkat.GALAT,
    "Peran hasil dalam matriks tidak menjadi rencana hasil kerja",
    dasar=_DASAR,
    penjelasan="Setiap peran hasil dalam matriks harus menjadi rencana hasil kerja dalam SKP pemilik "
    "perannya. Dibandingkan hanya bila SKP pemilik peran sudah masuk; peran yang hanya berbeda tulisan "
    "dari sebuah rencana hasil kerja dilaporkan pada SKP-nya (K404).",
    salah="Matriks memberi Budi peran “Modul pelatihan petugas”, SKP Budi tidak memuatnya.",
    benar="SKP Budi memuat rencana hasil kerja “Modul pelatihan petugas”.",
)
def peran_tanpa_rhk(konteks: Konteks) -> Iterator[Temuan]:
    for nip in konteks.baris_mph:
        semua = [kertas for kertas in konteks.skp.get(nip, ()) if kertas.isi.studi is None]
        if not any(hasil.rencana for kertas in semua for _, hasil in kertas.isi.hasil_kerja()):
            continue
        peran = peran_menurut_nama(konteks, nip)
        banding = [_bandingkan(konteks, kertas, peran) for kertas in semua]
        dekat = frozenset().union(*(satu.peran_dekat for satu in banding))
        rhk = konteks.rhk.get(nip, {})
        lepas = [satu for kunci, satu in peran.items() if kunci not in rhk and _kunci(satu) not in dekat]
        # An RHK still blank or an example (S202, S217) is where a peran was to stand: it is no second fault.
        hampa = sum(satu.rhk_hampa for satu in banding)
        for satu in lepas[: max(0, len(lepas) - hampa)]:
            orang = konteks.daftar.menurut_nip.get(nip)
            yield temuan(
                "K405",
                f"Peran hasil ini tidak menjadi rencana hasil kerja dalam SKP {orang.nama if orang else nip}.",
                dokumen=satu.mph.dokumen,
                jalur=satu.jalur,
                daftar=konteks.daftar,
                nip=nip,
                pegawai=orang,
                ditemukan=satu.teks,
                saran="Tambahkan sebagai rencana hasil kerja dalam SKP, atau hapus dari matriks.",
                kaitan=semua[-1].dokumen.rujukan("utama[0].rencana"),
            )
