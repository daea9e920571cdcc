// Space ticks and moves on: to the next tick, from the last one to what comes after.
// A tick within something closed is reached by opening it first.

for (const form of document.querySelectorAll("form[data-ticks]")) {
  const ticks = [...form.querySelectorAll("[data-tick]")];
  const after = form.querySelector("[data-after-ticks]") ?? form.querySelector(".btn-primary");

  const stopOf = (tick) => {
    const closed = tick?.closest("details:not([open])");
    return closed ? closed.querySelector("summary") : tick;
  };

  form.addEventListener("keydown", (event) => {
    const here = ticks.indexOf(event.target);
    if (event.key !== " " || here < 0 || event.repeat) return;
    event.preventDefault();
    event.target.checked = !event.target.checked;
    if (!event.target.checked) return;
    (stopOf(ticks[here + 1]) ?? after).focus();
  });

  // Everything is open and ticked already: the work goes on behind the ticks.
  const isAtHome = document.activeElement === document.body;
  if (isAtHome && ticks.every((tick) => tick.checked)) after.focus();

  for (const tick of ticks) {
    const opens = tick.closest("details");
    opens?.querySelector("summary").addEventListener("click", () => {
      // Once the click has opened it; going through "toggle" would steal the focus
      // of a page that arrives open.
      if (!opens.open) setTimeout(() => tick.focus());
    });
  }
}
