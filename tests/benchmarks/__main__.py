"""Measures speed and memory against the named references: ``python -m tests.benchmarks [ROW …] [--runs N]``.

Every row runs in a process of its own; one that fails prints its reason and the others go on. The figures are
goals of this project, measured honestly, and no part of the tests.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from tests.benchmarks.measurement import Figure, Goal, machine
from tests.benchmarks.rows import ROWS, Row

_TIMEOUT = 1800.0
"""Seconds after which a row is given up."""
_COLUMNS = ("what", "ours", "reference", "measured against", "ratio", "goal", "met")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0 when every row could be measured, whatever the figures; 1 when one failed."""
    names = [row.name for row in ROWS]
    parser = argparse.ArgumentParser(prog="bench", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"of: {', '.join(names)}; all when none is named")
    parser.add_argument("--runs", type=int, default=0, help="rounds per row instead of the row's own number")
    parser.add_argument("--seconds", type=float, help="how long each round of the row clerks takes, instead of 60")
    parser.add_argument("--folder", type=Path, help="keep the databases here for the next call")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.seconds is not None:
        # read by the row, which runs in a process of its own
        os.environ["URZAD_BENCH_SECONDS"] = str(chosen.seconds)
    if unknown := set(chosen.rows) - set(names):
        parser.error(f"no such row: {', '.join(sorted(unknown))}; there are: {', '.join(names)}")
    rows = [row for row in ROWS if not chosen.rows or row.name in chosen.rows]
    if chosen.child is not None:
        _measure_here(rows[0], chosen.folder, chosen.runs or rows[0].runs, chosen.child)
        return 0
    with tempfile.TemporaryDirectory(prefix="urzad-bench-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary) if chosen.folder is None else chosen.folder.absolute()
        folder.mkdir(parents=True, exist_ok=True)
        print(f"Measured on {machine()}.", flush=True)
        return _print_rows(rows, folder, chosen.runs)


def _print_rows(rows: Sequence[Row], folder: Path, runs: int) -> int:
    lines: list[tuple[str, ...]] = []
    failed = 0
    for row in rows:
        print(f"Measuring {row.name}: {row.what} …", file=sys.stderr, flush=True)
        outcome = _measure_in_child(row, folder, runs)
        lines.append((f"{row.name.upper()}: {row.what}", "", "", "", "", "", ""))
        if isinstance(outcome, str):
            failed += 1
            lines.append((f"  could not be measured: {outcome}", "", "", "", "", "", ""))
        else:
            lines += [_line(figure) for figure in outcome]
    _print_table(lines)
    return 1 if failed else 0


def _measure_in_child(row: Row, folder: Path, runs: int) -> list[Figure] | str:
    result = folder / f"{row.name}.json"
    result.unlink(missing_ok=True)
    command = [sys.executable, "-m", "tests.benchmarks", row.name, "--folder", str(folder), "--child", str(result)]
    command += ["--runs", str(runs)] if runs else []
    # an installed program has its bytecode ready; here it is written once, outside the checkout
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        done = subprocess.run(
            command, env=environment, stderr=subprocess.PIPE, text=True, check=False, timeout=_TIMEOUT
        )
    except subprocess.TimeoutExpired:
        return f"not finished after {_TIMEOUT:g} s"
    if done.returncode != 0 or not result.exists():
        last = [line for line in done.stderr.splitlines() if line.strip()][-1:]
        return last[0] if last else f"the process ended with status {done.returncode}"
    return [
        Figure(**{**entry, "goal": Goal(**entry["goal"])}) for entry in json.loads(result.read_text(encoding="utf-8"))
    ]


def _measure_here(row: Row, folder: Path, runs: int, result: Path) -> None:
    figures: list[Figure] = import_module(f"tests.benchmarks.{row.module}").measure(folder, runs)
    result.write_text(json.dumps([asdict(figure) for figure in figures]), encoding="utf-8")


def _line(figure: Figure) -> tuple[str, ...]:
    reference = "" if figure.reference is None else _amount(figure.reference, figure.unit)
    met = {True: "met", False: "NOT MET", None: ""}[figure.met]
    goal = f"{figure.goal} {figure.unit}" if figure.goal.limit is not None else str(figure.goal)
    ours = _amount(figure.ours, figure.unit)
    return (f"  {figure.what}", ours, reference, figure.against, figure.ratio, goal, met)


def _amount(value: float, unit: str) -> str:
    return f"{value:.0f} {unit}" if value >= 100 else f"{value:.1f} {unit}" if value >= 10 else f"{value:.2f} {unit}"


def _print_table(lines: Sequence[tuple[str, ...]]) -> None:
    measured = [line for line in lines if any(line[1:])]
    widths = [max(map(len, column)) for column in zip(_COLUMNS, *measured, strict=True)]
    print()
    print(_padded(_COLUMNS, widths))
    print("  ".join("-" * width for width in widths))
    for line in lines:
        print(_padded(line, widths) if any(line[1:]) else line[0])


def _padded(cells: Sequence[str], widths: Sequence[int]) -> str:
    left = {0, 3, 6}
    padded = (
        cell.ljust(width) if n in left else cell.rjust(width)
        for n, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join(padded).rstrip()


if __name__ == "__main__":
    sys.exit(main())
