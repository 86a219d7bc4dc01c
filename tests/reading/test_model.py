"""The model reader over real HTTP: a small server that speaks the protocol, well and badly."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from luodi.cli import main
from luodi.core.errors import ExitCode, LuodiError
from luodi.facts import Document, Fact, FieldReading, Reading
from luodi.reading.model import Agreement, ModelSettings, add_model_reading, model_settings
from luodi.reading.model import client as model_client
from luodi.reading.model.parse import parse_rows
from luodi.reading.read import read_document

Answer = Callable[[BaseHTTPRequestHandler], None]

NEWS = Document(
    "n",
    "5月8日，蓝岭智造产业园（以下简称“蓝岭园”）一期开工，园区总占地2900余亩，总投资约60亿元。"
    "青禾仪器有限公司入驻园区，年产3万台分析仪，预计2026年产值达12亿元，同比增长6%，产值居全市第3位。"
    "上月，青禾仪器有限公司完成数千万元A轮融资，由松涛资本领投。",
    "蓝岭智造产业园开工",
    "news",
    "2024-05-14",
)
LISTING = Document(
    "l",
    "流亭街道单层厂房出租，建筑面积3000平，层高9米，租金18元/平/月，可办环评，没有行车，张先生13800000000。",
    type="listing",
)


class _Server:
    """A model's server: gives the answers that were laid out for it, one a question, the last one again."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.done = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.asked.append({"path": self.path, **json.loads(body)})
                outer.headers.append(dict(self.headers))
                answer = outer.answers.pop(0) if len(outer.answers) > 1 else outer.answers[0]
                answer(self)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http.server_port}/v1"

    def settings(self, **more: Any) -> ModelSettings:
        return ModelSettings(self.url, "tiny", **more)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Server]:
    monkeypatch.setattr(model_client.time, "sleep", lambda _: None)
    server = _Server()
    yield server
    server.done.set()
    server.http.shutdown()
    server.http.server_close()


def _raw(body: bytes, status: int = 200, headers: dict[str, str] | None = None) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | (headers or {})).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def _says(content: object) -> Answer:
    text = content if isinstance(content, str) else json.dumps({"rows": content}, ensure_ascii=False)
    said = {"choices": [{"message": {"role": "assistant", "content": text}}]}
    return _raw(json.dumps(said).encode())


def _read(server: _Server, document: Document, rows: object, **more: Any) -> tuple[Reading, Agreement]:
    """Read by the model alone: the rules' reading is empty."""
    server.answers = [_says(rows)]
    return add_model_reading(Reading(document, document.type or "news"), server.settings(**more))


def _fact(server: _Server, **row: Any) -> Fact | str:
    """Give the one fact that stands of one row, or the reason why it was dropped."""
    reading, agreement = _read(server, NEWS, [row])
    if reading.facts:
        (fact,) = reading.facts
        span = fact.span
        assert (NEWS.text if span.part == "text" else NEWS.title)[span.start : span.end] == span.quote
        return fact
    (reason,) = agreement.dropped
    return reason


def _field(server: _Server, document: Document = LISTING, **row: Any) -> FieldReading | str:
    reading, agreement = _read(server, document, [row])
    return reading.fields[0] if reading.fields else next(iter(agreement.dropped))


# what stands, and what doesn't

PARK, FIRM = "蓝岭智造产业园", "青禾仪器有限公司"


