"""Where the model is and how it is asked."""

import os
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from luodi.core.errors import ExitCode, LuodiError, Problem
from luodi.core.text import Text

_PATH = "/chat/completions"


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """An OpenAI-compatible endpoint (``http://127.0.0.1:8080/v1``), the model's name and the key, if it wants one.

    ``time_out`` is in seconds for one whole answer; ``attempts`` is how often one question is asked at most;
    ``most_bytes`` bounds an answer. ``window`` is how many characters of a document one question holds, and
    ``most_windows`` how many questions one document may take.
    """

    url: str
    model: str = "default"
    key: str = field(default="", repr=False)
    time_out: float = 120.0
    attempts: int = 3
    most_bytes: int = 2_000_000
    window: int = 6_000
    most_windows: int = 20

    @property
    def endpoint(self) -> str:
        """The address that questions go to; it may be given with or without its path."""
        url = self.url.rstrip("/")
        return url if url.endswith(_PATH) else url + _PATH

    @property
    def reader(self) -> str:
        """The rule's name on what this model read."""
        return f"model:{self.model}"


def model_settings(url: str) -> ModelSettings:
    """Make the settings for ``url``, with LUODI_MODEL and LUODI_MODEL_KEY of the environment.

    Raises :class:`LuodiError` (wrong usage) where ``url`` is no address.
    """
    key = os.environ.get("LUODI_MODEL_KEY") or ""
    if not _is_address(url):
        remedy = Text(
            "请写成 http://127.0.0.1:8080/v1 这样的地址", "give an address like http://127.0.0.1:8080/v1"
        )
        raise _wrong(url, Text("不是可用的模型地址", "is no address of a model"), remedy)
    if not (key.isascii() and key.isprintable()):
        remedy = Text("请重新设置", "set it anew")
        raise _wrong("LUODI_MODEL_KEY", Text("含有密钥不能有的字符", "holds what no key can hold"), remedy)
    return ModelSettings(url, os.environ.get("LUODI_MODEL") or "default", key)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna")
        sound = parts.scheme in ("http", "https") and parts.port != 0
    except ValueError:
        return False
    sound = sound and parts.username is None
    return sound and bool(host) and url.isascii() and url.isprintable() and " " not in url


def _wrong(where: str, what: Text, remedy: Text) -> LuodiError:
    return LuodiError(Problem(where, what, remedy), ExitCode.USAGE)
