"""Real templates filled in: both fillers are equal, and equal to what LibreOffice computes."""

from __future__ import annotations

import shutil
import subprocess
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

import msgspec
import pytest
from openpyxl import load_workbook

from skpbook.contoh.instansi import Instansi, muat_contoh
from skpbook.contoh.isi import isi
from skpbook.contoh.isi_cepat import isi_cepat
from skpbook.contoh.mengisi import Kiriman, Pegawainya, Templat
from skpbook.contoh.tahap import TAHAP
from skpbook.contoh.xlsx import Xlsx
from skpbook.domain.mph import Mph
from skpbook.forms.catalog import Katalog, muat_katalog
from skpbook.forms.grid import buka_kisi
from skpbook.forms.read import baca_buku
from skpbook.forms.write import Pesanan, tulis_buku

if TYPE_CHECKING:
    from pathlib import Path

    from skpbook.domain.dokumen import Isi

KUNCI = b"k" * 32
KAPUS, SITI, CLARISSA = "198008232008042015", "198203032006042020", "199401082019022021"
PILIH = [
    ("skp", "196808171994031004"),
    ("skp", KAPUS),
    ("skp", "197205211998032007"),
    ("skp", CLARISSA),
    ("mph", "197403191999032005"),
    ("evaluasi", "196808171994031004"),
    ("evaluasi", KAPUS),
    ("evaluasi", "198506272010121010"),
    ("evaluasi", SITI),
    ("perjanjian", "PKM"),
]
_SELALU_HITUNG = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


@pytest.fixture(scope="module")
def instansi() -> Instansi:
    return muat_contoh()


def tahu(isi_penuh: Isi) -> Isi:
    """What a first template knows: identities, and a matrix's columns and people."""
    if isinstance(isi_penuh, Mph):
        return msgspec.structs.replace(
            isi_penuh,
            kolom=tuple(msgspec.structs.replace(satu, metode=None) for satu in isi_penuh.kolom),
            anggota=tuple(msgspec.structs.replace(satu, peran=()) for satu in isi_penuh.anggota),
        )
    medan = {"instansi", "periode_penilaian", "pegawai", "penilai"} & set(isi_penuh.__struct_fields__)
    return type(isi_penuh)(**{nama: getattr(isi_penuh, nama) for nama in medan})


def kiriman(katalog: Katalog, instansi: Instansi, tahap: str, siapa: str) -> tuple[Kiriman, dict[str, Isi]]:
    """A template made here, and what its owner types; the papers by kind."""
    semua = TAHAP[tahap](instansi, siapa)
    penuh = {str(satu.__struct_config__.tag): satu for satu in semua}
    orang = None if tahap == "perjanjian" else instansi.orang[siapa].pegawai
    paket = katalog.paket_untuk(
        tahap,
        orang.keluarga.value if orang else None,
        orang.pendekatan.value if orang else None,
        tugas_belajar=bool(orang and orang.tugas_belajar),
    )
    awal = {jenis: tahu(satu) for jenis, satu in penuh.items()}
    data = tulis_buku(
        katalog,
        Pesanan(
            paket=paket,
            isi={kode: awal[katalog.definisi[kode].dokumen] for kode in paket.lembar},
            nip=orang.nip if orang else None,
            unit=orang.unit if orang else siapa,
            periode=("TRIWULAN I", "TRIWULAN II"),
            dibuat=datetime(2026, 1, 5),
            kunci=KUNCI,
        ),
    )
    templat = Templat(nama="templat.xlsx", data=data, tahu=awal)
    satu, *_ = Pegawainya(katalog, instansi, ()).kirim(tahap, siapa, templat, lambda _siapa: templat)
    return satu, penuh


def sel_buku(data: bytes, *, hasil: bool) -> dict[tuple[str, str], object]:
    buku = load_workbook(BytesIO(data), data_only=hasil)
    return {
        (lembar.title, sel.coordinate): sel.value
        for lembar in buku
        for baris in lembar.iter_rows()
        for sel in baris
        if sel.value not in (None, "")
    }


@pytest.mark.parametrize(("tahap", "siapa"), PILIH)
def test_kedua_pengisi_sama(instansi: Instansi, tahap: str, siapa: str) -> None:
    satu, _ = kiriman(muat_katalog(), instansi, tahap, siapa)
    assert satu.ketikan is not None
    pelan, cepat = isi(satu.templat, satu.ketikan), isi_cepat(satu.templat, satu.ketikan)
    assert sel_buku(pelan, hasil=True) == sel_buku(cepat, hasil=True)
    assert sel_buku(pelan, hasil=False) == sel_buku(cepat, hasil=False)


@pytest.mark.parametrize(("tahap", "siapa"), PILIH)
def test_terbaca_kembali_sama(instansi: Instansi, tahap: str, siapa: str) -> None:
    """What was to be typed is what is read, sheet by sheet."""
    katalog = muat_katalog()
    satu, penuh = kiriman(katalog, instansi, tahap, siapa)
    baca = baca_buku(buka_kisi(satu.data(cepat=True)), katalog, KUNCI)
    assert baca.lembar
    for lembar in baca.lembar:
        assert lembar.isi == penuh[katalog.definisi[lembar.formulir].dokumen]


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
def test_rumus_sama_dengan_hitungan_libreoffice(instansi: Instansi, tmp_path: Path) -> None:
    """The values left in formula cells are those a spreadsheet program computes from the typed cells."""
    for nomor, (tahap, siapa) in enumerate(PILIH):
        satu, _ = kiriman(muat_katalog(), instansi, tahap, siapa)
        (tmp_path / f"buku{nomor}.xlsx").write_bytes(satu.data(cepat=True))
    profil = tmp_path / "profil" / "user"
    profil.mkdir(parents=True)
    (profil / "registrymodifications.xcu").write_text(_SELALU_HITUNG, encoding="utf-8")
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(tmp_path / "hitung"),
            *(str(satu) for satu in sorted(tmp_path.glob("buku*.xlsx"))),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    dibandingkan = 0
    for berkas in sorted(tmp_path.glob("buku*.xlsx")):
        kita = Xlsx(berkas.read_bytes())
        mereka = sel_buku((tmp_path / "hitung" / berkas.name).read_bytes(), hasil=True)
        for lembar in kita.lembar():
            for sel, (_, nilai) in kita.rumus(lembar).items():
                dibandingkan += 1
                assert (nilai or None) == (mereka.get((lembar, sel)) or None), (berkas.name, lembar, sel)
    assert dibandingkan > 200