@pytest.mark.parametrize(
    ("row", "seen"),
    [
        ({"kind": "land_area", "value": 1933333.33, "quote": "总占地2900余亩"}, (1933333.33, "m2", "at_least")),
        ({"kind": "investment", "value": 6e9, "quote": "总投资约60亿元"}, (6e9, "CNY", "about")),
        ({"kind": "investment", "value": "60亿元", "quote": "总投资约60亿元"}, (6e9, "CNY", "about")),
        ({"kind": "capacity", "value": 30000, "unit": "台/年", "object": "分析仪", "quote": "年产3万台分析仪"}, (30000, "台/年", "exact")),
        ({"kind": "growth", "value": 0.06, "object": "产值", "quote": "同比增长6%"}, (0.06, "1", "exact")),
        ({"kind": "rank", "value": 3, "object": "产值", "quote": "产值居全市第3位"}, (3, "1", "exact")),
    ],
)  # fmt: skip
def test_right_figures_stand(server: _Server, row: dict[str, Any], seen: tuple[float, str, str]) -> None:
    fact = _fact(server, subject=PARK, **row)
    assert isinstance(fact, Fact), fact
    assert fact.value == pytest.approx(seen[0], rel=1e-6)
    assert (fact.unit, fact.approx, fact.rule, fact.readers) == (*seen[1:], "model:tiny", ("model",))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"kind": "investment", "subject": PARK, "value": 6e8, "quote": "总投资约60亿元"}, "value"),
        ({"kind": "investment", "subject": PARK, "value": -6e9, "quote": "总投资约60亿元"}, "value"),
        ({"kind": "investment", "subject": PARK, "value": 60, "quote": "总投资约60亿元"}, "value"),
        ({"kind": "investment", "subject": PARK, "value": 0, "quote": "0亿元"}, "value"),
        ({"kind": "investment", "subject": PARK, "value": True, "quote": "总投资约60亿元"}, "value"),
        ({"kind": "investment", "subject": PARK, "value": 1e999, "quote": "总投资约60亿元"}, "value"),
        ({"kind": "investment", "subject": PARK, "quote": "总投资约60亿元"}, "value"),
        ({"kind": "land_area", "subject": PARK, "value": 6e9, "quote": "总投资约60亿元"}, "value"),
        ({"kind": "growth", "subject": FIRM, "object": "产值", "value": -0.06, "quote": "同比增长6%"}, "value"),
        ({"kind": "investment", "subject": PARK, "value": 7e9, "quote": "总投资约70亿元"}, "quote"),
        ({"kind": "investment", "subject": PARK, "value": 6e9, "quote": "总投资……60亿元"}, "quote"),
        ({"kind": "investment", "subject": PARK, "value": 6e9, "quote": ""}, "quote"),
        ({"kind": "investment", "subject": PARK, "value": 6e9, "quote": NEWS.text * 4}, "quote"),
        ({"kind": "investment", "subject": PARK, "value": 6e9, "quote": ["总投资约60亿元"]}, "quote"),
        ({"kind": "investment", "subject": "赤松产业园", "value": 6e9, "quote": "总投资约60亿元"}, "subject"),
        ({"kind": "investment", "value": 6e9, "quote": "总投资约60亿元"}, "subject"),
        ({"kind": "located_in", "subject": FIRM, "object": "赤松产业园", "quote": "入驻园区"}, "object"),
        ({"kind": "event", "subject": PARK, "object": "topped_out", "quote": "一期开工"}, "object"),
        ({"kind": "event", "subject": PARK, "object": "party", "quote": "一期开工"}, "object"),
        ({"kind": "profit", "subject": PARK, "value": 6e9, "quote": "总投资约60亿元"}, "kind"),
        ({"kind": ["tax"], "subject": PARK, "quote": "总投资约60亿元"}, "kind"),
        ({}, "kind"),
    ],
)  # fmt: skip
def test_what_does_not_stand_is_dropped_and_counted(
    server: _Server, row: dict[str, Any], reason: str
) -> None:
    assert _fact(server, **row) == reason


def test_quotes_are_found_folded_and_given_as_written(server: _Server) -> None:
    fact = _fact(server, kind="land_area", subject=PARK, value=1933333.33, quote="總占地２９００余亩")
    assert isinstance(fact, Fact)
    assert fact.span.quote == "总占地2900余亩"


