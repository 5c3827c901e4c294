"""Carry-over: what came in on an earlier version of a form stands in the current template, as its person's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl import load_workbook

from skpbook.app.buat import buat
from skpbook.app.buku import Buku
from skpbook.app.impor import impor
from skpbook.app.pindah import pindahkan
from skpbook.domain.evaluasi import DokumenEvaluasi, Evaluasi, HasilDinilai, IkiDinilai, PerilakuDinilai
from skpbook.domain.mph import BarisMph, KolomMph, Mph
from skpbook.domain.skp import HasilKerja, Identitas, Iki, LampiranSkp, Pengesahan, PerilakuKerja, Skp
from skpbook.domain.strategi import CapaianUnit, PerjanjianKinerja, SasaranUnit
from skpbook.forms.catalog import folder_templat, muat_katalog
from skpbook.forms.write import Pesanan, tulis_buku
from tests.app.test_buat import BUDI, KABID, KADIS, SARI, TAHUN, buku, mph, nama, templat
from tests.intake.formulir import DIBUAT

if TYPE_CHECKING:
    from skpbook.domain.dokumen import Dokumen, Isi

__all__ = ["buku"]

PEGAWAI = Identitas(nama="Budi", nip=BUDI, jabatan="Analis Lama", unit_kerja="Unit Lama")
SKP = Skp(
    instansi="Dinas Contoh",
    periode_penilaian=TAHUN,
    pegawai=PEGAWAI,
    penilai=Identitas(nama="Kabid Lama", nip=SARI, pangkat_golongan="Pembina, IV/a", jabatan="Kabid"),
    utama=(
        HasilKerja(
            rencana="=Layanan cepat",
            rhk_pimpinan="Layanan membaik",
            iki=(
                Iki(indikator="Waktu layanan", target="3 hari", aspek="Waktu"),
                Iki(indikator="Banyak layanan", target="120", aspek="Kuantitas"),
            ),
        ),
        HasilKerja(rencana="Arsip tertata", iki=(Iki(indikator="Berkas", target="90%", aspek="Kualitas"),)),
    ),
    tambahan=(
        HasilKerja(rencana="Panitia hari jadi", iki=(Iki(indikator="Acara", target="1", aspek="Kuantitas"),)),
    ),
    perilaku=tuple(PerilakuKerja(ekspektasi="Ramah" if n == 0 else None) for n in range(7)),
    pengesahan=Pengesahan(
        tempat_penilai="Kupang", tanggal_penilai="2026-01-12", nama_pegawai="Budi", nama_penilai="Kabid Lama"
    ),
)
LAMPIRAN = LampiranSkp(
    instansi="Dinas Contoh", periode_penilaian=TAHUN, pegawai=PEGAWAI, dukungan_sumber_daya=("Laptop",)
)


def kirim(
    buku: Buku, isi: dict[str, Isi], paket: str, kode_periode: str = "2026", nip: str | None = BUDI
) -> None:
    """A workbook of the program's own definitions comes back filled in."""
    katalog = muat_katalog()
    satu = next(p for p in katalog.umum.paket if p.kode == paket)
    pesanan = Pesanan(
        paket=satu, isi=isi, nip=nip, unit="U1", kode_periode=kode_periode, dibuat=DIBUAT,
        kunci=buku.kunci_pasti(), bebas=True,
    )  # fmt: skip
    (buku.masuk / f"{paket}.xlsx").write_bytes(tulis_buku(katalog, pesanan))


def versi_dua(buku: Buku, kode: str, *ganti: tuple[str, str]) -> Buku:
    """The instansi changes a form: a version 2 of it, with other headings, in its formulir/."""
    teks = (folder_templat() / f"{kode}.toml").read_text("utf-8")
    for lama, baru in (("versi = 1", "versi = 2"), *ganti):
        assert lama in teks, lama
        teks = teks.replace(lama, baru, 1)
    buku.formulir.mkdir(exist_ok=True)
    (buku.formulir / f"{kode}.toml").write_text(teks, "utf-8")
    return Buku(buku.akar)


