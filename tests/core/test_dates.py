from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.core.dates import find_dates, first_day, last_day


def isos(text: str, published: str | None = None) -> list[str]:
    return [mention.iso for mention in find_dates(text, published)]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2023年4月6日", "2023-04-06"),
        ("２０２３年４月６日", "2023-04-06"),
        ("2023 年 4 月 6 日", "2023-04-06"),
        ("二〇二三年四月六日", "2023-04-06"),
        ("二零二三年十二月二十八日", "2023-12-28"),
        ("2023-04-06 10:30", "2023-04-06"),
        ("2023/3/1", "2023-03-01"),
        ("2023.3.1", "2023-03-01"),
        ("2023-04", "2023-04"),
        ("（2021.3）", "2021-03"),
        ("23年3月", "2023-03"),
        ("23年3月1号", "2023-03-01"),
        ("2023年4月", "2023-04"),
        ("2023年4月份", "2023-04"),
        ("2023年", "2023"),
        ("2023年度", "2023"),
        ("2023年全球销售额", "2023"),
        ("2025年年底", "2025"),
        ("2025年底", "2025"),
        ("2025年第二季投產", "2025-Q2"),
        ("2025年一季度", "2025-Q1"),
        ("2025年Q3", "2025-Q3"),
        ("2025Q3", "2025-Q3"),
        ("2024年上半年", "2024-H1"),
        ("2024年下半年", "2024-H2"),
        ("2023年前三季度", "2023-Q1/2023-Q3"),
        ("2024年1-5月", "2024-01/2024-05"),
        ("2024年1月至10月", "2024-01/2024-10"),
        ("2024年前5个月", "2024-01/2024-05"),
        ("2021—2023年", "2021/2023"),
        ("2021年至2023年", "2021/2023"),
        ("2023年11月至2024年3月", "2023-11/2024-03"),
        ("2024年5月6日至8日", "2024-05-06/2024-05-08"),
        ("2024年3月27-28日", "2024-03-27/2024-03-28"),
        ("根据《2022中国园区报告》", "2022"),
        ("6月28日上午9:30", "--06-28"),
        ("3月1号前", "--03-01"),
        ("五月二十日", "--05-20"),
        ("2月29日", "--02-29"),
        ("主体已于1月封顶", "--01"),
        ("6月内完工", "--06"),
        ("十月底", "--10"),
        ("2024年1月1日—12月31日", "2024-01-01/2024-12-31"),
    ],
)
def test_a_date_without_a_day_of_publication(text: str, iso: str) -> None:
    assert isos(text) == [iso]


@pytest.mark.parametrize(
    ("text", "published", "iso", "following"),
    [
        ("4月6日，", "2024-08-05", "2024-04-06", "2025-04-06"),
        ("12月2日，", "2024-05-14", "2023-12-02", "2024-12-02"),
        ("5月14日", "2024-05-14", "2024-05-14", "2024-05-14"),
        ("2月29日", "2023-05-01", "2020-02-29", "2024-02-29"),
        ("5月20日", "2023-05-21", "2023-05-20", "2024-05-20"),
        ("10月底交付", "2025-08-19", "2024-10", "2025-10"),
        ("6月交吉", "2025-03-28", "2024-06", "2025-06"),
        ("1月封顶", "2024-02-20", "2024-01", "2025-01"),
        ("8月，", "2024-08-20", "2024-08", "2024-08"),
        ("四季度投产", "2024-03-08", "2023-Q4", "2024-Q4"),
        ("一季度", "2024-04-28", "2024-Q1", "2025-Q1"),
        ("上半年", "2024-07-22", "2024-H1", "2025-H1"),
        ("下半年", "2024-03-01", "2023-H2", "2024-H2"),
        ("前三季度", "2024-03-01", "2023-Q1/2023-Q3", "2024-Q1/2024-Q3"),
        ("前三季度", "2024-09-27", "2023-Q1/2023-Q3", "2024-Q1/2024-Q3"),
        ("6月6日至6月13日", "2024-06-06", "2024-06-06/2024-06-13", "2024-06-06/2024-06-13"),
        ("1-11月", "2024-01-25", "2023-01/2023-11", "2024-01/2024-11"),
        ("前10个月", "2023-11-03", "2023-01/2023-10", "2024-01/2024-10"),
        ("国庆以后", "2025-09-30", "2024-10", "2025-10"),
        ("春节后可进场", "2026-01-16", "2025-02", "2026-02"),
    ],
)
def test_a_date_without_a_year_has_a_last_and_a_next(
    text: str, published: str, iso: str, following: str
) -> None:
    (mention,) = find_dates(text, published)
    assert (mention.iso, mention.next_iso, mention.inferred) == (iso, following, True)


