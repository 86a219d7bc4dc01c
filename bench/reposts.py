"""Reposts: luodi beside rensa and datasketch on one generated corpus, whose groups are known.

    python -m bench.reposts [--documents 20000] [--seed 7] [--repeats 3] [--tools luodi]

All firms, parks and figures are invented. The corpus holds events told by one to four different articles (other
words, same names and figures), filled-in forms (same words, other names and figures), digests of several articles, and
reposts of all of these: lightly edited (title, punctuation, byline), edited (a box around, a paragraph less or more,
a figure corrected) and heavily (half of it cut, words swapped). Every tool gets the same texts and the same closure: what
is like a copy belongs to its group. Peers get runs of five letters, punctuation and space dropped, as their users would.
"""

import argparse
import random
import re
import resource
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import comb

from luodi.facts import Document

# ---------------------------------------------------------------------------------------------- the grammar
# {a|b} is a choice, <name> a part of the event.

_VOICES = (
    (
        "{近日|日前|<date>}，<firm><product>项目{正式|}落户<park>，项目总投资<money>亿元，{用地|占地}约<land>亩。",
        "{据了解|据介绍}，该项目{将|拟}建设{厂房|生产车间}及配套用房<floor>万平方米，{购置|引进}生产线<lines>条，{建成|达产}后{预计|可}年产值<output>亿元。",
        "项目{全部|}投产后，可{带动|提供}就业岗位<jobs>个，年纳税<tax>万元以上。",
        "<firm>{相关|}负责人<person>表示，之所以选择<park>，看中的是这里{完善的产业配套|良好的营商环境|便捷的交通条件}。",
    ),
    (
        "记者从<park>管委会获悉，投资额达<money>亿元的<product>基地{签约仪式|奠基仪式}于<date>举行，投资方为<firm>。",
        "按照规划，基地选址<land>亩地块，{分两期实施|一次规划、分步建设}，其中厂房面积<floor>万平方米，规划产线<lines>条。",
        "“{等|待}全部达产那天，我们的营业收入{有望|将}冲到<output>亿元，给国家交的税也有<tax>万元。”<person>{这样|}算了一笔账。",
        "眼下，公司已{着手|开始}招人，计划用工<jobs>名，{本地户籍优先|应届毕业生可享受住房补贴}。",
    ),
    (
        "<park>再添{强援|新军|生力军}！<firm>带着<money>亿元投资来了。",
        "{双方|<date>，双方}握手言定，<land>亩工业用地交付企业，用来做<product>；新建标准化车间<floor>万平方米、自动线<lines>条。",
        "谈到前景，总经理<person>信心满满：年销售额<output>亿元{不在话下|并非难事}，对地方的财力贡献每年<tax>万元左右。",
        "最让当地人高兴的还是饭碗——<jobs>个工作机会{近在家门口|不用再出远门去找}。",
    ),
    (
        "<firm>（以下简称公司）公告称，拟以自有资金<money>亿元在<park>投资设立<product>生产基地。",
        "公告显示，标的宗地面积<land>亩，计容建筑面积<floor>万平方米，拟配置<lines>条产线；正常年份可实现收入<output>亿元、上缴税金<tax>万元。",
        "本次投资{已经董事会审议通过|无需提交股东会审议}，不构成关联交易，{法定代表人|项目负责人}为<person>，定员<jobs>人。",
        "公司提示，项目建设进度受审批、市场等因素影响，{存在一定的不确定性|实际情况以后续公告为准}，协议签署日期为<date>。",
    ),
)  # one tells an event in words that the others don't use
_SUBJECTS = "园区 开发区 高新区 管委会 专班 企业服务中心 科创平台 产业基金 行业协会 招商团队 县里 市里 镇上 街道办 项目部 研发团队 实验室 高校院所 上下游伙伴 金融机构 物流公司 施工方 设计院 供电部门 人社部门".split()  # noqa: SIM905
_MANNERS = "今年以来 去年下半年起 从立项开始 围绕需求清单 对照时间表 按季度 逐月 在调研之后 借助数字化手段 通过以商招商 采取揭榜挂帅 依托本地高校 沿着产业链条 坚持问题导向 瞄准国际市场 面向中小企业 会同税务部门 利用闲置厂房 结合城市更新 抢抓窗口期 不等不靠 一口气 分批次 连续三年 首次".split()  # noqa: SIM905
_ACTIONS = "梳理了 上门解决了 公开征集了 推动落实了 集中办理了 协调处理了 建起了 引来了 压减了 打通了 补齐了 整合了 盘活了 孵化出 对接了 试行了 升级了 公布了 培训了 拿出了 腾退了 改造了 储备了 评审了 复盘了".split()  # noqa: SIM905
_OBJECTS = "一批中试项目 用工缺口 技术难题 审批环节 低效用地 标准厂房 人才公寓 检测平台 融资渠道 冷链仓储 危废处置 通勤班车 专利成果 样板车间 供应商名录 职业培训班 场景清单 污水管网 变电设施 蒸汽管道 保税仓库 展示中心 算力资源 出口订单 零部件配套".split()  # noqa: SIM905
_ENDINGS = "让落户的老板少跑腿 为后续扩产留出余地 把断点一个个接上 企业反响不错 同行纷纷前来取经 省级媒体也作了报道 预计年内见效 还有不少细节要磨 群众看得见摸得着 订单因此多了起来 成本降下来一截 周边村民也受益 客商由此打消了顾虑 一家家小厂成了气候 几年的老问题有了着落 数据每周上墙 下一步将扩大范围 经验已写进制度 差距同样清楚 考核结果与奖补挂钩 外地团队愿意留下来 良品率稳中有升 空置面积明显减少 安全这根弦始终没松 口碑就这样传开".split()  # noqa: SIM905
_FORMS = (
    "【签约快讯】<date>，<firm>与<park>签订投资协议。\n项目名称：<product>项目\n投资主体：<firm>\n计划总投资：<money>亿元，其中固定资产投资不低于总投资的百分之七十\n用地面积：<land>亩\n达产后年产值：<output>亿元\n亩均税收不低于园区准入要求，自土地交付之日起三个月内开工，十八个月内竣工，投产后一年内纳入规模以上统计。",
    "国有建设用地使用权挂牌出让公告。经批准，决定以挂牌方式出让以下地块的使用权，现将有关事项公告如下。\n地块位于<park>，面积<land>亩，规划用途为工业用地，出让年限五十年，起始价<price>万元，竞买保证金<tax>万元。\n中华人民共和国境内外的法人、自然人和其他组织均可申请参加，申请人应当单独申请。\n本次挂牌出让按照价高者得的原则确定竞得人。联系人<person>，咨询时间为工作日。",
    "<park>独栋厂房出租，建筑面积<area>平方米，首层层高<height>米，承重<load>公斤，配电<power>千伏安。\n产权清晰，可办环评，可注册，可分割，大车进出方便，消防验收合格，带货梯，证件齐全。\n租金<rent>元每平方米每月，免租期面议，中介勿扰。\n园区周边公交、餐饮、银行、宿舍一应俱全，适合机械加工、电子装配、仓储物流等行业，欢迎实地看房。",
    "<date>当周，<park>招商部门共接待客商<jobs>人次，新增在谈项目<lines>个，意向投资<money>亿元，其中<product>类项目占比最高。\n本周重点跟踪企业为<firm>，由<person>牵头对接，用地需求<land>亩。\n下周将继续实行日调度、周通报制度，对签约未开工、开工未竣工、竣工未投产项目逐一销号，确保完成年度目标任务。",
)
_SURNAMES, _GIVEN = (
    "赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕施张孔曹严金魏陶姜",
    "晓建志文海国明丽华军伟芳强敏静勇洪波平宁",
)
_PLACES = "临川 望山 青浦岭 云溪 北澜 安和 长泽 泰定 明川 沙湾 嘉陵桥 松源 海宁渡 玉河 东屏 丰都口 石塘 兰皋 柳泉 龙河".split()  # noqa: SIM905
_NAMES = "恒 越 海 川 瑞 科 信 达 宏 拓 华 星 锐 博 远 盛 联 航 鼎 創 智 源 云 朗 聚 泽 启 合".split()  # noqa: SIM905
_TRADES = "新材料 精密机械 电子 生物医药 新能源 汽车零部件 智能装备 半导体 食品 纺织 光电 环保".split()  # noqa: SIM905
_PRODUCTS = "碳纤维预浸料 高速主轴 柔性线路板 诊断试剂 储能电芯 底盘衬套 协作机器人 功率器件 冻干果蔬 功能面料 光学镜头 膜组件 气凝胶 数控刀具 连接器 疫苗佐剂 光伏支架 线控制动 激光切割机 硅片清洗".split()  # noqa: SIM905
_SWAPS = {
    "表示": "说", "预计": "估计", "项目": "工程", "约": "大约", "建设": "兴建", "公司": "企业", "负责人": "主管",
    "计划": "打算", "将": "会", "获悉": "了解到", "今年以来": "今年开年以来", "企业": "厂家", "梳理了": "清理了", "群众": "百姓",
}  # fmt: skip
_CHOICE, _PART = re.compile(r"\{([^{}]*)\}"), re.compile(r"<(\w+)>")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document and the number of the article that it truly is."""

    document: Document
    article: int


def _event(rng: random.Random) -> dict[str, str]:
    def one(words: Sequence[str]) -> str:
        return rng.choice(words)

    def decimal(low: float, high: float) -> str:
        return f"{rng.uniform(low, high):.1f}"

    return {
        "firm": one(_PLACES) + one(_NAMES) + one(_NAMES) + one(_TRADES) + one(("有限公司", "股份有限公司", "科技有限公司")),
        "park": one(_PLACES) + one(("", "东部", "新城", "滨江", "空港")) + one(("高新区", "经济开发区", "产业园", "科技城")),
        "product": one(_PRODUCTS), "person": one(_SURNAMES) + one(_GIVEN) + one(_GIVEN),
        "date": f"{rng.randint(1, 12)}月{rng.randint(1, 28)}日", "money": decimal(1.1, 60), "land": str(rng.randint(20, 600)),
        "floor": decimal(1.1, 30), "lines": str(rng.randint(10, 60)), "output": decimal(2, 90), "jobs": str(rng.randint(80, 2500)),
        "tax": str(rng.randint(800, 9000)), "price": str(rng.randint(800, 9000)), "area": str(rng.randint(900, 20000)),
        "height": decimal(6, 13), "load": str(rng.randint(20, 60) * 50), "power": str(rng.randint(10, 80) * 40), "rent": decimal(10, 45),
    }  # fmt: skip


def _say(pattern: str, event: dict[str, str], rng: random.Random) -> str:
    chosen = _CHOICE.sub(lambda match: rng.choice(match.group(1).split("|")), pattern)
    return _PART.sub(lambda match: event[match.group(1)], chosen)


def _filler(rng: random.Random) -> str:
    parts = [rng.choice(_MANNERS), "，", rng.choice(_SUBJECTS), rng.choice(_ACTIONS), rng.choice(_OBJECTS)]
    if rng.random() < 0.5:
        parts += ["，", rng.choice(_SUBJECTS), "则", rng.choice(_ACTIONS), rng.choice(_OBJECTS)]
    return "".join([*parts, "，", rng.choice(_ENDINGS), "。"])


def _articles(rng: random.Random, forms: float) -> Iterator[list[str]]:
    """Make articles (lists of paragraphs) without end: events in one to four voices, and forms at that share."""
    while True:
        event = _event(rng)
        if rng.random() < forms:
            yield _say(rng.choice(_FORMS), event, rng).split("\n")
            continue
        quote = f"“{_filler(rng)}”<person>说。"
        for voice in rng.sample(_VOICES, rng.choice((1, 1, 1, 2, 3, 4))):
            told = [_say(pattern, event, rng) for pattern in voice]
            told += [_filler(rng) for _ in range(rng.randint(4, 16))]
            if rng.random() < 0.5:
                told.append(_say(quote, event, rng))
            head, *rest = told
            rng.shuffle(rest)
            sentences = [head, *rest]
            paragraphs = []
            while sentences:
                size = rng.randint(1, 4)
                paragraphs.append("".join(sentences[:size]))
                sentences = sentences[size:]
            yield paragraphs


# ------------------------------------------------------------------------------------------------ the edits


def _boxes(rng: random.Random, sites: int) -> list[tuple[str, str]]:
    """Make each site's lines above and below an article: a byline, and an advertisement with a phone."""
    boxes = []
    for _ in range(sites):
        name = rng.choice(_PLACES) + rng.choice(("在线", "日报", "产业网", "招商网"))
        above = f"来源：{name}  编辑：{rng.choice(_SURNAMES)}{rng.choice(_GIVEN)}"
        below = (f"{name}为您提供一站式选址服务，{rng.choice(_ENDINGS)}，{rng.choice(_ENDINGS)}。\n"
                 f"咨询电话：1{rng.randint(3, 9)}{rng.randint(10**8, 10**9 - 1)}\n扫码关注公众号，获取更多{rng.choice(_TRADES)}资讯")  # fmt: skip
        boxes.append((above, below))
    return boxes


