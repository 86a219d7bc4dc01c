"""HTML → a flat list of blocks (paragraphs, headings, rows) and the boxes (div, section, …) that hold them.

A box is an interval of the list, so nothing later needs the tree. The walk is one pass without recursion: the
deepest nesting costs no stack. Scripts, styles and hidden elements are not walked into. Boxes that name
themselves navigation, sidebar, comments and the like are marked as aside.
"""

import functools
import re
from dataclasses import dataclass, field
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser, LexborNode

from luodi.reading.pages.elements import tags, what_names_say

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
# control characters, zero-width marks and bidi overrides: nobody sees them, and they hide words
_UNSEEN_RANGES = ((0, 9), (14, 32), (127, 128), (0xAD, 0xAE), (0x200B, 0x2010), (0xFEFF, 0xFF00),
                  (0x202A, 0x202F), (0x2060, 0x206A))  # fmt: skip
_UNSEEN = dict.fromkeys(code for start, end in _UNSEEN_RANGES for code in range(start, end))
_SURROGATES = re.compile("[\ud800-\udfff]")
_LONGEST_TERM = 16
_LONGEST_LABEL = 8
_MANY_TAGS = 5_000
_DEEPEST = 400
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)[^<>]*>")


@dataclass(slots=True)
class Block:
    """One line of the page: its text, how much of that is links, the element it stands in, its box."""

    text: str
    link_chars: int
    tag: str
    box: int

    @property
    def plain_chars(self) -> int:
        """Count the characters outside links."""
        return len(self.text) - self.link_chars

    @property
    def is_heading(self) -> bool:
        """Tell whether the block is a heading by its element."""
        return self.tag in _HEADINGS


@dataclass(slots=True)
class Box:
    """A container: the interval ``[first, last)`` of the blocks in it, its parent and what its names say."""

    parent: int
    tag: str
    name: str
    first: int
    last: int = 0
    aside: int = -1  # the outermost box around it, or itself, that is navigation, comments …; -1: none
    content: bool = False
    crumbs: bool = False


@dataclass(slots=True)
class Blocks:
    """A page as blocks, with its boxes; box 0 is the body."""

    blocks: list[Block] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)


def parse_html(html: str) -> LexborHTMLParser:
    """Parse a page; nesting deeper than pages need is flattened, as parsing takes its square in time."""
    if html.count("<") > _MANY_TAGS:
        html = _flattened(html)
    try:
        return LexborHTMLParser(html)
    except UnicodeEncodeError:
        return LexborHTMLParser(_SURROGATES.sub("\ufffd", html))  # no encoding has lone surrogates


def find_blocks(tree: LexborHTMLParser) -> Blocks:
    """Walk the body once and give its blocks and boxes."""
    walker = _Walker(_hidden(tree))
    if tree.body is not None:
        walker.walk(tree.body)
    return walker.page


def clean_line(text: str) -> str:
    """Collapse white space and drop what nobody sees."""
    line = " ".join(text.split())
    return line if line.isprintable() else line.translate(_UNSEEN)


_INLINE, _TEXT, _LINK, _BREAK, _LINE, _ROW, _PRE, _BOX, _CELL, _SKIP, _SPAN = range(11)


@functools.cache
def _kinds() -> dict[str, int]:
    """Say what the walk does with each tag; any other is inline."""
    return (
        dict.fromkeys(tags("skipped"), _SKIP)
        | dict.fromkeys(tags("line"), _LINE)
        | dict.fromkeys(tags("box"), _BOX)
        | dict.fromkeys(("span", "label", "em", "b"), _SPAN)
        | {"-text": _TEXT, "a": _LINK, "br": _BREAK, "tr": _ROW, "pre": _PRE, "td": _CELL, "th": _CELL}
        | {"-comment": _SKIP, "!doctype": _SKIP, "-unknown": _SKIP}
    )


@dataclass(slots=True)
class _Row:
    """An open table row: its first block, the first block of each cell, and whether it holds other rows."""

    start: int
    cells: list[int] = field(default_factory=list)
    lays_out: bool = False


