// A rehearsal from its first question to its end: ask, think, listen, report, go on.
import { clock, comparison, ending, scorecard } from "/static/rehearse/card.js";
import { BrokenError, download, listen } from "/static/rehearse/listening.js";
import { Moments } from "/static/rehearse/moments.js";
import { byId, choice, keys, notice, say, show } from "/static/rehearse/screens.js";
import { Voice } from "/static/rehearse/voice.js";
import { ask, make, tell } from "/static/studio.js";

const GUARD = 300; // milliseconds from the last of the question to the answer: a room goes on sounding
const voice = new Voice();
const moments = new Moments();
const pause = (/** @type {number} */ time) => new Promise((done) => setTimeout(done, time));

/** @typedef {() => Promise<import("./recorder.js").Recorder>} Microphone opened and checked, once it is needed */

/**
 * Have the question spoken before somebody waits for it.
 * @param {any} rehearsal
 */
export function prepare(rehearsal) {
  if (!rehearsal.muted && rehearsal.asked) voice.prepare(`/api/rehearsals/${rehearsal.id}/voice`, rehearsal.asked.text).catch(() => {});
}

/**
 * Go through a rehearsal.
 * @param {any} begun
 * @param {Microphone} microphone
 * @param {any} [taken] an answer that is there already
 */
export async function hold(begun, microphone, taken = null) {
  let rehearsal = begun;
  location.hash = rehearsal.id;
  let answer = taken;
  while (!rehearsal.over) {
    answer ??= await answered(rehearsal, await microphone());
    if (answer.broken) return broken(rehearsal, answer);
    rehearsal = await ask(`/api/rehearsals/${rehearsal.id}`);
    const wish = await after(rehearsal, answer);
    moments.stop();
    answer = null;
    if (wish === "end") rehearsal = await ask(`/api/rehearsals/${rehearsal.id}/end`, "POST");
    else rehearsal = await ask(`/api/rehearsals/${rehearsal.id}/next`, "POST", { wish });
    prepare(rehearsal);
  }
  history.replaceState(null, "", location.pathname);
  return over(rehearsal);
}

/**
 * Ask, give time to think, listen.
 * @param {any} rehearsal
 * @param {import("./recorder.js").Recorder} recorder
 */
async function answered(rehearsal, recorder) {
  staged(rehearsal);
  if (!rehearsal.muted) await spoken(rehearsal);
  else say(rehearsal.asked.text);
  if (rehearsal.prepare) await thought(rehearsal.prepare);
  try {
    return await listen(rehearsal, recorder);
  } catch (error) {
    return { number: 0, state: "failed", card: null, error: /** @type {Error} */ (error).message, remedy: "", broken: error instanceof BrokenError ? error.sound : null };
  }
}

/** @param {any} rehearsal */
function staged(rehearsal) {
  const asked = rehearsal.asked;
  const count = asked.of ? `Question ${asked.number} of ${asked.of}` : `Question ${asked.number}`;
  const tags = [count, ...(asked.following ? ["follow-up"] : []), ...(asked.track ? [asked.track] : []), `about ${clock(asked.seconds)} min`];
  byId("about").replaceChildren(...tags.map((text) => make("span", { class: "tag" }, text)));
  byId("asked").textContent = asked.text;
  byId("faults").replaceChildren();
  byId("note").hidden = true;
  byId("time").hidden = byId("loudness").hidden = true;
  byId("hint").textContent = "";
  byId("keys").replaceChildren();
  byId("state").textContent = "";
  show("stage", byId("asked"));
}

/** @param {any} rehearsal */
async function spoken(rehearsal) {
  byId("now").dataset.state = "asking";
  byId("state").textContent = "The question is asked";
  choice(byId("keys"), { skip: { name: "Skip the voice", icon: "next" } }).then(() => voice.skip());
  const release = keys(() => voice.skip());
  const { note } = await voice.say(`/api/rehearsals/${rehearsal.id}/voice`, rehearsal.asked.text);
  release();
  byId("keys").replaceChildren();
  byId("note").textContent = note;
  byId("note").hidden = !note;
  await pause(GUARD);
}

/** @param {number} seconds */
async function thought(seconds) {
  byId("now").dataset.state = "thinking";
  byId("time").hidden = false;
  byId("limit").textContent = "";
  byId("state").textContent = "Time to think";
  say(`${seconds} seconds to think.`);
  const until = performance.now() + seconds * 1000;
  /** @type {(reason: string) => void} */
  let begin = () => {};
  const early = new Promise((done) => (begin = done));
  const left = () => {
    byId("elapsed").textContent = clock(Math.ceil(Math.max(0, until - performance.now()) / 1000));
    if (performance.now() >= until) begin("over");
  };
  left();
  const ticking = setInterval(left, 200);
  const release = keys(() => begin("key"));
  const chosen = choice(byId("keys"), { begin: { name: "Begin now", icon: "microphone", first: true } });
  byId("keys").querySelector("button").focus();
  await Promise.race([early, chosen]);
  clearInterval(ticking);
  release();
}

