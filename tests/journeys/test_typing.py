import pytest

from tests.transactions import ON_ONE_ENGINE, JourneyTestCase

FORM = """() => {
  const form = document.createElement("form");
  form.method = "post";
  for (const [id, hook] of [["day", "day"], ["amount", "dong"], ["note", "note"]]) {
    const field = document.createElement("input");
    field.id = id;
    field.dataset[hook] = "";
    form.append(field);
  }
  document.getElementById("work").append(form);
}"""
ARRIVE = """([text, kind, composing]) => {
  const field = document.getElementById("amount");
  field.value = text;
  field.dispatchEvent(
    new InputEvent("input", {inputType: kind, isComposing: composing, bubbles: true}),
  );
  return field.value;
}"""


@ON_ONE_ENGINE
@pytest.mark.browser
class TypingTests(JourneyTestCase):
    """On the sign-in page, which every visitor has, with a form of three fields."""

    def setUp(self):
        self.page.goto(f"{self.live_server_url}/sign-in/")
        self.page.evaluate(FORM)

    def arrives(self, text, kind="insertFromPaste", composing=False):
        return self.page.evaluate(ARRIVE, [text, kind, composing])

    def focused(self):
        return self.page.evaluate("document.activeElement.id")

    def test_groups_an_amount_and_keeps_the_caret_by_its_digits(self):
        amount = self.page.locator("#amount")

        amount.press_sequentially("1250000")
        self.assertEqual(amount.input_value(), "1.250.000")

        for _ in range(4):
            amount.press("ArrowLeft")
        amount.press_sequentially("9")

        self.assertEqual(amount.input_value(), "12.509.000")
        self.assertEqual(amount.evaluate("field => field.selectionStart"), 6)

    def test_touches_nothing_while_an_input_method_is_composing(self):
        self.assertEqual(self.arrives("1250000", "insertText", True), "1250000")

    def test_rewrites_only_what_was_pasted_without_doubt(self):
        self.assertEqual(self.arrives("1.000.000 đ"), "1.000.000")
        self.assertEqual(self.arrives("2000000"), "2.000.000")
        self.assertEqual(self.arrives("1,000,000"), "1,000,000")
        self.assertEqual(self.arrives("1.5"), "1.5")
        self.assertEqual(self.arrives("0.500"), "0.500")

    def test_completes_a_day_of_eight_digits(self):
        day = self.page.locator("#day")

        day.press_sequentially("07112026")
        day.press("Tab")

        self.assertEqual(day.input_value(), "07/11/2026")

    def test_goes_from_field_to_field_by_enter_and_back_with_shift(self):
        self.page.locator("#day").press("Enter")
        self.assertEqual(self.focused(), "amount")

        self.page.locator("#amount").press("Shift+Enter")
        self.assertEqual(self.focused(), "day")
