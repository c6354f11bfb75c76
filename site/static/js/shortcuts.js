/* Single keys for the officer: data-key="a" on a link, button or field. They can be turned off, and do nothing while
   someone types (WCAG 2.1.4). The choice stays in this browser; it is no personal data. */

const KEPT = "shortcuts";
const area = document.querySelector("[data-shortcuts]");
const chooser = document.querySelector("[data-shortcuts-switch]");

function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

let isOn = (kept() ?? area?.dataset.shortcutsDefault ?? "on") === "on";

if (chooser) {
  chooser.checked = isOn;
  chooser.addEventListener("change", () => {
    isOn = chooser.checked;
    try {
      localStorage.setItem(KEPT, isOn ? "on" : "off");
    } catch {
      // Without storage the choice lasts for this page.
    }
  });
}

const isTyping = (element) =>
  element.isContentEditable || element.matches("select, textarea, input:not([type=checkbox], [type=radio], [type=button], [type=submit])");

document.addEventListener("keydown", (event) => {
  if (!area || !isOn || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  if (!/^[a-z]$/.test(key)) return;
  const target = area.querySelector(`[data-key="${key}"]`);
  if (!target || target.disabled) return;
  event.preventDefault();
  if (target.matches("input:not([type=checkbox], [type=radio]), textarea, select")) target.focus();
  else {
    target.focus();
    target.click();
  }
});
