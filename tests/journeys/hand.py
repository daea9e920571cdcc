"""Somebody at a keyboard: a browser of their own, and no mouse."""

from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD

WAIT = 20_000
"""Milliseconds until a step is given up."""

MOST_FIELDS = 20
"""More than any form has before the password."""


class Hand:
    """One user's browser at a live server; counts the keys that are pressed.

    Never moves a mouse: every step is a key, and each is waited for by what it brings.
    """

    def __init__(self, case, user, size=(1093, 614)):
        width, height = size
        self.case, self.width = case, width
        self.context = case.page.context.browser.new_context(
            viewport={"width": width, "height": height}
        )
        case.addCleanup(self.context.close)
        self.context.set_default_timeout(WAIT)
        client = Client()
        client.force_login(user)
        server = case.live_server_url
        cookie = client.cookies["sessionid"].value
        self.context.add_cookies(
            [{"name": "sessionid", "value": cookie, "url": server}]
        )
        self.page = self.context.new_page()
        self.page.on("console", case._note)
        self.page.on("pageerror", lambda error: case.console_errors.append(str(error)))
        self.strokes = 0

    def open(self, name, *args):
        """Go to a page by its address, as by a link that was kept."""
        path = reverse(name, args=args)
        self.page.goto(f"{self.case.live_server_url}{path}", wait_until="load")
        self.stays_within()

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.strokes += 1

    def type(self, text):
        self.page.keyboard.type(text)
        self.strokes += len(text)

    def to(self, selector):
        """Wait until the focus is on what `selector` finds."""
        self.page.wait_for_selector(f"{selector}:focus")

    def enter(self, name, *args):
        """Press Enter where the page has put the focus, which leads to `name`."""
        path = reverse(name, args=args)
        self.page.wait_for_function("document.activeElement !== document.body")
        with self.page.expect_navigation(
            url=lambda url: url.split("?")[0].endswith(path), wait_until="load"
        ):
            self.press("Enter")
        self.stays_within()

    def sees(self, text):
        self.page.wait_for_selector(f"text={text}")

    def text(self, selector="main"):
        return self.page.inner_text(selector)

    def sign(self):
        """Go on to the password of who signs beside, type it, stop at the code."""
        kind = "document.activeElement.type"
        for _field in range(MOST_FIELDS):
            if self.page.evaluate(kind) == "password":
                break
            self.press("Enter")
        self.to("[type=password]")
        self.type(PASSWORD)
        self.press("Enter")

    def stays_within(self):
        """No page is wider than the screen."""
        found = self.page.evaluate("document.documentElement.scrollWidth")
        self.case.assertLessEqual(found, self.width, self.page.url)
