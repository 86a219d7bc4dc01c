"""The names of sums: which kind of fact 营收, 产值, 税收, 投资 and the indicators of a region are."""

import re

MEASURE = re.compile(
    r"(?P<skip>注册资本|注册资金|净利润|利润|估值|市值|基金|补贴|奖励|奖金|补助|贷款|授信|单价|租金|售价|房租|亩均|每亩|发行价|每股|人均|均价|债券|成本|节约|节省|罚款|资金支持|扶持资金|专项资金|产业资金|价格|市场价|出厂价|工资|月薪|薪资|薪酬|保费|亏损|负债|总资产|净资产|资产规模|管理规模|订单(?:金额|额)|赔付|票房|中标|单笔|募集规模|引导资金|收益|减税|退税|意向|担保|拨付|定价|每平方米|每平米|合同价)"
    r"|(?P<financing>融资|募资|募集资金|募集)"
    r"|(?P<indicator>(?:[\u4e00-\u9fffA-Z]{0,12}?)(?:地区生产总值|生产总值|GDP|增加值|固定资产投资|工业投资|技改投资|技术改造投资|房地产开发投资|民间投资|基础设施投资|制造业投资|产业投资(?!项目)"
    r"|预算收入|预算支出|到位资金|出口创汇|出口交货值|财政收入|财政总收入|零售总额|社零|进出口|出口总?[额值]|出口(?=$|[\d，；、。约超近逾达为]|增长|下降|同比|实现|完成)|进口(?=$|[\d约达为]|增长|下降)|进口总?[额值]|贸易总?额|外贸总?额|外资|利用内资|到账|存款余额|贷款余额|成交额|交易额|到位内资|招商引资|可支配收入|电商交易|网络零售)[总额值]{0,2}(?:到位资金|金额|总额)?)"
    r"|(?P<revenue>(?:集团|公司|全年|年度|总)收益(?=$|[约达为])|[\u4e00-\u9fff]{0,6}?(?:营业总?收入|营收|主营业务收入|主营收入|销售收入|销售总?额|营业额|销售产值|业务收入|服务收入|软件业务收入|经营收入|旅游收入|总收入|应税销售|开票销售|(?<![算政税配入收])收入(?=$|[达约为超突破\d]|可|将|有望|预计|实现|超过|完成|合计)|(?<![开应])销售(?=$|首次|[约超近逾达突越破跨迈站])|(?<![多少])卖(?:了|出了?|到了?)(?=$|[约超近逾达突\d])))"
    r"|(?P<output>[\u4e00-\u9fff]{0,8}?(?:产值|产业规模|产业总规模|规模(?=达|突破|超|约|近|逾|为|已|\d)))"
    r"|(?P<tax>[\u4e00-\u9fff]{0,6}?(?:税收|创税|上税|完税|纳税总?额?|利税|缴税(?![收金款])|(?:入库)?税金|缴纳税款|实缴税款?|入库税[收款]?)(?:总额)?)"
    r"|(?P<invest>投资|增资|投入|流动资金|出资|斥资|耗资|签约总?金?额|协议总?金?额|协议总?金额|合同总?金?额|投资总?额|签约资金|协议资金|引资(?:总?额)?|总金额|总额|总规模)"
)
_PER = re.compile(r"亩均|每亩|人均|户均|单位|地均|平均每|每平方|净利|利润(?!率)|税前")
KINDS = {
    "revenue": "revenue",
    "output": "output_value",
    "tax": "tax",
    "invest": "investment",
    "indicator": "indicator",
}
GROUPS = {kind: group for group, kind in KINDS.items()}


def measure_of(name: str) -> str | None:
    """Give the kind that a measure's name is of (规上工业总产值 → output_value)."""
    group, _ = measure_in(name)
    return KINDS.get(group) if group else None


def measure_in(left: str) -> tuple[str | None, str]:
    """Find the last measure of ``left``: its group and its name as written."""
    found = None
    for match in MEASURE.finditer(left):
        found = match
    if not found or len(left) - found.end() > 16:
        return None, ""
    for match in _PER.finditer(left):
        if found.start() - 4 <= match.start() < found.end():
            return "skip", ""
    return found.lastgroup, found.group()
