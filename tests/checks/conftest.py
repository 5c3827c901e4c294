"""A test that says a rule catches something, or lets something pass, is held to it: the rule itself is watched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
import pytest

from skpbook.checks.registry import ATURAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.checks.konteks import Konteks
    from skpbook.domain.temuan import Temuan

_NAMA = re.compile(r"test_([BISMKEP]\d{3})_(kena|lolos)")


@pytest.fixture(autouse=True)
def aturan_sungguh_dijalankan(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """`test_K401_kena…` must make K401 find something, `test_K401_lolos…` must run it to no finding at least once."""
    temu = _NAMA.match(request.node.name)
    aturan = ATURAN[temu[1]] if temu else None
    if temu is None or aturan is None or aturan.fungsi is None:
        yield
        return
    banyak: list[int] = []
    asli = aturan.fungsi

    def diawasi(konteks: Konteks) -> list[Temuan]:
        hasil = list(asli(konteks))
        banyak.append(len(hasil))
        return hasil

    terdaftar = vars(ATURAN)["_isi"]
    monkeypatch.setitem(terdaftar, temu[1], msgspec.structs.replace(aturan, fungsi=diawasi))
    yield
    assert banyak, f"{temu[1]} tidak dijalankan"
    if temu[2] == "kena":
        assert max(banyak) > 0, f"{temu[1]} tidak menemukan apa pun"
    else:
        assert min(banyak) == 0, f"{temu[1]} selalu menemukan sesuatu"
