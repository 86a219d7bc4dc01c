"""Reposts: edited copies join, other articles don't, the order of arrival doesn't count, little is kept."""

import random
import re
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from bench.reposts import Labelled, generate, score
from hypothesis import given, settings
from hypothesis import strategies as st

from luodi.facts import Document, Fact, FieldReading, Reading
from luodi.reading.read import read_document
from luodi.reading.reposts import RepostGroup, RepostIndex, differing_figures, find_reposts
from luodi.reading.reposts.postings import Postings
from luodi.reading.reposts.similarity import count_common
from luodi.reading.reposts.sketch import FIGURES, LENGTH, NONE, SENTENCES, SHINGLES, SIZE, sketch_text

# All firms, places and figures here are invented.
PARAGRAPHS = (
    "3月8日，澄湾区举行重大项目集中开工仪式。蓝湾精工（虚构）的高速主轴基地总投资16.8亿元，占地约213亩，是其中体量最大的一个。",
    "走进施工现场，桩机轰鸣。项目经理介绍，一期4栋厂房明年6月封顶，届时将安装37条生产线，年产主轴12.5万支，预计实现产值23.6亿元。",
    "“我们看过七个城市，最后选了这里，因为上游铸件和下游机床厂都在一小时车程内。”公司董事长在致辞时说，首批设备已经订好，工人培训同步展开。",
    "澄湾区经信局提供的数据显示，去年全区装备制造业产值增长11.4%，规模以上企业达到286家。区里为项目配了服务专员，从供地到拿到施工许可只用了45天。",
    "按照计划，二期将建设检测中心和职工公寓，用工总数超过1350人。园区管委会表示，公交线路会在投产前延伸到厂区门口。",
)
ARTICLE = "\n".join(PARAGRAPHS)
BOX = "澄湾招商网为企业提供选址服务\n咨询电话：13900000000\n扫码关注公众号，获取更多资讯"
ADDED = "本网记者另从供电公司了解到，为这一片区配套的变电站已完成选址，环评公示本周结束，预计年底前送电，沿线道路同步拓宽。"
OTHER_WORDS = (
    "总投资16.8亿元的主轴项目落子澄湾\n昨天上午，蓝湾精工（虚构）在澄湾区破土，新厂要用213亩地。这家做高速主轴的企业打算分两步走：先盖四栋车间，"
    "明年年中封顶，再上37条线，每年能造12.5万支，卖到23.6亿元。\n董事长透露，选址时比较过七座城，看中的是配套近。经信部门说，当地装备业去年涨了11.4%，"
    "规上企业286家；手续办得也快，45天便拿到许可。以后厂里要招1350多人，还会盖公寓与检测楼，公交车也要通过去。"
)
NOTICE = (
    "澄湾区工业用地出让公告\n经批准，现将编号{0}地块的使用权挂牌出让，面积{1}平方米，容积率不低于{2}，出让年限五十年。\n"
    "起始价{3}万元，保证金{4}万元。申请人可于{5}日前提交书面申请，逾期不再受理。\n"
    "竞得人应当在成交后十个工作日内签订合同，并按约定缴纳价款。本公告由区自然资源部门负责解释。"
)
NOTICES = [
    NOTICE.format("CW2024-08", 33520, 1.8, 2816, 845, 16),
    NOTICE.format("CW2024-11", 51240, 2.2, 4150, 1245, 27),
]

POST = (  # the height, the load and the power are those of every building of the firm that builds them
    "{0}产业园独栋厂房出租，{1}可交付，建筑面积{2}平方米，首层层高8.3米，承重1250公斤，配电2360千伏安。\n"
    "产权清晰，可办环评，可注册，可分割，大车进出方便，消防验收合格，带货梯，证件齐全。\n租金{3}元每平方米每月，免租期面议，中介勿扰。\n"
    "园区周边公交、餐饮、银行、宿舍一应俱全，适合机械加工、电子装配、仓储物流等行业，欢迎实地看房。"
)


def _groups(texts: Iterable[str]) -> list[tuple[int, ...]]:
    documents = [Document(f"d{number}", text) for number, text in enumerate(texts)]
    return [tuple(copy.number for copy in group.copies) for group in find_reposts(documents)]


def _half_width(text: str) -> str:
    return text.translate(str.maketrans("，。：；“”（）", ',.:;""()'))


