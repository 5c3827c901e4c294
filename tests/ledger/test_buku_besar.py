"""The ledger: one transaction a file, newest saved time counts, nothing is overwritten."""

import sqlite3
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skpbook.domain.dokumen import Cap, Dokumen, TandaSel
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.galat import TidakBisa
from skpbook.domain.mph import BarisMph, Mph
from skpbook.domain.pegawai import Keluarga, Pendekatan
from skpbook.domain.skp import HasilKerja, Identitas, Iki, LampiranSkp, Skp
from skpbook.domain.strategi import PerjanjianKinerja
from skpbook.domain.tempat import Tempat
from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.ledger.buku_besar import BukuBesar
from skpbook.ledger.catatan import CatatanBerkas, catatan_berkas, kunci_dokumen
from skpbook.ledger.ganti import Strategi

PADA = datetime(2026, 2, 1, 8, 0, tzinfo=UTC)
NIP = "198501012010011001"
TAHUN = "2026-01-01/2026-12-31"
LAMA, BARU = "2026-01-20T01:00:00Z", "2026-01-22T01:00:00Z"


@pytest.fixture
def ledger(alamat_ledger):
    satu = BukuBesar.buka(alamat_ledger)
    yield satu
    satu.tutup()


def skp(rencana="Layanan naik", **beda) -> Dokumen:
    isi = Skp(pegawai=Identitas(nip=NIP), utama=(HasilKerja(rencana=rencana, iki=(Iki(target="90 %"),)),))
    nilai = {
        "berkas": "a.xlsx",
        "hash": "h",
        "lembar": "SKP",
        "formulir": "skp-jaf-kuantitatif",
        "versi": 1,
        "isi": isi,
        "tempat": {"utama[0].rencana": Tempat("SKP", "C15")},
        "keluarga": Keluarga.JA_JF,
        "pendekatan": Pendekatan.KUANTITATIF,
        "nip": NIP,
        "unit": "U1",
        "periode": TAHUN,
    }
    return Dokumen(**(nilai | beda))


def catatan(
    hash_isi="a" * 64, nama="a.xlsx", disimpan=None, dokumen=None, temuan=(), status="diterima"
) -> CatatanBerkas:
    return catatan_berkas(
        hash_isi=hash_isi,
        nama=nama,
        ukuran=10,
        wadah="xlsx",
        status=status,
        disimpan=disimpan,
        dokumen=[skp()] if dokumen is None else dokumen,
        temuan=temuan,
    )


def hitung(ledger: BukuBesar) -> tuple[int, ...]:
    """Rows of every table, to see that nothing changed."""
    with ledger._mesin.connect() as kon:
        return tuple(
            kon.exec_driver_sql(f"SELECT count(*) FROM {tabel}").scalar_one()
            for tabel in ("berkas", "nama_berkas", "dokumen", "peta_tempat")
        )


def test_dokumen_kembali_sama(ledger):
    cap = Cap(formulir={"skp-jaf-kuantitatif": 1}, nip=NIP, terisi={"skp": {"pegawai.nip": NIP}})
    asli = skp(cap=cap, berkas="a.xlsx", hash="a" * 64, disimpan="2026-01-20T01:00:00Z")
    ledger.catat(catatan(disimpan="2026-01-20T01:00:00Z", dokumen=[asli]), PADA)
    assert list(ledger.dokumen_berlaku()) == [asli]
    assert list(ledger.dokumen_berlaku(nip="x")) == []
    assert ledger.hash_dikenal() == {"a" * 64}


def test_tanda_sel_kembali_sama_dan_membedakan_dua_berkas(ledger):
    """A row shown again leaves the values as they were: the mended file counts all the same."""
    tersembunyi = {"C15": TandaSel("tersembunyi", "baris 15")}
    ledger.catat(catatan("a" * 64, dokumen=[skp(tanda=tersembunyi)], disimpan=LAMA), PADA)
    assert [satu.tanda for satu in ledger.dokumen_berlaku()] == [tersembunyi]
    ledger.catat(catatan("b" * 64, "b.xlsx", dokumen=[skp(berkas="b.xlsx")], disimpan=BARU), PADA)
    assert [(satu.berkas, satu.tanda) for satu in ledger.dokumen_berlaku()] == [("b.xlsx", {})]


def test_isi_sama_tidak_mengubah_apa_pun(ledger):
    ledger.catat(catatan(), PADA)
    sebelum = hitung(ledger)
    hasil = ledger.catat(catatan(), PADA)
    assert (hasil.baru, hasil.nama_baru, hasil.nama_pertama) == (False, False, "a.xlsx")
    assert hitung(ledger) == sebelum
    lain = ledger.catat(catatan(nama="salinan.xlsx"), PADA)
    assert (lain.baru, lain.nama_baru, lain.nama_pertama) == (False, True, "a.xlsx")
    assert ledger.salinan() == (("salinan.xlsx", "a.xlsx", NIP),)
    assert len(list(ledger.dokumen_berlaku())) == 1


