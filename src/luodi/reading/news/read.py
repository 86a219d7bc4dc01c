"""From a document to its facts: sections, clauses, one pass with a story told, the rules, and what was said twice."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest

from luodi.core.dates import find_dates
from luodi.core.quantities import find_quantities
from luodi.facts import Document, Fact
from luodi.reading.layout import Section, find_published, find_sections
from luodi.reading.names import Known, Name, find_names, leading_place, listed_firms
from luodi.reading.names.stops import find_stops
from luodi.reading.news.ahead import Ahead
from luodi.reading.news.announced import read_announced
from luodi.reading.news.areas import read_areas
from luodi.reading.news.asides import read_asides
from luodi.reading.news.capacity import read_capacity
from luodi.reading.news.clauses import REACH, Clause, split_clauses
from luodi.reading.news.context import Context
from luodi.reading.news.counts import read_counts
from luodi.reading.news.draft import Draft
from luodi.reading.news.events import read_events
from luodi.reading.news.financing import read_financing
from luodi.reading.news.focus import read_focus
from luodi.reading.news.headings import is_heading
from luodi.reading.news.items import item_name
from luodi.reading.news.leaders import read_leaders
from luodi.reading.news.locations import read_locations
from luodi.reading.news.money import read_money
from luodi.reading.news.plain import Alias, Plain, even_out, make_plain
from luodi.reading.news.ranks import read_ranks
from luodi.reading.news.rates import read_rates
from luodi.reading.news.short_forms import add_short_forms
from luodi.reading.news.signing import read_listed_signing, read_signing
from luodi.reading.news.sizes import lengthen
from luodi.reading.news.speakers import Speakers
from luodi.reading.news.story import BUILT, PLACES, Story, Subject
from luodi.reading.news.subjects import whole
from luodi.reading.news.tables import Table, find_tables, read_table, within_rows
from luodi.reading.news.timing import Clock, day_of_report

Rule = Callable[[Context], Iterator[Draft]]

RULES: tuple[Rule, ...] = (
    read_areas,
    read_capacity,
    read_counts,
    read_money,
    read_rates,
    read_ranks,
    read_financing,
    read_signing,
    read_announced,
    read_locations,
    read_focus,
    read_leaders,
    read_events,
)


def read_news(doc: Document) -> tuple[Fact, ...]:
    """Read the facts of a news document, in the order of the text; a fact said twice comes once."""
    plain = make_plain(doc)
    published = doc.published or find_published(doc.text) or day_of_report(doc.title)
    sections = find_sections(doc.text)
    drafts: list[Draft] = []
    for group in _articles(sections):
        drafts.extend(
            _read_article(
                plain, group, published, doc.title if group[0].role == "article" else group[0].heading
            )
        )
    return tuple(draft.to_fact(plain) for draft in _once(drafts))


def _articles(sections: Sequence[Section]) -> list[list[Section]]:
    """Put the article's sections together; each teaser is an article of its own."""
    article = [section for section in sections if section.role == "article"]
    groups = [article] if article else []
    groups.extend([section] for section in sections if section.role == "teaser")
    return groups


def _read_article(
    plain: Plain, sections: Sequence[Section], published: str | None, title: str
) -> Iterator[Draft]:
    title = even_out(title)
    clauses: list[Clause] = []
    names: list[Name] = []
    tables: list[Table] = []
    for section in sections:
        start, end = plain.place(section.start), plain.place(section.end)
        tables.extend(find_tables(plain.text, start, end))
        found = [
            one for one in _clauses(plain, start, end, published, names) if not within_rows(tables, one.start)
        ]
        lines, sentences = (clauses[-1].line + 1, clauses[-1].sentence + 1) if clauses else (0, 0)
        for clause in found:
            clause.line += lines
            clause.sentence += sentences
        clauses.extend(found)
    for clause, after in zip_longest(clauses, clauses[1:]):
        if headed := item_name(clause, after):
            clause.names = [headed]
            names.append(headed)
    names.extend(listed_firms(plain.text))
    known = _known(plain, names, title)
    add_short_forms(clauses, known)
    clock = Clock(published, title)
    if sections[0].role == "teaser":
        clock.only = _only_period(clauses)
    article = _Article(plain, clauses, known, clock, title)
    yield from article.read()
    region = article.story.of_title
    for table in tables:
        head = table.headings[0].start
        before = plain.text[max(0, head - 400) : head]
        yield from read_table(
            table, known, f"{title}。{before}", clock.of_table(), region.words if region else None
        )


