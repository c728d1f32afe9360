// Turns a text with Bot API entities into page elements.

import { make } from "./dom.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

// `deeds` tells what a tap on a command, a link or a piece of code does.
export function richText(text, entities = [], deeds) {
  const ordered = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const root = document.createDocumentFragment();
  fill(root, text, 0, text.length, ordered, deeds);
  return root;
}

function fill(parent, text, start, end, entities, deeds) {
  let position = start;
  let rest = entities;
  while (rest.length) {
    const [entity, ...others] = rest;
    const stop = Math.min(entity.offset + entity.length, end);
    if (entity.offset < position || stop <= entity.offset) {
      rest = others;
      continue;
    }
    parent.append(text.slice(position, entity.offset));
    const inner = others.filter((other) => other.offset < stop);
    const node = wrap(entity, text.slice(entity.offset, stop), deeds);
    fill(node, text, entity.offset, stop, inner, deeds);
    parent.append(node);
    position = stop;
    rest = others.filter((other) => other.offset >= stop);
  }
  parent.append(text.slice(position, end));
}

function wrap(entity, words, deeds) {
  if (entity.type === "bot_command") return tappable("command", () => deeds.command(words));
  if (entity.type === "text_link") return link(entity.url, deeds);
  if (entity.type === "url") return link(/^[a-z]+:\/\//i.test(words) ? words : `https://${words}`, deeds);
  if (entity.type === "spoiler") return spoiler();
  const node = make(TAGS[entity.type] ?? "span", `entity-${entity.type}`);
  if (entity.type === "code" || entity.type === "pre") {
    node.tabIndex = 0;
    node.addEventListener("click", () => deeds.copy(words));
    node.addEventListener("keydown", (event) => event.key === "Enter" && deeds.copy(words));
  }
  return node;
}

function tappable(className, onClick) {
  const node = make("button", `inline ${className}`);
  node.type = "button";
  node.addEventListener("click", onClick);
  return node;
}

function link(address, deeds) {
  if (!/^(https?|mailto|tel|tg):/i.test(address)) return make("span");
  const node = make("a");
  node.href = address;
  node.target = "_blank";
  node.rel = "noopener noreferrer";
  node.addEventListener("click", (event) => {
    if (deeds.deepLink(address)) event.preventDefault();
  });
  return node;
}

function spoiler() {
  const node = tappable("spoiler", () => node.classList.add("open"));
  return node;
}
