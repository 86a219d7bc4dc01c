"""What of a copied page is read, and what is the page's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.reading.layout import find_headline, find_published, find_sections, is_boilerplate

PAGE = """当前位置:首页 > 园区资讯 > 正文内容

云栖谷产业园二期开工

admin2年前 (2023-05-09)园区资讯88

  原标题:云栖谷产业园二期开工

  5月8日,云栖谷产业园(虚构)二期开工,占地320亩。

  三家企业集中签约

  园区与三家企业签约,总投资9亿元。

招商热线:400 000 0000
版权声明:本文由某厂房网发布,如有侵权请联系删除。
分享给朋友:

相关文章

青禾生物完成融资

  8月5日,青禾生物(虚构)完成亿元A轮融资。   第二天...

一条只有标题的链接
"""


def test_sections_of_a_copied_page() -> None:
    sections = find_sections(PAGE)
    assert [(s.role, s.heading) for s in sections] == [("article", ""), ("teaser", "青禾生物完成融资")]
    article, teaser = (PAGE[s.start : s.end] for s in sections)
    assert article.startswith("5月8日")
    assert article.endswith("总投资9亿元。")
    assert "三家企业集中签约" in article
    assert teaser == "8月5日,青禾生物(虚构)完成亿元A轮融资。   第二天..."


MENU_PAGE = """首页 要闻 园区 访谈
占地3200亩的某园开工
某园一季度税收破亿元
您的位置：首页 > 要闻
云栖谷产业园二期开工
2024-05-09 10:20 半岛某报
云栖谷产业园（虚构）二期昨日开工，占地320亩，总投资9亿元，计划明年交付，可容纳企业40家。
免责声明：本文仅代表作者观点。
某地厂房5600㎡出租
13800000000
"""


def test_headlines_of_a_menu_and_links_at_the_end_are_not_read() -> None:
    (section,) = find_sections(MENU_PAGE)
    assert MENU_PAGE[section.start : section.end].startswith("云栖谷产业园（虚构）二期昨日开工")
    assert MENU_PAGE[section.start : section.end].endswith("40家。")
    assert find_headline(MENU_PAGE) == "云栖谷产业园二期开工"
    assert find_published(MENU_PAGE) == "2024-05-09"


def test_what_hangs_on_to_the_last_sentence_is_cut() -> None:
    text = "全区增加值增长8.8%。返回搜狐，查看更多\n"
    (section,) = find_sections(text)
    assert text[section.start : section.end] == "全区增加值增长8.8%。"


@pytest.mark.parametrize(
    "line",
    [
        "首页 / 园区库 / 山东 / 威海",
        "您的位置：首页 > 新闻",
        "来源：某融媒体中心  浏览次数：386  字体：[大 中 小]",
        "2023-05-22 10:36  来源:某报  阅读(2,318)  评论(0)",
        "（记者 张三 通讯员 李四）",
        "[责任编辑：王一 第02版 2023年4月13日 星期四]",
        "或微信/手机:13800000000",
        "长按/扫一扫加某某的微信号",
        "Copyright © 2019-2024 某网 版权所有",
        "上一篇：某园区获批",
        "分享到：",
        "2024年4月1日",
        "原创 阿某 某园区 2026-04-15 16:40 山东",
        "2025年12月9日 · 由 某某 · 4条评论",
        "13800000000",
        "回上一頁",
    ],
)
def test_boilerplate(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "5月20日,崂山科学仪器产业园一期正式交付使用。",
        "成立时间：2011年6月",
        "占地面积：4.5平方公里（6750亩）",
        "记者：园区成立三年，交出了怎样的成绩单？",
        "12个项目集中签约 助推“双园”建设",
        "2022年实现营业收入逾260亿元",
        "首页推荐的不是园区而是服务",
        "公司于2024年10月10日召开董事会。",
        "记者为企业服务点赞，园区一季度新签项目31个，总投资86亿元，招商热线响个不停，扫码即可办理入驻。",
        "位置：城阳区流亭街道",
    ],
)
def test_article_lines_stay(line: str) -> None:
    assert not is_boilerplate(line)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (PAGE, "2023-05-09"),
        ("标题\n某区统计局\n2024年4月1日\n全年实现产值9亿元。", "2024-04-01"),
        ("发布时间：2024/3/7 09:00　来源：某报\n正文。", "2024-03-07"),
        ("正文。\n[责任编辑：某某 2023年4月13日 星期四]", "2023-04-13"),
        ("2024年3月7日，某园揭牌。", None),  # a sentence tells of a day, it does not date its page
        ("正文。\nCopyright © 2024-01-01 某网", None),
        ("发布时间：2024-13-40\n正文。", None),
        ("", None),
    ],
)
def test_published(text: str, day: str | None) -> None:
    assert find_published(text) == day


def test_a_list_of_links_alone_has_no_section() -> None:
    assert find_sections("相关文章\n\n一条链接\n另一条链接\n") == []


@given(st.text(alphabet="相关文章：。\n 2024-年月日 首页>来源:某,x\u2028\r", max_size=200))
def test_sections_are_ordered_runs_without_margins(text: str) -> None:
    end = 0
    for section in find_sections(text):
        assert end <= section.start < section.end <= len(text)
        run = text[section.start : section.end]
        assert run == run.strip()
        end = section.end