@pytest.mark.parametrize(
    ("text", "published", "iso", "at_end"),
    [
        ("今年", "2024-05-14", "2024", False),
        ("去年营收", "2024-06-17", "2023", False),
        ("较上年", "2024-03-08", "2023", False),
        ("前年", "2024-03-08", "2022", False),
        ("后年投产", "2024-03-08", "2026", False),
        ("计划明年8月投产", "2024-03-19", "2025-08", False),
        ("明年底", "2024-03-19", "2025", True),
        ("今年1—4月", "2023-05-21", "2023-01/2023-04", False),
        ("今年前三季度", "2024-12-03", "2024-Q1/2024-Q3", False),
        ("今年四季度", "2024-03-08", "2024-Q4", False),
        ("明年上半年", "2024-03-08", "2025-H1", False),
        ("昨日，", "2024-03-19", "2024-03-18", False),
        ("昨天", "2024-03-01", "2024-02-29", False),
        ("昨（11）日", "2023-09-12", "2023-09-11", False),
        ("今日", "2024-03-19", "2024-03-19", False),
        ("记者11日从管委会获悉", "2024-03-19", "2024-03-11", False),
        ("记者30日从管委会获悉", "2024-03-02", "2024-01-30", False),
        ("本月11日", "2024-03-19", "2024-03-11", False),
        ("本月", "2024-03-19", "2024-03", False),
        ("上个月刚封顶", "2024-07-22", "2024-06", False),
        ("上月", "2024-01-22", "2023-12", False),
        ("下个月腾空", "2025-10-21", "2025-11", False),
        ("下个月底前搬完", "2025-09-19", "2025-10", True),
        ("月底", "2025-09-19", "2025-09", True),
        ("年底前搬进", "2025-05-20", "2025", True),
        ("年内开工", "2025-05-20", "2025", True),
        ("截至今年6月底", "2024-07-22", "2024-06", True),
        ("截至5月底", "2024-07-22", "2024-05", True),
        ("截至2023年末", "2024-02-29", "2023", True),
        ("今年前两个月", "2024-12-03", "2024-01/2024-02", False),
        ("今年前4月", "2024-12-03", "2024-01/2024-04", False),
        ("去年12月底", "2024-12-03", "2023-12", True),
        ("明年春节后", "2025-06-01", "2026-02", False),
        ("两个月内得搬完", "2025-04-15", "2025-06-15", False),
        ("两月内", "2025-04-15", "2025-06-15", False),
        ("两个半月内", "2025-04-15", "2025-06-30", False),
        ("3个月内", "2025-11-30", "2026-02-28", False),
        ("半年内", "2025-04-15", "2025-10-15", False),
        ("半个月内", "2025-04-15", "2025-04-30", False),
        ("一周内", "2025-04-15", "2025-04-22", False),
    ],
)
def test_a_relative_date_is_resolved_against_the_day_of_publication(
    text: str, published: str, iso: str, at_end: bool
) -> None:
    (mention,) = find_dates(text, published)
    assert (mention.iso, mention.at_end) == (iso, at_end)


