"""Enquiries to try: invented, in the words in which brokers pass them on."""

from dataclasses import dataclass

from luodi.core.text import Text


@dataclass(frozen=True, slots=True)
class Example:
    """An enquiry with the few words that name it on a button."""

    name: Text
    text: str


EXAMPLES = (
    Example(
        Text("医疗器械 · 租 3000 平厂房", "Medical devices: a factory of 3,000 m² to lease"),
        "我们做医疗器械组装（虚构企业），想在青岛城阳或即墨租3000平左右的厂房，一楼，层高6米以上，配电200kVA以上，"
        "月租不超过25元/平，要能办环评。总投资3000万元，年产值6000万元，年纳税150万元，明年3月底前进场。",
    ),
    Example(
        Text("农业机械 · 买 30–60 亩地", "Farm machines: 30–60 mu of land to buy"),
        "某农机企业（虚构）求购工业用地30-60亩，潍坊或胶州，地价不超过30万元/亩，要产证、通天然气。"
        "总投资2.4亿元，年产值4.5亿元，年税收1300万元，用工260人。",
    ),
    Example(
        Text("轮胎仓储 · 租丙二类仓库", "Tyres: a warehouse of fire class 丙二 to lease"),
        "求租胶州或黄岛丙二类仓库2000到3000平，净高8米以上，26块以内，月底要。",
    ),
)
