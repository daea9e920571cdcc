// ↑ and ↓ go from row to row of a list that says so: the first link of each row.

document.addEventListener("keydown", (event) => {
  if (!["ArrowUp", "ArrowDown"].includes(event.key) || event.isComposing) return;
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.matches("input, select, textarea")) return;
  const links = [...document.querySelectorAll("[data-rows] tbody tr")]
    .map((row) => row.querySelector("a"))
    .filter(Boolean);
  const row = event.target.closest("[data-rows] tbody tr");
  const here = row ? links.indexOf(row.querySelector("a")) : -1;
  const next = links[here + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next || (here < 0 && event.key === "ArrowUp")) return;
  event.preventDefault();
  next.focus();
});