def _clauses(plain: Plain, start: int, end: int, published: str | None, names: list[Name]) -> list[Clause]:
    text = plain.text[start:end]
    short = find_names(text, start)
    longer = [lengthen(plain.text, name) for name in short]
    names.extend(name for name in short if name.kind == "firm")
    names.extend(longer)
    found = [name for i, name in enumerate(longer) if i + 1 == len(longer) or name.end <= longer[i + 1].start]
    numbers = [
        number
        for number in find_quantities(text, start)
        if (number.value or plain.text[number.number_start] != "零")
        and not (
            number.written_unit == "家"
            and leading_place(plain.text[number.start : min(end, number.start + 6)])
        )  # 五家渠
    ]
    times = find_dates(text, published)
    if start:
        times = [replace(time, start=time.start + start, end=time.end + start) for time in times]
    return split_clauses(plain.text, start, end, numbers, times, found)


def _known(plain: Plain, names: Sequence[Name], title: str) -> Known:
    aliases = []
    by_end = {name.end: name.words for name in names}
    for alias in plain.aliases:
        full = by_end.get(alias.at) or _named_before(plain.text, alias)
        if full and alias.short:
            aliases.append((full, alias.short))
    return Known([*names, *_title_names(title)], aliases)


def _named_before(text: str, alias: Alias) -> str:
    """Give the name without a telling ending that an alias is given for (香港上市公司某某工业地产（下称“某某”）)."""
    run = text[max(0, alias.at - 20) : alias.at]
    if run.endswith("”"):
        opened = run.rfind("“")
        return run[opened + 1 : -1] if opened >= 0 else ""
    at = run.rfind(alias.short[:2])
    return run[at:] if at >= 0 and not any(find_stops(run[at:])) else ""


@lru_cache(maxsize=8)
def _title_names(title: str) -> list[Name]:
    """Find the names in a title; what is only counted there (再添一个稀土专业园区) is none."""
    return [name for name in find_names(title) if not _ONE_OF.search(title[: name.start])]


_ONE_OF = re.compile(r"(?:[一两三四五六七八九十\d]|再添|又添|新添)[个家座]$")


