"""Which of several documents of one kunci counts, and which file a name holds."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from msgspec import Struct

from skpbook.ledger import skema
from skpbook.ledger.siap import Siap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skpbook.ledger.catatan import CatatanBerkas, CatatanDokumen


class Strategi(StrEnum):
    """What happens where nothing tells which of two documents is newer.

    TANYA: the one in force stays until a person chooses (B017). GANTI: the one that comes takes its place.
    LEWATI: the one in force stays, and that is that.
    """

    TANYA = "tanya"
    GANTI = "ganti"
    LEWATI = "lewati"


class Pergantian(Struct, frozen=True, kw_only=True):
    """A sheet that is not current and the one that stands in its place. `dasar`: see `skema.dokumen`.

    `hash_baru` and `hash_lama` are the contents, `disimpan_baru` and `disimpan_lama` their saved times;
    `dipilih_oleh` and `dipilih_pada` tell who last chose the one that stands, where somebody did by name.
    """

    berkas_baru: str
    lembar_baru: str
    berkas_lama: str
    lembar_lama: str
    formulir: str
    nip: str | None
    unit: str | None
    periode: str | None
    dasar: str
    hash_baru: str
    hash_lama: str
    disimpan_baru: str | None
    disimpan_lama: str | None
    dipilih_oleh: str | None = None
    dipilih_pada: str | None = None


def banding(baru: str | None, lama: str | None) -> int:
    """Compare two saved times (ISO, UTC): positive when the first is later, zero when nothing tells."""
    if baru is None or lama is None or baru == lama:
        return 0
    return 1 if baru > lama else -1


# Statements are built once: building them anew costs more than the database takes to run them.
_baru = skema.dokumen.alias("baru")
_d, _b, _n, _p = skema.dokumen, skema.berkas, skema.nama_berkas, skema.pilihan
_TERAKHIR_DIPILIH = sa.select(sa.func.max(_p.c.id))
_TANPA_KUNCI = (
    sa.select(_d.c.id, _d.c.berkas, _d.c.kunci, _d.c.disimpan, _d.c.sidik_isi)
    .where(
        _d.c.kunci.is_(None),
        _d.c.sidik_isi.in_(sa.bindparam("sidik", expanding=True)),
        _d.c.berlaku.is_(True),
        _d.c.berkas != sa.bindparam("hash"),
    )
    .order_by(_d.c.id)
)
_GANTI = _d.update().where(_d.c.id == sa.bindparam("lama")).values(berlaku=False)
_SALINAN = _d.alias("salinan")
_GANTI_TANPA_KUNCI = (
    _d.update()
    .where(
        _d.c.berkas == sa.bindparam("lama"),
        _d.c.kunci.is_(None),
        _d.c.berlaku.is_(True),
        # One that the new file only repeats goes on counting: the repetition has given way to it.
        ~sa.exists().where(_SALINAN.c.berkas == sa.bindparam("baru"), _SALINAN.c.digantikan_oleh == _d.c.id),
    )
    .values(
        berlaku=False,
        dasar_ganti="nama-berkas",
        digantikan_oleh=sa.select(sa.func.min(_baru.c.id))
        .where(_baru.c.berkas == sa.bindparam("baru"))
        .scalar_subquery(),
    )
)
_PEMEGANG = Siap(sa.select(_n.c.hash).where(_n.c.nama == sa.bindparam("nama")).order_by(_n.c.id.desc()))
_SISIP_NAMA = Siap(_n.insert().inline(), ("nama", "hash", "pada"))
_SISIP_DOKUMEN = _d.insert()
_SISIP_SEMUA = Siap(_d.insert().inline(), [satu.name for satu in _d.columns if satu is not _d.c.id])
_BUKAN_KOLOM = frozenset({"peta", "peta_hash", "kunci_tanpa_periode"})


@lru_cache(maxsize=32)
def _saingan(banyak: int) -> Siap:
    """The rivals for so many kunci."""
    kunci: list[sa.BindParameter[str]] = [sa.bindparam(f"kunci{nomor}") for nomor in range(banyak)]
    return Siap(
        sa.select(_d.c.id, _d.c.berkas, _d.c.kunci, _d.c.disimpan, _d.c.sidik_isi)
        .where(_d.c.kunci.in_(kunci), _d.c.berlaku.is_(True), _d.c.berkas != sa.bindparam("hash"))
        .order_by(_d.c.id)
    )


def saingan(kon: sa.Connection, hash_isi: str, dokumen: Sequence[CatatanDokumen]) -> Sequence[Any]:
    """Current documents of other files that claim a kunci of these, or the same without saying a period; of
    a file that does not say whose it is, those of one of the same content.

    Rows of (id, berkas, kunci, disimpan, sidik_isi) in the order they came.
    """
    kunci = {milik for satu in dokumen for milik in (satu.kunci, satu.kunci_tanpa_periode) if milik}
    nilai = {f"kunci{nomor}": satu for nomor, satu in enumerate(sorted(kunci))}
    ada = _saingan(len(kunci)).baca(kon, {**nilai, "hash": hash_isi}) if kunci else []
    if dokumen and not kunci:
        ada += _salinan_tanpa_kunci(kon, hash_isi, dokumen)
    return ada


def _salinan_tanpa_kunci(kon: sa.Connection, hash_isi: str, dokumen: Sequence[CatatanDokumen]) -> list[Any]:
    """The sheets of a file that says all that this one says, where neither says whose it is."""
    sidik = {satu.sidik_isi for satu in dokumen}
    menurut_berkas: dict[str, list[Any]] = {}
    for baris in kon.execute(_TANPA_KUNCI, {"sidik": sorted(sidik), "hash": hash_isi}):
        menurut_berkas.setdefault(baris.berkas, []).append(baris)
    return next((milik for milik in menurut_berkas.values() if {b.sidik_isi for b in milik} == sidik), [])


def sisipkan(
    kon: sa.Connection, berkas: CatatanBerkas, lawan: Sequence[Any], nama_lama: str | None, strategi: Strategi
) -> None:
    """Insert the documents of a file, each among its rivals (`saingan`).

    `nama_lama` is the content that the file's name held before.
    """
    if not lawan:
        if berkas.dokumen:
            _SISIP_SEMUA.tulis(kon, *[_kolom(berkas, satu) for satu in berkas.dokumen])
        return
    for satu in berkas.dokumen:
        kunci = {satu.kunci, satu.kunci_tanpa_periode} - {None}
        milik = [
            lama
            for lama in lawan
            if lama.kunci in kunci or (not kunci and lama.kunci is None and lama.sidik_isi == satu.sidik_isi)
        ]
        putusan = [(lama, *_putusan(berkas, satu, lama, nama_lama, strategi)) for lama in milik]
        kalah = next(((lama.id, dasar) for lama, menang, dasar in putusan if not menang), None)
        hasil = kon.execute(_SISIP_DOKUMEN, _kolom(berkas, satu, kalah))
        if kalah is None:
            nomor = int(hasil.inserted_primary_key[0])  # type: ignore[index]
            for lama, _, dasar in putusan:
                gantikan(kon, lama.id, nomor, dasar)


def _putusan(
    berkas: CatatanBerkas, satu: CatatanDokumen, lama: Any, nama_lama: str | None, strategi: Strategi
) -> tuple[bool, str]:
    """Whether a document takes the place of a current one, and why."""
    waktu = banding(berkas.disimpan, lama.disimpan)
    if waktu != 0:
        return waktu > 0, "waktu-simpan"
    if satu.sidik_isi == lama.sidik_isi:
        return False, "isi-sama"
    if lama.berkas == nama_lama:
        return True, "nama-berkas"
    if strategi is Strategi.TANYA:
        return False, "sengketa"
    return strategi is Strategi.GANTI, "dipilih"


def _kolom(
    berkas: CatatanBerkas, satu: CatatanDokumen, kalah: tuple[int, str] | None = None
) -> dict[str, Any]:
    """A row of `dokumen`: current, or from the start not so, with the one that counts and why."""
    kolom = {nama: getattr(satu, nama) for nama in type(satu).__struct_fields__ if nama not in _BUKAN_KOLOM}
    return {
        **kolom,
        "berkas": berkas.hash,
        "peta": satu.peta_hash,
        "disimpan": berkas.disimpan,
        "berlaku": kalah is None,
        "digantikan_oleh": kalah[0] if kalah else None,
        "dasar_ganti": kalah[1] if kalah else None,
    }


def gantikan(kon: sa.Connection, lama: int, baru: int, dasar: str) -> None:
    """Mark a document as superseded; it stays."""
    kon.execute(_GANTI, {"lama": lama, "digantikan_oleh": baru, "dasar_ganti": dasar})


def gantikan_tanpa_kunci(kon: sa.Connection, hash_lama: str, hash_baru: str) -> None:
    """A file that came again under its name: sheets of the former that do not say whose they are give way."""
    kon.execute(_GANTI_TANPA_KUNCI, {"lama": hash_lama, "baru": hash_baru})


def pergantian(kon: sa.Connection, hash_isi: str | None = None) -> tuple[Pergantian, ...]:
    """Sheets that are not current with the one that counts instead: of one file, as either of the two; else
    of every one that does count.
    """
    baru, lama = skema.dokumen.alias("baru"), skema.dokumen.alias("lama")
    terakhir = _p.alias("terakhir")
    berkas_baru, berkas_lama = skema.berkas.alias("berkas_baru"), skema.berkas.alias("berkas_lama")
    tanya = (
        sa.select(
            berkas_baru.c.nama.label("berkas_baru"),
            baru.c.lembar.label("lembar_baru"),
            berkas_lama.c.nama.label("berkas_lama"),
            lama.c.lembar.label("lembar_lama"),
            baru.c.formulir,
            baru.c.nip,
            baru.c.unit,
            baru.c.periode,
            lama.c.dasar_ganti.label("dasar"),
            baru.c.berkas.label("hash_baru"),
            lama.c.berkas.label("hash_lama"),
            baru.c.disimpan.label("disimpan_baru"),
            lama.c.disimpan.label("disimpan_lama"),
            terakhir.c.oleh.label("dipilih_oleh"),
            terakhir.c.pada.label("dipilih_pada"),
        )
        .select_from(lama)
        .join(baru, baru.c.id == lama.c.digantikan_oleh)
        .join(berkas_baru, berkas_baru.c.hash == baru.c.berkas)
        .join(berkas_lama, berkas_lama.c.hash == lama.c.berkas)
        .outerjoin(
            terakhir, terakhir.c.id == _TERAKHIR_DIPILIH.where(_p.c.berkas == baru.c.berkas).scalar_subquery()
        )
        .order_by(baru.c.id, lama.c.id)
    )
    if hash_isi is not None:
        # Not as OR over the two tables: databases then go through every row there is.
        milik = sa.select(_d.c.id).where(_d.c.berkas == hash_isi)
        tersangkut = sa.union(milik, sa.select(_d.c.id).where(_d.c.digantikan_oleh.in_(milik)))
        tanya = tanya.where(lama.c.id.in_(tersangkut))
    else:
        tanya = tanya.where(baru.c.berlaku.is_(True))
    return tuple(Pergantian(**baris._mapping) for baris in kon.execute(tanya))


def pemegang_nama(kon: sa.Connection, nama: str) -> str | None:
    """The content a name held last."""
    ada = _PEMEGANG.baca(kon, {"nama": nama})
    return str(ada[0].hash) if ada else None


def tulis_nama(kon: sa.Connection, nama: str, hash_isi: str, waktu: str) -> str | None:
    """Note that a name now holds a content; gives the content it held before."""
    lama = pemegang_nama(kon, nama)
    if lama != hash_isi:
        _SISIP_NAMA.tulis(kon, {"nama": nama, "hash": hash_isi, "pada": waktu})
    return lama


def sisip_bila_belum(kon: sa.Connection, tabel: sa.Table, **nilai: Any) -> None:
    """Insert a row unless its key is there: two imports at the same time may bring the same one."""
    if kon.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as sisip_pg

        kon.execute(sisip_pg(tabel).values(**nilai).on_conflict_do_nothing())
    else:
        from sqlalchemy.dialects.sqlite import insert as sisip_sqlite

        kon.execute(sisip_sqlite(tabel).values(**nilai).on_conflict_do_nothing())
