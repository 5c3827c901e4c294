"""What a template knows before anyone fills it in: identities, and what the stage before brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from skpbook.app import prefill
from skpbook.domain.dokumen import Cap, Dokumen
from skpbook.domain.evaluasi import DokumenEvaluasi, Evaluasi
from skpbook.domain.mph import BarisMph, KolomMph, Mph
from skpbook.domain.pegawai import Daftar, JenisPegawai, Keluarga, Pegawai, Pendekatan, Unit
from skpbook.domain.periode import baca_periode
from skpbook.domain.skp import HasilKerja, Identitas, Iki, PerilakuKerja, Skp
from skpbook.domain.strategi import CapaianUnit, PerjanjianKinerja

if TYPE_CHECKING:
    from skpbook.domain.dokumen import Isi

KADIS, KETUA, BUDI, SARI, LAIN = (f"19800101200501{n:04d}" for n in range(1001, 1006))
SETAHUN = "1 JANUARI SD 31 DESEMBER TAHUN 2026"
TW1, TW4 = baca_periode("2026-TW1"), baca_periode("2026-TW4")


def orang(nip: str, nama: str, atasan: str | None = None, **lain: Any) -> Pegawai:
    dasar = {"unit": "U1", "jabatan": f"Jabatan {nama}", "keluarga": Keluarga.JA_JF}
    return Pegawai(nip=nip, nama=nama, jenis=JenisPegawai.PNS, atasan=atasan, **{**dasar, **lain})


ORANG = (
    orang(
        KADIS, "Kadis", keluarga=Keluarga.JPT_PUKM, golongan="IV/c", penilai_luar="Bupati",
        jabatan_penilai_luar="Bupati Contoh",
    ),
    orang(KETUA, "Ketua", KADIS, tim="Tim Layanan", golongan="IX"),
    orang(BUDI, "Budi", KETUA),
    orang(SARI, "Sari", KETUA, pendekatan=Pendekatan.KUALITATIF),
    orang(LAIN, "Lain", KADIS, unit="U2"),
)  # fmt: skip
DAFTAR = Daftar(
    berkas="pegawai.xlsx",
    pegawai=ORANG,
    unit=(Unit(kode="U1", nama="Dinas Satu"), Unit(kode="U2", nama="Dinas Dua")),
    tempat={},
)
PEGAWAI = {satu.nip: satu for satu in ORANG}


def dok(
    isi: Isi, nip: str | None, unit: str = "U1", periode: str | None = None, cap: Cap | None = None
) -> Dokumen:
    return Dokumen(
        berkas=f"{nip}.xlsx", hash="", lembar="L", formulir="f", versi=1, isi=isi, tempat={}, nip=nip, unit=unit,
        periode=periode, cap=cap,
    )  # fmt: skip


def skp(nip: str, *hasil: HasilKerja, periode: str | None = SETAHUN, **lain: Any) -> Dokumen:
    pegawai = Identitas(nama=PEGAWAI[nip].nama, nip=nip)
    return dok(Skp(periode_penilaian=periode, pegawai=pegawai, utama=hasil, **lain), nip)


def rhk(rencana: str, *indikator: str) -> HasilKerja:
    return HasilKerja(rencana=rencana, iki=tuple(Iki(indikator=satu, target="1") for satu in indikator))


def mph(nip: str, kolom: tuple[str, ...], **peran: tuple[str, ...]) -> Dokumen:
    """A matrix: a member's cells, one a column; "/" divides several in a cell."""
    anggota = tuple(
        BarisMph(nama=n, nip=PEGAWAI_NIP[n], peran=tuple(tuple(filter(None, sel.split("/"))) for sel in isi))
        for n, isi in peran.items()
    )
    isi = Mph(
        pimpinan=BarisMph(nama=PEGAWAI[nip].nama, nip=nip),
        kolom=tuple(KolomMph(judul=satu) for satu in kolom),
        anggota=anggota,
    )
    return dok(isi, nip)


PEGAWAI_NIP = {satu.nama: satu.nip for satu in ORANG}


def bahan(*dokumen: Dokumen, daftar: Daftar = DAFTAR, **lain: Any) -> prefill.Bahan:
    return prefill.kumpulkan("Kabupaten Contoh", 2026, daftar, dokumen, **lain)