@pytest.mark.parametrize("urutan", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1)])
def test_waktu_simpan_menang_apa_pun_urutan(ledger, urutan):
    waktu = ["2026-01-20T01:00:00Z", "2026-01-21T01:00:00Z", "2026-01-22T01:00:00Z"]
    for nomor in urutan:
        ledger.catat(catatan(hash_isi=str(nomor) * 64, nama=f"{nomor}.xlsx", disimpan=waktu[nomor]), PADA)
    assert [satu.berkas for satu in ledger.dokumen_berlaku()] == ["2.xlsx"]
    lama = ledger.pergantian()
    assert lama
    assert all((satu.berkas_baru, satu.dasar) == ("2.xlsx", "waktu-simpan") for satu in lama)
    assert hitung(ledger)[2] == 3, "both superseded copies stay"


@pytest.mark.parametrize(("pertama", "kedua"), [(None, None), (LAMA, None), (None, LAMA), (LAMA, LAMA)])
@pytest.mark.parametrize(
    ("strategi", "berlaku", "dasar"),
    [
        (Strategi.TANYA, "a.xlsx", "sengketa"),
        (Strategi.GANTI, "b.xlsx", "dipilih"),
        (Strategi.LEWATI, "a.xlsx", "dipilih"),
    ],
)
def test_bila_waktu_simpan_tidak_menentukan_orang_yang_memilih(
    ledger, pertama, kedua, strategi, berlaku, dasar
):
    ledger.catat(catatan(disimpan=pertama), PADA)
    hasil = ledger.catat(catatan("b" * 64, "b.xlsx", kedua, [skp("Lain")]), PADA, strategi)
    assert [(satu.berkas_baru, satu.dasar) for satu in hasil.pergantian] == [(berlaku, dasar)]
    assert [satu.berkas for satu in ledger.dokumen_berlaku()] == [berlaku]
    assert [satu.berkas_lama for satu in ledger.sengketa()] == (["b.xlsx"] if dasar == "sengketa" else [])


def test_isi_formulir_yang_sama_bukan_sengketa(ledger):
    ledger.catat(catatan(disimpan=LAMA), PADA)
    hasil = ledger.catat(catatan("b" * 64, "b.xlsx", LAMA), PADA)
    assert [(satu.berkas_baru, satu.dasar) for satu in hasil.pergantian] == [("a.xlsx", "isi-sama")]
    assert ledger.sengketa() == ()


def test_nama_yang_ditimpa_menentukan_bila_waktu_tidak(ledger):
    """A file overwritten in masuk/ is meant to take the place of what it was."""
    ledger.catat(catatan(), PADA)
    hasil = ledger.catat(catatan("b" * 64, dokumen=[skp("Lain")]), PADA)
    assert [(satu.hash_baru, satu.dasar) for satu in hasil.pergantian] == [("b" * 64, "nama-berkas")]
    terlambat = ledger.catat(catatan("c" * 64, disimpan=LAMA, dokumen=[skp("Tiga")]), PADA)
    assert [satu.dasar for satu in terlambat.pergantian] == ["nama-berkas"]


def test_yang_lebih_baru_menyudahi_sengketa(ledger):
    ledger.catat(catatan(disimpan=LAMA), PADA)
    ledger.catat(catatan("b" * 64, "b.xlsx", LAMA, [skp("Lain")]), PADA)
    assert len(ledger.sengketa()) == 1
    ledger.catat(catatan("c" * 64, "c.xlsx", BARU, [skp("Tiga")]), PADA)
    assert [satu.berkas for satu in ledger.dokumen_berlaku()] == ["c.xlsx"]
    assert ledger.sengketa() == ()


def test_berkas_lama_yang_datang_kemudian_langsung_tergantikan(ledger):
    ledger.catat(catatan(disimpan="2026-01-22T01:00:00Z"), PADA)
    hasil = ledger.catat(catatan(hash_isi="b" * 64, nama="b.xlsx", disimpan="2026-01-20T01:00:00Z"), PADA)
    assert [(satu.berkas_baru, satu.berkas_lama) for satu in hasil.pergantian] == [("a.xlsx", "b.xlsx")]
    assert [satu.berkas for satu in ledger.dokumen_berlaku()] == ["a.xlsx"]


