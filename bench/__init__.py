"""Benchmarks: every stage of the round as a whole process, beside its raw floor, in one run."""
