// The page: what is chosen, what was left behind, the check of the microphone, and off it goes.
import { listen, offer, open } from "/static/rehearse/check.js";
import { Meter } from "/static/rehearse/meter.js";
import { MicrophoneError } from "/static/rehearse/recorder.js";
import { byId, notice, say, show } from "/static/rehearse/screens.js";
import { hold, prepare } from "/static/rehearse/sitting.js";
import { ask, make, tell } from "/static/studio.js";

const LEVELS = JSON.parse(byId("levels").textContent);
const DEVICE = "voicecoach-microphone"; // where the browser remembers which one was chosen
const form = byId("setup");

/** @type {import("./recorder.js").Recorder | null} */
let recorder = null;

/** Show what belongs to the chosen kind only. */
function narrow() {
  for (const part of form.querySelectorAll("[data-kind]")) part.hidden = part.dataset.kind !== form.elements.kind.value;
  const question = form.elements.question.value;
  byId("own-field").hidden = question !== "own";
  byId("own").required = question === "own" && form.elements.kind.value === "rehearsal";
  for (const part of form.querySelectorAll("[data-bank]")) part.hidden = question !== "";
}

/** What is wanted, as the studio takes it. */
function wanted() {
  const given = form.elements;
  const common = {
    audience: given.audience.value || null,
    prepare: Number(given.prepare.value),
    private: given.private.checked,
    muted: !given.spoken.checked,
    auto_stop: given.auto_stop.checked,
  };
  if (given.kind.value === "interview") return { kind: "interview", plan: given.plan.value, ...common };
  const question = given.question.value;
  if (question === "own") return { question: given.own.value, ...common };
  if (question) return { question_id: question.slice(3), ...common };
  return { track: given.track.value || null, level: given.level.value || null, ...common };
}

/**
 * Open the microphone and check it, once; then it stays open until the page is left.
 * @returns {Promise<import("./recorder.js").Recorder>}
 */
async function microphone() {
  if (recorder && recorder.stream.active) return recorder;
  show("check", byId("check-title"));
  for (;;) {
    const wish = await checked();
    if (wish === "on" && recorder) return recorder;
  }
}

/** Check it once, and wait for what is wanted then. */
async function checked() {
  const on = byId("check-on");
  on.disabled = true;
  byId("check-remedy").hidden = true;
  byId("check-said").textContent = "Say a few words, your name for instance.";
  const meter = new Meter(byId("check-level"));
  try {
    await recorder?.close();
    recorder = null;
    recorder = await open(localStorage.getItem(DEVICE) ?? "");
    await offer(byId("device"), recorder.device);
    const verdict = await listen(recorder, (rms) => meter.show(rms), LEVELS);
    byId("check-said").textContent = verdict.said;
    remedied(verdict.remedy);
    on.disabled = verdict.state === "bad";
    (verdict.state === "bad" ? byId("check-again") : on).focus();
    recorder.onblock = (block) => meter.show(block.rms);
  } catch (error) {
    if (!(error instanceof MicrophoneError)) throw error;
    byId("check-said").textContent = error.problem;
    remedied(error.remedy);
    meter.clear();
    byId("check-again").focus();
  }
  return pressed();
}

/** @param {string} remedy */
function remedied(remedy) {
  byId("check-remedy").textContent = remedy;
  byId("check-remedy").hidden = !remedy;
}

/** @returns {Promise<string>} on, or again */
function pressed() {
  return new Promise((done) => {
    byId("check-on").onclick = () => done("on");
    byId("check-again").onclick = () => done("again");
    byId("device").onchange = () => {
      localStorage.setItem(DEVICE, byId("device").value);
      done("again");
    };
  });
}

/**
 * Go through a rehearsal; what nobody foresaw is told.
 * @param {any} rehearsal
 * @param {any} [answer] one that is there already
 */
