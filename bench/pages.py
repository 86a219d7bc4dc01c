"""HTML page → article: speed beside other tools, and what each keeps and drops on every template."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from statistics import mean

from selectolax.lexbor import LexborHTMLParser

from bench.gold import ROOT
from bench.measure import Goal, Part, Settings, join, median_cpu, table
from bench.page_peers import PEERS, Given, PagePeer, luodi
from bench.texts import LAYOUTS, LENGTH, pages

TITLE = "HTML page → article"
_DEMO = ROOT / "src" / "luodi_portal" / "demo" / "documents" / "news"
_TEMPLATES = ROOT / "tests" / "reading" / "page_templates"
_CLEAN = 0.99
_FIELDS = {"title": "title", "published": "day", "source": "source", "breadcrumb": "breadcrumb"}


@dataclass(frozen=True, slots=True)
class Case:
    """A page, and what must come out of it and what must not."""

    template: str
    group: str
    data: bytes
    true: Given
    body: tuple[str, ...]
    around: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one tool made of one page: shares of the body kept and of the surroundings dropped, fields right."""

    case: Case
    kept: float
    dropped: float
    right: frozenset[str]
    wrong_day: bool

    @property
    def clean(self) -> bool:
        """Tell whether the text is whole and nothing else is in it."""
        return self.kept >= _CLEAN and self.dropped >= _CLEAN


def measure(settings: Settings) -> Part:
    """Measure and say it in Markdown."""
    peers = [luodi(), *(make() for make in PEERS)]
    return join(_speeds(peers, settings), _quality(peers[:-1], settings))


def _speeds(peers: list[PagePeer], settings: Settings) -> Part:
    made = [page.data for page in islice(pages(settings.seed, LENGTH), 3 * len(LAYOUTS))]
    speeds = {
        peer.name: len(made) / median_cpu(lambda read=peer.read: [read(data) for data in made], settings.runs)  # type: ignore[misc]
        for peer in peers
    }
    rows = [
        [
            f"{peer.name} ({peer.version})",
            f"{speeds[peer.name]:,.0f}",
            f"{speeds['luodi'] / speeds[peer.name]:,.2f}",
        ]
        for peer in peers
    ]
    size = mean(map(len, made)) / 1000
    ratio = speeds["luodi"] / speeds["trafilatura"]
    said = (
        f"{len(made)} generated pages of {len(LAYOUTS)} layouts, with the real page's {LENGTH:,} characters of text "
        f"({size:.0f} kB each), medians of {settings.runs} runs."
    )
    goal = Goal("times as fast as trafilatura, page → article", "5 ×", f"{ratio:.1f} ×", ratio >= 5)
    return Part((goal,), f"{said}\n\n" + table(["tool", "pages a CPU second", "luodi is × as fast"], rows))


def _quality(peers: list[PagePeer], settings: Settings) -> Part:
    cases = [*_demo(), *_templates(), *_generated(settings)]
    groups = dict.fromkeys(case.group for case in cases)
    rows: list[list[object]] = []
    unclean: list[list[object]] = []
    goals: list[Goal] = []
    for peer in peers:
        outcomes = [_outcome(peer, case) for case in cases]
        rows += [
            [group, *_row(peer, [one for one in outcomes if one.case.group == group])] for group in groups
        ]
        goals += _goals(outcomes) if peer.name == "luodi" else []
        unclean.append([peer.name, ", ".join(_unclean(outcomes)) or "none"])
    said = (
        "Bundled and generated pages by template; each layout of the generated pages counts as one. *Clean*: at least "
        "99 % of the article's text is kept and at least 99 % of the teasers, phone boxes, share bars, comments and "
        "copyright lines around it are dropped. A field counts on the pages that have it; — where the tool does not look "
        "for it. *Wrong days* counts pages for which a day was given that is not theirs."
    )
    heads = [
        "pages",
        "tool",
        "clean templates",
        "body kept",
        "surroundings dropped",
        *_FIELDS.values(),
        "wrong days",
    ]
    body = (
        f"### Kept, dropped, found\n\n{said}\n\n{table(heads, rows)}\n\n"
        f"Templates on which some page was not clean:\n\n{table(['tool', 'templates'], unclean)}"
    )
    return Part(tuple(goals), body)


