// Shortens every page and is needed by none: keys, amounts, days, focus on arrival.

import { completeDay, onceEntered, whileTyping } from "./amounts.js";

const FIELDS = "input:not([type=hidden],[type=submit],[type=button]), select, textarea";
const TEXT_FIELDS = "input:not([type=checkbox],[type=radio],[type=submit],[type=button])," +
  " textarea, select, [contenteditable]";
const MINUTES_APART = 10;
const FUNCTION_KEY = /^F\d{1,2}$/;

const main = document.getElementById("work");
const search = document.getElementById("search");
const keys = document.getElementById("keys");
let beforeSearch = null;

// What lies in a closed <details> keeps its box, but is not shown.
const isShown = (element) =>
  element.checkVisibility?.() ?? element.getClientRects().length > 0;
const canBeTyped = (field) => !field.disabled && !field.readOnly && isShown(field);

// -- Requests by htmx carry the token that forms carry in a field ---------------------

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector('meta[name="csrf-token"]').content;
  event.detail.headers["X-CSRFToken"] = token;
});

// A refusal (422) is a page like any other: it shows the form with its reasons.
// A part that fetches itself brings the sign-in page when nobody has worked for long.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, elt } = event.detail;
  if (new URL(xhr.responseURL, location).pathname === "/sign-in/") {
    event.detail.shouldSwap = false;
    if (elt.matches('[hx-trigger^="every"]')) location.reload();
    return;
  }
  if (event.detail.xhr.status === 422) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// -- Keys -----------------------------------------------------------------------------

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  const acted =
    (event.ctrlKey || event.metaKey) && !event.altKey
      ? chord(event)
      : !event.altKey && (single(event) || functionKey(event) || enter(event));
  if (acted) event.preventDefault();
});

function chord(event) {
  if (event.key.toLowerCase() === "k") return goToSearch();
  if (event.key === "Enter") return event.repeat || pressPrimary(event.target);
  return false;
}

function single(event) {
  if (event.key === "Escape") return closeOpen();
  if (event.target.matches(TEXT_FIELDS) || main?.dataset.singleKeys === "off") return false;
  if (event.key === "/") return goToSearch();
  if (event.key === "?") return showKeys();
  return false;
}

function functionKey(event) {
  if (!FUNCTION_KEY.test(event.key) || event.shiftKey) return false;
  if (event.key === "F1") return showKeys();
  const buttons = document.querySelectorAll(`[data-key="${event.key}"]`);
  const button = [...buttons].find(isShown);
  button?.click();
  return Boolean(button);
}

function goToSearch() {
  if (!search) return false;
  if (document.activeElement !== search) beforeSearch = document.activeElement;
  search.focus();
  search.select();
  return true;
}

function showKeys() {
  if (!keys) return false;
  if (!keys.open) keys.showModal();
  return true;
}

function closeOpen() {
  const menu = document.querySelector(".bar-person[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
    return true;
  }
  if (search && document.activeElement === search) {
    (beforeSearch === document.body ? main : beforeSearch ?? main).focus({ preventScroll: true });
    return true;
  }
  return false;
}

function pressPrimary(target) {
  const place = target.closest("dialog[open], form") ?? main;
  const button = place?.querySelector(".btn-primary") ?? main?.querySelector(".btn-primary");
  button?.click();
  return Boolean(button);
}

// -- Enter goes to the next field; from the last one it sends the form ------------------

function enter(event) {
  if (event.key !== "Enter") return false;
  if (event.target.matches(".refusal")) return goToWhatIsToCorrect(event.target);
  if (!event.target.matches(FIELDS)) return false;
  const form = event.target.form;
  if (event.target.tagName === "TEXTAREA" || !form || form.method !== "post") return false;
  if (form.dataset.enter === "submit" || !main?.contains(form)) return false;
  if (event.repeat) return true;
  const stops = stopsOf(form);
  const here = stops.findIndex((field) => isSameStop(field, event.target));
  const next = stops[here + (event.shiftKey ? -1 : 1)];
  if (next) next.focus();
  else if (!event.shiftKey) form.requestSubmit(form.querySelector("[type=submit].btn-primary"));
  return true;
}

