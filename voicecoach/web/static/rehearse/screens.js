// What is on the screen: one part at a time, with its buttons, its keys and what is read out.
import { glyph, make } from "/static/studio.js";

const PARTS = ["begin", "check", "stage", "result"];
const NARROW = matchMedia("(max-width: 44rem)");

/** @param {string} id @returns {any} */
export const byId = (id) => document.getElementById(id);

/**
 * Show one part of the page, and put the focus where reading goes on.
 * @param {string} part
 * @param {HTMLElement | null} [focus]
 */
export function show(part, focus = null) {
  const fresh = byId(part).hidden;
  for (const name of PARTS) byId(name).hidden = name !== part;
  if (fresh) scrollTo(0, 0);
  focus?.focus({ preventScroll: !NARROW.matches });
}

/**
 * Have something read out, by whoever reads the screen.
 * @param {string} text
 */
export function say(text) {
  byId("said").textContent = text;
}

/**
 * @typedef {{name: string, icon?: string, first?: boolean, href?: string, danger?: boolean, note?: string}} Offer
 * a button, or a link where it has an address
 */

/**
 * Put buttons in a place, and wait until one of them is pressed.
 * @param {HTMLElement} place
 * @param {Record<string, Offer>} offers by what is given back
 * @returns {Promise<string>}
 */
export function choice(place, offers) {
  return new Promise((done) => {
    const made = Object.entries(offers).map(([wish, offer]) => {
      const inside = [...(offer.icon ? [glyph(offer.icon)] : []), offer.name];
      const kind = `button${offer.first ? " first" : ""}${offer.danger ? " danger" : ""}`;
      if (offer.href) return make("a", { class: kind, href: offer.href }, ...inside);
      const button = make("button", { type: "button", class: kind, "data-wish": wish }, ...inside);
      button.addEventListener("click", () => done(wish));
      return button;
    });
    place.replaceChildren(...made);
  });
}

/**
 * Call something when the space bar or Enter is pressed, wherever the focus is.
 * @param {(key: string) => void} pressed
 * @returns {() => void} what ends it
 */
export function keys(pressed) {
  const look = (/** @type {KeyboardEvent} */ event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const target = /** @type {Element} */ (event.target);
    const elsewhere = target.closest("a, input, select, textarea, summary, button, dialog");
    if (elsewhere && !elsewhere.closest("#now")) return;
    if (event.key !== " " && event.key !== "Enter" && event.key !== "c") return;
    if (event.key !== "c") event.preventDefault();
    pressed(event.key);
  };
  addEventListener("keydown", look);
  return () => removeEventListener("keydown", look);
}

/**
 * Say what is wrong and what to do.
 * @param {string} problem
 * @param {string} [remedy]
 * @returns {HTMLElement}
 */
export function notice(problem, remedy = "") {
  return make("p", { class: "notice" }, make("strong", {}, problem), ` ${remedy}`);
}
