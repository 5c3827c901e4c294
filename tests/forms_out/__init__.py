"""Workbooks as written: what is in them, what LibreOffice makes of them."""
