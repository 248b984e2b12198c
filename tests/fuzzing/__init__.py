"""Fuzzing: made-up bytes for everything that reads what strangers send, and what must hold of each.

`python -m tests.fuzzing TARGET --seconds N` runs one target; `python -m tests.fuzzing` lists them.
"""
