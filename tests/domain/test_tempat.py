"""The source map of a roster says the same as the plain one, whatever stands where."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from skpbook.domain.tempat import PetaBerbaris, Tempat

JALUR = st.builds(
    "{}[{}]{}".format,
    st.sampled_from(["pegawai", "unit"]),
    st.integers(0, 4),
    st.sampled_from(["", ".nip", ".nama"]),
) | st.sampled_from(["judul", "pegawai", "pegawai[01].nip", "pegawai[0].iki[1].target"])
TEMPAT = st.builds(
    Tempat, st.sampled_from(["Pegawai", "Unit"]), st.sampled_from(["A2", "B2", "B3", "B4", "C"])
)


@given(st.dictionaries(JALUR, TEMPAT))
def test_same_cells(peta: dict[str, Tempat]) -> None:
    rapat = PetaBerbaris(peta)
    assert dict(rapat) == peta
    assert len(rapat) == len(peta)
    for jalur in ("judul", "pegawai[0].nip", "pegawai[4].nama", "pegawai[00].nip", "unit[9]"):
        assert rapat.get(jalur) == peta.get(jalur)
    assert dict(pickle.loads(pickle.dumps(rapat))) == peta


def test_rows_are_not_kept_cell_by_cell() -> None:
    medan = ("", ".nip", ".nama", ".unit")
    peta = {
        f"pegawai[{i}]{satu}": Tempat("Pegawai", f"{'AABC'[k]}{i + 5}")
        for i in range(1000)
        for k, satu in enumerate(medan)
    }
    rapat = PetaBerbaris(peta)
    assert rapat == peta
    assert len(pickle.dumps(rapat)) < len(pickle.dumps(peta)) / 5
