"""The frame as files: what the load commands read. Sources stand in README.md."""

import csv
from pathlib import Path

FOLDER = Path(__file__).parent


def read(path: str) -> list[dict[str, str]]:
    """The lines of one file as cells of text, by the names of its first line."""
    with (FOLDER / path).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
