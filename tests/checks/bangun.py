"""A tiny invented instansi for the rules: documents from text tables, cells where the table stands.

A table's first row is row 10 of its sheet and its columns are A, B, C …: a test can say "C11" and mean it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from skpbook.checks.jalankan import periksa
from skpbook.checks.konteks import Konteks
from skpbook.domain.dokumen import Cap, Dokumen, Isi
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.mph import BarisMph, KolomMph, Mph
from skpbook.domain.pegawai import Daftar, JenisPegawai, Keluarga, Pegawai, Pendekatan, Unit
from skpbook.domain.skp import Identitas, LampiranSkp, Skp
from skpbook.domain.strategi import CapaianUnit, ManualIndikator, ManualSkp, PerjanjianKinerja
from skpbook.domain.tempat import Tempat, nama_kolom
from skpbook.regulation.perilaku import NILAI_BERAKHLAK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from skpbook.domain.temuan import Temuan

TAHUN = 2026
PERIODE = "1 JANUARI SD 31 DESEMBER TAHUN 2026"
KEPALA = "197203151998031002"
ANI = "198506202010012003"
BUDI = "199011052015031001"
CICI = "199508172024212001"
BARIS_TABEL = 10

UNIT = (Unit(kode="01", nama="Dinas Contoh"), Unit(kode="01.1", nama="Bidang Layanan", induk="01"))


def orang(nip: str, nama: str, **ganti: Any) -> Pegawai:
    """One row of the roster; a PNS of Bidang Layanan below the head unless said otherwise."""
    isi: dict[str, Any] = {
        "nip": nip,
        "nama": nama,
        "jenis": JenisPegawai.PNS,
        "unit": "01.1",
        "jabatan": "Analis Kebijakan Ahli Pertama",
        "keluarga": Keluarga.JA_JF,
        "golongan": "III/b",
        "atasan": KEPALA,
    }
    return Pegawai(**(isi | ganti))


PEGAWAI = (
    orang(
        KEPALA,
        "Dr. Rahmat Hidayat, M.Si.",
        unit="01",
        jabatan="Kepala Dinas Contoh",
        keluarga=Keluarga.JPT_PUKM,
        golongan="IV/c",
        atasan=None,
        penilai_luar="H. Surya Darma",
        jabatan_penilai_luar="Bupati Contoh",
    ),
    orang(ANI, "Ani Lestari, S.Kom."),
    orang(BUDI, "Budi Santoso, S.Sos."),
    orang(CICI, "Cici Permata, A.Md.", jenis=JenisPegawai.PPPK, golongan="IX"),
)
SEBUTAN = {
    "III/b": "Penata Muda Tingkat I, III/b",
    "IV/c": "Pembina Utama Muda, IV/c",
    "IX": "IX",
}


def daftar(pegawai: Sequence[Pegawai] = PEGAWAI, unit: Sequence[Unit] = UNIT) -> Daftar:
    """The roster with cells: person i on row i + 2, NIP in A, nama in B, unit in C, jabatan in D, atasan in
    E.
    """
    tempat = {
        f"pegawai[{i}].{bidang}": Tempat("pegawai", f"{kolom}{i + 2}")
        for i in range(len(pegawai))
        for kolom, bidang in zip("ABCDE", ("nip", "nama", "unit", "jabatan", "atasan"), strict=True)
    }
    tempat |= {f"unit[{i}].kode": Tempat("unit", f"A{i + 2}") for i in range(len(unit))}
    return Daftar(berkas="pegawai.xlsx", pegawai=tuple(pegawai), unit=tuple(unit), tempat=tempat)


def identitas(pegawai: Pegawai) -> Identitas:
    """The block as `buat` prefills it."""
    unit = {satu.kode: satu.nama for satu in UNIT}
    return Identitas(
        nama=pegawai.nama,
        nip=pegawai.nip,
        pangkat_golongan=SEBUTAN[pegawai.golongan] if pegawai.golongan else None,
        jabatan=pegawai.jabatan,
        unit_kerja=unit[pegawai.unit],
    )


_IDENTITAS_KE_SEL = {
    f"{blok}.{bidang}": f"{kolom}{baris}"
    for blok, kolom in (("pegawai", "C"), ("penilai", "E"))
    for baris, bidang in enumerate(("nama", "nip", "pangkat_golongan", "jabatan", "unit_kerja"), start=4)
}
_KEPALA_LEMBAR = {"instansi": "A2", "periode_penilaian": "E2", **_IDENTITAS_KE_SEL}


def tabel(teks: str) -> list[list[str]]:
    """Rows of a text table; cells between bars, trimmed."""
    return [[sel.strip() for sel in baris.strip().split("|")] for baris in teks.strip().splitlines()]


def hasil_kerja(
    teks: str, kolom: Sequence[str]
) -> tuple[dict[str, list[dict[str, Any]]], dict[str, Tempat], int]:
    """RHK and their IKI from a table with the named columns: `nomor`, fields of the RHK, `iki.<field>`.

    Column A says "U" (utama) or "T" (tambahan) on the first row of an RHK and is blank on its further IKI
    rows. Gives the sections, the cells, the row after the table.
    """
    bagian: dict[str, list[dict[str, Any]]] = {"utama": [], "tambahan": []}
    tempat: dict[str, Tempat] = {}
    nama = "utama"
    isi_tabel = tabel(teks) if teks.strip() else []
    for baris, sel in enumerate(isi_tabel, start=BARIS_TABEL):
        isi = dict(zip(kolom, (satu or None for satu in sel[1:]), strict=True))
        if sel[0]:
            nama = {"U": "utama", "T": "tambahan"}[sel[0]]
            bagian[nama].append({"iki": []})
        nomor_rhk = len(bagian[nama]) - 1
        rhk = bagian[nama][-1]
        nomor_iki = len(rhk["iki"])
        iki: dict[str, Any] = {}
        for letak, satu in enumerate(kolom, start=1):
            alamat = Tempat("SKP", f"{nama_kolom(letak)}{baris}")
            if satu.startswith("iki."):
                iki[satu[4:]] = isi[satu]
                tempat[f"{nama}[{nomor_rhk}].iki[{nomor_iki}].{satu[4:]}"] = alamat
            elif sel[0]:
                rhk[satu] = isi[satu]
                tempat[f"{nama}[{nomor_rhk}].{satu}"] = alamat
        if any(iki.values()):
            rhk["iki"].append(iki)
    if not bagian["utama"]:
        tempat["utama"] = Tempat("SKP", f"A{BARIS_TABEL}")
    return bagian, tempat, BARIS_TABEL + len(isi_tabel)


def _perilaku(tempat: dict[str, Tempat], baris: int, *bidang: str) -> list[dict[str, str]]:
    for i in range(len(NILAI_BERAKHLAK)):
        for letak, satu in enumerate(bidang):
            tempat[f"perilaku[{i}].{satu}"] = Tempat("SKP", f"{nama_kolom(letak)}{baris + i}")
    return [{"nilai": satu.nama, "panduan": "\n".join(satu.panduan)} for satu in NILAI_BERAKHLAK]


KOLOM_JA = ("rhk_pimpinan", "rencana", "iki.aspek", "iki.indikator", "iki.target")
KOLOM_JPT = ("rencana", "iki.indikator", "iki.target", "iki.perspektif")
KOLOM_EVAL_JA = (*KOLOM_JA, "iki.realisasi", "iki.umpan_balik")
KOLOM_EVAL_JPT = (*KOLOM_JPT, "iki.realisasi", "iki.umpan_balik")
JA = Keluarga.JA_JF
JPT = Keluarga.JPT_PUKM


def dokumen(berkas: str, isi: Isi, tempat: Mapping[str, Tempat], **ganti: Any) -> Dokumen:
    """A stamped document around its content."""
    lembar = {"skp": "SKP", "mph": "MPH", "evaluasi": "Evaluasi", "perjanjian": "PK"}.get(
        str(_tag(isi)), "Lembar"
    )
    isi_lain: dict[str, Any] = {
        "berkas": berkas,
        "hash": berkas,
        "lembar": lembar,
        "formulir": str(_tag(isi)),
        "versi": 1,
        "isi": isi,
        "tempat": {jalur: Tempat(lembar, satu.sel) for jalur, satu in tempat.items()},
        "cap": Cap(formulir={str(_tag(isi)): 1}, nip=ganti.get("nip")),
    }
    return Dokumen(**(isi_lain | ganti))


dokumen_ = dokumen


def _tag(isi: Isi) -> object:
    return isi.__struct_config__.tag


def skp(nip: str, teks: str, *, penilai: Identitas | None = None, **ganti: Any) -> Dokumen:
    """An SKP kuantitatif of someone of PEGAWAI; JPT/PUKM columns for the head, JA/JF for the others."""
    pegawai = {satu.nip: satu for satu in PEGAWAI}[nip]
    kolom = KOLOM_JPT if pegawai.keluarga is JPT else KOLOM_JA
    bagian, tempat, akhir = hasil_kerja(teks, kolom)
    isi = msgspec.convert(
        {
            "jenis": "skp",
            "instansi": "Pemerintah Contoh",
            "periode_penilaian": PERIODE,
            **bagian,
            "perilaku": _perilaku(tempat, akhir + 1, "nilai", "panduan", "ekspektasi"),
        },
        Skp,
    )
    isi = msgspec.structs.replace(isi, pegawai=identitas(pegawai), penilai=penilai or _penilai(pegawai))
    return dokumen(
        ganti.pop("berkas", f"SKP_{nip}.xlsx"),
        isi,
        tempat | {jalur: Tempat("SKP", sel) for jalur, sel in _KEPALA_LEMBAR.items()},
        keluarga=ganti.pop("keluarga", pegawai.keluarga),
        pendekatan=ganti.pop("pendekatan", Pendekatan.KUANTITATIF),
        nip=nip,
        **ganti,
    )


def _penilai(pegawai: Pegawai) -> Identitas:
    if pegawai.atasan is None:
        return Identitas(nama=pegawai.penilai_luar, jabatan=pegawai.jabatan_penilai_luar)
    return identitas({satu.nip: satu for satu in PEGAWAI}[pegawai.atasan])


def evaluasi(
    nip: str,
    teks: str,
    *,
    periode: str = "2026-TW1",
    hasil: str | None = "Sesuai Ekspektasi",
    perilaku: str | None = "Sesuai Ekspektasi",
    predikat: str | None = "Baik",
    capaian: str | None = "Baik",
    **ganti: Any,
) -> Dokumen:
    """A Hasil Evaluasi kuantitatif: the SKP's columns, then realisasi and umpan balik."""
    pegawai = {satu.nip: satu for satu in PEGAWAI}[nip]
    kolom = KOLOM_EVAL_JPT if pegawai.keluarga is JPT else KOLOM_EVAL_JA
    bagian, tempat, akhir = hasil_kerja(teks, kolom)
    isi = msgspec.convert(
        {
            "jenis": "evaluasi",
            "instansi": "Pemerintah Contoh",
            "periode": {"TW": "TRIWULAN I", "AK": "AKHIR"}[periode[5:7]],
            "periode_penilaian": PERIODE,
            "capaian_organisasi": capaian,
            **bagian,
            "rating_hasil": hasil,
            "perilaku": [
                {**baris, "umpan_balik": "Baik, pertahankan"}
                for baris in _perilaku(tempat, akhir + 2, "nilai", "panduan", "ekspektasi", "umpan_balik")
            ],
            "rating_perilaku": perilaku,
            "predikat": predikat,
        },
        Evaluasi,
    )
    isi = msgspec.structs.replace(isi, pegawai=identitas(pegawai), penilai=_penilai(pegawai))
    lain = {
        "periode": "F2",
        "capaian_organisasi": "B9",
        "rating_hasil": f"B{akhir}",
        "rating_perilaku": f"B{akhir + 10}",
        "predikat": f"B{akhir + 11}",
    }
    return dokumen(
        ganti.pop("berkas", f"EVALUASI_{nip}_{periode}.xlsx"),
        isi,
        tempat | {jalur: Tempat("Evaluasi", sel) for jalur, sel in (_KEPALA_LEMBAR | lain).items()},
        keluarga=ganti.pop("keluarga", pegawai.keluarga),
        pendekatan=ganti.pop("pendekatan", Pendekatan.KUANTITATIF),
        nip=nip,
        periode=periode,
        **ganti,
    )


