"""What may go wrong with an address, said so that a person can mend it."""

from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Text

_CHECK = Text("请在浏览器里打开核对", "open it in a browser and check it")


def bad_address(address: str, why: Text) -> LuodiError:
    """The address itself can't be used."""
    return LuodiError(Problem(address[:200], why, Text("请给以 http:// 或 https:// 开头的公开网址", "give a public address that begins with http:// or https://")))  # fmt: skip


def not_public(address: str) -> LuodiError:
    """The address leads into a network that is not public."""
    return LuodiError(
        Problem(
            address,
            Text("指向内部网络或本机，未去读取", "leads into an internal network or this machine; it was not fetched"),
            Text("内网站点须由管理员写进 LUODI_FETCH_ALLOW（主机:端口）", "the administrator may allow a site of the own network by LUODI_FETCH_ALLOW (host:port)"),
        )
    )  # fmt: skip


def unreachable(address: str) -> LuodiError:
    """Nobody answers."""
    return LuodiError(Problem(address, Text("连不上", "can't be reached"), _CHECK))


def too_slow(address: str, seconds: float) -> LuodiError:
    """It takes too long."""
    return LuodiError(Problem(address, Text(f"{seconds:g} 秒内没有读完", f"was not read within {seconds:g} seconds"), Text("请稍后再试", "try again later")))  # fmt: skip


def too_large(address: str, most: int) -> LuodiError:
    """It is larger than what is taken."""
    return LuodiError(Problem(address, Text(f"超过 {most // 1_000_000} MB 的上限", f"is larger than the limit of {most // 1_000_000} MB"), Text("请下载后上传其中需要的部分", "download it and upload the part that is needed")))  # fmt: skip


def broken(address: str, why: str) -> LuodiError:
    """The answer is not what HTTP allows."""
    return LuodiError(Problem(address, Text(f"对方的回答无法读取（{why}）", f"gave an answer that can't be read ({why})"), _CHECK))  # fmt: skip


def answered(address: str, status: int) -> LuodiError:
    """The server says no."""
    remedy = Text("请稍后再试", "try again later") if status in (429, 503) or status >= 500 else _CHECK
    return LuodiError(Problem(address, Text(f"网站回答 {status}", f"the site answered {status}"), remedy))


def too_many_redirects(address: str) -> LuodiError:
    """It leads from one address to the next."""
    return LuodiError(
        Problem(address, Text("一再转到别的地址", "leads from one address to the next"), _CHECK)
    )


def not_welcome(address: str) -> LuodiError:
    """The site's robots.txt asks programs to keep off."""
    return LuodiError(
        Problem(
            address,
            Text("网站的 robots.txt 不让程序读取这个地址", "the site's robots.txt asks programs not to read this address"),
            Text("可在浏览器里保存网页后上传", "save the page in a browser and upload it"),
        )
    )  # fmt: skip
