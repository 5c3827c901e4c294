"""M: manual indikator and workblock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from skpbook.checks.nama_hasil import jalur_menurut_nama
from skpbook.contoh.tanaman.calon import jpt, jpt_kuantitatif
from skpbook.contoh.tanaman.ladang import jenis
from skpbook.domain.skp import Skp
from skpbook.domain.strategi import ManualIndikator, ManualSkp, WorkblockSkp
from skpbook.domain.teks import normal_rencana

if TYPE_CHECKING:
    from skpbook.contoh.tanaman.ladang import Ladang, Tempat4


@jenis("M301", jpt)
def manual_hilang(ladang: Ladang, nip: str) -> list[Tempat4]:
    """The last manual left blank."""
    isi = ladang.isi(nip, ManualSkp)
    *depan, akhir = isi.manual
    ladang.tulis(nip, replace(isi, manual=(*depan, ManualIndikator())))
    jalur = jalur_menurut_nama(ladang.isi(nip, Skp))[normal_rencana(akhir.indikator or "")]
    return [ladang.di("M301", nip, Skp, jalur)]


def _ganti(kode: str, jalur: str, nilai: Any, calon: Any = jpt) -> None:
    @jenis(kode, calon)
    def ketik(ladang: Ladang, nip: str) -> list[Tempat4]:
        tempat = ladang.di(kode, nip, ManualSkp, f"{jalur}[0]" if nilai == [] else jalur.removesuffix("[1]"))
        ladang.ubah(nip, ManualSkp, jalur, nilai)
        return [tempat]


_ganti("M302", "manual[0].indikator", lambda lama: f"{lama} lingkup unit")
_ganti("M305", "manual[0].formula", None, jpt_kuantitatif)


def _pilihan(kode: str, bidang: str, isi: tuple[str, ...]) -> None:
    """Two choices marked, or none; told at the cell of the choices."""

    @jenis(kode, jpt)
    def pilih(ladang: Ladang, nip: str) -> list[Tempat4]:
        semua = ladang.isi(nip, ManualSkp)
        satu: Any = semua.manual[0]
        ladang.tulis(nip, replace(semua, manual=(replace(satu, **{bidang: isi}), *semua.manual[1:])))
        dokumen = ladang.dokumen(nip, ManualSkp)
        tempat = dokumen.tempat | {f"manual[0].{bidang}": dokumen.tempat[f"manual[0].{bidang}[0]"]}  # type: ignore[operator]
        ladang.ganti(nip, ManualSkp, tempat=tempat)
        return [ladang.di(kode, nip, ManualSkp, f"manual[0].{bidang}")]


_pilihan("M303", "kendali", ("Outcome", "Outcome Antara"))
_pilihan("M304", "pelaporan", ())


@jenis("M306", jpt)
def indikator_asing(ladang: Ladang, nip: str) -> list[Tempat4]:
    """A workblock for an indicator of nobody's."""
    if not ladang.isi(nip, WorkblockSkp).workblock:
        return []
    jalur = "workblock[0].indikator_diintervensi"
    ladang.ubah(nip, WorkblockSkp, jalur, "Indeks kegemaran berkebun: 70")
    return [ladang.di("M306", nip, WorkblockSkp, jalur)]


@jenis("M307", jpt)
def tanpa_keluaran(ladang: Ladang, nip: str) -> list[Tempat4]:
    """A workblock without keluaran kunci."""
    isi = ladang.isi(nip, WorkblockSkp)
    if not isi.workblock or not isi.workblock[0].keluaran_rutin:
        return []
    satu = replace(isi.workblock[0], keluaran_rutin=(), keluaran_transformatif=())
    ladang.tulis(nip, replace(isi, workblock=(satu, *isi.workblock[1:])))
    return [ladang.di("M307", nip, WorkblockSkp, "workblock[0].keluaran_rutin[0]")]
