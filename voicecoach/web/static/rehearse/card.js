// A report in short, and two takes beside each other.
import { glyph, make } from "/static/studio.js";

const whole = (/** @type {number | null} */ value) => (value === null ? "–" : String(Math.round(value)));

/** @param {number} seconds */
export function clock(seconds) {
  const full = Math.floor(seconds);
  return `${Math.floor(full / 60)}:${String(full % 60).padStart(2, "0")}`;
}

/**
 * Draw the scorecard of an answer.
 * @param {any} answer as /api/rehearsals tells of it
 * @param {string} path where its sound is
 * @param {(path: string, moment: any, button: HTMLElement) => void} play
 * @returns {HTMLElement}
 */
export function scorecard(answer, path, play) {
  const card = answer.card;
  const made = make("div", { class: "scorecard" });
  made.append(overall(card));
  const notices = [
    ...(answer.error ? [notice(answer.error, answer.remedy)] : []),
    ...card.refusals.map((/** @type {string} */ text) => notice("Not scored.", text)),
    ...card.warnings.map((/** @type {string} */ text) => notice("Note.", text)),
  ];
  if (notices.length) made.append(make("div", { class: "notices" }, ...notices));
  if (card.points.length) {
    const list = make("ol", { class: "points" });
    for (const point of card.points) list.append(pointed(point, path, play));
    made.append(make("section", { "aria-label": "Advice" }, make("h3", {}, "What to work on"), list));
  }
  if (card.try_next) made.append(make("p", { class: "try" }, make("b", {}, "Next time: "), card.try_next));
  return made;
}

/** @param {any} card */
function overall(card) {
  const box = make("div", { class: "overall" });
  if (card.overall === null) {
    box.append(make("p", { class: "figure none" }, "No score"));
  } else {
    const figure = make("p", { class: "figure" }, make("span", { class: "big" }, whole(card.overall)), " of 100");
    const said = card.interval ? `95 % interval ${whole(card.interval[0])} to ${whole(card.interval[1])}` : "";
    box.append(make("div", {}, figure, make("p", { class: "fine" }, said)));
  }
  if (card.parts.every((/** @type {any} */ part) => part.points === null)) return box; // why is said below
  const parts = make("ul", { class: "parts", "aria-label": "Parts of the score" });
  for (const part of card.parts) {
    const bar = make("span", { class: "bar", "aria-hidden": "true" }, make("span", {}));
    /** @type {HTMLElement} */ (bar.firstElementChild).style.inlineSize = `${part.points}%`;
    const value = part.points === null ? [make("span", { class: "value none" }, "not judged")] : [bar, make("span", { class: "value" }, whole(part.points))];
    parts.append(make("li", {}, make("span", {}, part.title), ...value));
  }
  box.append(parts);
  return box;
}

/** @param {string} head @param {string} text */
const notice = (head, text) => make("p", { class: "notice" }, make("strong", {}, head), ` ${text}`);

/**
 * @param {any} point
 * @param {string} path
 * @param {(path: string, moment: any, button: HTMLElement) => void} play
 */
function pointed(point, path, play) {
  const item = make("li", {}, make("p", {}, point.text));
  if (!point.moment) return item;
  const button = make("button", { type: "button", class: "play" }, glyph("play"), make("span", { class: "sr" }, "Play the moment at "), clock(point.moment.start));
  button.addEventListener("click", () => play(path, point.moment, button));
  item.append(make("p", { class: "moment" }, button, make("span", { class: "note" }, point.moment.note)));
  return item;
}

const VERDICTS = { better: "ok", worse: "down", changed: "next" };

/**
 * Draw two takes of one question beside each other.
 * @param {any} answer the later one
 * @returns {HTMLElement}
 */
