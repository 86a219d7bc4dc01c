"""The terms of many parks as arrays: rules of one shape share a tree, and differ only in their bounds.

A tree is ``["all_of" | "any_of", [tree, …]]`` or ``[measure, "at_least" | "at_most"]``; its leaves, from left to right,
are the park's bounds. Lists of words (focus, industries admitted and refused) are runs of word numbers.
"""

import json
from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from luodi.sites.admission import Rule, Term
from luodi.sites.park import Park

Tree: TypeAlias = list[Any]
NO_RULE = -1
LISTS = ("focus", "allow", "deny")


def encode_rules(parks: Sequence[Park]) -> dict[str, NDArray[Any]]:
    """Give ``rule.shape`` (a park's tree, -1: no rule), ``rule.starts`` (its first bound), ``rule.bounds``, the trees."""
    shapes: dict[str, int] = {}
    shape_of, starts, bounds = [], [], list[float]()
    for park in parks:
        rule = park.admission.rule if park.admission else None
        starts.append(len(bounds))
        shape = json.dumps(_tree(rule, bounds)) if rule else None
        shape_of.append(NO_RULE if shape is None else shapes.setdefault(shape, len(shapes)))
    trees = f"[{','.join(shapes)}]".encode()
    return {
        "rule.shape": np.array(shape_of, dtype=np.int32),
        "rule.starts": np.array(starts, dtype=np.int64),
        "rule.bounds": np.array(bounds, dtype=np.float64),
        "rule.trees": np.frombuffer(trees, dtype=np.uint8),
    }


def _tree(rule: Rule, bounds: list[float]) -> Tree:
    """Give the tree of a rule, and add its bounds."""
    if not isinstance(rule, Term):
        return [rule.kind, [_tree(each, bounds) for each in rule.rules]]
    leaves = []
    for kind, bound in (("at_least", rule.at_least), ("at_most", rule.at_most)):
        if bound is not None:
            bounds.append(bound)
            leaves.append([rule.measure, kind])
    return leaves[0] if len(leaves) == 1 else ["all_of", leaves]


def encode_words(parks: Sequence[Park]) -> dict[str, NDArray[Any]]:
    """Give the lists of words, equal ones once: ``list.NAME.codes`` (a park's list, 0: none), and of each list but none its
    ``list.NAME.words`` (word numbers) and ``list.NAME.starts`` (where they begin); and the words themselves.
    """
    numbers: dict[str, int] = {}
    arrays: dict[str, NDArray[Any]] = {}
    for name in LISTS:
        lists: dict[tuple[str, ...], int] = {(): 0}
        codes = [lists.setdefault(_words(park, name), len(lists)) for park in parks]
        flat = [numbers.setdefault(word, len(numbers)) for words in lists for word in words]
        lengths = [len(words) for words in lists][1:]
        arrays[f"list.{name}.codes"] = np.array(codes, dtype=np.uint32)
        arrays[f"list.{name}.words"] = np.array(flat, dtype=np.uint32)
        arrays[f"list.{name}.starts"] = np.cumsum([0, *lengths])[: len(lengths)]
    words = json.dumps(list(numbers), ensure_ascii=False).encode("utf-8", "surrogatepass")
    return arrays | {"words": np.frombuffer(words, dtype=np.uint8)}


def _words(park: Park, name: str) -> tuple[str, ...]:
    if name == "focus":
        return park.focus or ()
    listed: tuple[str, ...] = getattr(park.admission, name) if park.admission else ()
    return listed