def test_identitas_dari_daftar() -> None:
    isi = prefill.isi_skp(bahan(), PEGAWAI[KADIS])["skp"]
    assert isinstance(isi, Skp)
    assert isi.pegawai == Identitas(
        nama="Kadis", nip=KADIS, pangkat_golongan="Pembina Utama Muda, IV/c", jabatan="Jabatan Kadis",
        unit_kerja="Dinas Satu",
    )  # fmt: skip
    assert isi.penilai == Identitas(nama="Bupati", jabatan="Bupati Contoh")
    assert isi.pengesahan.nama_penilai == "Bupati"
    assert isi.periode_penilaian == SETAHUN


class TestMatriks:
    """Stage mph: columns from the leader's SKP as imported, rows from the roster."""

    def test_kolom_pimpinan_jpt_adalah_indikatornya(self) -> None:
        isi = prefill.isi_mph(bahan(skp(KADIS, rhk("A", "a1", "a2"), rhk("B", "b1", "a1"))), PEGAWAI[KADIS])
        assert [satu.judul for satu in isi.kolom] == ["a1", "a2", "b1"]
        assert [satu.nip for satu in isi.anggota] == [KETUA, LAIN]

    def test_kolom_ketua_tim_adalah_rencananya(self) -> None:
        isi = prefill.isi_mph(bahan(skp(KETUA, rhk("A", "a1"), rhk("B"))), PEGAWAI[KETUA])
        assert [satu.judul for satu in isi.kolom] == ["A", "B"]
        assert (isi.unit_kerja, isi.pimpinan.nip) == ("Tim Layanan", KETUA)

    def test_yang_bukan_anggota_tidak_tercantum(self) -> None:
        isi = prefill.isi_mph(bahan(bukan_anggota=frozenset({BUDI})), PEGAWAI[KETUA])
        assert [satu.nip for satu in isi.anggota] == [SARI]

    @pytest.mark.parametrize(
        ("tim", "anggota"),
        [
            ({KETUA: "Tim Layanan", BUDI: "Tim Layanan", LAIN: "TIM  LAYANAN"}, [BUDI, SARI, LAIN]),
            ({KETUA: "Tim Layanan", LAIN: "Tim Layanan"}, [BUDI, SARI, LAIN]),
            ({KETUA: "Tim Layanan", BUDI: "Tim Layanan", LAIN: "Tim Arsip"}, [BUDI, SARI]),
            ({BUDI: "Tim Layanan", LAIN: "Tim Layanan"}, [BUDI, SARI]),
            ({KADIS: "Tim Layanan", KETUA: "Tim Layanan", BUDI: "Tim Layanan"}, [BUDI, SARI]),
            ({KADIS: "Tim Layanan", SARI: "Tim Layanan", BUDI: "Tim Layanan"}, [BUDI, SARI]),
        ],
        ids=["seluruh tim", "hanya ketua", "tim lain", "tanpa ketua", "sudah di bawahnya", "pimpinan ketua"],
    )
    def test_anggota_tim_dari_unit_lain(self, tim: dict[str, str], anggota: list[str]) -> None:
        pegawai = tuple(replace(satu, tim=tim.get(satu.nip)) for satu in ORANG)
        isi = bahan(daftar=replace(DAFTAR, pegawai=pegawai))
        assert [satu.nip for satu in prefill.isi_mph(isi, PEGAWAI[KETUA]).anggota] == anggota

    def test_tim_senama_di_dua_unit(self) -> None:
        lain, anak = "198001012005011006", "198001012005011007"
        pegawai = (
            *(replace(satu, tim="Tim" if satu.nip in (KETUA, BUDI) else None) for satu in ORANG),
            orang(lain, "Ketua Lain", KADIS, unit="U2", tim="Tim"),
            orang(anak, "Anak", lain, unit="U2", tim="Tim"),
            orang("198001012005011008", "Titipan", KADIS, unit="U2", tim="Tim"),
            orang("198001012005011009", "Entah", KADIS, unit="U3", tim="Tim"),
        )
        isi = bahan(daftar=replace(DAFTAR, pegawai=pegawai))
        baris = {
            nip: [satu.nama for satu in isi.anggota(isi.daftar.menurut_nip[nip])] for nip in (KETUA, lain)
        }
        assert baris == {KETUA: ["Budi", "Sari"], lain: ["Anak", "Titipan"]}

    def test_skp_yang_berlaku_di_akhir_tahun(self) -> None:
        lama = skp(KETUA, rhk("Lama"), periode="1 JANUARI SD 30 JUNI TAHUN 2026")
        baru = skp(KETUA, rhk("Baru"), periode="1 JULI SD 31 DESEMBER TAHUN 2026")
        for urutan in ((lama, baru), (baru, lama)):
            assert [s.judul for s in prefill.isi_mph(bahan(*urutan), PEGAWAI[KETUA]).kolom] == ["Baru"]
        assert [s.judul for s in prefill.isi_mph(bahan(lama), PEGAWAI[KETUA]).kolom] == ["Lama"]


