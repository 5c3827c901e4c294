"""Why a file is turned away: a rule's code and the sentence a person reads."""

from __future__ import annotations


class Ditolak(Exception):
    """A file that cannot be read. `kode` is its rule (B001-B004, B008); the texts go into the finding."""

    def __init__(
        self,
        kode: str,
        pesan: str,
        *,
        ditemukan: str | None = None,
        seharusnya: str | None = None,
        saran: str | None = None,
    ) -> None:
        super().__init__(pesan)
        self.kode = kode
        self.pesan = pesan
        self.ditemukan = ditemukan
        self.seharusnya = seharusnya
        self.saran = saran

    def __reduce__(self) -> tuple[object, ...]:
        """Worker processes hand it back; keyword arguments are not in `args`."""
        return (_bangun, (self.kode, self.pesan, self.ditemukan, self.seharusnya, self.saran))


def _bangun(
    kode: str, pesan: str, ditemukan: str | None, seharusnya: str | None, saran: str | None
) -> Ditolak:
    return Ditolak(kode, pesan, ditemukan=ditemukan, seharusnya=seharusnya, saran=saran)


def rusak(sebab: str) -> Ditolak:
    """B003: damaged or cut off."""
    return Ditolak(
        "B003",
        f"Berkas rusak atau terpotong: {sebab}.",
        seharusnya="berkas utuh yang dapat dibuka di Excel",
        saran="Minta pengirim membuka berkas aslinya di Excel, menyimpannya lagi, lalu mengirim ulang.",
    )


def lewat_batas(nama: str, ditemukan: str, batas: str, saran: str | None = None) -> Ditolak:
    """B004: over a safety limit, which is named with the value found."""
    return Ditolak(
        "B004",
        f"Berkas melewati batas keamanan {nama}: ditemukan {ditemukan}, batasnya {batas}.",
        ditemukan=ditemukan,
        seharusnya=f"paling banyak {batas}",
        saran=saran
        or "Salin isi formulir ke templat yang dikirim, simpan, lalu kirim ulang; "
        "batas dapat diubah di skpbook.toml.",
    )
