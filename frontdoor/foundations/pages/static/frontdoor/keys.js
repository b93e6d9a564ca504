// The keyboard at a desk: j and k walk the rows, Enter opens one, / goes to the filter, ? lists the keys.
// They can be switched off (WCAG 2.1.4), and do nothing while somebody is typing.
const OFF = "fd-keys-off";
const rows = () => [...document.querySelectorAll("table[data-keys] [data-row]")];
const opener = (row) => row.querySelector("a[href], button") ?? row;
const typing = (element) => element.matches?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
let dialog;
let here;

function mark(row) {
  for (const each of rows()) each.classList.toggle("fd-row--here", each === row);
  here = opener(row).getAttribute("href");
}

function walk(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.findIndex((row) => row.contains(document.activeElement) || row.classList.contains("fd-row--here"));
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  const target = opener(next);
  if (target === next) next.tabIndex = -1;
  target.focus();
  next.scrollIntoView({ block: "nearest" });
}

function toFilter() {
  const summary = document.querySelector("[data-filter]");
  if (!summary) return;
  summary.parentElement.open = true;
  (summary.parentElement.querySelector("input:not([type=hidden]), select, textarea") ?? summary).focus();
}

function list() {
  if (!dialog) {
    dialog = document.createElement("dialog");
    dialog.className = "fd-keys";
    dialog.setAttribute("aria-labelledby", "fd-keys-title");
    dialog.innerHTML = `<h2 class="govuk-heading-m" id="fd-keys-title">Keyboard shortcuts</h2>
      <dl><dt>j or ↓</dt><dd>Next row</dd><dt>k or ↑</dt><dd>Row before</dd><dt>Enter</dt><dd>Open the row</dd>
      <dt>/</dt><dd>Go to the filter</dd><dt>?</dt><dd>Show this list</dd><dt>Esc</dt><dd>Close</dd></dl>
      <div class="govuk-checkboxes govuk-checkboxes--small govuk-form-group"><div class="govuk-checkboxes__item">
      <input class="govuk-checkboxes__input" type="checkbox" id="fd-keys-on"><label class="govuk-label govuk-checkboxes__label" for="fd-keys-on">Use single-key shortcuts on this computer</label></div></div>
      <form method="dialog"><button class="govuk-button govuk-button--secondary fd-button--small">Close</button></form>`;
    document.body.append(dialog);
    const box = dialog.querySelector("input");
    box.checked = !localStorage.getItem(OFF);
    box.addEventListener("change", () => (box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1")));
  }
  dialog.showModal();
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || dialog?.open || typing(event.target) || localStorage.getItem(OFF)) return;
  const inTable = event.target.closest?.("table[data-keys]");
  const does = { j: () => walk(1), k: () => walk(-1), "/": toFilter, "?": list,
    ArrowDown: inTable && (() => walk(1)), ArrowUp: inTable && (() => walk(-1)) }[event.key];
  if (!does) return;
  event.preventDefault();
  does();
}

if (document.querySelector("table[data-keys]")) {
  const offer = document.querySelector(".fd-keys-offer");
  if (offer) offer.hidden = false;
  document.querySelector("[data-keys-open]")?.addEventListener("click", list);
  document.addEventListener("keydown", pressed);
  document.addEventListener("focusin", ({ target }) => {
    const row = target.closest("table[data-keys] [data-row]");
    if (row) mark(row);
  });
  // A refresh must not lose the place of somebody walking the rows.
  document.body.addEventListener("htmx:afterSwap", () => {
    const row = here && rows().find((each) => opener(each).getAttribute("href") === here);
    if (!row) return;
    mark(row);
    if (document.activeElement === document.body) opener(row).focus({ preventScroll: true });
  });
}
