"""``luodi match`` from the shell's side: inputs, outputs, exit codes, and what is said when something is wrong."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from luodi.cli import main

SITES = [
    {"id": "a", "name": "演示甲", "deal": "lease", "city": "青岛市", "district": "城阳区", "floor_area_m2": 3000,
     "rent_cny_m2_month": 18, "status": "available", "synthetic": True},
    {"id": "b", "name": "演示乙", "deal": "lease", "city": "青岛市", "district": "城阳区", "floor_area_m2": 3000,
     "rent_cny_m2_month": 22, "status": "available"},
    {"id": "c", "name": "演示丙", "deal": "lease", "city": "青岛市", "district": "即墨区", "floor_area_m2": 9000,
     "rent_cny_m2_month": 12, "status": "reserved"},
]  # fmt: skip
WANTED = {"deal": "lease", "locations": ["城阳"], "floor_area_min_m2": 2000, "rent_max_cny_m2_month": 20}
ENQUIRY = "求租城阳厂房3000平左右，租金20元/平/月以内，要行车5吨。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = "\n".join(json.dumps(site, ensure_ascii=False) for site in SITES)
    (tmp_path / "sites.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "wanted.json").write_text(json.dumps(WANTED), encoding="utf-8")
    (tmp_path / "enquiry.txt").write_text(ENQUIRY, encoding="utf-8")
    return tmp_path


def match(folder: Path, *args: str, stdin: str | None = None, lang: str = "zh") -> Result:
    sites = ["--sites", str(folder / "sites.jsonl")]
    return CliRunner().invoke(main, ["--lang", lang, "match", *args, *sites], input=stdin)


def test_json_for_programs(folder):
    result = match(folder, str(folder / "wanted.json"), "--json")
    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)
    assert answer["requirement"]["locations"] == ["城阳"]
    assert [(each["rank"], each["id"]) for each in answer["shortlist"]] == [(1, "a")]
    assert [(miss["id"], miss["constraint"], miss["found"]) for miss in answer["near_misses"]] == [
        ("c", "locations", ["青岛市", "即墨区"]),
        ("b", "rent", 22),
    ]


def test_tables_for_people_show_what_was_understood_and_flag_what_is_synthetic(folder):
    said = match(folder, str(folder / "wanted.json")).stdout
    for words in ("需求（按理解）", "短名单：3 个房源中 1 个可选", "［合成］演示甲 (a)", "漏斗", "差一项", "22 元/㎡·月",
                  "租金上限提高到", "请向房东确认产证", "合成数据，不是真实房源"):  # fmt: skip
        assert words in said


def test_everything_is_said_in_english_too(folder):
    said = match(folder, str(folder / "wanted.json"), lang="en").stdout
    for words in ("Requirement as understood", "1 of 3 sites would do", "[synthetic] 演示甲", "Near misses",
                  "raise the greatest rent to", "Ask the landlord: title deed"):  # fmt: skip
        assert words in said
    own_option = match(folder, str(folder / "wanted.json"), "--lang", "en").stdout
    assert own_option == said


@pytest.mark.parametrize("given", ["file", "words", "stdin", "document"])
def test_an_enquirys_words_are_read_with_their_quotes(folder, given):
    pytest.importorskip("luodi.reading.requirement")
    (folder / "one.jsonl").write_text(json.dumps({"id": "1", "text": ENQUIRY}) + "\n", encoding="utf-8")
    args = {
        "file": str(folder / "enquiry.txt"),
        "words": ENQUIRY,
        "stdin": "-",
        "document": str(folder / "one.jsonl"),
    }
    result = match(folder, args[given], "--json", stdin=ENQUIRY if given == "stdin" else None)
    assert result.exit_code == 0, result.output
    understood = json.loads(result.stdout)["requirement"]
    assert understood["locations"] == ["城阳"]
    assert understood["floor_area_min_m2"] == understood["floor_area_max_m2"] == 3000
    assert "20" in understood["sources"]["rent_max_cny_m2_month"]


def test_why_a_site_is_not_on_the_list(folder):
    said = match(folder, str(folder / "wanted.json"), "--why", "c").stdout
    assert "不在名单：1 项不符合" in said
    found = json.loads(match(folder, str(folder / "wanted.json"), "--why", "演示乙", "--json").stdout)
    assert (found["id"], found["failing"], found["rank"], found["passing"]) == ("b", ["rent"], None, 1)


def test_why_for_a_site_that_is_on_the_list(folder):
    assert "在名单：第 1 名，共 1 个" in match(folder, str(folder / "wanted.json"), "--why", "a").stdout


def test_output_goes_to_a_file(folder):
    out = folder / "answer.json"
    result = match(folder, str(folder / "wanted.json"), "--json", "-o", str(out))
    assert (result.exit_code, result.stdout) == (0, "")
    assert json.loads(out.read_text(encoding="utf-8"))["passing"] == 1


def test_an_empty_shortlist_says_so(folder):
    assert "没有房源符合全部约束" in match(folder, '{"crane_min_t": 5, "locations": ["上海"]}').stdout


def test_top_limits_both_lists(folder):
    answer = json.loads(match(folder, '{"locations": ["上海"]}', "--json", "--top", "1").stdout)
    assert (answer["passing"], len(answer["shortlist"]), len(answer["near_misses"])) == (0, 0, 1)
    answer = json.loads(match(folder, '{"rent_max_cny_m2_month": 10}', "--json", "--top", "1").stdout)
    assert len(answer["near_misses"]) == 1
    answer = json.loads(match(folder, "{}", "--json", "--top", "0").stdout)
    assert len(answer["shortlist"]) == answer["passing"] == 3


def test_parks_bring_their_terms(folder):
    terms = {"measure": "staff", "at_least": 100}
    (folder / "parks.jsonl").write_text(
        json.dumps({"id": "p", "name": "演示园", "admission": terms}), encoding="utf-8"
    )
    site = {"id": "z", "park": "p", "status": "available"}
    (folder / "sites.jsonl").write_text(json.dumps(site), encoding="utf-8")
    parks = ["--parks", str(folder / "parks.jsonl")]
    answer = json.loads(match(folder, '{"staff": 50}', "--json", *parks).stdout)
    assert [(miss["constraint"], miss["wanted"], miss["found"]) for miss in answer["near_misses"]] == [
        ("admission", 100, 50)
    ]
    assert match(folder, '{"staff": 100}', *parks).exit_code == 0


def test_bad_rows_are_named_and_good_ones_kept(folder):
    with (folder / "sites.jsonl").open("a", encoding="utf-8") as file:
        file.write('\n{"id": "x", "floor_area_m2": -5}\n')
    result = match(folder, str(folder / "wanted.json"), "--json")
    assert result.exit_code == 4
    assert json.loads(result.stdout)["considered"] == 3
    assert "floor_area_m2" in result.stderr or "建筑面积" in result.stderr


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("nosuch.json", "没有这个文件"),
        ("", "REQUIREMENT：需求是空的；请写出需求"),
        (" \n", "REQUIREMENT：需求是空的"),
        (".", ".：是文件夹，不是需求；请给出其中一个文件"),
        ('{"rent_max": 3}', "是不是 rent_max_cny_year"),
        ('{"floor_area_min_m2": -3}', "负数"),
        ('{"floor_area_min_m2": 3', "REQUIREMENT 第 1 行第 24 个字符：不是完整的 JSON"),
        ('{"floor_area_min_m2": 9, "floor_area_max_m2": 8}', "下限 9 大于上限 8"),
        ('{"criteria": [{"measure": "title_deed", "weight": 0, "worst": 0, "best": 1}]}', "权重全为 0"),
        ("[1]", "不认识"),
        ("{" * 5000, "不是完整的 JSON"),
        ('{"deal": "lease"}\n{"deal": "lease"}', "有 2 条需求"),
    ],
)
def test_what_can_not_be_used_ends_with_3_and_says_why(folder, given, said):
    if given == "[1]":
        (folder / "list.json").write_text("[1]", encoding="utf-8")
        given, said = str(folder / "list.json"), "不是对象"
    result = match(folder, given)
    assert result.exit_code == 3
    assert said in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00\x01" * 9, b"\x89PNG\r\n\x1a\n\x00"])
def test_a_requirement_that_is_no_text(folder, data):
    (folder / "odd.json").write_bytes(data)
    result = match(folder, str(folder / "odd.json"))
    assert result.exit_code == 3
    assert "Traceback" not in result.output


def test_an_unknown_site_gets_a_suggestion(folder):
    result = match(folder, str(folder / "wanted.json"), "--why", "演示", lang="en")
    assert result.exit_code == 3
    assert "there is no such site" in result.stderr


def test_what_a_file_holds_can_not_steer_the_terminal(folder):
    site = SITES[0] | {"name": "甲\u202e[bold]"}
    (folder / "sites.jsonl").write_text(json.dumps(site), encoding="utf-8")
    said = match(folder, str(folder / "wanted.json")).stdout
    assert "\u202e" not in said
    assert "[bold]" in said