EDITS = {
    "as it is": ARTICLE,
    "punctuation": _half_width(ARTICLE),
    "no punctuation": re.sub(r"[，。“”：、]", "", ARTICLE),
    "spaces and hard lines": "\n".join(re.findall(".{1,30}", ARTICLE.replace("\n", " "), re.DOTALL)),
    "full-width digits": ARTICLE.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)}),
    "byline and box": f"来源：澄湾日报  编辑：某某\n{ARTICLE}\n{BOX}",
    "title within": f"投资近17亿元，这个项目开工了\n{ARTICLE}",
    "first paragraph gone": "\n".join(PARAGRAPHS[1:]),
    "last two gone": "\n".join(PARAGRAPHS[:3]),
    "paragraph added": "\n".join((*PARAGRAPHS[:2], ADDED, *PARAGRAPHS[2:])),
    "paragraphs moved": "\n".join((PARAGRAPHS[0], *PARAGRAPHS[:0:-1])),
    "figure corrected": ARTICLE.replace("16.8", "18.6"),
    "words changed": ARTICLE.replace("介绍", "告诉记者").replace("表示", "说").replace("预计", "有望"),
    "all at once": f"来源：某网\n{_half_width(ADDED + chr(10).join(PARAGRAPHS[:4])).replace('213', '231')}\n{BOX}",
}
TRADITIONAL = "澄灣區經信局提供的數據顯示，去年全區裝備製造業產值增長11.4%，規模以上企業達到286家。"


@pytest.mark.parametrize("edited", EDITS.values(), ids=EDITS.keys())
def test_edited_copies_join(edited: str) -> None:
    assert _groups([ARTICLE, edited]) == [(0, 1)]
    assert _groups([edited, ARTICLE]) == [(0, 1)]


def test_traditional_characters_are_the_same_text() -> None:
    assert _groups([TRADITIONAL, PARAGRAPHS[3].split("区里")[0]]) == [(0, 1)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(ARTICLE, OTHER_WORDS, id="the same event in other words"),
        pytest.param(*NOTICES, id="one form, another parcel"),
        pytest.param(
            POST.format("望山东部", "9月8日", 19132, 20.5),
            POST.format("安和东部", "9月8日", 7508, 26.4),
            id="one agent's post, another building of the same make",
        ),
        pytest.param(
            ARTICLE, f"{OTHER_WORDS}\n{PARAGRAPHS[2]}", id="the same event with one quotation in common"
        ),
        pytest.param(f"{ADDED}\n{BOX}", f"{PARAGRAPHS[1]}\n{BOX}", id="one site's box around two articles"),
        pytest.param(
            PARAGRAPHS[3],
            "\n".join((ARTICLE, OTHER_WORDS, *NOTICES, ADDED)),
            id="a paragraph and a digest of many articles",
        ),
        pytest.param("", "", id="nothing"),
        pytest.param("！？。", "！？。", id="no letters"),
    ],
)
def test_other_articles_stay_apart(one: str, other: str) -> None:
    assert _groups([one, other]) == []
    assert _groups([other, one]) == []


def test_the_fullest_copy_represents_the_group() -> None:
    cut = Document("cut", "\n".join(PARAGRAPHS[:4]), "短", published="2024-03-01")
    late, early = (
        Document(id_, ARTICLE, published=day)
        for id_, day in (("late", "2024-03-11"), ("early", "2024-03-09"))
    )
    (group,) = find_reposts([cut, late, early])
    assert group.representative.id == "early"
    assert [copy.id for copy in group.copies] == ["cut", "late", "early"]
    assert (group.copies[0].title, group.copies[0].published) == ("短", "2024-03-01")
    assert group.copies[0].similarity.containment == 1
    assert group.copies[0].similarity.resemblance < 1
    assert group.copies[0].size < group.representative.size


def test_sources_are_named_once() -> None:
    sources = ["澄湾日报", None, "澄湾日报"]
    documents = [Document(f"d{n}", ARTICLE, source=source, url=f"u{n}") for n, source in enumerate(sources)]
    (group,) = find_reposts(documents)
    assert group.sources == ("澄湾日报", "u1")


def test_add_tells_the_match_and_its_reason() -> None:
    index = RepostIndex()
    assert index.add(Document("a", ARTICLE)) == ()
    assert index.add(Document("n", NOTICES[0])) == ()
    (match,) = index.add(Document("b", EDITS["all at once"]))
    assert (match.number, match.id) == (0, "a")
    assert 0.5 < match.similarity.containment < 1
    assert "句子相同" in match.similarity.reason.zh
    assert "figures in common" in match.similarity.reason.en
    assert [index.group_of(number) for number in range(3)] == [0, 1, 0]


