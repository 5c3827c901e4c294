"""Results as a person reads them on a screen."""

from __future__ import annotations

import shutil
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from skpbook.app.aturan import KeteranganAturan
    from skpbook.app.buat import HasilBuat
    from skpbook.app.contoh import HasilContoh
    from skpbook.app.periksa import HasilPeriksa
    from skpbook.app.siapkan import HasilSiapkan
    from skpbook.domain.pengecualian import Pengecualian
    from skpbook.domain.temuan import Temuan
    from skpbook.recap.tulis import RingkasanRekap

_PANJANG_SEL = 8


def lebar() -> int:
    """Columns to write in."""
    return max(60, min(shutil.get_terminal_size((100, 24)).columns, 140))


def lipat(teks: str, awalan: str = "", lanjutan: str | None = None) -> str:
    """A paragraph folded to the screen."""
    return textwrap.fill(
        teks, lebar(), initial_indent=awalan, subsequent_indent=awalan if lanjutan is None else lanjutan
    )


def tabel(kepala: Sequence[str], baris: Iterable[Sequence[object]]) -> str:
    """Columns as wide as their content, numbers to the right."""
    semua = [tuple(str(isi) for isi in satu) for satu in baris]
    ukuran = [max(len(satu[k]) for satu in (tuple(kepala), *semua)) for k in range(len(kepala))]
    angka = [bool(semua) and all(satu[k].isdigit() for satu in semua) for k in range(len(kepala))]

    def susun(satu: Sequence[str]) -> str:
        isi = (
            teks.rjust(panjang) if kanan else teks.ljust(panjang)
            for teks, panjang, kanan in zip(satu, ukuran, angka, strict=True)
        )
        return "  ".join(isi).rstrip()

    return "\n".join([susun(kepala), "  ".join("-" * panjang for panjang in ukuran), *map(susun, semua)])


def daftar_temuan(temuan: Sequence[Temuan]) -> str:
    """Findings file by file; the same finding in many cells is told once with its cells."""
    baris: list[str] = []
    berkas: str | None = None
    for kelompok in _kelompok(temuan):
        satu = kelompok[0]
        judul = " · ".join(teks for teks in (satu.berkas or "(tanpa berkas)", satu.nama, satu.nip) if teks)
        if judul != berkas:
            baris.append(("\n" if baris else "") + judul)
            berkas = judul
        baris.append(lipat(f"{_tingkat(satu)} {satu.kode} {_letak(kelompok)}{satu.pesan}", "  ", "      "))
        beda = [
            f"{label}: {nilai}"
            for label, nilai in (("tertulis", satu.ditemukan), ("seharusnya", satu.seharusnya))
            if nilai
        ]
        if beda:
            baris.append(lipat("; ".join(beda), "      "))
        if satu.saran:
            baris.append(lipat(satu.saran, "      "))
    return "\n".join(baris)


def _tingkat(satu: Temuan) -> str:
    return f"{satu.tingkat.value} (dikecualikan)" if satu.dikecualikan else satu.tingkat.value


def periksa(hasil: HasilPeriksa, pengecualian: Sequence[Pengecualian]) -> str:
    """The findings that stand with their counts; apart from them what has been waived, and why."""
    berlaku = [satu for satu in hasil.temuan if not satu.dikecualikan]
    lepas = [satu for satu in hasil.temuan if satu.dikecualikan]
    bagian = [daftar_temuan(berlaku)] if berlaku else []
    bagian.append(f"{len(berlaku)} temuan: {jumlah_temuan(hasil.ringkasan)}.")
    if lepas:
        alasan = [satu for satu in pengecualian if any(satu.kena(temuan) for temuan in lepas)]
        bagian += [f"Dikecualikan, tidak dihitung: {len(lepas)} temuan.", daftar_temuan(lepas)]
        bagian.append("\n".join(["Alasannya:", *(lipat(_pengecualian(s), "  ", "      ") for s in alasan)]))
    return "\n\n".join(bagian)


def pengecualian(semua: Sequence[Pengecualian]) -> str:
    """Waivers, one a paragraph, the revoked ones among them."""
    if not semua:
        return "Tidak ada pengecualian yang tercatat."
    return "\n".join(lipat(_pengecualian(satu), "", "    ") for satu in semua)


