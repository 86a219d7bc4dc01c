"""What goes into the site-selection report, in the words of one language."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from luodi.core.fields import REQUIREMENT_FIELDS, SITE_FIELDS, by_name
from luodi.core.text import Lang, Text
from luodi.core.wording import joined, number, say_value
from luodi.matching.answer import AdmissionCheck, Answer, Check, Match, State
from luodi.matching.constraints import BY_NAME
from luodi.matching.measures import measure_name
from luodi.matching.requirement import Requirement
from luodi.matching.wording import check_label, constraint_label, line_label, say_found, say_wanted
from luodi.reports.answers import (
    CHARTED,
    acceptability_chart,
    funnel_chart,
    rank_groups,
    say_measure,
    score_chart,
)
from luodi.sites.site import Site

if TYPE_CHECKING:
    from luodi.matching.robustness import Robustness

SIDE_BY_SIDE = 3
SHOWN_FIELDS = (
    "deal", "kind", "floor_area_m2", "land_area_m2", "min_area_m2", "storeys", "storey", "clear_height_m",
    "floor_load_kg_m2", "power_kva", "crane_t", "structure", "fire_class", "rent_cny_m2_month", "rent_cny_year",
    "price_cny", "price_cny_m2", "price_cny_mu", "tenure_years", "title_deed", "env_permit", "steam", "gas",
    "dormitory", "canteen", "sewage_permit", "available_from",
)  # fmt: skip
_SITE_FIELDS = by_name(SITE_FIELDS)
_NOT_VERIFIED = Text("未核实", "not verified")


@dataclass(frozen=True, slots=True)
class Understood:
    """A line of the requirement: what was understood, and the words of the enquiry that say so."""

    label: str
    value: str
    quote: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the comparison for one site: a state (or none), the figure, what was wanted, the source's number."""

    value: str
    state: State | None = None
    wanted: str = ""
    source: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the comparison: the same thing for each of the sites beside each other."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a site's column."""

    rank: int
    name: str
    park: str
    where: str
    score: str
    score_range: str
    verified: str
    synthetic: bool
    contact: str


@dataclass(frozen=True, slots=True)
class Source:
    """A numbered source: whose figure, the words that say it, who said it, and when it was stated or last verified."""

    number: int
    site: str
    field: str
    quote: str
    origin: str
    verified: str


@dataclass(frozen=True, slots=True)
class Steadiness:
    """How the list holds when weights vary: its chart, what its colours mean, a row a site, and how it was reckoned."""

    chart: str
    legend: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    reckoned: str


@dataclass(frozen=True, slots=True)
class SelectionReport:
    """The whole report, ready for a template."""

    title: str
    made_on: str
    client: str
    summary: tuple[str, ...]
    understood: tuple[Understood, ...]
    assumed: tuple[str, ...]
    funnel_chart: str
    funnel: tuple[tuple[str, ...], ...]
    exclusions: tuple[tuple[str, ...], ...]
    exclusions_left_out: int
    heads: tuple[Head, ...]
    site_rows: tuple[Row, ...]
    constraint_rows: tuple[Row, ...]
    admission: tuple[tuple[Row, ...], ...]
    unverified: tuple[tuple[str, ...], ...]
    score_chart: str
    criteria: tuple[tuple[str, ...], ...]
    steadiness: Steadiness | None
    others: tuple[Head, ...]
    near_misses: tuple[tuple[str, ...], ...]
    questions: tuple[tuple[str, tuple[str, ...]], ...]
    sources: tuple[tuple[str, tuple[Source, ...]], ...]
    any_synthetic: bool


@dataclass(slots=True)
class _Sources:
    """Numbers the sources in the order in which the report uses them; the same words get the same number."""

    lang: Lang
    found: dict[tuple[str, str, str], Source] = field(default_factory=dict)

    def number(self, site: Site, name: str) -> int | None:
        """Give the number of the source of a site's field; None where nobody is named."""
        quote, origin = site.sources.get(name, ""), site.source or ""
        if not quote and not origin:
            return None
        key = (site.id, name if quote else "", quote)
        if key not in self.found:
            what = _SITE_FIELDS[name].label.say(self.lang) if quote else ""
            verified = _verified(site, self.lang) or _stated(site, self.lang)
            number = len(self.found) + 1
            self.found[key] = Source(number, site.name or site.id, what, quote, origin, verified)
        return self.found[key].number

    def by_site(self) -> tuple[tuple[str, tuple[Source, ...]], ...]:
        """Give the sources site by site, in the order of their numbers."""
        by_site: dict[str, list[Source]] = {}
        for (site, _, _), source in self.found.items():
            by_site.setdefault(site, []).append(source)
        return tuple((listed[0].site, tuple(listed)) for listed in by_site.values())


