"""PDF of the recap and of people's forms: from the ledger, by LibreOffice, with a sentence where there is none."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from skpbook.app import cetak, libreoffice
from skpbook.app.impor import impor
from skpbook.cli import main
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.galat import TidakBisa
from tests.app.test_buat import BUDI, buku
from tests.app.test_pindah import LAMPIRAN, PEGAWAI, SKP, kirim
from tests.forms_out.libreoffice import perlu, teks_halaman, ukuran_halaman

if TYPE_CHECKING:
    from skpbook.app.buku import Buku

__all__ = ["buku"]

TW1 = "2026-TW1"


@pytest.fixture
def berisi(buku: Buku) -> Buku:
    """A book in which Budi has sent an SKP with its lampiran, and an evaluation whose predikat is not the kuadran's."""
    kirim(buku, {"skp-jajf-kuantitatif": SKP, "lampiran-skp": LAMPIRAN}, "skp-jajf-kuantitatif")
    nilai = Evaluasi(
        instansi="Dinas Contoh",
        pegawai=PEGAWAI,
        periode="TRIWULAN I",
        rating_hasil="Sesuai Ekspektasi",
        rating_perilaku="Sesuai Ekspektasi",
        predikat="Kurang",
    )
    kirim(buku, {"evaluasi-jajf-kuantitatif": nilai}, "evaluasi-jajf-kuantitatif", TW1)
    impor(buku)
    return buku


def jalankan(buku: Buku, *argumen: str) -> int:
    return main.utama([*argumen, "--buku", str(buku.akar)])


