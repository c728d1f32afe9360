// The lower end of a phone: writing, attaching, commands and the reply keyboard.

import { button, make } from "./dom.js";
import { openMenu, showAlert, showToast } from "./overlays.js";
import { ask } from "./wire.js";
import { word } from "./words.js";

const ACCEPTED = { photo: "image/*", document: "", voice: "audio/*", video: "video/*" };
const TALLEST = 120;

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.form = phone.find(".composer");
    this.field = phone.find("textarea");
    this.panel = phone.find(".commands");
    this.keys = phone.find(".keys");
    this.file = phone.find(".file");
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("input", () => this.typed());
    phone.find(".menu-button").addEventListener("click", () => this.toggleCommands());
    phone.find(".attach").addEventListener("click", (event) => this.attachMenu(event.currentTarget));
    phone.find(".keys-button").addEventListener("click", () => this.toggleKeys());
    phone.find(".quoting-end").addEventListener("click", () => this.reset(false));
    this.file.addEventListener("change", () => this.upload());
  }

  reset(emptyField = true) {
    this.quoted = this.edited = undefined;
    this.phone.find(".quoting").hidden = true;
    if (emptyField) this.field.value = "";
    this.typed();
  }

  draw(view) {
    this.commands = view.commands;
    const keyboard = view.keyboard?.keyboard ? view.keyboard : undefined;
    const signature = JSON.stringify(view.keyboard ?? null);
    this.phone.find(".keys-button").hidden = !keyboard;
    this.field.placeholder = view.keyboard?.input_field_placeholder ?? word("message");
    if (signature === this.drawnKeys) return;
    this.drawnKeys = signature;
    this.showKeys(Boolean(keyboard) && !keyboard.hidden && !view.blocked);
    if (!keyboard) return;
    this.keys.replaceChildren(...keyboard.keyboard.map((row) =>
      make("div", "key-row", ...row.map((key) => button("key reply-key", key.text, () => this.press(key))))));
  }

  showKeys(shown) {
    this.keys.hidden = !shown;
    this.phone.find(".keys-button").setAttribute("aria-expanded", String(shown));
    if (shown) requestAnimationFrame(() => this.phone.scrollToEnd(false));
  }

  toggleKeys() {
    this.showKeys(this.keys.hidden);
  }

  async press(key) {
    const question = (key.request_contact && "shareContact") || (key.request_location && "shareLocation");
    if (question && !(await showAlert(this.phone, word(question), word("share")))) return;
    await this.phone.act("tap", { label: key.text, message_id: -1 });
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
    if (event.key === "Escape") this.reset();
  }

  typed() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, TALLEST)}px`;
    this.form.classList.toggle("filled", Boolean(this.field.value.trim()));
    if (/^\/\w*$/.test(this.field.value)) this.showCommands(this.field.value.slice(1));
    else this.hideCommands();
  }

  async submit(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    if (!text) return;
    const { quoted, edited } = this;
    this.reset();
    if (edited) await this.phone.act("edit", { message_id: edited.message_id, text });
    else await this.phone.write(text, quoted?.message_id);
    this.phone.scrollToEnd(true);
  }

  quote(message) {
    this.quoted = message;
    this.showQuote(message.from.first_name, message.text ?? message.caption ?? "…");
  }

  edit(message) {
    this.edited = message;
    this.field.value = message.text ?? message.caption;
    this.showQuote(word("editing"), this.field.value);
    this.typed();
  }

  showQuote(title, words) {
    const box = this.phone.find(".quoting");
    box.hidden = false;
    box.querySelector(".quoting-text").replaceChildren(make("strong", "", title), make("span", "", words));
    this.field.focus();
  }

  toggleCommands() {
    if (this.panel.hidden) this.showCommands("");
    else this.hideCommands();
  }

  showCommands(beginning) {
    const found = (this.commands ?? []).filter((one) => one.command.startsWith(beginning));
    if (!found.length && beginning) return this.hideCommands();
    const rows = found.map((one) => button("command-row", `/${one.command} – ${one.description}`, () => {
      this.reset();
      this.phone.write(`/${one.command}`);
    }, make("span", "command-name", `/${one.command}`), make("span", "command-text", one.description)));
    this.panel.replaceChildren(...(rows.length ? rows : [make("p", "empty", word("noCommands"))]));
    this.panel.hidden = false;
    this.phone.find(".menu-button").setAttribute("aria-expanded", "true");
    return undefined;
  }

  hideCommands() {
    this.panel.hidden = true;
    this.phone.find(".menu-button").setAttribute("aria-expanded", "false");
  }

  attachMenu(anchor) {
    openMenu(this.phone, anchor, [
      ...Object.keys(ACCEPTED).map((kind) => [word(kind), () => this.choose(kind)]),
      [word("contact"), () => this.phone.act("contact")],
      [word("location"), () => this.phone.act("location", { latitude: -6.1754, longitude: 106.8272 })],
    ]);
  }

  choose(kind) {
    this.kind = kind;
    this.file.accept = ACCEPTED[kind];
    this.file.value = "";
    this.file.click();
  }

  // What stands in the field goes along as the caption.
  async upload() {
    const form = new FormData();
    form.append("as", this.kind);
    form.append("caption", this.field.value);
    for (const file of this.file.files) form.append("file", file, file.name);
    if (!this.file.files.length) return;
    this.reset();
    try {
      await ask("POST", `users/${this.phone.userId}/files`, form);
      this.phone.scrollToEnd(true);
    } catch (error) {
      showToast(this.phone, error.message);
    }
  }
}
