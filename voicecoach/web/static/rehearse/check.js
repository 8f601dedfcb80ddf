// The check of the microphone: two seconds, and what to do where something is wrong.
import { decibels } from "/static/rehearse/meter.js";
import { MicrophoneError, Recorder, microphones } from "/static/rehearse/recorder.js";
import { make } from "/static/studio.js";

const LENGTH = 2000; // milliseconds
const CUT = 0.9985; // of full scale: from there on a sample counts as cut off

/** @typedef {{deaf: number, words: [number, string][]}} Levels in dBFS, as the terminal has them */

/**
 * @typedef {object} Verdict
 * @property {"fine" | "doubt" | "bad"} state
 * @property {string} said
 * @property {string} remedy
 */

/**
 * Listen for two seconds.
 * @param {Recorder} recorder
 * @param {(rms: number) => void} show
 * @param {Levels} levels
 * @returns {Promise<Verdict>}
 */
export async function listen(recorder, show, levels) {
  let loudest = 0;
  let peak = 0;
  let heard = 0;
  recorder.onblock = (block) => {
    heard += 1;
    loudest = Math.max(loudest, block.rms);
    peak = Math.max(peak, block.peak);
    show(block.rms);
  };
  await new Promise((done) => setTimeout(done, LENGTH));
  recorder.onblock = () => {};
  return judged(heard ? loudest : null, peak, levels);
}

/**
 * @param {number | null} loudest
 * @param {number} peak
 * @param {Levels} levels
 * @returns {Verdict}
 */
function judged(loudest, peak, levels) {
  if (loudest === null)
    return { state: "bad", said: "No sound comes from it.", remedy: "Choose another one, or plug it in again." };
  if (peak === 0)
    return {
      state: "bad",
      said: "It gives nothing but zeros.",
      remedy: "It may be muted by a switch of its own or by the system, or it is the wrong one: choose another one here.",
    };
  const level = decibels(loudest);
  const words = levels.words.find(([least]) => level >= least)?.[1];
  if (level < levels.deaf)
    return { state: "bad", said: "It hears hardly anything.", remedy: "Come closer, turn it up in the sound settings of the system, or choose another one." };
  if (peak >= CUT)
    return { state: "doubt", said: "It is so loud that the sound is cut off.", remedy: "Move back a little, or turn it down in the sound settings of the system." };
  if (words?.startsWith("very quiet") || words?.startsWith("quiet"))
    return { state: "doubt", said: `It works, and is ${words}.`, remedy: "If you did speak, come closer or turn it up, then check again." };
  return { state: "fine", said: `It hears you, ${words}.`, remedy: "" };
}

/**
 * Open a microphone; one that is gone is replaced by the system's choice.
 * @param {string} device
 * @returns {Promise<Recorder>}
 */
export async function open(device) {
  try {
    return await Recorder.open(device);
  } catch (error) {
    if (device && error instanceof MicrophoneError && error.problem.startsWith("That")) return Recorder.open();
    throw error;
  }
}

/**
 * Offer the microphones there are.
 * @param {HTMLSelectElement} select
 * @param {string} chosen the id of the one in use
 */
export async function offer(select, chosen) {
  const found = await microphones();
  const options = found.map((one, i) => {
    const option = /** @type {HTMLOptionElement} */ (make("option", { value: one.deviceId }, one.label || `Microphone ${i + 1}`));
    option.selected = one.deviceId === chosen;
    return option;
  });
  select.replaceChildren(...options);
}