def test_two_halves_join_through_the_whole() -> None:
    halves = "\n".join(PARAGRAPHS[:3]), "\n".join(PARAGRAPHS[3:])
    assert _groups(halves) == []
    assert _groups([*halves, ARTICLE]) == [(0, 1, 2)]


def test_more_copies_than_a_text_has_candidates() -> None:
    ads = [f"第{number}家网站的话，{ADDED[number % 20 :][:12]}" for number in range(1500)]
    (group,) = _groups(f"{ARTICLE}\n{ad}" for ad in ads)
    assert len(group) == 1500


# --------------------------------------------------------------------------------------------- properties


@pytest.fixture(scope="module")
def corpus() -> list[Labelled]:
    return generate(3000, 5)


def _partition(groups: Iterable[RepostGroup]) -> set[frozenset[str]]:
    return {frozenset(copy.id for copy in group.copies) for group in groups}


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_the_order_of_arrival_does_not_count(corpus: list[Labelled], seed: int) -> None:
    documents = [each.document for each in corpus[:900]]
    shuffled = random.Random(seed).sample(documents, len(documents))
    assert _partition(find_reposts(shuffled)) == _partition(find_reposts(documents))


def test_one_by_one_is_as_in_blocks(corpus: list[Labelled]) -> None:
    index = RepostIndex()
    for each in corpus[:700]:
        index.add(each.document)
    assert _partition(index.groups()) == _partition(find_reposts(each.document for each in corpus[:700]))


@given(text=st.text(), before=st.lists(st.text(), max_size=4))
def test_the_same_document_twice_joins(text: str, before: list[str]) -> None:
    index = RepostIndex()
    for number, other in enumerate((*before, text)):
        index.add(Document(str(number), other))
    matches = index.add(Document("again", text))
    assert (len(before) in {match.number for match in matches}) == bool(sketch_text(text)[SIZE])


@given(text=st.text(st.characters(categories=["L"], max_codepoint=0x24F), min_size=1))
def test_an_unrelated_text_never_joins(text: str) -> None:
    index = RepostIndex()
    index.add_all(Document(str(n), known) for n, known in enumerate((ARTICLE, OTHER_WORDS, *NOTICES)))
    assert index.add(Document("new", text)) == ()


@given(text=st.text(), other=st.text())
def test_sketches_are_sorted_sets(text: str, other: str) -> None:
    row = sketch_text(f"{text}{ARTICLE[: len(other) * 20]}{other}")
    assert row.shape == (LENGTH,)
    for part in (SHINGLES, SENTENCES, FIGURES):
        filled = row[part][row[part] != NONE].tolist()
        assert filled == sorted(set(filled))
        assert (row[part][len(filled) :] == NONE).all()


@given(st.sets(st.integers(0, 40), max_size=12), st.sets(st.integers(0, 40), max_size=12))
def test_common_hashes_are_those_of_sets(left: set[int], right: set[int]) -> None:
    rows = [np.array([sorted(each) + [NONE] * (16 - len(each))], np.uint32) for each in (left, right)]
    common = count_common(*rows)
    assert (common.both[0], common.left[0], common.right[0]) == (len(left & right), len(left), len(right))


@given(st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=2), max_size=30))
def test_postings_find_every_number(rows: list[list[int]]) -> None:
    postings = Postings()
    for number, row in enumerate(rows):
        postings.add(np.array(row, np.uint32), np.full(2, number))
    hashes = np.array(rows, np.uint32).reshape(-1, 2)
    found = zip(
        *(part.tolist() for part in postings.find(hashes, np.ones_like(hashes, np.bool_), 1000)), strict=True
    )
    assert set(found) == {
        (r, n) for r, row in enumerate(rows) for n, other in enumerate(rows) if set(row) & set(other)
    }


def test_precision_and_recall(corpus: list[Labelled]) -> None:
    found = [
        [copy.number for copy in group.copies] for group in find_reposts(each.document for each in corpus)
    ]
    scored = score(found, corpus)
    assert scored.precision >= 0.99
    assert scored.recall >= 0.99


# ------------------------------------------------------------------------------------------------- memory


def test_what_is_kept_does_not_grow_with_the_texts() -> None:
    short, long = RepostIndex(), RepostIndex()
    short.add_all(Document(str(n), f"{ARTICLE}{n}") for n in range(300))
    long.add_all(Document(str(n), f"{ARTICLE}{n}" * 20) for n in range(300))
    assert long.nbytes == short.nbytes


