"""The editors' pages: own articles, the form with its preview, decisions, versions, pictures, contributors."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.core.errors import LuodiError
from luodi.core.text import Text
from luodi_portal.accounts.models import User
from luodi_portal.editorial import publishing, versions
from luodi_portal.editorial.contributors import contributors
from luodi_portal.editorial.forms import ArticleForm, PictureForm, ReturnForm
from luodi_portal.editorial.medals import FEWEST_REVIEWED, FULL_FACTS, FULL_SHARES, FULL_VIEWS, STEPS
from luodi_portal.editorial.models import Article, Picture, State
from luodi_portal.editorial.pictures import add_picture
from luodi_portal.editorial.shown import body_html
from luodi_portal.web.language import say

OPEN = (State.DRAFT, State.RETURNED)
writes = permission_required("editorial.add_article", raise_exception=True)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@require_safe
@login_required
@writes
def desk(request: HttpRequest) -> HttpResponse:
    """List the own articles, and those that wait for a decision of another."""
    waiting = Article.objects.filter(state=State.SUBMITTED).select_related("author")
    context = {
        "own": Article.objects.filter(author=_user(request)).select_related("document"),
        "waiting": [row for row in waiting if request.user.has_perm("editorial.approve_article", row)],
    }
    return render(request, "editorial/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@writes
def new(request: HttpRequest) -> HttpResponse:
    """Begin an article."""
    return _edit(request, Article(author=_user(request)))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """Work on an article while it is a draft; look at it, and decide on it, where it is another's or handed in."""
    row = _get(pk)
    if row.state in OPEN and request.user.has_perm("editorial.change_article", row):
        return _edit(request, row)
    return _look(request, _readable(request, row), ReturnForm())


def _readable(request: HttpRequest, row: Article) -> Article:
    """Let its author read an article, and from when it is handed in who may approve it."""
    handed_in = row.state not in OPEN
    if request.user.has_perm("editorial.change_article", row):
        return row
    if handed_in and request.user.has_perm("editorial.approve_article", row):
        return row
    raise PermissionDenied


def _get(pk: int) -> Article:
    return get_object_or_404(Article.objects.select_related("author", "document", "decided_by"), pk=pk)


_CHANGED_MEANWHILE = Text(
    "这篇文章在别处改过；您写的还在下面，请先核对再保存",
    "The article was changed elsewhere; what you wrote is below: compare, then keep it",
)


def _edit(request: HttpRequest, row: Article) -> HttpResponse:
    seen = row.changed.isoformat() if row.pk else ""
    form = ArticleForm(request.POST if request.method == "POST" else None, instance=row)
    do = request.POST.get("do", "")
    preview = None
    if form.is_bound and do != "preview" and seen != request.POST.get("seen", ""):
        form.add_error(None, say(_CHANGED_MEANWHILE))
    if form.is_valid():
        if do != "preview":
            return _saved(request, form.save(commit=False), do)
        preview = body_html(form.cleaned_data["body"])
    context = {"row": row, "form": form, "preview": preview, "picture": PictureForm(), "seen": seen}
    return render(request, "editorial/edit.html", context, status=400 if form.errors else 200)


def _saved(request: HttpRequest, row: Article, do: str) -> HttpResponse:
    publishing.save(row, _user(request))
    if do == "submit":
        return _step(request, row, publishing.submit, Text("已提交审核", "handed in for approval"))
    messages.success(request, say(Text("草稿已保存", "the draft is kept")))
    return redirect(row)


def _look(request: HttpRequest, row: Article, form: ReturnForm) -> HttpResponse:
    context = {
        "row": row,
        "body": body_html(row.body),
        "form": form,
        "may_decide": row.state == State.SUBMITTED
        and request.user.has_perm("editorial.approve_article", row),
        "may_edit": request.user.has_perm("editorial.change_article", row),
    }
    return render(request, "editorial/look.html", context, status=400 if form.errors else 200)


_OWN: dict[str, tuple[Callable[[Article, User], None], Text]] = {
    "submit": (publishing.submit, Text("已提交审核", "handed in for approval")),
    "withdraw": (publishing.withdraw, Text("已撤回，可以修改", "taken back")),
    "revise": (
        publishing.revise,
        Text(
            "可以修改了；通过之前，已发布的版本不变",
            "a new version; the published one stays until it is approved",
        ),
    ),
    "take-down": (publishing.take_down, Text("已下架", "taken down")),
}


@require_POST
@login_required
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Take a step with an own article."""
    row = _own(request, pk)
    if name not in _OWN:
        raise Http404
    return _step(request, row, *_OWN[name])


@require_POST
@login_required
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve another's article, or return it with a note."""
    row = _get(pk)
    if not request.user.has_perm("editorial.approve_article", row):
        raise PermissionDenied
    if request.POST.get("do") == "approve":
        return _step(request, row, publishing.approve, _approved(row))
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _look(request, row, form)
    note = form.cleaned_data["note"]
    return _step(
        request,
        row,
        lambda row, by: publishing.send_back(row, by, note),
        Text("已退回", "returned"),
        "editorial",
    )


