"""Measures the archive beside other programs, and holds it to its goals: `python -m benchmarks`.

`running` plans and keeps what is measured: `ours` (with `building`), `stock`, and `peers`. The archives come from `synthetic`,
with `prose`; `changes` edits them. What was measured is read and shown by `undersigned.reference.speed` and those beside it.
`benchmarks.pdf` measures PDFs beside rst2pdf's own, and is a command of its own.
"""
