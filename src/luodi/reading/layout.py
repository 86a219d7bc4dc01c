"""Which runs of a text are worth reading: the article, and teasers of other articles.

Text that was copied out of a browser carries what stood around the article: breadcrumb, byline, phone
box, copyright, links. Offsets stay those of the text as given, so nothing is cut out: a run is either a
:class:`Section` or not read. The rules look at one line at a time and at the wording that such lines have
on any site; the time is linear.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from luodi.core.record import record
from luodi.core.scan import quick

Role = Literal["article", "teaser"]


@record
class Section:
    """A run ``text[start:end]`` worth reading.

    All ``article`` sections of a text belong to one article (what stands between them is not read). Each
    ``teaser`` is an article of its own, cut short: facts in it never take the article's subjects.
    ``heading`` is the headline that stands above a teaser; it is not part of the run.
    """

    start: int
    end: int
    role: Role
    heading: str = ""


_LONGEST_BOILERPLATE = 260  # longer lines are paragraphs, whatever words they hold
_LONGEST_HEADLINE = 60
_HEAD = 40  # filled lines among which a byline is looked for
_LONGEST_BOX = 40  # a longer line with a figure in it tells of something, whatever else it says
_FIGURE = re.compile(r"\d\s?(?:亿|億|万|萬|亩|畝|公顷|公頃|%|％|家|个|個|项|平方|公里|㎡)")
_TRAILER = quick(r"\s*(?:返回搜狐[,，]?\s*查看更多|[（(\[【]?(?:责任编辑|责编)\s*[:：][^。]{0,16})\s*$")
_SENTENCE_END = re.compile(r"[。！!？?；;…]|\.{3}")
_DATE = quick(r"(?<!\d)((?:19|20)\d{2})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")

_BREADCRUMB = re.compile(
    r"^\W*(?:(?:您(?:当前|现在|目前|所在)?的?|当前|现在|目前)(?:所在)?位置|首页|網站首頁|首頁|网站首页|home)\s*"
    r"(?:[:：]|[>＞»›/→|·-])",
    re.IGNORECASE,
)
_COUNTER = re.compile(
    r"(?:阅读|閱讀|浏览|瀏覽|点击|點擊|评论|評論|在看|点赞|转发|热度|收藏|访问)(?:量|数|次数)?\s*[(（:：]?\s*[\d★]"
    r"|\d\s*次?(?:阅读|浏览|点击|围观)|\d\s*条(?:评论|回复)|^\W*(?:举报|收藏|分享|点赞|打印|关闭|纠错|原创)\W*$|^\W*[顶踩]一下"
)
_BYLINE = re.compile(
    r"^\W*(?:来源|來源|稿源|信息来源|文章来源|作者|编辑|責任編輯|责任编辑|责编|审核|校对|发布时间|发布日期|發布日期|發佈日期|发表时间|更新时间|更新日期|日期|日期時間"
    r"|发布机构|发布单位|发文机关|索引号|索引號|信息编号|公告编号|文章编号|编号|原标题|原文标题|標題|字体|字号|时间|图源|图片来源|供图)"
    r"\s*(?:[:：|｜丨]|[^\w\s]*$)"
    r"|^[^。！？]{0,40}(?:[ 　]摄|供图|制图)[)）]?$"
)
_REPORTER = re.compile(
    r"^\W*(?:[\w·]{0,12}(?:记者|記者|通讯员|编辑|責任編輯|责任编辑|责编|編號|编号))\s*[:： /／A-Za-z0-9]"
    r"[^。！？]{0,80}[)）\]】]?$"
)
_SIGNED = re.compile(r"(?:记者|記者|通讯员|作者|来源|來源|稿源|编辑)[\s:：]")
_POSTED = re.compile(r"^\W*\S{0,20}?\s*\d{1,3}\s?(?:分钟|小时|天|个?月|年)前")
_CONTACT = re.compile(
    r"^\W*(?:\+?86[- ]?)?1\d{2}[- ]?\d{4}[- ]?\d{4}\W*$"
    r"|^\W*(?:.{0,12}(?:招商|咨询|服务|客服|报名|新闻|投稿|广告|合作|查詢)(?:热线|電話|电话|专线|微信|QQ|邮箱)"
    r"|(?:或)?微信(?:号)?(?:[/／]手机)?|联系(?:电话|我们|方式)|电话|手机|传真|邮箱|地址|报料)\s*[:：/／]"
    r"|微信号$|(?:长按|扫一扫|扫码|扫描|识别).{0,14}(?:二维码|微信|加|关注)|请?说明您的需求"
    r"|产业招商[/／]|400[- ]?\d{3}[- ]?\d{4}|(?:添加|加)(?:客服|小编)?微信|后台回复|微信同号|来电请|请拨打"
)
_SOCIAL = re.compile(
    r"点击.{0,6}蓝字|设为.{0,4}星标|关注我们|阅读原文|分享(?:给|到|至)|点赞|(?:返回|回)(?:搜狐|首页|列表|顶部|上一)|^\W*[上下]一[页頁版]|查看更多"
    r"|打印本页|关闭窗口|我要评论|发表评论|网友评论|勋章级别|【?打印】?\s*【?关闭|扫码关注|字[体号][:：]?\s*[\[【(（A大]"
)
_COPYRIGHT = re.compile(
    r"版[权權](?:声明|聲明|所有|归)|著作权|copyright|©|all rights reserved|ICP备|ICP证|公网安备|免责声明|转载请"
    r"|如需转载|未经.{0,8}授权|侵权|联系.{0,4}删除|不构成.{0,6}(?:投资)?建议|仅供参考|不代表本[网站]"
    r"|(?:内容|资料).{0,8}(?:收集|来自|来源)于?.{0,6}(?:网络|互联网|公开信息)|技术支持[:：]",
    re.IGNORECASE,
)
_NOTE = re.compile(r"^\W*(?:注|备注|附注|说明)\s*[:：]")
_NEIGHBOUR = re.compile(r"^\W*(?:上|下|前|后)一?[篇页条则](?:文章|新闻)?\s*[:：]?")
_TAIL = re.compile(
    r"^\W*(?:(?:相关|相關|推荐|推薦|延伸|热门|熱門|最新|精彩|往期|更多|猜你|其他|同类|附近|大家都在|您可能)"
    r"(?:的|感兴趣的?)?(?:文章|阅读|閱讀|推荐|推薦|新闻|新聞|资讯|内容|回顾|精彩|报道|链接|喜欢|房源|信息|看|热文|动态)"
    r"|热门排行|点击排行|友情链接|热点排行|相关)\s*[:：]?\W*$"
)

_MENU = re.compile(
    r"^\W*(?:网站)?(?:首页|首頁)|^\W*您?(?:当前|现在|目前|所在|的)+.{0,3}位置|^\W*home\b", re.IGNORECASE
)
_END = re.compile(f"{_NEIGHBOUR.pattern}|版[权權](?:声明|聲明|所有)|^\\W*分享|免责声明|^\\W*标签[:：]")

_LINE_RULES = (
    _BREADCRUMB,
    _BYLINE,
    _REPORTER,
    _POSTED,
    _COUNTER,
    _CONTACT,
    _SOCIAL,
    _COPYRIGHT,
    _NOTE,
    _NEIGHBOUR,
)
_RULES_BUT_CONTACTS = tuple(rule for rule in _LINE_RULES if rule is not _CONTACT)
_OPENING_RULES = (_BREADCRUMB, _BYLINE, _REPORTER, _NOTE, _NEIGHBOUR)  # those that a sentence can't trip
_META_RULES = (_BYLINE, _REPORTER, _POSTED, _COUNTER)


def find_sections(text: str) -> list[Section]:
    """Find the runs of ``text`` worth reading, in order, not overlapping.

    A text in which nothing looks like an article (links only) has none.
    """
    lines = list(_lines(text))
    tail = next((i for i, line in enumerate(lines) if _TAIL.match(line.words)), len(lines))
    body = _article(lines[_first(lines[:tail]) : tail])
    return body + (_teasers(lines[tail + 1 :]) if tail < len(lines) else [])


def is_boilerplate(line: str, *, but_contacts: bool = False) -> bool:
    """Tell whether a line is the page's own: breadcrumb, byline, phone box, share bar, copyright, link.

    With ``but_contacts`` a line with a phone stays: in a listing it is the owner's and not the page's.
    """
    words = line.strip()
    if not words or len(words) > _LONGEST_BOILERPLATE:
        return not words
    if len(words) > _LONGEST_BOX and _FIGURE.search(words):
        rules: tuple[re.Pattern[str], ...] = _OPENING_RULES
    else:
        rules = _RULES_BUT_CONTACTS if but_contacts else _LINE_RULES
    return any(rule.search(words) for rule in rules) or _is_date_line(words) or _is_signed_date(words)


def trim_line(words: str) -> str:
    """Cut off what a site hangs on to an article's last sentence (返回搜狐，查看更多)."""
    match = _TRAILER.search(words, max(0, len(words) - 40))
    return words[: match.start()] if match and match.start() else words


