"""Which blocks of a page are its article.

Every block gives the weight of its text outside links to its box, half to the box around that, a quarter to
the next. The heaviest box wins, boxes that name themselves content a little more easily; then it grows to the
box around it as long as that adds running text and not links. Boxes that name themselves navigation, sidebar
or comments count only where they hold most of the page's text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, pairwise

from luodi.reading.layout import is_tail_heading
from luodi.reading.pages.blocks import Block, Blocks, Box

_SHARES = (1.0, 0.5, 0.25)
_CONTENT_BONUS = 1.4
_PARAGRAPH = 25  # characters outside links from which a block is running text
_LINKED = 0.5  # the share of link text from which a block is a link
_GROWTH = 0.1
_ENOUGH = 40
_POSTED = re.compile(
    r"(?:19|20)\d{2}\s?[-/年]\s?\d|发表于|发布于|回复|回覆|引用|举报|楼主|沙发|板凳|\d+\s?[楼#]|#\d+"
)
_STOPS = re.compile(r"[，。；、：！？,;]")


@dataclass(frozen=True, slots=True)
class Content:
    """The article's interval ``[first, last)`` of the blocks, and of which blocks in it to keep."""

    first: int
    last: int
    kept: tuple[int, ...]


def find_content(page: Blocks) -> Content:
    """Choose the article's blocks; an empty content where the page has no text outside links."""
    if not page.blocks:
        return Content(0, 0, ())
    weights = [_weight(block) for block in page.blocks]
    asides = _true_asides(page, weights)
    for index, block in enumerate(page.blocks):
        if page.boxes[block.box].aside in asides:
            weights[index] = 0.0
    masses = _masses(page.boxes, weights)
    best = _heaviest(page, weights)
    post = _first_post(page, masses, best)
    box = page.boxes[_grown(page, masses, best) if post is None else post]
    kept = [
        i
        for i in range(box.first, box.last)
        if page.boxes[page.blocks[i].box].aside not in asides and not _is_link(page.blocks[i])
    ]
    return Content(box.first, box.last, tuple(_before_tail(page, kept)))


def _weight(block: Block) -> float:
    plain = block.plain_chars
    if _is_link(block):
        return 0.0
    stops = len(_STOPS.findall(block.text)) if plain >= _PARAGRAPH else 0
    return plain * (1.0 if plain >= _PARAGRAPH else 0.5) + 5 * stops


def _is_link(block: Block) -> bool:
    """Tell whether a block is a link and no more; a long linked sentence is text all the same."""
    if not block.link_chars:
        return False
    long_text = len(block.text) > 80 and "。" in block.text
    return block.link_chars > _LINKED * len(block.text) and not long_text


def _true_asides(page: Blocks, weights: list[float]) -> frozenset[int]:
    """Drop from the boxes that call themselves aside those that hold most of the page's text."""
    total = sum(weights)
    mass: dict[int, float] = {}
    for block, weight in zip(page.blocks, weights, strict=True):
        aside = page.boxes[block.box].aside
        if aside >= 0:
            mass[aside] = mass.get(aside, 0.0) + weight
    return frozenset(box for box, weight in mass.items() if weight <= 0.6 * total or not total)


def _heaviest(page: Blocks, weights: list[float]) -> int:
    scores = [0.0] * len(page.boxes)
    for block, weight in zip(page.blocks, weights, strict=True):
        box = block.box
        for share in _SHARES:
            if box < 0 or not weight:
                break
            scores[box] += share * weight
            box = page.boxes[box].parent
    for index, box_ in enumerate(page.boxes):
        if box_.content:
            scores[index] *= _CONTENT_BONUS
    return max(range(len(scores)), key=scores.__getitem__)


def _first_post(page: Blocks, masses: list[float], best: int) -> int | None:
    """Find a thread's first post; None where the page is no thread.

    Posts are boxes of one name in boxes of their own, with words such as 发表于 and 回复 between them.
    """
    chosen = page.boxes[best]
    signature = _signature(chosen)
    kin = [
        index
        for index, box in enumerate(page.boxes if signature else [])
        if index == best or (box.parent != chosen.parent and _signature(box) == signature)
    ]
    for one, other in pairwise(kin):
        between = page.blocks[page.boxes[one].last : page.boxes[other].first]
        if masses[one] >= _ENOUGH and any(_POSTED.search(block.text) for block in between):
            return one
    return None


def _signature(box: Box) -> str:
    return re.sub(r"\d+", "#", f"{box.tag} {box.name}") if box.name.strip() else ""


def _grown(page: Blocks, masses: list[float], index: int) -> int:
    """Grow to the box around while it adds a tenth or more of text, and text more than links."""
    here = index
    while page.boxes[here].parent >= 0:
        here = page.boxes[here].parent
        box, inner = page.boxes[here], page.boxes[index]
        more = masses[here] - masses[index]
        if more < _GROWTH * max(masses[index], 1.0):
            continue
        added = [*page.blocks[box.first : inner.first], *page.blocks[inner.last : box.last]]
        mostly_links = sum(block.link_chars for block in added) > sum(block.plain_chars for block in added)
        leaves = box.tag == "body" and more < masses[index]
        if mostly_links or leaves:
            break
        index = here
    return index


def _masses(boxes: list[Box], weights: Iterable[float]) -> list[float]:
    """Sum up the weights of each box's blocks."""
    sums = [0.0, *accumulate(weights)]
    return [sums[min(box.last, len(sums) - 1)] - sums[min(box.first, len(sums) - 1)] for box in boxes]


def _before_tail(page: Blocks, kept: list[int]) -> list[int]:
    """Cut off what stands behind a heading such as 相关文章, unless nothing stands before it."""
    for position, index in enumerate(kept):
        if position and is_tail_heading(page.blocks[index].text):
            return kept[:position]
    return kept
