import gzip
import re
from pathlib import Path
from unittest import TestCase

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from tests.house.sources import ROOT, lines_with

STATIC = ROOT / "config" / "static"
TOKENS = STATIC / "css" / "tokens.css"
LITERAL = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(rgb|hsl|oklch)a?\(|:\s*(white|black)\b", re.I
)
BLOCKING_BYTES = 60 * 1024
BLOCKING = (
    "vendor/bootstrap/bootstrap.min.css",
    "vendor/be-vietnam-pro/be-vietnam-pro.css",
    "css/tokens.css",
    "css/app.css",
    "django_htmx/htmx-2.min.js",
    "js/amounts.js",
    "js/desk.js",
)

# Foreground, ground, least contrast. 4.5 is text, 3 is the edge of a control.
PAIRS = [
    ("ink", "surface", 16.5),
    ("ink", "page", 15.4),
    ("ink-2", "surface", 7.7),
    ("ink-2", "page", 7.2),
    ("ink-2", "zebra", 6.8),
    ("line-control", "surface", 4.8),
    ("line-control", "page", 4.5),
    ("surface", "green", 7.8),
    ("surface", "green-strong", 11.0),
    ("link", "surface", 7.3),
    ("link", "page", 6.8),
    ("link", "zebra", 4.5),
    ("accent", "surface", 5.8),
    ("accent", "page", 5.4),
    ("accent", "accent-tint", 5.0),
    ("focus-on-dark", "green", 5.1),
    ("ok", "surface", 6.6),
    ("warn", "surface", 7.2),
    ("bad", "surface", 7.5),
    ("frozen", "surface", 7.9),
    ("ok", "ok-tint", 5.7),
    ("warn", "warn-tint", 6.6),
    ("bad", "bad-tint", 6.2),
    ("frozen", "frozen-tint", 6.7),
    ("ok", "zebra", 4.5),
    ("warn", "zebra", 4.5),
    ("bad", "zebra", 4.5),
    ("frozen", "zebra", 4.5),
    ("ink", "green-tint", 4.5),
    ("ink-2", "green-tint", 4.5),
    ("ok", "green-tint", 4.5),
    ("warn", "green-tint", 4.5),
    ("bad", "green-tint", 4.5),
    ("ink", "warn-tint", 4.5),
]


def tokens() -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", TOKENS.read_text("utf-8")))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it, 0 for black to 1 for white."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def own_styles() -> list[Path]:
    return [path for path in sorted((STATIC / "css").glob("*.css")) if path != TOKENS]


class ContrastTests(TestCase):
    def test_of_black_on_white_is_reckoned_as_the_guidelines_do(self):
        self.assertAlmostEqual(contrast("#000000", "#ffffff"), 21)

    def test_is_kept_by_each_pair_that_is_used(self):
        colours = tokens()

        short = {
            f"{ink} on {ground}": round(contrast(colours[ink], colours[ground]), 2)
            for ink, ground, least in PAIRS
            if round(contrast(colours[ink], colours[ground]), 1) < least
        }

        self.assertEqual(short, {})


class StylesTests(TestCase):
    def test_take_every_colour_from_the_tokens(self):
        self.assertEqual(lines_with(LITERAL, own_styles()), [])

    def test_use_no_token_that_is_not_there(self):
        named = set(re.findall(r"--([\w-]+):", TOKENS.read_text("utf-8")))
        used = {
            name
            for path in own_styles()
            for name in re.findall(r"var\(--([\w-]+)\)", path.read_text("utf-8"))
        }

        self.assertEqual(used - named, set())

    def test_leave_no_token_idle(self):
        text = "".join(path.read_text("utf-8") for path in own_styles())
        named = re.findall(r"--([\w-]+):", TOKENS.read_text("utf-8"))

        self.assertEqual([n for n in named if f"var(--{n})" not in text], [])

    def test_load_nothing_from_elsewhere(self):
        self.assertEqual(lines_with(re.compile(r"@import|https?://"), own_styles()), [])


class FirstVisitTests(TestCase):
    def test_waits_for_no_more_than_sixty_kilobytes(self):
        files = [Path(finders.find(name)).read_bytes() for name in BLOCKING]

        self.assertLess(sum(len(gzip.compress(file)) for file in files), BLOCKING_BYTES)


class ServerErrorPageTests(TestCase):
    def test_is_made_without_request_person_or_database(self):
        page = render_to_string("errors/500.html")

        self.assertIn("<h1>", page)
        self.assertNotIn("csrfmiddlewaretoken", page)
