"""Many faults at random places of an instansi in memory: one kind a rule, one person a fault.

The evaluation follows what its SKP says, as a filled-in template does. Patterns of a unit (family P) follow from the
planted ratings and are no fault of their own.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from skpbook.checks.konteks import Konteks
from skpbook.contoh.memori import konteks_instansi
from skpbook.domain.evaluasi import DokumenEvaluasi, Evaluasi
from skpbook.domain.mph import Mph
from skpbook.domain.pegawai import Keluarga, Pendekatan
from skpbook.domain.skp import Skp
from skpbook.forms.paths import ambil, taruh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from skpbook.contoh.instansi import Instansi
    from skpbook.domain.dokumen import Dokumen, Isi

Tempat4 = tuple[str, str | None, str | None, str | None]
"""(code, file, sheet, cell) of a finding."""

Ubahan = tuple[type, str, "Callable[[str | None], str | None]"]
"""(kind of paper, field path, old text -> new text)."""


class Jenis(Struct, frozen=True):
    """A kind of fault: its rule, what changes (the first change is where it is found)."""

    kode: str
    ubah: tuple[Ubahan, ...]


def _jadi(teks: str | None) -> Callable[[str | None], str | None]:
    return lambda _lama: teks


def _kedua(kode: str, jalur: str, ganti: Callable[[str | None], str | None]) -> Jenis:
    """A change of the SKP that its evaluation repeats."""
    return Jenis(kode, ((Skp, jalur, ganti), (Evaluasi, jalur, ganti)))


def _beda(*pilihan: str) -> Callable[[str | None], str | None]:
    """Another one of a choice."""
    return lambda lama: next(satu for satu in pilihan if satu != lama)


JENIS: tuple[Jenis, ...] = (
    Jenis("I101", ((Skp, "pegawai.nip", _jadi(None)),)),
    Jenis("I102", ((Skp, "pegawai.nip", lambda lama: (lama or "")[:-1]),)),
    Jenis("I103", ((Skp, "pegawai.nip", _jadi("1,98E+17")),)),
    Jenis("I106", ((Skp, "pegawai.nama", _jadi("Wening Kalingga")),)),
    Jenis("I107", ((Skp, "pegawai.pangkat_golongan", _jadi("Penata Utama, III/e")),)),
    Jenis("I110", ((Skp, "pegawai.jabatan", _jadi("Juru Kunci Museum")),)),
    _kedua("S204", "utama[0].iki[0].target", _jadi(None)),
    _kedua("S205", "utama[0].iki[0].aspek", _jadi("Keindahan")),
    _kedua("S209", "utama[0].iki[0].target", _jadi("sesuai kebutuhan")),
    Jenis("S210", ((Skp, "periode_penilaian", _jadi("JANUARI SD DESEMBER")),)),
    Jenis("S211", ((Skp, "pengesahan.tanggal_penilai", _jadi("2026-03-09")),)),
    Jenis("S212", ((Skp, "perilaku[2].panduan", _jadi("- Bekerja sebaik-baiknya")),)),
    Jenis("S216", ((Skp, "pengesahan.nama_penilai", _jadi(None)),)),
    _kedua("S217", "utama[0].iki[0].target", _jadi("............")),
    Jenis("K401", ((Skp, "utama[0].rhk_pimpinan", _jadi("Lestarinya terumbu karang")),)),
    Jenis("K402", ((Skp, "utama[0].rhk_pimpinan", lambda lama: (lama or "").upper()),)),
    Jenis("E501", ((Evaluasi, "utama[0].iki[0].target", _jadi("7 rim kertas")),)),
    Jenis("E503", ((Evaluasi, "utama[0].iki[0].realisasi", _jadi(None)),)),
    Jenis("E504", ((Evaluasi, "utama[0].iki[0].realisasi", _jadi("separuhnya")),)),
    Jenis(
        "E506", ((Evaluasi, "rating_perilaku", _jadi("Memuaskan")), (DokumenEvaluasi, "catatan", _jadi(None)))
    ),
    Jenis(
        "E507",
        (
            (Evaluasi, "predikat", _beda("Baik", "Sangat Baik")),
            (DokumenEvaluasi, "predikat", _beda("Baik", "Sangat Baik")),
        ),
    ),
    Jenis(
        "E508",
        (
            (Evaluasi, "capaian_organisasi", _beda("Kurang", "Sangat Kurang")),
            (DokumenEvaluasi, "capaian_organisasi", _beda("Kurang", "Sangat Kurang")),
        ),
    ),
    Jenis("E515", ((DokumenEvaluasi, "predikat", _beda("Kurang", "Baik")),)),
    Jenis("K408", ((Mph, "", _jadi(None)),)),
)
"""What is planted; K408 empties the person's row of his leader's matrix."""


class Tanaman(Struct, frozen=True):
    """An instansi with its faults, and where each must be found."""

    konteks: Konteks
    harapan: tuple[Tempat4, ...]


def tanam(instansi: Instansi, banyak: int, benih: int = 2026) -> Tanaman:
    """Plant `banyak` faults, kind after kind, each on another person. ValueError where people are too few."""
    konteks = konteks_instansi(instansi)
    rencana = _bagikan(instansi, konteks, banyak, random.Random(benih))  # noqa: S311 - invented places, nothing secret
    harapan: list[Tempat4] = []
    baru = []
    for dokumen in konteks.dokumen:
        kini = dokumen
        if isinstance(dokumen.isi, Mph):
            for nomor, baris in enumerate(dokumen.isi.anggota):
                jenis = rencana.get(baris.nip or "")
                if jenis is not None and jenis.kode == "K408":
                    kini = replace(kini, isi=_tanpa_peran(kini.isi, nomor))
                    harapan.append(_di(dokumen, "K408", f"anggota[{nomor}].nama"))
        elif (jenis := rencana.get(dokumen.nip or "")) is not None:
            for letak, (tipe, jalur, ganti) in enumerate(jenis.ubah):
                if type(dokumen.isi) is tipe:
                    kini = replace(kini, isi=_pasang(kini.isi, jalur, ganti))
                    if letak == 0:
                        harapan.append(_di(dokumen, jenis.kode, jalur))
        baru.append(kini)
    return Tanaman(replace(konteks, dokumen=tuple(baru)), tuple(harapan))


def _bagikan(instansi: Instansi, konteks: Konteks, banyak: int, acak: random.Random) -> Mapping[str, Jenis]:
    """NIP -> the fault of that person. What others build on (SKP, matrix) only goes wrong where nobody is below."""
    bawah = [nip for nip in instansi.orang if _cocok(instansi, nip) and not instansi.bawahan(nip)]
    atas = [nip for nip in instansi.orang if _cocok(instansi, nip) and instansi.bawahan(nip)]
    acak.shuffle(bawah)
    acak.shuffle(atas)
    bersama = _tergantikan(konteks)
    tergantikan = set(bersama)
    rencana: dict[str, Jenis] = {}
    for nomor in range(banyak):
        jenis = JENIS[nomor % len(JENIS)]
        kumpulan = atas if atas and jenis.kode[0] not in "SK" else bawah
        if not kumpulan:
            raise ValueError(f"hanya {nomor} pegawai yang dapat ditanami")
        if jenis.kode == "K408":
            pilihan = next((nip for nip in kumpulan if nip in tergantikan), None)
            if pilihan is None:
                raise ValueError(f"hanya {nomor} pegawai yang dapat ditanami")
            kumpulan.remove(pilihan)
            tergantikan -= bersama[pilihan]
        else:
            pilihan = kumpulan.pop()
        rencana[pilihan] = jenis
    return rencana


def _tergantikan(konteks: Konteks) -> Mapping[str, set[str]]:
    """NIP of those without whom every column of the matrix still has a peran and nothing is summed up -> those
    of the same matrix: two rows emptied at once might leave a column bare.
    """
    hasil: dict[str, set[str]] = {}
    for mph in konteks.dari(Mph):
        isi = mph.isi
        semua = {baris.nip or "" for baris in isi.anggota}
        for baris in isi.anggota:
            kolom = [k for k, sel in enumerate(baris.peran) if sel]
            sendiri = any(isi.kolom[k].metode for k in kolom)
            lain = all(any(b.peran[k] for b in isi.anggota if b is not baris) for k in kolom)
            if lain and kolom and not sendiri:
                hasil[baris.nip or ""] = semua
    return hasil


def _cocok(instansi: Instansi, nip: str) -> bool:
    """People on the form that has every field a fault needs."""
    orang = instansi.orang[nip]
    pegawai = orang.pegawai
    if pegawai.tugas_belajar or pegawai.keluarga is not Keluarga.JA_JF:
        return False
    if pegawai.pendekatan is not Pendekatan.KUANTITATIF or orang.utama[0].dari is None:
        return False
    return sum(len(hasil.ukuran) for hasil in orang.hasil) > 1  # a form all empty is told once, elsewhere


def _di(dokumen: Dokumen, kode: str, jalur: str) -> Tempat4:
    tempat = dokumen.di(jalur)
    return kode, dokumen.berkas, tempat.lembar, tempat.sel


def _tanpa_peran(isi: Isi, nomor: int) -> Isi:
    if not isinstance(isi, Mph):
        return isi
    anggota = list(isi.anggota)
    anggota[nomor] = replace(anggota[nomor], peran=tuple(() for _ in anggota[nomor].peran))
    return replace(isi, anggota=tuple(anggota))


def _pasang(isi: Isi, jalur: str, ganti: Callable[[str | None], str | None]) -> Isi:
    pohon: Any = msgspec.json.decode(msgspec.json.encode(isi))
    taruh(pohon, jalur, ganti(ambil(pohon, jalur)))
    return msgspec.convert(pohon, type(isi))


def bandingkan(tanaman: Tanaman) -> tuple[list[Tempat4], list[Tempat4]]:
    """(planted and not found, found and not planted), patterns of units left out."""
    from collections import Counter

    from skpbook.checks.jalankan import periksa

    ada = Counter(_letak(periksa(tanaman.konteks)))
    harus = Counter(tanaman.harapan)
    return list((harus - ada).elements()), list((ada - harus).elements())


def _letak(semua: Any) -> Iterator[Tempat4]:
    for satu in semua:
        if not satu.kode.startswith("P"):
            yield satu.kode, satu.berkas, satu.lembar, satu.sel


def ringkas(tanaman: Tanaman) -> Mapping[str, int]:
    """Figures to print."""
    kurang, lebih = bandingkan(tanaman)
    banyak = len(tanaman.harapan)
    return {"ditanam": banyak, "ditemukan": banyak - len(kurang), "di luar yang ditanam": len(lebih)}
