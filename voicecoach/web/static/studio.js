// What every page has: the theme, deletions that ask first, menus, and short news.

/**
 * Ask the studio for something.
 * @param {string} path
 * @param {string} [method]
 * @param {unknown} [body] sent as JSON
 * @returns {Promise<any>} what it answers; null where there is nothing
 */
export async function ask(path, method = "GET", body = undefined) {
  const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const answer = await fetch(path, { method, ...sent });
  const said = answer.status === 204 ? null : await answer.json();
  if (!answer.ok) throw Object.assign(new Error(`${said.error} ${said.remedy}`), { said });
  return said;
}

/**
 * Make an element.
 * @param {string} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} inside text is only ever text
 * @returns {HTMLElement}
 */
export function make(tag, attributes = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inside);
  return element;
}

/**
 * Draw an icon of icons.svg.
 * @param {string} name
 * @returns {SVGElement}
 */
export function glyph(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "glyph");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `/static/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

const DELETED = "voicecoach-deleted";
let quiet = 0;

/**
 * Say something for a few seconds.
 * @param {string} text
 */
export function tell(text) {
  const toast = /** @type {HTMLElement} */ (document.getElementById("toast"));
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(quiet);
  quiet = window.setTimeout(() => (toast.hidden = true), 6000);
}

/**
 * Show a theme.
 * @param {string} name system, light or dark
 */
export function show(name) {
  if (name === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
  for (const button of document.querySelectorAll("[data-theme-choice]"))
    button.setAttribute("aria-pressed", String(button.getAttribute("data-theme-choice") === name));
}

/** @param {HTMLElement} button whose data-delete says what, data-ask which dialog asks */
async function remove(button) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById(button.dataset.ask ?? ""));
  dialog.returnValue = "no";
  const name = /** @type {HTMLElement | null} */ (dialog.querySelector("[data-name]"));
  if (name) name.textContent = button.dataset.named ?? "";
  if (name) name.hidden = !name.textContent;
  dialog.showModal();
  await new Promise((done) => dialog.addEventListener("close", done, { once: true }));
  if (dialog.returnValue !== "yes") return;
  await ask(button.dataset.delete ?? "", "DELETE");
  sessionStorage.setItem(DELETED, button.dataset.named ?? "");
  location.assign(button.dataset.then ?? location.href);
}

/** Say on the page that comes after a deletion what is gone, where the focus was lost. */
function deleted() {
  const name = sessionStorage.getItem(DELETED);
  if (name === null) return;
  sessionStorage.removeItem(DELETED);
  document.getElementById("main")?.focus({ preventScroll: true });
  tell(name ? `Deleted: ${name}` : "Deleted.");
}

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  for (const menu of document.querySelectorAll("[data-menu][open]"))
    if (!menu.contains(target)) menu.removeAttribute("open");
  const theme = target.closest("[data-theme-choice]")?.getAttribute("data-theme-choice");
  if (theme) {
    show(theme);
    ask("/api/theme", "PUT", { theme }).catch((error) => tell(error.message));
  }
  const button = target.closest("[data-delete]");
  if (button instanceof HTMLElement) remove(button).catch((error) => tell(error.message));
});
document.addEventListener("keydown", (event) => {
  const menu = document.querySelector("[data-menu][open]");
  if (event.key !== "Escape" || !menu) return;
  menu.removeAttribute("open");
  /** @type {HTMLElement | null} */ (menu.querySelector("summary"))?.focus();
});
deleted();