def test_a_document_leaves_less_than_a_kilobyte(corpus: list[Labelled]) -> None:
    index = RepostIndex()
    index.add_all(
        replace(each.document, url=f"https://www.example.cn/news/2024/{n}.html", source="澄湾日报（虚构）")
        for n, each in enumerate(corpus)
    )
    assert index.nbytes / len(index) < 1000


def test_candidates_are_few_however_common_a_hash_is() -> None:
    postings = Postings()
    for start in range(0, 8000, 1000):
        numbers = np.arange(start, start + 1000)
        postings.add(np.full(1000, 7, np.uint32), numbers)
    rows, _ = postings.find(np.full((1, 1), 7, np.uint32), np.ones((1, 1), np.bool_), 256)
    assert len(rows) <= 256


# ------------------------------------------------------------------------------------- figures that differ


def _read(*documents: Document) -> tuple[RepostGroup, list[Reading]]:
    (group,) = find_reposts(documents)
    return group, [read_document(document) for document in documents]


def test_a_corrected_figure_is_reported_with_its_sources() -> None:
    texts = {"a": ARTICLE, "b": f"来源：某网\n{ARTICLE}", "c": ARTICLE.replace("16.8亿元", "18.6亿元")}
    group, readings = _read(*(Document(id_, text, type="news") for id_, text in texts.items()))
    (differing,) = differing_figures(group, readings)
    assert (differing.name, differing.subject is not None) == ("investment", True)
    assert [each.documents for each in differing.reported] == [("a", "b"), ("c",)]
    assert [each.value for each in differing.reported] == pytest.approx([1.68e9, 1.86e9])
    assert "18.6亿元" in differing.reported[1].item.span.quote


def test_equal_and_missing_figures_are_no_difference() -> None:
    group, readings = _read(
        Document("a", ARTICLE, type="news"), Document("b", "\n".join(PARAGRAPHS[:3]), type="news")
    )
    assert differing_figures(group, readings) == ()


def _fact(document: Document, quote: str, value: float, **more: str) -> Fact:
    start = document.text.index(quote)
    return Fact("investment", "蓝湾精工", document.span(start, start + len(quote)), value, "CNY", **more)


@pytest.mark.parametrize(
    ("quotes", "expected"),
    [
        pytest.param(("总投资3亿元", "总投资5亿元"), 1, id="the same words"),
        pytest.param(("项目总投资3亿元", "总投资为5亿元"), 1, id="words much alike"),
        pytest.param(("一期投入3亿元资金", "设备采购合同价为5亿元"), 0, id="another fact of the same kind"),
    ],
)
def test_figures_pair_by_their_words(quotes: tuple[str, str], expected: int) -> None:
    documents = [Document(str(n), f"{ARTICLE}{quote}。") for n, quote in enumerate(quotes)]
    (group,) = find_reposts(documents)
    readings = [
        Reading(document, "news", facts=(_fact(document, quote, value),))
        for document, quote, value in zip(documents, quotes, (3e8, 5e8), strict=True)
    ]
    assert len(differing_figures(group, readings)) == expected


def test_fields_of_a_post_on_several_sites() -> None:
    post = "澄湾区独栋厂房出租，首层层高9米，配电630千伏安，可分割，有行车，交通便利，随时看房，租金每月每平方米{}元。"
    documents = [
        Document(site, post.format(rent), type="listing") for site, rent in (("a", 18), ("b", 18), ("c", 20))
    ]
    group, _ = _read(*documents)
    readings = [
        Reading(
            each, "listing", fields=(FieldReading("rent", rent, each.span(0, 5)), FieldReading("floor", (1,), each.span(0, 5)))
        )
        for each, rent in zip(documents, (18.0, 18.0, 20.0), strict=True)
    ]  # fmt: skip
    (differing,) = differing_figures(group, readings)
    assert (differing.name, differing.subject) == ("rent", None)
    assert [(each.value, each.documents) for each in differing.reported] == [
        (18.0, ("a", "b")),
        (20.0, ("c",)),
    ]


def test_readings_of_other_documents_are_passed_over() -> None:
    group, readings = _read(Document("a", ARTICLE), Document("b", ARTICLE))
    stranger = read_document(Document("x", ARTICLE.replace("16.8亿元", "99亿元")))
    assert differing_figures(group, [*readings, stranger]) == ()
