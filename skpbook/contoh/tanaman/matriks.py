"""K404-K411: the matriks peran hasil beside the SKP of its leader and its people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from skpbook.checks.kaskade.wilayah import wilayah_disebut
from skpbook.contoh.tanaman.calon import ketua, siapa_pun, staf, staf_sesuai
from skpbook.contoh.tanaman.ladang import jenis, serumpun
from skpbook.domain.bilangan import baca_bilangan
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.mph import BarisMph, KolomMph, Mph
from skpbook.domain.skp import Skp
from skpbook.domain.teks import normal_rencana

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.contoh.tanaman.ladang import Ladang, Tempat4

_BARU = "Terselenggaranya lomba kebersihan kantor"
_BEBAN = "Langsung - Beban Target"


def _atasan(ladang: Ladang, nip: str) -> str:
    return ladang.instansi.orang[nip].pegawai.atasan or ""


def _baris(mph: Mph, nip: str) -> int:
    return next(n for n, satu in enumerate(mph.anggota) if satu.nip == nip)


def _biasa(mph: Mph) -> int | None:
    """A column whose targets are not added up."""
    return next((k for k, kolom in enumerate(mph.kolom) if kolom.metode is None), None)


def _beri(mph: Mph, nomor: int, kolom: int, teks: str) -> Mph:
    """One more peran in a cell."""
    baris = mph.anggota[nomor]
    peran = tuple((*sel, teks) if k == kolom else sel for k, sel in enumerate(baris.peran))
    baru = replace(baris, peran=peran)
    return replace(mph, anggota=(*mph.anggota[:nomor], baru, *mph.anggota[nomor + 1 :]))


def _rhk_baru(ladang: Ladang, nip: str, rencana: str) -> str:
    """One more RHK under B. TAMBAHAN, rated as the last one; its path."""
    for tipe in (Skp, Evaluasi):
        isi = ladang.berhasil(nip, tipe)
        nomor = str(len(isi.utama) + len(isi.tambahan) + 1)
        lagi = replace(isi.utama[-1], nomor=nomor, rencana=rencana)
        ladang.tulis(nip, replace(isi, tambahan=(*isi.tambahan, lagi)))
    return f"tambahan[{len(ladang.isi(nip, Skp).tambahan) - 1}].rencana"


@jenis("K404", staf_sesuai)
def rhk_di_luar(ladang: Ladang, nip: str) -> list[Tempat4]:
    """An RHK of one's own making."""
    return [ladang.di("K404", nip, Skp, _rhk_baru(ladang, nip, _BARU))]


@jenis("K405", staf)
def peran_terlewat(ladang: Ladang, nip: str) -> list[Tempat4]:
    """A peran that did not become an RHK."""
    atasan = _atasan(ladang, nip)
    mph = ladang.isi(atasan, Mph)
    kolom = _biasa(mph)
    if kolom is None:
        return []
    nomor = _baris(mph, nip)
    ke = len(mph.anggota[nomor].peran[kolom])
    ladang.tulis(atasan, _beri(mph, nomor, kolom, _BARU))
    return [ladang.di("K405", atasan, Mph, f"anggota[{nomor}].peran[{kolom}][{ke}]")]


@jenis("K406", ketua, daerah=serumpun)
def judul_lain(ladang: Ladang, nip: str) -> list[Tempat4]:
    """The head of a column typed over."""
    ladang.ubah(nip, Mph, "kolom[0].judul", lambda lama: f"{lama} lingkup unit")
    return [ladang.di("K406", nip, Mph, "kolom[0].judul")]


@jenis("K407", ketua, daerah=serumpun)
def tanpa_pendukung(ladang: Ladang, nip: str) -> list[Tempat4]:
    """An RHK of the leader's that is a column, and nobody's peran."""
    atas = ladang.isi(_atasan(ladang, nip), Mph)
    kolom = _biasa(atas)
    if kolom is None or ladang.instansi.orang[nip].nilai[0] != "Sesuai Ekspektasi":
        return []
    ladang.tulis(_atasan(ladang, nip), _beri(atas, _baris(atas, nip), kolom, _BARU))
    _rhk_baru(ladang, nip, _BARU)
    mph = ladang.isi(nip, Mph)
    anggota = tuple(replace(satu, peran=(*satu.peran, ())) for satu in mph.anggota)
    ladang.tulis(nip, replace(mph, kolom=(*mph.kolom, KolomMph(judul=_BARU)), anggota=anggota))
    return [ladang.di("K407", nip, Mph, f"kolom[{len(mph.kolom)}].judul")]


def _di_matriks(ladang: Ladang, nip: str) -> set[str]:
    """The person and the matrix of his leader: two rows emptied at once might leave a column bare."""
    return {nip, f"mph:{_atasan(ladang, nip)}"}


