"""What a form definition (workbook_templates/*.toml) may say.

A definition is a stack of blocks on a column grid. Every block kind has one module in `forms.blocks` that lays
it out and reads it back; a field's type, choices, help and limits stand once in `[isian]` and are found by the
last parts of its path, so that `utama[0].iki[1].aspek` takes `iki.aspek`, else `aspek`.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

JenisIsian = Literal["teks", "nip", "tanggal", "pilihan", "nama"]
JenisRumus = Literal["predikat", "nomor", "ikut"]


class Isian(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A field: how it is called, typed, validated and explained.

    `rumus`: "predikat" (from the two ratings), "nomor" (running number of the RHK), "ikut" (shows the cell of
    another form of the same workbook, named in `ikut` as `kode-jenis:path`). `boleh_ubah`: stays an input even
    when prefilled. `maks`: longest text, in characters.
    """

    label: str
    petunjuk: str = ""
    jenis: JenisIsian = "teks"
    pilihan: str | None = None
    wajib: bool = False
    maks: int = 4000
    rumus: JenisRumus | None = None
    ikut: str | None = None
    boleh_ubah: bool = False


class SelBaris(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One cell of a `baris` block: fixed `teks`, or a field `isi`, over columns `k` ("B" or "B:D").

    `tanda` marks a choice cell "( ) Outcome": its text is the choice, `isi` the list it adds to.
    `dari`: where a field's label stands ("kiri" in its row, "atas" in the row above).
    """

    k: str
    teks: str | None = None
    isi: str | None = None
    gaya: str | None = None
    tanda: str | None = None
    dari: Literal["kiri", "atas"] = "kiri"


class Judul(Struct, frozen=True, kw_only=True, tag_field="jenis", tag="judul", forbid_unknown_fields=True):
    """Fixed title lines over the whole width."""

    baris: tuple[str, ...]


class Kop(Struct, frozen=True, kw_only=True, tag_field="jenis", tag="kop", forbid_unknown_fields=True):
    """(NAMA INSTANSI) left, PERIODE PENILAIAN right."""

    instansi: str
    label: str
    periode: str


class Identitas(
    Struct, frozen=True, kw_only=True, tag_field="jenis", tag="identitas", forbid_unknown_fields=True
):
    """The two five-row blocks side by side. `kolom` = NO, label, isi of the left and of the right block."""

    kolom: tuple[str, str, str, str, str, str]
    nip_penilai_opsional: bool = False
    baris_kelima_penilai: str = "UNIT KERJA"


class Baris(Struct, frozen=True, kw_only=True, tag_field="jenis", tag="baris", forbid_unknown_fields=True):
    """Rows of labels and fields. `tinggi` in points, one a row, 0 = automatic."""

    baris: tuple[tuple[SelBaris, ...], ...]
    tinggi: tuple[float, ...] = ()


class KolomTabel(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column of a table: its heading, the field, and whether it belongs to the item (1) or to its child rows (2)."""

    k: str
    kepala: str
    isi: str
    tingkat: Literal[1, 2] = 1
    bantu: bool = False


class Seksi(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A section of a table ("A. UTAMA") whose items go to the list `ke`.

    `tampak` empty items are visible, `cadangan` more hidden; each has `anak_tampak` + `anak_cadangan` child rows.
    """

    ke: str
    judul: str | None = None
    tampak: int = 5
    cadangan: int = 10
    anak_tampak: int = 3
    anak_cadangan: int = 2


class Tabel(Struct, frozen=True, kw_only=True, tag_field="jenis", tag="tabel", forbid_unknown_fields=True):
    """A table of items with child rows (`anak`), or a flat one. Headings locate the columns."""

    kolom: tuple[KolomTabel, ...]
    seksi: tuple[Seksi, ...]
    judul: str | None = None
    anak: str | None = None
    nomor_kolom: bool = True
    kunci: str = "rencana"


class Kualitatif(
    Struct, frozen=True, kw_only=True, tag_field="jenis", tag="kualitatif", forbid_unknown_fields=True
):
    """Two-row items: the RHK, then its ukuran keberhasilan under a label row, one sentence a row.

    `kolom` are further columns of each sentence (perspektif, realisasi, umpan balik).
    """

    nomor: str
    teks: str
    label_ukuran: str
    seksi: tuple[Seksi, ...]
    judul: str | None = None
    kepala: tuple[KolomTabel, ...] = ()


class Perilaku(
    Struct, frozen=True, kw_only=True, tag_field="jenis", tag="perilaku", forbid_unknown_fields=True
):
    """The seven BerAKHLAK rows. `kolom` = NO, panduan, ekspektasi; `umpan_balik`, `nada` only on evaluations."""

    judul: str
    kolom: tuple[str, str, str]
    umpan_balik: str | None = None
    label_umpan_balik: str | None = None
    nada: str | None = None


class Daftar(Struct, frozen=True, kw_only=True, tag_field="jenis", tag="daftar", forbid_unknown_fields=True):
    """A headed numbered list of texts."""

    judul: str
    isi: str
    nomor: str
    teks: str
    tampak: int = 5
    cadangan: int = 10
    sub: bool = False


class Matriks(
    Struct, frozen=True, kw_only=True, tag_field="jenis", tag="matriks", forbid_unknown_fields=True
):
    """Matriks Peran Hasil: leader's IKI/RHK across, people down."""

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


class TandaTangan(
    Struct, frozen=True, kw_only=True, tag_field="jenis", tag="tanda-tangan", forbid_unknown_fields=True
):
    """Signatures. Columns of the left (pegawai; None where only the penilai signs) and the right block."""

    penilai: str
    pegawai: str | None = None
    tempat_pegawai: bool = False


class Kurva(Struct, frozen=True, kw_only=True, tag_field="jenis", tag="kurva", forbid_unknown_fields=True):
    """POLA DISTRIBUSI: a native chart that follows the capaian kinerja organisasi cell."""

    judul: str
    ikut: str = "capaian_organisasi"
    tinggi_baris: int = 9


class Catatan(
    Struct, frozen=True, kw_only=True, tag_field="jenis", tag="catatan", forbid_unknown_fields=True
):
    """Footnotes."""

    baris: tuple[str, ...]


class Ulang(Struct, frozen=True, kw_only=True, tag_field="jenis", tag="ulang", forbid_unknown_fields=True):
    """A group of blocks repeated for every item of the list `ke`, each on its own printed page."""

    ke: str
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
    """Titles a sheet is known by: every one of `semua`, none of `bukan` (normalised, anywhere on the sheet)."""

    semua: tuple[str, ...]
    bukan: tuple[str, ...] = ()


class Definisi(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One form. `dokumen` is the tag of the domain struct it holds; `kolom` are grid widths in characters."""

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
    petunjuk: tuple[str, ...] = ()
    isian: dict[str, Isian] = field(default_factory=dict)
    label: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Paket(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which forms one workbook bundles: the sheets that belong together for a stage, family and approach."""

    kode: str
    nama: str
    tahap: str
    awalan_berkas: str
    lembar: tuple[str, ...]
    keluarga: str | None = None
    pendekatan: str | None = None
    tugas_belajar: bool = False


class Umum(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all forms share: field definitions, label spellings, packages."""

    isian: dict[str, Isian]
    label: dict[str, tuple[str, ...]]
    paket: tuple[Paket, ...]


class Asing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A known wrong workbook and the texts it is known by."""

    nama: str
    semua: tuple[str, ...]
    bukan: tuple[str, ...] = ()