def test_a_stage_may_be_joined_to_its_park(server: _Server) -> None:
    fact = _fact(
        server,
        kind="event",
        subject="蓝岭智造产业园一期",
        object="groundbreaking",
        date="2024-05-08",
        quote="一期开工",
    )
    assert isinstance(fact, Fact)
    assert (fact.subject, fact.date, fact.inferred) == ("蓝岭智造产业园一期", "2024-05-08", True)


@pytest.mark.parametrize(
    ("date", "kept"), [("2024-05-08", "2024-05-08"), ("2024-05-09", None), (20240508, None)]
)
def test_dates_are_those_of_the_text(server: _Server, date: object, kept: str | None) -> None:
    fact = _fact(server, kind="event", subject=PARK, object="groundbreaking", date=date, quote="一期开工")
    assert isinstance(fact, Fact)
    assert fact.date == kept


def test_expected_needs_a_word_that_says_so(server: _Server) -> None:
    row = {"kind": "output_value", "subject": FIRM, "value": 1.2e9, "quote": "产值达12亿元", "period": "2026"}
    fact = _fact(server, expected=True, **row)
    done = _fact(server, kind="investment", subject=PARK, value=6e9, quote="总投资约60亿元", expected=True)
    assert isinstance(fact, Fact)
    assert isinstance(done, Fact)
    assert (fact.expected, fact.period, done.expected) == (True, "2026", False)


def test_financing_in_words_with_investors(server: _Server) -> None:
    fact = _fact(
        server, kind="financing", subject=FIRM, object="A轮", text="数千万元", quote="数千万元A轮融资",
        investors=["松涛资本", "无名资本", 3], date="2024-04",
    )  # fmt: skip
    assert isinstance(fact, Fact)
    assert (fact.value, fact.text, fact.investors, fact.date) == (None, "数千万元", ("松涛资本",), "2024-04")


@pytest.mark.parametrize(
    ("name", "value", "quote", "kept"),
    [
        ("floor_area_m2", 3000, "建筑面积3000平", 3000.0),
        ("floor_area_m2", 3500, "建筑面积3000平", "value"),
        ("clear_height_m", 9, "层高9米", 9.0),
        ("rent_cny_m2_month", 18, "租金18元/平/月", 18.0),
        ("rent_cny_m2_month", 0.6, "租金18元/平/月", "value"),
        ("rent_cny_year", 18, "租金18元/平/月", "value"),
        ("deal", "lease", "厂房出租", ("lease",)),
        ("deal", ["lease", "sale"], "厂房出租", "value"),
        ("kind", "factory", "单层厂房", ("factory",)),
        ("kind", "palace", "单层厂房", "value"),
        ("env_permit", True, "可办环评", True),
        ("env_permit", False, "可办环评", "value"),
        ("steam", True, "可办环评", "value"),
        ("place", "流亭街道", "流亭街道", "流亭街道"),
        ("place", "城阳街道", "流亭街道", "value"),
        ("phone", "138 0000 0000", "13800000000", "13800000000"),
        ("phone", "13900000000", "13800000000", "value"),
        ("contact", "张先生", "张先生", "张先生"),
        ("floor_area_m2", 3000, "建筑面积3001平", "quote"),
        ("swimming_pool", True, "可办环评", "field"),
        ("floor_area_m2", {"a": 1}, "建筑面积3000平", "value"),
    ],
)
def test_fields(server: _Server, name: str, value: object, quote: str, kept: object) -> None:
    found = _field(server, name=name, value=value, quote=quote)
    assert (found.value if isinstance(found, FieldReading) else found) == kept


