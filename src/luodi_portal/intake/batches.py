"""A batch comes in: first it is gathered, and a person sees what is new; then it is taken in."""

import os
import secrets
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from luodi import facts
from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Text
from luodi_portal.intake.entries import Entry, entries_of_file, entries_of_folder, remove
from luodi_portal.intake.feeds import FeedRead, Headline, read_feed
from luodi_portal.intake.fetch import Fetcher, from_settings
from luodi_portal.intake.jobs import Running, start
from luodi_portal.intake.models import Batch, Feed, Item, Job
from luodi_portal.intake.pages import entry_of_address
from luodi_portal.intake.readers import read_blocks
from luodi_portal.knowledge.keep import Kept, keep_readings, refuse_unkeepable, source_key
from luodi_portal.knowledge.models import Document, DocumentSource
from luodi_portal.knowledge.write import update

BLOCK = 100
"""Documents that are read, kept and acknowledged together."""
MOST_WAITING = 200
MOST_SECONDS = 0.5
"""Items, and the time, that may pass before what was gathered is kept."""
MOST_TRIES = 3
"""Readings of a feed in which an article may fail before it is left alone."""
MOST_NAME = 60
TAKEABLE = (Item.State.NEW, Item.State.SOURCE)
State = Item.State
_FETCHED = (Batch.Way.ADDRESSES, Batch.Way.FEED)


def begin(
    way: Batch.Way, given: Sequence[Any], by: Any, *, feed: Feed | None = None, take: bool = False
) -> Batch:
    """Make a batch and ask for its gathering; with ``take`` it is taken in at once, without anybody looking."""
    with transaction.atomic():
        person = by if by is not None and by.is_authenticated else None
        batch = Batch.objects.create(way=way, given=list(given), feed=feed, by=person)
        _start("gather", batch, by, take=take)
    return batch


def begin_taking(batch: Batch, by: Any) -> Job:
    """Ask for a gathered batch to be taken in; asked twice, it is one job."""
    with transaction.atomic():
        row = Batch.objects.select_for_update(of=("self",)).select_related("job").get(pk=batch.pk)
        if row.job and row.job.is_open:
            return row.job
        return _start("take", row, by)


def _start(kind: str, batch: Batch, by: Any, **more: Any) -> Job:
    job = start(kind, by, link=batch.get_absolute_url(), batch=batch.pk, **more)
    Batch.objects.filter(pk=batch.pk).update(job=job)
    return job


def save_uploads(files: Iterable[UploadedFile[Any]]) -> list[dict[str, str]]:
    """Write uploads into a folder of their own, safely on the disk, and say for each its path and its name."""
    folder = settings.DATA / "intake" / secrets.token_hex(8)
    saved = []
    for number, upload in enumerate(files, 1):
        name = Path(upload.name or "").name
        path = folder / f"{number}" / f"{Path(name).stem[:MOST_NAME] or 'file'}{Path(name).suffix[:10]}"
        path.parent.mkdir(parents=True)
        with path.open("wb") as file:
            for chunk in upload.chunks():
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        saved.append({"path": str(path), "name": name})
    return saved


def gather(job: Running, *, batch: int, take: bool) -> None:
    """Find what a batch holds: which documents are new, which are there already, what can't be read and why."""
    row = Batch.objects.get(pk=batch)
    with Fetcher(from_settings()) as fetcher:
        feed = _read_feed(row, fetcher)
        entries = _entries(row, fetcher, feed)
        there = set(row.items.values_list("entry", flat=True))
        ahead = [entry for entry in entries if entry.name not in there]
        if not _gather_entries(job, row, ahead, total=len(there) + len(ahead)):
            return
    with transaction.atomic():
        _end_gathering(job, row, feed, take=take)
    _remove_uploads(row)


def _read_feed(batch: Batch, fetcher: Fetcher) -> FeedRead | None:
    feed = batch.feed
    if feed is None:
        return None
    return read_feed(fetcher, feed.url, etag=feed.etag, modified=feed.modified)


def _entries(batch: Batch, fetcher: Fetcher, feed: FeedRead | None) -> list[Entry]:
    match Batch.Way(batch.way):
        case Batch.Way.UPLOAD:
            return [e for saved in batch.given for e in entries_of_file(Path(saved["path"]), saved["name"])]
        case Batch.Way.FOLDER:
            return [entry for folder in batch.given for entry in entries_of_folder(Path(folder))]
        case Batch.Way.ADDRESSES:
            headlines: Iterable[Headline] = map(Headline, batch.given)
        case Batch.Way.FEED:
            headlines = _unknown(batch, feed.headlines if feed else ())
    return [entry_of_address(fetcher, headline) for headline in headlines]


