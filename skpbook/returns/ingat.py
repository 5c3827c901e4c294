"""What was worked out of a part, remembered for the other filled copies of the same template."""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

H = TypeVar("H")
_TERBESAR = 128 * 1024
"""A larger part is worked out anew each time, so that strange files do not fill the memory."""


def ingat(banyak: int) -> Callable[[Callable[..., H]], Callable[..., H]]:
    """Remember what a pure function gives for its last `banyak` arguments, the first of which are bytes."""

    def hias(fungsi: Callable[..., H]) -> Callable[..., H]:
        diingat = lru_cache(maxsize=banyak)(fungsi)

        @wraps(fungsi)
        def panggil(isi: bytes, *lain: object) -> H:
            return fungsi(isi, *lain) if len(isi) > _TERBESAR else diingat(isi, *lain)

        return panggil

    return hias
