"""Text in the shape of the writer's own rich text is text like any other."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from openpyxl import load_workbook

from skpbook.domain.skp import HasilKerja, Skp
from skpbook.forms.catalog import muat_katalog
from skpbook.forms.write import Pesanan, tulis_buku

KODE = "skp-jajf-kuantitatif"


@pytest.mark.parametrize("teks", ["<r><t>x</t></r>", "<r></r>", "<r><bukan xml", "a\ud800b", "x\ufffey"])
def test_bukan_markah(teks: str) -> None:
    """The file opens, and the cell shows what was typed (unholdable characters as U+FFFD)."""
    katalog = muat_katalog()
    pesanan = Pesanan(
        paket=katalog.paket_untuk("skp", "JA/JF", "kuantitatif"),
        isi={KODE: Skp(utama=(HasilKerja(rencana=teks),))},
        rhk=(teks,),
        dibuat=datetime(2026, 1, 2),
        kunci=b"k" * 32,
    )
    buku = load_workbook(io.BytesIO(tulis_buku(katalog, pesanan)))
    nilai = [str(sel.value) for baris in buku["SKP"].iter_rows() for sel in baris if sel.value]
    harap = teks.replace("\ud800", "\ufffd").replace("\ufffe", "\ufffd")
    assert harap in [satu.rstrip(" ") for satu in nilai]
