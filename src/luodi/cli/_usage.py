"""click's errors of usage, with the Chinese beside the English."""

import re

import click

from luodi.core.text import Lang

_OTHERS = {"No such command": "没有这个命令", "extra argument": "多了参数"}
_CHINESE = re.compile("[\u4e00-\u9fff]")


def in_both_languages(error: click.UsageError) -> click.UsageError:
    """Give the error with its Chinese in front; as it is where English was asked for, or where it has Chinese already.

    A group called without a command ends with its help as the error: that has several lines, and stays.
    """
    said = error.format_message()
    lang: Lang | None = error.ctx.find_root().obj if error.ctx else None
    if lang == "en" or "\n" in said or _CHINESE.search(said):
        return error
    return click.UsageError(f"{_in_chinese(error)}（{said.rstrip('.')}）", error.ctx)


def _in_chinese(error: click.UsageError) -> str:
    match error:
        case click.MissingParameter():
            return f"缺少{_named(error)}"
        case click.BadParameter():
            return f"{_named(error)} 的值不对"
        case click.NoSuchOption(option_name=name):
            return f"没有选项 {name}"
        case click.BadOptionUsage(option_name=name):
            return f"选项 {name} 用得不对"
        case _:
            return next((zh for en, zh in _OTHERS.items() if en in error.message), "用法不对")


def _named(error: click.BadParameter) -> str:
    if error.param is None:
        return "参数"
    kind = "选项" if error.param.param_type_name == "option" else "参数"
    return f"{kind} {error.param.get_error_hint(error.ctx)}"
