// Correct the words of a report: hear them, score again, keep it or not.
import { ask, tell } from "/static/studio.js";

const GLANCE = 500; // milliseconds between two looks at the work
const LEAD = 0.12; // seconds played before a word, so that its start is heard
const TAIL = 0.15; // and after it
const SHORTEST = 0.5; // seconds that are played at least

const byId = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));
const form = byId("words");
const said = byId("said");
const bar = byId("far");
const sound = byId("sound");
const fields = /** @type {HTMLTextAreaElement[]} */ ([...document.querySelectorAll(".lines textarea")]);
let latest = fields[0]; // where the cursor was last
let stopAt = Infinity;
let sent = false;

/** @param {HTMLTextAreaElement} field @returns {number[][]} start and end of its words */
const times = (field) => (field.dataset.times ?? "").split(" ").filter(Boolean).map((pair) => pair.split("-").map(Number));
const tokens = (/** @type {string} */ text) => text.split(/\s+/).filter(Boolean);
const whole = () => fields.map((field) => field.value).join(" ");
const changed = () => fields.filter((field) => field.value !== field.defaultValue).length;

/**
 * Play a stretch of the sound.
 * @param {number} start
 * @param {number} end
 */
function play(start, end) {
  stopAt = Math.max(end + TAIL, start + SHORTEST);
  sound.currentTime = Math.max(0, start - LEAD);
  sound.play().catch((/** @type {Error} */ error) => tell(`The sound cannot be played: ${error.message}`));
}

/** Play the word at the cursor; of words that are new, those whose place they take. */
function hear() {
  const known = times(latest);
  if (!known.length) return tell("The times of these words are not known.");
  const before = tokens(latest.value.slice(0, latest.selectionStart) + "x").length - 1;
  const count = Math.max(1, tokens(latest.value).length);
  const index = count === known.length ? before : Math.floor((before * known.length) / count);
  const [start, end] = known[Math.min(index, known.length - 1)];
  play(start, end);
  latest.focus();
}

function count() {
  const lines = changed();
  said.textContent = lines ? `${lines} ${lines === 1 ? "line" : "lines"} changed.` : "Nothing is changed yet.";
}

/** @param {HTMLTextAreaElement} field made as high as its text */
function grow(field) {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

/** @param {boolean} busy */
function occupy(busy) {
  byId("again").disabled = busy;
  bar.hidden = !busy;
}

/** @param {string} job its id */
async function follow(job) {
  occupy(true);
  const known = await ask(`/api/jobs/${job}`);
  if (known.state === "done") {
    sent = true;
    location.reload();
  } else if (known.state === "failed") {
    occupy(false);
    said.textContent = `${known.error} ${known.remedy}`;
  } else {
    said.textContent = known.state === "waiting" ? "Waits for its turn …" : "Is scored again …";
    bar.value = known.fraction;
    setTimeout(() => follow(job).catch(give_up), GLANCE);
  }
}

/** @param {Error} error */
function give_up(error) {
  occupy(false);
  said.textContent = error.message;
}

async function score() {
  if (whole().length > Number(form.dataset.longest)) return give_up(new Error("This is too much text."));
  occupy(true);
  const job = await ask(`/api/recordings/${form.dataset.take}/words`, "POST", { text: whole() });
  await follow(job.id);
}

/**
 * Decide about the corrected report.
 * @param {string} path
 * @param {string} method
 * @param {string} then where to go
 */
async function decide(path, method, then) {
  await ask(`/api/recordings/${form.dataset.take}/${path}`, method);
  sent = true;
  if (then === location.pathname) location.reload();
  else location.assign(then);
}

/** @param {HTMLTextAreaElement} field shown as it is now */
function show(field) {
  field.classList.toggle("changed", field.value !== field.defaultValue);
  grow(field);
  count();
}

// A browser fills in what was written before, and who is quick has begun already.
addEventListener("pageshow", () => {
  if (changed()) fields.forEach(show);
});
for (const [index, field] of fields.entries()) {
  grow(field);
  field.addEventListener("focus", () => (latest = field));
  field.addEventListener("input", () => show(field));
  field.addEventListener("keydown", (event) => {
    const control = event.ctrlKey || event.metaKey;
    if (event.key === " " && control && sound) hear();
    else if (event.key === "Enter" && control) form.requestSubmit();
    else if (event.key === "Enter") fields[Math.min(index + 1, fields.length - 1)].focus();
    else return;
    event.preventDefault();
  });
  field.parentElement?.querySelector(".play-line")?.addEventListener("click", () => {
    const known = times(field);
    play(known[0][0], known[known.length - 1][1]);
  });
}
sound?.addEventListener("timeupdate", () => {
  if (sound.currentTime >= stopAt) sound.pause();
});
byId("hear")?.addEventListener("click", hear);
form?.addEventListener("submit", (/** @type {Event} */ event) => {
  event.preventDefault();
  score().catch(give_up);
});
byId("accept")?.addEventListener("click", () =>
  decide("words/accept", "POST", `/library/${form.dataset.take}`).catch((error) => tell(error.message))
);
byId("withdraw")?.addEventListener("click", () => decide("words", "DELETE", location.pathname).catch((error) => tell(error.message)));
addEventListener("beforeunload", (event) => {
  if (!sent && changed()) event.preventDefault();
});
if (form?.dataset.job) follow(form.dataset.job).catch(give_up);
