"""The log of a fault: what helps to mend it, and nothing that is secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.cli.galat import catat_galat

if TYPE_CHECKING:
    from pathlib import Path


def test_kata_sandi_dan_nip_tidak_masuk_catatan(tmp_path: Path) -> None:
    argumen = [
        "impor",
        "--sandi",
        "kucing",
        "--sandi=anjing",
        "198501012010011001.xlsx",
        "--buku",
        str(tmp_path),
    ]
    berkas = catat_galat(ValueError("x"), argumen)
    assert berkas is not None
    teks = berkas.read_text("utf-8")
    assert "skpbook impor --sandi <rahasia> --sandi=<rahasia> <nomor>.xlsx --buku" in teks
    assert "kucing" not in teks
    assert "anjing" not in teks
