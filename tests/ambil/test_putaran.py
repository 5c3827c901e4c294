"""The whole cycle of a clerk by mail, on the sample: out by a real SMTP server, back into a real IMAP mailbox."""

from __future__ import annotations

import io
import json
import re
import smtplib
import ssl
import zipfile
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from skpbook.app.contoh import Putaran
from skpbook.cli.main import utama
from skpbook.contoh.cacat import muat_cacat
from skpbook.contoh.instansi import muat_contoh
from skpbook.contoh.mengisi import Pegawainya, Templat
from skpbook.mail.paket import NAMA_SAMPUL
from tests import dovecot
from tests.mail.server import PENGGUNA, Pos
from tests.mail.server import SANDI as SANDI_SMTP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from skpbook.contoh.cacat import Cacat

KEPEGAWAIAN = "kepegawaian@nusaraya.example"
UNIT, LAIN = "BKD", "PKM"


@pytest.fixture
def pos(tmp_path: Path) -> Iterator[Pos]:
    satu = Pos(tmp_path, "starttls")
    satu.kendali.start()
    yield satu
    satu.henti()


class Kantor:
    """The clerk with the book, and the units that answer by mail."""

    def __init__(
        self, folder: Path, pos: Pos, imap: dovecot.Server, capfd: pytest.CaptureFixture[str]
    ) -> None:
        self.pos, self.imap, self.capfd = pos, imap, capfd
        self.instansi = muat_contoh()
        self.putaran = Putaran(folder, self.instansi, lambda _: None, cepat=True, kerja=1, bersih=True)
        self.putaran.siapkan()
        self.folder = folder
        self.surel = {satu.kode: satu.surel or "" for satu in self.putaran.buku.daftar.unit}
        atur = folder / "skpbook.toml"
        dasar = atur.read_text().partition("\n[surel]")[0].partition("\n[surel.masuk]")[0]
        masuk = (
            f'[surel.masuk]\nserver = "localhost"\nport = {imap.tls}\npengguna = "{KEPEGAWAIAN}"\n'
            f'sandi_env = "SANDI_KOTAK"\nsertifikat = "{imap.ca.as_posix()}"\n'
        )
        atur.write_text("\n".join([dasar, pos.atur(f'pengguna = "{PENGGUNA}"\nper_menit = 6000\n'), masuk]))
        imap.mulai_baru(KEPEGAWAIAN, 1)
        self._terkirim = 0

    def jalan(self, *argumen: str, kode: int = 0) -> dict:
        """One command; the JSON it prints."""
        hasil = utama([*argumen, "--json", "--buku", str(self.folder)])
        keluar, galat = self.capfd.readouterr()
        assert hasil == kode, (argumen, hasil, keluar[-2000:], galat)
        return json.loads(keluar)

    def status(self) -> dict[str, dict]:
        hasil = self.jalan("status")
        return {satu["unit"]: satu for satu in hasil["unit"]}

    def terima(self) -> dict[str, EmailMessage]:
        """What the units found in their mail since they last looked: unit -> message."""
        alamat = {surel: kode for kode, surel in self.surel.items()}
        baru = self.pos.penerima.pesan()[self._terkirim :]
        self._terkirim = len(self.pos.penerima.masuk)
        return {alamat[kepada[0]]: pesan for kepada, pesan in baru if kepada[0] in alamat}

    def balas(self, dari: str, lampiran: Mapping[str, bytes]) -> None:
        """A message to the clerk, by SMTP into the mailbox that IMAP shows."""
        pesan = EmailMessage()
        pesan["From"], pesan["To"], pesan["Subject"] = dari, KEPEGAWAIAN, "SKP kami"
        pesan.set_content("Terlampir.")
        for nama, data in lampiran.items():
            pesan.add_attachment(data, "application", "octet-stream", filename=nama)
        with smtplib.SMTP("localhost", self.pos.port) as smtp:
            konteks = ssl.create_default_context(cafile=str(self.pos.sertifikat))
            smtp.starttls(context=konteks)
            smtp.login(PENGGUNA, SANDI_SMTP)
            smtp.send_message(pesan)
        kepada, isi = self.pos.penerima.masuk[-1]
        assert kepada == (KEPEGAWAIAN,)
        self.imap.taruh(KEPEGAWAIAN, isi)
        self._terkirim = len(self.pos.penerima.masuk)

    def isi(self, templat: dict[str, bytes], cacat: tuple[Cacat, ...] = ()) -> dict[str, bytes]:
        """The templates as their people fill them in."""
        orang = Pegawainya(
            self.putaran.buku.katalog, self.instansi, cacat, kunci=self.putaran.buku.kunci_pasti()
        )
        tahu = self.putaran._pengetahuan("skp", self.instansi.periode)
        hasil = {}
        for nama, data in templat.items():
            nip = nama.split("_")[1]
            satu = Templat(nama=nama, data=data, tahu=tahu(nip))
            for kiriman in orang.kirim("skp", nip, satu, paket_sendiri):
                hasil[kiriman.nama] = kiriman.data(cepat=True)
        return hasil


