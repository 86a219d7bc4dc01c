"""``luodi sites build``, and matching over what it built."""

import json

import pytest
from click.testing import CliRunner

from luodi.cli import main
from luodi.sites.sample import sample_parks, sample_sites
from luodi.sites.tables import save_parks, save_sites

WANTED = '{"kind": ["factory"], "deal": ["lease"], "rent_max_cny_m2_month": 20, "industry": "食品"}'


@pytest.fixture
def files(tmp_path):
    save_sites(tmp_path / "sites.jsonl", sample_sites(200, 2, 10))
    save_parks(tmp_path / "parks.csv", sample_parks(10, 2))
    return tmp_path


def run(*words, code=0):
    done = CliRunner().invoke(main, ["--lang", "en", *map(str, words)])
    assert done.exit_code == code, done.output
    return done


def test_a_built_table_answers_as_its_files_do(files):
    run("sites", "build", files / "sites.jsonl", "--parks", files / "parks.csv", "-o", files / "t.luodi")
    built = run("match", WANTED, "--sites", files / "t.luodi", "--json").stdout
    read = run(
        "match", WANTED, "--sites", files / "sites.jsonl", "--parks", files / "parks.csv", "--json"
    ).stdout
    assert json.loads(built) == json.loads(read)
    first = json.loads(built)["shortlist"][0]["id"]
    why = [run("match", WANTED, "--sites", files / "t.luodi", "--why", first, "--json").stdout,
           run("match", WANTED, "--sites", files / "sites.jsonl", "--parks", files / "parks.csv", "--why", first,
               "--json").stdout]  # fmt: skip
    assert json.loads(why[0]) == json.loads(why[1])
    assert json.loads(why[0])["rank"] == 1


def test_a_table_is_refreshed_and_takes_other_parks(files):
    run("sites", "build", files / "sites.jsonl", "-o", files / "t.luodi")
    assert (
        json.loads(run("match", WANTED, "--sites", files / "t.luodi", "--json").stdout)["considered"] == 200
    )
    (files / "more.csv").write_text("id,name\nx-1,new\n")
    said = run(
        "sites",
        "build",
        files / "more.csv",
        "-o",
        files / "t.luodi",
        "--refresh",
        "--remove",
        "syn-2-0000001",
    )
    assert "holds 200 sites" in said.output
    answer = json.loads(
        run("match", WANTED, "--sites", files / "t.luodi", "--parks", files / "parks.csv", "--json").stdout
    )
    assert answer["considered"] == 200
    assert not any("not on file" in note for note in answer["notes"])


def test_a_folder_that_is_no_table_is_named(files):
    said = run("match", WANTED, "--sites", files, code=3).output
    assert said.startswith(f"Error: {files}: holds no built table of sites; name a file of sites")
    assert "Errno" not in said
    assert (
        "there is no such site"
        in run("match", WANTED, "--sites", built(files), "--why", "nobody", code=3).output
    )


def built(files):
    run("sites", "build", files / "sites.jsonl", "-o", files / "t.luodi")
    return files / "t.luodi"


def test_projects_get_the_same_sites_of_a_built_table(files):
    rows = [
        {"id": f"q{number}", "kind": ["factory"], "floor_area_min_m2": 300.0 + 60 * number}
        for number in range(25)
    ]
    (files / "q.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    run("sites", "build", files / "sites.jsonl", "--parks", files / "parks.csv", "-o", files / "t.luodi")
    gain = ("--gain", "tax_cny_mu_year", "--gain-best", "300000", "--json")
    built = run("allocate", files / "q.jsonl", "--sites", files / "t.luodi", *gain).stdout
    read = run("allocate", files / "q.jsonl", "--sites", files / "sites.jsonl", "--parks", files / "parks.csv",
               *gain).stdout  # fmt: skip
    ours, theirs = json.loads(built), json.loads(read)
    assert ours["allocated"] == theirs["allocated"] > 5
    assert ours["total"] == pytest.approx(theirs["total"], rel=2e-4)
    assert ours["gap"] <= 1e-4
