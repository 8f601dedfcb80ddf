// The first page: the checks of this computer, as they come.
import { ask, glyph, make, tell } from "/static/studio.js";

const GLANCE = 400;
const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const MEANING = { ok: "In order", warn: "Look at this", fail: "Does not work" };

/** @param {{name: string, status: "ok" | "warn" | "fail", seen: string, remedy: string | null}} check */
function row(check) {
  const seen = make("span", { class: "seen" }, check.seen);
  if (check.status !== "ok" && check.remedy) seen.append(make("span", { class: "remedy" }, check.remedy));
  const name = make("b", {}, make("span", { class: "sr" }, `${MEANING[check.status]}: `), check.name);
  return make("li", { class: `check ${check.status}` }, glyph(check.status), name, seen);
}

async function look() {
  const { running, checks } = await ask("/api/checks");
  const list = byId("checks");
  const seen = list.querySelectorAll(".check:not(.ghost)").length;
  for (const check of checks.slice(seen)) {
    const ghost = list.querySelector(".ghost"); // keeps the place, so that nothing jumps
    if (ghost) ghost.replaceWith(row(check));
    else list.append(row(check));
  }
  if (!running) for (const ghost of list.querySelectorAll(".ghost")) ghost.remove();
  const bad = checks.filter((/** @type {any} */ check) => check.status === "fail").length;
  byId("summary").textContent = running
    ? `${checks.length} looked at so far …`
    : bad
      ? `${bad} of ${checks.length} do not work; what to do stands beside them. Uploading needs no microphone and no voice.`
      : `All ${checks.length} are in order.`;
  if (running) setTimeout(() => look().catch((error) => tell(error.message)), GLANCE);
}

async function begin() {
  await ask("/api/checks", "POST");
  const ghosts = Array.from({ length: 14 }, () => make("li", { class: "check ghost", "aria-hidden": "true" }));
  byId("checks").replaceChildren(...ghosts);
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