class _Article:
    """One article while it is read: its clauses in order, the story and the clock that go with them."""

    def __init__(
        self, plain: Plain, clauses: Sequence[Clause], known: Known, clock: Clock, title: str
    ) -> None:
        self.plain, self.clauses, self.clock = plain, clauses, clock
        self.story = story = Story(known, title)
        named = (story.named_by(name) for clause in clauses for name in clause.names)
        story.ahead = Ahead(one for one in named if one)
        in_title = [story.subject_of_name(name) for name in _title_names(title) if name.kind != "office"]
        story.seen.extend(in_title)
        places = sorted((one for one in in_title if one.kind in PLACES), key=lambda one: one.kind != "park")
        story.topic = story.of_title = story.ahead.meant(places[0]) if places else None
        if story.of_title is None:
            opening = (_WHOLE.search(clause.text) for clause in clauses[:8])
            whole = next((match for match in opening if match), None)
            area = story.refer(whole.group(), -1, -1) if whole else None
            story.of_title = area if area and area.kind == "region" else None
        story.announcer = (
            next((one for one in in_title if one.kind == "firm"), None) if _ANNOUNCES.search(title) else None
        )
        self.speakers = Speakers(plain, clauses, story)
        self.line = self.sentence = -1
        self.in_items = False

    def read(self) -> Iterator[Draft]:
        """Give all drafts, in the order of the text."""
        for index, clause in enumerate(self.clauses):
            heading = is_heading(self.clauses, index)
            self._move(clause, heading=heading)
            subject = self._subject(clause, index, heading=heading)
            self.story.enter(clause, subject)
            if heading and clause.item and subject:
                self.story.block = subject
            self._note_item(clause, index, subject, heading=heading)
            cx = Context(self.plain, self.story, self.clock, self.clauses, index, subject, self.story.topic)
            for rule in _rules_for(clause):
                yield from rule(cx)
            if self.plain.asides:
                yield from read_asides(cx, RULES)
            self._turn_to_built(clause, index)

    def _move(self, clause: Clause, *, heading: bool) -> None:
        """Move on to a clause: its time, its paragraph, its sentence."""
        self.clock.enter(clause)
        if self.story.back:
            self.story.topic, self.story.back = self.story.back, None
        if clause.line != self.line:
            self.line = clause.line
            _new_line(self.story, clause, heading=heading)
            self.clock.answers(self.plain.text, clause.start)
            if heading:
                self.clock.heads(clause)
            if clause.closer[:1] in "。\n" and len(clause.text) <= 12 and not clause.numbers:
                self.story.heading = "" if "”" in clause.text else _NUMBER_OF.sub("", clause.text)
        if clause.sentence != self.sentence:
            self.sentence = clause.sentence
            if self.story.topic and self.story.topic.kind in ("industry", "group"):
                self.story.topic = self.story.main or self.story.topic

    def _subject(self, clause: Clause, index: int, *, heading: bool) -> Subject | None:
        """Find the subject; a headline, a label's value and an apposition to an agent (由…——某公司) set none."""
        subject = self.story.find_subject(clause)
        self.speakers.hear(clause)
        if clause.text.startswith("我们"):
            subject = self.speakers.of(clause) or subject
        subject = self._head_ahead(clause, index) or subject
        if subject is None:
            return self.speakers.of(clause) or self._parent_again(clause) or _opening_place(clause)
        if heading and subject.end - subject.start < len(clause.text):
            return None
        before = self.clauses[index - 1] if index else None
        if (
            clause.opener.startswith("——")
            and before
            and before.sentence == clause.sentence
            and before.text[0] in "由被经"
        ):
            return None
        return _labels(clause, subject) if clause.closer == "：" or clause.label else subject

    def _head_ahead(self, clause: Clause, index: int) -> Subject | None:
        """Find whom an attribute belongs to whose noun comes a clause later (总投资3亿元、占地58亩的某项目)."""
        if clause.closer != "、" or not _ATTRIBUTE.match(clause.text) or index + 1 >= len(self.clauses):
            return None
        after = self.clauses[index + 1]
        name = next((name for name in after.names if name.kind in BUILT), None)
        before = after.text[: name.start - after.start] if name else ""
        return (
            self.story.subject_of_name(name)
            if name and before.endswith("的") and "的" not in before[:-1]
            else None
        )

    def _parent_again(self, clause: Clause) -> Subject | None:
        """Go back from a stage to its park, where the clause counts what there is by now (一期…，目前落户企业63家)."""
        topic = self.story.topic
        if topic and topic.kind == "park" and _STAGED.search(topic.words) and _BY_NOW.match(clause.text):
            return Subject(_STAGED.sub("", topic.words), topic.kind)
        return None

    def _note_item(self, clause: Clause, index: int, subject: Subject | None, *, heading: bool) -> None:
        """Gather the names that a list's items open with (上述4个项目 means them)."""
        story = self.story
        if not clause.first_of_line:
            return
        if clause.item and not heading:
            if not self.in_items:
                story.items, self.in_items = [], True
                story.lead = _line_before(self.clauses, index)
            if subject and subject.start - clause.start <= 2:
                story.items.append(subject)
        else:
            if self.in_items and len(story.items) > 1:
                story.last_list = list(story.items)
            self.in_items = False

    def _turn_to_built(self, clause: Clause, index: int) -> None:
        """Speak on of what a firm builds, once it is named."""
        story = self.story
        built = story.built(clause) or _ceremony_of(clause)
        if not built or (
            story.topic
            and story.topic.kind not in ("firm", *PLACES)
            and story.topic.words != "项目"
            and "用于建设" not in clause.text
        ):
            return
        if _BUILDING.search(_sentence(self.clauses, index)) or any(
            isinstance(one, Subject) and one.end == built.end for one in clause.mentions
        ):
            story.seen.append(built)
            story.topic = built


