// Small things only: what went wrong gets the focus, and long-running forms say so.
"use strict";
const problems = document.getElementById("problems");
if (problems) problems.focus();
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  if (form.method === "post") form.dataset.sent = "1";
});
for (const at of document.querySelectorAll(".ways [aria-current], .tabs [aria-current]")) {
  at.parentElement.scrollLeft = at.offsetLeft - at.parentElement.offsetLeft - 16; // on a phone the menu is one line
}
