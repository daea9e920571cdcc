"""Is the Vietnamese catalogue whole? Run by make check; --compile writes the .mo file.

Whole: every text of the sources stands in it, none is empty or fuzzy, each translation
keeps the placeholders of its text, and the compiled file holds the same entries.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "vi" / "LC_MESSAGES" / "django.po"
SOURCES = ("config", "programmes", "loans", "templates")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


def problems(catalogue: Path = CATALOGUE) -> list[str]:
    """One line for each thing that is not whole; empty means whole."""
    if not catalogue.exists():
        return [f"{catalogue.name}: there is no catalogue"]
    po = polib.pofile(str(catalogue))
    live = {key(entry): entry for entry in po if not entry.obsolete}
    found = [f"fuzzy: {entry.msgid!r}" for entry in live.values() if entry.fuzzy]
    found += [
        f"not translated: {entry.msgid!r}"
        for entry in live.values()
        if not entry.translated() and not entry.fuzzy
    ]
    found += [
        f"placeholders differ: {entry.msgid!r}"
        for entry in live.values()
        if entry.msgstr and placeholders(entry.msgid) != placeholders(entry.msgstr)
    ]
    found += [f"not in the catalogue: {text!r}" for _, text in sources() - set(live)]
    if not same_as_compiled(catalogue, live):
        found.append("the .mo file is not of this catalogue: make messages")
    return sorted(found)


def key(entry: polib.POEntry) -> tuple[str | None, str]:
    return entry.msgctxt, entry.msgid


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text.replace("%%", "")))


def sources() -> set[tuple[str | None, str]]:
    """The texts of the sources now; without gettext's programs none can be read."""
    if shutil.which("xgettext") is None:
        return set()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in SOURCES:
            if (ROOT / name).is_dir():
                ignored = shutil.ignore_patterns("static", "__pycache__", "data")
                shutil.copytree(ROOT / name, copy / name, ignore=ignored)
        (copy / "locale").mkdir()
        subprocess.run(
            [sys.executable, "-m", "django", "makemessages", "-l", "vi"],
            cwd=copy,
            env={k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"},
            check=True,
            capture_output=True,
        )
        fresh = copy / "locale" / "vi" / "LC_MESSAGES" / "django.po"
        return {key(entry) for entry in polib.pofile(str(fresh))}


def same_as_compiled(catalogue: Path, live: dict) -> bool:
    compiled = catalogue.with_suffix(".mo")
    if not compiled.exists():
        return False
    written = {key(e): (e.msgstr, e.msgstr_plural) for e in polib.mofile(str(compiled))}
    return written == {
        name: (entry.msgstr, entry.msgstr_plural)
        for name, entry in live.items()
        if entry.translated()
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--compile", action="store_true")
    if parser.parse_args().compile:
        polib.pofile(str(CATALOGUE)).save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
    found = problems()
    print("\n".join(found), file=sys.stderr, end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
