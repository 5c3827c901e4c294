"""E: the evaluation, by itself and against the SKP in force."""

from skpbook.checks.evaluasi import (
    dokumen,
    ekinerja,
    isi,
    kepala,
    lintas,
    panduan,
    penilaian,
    terhadap_skp,
    tugas_belajar,
    umpan_balik,
    waktu,
)

__all__ = [
    "dokumen",
    "ekinerja",
    "isi",
    "kepala",
    "lintas",
    "panduan",
    "penilaian",
    "terhadap_skp",
    "tugas_belajar",
    "umpan_balik",
    "waktu",
]
