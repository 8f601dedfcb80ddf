// The first page: the checks of this computer, as they come.
import { ask, glyph, make, tell } from "/static/studio.js";

const GLANCE = 400;
const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const MEANING = { ok: "In order", warn: "Look at this", fail: "Does not work" };
const BROWSERS = ["microphone", "loudspeaker"]; // here the browser brings its own

/** @typedef {{name: string, status: "ok" | "warn" | "fail", seen: string, remedy: string | null}} Check */

/** @param {Check} check */
function row(check) {
  const seen = make("span", { class: "seen" }, check.seen);
  if (check.status !== "ok" && check.remedy) seen.append(make("span", { class: "remedy" }, check.remedy));
  if (check.status !== "ok" && BROWSERS.includes(check.name))
    seen.append(make("span", { class: "remedy" }, "This is the terminal's. Here the browser's own is used; it is checked before the first question."));
  const name = make("b", {}, make("span", { class: "sr" }, `${MEANING[check.status]}: `), check.name);
  return make("li", { class: `check ${check.status}` }, glyph(check.status), name, seen);
}

async function look() {
  const { running, checks } = /** @type {{running: boolean, checks: Check[]}} */ (await ask("/api/checks"));
  const fine = checks.filter((check) => check.status === "ok");
  byId("checks").replaceChildren(...checks.filter((check) => check.status !== "ok").map(row));
  byId("in-order").replaceChildren(...fine.map(row));
  byId("fine-title").textContent = `${fine.length} in order`;
  byId("fine").hidden = !fine.length;
  byId("summary").textContent = running ? `${checks.length} looked at so far …` : verdict(checks);
  if (running) setTimeout(() => look().catch((error) => tell(error.message)), GLANCE);
}

/** @param {Check[]} checks */
function verdict(checks) {
  const bad = checks.filter((check) => check.status === "fail").length;
  if (!bad) return `All ${checks.length} were looked at; nothing stands in the way.`;
  return `${bad} of ${checks.length} ${bad === 1 ? "does" : "do"} not work; what to do stands beside ${bad === 1 ? "it" : "them"}.`;
}

async function begin() {
  await ask("/api/checks", "POST");
  await look();
}

byId("again").addEventListener("click", () => begin().catch((error) => tell(error.message)));
/** @param {string} place */
async function goOn(place) {
  await ask("/api/welcomed", "POST").catch((error) => tell(error.message));
  location.assign(place);
}

for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-to]"))) {
  button.addEventListener("click", () => goOn(button.dataset.to ?? "/library"));
}
begin().catch((error) => tell(error.message));
