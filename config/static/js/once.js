// Forms marked data-once are sent once: no held-down Enter, no second click.

const UNKNOWN_AFTER = 15000;

for (const form of document.querySelectorAll("form[data-once]")) {
  let isSent = false;
  const chip = form.querySelector("#saving");
  const unknown = document.getElementById("once-unknown");

  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.repeat) event.preventDefault();
  });

  form.addEventListener("submit", (event) => {
    if (isSent) {
      event.preventDefault();
      return;
    }
    isSent = true;
    if (chip) chip.textContent = form.dataset.sending;
    // No answer: the same key may be sent again, nothing is recorded twice.
    setTimeout(() => {
      isSent = false;
      if (unknown) unknown.hidden = false;
    }, UNKNOWN_AFTER);
  });

  // A page taken from the browser's memory was left after it had been sent.
  addEventListener("pageshow", () => {
    isSent = false;
  });
}
