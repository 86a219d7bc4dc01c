"""Ask an OpenAI-compatible endpoint over HTTP: bounded in time and size, asked again where it makes sense.

Redirects are never followed: the key and the text go to the host that the setting names and to no other.
"""

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Text
from luodi.reading.model.settings import ModelSettings

Messages = list[dict[str, str]]

_AGAIN = frozenset((408, 425, 429, 500, 502, 503, 504))
_LONGEST_WAIT = 30.0  # seconds
_CHUNK = 65_536
_CHECK = Text("请检查 LUODI_MODEL_URL 和模型服务", "check LUODI_MODEL_URL and the model's server")
_STATUS_REMEDIES = {
    401: Text("请设置 LUODI_MODEL_KEY", "set LUODI_MODEL_KEY"),
    403: Text("请检查 LUODI_MODEL_KEY", "check LUODI_MODEL_KEY"),
    404: Text("请检查 LUODI_MODEL_URL 和 LUODI_MODEL", "check LUODI_MODEL_URL and LUODI_MODEL"),
}


class _Again(Exception):  # noqa: N818 - not an end: the question is asked again
    """The server was busy or broke off; ``wait`` is what it asks for, in seconds."""

    def __init__(self, what: Text, wait: float = 0.0) -> None:
        super().__init__(what.en)
        self.what, self.wait = what, wait


def ask(settings: ModelSettings, messages: Messages) -> str:
    """Give the model's answer to a conversation; raises :class:`LuodiError` where there is none."""
    body = json.dumps(
        {"model": settings.model, "messages": messages, "temperature": 0, "stream": False}, ensure_ascii=False
    ).encode("utf-8", "replace")
    what = Text("", "")
    for attempt in range(settings.attempts):
        try:
            return _content(_post(settings, body), settings)
        except _Again as again:
            what = again.what
            if attempt + 1 < settings.attempts:
                time.sleep(min(again.wait or 2.0**attempt, _LONGEST_WAIT))
    tried = Text(f"{what.zh}（试了 {settings.attempts} 次）", f"{what.en} (tried {settings.attempts} times)")
    raise _failed(settings, tried, Text("请稍后再试", "try again later"))


def _post(settings: ModelSettings, body: bytes) -> bytes:
    """Send one question; give the body of an answer with status 200."""
    parts = urlsplit(settings.endpoint)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(str(parts.hostname), parts.port, timeout=settings.time_out)
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if settings.key:
        headers["Authorization"] = f"Bearer {settings.key}"
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    late = threading.Event()
    try:
        with _deadline(connection, settings.time_out, late):
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            answer = _read(response, settings)
        if late.is_set():  # what was cut off may look like an end
            raise TimeoutError
        if response.status != 200:
            raise _refused(settings, response)
        return answer
    except (OSError, http.client.HTTPException) as error:
        if isinstance(error, TimeoutError) or late.is_set():
            seconds = f"{settings.time_out:g}"
            raise _failed(
                settings, Text(f"模型 {seconds} 秒内没有答完", f"the model did not answer within {seconds} s")
            ) from None
        if isinstance(error, ConnectionRefusedError | socket.gaierror):
            raise _failed(settings, Text("连不上", "can't be reached")) from None
        raise _Again(Text("连接中断", "the connection broke off")) from None
    finally:
        connection.close()


@contextmanager
def _deadline(
    connection: http.client.HTTPConnection, seconds: float, late: threading.Event
) -> Iterator[None]:
    """Cut the connection when the time for the whole answer is over, however slowly it drips."""

    connection.connect()
    wire: socket.socket = connection.sock  # the connection lets go of it while the answer still comes in

    def cut() -> None:
        late.set()
        with suppress(OSError):
            wire.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _read(response: http.client.HTTPResponse, settings: ModelSettings) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while chunk := response.read1(_CHUNK):
        size += len(chunk)
        if size > settings.most_bytes:
            limit = settings.most_bytes // 1000
            raise _failed(
                settings,
                Text(f"答复超过 {limit} kB 的上限", f"the answer is larger than the limit of {limit} kB"),
            )
        chunks.append(chunk)
    if response.length:  # less than was announced
        raise http.client.IncompleteRead(b"", response.length)
    return b"".join(chunks)


def _refused(settings: ModelSettings, response: http.client.HTTPResponse) -> Exception:
    """Say what a status other than 200 means: to be asked again, or an end."""
    status = response.status
    what = Text(f"模型服务答复 HTTP {status}", f"the model's server answered with HTTP {status}")
    if status in _AGAIN:
        given = response.getheader("Retry-After") or ""
        return _Again(what, float(given) if given.isdigit() and len(given) < 5 else 0.0)
    if 300 <= status < 400:
        what = Text(f"{what.zh}（转到别处，不跟随）", f"{what.en}, a redirect, which is not followed")
    return _failed(settings, what, _STATUS_REMEDIES.get(status, _CHECK))


def _content(answer: bytes, settings: ModelSettings) -> str:
    """Give the message of a chat completion."""
    try:
        said: Any = json.loads(answer)
        content = said["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        content = None
    if not isinstance(content, str):
        raise _failed(
            settings,
            Text("答复不是 chat completions 的格式", "the answer is no chat completion"),
        )
    return content


def _failed(settings: ModelSettings, what: Text, remedy: Text = _CHECK) -> LuodiError:
    return LuodiError(Problem(settings.endpoint, what, remedy))
