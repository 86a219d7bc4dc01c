"""Which names mean the same thing: what a name is made of, and how alike two are, with reasons."""

from luodi.facts.naming.alike import Likeness, blocking_keys, compare_names
from luodi.facts.naming.name import EntityKind, NameForm, name_part, parse_name

__all__ = ["EntityKind", "Likeness", "NameForm", "blocking_keys", "compare_names", "name_part", "parse_name"]
