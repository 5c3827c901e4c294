"""Annotated copies of what people sent: marks on the cells in question, everything else as it came.

Pure: bytes and findings in, bytes out (`tandai`, `terpisah`). Files, processes and the ledger are
`app.kembalikan`.
"""
