// Keeps a sheet's draft: line by line to the server, and on this machine until it is
// there. The machine keeps line numbers, amounts and the draft's version, no names.

const REST = 600;
const RETRY = 5000;
const PATIENCE = 20000;

export class Saving {
  /** `texts(line)` gives the fields of a line (0: the head) by their names. */
  constructor(form, texts, tell) {
    this.form = form;
    this.texts = texts;
    this.tell = tell;
    this.key = `sheet:${form.dataset.draft}`;
    this.waiting = new Set();
    this.wrong = new Set();
    this.onWay = null;
    this.onWayLines = [];
    this.lostAt = null;
    this.isStopped = false;
    addEventListener("online", () => this.send());
    addEventListener("pagehide", () => this.remember());
  }

  /** Something was typed on lines: keep it here at once, and there in a moment. */
  touch(...lines) {
    for (const line of lines) {
      this.waiting.add(line);
      this.wrong.delete(line);
    }
    this.remember();
    if (!this.lostAt && !this.isStopped) this.tell("unsaved");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), REST);
  }

  /** Send all that waits; true when nothing is left. One request at a time. */
  async send() {
    clearTimeout(this.timer);
    while (this.onWay) await this.onWay;
    if (this.isStopped || !this.waiting.size) return !this.waiting.size;
    this.onWay = this.post();
    const isDone = await this.onWay;
    this.onWay = null;
    return isDone && (this.waiting.size ? this.send() : true);
  }

  async post() {
    const lines = [...this.waiting];
    const isHead = lines.length === 1 && lines[0] === 0;
    const body = new URLSearchParams(lines.flatMap((line) => this.texts(line)));
    body.set("version", this.form.elements.version.value);
    this.waiting.clear();
    this.onWayLines = lines;
    if (!this.lostAt) this.tell("sending");
    let response;
    try {
      response = await fetch(isHead ? this.form.dataset.head : this.form.dataset.lines, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value },
        redirect: "manual",
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch {
      return this.lost(lines);
    }
    if (response.type === "opaqueredirect" || [401, 403, 404].includes(response.status)) {
      return this.stop(lines, "signed-out");
    }
    if (response.status !== 200 && response.status !== 422) return this.lost(lines);
    return this.answered(await response.json(), lines);
  }

  answered(answer, lines) {
    this.lostAt = null;
    this.onWayLines = [];
    if (answer.code) return this.stop(lines, "refused", answer.sentence);
    this.form.elements.version.value = answer.version;
    for (const [name] of answer.wrong ?? []) this.wrong.add(Number(name.split("-")[1] ?? 0));
    this.remember();
    this.tell("draft", { time: answer.saved, lines, wrong: answer.wrong ?? [] });
    return true;
  }

  lost(lines) {
    lines.forEach((line) => this.waiting.add(line));
    this.lostAt ??= new Date();
    this.remember();
    this.tell("offline", { at: this.lostAt, count: this.waiting.size });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), RETRY);
    return false;
  }

  stop(lines, why, sentence) {
    lines.forEach((line) => this.waiting.add(line));
    this.isStopped = true;
    this.remember();
    this.tell(why, { sentence });
    return false;
  }

  remember() {
    const unsaved = [...this.waiting, ...this.onWayLines, ...this.wrong];
    if (!unsaved.length) {
      this.forget();
      return;
    }
    const lines = [...new Set(unsaved)].map((line) => [line, this.texts(line)]);
    const version = this.form.elements.version.value;
    localStorage.setItem(this.key, JSON.stringify({ version, lines }));
  }

  /** What an earlier visit could not send: {isSame, lines} or null. */
  remembered() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.key));
      return kept && { isSame: kept.version === this.form.elements.version.value, lines: kept.lines };
    } catch {
      return null;
    }
  }

  forget() {
    localStorage.removeItem(this.key);
  }
}