_CEREMONY_OF = re.compile(r"(?:正式)?(?:动土|奠基|开工|动工|落成|启用|封顶|揭幕)(?:典礼|仪式)")


def _ceremony_of(clause: Clause) -> Subject | None:
    """Find the plant whose ceremony a clause tells of (在某区举行新厂动土典礼)."""
    for one in clause.mentions:
        if (
            isinstance(one, Subject)
            and one.kind == "thing"
            and _CEREMONY_OF.match(clause.text, one.end - clause.start)
        ):
            return one
    return None


def _opening_place(clause: Clause) -> Subject | None:
    """Find the place that a sentence opens with (在某开发区，…)."""
    one = next((one for one in clause.mentions if isinstance(one, Subject)), None)
    whole = one and clause.text.startswith("在") and (one.start, one.end) == (clause.start + 1, clause.end)
    return one if whole and one and one.kind in PLACES else None


_ANNOUNCES = re.compile(r"公司(?:董事会)?关于.*公告|公司.{0,40}的?(?:提示性)?公告$")
_ATTRIBUTE = re.compile(r"(?:由[^，]{2,24})?(?:总?投资|占地|规划|总建筑面积|建筑面积|年产)[^的]*$")
_NUMBER_OF = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.])")
_WHOLE = re.compile(r"全[市县区省](?![性域内外长])")  # a report that says 全市 is about the city
_STAGED = re.compile(r"(?<=[\u4e00-\u9fff]{4})(?:[一二三四五]期|首期)$")
_BY_NOW = re.compile(
    r"目前|眼下|如今|入园|全园|全部(?:建成|达产|投产)|现有|累计|截至|现已|已(?:落户|引进|入驻|集聚|签约)"
)
_BUILDING = re.compile(r"投资|出资|斥资|增资|投入|新建|扩建|兴建|建有|建成|设有")
_LABEL_RULES: tuple[Rule, ...] = (read_leaders, read_locations, read_announced, read_listed_signing)
_FIGURE_RULES: tuple[Rule, ...] = (read_areas, read_capacity, read_counts, read_money)
_WORD_RULES = tuple(rule for rule in RULES if rule not in _FIGURE_RULES)


def _rules_for(clause: Clause) -> tuple[Rule, ...]:
    """Give the rules that may read a clause: most want a figure, a label says little."""
    if clause.numbers:
        return RULES
    return _LABEL_RULES if clause.closer == "：" else _WORD_RULES


def _only_period(clauses: Sequence[Clause]) -> str | None:
    """Give the one period that a cut-off article names."""
    times = (time for clause in clauses for time in clause.times)
    periods = {time.iso for time in times if time.precision in ("quarter", "half", "span", "year")}
    return periods.pop() if len(periods) == 1 else None


def _line_before(clauses: Sequence[Clause], index: int) -> str:
    """Give the end of the line that stands before a list (重点签约项目包括：)."""
    line = clauses[index - 1].line if index else -1
    return "，".join(clause.text for clause in clauses[max(0, index - 6) : index] if clause.line == line)


def _sentence(clauses: Sequence[Clause], index: int) -> str:
    low = index
    while low > 0 and index - low < REACH and clauses[low - 1].sentence == clauses[index].sentence:
        low -= 1
    return "，".join(clause.text for clause in clauses[low : index + 1])


_FIELD_LABEL = re.compile(r"区域|地址|位置|地点|所在|名称|时间|行业|产业|企业|方式|来源|面积|单位|电话|范围")
_BUILDER = re.compile(
    r"建设单位|投资方|项目业主|实施单位|项目单位|承建单位|投资单位|投资主体|业主单位|联系人|记者|单位|责任"
)


