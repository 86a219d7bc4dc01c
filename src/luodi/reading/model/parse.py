"""A model's answer → the rows that it gives, whatever it is wrapped in or however it breaks off.

>>> parse_rows('Here you are: ```json {"rows": [{"kind": "tax"}, {"kind": "ta')
[{'kind': 'tax'}]
"""

import json
from typing import Any

_MOST_ROWS = 2_000
_DECODER = json.JSONDecoder()

Row = dict[str, Any]


def parse_rows(answer: str) -> list[Row] | None:
    """Give the objects of the answer's list, those that are whole; None where there is no list at all."""
    start = answer.find("[")
    if start < 0:
        return [] if _decode(answer, answer.find("{")) == {} else None
    rows: list[Row] = []
    at = start + 1
    while len(rows) < _MOST_ROWS:
        while at < len(answer) and answer[at] in " \t\r\n,":
            at += 1
        if not answer.startswith("{", at):
            return rows
        try:
            row, at = _DECODER.raw_decode(answer, at)
        except (ValueError, RecursionError):
            return rows
        rows.append(row)
    return rows


def _decode(answer: str, start: int) -> Any:
    try:
        return _DECODER.raw_decode(answer, start)[0] if start >= 0 else None
    except (ValueError, RecursionError):
        return None
