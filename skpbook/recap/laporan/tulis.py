"""The report as one file: no script, nothing fetched, every text escaped by the template engine."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import jinja2

from skpbook.domain.pegawai import JenisPegawai
from skpbook.domain.periode import tulis_tanggal
from skpbook.recap.berkas_utuh import berkas_utuh
from skpbook.recap.laporan.isi import STATUS, angka, persen, susun_laporan
from skpbook.recap.susun import sebut_periode
from skpbook.recap.teks_sel import aman
from skpbook.regulation.label import Predikat

if TYPE_CHECKING:
    from pathlib import Path

    from skpbook.recap.susun import Rekap


@cache
def _templat() -> jinja2.Template:
    lingkungan = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, keep_trailing_newline=True
    )
    lingkungan.filters |= {"angka": angka, "persen": persen}
    lingkungan.finalize = _bersih
    return lingkungan.from_string(files(__package__).joinpath("laporan.html").read_text(encoding="utf-8"))


def _bersih(isi: Any) -> Any:
    """Text as a cell of the workbook holds it: without what no file may hold."""
    return aman(isi) if type(isi) is str else isi


def laporan_html(rekap: Rekap, berkas: str) -> str:
    """The report of a recap whose workbook is named `berkas`."""
    laporan = susun_laporan(rekap)
    bidang = {nama: getattr(laporan, nama) for nama in type(laporan).__struct_fields__}
    return _templat().render(
        **bidang,
        berkas=berkas,
        dibuat=f"{tulis_tanggal(rekap.dibuat.date())} pukul {rekap.dibuat:%H.%M}",
        jenis=[satu.value for satu in JenisPegawai],
        dinilai=[*(rekap.jenis[satu].dinilai for satu in JenisPegawai), rekap.jumlah.dinilai],
        nama_predikat=[satu.value for satu in Predikat],
        nama_status=[satu.value for satu in STATUS],
        periode_lalu=sebut_periode(rekap.tahun, rekap.periode_lalu),
    )


def tulis_laporan(rekap: Rekap, tujuan: Path, berkas: str) -> None:
    """Write the report to `tujuan`, whole or not at all. Raises as `tulis_buku` does."""
    isi = laporan_html(rekap, berkas)
    with berkas_utuh(tujuan, "Laporan") as sementara:
        sementara.write_bytes(isi.encode("utf-8", "replace"))
