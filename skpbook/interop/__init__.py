"""What other systems give and take: e-Kinerja exports in, BKN's reconciliation file and plain data out.

Pure: grids and rows come in, rows and bytes go out; files, the book and the clock are `skpbook.app`'s.
"""
