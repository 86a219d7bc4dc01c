"""Write docs/roles.md and docs/roles.zh-CN.md: the table of roles, and who may use which address; ``--check`` only looks.

    .venv/bin/python tools/build_roles.py

Roles and permissions come from ``luodi_portal/accounts/roles.py``, addresses from ``tests/portal/addresses.tsv``, whose
every row a test tries as every role.
"""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luodi_portal.settings")

import django  # noqa: E402

django.setup()

from luodi.core.text import Lang, Text  # noqa: E402
from luodi_portal.accounts.roles import ROLES, Role  # noqa: E402
from portal.addresses import ROLE_NAMES, rows  # noqa: E402

PAGES: dict[Lang, Path] = {"en": ROOT / "docs" / "roles.md", "zh": ROOT / "docs" / "roles.zh-CN.md"}
VISITOR = Text("访客", "Visitor")
LABELS = {"visitor": VISITOR, **{role.name: role.label for role in ROLES}}
MAY = {"yes": Text("✓", "✓"), "no": Text("—", "—"), "own": Text("自己的", "own")}
HEAD = Text(
    """# 谁可以做什么

本页由 `tools/build_roles.py` 生成。角色与权限出自 `src/luodi_portal/accounts/roles.py`，地址出自 `tests/portal/addresses.tsv`；
测试以每个角色逐行试过。开账号：`luodi-portal adduser 名字 --role 角色`，或由管理员在 `/admin/` 里开。
""",
    """# Who may do what

`tools/build_roles.py` writes this page. Roles and permissions come from `src/luodi_portal/accounts/roles.py`, addresses from
`tests/portal/addresses.tsv`; a test tries every row as every role. `luodi-portal adduser NAME --role ROLE` makes an account,
and so does the administrator in `/admin/`.
""",
)
OWN = Text(
    "“自己的”：访客是本浏览器里自己提出的需求，园区运营方是自己的园区及其中的一切，其他人是自己开始的任务。",
    "“own”: a visitor's requirements made in the same browser; an operator's own park and all in it; the jobs that "
    "somebody started.",
)


def build(lang: Lang) -> str:
    """Give the page."""

    def say(text: Text) -> str:
        return text.say(lang)

    parts = [
        HEAD.say(lang),
        f"## {say(Text('角色', 'Roles'))}\n",
        _table([say(Text("角色", "role")), say(Text("名字", "name")), say(Text("做什么", "what it is for"))],
               [[say(VISITOR), "—", say(Text("不登录：看公开的一切，提出自己的需求", "not logged in: sees all that is public, asks for sites"))],
                *([say(role.label), f"`{role.name}`", say(role.does)] for role in ROLES)]),
        f"\n## {say(Text('权限', 'Permissions'))}\n",
        *(f"- **{say(role.label)}**{say(Text('：', ': '))}{_permissions(role, lang)}" for role in ROLES),
        f"\n## {say(Text('地址', 'Addresses'))}\n",
        say(OWN) + "\n",
        _table([say(Text("地址", "address")), say(Text("是什么", "what it is")), *(say(LABELS[name]) for name in ROLE_NAMES)],
               [[f"`{row.method} {row.address}`", row.zh if lang == "zh" else row.en,
                 *(say(MAY[row.who[name]]) for name in ROLE_NAMES)] for row in rows()]),
    ]  # fmt: skip
    return "\n".join(parts) + "\n"


def _permissions(role: Role, lang: Lang) -> str:
    if role.everything:
        return Text("全部", "all of them").say(lang)
    said = [_codes(role.permissions)] if role.permissions else []
    if role.own_park:
        said.append(Text("在自己的园区：", "in the own park: ").say(lang) + _codes(role.own_park))
    return Text("；", "; ").say(lang).join(said)


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _table(heads: list[str], lines: Iterable[list[str]]) -> str:
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [heads, ["---"] * len(heads), *lines])


def main() -> int:
    """Write the pages, or with ``--check`` tell by the exit code whether they are current."""
    stale = [
        lang for lang, path in PAGES.items() if not path.exists() or path.read_text("utf-8") != build(lang)
    ]
    if "--check" not in sys.argv:
        for lang in stale:
            PAGES[lang].write_text(build(lang), encoding="utf-8")
        return 0
    return len(stale)


if __name__ == "__main__":
    sys.exit(main())
