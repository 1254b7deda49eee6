"""A review pack as somebody sees it: without what they have no right to, and without measures that are drafts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from truegreen.reports.review.parts import Block, Cell, Need, Pack, Table

LEFT_OUT: Final = Cell("left out here: it rests on a draft")
SELDOM: Final = (Need.PLANS, Need.SHARED)
"""What few packs hold; of one without it nothing is left out."""
DRAFTS: Final = "measures that are drafts"


def seen_by(pack: Pack, rights: Collection[Need]) -> Pack:
    """Give a pack with only what somebody may see; names of accounts are written as “account 1” and so on."""
    held = {Need.NOTHING, *rights}
    kept = [
        replace(each, blocks=[_block(one, held) for one in each.blocks if one.needs in held]) for each in pack.sections
    ]
    there = {one.needs for each in pack.sections for one in each.blocks}
    lacks = [str(each) for each in Need if each not in held and (each not in SELDOM or each in there)]
    return replace(pack, sections=[each for each in kept if each.blocks], hidden=lacks)


def _block(block: Block, held: Collection[Need]) -> Block:
    table = block.table
    if table:
        table = replace(table, rows=[row for row in table.rows if all(cell.needs in held for cell in row)])
    if table and Need.ACCOUNTS not in held:
        table = replace(table, rows=[_unnamed(table, row, place) for place, row in enumerate(table.rows, 1)])
    return replace(block, table=table, sentences=[each for each in block.sentences if each.needs in held])


def without(pack: Pack, hidden: Collection[str]) -> Pack:
    """Give a pack without what it tells of measures whose figures its reader may not see yet, and say so."""
    if not hidden:
        return pack
    kept = [replace(each, blocks=[*_kept(each.blocks, frozenset(hidden))]) for each in pack.sections]
    return replace(pack, sections=[each for each in kept if each.blocks], hidden=[*pack.hidden, DRAFTS])


def _kept(blocks: Sequence[Block], hidden: frozenset[str]) -> Iterator[Block]:
    for block in blocks:
        is_open = hidden.isdisjoint(block.measures)
        if is_open or block.plain:
            yield _told(block if is_open else replace(block, title=block.plain, measures=()), hidden)


def _told(block: Block, hidden: frozenset[str]) -> Block:
    said = [each for each in block.sentences if hidden.isdisjoint(each.measures)]
    chart, table = block.chart, block.table
    if chart:
        chart = replace(chart, series=[each for each in chart.series if hidden.isdisjoint(each.measures)])
    if table:
        rows = [row for row in table.rows if hidden.isdisjoint(row[0].measures)]
        table = replace(
            table, rows=[[each if hidden.isdisjoint(each.measures) else LEFT_OUT for each in row] for row in rows]
        )
    return replace(block, sentences=said, chart=chart, table=table)


def _unnamed(table: Table, row: Sequence[Cell], place: int) -> list[Cell]:
    return [
        Cell(f"{column.title.lower()} {place}") if column.is_name and cell.words.strip("–") else cell
        for column, cell in zip(table.columns, row, strict=True)
    ]
