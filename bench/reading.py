"""Text → facts: speed beside other tools on the same texts, and how many quantities and dates each types rightly."""

import calendar
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from bench.gold import ROOT, Gold, dev_corpora, own_corpora
from bench.measure import Goal, Part, Settings, join, median_cpu, table, version
from bench.text_peers import PEERS, Found, TextPeer, jionlp, lac, microsoft
from bench.texts import LENGTH, articles, listings
from luodi.facts import Document, DocumentType, Reading
from luodi.reading.read import read_document

TITLE = "Text → facts"
_TO_REACH = 400_000
_TIMES: dict[object, int] = {jionlp: 7, microsoft: 200, lac: 40}
_FAMILIES = {"m2": "area", "1": "number"}
_RATIOS = ("growth", "share")
_NAMED = re.compile(
    r"(?:公司|集团|大学|学院|研究院|研究所|医院|银行|产业园|科技城|开发区|高新区|园区|新区|工厂|基地)$"
)


def measure(settings: Settings) -> Part:
    """Measure and say it in Markdown."""
    return join(_by_type(settings), _beside(settings), _quantities())


# -- luodi alone ---------------------------------------------------------------------------------------------------


def _by_type(settings: Settings) -> Part:
    texts = _texts(settings)
    rows = []
    speed = 0.0
    for name, docs in [*texts.items(), ("all", [doc for some in texts.values() for doc in some])]:
        letters = sum(len(doc.text) for doc in docs)
        seconds = median_cpu(lambda docs=docs: [read_document(doc) for doc in docs], settings.runs)  # type: ignore[misc]
        speed = letters / seconds
        rows.append([name, len(docs), f"{letters:,}", f"{speed:,.0f}", f"{speed / _TO_REACH:.2f}"])
    said = (
        f"Characters read a CPU second, medians of {settings.runs} runs. To reach: {_TO_REACH:,}. The texts are the "
        "project's corpora and demo, generated articles of the real page's length"
        + (", and those of ../shared/gold/dev." if dev_corpora() else ".")
    )
    heads = ["texts", "documents", "characters", "characters a CPU second", "of what is to reach"]
    goal = Goal("characters a CPU second, all texts", f"{_TO_REACH:,}", f"{speed:,.0f}", speed >= _TO_REACH)
    return Part((goal,), f"{said}\n\n{table(heads, rows)}")


