"""The same article on many sites is one document with many sources: found in one pass, in bounded memory.

Each document leaves a sketch, entries in the postings and its head; its text is let go. Whether two documents are
one article depends on the two alone, so the order of arrival doesn't change the groups. (It could only where all
that a text shares with its copies stands in hundreds of other texts too.)
"""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from luodi.facts import Document
from luodi.reading.reposts.postings import Numbers, Postings
from luodi.reading.reposts.similarity import Similarity, are_reposts, compare
from luodi.reading.reposts.sketch import LENGTH, NONE, SHINGLES, SIZE, Hashes, sketch_text

_BLOCK = 512  # documents that are looked up together
_INDEXED = 20  # hashes of a sketch that stand in the postings
_MOST_CANDIDATES = 256  # numbers that a document may get from the postings, before repeats
_PAIRS = 8192  # pairs that are compared together


@dataclass(frozen=True, slots=True)
class Copy:
    """One document of a group: its head, without the text.

    ``number`` counts documents in order of arrival, from 0; ``size`` is how many letters and digits its article
    has, without the page's furniture; ``similarity`` is to the group's representative.
    """

    number: int
    id: str
    title: str
    url: str | None
    source: str | None
    published: str | None
    size: int
    similarity: Similarity


@dataclass(frozen=True, slots=True)
class RepostGroup:
    """One article in two or more copies, in order of arrival.

    ``representative`` is the fullest copy; of equally full ones the one published first. A copy that is little like it
    is like another copy of the group, as with an article's two halves.
    """

    copies: tuple[Copy, ...]
    representative: Copy

    @property
    def sources(self) -> tuple[str, ...]:
        """Give the media, or else the addresses, that have the article, each once."""
        named = (copy.source or copy.url or copy.id for copy in self.copies)
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True, slots=True)
class Match:
    """An earlier document (by number and id) that a document is a repost of, or that is a repost of it."""

    number: int
    id: str
    similarity: Similarity


