"""Importing again: what was turned away, what is tried, what a person decides, what need not be read."""

import getpass
import io
import os
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from skpbook.app import impor as modul_impor
from skpbook.app.buku import Buku
from skpbook.app.impor import impor
from skpbook.app.kembalikan import kembalikan
from skpbook.app.konteks import susun_konteks
from skpbook.app.periksa import periksa
from skpbook.app.pilih_berkas import abaikan, pakai
from skpbook.domain.galat import TidakBisa
from skpbook.domain.skp import Identitas
from skpbook.intake import pekerja, pembaca
from skpbook.intake.archive import sidik
from skpbook.intake.sumber import Acak
from skpbook.ledger.ganti import Strategi
from tests.app.bahan import isi_arsip, isi_ledger, skp, taruh, templat
from tests.intake.formulir import NIP, NIP_LAIN, buku_skp, isi_skp


def ringkas(hasil):
    return {satu.nama: (satu.status, [t.kode for t in satu.temuan]) for satu in hasil.berkas}


def berlaku(buku) -> set[str]:
    return {satu.isi.utama[0].rencana for satu in susun_konteks(buku).dokumen if satu.lembar == "SKP"}


def test_yang_ditolak_disebut_lagi_dengan_sebabnya(buku):
    taruh(buku, "a.xlsx", skp(buku))
    taruh(buku, "kosong.xlsx", templat(buku, NIP_LAIN))
    taruh(buku, "rusak.xlsx", skp(buku)[:900])
    pertama = impor(buku)
    kedua = impor(buku)
    assert ringkas(kedua) == {
        "a.xlsx": ("sudah-ada", ["B012"]),
        "kosong.xlsx": ("dilewati", ["B019"]),
        "rusak.xlsx": ("ditolak", ["B003"]),
    }
    assert kedua.ada_galat
    assert [satu.temuan for satu in kedua.berkas[1:]] == [satu.temuan for satu in pertama.berkas[1:]]


def test_salinan_berkas_ditolak_disebut_dengan_namanya_sendiri(buku):
    taruh(buku, "a.xlsx", b"<html></html>")
    impor(buku)
    taruh(buku, "b.xlsx", b"<html></html>")
    hasil = impor(buku)
    assert ringkas(hasil) == {"a.xlsx": ("ditolak", ["B001"]), "b.xlsx": ("ditolak", ["B001"])}
    assert [satu.temuan[0].berkas for satu in hasil.berkas] == ["a.xlsx", "b.xlsx"]


def test_yang_sudah_diganti_atau_diabaikan_tidak_disebut_lagi(buku):
    taruh(buku, f"SKP_{NIP}_Budi.xlsx", skp(buku)[:900])
    taruh(buku, "pindaian.pdf", b"%PDF-1.7")
    impor(buku)
    taruh(buku, f"SKP_{NIP}_Budi_2.xlsx", skp(buku))
    impor(buku)
    abaikan(buku, ["pindaian.pdf"], "pindaian surat pengantar")
    hasil = impor(buku)
    assert {nama: status for nama, (status, _) in ringkas(hasil).items()} == {
        f"SKP_{NIP}_Budi.xlsx": "sudah-ada",
        f"SKP_{NIP}_Budi_2.xlsx": "sudah-ada",
        "pindaian.pdf": "sudah-ada",
    }
    assert not hasil.ada_galat
    assert susun_konteks(buku).temuan_berkas == ()
    with pytest.raises(TidakBisa, match="alasan"):
        abaikan(buku, ["pindaian.pdf"], " ")