def mph(pimpinan: str, teks: str, **ganti: Any) -> Dokumen:
    """A matrix: first row the columns (from C on), then NIP, peran hasil … ; two peran in one cell with " ;
    ".
    """
    menurut_nip = {satu.nip: satu for satu in PEGAWAI}
    baris = tabel(teks)
    judul = baris[0][1:]
    tempat = {
        f"kolom[{k}].judul": Tempat("MPH", f"{nama_kolom(k + 2)}{BARIS_TABEL}") for k in range(len(judul))
    }
    tempat |= {"pimpinan.nama": Tempat("MPH", "A8"), "pimpinan.nip": Tempat("MPH", "B8")}
    anggota = []
    for i, sel in enumerate(baris[1:]):
        letak = BARIS_TABEL + 1 + i
        siapa = menurut_nip[sel[0]]
        tempat |= {
            f"anggota[{i}].nama": Tempat("MPH", f"A{letak}"),
            f"anggota[{i}].nip": Tempat("MPH", f"B{letak}"),
        }
        peran = []
        for k, isi_sel in enumerate(sel[1:]):
            tempat[f"anggota[{i}].peran[{k}]"] = Tempat("MPH", f"{nama_kolom(k + 2)}{letak}")
            peran.append(tuple(satu.strip() for satu in isi_sel.split(";") if satu.strip()))
        anggota.append(BarisMph(nama=siapa.nama, nip=siapa.nip, jabatan=siapa.jabatan, peran=tuple(peran)))
    kepala = menurut_nip[pimpinan]
    isi = Mph(
        periode_penilaian=PERIODE,
        unit_kerja="Dinas Contoh",
        pimpinan=BarisMph(nama=kepala.nama, nip=kepala.nip, jabatan=kepala.jabatan),
        kolom=tuple(KolomMph(judul=satu or None) for satu in judul),
        anggota=tuple(anggota),
    )
    return dokumen(ganti.pop("berkas", f"MPH_{pimpinan}.xlsx"), isi, tempat, nip=pimpinan, **ganti)


