"""A definition of an instansi's own that cannot be used is refused in a sentence with file, line and key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from skpbook.forms.catalog import DefinisiTidakSah, folder_templat, muat_katalog

if TYPE_CHECKING:
    from pathlib import Path

INGGRIS = re.compile(r"\b(expected|invalid|object|field|line|column|got|value|missing|unknown)\b", re.I)


@pytest.mark.parametrize(
    ("lama", "baru", "harap"),
    [
        ("versi = 1", 'versi = "dua"', ["baris 2", "“versi”", "“dua”", "bilangan bulat"]),
        ("versi = 1", "versi = dua", ["baris 2", "tidak dapat dipahami"]),
        ('jenis = "matriks"', 'jenis = "matrik"', ["bagian[2].jenis", "“matrik” bukan isian yang dikenal"]),
        ('jenis = "nip"', 'jenis = "nipp"', ["baris", "“nipp” bukan isian yang dikenal"]),
        ("kepala_orang =", "kepala_orangg =", ["“bagian[2].kepala_orangg” tidak dikenal"]),
        (
            "tinggi = [18, 18, 18]",
            'tinggi = [18, "a", 18]',
            ["bagian[1].tinggi[1]", "“a” tidak cocok", "angka"],
        ),
        ("kolom = [20, 30]\n", "", ["kunci “kolom” belum ada"]),
        ("wajib = true", 'wajib = "ya"', ["“isian[...].wajib”", "true atau false"]),
        ('k = "B"', 'kk = "B"', ["“bagian[1].baris[0][0].kk” tidak dikenal"]),
    ],
)
def test_definisi_keliru(tmp_path: Path, lama: str, baru: str, harap: list[str]) -> None:
    teks = (folder_templat() / "mph.toml").read_text("utf-8")
    assert lama in teks
    (tmp_path / "mph.toml").write_text(teks.replace(lama, baru, 1), "utf-8")
    with pytest.raises(DefinisiTidakSah) as tangkap:
        muat_katalog(tmp_path)
    kalimat = str(tangkap.value)
    assert kalimat.startswith("Definisi formulir mph.toml")
    for satu in harap:
        assert satu in kalimat, kalimat
    assert not INGGRIS.search(kalimat), kalimat
    if nomor := re.search(r"baris (\d+)", kalimat):
        tertulis = (tmp_path / "mph.toml").read_text("utf-8").splitlines()[int(nomor[1]) - 1]
        assert (
            baru.partition("=")[0].strip() in tertulis or tertulis.endswith("[") or tertulis.startswith("[[")
        ), tertulis


def test_bukan_utf8(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"kode = '\xe9'")
    with pytest.raises(DefinisiTidakSah, match=r"a\.toml baris 1: bukan teks UTF-8"):
        muat_katalog(tmp_path)
