"""Logging in and out, the own account, lock-out, accounts from the command line; cookies and headers."""

import re
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings
from selectolax.lexbor import LexborHTMLParser as Html

from luodi.core.errors import LuodiError
from luodi_portal.accounts.models import User
from luodi_portal.accounts.people import add_user
from luodi_portal.accounts.roles import ADMINISTRATOR, OFFICER, OPERATOR, holds, role_of
from luodi_portal.desk.models import Requirement
from portal import samples
from portal.conftest import Speaks
from portal.people import client_of, user_of
from portal.processes import portal

PASSWORD = "a long enough one 9"
IN, OUT, MINE, CHANGE = "/account/log-in/", "/account/log-out/", "/account/", "/account/password/"


@pytest.fixture
def quick(settings: Settings) -> None:
    """A hash that costs nothing."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def wang(db: None, quick: None) -> User:
    return add_user("wang", OFFICER, PASSWORD, "王工").user


def log_in(client: Client, password: str = PASSWORD, name: str = "wang", **more: str) -> HttpResponse:
    return client.post(IN, {"username": name, "password": password, **more})


@pytest.mark.parametrize(
    ("lang", "title", "button", "wrong"),
    [("zh", "登录", "退出登录", "请输入一个正确的"), ("en", "Log in", "Log out", "Please enter a correct")],
)
def test_one_logs_in_is_named_and_logs_out(
    wang: User, speaks: Speaks, lang: str, title: str, button: str, wrong: str
) -> None:
    client = speaks(lang)
    page = Html(client.get(IN).content.decode())
    assert (page.css_first("h1").text(), len(page.css("main label[for]"))) == (title, 2)
    refused = log_in(client, "wrong")
    assert (refused.status_code, wrong in refused.content.decode()) == (200, True)
    assert log_in(client)["Location"] == "/"
    assert "王工" in Html(client.get("/parks/").content.decode()).css_first("header").text()
    assert button in client.get(MINE).content.decode()
    assert client.get(OUT).status_code == 405  # by POST only: no picture on another site logs anybody out
    client.post(OUT)
    assert client.get(MINE)["Location"] == f"{IN}?next={MINE}"


@pytest.mark.parametrize(
    ("asked", "leads_to"), [("/parks/", "/parks/"), ("https://evil.example/", "/"), ("//evil.example", "/")]
)
def test_logging_in_leads_back_and_never_elsewhere(
    wang: User, client: Client, asked: str, leads_to: str
) -> None:
    assert log_in(client, next=asked)["Location"] == leads_to


def test_who_tries_too_often_is_locked_out_from_there_only(
    wang: User, client: Client, settings: Settings
) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT):
        refused = log_in(client, "wrong")
    assert (refused.status_code, "分钟后再试" in refused.content.decode()) == (429, True)
    assert log_in(client).status_code == 429  # the right one no longer helps
    elsewhere = Client(REMOTE_ADDR="10.0.0.7")
    assert log_in(elsewhere).status_code == 302
    other = add_user("li", OFFICER, PASSWORD)
    assert log_in(client, name=other.user.username).status_code == 302


def test_a_right_password_forgets_the_wrong_ones(wang: User, client: Client, settings: Settings) -> None:
    for _ in range(2):
        for _ in range(settings.AXES_FAILURE_LIMIT - 1):
            log_in(client, "wrong")
        assert log_in(client).status_code == 302
        client.post(OUT)


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("short1", "密码太短"),
        ("password123456", "太常见"),
        ("81726354091827", "全都是数字"),
    ],
)
def test_a_weak_password_is_refused(wang: User, client: Client, new: str, said: str) -> None:
    log_in(client)
    response = client.post(CHANGE, {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert said in response.content.decode()
    wang.refresh_from_db()
    assert wang.check_password(PASSWORD)


def test_a_new_password_ends_the_other_sessions(wang: User, client: Client) -> None:
    other = Client()
    log_in(other)
    log_in(client)
    new = "quite another one 7"
    done = client.post(
        CHANGE, {"old_password": PASSWORD, "new_password1": new, "new_password2": new}, follow=True
    )
    assert "密码已修改" in done.content.decode()
    assert client.get(MINE).status_code == 200
    assert other.get(MINE).status_code == 302
    assert log_in(Client(), new).status_code == 302


def test_logging_in_gives_another_session(wang: User, client: Client) -> None:
    client.post("/requirements/read/", {"text": samples.ENQUIRY})
    before = client.cookies["sessionid"].value
    log_in(client)
    assert client.cookies["sessionid"].value != before
    assert not Session.objects.filter(session_key=before).exists()


def test_an_account_that_was_closed_is_out(wang: User, client: Client) -> None:
    log_in(client)
    User.objects.update(is_active=False)
    assert client.get(MINE).status_code == 302
    assert log_in(Client()).status_code == 200


def test_a_visitor_sees_the_own_requirement_and_no_other(world: None) -> None:
    mine, other = Client(), Client()
    page = mine.post("/requirements/read/", {"text": samples.ENQUIRY})["Location"]
    theirs = other.post("/requirements/read/", {"text": samples.ENQUIRY})["Location"]
    assert page != theirs  # the same words of another visitor are another requirement
    assert (mine.get(page).status_code, other.get(page).status_code) == (200, 404)
    for client, there in ((mine, page), (other, theirs)):
        links = [
            node.attributes["href"]
            for node in Html(client.get("/requirements/").content.decode()).css("main li > a")
        ]
        assert links == [there]
        assert other.post(page, {"company": "x"}).status_code == 404
    listed = client_of("officer").get("/requirements/").content.decode()
    assert (page in listed, theirs in listed, Requirement.objects.count()) == (True, True, 2)


def test_a_visitor_who_logs_in_keeps_the_own_requirement(wang: User, world: None) -> None:
    editor, client = user_of("editor"), Client()
    page = client.post("/requirements/read/", {"text": samples.ENQUIRY})["Location"]
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(page).status_code == 200


def test_cookies_are_for_us_alone(wang: User, client: Client) -> None:
    log_in(client)
    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_behind_tls_all_is_bound_to_it(tmp_path: Path) -> None:
    script = (
        "from django.conf import settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.LANGUAGE_COOKIE_SECURE, "
        "s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_HSTS_PRELOAD)"
    )
    said = {
        hsts: portal(
            tmp_path, "shell", "--no-imports", "-c", script, LUODI_HTTPS="1", LUODI_HSTS=hsts
        ).stdout.split()
        for hsts in ("", "subdomains", "preload")
    }
    always = ["True"] * 5
    assert said == {
        "": [*always, "False", "False"],
        "subdomains": [*always, "True", "False"],
        "preload": [*always, "True", "True"],
    }


def test_an_account_is_made_at_the_command_line(tmp_path: Path) -> None:
    made = portal(tmp_path, "adduser", "wang", "--role", "administrator", "--display-name", "王工")
    password = re.search(r"密码 (\S+?)（", made.stdout)
    assert (made.returncode, bool(password)) == (0, True)
    again = portal(tmp_path, "adduser", "wang", "--role", "officer", LUODI_LANG="en")
    assert (again.returncode, "wang: A user with that username already exists" in again.stderr) == (3, True)
    unknown = portal(tmp_path, "adduser", "li", "--role", "king")
    assert (unknown.returncode, "officer" in unknown.stderr, "Traceback" in unknown.stderr) == (
        2,
        True,
        False,
    )


@pytest.mark.parametrize("role", [OFFICER, OPERATOR, ADMINISTRATOR], ids=lambda role: role.name)
def test_an_account_has_its_role(db: None, quick: None, role) -> None:
    added = add_user("wang", role)
    assert (role_of(added.user), added.user.check_password(added.password)) == (role, True)
    assert len(added.password) >= 16
    with pytest.raises(LuodiError):
        add_user("wang", role)


@pytest.mark.parametrize("name", ["", "a b", "x" * 151])
def test_a_name_that_nobody_could_log_in_with_is_refused(db: None, name: str) -> None:
    with pytest.raises(LuodiError):
        add_user(name, OFFICER)
    assert not User.objects.exists()


def test_a_weak_password_is_refused_at_the_command_line_too(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getpass", lambda _prompt: "12345")
    with pytest.raises(LuodiError) as refused:
        call_command("adduser", "wang", "--role", "officer", "--ask", "--lang", "en")
    assert "10" in refused.value.problem.say("en")
    assert not User.objects.exists()


def test_the_administration_is_in_both_languages_and_sends_others_to_log_in(db: None) -> None:
    words = {lang: client_of("administrator", lang).get("/admin/").content.decode() for lang in ("zh", "en")}
    assert ("站点管理" in words["zh"], "Site administration" in words["en"]) == (True, True)
    sent = Client().get("/admin/", follow=True)
    assert sent.redirect_chain[-1][0] == f"{IN}?next=%2Fadmin%2F"


@pytest.mark.parametrize("role", ["editor", "officer", "operator", "administrator"])
def test_the_account_leads_to_the_own_work_alone(db: None, role: str) -> None:
    client = client_of(role)
    html = Html(client.get(MINE).content.decode())
    links = [str(node.attributes["href"]) for node in html.css("section[aria-labelledby=work] a")]
    assert "/intake/jobs/" in links
    assert [link for link in links if client.get(link).status_code not in (200, 302)] == []
    assert ("/intake/" in links) == (role in ("editor", "administrator"))
    assert ("/inventory/" in links) == (role in ("officer", "administrator"))


def test_what_an_account_holds_the_rule_of_one_thing_knows(db: None) -> None:
    held = holds("inventory.change_park")
    assert [held.test(user_of(role)) for role in ("editor", "officer", "operator", "administrator")] == [
        False,
        True,
        False,
        True,
    ]
