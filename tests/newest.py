"""Run the fast tests with the newest releases that pyproject.toml admits, and at both ends of DuckDB's range.

``make newest``, as often as one likes: nothing is pinned here, so a release that breaks us is seen before the pins are
made anew. Each try has an environment of its own in ``.venv-newest``. An end that is not released is said, not tried.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from textwrap import fill
from typing import Final

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

HOME: Final = Path(__file__).parents[1]
VENVS: Final = HOME / ".venv-newest"
EXTRAS: Final = "dev,postgres,web"
NEWEST: Final = "newest"
FAST: Final = ("-n", "2", "--dist", "worksteal", "-m", "not slow", "-p", "no:cacheprovider")


def main(asked: Sequence[str]) -> int:
    """Try everything, with the tests that are asked for or all fast ones; 1 if one did not pass."""
    passed: dict[str, bool] = {}
    has: dict[str, str] = {}
    admitted, released = admits("duckdb"), _released("duckdb")
    for sentence in unreleased(admitted, released):
        print(f"DuckDB: {sentence}")
    for name in (NEWEST, *ends(admitted, released)):
        if has.get("duckdb") == name:
            print(f"DuckDB {name} is what the newest releases already brought.")
            continue
        python = _made(name)
        versions = _versions(python)
        has = has or versions
        print(f"\n{name}:")
        print(fill(", ".join(f"{each} {version}" for each, version in versions.items()), 120), flush=True)
        line = [str(python), "-m", "pytest", *FAST, *asked]
        passed[name] = subprocess.run(line, cwd=HOME, check=False).returncode == 0
    print(*(f"{name}: {'passed' if each else 'FAILED'}" for name, each in passed.items()), sep="\n")
    return 0 if all(passed.values()) else 1


def admits(package: str) -> SpecifierSet:
    """Give the range of a package that pyproject.toml admits."""
    told = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    return next(each.specifier for each in map(Requirement, told) if each.name == package)


def ends(admitted: SpecifierSet, released: Iterable[str]) -> list[str]:
    """Give the oldest and the newest release that a range admits."""
    found = sorted(admitted.filter(released), key=Version)
    return list(dict.fromkeys([found[0], found[-1]])) if found else []


def unreleased(admitted: SpecifierSet, released: Sequence[str]) -> Iterator[str]:
    """Say which end of a range nobody can install: its first release, or any of its last line."""
    found = ends(admitted, released)
    for each in admitted:
        bound = Version(each.version)
        if each.operator == ">=" and bound not in map(Version, found[:1]):
            yield f"{bound}, the lower end of {admitted}, is not released: the oldest of it is {_or_none(found[:1])}."
        below = f"{bound.major}.{bound.minor - 1}"
        if each.operator == "<" and bound.minor and not any(x.startswith(f"{below}.") for x in found[-1:]):
            yield f"No {below}, the upper end of {admitted}, is released: the newest of it is {_or_none(found[-1:])}."


def _or_none(found: Sequence[str]) -> str:
    return found[0] if found else "none"


def _released(package: str) -> list[str]:
    """Ask the registry which releases there are for this Python."""
    line = [sys.executable, "-m", "pip", "index", "versions", package]
    told = subprocess.run(line, check=True, capture_output=True, text=True).stdout
    return re.findall(r"[\w.]+", told.partition("Available versions:")[2].partition("\n")[0])


def _made(name: str) -> Path:
    """Make an environment anew, and give its Python."""
    venv.create(VENVS / name, clear=True, with_pip=True)
    python = VENVS / name / "bin" / "python"
    pins = [] if name == NEWEST else [f"duckdb=={name}"]
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade"]
    subprocess.run([*install, "--editable", f".[{EXTRAS}]", *pins], cwd=HOME, check=True)
    return python


def _versions(python: Path) -> dict[str, str]:
    line = [str(python), "-m", "pip", "list", "--format=freeze", "--disable-pip-version-check", "--exclude-editable"]
    told = subprocess.run(line, check=True, capture_output=True, text=True).stdout
    return {name: version for name, _, version in (each.partition("==") for each in told.split())}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