def _pengecualian(satu: Pengecualian) -> str:
    masa = f"periode {satu.periode}" if satu.periode else "semua periode"
    cabut = (
        f"; dibatalkan oleh {satu.dicabut_oleh or '?'}, {satu.dicabut_pada[:10]}" if satu.dicabut_pada else ""
    )
    return f"{satu.kode} {satu.nip}, {masa}: {satu.alasan} (oleh {satu.oleh}, {satu.pada[:10]}{cabut})"


def jumlah_temuan(ringkasan: Mapping[str, int]) -> str:
    """One line of counts."""
    return ", ".join(f"{angka} {nama}" for nama, angka in ringkasan.items())


def _kelompok(temuan: Sequence[Temuan]) -> list[list[Temuan]]:
    peta: dict[tuple[object, ...], list[Temuan]] = {}
    for satu in temuan:
        isi = (satu.pesan, satu.ditemukan, satu.seharusnya, satu.saran, satu.dikecualikan)
        kunci = (satu.berkas, satu.nip, satu.kode, *isi)
        peta.setdefault(kunci, []).append(satu)
    urut = dict.fromkeys((satu.berkas, satu.nip) for satu in temuan)
    nomor = {kunci: letak for letak, kunci in enumerate(urut)}
    return sorted(peta.values(), key=lambda isi: nomor[isi[0].berkas, isi[0].nip])


def _letak(kelompok: Sequence[Temuan]) -> str:
    sel = [f"{satu.lembar or ''}!{satu.sel}" if satu.lembar else satu.sel for satu in kelompok if satu.sel]
    if not sel:
        return ""
    lebih = f" dan {len(sel) - _PANJANG_SEL} sel lain" if len(sel) > _PANJANG_SEL else ""
    return f"[{', '.join(sel[:_PANJANG_SEL])}{lebih}] "


def siapkan(hasil: HasilSiapkan) -> str:
    """What `siapkan` made, and what to do next."""
    baris = [f"Buku siap di {hasil.buku}."]
    if hasil.dibuat:
        baris.append(lipat(f"Dibuat: {', '.join(hasil.dibuat)}.", "  "))
    if hasil.sudah_ada:
        baris.append(lipat(f"Sudah ada dan tidak diubah: {', '.join(hasil.sudah_ada)}.", "  "))
    baris.extend(lipat(satu, "  ") for satu in hasil.diabaikan)
    if hasil.pegawai:
        baris.append(
            f"Berikutnya: {hasil.daftar} sudah memuat {hasil.pegawai} pegawai; jalankan skpbook buat skp."
        )
    else:
        baris.append(f"Berikutnya: isi {hasil.daftar}, lalu jalankan skpbook buat skp.")
    return "\n".join(baris)


def buat(hasil: HasilBuat) -> str:
    """What `buat` wrote, then whatever a person has to see to, the most harmful first."""
    baris = [
        f"{len(hasil.berkas)} templat {hasil.tahap} dibuat di {hasil.folder}, {len(hasil.zip)} paket zip."
        if hasil.berkas
        else f"Tidak ada templat {hasil.tahap} yang dibuat."
    ]
    if hasil.ditolak:
        siapa = _sebutkan(f"{nama or '(tanpa nama)'} ({nip or 'NIP kosong'})" for nip, nama in hasil.ditolak)
        baris.append(
            lipat(f"Tidak dibuat untuk {siapa}: betulkan dahulu daftar pegawai menurut temuan di bawah ini.")
        )
    if hasil.temuan:
        baris.append(daftar_temuan(hasil.temuan))
    if hasil.tanpa:
        baris.append(_menunggu(hasil))
    for berkas, sebab in (
        (hasil.terisi, "sudah diisi atau disimpan ulang orang, jadi tidak ditimpa dan tidak ikut di zip. "
         "Impor berkas itu bila isinya sudah selesai; hapus atau pindahkan bila ingin templat baru"),
        (hasil.terbuka, "sedang terbuka di program lain, jadi tidak diganti; tutup, lalu jalankan lagi"),
    ):  # fmt: skip
        if berkas:
            baris.append(lipat(f"{len(berkas)} berkas {sebab}:"))
            baris.extend(_potong_daftar(berkas))
    if hasil.dipindah:
        baris.append(_dipindah(hasil))
    baris.extend(lipat(satu) for satu in hasil.catatan)
    if hasil.berkas:
        baris.append(
            lipat(
                f"Berikutnya: kirim zip tiap unit ({_perintah_kirim(hasil)} --uji memperlihatkan ke mana); letakkan "
                "berkas yang kembali di masuk/, lalu jalankan skpbook impor."
            )
        )
    return "\n".join(baris)


