"""Progress is for a person at a terminal and for nobody else."""

import io
import sys

import pytest

from skpbook.cli.kemajuan import Kemajuan


class Layar(io.StringIO):
    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@pytest.mark.parametrize(("terminal", "diam"), [(False, False), (True, True), (False, True)])
def test_tanpa_terminal_atau_diam_tidak_menulis(monkeypatch, terminal, diam):
    layar = Layar(terminal)
    monkeypatch.setattr(sys, "stderr", layar)
    with Kemajuan("berkas", diam=diam) as maju:
        maju(1, 2)
        maju(2, 2)
        maju.langkah("Langkah")
    assert layar.getvalue() == ""


def test_di_terminal_satu_baris_yang_dihapus_lagi(monkeypatch):
    layar = Layar(True)
    monkeypatch.setattr(sys, "stderr", layar)
    jam = iter([0.0, 1.0, 1.01, 2.0, 4.0])
    monkeypatch.setattr("skpbook.cli.kemajuan.time.monotonic", lambda: next(jam))
    with pytest.raises(ValueError), Kemajuan("berkas", diam=False) as maju:  # noqa: PT012
        maju(10, 100)
        maju(11, 100)
        maju(20, 100)
        raise ValueError
    baris = layar.getvalue().split("\r")
    assert baris[1].rstrip() == "berkas 10/100 (10 per detik, sisa 0:09)"
    assert baris[2].rstrip() == "berkas 20/100 (10 per detik, sisa 0:08)"
    assert len(baris) == 5, (
        "the one told 0.01 s later is left out; the line is cleared even when a command fails"
    )
    assert baris[3].strip() == ""
    assert "\n" not in layar.getvalue()
