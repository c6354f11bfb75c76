/* Sends each file as soon as it is chosen, alone, with progress and a way to try again. The form inside [data-upload]
   does the same without script. All sentences come from data attributes, in the reader's language. */

class Upload {
  constructor(box) {
    this.box = box;
    this.list = box.querySelector(".upload-list");
    for (const input of box.querySelectorAll("input[type=file]")) {
      input.removeAttribute("required");
      input.addEventListener("change", () => {
        for (const file of input.files) this.take(file, input);
        input.value = "";
      });
    }
    // With script the button of the form has nothing left to do.
    for (const button of box.querySelectorAll("[data-without-script]")) button.hidden = true;
    box.addEventListener("dragover", (event) => {
      event.preventDefault();
      box.classList.add("is-over");
    });
    box.addEventListener("dragleave", () => box.classList.remove("is-over"));
    box.addEventListener("drop", (event) => {
      event.preventDefault();
      box.classList.remove("is-over");
      for (const file of event.dataTransfer.files) this.take(file);
    });
  }

  text(name) {
    return this.box.dataset[`text${name}`];
  }

  take(file, input) {
    const line = new Line(file.name, this);
    this.list.append(line.element);
    const refusal = this.refusalOf(file);
    if (refusal) line.fail(refusal);
    else this.send(file, line, input);
  }

  /* What can be said before sending; the server judges again, from the content. */
  refusalOf(file) {
    if (file.size === 0) return this.text("Empty");
    const largest = Number(this.box.dataset.maxBytes);
    if (largest && file.size > largest) return this.text("TooLarge");
    const accepted = (this.box.dataset.accept || "").toLowerCase().split(",").map((part) => part.trim()).filter(Boolean);
    const endings = accepted.filter((part) => part.startsWith("."));
    if (endings.length && !endings.some((ending) => file.name.toLowerCase().endsWith(ending))) return this.text("WrongType");
    return "";
  }

  send(file, line, input) {
    const form = input?.form ?? this.box.querySelector("form") ?? this.box.closest("form");
    const data = new FormData();
    for (const element of form ? form.elements : []) {
      if (element.type === "hidden" && element.name) data.append(element.name, element.value);
    }
    data.append(this.box.dataset.field || "file", file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", this.box.dataset.upload);
    request.setRequestHeader("X-Requested-With", "upload");
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) line.progress(event.loaded / event.total);
    });
    const again = () => this.send(file, line, input);
    request.addEventListener("load", () => {
      if (request.responseURL.includes("/account/")) line.fail(this.text("SignIn"), again);
      else if (request.status >= 200 && request.status < 300) this.succeed(line);
      else line.fail(messageOf(request) || this.text(request.status === 413 ? "TooLarge" : "Server"), again);
    });
    for (const name of ["error", "timeout", "abort"]) request.addEventListener(name, () => line.fail(this.text("Offline"), again));
    line.start();
    request.send(data);
  }

  succeed(line) {
    line.done(this.text("Sent"));
    const target = this.box.dataset.refresh && document.querySelector(this.box.dataset.refresh);
    if (target && window.htmx) window.htmx.trigger(target, "refresh");
    else if (target) window.location.reload();
  }
}

/* One file on its way. */
class Line {
  constructor(name, upload) {
    this.upload = upload;
    this.element = document.createElement("li");
    this.label = document.createElement("span");
    this.label.textContent = name;
    this.bar = document.createElement("progress");
    this.bar.max = 1;
    this.bar.setAttribute("aria-label", name);
    this.words = document.createElement("span");
    this.element.append(this.label, this.bar, this.words);
    this.bar.hidden = true;
  }

  start() {
    this.clear();
    this.bar.hidden = false;
    this.bar.removeAttribute("value");
    this.words.textContent = this.upload.text("Sending");
  }

  progress(share) {
    this.bar.value = share;
  }

  done(text) {
    this.clear();
    this.words.textContent = text;
    setTimeout(() => this.element.remove(), 4000);
  }

  fail(text, again) {
    this.clear();
    this.words.className = "failure";
    this.words.textContent = text;
    const row = document.createElement("div");
    row.className = "cluster";
    if (again) row.append(this.button(this.upload.text("Retry"), again));
    row.append(this.button(this.upload.text("Remove"), () => this.element.remove()));
    this.element.append(row);
  }

  clear() {
    this.bar.hidden = true;
    this.words.className = "small soft";
    this.element.querySelector(".cluster")?.remove();
  }

  button(text, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-secondary btn-small";
    button.textContent = text;
    button.addEventListener("click", act);
    return button;
  }
}

function messageOf(request) {
  try {
    return JSON.parse(request.responseText).message || "";
  } catch {
    return "";
  }
}

for (const box of document.querySelectorAll("[data-upload]")) new Upload(box);
