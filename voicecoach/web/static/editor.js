// The editor of questions: line numbers, checking, saving.
import { ask, make } from "/static/studio.js";

const byId = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));
const form = byId("editor");
const text = byId("text");
const numbers = byId("numbers");
const verdict = byId("verdict");
const list = byId("mistakes");

function number() {
  const count = text.value.split("\n").length;
  numbers.textContent = Array.from({ length: count }, (_, line) => line + 1).join("\n");
  numbers.scrollTop = text.scrollTop;
}

/** @param {number} line where to go, counted from 1 */
function go(line) {
  const lines = text.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, item) => sum + item.length + 1, 0);
  text.focus();
  text.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  text.scrollTop = (line - 4) * (text.scrollHeight / lines.length);
}

/**
 * Show what was found.
 * @param {string} said
 * @param {{line: number, problem: string, remedy: string}[]} mistakes
 */
function show(said, mistakes) {
  verdict.replaceChildren(said);
  verdict.scrollIntoView({ block: "nearest" });
  list.replaceChildren(
    ...mistakes.map((mistake) => {
      const button = make("button", { type: "button" }, `Line ${mistake.line}`);
      button.addEventListener("click", () => go(mistake.line));
      return make("li", {}, button, make("span", {}, `${mistake.problem}.`), make("span", { class: "fine" }, mistake.remedy));
    })
  );
}

async function check() {
  const found = await ask("/api/questions/check", "POST", { text: text.value });
  const count = found.mistakes.length;
  show(count ? `${count} ${count === 1 ? "mistake" : "mistakes"}` : `${found.fine} ${found.fine === 1 ? "question" : "questions"}, nothing to mend.`, found.mistakes);
}

async function save() {
  const editing = form.dataset.editing;
  const [path, method] = editing ? [`/api/questions/${editing}`, "PUT"] : ["/api/questions", "POST"];
  try {
    const added = await ask(path, method, { text: text.value });
    location.assign(`/questions/${[...added.new, ...added.replaced][0]}`);
  } catch (error) {
    const said = /** @type {any} */ (error).said;
    show(said?.mistakes ? `Not saved: ${said.mistakes.length} to mend.` : `Not saved. ${/** @type {Error} */ (error).message}`, said?.mistakes ?? []);
    if (said?.mistakes) go(said.mistakes[0].line);
  }
}

text.addEventListener("input", number);
text.addEventListener("scroll", () => (numbers.scrollTop = text.scrollTop));
text.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
form.addEventListener("submit", (/** @type {Event} */ event) => {
  event.preventDefault();
  save();
});
byId("check").addEventListener("click", () => check().catch((error) => show(error.message, [])));
number();
addEventListener("pageshow", number); // a browser fills in what was written before
