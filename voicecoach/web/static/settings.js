// Settings: sent as a whole, and told whether they are kept; voices can be heard.
import { ask, make, show } from "/static/studio.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("settings"));
const saved = /** @type {HTMLElement} */ (document.getElementById("saved"));

const voice = /** @type {HTMLSelectElement} */ (document.getElementById("voice"));
const voiceSaid = /** @type {HTMLElement} */ (document.getElementById("voice-said"));
const voiceSound = /** @type {HTMLAudioElement} */ (document.getElementById("voice-sound"));
const hearing = /** @type {HTMLButtonElement} */ (document.getElementById("hear"));

/** Fill the list with the voices that are here; one that was chosen and is gone stays. */
async function list() {
  const voices = await ask("/api/voices");
  const chosen = voice.dataset.chosen ?? "";
  const same = (/** @type {any} */ one) => [one.id, one.name].some((name) => name.toLowerCase() === chosen.toLowerCase());
  const picked = chosen ? voices.find(same) : undefined;
  const first = make("option", { value: "" }, voices.length ? "The first that works" : "There is no voice here");
  const groups = new Map();
  for (const one of voices) {
    if (!groups.has(one.engine)) groups.set(one.engine, make("optgroup", { label: one.engine }));
    const said = one.language && !one.name.toLowerCase().includes(one.language) ? `${one.name} (${one.language})` : one.name;
    // What was kept stays as it was written, so that saving changes nothing else.
    groups.get(one.engine).append(make("option", { value: one === picked ? chosen : one.id }, said));
  }
  const gone = chosen && !picked ? [make("option", { value: chosen }, `${chosen} (not here)`)] : [];
  const now = voice.value; // somebody may have been quicker
  voice.replaceChildren(first, ...gone, ...groups.values());
  voice.value = now;
  hearing.disabled = !voices.length;
}

async function hear() {
  const wanted = voice.value || voice.querySelector("optgroup option")?.getAttribute("value") || "";
  hearing.disabled = true;
  voiceSaid.textContent = "Speaking …";
  try {
    const answer = await fetch(`/api/voices/sound?${new URLSearchParams({ voice: wanted })}`);
    if (!answer.ok) {
      const told = await answer.json();
      throw new Error(`${told.error} ${told.remedy}`);
    }
    URL.revokeObjectURL(voiceSound.src);
    voiceSound.src = URL.createObjectURL(await answer.blob());
    await voiceSound.play();
    voiceSaid.textContent = "";
  } catch (error) {
    voiceSaid.textContent = /** @type {Error} */ (error).message;
  }
  hearing.disabled = false;
}

hearing.addEventListener("click", hear);
list().catch((error) => (voiceSaid.textContent = error.message));
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const given = new FormData(form);
  try {
    const kept = await ask("/api/settings", "PUT", {
      voice: String(given.get("voice") ?? "").trim() || null,
      model: given.get("model"),
      audience: given.get("audience"),
      modes: given.getAll("modes"),
      keep_sound: given.has("keep_sound"),
      theme: given.get("theme"),
    });
    show(kept.theme);
    saved.textContent = "Saved.";
  } catch (error) {
    saved.textContent = /** @type {Error} */ (error).message;
  }
});
form.addEventListener("input", () => (saved.textContent = ""));
