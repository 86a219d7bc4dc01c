"""A PostgreSQL server of the tests' own: started as an ordinary user, on a socket in a folder that goes with it."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

USER = "luodi"


class NoPostgres(Exception):  # noqa: N818 - a reason to skip, not an error
    """Why there can be no server here."""


def find_binaries() -> Path:
    """Find the folder of initdb and pg_ctl, installing Debian's package as root where it is missing."""
    found = _find()
    if found is None and os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql"]
        subprocess.run(install, env=environment, capture_output=True, check=False)
        found = _find()
    if found is None:
        raise NoPostgres("no PostgreSQL server is installed here (Debian: apt-get install postgresql)")
    return found


def _find() -> Path | None:
    on_path = [Path(path).resolve().parent for path in [shutil.which("initdb")] if path]
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True)
    return next((folder for folder in (*on_path, *debian) if (folder / "initdb").exists()), None)


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Start a server, give its ``DATABASE_URL``, stop it and remove all of it."""
    binaries = find_binaries()
    folder = Path(tempfile.mkdtemp(prefix="luodi-pg-"))
    try:
        as_user = _ordinary_user(folder)
        data = folder / "data"
        _run(
            [
                *as_user,
                binaries / "initdb",
                "-D",
                data,
                "-U",
                USER,
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-locale",
                "-N",
            ]
        )
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        _run(
            [
                *as_user,
                binaries / "pg_ctl",
                "-D",
                data,
                "-w",
                "-t",
                "60",
                "-l",
                folder / "log",
                "-o",
                options,
                "start",
            ]
        )
        try:
            yield f"postgresql://{USER}@{quote(str(folder), safe='')}/postgres"
        finally:
            _run([*as_user, binaries / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _ordinary_user(folder: Path) -> list[str]:
    """Give the words that run a command as an ordinary user: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    import pwd

    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names.get("nobody")
    if entry is None or not shutil.which("setpriv"):
        raise NoPostgres("running as root without setpriv or a user that could run the server")
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return ["setpriv", f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups"]


def _run(command: list[str | Path]) -> None:
    words = [str(word) for word in command]
    # Not captured by a pipe: the server would hold it open after pg_ctl has gone.
    with tempfile.TemporaryFile("w+") as log:
        done = subprocess.run(words, stdout=log, stderr=log, cwd="/", check=False, timeout=120)
        if done.returncode:
            log.seek(0)
            raise RuntimeError(f"{' '.join(words)}\n{log.read()}")
