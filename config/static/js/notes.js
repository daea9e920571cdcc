// Notes counted by denomination: amounts, sum and difference follow what is typed.

import { amountOf, dotted } from "./amounts.js";

function show(table) {
  const fields = [...table.querySelectorAll("[data-note]")];
  const typed = fields.filter((field) => field.value.trim() !== "");
  let total = 0;
  for (const field of fields) {
    const pieces = amountOf(field.value);
    const amount = Number(field.dataset.note) * (pieces ?? 0);
    const cell = field.closest("tr").querySelector("[data-amount]");
    cell.textContent = pieces === null ? "" : dotted(amount);
    total += amount;
  }
  const isSum = typed.length > 0 && typed.every((field) => amountOf(field.value) !== null);
  table.querySelector("[data-total]").textContent = isSum ? dotted(total) : "";
  const words = table.parentElement.querySelector("[data-difference]");
  if (words) words.textContent = isSum ? difference(table.dataset, total) : "";
}

function difference({ expected, short, over, even }, total) {
  const gap = Number(expected) - total;
  if (gap === 0) return even;
  return `${gap > 0 ? short : over} ${dotted(Math.abs(gap))} đ`;
}

for (const table of document.querySelectorAll("[data-notes]")) {
  table.addEventListener("input", () => show(table));
  show(table);
}