@pytest.mark.parametrize(
    ("name", "value", "quote", "kept"),
    [
        ("city", "苏州市", "昆山", "苏州市"),
        ("city", "青岛市", "昆山", "value"),
        ("storey", [1], "只要一楼", (1,)),
        ("storey", [2], "只要一楼", "value"),
        ("start_by", "2024-06-30", "6月底前", "2024-06-30"),
        ("start_by", "2024-07", "6月底前", "value"),
        ("locations", ["昆山", "火星"], "昆山", ("昆山",)),
        ("floor_area_max_m2", 3000, "2000-3000平", 3000.0),
        ("rent_max_cny_m2_month", 25, "预算25元/平/月以内", 25.0),
    ],
)
def test_requirement_fields(server: _Server, name: str, value: object, quote: str, kept: object) -> None:
    text = "某厂（虚构）求租昆山厂房2000-3000平，只要一楼，预算25元/平/月以内，6月底前入驻。"
    type_ = "listing" if name == "city" else "requirement"
    found = _field(server, Document("r", text, "", type_, "2024-05-14"), name=name, value=value, quote=quote)  # type: ignore[arg-type]
    assert (found.value if isinstance(found, FieldReading) else found) == kept


# two readers beside each other


def test_rules_stay_and_the_models_more_is_marked(server: _Server) -> None:
    rules = read_document(LISTING)
    server.answers = [
        _says(
            [
                {"name": "floor_area_m2", "value": 3000, "quote": "建筑面积3000平"},
                {"name": "clear_height_m", "value": 18, "quote": "18元"},
                {"name": "contact", "value": "先生", "quote": "张先生"},
            ]
        )
    ]
    bare = Reading(LISTING, "listing", fields=tuple(f for f in rules.fields if f.name != "contact"))
    reading, agreement = add_model_reading(bare, server.settings())
    assert [field.value for field in reading.fields][:-1] == [field.value for field in bare.fields]
    readers = {field.name: field.readers for field in reading.fields}
    assert readers["floor_area_m2"] == ("rules", "model")
    assert readers["clear_height_m"] == ("rules",)
    assert readers["contact"] == ("model",)
    assert (agreement.both, agreement.rules, agreement.model) == (1, len(bare.fields) - 1, 1)
    assert agreement.dropped == {"value": 1}


def test_fields_that_differ_are_named(server: _Server) -> None:
    rules = Reading(LISTING, "listing", fields=(FieldReading("clear_height_m", 8.0, LISTING.span(0, 2)),))
    server.answers = [_says([{"name": "clear_height_m", "value": 9, "quote": "层高9米"}])]
    reading, agreement = add_model_reading(rules, server.settings())
    assert [field.value for field in reading.fields] == [8.0]
    assert agreement.differ == ("clear_height_m",)


def test_facts_agree_over_short_names(server: _Server) -> None:
    at = NEWS.text.index("总投资约60亿元")
    span = NEWS.span(at, at + 8)
    rules = Reading(NEWS, "news", facts=(Fact("investment", PARK, span, 6e9, "CNY"),))
    row = {"kind": "investment", "subject": "蓝岭园", "value": 6e9, "quote": "60亿元"}
    server.answers = [_says([row, row])]
    reading, agreement = add_model_reading(rules, server.settings())
    assert [(fact.subject, fact.readers) for fact in reading.facts] == [(PARK, ("rules", "model"))]
    assert (agreement.both, agreement.rules, agreement.model) == (1, 0, 0)


def test_a_long_text_is_asked_in_windows(server: _Server) -> None:
    lines = [f"第{i}座产业园总投资{i}亿元。" for i in range(1, 41)]
    document = Document("long", "\n".join(lines), type="news")
    rows = [{"kind": "investment", "subject": "第40座产业园", "value": 4e9, "quote": "总投资40亿元"}]
    reading, _ = _read(server, document, rows, window=100)
    assert len(server.asked) > 4
    windows = [each["messages"][1]["content"].split("正文：\n")[1] for each in server.asked]
    assert "".join(windows) == document.text
    assert [fact.value for fact in reading.facts] == [4e9]


def test_a_text_beyond_all_windows_is_not_asked(server: _Server) -> None:
    with pytest.raises(LuodiError, match="too long"):
        _read(server, NEWS, [], window=10, most_windows=2)
    assert server.asked == []


# how the server may behave


