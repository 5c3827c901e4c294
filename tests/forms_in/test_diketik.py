"""A blank template, typed into with openpyxl as a person types with Excel: the same document comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skpbook.contoh.isi import isi as ketikkan
from skpbook.contoh.ketikan import Ketikan
from skpbook.forms.layout import susun
from skpbook.forms.paths import ambil
from skpbook.forms.values import tanggal_medan, teks_medan
from tests.forms_in import dokumen as dk
from tests.forms_in.test_bolak_balik import baca, periksa_tempat

if TYPE_CHECKING:
    from datetime import date

SEDANG = settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
_LOLOS = "_x0041_"
"""Text that the file format itself takes for an escaped letter: openpyxl writes it as it is."""


@pytest.mark.parametrize("kode", dk.semua_formulir())
@SEDANG
@given(data=st.data())
def test_diketik_ke_templat_kosong(kode: str, data: st.DataObject) -> None:
    isi = _tanpa_rumus(kode, data.draw(dk.pohon(kode, data.draw(dk.ukuran(kode, paling=2)))))
    terisi = ketikkan(dk.tulis(kode, bebas=False), Ketikan(isi=_sel(kode, isi)))
    lembar = baca(terisi)
    assert lembar.formulir == kode
    assert lembar.isi == dk.harapan(kode, isi, bernomor=False)
    periksa_tempat(terisi, lembar)


def _sel(kode: str, isi: dk.Pohon) -> dict[str, dict[str, Any]]:
    """What is typed into which cell."""
    definisi = dk.katalog().definisi[kode]
    hasil: dict[str, Any] = {}
    for sel in susun(dk.katalog(), definisi).sel:
        if sel.jalur is None:
            continue
        if sel.tanda is not None:
            if sel.tanda in (ambil(isi, sel.jalur) or ()):
                hasil[sel.sel] = f"(X) {sel.tanda}"
            continue
        teks = teks_medan(isi, sel.jalur)
        if teks is not None:
            tanggal: date | None = tanggal_medan(dk.katalog().isian(definisi, sel.jalur), teks)
            hasil[sel.sel] = tanggal or teks
    return {definisi.lembar: hasil}


def _tanpa_rumus(kode: str, isi: dk.Pohon) -> dk.Pohon:
    """Without what formulas show, and what the blank template has no rows for."""
    definisi = dk.katalog().definisi[kode]
    tata = susun(dk.katalog(), definisi)
    ada = {
        sel.jalur
        for sel in tata.sel
        if sel.jalur is not None and dk.katalog().isian(definisi, sel.jalur).rumus in (None, "ikut")
    }

    def saring(satu: Any, jalur: str) -> Any:
        if isinstance(satu, dict):
            awalan = f"{jalur}." if jalur else ""
            return {
                nama: saring(nilai, awalan + nama)
                for nama, nilai in satu.items()
                if isinstance(nilai, dict | list) or awalan + nama in ada or nama in ("nama", "jabatan")
            }
        if isinstance(satu, list):
            return [
                saring(nilai, f"{jalur}[{nomor}]")
                for nomor, nilai in enumerate(satu)
                if jalur in ada or any(lain.startswith(f"{jalur}[{nomor}]") for lain in ada)
            ]
        return satu.replace(_LOLOS, "")

    hasil: dk.Pohon = saring(isi, "")
    return hasil