class _Walker:
    """The state of the walk: the line being gathered, the open links, boxes and table rows."""

    def __init__(self, hidden: frozenset[int]) -> None:
        self.hidden = hidden
        self.page = Blocks()
        self.line: list[str] = []
        self.link_chars = 0
        self.links = 0
        self.pre = 0
        self.tag = "body"
        self.box = -1
        self.rows: list[_Row] = []

    def walk(self, body: LexborNode) -> None:
        """Visit every node once, in order; a node's end is seen when the next node is not its child."""
        self._open("body", body)
        open_nodes: list[tuple[LexborNode, int]] = []
        append, kinds, line, hidden = open_nodes.append, _kinds(), self.line, self.hidden
        node = body.first_child
        while node is not None:
            tag = node.tag or "-unknown"
            kind = kinds.get(tag, _INLINE)
            if kind == _SPAN and self.tag != "li":
                kind = _INLINE
            if kind == _TEXT:
                text = node.text_content or ""
                if self.pre:
                    self._take_lines(text)
                else:
                    line.append(text)
                    if self.links:
                        self.link_chars += len(text.strip())
            elif kind != _SKIP and not (hidden and node.mem_id in hidden):
                if kind != _INLINE:
                    self._enter(kind, tag, node)
                child = node.first_child
                if child is not None:
                    append((node, kind))
                    node = child
                    continue
                if kind != _INLINE:
                    self._leave(kind, node)
            following = node.next
            while following is None and open_nodes:
                node, kind = open_nodes.pop()
                if kind != _INLINE:
                    self._leave(kind, node)
                following = node.next
            node = following
        self._leave(_BOX)

    def _enter(self, kind: int, tag: str, node: LexborNode) -> None:
        if kind == _LINK:
            self.links += 1
            return
        if kind == _SPAN:
            return
        if self.line:
            self._flush()
        if kind == _BREAK:
            return
        self.tag = tag
        if kind in (_BOX, _CELL):
            if kind == _CELL and self.rows:
                self.rows[-1].cells.append(len(self.page.blocks))
            self._open(tag, node)
        elif kind == _ROW:
            if self.rows:
                self.rows[-1].lays_out = True
            self.rows.append(_Row(len(self.page.blocks)))
        elif kind == _PRE:
            self.pre += 1

    def _leave(self, kind: int, node: LexborNode | None = None) -> None:
        if kind == _LINK:
            self.links -= 1
            return
        if kind == _SPAN:
            if node is not None:
                self._end_label(node)
            return
        if self.line:
            self._flush()
        if kind == _BREAK:
            return
        self.tag = "div"
        if kind in (_BOX, _CELL):
            box = self.page.boxes[self.box]
            box.last = len(self.page.blocks)
            self.box = box.parent
        elif kind == _ROW:
            self._end_row()
        elif kind == _PRE:
            self.pre -= 1

    def _end_label(self, node: LexborNode) -> None:
        """Write the colon that a list's layout shows between a label and its value (面积 | 4800㎡)."""
        label = "".join(self.line).strip()
        following = node.next
        if following is not None and following.is_empty_text_node:
            following = following.next
        is_label = 0 < len(label) <= _LONGEST_LABEL and not label.endswith(("：", ":")) and label.isalpha()
        if is_label and following is not None and following.tag in ("span", "em", "b", "div", "p", "i"):
            self.line.append("：")

    def _take_lines(self, text: str) -> None:
        for number, part in enumerate(text.split("\n")):
            if number:
                self._flush()
            self.line.append(part)

    def _flush(self) -> None:
        text = clean_line("".join(self.line))
        term = self.page.blocks[-1] if self.tag == "dd" and self.page.blocks else None
        if text and term and term.tag == "dt" and len(term.text) <= _LONGEST_TERM:
            term.text += f"{'' if term.text.endswith(('：', ':')) else '：'}{text}"
            term.tag, term.link_chars = "dd", term.link_chars + self.link_chars
        elif text:
            self.page.blocks.append(Block(text, min(self.link_chars, len(text)), self.tag, self.box))
        self.line.clear()
        self.link_chars = 0

    def _open(self, tag: str, node: LexborNode) -> None:
        boxes = self.page.boxes
        attributes = node.attributes
        outer = boxes[self.box].aside if boxes else -1
        names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}" if attributes else ""
        said = what_names_say(names)
        index = len(boxes)
        if outer < 0 and index and (said.aside or tag in tags("aside")):
            outer = index
        content = said.content or tag in tags("content")
        boxes.append(Box(self.box, tag, names, len(self.page.blocks), 0, outer, content, said.crumbs))
        self.box = index

    def _end_row(self) -> None:
        """Join a data table's row into one line; a table that only lays out the page keeps its lines."""
        row = self.rows.pop()
        blocks = self.page.blocks
        if len(row.cells) < 2 or row.lays_out:
            return
        groups = [blocks[first:last] for first, last in pairwise([*row.cells, len(blocks)])]
        filled = [group for group in groups if group]
        if len(filled) < 2 or any(len(group) > 3 or len(group[0].text) > 200 for group in filled):
            return
        text = " | ".join(" ".join(block.text for block in group) for group in groups)
        links = sum(block.link_chars for group in filled for block in group)
        del blocks[row.start :]
        blocks.append(Block(text, links, "tr", self.box))


def _hidden(tree: LexborHTMLParser) -> frozenset[int]:
    """Find the elements that are not shown (WeChat's ``visibility: hidden`` body is shown by its script)."""
    found = set()
    for node in tree.css("[hidden],[style*=none]"):
        attributes = node.attributes
        if "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
            found.add(node.mem_id)
    return frozenset(found)


def _flattened(html: str) -> str:
    """Leave out start and end tags that lie deeper than a page needs; their text stays."""
    kept: list[str] = []
    unnested = tags("unnested")
    depth = position = 0
    for match in _TAG.finditer(html):
        closing, name = match.group(1), match.group(2).lower()
        if name in unnested:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        if depth + bool(closing) > _DEEPEST:
            kept.append(html[position : match.start()])
            position = match.end()
    kept.append(html[position:])
    return "".join(kept)
