"""Which industries a list's word covers: names, trade words, codes, and what a firm says it does not do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.matching import industries
from luodi.matching.admission import check_industry
from luodi.matching.industries import covers, fold, paths_of
from luodi.matching.requirement import Requirement
from luodi.sites.admission import Admission
from luodi.sites.park import Park
from luodi.sites.site import Site


@pytest.mark.parametrize(
    ("listed", "stated", "expected"),
    [
        # it is, or contains, the listed one
        ("医疗器械", "医疗器械", "pass"),
        ("医疗器械类", "三类医疗器械研发", "pass"),
        ("电镀行业", "五金电镀", "pass"),
        ("醫療器械", "医疗器械", "pass"),
        # it is known to lie under it
        ("医疗器械", "内窥镜镜体", "pass"),
        ("医疗器械", "手术器械", "pass"),
        ("医疗器械", "体外诊断试剂", "pass"),
        ("医疗器械", "骨科植入物生产", "pass"),
        ("仪器仪表", "精密仪器", "pass"),
        ("仪器仪表制造业", "色谱仪", "pass"),
        ("食品", "预制菜", "pass"),
        ("食品制造业", "预制菜", "pass"),
        ("食品", "水产加工", "pass"),
        ("化工", "染料", "pass"),
        ("化工企业", "农药中间品及除草剂", "pass"),
        ("表面处理", "电镀", "pass"),
        ("印染", "漂染", "pass"),
        ("铸造", "压铸件", "pass"),
        ("机器人", "工业机器人", "pass"),
        ("轨道交通装备", "地铁车辆", "pass"),
        ("半导体", "集成电路封测", "pass"),
        ("橡胶制品", "汽車用橡膠密封件", "pass"),
        # by code
        ("358", "内窥镜", "pass"),
        ("C35", "C3581", "pass"),
        ("C358", "3581 医疗诊断设备", "pass"),
        ("医疗器械", "C3584", "pass"),
        ("制造业", "内窥镜", "pass"),
        ("C358", "C36", "fail"),
        ("C", "面包", "fail"),
        ("B358", "内窥镜", "fail"),
        # the other way round it is not known
        ("手术器械", "内窥镜", "fail"),
        ("精细化工", "化工", "unknown"),
        ("独立电镀", "电镀", "unknown"),
        ("集成电路", "半导体", "fail"),
        # only the last word says what it is
        ("食品", "月饼包装机械", "fail"),
        ("医疗器械", "内窥镜贸易", "fail"),
        ("医疗器械", "内窥镜研发", "pass"),
        ("化工", "染料检测", "fail"),
        ("化工", "护肤品", "fail"),
        # a word across another is none
        ("化工", "强化工程塑料合成", "pass"),
        ("化工", "消化工业机器人", "fail"),
        # unrelated, unstated
        ("食品", "家具", "fail"),
        ("食品", None, "unknown"),
        ("食品", "　", "unknown"),
    ],
)  # fmt: skip
def test_a_listed_word_covers(listed, stated, expected):
    assert covers(listed, stated) == expected


@pytest.mark.parametrize(
    ("listed", "stated", "expected"),
    [
        ("电镀", "五金加工，不含电镀", "fail"),
        ("电镀", "不含电镀工艺的五金加工", "fail"),
        ("电镀", "五金加工（无电镀、喷涂）", "fail"),
        ("喷涂", "五金加工（无电镀、喷涂）", "fail"),
        ("电镀", "五金加工，电镀外协", "fail"),
        ("电镀", "五金加工，不做电镀和喷涂，也没有酸洗", "fail"),
        ("化工", "无化工", "fail"),
        ("食品", "无化工", "unknown"),
        ("化工", "新材料，非化工", "fail"),
        ("化工", "新材料，不涉及染料", "fail"),
        ("电镀", "除电镀外的表面处理", "fail"),
        ("电镀", "五金电镀，不含喷涂", "pass"),
        ("表面处理", "电镀，不含喷涂", "pass"),
        ("精细化工", "化工（不含危化品）", "unknown"),
        # words that only look like a denial
        ("无人机", "无人机", "pass"),
        ("无纺布", "无纺布", "pass"),
        ("非金属矿物制品", "非金属矿物制品", "pass"),
        ("金属制品", "无缝钢管及金属制品", "pass"),
        ("化工", "无机盐", "pass"),
    ],
)
def test_what_a_firm_does_not_do_is_not_its_industry(listed, stated, expected):
    assert covers(listed, stated) == expected


@pytest.mark.parametrize(
    ("lists", "industry", "state", "note"),
    [
        (Admission(deny=("电镀", "化工")), "内窥镜", "pass", "不在园区不接受之列"),
        (Admission(deny=("电镀", "化工")), "染料", "fail", "园区不接受的行业"),
        (Admission(deny=("精细化工",)), "化工", "unknown", "是否属园区不接受之列，待确认"),
        (Admission(allow=("医疗器械",)), "内窥镜", "pass", "园区接受的行业"),
        (Admission(allow=("医疗器械",)), "食品", "fail", "不在园区接受之列"),
        (Admission(allow=("医疗器械",)), None, "unknown", "是否属园区接受之列，待确认"),
    ],
)
def test_the_note_says_what_the_state_says(lists, industry, state, note):
    park = Park(id="p", name="园", admission=lists)
    found = check_industry(Requirement(industry=industry), Site(id="s", park="p"), park)
    assert found is not None
    assert (found.state, found.note and found.note.zh) == (state, note)


def test_every_row_of_the_data_is_sound():
    rows = list(industries._rows())
    words = [
        fold(w) for _, name, same, under in rows for w in {name, *same.split("|"), *under.split("|")} if w
    ]
    assert len(words) == len(set(words)), "a word stands in two rows"
    for codes, *_ in rows:
        for code in codes.split("|"):
            assert code.isalpha() or industries._code_path(code), code
            assert len(code) < 4 or paths_of(code)


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_words_do(listed, stated):
    assert covers(listed or "x", stated) in ("pass", "fail", "unknown")


@given(st.sampled_from(sorted(industries._classified())))
def test_every_known_word_covers_itself(word):
    assert covers(word, word) == "pass"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("医疗器械", "内窥镜", True),
        ("内窥镜", "医疗器械", True),
        ("食品", "内窥镜", False),
        ("食品", " ", False),
    ],
)
def test_either_way_round(one, other, expected):
    assert industries.akin(one, other) is industries.akin(other, one) is expected