def test_hanya_jenis_yang_sama_tergantikan(ledger):
    lampiran = skp(isi=LampiranSkp(pegawai=Identitas(nip=NIP)), lembar="Lampiran", formulir="lampiran-skp")
    tw1 = skp(isi=Evaluasi(), periode="2026-TW1", formulir="evaluasi")
    tw2 = skp(isi=Evaluasi(), periode="2026-TW2", formulir="evaluasi")
    ledger.catat(catatan(disimpan=LAMA, dokumen=[skp(), lampiran, tw1]), PADA)
    ledger.catat(catatan("b" * 64, "b.xlsx", BARU, [skp("Baru"), tw2]), PADA)
    ada = [(satu.berkas, satu.formulir, satu.periode) for satu in ledger.dokumen_berlaku()]
    assert ada == [
        ("a.xlsx", "lampiran-skp", TAHUN),
        ("a.xlsx", "evaluasi", "2026-TW1"),
        ("b.xlsx", "skp-jaf-kuantitatif", TAHUN),
        ("b.xlsx", "evaluasi", "2026-TW2"),
    ]


def test_dua_matriks_dalam_satu_berkas_sama_sama_berlaku(ledger):
    dua = [
        skp(isi=Mph(pimpinan=BarisMph(nip=NIP)), formulir="mph", lembar=nama) for nama in ("MPH 1", "MPH 2")
    ]
    ledger.catat(catatan(disimpan=LAMA, dokumen=dua), PADA)
    assert [satu.lembar for satu in ledger.dokumen_berlaku()] == ["MPH 1", "MPH 2"]
    ledger.catat(catatan("b" * 64, "b.xlsx", BARU, dua), PADA)
    assert [(satu.berkas, satu.lembar) for satu in ledger.dokumen_berlaku()] == [
        ("b.xlsx", "MPH 1"),
        ("b.xlsx", "MPH 2"),
    ]


def test_skp_tanpa_periode_diganti_perbaikannya_tetapi_evaluasi_tidak(ledger):
    lama = [skp(periode=None), skp(isi=Evaluasi(), periode=None)]
    ledger.catat(catatan(disimpan=LAMA, dokumen=lama), PADA)
    baru = [skp(), skp(isi=Evaluasi(), periode="2026-TW1")]
    ledger.catat(catatan("b" * 64, "b.xlsx", BARU, baru), PADA)
    ada = [(satu.berkas, type(satu.isi).__name__) for satu in ledger.dokumen_berlaku()]
    assert ada == [("a.xlsx", "Evaluasi"), ("b.xlsx", "Skp"), ("b.xlsx", "Evaluasi")]


def test_tanpa_nip_diganti_lewat_nama_berkas(ledger):
    ledger.catat(catatan(dokumen=[skp(nip=None)]), PADA)
    ledger.catat(catatan(hash_isi="b" * 64, dokumen=[skp()]), PADA)
    assert [satu.hash for satu in ledger.dokumen_berlaku()] == ["b" * 64]
    assert [satu.dasar for satu in ledger.pergantian()] == ["nama-berkas"]


def test_kunci_perjanjian_adalah_unit_dan_tahun():
    isi = PerjanjianKinerja(unit_kode="D2", unit_kerja="Direktorat II")
    assert kunci_dokumen(skp(isi=isi, nip=None, unit=None, periode="2026")) == "perjanjian|D2|2026"
    assert kunci_dokumen(skp(nip=None)) is None


def test_skp_plt_berdiri_di_samping_skp_definitif(ledger):
    """Both are of the whole year: neither is a correction of the other; of each the newer one counts."""

    def milik(jabatan):
        return skp(isi=Skp(pegawai=Identitas(nip=NIP, jabatan=jabatan)))

    ledger.catat(catatan("a" * 64, "a.xlsx", "2026-01-05T00:00:00", [milik("Sekretaris Dinas")]), PADA)
    ledger.catat(catatan("b" * 64, "b.xlsx", "2026-01-06T00:00:00", [milik("Plt. Kepala Dinas")]), PADA)
    assert [satu.berkas for satu in ledger.dokumen_berlaku()] == ["a.xlsx", "b.xlsx"]
    ledger.catat(catatan("c" * 64, "c.xlsx", "2026-01-07T00:00:00", [milik("Plt. Kepala Dinas")]), PADA)
    assert [satu.berkas for satu in ledger.dokumen_berlaku()] == ["a.xlsx", "c.xlsx"]


def test_temuan_hanya_dari_berkas_yang_masih_dihitung(ledger):
    rusak = Temuan(kode="B003", tingkat=Tingkat.GALAT, berkas="a.xlsx", pesan="Berkas rusak.")
    ledger.catat(catatan(status="ditolak", dokumen=[], temuan=[rusak]), PADA)
    assert ledger.temuan_tersimpan() == (rusak,)
    catat_b = Temuan(kode="B016", tingkat=Tingkat.INFO, berkas="a.xlsx", pesan="Tanpa cap.")
    ledger.catat(catatan("b" * 64, disimpan=LAMA, temuan=[catat_b]), PADA)
    assert ledger.temuan_tersimpan() == (catat_b,), "the name a.xlsx now holds a good file"
    ledger.catat(catatan("c" * 64, "c.xlsx", BARU), PADA)
    assert ledger.temuan_tersimpan() == (), "its only document is superseded"


