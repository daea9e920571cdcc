// The group sheet by keyboard. The page works without it; every act here has a button
// that the server answers.

import {
  byNumber, cash, clearProblems, form, input, isTyped, lineOf, lines, numberOf, putAbsent, putDue,
  show, texts, total, words,
} from "./sheet-lines.js";
import { Saving } from "./sheet-saving.js";

const chip = document.getElementById("saving");
const band = document.getElementById("offline");
const go = document.getElementById("go");
const button = document.getElementById("to-check");
const before = new WeakMap();
const saving = form.dataset.draft ? new Saving(form, texts, told) : null;
let isLeaving = false;

// -- Acts on lines ----------------------------------------------------------------------

function changed(...some) {
  total();
  saving.touch(...some.map(numberOf));
}

function asDue(line) {
  putDue(line);
  changed(line);
}

function notPaid(line) {
  putAbsent(line);
  changed(line);
}

function allAsDue() {
  const blank = lines.filter((line) => line.dataset.state === "blank");
  blank.forEach(putDue);
  if (blank.length) changed(...blank);
  say(words.allDue.replace("{n}", blank.length));
  cash.focus();
}

function toggle(line) {
  const more = line.querySelector(".more");
  more.classList.toggle("is-open");
  if (!more.classList.contains("is-open")) return;
  explain(line);
  input(line, "interest_from_savings").focus();
}

async function explain(line) {
  const link = line.querySelector("[data-explain]");
  if (!link) return;
  try {
    const response = await fetch(link.href, { headers: { "HX-Request": "true" }, redirect: "error" });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    link.replaceWith(page.querySelector(".reckoning"));
  } catch {
    // Without a line to the server the link stays where it is.
  }
}

function say(sentence) {
  document.getElementById("said").textContent = sentence;
}

// -- Keys -------------------------------------------------------------------------------

const cells = () => [...form.querySelectorAll("tbody input[data-dong]:not([readonly]), #cash_received")]
  .filter((cell) => cell.getClientRects().length);

function focusLine(line, name = "interest") {
  const cell = input(line, name);
  cell.focus();
  line.scrollIntoView({ block: "nearest" });
}

function neighbour(cell, step) {
  const line = lineOf(cell);
  const next = line && lines[lines.indexOf(line) + step];
  return next && input(next, cell.name.split("-")[0]);
}

function down(line, name) {
  const next = lines[lines.indexOf(line) + 1];
  if (next) focusLine(next, name);
  else cash.focus();
}

const KEYS = {
  "+": (cell, line) => line && (asDue(line), down(line, cell.name.split("-")[0])),
  "-": (cell, line) => line && (notPaid(line), down(line, cell.name.split("-")[0])),
  "*": () => allAsDue(),
  "/": () => go.focus(),
  ArrowUp: (cell) => neighbour(cell, -1)?.focus(),
  ArrowDown: (cell) => (neighbour(cell, 1) ?? (lineOf(cell) && cash))?.focus(),
  Escape: (cell) => restore(cell),
  Enter: (cell, line, event) => enter(cell, event.shiftKey ? -1 : 1),
};

function restore(cell) {
  if (!before.has(cell) || cell.value === before.get(cell)) return;
  cell.value = before.get(cell);
  cell.select();
  cell.dispatchEvent(new Event("input", { bubbles: true }));
}

function enter(cell, step) {
  if (cell === cash && step > 0) {
    button.click();
    return;
  }
  const all = cells();
  all[all.indexOf(cell) + step]?.focus();
}

form.addEventListener("keydown", (event) => {
  const cell = event.target;
  if (event.isComposing || !saving) return;
  if (event.key === "Enter" && event.repeat) {
    event.preventDefault();
    return;
  }
  if (event.ctrlKey && event.key === "End") {
    event.preventDefault();
    cash.focus();
    return;
  }
  if (event.altKey && event.key === "ArrowDown" && lineOf(cell)) {
    event.preventDefault();
    toggle(lineOf(cell));
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (cell === go) {
    goKey(event);
    return;
  }
  if (!cell.matches?.("[data-dong]")) return;
  const key = event.key === "−" ? "-" : event.key;
  if (!(key in KEYS)) return;
  event.preventDefault();
  KEYS[key](cell, lineOf(cell), event);
});

function goKey(event) {
  if (event.key !== "Enter" && event.key !== "Escape") return;
  event.preventDefault();
  const line = event.key === "Enter" ? find(go.value) : null;
  go.value = "";
  if (line) focusLine(line);
  else if (event.key === "Escape") focusLine(lines[0]);
  else say(words.noLine);
}

const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();

function find(text) {
  const wanted = text.trim();
  if (/^\d+$/.test(wanted)) return byNumber.get(Number(wanted));
  return wanted && lines.find((line) => bare(line.querySelector("th").textContent).includes(bare(wanted)));
}

// -- What is typed and pressed ----------------------------------------------------------

form.addEventListener("focusin", (event) => before.set(event.target, event.target.value));

// On the window, so that the dots of an amount are in their places already.
addEventListener("input", (event) => {
  if (!saving || event.target === go || !form.contains(event.target)) return;
  const line = lineOf(event.target);
  event.target.removeAttribute("aria-invalid");
  if (!line) {
    total();
    saving.touch(0);
    return;
  }
  if (event.target.matches("[data-dong]") && isTyped(line)) input(line, "absent").value = "";
  show(line);
  changed(line);
});

document.addEventListener("click", (event) => {
  if (!saving && !event.target.closest("[data-open], [data-explain]")) return;
  const pressed = event.target.closest("[data-act], [data-open], [data-explain], #all-as-due");
  if (!pressed) return;
  event.preventDefault();
  const line = lineOf(pressed);
  if (pressed.dataset.act === "due") asDue(line);
  else if (pressed.dataset.act === "absent") notPaid(line);
  else if (pressed.id === "all-as-due") allAsDue();
  else if ("explain" in pressed.dataset) explain(line);
  else toggle(line);
});

form.addEventListener("submit", async (event) => {
  if (!saving) return;
  event.preventDefault();
  if (isLeaving) return;
  isLeaving = true;
  const isKept = await saving.send();
  if (isKept) saving.forget();
  if (isKept || saving.isStopped) leave(event.submitter);
  else isLeaving = false;
});

function leave(submitter) {
  const action = submitter?.getAttribute("formaction");
  if (action) form.action = action;
  if (submitter?.name) form.append(hidden(submitter.name, submitter.value));
  HTMLFormElement.prototype.submit.call(form);
}

function hidden(name, value) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name, value });
  return field;
}

