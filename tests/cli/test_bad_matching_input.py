"""What can't be matched is named with the reason and the remedy, in both languages, and nothing is written."""

import json

import pytest
from click.testing import CliRunner

from luodi.cli import main

SITE = {"id": "a", "name": "甲厂房", "floor_area_m2": 3000, "park": "p1", "status": "available"}


def lines(path, *rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def criteria(*weights, worst=40):
    measures = ("rent_cny_m2_month", "clear_height_m")
    made = zip(measures, weights, strict=False)
    return {"criteria": [{"measure": m, "weight": weight, "worst": worst, "best": 10} for m, weight in made]}


@pytest.mark.parametrize(
    ("wanted", "where", "zh", "en"),
    [
        (criteria(-3), "criteria[0].weight", "权重 -3 是负数；权重不小于 0", "the weight -3 is negative; weights are 0 or more"),
        (criteria(0, 0), "criteria", "权重全为 0；至少给一个", "all weights are 0; give at least one"),
        (criteria(3, worst=10), "criteria[0]", "worst 与 best 相同（10）", "worst and best are the same (10)"),
        ({"floor_area_min_m2": 3000, "floor_area_max_m2": 2000}, "floor_area_min_m2", "下限 3000 大于上限 2000；没有面积能同时满足",
         "the least floor area 3000 is above the greatest 2000; no area can meet both"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_requirement_that_cannot_be_meant(tmp_path, wanted, where, zh, en, lang):
    sites, out = lines(tmp_path / "sites.jsonl", SITE), tmp_path / "answer.json"
    words = ["--lang", lang, "match", json.dumps(wanted), "--sites", sites, "-o", str(out)]
    found = CliRunner().invoke(main, words)
    assert found.exit_code == 3
    assert f"REQUIREMENT.{where}" in found.stderr
    assert {"zh": zh, "en": en}[lang] in found.stderr
    assert not out.exists()


@pytest.mark.parametrize(
    ("park", "code", "zh", "en"),
    [
        ({"admission": {"measure": "tax_cny_mu", "at_least": 1}}, 4, "admission.measure：不认识指标 'tax_cny_mu'；是不是 tax_cny_mu_year？",
         "admission.measure: unknown measure 'tax_cny_mu'; did you mean tax_cny_mu_year?"),
        ({"within": "p1"}, 0, "不认识字段 “within”，没有读", "has the unknown field “within”: not read"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_park_that_cannot_be_read_whole(tmp_path, park, code, zh, en, lang):
    """A park lies in no other park: that it says so, be it in a circle, changes nothing, and is told."""
    sites = lines(tmp_path / "sites.jsonl", SITE)
    parks = lines(
        tmp_path / "parks.jsonl", {"id": "p1", "name": "一园", **park}, {"id": "p2", "name": "二园"}
    )
    found = CliRunner().invoke(
        main, ["--lang", lang, "match", "{}", "--sites", sites, "--parks", parks, "--json"]
    )
    assert (found.exit_code, json.loads(found.stdout)["passing"]) == (code, 1)
    assert {"zh": "第 1 行", "en": "row 1"}[lang] in found.stderr
    assert {"zh": zh, "en": en}[lang] in found.stderr
