"""The nine cells, each by name (hasil kerja first, perilaku kerja second)."""

from __future__ import annotations

import pytest

from skpbook.regulation.kuadran import kuadran, predikat
from skpbook.regulation.label import Predikat, Rating

ATAS, SESUAI, BAWAH = Rating


@pytest.mark.parametrize(
    ("hasil", "perilaku", "seharusnya"),
    [
        pytest.param(ATAS, ATAS, "Sangat Baik", id="hasil-atas-perilaku-atas"),
        pytest.param(ATAS, SESUAI, "Baik", id="hasil-atas-perilaku-sesuai"),
        pytest.param(ATAS, BAWAH, "Kurang", id="hasil-atas-perilaku-bawah"),
        pytest.param(SESUAI, ATAS, "Baik", id="hasil-sesuai-perilaku-atas"),
        pytest.param(SESUAI, SESUAI, "Baik", id="hasil-sesuai-perilaku-sesuai"),
        pytest.param(SESUAI, BAWAH, "Kurang", id="hasil-sesuai-perilaku-bawah"),
        pytest.param(BAWAH, ATAS, "Butuh Perbaikan", id="hasil-bawah-perilaku-atas"),
        pytest.param(BAWAH, SESUAI, "Butuh Perbaikan", id="hasil-bawah-perilaku-sesuai"),
        pytest.param(BAWAH, BAWAH, "Sangat Kurang", id="hasil-bawah-perilaku-bawah"),
    ],
)
def test_sel(hasil: Rating, perilaku: Rating, seharusnya: str) -> None:
    assert predikat(hasil, perilaku) == seharusnya


def test_sumbu_tertukar_mengubah_tepat_empat_sel() -> None:
    berubah = {
        (hasil, perilaku)
        for hasil, perilaku in kuadran()
        if predikat(hasil, perilaku) != predikat(perilaku, hasil)
    }
    assert berubah == {(ATAS, BAWAH), (SESUAI, BAWAH), (BAWAH, SESUAI), (BAWAH, ATAS)}


def test_kelima_predikat_terpakai() -> None:
    assert set(kuadran().values()) == set(Predikat)
