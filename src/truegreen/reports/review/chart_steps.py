"""The way to the amount due as a chart of a slide: columns on hidden feet, each with its amount."""

from __future__ import annotations

from typing import Any

from truegreen.reports.review.chart_parts import by_category, written
from truegreen.reports.review.library import library
from truegreen.reports.review.parts import Chart, Series
from truegreen.reports.review.shapes import INK, QUIET, TONES, Box, pt, rgb


def steps_chart(slide: Any, chart: Chart, box: Box) -> Any:
    """Put the steps to an amount on a slide."""
    held = by_category(slide, chart, box, "COLUMN_STACKED")
    held.has_legend = False
    held.plots[0].gap_width, held.plots[0].overlap = 45, 100
    feet, *parts = held.plots[0].series
    feet.format.fill.background()
    for bars, series in zip(parts, chart.series[1:], strict=True):
        bars.format.fill.solid()
        bars.format.fill.fore_color.rgb = rgb(TONES.get(series.tone, QUIET))
        _name(bars, feet, series, chart)
    written(held.value_axis, "#,##0")
    held.category_axis.tick_label_position = library("pptx.enum.chart").XL_TICK_LABEL_POSITION.LOW
    held.category_axis.tick_labels.font.size = pt(9)
    return held


def _name(bars: Any, feet: Any, series: Series, chart: Chart) -> None:
    """Write the amount of each bar on it; of a low one under it, where it stands on a foot."""
    highest = max((abs(each) for one in chart.series for each in one.values if each is not None), default=0.0)
    for place, value in enumerate(series.values):
        if value is None:
            continue
        is_low = abs(value) < highest / 14 and (chart.series[0].values[place] or 0.0) > highest / 10
        told = (feet if is_low else bars).points[place].data_label
        told.text_frame.text = _amount(series, value)
        if is_low:
            told.position = library("pptx.enum.chart").XL_LABEL_POSITION.INSIDE_END
        font = told.text_frame.paragraphs[0].runs[0].font
        font.size, font.bold = pt(10), True
        font.color.rgb = rgb(INK if abs(value) < highest / 14 else "#ffffff")


def _amount(series: Series, value: float) -> str:
    """Write what a bar does: adds, takes off, or comes to."""
    does = series.name.partition(",")[0]
    sign = {"adds": "+", "takes off": "−"}.get(does, "−" if value < 0 else "")
    return f"{sign}{abs(value):,.2f}"
