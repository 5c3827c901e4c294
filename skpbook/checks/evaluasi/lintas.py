"""E520: work for another unit, and no word from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.isian import kosong
from skpbook.checks.kaskade.lintas import DASAR_LINTAS, Lintas, penugasan_lintas
from skpbook.checks.nama import inti_nama
from skpbook.checks.registry import aturan
from skpbook.domain.evaluasi import Evaluasi, HasilDinilai
from skpbook.domain.teks import normal, normal_rencana
from skpbook.domain.temuan import Temuan, Tingkat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.checks.konteks import Konteks


@aturan(
    "E520",
    Tingkat.INFO,
    "Tidak ada umpan balik dari unit pemberi tugas",
    dasar=DASAR_LINTAS,
    penjelasan="Rencana hasil kerja yang ditugaskan unit lain (K412) dinilai tanpa satu pun umpan balik yang menyebut "
    "nama, jabatan, tim, atau unit pemberi tugasnya. Evaluasi yang sama sekali tidak berumpan balik dilaporkan E505.",
    salah="Hanya ada “Pimpinan: sudah sesuai”, padahal hasil kerjanya ditugaskan Direktur II.",
    benar="Direktur II: laporannya lengkap dan tepat waktu.",
)
def tanpa_umpan_balik_pemberi(konteks: Konteks) -> Iterator[Temuan]:
    lintas: dict[tuple[str, str], Lintas] = {}
    for satu in penugasan_lintas(konteks):
        rencana = normal_rencana(satu.rhk.hasil.rencana or "")
        lintas.setdefault((satu.rhk.nip, rencana), satu)
    for kertas in konteks.dari(Evaluasi) if lintas else ():
        for jalur, hasil in kertas.isi.hasil_kerja():
            ada = lintas.get((kertas.nip or "", normal_rencana(hasil.rencana or "")))
            suara = [teks for teks in _umpan_balik(hasil) if not kosong(teks)]
            if ada is None or not suara or any(_menyebut(konteks, teks, ada) for teks in suara):
                continue
            letak = f"{jalur}.iki[0].umpan_balik"
            yield temuan(
                "E520",
                f"Hasil kerja ini ditugaskan {ada.pemberi.nama}, tetapi tidak ada umpan balik darinya.",
                dokumen=kertas.dokumen,
                jalur=letak if letak in kertas.dokumen.tempat else f"{jalur}.umpan_balik",
                daftar=konteks.daftar,
                pegawai=kertas.pegawai,
                periode=kertas.periode,
                ditemukan=suara[0],
                saran=f"Mintalah umpan balik {ada.pemberi.nama}, lalu tulis siapa yang memberikannya.",
                kaitan=ada.rhk.rujukan,
            )


def _umpan_balik(hasil: HasilDinilai) -> Iterator[str]:
    for teks in (hasil.umpan_balik, *(iki.umpan_balik for iki in hasil.iki)):
        if teks:
            yield teks


def _menyebut(konteks: Konteks, teks: str, lintas: Lintas) -> bool:
    kata = normal(teks)
    unit = konteks.daftar.unit_menurut_kode.get(lintas.pemberi.unit)
    sebutan = (
        inti_nama(lintas.pemberi.nama),
        normal(lintas.pemberi.jabatan),
        normal(lintas.pemberi.tim or ""),
        normal(unit.nama) if unit else "",
    )
    return any(satu and satu in kata for satu in sebutan)