def test_sengketa_disebut_sampai_ada_yang_memilih(buku):
    taruh(buku, "1.xlsx", skp(buku, rencana="Satu"))
    taruh(buku, "2.xlsx", skp(buku, rencana="Dua"))
    hasil = impor(buku)
    assert ringkas(hasil) == {"1.xlsx": ("diterima", []), "2.xlsx": ("diterima", ["B017"])}
    satu = hasil.berkas[1].temuan[0]
    assert (satu.berkas, satu.kaitan.berkas, satu.lembar, satu.sel) == ("2.xlsx", "1.xlsx", "SKP", "A1")
    assert "waktu simpannya sama" in satu.pesan
    assert hasil.ada_galat
    assert berlaku(buku) == {"Satu"}
    assert [t.kode for t in susun_konteks(buku).temuan_berkas if t.kode == "B017"] == ["B017"]
    assert ringkas(impor(buku))["2.xlsx"] == ("sudah-ada", ["B012", "B017"])
    assert pakai(buku, ["2.xlsx"]).berkas[0].temuan[0].kode == "B013"
    assert berlaku(buku) == {"Dua"}
    assert not impor(buku).ada_galat


@pytest.mark.parametrize(
    ("strategi", "menang", "status"),
    [(Strategi.GANTI, "Dua", "diterima"), (Strategi.LEWATI, "Satu", "dilewati")],
)
@pytest.mark.parametrize("kemudian", [False, True])
def test_strategi_menjawab_sengketa(buku, strategi, menang, status, kemudian):
    taruh(buku, "1.xlsx", skp(buku, rencana="Satu"))
    impor(buku)
    taruh(buku, "2.xlsx", skp(buku, rencana="Dua"))
    if kemudian:
        impor(buku)
    hasil = impor(buku, strategi=strategi)
    if not kemudian:
        assert ringkas(hasil)["2.xlsx"] == (status, ["B013"])
    assert berlaku(buku) == {menang}
    assert not hasil.ada_galat
    assert [t.kode for t in susun_konteks(buku).temuan_berkas if t.kode == "B017"] == []


def test_berkas_lain_dengan_isi_formulir_yang_sama(buku):
    data = skp(buku)
    keluar = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as asal, zipfile.ZipFile(keluar, "w") as tujuan:
        for nama in asal.namelist():
            tujuan.writestr(nama, asal.read(nama))  # packed by another program
    taruh(buku, "1.xlsx", data)
    taruh(buku, "2.xlsx", keluar.getvalue())
    assert ringkas(impor(buku)) == {"1.xlsx": ("diterima", []), "2.xlsx": ("sudah-ada", ["B012"])}
    assert len(isi_arsip(buku)) == 2


@pytest.mark.parametrize("strategi", list(Strategi))
def test_urutan_waktu_simpan_tidak_diubah_strategi(buku, strategi):
    taruh(buku, "1.xlsx", skp(buku, rencana="Baru", hari=9))
    impor(buku)
    taruh(buku, "2.xlsx", skp(buku, rencana="Lama", hari=5))
    impor(buku, strategi=strategi)
    assert berlaku(buku) == {"Baru"}


def test_uji_menyebut_tanpa_menulis(buku):
    taruh(buku, "1.xlsx", skp(buku, rencana="Lama", hari=5))
    taruh(buku, "tolak.xlsx", b"<html></html>")
    impor(buku)
    taruh(buku, "2.xlsx", skp(buku, rencana="Baru", hari=9))
    taruh(buku, "3.xlsx", skp(buku, NIP_LAIN))
    taruh(buku, "4.xlsx", skp(buku, NIP_LAIN, rencana="Lain"))
    taruh(buku, "kosong.xlsx", templat(buku))
    sebelum = isi_ledger(buku), isi_arsip(buku), (buku.akar / "skpbook.db").read_bytes()
    coba = impor(buku, uji=True)
    assert (isi_ledger(buku), isi_arsip(buku), (buku.akar / "skpbook.db").read_bytes()) == sebelum
    assert ringkas(coba) == {
        "1.xlsx": ("sudah-ada", ["B012"]),
        "2.xlsx": ("diterima", ["B013"]),
        "3.xlsx": ("diterima", []),
        "4.xlsx": ("diterima", ["B017"]),
        "kosong.xlsx": ("dilewati", ["B019"]),
        "tolak.xlsx": ("ditolak", ["B001"]),
    }
    assert ringkas(impor(buku)) == ringkas(coba), "what was foretold is what happens"


