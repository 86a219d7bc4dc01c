"""Noun phrases around a figure: what stands before it, what stands behind it, and lists taken apart."""

import re

from luodi.core.scan import quick

_TRAIL = quick(
    r"(?:(?:共计|总计|[由从](?:上年|去年|年初|20\d\d年)?[初末底]?的?|最初|原来|现时|已|(?<![签预节集制])约|近|超过|突破|首破|首次|达到|达|为|是|有|共有|共|超|逾|总数|总量|总规模|规模(?=达|已)|数量|合计|累计|各|完成|实现|推到|推至|推高到|扩容到|扩容至|攀升至|跃升至|增至|升至|增加到|增加至|增长到|增长至|扩大到|提高到|发展到|壮大到|提升至|扩至|升至|迈上|将|可|在|了|到|至|：|“|预计|力争|争取|计划|仅|不低于|不少于|以|分别)+)$"
)
_LEAD = re.compile(
    r"^(?:[一二三四五六七八九十两\d]+年内|如今|规划建设|高峰时|最多时|共建|盘活|清退|参与制定|主导制定|牵头制定|服务(?=客户)|其中|本轮|之后|此后|今后|目前|现在|现有|现|已经?|共|累计|全年|年末|年底|截至|全市|全区|全县|全国|全省|园区|区内|园内|公司|企业|项目|该?园|先后|陆续|正|还|并|也|又|再|都|均|仅|就|约|年|月|日|底|初|末|中|内|的|了|和|与|及|、|：|·|“|在|于|将|可|拟|已|有|共有"
    r"|预计|预期|计划|力争|争取|目标|有望|届时|同时|可同时|主要|实际|当年|今年|去年|上年|前|各类|一批|一大批|总计|合计|全部|全|整个|本地周边|周边群众|当地|"
    r"确保|力保|力促|这里|那里|这边|带来|拥有|持有|手握|聚集|集聚|汇聚|吸引|建有|建成|建设|新建|引进|引入|培育出?|获评|取得|获得|拿到|拿下|收获|交付|投用|投运|实施|推进|增设|新上|购置|配置|配备|带动|提供|创造|吸纳|安置|解决|开发出?|自主研发|自研|研发出|研发成功|接待|开通|举办|承办|推动|落户|布局|设立|设有|设|承接|达成|覆盖|储备|梳理|谋划|"
    r"达到|达|完成|实现|形成|具备|生产|年可?生产|包括|包含|涵盖|涉及|随后|近|超|突破|为|是|由|对|向|从|把|被|使|让|以|等)+"
)
_KEEP = re.compile(
    r"^(?:再生|在孵|开发区|中国(?!家)|现场|现代|现货|中央|中欧|中德|中外|年产值|年营|年销|对[\u4e00-\u9fff]{1,4}(?:贸易|出口|进出口|投资)|实际使用|实际利用|实际到|全社会|全口径|就业|从业|以上|到账|有效|有色|有机|有限|年产|可再|可降|以上|对外|设备|设计(?=[\u4e00-\u9fff])|设施|底料|底座|底盘|和谐|中试|中小|中药|中医|中介|中型|初创|内资|内河|前沿|近海|等级|等离|主要农|实验|实训|全流|全自|全球|企业技|企业工|企业研|企业总|项目库|为民|在建|在研|在库|在校|在职|在谈|在手|公共|园林|现代|生产线|生产基|服务机|服务企|服务中|服务平|服务业|服务项|布局|储备项|目标|建设项|建成投|孵化|研发人|研发平|研发机|研发中|研发生|研发团|研发投|研发项)"
)
_VERB_END = re.compile(
    r"(?:签约|签署|签订|落户|落地|入驻|进驻|开工|竣工|投产|完成|实现|拥有|达|均|已|先后|陆续|现场|集中|正|全部|分别|同时|满负荷|在|被|将|与|对|为|是|领到|领取|获|上市|上线|入选|入围|当选|参加|参与|来|加快|成功|顺利|的?总|随|也|都|还|并|从|由|向|同|到|就|需要|可|能|增收|致富|脱贫|合共|合计|合計|按(?!摩)|之?[中内里](?=$|，|有|[排位居列])|[之其]中|里面|(?<!基)因(?!素|子)|今年|去年|明年|年初|年底|如今|发展(?=[到至成])|建立|达成|集聚(?!区)|[日月年](?=处理|产|加工)|去化|通过|要(?=$|[进入开建投落签竣])|何时|能否|是否|如何|名单(?=$|[公出发揭])|日前|目前|近日|现已|驻场|驻守|常驻|满产|开足|建成(?=$|[投并运试达，]))"
)


COUNTED_ABOVE = re.compile(r"的(?:共?有|达)?[\d一二三四五六七八九十]{1,4}[家个户]")  # 产值超百亿元的有17家
_WHOLE_NOUNS = frozenset(("企业", "项目", "公司"))  # nouns where they stand alone (现有企业37家), else a lead


def last_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Give the last match of a pattern."""
    matches = list(pattern.finditer(text))
    return matches[-1] if matches else None


def noun_before(left: str) -> str:
    """Give the noun phrase that ends ``left`` (目前拥有高新技术企业 → 高新技术企业); ``""`` where there is none."""
    words = left
    while True:
        shorter = _TRAIL.sub("", words).rstrip("：“ ")
        if shorter.endswith("”") and shorter.count("“") != shorter.count("”"):
            shorter = shorter[:-1]
        if shorter == words:
            break
        words = shorter
    return strip_lead(words)


def strip_lead(words: str) -> str:
    """Take away what stands before a noun phrase: adverbs, verbs of having, particles."""
    while words and words not in _WHOLE_NOUNS and not _KEEP.match(words):
        match = _LEAD.match(words)
        if not match or not match.end():
            break
        end = match.end()
        while end > 0 and _KEEP.match(words[end - 1 :]) and end > 1:
            end -= 1
        if end == len(words) > 2 and words[-2:] in _WHOLE_NOUNS:
            end -= 2
        if not end:
            break
        words = words[end:]
    return words.strip("“”： ") if words.count("“") != words.count("”") else words.strip("： ")


_NOUN_STOP = re.compile(r"[，。、；：（“”]|(?<![\dA-Za-z])\.")


def noun_after(right: str) -> tuple[str, str]:
    """Give the noun phrase that opens ``right``, and what follows it."""
    words = right.lstrip("的")
    verb = _VERB_END.search(words, 2)
    end = verb.start() if verb else len(words)
    stop = _NOUN_STOP.search(words)
    if stop and stop.start() < end and not words.startswith("“"):
        end = stop.start()
    noun = words[:end].rstrip("新已正将和与及")
    return noun, words[len(noun) :]


_COMMAS = re.compile(r"、|，|；|以及")


def split_list(words: str) -> list[str]:
    """Take a list apart at 、, 和, 与 and 以及 (及 too, where it is the last)."""
    parts = [part for part in _COMMAS.split(words) if part]
    result = parts[:-1]
    if parts:
        result.extend(_split_last(parts[-1], single=len(parts) == 1))
    return [part.strip("“” 等") for part in result if part.strip("“” 等")]


def _split_last(words: str, *, single: bool) -> list[str]:
    del single
    for join in ("和", "与", "暨"):
        at = words.rfind(join)
        if 1 < at < len(words) - 2 and not words.startswith(("和", "与"), at - 1):
            return [words[:at], words[at + 1 :]]
    return [words]