async function go(rehearsal, answer = null) {
  prepare(rehearsal);
  try {
    await hold(rehearsal, microphone, answer);
  } catch (error) {
    byId("result-over").textContent = "";
    byId("result-title").textContent = "It cannot go on";
    byId("result-body").replaceChildren(notice(/** @type {Error} */ (error).message, "What was said until then is kept."));
    byId("onward").replaceChildren(make("a", { class: "button first", href: "/rehearse" }, "Begin anew"));
    show("result", byId("result-title"));
  } finally {
    await recorder?.close();
    recorder = null;
  }
}

/** Offer a rehearsal that this page was in. */
async function offerUnderWay() {
  const going = await underWay();
  if (!going) return;
  byId("left").prepend(going);
  byId("left").hidden = false;
}

/** @returns {Promise<HTMLElement | null>} */
async function underWay() {
  const id = location.hash.slice(1);
  if (!/^[0-9a-f]+$/.test(id)) return null;
  const found = await ask(`/api/rehearsals/${id}`).catch(() => null);
  if (!found?.asked || found.over) return null;
  const on = make("button", { type: "button", class: "button first" }, "Go on");
  on.addEventListener("click", () => goOn(found).catch((error) => tell(error.message)));
  const what = found.kind === "interview" ? `The interview is at question ${found.asked.number} of ${found.asked.of}.` : "A rehearsal is under way.";
  return make("div", { class: "card left" }, make("div", {}, make("h2", {}, what), make("p", {}, found.asked.text)), make("div", { class: "actions" }, on));
}

/** @param {any} found a rehearsal */
async function goOn(found) {
  let answer = found.answered ? found.answers.at(-1) : null;
  while (answer?.state === "reporting") answer = await ask(`/api/rehearsals/${found.id}/answers/${answer.number}`);
  await go(found, answer);
}

/**
 * Let an answer that was left behind be reported on, or discarded.
 * @param {HTMLElement} card
 */
function leftBehind(card) {
  const path = `/api/left-behind/${encodeURIComponent(card.dataset.left ?? "")}`;
  const report = /** @type {HTMLElement} */ (card.querySelector("[data-report]"));
  report.addEventListener("click", () => takenUp(path, report).catch((error) => tell(error.message)));
  card.querySelector("[data-discard]")?.addEventListener("click", () => discarded(path, card).catch((error) => tell(error.message)));
}

/** @param {string} path @param {HTMLElement} button */
async function takenUp(path, button) {
  button.setAttribute("disabled", "");
  button.textContent = "Listening to it …";
  say("Listening to it.");
  try {
    const rehearsal = await ask(`${path}/report`, "POST");
    let answer = rehearsal.answers[0];
    while (answer.state === "reporting") answer = await ask(`/api/rehearsals/${rehearsal.id}/answers/1`);
    await go(rehearsal, answer);
  } catch (error) {
    button.removeAttribute("disabled");
    button.textContent = "Report on it";
    throw error;
  }
}

/** @param {string} path @param {HTMLElement} card */
async function discarded(path, card) {
  const dialog = byId("discard");
  dialog.returnValue = "no";
  dialog.showModal();
  await new Promise((done) => dialog.addEventListener("close", done, { once: true }));
  if (dialog.returnValue !== "yes") return;
  await ask(path, "DELETE");
  card.remove();
  byId("left").hidden = !byId("left").children.length;
}

form.addEventListener("change", narrow);
form.addEventListener("submit", async (/** @type {Event} */ event) => {
  event.preventDefault();
  try {
    await go(await ask("/api/rehearsals", "POST", wanted()));
  } catch (error) {
    tell(/** @type {Error} */ (error).message);
  }
});
for (const away of document.querySelectorAll("[data-away]")) away.addEventListener("click", () => location.assign("/rehearse"));
narrow();
addEventListener("pageshow", narrow); // a browser fills in what was chosen before
for (const card of document.querySelectorAll("[data-left]")) leftBehind(/** @type {HTMLElement} */ (card));
offerUnderWay().catch((error) => tell(error.message));