class TestSkpAnggota:
    """Stage skp: each peran hasil an RHK, beside it the leader's RHK whose column it stands under."""

    def _utama(self, nip: str, *dokumen: Dokumen) -> list[tuple[str | None, str | None]]:
        isi = prefill.isi_skp(bahan(*dokumen), PEGAWAI[nip])["skp"]
        assert isinstance(isi, Skp)
        return [(satu.rencana, satu.rhk_pimpinan) for satu in isi.utama]

    def test_kolom_rencana_pimpinan(self) -> None:
        hasil = self._utama(
            BUDI,
            skp(KETUA, rhk("Layanan membaik (penugasan dari Kadis)"), rhk("Arsip tertata")),
            mph(
                KETUA, ("1. Layanan  membaik", "Arsip tertata", "Lain"),
                Budi=("Loket buka/Antrean pendek", "Loket buka", "x"),
            ),
        )  # fmt: skip
        assert hasil == [
            ("Loket buka", "Layanan membaik (penugasan dari Kadis)"),
            ("Antrean pendek", "Layanan membaik (penugasan dari Kadis)"),
            ("x", None),
        ]

    def test_kolom_indikator_pimpinan(self) -> None:
        hasil = self._utama(
            KETUA,
            skp(KADIS, rhk("Layanan membaik", "Indeks kepuasan")),
            mph(KADIS, ("indeks kepuasan.",), Ketua=("Tim efektif",)),
        )
        assert hasil == [("Tim efektif", "Layanan membaik")]

    def test_peran_kolom_tambahan_saja_menjadi_tambahan(self) -> None:
        dokumen = (
            skp(KETUA, rhk("A"), tambahan=(rhk("T"),)),
            mph(KETUA, ("A", "T"), Budi=("x", "x/y"), Sari=("", "z")),
        )
        isi = prefill.isi_skp(bahan(*dokumen), PEGAWAI[BUDI])["skp"]
        assert isinstance(isi, Skp)
        assert [[h.rencana for h in satu] for satu in (isi.utama, isi.tambahan)] == [["x"], ["y"]]
        assert isi.tambahan[0].rhk_pimpinan == "T"
        assert len(self._utama(SARI, *dokumen)) == 1, "an SKP needs one utama"

    def test_tim_lintas_unit_ikut_sesudah_atasan(self) -> None:
        dokumen = (
            mph(KADIS, ("Z",), Budi=("Dari kadis",)),
            mph(KETUA, ("A",), Budi=("Dari ketua/Dari kadis",)),
            skp(KADIS, rhk("Rencana kadis", "Z")),
            skp(KETUA, rhk("A")),
        )
        assert self._utama(BUDI, *dokumen) == [("Dari ketua", "A"), ("Dari kadis", "A")]
        assert prefill.rhk_pimpinan(bahan(*dokumen), PEGAWAI[BUDI]) == ("A", "Rencana kadis")

    def test_kualitatif_menyebut_pemberi_tugas(self) -> None:
        isi = mph(KETUA, ("A",), Sari=("Laporan jadi/Rapat rutin (Penugasan dari Kadis)",))
        assert self._utama(SARI, isi) == [
            ("Laporan jadi (Penugasan dari Jabatan Ketua)", None),
            ("Rapat rutin (Penugasan dari Kadis)", None),
        ]

    def test_pilihan_rhk_dari_skp_atasan(self) -> None:
        isi = bahan(skp(KETUA, rhk("A"), rhk("B"), rhk("A"), tambahan=(rhk("C"),)))
        assert prefill.rhk_pimpinan(isi, PEGAWAI[BUDI]) == ("A", "B", "C")
        assert prefill.rhk_pimpinan(bahan(), PEGAWAI[BUDI]) == ()

    def test_jpt_tidak_mengambil_dari_matriks(self) -> None:
        assert self._utama(KADIS, mph(KETUA, ("A",), Kadis=("x",))) == []

    def test_berkas_milik_dua_orang_bukan_milik_siapa_pun(self) -> None:
        cap = Cap(formulir={"mph": 1}, nip=LAIN)
        satu = mph(KETUA, ("A",), Budi=("x",))
        assert self._utama(BUDI, dok(satu.isi, KETUA, cap=cap)) == []


