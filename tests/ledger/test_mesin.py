"""The database behind the ledger: opened, brought up to date, and its complaints as sentences."""

import sqlite3

import pytest
import sqlalchemy as sa

from skpbook.domain.galat import TidakBisa
from skpbook.ledger import skema
from skpbook.ledger.buku_besar import BukuBesar
from tests.hak import hanya_baca, jalankan_python
from tests.ledger.test_buku_besar import PADA, catatan, skp


@pytest.fixture
def ledger(alamat_ledger):
    satu = BukuBesar.buka(alamat_ledger)
    yield satu
    satu.tutup()


def test_ledger_versi_lama_dilengkapi(alamat_ledger):
    lama = BukuBesar.buka(alamat_ledger)
    lama.catat(catatan(), PADA)
    with lama._mesin.begin() as kon:
        for kolom in ("keadaan_baca", "diabaikan", "diabaikan_oleh", "diabaikan_pada"):
            kon.exec_driver_sql(f"ALTER TABLE berkas DROP COLUMN {kolom}")
        kon.exec_driver_sql("ALTER TABLE dokumen DROP COLUMN sidik_isi")
        kon.exec_driver_sql("DROP TABLE ingatan")
        kon.exec_driver_sql("UPDATE keterangan SET nilai = '1' WHERE nama = 'skema'")
    lama.tutup()
    baru = BukuBesar.buka(alamat_ledger)
    assert [satu.berkas for satu in baru.dokumen_berlaku()] == ["a.xlsx"]
    baru.catat(catatan("b" * 64, "b.xlsx", dokumen=[skp("Lain")]), PADA)
    assert len(baru.sengketa()) == 1
    with baru._mesin.connect() as kon:
        assert skema.lengkap(kon)
    baru.tutup()


def test_membuka_tidak_menunggu_yang_sedang_menulis(alamat_ledger):
    """Looking at the status while an import runs."""
    BukuBesar.buka(alamat_ledger).tutup()
    penulis = BukuBesar.buka(alamat_ledger)
    with penulis._tulis.begin():
        pembaca = BukuBesar.buka(alamat_ledger)
        assert pembaca.keadaan() == ()
        pembaca.tutup()
    penulis.tutup()


def test_teks_yang_tidak_dapat_disimpan_basis_data(ledger):
    """NUL out of an old .xls, half a character: PostgreSQL refuses the one, no database stores the other."""
    aneh = skp(lembar="SK\0P", unit="U\ud800", nip=None)
    ledger.catat(catatan(nama="a\0.xlsx", dokumen=[aneh]), PADA)
    (satu,) = ledger.dokumen_berlaku()
    assert (satu.lembar, satu.unit, satu.berkas) == ("SKP", "U?", "a.xlsx")


def test_berkas_raksasa_tercatat(ledger):
    besar = catatan(status="ditolak")
    ledger.catat(
        type(besar)(**{**{n: getattr(besar, n) for n in besar.__struct_fields__}, "ukuran": 2**40}), PADA
    )
    assert [satu.status for satu in ledger.berkas()] == ["ditolak"]


@pytest.mark.parametrize(
    ("kode", "kata"),
    [
        ("SQLITE_FULL", "Cakram penuh"),
        ("SQLITE_IOERR_WRITE", "ruang atau kuota habis"),
        ("SQLITE_BUSY", "sedang dipakai"),
        ("SQLITE_READONLY_DIRECTORY", "tidak dapat ditulisi"),
        ("SQLITE_CORRUPT_INDEX", "rusak atau bukan buku besar"),
        ("SQLITE_MISMATCH", r"menolak perintah \(kode SQLITE_MISMATCH\)"),
    ],
)
def test_keluhan_sqlite_menjadi_kalimat(ledger, monkeypatch, kode, kata):
    galat = sqlite3.OperationalError("whatever it says")
    galat.sqlite_errorname = kode
    _periksa(ledger, monkeypatch, galat, kata)


class GalatServer(Exception):
    sqlstate: str | None = None


