"""E521-E524: what e-Kinerja BKN says of the same people and periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.registry import aturan
from skpbook.domain.ekinerja import BarisEkinerja, JenisEkinerja, LembarEkinerja
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.nip import MasalahNip, baca_nip
from skpbook.domain.periode import tulis_tanggal
from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.regulation.kuadran import predikat
from skpbook.regulation.label import Predikat, Rating, kenali_predikat, kenali_rating

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from skpbook.checks.ekinerja import BarisDi, Terpilih
    from skpbook.checks.konteks import Konteks

_CONTOH = 5
_MEDAN = (("hasil", "rating hasil kerja"), ("perilaku", "rating perilaku kerja"), ("predikat", "predikat"))
_BELUM = "belum dinilai"


@aturan(
    "E521",
    Tingkat.PERINGATAN,
    "Penilaian di berkas berbeda dari e-Kinerja",
    dasar="Praktik: penilaian yang berlaku bagi BKN adalah yang tercatat di e-Kinerja.",
    penjelasan="Kedua rating dan predikat pada evaluasi dibandingkan dengan ekspor e-Kinerja untuk pegawai dan "
    "periode yang sama. Isian yang belum ada di berkas tidak dibandingkan (itu E506); yang belum dinilai di "
    "e-Kinerja disebut. Mana yang benar tidak dapat ditentukan program.",
    salah="Berkas menyebut Baik, e-Kinerja Sangat Baik.",
    benar="Keduanya menyebut Baik.",
)
def berbeda(konteks: Konteks) -> Iterator[Temuan]:
    if not konteks.ekinerja:
        return
    for kertas in konteks.dari(Evaluasi):
        terpilih = konteks.ekinerja.get((kertas.nip or "", kertas.periode or ""))
        beda = _beda(kertas.isi, terpilih.ini.baris) if terpilih else ()
        if terpilih is None or not beda:
            continue
        if any(terpilih.ini.nilai):
            isi = "; ".join(f"{sebut} {ini} di berkas, {lain} di e-Kinerja" for _, sebut, ini, lain in beda)
        else:
            isi = f"{', '.join(ini for _, _, ini, _ in beda)} di berkas, {_BELUM} di e-Kinerja"
        medan = beda[0][0]
        yield temuan(
            "E521",
            f"{isi[:1].upper()}{isi[1:]}.",
            dokumen=kertas.dokumen,
            jalur={"hasil": "rating_hasil", "perilaku": "rating_perilaku"}.get(medan, medan),
            daftar=konteks.daftar,
            pegawai=kertas.pegawai,
            periode=kertas.periode,
            ditemukan=", ".join(ini for _, _, ini, _ in beda),
            saran="Tanyakan kepada penilai mana yang benar, lalu betulkan evaluasi di berkas atau di e-Kinerja.",
            kaitan=terpilih.ini.rujukan(medan),
        )


def _beda(isi: Evaluasi, baris: BarisEkinerja) -> tuple[tuple[str, str, str, str], ...]:
    """(field, how it is called, in the workbook, in e-Kinerja) of what differs."""
    hasil = kenali_rating(isi.rating_hasil) if isi.rating_hasil else None
    perilaku = kenali_rating(isi.rating_perilaku) if isi.rating_perilaku else None
    tertulis = kenali_predikat(isi.predikat) if isi.predikat else None
    menurut = tertulis or (predikat(hasil, perilaku) if hasil and perilaku else None)
    di_berkas: Sequence[Rating | Predikat | None] = (hasil, perilaku, menurut)
    lain = (baris.hasil, baris.perilaku, baris.predikat)
    return tuple(
        (medan, sebut, satu.value, dua or _BELUM)
        for (medan, sebut), satu, dua in zip(_MEDAN, di_berkas, lain, strict=True)
        if satu is not None and satu != dua and (dua is None or _dikenal(medan, dua))
    )


def _dikenal(medan: str, isi: str) -> bool:
    """One of the three ratings, of the five predikat (else E524)."""
    return (kenali_predikat(isi) if medan == "predikat" else kenali_rating(isi)) is not None


@aturan(
    "E522",
    Tingkat.INFO,
    "Beberapa baris e-Kinerja untuk satu pegawai",
    dasar="Praktik: e-Kinerja menulis satu baris untuk setiap SKP; mutasi dan Plt/Plh memberi lebih dari satu.",
    penjelasan="Yang dihitung adalah baris yang bukan Plt/Plh, lalu yang SKP-nya berakhir paling akhir. Baris "
    "lain ditunjukkan di sini supaya pilihannya dapat diperiksa.",
    salah="Pegawai mempunyai SKP jabatan definitif dan SKP Plt.",
    benar="Satu pegawai satu baris.",
)
def beberapa_baris(konteks: Konteks) -> Iterator[Temuan]:
    for (nip, periode), satu in konteks.ekinerja.items():
        if not satu.tersisih or nip not in konteks.daftar.menurut_nip:
            continue
        lain = "; ".join(_sebut(sisih) for sisih in satu.tersisih[:_CONTOH])
        yield _temuan_baris(
            konteks,
            "E522",
            satu,
            nip,
            periode,
            f"Yang dihitung {_sebut(satu.ini)}, bukan {lain}.",
            kaitan=satu.tersisih[0],
            saran="Tidak perlu berbuat apa-apa bila pilihannya benar.",
        )


def _sebut(satu: BarisDi) -> str:
    baris = satu.baris
    sifat = ["Plt/Plh" if baris.plt else "bukan Plt/Plh"]
    if baris.akhir:
        sifat.append(f"SKP sampai {tulis_tanggal(baris.akhir)}")
    return f"baris {baris.baris} ({', '.join(sifat)}, {baris.predikat or _BELUM})"


@aturan(
    "E523",
    Tingkat.PERINGATAN,
    "Dua penilaian e-Kinerja yang berbeda untuk satu pegawai",
    dasar="Satu pegawai mempunyai satu predikat untuk satu periode.",
    penjelasan="Untuk pegawai dan periode yang sama, ekspor e-Kinerja memuat lebih dari satu baris dengan "
    "rating atau predikat yang berbeda, dan bukan karena Plt/Plh atau SKP yang lebih dulu berakhir. Sementara "
    "itu yang dihitung adalah ekspor yang ditarik paling akhir.",
    salah="Rekap satu unit menyebut Baik, rekap unit lain menyebut Sangat Baik untuk NIP yang sama.",
    benar="Semua ekspor menyebut Baik.",
)
def penilaian_ganda(konteks: Konteks) -> Iterator[Temuan]:
    for (nip, periode), satu in konteks.ekinerja.items():
        lain = next((dua for dua in satu.setara if dua.nilai != satu.ini.nilai), None)
        if lain is None or nip not in konteks.daftar.menurut_nip:
            continue
        yield _temuan_baris(
            konteks,
            "E523",
            satu,
            nip,
            periode,
            f"Baris ini menyebut {_nilai(satu.ini)}; baris {lain.baris.baris} di {lain.lembar.berkas} menyebut "
            f"{_nilai(lain)}.",
            kaitan=lain,
            saran="Periksa di e-Kinerja mana yang berlaku, lalu tarik ulang ekspornya.",
        )


def _nilai(satu: BarisDi) -> str:
    return ", ".join(isi for isi in satu.nilai if isi) or _BELUM


def _temuan_baris(
    konteks: Konteks,
    kode: str,
    satu: Terpilih,
    nip: str,
    periode: str,
    pesan: str,
    *,
    kaitan: BarisDi,
    saran: str,
) -> Temuan:
    tempat = satu.ini.rujukan("predikat")
    return temuan(
        kode,
        pesan,
        daftar=konteks.daftar,
        nip=nip,
        periode=periode,
        berkas=tempat.berkas,
        lembar=tempat.lembar,
        sel=tempat.sel,
        ditemukan=_nilai(satu.ini),
        saran=saran,
        kaitan=kaitan.rujukan("predikat"),
    )


@aturan(
    "E524",
    Tingkat.PERINGATAN,
    "Baris e-Kinerja tidak dapat dipakai",
    dasar="Praktik: ekspor yang pernah disimpan lewat Excel kehilangan angka NIP atau judulnya.",
    penjelasan="Ekspor tanpa periode yang terbaca, NIP yang rusak, rating atau predikat yang tidak dikenal, dan "
    "pegawai yang tidak ada dalam daftar pegawai tidak ikut dibandingkan dan tidak ikut dihitung. Yang di luar "
    "daftar dilaporkan satu kali tiap lembar dengan banyaknya.",
    salah="NIP 1,98E+17.",
    benar="NIP 18 angka sebagai teks.",
)
def tidak_terpakai(konteks: Konteks) -> Iterator[Temuan]:
    for lembar in konteks.lembar_ekinerja:
        if konteks.periode is not None and lembar.periode not in (None, konteks.periode):
            continue
        yield from _tanpa_periode(konteks, lembar)
        yield from _baris_rusak(konteks, lembar)
        yield from _luar_daftar(konteks, lembar)


def _tanpa_periode(konteks: Konteks, lembar: LembarEkinerja) -> Iterator[Temuan]:
    tanpa = [satu for satu in lembar.baris if satu.periode is None]
    if lembar.jenis is not JenisEkinerja.SKP and tanpa:
        yield _temuan_sel(
            konteks,
            lembar,
            tanpa[0],
            "nip",
            f"Periode {len(tanpa)} baris ekspor ini tidak terbaca, sehingga tidak dipakai.",
            saran="Tarik ulang dari e-Kinerja dan jangan hapus baris judul di atas tabelnya.",
        )


def _baris_rusak(konteks: Konteks, lembar: LembarEkinerja) -> Iterator[Temuan]:
    for baris in lembar.baris:
        masalah = baca_nip(baris.nip)
        if isinstance(masalah, MasalahNip):
            yield _temuan_sel(
                konteks,
                lembar,
                baris,
                "nip",
                masalah.pesan,
                ditemukan=baris.nip,
                saran="Tarik ulang dari e-Kinerja dan impor berkasnya tanpa disimpan lewat Excel.",
            )
        for medan, sebut in _MEDAN:
            isi: str | None = getattr(baris, medan)
            if isi and not _dikenal(medan, isi):
                yield _temuan_sel(
                    konteks,
                    lembar,
                    baris,
                    medan,
                    f"{sebut[:1].upper()}{sebut[1:]} “{isi}” tidak dikenal.",
                    ditemukan=isi,
                    saran="Periksa penilaiannya di e-Kinerja.",
                )


def _luar_daftar(konteks: Konteks, lembar: LembarEkinerja) -> Iterator[Temuan]:
    luar = [
        satu
        for satu in lembar.baris
        if satu.nip not in konteks.daftar.menurut_nip and not isinstance(baca_nip(satu.nip), MasalahNip)
    ]
    if luar:
        contoh = ", ".join(f"{satu.nip} {satu.nama or ''}".strip() for satu in luar[:_CONTOH])
        lebih = ", antara lain" if len(luar) > _CONTOH else ":"
        yield _temuan_sel(
            konteks,
            lembar,
            luar[0],
            "nip",
            f"{len(luar)} pegawai di ekspor ini tidak ada dalam daftar pegawai{lebih} {contoh}.",
            ditemukan=str(len(luar)),
            saran="Tambahkan ke daftar pegawai bila memang pegawai instansi atau unit ini.",
        )


def _temuan_sel(
    konteks: Konteks,
    lembar: LembarEkinerja,
    baris: BarisEkinerja,
    medan: str,
    pesan: str,
    *,
    ditemukan: str | None = None,
    saran: str,
) -> Temuan:
    tempat = lembar.rujukan(baris, medan)
    # A finding about many people is nobody's: it has no NIP.
    orang = konteks.daftar.menurut_nip.get(baris.nip or "")
    return temuan(
        "E524",
        pesan,
        pegawai=orang,
        periode=baris.periode,
        berkas=tempat.berkas,
        lembar=tempat.lembar,
        sel=tempat.sel,
        ditemukan=ditemukan,
        saran=saran,
    )
