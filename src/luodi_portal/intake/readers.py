"""Read documents in processes of their own, a few blocks ahead of the process that keeps them."""

import logging
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeVar

from luodi.facts import Document, Reading
from luodi.reading.read import read_document

WORTH = 150
"""Documents from which on other processes are worth their start."""
log = logging.getLogger(__name__)
Block = TypeVar("Block")
Read = Sequence[Reading | None]


def read_blocks(
    blocks: Iterable[Block],
    documents: Callable[[Block], Sequence[Document]],
    total: int,
    read: Callable[[Sequence[Document]], Read] | None = None,
) -> Iterator[tuple[Block, Read]]:
    """Read block after block, in order; None stands for a document on which the reader fails, or which ends its process."""
    read = read or read_all
    if total < WORTH:
        yield from ((block, read(documents(block))) for block in blocks)
        return
    others = max(1, (os.cpu_count() or 2) - 1)
    pool = _pool(others)
    ahead: deque[tuple[Block, Future[Read]]] = deque()
    waiting = iter(blocks)
    try:
        while True:
            for block in islice(waiting, others + 2 - len(ahead)):
                ahead.append((block, _submit(pool, read, documents(block))))
            if not ahead:
                return
            block, future = ahead.popleft()
            try:
                yield block, future.result()
            except BrokenProcessPool:
                yield block, _read_apart(documents(block), read)
                pool = _pool(others)
                ahead = deque((each, _submit(pool, read, documents(each))) for each, _ in ahead)
    finally:
        pool.shutdown(cancel_futures=True)


def _submit(
    pool: ProcessPoolExecutor, read: Callable[[Sequence[Document]], Read], some: Sequence[Document]
) -> Future[Read]:
    """Hand documents to a pool; that it broke meanwhile is told when their reading is asked for, in their turn."""
    try:
        return pool.submit(read, some)
    except BrokenProcessPool as broken:
        future: Future[Read] = Future()
        future.set_exception(broken)
        return future


def _pool(size: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")  # a fork would share the database's connection
    return ProcessPoolExecutor(size, mp_context=context, initializer=_end_with_parent)


def _read_apart(documents: Sequence[Document], read: Callable[[Sequence[Document]], Read]) -> Read:
    """Read documents one by one, to find the one that ends its process; two in a row are no fault of theirs, and raise."""
    found: list[Reading | None] = []
    pool, fell = _pool(1), False
    for document in documents:
        try:
            found += pool.submit(read, [document]).result()
            fell = False
        except BrokenProcessPool:
            if fell:
                raise
            log.error("document %s ended the process that read it", document.id)
            found.append(None)
            pool, fell = _pool(1), True
    pool.shutdown()
    return found


def read_all(documents: Sequence[Document]) -> Read:
    """Read documents; one on which the reader fails is told of, and does not hold up the others."""
    return [_read(document) for document in documents]


def _read(document: Document) -> Reading | None:
    try:
        return read_document(document)
    except Exception:
        log.exception("document %s could not be read", document.id)
        return None


def _end_with_parent() -> None:
    """End this process when the one that asked for it is gone, even if it was killed: it would wait for work for ever."""
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
