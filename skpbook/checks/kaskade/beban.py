"""K410: where the leader's target is shared out, the shares add up to it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from skpbook.checks.buat import temuan
from skpbook.checks.kertas import Kertas
from skpbook.checks.nama_hasil import nama_hasil
from skpbook.checks.registry import aturan
from skpbook.domain.bilangan import Bilangan, baca_bilangan, satuan_sama, tulis_bilangan
from skpbook.domain.mph import Mph
from skpbook.domain.skp import Skp
from skpbook.domain.teks import normal_rencana
from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.regulation.label import Aspek, kenali_aspek
from skpbook.regulation.pilihan import kenali

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from skpbook.checks.konteks import Konteks
    from skpbook.domain.skp import HasilKerja, Iki

METODE_BEBAN = "Langsung - Beban Target"


class _Target(Struct, frozen=True):
    """A target that is a number: in which SKP, where, how much."""

    kertas: Kertas[Skp]
    jalur: str
    nilai: Bilangan


@aturan(
    "K410",
    Tingkat.PERINGATAN,
    "Target bawahan tidak berjumlah target pimpinan",
    dasar="Panduan BKN Tahap 4: cascading langsung dengan membagi beban target kuantitatif.",
    penjelasan="Pada kolom matriks dengan metode Beban Target, target semua anggota yang berperan dijumlahkan dan "
    "dibandingkan dengan target pimpinan. Hanya bila setiap target terbaca sebagai bilangan dengan satuan ukuran "
    "yang sama dan semua SKP-nya sudah masuk. Nilai berskala tidak dijumlahkan, dan persentase yang sama pada "
    "semua anggota bukan pembagian beban.",
    salah="Target pimpinan 24 kabupaten/kota, kedua anggotanya 14 dan 8 kabupaten/kota.",
    benar="Target pimpinan 24 kabupaten/kota, kedua anggotanya 14 dan 10 kabupaten/kota.",
)
def beban_tidak_berjumlah(konteks: Konteks) -> Iterator[Temuan]:
    for mph in konteks.dari(Mph):
        for k, kolom in enumerate(mph.isi.kolom):
            if kenali("metode-cascading", kolom.metode or "") != METODE_BEBAN:
                continue
            acuan = _target_pimpinan(konteks, mph, kolom.judul or "")
            bagian = _target_anggota(konteks, mph, k, acuan.nilai) if acuan else []
            if acuan is None or len(bagian) == 0:
                continue
            jumlah = replace(
                acuan.nilai,
                bawah=sum((satu.nilai.bawah for _, satu in bagian), Decimal()),
                atas=sum((satu.nilai.atas for _, satu in bagian), Decimal()),
                arah=None,
            )
            if _cocok(acuan.nilai, jumlah, [satu.nilai for _, satu in bagian]):
                continue
            rincian = ", ".join(f"{nama} {tulis_bilangan(satu.nilai)}" for nama, satu in bagian)
            yield temuan(
                "K410",
                f"Target anggota pada kolom ini berjumlah {tulis_bilangan(jumlah)} ({rincian}), "
                f"{_selisih(acuan.nilai, jumlah)} target pimpinan {tulis_bilangan(acuan.nilai)}.",
                dokumen=mph.dokumen,
                jalur=f"kolom[{k}].judul",
                daftar=konteks.daftar,
                pegawai=mph.pegawai,
                ditemukan=tulis_bilangan(jumlah),
                seharusnya=tulis_bilangan(acuan.nilai),
                saran="Bagi ulang targetnya, atau ganti metode kolom ini bila targetnya memang tidak dibagi habis.",
                kaitan=acuan.kertas.dokumen.rujukan(acuan.jalur),
            )


def _target_pimpinan(konteks: Konteks, mph: Kertas[Mph], judul: str) -> _Target | None:
    """The target behind a column: of the IKI it names, or of the one IKI of the RHK that says how much."""
    kunci = normal_rencana(judul)
    for kertas in reversed(konteks.skp.get(mph.nip or "", ())):
        for jalur, hasil in kertas.isi.hasil_kerja():
            for nama, letak in nama_hasil(hasil):
                if nama == kunci:
                    nomor = [letak] if letak is not None else _banyaknya(hasil)
                    return _target(kertas, jalur, hasil, nomor)
    return None


def _banyaknya(hasil: HasilKerja) -> Sequence[int]:
    kuantitas = [i for i, iki in enumerate(hasil.iki) if _kuantitas(iki)]
    return kuantitas or range(len(hasil.iki))


def _kuantitas(iki: Iki) -> bool:
    return iki.aspek is not None and kenali_aspek(iki.aspek) is Aspek.KUANTITAS


def _target(kertas: Kertas[Skp], jalur: str, hasil: HasilKerja, nomor: Sequence[int]) -> _Target | None:
    """The target when exactly one of these IKI has one that can be added up."""
    ada = []
    for satu in nomor:
        nilai = baca_bilangan(hasil.iki[satu].target or "")
        if nilai is not None and nilai.skala is None:
            ada.append(_Target(kertas, f"{jalur}.iki[{satu}].target", nilai))
    return ada[0] if len(ada) == 1 else None


def _target_anggota(konteks: Konteks, mph: Kertas[Mph], k: int, acuan: Bilangan) -> list[tuple[str, _Target]]:
    """(name, target) of every peran under a column; empty where one of them is not known or not comparable."""
    hasil: list[tuple[str, _Target]] = []
    for nomor, baris in enumerate(mph.isi.anggota):
        nip = konteks.nip_anggota(mph, nomor) or ""
        for teks in baris.peran[k] if k < len(baris.peran) else ():
            tempat = konteks.rhk.get(nip, {}).get(normal_rencana(teks), ())
            satu = _sebanding(tempat[-1].kertas, tempat[-1].jalur, acuan) if tempat else None
            if satu is None:
                return []
            hasil.append((baris.nama or nip, satu))
    return hasil


def _sebanding(kertas: Kertas[Skp], jalur_rencana: str, acuan: Bilangan) -> _Target | None:
    """The one target of an RHK in the leader's unit of measure; of several the one of aspek Kuantitas."""
    jalur = jalur_rencana.removesuffix(".rencana")
    hasil = dict(kertas.isi.hasil_kerja())[jalur]
    calon = []
    for nomor, iki in enumerate(hasil.iki):
        nilai = baca_bilangan(iki.target or "")
        if nilai is not None and satuan_sama(nilai, acuan):
            calon.append((_kuantitas(iki), _Target(kertas, f"{jalur}.iki[{nomor}].target", nilai)))
    pilihan = calon if len(calon) == 1 else [satu for satu in calon if satu[0]]
    return pilihan[0][1] if len(pilihan) == 1 else None


def _cocok(acuan: Bilangan, jumlah: Bilangan, bagian: Sequence[Bilangan]) -> bool:
    if acuan.satuan == "%" and all((satu.bawah, satu.atas) == (acuan.bawah, acuan.atas) for satu in bagian):
        return True
    if acuan.arah == "minimal":
        return jumlah.atas >= acuan.bawah
    if acuan.arah == "maksimal":
        return jumlah.bawah <= acuan.atas
    return jumlah.bawah <= acuan.atas and jumlah.atas >= acuan.bawah


def _selisih(acuan: Bilangan, jumlah: Bilangan) -> str:
    """ "kurang 2 gedung dari", "lebih 2 gedung dari"."""
    kurang = acuan.bawah - jumlah.atas
    beda = kurang if kurang > 0 else jumlah.bawah - acuan.atas
    sebut = tulis_bilangan(replace(acuan, bawah=beda, atas=beda, arah=None, dari=None))
    return f"{'kurang' if kurang > 0 else 'lebih'} {sebut} dari"
