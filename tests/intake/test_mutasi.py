"""Bent files of every kind: each comes out with a document or with sentences, and nothing is raised.

The long hunt is `python -m tests.intake.fuzz`.
"""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from skpbook.intake.batas import Batas
from skpbook.intake.pekerja import Bekal, Tugas, kerjakan_semua
from skpbook.ledger.catatan import baca_temuan
from tests.intake.formulir import KUNCI
from tests.intake.mutasi import bengkok, benih


def baca(nama: str, data: bytes) -> list:
    """What became of a sending and of everything in it."""
    with tempfile.TemporaryDirectory() as folder:
        jalur = Path(folder) / "berkas"
        jalur.write_bytes(data)
        bekal = Bekal(formulir=None, kunci=KUNCI, batas=Batas(), tahun=2026, arsip=folder)
        return list(kerjakan_semua([Tugas(nama=nama, jalur=str(jalur))], bekal, 0))


@pytest.mark.parametrize("nama", sorted(benih()))
def test_benihnya_sendiri_terbaca(nama):
    """The honest files are of use only while they are read."""
    kode = {
        t.kode for satu in baca(nama, benih()[nama]) if satu.catatan for t in baca_temuan(satu.catatan.temuan)
    }
    assert kode <= {"B008", "B018", "B019", "B015", "B009"}


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(bengkok())
def test_berkas_bengkok_tidak_pernah_melempar(berkas):
    nama, data = berkas
    semua = baca(nama, data)
    assert semua
    for satu in semua:
        assert satu.nama == nama or satu.nama.startswith(f"{nama}/")
        assert "\n" not in satu.nama
        if satu.catatan is None:
            assert (satu.tolak or satu.lewati).pesan.endswith(".")
            continue
        temuan = baca_temuan(satu.catatan.temuan)
        assert satu.catatan.dokumen or temuan
        assert all(t.pesan.endswith(".") and t.berkas == satu.nama for t in temuan)