@pytest.mark.parametrize(
    "text",
    [
        "今年",
        "去年10月",
        "昨日",
        "年底",
        "月底",
        "下个月",
        "上半年",
        "一季度",
        "前10个月",
        "两个月内",
        "11日从",
        "同日",
    ],
)
def test_a_relative_date_means_nothing_without_a_day_of_publication(text: str) -> None:
    assert isos(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "产值3.5亿元，增长6.3%",
        "电话0532-80001234，手机13800001234",
        "4008-2023-12",
        "v2.3.1",
        "1/6",
        "剩余年限31年",
        "50年产权",
        "达产后年产值6.5亿元",
        "三年前年产不足",
        "500万元以上年税收",
        "18块一平一月",
        "年租金460万元",
        "押金三个月，三个月起签",
        "签约后3个月内",
        "成交后30日内",
        "近三个月内",
        "“十四五”期间",
        "2023.5亿元",
        "2025-14号地块",
        "2025-12号地块",
        "13月5日",
        "2月30日",
        "1990年代",
        "建筑面积2023平方米",
        "地铁13号线",
        "五一路18号",
        "3号楼",
        "1000-5000方",
        "50年底价",
        "3年内",
        "一年30万",
        "科技二路66号",
        "单价12.3元/㎡·月",
        "第3季节目",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert isos(text, "2024-05-14") == []


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        (
            "园区是2021年7月挂牌的，上半年产值92亿元，到2026年达300亿元",
            "2024-07-22",
            ["2021-07", "2024-H1", "2026"],
        ),
        ("今年1至10月缴税9600万元，去年同期为8250万元", "2023-11-03", ["2023-01/2023-10", "2022-01/2022-10"]),
        ("3月7日揭牌。同日，项目开工", "2024-03-08", ["2024-03-07", "2024-03-07"]),
        ("6月19日交付，企业当天搬入，8月试生产", "2023-06-20", ["2023-06-19", "2023-06-19", "2022-08"]),
        ("计划今年9月开工、2026年3月竣工", "2024-04-19", ["2024-09", "2026-03"]),
        ("现租户7月底清仓,8月上旬可交付", "2025-06-01", ["2024-07", "2024-08"]),
        ("出让年限50年、2043年到期", None, ["2043"]),
        ("50年产权2011年拿的地", None, ["2011"]),
    ],
)
def test_several_dates_in_one_text(text: str, published: str | None, expected: list[str]) -> None:
    assert isos(text, published) == expected


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023-Q3", date(2023, 7, 1), date(2023, 9, 30)),
        ("2023-H1", date(2023, 1, 1), date(2023, 6, 30)),
        ("2023-H2", date(2023, 7, 1), date(2023, 12, 31)),
        ("2023-Q1/2023-Q3", date(2023, 1, 1), date(2023, 9, 30)),
        ("2023-11/2024-03", date(2023, 11, 1), date(2024, 3, 31)),
    ],
)
def test_first_and_last_day(iso: str, first: date, last: date) -> None:
    assert (first_day(iso), last_day(iso)) == (first, last)


@pytest.mark.parametrize("iso", ["--04-06", "--04", "now", "", "2023-13-01", "2023-02-30", "23-01"])
def test_what_has_no_first_day(iso: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - date's own message for a day that does not exist
        first_day(iso)


@given(
    st.text(
        alphabet="0123456789年月日号底前后上下今去明昨季度半个至-./一二三十（）内春节QH 同期，", max_size=60
    )
)
def test_mentions_are_ordered_and_lie_in_the_text(text: str) -> None:
    position = 0
    for mention in find_dates(text, "2024-02-29"):
        assert position <= mention.start < mention.end <= len(text)
        assert first_day(mention.iso) <= last_day(mention.iso)
        assert mention.iso <= mention.next_iso
        position = mention.end


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.dates(date(2005, 1, 1), date(2040, 12, 31)))
def test_a_day_is_placed_around_the_day_of_publication(day: date, published: date) -> None:
    (mention,) = find_dates(f"{day.month}月{day.day}日", published.isoformat())
    assert first_day(mention.iso) <= published <= first_day(mention.next_iso)
    (said,) = find_dates(f"{day.year}年{day.month}月{day.day}日", published.isoformat())
    assert first_day(said.iso) == day


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31"])
def test_a_day_of_publication_that_is_a_slip_tells_nothing(published: str) -> None:
    assert isos("今年5月6日，明年，5月7日，两个月内", published) == ["--05-07"]


@pytest.mark.parametrize("piece", ["1-", "2023年", "一", "2023", "前", "二十", "12月12"])
def test_a_long_run_of_one_piece_is_read(piece: str) -> None:
    mentions = find_dates(piece * 20_000, "2024-05-14")
    assert all(mention.start < mention.end for mention in mentions)
