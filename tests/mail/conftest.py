"""Books that mail through a server of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.mail.server import Pos

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def pos(tmp_path: Path) -> Iterator[Callable[..., Pos]]:
    """Start a server (starttls unless told otherwise)."""
    hidup: list[Pos] = []

    def mulai(cara: str = "starttls", **lain: object) -> Pos:
        satu = Pos(tmp_path, cara, **lain)  # type: ignore[arg-type]
        satu.kendali.start()
        hidup.append(satu)
        return satu

    yield mulai
    for satu in hidup:
        satu.henti()