def _unknown(batch: Batch, headlines: Sequence[Headline]) -> list[Headline]:
    """Leave out the articles that are there, and those that could not be read again and again."""
    keys = {source_key(facts.Document("", "", url=each.url)): each.url for each in headlines}
    known = DocumentSource.objects.filter(key__in=list(keys)).values_list("key", flat=True)
    tries = Item.objects.filter(batch__feed=batch.feed, state=State.BAD).exclude(batch=batch)
    failed = tries.values("entry").annotate(n=Count("pk")).filter(n__gte=MOST_TRIES)
    left_out = {keys[key] for key in known} | set(failed.values_list("entry", flat=True))
    return [each for each in headlines if each.url not in left_out]


def _gather_entries(job: Running, batch: Batch, entries: Sequence[Entry], total: int) -> bool:
    """Load entry after entry; what was loaded is kept every moment, with the progress. False where it was to stop."""
    patience = 0.0 if batch.way in _FETCHED else MOST_SECONDS  # a page takes its time: each is told of
    done, waiting, kept_at = total - len(entries), list[Item](), time.monotonic()
    job.report(done, total)
    for entry in entries:
        if job.cancelled():
            return False
        waiting += [_item(batch, entry, loaded) for loaded in entry.load()]
        done += 1
        late = time.monotonic() - kept_at > patience
        if late or len(waiting) >= MOST_WAITING or done == total:
            _keep_items(job, batch, waiting, done)
            waiting, kept_at = [], time.monotonic()
    return True


def _item(batch: Batch, entry: Entry, loaded: facts.Document | Problem) -> Item:
    if isinstance(loaded, facts.Document):
        try:
            refuse_unkeepable(loaded)
        except LuodiError as error:
            return _bad(batch, entry, error.problem)
        head = {"entry": entry.name, "where": loaded.id, "title": loaded.title[:500], "hash": loaded.hash}
        return Item(batch=batch, content=asdict(loaded), **head)
    return _bad(batch, entry, loaded)


def _bad(batch: Batch, entry: Entry, problem: Problem) -> Item:
    said = [_printable(problem.say("zh")), _printable(problem.say("en"))]
    return Item(batch=batch, entry=entry.name, where=entry.name, state=State.BAD, problem=said)


def _printable(text: str) -> str:
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def _keep_items(job: Running, batch: Batch, items: Sequence[Item], done: int) -> None:
    with transaction.atomic():
        _judge(batch, [item for item in items if item.state != State.BAD])
        Item.objects.bulk_create(items)
        job.report(done)


def _judge(batch: Batch, items: Sequence[Item]) -> None:
    """Say of each document whether its content, and its source, are there already or came earlier in the batch."""
    said = {id(item): _said(item) for item in items}
    hashes = {item.hash for item in items}
    there = dict(Document.objects.filter(hash__in=hashes).values_list("hash", "pk"))
    sources = DocumentSource.objects.filter(document__hash__in=hashes)
    known = set(sources.values_list("document__hash", "key"))
    contents = set(there) | set(batch.items.filter(hash__in=hashes).values_list("hash", flat=True))
    for item in items:
        document = said[id(item)]
        at = item.hash, source_key(document)
        item.state = State.KNOWN if at in known else State.SOURCE if at[0] in contents else State.NEW
        item.document_id = there.get(item.hash)
        known.add(at)
        contents.add(item.hash)


def _said(item: Item) -> facts.Document:
    content = dict(item.content or {})
    content["breadcrumb"] = tuple(content.get("breadcrumb", ()))
    return facts.Document(**content)


def _end_gathering(job: Running, batch: Batch, feed: FeedRead | None, *, take: bool) -> None:
    Batch.objects.filter(pk=batch.pk).update(gathered=timezone.now())
    counts = Counter(batch.items.values_list("state", flat=True))
    job.say(_gathered(counts))
    if batch.feed and feed and not feed.unchanged:
        _remember(batch.feed, feed, whole=take and not counts[State.BAD])
    if not counts and batch.feed and job.job.by is None:  # a feed that was read by itself and had nothing new
        batch.delete()
        Job.objects.filter(pk=job.job.pk).update(link=reverse("feeds"))
    elif take and any(counts[state] for state in TAKEABLE):
        _start("take", batch, job.job.by)


