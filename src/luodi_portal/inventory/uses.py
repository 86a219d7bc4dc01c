"""What an offer suits, as far as it is said; and what to ask where it is not."""

from collections.abc import Iterator, Mapping

from luodi.core.text import Text
from luodi.core.wording import joined, number
from luodi.sites.park import Park
from luodi.sites.site import Site

OF_KIND: Mapping[str, Text] = {
    "factory": Text("生产、组装", "production and assembly"),
    "warehouse": Text("仓储、物流", "storage and logistics"),
    "land": Text("自建厂房", "building a plant of one's own"),
    "office": Text("办公", "offices"),
    "lab": Text("研发、中试", "research and pilot production"),
    "yard": Text("堆放、停放", "open storage"),
}
QUESTIONS: Mapping[str, Text] = {
    "status": Text("现在还空着吗？有没有人在谈？", "Is it still free? Is anybody else in talks?"),
    "rent_cny_m2_month": Text(
        "租金多少，含不含税和物业费？多久涨一次？",
        "What is the rent, with tax and service? When does it rise?",
    ),
    "floor_area_m2": Text(
        "建筑面积多少，公摊多少？", "What is the floor area, and how much of it is shared?"
    ),
    "min_area_m2": Text("能分割吗，最小租多大？", "Can it be divided, and into what at least?"),
    "clear_height_m": Text("梁下净高多少？", "What is the height below the beams?"),
    "floor_load_kg_m2": Text("地面或楼面承重多少？", "What does the floor bear?"),
    "power_kva": Text(
        "配电多少千伏安，能不能增容，谁出钱？", "How many kVA are there, can there be more, and who pays?"
    ),
    "crane_t": Text(
        "有没有行车，几吨？没有的话牛腿能不能加？",
        "Is there a crane, of how many tonnes? If not, can one be added?",
    ),
    "fire_class": Text(
        "消防按哪一类验收的，有没有喷淋？", "For which fire class was it accepted, and are there sprinklers?"
    ),
    "title_deed": Text("产证齐吗，能不能注册公司？", "Is there a title deed, and can a firm register there?"),
    "env_permit": Text(
        "能不能办环评，哪些工序不行？", "Can an environmental permit be had, and for which steps not?"
    ),
    "sewage_permit": Text("有没有排污口和指标？", "Is there an outlet for sewage, with a quota?"),
    "steam": Text("有没有蒸汽，压力多少，怎么收费？", "Is there steam, at what pressure and price?"),
    "gas": Text("天然气通到楼里了吗？", "Does natural gas reach the building?"),
    "available_from": Text("最早哪天能进场装修？", "From which day can one move in?"),
    "tenure_years": Text("土地还剩多少年？", "How many years of tenure are left?"),
    "structure": Text("什么结构，楼板能不能开洞？", "What is the structure, and can a floor be opened?"),
}


def uses(site: Site, park: Park | None) -> Iterator[Text]:
    """Say what the offer suits and what it does not, each with the figure behind it; what is unknown says nothing."""
    if site.kind:
        labels = [OF_KIND[kind] for kind in site.kind if kind in OF_KIND]
        yield Text(
            f"适合{'；'.join(each.zh for each in labels)}",
            f"Suits {joined([each.en for each in labels], 'en')}",
        )
    if site.env_permit is not None:
        yield (
            Text("可办环评：需要环评的生产可以谈", "An environmental permit can be had")
            if site.env_permit
            else Text(
                "不能办环评：需要环评的生产不合适",
                "No environmental permit: production that needs one won't do",
            )
        )
    if site.fire_class:
        words = "、".join(site.fire_class)
        yield Text(
            f"消防按{words}类：更高火险的生产和储存不合适", f"Fire class {words}: nothing of a higher hazard"
        )
    if site.crane_t:
        tonnes = number(site.crane_t)
        yield Text(f"有 {tonnes} 吨行车：可吊重件", f"A crane of {tonnes} t lifts heavy parts")
    if park and park.admission:
        yield from _of_terms(park)


def _of_terms(park: Park) -> Iterator[Text]:
    assert park.admission is not None
    if park.admission.allow:
        words = "、".join(park.admission.allow)
        yield Text(f"园区接纳：{words}", f"The park admits: {words}")
    if park.admission.deny:
        words = "、".join(park.admission.deny)
        yield Text(f"园区不接纳：{words}", f"The park refuses: {words}")