def is_tail_heading(line: str) -> bool:
    """Tell whether a line heads what follows an article: 相关文章, 推荐阅读, 猜你喜欢."""
    return len(line) <= _LONGEST_HEADLINE and bool(_TAIL.match(line.strip()))


def find_published(text: str) -> str | None:
    """Find the day of publication in a byline of the text, as an ISO date; None where no line gives one.

    Only lines that are a byline, a dateline or a date alone count, near the text's start or its end: a date
    in a sentence is what the article tells of, and a footer's © year is nobody's day.
    """
    lines = [line.words for line in _lines(text) if line.words]
    further = [words for words in lines[12:_HEAD] if not _is_date_line(words)]
    for words in lines[:12] + further + lines[12:][-3:]:
        if len(words) <= _LONGEST_BOILERPLATE and not _COPYRIGHT.search(words) and _dates_a_page(words):
            found = find_date(words)
            if found:
                return found
    return None


def find_headline(text: str) -> str | None:
    """Find the headline of a copied page: the one line between its breadcrumb and its byline."""
    lines = list(_lines(text))
    above = [line.words for line in lines[: _first(lines)] if line.words and not is_boilerplate(line.words)]
    return above[-1] if above else None


def find_date(words: str) -> str | None:
    """Find the first whole date (2024-9-27, 2024年9月27日) that the calendar has, as an ISO date."""
    for match in _DATE.finditer(words):
        year, month, day = (int(part) for part in match.groups())
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            continue
    return None


