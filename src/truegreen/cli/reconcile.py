"""``truegreen reconcile``: a figure of the provider's or the vendor's, brought over to our definition step by step."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import click

from truegreen.cli import options, output, viewing
from truegreen.files.nearest import did_you_mean
from truegreen.project.reconciling import declared_names, reconcile
from truegreen.reports.bridge_page import bridge_page
from truegreen.reports.bridge_text import bridge_record, bridge_text
from truegreen.units.period import Period
from truegreen.units.quantity import Quantity


@click.command("reconcile")
@click.argument("clock")
@options.folder
@options.agreement
@options.period
@click.option("--with", "declared", default="", metavar="NAME", help="Clock that a source declares, as it calls it.")
@click.option("--as", "theirs", default="", metavar="CLOCK", help="Their definition, written as a clock here too.")
@click.option("--figure", default="", metavar="SHARE", help='The figure that they report, like "97.2 %".')
@options.page
@options.as_json
def command(
    clock: str,
    folder: Path,
    agreement: str,
    period: Period | str,
    declared: str,
    theirs: str,
    figure: str,
    page: Path | None,
    as_json: bool,
) -> None:
    """Bring somebody else's figure over to our CLOCK, and say what each difference of the definitions does."""
    with viewing.opened_run(folder, as_json=as_json) as view:
        versions = options.agreement_of(view.project, agreement)
        clocks = versions.latest.clocks
        for name in filter(None, (clock, theirs)):
            if name not in clocks:
                said = did_you_mean(name, clocks) if clocks else "Write clocks: into it."
                raise click.UsageError(f"The agreement has no clock “{name}”. {said}")
        known = declared_names(view)
        if declared and declared not in known:
            said = did_you_mean(declared, known) if known else "No source declares one."
            raise click.UsageError(f"No source declares a clock “{declared}”. {said}")
        if not declared and not theirs:
            listed = f"; sources declare {', '.join(known)}" if known else ""
            raise click.UsageError(f"Say what to bring over: --with a declared clock, or --as a clock{listed}.")
        within = viewing.within(view, versions, period)
        found = reconcile(view, versions, clock, clocks.get(theirs), declared, _share(figure), within)
    if page:
        output.write_page(page, bridge_page(found))
    if as_json:
        output.print_json(bridge_record(found))
    else:
        click.echo(bridge_text(found, output.width(), colour=output.colour()), nl=False)


def _share(text: str) -> Fraction | None:
    try:
        return Quantity.parse(text).in_unit("share") if text else None
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from None
