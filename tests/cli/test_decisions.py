"""What stands behind a shortlist, on the command line: --relax, --robust, --from-site, and luodi allocate."""

import json

import pytest
from click.testing import CliRunner

from luodi.cli import main

SITES = [
    {
        "id": "a",
        "name": "甲厂房",
        "floor_area_m2": 3000,
        "rent_cny_m2_month": 18,
        "clear_height_m": 9,
        "status": "available",
    },
    {
        "id": "b",
        "name": "乙厂房",
        "floor_area_m2": 2800,
        "rent_cny_m2_month": 14,
        "clear_height_m": 8,
        "status": "available",
    },
    {
        "id": "c",
        "name": "丙厂房",
        "floor_area_m2": 3000,
        "rent_cny_m2_month": 22,
        "clear_height_m": 8,
        "status": "available",
    },
]
WANTED = {"floor_area_min_m2": 2000, "rent_max_cny_m2_month": 20, "clear_height_min_m": 8}
FILE = [{"id": "r1", "company": "天一（虚构）", **WANTED}, {"id": "r2", "floor_area_min_m2": 9000},
        {"id": "r3", "rent_max_cny_m2_month": 15, "floor_area_min_m2": 2500}]  # fmt: skip


@pytest.fixture
def luodi(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, rows in (("sites.jsonl", SITES), ("q.jsonl", FILE)):
        (tmp_path / name).write_text(
            "\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8"
        )

    def run(*words):
        return CliRunner().invoke(main, [*words, "--sites", "sites.jsonl"])

    return run


def test_relax_and_robust_stand_in_the_json(luodi):
    said = luodi("match", json.dumps(WANTED), "--relax", "1", "--robust", "--draws", "200", "--json")
    found = json.loads(said.stdout)
    assert found["relaxations"][0]["changes"][0]["fields"] == [
        {"field": "rent_max_cny_m2_month", "from": 20, "to": 22}
    ]
    assert {each["id"] for each in found["robustness"]["sites"]} == {"a", "b"}
    assert sum(each["first"] for each in found["robustness"]["sites"]) == pytest.approx(1)
    assert {each["measure"] for each in found["weight_intervals"]} >= {"rent_cny_m2_month"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_they_are_printed(luodi, lang):
    said = luodi("match", json.dumps(WANTED), "--relax", "1", "--robust", "--draws", "50", "--lang", lang)
    assert said.exit_code == 0
    assert {"zh": "稳健性", "en": "Robustness"}[lang] in said.stdout


def test_from_a_site_outwards(luodi):
    found = json.loads(luodi("match", "--from-site", "b", "--requirements", "q.jsonl", "--json").stdout)
    assert {each["id"] for each in found["fitting"]} == {"r1", "r3"}
    assert found["ruled_out"] == [{"id": "r2", "failing": ["floor_area"]}]
    assert "天一" in luodi("match", "--from-site", "乙厂房", "--requirements", "q.jsonl").stdout


def test_each_requirement_of_a_file_gets_its_list(luodi):
    lines = luodi("match", "--requirements", "q.jsonl", "--json", "--top", "1").stdout.splitlines()
    answers = [json.loads(line) for line in lines]
    assert [(each["id"], each["passing"]) for each in answers] == [("r1", 2), ("r2", 0), ("r3", 1)]
    alone = json.loads(
        luodi(
            "match",
            json.dumps({name: held for name, held in FILE[2].items() if name != "id"}),
            "--json",
            "--top",
            "1",
        ).stdout
    )
    assert answers[2] == {"id": "r3", **alone}


def test_the_lists_alone(luodi):
    lines = luodi("match", "--requirements", "q.jsonl", "--json", "--brief").stdout.splitlines()
    whole = [
        json.loads(line) for line in luodi("match", "--requirements", "q.jsonl", "--json").stdout.splitlines()
    ]
    for line, answer in zip(map(json.loads, lines), whole, strict=True):
        assert line["shortlist"] == [
            {key: each[key] for key in ("rank", "id", "score")} for each in answer["shortlist"]
        ]
        assert {key: line[key] for key in ("id", "considered", "passing")} == {
            key: answer[key] for key in ("id", "considered", "passing")
        }


@pytest.mark.parametrize("built", [False, True])
def test_the_lists_are_printed(luodi, built):
    if built:
        assert CliRunner().invoke(main, ["sites", "build", "sites.jsonl", "-o", "t.luodi"]).exit_code == 0
    said = luodi("match", "--requirements", "q.jsonl", *(("--sites", "t.luodi") if built else ())).stdout
    assert all(word in said for word in ("天一", "乙厂房", "2 / 3", "0 / 3"))


def test_allocate(luodi):
    found = json.loads(luodi("allocate", "q.jsonl", "--json").stdout)
    got = {each["id"]: each["site"] for each in found["assignments"]}
    assert (got["r2"], got["r3"]) == (None, "b")
    assert found["allocated"] == 2
    assert found["gap"] <= 1e-4
    assert "天一" in luodi("allocate", "q.jsonl").stdout


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("match",), 2, "REQUIREMENT"),
        (("match", "--from-site", "b"), 3, "--requirements"),
        (("match", json.dumps(WANTED), "--brief"), 3, "--requirements"),
        (("match", "--from-site", "x", "--requirements", "q.jsonl"), 3, "--from-site x"),
        (("match", json.dumps(WANTED), "--robust", "--importance", "foo"), 3, "foo"),
        (("allocate", "none.jsonl"), 3, "none.jsonl"),
        (("allocate", "q.jsonl", "--gain", "tax"), 3, "tax"),
        (("allocate", "q.jsonl", "--gain", "tax_cny_year"), 3, "--gain-best"),
    ],
)
def test_bad_input_is_named(luodi, words, code, said):
    found = luodi(*words)
    assert found.exit_code == code
    assert said in found.stderr