def _perintah_kirim(hasil: HasilBuat) -> str:
    """The command that mails what was made."""
    periode = hasil.folder.rpartition("/")[2].removeprefix(hasil.tahap).removeprefix("-")
    return f"skpbook kirim {hasil.tahap}" + (f" --periode {periode}" if periode else "")


def _menunggu(hasil: HasilBuat) -> str:
    """People by what they wait for: one missing matrix is one line, however many wait."""
    menurut: dict[str, list[str]] = {}
    for nip, nama, apa in hasil.tanpa:
        menurut.setdefault(apa, []).append(f"{nama} ({nip})")
    kelompok = [(apa, len(orang), _sebutkan(orang, 2)) for apa, orang in menurut.items()]
    tindak = (
        f"{len(hasil.dilewati)} templat belum dibuat karena menunggu tahap sebelumnya; impor dahulu yang "
        "ditunggu, atau pakai --kosong untuk membuatnya tanpa bahan itu:"
        if hasil.dilewati
        else f"{len(hasil.tanpa)} templat dibuat tanpa bahan dari tahap sebelumnya:"
    )
    return "\n".join(
        [lipat(tindak), *_potong_daftar(tabel(("Menunggu", "Pegawai", "Siapa"), kelompok).split("\n"), 22)]
    )


def _dipindah(hasil: HasilBuat) -> str:
    terisi = [satu.ke for satu in hasil.dipindah if satu.terisi]
    folder = f"{hasil.folder}/_lama"
    kalimat = (
        f"{len(hasil.dipindah)} templat lama dipindahkan ke {folder}, karena orangnya pindah unit, berganti "
        "nama, atau tidak lagi memerlukannya."
    )
    if not terisi:
        return lipat(kalimat)
    return "\n".join([lipat(f"{kalimat} Yang sudah diisi orang:"), *_potong_daftar(terisi)])


def _sebutkan(isi: Iterable[str], banyak: int = 5) -> str:
    """The first few, and how many more."""
    semua = list(isi)
    lebih = f", dan {len(semua) - banyak} lagi" if len(semua) > banyak else ""
    return ", ".join(semua[:banyak]) + lebih


def _potong_daftar(baris: Sequence[str], banyak: int = 10) -> list[str]:
    """Lines, indented, with a word on those left out."""
    lebih = [f"  … dan {len(baris) - banyak} lagi; semuanya dengan --json."] if len(baris) > banyak else []
    return [*(f"  {satu}" for satu in baris[:banyak]), *lebih]


def rekap(hasil: RingkasanRekap) -> str:
    """Where the recap is and what it says."""
    baris = [(nama, angka) for nama, angka in hasil.predikat.items()]
    return "\n".join(
        [
            f"Rekap {hasil.periode or 'tahun buku'}: {hasil.berkas}",
            tabel(("Predikat", "Pegawai"), [*baris, ("Belum", hasil.belum)]),
        ]
    )


def satu_aturan(aturan: KeteranganAturan) -> str:
    """One rule explained."""
    return "\n".join(
        [
            f"{aturan.kode} · {aturan.tingkat} · {aturan.judul}",
            "",
            lipat(aturan.penjelasan),
            "",
            lipat(f"Dasar: {aturan.dasar}"),
            lipat(f"Salah: {aturan.salah}"),
            lipat(f"Benar: {aturan.benar}"),
        ]
    )


def semua_aturan(aturan: Iterable[KeteranganAturan]) -> str:
    """All rules, one line each."""
    return tabel(("Kode", "Tingkat", "Judul"), [(satu.kode, satu.tingkat, satu.judul) for satu in aturan])


def contoh(hasil: HasilContoh) -> str:
    """What was found in the sample book, and where its recap is."""
    temuan = [(satu.kode, satu.tingkat, satu.banyak, satu.temuan, satu.tempat) for satu in hasil.temuan]
    predikat = ", ".join(f"{nama} {angka}" for nama, angka in hasil.predikat.items())
    return "\n".join(
        [
            f"Buku contoh: {hasil.buku} ({hasil.pegawai} pegawai, {hasil.berkas_masuk} berkas masuk)",
            f"Predikat: {predikat}",
            "",
            tabel(("Kode", "Tingkat", "Banyak", "Temuan", "Tempat pertama"), temuan),
            "",
            f"Rekap: {hasil.rekap}",
        ]
    )
