"""Readers of a web site, many at once, each asking for the next page as soon as it has one: plain HTTP on connections kept open."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote

PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of a run: milliseconds of each answer, in order, and what went wrong."""

    ms: tuple[float, ...]
    errors: tuple[str, ...]

    def at(self, share: float) -> float:
        """Give the milliseconds within which this share was answered."""
        return self.ms[min(len(self.ms) - 1, int(len(self.ms) * share))]


def ask(port: int, paths: Sequence[str], readers: int, requests: int) -> Asked:
    """Have so many readers ask for so many pages altogether, in turn."""
    return asyncio.run(_ask(port, paths, readers, requests))


async def _ask(port: int, paths: Sequence[str], readers: int, requests: int) -> Asked:
    turn = islice(_round(paths), requests)
    ms: list[float] = []
    errors: list[str] = []
    await asyncio.gather(*(_reader(port, turn, ms, errors) for _ in range(readers)))
    return Asked(tuple(sorted(ms)), tuple(errors))


def _round(paths: Sequence[str]) -> Iterator[str]:
    while True:
        yield from paths


Link = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _reader(port: int, turn: Iterator[str], ms: list[float], errors: list[str]) -> None:
    link: Link | None = None
    for path in turn:
        began = time.perf_counter()
        try:
            status, link = await asyncio.wait_for(_answer(port, path, link), PATIENCE)
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
            errors.append(f"{path}: {error!r}")
            link = None
            continue
        ms.append((time.perf_counter() - began) * 1000)
        if status != 200:
            errors.append(f"{path}: {status}")
    if link:
        link[1].close()


async def _answer(port: int, path: str, link: Link | None) -> tuple[int, Link | None]:
    """Ask on the kept connection; where the server had closed it meanwhile, ask again on a new one, as browsers do."""
    if link:
        try:
            return await _ask_on(link, path)
        except (ConnectionError, asyncio.IncompleteReadError) as closed:
            if getattr(closed, "partial", b""):
                raise
    return await _ask_on(await asyncio.open_connection("127.0.0.1", port), path)


async def _ask_on(link: Link, path: str) -> tuple[int, Link | None]:
    status, stays = await _get(*link, path)
    if not stays:
        link[1].close()
    return status, link if stays else None


async def _get(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str) -> tuple[int, bool]:
    """Ask for a page and read all of it; give its status and whether the connection stays."""
    writer.write(f"GET {quote(path, safe='/?=&%')} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    await writer.drain()
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = next(
        int(line.partition(":")[2]) for line in head.split("\r\n") if line.startswith("content-length:")
    )
    await reader.readexactly(length)
    return int(head.split(" ", 2)[1]), "connection: close" not in head
