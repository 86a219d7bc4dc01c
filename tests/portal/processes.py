"""The portal's commands as a person runs them: in processes of their own, on a data folder of their own."""

import contextlib
import os
import re
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def environment(data: Path, more: Mapping[str, str]) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("LUODI_", "DATABASE_URL"))
    }
    return {**kept, "LUODI_DATA": str(data), "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", **more}


def portal(data: Path, *words: str, said: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; ``said`` is what is typed."""
    command = [sys.executable, "-m", "luodi_portal.manage", *words]
    return subprocess.run(
        command,
        env=environment(data, more),
        input=said,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


class Running:
    """A server that runs; ``address`` is where."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[str] = []
        self.address = self._address()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _address(self) -> str:
        assert self.process.stdout
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            while selector.select(90):
                line = self.process.stdout.readline()
                found = re.search(r"http://127\.0\.0\.1:\d+", line)
                if found:
                    return found[0]
                assert line, "it ended without an address"
                self.lines.append(line)
        raise AssertionError("it said no address")

    def _read(self) -> None:
        assert self.process.stdout
        self.lines.extend(self.process.stdout)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Tell it to end, and give its exit code."""
        self.process.send_signal(number)
        code = self.process.wait(30)
        self._reader.join(10)
        return code


@contextlib.contextmanager
def running(data: Path, *words: str, **more: str) -> Iterator[Running]:
    """Start a server, and see that it ends."""
    command = [sys.executable, "-m", "luodi_portal.manage", *words]
    with subprocess.Popen(
        command, env=environment(data, more), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            yield Running(process)
        finally:
            if process.poll() is None:
                process.kill()


def until(true: Callable[[], object], seconds: float = 30) -> None:
    """Look again and again until it is true."""
    pause, end = threading.Event(), time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come true"
        pause.wait(0.1)
