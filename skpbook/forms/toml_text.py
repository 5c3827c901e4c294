"""A TOML file people write, read strictly, and refused in a sentence that names file, line and key."""

from __future__ import annotations

import difflib
import re
import tomllib
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

T = TypeVar("T")

_JENIS = {
    "int": "bilangan bulat",
    "float": "angka",
    "str": "teks dalam tanda kutip",
    "object": "tabel",
    "array": "daftar",
    "bool": "true atau false",
    "null": "kosong",
}
_PEMBANDING = {">=": "paling sedikit", "<=": "paling banyak", ">": "lebih dari", "<": "kurang dari"}
_LANGKAH = re.compile(r"([^.\[\]]+)|\[(\d+|\.\.\.)\]")
_TERPANJANG = 60


class TomlKeliru(Exception):
    """A file cannot be used; the text is one Indonesian sentence."""


def urai_toml(
    data: bytes,
    jenis: type[T],
    nama: str,
    *,
    pilihan: Mapping[str, Sequence[str]] | None = None,
    medan: Callable[[str], Sequence[str]] = lambda _tabel: (),
) -> T:
    """The content of a file as a struct. Raises TomlKeliru.

    `nama` is how messages call the file. `pilihan` are the choices of keys that have some, `medan` the keys
    that a table may have.
    """
    try:
        teks = data.decode("utf-8-sig")
    except UnicodeDecodeError as galat:
        baris = data[: galat.start].count(b"\n") + 1
        raise TomlKeliru(
            f"{nama} baris {baris}: bukan teks UTF-8; simpan ulang berkas dengan pengodean UTF-8."
        ) from galat
    try:
        isi = tomllib.loads(teks)
    except tomllib.TOMLDecodeError as galat:
        raise TomlKeliru(_tulisan(teks, nama, str(galat))) from galat
    try:
        return msgspec.convert(isi, jenis)
    except msgspec.ValidationError as galat:
        raise TomlKeliru(_Isi(teks, nama, isi, pilihan or {}, medan).kalimat(str(galat))) from galat


def _tulisan(teks: str, nama: str, pesan: str) -> str:
    """tomllib's English message as a sentence with the line."""
    temu = re.search(r"at line (\d+)", pesan)
    nomor = int(temu[1]) if temu else teks.count("\n") + 1
    if "overwrite a value" in pesan or ("declare" in pesan and "twice" in pesan):
        return f"{nama} baris {nomor}: kunci atau tabel ditulis dua kali; hapus salah satu."
    baris = teks.splitlines()[nomor - 1].strip() if 0 < nomor <= len(teks.splitlines()) else ""
    return (
        f"{nama} baris {nomor}: penulisan tidak dapat dipahami (“{baris[:_TERPANJANG]}”); "
        "tulis sebagai kunci = nilai, dengan teks di antara tanda kutip."
    )


