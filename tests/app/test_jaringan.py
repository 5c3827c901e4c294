"""A ledger on a network folder is told of, once."""

import pytest

from skpbook.app import jaringan
from skpbook.app.jaringan import di_jaringan, jenis_kaitan
from skpbook.cli.main import utama

KAITAN = r"""
proc /proc proc rw 0 0
/dev/sda1 / ext4 rw,relatime 0 0
server:/data /mnt/bagian\040umum nfs4 rw 0 0
//server/skp /srv/skp cifs rw 0 0
/dev/sdb1 /srv/skp/lokal ext4 rw 0 0
tmpfs /srv/tutup tmpfs rw 0 0
//server/x /srv/tutup cifs rw 0 0
"""


@pytest.mark.parametrize(
    ("jalur", "jenis"),
    [
        ("/home/a/buku/skpbook.db", "ext4"),
        ("/mnt/bagian umum/buku/skpbook.db", "nfs4"),
        ("/mnt/bagian umumnya/skpbook.db", "ext4"),
        ("/srv/skp/buku/skpbook.db", "cifs"),
        ("/srv/skp/lokal/skpbook.db", "ext4"),
        ("/srv/tutup/skpbook.db", "cifs"),
    ],
)
def test_jenis_menurut_kaitan_terdalam(jalur, jenis):
    assert jenis_kaitan(jalur, KAITAN) == jenis


@pytest.mark.parametrize(
    ("jalur", "jauh"),
    [
        ("\\\\server\\skp\\skpbook.db", True),
        ("\\\\?\\UNC\\server\\skp\\skpbook.db", True),
        ("\\\\?\\C:\\buku\\skpbook.db", False),
    ],
)
def test_alamat_jaringan_windows(jalur, jauh):
    assert jaringan._windows(jalur) is jauh


def test_disebut_sekali_dan_hanya_untuk_sqlite(buku, monkeypatch, capsys):
    def impor(*lain):
        kode = utama(["impor", "--buku", str(buku.akar), *lain])
        return kode, capsys.readouterr().err

    assert not di_jaringan(buku.basis)
    assert impor() == (0, "")
    monkeypatch.setattr(jaringan, "di_jaringan", lambda _berkas: True)
    assert impor("--uji") == (0, "")
    kode, pesan = impor()
    assert (kode, "folder jaringan" in pesan, pesan.count("\n")) == (0, True, 1)
    assert impor() == (0, ""), "once a book"
