"""``truegreen check``: read agreements, mappings and cases, and say everything that is wrong with them."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from truegreen.cli import options, output
from truegreen.model.finding import has_errors
from truegreen.project.opened import open_project
from truegreen.reports.finding_record import finding_record


@click.command("check")
@options.folder
@options.as_json
def command(folder: Path, as_json: bool) -> None:
    """Say everything that is wrong with a project's text; no record is read."""
    project = open_project(folder, smells=True)
    if as_json:
        output.print_json({"findings": [finding_record(each) for each in project.findings]})
    else:
        output.print_findings(project.findings, err=False)
    sys.exit(1 if has_errors(project.findings) else 0)
