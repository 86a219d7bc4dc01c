"""Who a text is speaking of: the subject of each clause, what 该项目, 园区, 公司 and 全区 mean, what carries over."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from luodi.core.scan import quick
from luodi.reading.names import Known, Name, is_place
from luodi.reading.names.places import without_province
from luodi.reading.news.ahead import Ahead, area_in
from luodi.reading.news.clauses import Clause
from luodi.reading.news.industries import find_industries
from luodi.reading.news.mentions import add_unnamed, is_counted, is_part, is_works
from luodi.reading.news.roles import IS, enters, is_passed_over, pick
from luodi.reading.news.stages import find_stages
from luodi.reading.news.subjects import (
    AREA_OF,
    BUILT,
    NOUNS,
    PARK_WORDS,
    PLACES,
    STAGE_TAIL,
    THING_WORDS,
    ZONE_WORDS,
    Measure,
    Subject,
    is_park,
    whole,
)

__all__ = ["BUILT", "PLACES", "Measure", "Story", "Subject"]


_BARE = r"项目|产业集聚区|物流园|软件园|化工园|创业园|创新园|孵化园|孵化器|加速器|生态园|科学园|智造园|科创园|加工区|保税区|综保区|度假区|物流港|集聚区|集中区|聚集区|智造城|制造城|科创城|科技城|科学城|生物城|产业城|医药城|创新港|园区|产业园区|产业园|工业园|科技园|产业区|示范区|开发区|高新区|经开区|新区|基地|工厂|中心|平台|研究院|大厦|公司|企业|集团|新城|小镇|片区"
_ANAPHOR = quick(
    rf"(?:该|此|本(?!地|土|报|次)|这个|这家|这座|上述)(?:{_BARE}|厂|园|产业|行业|市|区|县)"
    r"|[全我][区市县省州镇]|全园|园内|园区内|区内|前者|后者|两者|当地(?=[\u4e00-\u9fff])"
    rf"|(?P<bare>{_BARE}|我们|它|集群(?=[产营规]))(?![家区化债城员级企内周们技研业面]|经理|(?<=企业)\d+[余多]*[家户])"
)
_BARE_HEAD = re.compile(
    r"^[“”]?(?:目前|当年|同年|次年|翌年|现在|如今|当前|截至目前|此外|另外|同时|眼下|据悉|据了解|据介绍|未来|下一步|近年来?|其中|此次|随后|届时|到时候|到那时|那时|按照规划|年均?|至|到|截至|从|在|，|力争|预计|计划|全部|整个)*$"
)
_OBJECT_BEFORE = re.compile(
    r"(?:位于|选址|座落|地处|分布|落户于?|落地|入驻|进驻|迁[入至到]|搬[入进到至]|进入|离开|租[用下赁]|购[置买]|毗邻|紧邻|引进|引入|引来|集聚|聚集|汇聚|吸引|走进|来到|围绕|依托|随着|按照|根据|通过|利用|支持|包括|包含|涵盖|推动|助力"
    r"|获批|列入|入选|获评|荣获|认定为|授予|建设|新建|兴建|扩建|建成|打造|培育|配套|获悉|[以在于与和同由向从自对被把将到至入据受经及、给让使帮为])了?(?:一[批个家座]|多家)?[“”（]*$"
)
_NUMBERING = re.compile(r"^\d{1,2}[、.．]")  # of an item that no line break opens
_AROUND = re.compile(r"为(?:核心|载体|依托|中心|龙头)")
_AGENT = re.compile(r"(?:由|被|经|据|受)[“”]*$")
_WORTH = re.compile(r"的[\d.]+[万亿]+元$")  # 投入的2.2亿元智能工厂
_LIES = re.compile(r"(?:落户于?|位于|坐落于?|地处|入驻|进驻|迁入|搬入|搬进|落地|扎根|在)$")
_HELPS = re.compile(r"(?:推动|支持|引导|助力|力促|促使|带动|指导|帮助|[让使])$")
_TO_DO = re.compile(
    r"(?:重点|加快|尽快|早日|力争|主攻|聚焦|做[大强优]|打造|[向朝]|冲刺|突破|跻身|迈|实现|完成|达到|形成|成为|年?产值|营收|规模|发展(?!$))"
)
_BUILD = re.compile(
    r"(?:建设|新建|兴建|投建|扩建|打造|建造|改造|改建|筹建|新上|投资建|在建(?!三江)|开建|建成|建有|建起|(?<![建开增附铺架摆新])设(?:立)?(?=[\u4e00-\u9fff]{2,20}(?:中心|基地|工厂|实验室|总部)$)(?![计施备置想定有在法]))(?:了|成)?(?:一[座个条家批])?"
    r"(?P<what>[^，。；：、的]{0,14}的)?(?P<name>[\u4e00-\u9fffA-Za-z0-9“”（）·+-]{3,24}|新厂区?)$"
)
_NOT_BUILT = re.compile(
    r"^(?:多|几|数|若干|首|年产|日产)|[一二三四五六七八九十两百\d]+[个家座栋条]$|厂房|用房|设施|[一二三四五六七八九十两]+[栋层幢]|车间|资金|费用|成本|规模|体系|高地|生态|格局|环境|模式|标杆|机制$|强[市区县省]|城市|目标|周期|先行区|平方米|\d余?[台条套个家座栋名人项件处]|于|投入|今年|去年|将|已|正|运行|征程|上$|道路|投[运产用]|面积|公顷|\d亩|后$|引擎|名片|品牌"
)


_FIRM_WITHIN = re.compile(r"[\u4e00-\u9fff（）]{2,20}?(?:有限责任公司|有限公司|集团公司)")
_OFFICE_OF = re.compile(r"(?:管委会|管理委员会|党工委|工委|人民政府|政府|商务局|投资促进局|招商局)$")
_THIS = re.compile(r"^(?:该|此|本|这[个家座]|上述)")


@dataclass(slots=True)
class Story:
    """What is known of one article while it is read from its start to its end."""

    known: Known
    title: str = ""
    topic: Subject | None = None
    main: Subject | None = None  # the topic, industries and groups aside
    sentence: int = -1  # where it was told
    before_items: Subject | None = None
    of_title: Subject | None = None  # the park, zone or region that the title names
    seen: list[Subject] = field(default_factory=list)
    spoken: list[Subject] = field(default_factory=list)
    ahead: Ahead = field(default_factory=Ahead)
    measures: list[Measure] = field(default_factory=list)
    batch: Subject | None = None
    batch_sentence: int = -1
    batch_owner: str = ""
    noun: str = ""
    last_year: str = ""  # the year of the last event (同年 means it)
    whole: str = ""  # the whole that a share was of (全市某产业)
    share_of: str = ""  # the whole of the last share, with its place (全国袜子产量)
    industries: list[Subject] = field(default_factory=list)
    items: list[Subject] = field(default_factory=list)
    block: Subject | None = None  # the name that heads the lines that are read
    heading: str = ""  # the words that stand over the paragraph or open it
    back: Subject | None = None  # the whole, while a clause speaks of a part of it (电解槽厂房封顶)
    lead: str = ""  # the line that announces a list
    last_list: list[Subject] = field(default_factory=list)
    pair: list[Subject] = field(default_factory=list)  # the two built things named together last (前者, 后者)
    grounds: set[str] = field(default_factory=set)  # where others settle (落户某某产业园)
    announcer: Subject | None = None  # the firm whose announcement this is

    # -- who is meant -------------------------------------------------------------------------------------------

    def subject_of_name(self, name: Name) -> Subject:
        """Give a name's subject, under its fullest form."""
        full = self.known.resolve(name.words)
        firm = self.known.resolve(full[:-2]) if full.endswith("总部") else ""
        if firm.endswith("公司") or (firm and self.known.kind(firm) == "firm"):
            full = firm  # what is said of its head office is said of the firm
        kind = self.known.kind(full) or name.kind
        if kind == "region":
            full = without_province(full)
        return Subject(full, kind, name.start, name.end)

    def seat_of(self, office: Name) -> Subject | None:
        """Give the park, zone or region that an office governs (某某产业园管委会)."""
        place = _OFFICE_OF.sub("", office.words)
        if place == office.words:
            return None
        full = self.known.resolve(place)
        kind = "park" if place[-1:] in "区园城谷" and not is_place(full) else "region"
        return Subject(full, kind, office.start, office.end)

    def named_by(self, name: Name) -> Subject | None:
        """Give what a name names; of an office, the park that it governs."""
        if name.kind != "office":
            return self.subject_of_name(name)
        seat = self.seat_of(name)
        return seat if seat and seat.kind == "park" else None

    def last(self, kinds: Iterable[str], ending: str = "") -> Subject | None:
        """Find the latest subject of some kinds, whose name ends in ``ending``."""
        kinds = tuple(kinds)
        for pool in (self.spoken, self.seen):
            for subject in reversed(pool):
                if subject.kind in kinds and subject.words.endswith(ending) and subject.words not in NOUNS:
                    return subject
        return None

    def latest(self, kinds: Iterable[str]) -> Subject | None:
        """Find the latest name of some kinds, whether anything was said of it or not."""
        kinds = tuple(kinds)
        return next((one for one in reversed(self.seen) if one.kind in kinds), None)

    def place(self) -> Subject | None:
        """Find whom a new paragraph speaks of that names nobody: the park spoken of last, else the region."""
        if self.of_title and self.of_title.kind == "region":
            return self.of_title
        for kind in ("park", "region"):
            for one in reversed(self.spoken[-12:]):
                if one.kind == kind:
                    return one
        return self.of_title

    def region(self) -> Subject | None:
        """Find the region that the article is about at this place."""
        if self.of_title and self.of_title.kind == "region":
            return self.of_title
        return self.last(("region",)) or self.ahead.region

    def host(self) -> Subject | None:
        """Find the park, zone or region that the article is about at this place."""
        if self.topic and self.topic.kind in PLACES:
            return self.topic
        return self.last(PLACES) or self.ahead.place

    def refer(self, word: str, start: int, end: int) -> Subject | None:
        """Resolve 该项目, 园区, 公司, 全区, 后者; what the document names nowhere keeps its noun."""
        found = self._refer(word)
        if found:
            return Subject(found.words, found.kind, start, end)
        bare = _THIS.sub("", word)
        kind = NOUNS.get(bare)
        if kind == "park" and (one := self.ahead.only_park):
            return Subject(one.words, one.kind, start, end)
        return Subject(bare, kind, start, end) if kind else None

    def _refer(self, word: str) -> Subject | None:
        if word in self.known.full:
            full = self.known.resolve(word)
            return Subject(full, self.known.kind(full) or "firm")
        if word in ("该产业", "该行业", "该集群", "集群"):
            named = Subject(self.heading, "industry") if self.heading else None
            return self.industries[-1] if self.industries else named
        if word in ("前者", "后者") and len(self.pair) == 2:
            return self.pair[word == "后者"]
        if word == "后者" and self.topic and self.topic.kind == "thing":
            return self.topic
        if word == "后者":
            return self.latest(("firm",)) or (self.seen[-1] if self.seen else None)
        if word == "前者":
            firms = [one for one in self.seen[-6:] if one.kind in ("firm", "park", "office")]
            return firms[-2] if len(firms) > 1 else None
        if word in ("它", "其"):
            return self.topic
        if word[0] in "全我" and len(word) == 2 and word[1] in "区市县省州镇":
            area = self._area(word[1])
            return Subject(word, "region") if area and area.words == f"全{word[1]}" else area
        if word == "区内":
            return (
                self.topic if self.topic and self.topic.kind == "park" else self.latest(PLACES) or self.host()
            )
        if word == "我们" and self.topic and self.topic.kind == "firm":
            return self.topic
        if word in ("我们", "园内", "园区内", "全园", "当地"):
            return self._park() or self.host()
        return self._bare(_THIS.sub("", word))

    def _bare(self, word: str) -> Subject | None:
        """Resolve a bare noun (项目, 公司, 基地, 二期 aside): the latest name that ends in it, or that is of its kind."""
        if word in ("公司", "企业", "集团"):
            return self.announcer or self.last(("firm",)) or self._firm_within()
        if word == "项目":
            park = self.topic if self.topic and is_park(self.topic) else None
            built = self._project()
            return whole(built) if built else park or self.latest(("firm",))
        if word in PARK_WORDS and self.topic and is_park(self.topic):
            return whole(self.topic)
        exact = self.last(("park", "thing", "project", "firm", "region"), word)
        if exact:
            return exact
        if word in PARK_WORDS:
            return self._park()
        if word in ("市", "区", "县"):
            return self._area(word)
        return (
            self.last(("thing", "project"))
            if word in THING_WORDS
            else self.last(("park",))
            if word in ZONE_WORDS
            else None
        )

    def _project(self) -> Subject | None:
        """Find what 项目 means: what is built and was spoken of last, its lines and halls aside."""
        built = self.last(("project", "thing"))
        if built and is_part(built):
            others = (
                one for one in reversed(self.spoken) if one.kind in ("project", "thing") and not is_part(one)
            )
            built = next(others, built)
        return built

    def _firm_within(self) -> Subject | None:
        """Find the firm that the latest project's name opens with (某公司年产20万吨有机硅项目)."""
        for one in reversed(self.seen):
            if one.kind in BUILT and (firm := _FIRM_WITHIN.match(one.words)):
                return Subject(firm.group(), "firm")
        return None

    def _park(self) -> Subject | None:
        """Find the park spoken of last: a park proper before a zone."""
        for pool in (self.spoken, self.seen):
            for one in reversed(pool):
                if is_park(one):
                    return whole(one)
        return self.last(("park",))

    def _area(self, level: str) -> Subject | None:
        """Find the district, city or province that 全区, 全市, 全省 mean."""
        if self.of_title and self.of_title.kind == "region" and self.of_title.words.endswith(level):
            return self.of_title
        area = area_in(reversed(self.seen), level) or self.ahead.area(level)
        if area:
            return area
        host = self.host()
        if level in "省市" and (host is None or host.kind != "region"):
            return Subject(f"全{level}", "region")
        return host

    # -- the subject of a clause -------------------------------------------------------------------------------

    def find_subject(self, clause: Clause) -> Subject | None:
        """Find who the clause says something of; None where it goes on with the one before."""
        mentions = self.mentions(clause)
        clause.mentions = list(mentions)
        head: Subject | None = None
        first: Subject | None = None
        group: Subject | None = None
        for one, following in zip_longest(mentions, mentions[1:]):
            if (
                following
                and one.end == following.start
                and one.kind in ("firm", *PLACES)
                and (following.kind in BUILT or (following.kind == "firm" and one.kind == "park"))
            ):
                continue  # 该公司某项目
            if one.kind == "group" and group is None:
                group = one
            before = _NUMBERING.sub("", clause.text[: one.start - clause.start])
            after = clause.text[one.end - clause.start :]
            if not after and one.kind in BUILT and IS.fullmatch(before):
                first = first or one
                continue
            entered = (one is mentions[-1] and enters(before, after)) or (
                _HELPS.search(before) and _TO_DO.match(after)
            )
            if is_passed_over(one, before, after, first=first, topic=self.topic):
                continue
            leads = before.endswith(("的", "旗下", "子公司", "园内企业", "企业")) or _WORTH.search(before)
            if leads and not _AGENT.search(before):
                if not before.endswith("的") or one.kind != "region":
                    head = one if head is None or one.kind != "industry" else head
            elif first is None and (
                not _OBJECT_BEFORE.search(before) or (_AROUND.match(after) and one.kind != "thing") or entered
            ):
                first = one
        if group and first and first.kind == "region" and head in (None, group) and first.end <= group.start:
            return group  # 全省61家开发区
        return pick(clause.text, clause.start, first, head)

    def mentions(self, clause: Clause) -> list[Subject]:
        """Find all that the clause names or refers to, in order, not overlapping."""
        found = [
            self.subject_of_name(name)
            for name in clause.names
            if name.kind != "office" and not is_counted(clause, name)
        ]
        taken = [(one.start, one.end) for one in found]

        def free(start: int, end: int) -> bool:
            return all(end <= a or start >= b for a, b in taken)

        text, base = clause.text, clause.start
        for match in _ANAPHOR.finditer(text):
            start, end = base + match.start(), base + match.end()
            if not free(start, end):
                continue
            loose = match["bare"] or (match.group()[0] in "全我" and len(match.group()) == 2)
            if loose and not self._stands_alone(clause, match.start()):
                if not match["bare"] and is_place(place := text[: match.start()]):  # 大石桥全市
                    found.append(Subject(place + match.group()[1], "region", base, end))
                continue
            one = self.refer(match.group(), start, end)
            if one:
                found.append(one)
                taken.append((start, end))
        if self.batch and (all_of := _ALL_OF.match(text)):
            found = [one for one in found if one.start >= base + all_of.end()]
            found.append(Subject(self.batch.words, "group", base, base + all_of.end()))
        add_unnamed(clause, found)
        if (short_of := _SHORT_PLACE.match(text)) and is_place(short_of["place"]) and free(base, base + 2):
            found.append(self._fuller_place(short_of["place"], base))
        elif not found and (called := _NICKNAMED.fullmatch(text)) and is_place(called["place"]):
            found.append(self._fuller_place(called["place"], base + called.start("place")))
        found.extend(find_stages(clause, found, self.parent))
        found.extend(find_industries(clause, found, self.industries))
        found.sort(key=lambda one: (one.start, -one.end))
        return [one for i, one in enumerate(found) if i == 0 or one.start >= found[i - 1].end]

    def _fuller_place(self, place: str, start: int) -> Subject:
        """Give the region that a short name opens a clause with (章丘是… of a text about 章丘区)."""
        one = self.ahead.called(place)
        return Subject(one.words if one else place, "region", start, start + len(place))

    def _stands_alone(self, clause: Clause, at: int) -> bool:
        """Tell a bare 项目 or 公司 that opens a clause from one inside a phrase (配套企业)."""
        before = clause.text[:at]
        for time in clause.times:
            if time.end <= clause.start + at:
                before = before.replace(clause.text[time.start - clause.start : time.end - clause.start], "")
        return bool(_BARE_HEAD.match(before)) or (
            before.endswith(("落户", "位于", "在", "入驻", "把", "落户到", *_ENTERED))
            and clause.text.startswith(_PARKLIKE, at)
        )

    def parent(self, stage: str = "") -> Subject | None:
        """Find what a bare ``stage`` (二期, 起步区) is a part of."""
        topic = self.topic
        area = stage.endswith("区") and (topic is None or topic.kind != "park")
        if area and (park := self.last(("park",))):
            return whole(park)
        one = topic if topic and topic.kind in BUILT else self._of_firm(stage) or self.last(BUILT) or topic
        match = STAGE_TAIL.search(one.words) if one else None
        return Subject(one.words[: match.start()], one.kind) if one and match and match.start() >= 2 else one

    def _of_firm(self, stage: str) -> Subject | None:
        """Find whose stage is meant where a firm is spoken of: what had it before, what was named behind it, its project."""
        if self.topic is None or self.topic.kind != "firm":
            return None
        staged = next((one for one in reversed(self.spoken) if stage and one.words.endswith(stage)), None)
        if staged:
            return staged
        for one in reversed(self.seen):
            if one.kind in ("project", "thing") or (is_park(one) and one.words not in self.grounds):
                return one
            if one.words == self.topic.words:
                break
        return self.last(("project", "thing")) or self.topic

    # -- bookkeeping --------------------------------------------------------------------------------------------

    def enter(self, clause: Clause, subject: Subject | None) -> None:
        """Take note of what a clause named, before its facts are read."""
        named = [one for one in clause.mentions if isinstance(one, Subject) and one.kind != "industry"]
        self.seen.extend(named)
        if self.pair and (clause.sentence > self.sentence + 1 or "签" in clause.text):
            self.pair = []
        self._note_pair(clause, named)
        self.grounds.update(
            one.words for one in named if _LIES.search(clause.text[: max(0, one.start - clause.start)])
        )
        for name in clause.names:
            if name.kind == "office" and (seat := self.seat_of(name)):
                self.seen.append(seat)
        for told in (self.seen, self.measures):
            if len(told) > 400:
                del told[:200]
        if subject:
            if is_works(subject):
                self.back = self.topic
            elif subject.kind == "park" and clause.numbers and AREA_OF.search(subject.words):
                self.back = whole(subject)
            self.topic = subject
            if subject.kind == "industry":
                self.industries.append(subject)
            if subject.kind not in ("industry", "group"):
                self._note_two(clause, subject)
                self.spoken.append(subject)
                self.main, self.sentence = subject, clause.sentence
                del self.spoken[:-200]

    def _note_two(self, clause: Clause, subject: Subject) -> None:
        """Note what two clauses of a sentence tell of in turn (甲基地竣工投产，乙车间正式启用。前者…)."""
        before = self.main
        told = before and before.kind in ("project", "thing") and subject.kind in ("project", "thing")
        if (
            told
            and before
            and self.sentence == clause.sentence
            and not subject.words.startswith(before.words)
        ):
            self.pair = [before, subject]

    def _note_pair(self, clause: Clause, named: list[Subject]) -> None:
        for one, other in pairwise(named):
            between = clause.text[one.end - clause.start : other.start - clause.start]
            if between in ("、", "和", "与", "及") and one.kind != "region" and one.kind == other.kind:
                self.pair = [one, other] if self.pair[1:] != [one] else []
            elif between in ("与", "和", "同") and (one.kind in PLACES) != (other.kind in PLACES):
                self.pair = []  # 某区与某集团签约，后者…
            elif (
                one.kind in ("project", "thing")
                and other.kind in ("project", "thing")
                and between in ("、", "和", "与")
            ):
                self.pair = [one, other]

    def built(self, clause: Clause) -> Subject | None:
        """Find what the clause says is being built (投资3亿元建设某某基地)."""
        match = _BUILD.search(clause.text)
        if not match or _NOT_BUILT.search(match["name"]):
            return None
        start, end = clause.start + match.start("name"), clause.start + match.end("name")
        for one in clause.mentions:
            if isinstance(one, Subject) and one.end == end and one.kind in BUILT:
                return one
        words = match["name"].strip("“”")
        return Subject(self.known.resolve(words), "thing", start, end) if len(words) >= 2 else None


_NICKNAMED = re.compile(  # 中国水晶之都浦江
    r"(?:作为|素有|被誉为|号称)?[^，。]{2,16}?(?:之[都乡城州府]|重镇|名城|大[市县])”?(?:之称|美誉)?的?(?:——)?(?P<place>[\u4e00-\u9fff]{2,4})"
)
_SHORT_PLACE = quick(
    r"(?P<place>[\u4e00-\u9fff]{2,3}?)(?=是|现有|拥有|共有|现已|已有|有[\u4e00-\u9fff]{2,12}\d|去年|今年|全市|全区|全县|已(?:建成|引进|集聚|拥有|形成)|累计)"
)
_ENTERED = ("迁入", "迁至", "迁到", "搬入", "搬进", "搬到", "搬至", "进驻", "进入", "租用", "离开", "扎根")
_PARKLIKE = (
    "园区", "产业园", "工业园", "科技园", "产业区", "示范区", "开发区", "高新区", "经开区", "新区", "基地", "科创城", "新城",
)  # fmt: skip
_ALL_OF = re.compile(r"(?:上述|这些|以上|所有|全部)?项目(?=全部|均)")
