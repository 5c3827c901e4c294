"""pegawai, SKP, evaluasi and temuan as data: the same in three formats, safe to open, documented."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import date
from pathlib import Path

import msgspec
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from skpbook.checks.jalankan import periksa
from skpbook.domain.galat import TidakBisa
from skpbook.interop.baris_ekspor import Bahan
from skpbook.interop.skema_ekspor import TABEL, Kolom, Tabel, Tipe, tulis_halaman
from skpbook.interop.tulis_ekspor import PENULIS, teks_csv, tulis_csv, tulis_json, tulis_parquet
from tests.checks.bangun import ANI, BUDI, KEPALA, evaluasi, konteks, tambah, ubah

AKAR = Path(__file__).resolve().parents[2]
PYTHON = {Tipe.TEKS: str, Tipe.BULAT: int, Tipe.YA: bool, Tipe.TANGGAL: date}
BERBAHAYA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@pytest.fixture(scope="module")
def bahan() -> Bahan:
    """The clean instansi with faults: an RHK without IKI, a formula for a name, two evaluations of one."""
    isi = ubah(
        konteks(),
        f"SKP_{BUDI}.xlsx",
        **{"utama[0].rencana": '=HYPERLINK("http://x")', "tambahan[0].iki": ()},
    )
    ganda = evaluasi(ANI, "", berkas="kedua.xlsx", predikat="Sangat Baik", disimpan="2026-05-01T00:00:00Z")
    isi = tambah(isi, ganda)
    return Bahan(isi, periksa(isi))


def test_halaman_sama_dengan_skema():
    tertulis = (AKAR / "docs" / "skema-ekspor.md").read_text("utf-8")
    assert tertulis == tulis_halaman(), (
        "tulis ulang: python -m skpbook.interop.skema_ekspor docs/skema-ekspor.md"
    )


@pytest.mark.parametrize("tabel", TABEL, ids=lambda t: t.nama)
def test_baris_menurut_skema(bahan, tabel):
    """Every value is of its column's type; every column has a value somewhere."""
    baris = list(tabel.baris(bahan))
    assert baris
    for satu in baris:
        assert len(satu) == len(tabel.kolom)
        for kolom, isi in zip(tabel.kolom, satu, strict=True):
            assert isi is None or isinstance(isi, PYTHON[kolom.tipe]), (kolom.nama, isi)
            assert isinstance(isi, bool) == (isi is not None and kolom.tipe is Tipe.YA)
    kosong = {k.nama for k, isi in zip(tabel.kolom, zip(*baris, strict=True), strict=True) if not any(
        satu is not None for satu in isi
    )}  # fmt: skip
    pengecualian = {k.nama for k in tabel.kolom if k.nama.startswith("pengecualian_")}  # see test_kecualikan
    assert kosong <= {"jenjang", "tim", "status", "id_bkn", "tanggal_penilai", "seharusnya"} | pengecualian


def test_isi_skp(bahan):
    tabel = next(t for t in TABEL if t.nama == "skp")
    baris = [dict(zip((k.nama for k in tabel.kolom), satu, strict=True)) for satu in tabel.baris(bahan)]
    budi = [satu for satu in baris if satu["nip"] == BUDI]
    assert [(b["bagian"], b["urutan_rhk"], b["urutan_iki"], b["sel"]) for b in budi] == [
        ("utama", 1, 1, "E10"),
        ("tambahan", 1, None, "C11"),
    ]
    assert (budi[0]["awal"], budi[0]["akhir"], budi[0]["target"]) == (
        date(2026, 1, 1),
        date(2026, 12, 31),
        "95%",
    )
    kepala = [satu for satu in baris if satu["nip"] == KEPALA]
    assert [k["urutan_rhk"] for k in kepala] == [1, 1, 2, 2]
    assert {k["penugasan_dari"] for k in kepala} == {"Bupati"}


def test_satu_evaluasi_yang_dihitung(bahan):
    tabel = next(t for t in TABEL if t.nama == "evaluasi")
    baris = [dict(zip((k.nama for k in tabel.kolom), satu, strict=True)) for satu in tabel.baris(bahan)]
    ani = {
        b["berkas"]: (b["dihitung"], b["predikat"], b["predikat_tertulis"]) for b in baris if b["nip"] == ANI
    }
    assert ani == {
        f"EVALUASI_{ANI}_2026-TW1.xlsx": (False, "Baik", "Baik"),
        "kedua.xlsx": (True, "Baik", "Sangat Baik"),
    }


