"""What can become of a file."""

from __future__ import annotations

from skpbook.ledger.catatan import DITERIMA

DITOLAK, DILEWATI, SUDAH_ADA = "ditolak", "dilewati", "sudah-ada"
"""As `impor` tells it: every file that came is exactly one of these."""

BELUM_DIISI = "belum-diisi"
"""As the ledger keeps it: a template nobody filled in. `impor` tells it as dilewati, with B019."""

__all__ = ["BELUM_DIISI", "DILEWATI", "DITERIMA", "DITOLAK", "SUDAH_ADA"]
