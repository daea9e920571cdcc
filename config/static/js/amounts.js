// Amounts and days as text: pure functions, shared by the pages' scripts.

const WELL_FORMED = /^(\d+|\d{1,3}([. \u00a0\u202f]\d{3})+)$/;
const UNIT = /\s*(đồng|đ|₫|vnd)$/i;
const IN_TYPING = /^[\d.]*$/;

/** 1250000 or "1250000" → "1.250.000"; zeros in front are left for the server. */
export function dotted(digits) {
  return String(digits).replace(/\B(?=(\d{3})+$)/g, ".");
}

/** What a field shows, as a whole number; null when blank or not an amount. */
export function amountOf(text) {
  const bare = text.trim().replace(UNIT, "");
  return WELL_FORMED.test(bare) ? Number(bare.replace(/\D/g, "")) : null;
}

/** An amount while it is typed: dots move to their places. Null: leave it alone. */
export function whileTyping(text) {
  const digits = text.replaceAll(".", "");
  if (!IN_TYPING.test(text) || /^0\d/.test(digits)) return null;
  return dotted(digits);
}

/** An amount that was pasted or left: only one that cannot be misread is rewritten. */
export function onceEntered(text) {
  const bare = text.trim().replace(UNIT, "");
  const digits = bare.replace(/\D/g, "");
  return WELL_FORMED.test(bare) && !/^0\d/.test(digits) ? dotted(digits) : null;
}

/** 07112026 or 7/11/2026 or "h" → 07/11/2026; null when it is none of these. */
export function completeDay(text, today) {
  const typed = text.trim();
  if (/^h$/i.test(typed)) return today;
  const parts = typed.match(/^(\d\d)(\d\d)(\d{4})$/) ??
    typed.match(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/);
  if (!parts) return null;
  const [, day, month, year] = parts;
  return `${day.padStart(2, "0")}/${month.padStart(2, "0")}/${year}`;
}
