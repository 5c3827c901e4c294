"""Frames and sheets out: what came in, counted and laid out as a workbook that can be handed in.

`bingkai`, `hitung` and `susun` are pure (no files, no clock, no database); only `tulis` touches a disk.
Import `skpbook.recap.tulis` late: it brings pandas and XlsxWriter with it.
"""
