"""Bytes → text, by what the bytes say and not only by what the page claims of itself.

Order: a byte order mark; UTF-8 where the bytes are valid UTF-8 with at least one character beyond ASCII (no
Chinese text in a legacy encoding is, but for chance); the declared encoding; else whichever of UTF-8, GB18030
and Big5 yields the most common Chinese characters and the fewest bad bytes. What still can't be decoded is
counted, and the caller says so.
"""

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,30})""", re.IGNORECASE)
_HEAD = 4096
_SAMPLE = 60_000  # bytes that the choice between encodings looks at
_CLAIM = 0.02  # what a declaration adds to an encoding's score
_NOISE = 0.1  # bytes that fit no encoding, and less common characters than this: no text at all
_CHINESE = ("gb18030", "big5hkscs")
_READABLE = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "x-gbk": "gb18030",
             "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "utf8": "utf-8", "utf-8": "utf-8",
             "utf-16": "utf-16-le", "iso-8859-1": "cp1252", "latin1": "cp1252", "windows-1252": "cp1252",
             "us-ascii": "cp1252", "shift_jis": "cp932", "euc-jp": "euc_jp", "euc-kr": "cp949"}  # fmt: skip
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法"
    "所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政"
    "四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最"
    "區個國來時為們這發會動過說產種麵後經進電裡現實量兩體機當點從業應開還關與線內數問變條沒結廠樓億萬園約資項達積層號東車"
    "，。、：；（）“”《》园区项目投资亿元万约积米厂房租企签占位"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the encoding that it was read in, and how much of it had no meaning there.

    ``damage`` is the share of replaced characters among those beyond ASCII: 0 where all was well.
    """

    text: str
    encoding: str
    damage: float = 0.0


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """Decode ``data``; ``declared`` is an encoding that its carrier names (an HTTP header)."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], name)
    if _is_utf8(data):
        return Decoded(data.decode("utf-8"), "utf-8")
    claimed = _known(declared) or _known(_declared(data))
    candidates = dict.fromkeys([claimed, "utf-8", *_CHINESE] if claimed else ["utf-8", *_CHINESE])
    sample = data[:_SAMPLE]
    scores = {name: _score(sample, name) + (_CLAIM if name == claimed else 0) for name in candidates}
    best = max(scores, key=scores.__getitem__)
    decoded = _decoded(data, best)
    is_noise = decoded.damage and scores[best] < _NOISE
    return Decoded(decoded.text, best, 1.0) if is_noise else decoded


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data, 0, _HEAD)
    return match.group(1).decode("ascii") if match else None


def _known(name: str | None) -> str | None:
    """Give the name by which Python reads a declared encoding; None where pages are not written in it."""
    return _READABLE.get(name.strip().lower()) if name else None


def _score(sample: bytes, encoding: str) -> float:
    """Say how much a decoding looks like Chinese: the share of common characters less that of bad ones."""
    text = sample.decode(encoding, "replace")
    beyond = [char for char in text if char > "\x7f"]
    if not beyond:
        return 0.0
    common = sum(char in _COMMON for char in beyond)
    return (common - 3 * beyond.count("\ufffd")) / len(beyond)


def _decoded(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    bad = text.count("\ufffd")
    beyond = sum(map("\x7f".__lt__, text)) if bad else 1
    return Decoded(text, encoding, bad / max(beyond, 1))