def paket_sendiri(nip: str) -> Templat:
    """Nobody here fills in what is a colleague's."""
    raise AssertionError(nip)


def lampiran(pesan: EmailMessage) -> dict[str, bytes]:
    """The workbooks in a message, those in a zip among them."""
    hasil: dict[str, bytes] = {}
    for satu in pesan.iter_attachments():
        isi = satu.get_payload(decode=True)
        with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
            if "xl/workbook.xml" in arsip.namelist():
                hasil[satu.get_filename()] = isi
            else:
                hasil |= {nama: arsip.read(nama) for nama in arsip.namelist() if nama != NAMA_SAMPUL}
    return hasil


def zip_dari(isi: dict[str, bytes]) -> bytes:
    wadah = io.BytesIO()
    with zipfile.ZipFile(wadah, "w") as arsip:
        for nama, data in isi.items():
            arsip.writestr(nama, data)
    return wadah.getvalue()


@pytest.fixture
def kantor(
    tmp_path: Path, pos: Pos, server: dovecot.Server, capfd: pytest.CaptureFixture[str], monkeypatch
) -> Kantor:
    monkeypatch.setenv("SKPBOOK_SANDI_SUREL", SANDI_SMTP)
    monkeypatch.setenv("SANDI_KOTAK", dovecot.SANDI)
    return Kantor(tmp_path / "buku", pos, server, capfd)


def _cacat(milik: Callable[[str], bool]) -> Cacat:
    """A planted fault in what somebody types into an SKP, of a rule of severity galat."""
    from skpbook.checks.registry import ATURAN
    from skpbook.domain.temuan import Tingkat

    return next(
        satu
        for satu in muat_cacat()
        if satu.tahap == "skp"
        and satu.ubah
        and satu.nip
        and milik(satu.nip)
        and ATURAN[satu.kode].tingkat is Tingkat.GALAT
        and satu.kode.startswith("S")
    )


