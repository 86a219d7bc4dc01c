"""Generated texts and pages: from a seed, of the real page's length, with all names invented and all parts known."""

import html
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template

LENGTH = 4_300  # characters of text on the real page that this project began with
LAYOUTS = ("portal", "office", "blog", "paper")
_FOLDER = Path(__file__).parent / "layouts"
_CITIES = ("云州", "澜山", "青螺", "汐川", "昆阳", "湖西", "松北", "临泽", "望海", "江浦")
_LETTERS = "远帆海棠衡澜谱屿朔淝嵘鲸渡明岳禾川泰岚启恒铂睿昶沐霖彧晟翎骋砺璟琰炘烨煦钧铄锴阑珩"  # of firms' and parks' names
_TRADES = ("精密仪器", "生物医药", "新能源", "智能装备", "集成电路", "新材料", "食品", "航空部件", "机器人")
_PARKS = ("产业园", "高新技术产业园", "智造园", "经济开发区", "科技城")
_PRODUCTS = ("高速电机", "伺服驱动器", "医用导管", "储能电池", "碳纤维制品", "传感器", "压缩机")
SENTENCES = (
    "{month}月{day}日，{firm}{product}项目在{park}开工，项目总投资{money}亿元，占地{mu}亩，建筑面积约{floor}万平方米。",
    "项目达产后预计年产{product}{units}万台，可实现年产值{output}亿元、年税收{tax}万元，带动就业{jobs}余人。",
    "{year}年，{park}实现规模以上工业总产值{output}亿元，同比增长{rate}%，占全市的{share}%。",
    "截至{month}月底，{park}累计入驻企业{many}家，其中规上企业{few}家、高新技术企业{some}家。",
    "{firm}近日完成{deal}亿元B轮融资，由{stem}资本领投，{other}创投跟投。",
    "{park}规划面积{km}平方公里，重点发展{trade}、{trade2}两大产业，先后获批省级特色园区。",
    "在全省{few}个开发区综合考评中，{park}位列第{rank}位，较上年提升{up}个位次。",
    "活动现场，{firm}等{few}个项目集中签约，计划总投资{money}亿元，涵盖{trade}、{trade2}等领域。",
    "作为{trade}产业链的链主企业，{firm}{year}年实现营业收入{output}亿元，增长{rate}%。",
    "“我们从签约到拿地只用了{jobs}天，服务专员几乎天天到现场。”{firm}负责人说。",
    "今年以来，当地坚持把营商环境作为头号工程，推动要素跟着项目走、服务围着企业转。",
    "走进车间，自动化生产线正有序运转，工人们忙着赶制一批发往海外的订单。",
    "下一步，{park}将围绕强链补链延链，力争到{year}年培育百亿级企业{up}家，产业规模突破{money}亿元。",
    "据介绍，一期已建成标准厂房{some}栋、{floor}万平方米，二期计划于{year}年{month}月交付使用。",
    "夜色里的园区灯火通明，运送设备的货车一辆接着一辆，门卫老张说这样的场面已经有小半年了。",
)
_LISTING = (
    "{city}{park}附近单层厂房{area}平方米出租，层高{up}.5米，行车{few}吨，配电{kva}千伏安，丙类消防，"
    "租金{rent}元/平方米/月，{cut}平方米起租，产证齐全，可环评，空置随时看房。联系人：王经理，电话1380000{few:02d}{some:02d}。"
)
_TEASERS = (
    "{park}新签{trade}项目{few}个 总投资{money}亿元",
    "{firm}二期竣工 年产{product}{units}万台",
    "{city}前{up}月工业投资增长{rate}%",
    "占地{mu}亩！{park}再添一座{trade}基地",
)