def test_nama_yang_kembali_ke_isi_lama(ledger):
    ledger.catat(catatan(disimpan="2026-01-20T01:00:00Z"), PADA)
    ledger.catat(catatan(hash_isi="b" * 64, disimpan="2026-01-21T01:00:00Z"), PADA)
    assert ledger.catat(catatan(disimpan="2026-01-20T01:00:00Z"), PADA).baru is False
    assert [satu.hash for satu in ledger.dokumen_berlaku()] == ["b" * 64]
    assert ledger.salinan() == ()


def test_buku_besar_lebih_baru_ditolak(tmp_path):
    alamat = f"sqlite:///{tmp_path / 'skpbook.db'}"
    BukuBesar.buka(alamat).tutup()
    with sqlite3.connect(tmp_path / "skpbook.db") as kon:
        kon.execute("UPDATE keterangan SET nilai = '99' WHERE nama = 'skema'")
    with pytest.raises(TidakBisa, match=r"lebih baru .*99.*perbarui"):
        BukuBesar.buka(alamat)


@pytest.mark.parametrize("isi", [b"bukan basis data" * 100, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_berkas_yang_bukan_basis_data(tmp_path, isi):
    (tmp_path / "skpbook.db").write_bytes(isi)
    with pytest.raises(TidakBisa, match="rusak atau bukan buku besar"):
        BukuBesar.buka(f"sqlite:///{tmp_path / 'skpbook.db'}")


def test_sedang_dipakai_program_lain(tmp_path, monkeypatch):
    monkeypatch.setattr("skpbook.ledger.mesin.TUNGGU_DETIK", 0)
    alamat = f"sqlite:///{tmp_path / 'skpbook.db'}"
    ledger = BukuBesar.buka(alamat)
    kunci = sqlite3.connect(tmp_path / "skpbook.db", isolation_level=None)
    kunci.execute("BEGIN IMMEDIATE")
    with pytest.raises(TidakBisa, match="sedang dipakai"):
        ledger.catat(catatan(), PADA)
    kunci.execute("ROLLBACK")
    assert ledger.catat(catatan(), PADA).baru
    kunci.close()
    ledger.tutup()


def test_gagal_di_tengah_tidak_meninggalkan_apa_pun(ledger, monkeypatch):
    def patah(*_):
        raise RuntimeError("patah")

    monkeypatch.setattr("skpbook.ledger.ganti.saingan", patah)
    dua = [skp(), skp(isi=LampiranSkp(), lembar="Lampiran")]
    with pytest.raises(RuntimeError):
        ledger.catat(catatan(dokumen=dua), PADA)
    assert hitung(ledger) == (0, 0, 0, 0)
    monkeypatch.undo()
    assert ledger.catat(catatan(dokumen=dua), PADA).baru
    assert len(list(ledger.dokumen_berlaku())) == 2, (
        "source maps of the failed attempt were not taken as kept"
    )


def test_peta_tempat_disimpan_sekali(ledger):
    for nomor in range(5):
        nip = NIP[:-1] + str(nomor)
        ledger.catat(catatan(hash_isi=str(nomor) * 64, nama=f"{nomor}.xlsx", dokumen=[skp(nip=nip)]), PADA)
    assert hitung(ledger) == (5, 5, 5, 1)
    peta = [satu.tempat for satu in ledger.dokumen_berlaku()]
    assert all(satu is peta[0] for satu in peta), "filled copies of one template share their map in memory"


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 3), st.sampled_from([None, "t1", "t2", "t3"])),
        max_size=12,
    )
)
def test_satu_yang_berlaku_untuk_tiap_kunci(tmp_path_factory, urutan):
    ledger = BukuBesar.buka(f"sqlite:///{tmp_path_factory.mktemp('l') / 'skpbook.db'}")
    semua = set()
    for orang, rupa, waktu in urutan:
        dokumen = skp(rencana=f"r{rupa}", nip=NIP[:-1] + str(orang))
        hash_isi = f"{orang}{rupa}{waktu}".ljust(64, "0")
        semua.add(hash_isi)
        ledger.catat(
            catatan(hash_isi=hash_isi, nama=f"{hash_isi}.xlsx", disimpan=waktu, dokumen=[dokumen]), PADA
        )
    nip = [satu.nip for satu in ledger.dokumen_berlaku()]
    assert sorted(nip) == sorted({NIP[:-1] + str(orang) for orang, _, _ in urutan})
    assert hitung(ledger)[2] == len(semua), "superseded documents stay"
    ledger.tutup()
