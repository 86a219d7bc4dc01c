"""Who may do what with an article: its author works on it, and another decides on it."""

from django.contrib.auth.models import AnonymousUser
from rules.permissions import add_perm, perm_exists
from rules.predicates import Predicate

from luodi_portal.accounts.models import User
from luodi_portal.accounts.roles import holds
from luodi_portal.editorial.models import Article


def wrote(user: User | AnonymousUser, article: Article | None) -> bool:
    """Tell whether the account is the article's author."""
    return article is not None and article.author_id == user.pk


_wrote = Predicate(wrote, "wrote the article")


def add_rules() -> None:
    """Let ``change_article`` of an article hold for its author, ``approve_article`` for anybody else who may approve."""
    for codename, rule in (
        ("editorial.change_article", holds("editorial.change_article") & _wrote),
        ("editorial.approve_article", holds("editorial.approve_article") & ~_wrote),
    ):
        if not perm_exists(codename):  # type: ignore[no-untyped-call]
            add_perm(codename, rule)  # type: ignore[no-untyped-call]