// A password is never kept, so it is what a form asks for again.
function goToWhatIsToCorrect(refusal) {
  const named = refusal.querySelector('a[href^="#"]')?.getAttribute("href").slice(1);
  const stops = [...document.querySelectorAll('main form[method="post"]')].flatMap(stopsOf);
  const password = stops.find((field) => field.type === "password");
  const field = document.getElementById(named) ?? password ?? stops[0] ?? main.querySelector("summary");
  field?.focus();
  return Boolean(field);
}

function stopsOf(form) {
  const fields = [...form.elements].filter((field) => field.matches(FIELDS) && canBeTyped(field));
  return fields.filter((field) => {
    if (field.type !== "radio") return true;
    const group = fields.filter((other) => isSameStop(other, field));
    return field === (group.find((other) => other.checked) ?? group[0]);
  });
}

function isSameStop(one, other) {
  return one === other || (one.type === "radio" && other.type === "radio" && one.name === other.name);
}

// -- Amounts: grouped while typed, the caret counted in digits -------------------------

const digitsBefore = (field) =>
  field.value.slice(0, field.selectionStart).replace(/\D/g, "").length;

function rewrite(field, text) {
  if (text === null || text === field.value) return;
  const digits = digitsBefore(field);
  field.value = text;
  if (field !== document.activeElement) return;
  let place = 0;
  for (let seen = 0; seen < digits && place < text.length; place += 1) {
    if (/\d/.test(text[place])) seen += 1;
  }
  field.setSelectionRange(place, place);
}

// An input method that is composing would see its letters doubled by a rewrite.
document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.matches("[data-dong]") || event.isComposing) return;
  const isTyped = !/^insertFrom/.test(event.inputType ?? "");
  rewrite(field, (isTyped ? whileTyping : onceEntered)(field.value));
});

document.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-dong]")) event.target.select();
});

document.addEventListener("pointerdown", (event) => {
  const field = event.target.closest?.("[data-dong]");
  if (field && field !== document.activeElement) {
    event.preventDefault();
    field.focus();
  }
});

document.addEventListener("focusout", (event) => {
  const field = event.target;
  if (field.matches("[data-dong]")) rewrite(field, onceEntered(field.value));
  if (field.matches("[data-day]")) rewrite(field, completeDay(field.value, today()));
});

// The day of the server: a machine may think whatever it likes of the date.
function today() {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Asia/Ho_Chi_Minh", day: "2-digit", month: "2-digit", year: "numeric",
  });
  const now = main?.dataset.now ? main.dataset.now * 1000 + performance.now() : Date.now();
  return format.format(now);
}

// A page fetched from the browser's own memory tells the time of its first reading.
const [arrival] = performance.getEntriesByType("navigation");
if (main?.dataset.now && arrival?.type !== "back_forward") {
  const apart = Math.abs(Date.now() / 1000 - main.dataset.now);
  document.getElementById("clock").hidden = apart < MINUTES_APART * 60;
}

// -- What opens also closes -----------------------------------------------------------

document.addEventListener("click", (event) => {
  const menu = document.querySelector(".bar-person[open]");
  if (menu && !menu.contains(event.target)) menu.open = false;

  const opener = event.target.closest?.("[commandfor]");
  const isNative = "commandForElement" in HTMLButtonElement.prototype;
  if (opener && !isNative) document.getElementById(opener.getAttribute("commandfor")).showModal();
});

// -- On arrival: the first wrong field, where the page says, else what was done ---------

const wrong = document.querySelector('[aria-invalid="true"], .is-invalid');
const first = [...document.querySelectorAll("form[data-focus]")].flatMap(stopsOf)[0];
const said = document.querySelector(".messages");
if (wrong) wrong.focus();
else if (!document.querySelector("[autofocus]")) (first ?? said)?.focus();
