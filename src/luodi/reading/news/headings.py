"""Lines that head what stands below them."""

import re
from collections.abc import Sequence

from luodi.reading.news.clauses import Clause

_TOLD_BELOW = re.compile(r"(?:计划)?总?投资|占地|由|该|位于|落户|项目|建设|选址|规划|用地")


def _heads_block(clauses: Sequence[Clause], index: int) -> bool:
    """Tell an item that is a name alone, whose block is told in the lines below it, from an item of a list."""
    clause = clauses[index]
    if index + 1 == len(clauses) or (clause.names[0].start, clause.names[-1].end) != (
        clause.start,
        clause.end,
    ):
        return False
    below = clauses[index + 1]
    told = bool(below.numbers) or below.closer == "：" or bool(_TOLD_BELOW.match(below.text))
    return clause.first_of_line and below.line != clause.line and not below.item and told


def _labels_block(clauses: Sequence[Clause], index: int) -> bool:
    """Tell a label before a name whose block is told in the lines below it (第二站：某产业园)."""
    if index + 2 >= len(clauses) or clauses[index].numbers or not clauses[index].first_of_line:
        return False
    named, below = clauses[index + 1], clauses[index + 2]
    whole = named.names and (named.names[0].start, named.names[-1].end) == (named.start, named.end)
    return bool(whole) and "\n" in named.closer and named.line == clauses[index].line and not below.item


def is_heading(clauses: Sequence[Clause], index: int) -> bool:
    """Tell a line of one short clause without a figure."""
    clause = clauses[index]
    if clause.item and clause.closer == "：" and _labels_block(clauses, index):
        return True
    if clause.item and clause.names and _heads_block(clauses, index):
        return True
    if len(clause.text) > 24 or "\n" not in clause.closer or (clause.item and clause.names):
        return False
    alone = index + 1 == len(clauses) or clauses[index + 1].line != clause.line
    return alone and all(number.dimension == "none" for number in clause.numbers)
