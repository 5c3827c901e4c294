"""What a form definition (workbook_templates/*.toml) may say.

A definition is a stack of blocks on a column grid. Every block kind has one module in `forms.blocks` that
lays it out and one in `forms.reading` that reads it back; a field's type, choices, help and limits stand once
in `[isian]` and are found by the last parts of its path, so that `utama[0].iki[1].aspek` takes `iki.aspek`,
else `aspek`.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

JenisIsian = Literal["teks", "nip", "tanggal", "pilihan", "nama"]
JenisRumus = Literal["predikat", "nomor", "ikut"]


class Isian(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A field: how it is called, typed, validated and explained.

    `rumus`: "predikat" (from the two ratings), "nomor" (running number of the RHK), "ikut" (shows the cell
    of another form of the same workbook, named in `ikut` as `kode-jenis:path`). `boleh_ubah`: stays an input
    even when prefilled. `maks`: longest text, in characters. `kelompok`: the Petunjuk sheet explains the
    fields of a group in one line.
    """

    label: str
    petunjuk: str = ""
    kelompok: str | None = None
    jenis: JenisIsian = "teks"
    pilihan: str | None = None
    wajib: bool = False
    maks: int = 4000
    rumus: JenisRumus | None = None
    ikut: str | None = None
    boleh_ubah: bool = False


