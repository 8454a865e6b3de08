"""Benchmarks: ``python -m bench.NAME`` prints figures and one ratio to a named baseline, both measured in the same run."""
