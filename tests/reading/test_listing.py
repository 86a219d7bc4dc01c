"""What single wordings of listing posts say, field by field."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luodi.core.fields import LISTING_FIELDS
from luodi.facts import Document
from luodi.reading.listing import read_listing

ABSENT = object()


def read(text: str, title: str = "", published: str | None = None) -> dict[str, object]:
    return {f.name: f.value for f in read_listing(Document("t", text, title, "listing", published))}


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        # said in passing
        ("钢构厂房5000方起分，20元/方", "deal", ("lease",)),
        ("独立小院厂房5000方 价格1680万", "deal", ("sale",)),
        ("独立小院厂房5000方 价格1680万", "price_cny", 16_800_000),
        ("冷库厂房出售 制冷设备齐 1800万 证件全", "price_cny", 18_000_000),
        ("104地块独栋厂房出租，1800平", "kind", ("factory",)),
        ("104地块独栋厂房出租，1800平", "floor_area_m2", 1800),
        ("厂房出租，单层9米，1800平", "clear_height_m", 9),
        ("厂房出租 0.95元", "rent_cny_m2_month", 28.9),
        ("冷库出租 零下18度3000吨库容 2400平 层高5 年租65万", "floor_area_m2", 2400),
        ("冷库出租 零下18度3000吨库容 2400平 层高5 年租65万", "clear_height_m", 5),
        ("厂房出租带行车 1500平", "floor_area_m2", 1500),
        ("6层研发办公楼 首层层高5.1 标准层3.9 单层1180平米 出租", "storeys", 6),
        ("厂房单一层3800方出租", "storeys", 1),
        ("厂房出租，牛腿做到10T、现装5T行车2部", "crane_t", 5),
        ("厂房出租，租：1F 29元/㎡/月，2-3F 22元/㎡/月", "rent_cny_m2_month", 29),
        ("实验室出租1180平，可拆半层590平", "min_area_m2", 590),
        ("厂房出租，园区有饭堂无宿舍", "canteen", True),
        ("厂房出租，园区有饭堂无宿舍", "dormitory", False),
        ("空坝子22亩出租，1100块一亩一个月", "rent_cny_m2_month", 1.65),
        ("空坝子22亩出租，没得产权证", "title_deed", False),
        ("铸造厂转让，1000的变压器俩", "power_kva", 2000),
        ("仓库出租，层高6/5/5米 承重2/1.5/1.5T", "clear_height_m", 6),
        ("仓库出租，层高6/5/5米 承重2/1.5/1.5T", "clear_height_upper_m", 5),
        ("仓库出租，层高6/5/5米 承重2/1.5/1.5T", "floor_load_kg_m2", 2000),
        ("厂房出租1-4层每层3800方 可分租1000方起", "min_area_m2", 1000),
        ("厂房出租 电梯5吨 首层25元 二层以上18元", "rent_cny_m2_month", 25),
        ("厂房转让，厂房及办公楼24300平方米", "floor_area_m2", 24300),
        ("铝材厂转让 年产能5万吨 5200万含设备", "price_cny", 52_000_000),
        ("厂房出售 首付三成 50年独立产权", "tenure_years", 50),
        ("研发楼 按揭贷款 8500元/㎡", "price_cny_m2", 8500),
        ("厂房 双层 首层2300平 7米 二层2100平 5.2米 1.6元", "clear_height_m", 7),
        ("厂房 双层 首层2300平 7米 二层2100平 5.2米 1.6元", "clear_height_upper_m", 5.2),
        ("厂房 双层 首层2300平 7米 二层2100平 5.2米 1.6元", "floor_area_m2", 4400),
        ("厂房 双层 首层2300平 7米 二层2100平 5.2米 1.6元", "deal", ("lease",)),
        ("长沙产权厂房出售 贷款7成 首层7.9米", "clear_height_m", 7.9),
        # deal and kind
        # what is gone already
        ("厂房整栋招租，五层共15000平", "storeys", 5),
        ("自家厂房出售，5层，占地3亩", "storeys", 5),
        ("3号厂房，2层，2600㎡出租", "storey", (2,)),
        ("仓库出租，单体1500㎡，共3栋4500㎡，1栋起租", "floor_area_m2", 4500),
        ("仓库出租，单体1500㎡，共3栋4500㎡，1栋起租", "min_area_m2", 1500),
        ("厂房出租，煤气没有，天然气能接", "gas", True),
        ("厂房出售，出租着年收租金68万", "deal", ("sale",)),
        ("冷库转让或出租，2000平", "deal", ("lease", "transfer")),
        ("厂房出租，变压器2台，各1600千伏安", "power_kva", 3200),
        ("工业用地38亩转让，地上厂房2栋，共9200平方米", "floor_area_m2", 9200),
        ("车间3000平整租", "floor_area_m2", 3000),
        ("【已租】城东3000平厂房", "status", "taken"),
        ("厂房出租，房子租出去了，谢谢各位", "status", "taken"),
        ("仓库转租。已成交", "status", "taken"),
        ("工业用地50亩转让，地块已转让", "status", "taken"),
        ("厂房出租。状态：已预订", "status", "reserved"),
        ("厂房出租，已有意向金", "status", "reserved"),
        ("厂房出租，二楼已租，三楼空着", "status", ABSENT),
        ("整栋出售，现状：已出租", "status", ABSENT),
        ("产业园整体出售，已出租六成", "status", ABSENT),
        ("产业园整体出售，已出租六成", "deal", ("sale",)),
        # figures by floor, and those without a unit
        ("厂房三层，首层2.5吨、楼上1吨承重，整栋出租", "floor_load_kg_m2", 2500),
        ("厂房出租，首层8米 二层以上5米，首层2吨 二层以上1吨", "floor_load_kg_m2", 2000),
        ("研发楼出租，首层5.4米、二层以上4.2米", "clear_height_upper_m", 4.2),
        ("研发楼出租，层高4.2米，首层5.4米", "clear_height_m", 5.4),
        ("研发楼出租，层高4.2米，首层5.4米", "clear_height_upper_m", 4.2),
        ("厂房出租，一层23元、二层16元/㎡/月", "rent_cny_m2_month", 23),
        ("厂房出租，层高八米八地面打过金刚砂", "clear_height_m", 8.8),
        ("高标库5600㎡出租，可分2000起", "min_area_m2", 2000),
        ("城北厂房一楼 1300 高6米 出租", "floor_area_m2", 1300),
        ("厂房出租，315电，丙二", "power_kva", 315),
        ("厂房出租，20吨天车 1250的电", "power_kva", 1250),
        ("厂房出租，20吨天车 1250的电", "crane_t", 20),
        ("地块转让，可分32亩、20亩两宗，共52亩", "min_area_m2", 13333.33),
        ("厂房出租，每栋五层，现三楼1200平出租", "storeys", 5),
        ("鞋厂转租，四楼五楼两层，共2400平", "storeys", ABSENT),
        ("厂房C1一层，3050㎡出租", "storey", (1,)),
        ("厂房出售，报价4380万", "price_cny", 43_800_000),
        ("厂房首开销售，电话0352-8000789", "price_cny", ABSENT),
        ("地块转让，亩价22万", "price_cny_mu", 220_000),
        # when it is free
        ("厂房出租，随时可看", "available_from", ABSENT),
        ("厂房出租，随时可进场", "available_from", "now"),
        ("Warehouse for lease, available from May 1, 2026. Call", "available_from", "2026-05-01"),
        ("厂房出租，2026年4月20日搬离，2026年5月1日可进场", "available_from", "2026-05-01"),
        ("厂房出租，冇宿舍", "dormitory", False),
        ("厂房出租，丙类，甲类仓库共用", "fire_class", ("丙",)),
        ("厂房出售，两层砖混+一层钢构", "structure", "mixed"),
        # deal and kind
        ("独栋厂房出租", "deal", ("lease",)),
        ("标准厂房可租可售", "deal", ("lease", "sale")),
        ("仓库转租，只租不卖", "deal", ("transfer",)),
        ("因搬迁低价转让厂房一处", "deal", ("transfer",)),
        ("地块拟挂牌出让", "deal", ("sale",)),
        ("厂房租售，价格面议", "deal", ("lease", "sale")),
        ("【招租】某园区三栋标准厂房", "deal", ("lease",)),
        ("急租！城东3000平车间", "deal", ("lease",)),
        ("车间、仓库对外出租", "kind", ("factory", "warehouse")),
        ("冷库出租2000平", "kind", ("warehouse",)),
        ("独立写字楼整层招租", "kind", ("office",)),
        ("研发楼出租800平", "kind", ("lab",)),
        ("露天堆场30亩出租", "kind", ("yard",)),
        ("工业用地50亩转让", "kind", ("land",)),
        ("食品加工厂整体转让", "kind", ("factory",)),
        # areas
        ("厂房出租，建筑面积1.2万平方米", "floor_area_m2", 12000),
        ("仓库出租500-6000㎡", "floor_area_m2", 6000),
        ("仓库出租500-6000㎡", "min_area_m2", 500),
        ("仓库8000平，2000平起租", "min_area_m2", 2000),
        ("仓库8000平，最小可租300平", "min_area_m2", 300),
        ("厂房5000平，可分割", "min_area_m2", ABSENT),
        ("厂房出租二千五百平", "floor_area_m2", 2500),
        ("厂房3200平（含办公400平）出租", "floor_area_m2", 3200),
        ("出售厂房，占地15亩，建筑面积7800㎡", "land_area_m2", 10000),
        ("出售厂房，占地15亩，建筑面积7800㎡", "floor_area_m2", 7800),
        ("园区总占地300亩，总建筑面积20万平，现有2号楼3600平出租", "floor_area_m2", 3600),
        ("A栋1200平、B栋1800平两栋厂房出租，可分开租", "floor_area_m2", 3000),
        ("厂房共三层，每层1500平，整栋出租", "floor_area_m2", 4500),
        ("工业土地20亩出售", "land_area_m2", 13333.33),
        ("土地面积2.5公顷，工业用地转让", "land_area_m2", 25000),
        ("5000㎡厂房出租，500㎡起分", "min_area_m2", 500),
        # storeys and storey
        ("单层钢结构厂房3000平出租", "storeys", 1),
        ("三层框架厂房整栋出租", "storeys", 3),
        ("厂房共5层，现三楼1200平出租", "storeys", 5),
        ("厂房共5层，现三楼1200平出租", "storey", (3,)),
        ("总层数：6层，所在楼层：2层", "storeys", 6),
        ("楼层：2/6", "storeys", 6),
        ("二楼三楼厂房出租，每层900平", "storey", (2, 3)),
        ("二层已租，现一层2000平出租", "storey", (1,)),
        ("一楼厂房出租1800平", "storey", (1,)),
        ("厂房三层，一层层高6米，二三层层高4米", "storey", ABSENT),
        # heights and loads
        ("层高：8.5米", "clear_height_m", 8.5),
        ("檐高9米，梁下净高7.8米", "clear_height_m", 7.8),
        ("滴水6米的钢构厂房", "clear_height_m", 6),
        ("厂房高12米，行车32吨", "clear_height_m", 12),
        ("首层层高7.2米，二层以上4.5米", "clear_height_upper_m", 4.5),
        ("首层层高7.2米，二层以上4.5米", "clear_height_m", 7.2),
        ("一楼高6.5m，楼上4.2m", "clear_height_upper_m", 4.2),
        ("层高八米", "clear_height_m", 8),
        ("层高8米5", "clear_height_m", 8.5),
        ("首层8米，2-5层4.8米", "clear_height_m", 8),
        ("首层8米，2-5层4.8米", "clear_height_upper_m", 4.8),
        ("层高首层7.8/标准层4.5", "clear_height_upper_m", 4.5),
        ("厂房9米高，5吨航车", "clear_height_m", 9),
        ("限高30米，距高速2公里", "clear_height_m", ABSENT),
        ("月台高1.3米，净高10米", "clear_height_m", 10),
        ("宽24米长100米高9米", "clear_height_m", 9),
        ("地面承重5吨/平", "floor_load_kg_m2", 5000),
        ("楼板荷载7.5kN/㎡", "floor_load_kg_m2", 764.78),
        ("承重：一楼2吨，二楼以上800公斤", "floor_load_kg_m2", 2000),
        ("每平方承重1吨半", "floor_load_kg_m2", 1500),
        ("每平米承重800斤", "floor_load_kg_m2", 400),
        ("承重3T，丙二类", "floor_load_kg_m2", 3000),
        ("荷载1000kg/㎡", "floor_load_kg_m2", 1000),
        # power and cranes
        ("变压器630KVA", "power_kva", 630),
        ("配电1250kVA两台", "power_kva", 2500),
        ("800kva变压器2台", "power_kva", 1600),
        ("变压器2×1000kVA", "power_kva", 2000),
        ("315+500变压器", "power_kva", 815),
        ("电400，水齐全", "power_kva", 400),
        ("供电500千瓦", "power_kva", 500),
        ("电250KVA可增容到630KVA", "power_kva", 250),
        ("电200安", "power_kva", ABSENT),
        ("110kV变电站距离2公里", "power_kva", ABSENT),
        ("10吨行车2台，5吨行车4台", "crane_t", 10),
        ("行车：32T/5T", "crane_t", 32),
        ("带20吨天车", "crane_t", 20),
        ("预留10吨牛腿", "crane_t", ABSENT),
        ("可加装5吨行车", "crane_t", ABSENT),
        ("货梯3吨两部", "crane_t", ABSENT),
        ("3吨电动葫芦一台", "crane_t", ABSENT),
        # structure and fire class
        ("砖混结构厂房", "structure", "brick"),
        ("钢筋混凝土框架结构", "structure", "frame"),
        ("轻钢厂房，混凝土地面", "structure", "steel"),
        ("消防丙类", "fire_class", ("丙",)),
        ("丙二类高标库", "fire_class", ("丙二",)),
        ("火灾危险性：丁、戊类", "fire_class", ("丁", "戊")),
        ("丙类二项仓库", "fire_class", ("丙二",)),
        ("甲类车间两座", "fire_class", ("甲",)),
        ("甲级写字楼", "fire_class", ABSENT),
        ("甲乙类勿扰", "fire_class", ABSENT),
        # there or not
        ("房产证齐全", "title_deed", True),
        ("红本厂房", "title_deed", True),
        ("没有产证，集体土地", "title_deed", False),
        ("证件：无房产证", "title_deed", False),
        ("可办环评", "env_permit", True),
        ("环评做不了", "env_permit", False),
        ("不能办理环评", "env_permit", False),
        ("蒸汽已通", "steam", True),
        ("无蒸汽，有天然气", "steam", False),
        ("无蒸汽，有天然气", "gas", True),
        ("没有宿舍和食堂", "canteen", False),
        ("没有宿舍和食堂", "dormitory", False),
        ("宿舍、食堂都没有", "dormitory", False),
        ("天然气没通", "gas", False),
        ("配套员工公寓、餐厅", "dormitory", True),
        ("带排污指标", "sewage_permit", True),
        # money
        ("厂房出租，18元/㎡/月", "rent_cny_m2_month", 18),
        ("厂房出租，租金一年36万", "rent_cny_year", 360000),
        ("厂房出租，22元/平/月，物业费3元/平/月", "rent_cny_m2_month", 22),
        ("一楼租金25元/平，二楼18元/平，厂房出租", "rent_cny_m2_month", 25),
        ("厂房出租，一层13元，二层9元", "rent_cny_m2_month", 13),
        ("厂房出售，总价1800万", "price_cny", 18000000),
        ("厂房出售，单价3800元/㎡", "price_cny_m2", 3800),
        ("工业地转让，30万一亩", "price_cny_mu", 300000),
        ("独院厂房急售，850万", "price_cny", 8500000),
        # tenure
        ("土地剩余年限38年，出让50年", "tenure_years", 38),
        ("50年产权", "tenure_years", 50),
        ("租期五年起", "tenure_years", ABSENT),
        # free from
        ("厂房空置，随时入驻", "available_from", "now"),
        ("现房出租", "available_from", "now"),
        ("2025年3月底交付", "available_from", "2025-03-31"),
        ("2026年1月1日起可入驻", "available_from", "2026-01-01"),
        # whom to call
        ("联系人：司徒先生 电话：137-1234-5678", "contact", "司徒先生"),
        ("联系人：司徒先生 电话：137-1234-5678", "phone", "13712345678"),
        ("电话0755-2345 6789 欧阳小姐", "phone", "075523456789"),
        ("招商热线：400-123-4567", "phone", "4001234567"),
        ("徐13812345678", "contact", "徐"),
        ("15012345678刘姐", "contact", "刘姐"),
        ("看厂联系老郑 +86 138 1234 5678", "phone", "13812345678"),
        ("看厂联系老郑 +86 138 1234 5678", "contact", "老郑"),
        ("联系电话：13612345678（微信同号）", "contact", ABSENT),
    ],
)
def test_one_wording(text: str, field: str, value: object) -> None:
    found = read(text).get(field, ABSENT)
    assert found == (pytest.approx(value, rel=0.001) if isinstance(value, (int, float)) else value)


@pytest.mark.parametrize(
    ("title", "text", "where"),
    [
        ("", "青岛市即墨区蓝村街道厂房出租", ("山东省", "青岛市", "即墨区", "蓝村街道")),
        ("", "东莞塘厦林村工业区厂房出租", ("广东省", "东莞市", "塘厦镇", "林村工业区")),
        ("昆山厂房出租", "陆家镇金阳路2000平", ("江苏省", "苏州市", "昆山市", "陆家镇金阳路")),
        ("", "上海嘉定区马陆镇单层厂房招租", ("上海市", "上海市", "嘉定区", "马陆镇")),
        ("", "成都高新区孵化园写字楼出租", ("四川省", "成都市", None, "高新区孵化园")),
        ("厂房出租", "宁波慈溪逍林镇仓库，距杭州湾新区5公里", ("浙江省", "宁波市", "慈溪市", "逍林镇")),
        ("", "江门鹤山共和镇国有证独院厂房出售", ("广东省", "江门市", "鹤山市", "共和镇")),
        ("", "昆山张浦双证厂房急售", ("江苏省", "苏州市", "昆山市", "张浦")),
        ("", "成都郫都区现代工业港标准化厂房出售", ("四川省", "成都市", "郫都区", "现代工业港")),
    ],
)
def test_where(title: str, text: str, where: tuple[str | None, ...]) -> None:
    found = read(text, title)
    assert tuple(found.get(name) for name in ("province", "city", "district", "place")) == where


def test_a_month_without_a_year_needs_the_day_of_publication() -> None:
    assert read("厂房出租，9月底交付", published="2025-07-01")["available_from"] == "2025-09-30"
    assert "available_from" not in read("厂房出租，9月底交付")


def test_other_posts_below_are_not_read() -> None:
    found = read("厂房2000平出租，18元/平/月\n相关推荐：\n厂房9000平丙类出租，有食堂\n")
    assert found["floor_area_m2"] == 2000
    assert "fire_class" not in found
    assert "canteen" not in found


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(
            ["厂房", "出租", "3000平", "层高", "8米", "，", "\n", "租金", "18", "没有", "宿舍", "王总"]
        )
    ),
)
def test_any_text_gives_fields_of_the_catalogue_with_spans(text: str, words: list[str]) -> None:
    doc = Document("t", text + "".join(words), text[:20])
    known = {field.name for field in LISTING_FIELDS} | {"status"}
    for reading in read_listing(doc):
        assert reading.name in known
        whole = doc.text if reading.span.part == "text" else doc.title
        assert whole[reading.span.start : reading.span.end] == reading.span.quote != ""