@dataclass(frozen=True, slots=True)
class Article:
    """An invented article: what a page's reader must find."""

    title: str
    published: str
    source: str
    breadcrumb: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Give the article's text, a line for each paragraph."""
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its article, and what stands around that and must not be read."""

    name: str
    data: bytes
    article: Article
    around: tuple[str, ...]


def articles(seed: int, length: int = LENGTH) -> Iterator[Article]:
    """Generate articles of about so many characters, for ever."""
    rng = random.Random(f"article {seed} {length}")
    while True:
        lines: list[str] = []
        while sum(map(len, lines)) < length:
            lines.append("".join(_say(rng, rng.choice(SENTENCES)) for _ in range(rng.randint(2, 4))))
        names = slots(rng)
        day = f"{rng.randint(2018, 2025)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        title = "{park}{trade}项目加快建设 今年已签约{few}个".format(**names)
        crumbs = (
            "首页",
            rng.choice(("产业信息", "财经频道", "政务公开")),
            rng.choice(("园区动态", "招商要闻")),
        )
        yield Article(title, day, f"{names['city']}日报", crumbs, tuple(lines))


def listings(seed: int) -> Iterator[str]:
    """Generate listing posts, for ever."""
    rng = random.Random(f"listing {seed}")
    while True:
        yield _say(rng, _LISTING)


def pages(seed: int, length: int = LENGTH) -> Iterator[Page]:
    """Generate pages whose text, with all that stands around the article, has about so many characters, for ever."""
    rng = random.Random(f"page {seed} {length}")
    for number, article in enumerate(articles(seed, max(200, length - 600))):
        layout = LAYOUTS[number % len(LAYOUTS)]
        yield _page(rng, layout, article)


def _page(rng: random.Random, layout: str, article: Article) -> Page:
    teasers = [_say(rng, rng.choice(_TEASERS)) for _ in range(10)]
    phone = _say(rng, "招商热线：0532-8000{jobs:04d}（{city}厂房租售、土地招拍挂，免费带看）")
    disclaimer = "本文仅代表作者个人观点，内容均为虚构，转载请注明出处，如有侵权请联系本站删除。"
    paragraphs = [f"<p>　　{html.escape(line)}</p>" for line in article.lines]
    markup = _layout(layout).substitute(
        title=html.escape(article.title),
        site="落地演示网",
        date=article.published,
        source=article.source,
        author="季晓棠",
        crumb0=article.breadcrumb[0],
        crumb1=article.breadcrumb[1],
        crumb2=article.breadcrumb[2],
        paragraphs="\n".join(paragraphs),
        sections="".join(f"<section><span>{html.escape(line)}</span></section>" for line in article.lines),
        teasers="".join(f'<li><a href="/n/{i}">{line}</a></li>' for i, line in enumerate(teasers[:5])),
        more="".join(f'<li><a href="/m/{i}">{line}</a></li>' for i, line in enumerate(teasers[5:])),
        rows="".join(f'<tr><td><a href="/r/{i}">{line}</a></td></tr>' for i, line in enumerate(teasers[5:])),
        cards="".join(
            f'<div class="card"><a href="/c/{i}"><h4>{line}</h4></a><p>{line}，详情请点击查看全文。</p></div>'
            for i, line in enumerate(teasers[:5])
        ),
        phone=phone,
        disclaimer=disclaimer,
    )
    around = tuple(line for line in (*teasers, phone, disclaimer) if line in markup)
    return Page(layout, markup.encode("gb18030" if layout == "office" else "utf-8"), article, around)


@cache
def _layout(name: str) -> Template:
    return Template((_FOLDER / f"{name}.html").read_text(encoding="utf-8"))


def _stem(rng: random.Random) -> str:
    return "".join(rng.sample(_LETTERS, 2))


def _say(rng: random.Random, pattern: str) -> str:
    return pattern.format(**slots(rng))


def slots(rng: random.Random) -> dict[str, object]:
    """Invent what a sentence says."""
    city, stem = rng.choice(_CITIES), _stem(rng)
    trade, trade2 = rng.sample(_TRADES, 2)
    return {
        "city": city,
        "stem": stem,
        "other": _stem(rng),
        "trade": trade,
        "trade2": trade2,
        "park": f"{city}{_stem(rng)}{rng.choice(_PARKS)}",
        "firm": f"{city}{stem}{trade}有限公司",
        "product": rng.choice(_PRODUCTS),
        "month": rng.randint(1, 12),
        "day": rng.randint(1, 28),
        "year": rng.randint(2019, 2030),
        "money": round(rng.uniform(1, 90), 1),
        "deal": round(rng.uniform(0.3, 9), 1),
        "output": round(rng.uniform(2, 400), 1),
        "tax": rng.randint(200, 9000),
        "mu": rng.randint(20, 3000),
        "floor": round(rng.uniform(1, 40), 1),
        "km": round(rng.uniform(1, 60), 1),
        "units": rng.randint(2, 200),
        "jobs": rng.randint(60, 4000),
        "rate": round(rng.uniform(1, 30), 1),
        "share": round(rng.uniform(2, 60), 1),
        "many": rng.randint(50, 900),
        "some": rng.randint(11, 49),
        "few": rng.randint(4, 30),
        "rank": rng.randint(1, 20),
        "up": rng.randint(2, 9),
        "area": rng.randint(8, 90) * 100,
        "cut": rng.randint(3, 8) * 100,
        "kva": rng.choice((250, 315, 400, 630, 800)),
        "rent": rng.randint(12, 40),
    }
