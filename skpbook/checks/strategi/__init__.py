"""M: manual indikator and workblock of a JPT/PUKM."""

from skpbook.checks.strategi import manual, workblock

__all__ = ["manual", "workblock"]
