"""Send an export to a file or to standard output: a file is there whole or not at all, and none is written over."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, BinaryIO

import click

from truegreen.cli import options, output


@dataclass(frozen=True, slots=True)
class Target:
    """Where an export goes.

    Attributes:
        to: the file; None for standard output.
        as_json: whether to say in JSON what was written.
    """

    to: Path | None
    as_json: bool


def sent(verb: Callable[..., None]) -> Callable[..., None]:
    """Give a verb the options that say where its export goes; it gets the answer as ``going``, checked beforehand."""

    @click.option(
        "--to", type=click.Path(dir_okay=False, path_type=Path), help="File to write; standard output if left out."
    )
    @click.option("--force", is_flag=True, help="Write over a file that is there already.")
    @options.as_json
    @wraps(verb)
    def called(*, to: Path | None, force: bool, as_json: bool, **others: Any) -> None:
        if to is None and as_json:
            raise click.UsageError("--json says what was written to a file; name one with --to, or leave --json out.")
        if to is not None and to.exists() and not force:
            raise click.UsageError(f"{to} is there already; name another file, or write over it with --force.")
        verb(going=Target(to, as_json), **others)

    return called


def send(going: Target, blocks: Iterable[bytes], rows: int, form: str, **about: object) -> None:
    """Write an export and say what was written; ends the verb where it cannot be.

    Args:
        going: where it goes.
        blocks: its bytes.
        rows: how many rows it has.
        form: how they are written.
        about: what else is to be said of it in JSON.
    """
    if going.to is None:
        _write(sys.stdout.buffer, blocks, "standard output")
        return
    fresh = going.to.with_name(f"{going.to.name}.new")
    try:
        with _opened(fresh, going.to) as file:
            size, digest = _write(file, blocks, str(going.to))
        fresh.replace(going.to)
    finally:
        fresh.unlink(missing_ok=True)
    if going.as_json:
        said = {"written": str(going.to), "as": form, "rows": rows, "bytes": size, "sha256": digest}
        output.print_json({**said, **about})
    else:
        click.echo(f"Wrote {going.to}: {rows:,} row{'s' * (rows != 1)}.", err=True)


def _opened(fresh: Path, to: Path) -> BinaryIO:
    try:
        return fresh.open("wb")
    except OSError as broken:
        raise _refused(str(to), broken) from None


def _write(file: BinaryIO, blocks: Iterable[bytes], name: str) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    try:
        for block in blocks:
            file.write(block)
            digest.update(block)
            size += len(block)
        file.flush()
    except BrokenPipeError:
        raise
    except OSError as broken:
        raise _refused(name, broken) from None
    return size, digest.hexdigest()


def _refused(name: str, broken: OSError) -> click.ClickException:
    remedy = "see that it may be written to and that there is room; nothing was changed."
    return click.ClickException(f"{name} cannot be written: {broken.strerror or broken}; {remedy}")