def _half_width(text: str) -> str:
    return text.translate(str.maketrans("，。；：？！（）“”", ',.;:?!()""'))


def _correct_figure(text: str, rng: random.Random) -> str:
    figures = list(re.finditer(r"\d+", text))
    if not figures:
        return text
    match = rng.choice(figures)
    return text[: match.start()] + str(int(match.group()) + rng.randint(1, 9)) + text[match.end() :]


def _swap_words(paragraph: str, rng: random.Random) -> str:
    sentences = re.split("(?<=。)", paragraph)
    for at in range(len(sentences)):
        if rng.random() < 0.25:
            for word, other in _SWAPS.items():
                sentences[at] = sentences[at].replace(word, other, 1)
    return "".join(sentences)


def _is_form(paragraphs: list[str]) -> bool:
    return any(form.endswith(paragraphs[-1][-8:]) for form in _FORMS)


def _edit(paragraphs: list[str], strength: int, box: tuple[str, str], rng: random.Random) -> list[str]:
    """Edit as a site does: 0 not at all, 1 byline and punctuation, 2 and paragraphs and a figure, 3 and much is cut."""
    edited = list(paragraphs)
    is_form = _is_form(
        paragraphs
    )  # what is cut out of a form is what tells it from the next one: sites don't
    if strength == 3 and not is_form:
        edited = [_swap_words(paragraph, rng) for paragraph in edited]
        kept = max(1, round(len(edited) * rng.uniform(0.55, 0.8)))
        start = rng.choice((0, 0, len(edited) - kept))
        edited = edited[start : start + kept]
    if strength == 2 and len(edited) > 3 and not is_form and rng.random() < 0.6:
        del edited[rng.randrange(len(edited))]
    if strength >= 2 and rng.random() < 0.6:
        edited.insert(rng.randrange(len(edited) + 1), "".join(_filler(rng) for _ in range(rng.randint(1, 2))))
    if strength >= 2 and rng.random() < 0.5:
        at = rng.randrange(len(edited))
        edited[at] = _correct_figure(edited[at], rng)
    if strength >= 1 and rng.random() < 0.4:
        edited = [_half_width(paragraph) for paragraph in edited]
    if strength >= 1 and rng.random() < 0.6:
        edited = [box[0], *edited]
    if strength >= 2 and rng.random() < 0.6:
        edited.append(box[1])
    return edited