def dokumen(buku: Buku, jenis: str, nip: str | None = BUDI) -> Dokumen:
    with buku.ledger() as ledger:
        return list(ledger.dokumen_berlaku(nip=nip, jenis=jenis))[-1]


def skp_dua(buku: Buku) -> Buku:
    """Version 2 of the SKP: another heading (the old one still read) and fewer rows."""
    teks = (folder_templat() / "skp-jajf-kuantitatif.toml").read_text("utf-8")
    label = '\n[label]\n"TARGET SETAHUN" = ["TARGET"]\n'
    akhir = 'bukan = ["HASIL EVALUASI", "MANUAL INDIKATOR", "LAMPIRAN SASARAN KINERJA", "UMPAN BALIK"]\n'
    assert "[label]" not in teks
    return versi_dua(
        buku,
        "skp-jajf-kuantitatif",
        ('kepala = "TARGET"', 'kepala = "TARGET SETAHUN"'),
        (akhir, akhir + label),
    )


@pytest.mark.parametrize("diimpor", ["sebelum", "sesudah"])
def test_skp_versi_lama_pindah_ke_templat_terbaru(buku: Buku, diimpor: str) -> None:
    kirim(buku, {"skp-jajf-kuantitatif": SKP, "lampiran-skp": LAMPIRAN}, "skp-jajf-kuantitatif")
    if diimpor == "sebelum":
        impor(buku)
    buku = skp_dua(buku)
    if diimpor == "sesudah":
        kode = [satu.kode for satu in impor(buku).berkas[0].temuan]
        assert "B009" in kode
    hasil = buat(buku, "skp", pindahkan=True)
    assert nama(hasil.berkas) == {f"SKP_{BUDI}_Budi.xlsx"}
    assert not hasil.tanpa, "what came in already waits for no matrix"
    berkas = templat(buku, BUDI)
    (buku.masuk / "lagi.xlsx").write_bytes(berkas.read_bytes())
    (buku.masuk / "skp-jajf-kuantitatif.xlsx").unlink()
    terima = impor(buku)
    assert terima.ringkasan == {"diterima": 1}, "carried over and sent back as it is: filled in, not empty"
    assert not {"B009", "B010", "B011"} & {satu.kode for satu in terima.berkas[0].temuan}
    skp = dokumen(buku, "skp")
    assert (skp.versi, skp.berkas) == (2, "lagi.xlsx")
    assert isinstance(skp.isi, Skp)
    assert _tanpa_nomor(skp.isi) == (SKP.utama, SKP.tambahan)
    assert skp.isi.perilaku[0].ekspektasi == "Ramah"
    assert skp.isi.pengesahan.tempat_penilai == "Kupang"
    assert skp.isi.pengesahan.tanggal_penilai == "2026-01-12"
    assert (skp.isi.pegawai.jabatan, skp.isi.penilai.nama) == ("Analis", "Kabid"), "the roster's, not of then"
    assert skp.isi.penilai.pangkat_golongan is None
    assert skp.isi.pengesahan.nama_penilai == "Kabid"
    lampiran = dokumen(buku, "lampiran").isi
    assert isinstance(lampiran, LampiranSkp)
    assert lampiran.dukungan_sumber_daya == ("Laptop",)


def _tanpa_nomor(skp: Skp) -> tuple[Any, ...]:
    return tuple(tuple(replace(satu, nomor=None) for satu in daftar) for daftar in (skp.utama, skp.tambahan))


def test_isinya_milik_orang_itu(buku: Buku) -> None:
    """Carried-over cells are inputs, not locked, never a formula; what the program knows is locked."""
    kirim(buku, {"skp-jajf-kuantitatif": SKP}, "skp-jajf-kuantitatif")
    impor(buku)
    buku = skp_dua(buku)
    buat(buku, "skp", pindahkan=True)
    sel = {
        s.value: s
        for baris in load_workbook(templat(buku, BUDI))["SKP"].iter_rows()
        for s in baris
        if s.value
    }
    assert not sel["3 hari"].protection.locked
    assert (sel["=Layanan cepat"].data_type, sel["=Layanan cepat"].protection.locked) == ("s", False)
    assert sel["Budi"].protection.locked


