"""What a page says of its article: title, day, source, author, breadcrumb, the original of a repost."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, timezone

from selectolax.lexbor import LexborHTMLParser

from luodi.reading.layout import find_date, is_boilerplate
from luodi.reading.pages.blocks import Block, Blocks, clean_line

_LABELS = (
    r"来源|來源|稿源|作者|记者|記者|通讯员|摄影|编辑|編輯|责编|责任编辑|审核|校对|发布|發布"
    r"|时间|日期|浏览|瀏覽|点击|阅读|閱讀|评论|字体|字号|打印|分享|关注|收藏|人气|热度|索引号|文号|分类"
)
_NAME_CHAR = r"[^\s|｜,，;；:：()（）\[\]【】<>/]"
_NEXT_LABEL = r"(?:分享到|发布于|浏览|阅读|作者|编辑|责编|时间|日期|字体|字号|点击)"
_SOURCE = re.compile(
    r"(?:来源|來源|稿源|信息提供|发布机构|发布单位|发布者?|发文机关)(?:于|自)?\s*[:：]\s*\|?\s*"
    rf"(?!{_LABELS}|\d{{4}})([A-Za-z][A-Za-z0-9 .&'-]{{1,40}}|(?:(?!{_NEXT_LABEL}){_NAME_CHAR}){{2,30}}"
    r"(?:[（(][^（）()]{1,12}[)）])?)"
)
_REPOSTED = re.compile(
    r"(?:转载自|转自|摘自|本文转载于|原文来自|原载于?)\s*[:：]?\s*[“《]?([^\s|,，。;；()（）《》”]{2,30})"
)
_PERSON_CHAR = r"[^\s|｜,，;；:：()（）\[\]【】\d]"
_NAMES = rf"({_PERSON_CHAR}{{2,20}}(?:[ 、](?!{_LABELS}){_PERSON_CHAR}{{2,4}}(?![:：\w]))*)"
_AUTHORS = tuple(
    re.compile(rf"{label}(?!{_LABELS}){_NAMES}")
    for label in (
        r"作者\s*[:：]\s*",
        r"[（(【\[](?:[^（(【\[]{0,10})?(?:记者|記者)\s*[:：]?\s*",
        r"(?:记者|記者)(?:\s*[:：]\s*|\s+)",
    )
)
_INSTITUTION = re.compile(r"(?:网|報|报|社|台|公司|政府|平台|办|中心|admin.*|管理员)$", re.IGNORECASE)
_POSTER = re.compile(r"^([^\s|:：，。\d]{2,16})\s*(?:发布|发表|發表|撰写)于\s*[:：]?\s*(?:19|20)\d{2}")
_ORIGINAL_TITLE = re.compile(r"^\W*(?:原标题|原文标题|原題|原标題)\s*[:：]\s*(.{4,120})$")
_MEDIUM = r"[^\s|:：·]{2,16}(?:报|网|社|台|新闻|客户端|发布|融媒|在线|杂志|周刊|研究院|》)"
_UNLABELLED = re.compile(rf"^({_MEDIUM})\s*[|｜·（(]?\s*(?:19|20)\d{{2}}\D")
_HOUR = r"\d{1,2}:\d{2}(?::\d{2})?"
_UNLABELLED_BEHIND = re.compile(
    rf"(?:19|20)\d{{2}}[-/.年]\d{{1,2}}(?:[^|｜·]{{0,14}}[\s|｜·]+|[-/.月]\d{{1,2}}日?(?:\s?{_HOUR})?(?!\d))({_MEDIUM})$"
)
_CRUMB_LABEL = re.compile(
    r"^\W*(?:[您你]?(?:所在的?|当前的?|现在的?|目前的?|的)*位置(?:是)?|当前栏目)\s*[:：]?\s*"
)
_CRUMB_SPLIT = re.compile(r"\s*(?:[>＞»›→▸]+|--+|\s[/|·]\s|::)\s*")
_CRUMB_ARROW = re.compile(r"\s?[>＞»›→]\s?|--")
_CRUMB_END = frozenset(
    (
        "正文",
        "正文内容",
        "内容",
        "详情",
        "文章详情",
        "新闻详情",
        "详细内容",
        "文章正文",
        "浏览文章",
        "阅读文章",
        "查看文章",
        "文章内容",
    )
)
_SITE_PART = re.compile(
    r"\s*[_|｜]+\s*|\s+[-–—]+\s+|[-–—]+(?=[^-–—]*(?:网|站|频道|政府|平台|资讯|新闻|门户)[^-–—]*$)"
)
_JSON_DATE = re.compile(
    r"""["']?(?:datePublished|pubDate|publishDate|pubtime|publish_time|createTime)["']?\s*[:=]\s*["']([^"']{8,30})["']"""
)
_UNIX_DATE = re.compile(r"""\bvar\s+ct\s*=\s*["'](\d{10})["']""")
_PUBLISHED = re.compile(r"(?:发布|發布|發佈|发表|刊发)(?:日期|时间|時間|于)")
_URL_DATE = re.compile(
    r"/(?:t|art_?)?((?:19|20)\d{2})[-/]?(\d{2})[-/]?(\d{2})(?=[/_.-])|/\d{6}/t(\d{4})(\d{2})(\d{2})_"
)
_DATE_METAS = (
    "article:published_time", "pubdate", "publishdate", "publish_time", "og:release_date", "datepublished",
    "dc.date", "firstpublishedtime", "published", "weibo:article:create_at",
)  # fmt: skip
_SOURCE_METAS = ("contentsource", "source", "mediaid", "article:publisher_name", "dc.publisher")
_AUTHOR_METAS = ("author", "article:author", "contenteditor", "dc.creator")
_TITLE_METAS = ("articletitle", "og:title", "twitter:title")
_GENERIC = re.compile(
    r"\W*(?:新闻|资讯|文章|内容|公告|信息|房源|产品)?(?:详情|详细|正文|首页|无标题文档|untitled.*)?(?:页)?\W*$",
    re.I,
)
_SHORTEST_TITLE = 6
_WINDOW = 14
_CHINA = timezone(timedelta(hours=8))


def read_metas(tree: LexborHTMLParser) -> dict[str, str]:
    """Give the meta elements of a page, by name or property in lower case."""
    metas: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        content = clean_line(attributes.get("content") or "")
        if name and content:
            metas.setdefault(name.lower(), content)
    return metas


def find_title(tree: LexborHTMLParser, page: Blocks, metas: dict[str, str]) -> tuple[str, int | None]:
    """Find the headline and the block that shows it, None where no block does.

    The headline is the block that the ``<title>`` (or a meta) repeats; without one, the first heading, else
    what is left of the ``<title>`` without the names of site and channel.
    """
    node = tree.css_first("head title") or tree.css_first("title")
    whole = clean_line(node.text() if node else "")
    whole = "" if _GENERIC.match(whole) else whole
    claimed = [text for text in (whole, *(metas.get(name, "") for name in _TITLE_METAS)) if text]
    shown = _shown_title(page, [_fold(text) for text in claimed])
    if shown is not None:
        return page.blocks[shown].text, shown
    meta = next((metas[name] for name in _TITLE_METAS if name in metas), "")
    heading = next((i for i, b in enumerate(page.blocks) if _heads(page, b)), None)
    if heading is None and not meta and not whole:
        heading = next((i for i, b in enumerate(page.blocks) if _names_itself_title(page, b)), None)
    if heading is not None and not meta:
        return page.blocks[heading].text, heading
    return meta or _without_site(whole), None


def _shown_title(page: Blocks, claimed: Sequence[str]) -> int | None:
    best, best_key = None, (0, 0, 0)
    for index, block in enumerate(page.blocks):
        text = block.text
        if not _SHORTEST_TITLE <= len(text) <= 120 or not _can_be_title(page, block):
            continue
        folded = _fold(text)
        if len(folded) >= 4 and any(folded in title for title in claimed):
            key = (int(block.link_chars == 0), len(folded), int(block.is_heading))
            if key > best_key:
                best, best_key = index, key
    return best


def _heads(page: Blocks, block: Block) -> bool:
    return block.tag in ("h1", "h2") and _can_be_title(page, block)


def _names_itself_title(page: Blocks, block: Block) -> bool:
    box = page.boxes[block.box]
    is_title = re.search(r"(?i)(?:^|[^a-z])(?:tit|title|headline|subject|biaoti)(?:[^a-z]|$)", box.name)
    return bool(is_title) and _SHORTEST_TITLE <= len(block.text) <= 120 and _can_be_title(page, block)


def _can_be_title(page: Blocks, block: Block) -> bool:
    box = page.boxes[block.box]
    return (not box.crumbs and box.aside < 0) or block.tag == "h1"


def _fold(text: str) -> str:
    return "".join(text.split()).casefold()


def _without_site(title: str) -> str:
    parts = [part.strip() for part in _SITE_PART.split(title) if part.strip()]
    return next((part for part in parts if len(part) >= _SHORTEST_TITLE), title)


def byline_blocks(page: Blocks, title: int | None, first: int, kept: Sequence[int]) -> list[str]:
    """Give the lines that may hold the byline: those around the headline, and the article's last ones."""
    start = max(0, (title if title is not None else first) - 3)
    lines = []
    end = min(start + _WINDOW, max(kept, default=start) + 2)
    for block in page.blocks[start:end]:
        is_text = len(block.text) > 120 or (len(block.text) > 40 and block.text.endswith("。"))
        if not is_text or is_boilerplate(block.text):
            lines.append(block.text)
    ends = [page.blocks[i].text for i in kept[-3:]]
    body = [page.blocks[i].text for i in kept if title is None or i > title]
    starts = [text[:60] for text in body[:3] if "记者" in text[:40]]
    return lines + [text for text in ends if len(text) <= 120 and is_boilerplate(text)] + starts


def find_page_date(
    lines: Iterable[str], tree: LexborHTMLParser, metas: dict[str, str], html: str, url: str | None
) -> str | None:
    """Find the article's day: byline, metas, structured data, address; never a footer's year."""
    for line in sorted(lines, key=lambda line: not _PUBLISHED.search(line)):  # 发布日期 before 成文日期
        if len(line) <= 120 and "©" not in line and "版权" not in line and not line.endswith("。"):
            found = find_date(line)
            if found:
                return found
    stated = [metas[name] for name in _DATE_METAS if name in metas]
    stated += [match.group(1) for match in _JSON_DATE.finditer(html)]
    stated += [node.attributes.get("datetime") or "" for node in tree.css("time[datetime]")[:1]]
    for text in stated:
        found = find_date(text)
        if found:
            return found
    return _script_date(html) or _url_date(url)


def _script_date(html: str) -> str | None:
    match = _UNIX_DATE.search(html)
    return datetime.fromtimestamp(int(match.group(1)), _CHINA).date().isoformat() if match else None


def _url_date(url: str | None) -> str | None:
    match = _URL_DATE.search(url or "")
    return find_date("-".join(part for part in match.groups() if part)) if match else None


def find_source(lines: Sequence[str], tree: LexborHTMLParser, metas: dict[str, str]) -> str | None:
    """Find the medium that the byline names; of an account's article, the account."""
    if account := _named(tree, "#js_name"):
        return account
    for line in lines:
        match = _SOURCE.search(line)
        if match:
            return match.group(1).strip()
    for line in lines:
        match = _UNLABELLED.match(line)
        if match:
            return match.group(1).strip("《》")
        match = _UNLABELLED_BEHIND.search(line)
        if match:
            return match.group(1)
    meta = next((metas[name] for name in _SOURCE_METAS if name in metas), None)
    return meta or _named(tree, ".source,[id=source],[class~=origin]") or _reposted(lines)


def _reposted(lines: Iterable[str]) -> str | None:
    return next((match.group(1) for line in lines if (match := _REPOSTED.search(line))), None)


def _named(tree: LexborHTMLParser, selector: str) -> str | None:
    node = tree.css_first(selector)
    text = re.sub(rf"^(?:{_LABELS})\s*[:：]?\s*", "", clean_line(node.text())) if node else ""
    return text if 2 <= len(text) <= 30 and not find_date(text) else None


def find_author(lines: Sequence[str], tree: LexborHTMLParser, metas: dict[str, str]) -> str | None:
    """Find who wrote it: the author, else the reporter; an editor is neither."""
    for rule in (*_AUTHORS, _POSTER):
        for line in lines:
            match = rule.search(line)
            if match:
                return match.group(1).strip()
    stated = [_named(tree, "#js_author_name,[itemprop=author],[rel=author],.author")]
    stated += [metas.get(name) for name in _AUTHOR_METAS]
    return next((name for name in stated if name and not _INSTITUTION.search(name)), None)


def find_original_title(lines: Iterable[str]) -> str | None:
    """Find the headline under which a repost first appeared."""
    return next((m.group(1).strip() for line in lines if (m := _ORIGINAL_TITLE.match(line))), None)


def find_breadcrumb(page: Blocks, title: str) -> tuple[str, ...]:
    """Find the levels that the page shows above its title, from the home page down."""
    levels = _shown_levels(page)
    return levels[:-1] if levels and _fold(levels[-1]) == _fold(title) else levels


def _shown_levels(page: Blocks) -> tuple[str, ...]:
    for index, box in enumerate(page.boxes):
        if box.crumbs and index:
            levels = _levels([block.text for block in page.blocks[box.first : box.last]])
            if len(levels) > 1:
                return levels
    for block in page.blocks[:80]:
        text = block.text
        starts = _CRUMB_LABEL.match(text) or (text.startswith("首页") and " | " not in text)
        around = block.link_chars or page.boxes[block.box].aside >= 0
        linked = around and len(_CRUMB_ARROW.findall(text)) > 1
        if len(text) <= 120 and (starts or linked):
            levels = _levels([text])
            if len(levels) > 1:
                return levels
    return ()


def _levels(texts: Sequence[str]) -> tuple[str, ...]:
    line = _CRUMB_LABEL.sub("", " > ".join(texts))
    levels = [level.strip() for level in _CRUMB_SPLIT.split(line)]
    return tuple(level for level in levels if 0 < len(level) <= 60 and level not in _CRUMB_END)
