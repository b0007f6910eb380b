// Completes what is typed in a search box with themes and titles. The page is whole
// without it. Pattern: combobox with a listbox popup (WAI-ARIA Authoring Practices).

const WAIT = 120; // milliseconds after the last key
const SHORTEST = 2;

class Suggestions {
  constructor(input) {
    this.input = input;
    this.list = document.createElement("ul");
    this.list.id = `${input.id}-suggestions`;
    this.list.className = "kb-suggest";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Suggestions");
    this.said = document.createElement("div");
    this.said.className = "govuk-visually-hidden";
    this.said.setAttribute("role", "status");
    this.list.hidden = true;
    this.at = -1;
    this.found = [];
    input.form.append(this.list, this.said);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    })) input.setAttribute(name, value);
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.go(event.target.closest("li")));
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    const typed = this.input.value.trim();
    if (typed.length < SHORTEST) return this.close();
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const answer = await fetch(`/suggest?q=${encodeURIComponent(typed)}`, {
        signal: this.asking.signal,
      });
      if (answer.ok) this.show(await answer.json());
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(found) {
    if (document.activeElement !== this.input) return;
    this.found = found;
    this.at = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(...found.map((one, place) => this.option(one, place)));
    this.list.hidden = found.length === 0;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.said.textContent = found.length === 1 ? "1 suggestion" : `${found.length} suggestions`;
  }

  option(one, place) {
    const option = document.createElement("li");
    const kind = document.createElement("span");
    option.id = `${this.list.id}-${place}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.url = one.url;
    kind.className = "kb-suggest__kind";
    kind.textContent = one.kind;
    option.append(one.label, kind);
    return option;
  }

  key(event) {
    const open = !this.list.hidden;
    if (event.key === "Escape" && open) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && open && this.at >= 0) {
      event.preventDefault();
      this.go(this.list.children[this.at]);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && open) {
      event.preventDefault();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    }
  }

  move(way) {
    const places = this.found.length + 1; // the last place is the box itself
    this.at = ((this.at + 1 + way + places) % places) - 1;
    for (const [place, option] of [...this.list.children].entries()) {
      option.setAttribute("aria-selected", String(place === this.at));
    }
    const chosen = this.list.children[this.at];
    if (!chosen) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  }

  go(option) {
    if (option) window.location.assign(option.dataset.url);
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.list.hidden = true;
    this.at = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.said.textContent = "";
  }
}

for (const input of document.querySelectorAll("[data-suggest]")) new Suggestions(input);