addEventListener("pageshow", () => { isLeaving = false; });

// -- What became of it ------------------------------------------------------------------

function told(what, news = {}) {
  if (what in words && words[what].includes("|")) {
    const [mark, tone, word] = words[what].split("|");
    chip.className = `badge badge-plain badge-${tone}`;
    chip.textContent = `${mark} ${word.replace("{time}", news.time ?? "")}`;
    chip.dataset.saving = what;
  }
  if (what === "signed-out" || what === "refused") told("unsaved");
  const isOff = what === "offline" || (what === "sending" && saving.lostAt);
  button.firstChild.textContent = isOff ? words.recordLater : words.record;
  if (what === "offline") {
    const time = news.at.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
    announce(words.offline.replace("{time}", time).replace("{n}", news.count), [[words.again, () => saving.send()]]);
  } else if (what === "signed-out") {
    announce(words.signedOut, [[words.signIn, () => location.assign(`/sign-in/?next=${location.pathname}`)]]);
  } else if (what === "refused") {
    announce(news.sentence, [[words.reload, () => location.reload()]]);
  } else if (what === "draft") {
    band.hidden = true;
    mark(news);
  }
}

function mark({ lines: numbers, wrong }) {
  for (const number of numbers) {
    if (byNumber.has(number)) clearProblems(byNumber.get(number));
  }
  for (const [name, sentence, offer] of wrong) {
    const field = form.elements[name];
    const line = lineOf(field);
    field.setAttribute("aria-invalid", "true");
    if (!line) continue;
    const item = document.createElement("li");
    item.textContent = sentence;
    if (offer) item.append(" ", takes(field, offer));
    line.querySelector(".line-problems").append(item);
    line.querySelector(".more").classList.add("is-open");
    show(line);
  }
  total();
}

function takes(field, offer) {
  const take = document.createElement("button");
  Object.assign(take, { type: "button", className: "btn", textContent: words.take.replace("{offer}", offer) });
  take.addEventListener("click", () => {
    field.value = offer;
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  return take;
}

function announce(sentence, acts) {
  band.replaceChildren(sentence, " ");
  for (const [word, act] of acts) {
    const press = document.createElement("button");
    Object.assign(press, { type: "button", className: "btn", textContent: word });
    press.addEventListener("click", act);
    band.append(press);
  }
  band.hidden = false;
}

function restoreKept(kept) {
  for (const [number, fields] of kept) {
    for (const [name, value] of fields) form.elements[name].value = value;
    if (byNumber.has(number)) show(byNumber.get(number));
  }
  band.hidden = true;
  total();
  saving.touch(...kept.map(([number]) => number));
}

const isNews = ([, fields]) =>
  fields.some(([name, value]) => form.elements[name] && form.elements[name].value !== value);

function offerKept({ isSame, lines: all }) {
  const kept = all.filter(isNews);
  if (!kept.length) return;
  if (isSame) {
    restoreKept(kept);
    return;
  }
  const discard = () => {
    saving.forget();
    band.hidden = true;
  };
  announce(words.kept.replace("{n}", kept.length), [
    [words.restore, () => restoreKept(kept)],
    [words.discard, discard],
  ]);
}

if (saving) {
  document.querySelector(".go-to").hidden = false;
  lines.forEach(show);
  total();
  const kept = saving.remembered();
  if (kept) offerKept(kept);
  if (!document.querySelector('[aria-invalid="true"], [autofocus]')) {
    focusLine(lines.find((line) => line.dataset.state === "blank") ?? lines[0]);
  }
}
