"""Pruning: what is old and has ended goes, what still says something stays, and nothing is touched by a look."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from pytest_django.fixtures import Settings

from luodi_portal.intake.jobs import say, start
from luodi_portal.intake.models import Batch, Job, JobLine
from luodi_portal.inventory.convert import own_site, park_of
from luodi_portal.inventory.keep import Author, edit_site
from luodi_portal.inventory.models import Park, Site
from luodi_portal.inventory.terms import keep_terms
from luodi_portal.inventory.timeline import events
from luodi_portal.operations.prune import Limits, prune, start_due_prune
from portal.worker import work

pytestmark = pytest.mark.usefixtures("world")
OLD = timezone.now() - timedelta(days=100)


@pytest.fixture
def site() -> Site:
    """A site whose rent changed twice, then its status, then its rent once more: five records, all old."""
    row = Site.objects.get(pk="listing-1")
    for change in (
        {"rent_cny_m2_month": 19.0},
        {"rent_cny_m2_month": 20.0},
        {"status": "reserved"},
        {"rent_cny_m2_month": 21.0},
    ):
        edit_site(row, replace(own_site(row), **change), Author())
    Site.history.update(history_date=OLD)
    return row


def a_job(state: str, ended: datetime | None) -> Job:
    job = Job.objects.create(kind="none", state=state, ended=ended)
    say(job, prune(Limits(0, 0)).told())
    return job


def test_jobs_and_batches_that_ended_long_ago_go_with_their_log() -> None:
    old, recent, open_ = a_job("done", OLD), a_job("failed", timezone.now()), a_job("running", None)
    stale = Batch.objects.create(way="upload", job=old)
    working = Batch.objects.create(way="upload", job=open_)
    Batch.objects.update(made=OLD)
    fresh = Batch.objects.create(way="upload")
    assert (prune(Limits(90, 0), dry=True).jobs, Job.objects.count()) == (1, 3)
    pruned = prune(Limits(90, 0))
    assert (pruned.jobs, pruned.batches) == (1, 1)
    assert set(Job.objects.values_list("pk", flat=True)) == {recent.pk, open_.pk}
    assert set(JobLine.objects.values_list("job_id", flat=True)) == {recent.pk, open_.pk}
    assert set(Batch.objects.values_list("pk", flat=True)) == {working.pk, fresh.pk}
    assert stale.pk not in {working.pk, fresh.pk}


def test_nothing_goes_where_nothing_is_to_go(site: Site) -> None:
    a_job("done", OLD)
    assert prune(Limits(0, 0)).told().en == "0 jobs, 0 batches, 0 sessions that ran out, 0 steps of histories"


def test_sessions_that_ran_out_go() -> None:
    Session.objects.create(session_key="a", session_data="", expire_date=OLD)
    Session.objects.create(session_key="b", session_data="", expire_date=timezone.now() + timedelta(days=1))
    assert prune(Limits(0, 0)).sessions == 1
    assert [row.session_key for row in Session.objects.all()] == ["b"]


def test_of_a_history_the_ends_and_the_changes_of_status_stay(site: Site) -> None:
    records = list(site.history.order_by("history_id"))
    assert prune(Limits(0, 90)).records == 2
    assert list(site.history.order_by("history_id")) == [records[0], records[3], records[4]]
    assert [change.new for event in events(site) for change in event.changes if change.name == "status"] == [
        "reserved"
    ]
    assert prune(Limits(0, 90)).records == 0


def test_what_is_recent_stays(site: Site) -> None:
    Site.history.update(history_date=timezone.now())
    assert prune(Limits(0, 90)).records == 0


def test_every_version_of_terms_stays() -> None:
    row = Park.objects.get(pk="chengwan")
    terms = park_of(row).admission
    assert terms
    for allowed in (("甲业",), ("乙业",)):
        keep_terms(row, replace(terms, allow=allowed), Author())
    Park.history.update(history_date=OLD)
    assert prune(Limits(0, 90)).records == 0


def test_the_command_counts_then_deletes(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("prune", "--history", "90", "--dry-run", "--lang", "en")
    call_command("prune", "--history", "90", "--lang", "en")
    looked, done = capsys.readouterr().out.splitlines()
    assert looked.endswith("2 steps of histories")
    assert done == looked.replace("would go", "gone")


def test_the_worker_prunes_once_a_day_from_its_hour_on(settings: Settings, site: Site) -> None:
    settings.KEEP_HISTORY_DAYS = 90
    night = timezone.localtime().replace(hour=2, minute=59)
    assert not start_due_prune(night)
    assert not Job.objects.exists()
    settings.PRUNE_HOUR = 0
    assert start_due_prune()
    assert not start_due_prune()
    work()
    assert Job.objects.get().lines.get().en.endswith("2 steps of histories")
    settings.PRUNE_HOUR = -1
    Job.objects.all().delete()
    assert not start_due_prune()
    start("prune", None)
