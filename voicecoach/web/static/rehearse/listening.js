// One answer, from the first block of sound to its report.
import { clock } from "/static/rehearse/card.js";
import { Meter } from "/static/rehearse/meter.js";
import { byId, choice, keys, notice, say } from "/static/rehearse/screens.js";
import { Uplink } from "/static/rehearse/uplink.js";
import { wav } from "/static/rehearse/wav.js";
import { ask, make } from "/static/studio.js";

const TICK = 200; // milliseconds between two looks at the clock

/** An answer that the studio could not take whole; what was spoken is in its blocks. */
export class BrokenError extends Error {
  /** @param {string} message @param {Blob | null} sound */
  constructor(message, sound) {
    super(message);
    this.sound = sound;
  }
}

/**
 * Listen until the answer ends, and wait for its report.
 * @param {any} rehearsal
 * @param {import("./recorder.js").Recorder} recorder
 * @returns {Promise<any>} the answer, as the studio tells of it
 */
export async function listen(rehearsal, recorder) {
  const early = /** @type {Int16Array[]} */ ([]);
  const meter = new Meter(byId("loudness"));
  /** @type {Uplink | null} */
  let uplink = null;
  recorder.onblock = (block) => {
    meter.show(block.rms);
    if (!block.samples) return;
    if (uplink) uplink.push(block.samples);
    else early.push(block.samples);
  };
  recorder.start();
  const base = `/api/rehearsals/${rehearsal.id}/answers`;
  const leave = () => navigator.sendBeacon(`/api/rehearsals/${rehearsal.id}/leave`);
  const stay = (/** @type {Event} */ event) => event.preventDefault();
  addEventListener("pagehide", leave);
  addEventListener("beforeunload", stay);
  try {
    const begun = await ask(base, "POST", { rate: recorder.rate });
    uplink = new Uplink(`${base}/${begun.number}`);
    for (const samples of early.splice(0)) uplink.push(samples);
    await until(rehearsal, recorder, uplink);
    await recorder.stop();
    meter.clear();
    return await ended(`${base}/${begun.number}`, uplink, recorder.rate);
  } finally {
    recorder.onblock = () => {};
    recorder.onlost = () => {};
    if (!uplink) await recorder.stop();
    uplink?.close();
    removeEventListener("pagehide", leave);
    removeEventListener("beforeunload", stay);
  }
}

/**
 * Wait until the answer ends: by the button, a key, its limit, a silence or a fault.
 * @param {any} rehearsal
 * @param {import("./recorder.js").Recorder} recorder
 * @param {Uplink} uplink
 */
async function until(rehearsal, recorder, uplink) {
  const began = performance.now();
  shown(rehearsal, true);
  /** @type {(reason: string) => void} */
  let stop = () => {};
  const stopped = new Promise((done) => (stop = done));
  const faults = byId("faults");
  uplink.onchange = (connected) => {
    faults.querySelector("[data-away]")?.remove();
    if (connected) return;
    const told = notice("The connection to the studio broke.", "Go on speaking: it is kept here and sent as soon as the connection is back.");
    told.dataset.away = "";
    faults.append(told);
  };
  uplink.onheard = (heard) => {
    for (const fault of heard.faults ?? []) {
      const told = notice(fault.problem, fault.remedy);
      told.dataset.fault = fault.kind;
      faults.append(told);
    }
    for (const kind of heard.passed ?? []) faults.querySelector(`[data-fault="${kind}"]`)?.remove();
    if (rehearsal.auto_stop) counted(heard.ends_in, stop);
    if (heard.full) stop("limit");
  };
  recorder.onlost = () => stop("lost");
  const release = keys((key) => {
    if (key === "c") uplink.goOn();
    else stop("key");
  });
  const ticking = setInterval(() => {
    const seconds = (performance.now() - began) / 1000;
    byId("elapsed").textContent = clock(seconds);
    if (seconds >= rehearsal.seconds) stop("limit");
    if (uplink.failure) stop("refused");
  }, TICK);
  const chosen = choice(byId("keys"), { stop: { name: "Stop", icon: "stop", first: true } });
  byId("keys").querySelector("button").focus();
  const reason = await Promise.race([stopped, chosen]);
  clearInterval(ticking);
  release();
  if (reason === "limit") faults.append(notice("That is the longest answer.", "What was said until then is reported on."));
  if (reason === "lost") faults.append(notice("The microphone is gone.", "What was said before is reported on."));
  shown(rehearsal, false);
}

/** @param {any} rehearsal @param {boolean} on */
function shown(rehearsal, on) {
  byId("now").dataset.state = on ? "listening" : "working";
  byId("state").textContent = on ? "Listening" : "Listening again to what was said …";
  byId("time").hidden = byId("loudness").hidden = !on;
  byId("elapsed").textContent = "0:00";
  byId("limit").textContent = ` / ${clock(rehearsal.seconds)}`;
  byId("hint").textContent = on ? "The space bar or Enter stops it." : "";
  if (!on) byId("keys").replaceChildren();
  say(on ? "Listening. The space bar or Enter stops it." : "Listening again to what was said.");
}

/**
 * Show that a silence ends the answer soon.
 * @param {number | undefined} seconds
 * @param {(reason: string) => void} stop
 */
function counted(seconds, stop) {
  byId("hint").textContent =
    seconds === undefined ? "A long silence, the space bar or Enter stops it." : `Ends in ${Math.ceil(seconds)} s. Speak, or press c, to go on.`;
  if (seconds === 0) stop("silence");
}

/**
 * End the answer, and wait for its report.
 * @param {string} path of the answer
 * @param {Uplink} uplink
 * @param {number} rate
 */
async function ended(path, uplink, rate) {
  try {
    await uplink.drained();
  } catch (error) {
    byId("faults").append(notice(/** @type {Error} */ (error).message, "What has arrived is reported on."));
  }
  try {
    let answer = await ask(`${path}/end`, "POST", { blocks: uplink.have });
    while (answer.state === "reporting") answer = await ask(path);
    return answer;
  } catch (error) {
    const sound = uplink.blocks.length ? wav(uplink.blocks, rate) : null;
    throw new BrokenError(/** @type {Error} */ (error).message, sound);
  }
}

/**
 * Offer what was recorded as a file.
 * @param {Blob} sound
 */
export function download(sound) {
  return make("a", { class: "button", href: URL.createObjectURL(sound), download: "answer.wav" }, "Save the recording as a file");
}
