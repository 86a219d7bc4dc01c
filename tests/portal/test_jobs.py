"""Jobs: done once, followed, ended when asked, and taken up again when their worker dies."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Text
from luodi_portal.intake import jobs
from luodi_portal.intake.jobs import Running, again, cancel, kind, start, take_up_abandoned
from luodi_portal.intake.models import Job, JobLine
from portal.people import client_of, user_of
from portal.worker import late, work

pytestmark = pytest.mark.django_db
STEPS = 6
acts: dict[int, Callable[[Running], None]] = {}
counted: list[int] = []


@kind("test-count", Text("数数", "Count"))
def count(job: Running, *, steps: int) -> None:
    for number in range(job.done + 1, steps + 1):
        if job.cancelled():
            return
        act = acts.pop(number, None)
        if act:
            act(job)
        with transaction.atomic():
            counted.append(number)
            job.report(number, steps, Text(f"第 {number} 步", f"step {number}"))


@pytest.fixture(autouse=True)
def _afresh() -> None:
    acts.clear()
    counted.clear()


def raising(error: Exception) -> Callable[[Running], None]:
    def act(_: Running) -> None:
        raise error

    return act


def test_a_job_is_done_and_says_so() -> None:
    job = start("test-count", user_of("editor"), steps=STEPS)
    assert (job.state, counted) == ("waiting", [])
    work()
    job.refresh_from_db()
    assert (job.state, job.done, job.total, counted) == ("done", STEPS, STEPS, list(range(1, STEPS + 1)))
    assert [line.en for line in job.lines.all()] == [f"step {n}" for n in range(1, STEPS + 1)]
    assert None not in (job.started, job.ended)


def test_a_job_is_asked_for_in_the_callers_transaction() -> None:
    with transaction.atomic():
        start("test-count", None, steps=STEPS)
        transaction.set_rollback(True)
    assert (Job.objects.count(), DBTaskResult.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (LuodiError(Problem("a.txt", Text("空的", "empty"), Text("换一个", "take another"))), "a.txt: empty; take another"),
        (ZeroDivisionError("secret detail"), "something went wrong on our side"),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_told_and_can_be_tried_again(error: Exception, said: str) -> None:
    acts[3] = raising(error)
    job = start("test-count", None, steps=STEPS)
    work()
    job.refresh_from_db()
    last = job.lines.last()
    assert last is not None
    assert (job.state, job.done, last.bad) == ("failed", 2, True)
    assert said in last.en
    assert "secret" not in last.en + last.zh
    again(job)
    work()
    job.refresh_from_db()
    assert (job.state, counted) == ("done", list(range(1, STEPS + 1)))


def test_a_job_that_waits_ends_at_once_and_one_that_runs_at_its_next_step() -> None:
    waits = start("test-count", None, steps=STEPS)
    cancel(waits)
    work()
    waits.refresh_from_db()
    assert (waits.state, counted) == ("cancelled", [])
    runs = start("test-count", None, steps=STEPS)
    acts[3] = lambda job: cancel(job.job)
    work()
    runs.refresh_from_db()
    assert (runs.state, counted) == ("cancelled", [1, 2, 3])


def test_a_job_whose_worker_died_is_taken_up_where_it_stopped() -> None:
    acts[3] = raising(KeyboardInterrupt())  # type: ignore[arg-type]
    job = start("test-count", None, steps=STEPS)
    with pytest.raises(KeyboardInterrupt):
        work()
    assert take_up_abandoned() == 0  # it may still live
    late()
    assert (take_up_abandoned(), take_up_abandoned()) == (1, 0)
    work()
    job.refresh_from_db()
    assert (job.state, job.takes, counted) == ("done", 2, list(range(1, STEPS + 1)))


def test_a_job_that_was_claimed_but_not_begun_is_taken_up() -> None:
    job = start("test-count", None, steps=STEPS)
    DBTaskResult.objects.get().claim("a worker that dies now")
    late()
    assert take_up_abandoned() == 1
    work()
    job.refresh_from_db()
    assert (job.state, counted) == ("done", list(range(1, STEPS + 1)))


def test_a_worker_that_was_only_thought_dead_undoes_its_step() -> None:
    def seem_dead(_: Running) -> None:
        late()
        take_up_abandoned()
        work()  # another worker goes on

    acts[3] = seem_dead
    job = start("test-count", None, steps=STEPS)
    work()
    job.refresh_from_db()
    assert (job.state, job.done, job.takes) == ("done", STEPS, 2)
    assert JobLine.objects.filter(en__startswith="step").count() == STEPS


def test_a_job_that_kills_its_workers_is_given_up() -> None:
    job = start("test-count", None, steps=STEPS)
    for _ in range(jobs.MOST_STUCK):
        acts[3] = raising(KeyboardInterrupt())  # type: ignore[arg-type]
        with pytest.raises(KeyboardInterrupt):
            work()
        late()
        take_up_abandoned()
    job.refresh_from_db()
    assert job.state == "waiting"  # the first taking brought it forward two steps
    acts[3] = raising(KeyboardInterrupt())  # type: ignore[arg-type]
    with pytest.raises(KeyboardInterrupt):
        work()
    late()
    take_up_abandoned()
    job.refresh_from_db()
    assert (job.state, job.done) == ("failed", 2)


def test_one_that_was_to_stop_when_its_worker_died_is_not_taken_up() -> None:
    acts[3] = raising(KeyboardInterrupt())  # type: ignore[arg-type]
    job = start("test-count", None, steps=STEPS)
    with pytest.raises(KeyboardInterrupt):
        work()
    cancel(job)
    late()
    take_up_abandoned()
    job.refresh_from_db()
    assert job.state == "cancelled"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_job_is_followed_with_and_without_script(lang: str) -> None:
    client, job = client_of("editor", lang), start("test-count", user_of("editor"), steps=STEPS)
    page = client.get(job.get_absolute_url()).text
    assert "hx-trigger" in page
    assert 'http-equiv="refresh"' in page
    part = client.get(job.get_absolute_url(), headers={"HX-Request": "true"}).text
    assert part.startswith("<section")
    work()
    done = client.get(job.get_absolute_url()).text
    assert "hx-trigger" not in done
    assert 'http-equiv="refresh"' not in done
    assert Text("第 6 步", "step 6").say("zh" if lang == "zh" else "en") in done
    assert ("数数" if lang == "zh" else "Count") in client.get("/intake/jobs/").text


def test_whose_job_it_is_may_see_and_end_it() -> None:
    officer, editor = client_of("officer"), client_of("editor")
    job = start("test-count", user_of("editor"), steps=STEPS)
    assert officer.get(job.get_absolute_url()).status_code == 404
    assert officer.post(f"{job.get_absolute_url()}cancel/").status_code == 404
    assert client_of("visitor").get(job.get_absolute_url()).status_code == 302
    assert editor.get(f"{job.get_absolute_url()}cancel/").status_code == 405
    assert editor.post(f"{job.get_absolute_url()}cancel/").status_code == 302
    job.refresh_from_db()
    assert job.state == "cancelled"
    editor.post(f"{job.get_absolute_url()}again/")
    work()
    job.refresh_from_db()
    assert job.state == "done"
