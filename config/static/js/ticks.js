// Space ticks and moves on: to the next tick, from the last one to the main button.

for (const form of document.querySelectorAll("form[data-ticks]")) {
  const ticks = [...form.querySelectorAll("[data-tick]")];

  form.addEventListener("keydown", (event) => {
    const here = ticks.indexOf(event.target);
    if (event.key !== " " || here < 0 || event.repeat) return;
    event.preventDefault();
    event.target.checked = !event.target.checked;
    if (!event.target.checked) return;
    (ticks[here + 1] ?? form.querySelector(".btn-primary")).focus();
  });
}
