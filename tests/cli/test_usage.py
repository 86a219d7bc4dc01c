"""Wrong usage: click's own words, with the Chinese beside them."""

import pytest
from click.testing import CliRunner

from luodi.cli import main

WRONG = [
    (("mtch",), "没有这个命令（No such command 'mtch'）"),
    (("sites", "nosuch"), "没有这个命令（No such command"),
    (("match", "x"), "缺少选项 '--sites'（Missing option '--sites'）"),
    (("sites", "import"), "缺少参数 'FILE...'（Missing argument"),
    (("match", "x", "--sites"), "选项 --sites 用得不对（"),
    (("match", "--topp", "3"), "没有选项 --topp（No such option"),
    (("match", "x", "--sites", "y", "--top", "x"), "选项 '--top' 的值不对（Invalid value for '--top': 'x'"),
    (("match", "x", "z", "--sites", "y"), "多了参数（Got unexpected extra argument (z)）"),
]


@pytest.mark.parametrize(
    ("words", "said"), WRONG, ids=lambda each: " ".join(each) if isinstance(each, tuple) else ""
)
def test_wrong_usage_is_said_in_both_languages(words: tuple[str, ...], said: str) -> None:
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 2
    assert f"Error: {said}" in result.stderr


def test_in_english_where_english_is_asked_for() -> None:
    result = CliRunner().invoke(main, ["--lang", "en", "match", "x"])
    assert result.stderr.splitlines()[-1] == "Error: Missing option '--sites'."


def test_a_group_alone_shows_its_help() -> None:
    result = CliRunner().invoke(main, ["sites"])
    assert "Error" not in result.output
    assert "Commands:" in result.output
