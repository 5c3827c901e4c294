"""What the tests of reading share."""

import pytest

from skpbook.intake.batas import Batas
from skpbook.intake.pekerja import Bekal
from tests.intake.formulir import KUNCI


@pytest.fixture
def bekal(tmp_path):
    """A book to read into, with an empty archive."""
    (tmp_path / "arsip").mkdir()
    return Bekal(formulir=None, kunci=KUNCI, batas=Batas(), tahun=2026, arsip=str(tmp_path / "arsip"))
