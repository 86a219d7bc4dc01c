"""Numbers as people write them: Arabic, full-width, Chinese and mixed (1.2亿, 3万5, 一百零三, 两千五百)."""

import re

DIGITS: dict[str, float] = {c: float(i) for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0.0,
    "两": 2.0,
}
SMALL = {"十": 10.0, "百": 100.0, "千": 1000.0}
LARGE = {"万": 1e4, "亿": 1e8}
MAGNITUDES = SMALL | LARGE

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "！（），：；？"}
_FOLD = _WIDE | str.maketrans(
    "億萬畝頃餘約兩個臺噸幣圓達過層產來幾〜～—–−點", "亿万亩顷余约两个台吨币元达过层产来几~~---点"
)
_FOLDED = re.compile(f"[{re.escape(''.join(map(chr, _FOLD)))}]")
_ARABIC = re.compile(r"(\d[\d,]*(?:\.\d+)?)([十百千万亿]*)(?:(\d+(?:\.\d+)?)([千百]?万|[千百])?)?")


def fold(text: str) -> str:
    """Turn full-width and traditional forms that stand in quantities into the usual ones, letter for letter.

    The length stays, so that offsets hold in the original. Full-width commas and colons stay: they part clauses.
    """
    return text.translate(_FOLD) if _FOLDED.search(text) else text


def parse_number(text: str) -> float | None:
    """Give the number that ``text`` as a whole writes, or None where it writes none.

    >>> parse_number("3万5"), parse_number("1.2亿"), parse_number("一百零三"), parse_number("十四五")
    (35000.0, 120000000.0, 103.0, None)
    """
    text = fold(text).strip()
    if not text:
        return None
    return parse_arabic(text) if text[0].isdigit() and text[0] < "〇" else parse_chinese(text)


def parse_arabic(text: str) -> float | None:
    """Parse digits with Chinese magnitudes behind them, in folded text."""
    match = _ARABIC.fullmatch(text)
    if not match:
        return None
    digits, magnitude, rest, rest_magnitude = match[1], match[2], match[3], match[4]
    value = float(digits.replace(",", "")) * scale(magnitude)
    if rest is None:
        return value
    if not magnitude:
        return None
    if rest_magnitude or len(rest) > 1:
        return value + float(rest) * scale(rest_magnitude or "")
    return value + float(rest) * scale(magnitude) / 10  # 3万5 is 35,000


def scale(magnitudes: str) -> float:
    """Give the product of magnitudes: 千万 is 1e7."""
    product = 1.0
    for letter in magnitudes:
        product *= MAGNITUDES[letter]
    return product


def parse_chinese(text: str) -> float | None:
    """Parse a number in Chinese numerals, in folded text; None where it is not well-formed (十四五, 三四)."""
    if text == "半":
        return 0.5
    whole, point, decimals = text.partition("点")
    value = _parse_whole(whole)
    if not point or value is None:
        return value
    if not decimals or any(c not in DIGITS for c in decimals):
        return None
    return value + sum(DIGITS[c] / 10.0**i for i, c in enumerate(decimals, 1))


def _parse_whole(text: str) -> float | None:
    if len(text) > 1 and all(c in DIGITS and c != "两" for c in text):
        return _parse_spelled(text)
    total = section = 0.0
    digit: float | None = None
    last_scale = 10.0
    seen_zero = False
    for letter in text:
        if letter in DIGITS:
            if digit is not None and not seen_zero:
                return None
            digit, seen_zero = DIGITS[letter], letter in "零〇"
            if seen_zero:
                digit, last_scale = None, 10.0
                seen_zero = False
        elif letter in SMALL:
            section += (1.0 if digit is None else digit) * SMALL[letter]
            digit, last_scale = None, SMALL[letter]
        elif letter in LARGE:
            group = section + (digit or 0.0)
            total = (total + group or 1.0) * 1e8 if letter == "亿" else total + (group or 1.0) * 1e4
            section, digit, last_scale = 0.0, None, LARGE[letter]
        else:
            return None
    if digit is not None:
        colloquial = last_scale > 10 and text[-2:-1] in MAGNITUDES  # 三千五 is 3,500, 一百二 is 120
        section += digit * (last_scale / 10 if colloquial else 1.0)
    return total + section if text else None


def _parse_spelled(text: str) -> float | None:
    """二〇二三 is 2023; 三四 (three or four) is no number."""
    if len(text) < 3 or len(set(text)) == 1:
        return None
    return float("".join(str(int(DIGITS[c])) for c in text))
