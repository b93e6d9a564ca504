// Everything here is a help on top of pages that work without it. keys.js and saving.js stand beside it.

const address = document.querySelector("script[data-govuk]")?.dataset.govuk;
if (address) import(address).then((govuk) => govuk.initAll());

// GOV.UK's radios say aria-expanded, which ARIA does not allow on a radio; what they reveal follows them on the page.
new MutationObserver((changes) => {
  for (const { target } of changes) if (target.type === "radio") target.removeAttribute("aria-expanded");
}).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["aria-expanded"] });

// Copy buttons appear only here, where they work.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    said.className = "fd-quiet";
    button.after(said);
    said.textContent = " Copied";
    setTimeout(() => said.remove(), 4000);
  });
}

// A clock's facts close with Escape or a click elsewhere, and only one is open at a time.
document.addEventListener("toggle", ({ target }) => {
  if (!target.matches?.("details.fd-clock[open]")) return;
  for (const other of document.querySelectorAll("details.fd-clock[open]")) if (other !== target) other.open = false;
}, true);
document.addEventListener("click", ({ target }) => {
  for (const open of document.querySelectorAll("details.fd-clock[open]")) if (!open.contains(target)) open.open = false;
});
document.addEventListener("keydown", ({ key, target }) => {
  const open = key === "Escape" && document.querySelector("details.fd-clock[open]");
  if (!open) return;
  open.open = false;
  if (open.contains(target)) open.querySelector("summary").focus();
});

// A part of the page that refreshes itself says when it no longer does, instead of showing an old count as if it were new.
let line;
let last = new Date();
function stale(words) {
  line ??= document.body.appendChild(Object.assign(document.createElement("p"), { className: "fd-stale", role: "status" }));
  line.hidden = !words;
  line.textContent = words;
}
const clock = (time) => time.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
const beingFilled = (part) => document.activeElement?.matches("input, select, textarea") && part.contains(document.activeElement);
document.body.addEventListener("htmx:sendError", () => stale(`Not refreshed since ${clock(last)}: the connection was lost.`));
document.body.addEventListener("htmx:responseError", () => stale(`Not refreshed since ${clock(last)}: open the page again.`));
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (/^\s*<!doctype/i.test(event.detail.xhr.responseText)) {
    event.detail.shouldSwap = false;
    stale("You were signed out, so this page no longer refreshes. Sign in again in another tab.");
  } else if (event.detail.target.querySelector("details.fd-clock[open]") || beingFilled(event.detail.target)) {
    event.detail.shouldSwap = false; // somebody is reading or writing there: the next refresh will do
  } else if (event.detail.xhr.status < 400) {
    last = new Date();
    if (line) stale("");
  }
});
