"""Two recaps compared: every difference found, nothing else, against pandas over the same sheets."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import msgspec
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skpbook.app.banding import banding
from skpbook.cli import main
from skpbook.domain.galat import TidakBisa
from skpbook.interop.banding import baca_rekap, bandingkan
from skpbook.recap.tulis import tulis_rekap
from tests.recap.instansi import DIBUAT, bangun

from .bahan import ANI, BUDI, CICI, kisi, rekap, xlsx

if TYPE_CHECKING:
    from pathlib import Path

SESUAI, ATAS = "Sesuai Ekspektasi", "Di Atas Ekspektasi"


@pytest.fixture(scope="module")
def dua_rekap(tmp_path_factory) -> tuple[Path, Path]:
    """A recap of 80 people, and one after some left, came, moved and were rated anew."""
    folder = tmp_path_factory.mktemp("banding")
    lama = bangun(80, benih=3)
    acak = random.Random(5)
    pegawai = list(lama.konteks.daftar.pegawai[:-6])
    pegawai = [
        msgspec.structs.replace(p, unit="100") if acak.random() < 0.1 else p
        for p in [*pegawai, *bangun(90, benih=4).konteks.daftar.pegawai[84:]]
    ]
    dokumen = []
    for satu in lama.konteks.dokumen:
        isi = satu.isi
        if hasattr(isi, "rating_hasil") and acak.random() < 0.3:
            isi = msgspec.structs.replace(isi, rating_hasil=ATAS, rating_perilaku=ATAS)
        dokumen.append(msgspec.structs.replace(satu, isi=isi))
    daftar = msgspec.structs.replace(lama.konteks.daftar, pegawai=tuple(pegawai))
    baru = msgspec.structs.replace(lama.konteks, daftar=daftar, dokumen=tuple(dokumen))
    for nama, konteks in (("lama", lama.konteks), ("baru", baru)):
        tulis_rekap(konteks, lama.temuan, folder / f"{nama}.xlsx", periode=None, dibuat=DIBUAT)
    return folder / "lama.xlsx", folder / "baru.xlsx"


def lembar_pegawai(berkas: Path) -> pd.DataFrame:
    isi = pd.read_excel(berkas, sheet_name="Nominatif", dtype=str, engine="openpyxl", header=None)
    kepala = next(i for i, satu in isi.iterrows() if "NIP" in satu.to_list())
    isi.columns = isi.loc[kepala]
    return isi.loc[kepala + 1 :].set_index("NIP").fillna("")


def test_sama_dengan_pandas(dua_rekap):
    hasil = banding(*dua_rekap)
    lama, baru = map(lembar_pegawai, dua_rekap)
    assert [satu.nip for satu in hasil.masuk] == [nip for nip in baru.index if nip not in lama.index]
    assert [satu.nip for satu in hasil.keluar] == [nip for nip in lama.index if nip not in baru.index]
    assert len(hasil.keluar) == 6
    kolom = {
        **{
            nama: nama
            for nama in ("Predikat", "Januari", *(f"Triwulan {n}" for n in ("I", "II", "III", "IV")))
        },
        **{
            nama: nama for nama in ("Tahunan", "Nama", "Jenis", "Golongan", "Jabatan", "Unit Kerja", "Status")
        },
        **{nama: nama for nama in ("Pejabat Penilai Kinerja", "Rating Hasil Kerja", "Rating Perilaku Kerja")},
    }
    assert set(hasil.bidang) == set(kolom)
    sama = lama.index.intersection(baru.index)
    harap = {
        (nip, nama, lama.at[nip, judul], baru.at[nip, judul])
        for nip in sama
        for nama, judul in kolom.items()
        if lama.at[nip, judul] != baru.at[nip, judul]
    }
    assert {(u.nip, u.bidang, u.lama, u.baru) for u in hasil.berubah} == harap
    assert len(harap) > 20

    def kelas(bingkai: pd.DataFrame) -> pd.Series:
        dinilai = bingkai["Status"] == "Dinilai"
        return bingkai["Predikat"].where(dinilai, bingkai["Status"]).value_counts()

    for satu in hasil.predikat:
        assert (satu.lama, satu.baru) == (
            kelas(lama).get(satu.predikat, 0),
            kelas(baru).get(satu.predikat, 0),
        ), satu.predikat
    assert sum(satu.lama for satu in hasil.predikat) == len(lama)
    for satu in hasil.unit:
        for bingkai, banyak, dinilai in (
            (lama, satu.pegawai_lama, satu.dinilai_lama),
            (baru, satu.pegawai_baru, satu.dinilai_baru),
        ):
            orang = bingkai[bingkai["Unit Kerja"] == satu.unit]
            assert (banyak, dinilai) == (len(orang), (orang["Status"] == "Dinilai").sum())


def test_sel_menunjuk_orangnya(dua_rekap):
    import openpyxl

    hasil = banding(*dua_rekap)
    buku = [
        openpyxl.load_workbook(satu)[sisi.lembar]
        for satu, sisi in zip(dua_rekap, (hasil.lama, hasil.baru), strict=True)
    ]
    for satu in hasil.berubah:
        assert (buku[0][satu.sel_lama].value, buku[1][satu.sel_baru].value) == (satu.nip, satu.nip)


def test_dengan_dirinya_sendiri(dua_rekap):
    hasil = banding(dua_rekap[0], dua_rekap[0])
    assert hasil.sama
    assert hasil.unit == ()
    assert all(satu.lama == satu.baru for satu in hasil.predikat)


@given(st.data())
def test_dibalik_menjadi_kebalikannya(data):
    orang = st.dictionaries(
        st.sampled_from((ANI, BUDI, CICI)),
        st.tuples(st.sampled_from((SESUAI, ATAS, "-")), st.sampled_from((SESUAI, "-"))),
    )
    a, b = (
        baca_rekap([kisi(rekap([(nip, h, p, "Baik") for nip, (h, p) in data.draw(orang).items()]))], nama)
        for nama in "ab"
    )
    maju, mundur = bandingkan(a, b), bandingkan(b, a)
    assert {s.nip for s in maju.masuk} == {s.nip for s in mundur.keluar}
    assert {(u.nip, u.bidang, u.lama, u.baru) for u in maju.berubah} == {
        (u.nip, u.bidang, u.baru, u.lama) for u in mundur.berubah
    }
    assert maju.sama == (a.orang.keys() == b.orang.keys() and not maju.berubah)


def test_rekap_ekinerja_dan_daftar_buatan_tangan(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(
        xlsx({"Rekap": rekap([(ANI, "Diatas Ekspektasi", SESUAI, "Perlu Perbaikan")])})
    )
    tangan = [
        ["REKAP"],
        ["NIP", "Nama", "Jan", "TW II", "Predikat Kinerja"],
        [ANI, "ani  lestari", "baik", "", "Butuh Perbaikan"],
    ]
    (tmp_path / "b.xlsx").write_bytes(xlsx({"Catatan": [["x"]], "Data": tangan}))
    hasil = banding(tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    assert hasil.bidang == ("Nama", "Predikat")
    assert hasil.sama, "spelling, case and blanks are no change"
    assert hasil.baru.lembar == "Data"
    lain = baca_rekap([kisi([tangan[1], [ANI, "Ani", "Kurang", "Baik", "Baik"]])], "c")
    asal = baca_rekap([kisi(tangan)], "b")
    assert {(u.bidang, u.lama, u.baru) for u in bandingkan(asal, lain).berubah} == {
        ("Nama", "ani lestari", "Ani"),
        ("Januari", "Baik", "Kurang"),
        ("Triwulan II", "", "Baik"),
        ("Predikat", "Butuh Perbaikan", "Baik"),
    }


def test_nip_kembar_disebut():
    satu = baca_rekap([kisi(rekap([(ANI, SESUAI, SESUAI, "Baik"), (ANI, ATAS, ATAS, "Sangat Baik")]))], "a")
    assert satu.kembar == (ANI,)
    assert satu.orang[ANI].isi["Predikat"] == "Baik"


@pytest.mark.parametrize(
    ("data", "kalimat"),
    [
        (None, "tidak ada; periksa ejaan"),
        (b"bukan apa-apa", "bukan buku kerja Excel"),
        (b"PK\x03\x04rusak", "rusak"),
        (xlsx({"A": [["NIP", "Nama"], [ANI, "Ani"]]}), "bukan rekap"),
    ],
)
def test_bukan_rekap(tmp_path, data, kalimat, capsys):
    baik = tmp_path / "baik.xlsx"
    baik.write_bytes(xlsx({"Rekap": rekap([])}))
    if data is not None:
        (tmp_path / "x.xlsx").write_bytes(data)
    with pytest.raises(TidakBisa, match=kalimat):
        banding(baik, tmp_path / "x.xlsx")
    assert main.utama(["banding", str(baik), str(tmp_path / "x.xlsx")]) == 2
    assert kalimat in capsys.readouterr().err


def test_perintah(dua_rekap, capfdbinary):
    assert main.utama(["banding", *map(str, dua_rekap), "--json"]) == 0
    isi = json.loads(capfdbinary.readouterr().out)
    assert list(isi) == ["lama", "baru", "bidang", "masuk", "keluar", "berubah", "predikat", "unit"]
    assert main.utama(["banding", *map(str, dua_rekap)]) == 0
    teks = capfdbinary.readouterr().out.decode()
    assert "Hanya di rekap lama:" in teks
    assert f"{isi['keluar'][0]['nip']}" in teks
    assert main.utama(["banding", str(dua_rekap[0]), str(dua_rekap[0])]) == 0
    assert "Tidak ada yang berubah." in capfdbinary.readouterr().out.decode()
