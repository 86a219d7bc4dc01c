"""Who to call: contact, phone, company."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from luodi.core.quantities import Quantity
from luodi.core.scan import Words
from luodi.reading.premises.source import Source

Run = tuple[int, int]

_PHONE = Words(
    r"(?<![\d.])(?:\+?86[-\s]?)?(?:1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}|0\d{2,3}[-\s)]{0,2}(?:\d{3,4}[-\s]?\d{4}|\d{4}[-\s]?\d{3})|400[-\s]?\d{3,4}[-\s]?\d{3,4})(?![\d.])"
)
_BARE = re.compile(r"^\+?86(?=1\d{10}$)")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦"
    "付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿"
    "关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪"
    "简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池萧肖查麻苑迟邝官封"
    "傅谈匡鞠惠荆乐冀胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井漆计"
)
_TITLES = (
    "总经理|副总经理|副总|经理|总监|总|先生|女士|小姐|主任|主管|科长|处长|局长|部长|厂长|老板娘?|老师|师傅|工程师|工(?!厂|业|程|作|人|艺|地|贸)|姐|哥|生(?!产|物|活|意)|"
    "大哥|大姐|阿姨|叔|董事长|董|博士|教授|院长|所长|站长|店长|书记|秘书|助理|专员|协理|课长|副理|厂务|招商|经办|队长|老弟|会计|律师|主席|镇长|区长|校长|掌柜|场长|园长|台长|村长|社长|行长|代表|太太|伯|婶|站长|大叔|团长|库管|调度|襄理"
)  # fmt: skip
_TITLED = re.compile(
    rf"(?:欧阳|上官|司徒|诸葛|皇甫|[{_SURNAMES}])(?:[\u4e00-\u9fff]{{1,2}}?)??(?:{_TITLES})(?![\u4e00-\u9fff](?<![或电手微加同联为接房东直请看工号非招，]))"
)
_NICKNAMED = re.compile(
    rf"(?<![可从大最稍略中较])(?:小|老|阿)(?![谈时区面厂板师乡程高巧店成权])[{_SURNAMES}A-Za-z](?![\u4e00-\u9fff](?<![电手微加同联为接房东直就即])|厂)|(?:大)[{_SURNAMES}](?=\d|\s?1)"
)
_SET_OFF = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff]{{1,2}}(?:{_TITLES})|阿[\u4e00-\u9fff])(?![\u4e00-\u9fff])"
)
_SURNAME_ONLY = re.compile(rf"(?<![\u4e00-\u9fff\d])[{_SURNAMES}](?=\s?1[3-9]\d)")  # 徐13800000000
_SURNAME_AFTER = re.compile(
    rf"[\s(]{{0,2}}([{_SURNAMES}])(?=[\s),。;]|\Z)"
)  # 13800000000 郝, 13800000000(汤)
_FULL = re.compile(
    rf"(?:欧阳|上官|司徒|诸葛|皇甫|[{_SURNAMES}])(?!以[内上下])[\u4e00-\u9fff]{{1,2}}(?![\u4e00-\u9fff](?<!手)(?<!电))"
)
_LATIN = re.compile(
    r"(?:(?:Mr|Ms|Mrs|Miss|Dr)\.?\s?)?[A-Z][a-z]+(?:[ ·][A-Z][a-z]+|[ ][A-Z]\.?(?![a-z]))?(?:总|经理|小姐|女士|先生|姐|哥)?|(?:Mr|Ms|Mrs|Miss)\.?\s?[A-Z]"
)
_LABEL = re.compile(
    r"(?:联系人及?电?话?|联络人|聯絡人|聯繫人|负责人|对接人?|经办人?|业务联系|联系方式|联系|咨询|招商热线|招商电话|招商|contact(?:\s?person)?|attn|联系人/电话|"
    r"业主|房东|接洽人?|看房|致电|租赁热线|热线|电话|手机号?码?|tel|mobile|phone|电联|找我?|请找|联系电话|洽谈|服务热线)\s?[:：]?\s?",
    re.IGNORECASE,
)  # fmt: skip
_NOT_LATIN = frozenset([
    "Mobile", "Tel", "Phone", "Contact", "Email", "Wechat", "WeChat", "Facility", "Manager", "Best",
    "Regards", "Dear", "Lab", "Floor", "Budget", "Available", "Looking", "Requirement", "Area",
    "Power", "Crane", "Handover", "Usage", "Rent", "For", "Load", "Lease", "Sale", "Ready", "Min",
    "Max", "Clear", "Height", "Hotline", "Name", "Company", "Note", "Thanks", "Factory", "Warehouse",
    "Location", "Address", "Type", "Kind", "Call", "Please", "General", "Sales", "Site", "Purchase",
    "Project", "Director", "Leasing", "Office", "Whatsapp", "App", "VR", "Kva",
])  # fmt: skip
_WINDOW = 26
_LONGEST_NAME_LINE = 30


def phone_runs(source: Source) -> list[Run]:
    """Give the runs of all phone numbers, in order."""
    return [match.span() for match in _PHONE.finditer(source.text)]


def without_phones(quantities: Sequence[Quantity], phones: Sequence[Run]) -> list[Quantity]:
    """Drop the numbers that are part of a phone number."""
    if not phones:
        return list(quantities)
    kept = []
    for quantity in quantities:
        index = bisect_right(phones, quantity.number_start, key=lambda run: run[0]) - 1
        if index < 0 or quantity.number_start >= phones[index][1]:
            kept.append(quantity)
    return kept


def find_phone(source: Source, phones: Sequence[Run]) -> tuple[str, Run] | None:
    """Give the first phone number as digits; +86 is dropped."""
    if not phones:
        return None
    digits = _BARE.sub("", re.sub(r"\D", "", source.text[slice(*phones[0])]))
    return digits, phones[0]


def find_contact(source: Source, phones: Sequence[Run]) -> tuple[str, Run] | None:
    """Give the person to call as written: behind a label or beside the phone."""
    for start, end in phones[:4]:
        found = _beside(source, start, end)
        if found:
            return source.raw[found[0] : found[1]], found
    found = _labelled(source)
    return (source.raw[found[0] : found[1]], found) if found else None


def _beside(source: Source, start: int, end: int) -> Run | None:
    lines = _lines_before(source, start)
    before = _last_name(source, lines[0], start) or _surname_before(source, start)
    if before and _is_close(source, before[1], start):
        return before
    _, sentence_end = source.sentence(end)
    after = _first_name(source, end, min(sentence_end, end + 14))
    if after and re.fullmatch(
        r"[\s,:(/、\-()]*(?:联系人|找|微信同号|同微信|微信|wx|v)*[\s,:()、]*", source.text[end : after[0]]
    ):
        return after
    if before:
        return before
    alone = _SURNAME_AFTER.match(source.text, end)
    if alone:
        return alone.span(1)
    labelled = _labelled(source, lines[-1], start)
    if labelled:
        return labelled
    for line in lines[1:]:
        _, line_end = source.sentence(line)
        name = _whole_line(source, line, line_end)
        if name:
            return name
    return after


def _surname_before(source: Source, phone: int) -> Run | None:
    """徐13800000000: a surname alone, set off on its left."""
    alone = _SURNAME_ONLY.search(source.text, max(0, phone - 2), phone + 3)
    return alone.span() if alone else None


def _is_close(source: Source, name_end: int, phone: int) -> bool:
    between = source.text[name_end:phone]
    return bool(re.fullmatch(r"[^\n\d]{0,16}", between))


def _lines_before(source: Source, at: int) -> list[int]:
    """Give the start of the line that holds ``at`` and of the five lines before."""
    starts = []
    position = at
    for _ in range(6):
        line = source.text.rfind("\n", 0, position) + 1
        starts.append(line)
        if line == 0:
            break
        position = line - 1
    return starts


def _labelled(source: Source, start: int = 0, end: int | None = None) -> Run | None:
    """Give the name behind 联系人 and the like, a department in between left out."""
    end = len(source.text) if end is None else end
    for label in _LABEL.finditer(source.text, start, end):
        if not (
            label[0].rstrip().endswith(":") or label[0].startswith(("联系人", "联络人", "对接人", "负责人"))
        ):
            continue
        stop = min(source.sentence(label.end())[1], label.end() + 24)
        name = _first_name(source, label.end(), stop)
        if name:
            return name
    return None


def _names(source: Source, start: int, end: int) -> list[Run]:
    """Give all runs that look like a person's name, longest form first where they overlap."""
    raw, found = source.text, []
    for pattern in (_TITLED, _NICKNAMED, _SET_OFF):
        found += [match.span() for match in pattern.finditer(raw, start, end) if _is_person(raw, match)]
    for match in _LATIN.finditer(source.raw, start, end):
        words = re.findall(r"[A-Za-z]+", match[0])
        if (
            not any(word in _NOT_LATIN for word in words)
            and not source.raw[match.start() - 1 : match.start()].isalpha()
        ):
            found.append(match.span())
    return sorted(
        run for run in found if not any(o != run and o[0] <= run[0] and run[1] <= o[1] for o in found)
    )