@pytest.mark.libreoffice
def test_forms_of_people(berisi: Buku, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Our own form with their words; the original is not even readable any more."""
    perlu("soffice", "pdftotext")
    for satu in berisi.arsip.rglob("*"):
        if satu.is_file():
            satu.chmod(0o600)
            satu.write_bytes(b"bukan buku kerja")
    assert jalankan(berisi, "ekspor", "--ke", "pdf", "--unit", "U1", "--json") == 0
    hasil = json.loads(capfdbinary.readouterr().out)
    nama = {Path(satu).name: Path(satu) for satu in hasil["berkas"]}
    assert hasil["gagal"] == []
    assert sorted(nama) == [f"EVALUASI_{BUDI}_Budi_{TW1}.pdf", f"SKP_{BUDI}_Budi.pdf"]
    assert {satu.parent for satu in nama.values()} == {berisi.rekap / "pdf" / "U1"}
    skp = nama[f"SKP_{BUDI}_Budi.pdf"]
    teks = " ".join("".join(teks_halaman(skp)).split())
    for kata in ("SASARAN KINERJA PEGAWAI", "=Layanan cepat", "Panitia hari jadi", "Laptop", "dicetak ulang"):
        assert kata in teks
    assert "Isi sel yang berwarna" not in teks
    assert "#" not in teks
    assert {tuple(sorted(round(x) for x in satu)) for satu in ukuran_halaman(skp)} == {(595, 842)}
    evaluasi = "".join(teks_halaman(nama[f"EVALUASI_{BUDI}_Budi_{TW1}.pdf"]))
    predikat = evaluasi[evaluasi.index("PREDIKAT KINERJA") :].split("\n")
    assert any(baris.strip().casefold() == "kurang" for baris in predikat)


@pytest.mark.libreoffice
def test_the_recap(berisi: Buku, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    perlu("soffice", "pdftotext")
    assert jalankan(berisi, "rekap", "--periode", TW1, "--pdf", "--per-unit", "--json") == 0
    hasil = json.loads(capfdbinary.readouterr().out)
    instansi, *unit = (Path(satu) for satu in hasil["pdf"])
    assert instansi == berisi.rekap / "pdf" / f"REKAP_{TW1}.pdf"
    assert len(unit) == len(hasil["berkas_unit"])
    assert all(satu.is_file() for satu in unit)
    halaman = teks_halaman(instansi)
    assert "REKAPITULASI PREDIKAT KINERJA PEGAWAI" in halaman[0]
    assert "Yang perlu diperhatikan" in halaman[0]
    semua = "".join(halaman)
    for judul in ("KUADRAN KINERJA PEGAWAI", "CAKUPAN KASKADE", "PER UNIT", "KURVA DISTRIBUSI"):
        assert judul in semua
    assert "DAFTAR NOMINATIF" not in semua
    for salah in ("#", "Err:"):
        assert salah not in semua
    dinilai = next(baris.split() for baris in halaman[0].split("\n") if "Sudah dinilai" in baris)
    assert dinilai[-2] == str(hasil["pegawai"] - hasil["belum"] - hasil["dikecualikan"]) == "1"


def test_nothing_to_print(buku: Buku, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cetak, "perlu", lambda: Path("soffice"))
    with pytest.raises(TidakBisa, match="Belum ada formulir"):
        cetak.ekspor_pdf(buku)


@pytest.mark.parametrize("perintah", [("rekap", "--pdf"), ("ekspor", "--ke", "pdf")])
def test_without_libreoffice_a_sentence(
    berisi: Buku,
    perintah: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    """Before anything is written."""
    monkeypatch.setattr(libreoffice, "cari", lambda: None)
    assert jalankan(berisi, *perintah) == 2
    assert "pasang LibreOffice" in capfdbinary.readouterr().err.decode()
    assert not list(berisi.rekap.rglob("*.*"))


def test_unit_is_for_pdf_only(buku: Buku, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert jalankan(buku, "ekspor", "--ke", "csv", "--unit", "U1") == 2
    assert "hanya berlaku untuk --ke pdf" in capfdbinary.readouterr().err.decode()


@pytest.mark.parametrize(
    ("sistem", "variabel", "tempat"),
    [
        ("win32", "ProgramFiles", "LibreOffice/program/soffice.exe"),
        ("win32", "LOCALAPPDATA", "LibreOffice/program/soffice.exe"),
        ("darwin", "HOME", "Applications/LibreOffice.app/Contents/MacOS/soffice"),
    ],
)
def test_found_where_installers_put_it(
    sistem: str, variabel: str, tempat: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice.shutil, "which", lambda _: None)
    monkeypatch.setattr(libreoffice.sys, "platform", sistem)
    for satu in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(satu, str(tmp_path / "kosong"))
    monkeypatch.setenv(variabel, str(tmp_path))
    assert libreoffice.cari() is None
    (tmp_path / tempat).parent.mkdir(parents=True)
    (tmp_path / tempat).write_bytes(b"")
    assert libreoffice.cari() == tmp_path / tempat


def tiruan(folder: Path, isi: str) -> Path:
    """A program in place of LibreOffice that gets the same arguments."""
    satu = folder / "tiruan"
    satu.write_text(
        f"#!{sys.executable}\nimport pathlib, subprocess, sys, time\nb = sys.argv[sys.argv.index('pdf') + 1:]\n{isi}\n"
    )
    satu.chmod(satu.stat().st_mode | stat.S_IXUSR)
    return satu


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands for the program")
def test_what_fails_together_is_tried_alone(tmp_path: Path) -> None:
    kerja = tmp_path / "kerja"
    kerja.mkdir()
    berkas = [kerja / f"{satu}.xlsx" for satu in "abc"]
    program = tiruan(
        tmp_path,
        "for x in b:\n  if x == 'b.xlsx': sys.exit(1)\n  pathlib.Path(x).with_suffix('.pdf').write_text('pdf')",
    )
    assert set(libreoffice.jadikan_pdf(program, berkas)) == {berkas[0], berkas[2]}


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands for the program")
def test_what_hangs_is_ended_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "DETIK_MULAI", 1)
    monkeypatch.setattr(libreoffice, "DETIK_SATU", 0)
    tanda = tmp_path / "hidup"
    anak = f"import time, pathlib; time.sleep(4); pathlib.Path({str(tanda)!r}).write_text('x')"
    program = tiruan(tmp_path, f"subprocess.Popen([sys.executable, '-c', {anak!r}])\ntime.sleep(60)")
    mulai = time.monotonic()
    assert libreoffice.jadikan_pdf(program, [tmp_path / "a.xlsx"]) == {}
    assert time.monotonic() - mulai < 30
    time.sleep(4)
    assert not tanda.exists()


def test_a_program_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(TidakBisa, match="tidak dapat dijalankan"):
        libreoffice.jadikan_pdf(tmp_path / "tiada", [tmp_path / "a.xlsx"])


@pytest.mark.libreoffice
def test_the_real_one_prints_many_in_one_call(tmp_path: Path) -> None:
    """A formula keeps the value that stands beside it, whatever it would come to."""
    perlu("soffice", "pdftotext")
    import xlsxwriter

    berkas = [tmp_path / f"{i}.xlsx" for i in range(3)]
    for i, satu in enumerate(berkas):
        with xlsxwriter.Workbook(str(satu)) as isi:
            isi.add_worksheet().write_formula(0, 0, "=1+1", None, f"tersimpan{i}")
    hasil = libreoffice.jadikan_pdf(libreoffice.perlu(), berkas)
    assert list(hasil) == berkas
    for i, satu in enumerate(berkas):
        teks = subprocess.run(
            ["pdftotext", str(hasil[satu]), "-"], capture_output=True, text=True, check=True
        )
        assert f"tersimpan{i}" in teks.stdout
