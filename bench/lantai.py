"""Raw floors: the least any program must do for the same files. Each is run as a process of its own.

python -m bench.lantai baca FOLDER       bare python-calamine reads every sheet of every workbook
python -m bench.lantai formulir FOLDER   the same, of the sheets that the import reads: forms and stamp
python -m bench.lantai pandas FOLDER     pandas.read_excel(engine="calamine") reads those sheets
python -m bench.lantai tulis FOLDER KE   the same bytes written to new files
python -m bench.lantai ledger BERKAS     every current document decoded from the ledger
python -m bench.lantai rekap BERKAS KE   bare XlsxWriter writes the same cells as the recap holds
"""

from __future__ import annotations

import sys
from pathlib import Path


def baca(folder: Path, *, semua: bool = True) -> None:
    """Every sheet of every .xlsx below a folder, values only; or only those that the import reads."""
    import python_calamine

    for berkas in sorted(folder.rglob("*.xlsx")):
        try:
            buku = python_calamine.CalamineWorkbook.from_path(str(berkas))
        except Exception as galat:
            print(f"{berkas.name}: {type(galat).__name__}", file=sys.stderr)
            continue
        for nama in buku.sheet_names:
            if semua or _dibaca(nama):
                buku.get_sheet_by_name(nama).to_python(skip_empty_area=False)


def formulir(folder: Path) -> None:
    """The sheets that the import reads."""
    baca(folder, semua=False)


def pandas(folder: Path) -> None:
    """The same sheets as data frames."""
    import pandas as pd

    for berkas in sorted(folder.rglob("*.xlsx")):
        with pd.ExcelFile(berkas, engine="calamine") as buku:
            nama = [str(satu) for satu in buku.sheet_names if _dibaca(str(satu))]
            pd.read_excel(buku, sheet_name=nama, header=None)


def _dibaca(nama: str) -> bool:
    return nama != "Petunjuk" and (not nama.startswith("_") or nama == "_skpbook")


def tulis(folder: Path, ke: Path) -> None:
    """Copy bytes to new files in a new folder."""
    ke.mkdir(parents=True)
    for nomor, berkas in enumerate(sorted(folder.rglob("*.xlsx"))):
        (ke / f"{nomor}.xlsx").write_bytes(berkas.read_bytes())


def ledger(berkas: Path) -> None:
    """Read and decode what the checks start from."""
    from skpbook.ledger.buku_besar import BukuBesar

    buku = BukuBesar.buka(f"sqlite:///{berkas.as_posix()}")
    for _ in buku.dokumen_berlaku():
        pass
    buku.tutup()


def rekap(berkas: Path, ke: Path) -> None:
    """The recap's own values, written cell by cell without any of its formats, formulas or charts."""
    import python_calamine
    import xlsxwriter

    asal = python_calamine.CalamineWorkbook.from_path(str(berkas))
    buku = xlsxwriter.Workbook(str(ke), {"strings_to_formulas": False, "strings_to_urls": False})
    for nama in asal.sheet_names:
        lembar = buku.add_worksheet(nama)
        for baris, isi in enumerate(asal.get_sheet_by_name(nama).to_python(skip_empty_area=False)):
            for kolom, nilai in enumerate(isi):
                if nilai != "":
                    lembar.write(baris, kolom, nilai)
    buku.close()


def utama(argumen: list[str]) -> None:
    """Dispatch."""
    jalur = [Path(satu) for satu in argumen[1:]]
    {"baca": baca, "formulir": formulir, "pandas": pandas, "tulis": tulis, "ledger": ledger, "rekap": rekap}[
        argumen[0]
    ](*jalur)


if __name__ == "__main__":
    utama(sys.argv[1:])
