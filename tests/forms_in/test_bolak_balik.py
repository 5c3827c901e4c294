"""Round trip of every form: written, read, the same document; and every value stands where its place says."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from skpbook.domain.mph import BarisMph, KolomMph, Mph
from skpbook.forms.exact import baca_tepat
from skpbook.forms.grid import buka_kisi
from skpbook.forms.read import BacaanLembar, baca_buku
from tests.forms_in import dokumen as dk
from tests.forms_in.ubah import sisip_baris

SEDANG = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


def baca(data: bytes) -> BacaanLembar:
    buku = baca_buku(buka_kisi(data), dk.katalog(), dk.KUNCI)
    (lembar,) = buku.lembar
    assert buku.cap is not None
    assert buku.cap.sah
    return lembar


@pytest.mark.parametrize("kode", dk.semua_formulir())
@SEDANG
@given(data=st.data())
def test_ditulis_lalu_dibaca_sama(kode: str, data: st.DataObject) -> None:
    banyak = data.draw(dk.ukuran(kode))
    isi = data.draw(dk.pohon(kode, banyak))
    tertulis = dk.tulis(kode, dk.jadikan(kode, isi))
    lembar = baca(tertulis)
    assert lembar.formulir == kode
    assert not lembar.hilang
    assert lembar.isi == dk.harapan(kode, isi)


@pytest.mark.parametrize("kode", dk.semua_formulir())
@settings(SEDANG, max_examples=2)
@given(data=st.data())
def test_tempat_adalah_sel_isinya(kode: str, data: st.DataObject) -> None:
    isi = data.draw(dk.pohon(kode, data.draw(dk.ukuran(kode))))
    tertulis = dk.tulis(kode, dk.jadikan(kode, isi))
    periksa_tempat(tertulis, baca(tertulis))


def test_matriks_beberapa_halaman_mendatar() -> None:
    """Titles and headings stand once a page, side by side; the instansi is shown again, never read twice."""
    isi = Mph(
        instansi="Dinas Contoh",
        pimpinan=BarisMph(nama="Siti", nip="197005051995032001"),
        kolom=tuple(KolomMph(judul=f"Indikator {nomor}") for nomor in range(20)),
        anggota=(BarisMph(nama="Budi", peran=tuple((f"Peran {nomor}",) for nomor in range(20))),),
    )
    tertulis = dk.tulis("mph", isi)
    lembar = baca(tertulis)
    assert lembar.isi == isi
    assert lembar.tempat["kolom[19].judul"].sel == "V7"
    kisi = next(satu for satu in buka_kisi(tertulis) if satu.nama == "MPH")
    (menurut_label,) = baca_buku([sisip_baris(kisi, 8)], dk.katalog()).lembar
    assert menurut_label.isi == isi
    assert baca_tepat(sisip_baris(kisi, 8), dk.katalog(), dk.katalog().definisi["mph"], [()]) is None


def test_peran_di_kolom_tanpa_judul_ikut_tertulis() -> None:
    """A part under a heading nobody wrote is not lost when the matrix is written again."""
    isi = Mph(
        kolom=(KolomMph(judul="Indikator"),),
        anggota=(BarisMph(nama="Budi"), BarisMph(nama="Ani", peran=((), (), ("Peran",)))),
    )
    lembar = baca(dk.tulis("mph", isi)).isi
    assert isinstance(lembar, Mph)
    assert lembar.anggota[1].peran == ((), ("Peran",))


def periksa_tempat(data: bytes, lembar: BacaanLembar) -> None:
    """openpyxl finds at the place of every value the text it was read from."""
    buku = load_workbook(BytesIO(data), data_only=True)
    for jalur, nilai in _daun(lembar.isi):
        tempat = lembar.tempat[jalur]
        sel: Any = buku[tempat.lembar][tempat.sel].value
        assert sel is not None, (jalur, tempat)
        assert _termuat(nilai, sel), (jalur, tempat, nilai, sel)


def _termuat(nilai: str, sel: Any) -> bool:
    from skpbook.domain.teks import rapikan
    from skpbook.forms.values import teks_nilai
    from skpbook.regulation.pilihan import padat

    teks = teks_nilai(sel)
    if nilai in teks or padat(nilai) in padat(teks):
        return True
    from skpbook.domain.periode import baca_tanggal

    hari = baca_tanggal(teks) or baca_tanggal(teks.rpartition(",")[2].strip())
    return (hari is not None and hari.isoformat() == nilai) or rapikan(teks) == nilai


def _daun(satu: Any, jalur: str = "") -> list[tuple[str, str]]:
    from msgspec import Struct

    if isinstance(satu, str):
        return [(jalur, satu)]
    if isinstance(satu, tuple):
        return [daun for nomor, isi in enumerate(satu) for daun in _daun(isi, f"{jalur}[{nomor}]")]
    if isinstance(satu, Struct):
        return [
            daun
            for nama in satu.__struct_fields__
            for daun in _daun(getattr(satu, nama), f"{jalur}.{nama}" if jalur else nama)
        ]
    return []
