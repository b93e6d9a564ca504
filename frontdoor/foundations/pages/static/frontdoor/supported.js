// First thing in the body, so that nothing jumps: says that scripts run here. A file, since the policy allows none in the page.
document.body.className += " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " govuk-frontend-supported" : "");
