/* Says on the page that a passkey was not used; allauth's script only writes it to the console. */

document.addEventListener("allauth.error", (event) => {
  const problem = document.querySelector("[data-passkey-problem]");
  if (!problem) return;
  event.preventDefault();
  problem.hidden = true;
  requestAnimationFrame(() => { problem.hidden = false; });
});
