"""A small invented world for the portal's tests."""

from luodi.core.fields import Value
from luodi.facts import Document, DocumentType, Fact, FieldReading, Reading
from luodi.sites.admission import parse_admission
from luodi.sites.park import Park
from luodi.sites.site import Site

NEWS = Document(
    id="news-1",
    title="澄湾仪器产业园揭牌（虚构）",
    text="4月6日，澄湾仪器产业园揭牌，占地2900余亩。\n\n园区主攻精密仪器，当天签约12个项目，总投资60亿元。",
    type="news",
    published="2025-04-07",
    source="澄湾日报（虚构）",
    author="林一",
    url="https://example.invalid/news/1",
    breadcrumb=("首页", "产业"),
)
LISTING = Document(
    id="listing-1",
    title="澄湾仪器产业园3000平厂房出租（虚构）",
    text="澄湾仪器产业园内厂房出租，面积3000平，层高8米，租金18元/平/月，可环评。",
    type="listing",
    published="2026-10-01",
    source="房源群（虚构）",
)
ENQUIRY = (
    "我们做医疗器械（虚构企业），想在青岛租3000平左右的厂房，层高6米以上，租金不超过20元/平/月，要能环评。"
)


def fact(kind: str, quote: str, subject: str = "澄湾仪器产业园", **more: object) -> Fact:
    start = NEWS.text.index(quote)
    return Fact(kind=kind, subject=subject, span=NEWS.span(start, start + len(quote)), **more)  # type: ignore[arg-type]


FACTS = (
    fact("land_area", "占地2900余亩", value=2900 * 10000 / 15, unit="m2", approx="at_least"),
    fact("event", "4月6日，澄湾仪器产业园揭牌", object="established", date="2025-04-06", inferred=True),
    fact("focus", "主攻精密仪器", object="精密仪器"),
    fact("count", "签约12个项目", value=12.0, unit="1", object="签约项目"),
    fact("investment", "总投资60亿元", subject="签约项目", value=6e9, unit="CNY"),
)


def fields(document: Document, **said: tuple[Value, str]) -> tuple[FieldReading, ...]:
    return tuple(
        FieldReading(
            name, value, document.span(document.text.index(quote), document.text.index(quote) + len(quote))
        )
        for name, (value, quote) in said.items()
    )


LISTING_FIELDS = fields(
    LISTING,
    deal=(("lease",), "出租"),
    kind=(("factory",), "厂房"),
    floor_area_m2=(3000.0, "3000平"),
    clear_height_m=(8.0, "层高8米"),
    rent_cny_m2_month=(18.0, "18元/平/月"),
    env_permit=(True, "可环评"),
)


def reading(document: Document = NEWS, type_: DocumentType = "news") -> Reading:
    if type_ == "news":
        return Reading(document, "news", facts=FACTS)
    return Reading(document, "listing", fields=LISTING_FIELDS)


PARK = Park(
    id="chengwan",
    name="澄湾仪器产业园",
    province="山东省",
    city="青岛市",
    district="城阳区",
    focus=("精密仪器", "医疗器械"),
    plot_ratio=1.5,
    lon=120.3021,
    lat=36.2504,
    admission=parse_admission(
        {
            "any_of": [
                {"all_of": [{"measure": "tax_cny_mu_year", "at_least": 200000}]},
                {"measure": "investment_cny", "at_least": 50000000},
            ],
            "industries": {"allow": ["医疗器械", "精密仪器"], "deny": ["电镀"]},
            "source": "园区公告（虚构）",
            "verified_on": "2026-03-01",
        },
        "chengwan",
    ),
    synthetic=True,
)
SITES = (
    Site(
        id="listing-1",
        name="澄湾仪器产业园3000平厂房出租（虚构）",
        park="chengwan",
        province="山东省",
        city="青岛市",
        district="城阳区",
        deal=("lease",),
        kind=("factory",),
        floor_area_m2=3000.0,
        min_area_m2=1000.0,
        clear_height_m=8.0,
        rent_cny_m2_month=18.0,
        env_permit=True,
        fire_class=("丁", "戊"),
        storey=(1, 2),
        sources={field.name: field.span.quote for field in LISTING_FIELDS},
    ),
    Site(
        id="b/2",
        name="即墨仓库",
        city="青岛市",
        district="即墨区",
        deal=("lease", "sale"),
        kind=("warehouse",),
        floor_area_m2=8000.0,
        clear_height_m=10.0,
        steam=False,
        synthetic=True,
    ),
    Site(id="c-3", name="苏州工业用地", city="苏州市", deal=("sale",), kind=("land",), land_area_m2=20000.0),
    Site(
        id="d-4", name="青岛小厂房", city="青岛市", deal=("lease",), kind=("factory",), floor_area_m2=500.0,
        clear_height_m=4.5, rent_cny_m2_month=25.0,
    ),
)  # fmt: skip