def generate(documents: int, seed: int, forms: float = 0.25) -> list[Labelled]:
    """Generate a corpus of so many documents, in random order; ``forms`` is the share of events told by a form."""
    rng = random.Random(seed)
    boxes, made = _boxes(rng, 60), _articles(rng, forms)
    texts: list[tuple[int, list[str]]] = []
    recent: list[list[str]] = []
    article = 0
    while len(texts) < documents:
        if len(recent) > 8 and rng.random() < 0.01:
            paragraphs = [paragraph for other in rng.sample(recent, 5) for paragraph in other[:2]]
        else:
            paragraphs = next(made)
            recent = [*recent[-30:], paragraphs]
        copies = min(1 + int(rng.expovariate(0.7)), 40) if rng.random() < 0.98 else rng.randint(20, 40)
        for number in range(copies):
            strength = rng.choice((0, 1, 1, 2, 2, 3)) if number else 0
            texts.append((article, _edit(paragraphs, strength, rng.choice(boxes), rng)))
        article += 1
    rng.shuffle(texts)
    return [
        Labelled(Document(f"d{at}", "\n".join(lines), f"题{at}"), article)
        for at, (article, lines) in enumerate(texts[:documents])
    ]


# ------------------------------------------------------------------------------------------------- the tools

Groups = Iterable[Sequence[int]]