def test_the_question(server: _Server) -> None:
    _read(server, NEWS, [], key="secret")
    (asked,) = server.asked
    assert (asked["path"], asked["model"], asked["temperature"]) == ("/v1/chat/completions", "tiny", 0)
    assert server.headers[0]["Authorization"] == "Bearer secret"
    system, user = (message["content"] for message in asked["messages"])
    assert all(word in system for word in ("land_area", "chain_leader", "in_production"))
    assert NEWS.text in user
    assert "2024-05-14" in user


GOOD = [{"kind": "investment", "subject": PARK, "value": 6e9, "quote": "总投资约60亿元"}]
_GOOD_TEXT = json.dumps({"rows": GOOD}, ensure_ascii=False)


@pytest.mark.parametrize(
    "answers",
    [
        [_says(f"```json\n{_GOOD_TEXT}\n```")],
        [_says(f"<think>想一想 …</think>好的：\n{_GOOD_TEXT}\n以上。")],
        [_says(json.dumps(GOOD, ensure_ascii=False))],
        [_says(_GOOD_TEXT[:-2] + ', {"kind": "tax", "subj')],
        [_raw(b"busy", 429), _says(GOOD)],
        [_raw(b"busy", 429, {"Retry-After": "3"}), _raw(b"", 503), _says(GOOD)],
        [_raw(b"broken", 500), _says(GOOD)],
        [lambda handler: handler.connection.close(), _says(GOOD)],
        [_raw(b'{"choices"', headers={"Content-Length": "500"}), _says(GOOD)],
    ],
    ids=["fence", "talk", "bare", "cut", "429", "429-503", "500", "closed", "short"],
)
def test_answers_that_can_be_used(server: _Server, answers: list[Answer]) -> None:
    server.answers = answers
    reading, _ = add_model_reading(Reading(NEWS, "news"), server.settings())
    assert [fact.value for fact in reading.facts] == [6e9]


def _drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    with suppress(OSError):  # until the reader hangs up
        for _ in range(100):
            handler.wfile.write(b" ")
            threading.Event().wait(0.02)


@pytest.mark.parametrize(
    ("answer", "reason", "times"),
    [
        (_says("我不知道。"), "not the JSON", 1),
        (_says(""), "not the JSON", 1),
        (_says("{"), "not the JSON", 1),
        (_raw(b"<html>"), "no chat completion", 1),
        (_raw(b""), "no chat completion", 1),
        (_raw(b'{"choices": []}'), "no chat completion", 1),
        (_raw(b'{"choices": [{"message": {"content": null}}]}'), "no chat completion", 1),
        (_raw(b"[" * 100_000), "no chat completion", 1),
        (_raw(b" " * 50_001), "larger than the limit", 1),
        (_raw(b"", 401), "HTTP 401; set LUODI_MODEL_KEY", 1),
        (_raw(b"", 404), "check LUODI_MODEL_URL and LUODI_MODEL", 1),
        (_raw(b"", 302, {"Location": "http://127.0.0.1:1/"}), "not followed", 1),
        (_raw(b"", 500), "HTTP 500 (tried 3 times)", 3),
        (lambda handler: handler.connection.close(), "broke off (tried 3 times)", 3),
        (lambda handler: threading.Event().wait(0.4) and None, "did not answer within 0.2 s", 1),
        (_drip, "did not answer within 0.2 s", 1),
    ],
)  # fmt: skip
def test_answers_that_can_not_be_used(server: _Server, answer: Answer, reason: str, times: int) -> None:
    server.answers = [answer]
    slow = "within" in reason
    settings = server.settings(
        most_bytes=50_000 if "larger" in reason else 2_000_000, time_out=0.2 if slow else 5.0
    )
    with pytest.raises(LuodiError) as raised:
        add_model_reading(Reading(NEWS, "news"), settings)
    assert reason in raised.value.problem.say("en")
    assert len(server.asked) == times


def test_no_server() -> None:
    settings = ModelSettings("http://127.0.0.1:9/v1", time_out=2.0)
    with pytest.raises(LuodiError, match="can't be reached"):
        add_model_reading(Reading(NEWS, "news"), settings)


