"""A file made ready for the ledger: rows as bytes, prepared in a worker and cheap to ship."""

from __future__ import annotations

import hashlib
import zlib
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from skpbook.domain.dokumen import Cap, Dokumen, Isi, TandaSel
from skpbook.domain.ekinerja import LembarEkinerja
from skpbook.domain.evaluasi import DokumenEvaluasi, Evaluasi
from skpbook.domain.skp import Skp, rangkap
from skpbook.domain.strategi import PerjanjianKinerja
from skpbook.domain.teks import normal
from skpbook.domain.tempat import Tempat
from skpbook.domain.temuan import Temuan

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

DITERIMA = "diterima"
"""The status of a file whose documents count."""

TANPA_TEMUAN = b"[]"
"""What is stored for a file in which reading found nothing."""

JENIS_EVALUASI = "evaluasi"
JENIS_BERKALA = (JENIS_EVALUASI, "dokumen-evaluasi")
"""Kinds of document (struct tags) of which a pegawai has one every period."""

_INGAT = 64 * 1024
_tulis = msgspec.json.Encoder()


@cache
def _pembaca(jenis: Any) -> msgspec.json.Decoder[Any]:
    """A decoder is made when it is first used: that of a document takes longer than reading a hundred of them."""
    return msgspec.json.Decoder(jenis)


class CatatanDokumen(Struct, frozen=True, kw_only=True):
    """One row of `dokumen`; `peta` is the source map it points to by `peta_hash`."""

    lembar: str
    formulir: str
    versi: int
    jenis: str
    keluarga: str | None
    pendekatan: str | None
    nip: str | None
    unit: str | None
    periode: str | None
    kunci: str | None
    kunci_tanpa_periode: str | None
    isi: bytes
    sidik_isi: str
    tanda: bytes | None
    peta_hash: str
    peta: bytes


class CatatanBerkas(Struct, frozen=True, kw_only=True):
    """One row of `berkas` with its documents. `status` is diterima, ditolak or belum-diisi.

    `keadaan_baca`: see `skema.berkas`.
    """

    hash: str
    nama: str
    ukuran: int
    wadah: str
    status: str
    formulir: str | None = None
    versi: int | None = None
    nip: str | None = None
    periode: str | None = None
    disimpan: str | None = None
    cap: bytes | None = None
    temuan: bytes = TANPA_TEMUAN
    keadaan_baca: str | None = None
    dokumen: tuple[CatatanDokumen, ...] = ()
    ekinerja: tuple[LembarEkinerja, ...] = ()


def catatan_berkas(  # noqa: PLR0913 - one keyword for each column of a file
    *,
    hash_isi: str,
    nama: str,
    ukuran: int,
    wadah: str,
    status: str,
    disimpan: str | None,
    dokumen: Sequence[Dokumen],
    temuan: Sequence[Temuan],
    sengketa: Collection[int] = (),
    ekinerja: Sequence[LembarEkinerja] = (),
) -> CatatanBerkas:
    """Make the rows of one file. Its form, NIP and period are those of its first document, without any those
    of its first e-Kinerja sheet.

    Documents numbered in `sengketa` get no kunci: they take nobody's place. Those of a file that is not
    diterima are not kept.
    """
    utama = dokumen[0] if dokumen else None
    cap = utama.cap if utama else None
    dicatat = dokumen if status == DITERIMA else ()
    kunci = _kunci_dalam_berkas(dicatat, sengketa)
    return CatatanBerkas(
        hash=hash_isi,
        nama=_tersimpan(nama),
        ukuran=ukuran,
        wadah=wadah,
        status=status,
        formulir=utama.formulir if utama else next((satu.jenis.value for satu in ekinerja), None),
        versi=utama.versi if utama else None,
        nip=utama.nip if utama else None,
        periode=utama.periode if utama else next((satu.periode for satu in ekinerja), None),
        disimpan=disimpan,
        cap=_tulis.encode(cap) if cap else None,
        temuan=_tulis.encode(temuan),
        dokumen=tuple(_catatan_dokumen(satu, milik) for satu, milik in zip(dicatat, kunci, strict=True)),
        ekinerja=tuple(ekinerja),
    )


def kunci_dokumen(dokumen: Dokumen) -> str | None:
    """What a sheet is: kind, whose, which period. None when it does not say whose it is.

    A perjanjian kinerja belongs to a unit and a year, everything else to a NIP (of an MPH: its leader's).
    An SKP or evaluation as Plt/Plh stands beside that of the pegawai's own jabatan, whatever their periods.
    """
    return _kunci(dokumen, dokumen.periode or "")


