"""``luodi reposts`` from the outside: groups as tables and as JSON, figures that differ, how it ends."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from luodi.cli import main
from luodi.core.errors import ExitCode

NEWS = (
    "本报讯 5月13日，总投资12.8亿元的岳恒（虚构）轻量化部件项目在望山区破土动工。项目占地156亩，主要建设生产车间和研发中心，"
    "达产后预计年产值20亿元。\n公司负责人表示，将加快建设进度，力争明年投产。园区将全程做好服务，帮助企业解决用工问题。"
)
OTHER = "望山区一处独栋厂房出租，层高9米，可做电子装配，价格面议，随时看房，其余情况请到现场了解。"


def _run(*arguments: str | Path, lang: str = "en", stdin: str | None = None) -> Result:
    return CliRunner().invoke(
        main, ["--lang", lang, "reposts", *map(str, arguments)], input=stdin, prog_name="luodi"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = {
        "a": NEWS,
        "b": NEWS.replace("156亩", "165亩"),
        "c": f"来源：某网  编辑：某某\n{NEWS}",
        "d": OTHER,
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_json_gives_groups_and_figures(folder: Path) -> None:
    result = _run(folder, "--json")
    (group,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == ExitCode.OK
    assert [copy["id"] for copy in group["copies"]] == ["a", "b", "c"]
    assert group["representative"] in {"a", "b", "c"}
    (figure,) = group["differing"]
    assert (figure["name"], figure["unit"]) == ("land_area", "m2")
    assert [each["documents"] for each in figure["reported"]] == [["a", "c"], ["b"]]
    assert [each["value"] for each in figure["reported"]] == [104000, 110000]


def test_the_table_names_copies_and_values(folder: Path) -> None:
    result = _run(folder, lang="zh")
    assert "3 篇" in result.stdout
    assert "占地面积" in result.stdout
    assert "项目占地165亩" in result.stdout
    assert "4 篇文档，1 组转载" in result.stderr


def test_without_figures_nothing_is_read(folder: Path) -> None:
    (row,) = _run(folder, "--json", "--no-figures").stdout.splitlines()
    assert "differing" not in json.loads(row)


def test_standard_input() -> None:
    lines = "".join(json.dumps({"id": id_, "text": NEWS}) + "\n" for id_ in ("x", "y"))
    (row,) = _run("-", "--json", "--no-figures", stdin=lines).stdout.splitlines()
    assert [copy["id"] for copy in json.loads(row)["copies"]] == ["x", "y"]
    refused = _run("-", stdin=lines)
    assert (refused.exit_code, refused.stdout) == (ExitCode.UNUSABLE, "")
    assert "--no-figures" in refused.stderr


def test_nothing_is_reposted(folder: Path) -> None:
    result = _run(folder / "a.txt", folder / "d.txt")
    assert (result.exit_code, result.stdout.strip()) == (ExitCode.OK, "(no reposts)")


def test_bad_input_is_named_once(folder: Path) -> None:
    result = _run(folder, folder / "missing.txt", "--json")
    assert result.exit_code == ExitCode.PARTIAL
    assert result.stderr.count("missing.txt") == 1
    assert len(result.stdout.splitlines()) == 1
    assert _run(folder / "missing.txt").exit_code == ExitCode.UNUSABLE


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "odd.jsonl"
    rows = ({"id": f"{id_}\x1b[31m", "text": NEWS, "title": "题\x1b[2J"} for id_ in "pq")
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    result = _run(path)
    assert "\x1b" not in result.stdout
    assert "2 copies" in result.stdout


def test_output_to_a_file(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "groups.out"
    assert _run(folder, "--json", "-o", out).exit_code == ExitCode.OK
    assert len(json.loads(out.read_text(encoding="utf-8"))["copies"]) == 3
    missing = _run(folder, "-o", tmp_path / "nowhere" / "groups")
    assert missing.exit_code == ExitCode.UNWRITABLE
