"""How alike two sketched texts are, and whether that makes one a repost of the other."""

from dataclasses import dataclass
from math import isnan

import numpy as np
from numpy.typing import NDArray

from luodi.core.text import Text
from luodi.reading.reposts.sketch import FIGURES, NONE, SENTENCES, SHINGLES, SIZE, Hashes

Shares = NDArray[np.float64]
Numbers = NDArray[np.int64]

LEAST_CONTAINED = 0.5
LEAST_RESEMBLING = 0.28
LEAST_SIZE = 0.4  # of the longer article: a digest holds whole articles, but isn't one of them
LEAST_SENTENCES = 0.25
LEAST_FIGURES = 0.5
LEAST_OF_MANY_FIGURES = 0.8  # where more than one differs: what fills a form agrees now and then by chance
LEAST_WITHOUT_FIGURES = 0.6
NEARLY_WHOLE = 0.85
FEW = 3  # with fewer sentences or figures than this, their share says too little


@dataclass(frozen=True, slots=True)
class Similarity:
    """How much of the shorter text stands in the longer one, estimated from their sketches; each share is 0 to 1.

    ``containment`` counts runs of eight letters, ``resemblance`` the same against both texts together;
    ``sentences`` and ``figures`` are None where the shorter text has none.
    """

    containment: float
    resemblance: float
    sentences: float | None
    figures: float | None

    @property
    def reason(self) -> Text:
        """Say what is common."""
        zh, en = [f"{self.containment:.0%} 的文字相同"], [f"{self.containment:.0%} of the words"]
        if self.sentences is not None:
            zh.append(f"{self.sentences:.0%} 的句子相同")
            en.append(f"{self.sentences:.0%} of the sentences")
        if self.figures is not None:
            zh.append(f"{self.figures:.0%} 的数字相同")
            en.append(f"{self.figures:.0%} of the figures")
        return Text("，".join(zh), ", ".join(en) + " in common")


@dataclass(frozen=True, slots=True)
class Common:
    """What pairs of sketches share in one part: hashes in common, and on each side, as far as both sketches reach."""

    both: NDArray[np.int64]
    left: NDArray[np.int64]
    right: NDArray[np.int64]

    @property
    def fewer(self) -> NDArray[np.int64]:
        """Give the count on the side with fewer."""
        return np.minimum(self.left, self.right)

    @property
    def containment(self) -> Shares:
        """Give the share of the side with fewer; not a number where it has none."""
        return _share(self.both, self.fewer)

    @property
    def resemblance(self) -> Shares:
        """Give the share of both sides together."""
        return _share(self.both, self.left + self.right - self.both)


def count_common(left: Hashes, right: Hashes) -> Common:
    """Count what rows of the same part share: both are (pairs, hashes), sorted, filled up with ``NONE``.

    A full row may have been cut off behind its last hash, so only hashes up to there are compared.
    """
    reach = np.minimum(np.minimum(left[:, -1], right[:, -1]), NONE - 1)[:, None]
    merged = np.concatenate([left, right], axis=1)
    merged.sort(axis=1)
    twice = (merged[:, 1:] == merged[:, :-1]) & (merged[:, 1:] <= reach)
    return Common(twice.sum(axis=1), (left <= reach).sum(axis=1), (right <= reach).sum(axis=1))


def are_reposts(sketches: Hashes, left: Numbers, right: Numbers) -> NDArray[np.bool_]:
    """Tell for pairs of rows of ``sketches`` which are one article.

    The same words make a repost only with the same sentences and the same figures: articles out of one mould
    (a form, a weekly notice, an agent's post) share most words, but their sentences hold other names and
    other figures. Articles of one event share figures, but not the words.
    """
    are = np.zeros(len(left), np.bool_)
    words = count_common(sketches[left, SHINGLES], sketches[right, SHINGLES])
    sizes = sketches[left, SIZE].astype(np.float64), sketches[right, SIZE].astype(np.float64)
    are_sized_alike = np.minimum(*sizes) >= LEAST_SIZE * np.maximum(*sizes)
    alike = np.flatnonzero(
        (words.containment >= LEAST_CONTAINED) & (words.resemblance >= LEAST_RESEMBLING) & are_sized_alike
    )
    left, right = left[alike], right[alike]
    sentences = count_common(sketches[left, SENTENCES], sketches[right, SENTENCES])
    figures = count_common(sketches[left, FIGURES], sketches[right, FIGURES])
    nearly_whole = words.containment[alike] >= NEARLY_WHOLE
    same_sentences = (sentences.fewer < FEW) | (sentences.containment >= LEAST_SENTENCES) | nearly_whole
    one_differs = figures.fewer - figures.both <= 1
    agree = (figures.containment >= LEAST_FIGURES) & (
        one_differs | (figures.containment >= LEAST_OF_MANY_FIGURES)
    )
    same_figures = np.where(
        figures.fewer == 0,
        words.containment[alike] >= LEAST_WITHOUT_FIGURES,
        agree | ((figures.fewer < FEW) & nearly_whole),
    )
    are[alike] = same_sentences & same_figures
    return are


def compare(left: Hashes, right: Hashes) -> list[Similarity]:
    """Give the similarity of each pair of sketches, (pairs, LENGTH) each."""
    words, sentences, figures = (
        count_common(left[:, part], right[:, part]) for part in (SHINGLES, SENTENCES, FIGURES)
    )
    shares = (words.containment, words.resemblance, sentences.containment, figures.containment)
    rows = zip(*(share.tolist() for share in shares), strict=True)
    return [
        Similarity(contained, resembling, _or_none(sentence), _or_none(figure))
        for contained, resembling, sentence, figure in rows
    ]


def _or_none(share: float) -> float | None:
    return None if isnan(share) else share


def _share(part: NDArray[np.int64], whole: NDArray[np.int64]) -> Shares:
    shares: Shares = np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0)
    return shares
