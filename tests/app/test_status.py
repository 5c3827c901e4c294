"""`status`: its figures counted again by other means, its table on any screen, its workbook opened again."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta

import openpyxl
import pandas as pd
import pytest
from msgspec.structs import replace

from skpbook.app.buku import Buku
from skpbook.app.siapkan import siapkan
from skpbook.app.status import status, tulis_status
from skpbook.cli.main import utama
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.mph import Mph
from skpbook.domain.pegawai import JenisPegawai, Keluarga, Pegawai, Unit
from skpbook.domain.pengiriman import JenisKirim, KeadaanKirim, Pengiriman
from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.forms.roster import tulis_daftar
from tests.ledger.test_buku_besar import catatan, skp

MULAI = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LEMBAR = {"skp": None, "mph": Mph(), "evaluasi": Evaluasi()}


class Buatan:
    """An instansi made by chance, written into a book, and what was made kept beside it."""

    def __init__(self, akar, benih: int, banyak: int, unit: int) -> None:
        acak = random.Random(benih)
        siapkan(akar, instansi="Pemerintah Kota Contoh", tahun=2026)
        self.buku = Buku.buka(akar)
        kode = [f"{nomor:02d}" for nomor in range(1, unit + 1)]
        self.orang = [self._orang(acak, nomor, kode) for nomor in range(banyak)]
        semua = [
            Unit(kode=satu, nama=f"Bidang {satu} =1+1", surel=f"u{satu}@contoh.go.id")
            for satu in [*kode, "ZZ"]
        ]
        isi = tulis_daftar(self.buku.katalog, self.orang, semua, datetime(2026, 1, 1), b"k" * 32)
        (akar / "pegawai.xlsx").write_bytes(isi)
        self.baris: list[dict[str, object]] = []
        self.kirim: list[dict[str, object]] = []
        self.ditolak: list[dict[str, object]] = []
        with self.buku.ledger() as ledger:
            self._masuk(acak, ledger)
            self._kirim(acak, ledger, kode)

    def _orang(self, acak, nomor, kode) -> Pegawai:
        return Pegawai(
            nip=_nip(nomor),
            nama=f"Orang {nomor}",
            jenis=JenisPegawai.PNS,
            unit=kode[nomor % len(kode)],
            jabatan="Analis",
            keluarga=Keluarga.JA_JF,
            atasan=_nip(nomor % 7) if nomor >= 7 else None,
            status=acak.choice([None] * 8 + ["pensiun", "mutasi masuk"]),
        )

    def _masuk(self, acak, ledger) -> None:
        nomor = 0
        for orang in self.orang:
            for jenis, isi in LEMBAR.items():
                for periode in (
                    ("2026-TW1", "2026-TW2") if jenis == "evaluasi" else ("2026-01-01/2026-12-31",)
                ):
                    nomor += 1
                    pada = MULAI + timedelta(hours=nomor)
                    nasib = acak.choice(["ada", "ada", "tidak", "ditolak" if jenis == "skp" else "tidak"])
                    hash_isi = f"{nomor:064x}"
                    if nasib == "ada":
                        beda = {"isi": isi} if isi is not None else {}
                        lembar = skp(nip=orang.nip, unit=orang.unit, periode=periode, formulir=jenis, **beda)
                        ledger.catat(catatan(hash_isi, f"{jenis}{nomor}.xlsx", dokumen=[lembar]), pada)
                        self.baris.append(
                            {"nip": orang.nip, "jenis": jenis, "periode": periode, "pada": pada}
                        )
                    elif nasib == "ditolak":
                        temuan = Temuan(kode="B003", tingkat=Tingkat.GALAT, berkas="x", pesan="Rusak.")
                        nama = f"masuk/SKP_{orang.nip}_x.xlsx"
                        tolak = catatan(hash_isi, nama, status="ditolak", temuan=[temuan])
                        ledger.catat(replace(tolak, nip=None), pada)
                        self.ditolak.append({"nip": orang.nip})

    def _kirim(self, acak, ledger, kode) -> None:
        for nomor in range(60):
            satu = Pengiriman(
                jenis=acak.choice(list(JenisKirim)),
                unit=acak.choice(kode),
                alamat="x@contoh.go.id",
                sidik="s",
                sidik_bagian=f"b{nomor}",
                pesan_id=f"<{nomor}@x>",
                keadaan=acak.choice([KeadaanKirim.TERKIRIM, KeadaanKirim.GAGAL, KeadaanKirim.TIDAK_PASTI]),
                mulai=(MULAI + timedelta(days=nomor)).isoformat(timespec="seconds"),
                tahap=acak.choice(["skp", "mph"]),
            )
            self.kirim.append(
                {nama: getattr(satu, nama) for nama in ("jenis", "unit", "keadaan", "mulai", "tahap")}
            )
            ledger.pengiriman.catat([satu])


def _nip(nomor: int) -> str:
    return f"19850101201001{nomor // 900 + 1:01d}{nomor % 900 + 1:03d}"


@pytest.fixture(scope="module")
def buatan(tmp_path_factory) -> Buatan:
    return Buatan(tmp_path_factory.mktemp("status") / "buku", benih=20260302, banyak=250, unit=9)


@pytest.mark.parametrize(
    ("tahap", "periode"), [("skp", None), ("mph", None), ("evaluasi", None), ("evaluasi", "2026-TW2")]
)
def test_dihitung_lagi_dengan_pandas(buatan, tahap, periode):
    orang = pd.DataFrame([{"nip": o.nip, "unit": o.unit, "status": o.status or ""} for o in buatan.orang])
    orang["wajib"] = orang["status"] != "pensiun"
    if tahap == "mph":
        orang["wajib"] &= orang["nip"].isin({o.atasan for o in buatan.orang})
    masuk = pd.DataFrame(buatan.baris)
    masuk = masuk.merge(orang, on="nip")
    dihitung = masuk[(masuk["jenis"] != "evaluasi") | (periode is None) | (masuk["periode"] == periode)]
    ada = dihitung.drop_duplicates(["nip", "jenis"]).pivot_table(
        index="unit", columns="jenis", values="nip", aggfunc="count", fill_value=0
    )
    punya = set(dihitung.loc[dihitung["jenis"] == tahap, "nip"])
    kirim = pd.DataFrame(buatan.kirim)
    kirim = kirim[(kirim["jenis"] == JenisKirim.TEMPLAT) & (kirim["keadaan"] == KeadaanKirim.TERKIRIM)]
    kirim = kirim[kirim["tahap"] == tahap].groupby("unit")["mulai"].agg(["min", "max", "count"])
    tiba = masuk.groupby("unit")["pada"].max()
    # A file refused counts as long as no good one of the kind came after it: none did here, each has one SKP.
    tolak = pd.DataFrame(buatan.ditolak).merge(orang, on="nip").groupby("unit")["nip"].count()

    hasil = status(buatan.buku, tahap=tahap, periode=periode)
    assert [satu.unit for satu in hasil.unit] == [*sorted(orang["unit"].unique()), "ZZ"]
    assert (hasil.unit[-1].pegawai, hasil.unit[-1].terima_terakhir) == (0, None)
    for satu in hasil.unit[:-1]:
        anggota = orang[orang["unit"] == satu.unit]
        wajib = anggota[anggota["wajib"]]
        assert satu.pegawai == len(anggota)
        assert (satu.skp, satu.mph, satu.evaluasi) == tuple(ada.loc[satu.unit, ["skp", "mph", "evaluasi"]])
        assert satu.wajib == len(wajib)
        assert list(satu.belum) == [nip for nip in wajib["nip"] if nip not in punya]
        assert satu.ditolak == tolak.get(satu.unit, 0)
        assert satu.terima_terakhir == tiba[satu.unit].isoformat(timespec="seconds")
        harap = tuple(kirim.loc[satu.unit]) if satu.unit in kirim.index else (None, None, 0)
        assert (satu.kirim.pertama, satu.kirim.terakhir, satu.kirim.surat) == harap
    assert [satu.nip for satu in hasil.orang] == [nip for satu in hasil.unit for nip in satu.belum]


def test_satu_unit_sama_dengan_barisnya(buatan):
    semua = {satu.unit: satu for satu in status(buatan.buku).unit}
    for kode in list(semua)[:-1]:
        sendiri = status(buatan.buku, unit=kode)
        assert sendiri.unit == (semua[kode],)
        assert {satu.unit for satu in sendiri.orang} == {kode}
        assert len(sendiri.perlu_dilihat) == semua[kode].ditolak


def test_kunci_json_yang_tetap(buatan, capfd):
    assert utama(["status", "--json", "--buku", str(buatan.buku.akar)]) == 0
    isi = json.loads(capfd.readouterr().out)
    assert {"unit", "pegawai", "skp", "mph", "evaluasi", "belum"} <= set(isi["unit"][0])
    assert {"pertama", "terakhir", "surat", "pengingat"} <= set(isi["unit"][0]["kirim"])


@pytest.mark.parametrize("lebar", [200, 100, 80, 60])
@pytest.mark.parametrize("opsi", [[], ["--unit", "03"], ["--tahap", "evaluasi", "--periode", "2026-TW1"]])
def test_muat_di_layar(buatan, capfd, monkeypatch, lebar, opsi):
    monkeypatch.setenv("COLUMNS", str(lebar))
    assert utama(["status", "--buku", str(buatan.buku.akar), *opsi]) == 0
    baris = capfd.readouterr().out.splitlines()
    assert max(map(len, baris)) <= lebar
    kepala = baris[0].split()
    assert {"Unit", "Peg", "Belum", "Tolak", "Tunggu"} <= set(kepala)
    assert {200: 12, 100: 12, 80: 11, 60: 8}[lebar] == len(kepala)
    if "--unit" in opsi:
        hasil = status(buatan.buku, unit="03")
        assert [satu[2:20] for satu in baris if satu.startswith("  1985")] == list(hasil.unit[0].belum)


def test_buku_kerja(buatan, capfd):
    assert utama(["status", "--xlsx", "--json", "--buku", str(buatan.buku.akar)]) == 0
    assert json.loads(capfd.readouterr().out)["berkas"] == "rekap/STATUS_skp.xlsx"
    hasil = status(buatan.buku)
    berkas = buatan.buku.rekap / "STATUS_skp.xlsx"
    tabel = pd.read_excel(berkas, sheet_name="Status", skiprows=5, engine="openpyxl", dtype={"Unit": str})
    badan, jumlah = tabel.iloc[:-1], tabel.iloc[-1]
    assert list(badan["Unit"]) == [satu.unit for satu in hasil.unit]
    assert list(badan["Belum SKP"]) == [len(satu.belum) for satu in hasil.unit]
    for judul in (
        "Pegawai",
        "SKP",
        "MPH",
        "Evaluasi",
        "Wajib SKP",
        "Belum SKP",
        "Ditolak",
        "Menunggu",
        "Pengingat",
    ):
        assert jumlah[judul] == badan[judul].sum(), judul
    terakhir = [
        datetime.fromisoformat(s.terima_terakhir).astimezone().date() for s in hasil.unit if s.terima_terakhir
    ]
    assert [satu.date() for satu in badan["Terakhir Diterima"] if satu != "–"] == terakhir
    belum = pd.read_excel(berkas, sheet_name="Belum", skiprows=5, engine="openpyxl", dtype=str)
    assert list(belum["NIP"]) == [satu.nip for satu in hasil.orang]
    dilihat = pd.read_excel(berkas, sheet_name="Perlu Dilihat", skiprows=5, engine="openpyxl", dtype=str)
    assert list(dilihat["Berkas"]) == [satu.berkas for satu in hasil.perlu_dilihat]
    buku = openpyxl.load_workbook(berkas)
    for nama, isi in (
        ("Status", "TabelStatus"),
        ("Belum", "TabelBelum"),
        ("Perlu Dilihat", "TabelPerluDilihat"),
    ):
        lembar = buku[nama]
        assert list(lembar.tables) == [isi]
        assert (lembar.page_setup.paperSize, lembar.page_setup.orientation) == (9, "landscape")
        assert lembar.print_title_rows is not None
    rumus = [sel.value for sel in buku["Status"][buku["Status"].max_row] if sel.data_type == "f"]
    assert len(rumus) == 10
    atas = buku["Status"].iter_rows(max_row=buku["Status"].max_row - 1)
    assert not [sel for baris in atas for sel in baris if sel.data_type == "f"], "names of units are text"


def test_buku_kerja_satu_unit_tidak_menimpa_yang_utuh(buatan):
    utuh = tulis_status(buatan.buku, status(buatan.buku))
    isi = (buatan.buku.akar / utuh.berkas).read_bytes()
    satu = tulis_status(buatan.buku, status(buatan.buku, unit="03"), unit="03")
    assert satu.berkas == "rekap/STATUS_skp_03.xlsx"
    assert (buatan.buku.akar / utuh.berkas).read_bytes() == isi


def test_belum_ada_apa_apa(tmp_path, capfd):
    siapkan(tmp_path / "b", instansi="Dinas", tahun=2026)
    buku = Buku.buka(tmp_path / "b")
    (buku.akar / "pegawai.xlsx").write_bytes(
        tulis_daftar(buku.katalog, [], [], datetime(2026, 1, 1), b"k" * 32)
    )
    assert utama(["status", "--xlsx", "--buku", str(buku.akar)]) == 0
    assert "Unit" in capfd.readouterr().out
    assert openpyxl.load_workbook(buku.rekap / "STATUS_skp.xlsx")["Status"]["C8"].value == "JUMLAH"


def test_pesan_tak_dikenal_disebut(buatan, capfd):
    folder = buatan.buku.masuk / "_tak-dikenal"
    folder.mkdir(exist_ok=True)
    (folder / "x.eml").write_bytes(b"x")
    assert status(buatan.buku).tak_dikenal == 1
    utama(["status", "--buku", str(buatan.buku.akar)])
    assert "1 pesan dari pengirim yang tidak dikenal" in capfd.readouterr().out
