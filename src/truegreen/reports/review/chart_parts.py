"""What the charts of slides share: names that are no formulas, legends, how numbers and points look."""

from __future__ import annotations

import re
from typing import Any, Final

from truegreen.reports.inert import inert
from truegreen.reports.review.library import library
from truegreen.reports.review.parts import Chart
from truegreen.reports.review.shapes import Box, pt
from truegreen.reports.workbook import FORMULAS

_LINKS: Final = re.compile(r"(https?|ftp|mailto|internal|external):")


def label(text: str) -> str:
    """Give a name that a workbook takes neither for a formula nor for a link.

    >>> label("=1+1"), label("Adds")
    ("'=1+1", 'Adds')
    """
    text = inert(text)
    return f"'{text}" if text.startswith(FORMULAS) or _LINKS.match(text) else text


def by_category(slide: Any, chart: Chart, box: Box, form: str) -> Any:
    """Put a chart by categories on a slide, and give it."""
    given = library("pptx.chart.data").CategoryChartData(number_format="0.00")
    given.categories = [label(each) for each in chart.categories]
    for each in chart.series:
        given.add_series(label(each.name), each.values)
    drawn = getattr(library("pptx.enum.chart").XL_CHART_TYPE, form)
    return slide.shapes.add_chart(drawn, *box.emu(), given).chart


def written(of: Any, form: str) -> None:
    """Write the numbers of an axis in a form of their own."""
    of.tick_labels.number_format, of.tick_labels.number_format_is_linked = form, False


def fill(form: Any, colour: Any, *, is_hollow: bool = False) -> None:
    """Paint a point, or only its edge."""
    form.line.color.rgb = colour
    if is_hollow:
        form.fill.background()
    else:
        form.fill.solid()
        form.fill.fore_color.rgb = colour


def legend(chart: Any) -> None:
    """Put a legend below a chart."""
    chart.has_legend = True
    chart.legend.position = library("pptx.enum.chart").XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    chart.legend.font.size = pt(10)