# words that begin with a surname and end like a title
_NO_NAME = frozenset([
    "万科", "位置", "何处", "全处", "全科", "全部", "关处", "关部", "冷处", "加工", "包工",
    "华东部", "华工", "华生", "单总", "单部", "南部", "双总", "各处", "和总", "和部", "安全",
    "安处", "安部", "工科", "左处", "应处", "成部", "文科", "方老板", "施工", "时总", "明部",
    "景区", "江处", "温部", "白部", "石部", "管工", "管理", "路局", "金工", "金科", "金部",
    "项部", "高工业", "高部",
])  # fmt: skip


def _is_person(text: str, match: re.Match[str]) -> bool:
    word = match[0]
    if word in _NO_NAME or (
        word in ("车工", "石工", "安工") and not text[match.end() : match.end() + 1].isdigit()
    ):
        return False
    if word.endswith(("部", "处", "科", "局")) and len(word) < 4:
        return False
    before = text[match.start() - 1 : match.start()] if match.start() else ""
    after = text[match.end() : match.end() + 1]
    if (
        word.endswith(("工", "生", "总"))
        and len(word) == 2
        and after
        and "\u4e00" <= after <= "\u9fff"
        and after not in "电手微联加找接同为说在是有"
    ):
        return False
    return not (len(word) == 2 and before and before in "加施分员职用电新先学")


