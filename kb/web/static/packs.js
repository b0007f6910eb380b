// Lets a trainer order a pack without loading the page anew: with Up and Down, or by
// dragging. The page is whole without it; every button sends the same move by itself.

const FAILED = "That could not be moved just now. Nothing is lost; try again.";
const WAYS = { up: "Up", down: "Down" };

class Order {
  constructor(root) {
    this.root = root;
    this.form = document.getElementById("order");
    this.said = document.querySelector("[data-said]");
    this.sending = Promise.resolve();
    for (const item of root.querySelectorAll("[data-item]")) this.equip(item);
    this.settle();
    root.addEventListener("click", (event) => this.pressed(event));
  }

  // Gives an item both buttons, shown where they lead somewhere, and a grip.
  equip(item) {
    const uid = item.dataset.item;
    const ways = item.querySelector(".kb-item__ways");
    for (const [name, words] of Object.entries(WAYS)) {
      if (document.getElementById(`${name}-${uid}`)) continue;
      const button = document.createElement("button");
      Object.assign(button, { type: "submit", className: "kb-add", name, value: uid, id: `${name}-${uid}` });
      button.setAttribute("form", "order");
      button.setAttribute("aria-labelledby", `${name}-${uid} t-${uid}`);
      button.textContent = words;
      ways.prepend(button);
    }
    ways.prepend(document.getElementById(`up-${uid}`));
    const grip = document.createElement("span");
    grip.className = "kb-item__grip";
    grip.setAttribute("aria-hidden", "true");
    grip.title = "Drag to another place";
    grip.textContent = "⠿";
    grip.addEventListener("pointerdown", (event) => new Drag(this, item, grip, event));
    item.querySelector("[data-grip]").append(grip);
  }

  get items() {
    return [...this.root.querySelectorAll("[data-item]")];
  }

  places() {
    return [...this.root.querySelectorAll("[data-part]")].map((list) => ({
      uid: list.dataset.part,
      items: [...list.children].map((item) => item.dataset.item),
    }));
  }

  pressed(event) {
    const button = event.target.closest("button[form=order]");
    if (!button || !(button.name in WAYS)) return;
    event.preventDefault();
    this.send({ [button.name]: button.value }, button);
  }

  // One move after another, so that quick presses come in the order they were made.
  send(asked, button) {
    const uid = Object.values(asked)[0];
    this.sending = this.sending.then(() => this.post(asked)).then(
      (answer) => this.show(answer, uid, button),
      () => this.tell(FAILED),
    );
    return this.sending;
  }

  async post(asked) {
    const { value } = this.form.elements.namedItem("csrf_token");
    const answer = await fetch(this.form.action, {
      method: "POST",
      body: new URLSearchParams({ ...asked, csrf_token: value }),
      headers: { Accept: "application/json" },
      redirect: "error",
    });
    const known = answer.headers.get("Content-Type")?.startsWith("application/json");
    if (!known) throw new Error(String(answer.status));
    return answer.json();
  }

  show({ said, parts }, uid, button) {
    if (!parts || !this.arrange(parts)) return window.location.reload();
    for (const part of parts) {
      const minutes = this.root.querySelector(`[data-minutes="${part.uid}"]`);
      if (minutes) minutes.textContent = part.minutes;
    }
    this.settle();
    this.tell(said, uid);
    if (!button) return;
    const other = document.getElementById(`${button.name === "up" ? "down" : "up"}-${uid}`);
    (button.hidden ? other : button).focus();
  }

  // Puts the items in order; says no when somebody else put in or took out something.
  arrange(parts) {
    const wanted = parts.flatMap((part) => part.items);
    const here = new Map(this.items.map((item) => [item.dataset.item, item]));
    if (wanted.length !== here.size || !wanted.every((uid) => here.has(uid))) return false;
    for (const part of parts) {
      const list = this.root.querySelector(`[data-part="${part.uid}"]`);
      if (!list) return false;
      for (const uid of part.items) list.append(here.get(uid));
    }
    return true;
  }

  settle() {
    const { items } = this;
    const parts = [...this.root.querySelectorAll("[data-part]")];
    for (const [number, item] of items.entries()) {
      const uid = item.dataset.item;
      const list = item.parentElement;
      item.querySelector("[data-place]").textContent = String(number + 1);
      const first = list === parts[0] && item === list.firstElementChild;
      const last = list === parts.at(-1) && item === list.lastElementChild;
      document.getElementById(`up-${uid}`).hidden = first;
      document.getElementById(`down-${uid}`).hidden = last;
    }
  }

  tell(words, uid) {
    for (const old of this.root.querySelectorAll(".kb-item__said")) old.remove();
    this.said.textContent = words;
    const item = uid && document.getElementById(`item-${uid}`);
    if (!item) return;
    const line = document.createElement("p");
    line.className = "kb-item__said";
    line.setAttribute("aria-hidden", "true");
    line.textContent = words;
    item.querySelector(".kb-item__ways").before(line);
  }
}

// Dragging shows where the item would stand; it moves when it is let go there.
class Drag {
  constructor(order, item, grip, event) {
    if (event.button !== 0) return;
    event.preventDefault();
    Object.assign(this, { order, item });
    item.classList.add("kb-item--held");
    grip.setPointerCapture(event.pointerId);
    this.ending = new AbortController();
    const { signal } = this.ending;
    grip.addEventListener("pointermove", (moved) => this.over(moved), { signal });
    grip.addEventListener("pointerup", () => this.drop(), { signal });
    grip.addEventListener("pointercancel", () => this.end(), { signal });
    document.addEventListener("keydown", (key) => key.key === "Escape" && this.end(), { signal });
  }

  over({ clientX, clientY }) {
    this.unmark();
    const under = document.elementFromPoint(clientX, clientY);
    this.list = under?.closest("[data-order] > *")?.querySelector("[data-part]");
    if (!this.list) return;
    const middle = (one) => one.getBoundingClientRect().top + one.offsetHeight / 2;
    this.next = [...this.list.children].find((one) => clientY < middle(one));
    (this.next ?? this.list).classList.add(this.next ? "kb-item--before" : "kb-items--end");
  }

  unmark() {
    this.next?.classList.remove("kb-item--before");
    this.list?.classList.remove("kb-items--end");
  }

  end() {
    this.ending.abort();
    this.unmark();
    this.item.classList.remove("kb-item--held");
  }

  drop() {
    this.end();
    if (!this.list || this.next === this.item) return;
    const [item, before] = [this.item.dataset.item, this.next?.dataset.item ?? ""];
    this.order.send({ item, before, part: this.list.dataset.part });
  }
}

const root = document.querySelector("[data-order]");
if (root) new Order(root);
