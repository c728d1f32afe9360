// One phone: a person's chat with the bot.

import { drawMessage } from "./bubble.js";
import { Composer } from "./composer.js";
import { drawIcons, make } from "./dom.js";
import { chatMenu, messageMenu } from "./menus.js";
import { showAlert, showToast } from "./overlays.js";
import { get, post } from "./wire.js";
import { dayOf, translate, word } from "./words.js";

const NEAR_END = 90;
// Milliseconds for which a scroll goes on after the hand that made it.
const BY_HAND = 1500;
const ANSWER_PATIENCE = 20000;

export class Phone {
  constructor(app, userId) {
    this.app = app;
    this.userId = userId;
    this.node = document.getElementById("phone-template").content.firstElementChild.cloneNode(true);
    this.log = this.find(".log");
    this.drawn = new Map();
    this.waiting = new Map();
    this.movedAt = -BY_HAND;
    this.composer = new Composer(this);
    this.find(".who").addEventListener("change", (event) => this.become(Number(event.target.value)));
    this.find(".close-phone").addEventListener("click", () => app.closePhone(this));
    this.find(".more").addEventListener("click", (event) => chatMenu(this, event.currentTarget));
    this.find(".to-end").addEventListener("click", () => this.scrollToEnd(true));
    this.find(".begin").addEventListener("click", () => this.begin());
    this.log.addEventListener("scroll", () => this.watchScroll());
    for (const gesture of ["wheel", "touchmove", "keydown", "pointerdown"]) {
      this.log.addEventListener(gesture, (event) => this.watchHand(event), { passive: true });
    }
    this.log.addEventListener("load", () => this.stayAtEnd(), true);
    new ResizeObserver(() => this.stayAtEnd()).observe(this.log);
    this.speak();
  }

  find(selector) {
    return this.node.querySelector(selector);
  }

  speak() {
    translate(this.node);
    drawIcons(this.node);
    this.log.replaceChildren();
    this.drawn.clear();
    if (this.view) this.draw(this.view);
    this.drawPeople();
  }

  drawPeople() {
    const choice = this.find(".who");
    const options = this.app.users.map((user) => {
      const option = make("option", "", nameOf(user));
      option.value = user.id;
      option.selected = user.id === this.userId;
      return option;
    });
    if (!options.length) options.push(make("option", "", word("choose")));
    choice.replaceChildren(...options);
  }

  become(userId) {
    this.userId = userId;
    this.view = undefined;
    this.log.replaceChildren();
    this.drawn.clear();
    this.waiting.clear();
    this.composer.reset();
    this.drawPeople();
    this.app.remember();
    this.refresh();
  }

  async refresh() {
    if (!this.userId) return this.drawNobody();
    this.stale = true;
    if (this.reading) return undefined;
    this.reading = true;
    try {
      while (this.stale) {
        this.stale = false;
        const userId = this.userId;
        const view = await get(`chats/${userId}?user_id=${userId}`);
        if (userId === this.userId) this.draw(view);
      }
    } catch {
      this.stale = true;
    } finally {
      this.reading = false;
    }
    return undefined;
  }

  drawNobody() {
    this.log.replaceChildren(make("p", "empty", word("nobody")));
    this.find(".composer").hidden = true;
  }

  draw(view) {
    const first = !this.view;
    const atEnd = first || this.atEnd;
    this.view = view;
    this.drawMessages(view);
    this.drawHead(view);
    this.composer.draw(view);
    const begin = !view.started || view.blocked;
    this.find(".begin").hidden = !begin;
    this.find(".begin").textContent = word(view.blocked ? "unblock" : "start");
    this.find(".composer").hidden = begin;
    this.app.seen(view);
    if (atEnd) this.scrollToEnd(!first);
    this.watchScroll();
  }

  drawHead(view) {
    const bot = this.app.bot;
    this.find(".avatar").textContent = bot.first_name.slice(0, 1);
    this.find(".bot-name").textContent = bot.first_name;
    this.find(".bot-state").textContent = view.typing ? word("typing") : word("bot");
    this.find(".bot-state").classList.toggle("typing", Boolean(view.typing));
    clearTimeout(this.typingEnd);
    if (view.typing) this.typingEnd = setTimeout(() => this.refresh(), 5200);
  }