@record
class _Line:
    start: int
    end: int
    words: str

    @property
    def is_headline(self) -> bool:
        return len(self.words) <= _LONGEST_HEADLINE and not self.words.endswith(("。", "...", "…", "；", ";"))


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for raw in text.splitlines(keepends=True):
        words = trim_line(raw.strip())
        left = start + len(raw) - len(raw.lstrip())
        yield _Line(left, left + len(words), words)
        start += len(raw)


def _first(lines: list[_Line]) -> int:
    """Find where the article starts: behind the headline that stands between breadcrumb and byline.

    Without a menu at the top, at most two lines may stand above the byline; below a menu, any number of
    headlines.
    """
    filled = [i for i, line in enumerate(lines) if line.words][:_HEAD]
    has_menu = any(_MENU.match(lines[i].words) for i in filled)
    window = filled if has_menu else filled[:8]
    byline = next((i for i in window if _dates_a_page(lines[i].words) or _BYLINE.search(lines[i].words)), 0)
    above = [lines[i] for i in window if i < byline and not is_boilerplate(lines[i].words)]
    all_headlines = all(line.is_headline for line in above)
    return byline if all_headlines and (has_menu or len(above) <= 2) else 0


def _article(lines: list[_Line]) -> list[Section]:
    """Join the article's lines; behind its end (copyright, neighbours, share bar) headlines are links."""
    sections: list[Section] = []
    joined = ended = False
    for line in lines:
        if not line.words:
            continue
        if is_boilerplate(line.words) or (ended and line.is_headline):
            joined = False
            ended = ended or bool(sections and _END.search(line.words))
        elif joined:
            sections[-1] = Section(sections[-1].start, line.end, "article")
        else:
            sections.append(Section(line.start, line.end, "article"))
            joined = True
    return sections


def _teasers(lines: list[_Line]) -> list[Section]:
    """Read what stands behind 相关文章: headlines yield nothing, a paragraph is an article of its own."""
    sections: list[Section] = []
    heading, joined = "", False
    for line in lines:
        if not line.words or _TAIL.match(line.words) or is_boilerplate(line.words):
            continue
        if line.is_headline or not _SENTENCE_END.search(line.words):
            heading, joined = line.words, False
        elif joined:
            sections[-1] = Section(sections[-1].start, line.end, "teaser", heading)
        else:
            sections.append(Section(line.start, line.end, "teaser", heading))
            joined = True
    return sections


def _is_date_line(words: str) -> bool:
    """Tell whether a line is a date and no more, or a date with its hour and what goes with it."""
    match = _DATE.search(words)
    if not match or len(words) > 60 or re.search(r"[，。！；]", words):
        return False
    rest = re.sub(r"[\W\d日时分秒星期一二三四五六]", "", words)
    return (len(words) <= 40 and len(rest) <= 2) or bool(
        re.match(r"日?\s*\d{1,2}:\d{2}", words[match.end() :])
    )


def _is_signed_date(words: str) -> bool:
    """Tell whether a line holds no more than a date and who wrote or brought it."""
    signed = len(words) <= 90 and _SIGNED.search(words) and _DATE.search(words)
    return bool(signed) and not re.search(r"[。！？；]", words)


def _dates_a_page(words: str) -> bool:
    """Tell whether a line is one that dates its page, and not one that tells of something."""
    if len(words) > 120 or not _DATE.search(words):
        return False
    return _is_date_line(words) or _is_signed_date(words) or any(rule.search(words) for rule in _META_RULES)
