"""What lies among the forms without being one: told apart by name and kind, counted, never opened."""

from __future__ import annotations

from skpbook.intake.tolak import Ditolak

AWALAN_KUNCI = ("~$", ".~lock.")
"""Lock files that Excel and LibreOffice leave beside an open workbook."""

_SISTEM = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r", "__macosx"})

KUNCI = Ditolak(
    "B005",
    "Ini berkas kunci sementara yang ditinggalkan Excel, bukan formulir; dilewati.",
    saran="Tutup berkas aslinya di Excel; berkas ini hilang sendiri.",
)
SISTEM = Ditolak(
    "B020",
    "Ini berkas tersembunyi atau berkas milik sistem operasi, bukan formulir; dilewati.",
    saran="Tidak perlu berbuat apa-apa; bila ini formulir, beri nama yang tidak diawali titik.",
)
FOLDER_SISTEM = Ditolak(
    "B020",
    "Ini folder tersembunyi atau folder milik sistem operasi; dilewati bersama isinya.",
    saran="Tidak perlu berbuat apa-apa; bila ada formulir di dalamnya, pindahkan ke folder biasa.",
)
TAUTAN = Ditolak(
    "B020",
    "Ini tautan ke berkas atau folder di tempat lain; tautan tidak pernah diikuti, jadi dilewati.",
    ditemukan="tautan simbolik",
    seharusnya="berkas atau folder itu sendiri",
    saran="Salin berkas aslinya ke sini, lalu impor lagi.",
)
KHUSUS = Ditolak(
    "B020",
    "Ini pipa, soket, atau perangkat, bukan berkas biasa; tidak dibuka dan dilewati.",
    ditemukan="berkas khusus",
    seharusnya="berkas biasa",
    saran="Pindahkan dari folder ini; bila ada formulir yang dimaksud, salin formulirnya ke sini.",
)
SAMPUL = Ditolak(
    "B020",
    "Ini sampul paket yang ikut terkirim kembali, bukan formulir; dilewati.",
    saran="Tidak perlu berbuat apa-apa.",
)

TAK_DIKENAL = "_tak-dikenal"
"""The folder in masuk/ with messages of senders whom the roster does not know: read only when it is named."""

PENGIRIM_TAK_DIKENAL = Ditolak(
    "B020",
    "Folder ini berisi pesan dari pengirim yang alamatnya tidak ada di lembar Unit; dilewati bersama isinya.",
    ditemukan="pesan dari pengirim yang tidak dikenal",
    saran=f"Periksa pesannya. Yang benar dari pegawai pindahkan ke masuk/, atau impor dengan menyebut berkasnya: "
    f"skpbook impor masuk/{TAK_DIKENAL}/NAMA.eml.",
)


def lewati_nama(nama: str) -> Ditolak | None:
    """Why a file of this name (without folders) is skipped; None for one that is to be read."""
    if nama.startswith(AWALAN_KUNCI):
        return KUNCI
    return SISTEM if nama_sistem(nama) else None


def nama_sistem(nama: str) -> bool:
    """Whether an operating system or a program keeps a file or folder of this name for itself."""
    return nama.startswith(".") or nama.casefold() in _SISTEM
