"""Which templates are kept as golden ones: real definitions with one row of everything, so that a person can
read them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from skpbook.domain.evaluasi import Evaluasi, HasilDinilai, IkiDinilai
from skpbook.domain.mph import BarisMph, KolomMph, Mph
from skpbook.domain.skp import HasilKerja, Identitas, Iki, Pengesahan, Skp
from skpbook.forms import definition as d
from skpbook.forms.catalog import muat_katalog
from skpbook.forms.write import Pesanan, tulis_buku

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skpbook.forms.catalog import Katalog

_PEGAWAI = Identitas(
    nama="Uji Coba, S.E.",
    nip="199001012015031001",
    pangkat_golongan="Penata, III/c",
    jabatan="Analis Kinerja",
    unit_kerja="Bagian Umum",
)
_DASAR: dict[str, Any] = {
    "instansi": "Kementerian Contoh",
    "periode_penilaian": "1 JANUARI SD 31 DESEMBER TAHUN 2026",
    "pegawai": _PEGAWAI,
    "pengesahan": Pengesahan(
        nama_penilai="Nama Penilai", tempat_penilai="Kupang", tanggal_penilai="2026-01-12"
    ),
}
_ISI: Mapping[str, Mapping[str, Any]] = {
    "skp-jajf-kuantitatif": {
        "skp-jajf-kuantitatif": Skp(
            **_DASAR,
            utama=(
                HasilKerja(
                    rencana="Layanan kepegawaian tepat waktu",
                    iki=(Iki(indikator="Persentase layanan tepat waktu", target="95%", aspek="Waktu"),),
                ),
            ),
        )
    },
    "skp-jpt-kualitatif": {},
    "evaluasi-jajf-kuantitatif": {
        "evaluasi-jajf-kuantitatif": Evaluasi(
            **_DASAR,
            periode="TRIWULAN I",
            utama=(
                HasilDinilai(
                    rencana="Layanan kepegawaian tepat waktu",
                    iki=(
                        IkiDinilai(indikator="Persentase layanan tepat waktu", target="95%", aspek="Waktu"),
                    ),
                ),
            ),
        )
    },
    "evaluasi-jpt-kualitatif": {},
    "mph": {
        "mph": Mph(
            instansi="Kementerian Contoh",
            pimpinan=BarisMph(nama="Nama Pimpinan", jabatan="Kepala Bagian", nip="197001012000031001"),
            kolom=(KolomMph(judul="Layanan kepegawaian tepat waktu"), KolomMph(judul="Arsip tertata")),
            anggota=(BarisMph(nama=_PEGAWAI.nama, jabatan=_PEGAWAI.jabatan, nip=_PEGAWAI.nip),),
        )
    },
}
NAMA = tuple(_ISI)


def buat(kode: str) -> bytes:
    """The small template of a package."""
    katalog = _kecil(muat_katalog())
    paket = next(satu for satu in katalog.umum.paket if satu.kode == kode)
    return tulis_buku(
        katalog,
        Pesanan(
            paket=paket,
            isi=_ISI[kode],
            nip=_PEGAWAI.nip,
            kode_periode="2026-TW1",
            periode=("TRIWULAN I", "AKHIR"),
            rhk=("Rencana hasil kerja pimpinan",) if kode.startswith("skp-jajf") else (),
            untuk="Untuk: Uji Coba, S.E.",
            dibuat=datetime(2026, 1, 2),
            kunci=b"kunci",
        ),
    )


def _kecil(katalog: Katalog) -> Katalog:
    definisi = {
        kode: msgspec.structs.replace(satu, bagian=tuple(_perkecil(bagian) for bagian in satu.bagian))
        for kode, satu in katalog.definisi.items()
    }
    return msgspec.structs.replace(katalog, definisi=definisi)


def _perkecil(bagian: Any) -> Any:
    ganti = msgspec.structs.replace
    if isinstance(bagian, d.Tabel | d.Kualitatif):
        seksi = (ganti(satu, tampak=1, cadangan=1, anak_tampak=1, anak_cadangan=1) for satu in bagian.seksi)
        return ganti(bagian, seksi=tuple(seksi))
    if isinstance(bagian, d.Daftar):
        return ganti(bagian, tampak=1, cadangan=1)
    if isinstance(bagian, d.Ulang):
        isi = tuple(_perkecil(satu) for satu in bagian.bagian)
        return ganti(bagian, tampak=1, cadangan=1, bagian=isi)
    if isinstance(bagian, d.Matriks):
        return ganti(
            bagian, kolom_tampak=2, orang_tampak=1, orang_cadangan=1, peran_tampak=1, peran_cadangan=1
        )
    return bagian
