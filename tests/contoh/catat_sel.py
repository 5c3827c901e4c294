"""After a form's layout has moved: put the new cells into samples/temuan.toml.

    python tests/contoh/catat_sel.py

Makes the sample book in a temporary folder and compares. Only cells are written, and only when everything
else (rule, person, file, sheet) is found as recorded: a script never records a finding more or less.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

from skpbook.app.buku import Buku
from skpbook.app.contoh import contoh, periksa_kedua
from skpbook.contoh.cacat import Harapan, muat_cacat
from skpbook.contoh.sumber import folder_contoh

Kunci = tuple[str, str | None, str | None, str | None]


def utama() -> int:
    """Run; 0 when the cells stand recorded, 1 when something else differs."""
    with tempfile.TemporaryDirectory() as sementara:
        contoh(Path(sementara) / "buku", lapor=lambda teks: print(teks, file=sys.stderr))
        temuan = periksa_kedua(Buku(Path(sementara) / "buku"))
    ada: dict[Kunci, list[str | None]] = {}
    for satu in temuan:
        berkas = Path(satu.berkas).name if satu.berkas else None
        ada.setdefault((satu.kode, satu.nip, berkas, satu.lembar), []).append(satu.sel)
    harus = Counter(
        (satu.kode or cacat.kode, satu.nip, satu.berkas, satu.lembar)
        for cacat in muat_cacat()
        for satu in cacat.temuan
    )
    beda = harus - Counter({kunci: len(sel) for kunci, sel in ada.items()})
    lebih = Counter({kunci: len(sel) for kunci, sel in ada.items()}) - harus
    for tanda, kumpulan in (("tidak ditemukan", beda), ("tidak tercatat", lebih)):
        for kunci in sorted(kumpulan, key=str):
            print(tanda, *kunci)
    if beda or lebih:
        return 1
    berkas_catatan = folder_contoh() / "temuan.toml"
    teks = berkas_catatan.read_text("utf-8")
    for cacat in muat_cacat():
        for satu in cacat.temuan:
            baru = ada[satu.kode or cacat.kode, satu.nip, satu.berkas, satu.lembar].pop(0)
            if baru != satu.sel:
                teks = _ganti(teks, cacat.kode, satu, baru)
                print(f"{cacat.kode}: {satu.sel} -> {baru}")
    berkas_catatan.write_text(teks, "utf-8")
    return 0


def _ganti(teks: str, kode: str, harapan: Harapan, baru: str | None) -> str:
    """The cell of one expected finding of one fault; entries that name the same file stand in their order."""
    bagian = re.split(r"(?m)^(?=\[\[cacat\]\]$)", teks)
    pola = re.compile(rf'(berkas = "{re.escape(harapan.berkas or "")}"[^{{}}]*?sel = "){harapan.sel}"')
    for nomor, satu in enumerate(bagian):
        if f'kode = "{kode}"\n' in satu:
            bagian[nomor] = pola.sub(rf'\g<1>{baru}"', satu, count=1)
    return "".join(bagian)


if __name__ == "__main__":
    sys.exit(utama())