class Cerita:
    """One cycle, step by step."""

    def __init__(self, kantor: Kantor) -> None:
        self.kantor = kantor
        self.unit_dari = {nip: satu.pegawai.unit for nip, satu in kantor.instansi.orang.items()}
        self.cacat = _cacat(lambda nip: self.unit_dari.get(nip) in (UNIT, LAIN))
        self.unit = self.unit_dari[self.cacat.nip or ""]
        self.lain = UNIT if self.unit == LAIN else LAIN
        self.paket: dict[str, dict[str, bytes]] = {}

    def templat_keluar(self) -> None:
        """Templates go out, to each unit its own people's."""
        self.kantor.jalan("buat", "skp", "--kosong")
        dikirim = self.kantor.jalan("kirim", "skp")
        assert {satu["keadaan"] for satu in dikirim["kiriman"]} == {"terkirim"}
        self.paket = {kode: lampiran(pesan) for kode, pesan in self.kantor.terima().items()}
        assert set(self.paket) == set(self.kantor.surel)
        for kode, isi in self.paket.items():
            orang = {nip for nip, unit in self.unit_dari.items() if unit == kode}
            assert {nama.split("_")[1] for nama in isi} == orang
        kini = self.kantor.status()
        assert all(satu["kirim"]["surat"] >= 1 and satu["kirim"]["pertama"] for satu in kini.values())
        assert {satu["skp"] for satu in kini.values()} == {0}

    def dua_unit_menjawab(self) -> None:
        """One of them with a fault; one person of a third unit answers from an address of his own."""
        surel, isi = self.kantor.surel, self.kantor.isi
        self.kantor.balas(surel[self.unit], {"unit.zip": zip_dari(isi(self.paket[self.unit], (self.cacat,)))})
        self.kantor.balas(f"Tata Usaha <{surel[self.lain].upper()}>", isi(self.paket[self.lain]))
        self.kantor.balas("orang@gmail.example", isi(dict(list(self.paket["DIT2"].items())[:1])))
        diambil = self.kantor.jalan("ambil")["pesan"]
        assert [(satu["unit"], satu["status"]) for satu in diambil] == [
            (self.unit, "diambil"),
            (self.lain, "diambil"),
            (None, "diambil"),
        ]
        banyak = len(self.paket[self.unit]) + len(self.paket[self.lain])
        assert self.kantor.jalan("impor")["ringkasan"] == {"diterima": banyak, "dilewati": 1}
        for kode, satu in self.kantor.status().items():
            masuk = satu["pegawai"] if kode in (self.unit, self.lain) else 0
            assert (satu["skp"], len(satu["belum"])) == (masuk, satu["pegawai"] - masuk)
            assert (satu["terima_terakhir"] is None) == (masuk == 0)
        assert self.kantor.jalan("status")["tak_dikenal"] == 1
        # The clerk looks at the stranger's message, finds it honest and names it.
        self.kantor.jalan("impor", str(self.kantor.folder / diambil[2]["berkas"]))
        assert self.kantor.status()["DIT2"]["skp"] == 1

    def diingatkan(self) -> None:
        """Reminders go to those who owe something, and to nobody else."""
        belum = {kode: set(satu["belum"]) for kode, satu in self.kantor.status().items() if satu["belum"]}
        self.kantor.jalan("kirim", "pengingat")
        surat = {kode: pesan.get_body().get_content() for kode, pesan in self.kantor.terima().items()}
        assert {kode: set(re.findall(r"\b\d{18}\b", teks)) for kode, teks in surat.items()} == belum
        assert set(surat) == set(self.kantor.surel) - {self.unit, self.lain}
        assert self.kantor.status()["DIT2"]["kirim"]["pengingat"] == 1

    def dikembalikan(self) -> None:
        """The fault is found, its marked copy goes back to its unit alone."""
        assert self.cacat.kode in self.temuan()
        self.kantor.jalan("kembalikan")
        self.kantor.jalan("kirim", "koreksi")
        koreksi = {kode: lampiran(pesan) for kode, pesan in self.kantor.terima().items()}
        for kode, isi in koreksi.items():
            assert {self.unit_dari[nama.split("_")[1]] for nama in isi} == {kode}
        salinan = next(isi for nama, isi in koreksi[self.unit].items() if (self.cacat.nip or "") in nama)
        assert b"Temuan" in zipfile.ZipFile(io.BytesIO(salinan)).read("xl/workbook.xml")
        assert self.kantor.status()[self.unit]["kirim"]["koreksi"] >= 1

    def dibetulkan(self) -> None:
        """Mended and sent again, it takes the place of the first; nothing is mailed or fetched twice."""
        templat = next(nama for nama in self.paket[self.unit] if (self.cacat.nip or "") in nama)
        baik = self.kantor.isi({templat: self.paket[self.unit][templat]})
        self.kantor.balas(self.kantor.surel[self.unit], {f"revisi_{templat}": baik[templat]})
        assert [satu["unit"] for satu in self.kantor.jalan("ambil")["pesan"]] == [self.unit]
        assert self.kantor.jalan("impor", "--ganti")["ringkasan"]["diterima"] == 1
        assert self.cacat.kode not in self.temuan()
        assert self.kantor.jalan("ambil")["pesan"] == []
        assert {satu["keadaan"] for satu in self.kantor.jalan("kirim", "skp")["kiriman"]} == {"sudah"}
        assert self.kantor.terima() == {}

    def temuan(self) -> set[str]:
        """Codes of what is found of the person with the fault."""
        hasil = self.kantor.jalan("periksa", kode=1)
        return {satu["kode"] for satu in hasil["temuan"] if satu["nip"] == self.cacat.nip}


def test_satu_putaran_lewat_surel(kantor: Kantor) -> None:
    cerita = Cerita(kantor)
    cerita.templat_keluar()
    cerita.dua_unit_menjawab()
    cerita.diingatkan()
    cerita.dikembalikan()
    cerita.dibetulkan()
