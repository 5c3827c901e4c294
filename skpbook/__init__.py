"""skpbook: pengolah buku kerja SKP (Permen PANRB 6/2022)."""

__version__ = "0.1.0"
