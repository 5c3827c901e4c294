"""The whole round on the sample: what was planted is found, where it was planted, and nothing else."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from skpbook.app.buku import Buku
from skpbook.app.contoh import PEDOMAN_LAIN, PENANDA, contoh, kosongkan, periksa_kedua
from skpbook.app.konteks import susun_konteks
from skpbook.app.status import status
from skpbook.checks.registry import ATURAN
from skpbook.contoh.cacat import Cacat, muat_cacat
from skpbook.domain.galat import TidakBisa
from skpbook.recap.bingkai import BELUM as TANDA_BELUM
from skpbook.recap.bingkai import bingkai_belum, bingkai_pegawai

if TYPE_CHECKING:
    from conftest import BukuContoh

BELUM: frozenset[str] = frozenset()
"""Rules of the catalogue that nothing raises yet."""
KODE = frozenset(ATURAN) - BELUM
Kunci = tuple[str, str | None, str | None, str | None, str | None]


def harapan() -> list[Kunci]:
    """What samples/temuan.toml says must be found."""
    return [
        (satu.kode or cacat.kode, satu.nip, satu.berkas, satu.lembar, satu.sel)
        for cacat in muat_cacat()
        for satu in cacat.temuan
    ]


def test_setiap_aturan_ditanam_pada_orang_lain() -> None:
    cacat = muat_cacat()
    assert {satu.kode for satu in cacat} == KODE
    assert len(cacat) == len(KODE)
    lembar = [(satu.tahap, satu.nip, satu.ubah[0].di if satu.ubah else "") for satu in cacat if satu.nip]
    assert len(lembar) == len(set(lembar)), "dua kesalahan pada satu lembar"
    assert all(satu.temuan and satu.ulah for satu in cacat)


def test_temuan_persis_yang_ditanam(buku_contoh: BukuContoh) -> None:
    ada = Counter(
        (t.kode, t.nip, Path(t.berkas).name if t.berkas else None, t.lembar, t.sel)
        for t in buku_contoh.temuan
    )
    harus = Counter(harapan())
    kurang, lebih = sorted((harus - ada).elements(), key=str), sorted((ada - harus).elements(), key=str)
    assert not kurang, f"tidak ditemukan: {kurang}; lebih: {lebih}"
    assert not lebih, f"tidak ditanam: {lebih}"


def test_pedoman_lain_menambah_yang_dua(buku_contoh: BukuContoh) -> None:
    """P602, P604 belong to SE 3/2023: they come from the second look, not from the book's own ruleset."""
    dengan = {cacat.kode for cacat in muat_cacat() for satu in cacat.temuan if satu.aturan == PEDOMAN_LAIN}
    assert dengan == {"P602", "P604"}
    assert Buku(buku_contoh.folder).pengaturan.aturan_distribusi == "permen-6-2022"


DI_TEMPAT_LAIN = {"B013", "B017", "K405", "K416", "E502", "E520", "M301", "E512"}
"""Found elsewhere than typed: at the older version, in the leader's matrix, at the row that is gone, at the
indicator without a manual, in the evaluation of the period, in the SKP whose RHK lost its origin."""
DI_SAMPINGNYA = {"S202", "S207", "M303", "M304", "K408", "E506", "E507", "E509", "E510", "E514", "E517"}
"""Found beside the typed cell: the blank RHK, the marks, the name of who has no peran, the rating's label,
the rating that categories or an IPK speak against."""


@pytest.mark.parametrize(
    "cacat",
    [satu for satu in muat_cacat() if satu.ubah and satu.kode not in DI_TEMPAT_LAIN],
    ids=lambda satu: satu.kode,
)
def test_sel_temuan_adalah_sel_yang_diketik(cacat: Cacat, buku_contoh: BukuContoh) -> None:
    """The recorded cell holds, in the file that came in, what the person typed wrong (or nothing)."""
    typed = {satu.nilai if satu.angka is None else satu.angka for satu in cacat.ubah}
    for satu in cacat.temuan:
        jalur = next(buku_contoh.folder.glob(f"masuk/**/{satu.berkas}"))
        isi = load_workbook(jalur)[satu.lembar or ""][satu.sel or "A1"].value
        if isinstance(isi, datetime):
            isi = isi.date().isoformat()
        assert cacat.kode in DI_SAMPINGNYA or isi in typed, (satu, isi)


def test_hasil_menyebut_rekap_dan_tabel(buku_contoh: BukuContoh) -> None:
    hasil = buku_contoh.hasil
    assert Path(hasil.rekap).is_file()
    assert Path(hasil.rekap).is_relative_to(buku_contoh.folder)
    assert [baris.kode for baris in hasil.temuan] == sorted(KODE, key=lambda kode: kode[1:])
    assert {baris.kode: baris.banyak for baris in hasil.temuan} == Counter(kode for kode, *_ in harapan())
    assert hasil.pegawai == len(Buku(buku_contoh.folder).daftar.menurut_nip)
    assert sum(hasil.predikat.values()) == hasil.pegawai
    assert all(hasil.predikat[nama] for nama in ("Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang"))
    assert hasil.predikat["Sangat Kurang"] == 1
    assert buku_contoh.langkah