class _Isi:
    """Turns msgspec's English messages about one file into sentences."""

    def __init__(
        self,
        teks: str,
        nama: str,
        isi: dict[str, Any],
        pilihan: Mapping[str, Sequence[str]],
        medan: Callable[[str], Sequence[str]],
    ) -> None:
        self.teks = teks
        self.nama = nama
        self.isi = isi
        self.pilihan = pilihan
        self.medan = medan

    def kalimat(self, pesan: str) -> str:
        """The sentence of a message."""
        temu = re.search(r" - at `\$\.?(.*)`$", pesan)
        jalur = temu[1] if temu else ""
        if asing := re.match(r"Object contains unknown field `(.+?)`", pesan):
            return self._kunci_asing(jalur, asing[1])
        if kurang := re.match(r"Object missing required field `(.+?)`", pesan):
            di = f"{self._letak(jalur)}: " if jalur else f"{self.nama}: "
            kunci = f"{jalur}.{kurang[1]}" if jalur else kurang[1]
            return f"{di}kunci “{kunci}” belum ada; tambahkan baris {kurang[1]} = …"
        letak = f"{self._letak(jalur)}, kunci “{jalur}”"
        nilai = self._nilai(jalur)
        if jalur in self.pilihan:
            boleh = ", ".join(self.pilihan[jalur])
            return f"{letak}: “{nilai}” bukan pilihan yang dikenal; pilih salah satu dari {boleh}."
        if salah := re.match(r"Invalid (?:enum )?value '(.*?)'", pesan):
            return f"{self._letak(jalur, salah[1])}, kunci “{jalur}”: “{salah[1]}” bukan isian yang dikenal."
        if batas := re.match(r"Expected `(\w+)` (>=|<=|>|<) (\S+)", pesan):
            jenis = _JENIS.get(batas[1], batas[1])
            kata = _PEMBANDING[batas[2]]
            return f"{letak}: nilai {nilai} di luar batas; tulis {jenis} {kata} {batas[3]}."
        if re.match(r"Expected `str` of length >=", pesan):
            return f"{letak}: masih kosong; tulis teksnya di antara tanda kutip."
        harap = re.match(r"Expected `([^`]+)`", pesan)
        jenis = (
            " atau ".join(_JENIS.get(satu.strip(), satu.strip()) for satu in harap[1].split("|"))
            if harap
            else "nilai lain"
        )
        tertulis = f"“{nilai}” tidak cocok" if nilai is not None else "isinya tidak cocok"
        return f"{letak}: {tertulis}; yang diharapkan {jenis}."

    def _kunci_asing(self, jalur: str, kunci: str) -> str:
        penuh = f"{jalur}.{kunci}" if jalur else kunci
        ada = self.medan(jalur)
        dekat = difflib.get_close_matches(kunci, ada, n=1)
        saran = f"; kunci yang ada: {', '.join(ada)}" if ada else "; hapus atau betulkan ejaannya"
        if dekat:
            saran = f"; mungkin maksudnya “{dekat[0]}”"
        return f"{self._letak(penuh)}: kunci “{penuh}” tidak dikenal{saran}."

    def _letak(self, jalur: str, nilai: str | None = None) -> str:
        """File and line of a key; the file alone where a name of a table is not known."""
        if "[...]" not in jalur:
            return f"{self.nama} baris {self._baris(jalur)}"
        kunci = jalur.rpartition(".")[2]
        for nomor, baris in enumerate(self.teks.splitlines(), start=1):
            if nilai is not None and re.match(
                rf"\s*{re.escape(kunci)}\s*=\s*[\"']{re.escape(nilai)}[\"']", baris
            ):
                return f"{self.nama} baris {nomor}"
        return self.nama

    def _nilai(self, jalur: str) -> Any:
        sekarang: Any = self.isi
        for nama, nomor in _LANGKAH.findall(jalur):
            if nomor == "...":
                return None
            try:
                sekarang = sekarang[int(nomor)] if nomor else sekarang[nama]
            except (KeyError, IndexError, TypeError):
                return None
        return None if isinstance(sekarang, dict | list) else sekarang

    def _baris(self, jalur: str) -> int:
        """Line (from 1) where a dotted key is written; of its table, or 1, where it is not found as such."""
        tabel = ""
        terdekat = 1
        urut: dict[str, int] = {}
        for nomor, baris in enumerate(self.teks.splitlines(), start=1):
            if kepala := re.match(r"\s*(\[+)\s*([^\]]+?)\s*\]+\s*(?:#.*)?$", baris):
                tabel = re.sub(r"[\"' ]", "", kepala[2])
                if len(kepala[1]) > 1:
                    urut[tabel] = urut.get(tabel, -1) + 1
                    tabel = f"{tabel}[{urut[tabel]}]"
                if _di_bawah(jalur, tabel):
                    terdekat = nomor
            elif tulis := re.match(r"\s*([\w\"'.\s-]+?)\s*=", baris):
                kunci = re.sub(r"[\"'\s]", "", tulis[1])
                penuh = f"{tabel}.{kunci}" if tabel else kunci
                if _di_bawah(jalur, penuh):
                    return nomor
        return terdekat


def _di_bawah(jalur: str, atas: str) -> bool:
    return jalur == atas or jalur.startswith((f"{atas}.", f"{atas}["))
