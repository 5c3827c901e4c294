"""LibreOffice, where it is installed: our own workbooks into PDF, many in one call.

Only workbooks this program has written itself go in: what people send may hold macros and links.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from skpbook.domain.galat import TidakBisa

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SEKALI = 25
"""Workbooks in one call; LibreOffice takes longer to start than to print one."""

DETIK_MULAI = 90
DETIK_SATU = 20
"""Seconds a call may take: to start, and for each workbook."""

# never recalculate, never a macro, never a link: what stands in the workbook is what is printed
_ATURAN = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>1</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse">
<value>false</value></prop></item>
</oor:items>
"""


def cari() -> Path | None:
    """The program, on the search path or where installers put it; None where there is none."""
    for nama in ("soffice", "libreoffice"):
        if (ada := shutil.which(nama)) is not None:
            return Path(ada)
    return next((satu for satu in _tempat_biasa() if satu.is_file()), None)


def _tempat_biasa() -> Iterator[Path]:
    if sys.platform == "win32":
        for variabel in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)", "LOCALAPPDATA"):
            if dasar := os.environ.get(variabel):
                yield Path(dasar) / "LibreOffice" / "program" / "soffice.exe"
    elif sys.platform == "darwin":
        for folder in (Path("/Applications"), Path.home() / "Applications"):
            yield folder / "LibreOffice.app" / "Contents" / "MacOS" / "soffice"
    else:
        yield from sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)
        yield Path("/usr/lib/libreoffice/program/soffice")
        yield Path("/usr/lib64/libreoffice/program/soffice")
        yield Path("/snap/bin/libreoffice")


def perlu() -> Path:
    """The program. Raises `TidakBisa` with what to do where there is none."""
    ada = cari()
    if ada is None:
        raise TidakBisa(
            "PDF dibuat dengan LibreOffice, yang tidak ditemukan di komputer ini; pasang LibreOffice (gratis, "
            "libreoffice.org), atau jalankan tanpa PDF dan cetak buku kerjanya dari Excel."
        )
    return ada


def jadikan_pdf(program: Path, berkas: Sequence[Path]) -> Mapping[Path, Path]:
    """A PDF beside each workbook, as far as LibreOffice makes one; workbook -> PDF.

    The workbooks lie in one folder. What fails together with others is tried once more alone; what takes too
    long is ended.
    """
    hasil: dict[Path, Path] = {}
    for i in range(0, len(berkas), SEKALI):
        potong = berkas[i : i + SEKALI]
        _panggil(program, potong)
        gagal = [satu for satu in potong if not satu.with_suffix(".pdf").is_file()]
        for satu in gagal if len(potong) > 1 else ():
            _panggil(program, [satu])
        hasil |= {satu: satu.with_suffix(".pdf") for satu in potong if satu.with_suffix(".pdf").is_file()}
    return hasil


def _panggil(program: Path, berkas: Sequence[Path]) -> None:
    """One call, in a profile of its own, so that an open LibreOffice neither helps nor hinders."""
    with tempfile.TemporaryDirectory(prefix="skpbook-lo-", ignore_cleanup_errors=True) as nama:
        profil = Path(nama)
        (profil / "user").mkdir()
        (profil / "user" / "registrymodifications.xcu").write_text(_ATURAN, encoding="utf-8")
        perintah = [
            str(program),
            f"-env:UserInstallation={profil.as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--nologo",
            "--convert-to",
            "pdf",
            *(satu.name for satu in berkas),
        ]
        try:
            jalan = subprocess.Popen(  # noqa: S603 - a program found on this machine, our own files
                perintah,
                cwd=berkas[0].parent,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as galat:
            raise TidakBisa(
                f"LibreOffice di {program} tidak dapat dijalankan; pasang ulang LibreOffice."
            ) from galat
        try:
            jalan.wait(DETIK_MULAI + DETIK_SATU * len(berkas))
        except subprocess.TimeoutExpired:
            _hentikan(jalan)


def _hentikan(jalan: subprocess.Popen[bytes]) -> None:
    """End LibreOffice with the process it starts for itself."""
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            subprocess.run(  # noqa: S603
                ["taskkill", "/F", "/T", "/PID", str(jalan.pid)],  # noqa: S607
                check=False,
                capture_output=True,
            )
        else:
            os.killpg(jalan.pid, signal.SIGKILL)
    jalan.wait()
