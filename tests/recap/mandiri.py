"""The recap's figures once more, in plain Python from the documents: no pandas, no code of the recap."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.mph import Mph
from skpbook.domain.skp import Skp

from .instansi import KUADRAN

if TYPE_CHECKING:
    from skpbook.checks.konteks import Konteks

PREDIKAT = ("Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang")


class Orang:
    """One pegawai as the documents tell of him."""

    def __init__(self, konteks: Konteks, nip: str, periode: str | None) -> None:
        self.pegawai = next(p for p in konteks.daftar.pegawai if p.nip == nip)
        milik = [d for d in konteks.dokumen if d.nip == nip]
        self.skp = any(isinstance(d.isi, Skp) for d in milik)
        self.mph = any(isinstance(d.isi, Mph) for d in milik)
        nilai = [d for d in milik if isinstance(d.isi, Evaluasi) and d.periode == periode]
        self.banyak_evaluasi = len(nilai)
        terakhir: Any = sorted(nilai, key=lambda d: d.disimpan or "")[-1].isi if nilai else None
        self.hasil = terakhir.rating_hasil if terakhir else None
        self.perilaku = terakhir.rating_perilaku if terakhir else None
        self.tertulis = terakhir.predikat if terakhir else None
        self.kuadran = KUADRAN.get((self.hasil, self.perilaku))
        self.atasan = any(p.atasan == nip for p in konteks.daftar.pegawai)

    @property
    def dikecualikan(self) -> bool:
        """Only "pensiun …" is planted as a reason not to count."""
        return (self.pegawai.status or "").startswith("pensiun")

    @property
    def predikat(self) -> str | None:
        """The predikat that counts."""
        return None if self.dikecualikan else self.kuadran

    @property
    def status(self) -> str:
        """The status class."""
        if self.dikecualikan:
            return "Dikecualikan"
        if self.kuadran:
            return "Dinilai"
        if not self.skp:
            return "Belum ada SKP"
        return "Belum dinilai" if self.banyak_evaluasi else "Belum ada evaluasi"

    @property
    def kurang(self) -> tuple[bool, bool, bool]:
        """Whether SKP, MPH, evaluasi are still owed."""
        if self.dikecualikan:
            return (False, False, False)
        return (not self.skp, self.atasan and not self.mph, not self.banyak_evaluasi)


def semua(konteks: Konteks, periode: str | None) -> list[Orang]:
    """Everybody once, in the order of the roster."""
    return [Orang(konteks, nip, periode) for nip in dict.fromkeys(p.nip for p in konteks.daftar.pegawai)]


def hitungan(orang: list[Orang]) -> dict[str, int]:
    """Counts by predikat, and "belum", "dikecualikan", "jumlah"."""
    predikat = Counter(o.predikat for o in orang if o.predikat)
    return {satu: predikat[satu] for satu in PREDIKAT} | {
        "belum": sum(o.status.startswith("Belum") for o in orang),
        "dikecualikan": sum(o.dikecualikan for o in orang),
        "jumlah": len(orang),
    }


def per_unit(orang: list[Orang]) -> dict[str, list[Orang]]:
    """Unit code -> its people."""
    peta: dict[str, list[Orang]] = defaultdict(list)
    for satu in orang:
        peta[satu.pegawai.unit].append(satu)
    return peta
