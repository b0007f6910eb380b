// Helps whoever edits: keeps the draft every few seconds, narrows long lists as one
// types. The form is whole without it; every button works by itself.

const EVERY = 5000; // milliseconds
const MANY = 12; // choices from which on a list gets a box to narrow it

class Draft {
  constructor(form) {
    this.form = form;
    this.said = form.querySelector("[data-kept]");
    this.said.setAttribute("aria-live", "off");
    this.kept = this.typed();
    this.timer = setInterval(() => this.keep(), EVERY);
    form.addEventListener("submit", () => this.stop());
    form.addEventListener("input", () => this.tell("Not kept yet"));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.keep();
    });
    window.addEventListener("pageshow", () => this.begin());
  }

  begin() {
    this.stopped = false;
  }

  stop() {
    this.stopped = true;
  }

  typed() {
    return new URLSearchParams(new FormData(this.form)).toString();
  }

  tell(words) {
    if (this.said.textContent !== words) this.said.textContent = words;
  }

  async keep() {
    const typed = this.typed();
    if (this.stopped || this.busy || typed === this.kept) return;
    this.busy = true;
    try {
      const body = new URLSearchParams(typed);
      body.set("do", "autosave");
      const answer = await fetch(this.form.action, { method: "POST", body, redirect: "error" });
      if (!answer.ok) throw new Error(String(answer.status));
      const { kept } = await answer.json();
      this.kept = typed;
      this.tell(this.typed() === typed ? kept : "Not kept yet");
    } catch {
      this.tell("Could not be kept just now. Copy your text before you close this page.");
    } finally {
      this.busy = false;
    }
  }
}

class Picker {
  constructor(picker) {
    this.items = [...picker.querySelectorAll(".kb-picker__groups .govuk-checkboxes__item")];
    if (this.items.length < MANY) return;
    this.groups = [...picker.querySelectorAll(".kb-picker__group")];
    this.words = this.items.map((item) => {
      const label = item.querySelector("label");
      return `${label.textContent} ${label.dataset.words ?? ""}`.toLowerCase();
    });
    picker.querySelector(".kb-picker__groups").before(this.box(picker));
  }

  box(picker) {
    const whole = document.createElement("div");
    const label = document.createElement("label");
    this.input = document.createElement("input");
    this.status = document.createElement("div");
    whole.className = "kb-picker__filter";
    label.className = "govuk-label";
    label.textContent = "Show only those with";
    this.input.className = "govuk-input";
    this.input.type = "search";
    this.input.id = `${picker.id}-narrow`;
    this.input.autocomplete = "off";
    label.htmlFor = this.input.id;
    this.status.className = "govuk-visually-hidden";
    this.status.setAttribute("role", "status");
    this.input.addEventListener("input", (event) => {
      event.stopPropagation();
      this.narrow();
    });
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault(); // it would send the form
    });
    whole.append(label, this.input, this.status);
    return whole;
  }

  narrow() {
    const asked = this.input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    this.items.forEach((item, place) => {
      const ticked = item.querySelector("input").checked;
      item.hidden = !ticked && !asked.every((word) => this.words[place].includes(word));
      shown += item.hidden ? 0 : 1;
    });
    for (const group of this.groups) {
      group.hidden = !group.querySelector(".govuk-checkboxes__item:not([hidden])");
    }
    this.status.textContent = `${shown} shown`;
  }
}

for (const form of document.querySelectorAll("[data-draft]")) new Draft(form);
for (const picker of document.querySelectorAll("[data-picker]")) new Picker(picker);
