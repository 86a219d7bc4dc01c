"""The question: which facts or fields to look for, in words of ours that stand in ``prompt.toml``."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from luodi.core.fields import LISTING_FIELDS, REQUIREMENT_FIELDS, Field, Type
from luodi.facts.document import Document, DocumentType
from luodi.reading.model.client import Messages

_TYPES = {
    Type.NUMBER: "数", Type.COORDINATE: "数", Type.TEXT: "文字", Type.TEXTS: "文字的列表", Type.CHOICE: "",
    Type.CHOICES: "", Type.FLOORS: "楼层的列表", Type.FLAG: "true 或 false", Type.DATE: "日期",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fact as the model is told of it, and what its value and object must be to count.

    ``dimension`` is that of :mod:`luodi.core.quantities`, or ``rank`` or ``capacity``; empty where there is no value.
    ``object`` is ``name`` or ``words`` of the document, ``event`` (one of ours), or empty.
    """

    name: str
    what: str
    unit: str = ""
    dimension: str = ""
    object: str = ""
    may_lack_value: bool = False


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("prompt.toml").read_text(encoding="utf-8"))


@cache
def kinds() -> dict[str, Kind]:
    """Give the kinds of fact by name."""
    return {row["name"]: Kind(**row) for row in _data()["kind"]}


@cache
def event_words() -> dict[str, tuple[str, ...]]:
    """Give for each event the words that tell of it."""
    return {name: tuple(words) for name, words in _data()["events"].items()}


def fields_of(type_: DocumentType) -> Sequence[Field]:
    """Give the fields of a listing or a requirement."""
    return LISTING_FIELDS if type_ == "listing" else REQUIREMENT_FIELDS


def make_messages(document: Document, type_: DocumentType, window: str) -> Messages:
    """Make the conversation that asks for what one window of a document says."""
    lines = _kind_lines() if type_ == "news" else _field_lines(fields_of(type_))
    head = f"发布日期：{document.published}\n" if document.published else ""
    title = f"标题：{document.title}\n" if document.title else ""
    return [
        {"role": "system", "content": _data()["ask"][type_].format(table="\n".join(lines)).strip()},
        {"role": "user", "content": f"{head}{title}正文：\n{window}"},
    ]


def _kind_lines() -> Iterator[str]:
    for kind in kinds().values():
        yield f"- {kind.name}：{kind.what}" + (f"；value 单位：{kind.unit}" if kind.unit else "")


def _field_lines(fields: Sequence[Field]) -> Iterator[str]:
    for field in fields:
        choices = "、".join(f"{word}={label.zh}" for word, label in field.choices.items())
        parts = [field.label.zh, _TYPES[field.type], field.unit.zh, choices]
        yield f"- {field.name}：{'，'.join(part for part in parts if part)}"
