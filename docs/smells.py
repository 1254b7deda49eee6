"""The smells of contracts, each with its broken example and what is printed of it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

import yaml

from truegreen.checks import checks

_CASES: Final = Path(__file__).parents[1] / "tests" / "checks"


def smells() -> Iterator[str]:
    """Make a section of every smell, in the order of their numbers: why it matters, an example, what is printed."""
    numbered = {each.smell: name for name, each in checks().items() if each.smell}
    for smell, name in sorted(numbered.items()):
        module = name.replace("-", "_")
        said = yaml.safe_load((_CASES / f"{module}.yml").read_text("utf-8"))
        yield f"### {name}\n\n{smell}, {checks()[name].level}.\n"
        why = (import_module(f"truegreen.checks.{module}").__doc__ or "").strip()
        yield from (f"{' '.join(each.split())}\n" for each in why.split("\n\n"))
        yield f"```yaml\n{said['broken'].rstrip()}\n```\n"
        yield f"```text\n{said['prints'].rstrip()}\n```\n"
