"""One module a sheet; each has `tulis(lembar, rekap)` and knows nothing of files."""