class RepostIndex:
    """Takes documents one by one or in a stream, and knows which are one article."""

    def __init__(self) -> None:
        self._sketches = _Rows()
        self._postings = Postings()
        self._parents = array("I")  # a forest: documents of one tree are one article
        self._heads = _Heads()

    def __len__(self) -> int:
        return len(self._parents)

    @property
    def nbytes(self) -> int:
        """Give the bytes that are kept for all documents together."""
        forest = len(self._parents) * self._parents.itemsize
        return self._sketches.nbytes + self._postings.nbytes + self._heads.nbytes + forest

    def add(self, document: Document) -> tuple[Match, ...]:
        """Take a document and give the earlier ones that it is one article with."""
        number = len(self)
        earlier = self._add_block([document])
        similar = compare(self._sketches.rows[earlier], self._sketches.rows[np.full_like(earlier, number)])
        return tuple(
            Match(other, self._heads[other][0], similarity)
            for other, similarity in zip(earlier.tolist(), similar, strict=True)
        )

    def add_all(self, documents: Iterable[Document]) -> None:
        """Take many documents, a block at a time: several times as fast as one by one."""
        stream = iter(documents)
        while block := list(islice(stream, _BLOCK)):
            self._add_block(block)

    def group_of(self, number: int) -> int:
        """Give the number of the first document that is one article with this one; raises :class:`IndexError`."""
        root = number
        while self._parents[root] != root:
            root = self._parents[root]
        while self._parents[number] != root:
            self._parents[number], number = root, self._parents[number]
        return root

    def groups(self) -> Iterator[RepostGroup]:
        """Give every article with more than one copy, in order of the first."""
        roots = np.array([self.group_of(number) for number in range(len(self))], np.int64)
        order = np.argsort(roots, kind="stable")
        firsts = np.flatnonzero(np.diff(roots[order], prepend=-1))
        for members in np.split(order, firsts[1:]):
            if len(members) > 1:
                yield self._group(members.tolist())

    def _add_block(self, documents: list[Document]) -> Numbers:
        """Take documents and give the earlier one of each pair that was found."""
        first = len(self)
        for document in documents:
            self._sketches.append(sketch_text(document.text))
            self._heads.append(document)
            self._parents.append(len(self._parents))
        later, earlier = self._find_pairs(first)
        for number, other in zip(later.tolist(), earlier.tolist(), strict=True):
            self._join(number, other)
        return earlier

    def _find_pairs(self, first: int) -> tuple[Numbers, Numbers]:
        """Post the documents from ``first`` on and find the pairs with earlier ones that are one article."""
        hashes = self._sketches.rows[first:, SHINGLES][:, :_INDEXED]
        known = hashes != NONE
        numbers = np.broadcast_to(np.arange(first, len(self))[:, None], hashes.shape)
        self._postings.add(hashes[known], numbers[known])
        rows, others = self._postings.find(hashes, known, _MOST_CANDIDATES)
        pairs = self._likely(rows + first, others)
        found = [self._reposts_among(pairs[:, at : at + _PAIRS]) for at in range(0, pairs.shape[1], _PAIRS)]
        later, earlier = np.concatenate([pairs[:, :0], *found], axis=1)
        return later, earlier

    def _likely(self, later: Numbers, earlier: Numbers) -> Numbers:
        """Give the pairs worth comparing, each once, as two rows: with two common hashes, or both of one or two."""
        is_earlier = earlier < later
        pairs, counts = np.unique((later[is_earlier] << 32) | earlier[is_earlier], return_counts=True)
        is_likely = counts > 1
        once = np.flatnonzero(~is_likely)
        is_likely[once] = self._are_tiny(pairs[once])
        likely = pairs[is_likely]
        return np.stack([likely >> 32, likely & 0xFFFF_FFFF])

    def _are_tiny(self, pairs: Numbers) -> NDArray[np.bool_]:
        later, earlier = self._sketches.rows[pairs >> 32, 2], self._sketches.rows[pairs & 0xFFFF_FFFF, 2]
        are_tiny: NDArray[np.bool_] = (later == NONE) & (earlier == NONE)
        return are_tiny

    def _reposts_among(self, pairs: Numbers) -> Numbers:
        return pairs[:, are_reposts(self._sketches.rows, *pairs)]

    def _join(self, number: int, other: int) -> None:
        roots = self.group_of(number), self.group_of(other)
        self._parents[max(roots)] = min(roots)

    def _group(self, numbers: list[int]) -> RepostGroup:
        heads = {number: self._heads[number] for number in numbers}
        sizes = dict(zip(numbers, self._sketches.rows[numbers, SIZE].tolist(), strict=True))
        best = min(numbers, key=lambda number: (-sizes[number], heads[number][4] or "~", heads[number]))
        similar = compare(self._sketches.rows[numbers], self._sketches.rows[[best] * len(numbers)])
        copies = {
            number: self._copy(number, heads[number], sizes[number], similarity)
            for number, similarity in zip(numbers, similar, strict=True)
        }
        return RepostGroup(tuple(copies.values()), copies[best])

    def _copy(self, number: int, head: tuple[str, ...], size: int, similarity: Similarity) -> Copy:
        id_, title, url, source, published = head
        return Copy(
            number,
            id_,
            title,
            url or None,
            source or None,
            published or None,
            size,
            similarity,
        )


def find_reposts(documents: Iterable[Document]) -> Iterator[RepostGroup]:
    """Find the articles that stand among the documents more than once; the documents are gone through once."""
    index = RepostIndex()
    index.add_all(documents)
    return index.groups()


class _Rows:
    """Sketches one below the other, in an array that grows by a quarter."""

    def __init__(self) -> None:
        self._rows: Hashes = np.empty((64, LENGTH), np.uint32)
        self._filled = 0

    @property
    def nbytes(self) -> int:
        return self._rows.nbytes

    def append(self, row: Hashes) -> None:
        if self._filled == len(self._rows):
            grown = np.empty((len(self._rows) * 5 // 4, LENGTH), np.uint32)
            grown[: self._filled] = self._rows
            self._rows = grown
        self._rows[self._filled] = row
        self._filled += 1

    @property
    def rows(self) -> Hashes:
        """Give what is filled: a view, good until the next row comes."""
        return self._rows[: self._filled]


class _Heads:
    """What names each document, as UTF-8 in one run of bytes: objects would take five times as much."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._ends = array("Q", [0])

    @property
    def nbytes(self) -> int:
        return len(self._bytes) + self._ends.itemsize * len(self._ends)

    def append(self, document: Document) -> None:
        parts = (document.id, document.title, document.url, document.source, document.published)
        joined = "\0".join((part or "").replace("\0", " ") for part in parts)
        self._bytes += joined.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._bytes))

    def __getitem__(self, number: int) -> tuple[str, ...]:
        part = self._bytes[self._ends[number] : self._ends[number + 1]]
        return tuple(part.decode("utf-8", "surrogatepass").split("\0"))
