/* Saves a draft while it is typed: two seconds after the last change, on leaving a field, on hiding the page.
   The form works without this: its button saves the same fields. Files go another way (upload.js). */

const QUIET = 2000;
const RETRY = 10000;
const PATIENCE = 5000;

class Autosave {
  constructor(form) {
    this.form = form;
    this.state = document.querySelector("[data-save-state]");
    this.saved = this.snapshot();
    this.timer = 0;
    this.running = null;
    this.stopped = false;
    form.addEventListener("input", () => this.later());
    form.addEventListener("focusout", () => this.save());
    form.addEventListener("submit", (event) => this.leave(event));
    window.addEventListener("pagehide", () => this.save({ keepalive: true }));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.save({ keepalive: true });
    });
    window.addEventListener("online", () => this.save());
    window.addEventListener("pageshow", () => { this.stopped = this.conflict ?? false; });
  }

  fields() {
    const data = new FormData(this.form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return data;
  }

  snapshot() {
    const data = this.fields();
    for (const name of ["version", "base", "csrfmiddlewaretoken"]) data.delete(name);
    return new URLSearchParams(data).toString();
  }

  later(delay = QUIET) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), delay);
  }

  async save({ keepalive = false } = {}) {
    clearTimeout(this.timer);
    const now = this.snapshot();
    if (this.stopped || now === this.saved) return;
    // One request at a time, so that versions arrive in order; on the way out there is no later.
    if (this.running && !keepalive) return this.later();
    this.running = this.send(now, keepalive);
    await this.running;
  }

  async send(now, keepalive) {
    this.say(this.form.dataset.textSaving);
    try {
      const answer = await fetch(this.form.dataset.autosave, {
        method: "POST",
        body: new URLSearchParams(this.fields()),
        headers: { "X-Requested-With": "autosave", Accept: "application/json" },
        credentials: "same-origin",
        redirect: "error",
        keepalive,
      });
      const told = await answer.json();
      if (answer.ok) this.succeed(now, told);
      else if (answer.status === 409) this.stop(told);
      else this.say(told.message || this.form.dataset.textFailed, "bad");
    } catch {
      this.say(this.form.dataset.textFailed, "bad");
      this.later(RETRY);
    } finally {
      this.running = null;
      if (!this.stopped && this.snapshot() !== now) this.later();
    }
  }

  /* The answer under way brings the version that this page has just made: sent without it, the form would look like
     that of another tab. Nobody waits for it for ever. */
  async leave(event) {
    this.stopped = true;
    clearTimeout(this.timer);
    if (!this.running) return;
    event.preventDefault();
    await Promise.race([this.running, new Promise((over) => setTimeout(over, PATIENCE))]);
    this.running = null;
    this.form.requestSubmit(event.submitter);
  }

  succeed(what, told) {
    this.saved = what;
    for (const name of ["version", "base"]) {
      const field = this.form.elements.namedItem(name);
      if (field && told[name] !== undefined) field.value = told[name];
    }
    this.say(told.message);
  }

  /* A newer version exists: this tab saves no more, so that it overwrites nothing. */
  stop(told) {
    this.stopped = this.conflict = true;
    this.say(told.message, "bad");
    if (told.url && this.state) {
      const link = document.createElement("a");
      link.href = told.url;
      link.textContent = told.link || told.url;
      this.state.append(" ", link);
    }
  }

  say(text, kind = "") {
    if (!this.state || !text) return;
    this.state.textContent = text;
    this.state.dataset.kind = kind;
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) new Autosave(form);
