"""The sample round, run once for all tests of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from skpbook.app.buku import Buku
from skpbook.app.contoh import HasilContoh, contoh, periksa_kedua

if TYPE_CHECKING:
    from pathlib import Path

    from skpbook.domain.temuan import Temuan


class BukuContoh(NamedTuple):
    """The book `contoh` made, what it told, and what a check of the book finds."""

    folder: Path
    hasil: HasilContoh
    temuan: tuple[Temuan, ...]
    langkah: list[str]


@pytest.fixture(scope="session")
def buku_contoh(tmp_path_factory: pytest.TempPathFactory) -> BukuContoh:
    folder = tmp_path_factory.mktemp("contoh") / "buku"
    langkah: list[str] = []
    hasil = contoh(folder, lapor=langkah.append)
    return BukuContoh(folder, hasil, periksa_kedua(Buku(folder)), langkah)