def _approved(row: Article) -> Text:
    if row.publish_at and row.publish_at > timezone.now():
        return Text("已通过，到定好的时间发布", "approved; it comes out on its day")
    return Text("已通过并发布", "approved and published")


def _step(
    request: HttpRequest,
    row: Article,
    act: Callable[[Article, User], None],
    done: Text,
    to: str | Article = "",
) -> HttpResponse:
    try:
        act(row, _user(request))
        messages.success(request, f"{row.title}{say(Text('：', ': '))}{say(done)}")
    except LuodiError as error:
        messages.error(
            request, say(Text("；", "; ")).join((say(error.problem.what), say(error.problem.remedy)))
        )
    return redirect(to or row)


@require_POST
@login_required
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete an own draft of which nothing is published."""
    row = _own(request, pk)
    return _step(request, row, lambda row, _: publishing.discard(row), Text("已删除", "deleted"), "editorial")


@require_safe
@login_required
def history(request: HttpRequest, pk: int, key: int | None = None) -> HttpResponse:
    """List the versions, and show what one of them changed."""
    row = _readable(request, _get(pk))
    all_ = versions.versions(row)
    chosen = key or (all_[0].key if all_ else 0)
    found = versions.compared(row, chosen)
    if found is None:
        raise Http404
    may_edit = row.state in OPEN and request.user.has_perm("editorial.change_article", row)
    context = {
        "row": row,
        "versions": all_,
        "version": found[0],
        "title": found[1],
        "body": found[2],
        "may_edit": may_edit,
    }
    return render(request, "editorial/history.html", context)


@require_POST
@login_required
def revert(request: HttpRequest, pk: int, key: int) -> HttpResponse:
    """Go back to a version."""
    row = _own(request, pk)
    if row.state not in OPEN:
        return _no_draft(request, row)
    if not versions.revert(row, key, _user(request)):
        raise Http404
    messages.success(
        request,
        say(
            Text(
                "已恢复这个版本；之后的版本仍在历史里",
                "that version is back; the later ones stay in the history",
            )
        ),
    )
    return redirect(row)


def _own(request: HttpRequest, pk: int) -> Article:
    row = _get(pk)
    if not request.user.has_perm("editorial.change_article", row):
        raise PermissionDenied
    return row


def _no_draft(request: HttpRequest, row: Article) -> HttpResponse:
    messages.error(request, say(Text("不是草稿；请先撤回修改", "This is no draft: take it back first")))
    return redirect(row)


@require_POST
@login_required
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a picture to an own draft."""
    row = _own(request, pk)
    if row.state not in OPEN:
        return _no_draft(request, row)
    form = PictureForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect(row)
    return _step(
        request,
        row,
        lambda row, _: _add(row, form.cleaned_data["file"]),
        Text("图片已添加", "the picture is added"),
    )


def _add(row: Article, upload: Any) -> None:
    add_picture(row, upload)


@require_POST
@login_required
def remove(request: HttpRequest, pk: int, picture: int) -> HttpResponse:
    """Take a picture away from an own draft."""
    row = _own(request, pk)
    if row.state not in OPEN:
        return _no_draft(request, row)
    found = get_object_or_404(row.pictures, pk=picture)
    if f"picture:{found.pk})" in row.public_body:
        messages.error(
            request, say(Text("已发布的版本还在用这张图片", "the published version still shows that picture"))
        )
        return redirect(row)
    found.file.delete(save=False)
    found.delete()
    return redirect(row)


@require_safe
def picture(request: HttpRequest, pk: int) -> FileResponse:
    """Give a picture: to everybody once a published version shows it, before that to who may read the article."""
    found = get_object_or_404(Picture.objects.select_related("article"), pk=pk)
    if f"picture:{pk})" not in found.article.public_body and not request.user.has_perm(
        "editorial.add_article"
    ):
        raise Http404
    response = FileResponse(found.file.open("rb"), content_type="image/webp")
    response["Cache-Control"] = "private, max-age=86400"
    return response


@require_safe
def medals(request: HttpRequest) -> HttpResponse:
    """Show contributors with their medals, and the rule."""
    context = {
        "contributors": contributors(),
        "steps": STEPS,
        "full": {
            "reviewed": FEWEST_REVIEWED,
            "facts": FULL_FACTS,
            "views": FULL_VIEWS,
            "shares": FULL_SHARES,
        },
    }
    return render(request, "editorial/contributors.html", context)
