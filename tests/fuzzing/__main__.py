"""`python -m tests.fuzzing TARGET --seconds N`: fuzz one target for N seconds of CPU time.

The engine `atheris` is guided by what code an input reaches; it is installed by hand, by `requirements.txt` beside this
file, as it has no packages for every system and Python. Targets that start processes or builds leave it out.

Findings are printed with their trace and written into `build/fuzzing`; `--minimize FILE` cuts one down, and `--replay
FILE` shows what it raises. Without a target, the targets are listed.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .engines import Run
    from .targets import Target


def main(arguments: list[str] | None = None) -> int:
    """Run; exit code 1 where there are findings."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing", description=__doc__)
    parser.add_argument("target", nargs="?")
    parser.add_argument("--seconds", type=float, default=60, help="CPU seconds (default: 60)")
    parser.add_argument("--engine", choices=("hypothesis", "atheris"), default="hypothesis")
    parser.add_argument("--minimize", type=Path, metavar="FILE")
    parser.add_argument("--replay", type=Path, metavar="FILE")
    parser.add_argument("--output", type=Path, default=Path("build/fuzzing"), metavar="FOLDER")
    options = parser.parse_args(arguments)
    guided = options.engine == "atheris" and bool(options.target)
    targets = _instrumented() if guided else _targets()
    if options.target not in targets:
        print("\n".join(f"{name:10} {target.says}" for name, target in targets.items()))
        return 2 if options.target else 0
    target = targets[options.target]
    if guided and not target.guided:
        parser.error(f"{target.name} is no target for atheris")
    if options.replay:
        target.check(options.replay.read_bytes())
        return 0
    from . import engines

    run = engines.Run(target, options.seconds, options.output)
    engines.limit()
    if options.minimize:
        return _minimize(run, options.minimize)
    if guided:
        engines.by_atheris(run, _report)
    else:
        engines.by_hypothesis(run)
        _report(run)
    return 1 if run.findings else 0


def _instrumented() -> dict[str, Target]:
    """Load our code with counters for what runs; nothing of it may have been loaded before."""
    try:
        import atheris
    except ImportError:
        sys.exit(f"atheris is missing: python -m pip install -r {Path(__file__).with_name('requirements.txt')}")

    with contextlib.redirect_stderr(io.StringIO()), atheris.instrument_imports(include=["undersigned"]):
        return _targets()


def _targets() -> dict[str, Target]:
    import undersigned.__main__
    import undersigned.importing.cmif
    import undersigned.importing.draft
    import undersigned.importing.form_change
    import undersigned.importing.form_check
    import undersigned.importing.form_letter
    import undersigned.importing.letter
    import undersigned.importing.reading.docx
    import undersigned.importing.reading.html
    import undersigned.importing.reading.markdown
    import undersigned.importing.reading.text
    import undersigned.importing.reconciling
    import undersigned.importing.records
    import undersigned.moving  # noqa: F401 -- what commands import late must be instrumented now

    from .targets import TARGETS

    return TARGETS


def _minimize(run: Run, file: Path) -> int:
    from .engines import minimized

    data = file.read_bytes()
    wanted = run.check(data)
    if not wanted:
        print(f"{file} is no finding")
        return 0

    def is_same(shorter: bytes) -> bool:
        run.findings.clear()
        with contextlib.redirect_stderr(io.StringIO()):
            return run.check(shorter) == wanted

    file.with_name(file.name + "-min").write_bytes(minimized(data, is_same))
    return 1


def _report(run: Run) -> None:
    print(
        f"{run.target.name}: {run.spent():.0f} CPU seconds, {run.executions:,} executions, "
        f"slowest {run.slowest:.2f} s, {len(run.findings)} findings",
        flush=True,
    )
    for where in run.findings:
        print(f"  {where}")


if __name__ == "__main__":
    sys.exit(main())
