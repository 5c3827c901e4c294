"""The command line: a thin face on `skpbook.app`."""
