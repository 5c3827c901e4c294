"""Golden workbooks: what a few small templates look like, part by part, as normalised XML.

A change that is meant is taken over with `python -m tests.golden.perbarui`; look at `git diff tests/golden`
then.
"""
