"""The archive: written whole or not at all, once, under the name of its content."""

import errno
import os
import subprocess
import sys
import time

import pytest

from skpbook.domain.galat import TidakBisa
from skpbook.intake.archive import arsipkan, cari_arsip, letak_arsip, sapu_sementara, sidik


def isi(folder):
    return sorted(satu.relative_to(folder).as_posix() for satu in folder.rglob("*") if satu.is_file())


def test_menurut_isi_dan_sekali(tmp_path):
    data = b"formulir"
    nama = sidik(data)
    tujuan = arsipkan(tmp_path, (data[:3], data[3:]), nama, "SKP Budi.XLSX")
    assert tujuan == tmp_path / nama[:2] / f"{nama}.xlsx"
    assert tujuan.read_bytes() == data
    lama = tujuan.stat().st_mtime_ns
    assert arsipkan(tmp_path, (b"lain",), nama, "nama lain.ods") == tujuan
    assert (tujuan.read_bytes(), tujuan.stat().st_mtime_ns) == (data, lama)
    assert isi(tmp_path) == [f"{nama[:2]}/{nama}.xlsx"]


@pytest.mark.parametrize(
    "nama", ["tanpa akhiran", "x.", "x.../../etc", "x.a b", "x.terlalupanjang", "x.\u202eslx", "..", "."]
)
def test_akhiran_tak_wajar(tmp_path, nama):
    assert letak_arsip(tmp_path, "ab" * 32, nama).name == "ab" * 32 + ".bin"


@pytest.mark.parametrize(
    ("nomor", "kata"),
    [(errno.ENOSPC, "penuh"), (errno.EACCES, "izin"), (errno.EROFS, "izin"), (errno.EIO, "nomor 5")],
)
@pytest.mark.parametrize("patah", ["fsync", "replace"])
def test_gagal_tanpa_sisa(tmp_path, monkeypatch, nomor, kata, patah):
    def gagal(*_):
        raise OSError(nomor, "rusak")

    monkeypatch.setattr(os, patah, gagal)
    with pytest.raises(TidakBisa, match=kata):
        arsipkan(tmp_path, (b"x",), sidik(b"x"), "a.xlsx")
    assert isi(tmp_path) == []


def test_sisa_proses_yang_mati_disapu(tmp_path):
    arsipkan(tmp_path, (b"x",), sidik(b"x"), "a.xlsx")
    sisa = tmp_path / "ab" / ".masuk-123"
    sisa.parent.mkdir()
    sisa.write_bytes(b"setengah")
    assert cari_arsip(tmp_path, "ab" * 32) is None
    kini = sisa.stat().st_mtime
    assert sapu_sementara(tmp_path, kini + 60) == 0, "another import may be writing it right now"
    assert sapu_sementara(tmp_path, kini + 3601) == 1
    assert len(isi(tmp_path)) == 1


def test_sisa_proses_yang_mati_disapu_segera(tmp_path):
    """A killed import leaves no trace in the archive of the next; one at work is left alone."""
    perintah = (
        "import sys, pathlib; from skpbook.intake.archive import arsipkan\n"
        "def isi():\n    yield b'x'\n    print('mulai', flush=True)\n    sys.stdin.read()\n"
        "arsipkan(pathlib.Path(sys.argv[1]), isi(), 'ab' * 32, 'a.xlsx')"
    )
    proses = subprocess.Popen(
        [sys.executable, "-c", perintah, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert proses.stdout.readline() == b"mulai\n"
    assert sapu_sementara(tmp_path, time.time()) == 0
    proses.kill()
    proses.communicate()
    assert len(list(tmp_path.rglob(".masuk-*"))) == 1
    assert sapu_sementara(tmp_path, time.time()) == 1
    assert list(tmp_path.rglob(".masuk-*")) == []
