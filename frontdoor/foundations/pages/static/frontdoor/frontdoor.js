// Everything here is a help on top of pages that work without it.
const govuk = document.querySelector("script[data-govuk]");
if (govuk) import(govuk.dataset.govuk).then((module) => module.initAll());