def perjanjian(unit: str, capaian: Mapping[str, str | None], **ganti: Any) -> Dokumen:
    """A unit's sheet with its capaian per period, from row 20 on: period in A, capaian in B."""
    isi = PerjanjianKinerja(
        unit_kode=unit,
        tahun=str(TAHUN),
        capaian=tuple(CapaianUnit(periode=satu, capaian=nilai) for satu, nilai in capaian.items()),
    )
    tempat = {"unit_kode": Tempat("PK", "B3"), "tahun": Tempat("PK", "B4")}
    for k in range(len(capaian)):
        tempat[f"capaian[{k}].periode"] = Tempat("PK", f"A{20 + k}")
        tempat[f"capaian[{k}].capaian"] = Tempat("PK", f"B{20 + k}")
    cap = Cap(formulir={"perjanjian": 1}, unit=unit)
    return dokumen(ganti.pop("berkas", f"PK_{unit}.xlsx"), isi, tempat, unit=unit, **({"cap": cap} | ganti))


R1 = "Kepuasan masyarakat meningkat (penugasan dari Bupati)"
R2 = "Kapasitas organisasi meningkat (penugasan dari Bupati)"
SKP_KEPALA = f"""
U | {R1} | Indeks kepuasan masyarakat | 90  | Penerima Layanan
  |      | Layanan tepat waktu        | 95% | Proses Bisnis
U | {R2} | Indeks profesionalitas ASN | 80  | Penguatan Internal
  |      | Serapan anggaran           | 97% | Anggaran
"""
SKP_ANI = f"""
U | {R1} | Rekomendasi perbaikan layanan loket | Kuantitas | Jumlah rekomendasi | 4 rekomendasi
  |      |                                     | Waktu     | Ketepatan waktu    | 12 hari kerja
"""
SKP_BUDI = f"""
U | {R1} | Layanan loket tanpa keluhan berulang | Kualitas  | Keluhan selesai | 95%
T | {R2} | Modul pelatihan petugas loket        | Kuantitas | Jumlah modul    | 2 modul
"""
SKP_CICI = f"""
U | {R2} | Laporan serapan anggaran yang akurat | Waktu | Laporan terbit | tanggal 5 tiap bulan
"""
MPH_KEPALA = f"""
nip    | {R1}                                 | {R2}
{ANI}  | Rekomendasi perbaikan layanan loket  |
{BUDI} | Layanan loket tanpa keluhan berulang | Modul pelatihan petugas loket
{CICI} |                                      | Laporan serapan anggaran yang akurat
"""