def test_peran_hasil_baru_menyusul_di_belakang(buku: Buku) -> None:
    kirim(buku, {"skp-jajf-kuantitatif": SKP}, "skp-jajf-kuantitatif")
    impor(buku)
    mph(buku, KABID, BUDI, "Layanan daring")
    buku = skp_dua(buku)
    buat(buku, "skp", pindahkan=True)
    (buku.masuk / "lagi.xlsx").write_bytes(templat(buku, BUDI).read_bytes())
    impor(buku)
    isi = dokumen(buku, "skp").isi
    assert isinstance(isi, Skp)
    assert [satu.rencana for satu in isi.utama] == ["=Layanan cepat", "Arsip tertata", "Layanan daring"]


def test_buat_biasa_menyebut_yang_tertinggal(buku: Buku) -> None:
    kirim(buku, {"skp-jajf-kuantitatif": SKP}, "skp-jajf-kuantitatif")
    impor(buku)
    assert "Tidak ada isian formulir versi lama" in buat(buku, "skp", pindahkan=True).catatan[0]
    buku = skp_dua(buku)
    assert any("--pindahkan" in satu for satu in buat(buku, "skp", kosong=True).catatan)
    assert not any("--pindahkan" in satu for satu in buat(buku, "skp", unit="U2", kosong=True).catatan)


def test_perjanjian_unit_pindah(buku: Buku) -> None:
    isi = PerjanjianKinerja(
        instansi="Dinas Contoh", unit_kode="U1", tahun="2026",
        sasaran=(SasaranUnit(sasaran="Layanan prima", indikator="Indeks", target="90"),),
        capaian=(CapaianUnit(periode="TRIWULAN I", capaian="Baik"),),
    )  # fmt: skip
    kirim(buku, {"perjanjian-kinerja": isi}, "perjanjian-kinerja", nip=None)
    impor(buku)
    buku = versi_dua(buku, "perjanjian-kinerja")
    assert nama(buat(buku, "perjanjian", pindahkan=True).berkas) == {"PK_U1_2026.xlsx"}
    (buku.masuk / "lagi.xlsx").write_bytes(next((buku.keluar / "perjanjian" / "U1").iterdir()).read_bytes())
    impor(buku)
    baru = dokumen(buku, "perjanjian", None)
    assert baru.versi == 2
    assert isinstance(baru.isi, PerjanjianKinerja)
    assert (baru.isi.sasaran, baru.isi.capaian) == (isi.sasaran, isi.capaian)