@jenis("K408", staf, daerah=_di_matriks)
def tanpa_peran(ladang: Ladang, nip: str) -> list[Tempat4]:
    """The person's row emptied, where every column still has another's peran and nothing is summed up."""
    atasan = _atasan(ladang, nip)
    mph = ladang.isi(atasan, Mph)
    nomor = _baris(mph, nip)
    kolom = [k for k, sel in enumerate(mph.anggota[nomor].peran) if sel]
    lain = all(any(b.peran[k] for n, b in enumerate(mph.anggota) if n != nomor) for k in kolom)
    if not lain or any(mph.kolom[k].metode for k in kolom):
        return []
    kosong = replace(mph.anggota[nomor], peran=tuple(() for _ in mph.kolom))
    ladang.tulis(atasan, replace(mph, anggota=(*mph.anggota[:nomor], kosong, *mph.anggota[nomor + 1 :])))
    return [ladang.di("K408", atasan, Mph, f"anggota[{nomor}].nama")]


@jenis("K409", ketua)
def orang_luar(ladang: Ladang, nip: str) -> list[Tempat4]:
    """Somebody whom the roster does not know."""
    mph = ladang.isi(nip, Mph)
    kolom = _biasa(mph)
    if kolom is None:
        return []
    baris = BarisMph(
        nama="Surya Atmawijaya",
        nip=ladang.nip_baru(),
        jabatan="Tenaga Ahli Bangunan Gedung",
        peran=tuple((_BARU,) if k == kolom else () for k in range(len(mph.kolom))),
    )
    ladang.tulis(nip, replace(mph, anggota=(*mph.anggota, baris)))
    return [ladang.di("K409", nip, Mph, f"anggota[{len(mph.anggota)}].nip")]


def _pembagi(ladang: Ladang) -> Iterator[str]:
    """Leaders with a column whose target is shared out."""
    for nip in siapa_pun(ladang):
        if ladang.ada(nip, Mph) and any(k.metode == _BEBAN for k in ladang.isi(nip, Mph).kolom):
            yield nip


@jenis("K410", _pembagi, daerah=serumpun)
def beban_kurang(ladang: Ladang, nip: str) -> list[Tempat4]:
    """A member's share made smaller by one."""
    mph = ladang.isi(nip, Mph)
    k = next(k for k, kolom in enumerate(mph.kolom) if kolom.metode == _BEBAN)
    baris = next(satu for satu in mph.anggota if satu.peran[k])
    bawah, peran = baris.nip or "", normal_rencana(baris.peran[k][0])
    for jalur, hasil in ladang.isi(bawah, Skp).hasil_kerja():
        if normal_rencana(hasil.rencana or "") != peran:
            continue
        for nomor, iki in enumerate(hasil.iki):
            ada = baca_bilangan(iki.target or "")
            if ada is not None and ada.satuan == "kabupaten/kota":
                for tipe in (Skp, Evaluasi):
                    ladang.ubah(
                        bawah, tipe, f"{jalur}.iki[{nomor}].target", f"{ada.bawah - 1} kabupaten/kota"
                    )
                return [ladang.di("K410", nip, Mph, f"kolom[{k}].judul")]
    return []


@jenis("K411", ketua, daerah=serumpun)
def wilayah_ganda(ladang: Ladang, nip: str) -> list[Tempat4]:
    """Shared out by region: two people in the north."""
    mph = ladang.isi(nip, Mph)
    for k in range(len(mph.kolom)):
        berperan = [n for n, satu in enumerate(mph.anggota) if satu.peran[k]]
        tulisan = (mph.kolom[k].judul or "", *(teks for n in berperan for teks in mph.anggota[n].peran[k]))
        if len(berperan) < 2 or mph.kolom[k].metode == _BEBAN or any(map(wilayah_disebut, tulisan)):
            continue
        for n, wilayah in zip(
            berperan[:2], ("wilayah utara dan wilayah selatan", "wilayah utara"), strict=True
        ):
            _sebut_wilayah(ladang, nip, n, k, wilayah)
        ladang.ubah(nip, Mph, f"kolom[{k}].metode", "Langsung - Wilayah")
        return [ladang.di("K411", nip, Mph, f"anggota[{berperan[1]}].peran[{k}][0]")]
    return []


def _sebut_wilayah(ladang: Ladang, nip: str, nomor: int, kolom: int, wilayah: str) -> None:
    baris = ladang.isi(nip, Mph).anggota[nomor]
    lama = baris.peran[kolom][0]
    baru = f"{lama} di {wilayah}"
    ladang.ubah(nip, Mph, f"anggota[{nomor}].peran[{kolom}][0]", baru)
    milik = baris.nip or ""
    for tipe in (Skp, Evaluasi):
        for jalur, hasil in ladang.berhasil(milik, tipe).hasil_kerja():
            if normal_rencana(hasil.rencana or "") == normal_rencana(lama):
                ladang.ubah(milik, tipe, f"{jalur}.rencana", baru)
