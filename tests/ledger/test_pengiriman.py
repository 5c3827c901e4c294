"""Sendings in the ledger: what may have arrived is not handed over again."""

from __future__ import annotations

import msgspec
import pytest

from skpbook.domain.pengiriman import JenisKirim, KeadaanKirim, Pengiriman
from skpbook.ledger.buku_besar import BukuBesar

PADA = "2026-02-01T01:00:00+00:00"
SATU = Pengiriman(
    jenis=JenisKirim.TEMPLAT,
    tahap="skp",
    unit="DIT2",
    alamat="tu.dit2@contoh.go.id",
    sidik="a" * 64,
    sidik_bagian="b" * 64,
    berkas="SKP_2026_DIT2.zip",
    pesan_id="<1@contoh.go.id>",
    keadaan=KeadaanKirim.AKAN,
    mulai=PADA,
)


@pytest.fixture(params=["sqlite", "postgresql"])
def alamat(tmp_path, request):
    if request.param == "postgresql":
        return request.getfixturevalue("server_postgres").basis_baru()
    return tmp_path / "skpbook.db"


@pytest.fixture
def ledger(alamat):
    satu = BukuBesar.buka(alamat)
    yield satu
    satu.tutup()


def ganti(**beda: object) -> Pengiriman:
    return msgspec.structs.replace(SATU, **beda)


def test_dicatat_sebelum_dan_sesudah(ledger):
    hasil = ledger.pengiriman.mulai([SATU])
    nomor = hasil.baru[0].id
    assert hasil.terhalang == ()
    assert ledger.pengiriman.semua() == (ganti(id=nomor),)
    ledger.pengiriman.selesai([nomor], KeadaanKirim.TERKIRIM, PADA)
    assert ledger.pengiriman.semua() == (ganti(id=nomor, keadaan=KeadaanKirim.TERKIRIM, selesai=PADA),)


def test_diragukan_hanya_yang_belum_diketahui_akhirnya(ledger):
    satu, dua = (ledger.pengiriman.mulai([ganti(unit=unit)]).baru[0].id for unit in "AB")
    ledger.pengiriman.selesai([satu], KeadaanKirim.TERKIRIM, PADA)
    ledger.pengiriman.ragukan([satu, dua], PADA, "terhenti")
    assert [(s.keadaan, s.galat) for s in ledger.pengiriman.semua()] == [
        (KeadaanKirim.TERKIRIM, None),
        (KeadaanKirim.TIDAK_PASTI, "terhenti"),
    ]


@pytest.mark.parametrize("keadaan", sorted(KeadaanKirim))
def test_hanya_yang_gagal_dimulai_lagi(ledger, keadaan):
    ledger.pengiriman.catat([ganti(keadaan=keadaan)])
    dulu = ledger.pengiriman.semua()[0]
    hasil = ledger.pengiriman.mulai([SATU])
    if keadaan is KeadaanKirim.GAGAL:
        assert [satu.sidik for satu in hasil.baru] == [SATU.sidik]
    else:
        assert hasil.baru == ()
        assert hasil.terhalang == (dulu,)
        assert ledger.pengiriman.semua() == (dulu,)


def test_diulang_hanya_keadaan_yang_disebut(ledger):
    ledger.pengiriman.catat([ganti(keadaan=KeadaanKirim.TIDAK_PASTI), ganti(unit="B", keadaan="terkirim")])
    calon = [SATU, ganti(unit="B")]
    hasil = ledger.pengiriman.mulai(calon, ulang={KeadaanKirim.TIDAK_PASTI})
    assert [satu.unit for satu in hasil.baru] == ["DIT2"]
    assert [satu.unit for satu in hasil.terhalang] == ["B"]


@pytest.mark.parametrize(
    "beda", [{"unit": "DIT3"}, {"alamat": "lain@contoh.go.id"}, {"sidik_bagian": "c" * 64}]
)
def test_yang_lain_bukan_yang_sama(ledger, beda):
    ledger.pengiriman.mulai([SATU])
    assert len(ledger.pengiriman.mulai([ganti(**beda)]).baru) == 1


def test_alamat_sama_tanpa_beda_huruf_besar(ledger):
    ledger.pengiriman.mulai([SATU])
    assert ledger.pengiriman.mulai([ganti(alamat="TU.DIT2@contoh.go.id")]).baru == ()


def test_disaring(ledger):
    ledger.pengiriman.catat(
        [
            SATU,
            ganti(jenis=JenisKirim.PENGINGAT),
            ganti(tahap="evaluasi", periode="2026-TW1"),
            ganti(unit="X"),
        ]
    )

    def banyak(**saring: object) -> int:
        return len(ledger.pengiriman.semua(**saring))

    assert (banyak(), banyak(jenis=JenisKirim.PENGINGAT), banyak(tahap="evaluasi")) == (4, 1, 1)
    assert (banyak(periode="2026-TW1"), banyak(unit="X"), banyak(unit="X", tahap="mph")) == (1, 1, 0)


def test_dua_jalan_serentak_hanya_satu_yang_mengirim(alamat):
    import threading

    sawar = threading.Barrier(4)
    jadi: list[int] = []

    def jalan() -> None:
        satu = BukuBesar.buka(alamat)
        sawar.wait()
        jadi.append(len(satu.pengiriman.mulai([SATU]).baru))
        satu.tutup()

    BukuBesar.buka(alamat).tutup()
    utas = [threading.Thread(target=jalan) for _ in range(4)]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    assert sorted(jadi) == [0, 0, 0, 1]
