"""The fetcher goes to public addresses only, however it is led, and never further than its limits."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.core.errors import LuodiError
from luodi_portal.intake.fetch import Fetcher, FetchSettings
from luodi_portal.intake.fetch.fetch import AGENT, checked
from luodi_portal.intake.fetch.guard import is_public
from portal.local_site import Answer, Handler, LocalSite, html, local_site, redirect, zipped

QUICK = FetchSettings(delay=0, most_bytes=100_000, seconds=5, step_seconds=5)
REFUSED = (
    "127.0.0.1", "127.9.9.9", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "169.254.0.23", "100.64.0.1", "100.100.100.200", "192.0.0.192", "192.0.2.1", "198.18.0.1",
    "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::ffff:0:0",
    "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::1", "2001:0:7f00:1::1", "100::1",
)  # fmt: skip
ALLOWED = (
    "1.1.1.1",
    "8.8.8.8",
    "114.114.114.114",
    "223.5.5.5",
    "2400:3200::1",
    "2606:4700::1111",
    "::ffff:8.8.8.8",
)
NAMES_FOR_THIS_MACHINE = ("localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "[::1]", "[::ffff:127.0.0.1]")  # fmt: skip


@pytest.fixture
def site() -> Iterator[LocalSite]:
    with local_site() as made:
        yield made


def fetcher(site: LocalSite, limits: FetchSettings = QUICK) -> Fetcher:
    return Fetcher(replace(limits, allow=frozenset([site.target])))


def said(error: LuodiError) -> str:
    return error.problem.say("en")


@pytest.mark.parametrize("address", REFUSED)
def test_what_is_not_public_is_told(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ALLOWED)
def test_what_is_public_is_told(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_hides_in_no_other_notation(address: object) -> None:
    assert is_public(f"::ffff:{address}") == is_public(str(address))


@pytest.mark.parametrize("host", NAMES_FOR_THIS_MACHINE)
def test_this_machine_is_reached_by_none_of_its_names(site: LocalSite, host: str) -> None:
    port = site.target.partition(":")[2]
    with (
        Fetcher(QUICK) as plain,
        pytest.raises(LuodiError, match=r"internal network|can't be reached|no web address"),
    ):
        plain.fetch(f"http://{host}:{port}/")
    assert site.asked == []


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("file:///etc/passwd", "neither http nor https"),
        ("ftp://example.com/", "neither http nor https"),
        ("gopher://example.com/", "neither http nor https"),
        ("javascript:alert(1)", "neither http nor https"),
        ("//example.com/", "neither http nor https"),
        ("example.com", "neither http nor https"),
        ("", "neither http nor https"),
        ("http://", "is no web address"),
        ("http:///path", "is no web address"),
        ("http://a b.com/", "is no web address"),
        ("http://example.com:99999/", "is no web address"),
        ("http://example.com:0/", "is no web address"),
        ("http://[::1", "is no web address"),
        ("http://user:secret@example.com/", "holds a user name"),
        ("http://example.com@127.0.0.1/", "holds a user name"),
    ],
)
def test_what_is_no_address_is_named(address: str, why: str) -> None:
    with pytest.raises(LuodiError, match=why):
        checked(address)


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_named(text: str) -> None:
    with contextlib.suppress(LuodiError):
        assert checked(text).lower().startswith(("http://", "https://"))


def test_a_page_comes_with_what_its_header_says(site: LocalSite) -> None:
    site.pages["/a"] = Answer(
        "你好".encode("gbk"), headers={"Content-Type": "text/html; charset=GBK", "ETag": '"1"'}
    )
    with fetcher(site) as ours:
        page = ours.fetch(f"{site.address}/a#there")
        again = ours.fetch(f"{site.address}/a", etag=page.etag)
    assert (page.address, page.data.decode(page.charset or ""), page.content_type) == (
        f"{site.address}/a",
        "你好",
        "text/html",
    )
    assert (again.unchanged, again.data) == (True, b"")
    assert {headers["User-Agent"] for headers in site.headers} == {AGENT}


@pytest.mark.parametrize(
    "to",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://localhost:1/",
        "//127.0.0.1:1/",
        "file:///etc/passwd",
    ],
)
def test_a_redirect_is_looked_at_like_any_address(site: LocalSite, to: str) -> None:
    site.pages["/r"] = redirect(to)
    with fetcher(site) as ours, pytest.raises(LuodiError, match=r"internal network|neither http"):
        ours.fetch(f"{site.address}/r")


def test_redirects_are_followed_so_far_and_no_further(site: LocalSite) -> None:
    site.pages |= {f"/{n}": redirect(f"/{n - 1}", 301 + n % 2) for n in range(1, 8)} | {"/0": html("here")}
    with fetcher(site) as ours:
        assert ours.fetch(f"{site.address}/5").data == b"here"
        with pytest.raises(LuodiError, match="one address to the next"):
            ours.fetch(f"{site.address}/6")


def test_robots_txt_of_a_redirect_to_the_inside_is_not_followed(site: LocalSite) -> None:
    site.pages |= {"/robots.txt": redirect("http://127.0.0.1:1/robots.txt"), "/a": html("a")}
    with fetcher(site) as ours, pytest.raises(LuodiError, match="internal network"):
        ours.fetch(f"{site.address}/a")


def test_a_name_is_resolved_once_a_connection_and_each_address_counts(site: LocalSite) -> None:
    answers = iter([["1.1.1.1", "127.0.0.1"], ["10.0.0.1"]])
    asked: list[str] = []

    def resolve(host: str, _port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    with Fetcher(QUICK, resolve=resolve) as ours:
        for _ in range(2):
            with pytest.raises(LuodiError, match="internal network"):
                ours.fetch("http://rebinding.example/")
    assert asked == ["rebinding.example"] * 2


def test_a_name_that_turns_inward_later_is_not_followed(site: LocalSite) -> None:
    """The first answer is a listed target, the second one is not asked about the list but about where it leads."""
    port = site.target.partition(":")[2]
    site.pages["/"] = Answer(b"x", headers={"Connection": "close"})
    with Fetcher(
        replace(QUICK, allow=frozenset([f"ours.example:{port}"])), resolve=lambda *_: ["127.0.0.1"]
    ) as ours:
        assert ours.fetch(f"http://ours.example:{port}/").data == b"x"
        with pytest.raises(LuodiError, match="internal network"):
            ours.fetch(f"http://others.example:{port}/")


def bomb() -> Answer:
    return zipped(bytes(50_000_000))


def endless(handler: Handler) -> None:
    while True:
        handler.wfile.write(b"x" * 50_000)


@pytest.mark.parametrize(
    "answer", [Answer(bytes(200_000)), bomb(), Answer(send=endless)], ids=("large", "bomb", "endless")
)
def test_what_is_too_large_is_left(site: LocalSite, answer: Answer) -> None:
    site.pages["/"] = answer
    with fetcher(site) as ours, pytest.raises(LuodiError, match="larger than the limit"):
        ours.fetch(f"{site.address}/")


@pytest.mark.parametrize("status", [404, 410, 403, 500, 503])
def test_an_answer_of_no_is_told(site: LocalSite, status: int) -> None:
    site.pages["/"] = Answer(b"no", status)
    with fetcher(site) as ours, pytest.raises(LuodiError, match=f"answered {status}"):
        ours.fetch(f"{site.address}/")


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"not gzip", headers={"Content-Encoding": "gzip"}),
        Answer(zipped(b"cut off" * 1000).body[:-20], headers={"Content-Encoding": "gzip"}),
        Answer(b"x", headers={"Content-Encoding": "br"}),
    ],
    ids=("no gzip", "cut gzip", "never asked for"),
)
def test_an_answer_that_cannot_be_read_is_told(site: LocalSite, answer: Answer) -> None:
    site.pages["/"] = answer
    with fetcher(site) as ours, pytest.raises(LuodiError, match="can't be read"):
        ours.fetch(f"{site.address}/")


def test_a_packed_page_is_unpacked(site: LocalSite) -> None:
    site.pages["/"] = zipped(b"<p>hello" * 100)
    with fetcher(site) as ours:
        assert ours.fetch(f"{site.address}/").data == b"<p>hello" * 100


@pytest.mark.parametrize("where", ["headers", "body"])
def test_a_site_that_drips_is_left_when_the_time_is_over(site: LocalSite, where: str) -> None:
    """Each byte comes well within the limit of a step: only the time of the whole ends it."""
    limits = replace(QUICK, seconds=0.4, step_seconds=5)
    if where == "body":

        def drip(handler: Handler) -> None:
            while not site.over.wait(0.02):
                handler.wfile.write(b".")

        site.pages["/"] = Answer(send=drip)
        with fetcher(site, limits) as ours, pytest.raises(LuodiError, match="was not read within"):
            ours.fetch(f"{site.address}/")
        return
    with socket.create_server(("127.0.0.1", 0)) as listener:
        target = f"127.0.0.1:{listener.getsockname()[1]}"
        threading.Thread(target=drip_headers, args=(listener, site.over), daemon=True).start()
        ours = Fetcher(replace(limits, allow=frozenset([target])))
        began = time.monotonic()
        with ours, pytest.raises(LuodiError, match="was not read within"):
            ours.fetch(f"http://{target}/")
        assert time.monotonic() - began < limits.step_seconds


def drip_headers(listener: socket.socket, over: threading.Event) -> None:
    connection, _ = listener.accept()
    with connection:
        connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        try:
            while not over.wait(0.02):
                connection.sendall(b".")
        except OSError:
            pass


def test_a_name_that_is_not_found_in_time_is_left() -> None:
    over = threading.Event()

    def resolve(_host: str, _port: int) -> list[str]:
        over.wait(10)
        return []

    with Fetcher(replace(QUICK, seconds=0.2), resolve=resolve) as ours:
        with pytest.raises(LuodiError, match="was not read within"):
            ours.fetch("http://slow.example/")
        over.set()


def test_nobody_there_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        target = f"127.0.0.1:{taken.getsockname()[1]}"
    with (
        Fetcher(replace(QUICK, allow=frozenset([target]))) as ours,
        pytest.raises(LuodiError, match="can't be reached"),
    ):
        ours.fetch(f"http://{target}/")


ROBOTS = "User-agent: *\nDisallow: /private/\nCrawl-delay: 3\n\nUser-agent: other\nDisallow: /\n"


def test_robots_txt_is_kept_and_asked_for_once(site: LocalSite) -> None:
    site.pages |= {
        "/robots.txt": Answer(ROBOTS.encode()),
        "/a": html("a"),
        "/b": html("b"),
        "/private/c": html("c"),
    }
    slept: list[float] = []
    ours = Fetcher(replace(QUICK, allow=frozenset([site.target]), delay=1), sleep=slept.append)
    with ours:
        ours.fetch(f"{site.address}/a")
        ours.fetch(f"{site.address}/b")
        with pytest.raises(LuodiError, match=r"robots\.txt"):
            ours.fetch(f"{site.address}/private/c")
    assert site.asked == ["/robots.txt", "/a", "/b"]
    assert len(slept) == 1
    assert 2 < slept[0] <= 3


@pytest.mark.parametrize(("status", "open_"), [(404, True), (403, True), (500, False), (503, False)])
def test_without_robots_txt_all_is_open_but_not_when_it_can_not_be_had(
    site: LocalSite, status: int, open_: bool
) -> None:
    site.pages |= {"/robots.txt": Answer(b"", status), "/a": html("a")}
    with fetcher(site) as ours:
        if open_:
            assert ours.fetch(f"{site.address}/a").data == b"a"
        else:
            with pytest.raises(LuodiError, match=r"robots\.txt"):
                ours.fetch(f"{site.address}/a")