@pytest.mark.parametrize(
    "url", ["ftp://a/v1", "http://", "localhost:80", "http://a b/", "http://a:99999", "http://a\n/", "http://u:p@a/", f"http://{'a' * 70}/"]
)  # fmt: skip
def test_bad_addresses(url: str) -> None:
    with pytest.raises(LuodiError) as raised:
        model_settings(url)
    assert raised.value.exit_code == ExitCode.USAGE


def test_settings_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUODI_MODEL", "big")
    monkeypatch.setenv("LUODI_MODEL_KEY", "k")
    settings = model_settings("https://example.org/v1/chat/completions")
    assert (settings.endpoint, settings.model, settings.key) == (
        "https://example.org/v1/chat/completions",
        "big",
        "k",
    )
    assert "k" not in repr(settings).split("model=")[1].replace("'big'", "")[:20]
    monkeypatch.setenv("LUODI_MODEL_KEY", "a\nb")
    with pytest.raises(LuodiError):
        model_settings("https://example.org/v1")


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(['{"rows": [', '{"a": 1}', "]", "}", ",", "[", "```", '"'])).map("".join)
)
def test_any_answer_gives_rows_or_none(answer: str) -> None:
    rows = parse_rows(answer)
    assert rows is None or all(isinstance(row, dict) for row in rows)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(
    st.sampled_from([NEWS, LISTING]),
    st.lists(st.dictionaries(st.sampled_from(["kind", "name", "subject", "object", "value", "quote", "date", "period",
             "unit", "previous", "investors", "text", "expected"]),
             _JSON | st.sampled_from(["rank", "event", "financing", "storey", "deal", "start_by", "第3位", "一期开工", PARK]))),
)  # fmt: skip
def test_any_rows_are_grounded_or_dropped(document: Document, rows: list[dict[str, Any]]) -> None:
    text = json.dumps({"rows": rows})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("luodi.reading.model.agreement.ask", lambda *_: text)
        reading, _ = add_model_reading(
            Reading(document, document.type or "news"), ModelSettings("http://x/v1")
        )
    for fact in reading.facts:
        assert document.text[fact.span.start : fact.span.end] == fact.span.quote or fact.span.part == "title"


# the command line


def _run(*arguments: str, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, ["--lang", "en", "read", *arguments], env=env, prog_name="luodi")


@pytest.fixture
def listing(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(LISTING.text, encoding="utf-8")
    return path


def test_command_shows_the_agreement(server: _Server, listing: Path) -> None:
    server.answers = [_says([{"name": "floor_area_m2", "value": 3000, "quote": "建筑面积3000平"}])]
    result = _run(str(listing), "--explain", "--model", server.url)
    row = json.loads(result.stdout)
    assert result.exit_code == ExitCode.OK
    assert row["sources"]["floor_area_m2"]["readers"] == ["rules", "model"]
    assert row["agreement"]["both"] == 1
    table = _run(str(listing), "--explain", "--format", "table", env={"LUODI_MODEL_URL": server.url})
    assert "rules and model: both 1" in table.stdout


def test_command_without_the_setting_asks_nobody(server: _Server, listing: Path) -> None:
    result = _run(str(listing))
    assert "readers" not in result.stdout
    assert server.asked == []


def test_command_keeps_the_rules_reading_where_the_model_fails(server: _Server, listing: Path) -> None:
    server.answers = [_raw(b"", 401)]
    result = _run(*[str(listing)] * 5, "--model", server.url)
    assert result.exit_code == ExitCode.PARTIAL
    assert [json.loads(line)["listing"]["floor_area_m2"] for line in result.stdout.splitlines()] == [3000] * 5
    assert len(server.asked) == 3  # and then no more
    assert "Traceback" not in result.stderr


def test_command_names_a_bad_address(listing: Path) -> None:
    assert _run(str(listing), "--model", "nowhere").exit_code == ExitCode.USAGE
