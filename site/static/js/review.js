/* The review page, beyond what it does without script: a row lights up its place on the page, the page grows without
   loading anew, a key opens a decision and goes to its button. */

const light = (element, isOn) => {
  const row = element?.closest?.("[data-box]");
  const box = row && document.getElementById(row.dataset.box);
  box?.classList.toggle("is-lit", isOn);
};
for (const [start, end] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
  document.addEventListener(start, (event) => light(event.target, true));
  document.addEventListener(end, (event) => light(event.target, false));
}

/* A link to a place scrolls the picture only, not the table that is being read. */
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#box-']");
  const box = link && document.getElementById(link.hash.slice(1));
  if (!box) return;
  event.preventDefault();
  for (const lit of document.querySelectorAll(".box.is-chosen")) lit.classList.remove("is-chosen");
  box.classList.add("is-chosen");
  box.scrollIntoView({ block: "nearest", inline: "nearest" });
});

const viewer = document.querySelector("[data-viewer]");
viewer?.addEventListener("click", (event) => {
  const link = event.target.closest("[data-zoom-to]");
  if (!link) return;
  event.preventDefault();
  viewer.dataset.zoom = link.dataset.zoomTo;
  for (const other of viewer.querySelectorAll("[data-zoom-to]")) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  if (link.dataset.zoomTo === "large") for (const image of viewer.querySelectorAll("img[data-large]")) image.src = image.dataset.large;
});

for (const element of document.querySelectorAll("[data-needs-script]")) element.hidden = false;
for (const element of document.querySelectorAll("[data-no-script]")) element.hidden = true;

/* Only a key makes a click without a pointer here: then the next key should be able to confirm. */
for (const act of document.querySelectorAll("[data-decision]")) {
  let byKey = false;
  act.querySelector("summary").addEventListener("click", (event) => { byKey = !event.isTrusted; });
  act.addEventListener("toggle", () => {
    if (!act.open || !byKey) return;
    byKey = false;
    const first = act.querySelector("[data-first]") ?? act.querySelector("input:not([type=hidden]), select, textarea");
    first?.focus();
    act.scrollIntoView({ block: "nearest" });
  });
}
