"""M301-M305: the manual indikator of a JPT/PUKM."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.isian import contoh_formulir, kosong
from skpbook.checks.jalur import nilai_jalur
from skpbook.checks.kaskade.cocok import terdekat
from skpbook.checks.nama_hasil import jalur_menurut_nama, nama_iki
from skpbook.checks.registry import aturan
from skpbook.domain.pegawai import Keluarga, Pendekatan
from skpbook.domain.skp import Skp
from skpbook.domain.strategi import KENDALI, PELAPORAN, ManualIndikator, ManualSkp
from skpbook.domain.teks import normal_rencana
from skpbook.domain.temuan import Temuan, Tingkat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from skpbook.checks.kertas import Kertas
    from skpbook.checks.konteks import Konteks

_DASAR = "Panduan BKN Tahap 3: setiap indikator kinerja JPT/PUKM mempunyai satu manual indikator."


def _terisi(satu: ManualIndikator) -> bool:
    """A form has spare manuals; one in which nothing stands is none."""
    return bool(
        satu.indikator or satu.rencana or satu.definisi or satu.tujuan or satu.kendali or satu.pelaporan
    )


def _manual(konteks: Konteks) -> Iterator[tuple[Kertas[ManualSkp], str, ManualIndikator]]:
    for kertas in konteks.dari(ManualSkp):
        for nomor, satu in enumerate(kertas.isi.manual):
            if _terisi(satu):
                yield kertas, f"manual[{nomor}]", satu


def _menurut_nip(konteks: Konteks) -> Mapping[str, tuple[Kertas[ManualSkp], ...]]:
    peta: dict[str, list[Kertas[ManualSkp]]] = {}
    for kertas in konteks.dari(ManualSkp):
        if kertas.nip:
            peta.setdefault(kertas.nip, []).append(kertas)
    return {nip: tuple(semua) for nip, semua in peta.items()}


@aturan(
    "M301",
    Tingkat.PERINGATAN,
    "Indikator tanpa manual",
    dasar=_DASAR,
    penjelasan="Setiap indikator kinerja individu dalam SKP JPT/PUKM mempunyai manual dengan nama "
    "indikator yang sama. Bila manual belum masuk sama sekali, dilaporkan satu kali. Manual yang namanya "
    "mirip dilaporkan sebagai M302.",
    salah="IKI “Serapan anggaran” tidak mempunyai manual.",
    benar="Manual “Serapan anggaran” dengan definisi, formula, satuan, dan sumber datanya.",
)
def tanpa_manual(konteks: Konteks) -> Iterator[Temuan]:
    milik = _menurut_nip(konteks)
    for kertas in konteks.dari(Skp):
        if kertas.dokumen.keluarga is not Keluarga.JPT_PUKM or kertas.pegawai is None:
            continue
        iki = [
            (f"{jalur}.iki[{nomor}].indikator", set(nama_iki(satu)), satu.indikator)
            for jalur, hasil in kertas.isi.hasil_kerja()
            for nomor, satu in enumerate(hasil.iki)
            if satu.indikator and not contoh_formulir(satu.indikator)
        ]
        manual = [
            normal_rencana(satu.indikator)
            for lembar in milik.get(kertas.pegawai.nip, ())
            for satu in lembar.isi.manual
            if satu.indikator
        ]
        if not manual and iki:
            yield _tanpa_manual(
                konteks, kertas, iki[0][0], f"Manual {len(iki)} indikator SKP ini belum ada.", None
            )
            continue
        lepas = [(nama, nama) for nama in manual if not any(nama in semua for _, semua, _ in iki)]
        for jalur, nama, indikator in iki:
            if nama.isdisjoint(manual) and not any(terdekat(satu, lepas, konteks.ambang) for satu in nama):
                yield _tanpa_manual(
                    konteks, kertas, jalur, "Indikator ini tidak mempunyai manual.", indikator
                )


def _tanpa_manual(
    konteks: Konteks, kertas: Kertas[Skp], jalur: str, pesan: str, ditemukan: str | None
) -> Temuan:
    return temuan(
        "M301",
        pesan,
        dokumen=kertas.dokumen,
        jalur=jalur,
        daftar=konteks.daftar,
        pegawai=kertas.pegawai,
        ditemukan=ditemukan,
        saran="Isi manual indikator dengan nama indikator yang sama.",
    )


@aturan(
    "M302",
    Tingkat.GALAT,
    "Manual untuk indikator yang tidak ada dalam SKP",
    dasar=_DASAR,
    penjelasan="Nama indikator pada manual harus sama dengan indikator kinerja individu dalam SKP "
    "pemiliknya, boleh beserta targetnya. Yang paling mirip disarankan. Dibandingkan bila SKP sudah masuk.",
    salah="Manual “Tingkat serapan”, SKP “Serapan anggaran”.",
    benar="Manual “Serapan anggaran”.",
)
def manual_asing(konteks: Konteks) -> Iterator[Temuan]:
    for kertas, jalur, satu in _manual(konteks):
        skp = konteks.skp.get(kertas.nip or "", ())
        if not skp or not satu.indikator or contoh_formulir(satu.indikator):
            continue
        nama = {
            nama: (n, letak)
            for n, lembar in enumerate(skp)
            for nama, letak in jalur_menurut_nama(lembar.isi).items()
        }
        kunci = normal_rencana(satu.indikator)
        if kunci in nama:
            continue
        mirip = terdekat(kunci, list(nama.items()), konteks.ambang)
        ke, letak = mirip.calon if mirip else (-1, "utama[0].iki[0].indikator")
        acuan = skp[ke]
        yield temuan(
            "M302",
            "Indikator pada manual ini tidak ada dalam SKP.",
            dokumen=kertas.dokumen,
            jalur=f"{jalur}.indikator",
            daftar=konteks.daftar,
            pegawai=kertas.pegawai,
            ditemukan=satu.indikator,
            saran=mirip.kalimat(nilai_jalur(acuan.isi, letak) or "")
            if mirip
            else "Samakan dengan indikator dalam SKP, atau hapus manualnya.",
            kaitan=acuan.dokumen.rujukan(letak),
        )


@aturan(
    "M303",
    Tingkat.GALAT,
    "Kualitas dan tingkat kendali tidak dipilih tepat satu",
    dasar="Panduan BKN Tahap 3, formulir manual indikator: Outcome, Outcome Antara, atau Output kendali "
    "rendah.",
    penjelasan="Pada setiap manual tepat satu pilihan kualitas dan tingkat kendali diberi tanda.",
    salah="Outcome dan Outcome Antara sama-sama diberi tanda X.",
    benar="Hanya Outcome Antara yang diberi tanda X.",
)
def kendali_salah(konteks: Konteks) -> Iterator[Temuan]:
    yield from _bukan_satu(konteks, "M303", "kendali", "Kualitas dan tingkat kendali", KENDALI)


@aturan(
    "M304",
    Tingkat.GALAT,
    "Periode pelaporan tidak dipilih tepat satu",
    dasar="Panduan BKN Tahap 3, formulir manual indikator: Bulanan, Triwulanan, Semesteran, atau Tahunan.",
    penjelasan="Pada setiap manual tepat satu periode pelaporan diberi tanda.",
    salah="Tidak ada periode yang diberi tanda.",
    benar="Hanya Triwulanan yang diberi tanda X.",
)
def pelaporan_salah(konteks: Konteks) -> Iterator[Temuan]:
    yield from _bukan_satu(konteks, "M304", "pelaporan", "Periode pelaporan", PELAPORAN)


def _bukan_satu(
    konteks: Konteks, kode: str, bidang: str, sebut: str, pilihan: tuple[str, ...]
) -> Iterator[Temuan]:
    for kertas, jalur, satu in _manual(konteks):
        dipilih: tuple[str, ...] = getattr(satu, bidang)
        if len(dipilih) == 1:
            continue
        yield temuan(
            kode,
            f"{sebut} belum dipilih." if not dipilih else f"{sebut} dipilih {len(dipilih)} sekaligus.",
            dokumen=kertas.dokumen,
            jalur=f"{jalur}.{bidang}",
            daftar=konteks.daftar,
            pegawai=kertas.pegawai,
            ditemukan=", ".join(dipilih) or None,
            saran=f"Beri tanda X pada tepat satu: {', '.join(pilihan)}.",
        )


@aturan(
    "M305",
    Tingkat.PERINGATAN,
    "Manual kuantitatif tanpa formula atau satuan",
    dasar="Panduan BKN Tahap 3: formula dan satuan pengukuran hanya opsional bagi indikator kualitatif.",
    penjelasan="Bagi SKP dengan pendekatan kuantitatif, setiap manual memuat formula dan satuan pengukuran.",
    salah="Formula kosong.",
    benar="Jumlah layanan tepat waktu dibagi seluruh layanan dikali 100%; satuan persen.",
)
def tanpa_formula(konteks: Konteks) -> Iterator[Temuan]:
    for kertas, jalur, satu in _manual(konteks):
        skp = konteks.skp.get(kertas.nip or "", ())
        if not skp or skp[-1].dokumen.pendekatan is not Pendekatan.KUANTITATIF:
            continue
        for bidang, sebut in (("formula", "Formula"), ("satuan", "Satuan pengukuran")):
            if kosong(getattr(satu, bidang)):
                yield temuan(
                    "M305",
                    f"{sebut} pada manual ini belum diisi.",
                    dokumen=kertas.dokumen,
                    jalur=f"{jalur}.{bidang}",
                    daftar=konteks.daftar,
                    pegawai=kertas.pegawai,
                    saran=f"Isi {sebut.lower()} indikator “{satu.indikator or satu.rencana}”.",
                )
