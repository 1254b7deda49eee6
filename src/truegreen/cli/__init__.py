"""The command line: one file per verb, loaded when it is called."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Final

import click

_NOT_VERBS: Final = (
    "asked",
    "building",
    "cancelling",
    "effect_asked",
    "foretelling",
    "found_plans",
    "options",
    "output",
    "pictures",
    "piloting",
    "planned",
    "sending",
    "systems_said",
    "viewing",
)
_HERE: Final = str(Path(__file__).parent)


class Verbs(click.Group):
    """The verbs are the files of this folder; a verb's file is loaded only when the verb is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the verbs."""
        return sorted(module.name for module in iter_modules([_HERE]) if module.name not in _NOT_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a verb."""
        if cmd_name not in self.list_commands(ctx):
            return None
        # Matrices are small here: numpy's threads would double the work of the processor and gain nothing.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        command: click.Command = import_module(f"truegreen.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs with what they do, which is the first line of their files; none is loaded for it."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _first_line(name)) for name in self.list_commands(ctx)])


def _first_line(verb: str) -> str:
    with (Path(_HERE) / f"{verb}.py").open(encoding="utf-8") as file:
        says = file.readline().strip().strip('"').partition(": ")[2]
    return says[:1].upper() + says[1:]


@click.command(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="truegreen")
def main() -> None:
    """Is our green true? The agreement as code, every number recomputed from the records."""