@pytest.mark.parametrize(
    ("kode", "pesan", "kata"),
    [
        ("53100", "", "Cakram server basis data penuh"),
        ("55P03", "", "sedang dipakai"),
        ("40P01", "", "sedang dipakai"),
        ("08006", "", "tidak dapat dihubungi"),
        ("57P01", "", "tidak dapat dihubungi"),
        ("28P01", "", "menolak nama pengguna"),
        ("3D000", "", "belum ada di server"),
        ("42501", "", "tidak berhak"),
        ("22P05", "", r"menolak perintah \(kode 22P05\)"),
        (None, "connection failed: FATAL: password authentication failed", "menolak nama pengguna"),
        (None, 'connection failed: FATAL: database "x" does not exist', "belum ada di server"),
        (None, "connection timeout expired", "tidak dapat dihubungi"),
    ],
)
def test_keluhan_server_menjadi_kalimat(ledger, monkeypatch, kode, pesan, kata):
    galat = GalatServer(pesan)
    galat.sqlstate = kode
    _periksa(ledger, monkeypatch, galat, kata)


def _periksa(ledger, monkeypatch, galat, kata):
    def gagal(*_):
        raise sa.exc.OperationalError("SELECT 1", {}, galat)

    monkeypatch.setattr(skema, "baca_keterangan", gagal)
    with pytest.raises(TidakBisa, match=kata) as tangkap:
        ledger.kunci_dikenal()
    assert "Error" not in str(tangkap.value)


def test_server_yang_tidak_ada_dan_basis_yang_belum_dibuat(server_postgres, tmp_path):
    alamat = server_postgres.basis_baru()
    with pytest.raises(TidakBisa, match="belum ada di server; buat dulu"):
        BukuBesar.buka(alamat.replace("uji_", "tidak_ada_"))
    with pytest.raises(TidakBisa, match="tidak dapat dihubungi"):
        BukuBesar.buka(f"postgresql://x@/x?host={tmp_path}")


@pytest.mark.parametrize("skema_alamat", ["postgres", "postgresql", "postgresql+psycopg"])
def test_alamat_postgresql_ditulis_seperti_biasa(server_postgres, skema_alamat):
    alamat = server_postgres.basis_baru().replace("postgresql://", f"{skema_alamat}://")
    ledger = BukuBesar.buka(alamat)
    assert ledger.keadaan() == ()
    ledger.tutup()


@pytest.mark.parametrize(
    "alamat",
    [
        "bukan alamat",
        "anehdb://server/x",
        "postgresql+tidakada://a:rahasia@server/x",
        "mysql://a:rahasia@server/x",
        "postgresql://a:rahasia@server:bukanangka/x",
    ],
)
def test_alamat_salah_tanpa_membuka_sandi(alamat):
    with pytest.raises(TidakBisa, match=r"skpbook\.toml") as tangkap:
        BukuBesar.buka(alamat)
    assert "rahasia" not in str(tangkap.value)


def test_tanpa_paket_psycopg(monkeypatch):
    def tidak_ada(*_, **__):
        raise ModuleNotFoundError("No module named 'psycopg'")

    monkeypatch.setattr(sa, "create_engine", tidak_ada)
    with pytest.raises(TidakBisa, match=r"pip install 'skpbook\[postgresql\]'"):
        BukuBesar.buka("postgresql://a@b/c")


def test_ledger_dalam_folder_dengan_nama_ganjil(tmp_path):
    """A path is no address: what is special in one is not in the other."""
    folder = tmp_path / "buku 2026 #1 ?x=%20&y"
    folder.mkdir()
    ledger = BukuBesar.buka(folder / "skpbook.db")
    ledger.catat(catatan(), PADA)
    ledger.tutup()
    assert [satu.name for satu in folder.iterdir()] == ["skpbook.db"]
    hanya_baca(folder)
    try:
        perintah = "import sys, pathlib; from skpbook.ledger.buku_besar import BukuBesar;"
        perintah += "print(len(BukuBesar.buka(pathlib.Path(sys.argv[1]), tulis=False).keadaan()))"
        assert jalankan_python("-c", perintah, folder / "skpbook.db") == (0, "1\n", "")
    finally:
        hanya_baca(folder, bisa=True)