def _names_place(label: str) -> bool:
    """Tell a label that is a park's or zone's name (某某产业园：某项目投产)."""
    names = find_names(label)
    return len(names) == 1 and names[0].words == label and names[0].kind in PLACES


def _labels(clause: Clause, subject: Subject | None) -> Subject | None:
    """Tell a label that names a subject (某项目：总投资…) from one that names a field (建设单位：…)."""
    label = clause.label
    if _BUILDER.search(label or clause.text):
        return None
    whole = subject and subject.end - subject.start >= len(clause.text) - 4
    field = label and not _names_place(label) and _FIELD_LABEL.search(label)
    if whole and field and not re.search(r"名称|链主", label):
        return None
    return subject


def _new_line(story: Story, clause: Clause, *, heading: bool) -> None:
    """Remember who was spoken of before a list begins, and go back there when it ends.

    A new paragraph that names nobody speaks of the place again, not of the last firm or project.
    """
    item = clause.item and not heading
    if heading:
        story.block = None
    if story.block and not item and not story.before_items:
        story.topic = story.block
    elif story.topic and not item and story.before_items is None:
        if story.topic.kind not in PLACES:
            story.topic = story.place() or story.topic
        elif story.of_title and story.of_title.kind == "region" and story.topic.kind == "park":
            story.topic = story.of_title
        elif story.topic.kind == "park":
            story.topic = whole(story.topic)
    if item and story.before_items is None:
        story.before_items = story.topic
    elif item and story.before_items and story.topic and _falls_back(story.topic, story.before_items):
        story.topic = story.before_items  # each item speaks of the list's place, until it names another
    elif not item and story.before_items is not None:
        story.topic = story.before_items
        story.before_items = None


def _falls_back(topic: Subject, place: Subject) -> bool:
    """Tell whether an item that names nobody speaks of its list's ``place`` and not of the item before."""
    return place.kind == "region" or (place.kind == "park" and topic.kind not in PLACES)


def _merge(first: Draft, again: Draft) -> None:
    """Add what a second telling says more: its day, its investors."""
    if again.date and not first.date:
        first.date, first.inferred = again.date, again.inferred
    if again.investors and not first.investors:
        first.investors, first.start, first.end = again.investors, again.start, again.end


def _same_host(one: Draft, other: Draft) -> bool:
    a, b = one.object or "", other.object or ""
    return a.startswith(b) or b.startswith(a)


def _event_key(draft: Draft, kept: Mapping[tuple[object, ...], Draft]) -> tuple[object, ...]:
    """Give what tells an event from others: what happened to whom, and the year where it happened in two."""
    key = (draft.kind, draft.subject, draft.object)
    first = kept.get(key)
    apart = first and first.date and draft.date and first.date[:4] != draft.date[:4]
    return (*key, draft.date[:4]) if apart and draft.date else key


def _once(drafts: Iterable[Draft]) -> list[Draft]:
    """Drop what was said before: the same kind, subject, figure and object."""
    kept: dict[tuple[object, ...], Draft] = {}
    signed: dict[str, list[Draft]] = {}  # by subject
    for draft in drafts:
        value = round(draft.value, 4) if draft.value is not None else None
        key: tuple[object, ...] = (draft.kind, draft.subject, value, draft.unit, draft.object)
        if draft.kind == "signed":
            told = signed.setdefault(draft.subject, [])
            earlier = next((one for one in told if _same_host(one, draft)), None)
            if earlier:
                earlier.object = max(earlier.object or "", draft.object or "", key=len)
                continue
            told.append(draft)
        if draft.kind in ("land_area", "floor_area", "investment", "revenue", "output_value", "tax"):
            key = (draft.kind, draft.subject, value, draft.unit)
        if draft.kind == "financing":
            key = (draft.kind, draft.subject, draft.object)
        if draft.kind == "event":
            key = _event_key(draft, kept)
        first = kept.get(key)
        if first is None:
            kept[key] = draft
        else:
            _merge(first, draft)
    return sorted(kept.values(), key=lambda draft: (draft.start, draft.end, draft.kind))