export function comparison(answer) {
  const found = answer.compared;
  const told = make("section", { class: "compared", "aria-label": `Take ${answer.number} beside take ${found.number}` });
  told.append(make("h3", {}, `Beside take ${found.number}`));
  told.append(pair(found, answer.number));
  const steps = [
    ["Now there", found.fixed],
    ["No longer there", found.lost],
  ];
  for (const [label, names] of steps)
    if (names.length) told.append(make("p", {}, make("b", {}, `${label}: `), names.join(", ")));
  if (found.changed.length) told.append(table(found.changed, answer.number, found.number));
  else told.append(make("p", {}, "No measure differs by more than noise."));
  const rest = [
    ["within noise", found.within_noise],
    ["not judged", found.not_judged],
  ];
  for (const [label, rows] of rest)
    // Where nothing differs by more, the figures themselves are what there is to see.
    if (rows.length) told.append(make("details", label === "within noise" && !found.changed.length ? { open: "" } : {}, make("summary", {}, `${rows.length} ${label}`), table(rows, answer.number, found.number)));
  told.append(make("p", { class: "fine" }, found.remarks.join(" ")));
  return told;
}

/** @param {any} found @param {number} later */
function pair(found, later) {
  const one = (/** @type {string} */ name, /** @type {string} */ value) =>
    make("div", {}, make("dt", {}, name), make("dd", { class: value === "–" ? "big none" : "big" }, value === "–" ? "no score" : String(Math.round(Number(value)))));
  const { before, after, change, verdict } = found.overall;
  const said = change === "–" ? verdict : `${change} points, ${verdict}`;
  return make("dl", { class: "pair" }, one(`Take ${found.number}`, before), one(`Take ${later}`, after), make("div", { class: "said" }, make("dt", {}, "Difference"), make("dd", {}, said)));
}

/** @param {any[]} rows @param {number} later @param {number} earlier */
function table(rows, later, earlier) {
  const heads = ["Measure", `Take ${earlier}`, `Take ${later}`, "Change", ""];
  const head = make("tr", {}, ...heads.map((text) => make(text ? "th" : "td", text ? { scope: "col" } : {}, text)));
  const body = make("tbody", {});
  for (const row of rows) {
    const icon = VERDICTS[/** @type {keyof VERDICTS} */ (row.verdict)];
    const verdict = make("td", { class: `verdict-${row.verdict.replaceAll(" ", "-")}` }, ...(icon ? [glyph(icon)] : []), row.verdict);
    const change = row.change === "–" ? "–" : `${row.change} ${row.unit}`.trim();
    body.append(make("tr", {}, make("th", { scope: "row" }, row.title), make("td", {}, row.before), make("td", {}, row.after), make("td", {}, change), verdict));
  }
  return make("div", { class: "scrolls", tabindex: "0", role: "group", "aria-label": "Differences" }, make("table", {}, make("thead", {}, head), body));
}

/**
 * Draw the end of an interview: what repeats, and each answer in a line.
 * @param {any} rehearsal
 * @returns {HTMLElement}
 */
export function ending(rehearsal) {
  const made = make("div", { class: "scorecard" });
  const whole_ = rehearsal.whole;
  if (whole_) {
    const figure =
      whole_.score === null
        ? make("p", { class: "figure none" }, "No score")
        : make("p", { class: "figure" }, make("span", { class: "big" }, whole(whole_.score)), " of 100");
    const of = `Mean over ${whole_.scored} of ${whole_.answers} ${whole_.answers === 1 ? "answer" : "answers"}`;
    const repeats = whole_.repeats.length
      ? make("ul", { class: "listed" }, ...whole_.repeats.map((/** @type {string} */ text) => make("li", {}, text)))
      : make("p", { class: "fine" }, "Nothing came again in a way that was counted.");
    made.append(make("div", { class: "overall" }, make("div", {}, figure, make("p", { class: "fine" }, of)), make("div", {}, make("h3", {}, "What repeats"), repeats)));
  }
  const list = make("ol", { class: "answered" });
  for (const answer of rehearsal.answers) list.append(line(answer));
  if (rehearsal.answers.length) made.append(make("section", { "aria-label": "The answers" }, list));
  return made;
}

/** @param {any} answer */
function line(answer) {
  const text = answer.question ?? "A recording";
  const title = answer.recording ? make("a", { href: `/library/${answer.recording}` }, text) : make("span", {}, text);
  const said = answer.error ?? (answer.card ? (answer.card.overall === null ? "no score" : whole(answer.card.overall)) : "kept");
  return make("li", {}, title, make("span", { class: "value" }, said));
}