def find_with_luodi(documents: Sequence[Document]) -> Groups:
    """Run luodi."""
    from luodi.reading.reposts import find_reposts

    return [[copy.number for copy in group.copies] for group in find_reposts(documents)]


def _runs(text: str) -> list[str]:
    letters = re.sub(r"[\W_]+", "", text)
    return list({letters[at : at + 5] for at in range(max(1, len(letters) - 4))})


def find_with_rensa(documents: Sequence[Document], least: float = 0.5) -> Groups:
    """Run rensa: 128 permutations, 32 bands, and pairs of an estimated Jaccard similarity of a half."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)
    forest = _Forest(len(documents))
    hashes: list[RMinHash] = []
    for number, document in enumerate(documents):
        minhash = RMinHash(num_perm=128, seed=42)
        minhash.update(_runs(document.text))
        for other in index.query(minhash):
            if forest.root(other) != forest.root(number) and minhash.jaccard(hashes[other]) >= least:
                forest.join(number, other)
        index.insert(number, minhash)
        hashes.append(minhash)
    return forest.trees()


def find_with_datasketch(documents: Sequence[Document], least: float = 0.5) -> Groups:
    """Run datasketch: 128 permutations, its own choice of bands for a half, and the same check of pairs."""
    from datasketch import MinHash, MinHashLSH

    index, forest = MinHashLSH(threshold=0.5, num_perm=128), _Forest(len(documents))
    hashes: list[MinHash] = []
    for number, document in enumerate(documents):
        minhash = MinHash(num_perm=128)
        minhash.update_batch([run.encode() for run in _runs(document.text)])
        for other in index.query(minhash):
            if forest.root(other) != forest.root(number) and minhash.jaccard(hashes[other]) >= least:
                forest.join(number, other)
        index.insert(number, minhash)
        hashes.append(minhash)
    return forest.trees()


_TOOLS: dict[str, Callable[[Sequence[Document]], Groups]] = {
    "luodi": find_with_luodi,
    "rensa, Jaccard ≥ 0.5": find_with_rensa,
    "rensa, Jaccard ≥ 0.8": partial(find_with_rensa, least=0.8),
    "datasketch, Jaccard ≥ 0.5": find_with_datasketch,
    "datasketch, Jaccard ≥ 0.8": partial(find_with_datasketch, least=0.8),
}


class _Forest:
    def __init__(self, size: int) -> None:
        self.parents = list(range(size))

    def root(self, number: int) -> int:
        while self.parents[number] != number:
            self.parents[number] = number = self.parents[self.parents[number]]
        return number

    def join(self, one: int, other: int) -> None:
        self.parents[self.root(one)] = self.root(other)

    def trees(self) -> Groups:
        by_root: dict[int, list[int]] = {}
        for number in range(len(self.parents)):
            by_root.setdefault(self.root(number), []).append(number)
        return [members for members in by_root.values() if len(members) > 1]


# ----------------------------------------------------------------------------------------------- the measure


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall over pairs of documents."""

    precision: float
    recall: float