def test_yang_tidak_kembali_terhitung_belum(buku_contoh: BukuContoh) -> None:
    """Two SKP never sent, one under two names, five people who came later: those are missing, no one else."""
    hasil = status(Buku(buku_contoh.folder))
    belum = {nip for unit in hasil.unit for nip in unit.belum}
    baru = {baris.nip for cacat in muat_cacat() if cacat.tahap == "daftar" for baris in cacat.tambah}
    tak_kirim = {cacat.nip for cacat in muat_cacat() if "skp" in cacat.tidak_dikirim}
    assert baru | tak_kirim <= belum
    assert len(belum - baru - tak_kirim) <= 1


@pytest.mark.parametrize("tahap", ["skp", "mph", "evaluasi"])
def test_status_sama_dengan_hitungan_dari_berkasnya(buku_contoh: BukuContoh, tahap: str) -> None:
    """Counted by pandas and SQL from what lies in the folder."""
    folder = buku_contoh.folder
    orang = pd.read_excel(
        folder / "pegawai.xlsx", sheet_name="Pegawai", dtype=str, skiprows=2, engine="openpyxl"
    )
    nip = {satu for satu in orang["NIP/NI PPPK"].dropna() if len(satu) == 18}
    with closing(sqlite3.connect(f"file:{folder / 'skpbook.db'}?mode=ro", uri=True)) as kon:
        masuk = pd.read_sql("SELECT jenis, nip, periode FROM dokumen WHERE berlaku", kon)
        ditolak = kon.execute("SELECT count(*) FROM berkas WHERE status = 'ditolak'").fetchone()[0]
    masuk = masuk[(masuk["jenis"] != "evaluasi") | (masuk["periode"] == "2026-TW1")]
    ada = set(masuk.loc[masuk["jenis"] == tahap, "nip"]) & nip
    hasil = status(Buku(folder), tahap=tahap, periode="2026-TW1")
    assert sum(getattr(satu, tahap) for satu in hasil.unit) == len(ada)
    belum = {satu for unit in hasil.unit for satu in unit.belum}
    assert not belum & ada
    if tahap == "mph":
        assert belum | ada >= set(orang["NIP ATASAN"].dropna()) & nip
    else:
        assert belum | ada == nip
    assert 0 < len([satu for satu in hasil.perlu_dilihat if satu.keadaan == "ditolak"]) <= ditolak


@pytest.mark.parametrize("tahap", ["skp", "mph", "evaluasi"])
def test_status_dan_rekap_sepakat_siapa_yang_belum(buku_contoh: BukuContoh, tahap: str) -> None:
    """But for those whom only an e-Kinerja export knows: the recap counts them."""
    buku = Buku(buku_contoh.folder)
    konteks = replace(susun_konteks(buku, periode="2026-TW1"), lembar_ekinerja=())
    rekap = bingkai_belum(bingkai_pegawai(konteks, "2026-TW1", {}), ())
    belum = {nip for unit in status(buku, tahap=tahap, periode="2026-TW1").unit for nip in unit.belum}
    assert belum == set(rekap.loc[rekap[tahap] == TANDA_BELUM, "nip"])


def test_instansi_bersih_tanpa_temuan(tmp_path: Path) -> None:
    """Without planted faults the rules find nothing at all, whoever fills in and however many there are."""
    hasil = contoh(tmp_path / "buku", 60, bersih=True)
    assert hasil.pegawai == 60
    lain = {satu.kode for satu in periksa_kedua(Buku(tmp_path / "buku"))}
    assert lain <= {"P604"}, "under SE 3/2023 small units are told so"
    assert hasil.predikat["Belum"] == 0


UKURAN_UNIT = {"P604"}
"""Told of every small unit: more units, more of them."""


def test_instansi_besar_menemukan_yang_sama(tmp_path: Path) -> None:
    """Among many more people, filled in by the fast filler, the same faults are found at the same people."""
    hasil = contoh(tmp_path / "buku", 100)
    semua = periksa_kedua(Buku(tmp_path / "buku"))
    ada = Counter((satu.kode, satu.nip) for satu in semua if satu.kode not in UKURAN_UNIT)
    assert ada == Counter((kode, nip) for kode, nip, *_ in harapan() if kode not in UKURAN_UNIT)
    assert hasil.pegawai > 100


def test_folder_tempat_berdiri_dikosongkan_bukan_dihapus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`contoh .`: the folder somebody stands in can be emptied, not removed."""
    monkeypatch.chdir(tmp_path)
    kosongkan(Path())
    (tmp_path / PENANDA).write_text("")
    (tmp_path / "keluar" / "skp").mkdir(parents=True)
    (tmp_path / "keluar" / "skp" / "a.xlsx").write_text("")
    kosongkan(Path())
    assert tmp_path.is_dir()
    assert list(tmp_path.iterdir()) == []


def test_folder_berisi_lain_tidak_disentuh(tmp_path: Path) -> None:
    (tmp_path / "penting.txt").write_text("jangan hapus")
    with pytest.raises(TidakBisa, match="bukan buku contoh"):
        contoh(tmp_path)
    assert (tmp_path / "penting.txt").read_text() == "jangan hapus"


def test_buku_contoh_lama_diganti(tmp_path: Path) -> None:
    (tmp_path / PENANDA).write_text("")
    (tmp_path / "sisa.txt").write_text("")
    kosongkan(tmp_path)
    assert list(tmp_path.iterdir()) == []
