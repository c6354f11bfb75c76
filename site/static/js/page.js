/* What every page does with script, all of it extra: focus on the error summary, menus that close, dialogs that ask. */

const summary = document.querySelector("[data-error-summary]");
summary?.focus();
summary?.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.focus();
  (field.closest(".field") ?? field).scrollIntoView({ block: "start" });
});

/* What a page needs only where no script runs. */
for (const element of document.querySelectorAll("[data-only-without-script]")) element.hidden = true;

/* Menus (details) close on Escape and on a click elsewhere. */
const openMenus = () => document.querySelectorAll("details[data-menu][open]");
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    const held = menu.contains(document.activeElement);
    menu.open = false;
    if (held) menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});

/* A button with data-confirm="id" asks in the dialog of that id before its form is sent; the dialog's button with
   value "yes" sends it. Without script the form is sent at once, so the server's page asks wherever that matters. */
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-confirm]");
  if (!button || button.dataset.confirmed) return;
  const dialog = document.getElementById(button.dataset.confirm);
  if (!dialog?.showModal) return;
  event.preventDefault();
  dialog.returnValue = "";
  dialog.addEventListener("close", () => {
    button.focus();
    if (dialog.returnValue !== "yes") return;
    button.dataset.confirmed = "yes";
    button.click();
    delete button.dataset.confirmed;
  }, { once: true });
  dialog.showModal();
});

/* One form is sent once: a second click while the first is on its way does nothing. A form with data-download gives a
   file and leaves the page as it is, so it can be sent again. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || "download" in form.dataset) return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sending]")) delete form.dataset.sending;
});

/* Fields that send their form when they change (filters); the form keeps its button for everybody else. */
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
});