def _last_name(source: Source, start: int, end: int) -> Run | None:
    start = max(start, end - _WINDOW - 14)
    names = _names(source, start, end)
    full = _bare_full(source, start, end)
    if names and (full is None or names[-1][1] >= full[0]):
        first = len(names) - 1
        while first and source.text[names[first - 1][1] : names[first][0]] in ("、", "/", "和"):
            first -= 1  # 钟女士、赖先生: the first named
        return names[first]
    return full


_BETWEEN_NAME_AND_PHONE = re.compile(r"[\s,:()/、\-]*(?:电话|手机|联系电话|tel|手机号|微信|mobile)?[\s:,]*")
_INTRODUCED = re.compile(r"(?:[\u4e00-\u9fff]{2}部|我是|我叫)$")


def _bare_full(source: Source, start: int, end: int) -> Run | None:
    """王琳 right before the phone, set off on its left; titles aside."""
    text = source.text
    for match in _FULL.finditer(text, start, end):
        between = text[match.end() : end]
        left = text[match.start() - 1] if match.start() > start else " "
        if _BETWEEN_NAME_AND_PHONE.fullmatch(between) and (
            not _cjk(left) or _INTRODUCED.search(text, max(0, match.start() - 6), match.start())
        ):
            return match.span()
    return None


def _cjk(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _first_name(source: Source, start: int, end: int) -> Run | None:
    names = _names(source, start, end)
    full = next(
        (
            m.span()
            for m in _FULL.finditer(source.text, start, end)
            if m.start() == start or not _cjk(source.text[m.start() - 1])
        ),
        None,
    )
    candidates = [run for run in (*names, full) if run]
    if not candidates:
        return None
    first = min(candidates, key=lambda run: run[0])
    return max((run for run in candidates if run[0] == first[0]), key=lambda run: run[1])


def _whole_line(source: Source, start: int, end: int) -> Run | None:
    if end - start > _LONGEST_NAME_LINE:
        return None
    name = _first_name(source, start, end)
    if name and not source.text[start : name[0]].strip() and not source.text[name[1] : end].strip():
        return name
    return None


_COMPANY = re.compile(
    r"[\u4e00-\u9fffA-Za-z()·&]{2,28}?(?:股份有限公司|有限责任公司|集团有限公司|有限公司|集团公司|合作社|研究院|研究所)(?:[\u4e00-\u9fff]{2,4}分公司)?"
)
_COMPANY_HEAD = re.compile(
    r".*(?:我们公司是|我公司是|我们是|我司是|这里是|我公司|我司|本公司|贵公司|公司名称|企业名称|采购单位|公司|单位|企业|主体|受|为|代|是|来自|客户|关于|因|由|系|一家|替|帮|和|与|[:\s,])(?=[\u4e00-\u9fffA-Za-z(]{4})"
)


_ANYONE = re.compile(r"贵(?![州阳港溪池安])|某|一家")


def company_runs(source: Source) -> Iterator[Run]:
    """Give the runs of all firms' full names, without the words before them (我公司, 采购单位:)."""
    for match in _COMPANY.finditer(source.text):
        start = match.start()
        head = _COMPANY_HEAD.match(match[0])
        if head and len(match[0]) - head.end() >= 7:
            start += head.end()
        run = source.text[start : match.end()]
        if len(run) >= 7 and not _ANYONE.match(run):
            yield start, match.end()


def find_company(source: Source) -> tuple[str, Run] | None:
    """Give the firm that asks, under its full name."""
    run = next(company_runs(source), None)
    return (source.raw[slice(*run)], run) if run else None