def test_tidak_diubah_tidak_dibuka_lagi(buku, monkeypatch):
    lama = time.time() - 3600
    for nomor in range(5):
        taruh(buku, f"{nomor}.xlsx", skp(buku, NIP[:-1] + str(nomor)))
    kini = time.time_ns() + 10_000_000_000
    monkeypatch.setattr(modul_impor.time, "time_ns", lambda: kini)
    impor(buku)
    dibuka: list[str] = []

    class Terlihat(Acak):
        def __init__(self, jalur):
            dibuka.append(Path(jalur).name)
            super().__init__(jalur)

    monkeypatch.setattr(pekerja, "Acak", Terlihat)
    assert dict(impor(buku).ringkasan) == {"sudah-ada": 5}
    assert dibuka == []
    taruh(buku, "3.xlsx", skp(buku, NIP[:-1] + "3", rencana="Diperbaiki", hari=9))
    os.utime(buku.masuk / "3.xlsx", (lama, lama))
    dibuka.clear()
    assert dict(impor(buku).ringkasan) == {"diterima": 1, "sudah-ada": 4}
    assert set(dibuka) == {"3.xlsx"}


def test_waktu_yang_dikembalikan_tidak_mengelabui(buku, monkeypatch):
    """Same size, same times as before: the change shows all the same."""
    isi = skp(buku)
    taruh(buku, "a.xlsx", b"<html></html>".ljust(len(isi)))
    berkas = buku.masuk / "a.xlsx"
    rupa = berkas.stat()
    kini = time.time_ns() + 10_000_000_000
    monkeypatch.setattr(modul_impor.time, "time_ns", lambda: kini)
    impor(buku)
    berkas.write_bytes(isi)
    os.utime(berkas, ns=(rupa.st_atime_ns, rupa.st_mtime_ns))
    assert (berkas.stat().st_size, berkas.stat().st_mtime_ns) == (rupa.st_size, rupa.st_mtime_ns)
    assert dict(impor(buku).ringkasan) == {"diterima": 1}


def test_yang_baru_saja_berubah_tidak_diingat(buku):
    taruh(buku, "a.xlsx", skp(buku))
    impor(buku)
    with buku.ledger() as ledger:
        assert dict(ledger.ingatan()) == {}, "it is younger than two seconds"


def test_batas_yang_diubah_membuat_yang_ditolak_dibaca_lagi(buku):
    data = skp(buku)
    teks = (buku.akar / "skpbook.toml").read_text()
    (buku.akar / "skpbook.toml").write_text(teks.replace("[batas]", "[batas]\njumlah_bagian = 3"))
    taruh(buku, "a.xlsx", data)
    assert ringkas(impor(Buku(buku.akar))) == {"a.xlsx": ("ditolak", ["B004"])}
    (buku.akar / "skpbook.toml").write_text(teks)
    assert ringkas(impor(Buku(buku.akar))) == {"a.xlsx": ("diterima", [])}
    assert dict(impor(Buku(buku.akar)).ringkasan) == {"sudah-ada": 1}


def test_kegagalan_ledger_pada_satu_berkas_tidak_menghentikan_yang_lain(buku, monkeypatch):
    from skpbook.ledger.buku_besar import BukuBesar

    asli = BukuBesar.catat

    def catat(self, berkas, *a, **k):
        if berkas.nama == "b.xlsx":
            raise ValueError("teks yang tidak dapat disimpan")
        return asli(self, berkas, *a, **k)

    for nama, nip in (("a", NIP), ("b", NIP_LAIN), ("c", NIP[:-1] + "9")):
        taruh(buku, f"{nama}.xlsx", skp(buku, nip))
    monkeypatch.setattr(BukuBesar, "catat", catat)
    assert ringkas(impor(buku)) == {
        "a.xlsx": ("diterima", []),
        "b.xlsx": ("ditolak", ["B003"]),
        "c.xlsx": ("diterima", []),
    }
    monkeypatch.undo()
    assert "builtins.ValueError di " in (buku.akar / "skpbook-galat.log").read_text()
    assert ringkas(impor(buku))["b.xlsx"] == ("diterima", [])


