"""What is read rightly: the annotated texts by what is to reach, those looked at and those kept unread apart."""

from collections.abc import Iterable, Iterator

from bench.gold import Corpus, Gold, dev_corpora, own_corpora
from bench.measure import Goal, Part, Settings, table
from bench.scoring import Score, score
from luodi.facts import DocumentType

TITLE = "Quality"
_QUALIFIERS = ("approx", "date", "period", "expected", "previous", "investors")
_TO_REACH = {  # looked at (../shared/gold/dev), unseen
    "news, F1 over all facts": (0.90, 0.80),
    "of these, kinds with a value and a unit": (0.93, 0.85),
    "listings, F1 over fields": (0.97, 0.93),
    "requirements, F1 over fields": (0.97, 0.93),
    **{f"{name} right among paired facts": (0.93, 0.88) for name in _QUALIFIERS},
    "quotes that stand in the text": (1.0, 1.0),
}


def measure(_settings: Settings) -> Part:
    """Score and say it in Markdown."""
    own, dev = own_corpora(), dev_corpora()
    unread = [corpus for corpus in own if _is_unread(corpus)]
    groups = {
        "own, looked at": [corpus for corpus in own if corpus not in unread],
        "own, kept unread": unread,
    }
    if dev:
        groups["../shared/gold/dev"] = list(dev)
    columns = {
        name: _figures(doc for corpus in corpora for doc in corpus.docs) for name, corpora in groups.items()
    }
    rows = [
        [what, *(columns[name].get(what, "—") for name in groups), f"{looked:.2f}", f"{unseen:.2f}"]
        for what, (looked, unseen) in _TO_REACH.items()
    ]
    said = (
        "The scorer pairs what is read with the annotation one to one (`bench/scoring.py`). *Kept unread* are texts that "
        "were composed apart and not looked at while rules were written. In brackets: how many facts, fields or "
        "qualifiers were to be judged. The floors below which `make test` lets nothing fall are in "
        "`tests/reading/floors.toml`. How the main text of pages comes out is told under the part on pages."
    )
    heads = ["figure", *groups, "to reach on dev", "expected on unseen texts"]
    kinds = "\n\n".join(_kinds(name, corpora) for name, corpora in groups.items() if _of("news", corpora))
    goals = [goal for name in groups for goal in _goals(name, columns[name], unseen="unread" in name)]
    body = [said, table(heads, rows), "### By corpus", _by_corpus([*own, *dev]), "### By kind of fact", kinds]
    return Part(tuple(goals), "\n\n".join(body))


def _by_corpus(corpora: Iterable[Corpus]) -> str:
    """Give each file of annotated texts, or part of one, by itself."""
    rows = []
    for corpus in corpora:
        for type_ in corpus.types:
            docs = _of(type_, [corpus])
            tally = score(docs).all
            rows.append([corpus.name, type_, len(docs), tally.gold, f"{tally.f1:.3f}"])
    return table(["corpus", "type", "documents", "annotated", "F1"], rows)


def _goals(group: str, figures: dict[str, str], *, unseen: bool) -> Iterator[Goal]:
    """Hold a group's figures against what is asked; texts kept unread stand for unseen ones."""
    for what, asked in _TO_REACH.items():
        if what in figures and figures[what] != "—":
            reached = figures[what].partition(" ")[0]
            least = asked[1] if unseen else asked[0]
            yield Goal(f"{what} ({group})", f"{least:.2f}", reached, float(reached) >= least)


def _is_unread(corpus: Corpus) -> bool:
    return not corpus.name.startswith("corpus/") or corpus.name.endswith(" aside")


def _figures(docs: Iterable[Gold]) -> dict[str, str]:
    docs = list(docs)
    by_type = {
        type_: score(doc for doc in docs if doc.type == type_) for type_ in ("news", "listing", "requirement")
    }
    found = {
        "listings, F1 over fields": _f1(by_type["listing"]),
        "requirements, F1 over fields": _f1(by_type["requirement"]),
    }
    news = by_type["news"]
    if news.all.gold:
        found["news, F1 over all facts"] = _f1(news)
        found["of these, kinds with a value and a unit"] = f"{news.valued.f1:.3f} ({news.valued.gold:,})"
        found["quotes that stand in the text"] = f"{news.quotes.precision:.3f} ({news.quotes.read:,})"
        found |= {
            f"{name} right among paired facts": f"{tally.precision:.3f} ({tally.read:,})"
            for name, tally in news.qualifiers.items()
        }
    return found


def _f1(scored: Score) -> str:
    return f"{scored.all.f1:.3f} ({scored.all.gold:,})" if scored.all.gold else "—"


def _of(type_: DocumentType, corpora: Iterable[Corpus]) -> list[Gold]:
    return [doc for corpus in corpora for doc in corpus.docs if doc.type == type_]


def _kinds(name: str, corpora: Iterable[Corpus]) -> str:
    scored = score(_of("news", corpora))
    rows = [
        [kind, tally.gold, f"{tally.precision:.3f}", f"{tally.recall:.3f}", f"{tally.f1:.3f}"]
        for kind, tally in sorted(scored.kinds.items(), key=lambda item: -item[1].gold)
    ]
    return f"{name}:\n\n{table(['kind', 'annotated', 'precision', 'recall', 'F1'], rows)}"