def dengan_realisasi(
    teks: str, realisasi: str = "tercapai berdasarkan laporan bulanan | Baik, lanjutkan"
) -> str:
    """A table of an SKP with the two columns of its evaluation."""
    return "\n".join(f"{baris} | {realisasi}" for baris in teks.strip().splitlines())


def semua_dokumen() -> tuple[Dokumen, ...]:
    """The clean instansi: four SKP, a matrix, four evaluations of TW1, two units with capaian."""
    isi = {KEPALA: SKP_KEPALA, ANI: SKP_ANI, BUDI: SKP_BUDI, CICI: SKP_CICI}
    return (
        *(skp(nip, teks) for nip, teks in isi.items()),
        mph(KEPALA, MPH_KEPALA),
        *(evaluasi(nip, dengan_realisasi(teks)) for nip, teks in isi.items()),
        perjanjian("01", {"2026-TW1": "Baik"}),
        perjanjian("01.1", {"2026-TW1": "Baik"}),
    )


def manual_kepala(dokumen: Sequence[Dokumen]) -> tuple[Dokumen, ...]:
    """A complete manual of each SKP JPT/PUKM among the documents, so that M301 has nothing to say."""
    semua = []
    for satu in dokumen:
        if isinstance(satu.isi, Skp) and satu.keluarga is JPT:
            manual = tuple(
                ManualIndikator(
                    rencana=hasil.rencana,
                    indikator=iki.indikator,
                    definisi="Hasil survei",
                    formula="Jumlah nilai",
                    satuan="Indeks",
                    kendali=("Outcome",),
                    pelaporan=("Tahunan",),
                )
                for _, hasil in satu.isi.hasil_kerja()
                for iki in hasil.iki
                if iki.indikator
            )
            tempat = {
                f"manual[{i}].{bidang}": Tempat("Lembar", f"C{5 + 10 * i + j}")
                for i in range(len(manual))
                for j, bidang in enumerate(
                    ("rencana", "indikator", "formula", "satuan", "kendali", "pelaporan")
                )
            }
            semua.append(dokumen_(f"MANUAL_{satu.berkas}", ManualSkp(manual=manual), tempat, nip=satu.nip))
    return tuple(semua)


