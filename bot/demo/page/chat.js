// The page: people, phones side by side, the demonstration's clock, live news.

import { button, make } from "./dom.js";
import { Phone, nameOf } from "./phone.js";
import { get, listen, post } from "./wire.js";
import { momentOf, switchLanguage, translate, word } from "./words.js";

class App {
  constructor() {
    this.users = [];
    this.phones = [];
    this.versions = new Map(Object.entries(JSON.parse(sessionStorage.getItem("seen") ?? "{}")));
    this.stage = document.getElementById("phones");
  }

  async start() {
    await this.load();
    const wanted = (new URLSearchParams(location.hash.slice(1)).get("users") ?? "").split(",").map(Number);
    const known = wanted.filter((id) => this.users.some((user) => user.id === id));
    for (const id of known.length ? known : [this.users[0]?.id]) this.openPhone(id);
    document.getElementById("add-phone").addEventListener("click", () => this.addPhone());
    document.getElementById("add-person").addEventListener("click", () => this.addPerson());
    document.getElementById("language").addEventListener("click", () => this.changeLanguage());
    for (const node of document.querySelectorAll("[data-advance]")) {
      node.addEventListener("click", () => this.moveClock({ advance: Number(node.dataset.advance) }));
    }
    document.querySelector("[data-next-month]").addEventListener("click", () => this.moveClock({ to: "next_month" }));
    this.toDeadline = document.getElementById("next-deadline");
    this.toDeadline.addEventListener("click", () => this.moveToDeadline());
    setInterval(() => this.drawClock(), 1000);
    listen((event) => this.hear(event), (live) => this.connected(live));
    this.speak();
  }

  async load() {
    const state = await get("state");
    this.bot = state.bot;
    this.users = state.users;
    this.setClock(state.clock);
    document.getElementById("next-deadline").hidden = !state.clock.has_deadlines;
    this.drawPeople();
    for (const phone of this.phones) {
      if (!this.users.some((user) => user.id === phone.userId)) phone.userId = this.users[0]?.id;
      phone.drawPeople();
      phone.refresh();
    }
  }

  hear(event) {
    if (event.kind === "chat" || event.kind === "typing") this.hearChat(event);
    else if (event.kind === "answer") this.phones.filter((phone) => phone.userId === event.user_id).forEach((phone) => phone.answered(event));
    else if (event.kind === "clock") this.setClock(event);
    else if (event.kind === "commands") this.phones.forEach((phone) => phone.refresh());
    else this.load();
  }

  hearChat(event) {
    this.phones.filter((phone) => phone.userId === event.chat_id).forEach((phone) => phone.refresh());
    const user = this.users.find((one) => one.id === event.chat_id);
    if (user && event.version) user.version = event.version;
    clearTimeout(this.peopleSoon);
    this.peopleSoon = setTimeout(() => this.refreshPeople(), 150);
  }

  async refreshPeople() {
    this.users = (await get("state")).users;
    this.drawPeople();
  }

  connected(live) {
    document.getElementById("offline").hidden = live;
    if (live && this.lost) this.load();
    this.lost = !live;
  }

  openPhone(userId) {
    const phone = new Phone(this, userId);
    this.phones.push(phone);
    this.stage.append(phone.node);
    phone.refresh();
    this.remember();
    return phone;
  }

  addPhone() {
    const shown = new Set(this.phones.map((phone) => phone.userId));
    const next = this.users.find((user) => !shown.has(user.id)) ?? this.users[0];
    this.openPhone(next?.id).node.scrollIntoView({ behavior: "smooth", inline: "end" });
  }

  closePhone(phone) {
    if (this.phones.length === 1) return;
    this.phones = this.phones.filter((other) => other !== phone);
    phone.node.remove();
    this.remember();
  }

  addPerson() {
    const dialog = document.getElementById("person-dialog");
    const form = dialog.querySelector("form");
    form.reset();
    dialog.onclose = async () => {
      if (dialog.returnValue !== "ok") return;
      const user = await post("users", Object.fromEntries(new FormData(form)));
      await this.load();
      this.phones[0].become(user.id);
    };
    dialog.returnValue = "";
    dialog.showModal();
  }

  remember() {
    const ids = this.phones.map((phone) => phone.userId).filter(Boolean);
    history.replaceState(null, "", `#users=${ids.join(",")}`);
    document.body.dataset.phones = String(this.phones.length);
    this.drawPeople();
  }

  // Note that the newest state of a chat was looked at.
  seen(view) {
    this.versions.set(String(view.chat.id), view.version);
    sessionStorage.setItem("seen", JSON.stringify(Object.fromEntries(this.versions)));
    this.drawPeople();
  }

  drawPeople() {
    const open = new Set(this.phones.map((phone) => phone.userId));
    document.getElementById("people").replaceChildren(...this.users.map((user) => {
      const unread = !open.has(user.id) && user.version > (this.versions.get(String(user.id)) ?? 0);
      const name = [user.first_name, user.last_name].filter(Boolean).join(" ");
      const words = make("span", "person-words", make("span", "person-name", name),
        make("span", "person-note", user.note), make("span", "person-last", user.last));
      const label = unread ? `${nameOf(user)}, ${word("unread")}` : nameOf(user);
      const row = button(`person ${open.has(user.id) ? "open" : ""}`, label, () => this.show(user.id),
        make("span", "avatar", user.first_name.slice(0, 1)), words, make("span", unread ? "dot" : ""));
      return make("li", "", row);
    }));
    document.getElementById("people").classList.toggle("none", !this.users.length);
  }

  show(userId) {
    const phone = this.phones.find((one) => one.userId === userId);
    if (phone) phone.node.scrollIntoView({ behavior: "smooth", inline: "center" });
    else this.phones[0].become(userId);
  }

  async moveClock(wish) {
    this.setClock(await post("clock", wish));
  }

  async moveToDeadline() {
    this.toDeadline.disabled = true;
    try {
      await this.moveClock({ to: "next_deadline" });
    } finally {
      this.toDeadline.disabled = false;
    }
  }

  setClock(clock) {
    this.clockAhead = clock.now * 1000 - Date.now();
    this.drawClock();
  }

  drawClock() {
    document.getElementById("clock").textContent = momentOf((Date.now() + this.clockAhead) / 1000);
  }

  changeLanguage() {
    switchLanguage();
    this.speak();
  }

  speak() {
    translate(document);
    document.title = word("title");
    document.getElementById("language").textContent = word("other");
    this.drawClock();
    this.drawPeople();
    for (const phone of this.phones) phone.speak();
  }
}

new App().start();
