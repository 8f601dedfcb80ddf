// Uploads: chosen or dropped, sent one after the other, followed until their report.
import { ask, glyph, make, tell } from "/static/studio.js";

const GLANCE = 700; // milliseconds between two looks at the queue
const STAGES = {
  waiting: "Waits for its turn",
  reading: "Reading the file",
  loading: "Getting ready",
  listening: "Listening",
  transcribing: "Writing down the words",
  analysing: "Measuring",
};

const byId = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));
const drop = byId("drop");
const files = byId("files");
const question = byId("question");
const list = byId("jobs");
/** @type {Map<string, HTMLElement>} rows by the id of their job */
const rows = new Map();
/** @type {{file: File, row: HTMLElement}[]} files that are not sent yet */
const unsent = [];
let sending = false;
let following = 0;
let finished = 0;

/**
 * Make the row of one upload.
 * @param {string} name
 * @returns {HTMLElement}
 */
function row(name) {
  const made = make(
    "li",
    { class: "job card" },
    make("span", { class: "name" }, name),
    make("span", { class: "said" }, "Waits to be sent"),
    make("span", { class: "does" }),
    make("progress", { max: "1", value: "0", "aria-label": `Progress of ${name}` })
  );
  list.append(made);
  return made;
}

/**
 * Show how far an upload is.
 * @param {HTMLElement} at
 * @param {string} text
 * @param {number | null} fraction null when it is over
 */
function said(at, text, fraction) {
  const line = /** @type {HTMLElement} */ (at.querySelector(".said"));
  if (line.textContent !== text) line.textContent = text;
  const bar = at.querySelector("progress");
  if (fraction === null) bar?.remove();
  else if (bar) bar.value = fraction;
}

/**
 * Offer what can be done with an upload.
 * @param {HTMLElement} at
 * @param {...HTMLElement} offers
 */
function offer(at, ...offers) {
  at.querySelector(".does")?.replaceChildren(...offers);
}

/**
 * Make the button that takes an upload away.
 * @param {HTMLElement} at
 * @param {string} name
 * @param {() => Promise<unknown> | void} undo
 */
function away(at, name, undo) {
  const button = make("button", { type: "button", class: "quiet-button", "aria-label": `Take ${name} away`, title: "Take away" }, glyph("close"));
  button.addEventListener("click", async () => {
    await undo();
    at.remove();
  });
  return button;
}

/**
 * Queue files to be sent.
 * @param {Iterable<File>} chosen
 */
function take(chosen) {
  for (const file of chosen) {
    const at = row(file.name);
    if (file.size > Number(drop.dataset.largest)) {
      fail(at, file.name, `Larger than ${Number(drop.dataset.largest) / 1e9} GB. Export it as MP3 or M4A, or cut it.`);
      continue;
    }
    const waiting = { file, row: at };
    unsent.push(waiting);
    offer(at, away(at, file.name, () => void unsent.splice(unsent.indexOf(waiting), 1)));
  }
  send();
}

/**
 * Say that an upload has failed.
 * @param {HTMLElement} at
 * @param {string} name
 * @param {string} text
 * @param {() => Promise<unknown> | void} [undo]
 */
function fail(at, name, text, undo = () => {}) {
  at.classList.add("failed");
  said(at, text, null);
  offer(at, away(at, name, undo));
}

async function send() {
  if (sending) return;
  sending = true;
  for (let next = unsent.shift(); next; next = unsent.shift()) {
    try {
      const job = await put(next.file, next.row);
      rows.set(job.id, next.row);
      shown(job);
      follow();
    } catch (error) {
      fail(next.row, next.file.name, /** @type {Error} */ (error).message);
    }
  }
  sending = false;
}

/**
 * Send one file; only XMLHttpRequest tells how much of it is sent.
 * @param {File} file
 * @param {HTMLElement} at
 * @returns {Promise<any>} its job
 */
function put(file, at) {
  const about = new URLSearchParams({ name: file.name, audience: byId("audience").value });
  if (question.value.startsWith("id:")) about.set("question_id", question.value.slice(3));
  else if (question.value === "own" && byId("own").value.trim()) about.set("question", byId("own").value);
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/recordings?${about}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) said(at, "Sending", event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      if (request.status === 202) done(request.response);
      else failed(new Error(`${request.response?.error ?? "It was refused."} ${request.response?.remedy ?? ""}`));
    });
    request.addEventListener("error", () => failed(new Error("The studio does not answer. Is it still running?")));
    offer(at, away(at, file.name, () => request.abort()));
    request.send(file);
  });
}

function follow() {
  if (following) return;
  following = window.setTimeout(look, GLANCE);
}

async function look() {
  following = 0;
  try {
    const jobs = await ask("/api/jobs");
    for (const job of jobs) shown(job);
    const under = jobs.some((/** @type {any} */ job) => job.state === "waiting" || job.state === "working");
    if (under) follow();
    else if (finished && !sending) await renew();
  } catch (error) {
    tell(/** @type {Error} */ (error).message);
    follow();
  }
}

/** Fetch the list of reports anew, once nothing is under way. */
async function renew() {
  const text = await (await fetch(location.href, { headers: { accept: "text/html" } })).text();
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("section[aria-labelledby=kept-title]");
  if (fresh) document.querySelector("section[aria-labelledby=kept-title]")?.replaceWith(document.adoptNode(fresh));
  finished = 0;
}

/** @param {any} job as /api/jobs tells of it */
function shown(job) {
  const known = rows.get(job.id);
  if (!known && (job.state === "done" || job.state === "failed")) return;
  const at = known ?? row(job.name);
  rows.set(job.id, at);
  const drop = () => ask(`/api/jobs/${job.id}`, "DELETE");
  if (job.state === "done") {
    if (at.classList.contains("done")) return;
    at.classList.add("done");
    finished += 1;
    said(at, job.corrects ? "Its words are scored again" : "Its report is ready", null);
    const page = `/library/${job.recording}${job.corrects ? "/words" : ""}`;
    offer(at, make("a", { class: "button", href: page }, "Open"), away(at, job.name, drop));
    byId("news").textContent = `The report on ${job.name} is ready.`;
  } else if (job.state === "failed") {
    if (!at.classList.contains("failed")) fail(at, job.name, `${job.error} ${job.remedy}`, drop);
  } else {
    const text = STAGES[/** @type {keyof STAGES} */ (job.stage || "waiting")] ?? job.stage;
    said(at, job.state === "waiting" ? STAGES.waiting : text, job.state === "waiting" ? 0 : job.fraction);
    offer(at, away(at, job.name, drop));
  }
}

/** Show the questions of one kind only. */
function narrow() {
  const track = byId("track").value;
  for (const group of question.querySelectorAll("optgroup")) group.hidden = Boolean(track) && group.label !== track;
  const chosen = question.selectedOptions[0]?.closest("optgroup");
  if (chosen?.hidden) question.value = "";
}

/** Show the field for a question that is not in the bank where it is asked for. */
function open() {
  byId("own-field").hidden = question.value !== "own";
}

files.addEventListener("change", () => {
  take(files.files);
  files.value = "";
});
byId("track").addEventListener("change", narrow);
question.addEventListener("change", open);
for (const name of ["dragenter", "dragover"])
  addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) drop.classList.remove("over");
});
addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  take(event.dataTransfer?.files ?? []);
});
drop.addEventListener("submit", (/** @type {Event} */ event) => event.preventDefault());
addEventListener("beforeunload", (event) => {
  if (sending) event.preventDefault();
});
// A browser fills in what was chosen before, and who is quick has chosen already.
addEventListener("pageshow", () => {
  narrow();
  open();
});
look();