def _goals(outcomes: list[Outcome]) -> list[Goal]:
    templates, unclean = {one.case.template for one in outcomes}, _unclean(outcomes)
    kept, dropped = mean(one.kept for one in outcomes), mean(one.dropped for one in outcomes)
    goals = [
        Goal("body of the pages kept", "0.99", f"{kept:.3f}", kept >= _CLEAN),
        Goal("surroundings of the pages dropped", "0.99", f"{dropped:.3f}", dropped >= _CLEAN),
        Goal("templates clean", f"{len(templates)}", f"{len(templates) - len(unclean)}", not unclean),
    ]
    for name, said in _FIELDS.items():
        has = [one for one in outcomes if getattr(one.case.true, name)]
        right = sum(name in one.right for one in has)
        goals.append(Goal(f"pages with their {said} found", f"{len(has)}", f"{right}", right == len(has)))
    return goals


def _row(peer: PagePeer, outcomes: list[Outcome]) -> list[object]:
    templates = {one.case.template for one in outcomes}
    clean = len(templates) - len(_unclean(outcomes))
    fields = []
    for name in _FIELDS:
        has = [one for one in outcomes if getattr(one.case.true, name)]
        right = sum(name in one.right for one in has)
        fields.append(f"{right} of {len(has)}" if name in peer.fields else "—")
    return [
        peer.name,
        f"{clean} of {len(templates)}",
        f"{mean(one.kept for one in outcomes):.3f}",
        f"{mean(one.dropped for one in outcomes):.3f}",
        *fields,
        sum(one.wrong_day for one in outcomes) if "published" in peer.fields else "—",
    ]


def _unclean(outcomes: list[Outcome]) -> list[str]:
    return list(dict.fromkeys(one.case.template for one in outcomes if not one.clean))


def _outcome(peer: PagePeer, case: Case) -> Outcome:
    given = peer.read(case.data)
    text = _fold(given.text)
    kept = sum(len(piece) for piece in case.body if _fold(piece) in text)
    left = sum(len(piece) for piece in case.around if _fold(piece) in text)
    right = {name for name in _FIELDS if _plain(getattr(given, name)) == _plain(getattr(case.true, name))}
    return Outcome(
        case,
        kept / sum(map(len, case.body)),
        1 - left / max(1, sum(map(len, case.around))),
        frozenset(right),
        bool(given.published) and given.published != case.true.published,
    )


def _plain(value: str | tuple[str, ...] | None) -> str:
    return _fold(" > ".join(value) if isinstance(value, tuple) else value or "")


def _fold(text: str) -> str:
    """Leave aside white space and what tools set between cells."""
    return re.sub(r"[\s|\ufeff\u200b]", "", text)


# -- the pages -----------------------------------------------------------------------------------------------------


def _demo() -> Iterator[Case]:
    for path in sorted(_DEMO.glob("*.html")):
        row = json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))
        true = Given("", row["title"], row["published"], row["source"], tuple(row["breadcrumb"]))
        body, around = tuple(row["body_contains"]), tuple(row["body_excludes"])
        yield Case(path.stem, "demo", path.read_bytes(), true, body, around)


def _templates() -> Iterator[Case]:
    for row in json.loads((_TEMPLATES / "expected.json").read_text(encoding="utf-8")):
        html = (_TEMPLATES / f"{row['template']}.html").read_text(encoding="utf-8")
        true = Given(
            row["text"],
            row["title"],
            row.get("published"),
            row.get("source"),
            tuple(row.get("breadcrumb", ())),
        )
        body = tuple(cell for line in row["text"].split("\n") for cell in line.split(" | "))
        around = tuple(_around(html, true))
        yield Case(row["template"], "templates", html.encode(row["encoding"]), true, body, around)


def _around(html: str, true: Given) -> Iterator[str]:
    """Give what a page shows besides its article, its headline and its byline."""
    tree = LexborHTMLParser(html)
    tree.strip_tags(["script", "style", "noscript", "template", "head"])
    article, title = _fold(true.text), _fold(true.title or "")
    for line in (tree.body.text(separator="\n") if tree.body else "").split("\n"):
        folded = _fold(line)
        told = folded in article or folded in title or title in folded or (true.source or "\n") in line
        if (
            len(folded) >= 6
            and not told
            and not re.search(r"\d{4}[-/年.]\d|作者|记者|编辑|原标题|来源|來源|浏览|阅读", line)
        ):
            yield line.strip()


def _generated(settings: Settings) -> Iterator[Case]:
    for page in islice(pages(settings.seed + 1, LENGTH), 5 * len(LAYOUTS)):
        article = page.article
        true = Given(article.text, article.title, article.published, article.source, article.breadcrumb)
        yield Case(f"{page.name} (generated)", "generated", page.data, true, article.lines, page.around)
