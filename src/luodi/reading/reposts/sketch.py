"""A text as a small sketch: enough to tell how much of one text stands in another, without keeping either.

A sketch is one row of 32-bit numbers: the smallest hashes of the text's shingles (runs of eight letters), of its
sentences and of its figures, each part sorted and filled up with :data:`NONE`, and the article's size. The smallest hashes of two
texts are a fair sample of both, so shares of common ones estimate shares of common text (bottom-k sketches:
Cohen and Kaplan, 2007). Punctuation, space, letter case, width and script (traditional or simplified) don't
count, nor do the lines that a page puts around an article.
"""

import re
from functools import cache, lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from luodi.core.scripts import to_simplified
from luodi.reading.layout import is_boilerplate

Hashes = NDArray[np.uint32]

WIDTH = 8  # letters of a shingle: long enough that a trade's set phrases don't fill it
SHINGLES = slice(0, 64)
SENTENCES = slice(64, 88)
FIGURES = slice(88, 104)
SIZE = 104  # where a row holds how many letters and digits the article has
LENGTH = 105
NONE = 0xFFFF_FFFF
LONGEST = 1_000_000  # characters of a text that count
_SHORTEST_SENTENCE = 8
_LONGEST_FURNITURE = 60  # longer lines are taken for paragraphs
_END, _DOT = 1, 2  # marks among the folded characters; letters keep codes of 0x30 and above
_ENDS = "。！？；!?;\n\r\u2028\u2029"
_FIGURE = re.compile(
    r"(?!(?:19|20)\d\d(?:年|[-/.]\d))(?!\d{1,2}[月日])\d+(?:,\d{3})*(?:[.．]\d+)?"
)  # neither years nor days
_FOLDED = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)} | {0xFF0E: ".", ord(","): None}


def sketch_text(text: str) -> Hashes:
    """Sketch a text: a row of :data:`LENGTH`; one without letters and digits has a size of 0 and is like nothing."""
    text = text[:LONGEST]
    article = _without_furniture(text)
    letters, ends = _fold(article)
    if len(letters) < WIDTH:
        article = text
        letters, ends = _fold(text)
    row = np.full(LENGTH, NONE, np.uint32)
    _keep_smallest(row[SHINGLES], _hash_shingles(letters))
    _keep_smallest(row[SENTENCES], _hash_sentences(letters, ends))
    _keep_smallest(row[FIGURES], _hash_figures(article))
    row[SIZE] = len(letters)
    return row


def _without_furniture(text: str) -> str:
    """Drop bylines, phone boxes, share bars and the like."""
    lines = text.split("\n")
    return "\n".join(line for line in lines if len(line) > _LONGEST_FURNITURE or not _is_furniture(line))


@lru_cache(maxsize=8192)
def _is_furniture(line: str) -> bool:
    return is_boilerplate(line)


def _fold(text: str) -> tuple[NDArray[np.uint16], list[int]]:
    """Give the letters that count, and where among them sentences end."""
    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)
    folded = _folding().take(codes)
    dots = np.flatnonzero(folded == _DOT)
    if len(dots):
        after = folded[np.minimum(dots + 1, len(folded) - 1)]
        is_decimal = (after >= ord("0")) & (after <= ord("9"))
        folded[dots] = np.where(is_decimal, 0, _END)
    kept = folded[folded > 0]
    is_end = kept == _END
    at = np.flatnonzero(is_end)
    return kept[~is_end], (at - np.arange(len(at))).tolist()


@cache
def _folding() -> NDArray[np.uint16]:
    """Give each UTF-16 unit's folded letter; 0 for what doesn't count, or the mark of a sentence's end."""
    table = np.zeros(0x1_0000, np.uint16)
    for code, char in enumerate(to_simplified("".join(map(chr, range(0x1_0000))))):
        if char.isalnum() or 0xD800 <= code <= 0xDFFF:
            table[code] = _fold_letter(code, char)
    table[[ord(char) for char in _ENDS + "\uff01\uff1f\uff1b"]] = _END
    table[[ord("."), 0xFF0E]] = _DOT
    return table


def _fold_letter(code: int, simplified: str) -> int:
    narrow = chr(code - 0xFEE0) if 0xFF01 <= code <= 0xFF5E else simplified
    folded = narrow.lower()
    return ord(folded) if len(folded) == 1 and ord(folded) < 0x1_0000 else code


def _hash_shingles(letters: NDArray[np.uint16]) -> Hashes:
    """Hash every run of :data:`WIDTH` letters; a shorter text counts as one shingle."""
    if not len(letters):
        return np.empty(0, np.uint32)
    if len(letters) < WIDTH:
        letters = np.concatenate([letters, np.zeros(WIDTH - len(letters), np.uint16)])
    ones = letters.astype(np.uint64)
    twos = ones[:-1] * np.uint64(0x9E37_79B9_7F4A_7C15) + ones[1:]
    fours = twos[:-2] * np.uint64(0xC2B2_AE3D_27D4_EB4F) + twos[2:]
    eights = fours[:-4] * np.uint64(0x1656_67B1_9E37_79F9) + fours[4:]
    eights ^= eights >> np.uint64(29)
    eights *= np.uint64(0xBF58_476D_1CE4_E5B9)
    return (eights >> np.uint64(32)).astype(np.uint32)


def _hash_sentences(letters: NDArray[np.uint16], ends: list[int]) -> Hashes:
    bytes_ = letters.tobytes()
    bounds = [0, *ends, len(letters)]
    hashes = [
        crc32(bytes_[2 * start : 2 * end])
        for start, end in pairwise(bounds)
        if end - start >= _SHORTEST_SENTENCE
    ]
    return np.array(hashes, np.uint32)


def _hash_figures(text: str) -> Hashes:
    """Hash the figures that tell articles apart: single digits, days and years stand in all of them."""
    found = {figure for figure in _FIGURE.findall(text) if len(figure) > 1}
    return np.array([crc32(figure.translate(_FOLDED).encode()) for figure in found], np.uint32)


def _keep_smallest(part: Hashes, hashes: Hashes) -> None:
    """Fill a part of a sketch with the smallest different hashes, in order."""
    hashes = np.sort(hashes)
    if len(hashes) > 1:
        is_new = np.empty(len(hashes), np.bool_)
        is_new[0] = True
        np.not_equal(hashes[1:], hashes[:-1], out=is_new[1:])
        hashes = hashes[is_new]
    kept = hashes[: len(part)]
    part[: len(kept)] = kept