def _remember(feed: Feed, read: FeedRead, *, whole: bool) -> None:
    """Keep the feed's title and, where all that it names comes in, the words by which its server knows what we have."""
    known = {"etag": read.etag, "modified": read.modified} if whole else {}
    Feed.objects.filter(pk=feed.pk).update(title=read.title or feed.title, **known)


def _gathered(counts: Counter[str]) -> Text:
    new, source, known, bad = (counts[state] for state in (State.NEW, State.SOURCE, State.KNOWN, State.BAD))
    return Text(
        f"新内容 {new} 篇，已有内容的另一来源 {source} 篇，已有 {known} 篇，读不了或有疑问 {bad} 处",
        f"{new} new, {source} known from another source, {known} there already, {bad} with problems",
    )


def _remove_uploads(batch: Batch) -> None:
    """Remove the uploaded files: what they hold is in the batch's items."""
    if batch.way == Batch.Way.UPLOAD:
        for folder in {Path(saved["path"]).parent.parent for saved in batch.given}:
            remove(folder)


def take(job: Running, *, batch: int) -> None:
    """Read what is new in a batch and keep it, a block in one transaction with the progress."""
    rows = Item.objects.filter(batch=batch, state__in=TAKEABLE)
    total = Item.objects.filter(batch=batch, taken=True).count() + rows.filter(taken=False).count()
    done = total - rows.filter(taken=False).count()
    job.report(done, total)
    outcome = Counter[str]()
    for block, readings in read_blocks(_blocks(rows.filter(taken=False)), _documents, total - done):
        if job.cancelled():
            return
        read = list(zip(block, readings, strict=True))
        with transaction.atomic():
            kept = keep_readings([reading for reading in readings if reading])
            _mark(read, iter(kept))
            done += len(block)
            job.report(done)
        outcome.update(item.state for item in block)
    job.say(_taken(outcome))


def _blocks(rows: Any) -> Iterator[list[Item]]:
    last = 0
    while block := list(rows.filter(pk__gt=last)[:BLOCK]):
        last = block[-1].pk
        yield block


def _documents(items: Sequence[Item]) -> list[facts.Document]:
    return [_said(item) for item in items]


def _mark(read: Sequence[tuple[Item, facts.Reading | None]], kept: Iterator[Kept]) -> None:
    """Write what came of each item; its content is now the document's."""
    for item, reading in read:
        if reading is None:
            item.state, item.problem = State.BAD, list(_UNREAD)
        else:
            one = next(kept)
            item.state, item.document = _outcome(one), one.document
    update(Item, [_taken_values(item) for item, _ in read])


def _taken_values(item: Item) -> dict[str, Any]:
    known = {"state": item.state, "problem": item.problem, "document_id": item.document_id}
    return {"id": item.pk, "taken": True, "content": None, **known}


def _outcome(kept: Kept) -> Item.State:
    if kept.new:
        return State.REPOST if kept.document.article_id else State.NEW
    return State.SOURCE if kept.new_source else State.KNOWN


_UNREAD = Text(
    "阅读器在这篇上出错，未收录；服务器日志里有原因",
    "The reader failed on this one; it was left out. The server's log says why",
)


def _taken(outcome: Counter[str]) -> Text:
    new, repost, source, known, bad = (outcome[state] for state in State)
    return Text(
        f"收录 {new} 篇新文档、{repost} 篇转载，{source} 篇记为另一来源，{known} 篇已有，{bad} 篇读不了",
        f"took in {new} new documents and {repost} reposts; {source} more sources, {known} there already, {bad} not read",
    )


def start_due_feeds() -> int:
    """Ask for the reading of each feed whose time has come, and say how many."""
    now, count = timezone.now(), 0
    for feed in Feed.objects.filter(minutes__gt=0):
        due = feed.next_read
        if due is None or due <= now:
            with transaction.atomic():
                if Feed.objects.filter(pk=feed.pk, read=feed.read).update(read=now):
                    begin(Batch.Way.FEED, [feed.url], None, feed=feed, take=True)
                    count += 1
    return count


def read_now(feed: Feed, by: Any, *, take: bool) -> Batch:
    """Ask for the reading of a feed now; for a look at all that it names, its server is not told what is known."""
    with transaction.atomic():
        Feed.objects.filter(pk=feed.pk).update(read=timezone.now(), etag="", modified="")
        feed.refresh_from_db()
        return begin(Batch.Way.FEED, [feed.url], by, feed=feed, take=take)
