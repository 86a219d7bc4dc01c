"""Words in the two languages that luodi speaks."""

from typing import Literal, NamedTuple

Lang = Literal["zh", "en"]


class Text(NamedTuple):
    """One thing said in Chinese and in English."""

    zh: str
    en: str

    def say(self, lang: Lang) -> str:
        """Give the wording in ``lang``."""
        return self.en if lang == "en" else self.zh