def score(groups: Groups, corpus: Sequence[Labelled]) -> Score:
    """Score groups of numbers against the corpus's articles."""
    groups = list(groups)
    cells = Counter((at, corpus[number].article) for at, group in enumerate(groups) for number in group)
    right = sum(comb(count, 2) for count in cells.values())
    found = sum(comb(len(group), 2) for group in groups)
    true = sum(comb(count, 2) for count in Counter(each.article for each in corpus).values())
    return Score(right / found if found else 1.0, right / true if true else 1.0)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--tools", default="", help="only those whose names begin so, e.g. luodi")
    options = parser.parse_args(arguments)
    for forms, said in ((0.25, "a quarter of the events told by forms"), (0.0, "no forms")):
        corpus = generate(options.documents, options.seed, forms)
        documents = [each.document for each in corpus]
        letters = sum(len(document.text) for document in documents)
        articles = len({each.article for each in corpus})
        print(
            f"{len(documents):,} documents of {articles:,} articles, {letters:,} characters, {said}, seed {options.seed}:\n"
        )
        print(
            "| tool | CPU s (median) | wall s (median) | precision | recall |\n| --- | --- | --- | --- | --- |"
        )
        for name in _TOOLS:
            if name.startswith(options.tools):
                print(_row(name, documents, corpus, options.repeats), flush=True)
        print()


def _row(name: str, documents: Sequence[Document], corpus: Sequence[Labelled], repeats: int) -> str:
    cpu, wall = [], []
    groups: Groups = []
    try:
        _TOOLS[name](documents[:10])  # imports and tables
    except ImportError:
        return f"| {name} | not installed | | | |"
    for _ in range(repeats):
        copies = [replace(document) for document in documents]
        started = time.process_time(), time.perf_counter()
        groups = _TOOLS[name](copies)
        cpu.append(time.process_time() - started[0])
        wall.append(time.perf_counter() - started[1])
    scored = score(groups, corpus)
    return (f"| {name} | {statistics.median(cpu):.2f} | {statistics.median(wall):.2f} "
            f"| {scored.precision:.4f} | {scored.recall:.4f} |")  # fmt: skip


if __name__ == "__main__":
    main()
    print(
        f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB", file=sys.stderr
    )
