// Words are not lost: drafts save themselves in the background, and leaving with unsaved words asks first.
// Nothing is kept in the browser, since the computer may be shared.
const PAUSE = 2000;
const clock = () => new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
const dirty = new Set();

function status(form, words, failed = false) {
  const place = form.querySelector("[data-save-status]") ?? document.querySelector("[data-save-status]");
  if (!place) return;
  place.textContent = words;
  place.classList.toggle("fd-saved--failed", failed);
}

function withoutFiles(form) {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  return data;
}

// What the answer may change: hidden fields only (a version number), never what somebody is typing.
async function take(form, response) {
  if (!response.headers.get("Content-Type")?.includes("json")) return;
  const { fields = {} } = await response.json();
  for (const [name, value] of Object.entries(fields)) {
    const hidden = form.querySelector(`input[type=hidden][name="${CSS.escape(name)}"]`);
    if (hidden) hidden.value = value;
  }
}

async function save(form) {
  if (form.dataset.saving) return later(form);
  form.dataset.saving = "1";
  dirty.delete(form);
  try {
    const response = await fetch(form.dataset.autosave || form.action, { method: "POST", body: withoutFiles(form), headers: { "X-Autosave": "1" } });
    if (response.redirected || response.status === 403) throw new Error("you were signed out. Copy what you wrote, then sign in again");
    if (response.status === 409) throw new Error("somebody else changed this. Copy what you wrote, then open the page again");
    if (!response.ok) throw new Error("it will be tried again");
    await take(form, response);
    if (!dirty.has(form)) status(form, `Saved at ${clock()}`);
  } catch (problem) {
    dirty.add(form);
    const why = problem instanceof TypeError ? "the connection was lost, and it will be tried again" : problem.message;
    status(form, `Not saved: ${why}. Your words are still on this page.`, true);
    if (why.endsWith("tried again")) setTimeout(() => dirty.has(form) && save(form), 15000);
  } finally {
    delete form.dataset.saving;
  }
}

const timers = new WeakMap();
function later(form) {
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => save(form), PAUSE));
}

for (const form of document.querySelectorAll("form[data-autosave], form[data-unsaved]")) {
  const autosave = "autosave" in form.dataset;
  const changed = () => {
    dirty.add(form);
    if (autosave) later(form);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => {
    clearTimeout(timers.get(form));
    dirty.delete(form);
  });
}
window.addEventListener("beforeunload", (event) => {
  if (dirty.size) event.preventDefault();
});
