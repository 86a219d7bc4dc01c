"""From a draft to the news: who may take which step, what a step does, and the day on which an article comes out.

A published article is a document like any other: its text is read by luodi, its facts point into it. A later version is
another document, for a document is its content; the address of the one before leads to it.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from luodi import facts
from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Text
from luodi.reading.read import read_document
from luodi_portal.accounts.models import User
from luodi_portal.editorial.markdown import compose
from luodi_portal.editorial.models import Article, FormerAddress, State
from luodi_portal.knowledge.keep import keep_reading
from luodi_portal.knowledge.models import Document
from luodi_portal.news.models import Reach

SOURCE = Text("本站编辑部", "our editors")
FEWEST_LETTERS = 20


@dataclass(frozen=True, slots=True)
class Step:
    """A step, and the states from which it can be taken."""

    name: str
    label: Text
    sources: tuple[State, ...]


SUBMIT = Step("submit", Text("提交审核", "Submit for approval"), (State.DRAFT, State.RETURNED))
WITHDRAW = Step("withdraw", Text("撤回修改", "Take back"), (State.SUBMITTED, State.APPROVED))
APPROVE = Step("approve", Text("通过", "Approve"), (State.SUBMITTED,))
RETURN = Step("return", Text("退回", "Return"), (State.SUBMITTED,))
REVISE = Step("revise", Text("修改已发布的文章", "Work on a new version"), (State.PUBLISHED,))
TAKE_DOWN, REVERT = "take-down", "revert"
WHYS = {step.name: step.label for step in (SUBMIT, WITHDRAW, APPROVE, RETURN, REVISE)} | {
    TAKE_DOWN: Text("下架", "Taken down"),
    REVERT: Text("恢复旧版本", "An earlier version again"),
}
"""Why a version was made, by what its history says."""


def save(article: Article, by: User, why: str = "") -> None:
    """Keep a version of a draft: one that says nothing new is none."""
    if article.pk and not _differs(article):
        return
    article.changed = timezone.now()
    article._history_user = by  # type: ignore[attr-defined]  # as simple-history reads it
    article._change_reason = why  # type: ignore[attr-defined]
    article.save()


def _differs(article: Article) -> bool:
    names = ("title", "body", "state", "publish_at", "note", "decided_by_id")
    before = Article.objects.filter(pk=article.pk).values(*names).first() or {}
    return any(getattr(article, name) != before.get(name) for name in names)


def submit(article: Article, by: User) -> None:
    """Hand an article in; one without a title or with hardly a word is refused."""
    if len(compose(article.body).text) < FEWEST_LETTERS:
        what = Text("正文太短，还不能提交", "has too little text to be handed in")
        remedy = Text(f"请至少写 {FEWEST_LETTERS} 个字", f"write at least {FEWEST_LETTERS} letters")
        raise LuodiError(Problem(article.title, what, remedy))
    _go(article, SUBMIT, State.SUBMITTED, by, note="")


def withdraw(article: Article, by: User) -> None:
    """Take an article back to work on it."""
    _go(article, WITHDRAW, State.DRAFT, by)


def revise(article: Article, by: User) -> None:
    """Begin a new version of what is published, which stays as it is until the new one is approved."""
    _go(article, REVISE, State.DRAFT, by)


def send_back(article: Article, by: User, note: str) -> None:
    """Return an article with a note that says what to do."""
    _go(article, RETURN, State.RETURNED, by, note=note)


def approve(article: Article, by: User) -> None:
    """Let an article come out: at once, or on its day."""
    with transaction.atomic():
        _go(article, APPROVE, State.APPROVED, by, note="")
        if article.publish_at is None or article.publish_at <= timezone.now():
            publish(article)


def _go(article: Article, step: Step, to: State, by: User, note: str | None = None) -> None:
    """Take a step, if the article is still where the step begins: two people may press at once."""
    with transaction.atomic():
        article.refresh_from_db(from_queryset=Article.objects.select_for_update())
        if article.state not in step.sources:
            what = Text(f"已是“{article.state_label.zh}”", f"is {article.state_label.en} by now")
            remedy = Text("请刷新页面看最新状态", "reload the page to see how it stands")
            raise LuodiError(Problem(article.title, what, remedy))
        article.state = to
        article.note = article.note if note is None else note
        if step in (APPROVE, RETURN):
            article.decided_by = by
        save(article, by, step.name)


def publish(article: Article) -> Document:
    """Make the document of an approved article, and lead the address of the version before to it."""
    before = article.document
    day = article.first_published or timezone.localdate(article.publish_at or timezone.now())
    with transaction.atomic():
        kept = keep_reading(read_document(_document(article, day.isoformat())))
        article.document, article.state, article.first_published = kept.document, State.PUBLISHED, day
        article.public_title, article.public_body = article.title, article.body
        article.skip_history_when_saving = True  # type: ignore[attr-defined]
        article.save()
        del article.skip_history_when_saving  # type: ignore[attr-defined]
        if before is not None and before.pk != kept.document.pk:
            _replace(article, before, kept.document)
    return kept.document


def _document(article: Article, day: str) -> facts.Document:
    return facts.Document(
        id=f"article-{article.pk}",
        title=article.title,
        text=compose(article.body).text,
        type="news",
        published=day,
        source=SOURCE.zh,
        author=str(article.author),
    )


def _replace(article: Article, before: Document, after: Document) -> None:
    FormerAddress.objects.filter(slug=after.slug).delete()
    FormerAddress.objects.get_or_create(slug=before.slug, defaults={"article": article})
    if reach := Reach.objects.filter(document=before).first():
        Reach.objects.update_or_create(
            document=after, defaults={"views": reach.views, "shares": reach.shares}
        )
    before.delete()


def take_down(article: Article, by: User) -> None:
    """Take what is published out of the news; the article is a draft again."""
    with transaction.atomic():
        document = article.document
        article.document, article.public_title, article.public_body = None, "", ""
        article.state = State.DRAFT
        save(article, by, TAKE_DOWN)
        if document is not None:
            document.delete()


def discard(article: Article) -> None:
    """Delete a draft of which nothing is published, with its pictures; its history stays."""
    if article.document is not None or article.state not in SUBMIT.sources:
        what = Text("不是没有发布过的草稿", "is no draft that was never published")
        remedy = Text("请先下架或撤回", "take it down, or back, first")
        raise LuodiError(Problem(article.title, what, remedy))
    with transaction.atomic():
        files = [picture.file for picture in article.pictures.all()]
        article.delete()
        transaction.on_commit(lambda: _delete(files))


def _delete(files: list[FieldFile]) -> None:
    for file in files:
        file.delete(save=False)


def publish_due(now: datetime | None = None) -> int:
    """Publish what is approved and whose time has come; gives how many articles came out."""
    due = Article.objects.filter(state=State.APPROVED, publish_at__lte=now or timezone.now())
    done = 0
    for key in due.values_list("pk", flat=True):
        with transaction.atomic():
            article = Article.objects.select_for_update().filter(pk=key, state=State.APPROVED).first()
            if article is not None:
                publish(article)
                done += 1
    return done
