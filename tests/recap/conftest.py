"""A recap of an invented instansi, written once for all the tests that only read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from skpbook.recap.tulis import RingkasanRekap, tulis_rekap

from .instansi import DIBUAT, Instansi, bangun

if TYPE_CHECKING:
    from pathlib import Path


class Tertulis:
    """What was asked for, the file, and what the writer said of it."""

    def __init__(self, instansi: Instansi, folder: Path) -> None:
        self.instansi = instansi
        self.berkas = folder / "rekap.xlsx"
        self.ringkasan: RingkasanRekap = tulis_rekap(
            instansi.konteks, instansi.temuan, self.berkas, periode=None, dibuat=DIBUAT
        )


@pytest.fixture(scope="session", params=["permen-6-2022", "se-3-2023"])
def tertulis(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Tertulis:
    """A recap of 143 people under each rule set."""
    return Tertulis(bangun(143, benih=7, aturan=request.param), tmp_path_factory.mktemp("rekap"))