class TestEvaluasi:
    """Stage evaluasi: what the SKP in force says, the unit's capaian."""

    SKP = skp(
        BUDI,
        HasilKerja(rencana="A", rhk_pimpinan="P", iki=(Iki(indikator="i", target="90%", aspek="Waktu"),)),
        tambahan=(rhk("B", "b"),),
        perilaku=(PerilakuKerja(ekspektasi="Ramah"), PerilakuKerja()),
    )

    def test_isi_skp_dan_capaian(self) -> None:
        janji = PerjanjianKinerja(
            unit_kode="U1", tahun="2026", capaian=(CapaianUnit(periode="Triwulan I", capaian="baik"),)
        )
        isi = prefill.isi_evaluasi(bahan(self.SKP, dok(janji, None)), PEGAWAI[BUDI], TW1)
        satu, akhir = isi["evaluasi"], isi["dokumen-evaluasi"]
        assert isinstance(satu, Evaluasi)
        assert isinstance(akhir, DokumenEvaluasi)
        assert satu.utama[0].rhk_pimpinan == "P"
        assert (satu.utama[0].iki[0].target, satu.utama[0].iki[0].aspek) == ("90%", "Waktu")
        assert satu.utama[0].iki[0].realisasi is None
        assert [hasil.rencana for _, hasil in satu.hasil_kerja()] == ["A", "B"]
        assert [perilaku.ekspektasi for perilaku in satu.perilaku] == ["Ramah", None]
        assert (satu.capaian_organisasi, akhir.capaian_organisasi) == ("Baik", "Baik")
        assert (satu.periode, satu.periode_penilaian) == ("TRIWULAN I", "1 JANUARI SD 31 MARET TAHUN 2026")
        assert (akhir.penilai.nama, akhir.atasan_penilai.nama) == ("Ketua", "Kadis")

    @pytest.mark.parametrize(
        ("unit", "periode", "capaian"),
        [("U2", "TRIWULAN I", "Baik"), ("U1", "TRIWULAN II", "Baik"), ("U1", "TRIWULAN I", "hebat")],
    )  # fmt: skip
    def test_capaian_lain_tidak_dipakai(self, unit: str, periode: str, capaian: str) -> None:
        janji = PerjanjianKinerja(
            unit_kode=unit, tahun="2026", capaian=(CapaianUnit(periode=periode, capaian=capaian),)
        )
        isi = prefill.isi_evaluasi(bahan(dok(janji, None, unit)), PEGAWAI[BUDI], TW1)["evaluasi"]
        assert isinstance(isi, Evaluasi)
        assert isi.capaian_organisasi is None

    def test_skp_yang_berlaku_pada_periodenya(self) -> None:
        awal = skp(BUDI, rhk("Awal"), periode="1 JANUARI SD 15 MARET TAHUN 2026")
        akhir = skp(BUDI, rhk("Akhir"), periode="1 APRIL SD 31 DESEMBER TAHUN 2026")
        isi = bahan(akhir, awal)
        for periode, rencana in ((TW1, "Awal"), (TW4, "Akhir")):
            berlaku = isi.skp_dinilai(BUDI, periode)
            assert berlaku is not None
            assert berlaku.utama[0].rencana == rencana
        assert bahan(awal).skp_dinilai(BUDI, TW4) is None, "the SKP of a time before is not in force"
        tak_terbaca = skp(BUDI, rhk("Entah"), periode="….")
        assert bahan(tak_terbaca).skp_dinilai(BUDI, TW4) is not None
