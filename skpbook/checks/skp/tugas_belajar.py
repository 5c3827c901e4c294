"""S219: the SKP of someone on tugas belajar."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.registry import aturan
from skpbook.domain.skp import Skp
from skpbook.domain.teks import normal
from skpbook.domain.temuan import Temuan, Tingkat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.checks.konteks import Konteks
    from skpbook.domain.skp import HasilKerja

_AKADEMIK = re.compile(r"\b(?:ipk?|akademik|indeks prestasi)\b")
_KELULUSAN = re.compile(r"\b(?:lulus|kelulusan|wisuda|studi selesai)\b")


@aturan(
    "S219",
    Tingkat.PERINGATAN,
    "SKP tugas belajar tanpa hasil akademik atau kelulusan",
    dasar="Paparan BKD NTT: hasil kerja tugas belajar adalah hasil evaluasi akademik, ketepatan waktu "
    "kelulusan, dan penugasan lain.",
    penjelasan="SKP tugas belajar memuat sekurang-kurangnya satu hasil tentang hasil evaluasi akademik "
    "atau ketepatan waktu kelulusan, menurut jenis hasilnya atau menurut kata-katanya.",
    salah="SKP tugas belajar hanya memuat “Laporan bulanan kegiatan kampus”.",
    benar="Hasil evaluasi akademik: IPK semester 1 di atas 3,75.",
)
def tanpa_hasil_studi(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(Skp):
        if kertas.isi.studi is None or not kertas.isi.hasil_kerja():
            continue
        if any(_tentang_studi(hasil) for _, hasil in kertas.isi.hasil_kerja()):
            continue
        yield temuan(
            "S219",
            "SKP tugas belajar ini tidak memuat hasil akademik maupun ketepatan waktu kelulusan.",
            dokumen=kertas.dokumen,
            jalur="utama[0].rencana",
            daftar=konteks.daftar,
            pegawai=kertas.pegawai,
            ditemukan=kertas.isi.hasil_kerja()[0][1].rencana,
            saran="Tambahkan hasil evaluasi akademik atau ketepatan waktu kelulusan.",
        )


def _tentang_studi(hasil: HasilKerja) -> bool:
    kata = normal(
        " ".join((hasil.kategori or "", hasil.rencana or "", *(iki.indikator or "" for iki in hasil.iki)))
    )
    return bool(_AKADEMIK.search(kata) or _KELULUSAN.search(kata))