class TestPasangan:
    """Pure: own content stands beside what it is of now; nothing is lost."""

    def test_evaluasi_menurut_rhk_yang_berlaku(self) -> None:
        def hasil(rencana: str, *iki: str, realisasi: bool = False) -> HasilDinilai:
            return HasilDinilai(
                rencana=rencana,
                iki=tuple(IkiDinilai(indikator=i, realisasi=f"R {i}" if realisasi else None) for i in iki),
            )

        isi = Evaluasi(utama=(hasil("A", "a1", "a2"), hasil("B", "b1")), tambahan=(hasil("C", "c1"),))
        lama = Evaluasi(
            utama=(hasil("c.", "c1", realisasi=True), hasil("a", "A2", "hilang", realisasi=True)),
            tambahan=(hasil("Z", "z1", realisasi=True),),
            rating_hasil="Di Atas Ekspektasi",
            rating_perilaku="Di Atas Ekspektasi",
            predikat="Baik",
            perilaku=(PerilakuDinilai(umpan_balik="Bagus"),),
        )
        dikenal, milik = pindahkan(
            {"evaluasi": isi, "dokumen-evaluasi": DokumenEvaluasi()},
            {"evaluasi": lama, "dokumen-evaluasi": DokumenEvaluasi(catatan="Lanjutkan", predikat="Baik")},
        )
        punya = milik["evaluasi"]
        assert dikenal["evaluasi"] == isi
        assert isinstance(punya, Evaluasi)
        assert [[i.realisasi for i in satu.iki] for satu in punya.utama] == [[None, "R A2", "R hilang"], []]
        assert [[i.realisasi for i in satu.iki] for satu in punya.tambahan] == [["R c1"], ["R z1"]]
        assert punya.predikat == "Sangat Baik", "what the formula will show"
        akhir = milik["dokumen-evaluasi"]
        assert isinstance(akhir, DokumenEvaluasi)
        assert (akhir.catatan, akhir.predikat) == ("Lanjutkan", "Sangat Baik")

    def test_mph_menurut_kolom_dan_orang(self) -> None:
        isi = Mph(
            kolom=(KolomMph(judul="B"), KolomMph(judul="A")),
            anggota=(BarisMph(nama="Sari", nip=SARI), BarisMph(nama="Budi", nip=BUDI)),
        )
        lama = Mph(
            kolom=(KolomMph(judul="a", metode="Langsung - Aspek"), KolomMph(judul="X")),
            anggota=(
                BarisMph(nama="Budi", nip=BUDI, peran=(("Pa",), ("Px",))),
                BarisMph(nama="Tamu", nip=KADIS, peran=(("Ta", "Tb"), ())),
            ),
        )
        milik = pindahkan({"mph": isi}, {"mph": lama})[1]["mph"]
        assert isinstance(milik, Mph)
        assert [satu.metode for satu in milik.kolom] == [None, "Langsung - Aspek", None]
        assert [satu.judul for satu in milik.kolom] == [None, "a", "X"]
        assert [satu.nip for satu in milik.anggota] == [None, BUDI, KADIS]
        assert milik.anggota[1].peran == ((), ("Pa",), ("Px",))
        assert milik.anggota[2].peran == ((), ("Ta", "Tb"), ())

    @pytest.mark.parametrize(
        ("lama", "jadi"),
        [
            (TAHUN, TAHUN),
            ("1 MARET SD 31 DESEMBER TAHUN 2026", None),
            ("tidak terbaca", TAHUN),
            (None, TAHUN),
        ],
    )
    def test_periode_sendiri_menang(self, lama: str | None, jadi: str | None) -> None:
        dikenal, milik = pindahkan(
            {"skp": Skp(periode_penilaian=TAHUN)}, {"skp": Skp(periode_penilaian=lama)}
        )
        assert isinstance(dikenal["skp"], Skp)
        assert dikenal["skp"].periode_penilaian == jadi
        assert isinstance(milik["skp"], Skp)
        assert milik["skp"].periode_penilaian == lama

    @given(
        st.lists(st.sampled_from("abcde"), max_size=6, unique=True),
        st.lists(st.sampled_from("abcde"), max_size=6),
    )
    @settings(deadline=None)
    def test_tidak_ada_realisasi_yang_hilang(self, kini: list[str], dulu: list[str]) -> None:
        isi = Evaluasi(utama=tuple(HasilDinilai(rencana=satu) for satu in kini))
        lama = Evaluasi(
            utama=tuple(HasilDinilai(rencana=satu, realisasi=f"{satu}{n}") for n, satu in enumerate(dulu))
        )
        milik = pindahkan({"evaluasi": isi}, {"evaluasi": lama})[1]["evaluasi"]
        assert isinstance(milik, Evaluasi)
        ada = [satu.realisasi for satu in (*milik.utama, *milik.tambahan) if satu.realisasi]
        assert sorted(ada) == sorted(f"{satu}{n}" for n, satu in enumerate(dulu))
        for nomor, satu in enumerate(kini):
            punya = milik.utama[nomor].realisasi
            assert (punya is None) == (satu not in dulu)
            assert punya is None or punya.startswith(satu)
