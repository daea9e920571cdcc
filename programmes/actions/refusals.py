"""Why a change of the frame was not made."""

from typing import Any


class Refused(Exception):
    """An act that the rules do not allow: a code that stays, a sentence for people."""

    def __init__(self, code: str, sentence: Any, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
        self._sentence = sentence

    @property
    def sentence(self) -> str:
        """What is so, then what to do, in the reader's language."""
        return str(self._sentence) % self.values if self.values else str(self._sentence)

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence}"
