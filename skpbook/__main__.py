"""`python -m skpbook`: the same command line, for where the script is not on the path."""

from skpbook.cli.main import jalankan

if __name__ == "__main__":
    jalankan()
