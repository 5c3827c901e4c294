"""History, status of the SKP, matrices, tindak lanjut, angka kredit: every figure against pandas over the papers."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from skpbook.domain.ekinerja import JenisEkinerja
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.mph import Mph
from skpbook.domain.periode import NAMA_BULAN
from skpbook.domain.skp import Skp
from skpbook.recap.tulis import tulis_rekap

from .buka import baris_judul, butuh_libreoffice, hitung_ulang, nilai, rumus, tabel
from .instansi import DIBUAT, KUADRAN, UNIT
from .kaya import kaya
from .test_rumus import banding

if TYPE_CHECKING:
    from pathlib import Path

    from .instansi import Instansi

PREDIKAT = ("Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang")
JUDUL = {"2026-01": "Januari", "2026-TW1": "Triwulan I", "2026-TW2": "Triwulan II", "2026-AKHIR": "Tahunan"}


class Setahun:
    """What was asked for, the file, and what pandas makes of the papers."""

    def __init__(self, instansi: Instansi, periode: str, berkas: Path) -> None:
        self.konteks, self.periode, self.berkas = instansi.konteks, periode, berkas
        tulis_rekap(instansi.konteks, instansi.temuan, berkas, periode=periode, dibuat=DIBUAT)
        self.buku = nilai(berkas)
        self.orang = pd.DataFrame(
            [
                {
                    "nip": p.nip,
                    "nama": p.nama,
                    "unit": p.unit,
                    "jabatan": p.jabatan,
                    "jenjang": p.jenjang,
                    "kecuali": (p.status or "").startswith("pensiun"),
                    "anggota": p.atasan is not None,
                }
                for p in self.konteks.daftar.pegawai
            ]
        ).drop_duplicates("nip")
        self.predikat = _predikat(self.konteks)
        self.milik = self.orang.merge(
            self.predikat[self.predikat.periode == periode], on="nip", how="left"
        ).merge(_skp(self.konteks), on="nip", how="left")
        self.milik["skp"] = self.milik["skp"].fillna("Belum dibuat")
        self.milik["ada_evaluasi"] = self.milik.nip.isin(_punya_evaluasi(self.konteks, periode))
        self.milik["status"] = self.milik.apply(_status, axis=1)


def _predikat(konteks: Any) -> pd.DataFrame:
    """nip, periode, predikat, asal: workbooks not Plt before Plt, latest saved; then e-Kinerja."""
    berkas = pd.DataFrame(
        [
            {
                "nip": d.nip,
                "periode": d.periode,
                "plt": (d.isi.pegawai.jabatan or "").startswith("Pl"),
                "rentang": bool(d.isi.periode_penilaian),
                "disimpan": d.disimpan,
                "predikat": KUADRAN.get((d.isi.rating_hasil, d.isi.rating_perilaku)),
            }
            for d in konteks.dokumen
            if isinstance(d.isi, Evaluasi)
        ]
    )
    urut = berkas.assign(bukan=~berkas.plt).sort_values(["bukan", "rentang", "disimpan"], kind="stable")
    satu = urut.drop_duplicates(["nip", "periode"], keep="last")
    lain = pd.DataFrame(
        [
            {"nip": b.nip, "periode": b.periode, "predikat": KUADRAN.get((b.hasil, b.perilaku))}
            for lembar in konteks.lembar_ekinerja
            if lembar.jenis is not JenisEkinerja.SKP
            for b in lembar.baris
        ]
    )
    gabung = pd.concat([satu.assign(asal="berkas"), lain.assign(asal="e-Kinerja")]).dropna(subset="predikat")
    return gabung.drop_duplicates(["nip", "periode"])[["nip", "periode", "predikat", "asal"]]


def _skp(konteks: Any) -> pd.DataFrame:
    """nip, skp: the Laporan SKP where it has a row (not Plt, ending last), else a workbook."""
    laporan = pd.DataFrame(
        [
            {"nip": b.nip, "plt": b.plt, "akhir": b.akhir, "skp": b.status_skp.capitalize()}
            for lembar in konteks.lembar_ekinerja
            if lembar.jenis is JenisEkinerja.SKP
            for b in lembar.baris
        ]
    ).sort_values(["plt", "akhir"], ascending=[False, True], kind="stable")
    laporan = laporan.drop_duplicates("nip", keep="last")[["nip", "skp"]]
    berkas = pd.DataFrame({"nip": [d.nip for d in konteks.dokumen if isinstance(d.isi, Skp)], "skp": "Masuk"})
    return pd.concat([laporan, berkas]).drop_duplicates("nip")


def _punya_evaluasi(konteks: Any, periode: str) -> set[str]:
    return {d.nip for d in konteks.dokumen if isinstance(d.isi, Evaluasi) and d.periode == periode}


def _status(p: Any) -> str:
    if p.kecuali:
        return "Dikecualikan"
    if isinstance(p.predikat, str):
        return "Dinilai"
    if p.skp == "Belum dibuat":
        return "Belum ada SKP"
    if p.skp in ("Draft", "Pengajuan"):
        return "SKP belum disetujui"
    return "Belum dinilai" if p.ada_evaluasi else "Belum ada evaluasi"


@pytest.fixture(scope="module", params=["2026-TW2", "2026-AKHIR"])
def setahun(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Setahun:
    return Setahun(kaya(), request.param, tmp_path_factory.mktemp("setahun") / "rekap.xlsx")


def test_bahan_memuat_semua_kejadian(setahun: Setahun) -> None:
    """No figure below is right by being nought."""
    assert set(setahun.milik.status) >= {"Dinilai", "Belum ada SKP", "SKP belum disetujui", "Dikecualikan"}
    assert set(setahun.milik.skp) == {"Persetujuan", "Pengajuan", "Draft", "Masuk", "Belum dibuat"}
    assert set(setahun.predikat.asal) == {"berkas", "e-Kinerja"}
    assert (setahun.orang.jenjang == "Ahli Dewa").any()


def test_nominatif(setahun: Setahun) -> None:
    baris = pd.DataFrame(tabel(setahun.buku["Nominatif"], "No")).set_index("NIP")
    assert set(baris.index) == set(setahun.orang.nip)
    petak = setahun.predikat.pivot(index="nip", columns="periode", values="predikat").reindex(baris.index)
    for kode, judul in {**JUDUL, "2025-AKHIR": "Tahunan 2025"}.items():
        assert baris[judul].fillna("").tolist() == petak[kode].fillna("").tolist(), kode
    for kosong in ("Triwulan III", "Triwulan IV"):
        assert baris[kosong].isna().all()
    milik = setahun.milik.set_index("nip").reindex(baris.index)
    assert baris["Status"].tolist() == milik.status.tolist()
    assert baris["SKP"].tolist() == milik.skp.tolist()


def _per_unit(setahun: Setahun, kolom: pd.Series) -> pd.Series:
    return kolom.groupby(setahun.orang.set_index("nip").unit.reindex(kolom.index)).sum()


def test_penilaian_per_unit(setahun: Setahun) -> None:
    for nama in ("Penilaian per Unit", "Penilaian per OPD"):
        lembar = setahun.buku[nama]
        kepala = baris_judul(lembar, "Total Pegawai")
        judul = [sel.value for sel in lembar[kepala]]
        unit = [satu.kode for satu in UNIT] if "Unit" in nama else ["1"]
        ada = setahun.predikat.pivot(index="nip", columns="periode", values="predikat").notna()
        ada = ada.reindex(setahun.orang.nip, fill_value=False)
        skp = setahun.milik.set_index("nip").skp
        seharusnya = {
            "Total Pegawai": pd.Series(1, index=setahun.orang.nip),
            "SKP Masuk": (skp != "Belum dibuat").astype(int),
            "SKP Disetujui": (skp == "Persetujuan").astype(int),
            **{judul: ada[kode].astype(int) for kode, judul in JUDUL.items()},
        }
        for i, kode in enumerate([*unit, None]):
            angka = dict(zip(judul, (sel.value for sel in lembar[kepala + 1 + i]), strict=True))
            for kolom, isi in seharusnya.items():
                menurut = _per_unit(setahun, isi)
                semua = kode is None or "OPD" in nama
                assert angka[kolom] == (menurut.sum() if semua else menurut.get(kode, 0)), (nama, kode, kolom)
            jumlah = sum(angka[judul] for judul in JUDUL.values())
            assert angka["Jumlah Penilaian"] == jumlah


def test_status_per_unit(setahun: Setahun) -> None:
    lembar = setahun.buku["Status per Unit"]
    kepala = baris_judul(lembar, "Unit Kerja")
    judul = [sel.value for sel in lembar[kepala]]
    status = pd.crosstab(setahun.milik.unit, setahun.milik.status)
    skp = pd.crosstab(setahun.milik.unit, setahun.milik.skp)
    for i, unit in enumerate(UNIT):
        angka = [sel.value for sel in lembar[kepala + 1 + i]]
        for k, nama in enumerate(judul[3:8], start=3):
            assert angka[k] == (skp[nama].get(unit.kode, 0) if nama in skp else 0), (unit.kode, nama)
        for k, nama in enumerate(judul[8:14], start=8):
            assert angka[k] == (status[nama].get(unit.kode, 0) if nama in status else 0), (unit.kode, nama)


def test_per_unit_dan_jenis(setahun: Setahun) -> None:
    lembar = setahun.buku["Per Unit"]
    kepala = baris_judul(lembar, "Unit Kerja")
    milik = setahun.milik.assign(kelas=setahun.milik.apply(_kelas, axis=1))
    jenis = {p.nip: p.jenis.value for p in setahun.konteks.daftar.pegawai}
    milik["jenis"] = milik.nip.map(jenis)
    kolom = (*PREDIKAT, "Belum ada SKP", "SKP belum disetujui", "Belum dinilai", "Dikecualikan")
    for i, unit in enumerate([*UNIT, None]):
        angka = [sel.value for sel in lembar[kepala + 1 + i]]
        for g, satu in enumerate((None, "PNS", "PPPK", "PPPK Paruh Waktu")):
            isi = milik[(milik.unit == unit.kode) if unit else slice(None)]
            isi = isi[isi.jenis == satu] if satu else isi
            hitung = Counter(isi.kelas)
            assert angka[2 + g * 10 : 12 + g * 10] == [*(hitung[k] for k in kolom), len(isi)], (unit, satu)


def _kelas(p: Any) -> str:
    if p.status == "Dinilai":
        return str(p.predikat)
    return "Belum dinilai" if p.status == "Belum ada evaluasi" else str(p.status)


def test_keterlibatan(setahun: Setahun) -> None:
    peran = pd.Series(0, index=setahun.orang.nip)
    for d in setahun.konteks.dokumen:
        if isinstance(d.isi, Mph):
            for baris in d.isi.anggota:
                peran[baris.nip] += sum(len(sel) for sel in baris.peran)
    anggota = setahun.orang[setahun.orang.anggota]
    lembar = setahun.buku["Keterlibatan MPH"]
    kepala = baris_judul(lembar, "Unit Kerja")
    for i, unit in enumerate([*UNIT, None]):
        isi = peran[anggota[anggota.unit == unit.kode].nip if unit else anggota.nip]
        angka = [sel.value for sel in lembar[kepala + 1 + i]]
        assert angka[2:6] == [len(isi), (isi == 0).sum(), (isi == 1).sum(), (isi > 1).sum()], unit
        assert angka[6] == pytest.approx((isi > 0).mean() if len(isi) else 0)
    assert (peran > 1).any() and (peran == 1).any()  # noqa: PT018


def test_daftar_rhk_dan_beberapa_skp(setahun: Setahun) -> None:
    semua = pd.DataFrame(
        [
            {
                "nip": d.nip,
                "plt": (d.isi.pegawai.jabatan or "").startswith("Plt"),
                "akhir": "JULI" in d.isi.periode_penilaian or "DESEMBER" in d.isi.periode_penilaian,
                "isi": d.isi,
                "berkas": d.berkas,
            }
            for d in setahun.konteks.dokumen
            if isinstance(d.isi, Skp)
        ]
    )
    urut = semua.sort_values(["plt", "akhir"], ascending=[False, True], kind="stable")
    dihitung = urut.drop_duplicates("nip", keep="last").set_index("nip")
    rhk = pd.DataFrame(tabel(setahun.buku["Daftar RHK"], "No"))
    tertulis = rhk.groupby("NIP")["Rencana Hasil Kerja"].apply(set).to_dict()
    assert tertulis == {
        nip: {h.rencana for _, h in isi.hasil_kerja() if h.rencana} for nip, isi in dihitung.isi.items()
    }
    ganda = pd.DataFrame(tabel(setahun.buku["Beberapa SKP"], "No"))
    di_berkas = ganda[ganda.Asal == "berkas"]
    banyak = semua.groupby("nip").size()
    assert set(di_berkas.NIP) == set(banyak[banyak > 1].index)
    terpilih = di_berkas[di_berkas.Dihitung == "ya"].set_index("NIP").Berkas
    assert all(berkas.startswith(dihitung.berkas[nip]) for nip, berkas in terpilih.items())
    lain = di_berkas[di_berkas.Dihitung == "tidak"]
    assert set(lain["Sebab Tidak Dihitung"]) == {"Plt/Plh", "SKP berakhir lebih dulu"}
    laporan = ganda[ganda.Asal == "e-Kinerja"]
    assert (laporan[laporan["Plt/Plh"] == "ya"].Dihitung == "tidak").all()
    assert not laporan.empty


def test_perubahan(setahun: Setahun) -> None:
    lalu = {"2026-TW2": "2026-TW1", "2026-AKHIR": "2025-AKHIR"}[setahun.periode]
    petak = setahun.predikat.pivot(index="nip", columns="periode", values="predikat")
    petak = petak.reindex(setahun.orang.nip)[[lalu, setahun.periode]].dropna()
    silang = pd.crosstab(petak[lalu], petak[setahun.periode])
    lembar = setahun.buku["Perubahan Predikat"]
    kepala = next(b for b in range(1, 12) if str(lembar.cell(b, 1).value).startswith("Periode lalu"))
    for i, dari in enumerate(PREDIKAT, start=1):
        for j, ke in enumerate(PREDIKAT, start=3):
            ada = dari in silang.index and ke in silang.columns
            assert lembar.cell(kepala + i, j).value == (silang.loc[dari, ke] if ada else 0)
    assert lembar.cell(kepala + 6, 8).value == len(petak)
    baris = tabel(lembar, "No")
    beda = petak[petak[lalu] != petak[setahun.periode]]
    assert {(b["NIP"], b["Dari"], b["Ke"]) for b in baris} == {(n, *isi) for n, *isi in beda.itertuples()}
    for b in baris:
        naik = PREDIKAT.index(b["Ke"]) < PREDIKAT.index(b["Dari"])
        assert b["Arah"] == ("Naik" if naik else "Turun")


def test_tindak_lanjut(setahun: Setahun) -> None:
    """Two years running the same, or below Baik in the latest year; the six months and the fourteen days."""
    petak = setahun.predikat.pivot(index="nip", columns="periode", values="predikat").reindex(
        setahun.orang.nip
    )
    tanggal = {
        d.nip: d.isi.pengesahan.tanggal_penilai
        for d in setahun.konteks.dokumen
        if isinstance(d.isi, Evaluasi) and d.periode == "2026-AKHIR" and d.isi.pegawai.jabatan == "Analis"
    }
    seharusnya = {}
    for p in setahun.orang.itertuples():
        dulu, kini = (petak.at[p.nip, kode] for kode in ("2025-AKHIR", "2026-AKHIR"))
        terakhir = kini if isinstance(kini, str) else dulu
        if p.kecuali or not isinstance(terakhir, str):
            continue
        if terakhir in PREDIKAT[2:]:
            seharusnya[p.nip] = "Perbaikan kinerja"
        elif dulu == kini:
            seharusnya[p.nip] = {"Sangat Baik": "Talent pool", "Baik": "Pengembangan kompetensi"}[terakhir]
    baris = {b["NIP"]: b for b in tabel(setahun.buku["Tindak Lanjut"], "No")}
    assert {nip: b["Jenis Usulan"] for nip, b in baris.items()} == seharusnya
    assert set(seharusnya.values()) == {"Perbaikan kinerja", "Talent pool", "Pengembangan kompetensi"}
    if setahun.periode == "2026-AKHIR":
        bertanggal = 0
        for nip, b in baris.items():
            if isinstance(petak.at[nip, "2026-AKHIR"], str) and (teks := tanggal.get(nip)):
                hari = date.fromisoformat(teks)
                assert b["Batas Keberatan"] == _sebut(hari + timedelta(days=14))
                if b["Jenis Usulan"] == "Perbaikan kinerja":
                    bertanggal += 1
                    assert (b["Mulai Perbaikan"], b["Batas Perbaikan"]) == (
                        _sebut(hari),
                        _sebut(date(hari.year + 1, 6, min(hari.day, 30))),
                    )
        assert bertanggal


def _sebut(hari: date) -> str:
    return f"{hari.day} {NAMA_BULAN[hari.month - 1]} {hari.year}"


def test_angka_kredit(setahun: Setahun) -> None:
    """Months over twelve times percentage times coefficient, in exact decimals, half up."""
    persen = dict(zip(PREDIKAT, (150, 100, 75, 50, 25), strict=True))
    nilai_jenjang = {"Ahli Pertama": Decimal("12.5"), "Ahli Muda": Decimal(25), "Terampil": Decimal(5)}
    awal, akhir = {"2026-TW2": (4, 6), "2026-AKHIR": (1, 12)}[setahun.periode]
    bulan: dict[str, set[int]] = {}
    for d in setahun.konteks.dokumen:
        if isinstance(d.isi, Skp):
            teks = d.isi.periode_penilaian
            mulai, selesai = (7 if "JULI" in teks else 1), (6 if "JUNI" in teks else 12)
            bulan.setdefault(d.nip, set()).update(range(max(awal, mulai), min(akhir, selesai) + 1))
    baris = {b["NIP"]: b for b in tabel(setahun.buku["Angka Kredit"], "No")}
    fungsional = setahun.milik[setahun.milik.jenjang.notna() & ~setahun.milik.kecuali]
    assert set(baris) == set(fungsional.nip)
    dihitung = 0
    for p in fungsional.itertuples():
        b = baris[p.nip]
        banyak = len(bulan[p.nip]) if p.nip in bulan else akhir - awal + 1
        if p.jenjang == "Ahli Dewa":
            assert b["Angka Kredit yang Didapat"] is None and "tidak dikenal" in b["Keterangan"]  # noqa: PT018
        elif p.status != "Dinilai" or not banyak:
            assert b["Angka Kredit yang Didapat"] is None
        else:
            dihitung += 1
            tepat = Decimal(banyak) / 12 * persen[p.predikat] / 100 * nilai_jenjang[p.jenjang]
            bulat = tepat.quantize(Decimal("0.01"), ROUND_HALF_UP)
            assert (b["Bulan"], Decimal(str(b["Angka Kredit yang Didapat"]))) == (banyak, bulat)
    assert dihitung > 20


def test_matriks(setahun: Setahun) -> None:
    """Every matrix with its leader's columns and every member's peran, N/A where there is none."""
    lembar = setahun.buku["MPH"]
    semua = {str(sel.value) for baris in lembar.iter_rows() for sel in baris if sel.value}
    matriks = [d.isi for d in setahun.konteks.dokumen if isinstance(d.isi, Mph)]
    assert matriks
    for isi in matriks:
        assert {k.judul for k in isi.kolom} <= semua
        for baris in isi.anggota:
            assert any(satu.startswith(f"{baris.nama}\n{baris.nip}") for satu in semua)
            assert {"\n".join(sel) for sel in baris.peran if sel} <= semua
    tidak = sum(
        1 + sum(not sel for sel in baris.peran) for isi in matriks for baris in isi.anggota
    )  # the last column has no peran of anybody
    assert sum(sel.value == "N/A" for baris in lembar.iter_rows() for sel in baris) == tidak


@pytest.mark.libreoffice
@butuh_libreoffice
def test_hitung_ulang_tidak_mengubah_apa_pun(setahun: Setahun, tmp_path: Path) -> None:
    assert {"Angka Kredit", "Perubahan Predikat"} <= {lembar for lembar, _ in rumus(setahun.berkas)}
    assert banding(setahun.berkas, hitung_ulang(setahun.berkas, tmp_path)) == {}