def jenis_isi(isi: Isi) -> str:
    """The document kind: the struct's tag."""
    return str(type(isi).__struct_config__.tag)


def baca_isi(data: bytes) -> Isi:
    """Decode a document. Raises msgspec.ValidationError for what is not one."""
    isi: Isi = _pembaca(Isi).decode(data)
    return isi


def baca_peta(data: bytes) -> Mapping[str, Tempat]:
    """Decode a source map."""
    peta: dict[str, Tempat] = _pembaca(dict[str, Tempat]).decode(zlib.decompress(data))
    return peta


def baca_cap(data: bytes | None) -> Cap | None:
    """Decode a stamp."""
    return None if data is None else _pembaca(Cap).decode(data)


def baca_tanda(data: bytes | None) -> Mapping[str, TandaSel]:
    """Decode what cells do not tell by their value."""
    return {} if data is None else _pembaca(dict[str, TandaSel]).decode(data)


def baca_temuan(data: bytes) -> tuple[Temuan, ...]:
    """Decode findings."""
    temuan: tuple[Temuan, ...] = _pembaca(tuple[Temuan, ...]).decode(data)
    return temuan


def _kunci(dokumen: Dokumen, periode: str) -> str | None:
    isi = dokumen.isi
    jenis = jenis_isi(isi)
    if isinstance(isi, PerjanjianKinerja):
        unit = dokumen.unit or isi.unit_kode or normal(isi.unit_kerja or "")
        return f"{jenis}|{unit}|{periode}" if unit else None
    sisi = "|rangkap" if isinstance(isi, Skp | Evaluasi) and rangkap(isi.pegawai.jabatan) else ""
    return f"{jenis}|{dokumen.nip}|{periode}{sisi}" if dokumen.nip else None


def _kunci_dalam_berkas(dokumen: Sequence[Dokumen], sengketa: Collection[int]) -> list[str | None]:
    """Keys with an ordinal where one workbook holds several sheets of one kind: none supersedes another."""
    hitung: dict[str, int] = {}
    hasil: list[str | None] = []
    for nomor, satu in enumerate(dokumen):
        kunci = None if nomor in sengketa else kunci_dokumen(satu)
        if kunci is not None:
            hitung[kunci] = hitung.get(kunci, 0) + 1
            if hitung[kunci] > 1:
                kunci = f"{kunci}#{hitung[kunci]}"
        hasil.append(kunci)
    return hasil


def _catatan_dokumen(dokumen: Dokumen, kunci: str | None) -> CatatanDokumen:
    peta = _tulis.encode(dokumen.tempat)
    # An evaluation without a period may be of any period; a paper of the whole SKP without one is that SKP's.
    berkala = isinstance(dokumen.isi, Evaluasi | DokumenEvaluasi)
    isi = _tulis.encode(dokumen.isi)
    tanda = _tulis.encode(dokumen.tanda) if dokumen.tanda else None
    return CatatanDokumen(
        lembar=_tersimpan(dokumen.lembar),
        formulir=dokumen.formulir,
        versi=dokumen.versi,
        jenis=jenis_isi(dokumen.isi),
        keluarga=dokumen.keluarga,
        pendekatan=dokumen.pendekatan,
        nip=dokumen.nip,
        unit=_tersimpan(dokumen.unit) if dokumen.unit else None,
        periode=dokumen.periode,
        kunci=_tersimpan(kunci) if kunci else None,
        kunci_tanpa_periode=None if berkala or not kunci or not dokumen.periode else _kunci(dokumen, ""),
        isi=isi,
        sidik_isi=hashlib.blake2b(isi + (tanda or b""), digest_size=16).hexdigest(),
        tanda=tanda,
        peta_hash=hashlib.blake2b(peta, digest_size=16).hexdigest(),
        peta=_padat(peta) if len(peta) <= _INGAT else zlib.compress(peta, 1),
    )


@lru_cache(maxsize=256)
def _padat(peta: bytes) -> bytes:
    """Filled copies of one template have the same source map, again and again."""
    return zlib.compress(peta, 1)


def _tersimpan(teks: str) -> str:
    """Text that every database holds: PostgreSQL refuses NUL, and neither stores half a character."""
    return teks.replace("\0", "").encode("utf-8", "replace").decode()
