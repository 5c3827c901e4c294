"""The collector of cyclic garbage held back while a book is read and checked: a million things that stay, no cycles."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def tanpa_pemulung() -> Iterator[None]:
    """No collection inside the block: each would walk through every document again, a fifth of the whole time."""
    menyala = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if menyala:
            gc.enable()