def build_report(
    answer: Answer, lang: Lang, made_on: str, robustness: "Robustness | None" = None
) -> SelectionReport:
    """Put the report of an answer together; ``made_on`` is the ISO date that it carries."""
    beside = answer.shortlist[:SIDE_BY_SIDE]
    sources = _Sources(lang)
    requirement = answer.requirement
    return SelectionReport(
        title=Text("选址报告", "Site-selection report").say(lang),
        made_on=made_on,
        client=requirement.company or requirement.industry or "",
        summary=tuple(_summary(answer, lang)),
        understood=tuple(_understood(requirement, lang)),
        assumed=tuple(_assumed(answer, lang)),
        funnel_chart=funnel_chart(answer, lang),
        funnel=tuple(
            (
                constraint_label(row.constraint).say(lang),
                str(row.fails),
                str(row.fails_alone),
                str(row.remaining),
            )
            for row in answer.funnel
        ),
        exclusions=tuple(
            (each.site.name or each.site.id, joined([_said(check, lang) for check in each.failed], lang))
            for each in answer.excluded
        ),
        exclusions_left_out=answer.considered - answer.passing - len(answer.excluded),
        heads=tuple(_head(match, lang) for match in beside),
        site_rows=tuple(_site_rows(beside, sources, lang)),
        constraint_rows=tuple(_constraint_rows(beside, sources, lang)),
        admission=tuple(tuple(_admission_rows(match, lang)) for match in beside),
        unverified=tuple(_unverified(match, lang) for match in beside),
        score_chart=score_chart(answer, lang),
        criteria=tuple(_criteria(answer, lang)),
        steadiness=_steadiness(robustness, lang) if robustness and robustness.sites else None,
        others=tuple(_head(match, lang) for match in answer.shortlist[SIDE_BY_SIDE:]),
        near_misses=tuple(
            (
                miss.site.name or miss.site.id,
                check_label(miss).say(lang),
                say_wanted(miss, lang),
                say_found(miss, lang),
                miss.relaxation.say(lang) if miss.relaxation else "",
                f"{miss.score:.2f}",
            )
            for miss in answer.near_misses
        ),
        questions=tuple(
            (_name(match), tuple(question.text.say(lang) for question in match.questions))
            for match in beside
            if match.questions
        ),
        sources=sources.by_site(),
        any_synthetic=any(match.site.synthetic for match in answer.shortlist),
    )


def _steadiness(found: "Robustness", lang: Lang) -> Steadiness:
    rows = tuple(
        (
            each.site.name or each.site.id,
            f"{each.first:.0%}",
            f"{each.listed:.0%}",
            "–" if each.confidence is None else f"{each.confidence:.0%}",
        )
        for each in found.sites[:CHARTED]
    )
    drawn = found.options
    reckoned = Text(
        f"SMAA-2：{drawn.draws} 次随机权重（种子 {drawn.seed}），前 {drawn.ranks} 名，{found.considered} 处可选；未知项同时随机取值。",
        f"SMAA-2: {drawn.draws} draws of weights (seed {drawn.seed}), first {drawn.ranks} ranks, "
        f"{found.considered} sites that would do; what is unknown is drawn too.",
    ).say(lang)
    return Steadiness(acceptability_chart(found, lang), rank_groups(lang), rows, reckoned)


def _summary(answer: Answer, lang: Lang) -> Iterator[str]:
    yield Text(
        f"共考察 {answer.considered} 处房源，{answer.passing} 处没有不满足的硬约束，列出 {len(answer.shortlist)} 处。",
        f"{answer.considered} sites were considered; {answer.passing} fail no constraint; "
        f"{len(answer.shortlist)} are listed.",
    ).say(lang)
    if not answer.shortlist:
        yield Text(
            "没有房源满足全部硬约束；下文列出只差一项的房源和各约束的代价。",
            "No site meets every constraint; the near misses and what each constraint cost are below.",
        ).say(lang)
        return
    first = answer.shortlist[0]
    score = f"{first.score:.2f}"
    span = f"{first.score_low:.2f}–{first.score_high:.2f}"
    unknown = sum(check.state == "unknown" for check in first.constraints)
    yield Text(
        f"第一位是“{_name(first)}”，得分 {score}（未知项取最差与最好时为 {span}），"
        f"其中 {unknown} 项约束尚待核实。",
        f"First stands “{_name(first)}” with a score of {score} ({span} with what is unknown at its worst and best); "
        f"{unknown} of its constraints are still to be verified.",
    ).say(lang)
    if next_ := answer.shortlist[1:SIDE_BY_SIDE]:
        others = joined([f"“{_name(match)}” {match.score:.2f}" for match in next_], lang)
        yield Text(f"其后是{others}。", f"Then {others}.").say(lang)


def _understood(requirement: Requirement, lang: Lang) -> Iterator[Understood]:
    for each in REQUIREMENT_FIELDS:
        value = getattr(requirement, each.name)
        if value is not None:
            quote = requirement.sources.get(each.name, "")
            yield Understood(each.label.say(lang), say_value(each, value, lang), quote)


