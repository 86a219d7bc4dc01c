"""Values that are made by the hundred for every page: read-only to the type checker, quick to make."""

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """Make a dataclass with slots, compared and hashed by its fields, whose fields are set once.

    That nobody sets them again is held by mypy. ``frozen=True`` would hold it at run time too, but makes an object
    of ten fields four times as slow to make, which is a twentieth of the time that reading takes.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