def test_pakai_menurut_jalur_di_cakram(buku):
    taruh(buku, "1.xlsx", skp(buku, rencana="Lama", hari=5))
    impor(buku)
    lama = next(iter(buku.arsip.rglob("*.xlsx")))
    taruh(buku, "1.xlsx", skp(buku, rencana="Baru", hari=9))
    impor(buku)
    assert berlaku(buku) == {"Baru"}
    pakai(buku, [str(lama)])
    assert berlaku(buku) == {"Lama"}
    hasil = pakai(buku, [str(lama)], jam=lambda: datetime(2026, 3, 5, 8, tzinfo=UTC))
    (temuan,) = hasil.berkas[0].temuan
    assert temuan.kode == "B013"
    assert f"(dipilih {getpass.getuser()} pada 5 Maret 2026)" in temuan.pesan
    (lagi,) = (satu for satu in periksa(buku).temuan if satu.kode == "B013")
    assert lagi.pesan == temuan.pesan, "who chose is kept in the ledger"
    pakai(buku, ["masuk/1.xlsx"])
    assert berlaku(buku) == {"Baru"}


def test_salinan_bertanda_yang_tidak_diubah_sudah_ada(buku):
    """What went back through kembali/ and comes again as it is tells nothing new, known or nobody's."""
    taruh(buku, "kenal.xlsx", skp(buku, rencana=""))
    anonim = msgspec.structs.replace(isi_skp(rencana=""), pegawai=Identitas(nama="Budi"))
    taruh(buku, "entah.xlsx", buku_skp(anonim, cap_nip=None, cap_unit=None, kunci=buku.kunci_pasti()))
    impor(buku)
    with buku.ledger() as ledger:
        sebelum = list(ledger.dokumen_berlaku())
    salinan = [buku.akar / satu.salinan for satu in kembalikan(buku).berkas if satu.bentuk == "bertanda"]
    assert len(salinan) == 2
    for satu in salinan:
        taruh(buku, f"lagi/{satu.name}", satu.read_bytes())
        taruh(buku, f"{satu.name}", satu.read_bytes())
    taruh(buku, "entah.xlsx", next(s.read_bytes() for s in salinan if "entah" in s.name))
    hasil = impor(buku)
    assert {satu.status for satu in hasil.berkas} == {"sudah-ada"}, ringkas(hasil)
    with buku.ledger() as ledger:
        assert list(ledger.dokumen_berlaku()) == sebelum


def test_yang_tak_terduga_dicatat_untuk_pengelola_tanpa_isi_siapa_pun(buku, monkeypatch):
    asli = pembaca.catatan_berkas

    def gagal(**isi):
        if isi["dokumen"]:
            raise KeyError(f"Budi Santosa {NIP}")
        return asli(**isi)

    monkeypatch.setattr(pembaca, "catatan_berkas", gagal)
    taruh(buku, f"SKP_{NIP}_Budi.xlsx", skp(buku))
    taruh(buku, "rusak.pdf", b"%PDF-1.7")
    catatan = buku.akar / "skpbook-galat.log"
    assert dict(impor(buku, kerja=0, uji=True).ringkasan) == {"ditolak": 2}
    assert not catatan.exists(), "a trial writes nothing"
    assert dict(impor(buku, kerja=0).ringkasan) == {"ditolak": 2}
    teks = catatan.read_text()
    hash_isi = sidik(skp(buku))
    assert f"impor arsip {hash_isi[:2]}/{hash_isi[:12]}: builtins.KeyError di " in teks
    assert "pembaca.py:" in teks
    assert teks.count("impor arsip") == 1, "what the program foresaw is no fault of its own"
    assert NIP not in teks
    assert "Budi" not in teks
