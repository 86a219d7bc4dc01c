"""Whether what a post offers is gone already: 【已租】, 房子租出去了, 已预订."""

import re

from luodi.reading.premises.source import Source

_WHAT = r"(?:此|该|本|这[个套间栋处]?)?(?:房源?|房子|厂房|仓库|库房|车间|冷库|写字楼|办公室|堆场|场地|地块?|土地)?"
_TAKEN = (
    r"已经?(?:被?(?:整体|全部)?(?:出租|租出(?:去)?|租掉|租完|租|出售|售出|售罄|售|卖出?|转让|转租|转出|转掉|成交|下架))|"
    r"(?:已经?)?(?:租|卖|转|售)出去|成交|满租|rented out|sold out|leased out"
)
_RESERVED = (
    r"已经?(?:被)?(?:预订|预定|订出?|定出?|锁定|交定金?|收定金?|签意向)|(?:已经?)?有(?:人交?)?意向金|意向金已(?:交|付|收)|"
    r"(?:已经?)?有人(?:定|订)|定金已(?:交|付|收)|reserved"
)
_STATUS = re.compile(
    rf"(?<![\w:])(?:状态:|现状:)?{_WHAT}(?:(?P<taken>{_TAKEN})|(?P<reserved>{_RESERVED}))了?(?:哈|啦|哦)?(?!\w)"
)
_TENANTED = re.compile(r"出租|租")  # of what is for sale it only says that a tenant is there


def find_status(source: Source, deals: tuple[str, ...]) -> tuple[str, tuple[int, int]] | None:
    """Give ``taken`` or ``reserved`` where a clause of its own says so of the whole offer.

    What is said of a part (二楼已租, 已出租六成) tells nothing, nor that a building for sale has tenants.
    """
    for match in _STATUS.finditer(source.text):
        if deals == ("sale",) and match["taken"] and _TENANTED.search(match["taken"]):
            continue
        return str(match.lastgroup), match.span()
    return None