class SelBaris(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One cell of a `baris` block: fixed `teks`, or a field `isi`, over columns `k` ("B" or "B:D").

    `tanda` marks a choice cell "( ) Outcome": its text is the choice, `isi` the list it adds to. `b`: rows
    high. `dari`: where a field's label stands ("kiri" in its row, "atas" in the row above).
    """

    k: str
    teks: str | None = None
    isi: str | None = None
    gaya: str | None = None
    tanda: str | None = None
    dari: Literal["kiri", "atas"] = "kiri"
    b: int = 1


class Judul(Struct, frozen=True, kw_only=True, tag_field="jenis", tag="judul", forbid_unknown_fields=True):
    """Fixed title lines over the whole width. `ulang`: printed again at the top of every page."""

    baris: tuple[str, ...]
    ulang: bool = False


class Kop(Struct, frozen=True, kw_only=True, tag_field="jenis", tag="kop", forbid_unknown_fields=True):
    """(NAMA INSTANSI) left, PERIODE PENILAIAN right; printed again on every page unless `ulang` is off.

    A sheet repeats one band of rows on all its pages: on forms of several parts it is this row, true of every
    page, and not the heading of the one table.
    """

    instansi: str
    label: str
    periode: str
    ulang: bool = True


class Identitas(
    Struct, frozen=True, kw_only=True, tag_field="jenis", tag="identitas", forbid_unknown_fields=True
):
    """The two five-row blocks side by side. `kolom` = NO, label, isi of the left and of the right block."""

    kolom: tuple[str, str, str, str, str, str]
    nip_penilai_opsional: bool = False
    baris_kelima_penilai: str = "UNIT KERJA"


class Baris(Struct, frozen=True, kw_only=True, tag_field="jenis", tag="baris", forbid_unknown_fields=True):
    """Rows of labels and fields. `tinggi` in points, one a row, 0 = one line.

    `utuh`: not split over pages, and on one page with the signatures that follow. `ulang`: printed again on
    every page.
    """

    baris: tuple[tuple[SelBaris, ...], ...]
    tinggi: tuple[float, ...] = ()
    utuh: bool = False
    ulang: bool = False


class KolomTabel(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column of a table: heading, field, and whether it belongs to the item (1) or its child rows (2).

    `bantu`: an aid column outside the printed area. `gaya`: a cell style of the theme, not the usual one.
    """

    k: str
    kepala: str
    isi: str
    tingkat: Literal[1, 2] = 1
    bantu: bool = False
    gaya: str | None = None


class Seksi(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A section of a table ("A. UTAMA") whose items go to the list `ke`.

    `tampak` empty items are visible, `cadangan` more hidden; each has `anak_tampak` + `anak_cadangan` child
    rows. `minimal` items at least are to be filled in; the others only count once somebody began them.
    `pas`: the child rows known already are all there are, so that no empty one is visible below them.
    `kepala_ulang`: the headings of the further columns stand beside the section's title too.
    """

    ke: str
    judul: str | None = None
    minimal: int = 0
    pas: bool = False
    kepala_ulang: bool = False
    tampak: int = 5
    cadangan: int = 10
    anak_tampak: int = 3
    anak_cadangan: int = 2


class Tabel(Struct, frozen=True, kw_only=True, tag_field="jenis", tag="tabel", forbid_unknown_fields=True):
    """A table of items with child rows (`anak`), or a flat one. Headings locate the columns.

    `tinggi` of an empty row and `tinggi_kepala` of the headings in points. `utuh`: not split over pages where
    it fits on one. `ulang`: headings printed on every page (only for sheets that are one table).
    """

    kolom: tuple[KolomTabel, ...]
    seksi: tuple[Seksi, ...]
    judul: str | None = None
    anak: str | None = None
    nomor_kolom: bool = True
    kunci: str = "rencana"
    tinggi: float = 30
    tinggi_kepala: float = 32
    utuh: bool = False
    ulang: bool = False


class Kualitatif(
    Struct, frozen=True, kw_only=True, tag_field="jenis", tag="kualitatif", forbid_unknown_fields=True
):
    """Two-row items: the RHK, then its ukuran keberhasilan under a label row, one sentence a row.

    `kepala` are further columns of each sentence (perspektif, realisasi, umpan balik). `tinggi` of an empty
    row in points.
    """

    nomor: str
    tinggi: float = 30
    teks: str
    label_ukuran: str
    seksi: tuple[Seksi, ...]
    judul: str | None = None
    kepala: tuple[KolomTabel, ...] = ()


class Perilaku(
    Struct, frozen=True, kw_only=True, tag_field="jenis", tag="perilaku", forbid_unknown_fields=True
):
    """The seven BerAKHLAK rows. `kolom` = NO, panduan, ekspektasi; the others only on evaluations.

    They begin a new printed page, unless `halaman_baru` is off, so that they and the signatures stay together
    whatever the table above grows to.
    """

    judul: str
    halaman_baru: bool = True
    kolom: tuple[str, str, str]
    umpan_balik: str | None = None
    label_umpan_balik: str | None = None
    nada: str | None = None


class Daftar(Struct, frozen=True, kw_only=True, tag_field="jenis", tag="daftar", forbid_unknown_fields=True):
    """A headed numbered list of texts, of which at least the first is to be filled in."""

    judul: str
    isi: str
    nomor: str
    teks: str
    tampak: int = 5
    cadangan: int = 10
    sub: bool = False
    tinggi: float = 24


class Matriks(
    Struct, frozen=True, kw_only=True, tag_field="jenis", tag="matriks", forbid_unknown_fields=True
):
    """Matriks Peran Hasil: leader's IKI/RHK across, people down.

    Columns share `lebar` characters, none narrower than `kolom_tersempit` or wider than `kolom_terlebar`;
    what does not fit on one printed page goes on further pages beside it, with the names again.
    """

    kepala_orang: str
    kepala_kolom: str
    label_metode: str
    label_pimpinan: str
    kolom_tampak: int = 6
    kolom_cadangan: int = 0
    orang_tampak: int = 10
    orang_cadangan: int = 20
    peran_tampak: int = 2
    peran_cadangan: int = 2
    lebar: float = 150
    kolom_tersempit: float = 17
    kolom_terlebar: float = 34
    tinggi: float = 30


class TandaTangan(
    Struct, frozen=True, kw_only=True, tag_field="jenis", tag="tanda-tangan", forbid_unknown_fields=True
):
    """Signatures. Columns of the left (pegawai; None where only the penilai signs) and the right block."""

    penilai: str
    pegawai: str | None = None
    tempat_pegawai: bool = False


class Kurva(Struct, frozen=True, kw_only=True, tag_field="jenis", tag="kurva", forbid_unknown_fields=True):
    """POLA DISTRIBUSI: a native chart, `tinggi_baris` rows high, that follows the capaian organisasi cell."""

    judul: str
    ikut: str = "capaian_organisasi"
    tinggi_baris: int = 9


class Catatan(
    Struct, frozen=True, kw_only=True, tag_field="jenis", tag="catatan", forbid_unknown_fields=True
):
    """Footnotes."""

    baris: tuple[str, ...]


class Ulang(Struct, frozen=True, kw_only=True, tag_field="jenis", tag="ulang", forbid_unknown_fields=True):
    """A group of blocks repeated for every item of the list `ke`, each beginning its own printed page.

    `minimal` items at least are to be filled in.
    """

    ke: str
    minimal: int = 1
    bagian: tuple[Baris | Daftar, ...]
    tampak: int = 8
    cadangan: int = 12


Bagian = (
    Judul
    | Kop
    | Identitas
    | Baris
    | Tabel
    | Kualitatif
    | Perilaku
    | Daftar
    | Matriks
    | TandaTangan
    | Kurva
    | Catatan
    | Ulang
)


class Kenali(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Titles a sheet is known by: every one of `semua`, none of `bukan` (normalised, in its top rows)."""

    semua: tuple[str, ...]
    bukan: tuple[str, ...] = ()


class Definisi(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One form. `dokumen` is the tag of the domain struct it holds; `kolom` are grid widths in characters.

    `mendatar`: landscape. `lebar_halaman`: printed pages side by side; then `kolom_ulang` ("A:C") stand on
    each. `bekukan`: rows and columns that are printed on every page stay in sight while scrolling.
    """

    kode: str
    versi: int
    nama: str
    dokumen: str
    lembar: str
    sumber: str
    kolom: tuple[float, ...]
    bagian: tuple[Bagian, ...]
    kenali: Kenali
    keluarga: str | None = None
    pendekatan: str | None = None
    mendatar: bool = True
    kolom_bantu: tuple[str, ...] = ()
    kolom_ulang: str | None = None
    lebar_halaman: int = 1
    bekukan: bool = False
    petunjuk: tuple[str, ...] = ()
    isian: dict[str, Isian] = field(default_factory=dict)
    label: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Paket(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which forms one workbook bundles: the sheets that belong together for a stage, family and approach.

    `petunjuk` is what the Petunjuk sheet begins with, where it is not for people who fill in a form.
    `terbuka`: the sheets are not protected and take more rows than are laid out.
    """

    kode: str
    nama: str
    tahap: str
    awalan_berkas: str
    lembar: tuple[str, ...]
    petunjuk: tuple[str, ...] = ()
    terbuka: bool = False
    keluarga: str | None = None
    pendekatan: str | None = None
    tugas_belajar: bool = False


class KelompokIsian(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Fields that the Petunjuk sheet explains in one line."""

    label: str
    petunjuk: str


class Umum(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all forms share: field definitions and their groups, label spellings, packages."""

    isian: dict[str, Isian]
    kelompok: dict[str, KelompokIsian]
    label: dict[str, tuple[str, ...]]
    paket: tuple[Paket, ...]


class Asing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A known wrong workbook and the texts it is known by."""

    nama: str
    semua: tuple[str, ...]
    bukan: tuple[str, ...] = ()
