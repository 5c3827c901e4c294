"""K406, K408, K409, K415: the matrix itself: its columns, its people, and whether it has come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.isian import contoh_formulir, kosong
from skpbook.checks.jalur import nilai_jalur
from skpbook.checks.kaskade.cocok import terdekat
from skpbook.checks.nama_hasil import jalur_menurut_nama
from skpbook.checks.registry import aturan
from skpbook.domain.mph import Mph
from skpbook.domain.nip import Nip, baca_nip
from skpbook.domain.pegawai import Keluarga
from skpbook.domain.teks import normal_rencana
from skpbook.domain.temuan import Temuan, Tingkat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.checks.konteks import Konteks
    from skpbook.domain.pegawai import Pegawai

_DASAR = "Permen PANRB 6/2022 Pasal 7; matriks peran hasil (paparan BKD NTT)."


@aturan(
    "K406",
    Tingkat.GALAT,
    "Kolom matriks bukan RHK atau IKI pimpinan",
    dasar=_DASAR,
    penjelasan="Setiap judul kolom matriks peran hasil adalah indikator (tingkat JPT) atau rencana hasil "
    "kerja (tingkat ketua tim) dalam SKP pimpinan, boleh beserta targetnya. Yang paling mirip disarankan. "
    "Dibandingkan bila SKP pimpinan sudah masuk.",
    salah="Judul kolom “Layanan prima”, sedangkan SKP pimpinan berisi “Meningkatnya kepuasan masyarakat”.",
    benar="Judul kolom “Meningkatnya kepuasan masyarakat”.",
)
def kolom_asing(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(Mph):
        skp = konteks.skp.get(kertas.nip or "", ())
        if not skp:
            continue
        nama = {
            nama: (n, letak)
            for n, satu in enumerate(skp)
            for nama, letak in jalur_menurut_nama(satu.isi).items()
        }
        for nomor, kolom in enumerate(kertas.isi.kolom):
            judul = kolom.judul or ""
            berisi = any(nomor < len(baris.peran) and baris.peran[nomor] for baris in kertas.isi.anggota)
            if normal_rencana(judul) in nama or contoh_formulir(judul) or (kosong(judul) and not berisi):
                continue
            mirip = terdekat(normal_rencana(judul), list(nama.items()), konteks.ambang)
            ke, letak = mirip.calon if mirip else (-1, "utama[0].rencana")
            acuan = skp[ke]
            yield temuan(
                "K406",
                "Judul kolom ini bukan rencana hasil kerja atau indikator dalam SKP pimpinan."
                if not kosong(judul)
                else "Kolom ini berisi peran hasil, tetapi judulnya kosong.",
                dokumen=kertas.dokumen,
                jalur=f"kolom[{nomor}].judul",
                daftar=konteks.daftar,
                pegawai=kertas.pegawai,
                ditemukan=kolom.judul,
                saran=mirip.kalimat(nilai_jalur(acuan.isi, letak) or "")
                if mirip
                else "Salin judul kolom dari SKP pimpinan.",
                kaitan=acuan.dokumen.rujukan(letak),
            )


@aturan(
    "K408",
    Tingkat.PERINGATAN,
    "Anggota tanpa peran",
    dasar=_DASAR,
    penjelasan="Setiap anggota dalam matriks mempunyai sekurang-kurangnya satu peran hasil. Pegawai tugas "
    "belajar tidak dihitung, karena hasil kerjanya adalah studinya. Matriks yang belum diisi sama sekali "
    "dilaporkan satu kali.",
    salah="Semua sel pada baris Budi berisi N/A.",
    benar="Budi berperan pada sekurang-kurangnya satu kolom.",
)
def tanpa_peran(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(Mph):
        anggota = [
            (i, baris, konteks.nip_anggota(kertas, i))
            for i, baris in enumerate(kertas.isi.anggota)
            if baris.nama or baris.nip
        ]
        anggota = [satu for satu in anggota if not _tugas_belajar(konteks, satu[2])]
        hampa = [satu for satu in anggota if not any(satu[1].peran)]
        semua = len(hampa) == len(anggota) > 1
        for i, baris, nip in hampa[:1] if semua else hampa:
            yield temuan(
                "K408",
                f"Matriks ini belum memuat satu peran pun bagi {len(anggota)} anggotanya."
                if semua
                else f"{baris.nama or baris.nip} belum mempunyai peran dalam matriks ini.",
                dokumen=kertas.dokumen,
                jalur=f"anggota[{i}].nama",
                daftar=konteks.daftar,
                nip=kertas.nip if semua else nip,
                ditemukan=baris.nama,
                saran="Tulis peran hasilnya; bila ia bukan lagi anggota, perbaiki atasannya dalam daftar "
                "pegawai, lalu buat ulang matriksnya.",
            )


@aturan(
    "K409",
    Tingkat.GALAT,
    "Orang dalam matriks bukan anggota",
    dasar=_DASAR + " Anggota tim lintas unit juga tercantum dalam matriks tim.",
    penjelasan="Setiap orang dalam matriks tercantum dalam daftar pegawai, dan merupakan bawahan pimpinan "
    "(langsung atau tidak langsung) atau anggota sebuah tim kerja menurut kolom tim daftar pegawai.",
    salah="Matriks memuat pegawai dinas lain yang tidak tercatat sebagai anggota tim.",
    benar="Kolom tim pegawai itu dalam daftar pegawai diisi nama timnya.",
)
def bukan_anggota(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(Mph):
        for i, baris in enumerate(kertas.isi.anggota):
            nip = konteks.nip_anggota(kertas, i)
            orang = konteks.daftar.menurut_nip.get(nip) if nip else None
            if orang is not None:
                if not _anggota(konteks, orang, kertas.nip):
                    pesan = f"{orang.nama} bukan bawahan pimpinan matriks ini dan bukan anggota tim kerja."
                    bidang, saran = "nama", "Isi kolom tim dalam daftar pegawai, atau hapus barisnya."
                else:
                    continue
            elif baris.nip and not isinstance(baca_nip(baris.nip), Nip):
                continue  # I102, I103
            elif baris.nip or baris.nama:
                pesan = f"{baris.nama or baris.nip} tidak ada dalam daftar pegawai."
                bidang = "nip" if baris.nip else "nama"
                saran = "Perbaiki nama atau NIP-nya, atau tambahkan ke daftar pegawai."
            else:
                continue
            yield temuan(
                "K409",
                pesan,
                dokumen=kertas.dokumen,
                jalur=f"anggota[{i}].{bidang}",
                daftar=konteks.daftar,
                nip=nip or baris.nip,
                nama=baris.nama,
                ditemukan=baris.nip if bidang == "nip" else baris.nama,
                saran=saran,
            )


def _tugas_belajar(konteks: Konteks, nip: str | None) -> bool:
    orang = konteks.daftar.menurut_nip.get(nip or "")
    return orang is not None and orang.tugas_belajar


def _anggota(konteks: Konteks, orang: Pegawai, pimpinan: str | None) -> bool:
    """A subordinate at any depth, or someone the roster has in a team. Unknown leader: nothing to say."""
    if pimpinan is None or orang.tim or orang.nip == pimpinan:
        return True
    return any(satu.nip == pimpinan for satu in konteks.daftar.rantai_atasan(orang.nip))


@aturan(
    "K415",
    Tingkat.PERINGATAN,
    "Matriks peran hasil belum masuk",
    dasar=_DASAR,
    penjelasan="SKP pimpinan dan SKP sebagian bawahannya yang JA/JF sudah masuk, tetapi matriks peran "
    "hasilnya belum, sehingga asal rencana hasil kerja bawahan tidak dapat diperiksa. Satu temuan untuk "
    "setiap pimpinan.",
    salah="SKP ketua tim dan anggotanya masuk tanpa matriks.",
    benar="Matriks ketua tim masuk sebelum SKP anggotanya.",
)
def mph_belum(konteks: Konteks) -> Iterator[Temuan]:
    for nip, bawahan in konteks.daftar.bawahan.items():
        pimpinan = konteks.daftar.menurut_nip.get(nip)
        if pimpinan is None or nip not in konteks.skp or nip in konteks.mph:
            continue
        menunggu = [satu for satu in bawahan if satu.nip in konteks.skp and satu.keluarga is Keluarga.JA_JF]
        menunggu = [satu for satu in menunggu if satu.nip not in konteks.baris_mph and not satu.tugas_belajar]
        if not menunggu:
            continue
        yield temuan(
            "K415",
            f"Matriks peran hasil {pimpinan.nama} belum masuk, "
            f"padahal {len(menunggu)} SKP bawahannya sudah masuk.",
            daftar=konteks.daftar,
            jalur=f"pegawai[{konteks.nomor_baris[nip]}].nip",
            pegawai=pimpinan,
            ditemukan="; ".join(f"{satu.nama} ({satu.nip})" for satu in menunggu),
            saran=f"Minta matriks peran hasil {pimpinan.nama}.",
            kaitan=konteks.skp[nip][-1].dokumen.rujukan("utama[0].rencana"),
        )
