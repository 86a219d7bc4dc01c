"""What single wordings of enquiries ask for, field by field."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luodi.core.fields import REQUIREMENT_FIELDS
from luodi.facts import Document
from luodi.reading.requirement import read_requirement

ABSENT = object()


def read(text: str, title: str = "", published: str | None = None) -> dict[str, object]:
    doc = Document("t", text, title, "requirement", published)
    return {f.name: f.value for f in read_requirement(doc)}


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        # deal, kind, use
        ("求租厂房3000平", "deal", ("lease",)),
        ("想买一处独院厂房", "deal", ("purchase",)),
        ("租购均可，厂房5000平", "deal", ("lease", "purchase")),
        ("找仓库，20块以内一平一个月", "deal", ("lease",)),
        ("需工业用地50亩，地价20万/亩以内", "deal", ("purchase",)),
        ("需要厂房或仓库2000平", "kind", ("factory", "warehouse")),
        ("求租研发楼", "kind", ("lab",)),
        ("求租空地停车", "kind", ("yard",)),
        ("拟购地80亩建厂", "kind", ("land",)),
        ("租冷库1000平放海鲜", "kind", ("warehouse",)),
        ("租冷库1000平放海鲜", "use", ("storage",)),
        ("做五金冲压加工，租厂房1000平", "use", ("production",)),
        ("租写字楼500平办公", "use", ("office",)),
        ("租一楼400平做门店零售", "use", ("retail",)),
        ("租厂房，用于新药研发和中试", "use", ("rnd",)),
        # industry
        ("要租厂房，价格20以内", "rent_max_cny_m2_month", 20),
        ("租厂房，一年租金控制在12万", "rent_max_cny_year", 120_000),
        ("租仓库，要丙一或者丙二的", "fire_class", ("丙一", "丙二")),
        ("租厂房，食堂不用 宿舍要几间", "dormitory", True),
        ("想买地或者买厂房", "kind", ("land", "factory")),
        ("租厂房，首层要6米", "storey", ABSENT),
        ("购地50亩，亩产税收：不低于50万元", "tax_cny_mu_year", 500_000),
        ("一家会计师事务所，租写字楼", "industry", "会计师事务所"),
        ("租车间，修矿山设备用，20吨行车", "industry", "矿山设备"),
        ("行业是医疗器械，做内窥镜镜体，求租厂房", "industry", "医疗器械"),
        ("求租厂房1000平，做不锈钢制品，一楼", "industry", "不锈钢制品"),
        ("行业|建筑陶瓷\n载体|租赁厂房", "industry", "建筑陶瓷"),
        ("拟建隔膜生产线，购地50亩", "use", ("production",)),
        ("租厂房，要能放冲床", "use", ABSENT),
        ("做工业无人机研发，租研发楼", "use", ("rnd",)),
        ("蒸汽|不需要\n载体|租赁厂房", "steam", ABSENT),
        ("租厂房，唔使环评", "env_permit", ABSENT),
        ("公司现位于城南，租用厂房8000㎡，拟购地80亩", "floor_area_min_m2", ABSENT),
        ("公司现位于城南，租用厂房8000㎡，拟购地80亩", "deal", ("purchase",)),
        ("找3千5百平厂房", "floor_area_min_m2", 3500),
        ("租厂房，一二楼都行", "storey", (1, 2)),
        ("租厂房，只要一层", "storey", (1,)),
        ("租厂房，租金14以内 电400", "power_min_kva", 400),
        ("租厂房，租金14以内 电400", "rent_max_cny_year", ABSENT),
        ("收购厂房，收购2000万以内", "price_max_cny", 20_000_000),
        ("租厂房，move in by June 2026.", "start_by", "2026-06"),
        # industry
        ("我们是做汽车座椅的，求租厂房", "industry", "汽车座椅"),
        ("从事医用敷料生产，求租厂房", "industry", "医用敷料"),
        ("拟建设锂电隔膜生产基地，需用地100亩", "industry", "锂电隔膜"),
        ("我们生产电动自行车，想租厂房", "industry", "电动自行车"),
        ("服装加工厂找厂房", "use", ("production",)),
        ("求租仓库存放轮胎", "industry", "轮胎"),
        ("年产2000吨辣椒酱项目，要地30亩", "industry", "辣椒酱"),
        # areas
        ("求租厂房2000-3000平", "floor_area_min_m2", 2000),
        ("求租厂房2000-3000平", "floor_area_max_m2", 3000),
        ("求租厂房2000平左右", "floor_area_max_m2", 2000),
        ("求租厂房2000平以上", "floor_area_max_m2", ABSENT),
        ("求租厂房不低于2000平", "floor_area_min_m2", 2000),
        ("求租厂房5000平以内", "floor_area_min_m2", ABSENT),
        ("求租厂房不超过5000平米", "floor_area_max_m2", 5000),
        ("求租仓库5000平起", "floor_area_min_m2", 5000),
        ("求购工业用地30到50亩", "land_area_max_m2", 33333.33),
        ("现有厂房占地20亩不够用，想再购地60亩", "land_area_min_m2", 40000),
        ("要厂房三千个平方左右", "floor_area_min_m2", 3000),
        ("租厂房1500平，其中办公200平", "floor_area_max_m2", 1500),
        # budget
        ("求租厂房，18元/㎡/月以内", "rent_max_cny_m2_month", 18),
        ("求租厂房，预算每天每平不超过1块", "rent_max_cny_m2_month", 30.42),
        ("求租厂房，年租金50万以内", "rent_max_cny_year", 500000),
        ("求租厂房，月租金不超过3万", "rent_max_cny_year", 360000),
        ("求购厂房，总价1500万以内", "price_max_cny", 15000000),
        ("求购厂房，预算2000万", "price_max_cny", 20000000),
        ("购地100亩，地价控制在20万元/亩以内", "price_max_cny_mu", 200000),
        ("租厂房，15到18块一平", "rent_max_cny_m2_month", 18),
        # what it brings
        ("总投资5亿元，其中固定资产投资3亿元", "investment_cny", 500000000),
        ("达产后年产值3亿元，年税收1800万元", "output_cny_year", 300000000),
        ("达产后年产值3亿元，年税收1800万元", "tax_cny_year", 18000000),
        ("亩均税收不低于25万元/年", "tax_cny_mu_year", 250000),
        ("去年纳税200万，搬迁后承诺年纳税500万", "tax_cny_year", 5000000),
        ("2024年营业收入7亿元", "output_cny_year", ABSENT),
        ("用工120人", "staff", 120),
        ("员工约80名", "staff", 80),
        ("工人一百来个", "staff", 100),
        # building
        ("层高不低于8米", "clear_height_min_m", 8),
        ("层高6米以上，承重2吨", "floor_load_min_kg_m2", 2000),
        ("楼板荷载≥10kN/㎡", "floor_load_min_kg_m2", 1019.7),
        ("电力≥630kVA", "power_min_kva", 630),
        ("电要400个千瓦", "power_min_kva", 400),
        ("能上10吨航车", "crane_min_t", 10),
        ("行车不需要", "crane_min_t", ABSENT),
        ("只要一楼", "storey", (1,)),
        ("二楼三楼都行", "storey", (2, 3)),
        ("不要二楼", "storey", ABSENT),
        ("单层厂房", "storey", ABSENT),
        ("一楼最好，二楼也可以，三楼不要", "storey", (1, 2)),
        ("消防丙类以上", "fire_class", ("丙",)),
        ("钢结构、框架都可以", "structure", ("steel", "frame")),
        # demanded
        ("必须可环评", "env_permit", True),
        ("不用环评", "env_permit", ABSENT),
        ("要有房产证", "title_deed", True),
        ("有没有房产证都行", "title_deed", ABSENT),
        ("天然气要通，蒸汽不需要", "gas", True),
        ("天然气要通，蒸汽不需要", "steam", ABSENT),
        ("宿舍食堂都要", "canteen", True),
        ("宿舍、食堂都不用", "dormitory", ABSENT),
        ("食堂有没有都可以", "canteen", ABSENT),
        ("需排污指标", "sewage_permit", True),
        # when
        ("2026年3月1日前入驻", "start_by", "2026-03-01"),
        ("2026年底前搬进去", "start_by", "2026-12-31"),
        ("2026年6月底前交付", "start_by", "2026-06-30"),
        ("报名截止2026年3月1日", "start_by", ABSENT),
        # said in passing
        ("找厂，3000方，租金1块2以内", "rent_max_cny_m2_month", 36.5),
        ("求租厂房2000方，预算0.8以内", "rent_max_cny_m2_month", 24.33),
        ("租堆场10亩，租金2元/平", "rent_max_cny_m2_month", 2),
        ("台资企业找厂 15000平", "kind", ("factory",)),
        ("台资企业找厂 15000平", "industry", ABSENT),
        ("德国企业，汽车零部件，找厂房3000平", "industry", "汽车零部件"),
        ("东莞企业，精密模具，求租3000平一楼", "industry", "精密模具"),
        ("50人 CNC加工 求租1000方", "industry", "CNC加工"),
        ("收购一家闲置工厂 30亩左右", "industry", ABSENT),
        ("做钢结构件的，求租厂房8000方", "structure", ABSENT),
        ("帮上市公司找写字楼3000方", "industry", ABSENT),
        ("要块地10来亩，做停车场", "industry", ABSENT),
        ("跨境电商找仓 10000平以上", "kind", ("warehouse",)),
        ("跨境电商找仓 10000平以上", "industry", "跨境电商"),
        ("求危化品甲类库 300平", "kind", ("warehouse",)),
        ("医疗器械GMP车间需求：800-1200㎡", "industry", "医疗器械"),
        ("求租厂房，地坪2吨，净高7米", "floor_load_min_kg_m2", 2000),
        ("求租空地存二手吊车，地面一平得能压10吨", "floor_load_min_kg_m2", 10_000),
        ("求租空地存二手吊车，地面一平得能压10吨", "crane_min_t", ABSENT),
        ("购地50亩，园区周边应有人才公寓可供租用，食堂我司自建", "dormitory", True),
        ("购地50亩，园区周边应有人才公寓可供租用，食堂我司自建", "canteen", ABSENT),
        ("购地50亩，园区周边应有人才公寓可供租用，食堂我司自建", "deal", ("purchase",)),
        ("专业从事光学膜的研发与制造，拟购地建光学膜生产基地", "use", ("production",)),
        ("沈阳机器人项目载体需求表\n产品：焊接工作站", "industry", "焊接工作站"),
        ("租金上限：0.6元/㎡/天\n购买预算：≤2600万元", "price_max_cny", 26_000_000),
        ("购买或租赁均可，厂房8000平米，预算购买3500万以内", "price_max_cny", 35_000_000),
        ("求租1000方一楼，做五金抛光", "use", ("production",)),
        ("需：危化品丙类仓库1000㎡", "industry", "危化品"),
        ("买厂5000平 独栋 预算2500左右 双证", "price_max_cny", 25_000_000),
        ("找厂1500平 7米以上 5吨行车 1.3以内", "clear_height_min_m", 7),
        ("找厂1500平 7米以上 5吨行车 1.3以内", "rent_max_cny_m2_month", 39.54),
        ("杭州找研发办公楼 1000平", "floor_area_min_m2", 1000),
        # who
        ("苏州某某精密机械有限公司 赵经理 13812345678", "company", "苏州某某精密机械有限公司"),
        ("我们公司是宁波甬某模塑股份有限公司", "company", "宁波甬某模塑股份有限公司"),
        ("联系人：采购部 齐女士 13912345678", "contact", "齐女士"),
    ],
)
def test_one_wording(text: str, field: str, value: object) -> None:
    found = read(text).get(field, ABSENT)
    assert found == (pytest.approx(value, rel=0.001) if isinstance(value, (int, float)) else value)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("求租青岛胶州或平度厂房", ("胶州", "平度")),
        ("在苏州工业园区找研发楼", ("苏州工业园区",)),
        ("意向区域：历城区、章丘区、济阳区", ("历城区", "章丘区", "济阳区")),
        ("我们现在在宁波北仑，想搬到慈溪、余姚一带", ("慈溪", "余姚")),
        ("天津武清附近求租仓库", ("武清",)),
        ("求租厂房，郑州高新区、中原区都行，金水区不要", ("郑州高新区", "中原区")),
        ("青岛某某科技有限公司在烟台福山区求购厂房", ("福山区",)),
        ("现寻路桥、椒江、黄岩范围内厂房", ("路桥", "椒江", "黄岩")),
        ("拟在嘉兴平湖市独山港镇购地", ("独山港镇",)),
        ("收东莞厚街、道滘红本独院一个", ("厚街", "道滘")),
        ("找地100亩，华东优先", ("华东",)),
        ("拟选址长三角建设生产基地", ("长三角",)),
        ("服装厂，在东莞虎门，想去惠州博罗或惠城", ("博罗", "惠城")),
        ("我在义乌做饰品的，想在金东区找个厂房", ("金东区",)),
        ("拟在长沙宁乡、株洲荷塘或衡阳蒸湘择址新建基地", ("宁乡", "荷塘", "蒸湘")),
        ("现在厂房在沙井，要搬，公明、光明、松岗都看", ("公明", "光明", "松岗")),
    ],
)
def test_where(text: str, places: tuple[str, ...]) -> None:
    assert read(text).get("locations") == places


def test_relative_dates_count_from_the_day_of_publication() -> None:
    assert read("两个月内要搬进去，求租厂房", published="2025-04-15")["start_by"] == "2025-06-15"
    assert read("年底前搬进去，求租厂房", published="2025-04-15")["start_by"] == "2025-12-31"


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(
            [
                "求租",
                "厂房",
                "3000平",
                "以内",
                "，",
                "\n",
                "预算",
                "18",
                "不要",
                "二楼",
                "青岛",
                "年税收",
                "500万",
            ]
        )
    ),
)
def test_any_text_gives_fields_of_the_catalogue_with_spans(text: str, words: list[str]) -> None:
    doc = Document("t", text + "".join(words), text[:20])
    known = {field.name for field in REQUIREMENT_FIELDS}
    for reading in read_requirement(doc):
        assert reading.name in known
        whole = doc.text if reading.span.part == "text" else doc.title
        assert whole[reading.span.start : reading.span.end] == reading.span.quote != ""
