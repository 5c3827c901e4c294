"""The stamp: whatever a prefilled text holds, its signature fits once it is read back, and only then."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skpbook.domain.skp import Identitas, Skp
from skpbook.forms.grid import buka_kisi
from skpbook.forms.stamp import baca_cap
from tests.forms_in import dokumen as dk

KODE = "skp-jajf-kuantitatif"


def cap(teks: str) -> bool:
    isi = Skp(instansi=teks, pegawai=Identitas(nama="Budi", jabatan=teks))
    terbaca = baca_cap(buka_kisi(dk.tulis(KODE, isi, bebas=False)), dk.KUNCI)
    assert terbaca is not None
    return terbaca.cap.sah


@pytest.mark.parametrize(
    "teks",
    ["Analis…", "Luas 20 m²", " tepi ", "½ hari", "e\ufb01sien", "a\u00a0b", "Ａ", "baris\n\nlain\n", "isi"],
)
def test_tanda_cap_cocok_sesudah_dibaca(teks: str) -> None:
    assert cap(teks)


@settings(max_examples=10, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=20))
def test_tanda_cap_cocok_untuk_teks_apa_pun(teks: str) -> None:
    assert cap(teks)


def test_kunci_lain_tidak_cocok() -> None:
    terbaca = baca_cap(buka_kisi(dk.tulis(KODE, Skp(instansi="Dinas"), bebas=False)), b"kunci lain")
    assert terbaca is not None
    assert not terbaca.cap.sah