def _assumed(answer: Answer, lang: Lang) -> Iterator[str]:
    requirement = answer.requirement
    single = any(
        low is not None and low == high
        for low, high in (
            (requirement.floor_area_min_m2, requirement.floor_area_max_m2),
            (requirement.land_area_min_m2, requirement.land_area_max_m2),
        )
    )
    if single and requirement.area_tolerance:
        percent = number(requirement.area_tolerance * 100)
        yield Text(
            f"面积只给了一个数，上下各放宽 {percent}%。",
            f"A single area was given; it is widened by {percent}% both ways.",
        ).say(lang)
    yield Text(
        "房源未给出的数据一律视为未知：不淘汰，按中间值计分，并列为待核实问题。",
        "What a site does not say counts as unknown: it is not excluded, scores half, and becomes a question.",
    ).say(lang)
    for note in answer.notes:
        yield note.say(lang)


def _name(match: Match) -> str:
    return match.site.name or match.site.id


def _head(match: Match, lang: Lang) -> Head:
    site = match.site
    levels = [level for level in (site.province, site.city, site.district, site.place) if level]
    return Head(
        rank=match.rank,
        name=_name(match),
        park=match.park.name if match.park else "",
        where=" ".join(dict.fromkeys(levels)),
        score=f"{match.score:.2f}",
        score_range=f"{match.score_low:.2f}–{match.score_high:.2f}",
        verified=site.verified_on
        or " ".join(each for each in (_NOT_VERIFIED.say(lang), _stated(site, lang)) if each),
        synthetic=site.synthetic,
        contact=joined([each for each in (site.contact, site.phone) if each], lang),
    )


def _verified(site: Site, lang: Lang) -> str:
    day = site.verified_on
    return Text(f"核实于 {day}", f"verified on {day}").say(lang) if day else ""


def _stated(site: Site, lang: Lang) -> str:
    day = site.stated_on
    return Text(f"{day} 发布", f"stated on {day}").say(lang) if day else ""


def _site_rows(matches: tuple[Match, ...], sources: _Sources, lang: Lang) -> Iterator[Row]:
    for name in SHOWN_FIELDS:
        values = [getattr(match.site, name) for match in matches]
        if any(value is not None for value in values):
            yield Row(
                _SITE_FIELDS[name].label.say(lang),
                tuple(
                    Line(
                        say_value(_SITE_FIELDS[name], value, lang),
                        source=None if value is None else sources.number(match.site, name),
                    )
                    for match, value in zip(matches, values, strict=True)
                ),
            )


def _constraint_rows(matches: tuple[Match, ...], sources: _Sources, lang: Lang) -> Iterator[Row]:
    names = list(dict.fromkeys(check.name for match in matches for check in match.constraints))
    for name in names:
        lines = []
        for match in matches:
            check = next((each for each in match.constraints if each.name == name), None)
            lines.append(Line("") if check is None else _check_line(check, match.site, sources, lang))
        yield Row(constraint_label(name).say(lang), tuple(lines))


def _check_line(check: Check, site: Site, sources: _Sources, lang: Lang) -> Line:
    if check.note and check.wanted is None and check.found is None:  # nothing to compare: the note says why
        return Line(check.note.say(lang), None if check.state == "pass" else check.state)
    known = [name for name in BY_NAME[check.name].fields if getattr(site, name) is not None]
    found = say_found(check, lang)
    note = Text(f"（{check.note.zh}）", f" ({check.note.en})").say(lang) if check.note else ""
    return Line(
        found + note,
        check.state,
        say_wanted(check, lang),
        sources.number(site, known[0]) if known and check.found is not None else None,
    )


def _admission_rows(match: Match, lang: Lang) -> Iterator[Row]:
    for check in match.admission:
        yield Row(line_label(check).say(lang), (_admission_line(check, lang),))


def _admission_line(check: AdmissionCheck, lang: Lang) -> Line:
    return Line(say_found(check, lang), check.state, say_wanted(check, lang))


def _unverified(match: Match, lang: Lang) -> tuple[str, ...]:
    """Name what nobody has said of the site though the requirement or the criteria ask for it."""
    names = [
        constraint_label(check.name).say(lang) for check in match.constraints if check.state == "unknown"
    ]
    names += [measure_name(score.measure).label.say(lang) for score in match.criteria if score.x is None]
    return tuple(dict.fromkeys(names))


def _criteria(answer: Answer, lang: Lang) -> Iterator[tuple[str, ...]]:
    for each in answer.criteria:
        measure = measure_name(each.measure)
        worst, best = (say_measure(each.measure, bound, lang) for bound in (each.worst, each.best))
        yield measure.label.say(lang), number(each.weight), worst, best


def _said(check: Check, lang: Lang) -> str:
    """A failed constraint in words: 层高 5 米（要求 8 米）."""
    label, found, wanted = check_label(check).say(lang), say_found(check, lang), say_wanted(check, lang)
    return Text(f"{label} {found}（要求 {wanted}）", f"{label} {found} (wanted {wanted})").say(lang)