/**
 * Show what came of an answer, and find out what is wanted next.
 * @param {any} rehearsal
 * @param {any} answer
 */
async function after(rehearsal, answer) {
  const body = byId("result-body");
  const told = [...byId("faults").children];
  byId("result-over").textContent = answer.question ?? rehearsal.asked?.text ?? "";
  if (answer.state === "done" && answer.card) {
    const parts = [scorecard(answer, `/api/rehearsals/${rehearsal.id}/answers/${answer.number}/sound`, play)];
    if (answer.compared) parts.push(comparison(answer));
    body.replaceChildren(...told, ...parts);
    titled(answer.compared ? `Take ${answer.number}` : "Your answer");
  } else if (answer.state === "done") {
    body.replaceChildren(...told, make("p", { class: "lead" }, "It is kept. What it was like is said at the end."));
    titled(rehearsal.asked ? `Question ${rehearsal.asked.number} is answered` : "Answered");
  } else {
    const kept = answer.remedy ? answer.remedy : "What has arrived lies on the disk, and is offered under Rehearse.";
    body.replaceChildren(...told, notice(answer.error ?? "There is no report.", kept));
    titled("There is no report");
  }
  show("result", byId("result-title"));
  return choice(byId("onward"), offers(rehearsal, answer));
}

/**
 * Show that the studio takes no more of an answer: the page has it, and can give it away.
 * @param {any} rehearsal
 * @param {any} answer
 */
function broken(rehearsal, answer) {
  byId("result-over").textContent = rehearsal.asked?.text ?? "";
  const kept = "What had arrived lies on the disk, and is offered under Rehearse. The whole of it is still here:";
  byId("result-body").replaceChildren(notice(answer.error, kept), make("p", {}, download(answer.broken)));
  titled("There is no report");
  choice(byId("onward"), { anew: { name: "Rehearse again", icon: "microphone", href: "/rehearse", first: true } });
  show("result", byId("result-title"));
}

/** @param {string} text */
function titled(text) {
  byId("result-title").textContent = text;
  say(text);
}

/**
 * @param {any} rehearsal
 * @param {any} answer
 * @returns {Record<string, import("./screens.js").Offer>}
 */
function offers(rehearsal, answer) {
  if (rehearsal.kind === "interview") {
    /** @type {Record<string, import("./screens.js").Offer>} */
    const made = {};
    if (answer.state !== "done") made.again = { name: "The same question again", icon: "again" };
    const last = rehearsal.asked && rehearsal.asked.number >= rehearsal.asked.of;
    made.next = { name: last ? "To the report" : "Next question", icon: "next", first: true };
    if (!last) made.end = { name: "End the interview" };
    return made;
  }
  /** @type {Record<string, import("./screens.js").Offer>} */
  const made = {};
  if (rehearsal.follow_up) made["follow-up"] = { name: `Follow-up: ${rehearsal.follow_up}`, icon: "follow", first: true };
  if (rehearsal.asked) made.again = { name: "Another take", icon: "again", first: !rehearsal.follow_up };
  made.next = { name: "Next question", icon: "next" };
  if (answer.recording) made.report = { name: "Whole report", icon: "library", href: `/library/${answer.recording}` };
  made.end = { name: "End" };
  return made;
}

/** @param {string} path @param {any} moment @param {HTMLElement} button */
function play(path, moment, button) {
  moments.play(path, moment, button).catch((error) => tell(error.message));
}

/** @param {any} rehearsal */
function over(rehearsal) {
  byId("result-over").textContent = rehearsal.kind === "interview" ? "The interview is over" : "Done for now";
  titled(rehearsal.kind === "interview" ? "Your interview" : rehearsal.answers.length ? "Your answers" : "Nothing was answered");
  byId("result-body").replaceChildren(ending(rehearsal));
  /** @type {Record<string, import("./screens.js").Offer>} */
  const made = {};
  if (rehearsal.interview) made.report = { name: "Whole report", icon: "library", href: `/rehearse/interviews/${rehearsal.interview}`, first: true };
  made.anew = { name: "Rehearse again", icon: "microphone", href: "/rehearse", first: !rehearsal.interview };
  made.library = { name: "Library", href: "/library" };
  choice(byId("onward"), made);
  show("result", byId("result-title"));
}
