"""PostgreSQL by its own pg_dump and pg_restore."""

import os
import shutil
import subprocess
from pathlib import Path

from django.db import connection

from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Text

FILE = "database.pgdump"
_VARIABLES = {
    "NAME": "PGDATABASE",
    "USER": "PGUSER",
    "PASSWORD": "PGPASSWORD",
    "HOST": "PGHOST",
    "PORT": "PGPORT",
}
_OPTIONS = {
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}
# All that is ours goes first: a dump of an older version knows nothing of what came after it.
_CLEAR = """\
DO $$ DECLARE each record; BEGIN
  FOR each IN SELECT c.relname, c.relkind FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
    AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT EXISTS
    (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
  LOOP
    IF each.relkind = 'v' THEN EXECUTE format('DROP VIEW IF EXISTS public.%I CASCADE', each.relname);
    ELSIF each.relkind = 'm' THEN EXECUTE format('DROP MATERIALIZED VIEW IF EXISTS public.%I CASCADE', each.relname);
    ELSE EXECUTE format('DROP TABLE IF EXISTS public.%I CASCADE', each.relname); END IF;
  END LOOP;
  FOR each IN SELECT p.oid::regprocedure AS name FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND NOT EXISTS
    (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  LOOP EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', each.name); END LOOP;
END $$;
"""


def dump(path: Path) -> None:
    """Write a dump as of one moment."""
    _run(
        [
            _tool("pg_dump"),
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            "--schema=public",
            f"--file={path}",
        ]
    )


def restore(path: Path) -> None:
    """Clear the database and fill it from a dump, in one transaction."""
    script = path.with_suffix(".sql")
    _run(
        [
            _tool("pg_restore"),
            "--no-owner",
            "--no-privileges",
            "--exit-on-error",
            *_no_schema(path),
            f"--file={script}",
            str(path),
        ]
    )
    clear = path.with_suffix(".clear.sql")
    clear.write_text(_CLEAR, encoding="ascii")
    connection.close()
    _run([_tool("psql"), "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1",
          f"--file={clear}", f"--file={script}"])  # fmt: skip


def _no_schema(path: Path) -> list[str]:
    """Leave out the line that makes the schema itself, which is there."""
    listed = _run([_tool("pg_restore"), "--list", str(path)])
    wanted = path.with_suffix(".list")
    lines = [line for line in listed.splitlines() if " SCHEMA - " not in line]
    wanted.write_text("\n".join(lines), encoding="utf-8")
    return [f"--use-list={wanted}"]


def _tool(name: str) -> str:
    """Find PostgreSQL's own program: on the path, else the newest that Debian has put aside."""
    found = shutil.which(name)
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda each: int(each.parts[-3]))
    if debian:
        return str(debian[-1])
    if found is None:
        what = Text(f"找不到程序 {name}", f"there is no program {name}")
        remedy = Text(
            "请安装 PostgreSQL 客户端（Debian：postgresql-client）",
            "install PostgreSQL's client (Debian: postgresql-client)",
        )
        raise LuodiError(Problem(name, what, remedy))
    return found


def _environment() -> dict[str, str]:
    """Tell the programs where the database is, by variables: what stands in a command line, everybody can read."""
    settings = connection.settings_dict
    said = {name: settings.get(key) for key, name in _VARIABLES.items()}
    said |= {name: settings.get("OPTIONS", {}).get(key) for key, name in _OPTIONS.items()}
    return {**os.environ, **{name: str(value) for name, value in said.items() if value}}


def _run(command: list[str]) -> str:
    done = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()] or [
            f"exit code {done.returncode}"
        ]
        name = Path(command[0]).name
        what = Text(f"失败：{lines[0]}", f"failed: {lines[0]}")
        remedy = Text(
            "数据库没有改变；请检查地址、权限与版本",
            "the database is as it was; check its address, rights and version",
        )
        raise LuodiError(Problem(name, what, remedy))
    return done.stdout
