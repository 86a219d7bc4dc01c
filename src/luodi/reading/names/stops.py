"""Words that no name holds: where a run of text is cut before names are sought in it."""

import re
from collections.abc import Callable, Iterator

_STOP_WORDS = """
位于 位处 确保 认定 推开 力促 做好 抓好 增速 跻身 搬进 搬到 迁至 迁到 坐落于 坐落在
座落于 座落在 地处 落户于 落户在 落户到 落户 落地于 落地 落子 落址 选址于 选址在 选址
入驻 进驻 迁入 搬入 搬迁 搬至 签约 签署 签订 签下 签 引进 引入 引来 聚集 集聚 汇聚
走进 来到 旗下 子公司 母公司 作为 其中 以及 包括 包含 涵盖 随着 按照 根据 依据 同意
设立 设在 建设 打造 建成 投建 兴建 新建 扩建 在建 改建 推动 推进 助力 获悉 记者 通讯员
总经理 董事长 负责人 副主任 主任 书记 宣布 计划 预计 预期 力争 争取 正在 已经 目前 近日
日前 昨日 今日 当日 同日 今年 去年 明年 上半年 下半年 季度 年底 年内 此次 本次 这次
本报 据悉 据了解 另外 此外 同时 加快 全面 积极 持续 深入 实施 开展 启动 启用 投用 运营
揭牌 挂牌 开工 动工 奠基 封顶 竣工 交付 投产 投运 达产 试产 完成 实现 达到 突破 超过
获得 获批 获评 取得 拥有 占地 总投资 投资 增资 出资 斥资 融资 领投 跟投 独家 联合 合作
共同 共建 负责 承建 承办 主办 举行 召开 举办 聚焦 主攻 布局 围绕 依托 立足 深耕 专注
重点发展 规划 用地 建筑面积 面积 年产 日产 可年产 产能 产值 营收 税收 增长 下降 新增
新设 新引进 新签约 新开工 新落地 累计 合计 共计 总计 分别 第一 首批 一批 多家 多个 这些
那些 这是 这里 成为 形成 属于 来自 成立 组建 注册 上市 产业链上 为核心 为主导 为支撑
为主 名称 单位 所属 代表 不同 正式 顺利 主体 最大 最新 最近 之一 吸引 带动 提供 创造
容纳 配备 配套 入选 排名 提升 进一步 促进 加强 完善 优化 深化 增强 赋能 引领 支撑 构建
编制 出台 发布 公布 印发 组织 参观 考察 走访 调研 介绍 表示 仪式 活动 大会 会议 论坛
加速 培育 发展 壮大 现场 全力 奋力 为推动 途经 涉及 针对 面向 服务于 通过 利用 采用
我们 咱们 他们 你们 它们 她们 堪称 号称 誉为 称为 租用 购置 新上 买下 租下 毗邻 紧邻 支持 助推 促使 例如 比如 譬如 诸如 上线 开业 亮相 越过 站上 大增 探访 探营 来访
"""

# Words that firms' names hold too (城市建设投资集团).
_SOFT = """
主体 交付 仪式 优化 依托 促进 共建 创新 创造 发展 发布 合作 启动 启用 培育 增强 大会
实施 建设 开展 引领 投资 推进 提供 服务 汇聚 独家 现场 组织 联合 聚集 融资 规划 设立
运营 配套 集聚 面积
"""
_WORKS = frozenset(
    ["扩建", "改建", "搬迁", "利用", "加速"]
)  # the name of a project or an 加速器 may hold them
_FIRM_WORDS = "[\u4e00-\u9fff]{2,4}(?:有限|股份)|控股|发展|建设|投资|管理|服务|咨询|集团|有限|股份|开发|实业|科技|租赁|公司|基金|银行|兵团|区|园|地|社|示范|中心|产业|基地|实验|研究|体"


_WITHIN_NAMES = {
    "达产": "(?!业)",
    "动工": "(?!具|业|程)",
    "配套": f"(?<![及与和]配套)(?!{_FIRM_WORDS})",
    "汇聚": "(?![氨丙乙酰碳苯合醚酯])",
    "在建": "(?!三江|[德瓯宁阳湖水平始昌邺])",
}  # 乌达产业园, 电动工具, 某某及配套基地, 在建德市


def _stop(word: str) -> str:
    """Let words that firms' names hold too (城市建设投资集团) stop a name only elsewhere."""
    if word in _WORKS:
        return f"{word}(?!项目|工程|示范|生产|器)"
    if word in _WITHIN_NAMES:
        return word + _WITHIN_NAMES[word]
    if word == "建设":
        return f"建设(?!项目|工程|{_FIRM_WORDS})"
    return f"{word}(?!{_FIRM_WORDS})" if word in _SOFT.split() else re.escape(word)


