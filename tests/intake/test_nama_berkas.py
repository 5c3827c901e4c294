"""File names nobody chose: bytes that are no UTF-8, folders that cannot be listed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from skpbook.domain.galat import TidakBisa
from skpbook.intake import find
from skpbook.intake.find import cari_berkas, nama_terbaca


def test_nama_bukan_utf8_terbaca() -> None:
    nama = os.fsdecode(b"SKP_D\xe9di.xlsx")
    assert nama_terbaca(nama) == "SKP_D\\xe9di.xlsx"
    nama_terbaca(nama).encode("utf-8")
    assert nama_terbaca("SKP_Dédi.xlsx") == "SKP_Dédi.xlsx"


@pytest.mark.parametrize("nama", [b"SKP_D\xe9di.xlsx"])
def test_berkas_bernama_aneh_ikut_terhitung(tmp_path: Path, nama: bytes) -> None:
    try:
        Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), nama))).write_bytes(b"x")
    except OSError:
        assert sys.platform in {"win32", "darwin"}
        return
    (satu,) = cari_berkas((), tmp_path)
    assert satu.nama == "SKP_D\\xe9di.xlsx"
    assert satu.jalur.read_bytes() == b"x"


def test_folder_tak_terbaca_tidak_dianggap_kosong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asli = os.scandir

    def tolak(folder: str) -> object:
        if str(folder).endswith("rahasia"):
            raise PermissionError(13, "Permission denied", str(folder))
        return asli(folder)

    (tmp_path / "rahasia").mkdir()
    (tmp_path / "ada.xlsx").write_bytes(b"x")
    monkeypatch.setattr(find.os, "scandir", tolak)
    with pytest.raises(TidakBisa, match="rahasia tidak dapat dibaca"):
        cari_berkas((), tmp_path)
