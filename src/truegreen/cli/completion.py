"""``truegreen completion``: complete verbs and options in the shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from truegreen.cli import options, output


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@options.as_json
def command(shell: str, as_json: bool) -> None:
    """Write what SHELL needs to complete `truegreen`; source it in your start-up file."""
    found = get_completion_class(shell)
    if found is None:
        raise click.ClickException(f"there is no completion for {shell}")
    root = click.get_current_context().find_root().command
    script = found(root, {}, "truegreen", "_TRUEGREEN_COMPLETE").source()
    if as_json:
        output.print_json({"shell": shell, "script": script})
    else:
        click.echo(script)