def konteks(dokumen: Sequence[Dokumen] | None = None, **ganti: Any) -> Konteks:
    """A konteks of the clean instansi, or of these documents."""
    semua = tuple(semua_dokumen() if dokumen is None else dokumen)
    isi: dict[str, Any] = {
        "daftar": daftar(),
        "dokumen": semua + manual_kepala(semua),
        "instansi": "Pemerintah Contoh",
        "tahun": TAHUN,
    }
    return Konteks(**(isi | ganti))


def ubah(asal: Konteks, berkas: str, **nilai: Any) -> Konteks:
    """The konteks with fields of one workbook changed: `ubah(k, "SKP_…", **{"utama[0].rencana": None})`.

    A path that opens with "dokumen." changes the document itself.
    """
    baru = []
    kena = 0
    for satu in asal.dokumen:
        kini = satu
        if satu.berkas == berkas:
            kena += 1
            for jalur, isi in nilai.items():
                if jalur.startswith("dokumen."):
                    kini = msgspec.structs.replace(kini, **{jalur[8:]: isi})
                else:
                    kini = msgspec.structs.replace(kini, isi=pasang(kini.isi, jalur, isi))
        baru.append(kini)
    assert kena, f"tidak ada {berkas}"
    return msgspec.structs.replace(asal, dokumen=tuple(baru))


def pasang(isi: Any, jalur: str, nilai: Any) -> Any:
    """A struct or tuple with the value at a path changed; index = length appends."""
    langkah = re.match(r"\.?([a-z_]+)|\[(\d+)\]", jalur)
    assert langkah is not None, jalur
    sisa = jalur[langkah.end() :]
    if langkah[1]:
        lama = getattr(isi, langkah[1])
        return msgspec.structs.replace(isi, **{langkah[1]: pasang(lama, sisa, nilai) if sisa else nilai})
    nomor = int(langkah[2])
    deret = list(isi)
    if nomor == len(deret):
        deret.append(nilai)
    else:
        deret[nomor] = pasang(deret[nomor], sisa, nilai) if sisa else nilai
    return tuple(deret)


LAMPIRAN = LampiranSkp(
    dukungan_sumber_daya=("Dua petugas loket",),
    skema_pertanggungjawaban=("Laporan triwulanan",),
    konsekuensi=("Penghargaan pegawai teladan",),
)


def tanpa(asal: Konteks, *berkas: str) -> Konteks:
    """The konteks without these workbooks."""
    return msgspec.structs.replace(asal, dokumen=tuple(d for d in asal.dokumen if d.berkas not in berkas))


def tambah(asal: Konteks, *dokumen: Dokumen) -> Konteks:
    """The konteks with these documents as well."""
    return msgspec.structs.replace(asal, dokumen=(*asal.dokumen, *dokumen))


def temuan_lain(asal: Konteks) -> list[Temuan]:
    """All findings, but that not everybody has been rated (P606): these books hold the papers of a few."""
    return [satu for satu in periksa(asal) if satu.kode != "P606"]


def satu_temuan(asal: Konteks, kode: str) -> Temuan:
    """The only finding there is, of that code: nothing else may be found."""
    semua = temuan_lain(asal)
    assert [satu.kode for satu in semua] == [kode], [(t.kode, t.berkas, t.sel, t.pesan) for t in semua]
    return semua[0]


def kode_temuan(asal: Konteks) -> list[str]:
    """Codes of all findings, in the order they are given."""
    return [satu.kode for satu in temuan_lain(asal)]
