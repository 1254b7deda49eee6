"""``truegreen schema``: the JSON Schema of agreements, for editors."""

from __future__ import annotations

import click

from truegreen.cli import output
from truegreen.files.schema import agreement_schema


@click.command("schema")
@click.option("--json", "as_json", is_flag=True, help="Write JSON; it always is.")
def command(as_json: bool) -> None:
    """Write the JSON Schema of agreements; name it in your editor to be helped while writing."""
    output.print_json(agreement_schema())
