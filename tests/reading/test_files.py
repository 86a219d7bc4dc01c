"""Files, folders, standard input: what can be read is, what can't is named with its place and the remedy."""

import io
import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luodi.core.errors import Problem
from luodi.core.text import Text
from luodi.facts import Document
from luodi.reading import files
from luodi.reading.files import load_documents

NEWS = "某园区（虚构）占地20亩，总投资3亿元。"


def _load(*paths: Path | str) -> tuple[list[Document], list[Problem]]:
    loaded = list(load_documents(paths))
    documents = [item for item in loaded if isinstance(item, Document)]
    return documents, [item for item in loaded if isinstance(item, Problem)]


def _write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_text_stays_as_given(tmp_path: Path) -> None:
    text = f"  {NEWS}\r\n\r\n第二段。\n"
    documents, problems = _load(_write(tmp_path / "a.txt", text))
    assert problems == []
    assert documents == [Document("a", text)]


def test_headings(tmp_path: Path) -> None:
    copied = "首页 > 要闻\n\n某园区开工\n\n来源：某报 2024-05-06\n\n某园区占地20亩。\n"
    documents, _ = _load(
        _write(tmp_path / "a.md", f"# 某园开工\n\n{NEWS}"), _write(tmp_path / "b.txt", copied)
    )
    assert [document.title for document in documents] == ["某园开工", "某园区开工"]


def test_folder_is_read_in_order_and_ids_are_unique(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.txt",
        "a.html",
        "deep/a.md",
        ".hidden.txt",
        ".git/c.txt",
        "a.expected.json",
        "x.png",
    ):
        _write(tmp_path / name, NEWS)
    documents, problems = _load(tmp_path, tmp_path / "a.txt")
    assert [document.id for document in documents] == ["a", "a-2", "b", "deep/a", "a-3"]
    assert problems == []


def test_jsonl(tmp_path: Path) -> None:
    rows = [
        {
            "id": "n1",
            "title": "题",
            "text": NEWS,
            "published": "2024-05-06",
            "url": "u",
            "source": "某报",
            "author": "某人",
            "type": "news",
            "facts": [],
        },
        {"text": NEWS, "published": None},
        {"id": 7, "text": NEWS, "published": "2024-05-06T08:00:00+08:00"},
    ]
    path = _write(tmp_path / "d.jsonl", "\n".join(json.dumps(row) for row in rows) + "\n\n")
    documents, problems = _load(path)
    assert problems == []
    assert documents == [
        Document("n1", NEWS, "题", "news", "2024-05-06", "u", "某报", "某人"),
        Document("d-2", NEWS),
        Document("7", NEWS, published="2024-05-06"),
    ]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"text": "占地20亩"', "column"),
        ("[1]", "object"),
        ("{}", "text is missing"),
        ('{"text": 5}', "text must be a string"),
        ('{"text": "x", "title": []}', "title must be a string"),
        ('{"text": "x", "source": 5}', "source must be a string"),
        ('{"text": "x", "type": "blog"}', "'blog'"),
        ('{"text": "x", "published": "2024-13-01"}', "2024-13-01"),
        ("[" * 100_000, "JSON"),
        ('{"text": "x", "n": ' + "9" * 5000 + "}", "JSON"),
    ],
)
def test_bad_lines_are_named_and_the_others_kept(tmp_path: Path, line: str, says: str) -> None:
    path = _write(tmp_path / "d.jsonl", f'{{"text": "{NEWS}"}}\n{line}\n{{"text": "{NEWS}"}}\n')
    documents, (problem,) = _load(path)
    assert len(documents) == 2
    assert problem.where == Text(f"{path} 第 2 行", f"{path}, row 2")
    assert says in problem.what.en
    assert problem.remedy.zh
    assert problem.remedy.en


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t", "empty"),
        ("empty.html", "<html></html>", "no text"),
        ("app.html", "<div id=app></div><script>var x</script>", "no text"),
        ("a.xls", "x", ".xls"),
        ("a.pdf", "x", "no PDF"),
        ("noname", "x", "no suffix"),
        ("a.txt", b"%PDF-1.7\n", "PDF"),
        ("a.html", b"\x89PNG\r\n", "PNG"),
        ("a.jsonl", b"PK\x03\x04", "Office"),
        ("a.txt", b"abc\x00def", "binary"),
        ("a.txt", bytes(range(128, 256)) * 20, "no text in any known encoding"),
    ],
)
def test_refused(tmp_path: Path, name: str, content: bytes | str, says: str) -> None:
    documents, (problem,) = _load(_write(tmp_path / name, content))
    assert documents == []
    assert name in problem.say("zh")
    assert says in problem.what.en


def test_missing_and_empty_folder(tmp_path: Path) -> None:
    documents, problems = _load(tmp_path / "none.txt", tmp_path)
    assert documents == []
    assert [problem.what.en for problem in problems] == [
        "no such file",
        "the folder holds no file that can be read",
    ]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is kept from who reads here")
def test_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.txt", NEWS)
    path.chmod(0)
    assert "can't be opened" in _load(path)[1][0].what.en


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 1_000_000)
    monkeypatch.setattr(files, "MOST_LINE_BYTES", 100_000)
    big = _write(tmp_path / "big.txt", "地" * 400_000)
    line = json.dumps({"text": "地" * 30_000})
    long = _write(tmp_path / "long.jsonl", f'{line}\n{{"text": "{NEWS}"}}')
    documents, problems = _load(big, long)
    assert [document.id for document in documents] == ["long-2"]
    assert [problem.what.en for problem in problems] == [
        "larger than the limit of 1 MB",
        "larger than the limit of 0 MB",
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    documents, problems = _load(_write(tmp_path / "a.txt", (NEWS * 5).encode(encoding)))
    assert problems == []
    assert documents[0].text == NEWS * 5


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (NEWS.encode() * 20 + "亩".encode()[:2], "no text"),
        (f"{NEWS}\u202e反了", "U+202E"),
        (f"{NEWS}\x1b[31m", "U+001B"),
    ],
)
def test_odd_texts_are_read_and_told(tmp_path: Path, content: bytes | str, says: str) -> None:
    documents, (problem,) = _load(_write(tmp_path / "a.txt", content))
    assert NEWS in documents[0].text
    assert says in problem.what.en


def test_lone_surrogates_are_replaced_in_place(tmp_path: Path) -> None:
    documents, (problem,) = _load(
        _write(tmp_path / "a.jsonl", '{"text": "占地\\ud800二十亩", "id": "\\udfff", "source": "\\udfff"}')
    )
    assert documents == [Document("\ufffd", "占地\ufffd二十亩", source="\ufffd")]
    assert "U+D800" in problem.what.en


@pytest.mark.parametrize(
    ("content", "document"),
    [
        (NEWS, Document("stdin", NEWS)),
        (f'{{"text": "{NEWS}"}}', Document("stdin-1", NEWS)),
        (f"<!doctype html><title>某园今天开工</title><p>{NEWS}</p>", Document("stdin", NEWS, "某园今天开工")),
    ],
)
def test_stdin(monkeypatch: pytest.MonkeyPatch, content: str, document: Document) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(content.encode())))
    assert list(load_documents(["-"])) == [document]


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200), suffix=st.sampled_from([".html", ".txt", ".md", ".jsonl"]))
def test_any_bytes_give_documents_or_problems(tmp_path: Path, content: bytes, suffix: str) -> None:
    documents, problems = _load(_write(tmp_path / f"x{suffix}", content))
    assert documents or problems or not content.replace(b"\n", b"").strip()
    for document in documents:
        document.text.encode()
        assert document.text.strip()
