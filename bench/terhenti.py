"""Kill an import at random moments and run it again: the ledger and the archive must end as an undisturbed run
leaves them.

    python -m bench.terhenti [--kali 100] [--kerja 0] [--alamat postgresql://…] [--benih N]

--kali counts the imports that were really killed. Most moments are drawn between the first original in the archive and
the last, where something can be lost. Every trial takes a fresh copy of one book, kills one to three imports of it
(SIGKILL, the whole process group) and lets the last one finish. With --alamat the ledger's tables are dropped before
every trial. POSIX only.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from skpbook.app.buku import Buku
from skpbook.app.impor import impor
from skpbook.app.siapkan import siapkan
from skpbook.domain.galat import TidakBisa
from tests.intake.formulir import buku_skp, isi_skp
from tests.intake.kiriman import zip_isi

BANYAK = 8
_NIP = "19850101201001{:04}"


def isi_buku(akar: Path, alamat: str | None) -> Buku:
    """A book with something of everything in masuk/: papers, corrections, ties, blanks, broken files, a zip."""
    siapkan(akar, instansi="Dinas Contoh", tahun=2026)
    buku = Buku(akar)
    kunci = buku.kunci_pasti()

    def skp(
        nomor: int, rencana: str = "Layanan tepat waktu", hari: int = 5, *, diketik: bool = True
    ) -> bytes:
        nip = _NIP.format(nomor)
        isi, dibuat = isi_skp(nip=nip, rencana=rencana), datetime(2026, 1, hari)
        return buku_skp(isi, cap_nip=nip, dibuat=dibuat, kunci=kunci, diketik=diketik)

    semua = {f"{nomor}.xlsx": skp(nomor) for nomor in range(BANYAK)}
    semua |= {
        "1 revisi.xlsx": skp(1, "Diperbaiki", 9),
        "1 revisi lama.xlsx": skp(1, "Lebih dulu", 3),
        "2 saingan.xlsx": skp(2, "Lain"),
        "3 salinan.xlsx": skp(3),
        "4 kosong.xlsx": skp(4, hari=9, diketik=False),
        "5 rusak.xlsx": skp(5, hari=9)[:900],
        "6.pdf": b"%PDF-1.7",
        "~$7.xlsx": b"kunci",
        "unit.zip": zip_isi({"8.xlsx": skp(8), "9.xlsx": skp(9), "0.xlsx": skp(0)}),
    }
    for nama, data in semua.items():
        (buku.masuk / nama).write_bytes(data)
    if alamat is not None:
        (akar / "skpbook.db").unlink()
        with (akar / "skpbook.toml").open("a", encoding="utf-8") as atur:
            atur.write(f'\n[ledger]\nalamat = "{alamat}"\n')
    return Buku(akar)


def keadaan(buku: Buku) -> dict[str, Any]:
    """What ledger and archive hold, without row numbers, times of import, and what is only a memory."""
    with buku.ledger() as ledger, ledger._mesin.connect() as kon:

        def ambil(tanya: str) -> list[tuple[Any, ...]]:
            return sorted(
                (
                    tuple(bytes(x) if isinstance(x, memoryview) else x for x in b)
                    for b in kon.exec_driver_sql(tanya)
                ),
                key=repr,
            )

        return {
            "berkas": ambil("SELECT hash, nama, ukuran, wadah, status, formulir, nip, periode, disimpan, temuan,"
                            " keadaan_baca FROM berkas"),
            "nama": ambil("SELECT nama, hash FROM nama_berkas"),
            "peta": ambil("SELECT hash, isi FROM peta_tempat"),
            "dokumen": ambil("SELECT d.berkas, d.lembar, d.kunci, d.nip, d.periode, d.isi, d.peta, d.berlaku,"
                             " d.dasar_ganti, o.berkas, o.lembar FROM dokumen d"
                             " LEFT JOIN dokumen o ON o.id = d.digantikan_oleh"),
            "arsip": {
                satu.relative_to(buku.arsip).as_posix(): hashlib.sha256(satu.read_bytes()).hexdigest()
                for satu in buku.arsip.rglob("*")
                if satu.is_file()
            },
        }  # fmt: skip


def jalankan(buku: Buku, kerja: int, bunuh_pada: float | None = None, sesudah: int = 0) -> float:
    """One import in a process of its own, killed so many seconds after the archive holds `sesudah` originals; how
    long it took, negative when it was killed before its end.
    """
    mulai = time.monotonic()
    anak = os.fork()
    if anak == 0:
        os.setsid()
        kode = 1
        try:
            impor(Buku(buku.akar), kerja=kerja)
            kode = 0
        except TidakBisa as galat:
            sys.stderr.write(f"{galat}\n")
        finally:
            sys.stderr.flush()
            os._exit(kode)
    if bunuh_pada is not None:
        while (
            _terarsip(buku) < sesudah
            and os.waitid(os.P_PID, anak, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
        ):
            time.sleep(0.0005)
        time.sleep(bunuh_pada)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(anak, signal.SIGKILL)
    _, status = os.waitpid(anak, 0)
    batas = time.monotonic() + 1
    with contextlib.suppress(ProcessLookupError):  # its workers die a moment later
        while time.monotonic() < batas:
            os.killpg(anak, 0)
            time.sleep(0.01)
    assert bunuh_pada is not None or status == 0, f"impor yang tidak diganggu gagal ({status})"
    lama = time.monotonic() - mulai
    return -lama if os.WIFSIGNALED(status) else lama


def _terarsip(buku: Buku) -> int:
    return sum(1 for satu in buku.arsip.glob("*/*") if not satu.name.startswith("."))


def kosongkan(alamat: str | None) -> None:
    """An empty ledger on a server."""
    if alamat is not None:
        import sqlalchemy as sa

        mesin = sa.create_engine(sa.make_url(alamat).set(drivername="postgresql+psycopg"))
        with mesin.begin() as kon:
            kon.exec_driver_sql("DROP SCHEMA public CASCADE")
            kon.exec_driver_sql("CREATE SCHEMA public")
        mesin.dispose()


def uji(kali: int, kerja: int, benih: int, alamat: str | None = None) -> int:
    """Trials until `kali` imports were killed; how many of the trials met one that had begun to record.
    AssertionError on the first that ends otherwise."""
    acak = random.Random(benih)
    with tempfile.TemporaryDirectory(prefix="skpbook-terhenti-") as folder:
        asal = isi_buku(Path(folder) / "asal", alamat)
        kosongkan(alamat)
        utuh = Path(folder) / "utuh"
        shutil.copytree(asal.akar, utuh)
        lama = jalankan(Buku(utuh), kerja)
        harap = keadaan(Buku(utuh))
        for nomor in range(2):  # the shortest of three: moments past the end would prove nothing
            kosongkan(alamat)
            lagi = Path(folder) / f"lagi-{nomor}"
            shutil.copytree(asal.akar, lagi)
            lama = min(lama, jalankan(Buku(lagi), kerja))
        assert len(harap["berkas"]) == BANYAK + 8, len(harap["berkas"])
        terpotong = kena = nomor = 0
        while kena < kali:
            nomor += 1
            kosongkan(alamat)
            coba = Path(folder) / f"coba-{nomor}"
            shutil.copytree(asal.akar, coba)
            penuh = len(harap["arsip"])
            for _ in range(acak.randint(1, 3)):
                if acak.random() < 0.25:  # anywhere at all, its start too
                    pada, sesudah = acak.uniform(0, lama), 0
                else:
                    pada, sesudah = acak.expovariate(100), acak.randint(1, penuh)
                kena += jalankan(Buku(coba), kerja, pada, sesudah) < 0
            terpotong += 0 < _terarsip(Buku(coba)) < penuh
            jalankan(Buku(coba), kerja)
            jadi = keadaan(Buku(coba))
            for bagian, isi in harap.items():
                assert jadi[bagian] == isi, (
                    f"benih {benih}, percobaan {nomor}: {bagian} {_beda(jadi[bagian], isi)}"
                )
            shutil.rmtree(coba)
        return terpotong


def _beda(jadi: Any, harap: Any) -> str:
    lebih, kurang = ([x for x in a if x not in b] for a, b in ((jadi, harap), (harap, jadi)))
    return f"lebih {lebih!r:.600}, kurang {kurang!r:.600}"


def utama() -> None:
    """The command line."""
    bantu = argparse.ArgumentParser(description=__doc__)
    bantu.add_argument("--kali", type=int, default=100)
    bantu.add_argument("--kerja", type=int, default=0)
    bantu.add_argument("--alamat")
    bantu.add_argument("--benih", type=int, default=int(time.time()))
    pilihan = bantu.parse_args()
    mulai = time.monotonic()
    terpotong = uji(pilihan.kali, pilihan.kerja, pilihan.benih, pilihan.alamat)
    print(
        f"{pilihan.kali} kali dibunuh (benih {pilihan.benih}), selalu berakhir sama; {terpotong} percobaan terpotong "
        f"di tengah; {time.monotonic() - mulai:.0f} detik"
    )


if __name__ == "__main__":
    utama()
