from tests.transactions import JourneyTestCase


class BrowserTests(JourneyTestCase):
    def test_opens_the_sign_in_page_in_vietnamese(self):
        response = self.page.goto(f"{self.live_server_url}/sign-in/")

        self.assertEqual(response.status, 200)
        self.assertEqual(self.page.locator("html").get_attribute("lang"), "vi")
        self.assertEqual(self.page.evaluate("navigator.language"), "vi-VN")
