"""Measure how the archive grows; see `benchmarks.growth`."""
