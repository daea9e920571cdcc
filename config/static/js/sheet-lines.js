// The lines of a group sheet: what their cells say, their states and the totals.

import { amountOf, dotted } from "./amounts.js";

const SMALL_CHANGE = 1000;
const HEAD = ["handed_in_by", "cash_received", "receipt_from", "receipt_to"];
const OFFERED = ["interest", "deposit", "principal_from_savings"];
const AMOUNTS = [...OFFERED, "interest_from_savings"];

export const form = document.getElementById("sheet");
export const words = document.getElementById("words").dataset;
export const cash = document.getElementById("cash_received");
export const lines = [...form.querySelectorAll("tbody.line")];
export const byNumber = new Map(lines.map((line) => [numberOf(line), line]));

export function numberOf(line) {
  return Number(line.dataset.line);
}

export function input(line, name) {
  return form.elements[`${name}-${line.dataset.line}`];
}

export const lineOf = (element) => element.closest?.("tbody.line");
export const isTyped = (line) => AMOUNTS.some((name) => input(line, name).value.trim());
const amount = (line, name) => amountOf(input(line, name).value) ?? 0;

/** The fields of a line, or of the head (0), as pairs of name and text. */
export function texts(number) {
  const names = byNumber.has(number)
    ? [...AMOUNTS, "absent", "note"].map((name) => `${name}-${number}`)
    : HEAD;
  return names
    .filter((name) => form.elements[name])
    .map((name) => [name, form.elements[name].value]);
}

function stateOf(line) {
  const fields = AMOUNTS.map((name) => input(line, name));
  const isWrong = (field) =>
    field.getAttribute("aria-invalid") || (field.value.trim() && amountOf(field.value) === null);
  if (fields.some(isWrong)) return "wrong";
  if (!isTyped(line)) {
    if (input(line, "absent").value) return "absent";
    return "due" in line.dataset ? "blank" : "left";
  }
  if (!("due" in line.dataset)) return "left";
  const paid = amount(line, "interest") + amount(line, "interest_from_savings");
  return paid + SMALL_CHANGE <= Number(line.dataset.due) ? "part" : "full";
}

/** Bring a line's state and cash up to date with its cells. */
export function show(line) {
  const state = stateOf(line);
  const [mark, tone, word] = words[state].split("|");
  const badge = line.querySelector(".c-state .badge");
  line.dataset.state = state;
  badge.className = `badge badge-plain badge-${tone}`;
  badge.querySelector(".badge-mark").textContent = mark;
  badge.querySelector(".word").textContent = word;
  line.querySelector(".cash").textContent = dotted(amount(line, "interest") + amount(line, "deposit"));
}

/** Counts and sums of the rows that are shown; what is missing in cash. */
export function total() {
  const sums = Object.fromEntries(AMOUNTS.map((name) => [name, 0]));
  const counts = { blank: 0, full: 0, part: 0, absent: 0, wrong: 0, left: 0 };
  for (const line of lines) {
    counts[line.dataset.state] += 1;
    for (const name of AMOUNTS) sums[name] += amount(line, name);
  }
  const due = sums.interest + sums.deposit;
  const shown = {
    interest: sums.interest,
    deposit: sums.deposit,
    from_savings: sums.principal_from_savings + sums.interest_from_savings,
    cash: due,
  };
  for (const [name, sum] of Object.entries(shown)) {
    form.querySelector(`[data-sum="${name}"]`).textContent = dotted(sum);
  }
  for (const [state, count] of Object.entries(counts)) {
    const shownCount = form.querySelector(`[data-count="${state}"]`);
    shownCount.hidden = !count && state !== "blank";
    shownCount.firstChild.textContent = count;
  }
  difference(due);
}

function difference(due) {
  const shown = document.getElementById("difference");
  const received = amountOf(cash.value);
  const missing = received === null ? null : received - due;
  shown.dataset.is = missing ? "off" : "";
  if (missing === null) shown.textContent = "–";
  else if (missing === 0) shown.textContent = "0 ✔";
  else shown.textContent = (missing < 0 ? "−" : "+") + dotted(Math.abs(missing));
}

function put(line, amounts, absent) {
  OFFERED.forEach((name, place) => {
    input(line, name).value = amounts ? dotted(amounts[place]) : "";
  });
  input(line, "interest_from_savings").value = "";
  input(line, "absent").value = absent;
  for (const name of AMOUNTS) input(line, name).removeAttribute("aria-invalid");
  clearProblems(line);
  show(line);
}

/** Take away what was said to be wrong; the line that it had opened closes. */
export function clearProblems(line) {
  const problems = line.querySelector(".line-problems");
  if (!problems.childElementCount) return;
  problems.replaceChildren();
  line.querySelector(".more").classList.remove("is-open");
}

/** Put what is due on a line; a person without dues is left alone. */
export function putDue(line) {
  if (line.dataset.offer) put(line, line.dataset.offer.split(" "), "");
}

export function putAbsent(line) {
  put(line, null, "1");
}
