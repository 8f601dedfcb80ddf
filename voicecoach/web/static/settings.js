// Settings: sent as a whole, and told whether they are kept.
import { ask, show } from "/static/studio.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("settings"));
const saved = /** @type {HTMLElement} */ (document.getElementById("saved"));

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