# Letters and signs that end a run wherever they stand.
_ALWAYS = "，。、；：！？\n《》〈〉【】|｜│／→①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳·■★▲▍▌▎▏◇◎○☆➤➢►❖✦✔☑※§▶▪▸▷◾△▽✓✅●◆□[]…=+*的了着也又是让该每这那其它他我你"
# Letters that end a run sometimes: with what must stand before or behind them, or what goes on with them.
_SOMETIMES = {
    "—": "(?:—+|(?![\u4e00-\u9fff])|(?<![\u4e00-\u9fff]—))", ".": r"(?=\D)", " ": "(?:(?<![A-Za-z] )|(?![A-Za-z]))", "P": r"ART\.?\d*", "/": "(?<![A-Za-z]/)",
    "后": "(?![备勤海湖期端道])", "由": "(?<!自由)", "于": "(?!都|洪|田|潜)", "从": "(?!化|江)", "将": "(?!乐)", "被": "(?!服)",
    "把": "(?!手)", "向": "(?!日葵|阳|塘)", "均": "(?!安|瑶)", "还": "(?!原)", "再": "(?!生|制造)",
    "都": "(?<!成都)(?=[在是有已将能可要会被与和从没实达均])", "年": "度", "据": "(?<![数证依根论]据)",
    **dict.fromkeys("超近约逾仅", r"(?=[\d一二三四五六七八九十百千数两])"),
    **dict.fromkeys("列居", "(?=全[省市国区县州球])"), "全": "(?<=[列居]全)[省市国区县州球]",
    "在": "(?!线)", "到": "(?!家)", "已": "(?!经)", "至": "(?!善|诚|尊)", "对": "(?!外|接)", "为": "(?!民|康)(?<!华为)",
    "自": "(?![动主贸然由治行走耗备研产建适润])", "以": "(?![太色])", "并": "(?!购|网)", "等": "(?![离级温静效])", "使": "(?!用)",
    "给": "(?!水|排)", "则": "(?<![规原准法细守通]则)", "各": "(?!界)", "所": "(?!有)", "有": "(?<!含有)(?![限色机轨轮])",
    "比": "(?![亚特])", "占": "(?=[全总集公整据比到了我本该园])", "兼": "(?![并顾容])", "讯": "(?<=[报网社台闻]讯)", "之": "(?<=[区园市县城港省镇国司]之)", "当": "(?![涂阳雄])", "上": "(?=[，。])", "内": "(?=[，。的])", "个": "(?!旧)",
    **dict.fromkeys("名人座栋条台套亿万亩吨", r"(?<=\d.)"), "元": r"(?<=[\d万亿].)", "家": r"(?:(?=企业)|(?<=\d.))",
    **dict.fromkeys("0123456789", r"\d{0,11}(?:\.\d{1,6})?[%年月日]"),
}  # fmt: skip


def _rests() -> dict[str, list[str]]:
    """Give for each letter that a stop may begin with what goes on with it: words first, the longest before."""
    rests: dict[str, list[str]] = {}
    for word in sorted(_STOP_WORDS.split(), key=len, reverse=True):
        rests.setdefault(word[0], []).append(_stop(word)[1:])
    for letter, rest in _SOMETIMES.items():
        rests.setdefault(letter, []).append(rest)
    for letter in _ALWAYS:
        if letter in rests:  # 其 of 其中
            rests[letter].append("")
    return rests


class _Stops(dict[str, Callable[[str, int], re.Match[str] | None]]):
    """Matches the stops that begin with a letter; made when the letter is first met."""

    def __missing__(self, letter: str) -> Callable[[str, int], re.Match[str] | None]:
        known = letter if letter in _RESTS else "0"  # a digit of another script
        pattern = re.compile(f"{re.escape(letter)}(?:{'|'.join(_RESTS[known])})")
        self[letter] = pattern.match
        return pattern.match


_RESTS = _rests()
_ALONE = frozenset(_ALWAYS) - _RESTS.keys()
_MATCH = _Stops()
_FIRST = re.compile(rf"[\d{re.escape(''.join(_ALONE | _RESTS.keys()))}]")


def find_stops(text: str) -> Iterator[tuple[int, int]]:
    """Find the stops of ``text``, in order, not overlapping: where each begins and ends."""
    end = 0
    for first in _FIRST.finditer(text):
        start = first.start()
        if start < end:
            continue
        letter = text[start]
        if letter in _ALONE:
            end = start + 1
            yield start, end
        elif stop := _MATCH[letter](text, start):
            end = stop.end()
            yield start, end
