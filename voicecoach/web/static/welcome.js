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
  for (const check of checks.slice(list.children.length)) list.append(row(check));
  const bad = checks.filter((/** @type {any} */ check) => check.status === "fail").length;
  byId("summary").textContent = running
    ? `${checks.length} looked at so far …`
    : bad
      ? `${bad} of ${checks.length} do not work; what to do stands beside them. Uploading needs no microphone and no voice.`
      : `All ${checks.length} are in order.`;
  if (running) setTimeout(() => look().catch((error) => tell(error.message)), GLANCE);
}

async function begin() {
  byId("checks").replaceChildren();
  await ask("/api/checks", "POST");
  await look();
}

byId("again").addEventListener("click", () => begin().catch((error) => tell(error.message)));
byId("on").addEventListener("click", async () => {
  await ask("/api/welcomed", "POST").catch((error) => tell(error.message));
  location.assign("/library");
});
begin().catch((error) => tell(error.message));