@pytest.mark.parametrize("tabel", TABEL, ids=lambda t: t.nama)
def test_tiga_bentuk_satu_isi(bahan, tabel, tmp_path):
    """Read back by other programs: pandas' CSV and Parquet readers, the json module."""
    harap = [tuple(satu) for satu in tabel.baris(bahan)]
    nama = [k.nama for k in tabel.kolom]
    for ke, tulis in PENULIS.items():
        assert tulis(tabel, tabel.baris(bahan), tmp_path / f"x.{ke}") == len(harap)
    isi_csv = pd.read_csv(tmp_path / "x.csv", sep=";", dtype=str, keep_default_na=False)
    assert list(isi_csv.columns) == nama
    assert [tuple(b) for b in isi_csv.itertuples(index=False)] == [tuple(map(teks_csv, b)) for b in harap]
    isi_json = json.loads((tmp_path / "x.json").read_text("utf-8"))
    assert [list(b) for b in isi_json] == [nama] * len(harap)
    assert [tuple(b.values()) for b in isi_json] == [
        tuple(x.isoformat() if isinstance(x, date) else x for x in b) for b in harap
    ]
    import pyarrow.parquet as pq

    isi_parquet = pq.read_table(tmp_path / "x.parquet")
    assert [tuple(b.values()) for b in isi_parquet.to_pylist()] == harap
    assert {str(bidang.type) for bidang in isi_parquet.schema} <= {"string", "int32", "bool", "date32[day]"}


TEKS = Tabel(
    nama="teks",
    arti="x",
    kolom=(Kolom("a", Tipe.TEKS, "x"), Kolom("b", Tipe.TEKS, "x")),
    baris=lambda _: iter(()),
)


@given(st.lists(st.tuples(st.none() | st.text(max_size=30), st.text(max_size=30)), max_size=6))
@example([("=1+1", "'=1"), ("'", "a;=1"), ('"', "\n-1"), ("＝x", "\x00=")])
def test_csv_tidak_pernah_rumus_dan_dapat_dikembalikan(tmp_path_factory, baris):
    berkas = tmp_path_factory.mktemp("csv") / "x.csv"
    assert tulis_csv(TEKS, iter(baris), berkas) == len(baris)
    mentah = berkas.read_bytes().decode("utf-8-sig")
    dibaca = list(csv.reader(io.StringIO(mentah, newline=""), delimiter=";"))[1:]
    for asal, satu in zip(baris, dibaca, strict=True):
        for teks, sel in zip(asal, satu, strict=True):
            assert not sel.startswith(BERBAHAYA)
            assert sel.removeprefix("'") == (teks or "").replace("\x00", "\ufffd")


@given(st.lists(st.tuples(st.none() | st.text(), st.text(st.characters(), max_size=10)), max_size=5))
def test_json_dan_parquet_menyimpan_teks_utuh(tmp_path_factory, baris):
    folder = tmp_path_factory.mktemp("data")
    assert tulis_json(TEKS, iter(baris), folder / "x.json") == len(baris)
    assert tulis_parquet(TEKS, iter(baris), folder / "x.parquet") == len(baris)
    harap = [
        tuple(x.encode("utf-8", "replace").decode() if x is not None else None for x in satu)
        for satu in baris
    ]
    assert [tuple(b.values()) for b in json.loads((folder / "x.json").read_text("utf-8"))] == harap
    assert [tuple(b.values()) for b in pd.read_parquet(folder / "x.parquet").astype(object).where(
        lambda d: d.notna(), None
    ).to_dict("records")] == harap  # fmt: skip


def test_parquet_tanpa_pyarrow(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(TidakBisa, match=r"pip install 'skpbook\[parquet\]'"):
        tulis_parquet(TEKS, iter(()), tmp_path / "x.parquet")


def test_banyak_baris(tmp_path):
    baris = [(str(nomor), "x") for nomor in range(25_001)]
    assert tulis_parquet(TEKS, iter(baris), tmp_path / "x.parquet") == 25_001
    assert len(pd.read_parquet(tmp_path / "x.parquet")) == 25_001


def test_periode_mempersempit(bahan):
    sempit = Bahan(msgspec.structs.replace(bahan.konteks, periode="2026-TW2"), ())
    assert list(next(t for t in TABEL if t.nama == "evaluasi").baris(sempit)) == []
