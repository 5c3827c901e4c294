"""A template saved by another program in another format is the same document."""

import subprocess

import msgspec
import pytest

from skpbook.intake.baca import baca_berkas
from tests.intake.formulir import buku_skp, dunia


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    "akhiran", ["xls", "ods", "xlsx:Calc MS Excel 2007 XML", "xlsm:Calc MS Excel 2007 VBA XML"]
)
def test_disimpan_libreoffice(tmp_path, akhiran):
    asal = tmp_path / "skp.xlsx"
    asal.write_bytes(buku_skp(paket="skp-jpt-kuantitatif"))
    perintah = ["soffice", f"-env:UserInstallation=file://{tmp_path / 'profil'}", "--headless"]
    tujuan = tmp_path / "keluar"
    subprocess.run(
        [*perintah, "--convert-to", akhiran, "--outdir", str(tujuan), str(asal)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    (berkas,) = tujuan.iterdir()
    semula = baca_berkas(asal.read_bytes(), "skp.xlsx", dunia())
    hasil = baca_berkas(berkas.read_bytes(), "skp.xlsx", dunia())
    assert (hasil.status, hasil.temuan) == ("diterima", ())

    def tanpa_asal(hasil):
        return [
            msgspec.structs.replace(
                satu, hash="", disimpan=None, tempat={k: t.sel for k, t in satu.tempat.items()}
            )
            for satu in hasil.dokumen
        ]

    assert tanpa_asal(hasil) == tanpa_asal(semula)