  drawMessages(view) {
    const wanted = [];
    let day = "";
    for (const message of view.messages) {
      const today = dayOf(message.date);
      if (today !== day) wanted.push(this.keep(`day ${today}`, 0, () => make("div", "day", make("span", "", today))));
      day = today;
      wanted.push(this.keep(message.message_id, message.extra.version, () => drawMessage(message, this.deeds())));
    }
    if (!wanted.length) wanted.push(this.keep("empty", 0, () => make("p", "empty", view.description || word("empty"))));
    const present = new Set(wanted);
    for (const [key, { node }] of this.drawn) if (!present.has(node)) this.drawn.delete(key);
    for (const node of [...this.log.children]) if (!present.has(node)) node.remove();
    wanted.forEach((node, place) => {
      if (this.log.children[place] !== node) this.log.insertBefore(node, this.log.children[place] ?? null);
    });
  }

  // Keep what is drawn already, draw what is new or has changed.
  keep(key, version, draw) {
    const known = this.drawn.get(key);
    if (known && known.version === version) return known.node;
    const node = draw();
    if (known) {
      node.classList.add("changed");
      known.node.replaceWith(node);
    }
    this.drawn.set(key, { version, node });
    return node;
  }

  deeds() {
    return {
      command: (words) => this.write(words),
      copy: (words) => this.copy(words),
      deepLink: (address) => this.openDeepLink(address),
      tap: (message, key, node) => this.tap(message, key, node),
      menu: (message, anchor) => messageMenu(this, message, anchor),
    };
  }

  async act(what, wish = {}) {
    try {
      return await post(`users/${this.userId}/${what}`, wish);
    } catch (error) {
      showToast(this, error.message);
      return undefined;
    }
  }

  write(text, replyTo) {
    if (this.openDeepLink(text.trim())) return Promise.resolve({});
    return this.act("text", { text, reply_to: replyTo });
  }

  begin() {
    if (this.view.blocked) return this.act("unblock");
    return this.act("open", { link: "" });
  }

  openDeepLink(address) {
    const name = this.app.bot.username.toLowerCase();
    const match = /^(?:https?:\/\/)?(?:t\.me|telegram\.me)\/(\w+)(?:\?(.*))?$/i.exec(address);
    if (!match || match[1].toLowerCase() !== name) return false;
    this.act("open", { link: address });
    return true;
  }

  async copy(text) {
    if (navigator.clipboard) await navigator.clipboard.writeText(text).catch(() => undefined);
    showToast(this, word("copied"));
  }

  async tap(message, key, node) {
    if (key.copy_text) return this.copy(key.copy_text.text);
    if (key.url) {
      if (!this.openDeepLink(key.url)) window.open(key.url, "_blank", "noopener");
      return undefined;
    }
    node.classList.add("busy");
    node.setAttribute("aria-busy", "true");
    const result = await this.act("tap", { message_id: message.message_id, data: key.callback_data });
    const calm = () => {
      node.classList.remove("busy");
      node.removeAttribute("aria-busy");
    };
    if (!result) return calm();
    const id = result.callback.id;
    const early = this.early?.get(id);
    if (early) return calm(), this.showAnswer(early);
    this.waiting.set(id, calm);
    setTimeout(() => this.waiting.delete(id) && calm(), ANSWER_PATIENCE);
    return undefined;
  }

  answered(event) {
    const calm = this.waiting.get(event.callback_id);
    if (!calm) {
      this.early = new Map([[event.callback_id, event]]);
      return;
    }
    this.waiting.delete(event.callback_id);
    calm();
    this.showAnswer(event);
  }

  showAnswer(event) {
    if (event.url) this.openDeepLink(event.url) || window.open(event.url, "_blank", "noopener");
    if (!event.text) return;
    if (event.show_alert) showAlert(this, event.text);
    else showToast(this, event.text);
  }

  scrollToEnd(smooth) {
    this.atEnd = true;
    this.log.scrollTo({ top: this.log.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  }

  // Pictures that load and keyboards that open must not push the newest message out of sight.
  stayAtEnd() {
    if (this.atEnd) this.scrollToEnd(false);
  }

  // A press on a button moves nothing; one on the log itself is on its scroll bar.
  watchHand(event) {
    if (event.type !== "pointerdown" || event.target === this.log) this.movedAt = performance.now();
  }

  // Only whose hand scrolls up leaves the end: a smooth scroll on its way there has not, nor has a message that
  // became shorter.
  watchScroll() {
    const top = this.log.scrollTop;
    const away = this.log.scrollHeight - top - this.log.clientHeight;
    const byHand = performance.now() - this.movedAt < BY_HAND;
    if (away < NEAR_END) this.atEnd = true;
    else if (byHand && top < this.lastTop) this.atEnd = false;
    this.lastTop = top;
    this.find(".to-end").hidden = away < 2 * NEAR_END;
  }
}

export function nameOf(user) {
  const name = [user.first_name, user.last_name].filter(Boolean).join(" ");
  return user.note ? `${name} – ${user.note}` : name;
}