def _texts(settings: Settings) -> dict[str, list[Document]]:
    golds = [doc for corpus in (*own_corpora(), *dev_corpora()) for doc in corpus.docs]
    by_type: dict[DocumentType, list[Document]] = {
        type_: [doc.document for doc in golds if doc.type == type_]
        for type_ in ("news", "listing", "requirement")
    }
    demo = ROOT / "src" / "luodi_portal" / "demo" / "documents"
    for name in ("listings", "enquiries"):
        for line in (demo / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            by_type[row["type"]].append(
                Document(row["id"], row["text"], row["title"], row["type"], row["published"])
            )
    posts = enumerate(islice(listings(settings.seed), 60))
    return {
        "news": by_type["news"],
        "generated news": list(_generated(settings.seed, 10)),
        "listings": by_type["listing"] + [Document(f"post-{i}", text, type="listing") for i, text in posts],
        "requirements": by_type["requirement"],
    }


def _generated(seed: int, count: int) -> Iterator[Document]:
    for number, article in enumerate(islice(articles(seed, LENGTH), count)):
        yield Document(f"generated-{number}", article.text, article.title, "news", article.published)


# -- beside other tools --------------------------------------------------------------------------------------------


def _beside(settings: Settings) -> Part:
    docs = _common(settings)
    letters = sum(len(doc.text) for doc in docs)
    luodi = letters / median_cpu(lambda: [read_document(doc) for doc in docs], settings.runs)
    rows: list[list[object]] = [[version("luodi"), f"{luodi:,.0f}", "1.0", "facts"]]
    goals = []
    for make in PEERS:
        try:
            peer = make()
        except Exception as error:  # a peer that can't be loaded is told, not fatal
            rows.append([make.__name__, "not to be had", "", "", repr(error)[:60].replace("|", "/")])
            continue
        speed = letters / _seconds(peer, docs, settings.runs)
        gives = "typed quantities and dates" if peer.found else "names and words" if peer.names else ""
        rows.append([f"{peer.name} ({peer.version})", f"{speed:,.0f}", f"{luodi / speed:,.2f}", gives])
        if make in _TIMES:
            asked, times = _TIMES[make], luodi / speed
            goals.append(
                Goal(f"times as fast as {peer.name}", f"{asked} ×", f"{times:.1f} ×", times >= asked)
            )
    said = (
        f"The same {len(docs)} news texts for all ({letters:,} characters; {_names(docs)}), one after the other in one "
        f"process, medians of {settings.runs} runs. The ratio says how many times as fast luodi is; to reach: 7 × jionlp, 200 × Microsoft's recognizers, "
        "40 × LAC. jieba and rjieba cut words only; the floor decodes, scans once for figures and once for 100,000 "
        "names, and writes both as JSON. Another library, Duckling, is no Python package and was not measured."
    )
    heads = ["tool", "characters a CPU second", "luodi is × as fast", "gives"]
    return Part(tuple(goals), f"### Beside other tools\n\n{said}\n\n{table(heads, rows)}")


def _common(settings: Settings) -> list[Document]:
    """Give the texts that all tools read: few, since some of them take seconds for a page."""
    real = [doc.document for doc in _real()]
    own = [doc.document for corpus in own_corpora() for doc in corpus.docs if doc.type == "news"]
    return [*real, *list(_generated(settings.seed, 2)), *own[:10]]


def _real() -> list[Gold]:
    """Give the real page that this project began with; nothing where it is not there."""
    return [doc for corpus in dev_corpora() if corpus.name == "dev/seed" for doc in corpus.docs]


def _real_ids() -> set[str]:
    return {doc.document.id for doc in _real()}


def _names(docs: Sequence[Document]) -> str:
    made = sum(doc.id.startswith("generated") for doc in docs)
    real = sum(doc.id in _real_ids() for doc in docs)
    parts = [f"{made} generated", f"{len(docs) - made - real} of the project's corpora"]
    return " and ".join([*(["the real page of ../shared"] if real else []), *parts])


def _seconds(peer: TextPeer, docs: Sequence[Document], runs: int) -> float:
    return median_cpu(lambda: [peer.read(doc.text, doc.published) for doc in docs], runs)


# -- how many each finds -------------------------------------------------------------------------------------------


def _quantities() -> Part:
    """Count which of the annotated quantities, days and names each tool gives, with the right value and type."""
    own = [doc for corpus in own_corpora() for doc in corpus.docs if doc.type == "news"]
    groups = {"the project's news": own} | ({"the real page": _real()} if _real() else {})
    peers = [_luodi(), *(peer for peer in _loaded() if peer.found or peer.names)]
    rows = [
        [
            name,
            peer.name,
            _share(peer, group, "quantities"),
            _share(peer, group, "dates"),
            _share(peer, group, "names"),
        ]
        for name, group in groups.items()
        for peer in peers
    ]
    said = (
        "How many of the quantities, dates and periods, and names of firms, institutions and parks that the annotation "
        "has of a text each tool gives with the right value and type: a sum as money, an area as an area, a percentage "
        "as a fraction, a day or period by its first and last day. For luodi they must stand in its facts, with their subject; from others a "
        "bare number is enough for a count or a rank."
    )
    heads = ["texts", "tool", "quantities", "dates", "names"]
    return Part((), f"### Found and typed\n\n{said}\n\n{table(heads, rows)}")


def _loaded() -> Iterator[TextPeer]:
    for make in PEERS:
        try:
            yield make()
        except Exception:  # told in the table of speeds
            continue


def _luodi() -> TextPeer:
    def read(text: str, published: str | None) -> Reading:
        return read_document(Document("x", text, type="news", published=published))

    return TextPeer("luodi", version("luodi"), read, lambda reading: list(_wanted(reading.facts)), _subjects)


def _subjects(reading: Reading) -> set[str]:
    return {name for fact in reading.facts for name in (fact.subject, fact.object) if name}


def _share(peer: TextPeer, docs: Sequence[Gold], what: str) -> str:
    right = wanted = 0
    for doc in docs:
        answer = peer.read(doc.document.text, doc.document.published)
        if what == "names":
            names = {fact.subject for fact in doc.facts if _NAMED.search(fact.subject)}
            names = {name for name in names if name in doc.document.text}
            given = peer.names(answer) if peer.names else set()
            wanted, right = wanted + len(names), right + len(names & given)
            continue
        targets = {one for one in _wanted(doc.facts) if (one.family == "date") == (what == "dates")}
        found = peer.found(answer) if peer.found else []
        wanted, right = (
            wanted + len(targets),
            right + sum(any(_same(one, it) for it in found) for one in targets),
        )
    has = peer.names if what == "names" else peer.found
    return f"{right} of {wanted}" if has else "—"


def _wanted(facts: Iterable[object]) -> Iterator[Found]:
    """Give the typed quantities and days of facts."""
    for fact in facts:
        kind, value, unit = fact.kind, fact.value, fact.unit  # type: ignore[attr-defined]
        if value is not None and kind != "capacity":
            family = "ratio" if kind in _RATIOS else _FAMILIES.get(unit, "money")
            yield Found(family, round(abs(value), 4))
        for time in (fact.date, fact.period):  # type: ignore[attr-defined]
            days = _days(time) if time else None
            if days:
                yield Found("date", days=days)


def _days(time: str) -> str | None:
    """Give the first and last day of a date or period; None for what has no year."""
    if "/" in time:
        first, _, last = time.partition("/")
        ends = _days(first), _days(last)
        return f"{ends[0][:10]}/{ends[1][11:]}" if ends[0] and ends[1] else None
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)|-Q(\d)|-H(\d))?(?:-(\d\d))?", time)
    if not match:
        return None
    year, month, quarter, half, day = match.groups()
    length = 3 if quarter else 6 if half else 1 if month else 12
    start = int(month or 0) or (int(quarter or half or 1) - 1) * length + 1
    end = start + length - 1
    last_day = int(day) if day else calendar.monthrange(int(year), end)[1]
    return f"{year}-{start:02d}-{int(day or 1):02d}/{year}-{end:02d}-{last_day:02d}"


def _same(wanted: Found, found: Found) -> bool:
    if wanted.family != found.family:
        return False
    if wanted.days or found.days:
        return wanted.days == found.days
    a, b = wanted.value or 0.0, found.value or 0.0
    return abs(a - b) <= 0.005 * max(abs(a), abs(b)) + 1e-9
