// One message as it looks in the chat.

import { button, icon, make } from "./dom.js";
import { richText } from "./richtext.js";
import { fileAddress } from "./wire.js";
import { sizeOf, timeOf, word } from "./words.js";

export function drawMessage(message, deeds) {
  const own = !message.extra.by_bot;
  const bubble = make("div", "bubble");
  if (message.forward_origin) bubble.append(make("div", "forwarded", `${word("forwarded")} ${originOf(message)}`));
  if (message.reply_to_message) bubble.append(quote(message.reply_to_message));
  bubble.append(...content(message, deeds));
  const words = message.text ?? message.caption;
  if (words) {
    const text = make("div", "text");
    text.append(richText(words, message.entities ?? message.caption_entities, deeds));
    bubble.append(text);
  }
  bubble.append(foot(message));
  const tools = button("icon message-more", word("messageActions"), () => deeds.menu(message, tools), icon("dots"));
  const row = make("div", "bubble-row", bubble, tools);
  const node = make("article", `message ${own ? "own" : "theirs"}`, row);
  node.dataset.id = message.message_id;
  if (message.photo || message.video) bubble.classList.add("with-picture");
  if (message.reply_markup) node.append(inlineKeys(message, deeds));
  return node;
}

function originOf(message) {
  const person = message.forward_origin.sender_user;
  return person ? [person.first_name, person.last_name].filter(Boolean).join(" ") : "…";
}

function quote(message) {
  const words = message.text ?? message.caption ?? (message.photo ? word("photo") : word("document"));
  return make("div", "quote", make("strong", "", message.from.first_name), make("span", "", words));
}

function foot(message) {
  const node = make("div", "foot");
  if (message.extra.silent) node.append(mark("mute", word("silent")));
  if (message.has_protected_content) node.append(mark("lock", word("protected")));
  if (message.edit_date) node.append(make("span", "", word("edited")));
  const time = make("time", "", timeOf(message.date));
  time.dateTime = new Date(message.date * 1000).toISOString();
  node.append(time);
  return node;
}

function mark(name, label) {
  const node = make("span", "mark", icon(name));
  node.title = label;
  node.setAttribute("role", "img");
  node.setAttribute("aria-label", label);
  return node;
}

function content(message, deeds) {
  if (message.photo) return [picture(message)];
  if (message.document) return [documentCard(message.document)];
  if (message.voice) return [player("audio", message.voice)];
  if (message.video) return [player("video", message.video)];
  if (message.contact) return [card("person", message.contact.first_name, message.contact.phone_number)];
  if (message.location) {
    const { latitude, longitude } = message.location;
    return [card("pin", word("location"), `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`)];
  }
  return [];
}

function picture(message) {
  const largest = message.photo.at(-1);
  const image = make("img");
  image.src = fileAddress(largest.file_id);
  image.alt = message.caption ?? word("photo");
  image.width = largest.width;
  image.height = largest.height;
  const link = make("a", "picture", image);
  link.href = image.src;
  link.target = "_blank";
  link.setAttribute("aria-label", word("openPhoto"));
  return link;
}

function documentCard(file) {
  const link = card("file", file.file_name ?? word("document"), sizeOf(file.file_size), "a");
  link.href = fileAddress(file.file_id);
  link.download = file.file_name ?? "";
  link.setAttribute("aria-label", `${word("download")}: ${file.file_name} (${sizeOf(file.file_size)})`);
  return link;
}

function player(tag, file) {
  const node = make(tag);
  node.controls = true;
  node.preload = "metadata";
  node.src = fileAddress(file.file_id);
  return node;
}

function card(name, title, detail, tag = "div") {
  const words = make("span", "card-words", make("span", "card-title", title), make("span", "card-detail", detail));
  return make(tag, "card", make("span", "card-icon", icon(name)), words);
}

function inlineKeys(message, deeds) {
  const board = make("div", "inline-keys");
  for (const row of message.reply_markup.inline_keyboard) {
    const line = make("div", "key-row");
    for (const key of row) line.append(inlineKey(message, key, deeds));
    board.append(line);
  }
  return board;
}

function inlineKey(message, key, deeds) {
  const node = make("button", "key", make("span", "key-label", key.text));
  node.type = "button";
  if (key.url) node.append(keyMark("link", "opensLink"));
  if (key.copy_text) node.append(keyMark("copy", "copiesText"));
  if (key.style) node.classList.add(`key-${key.style}`);
  node.addEventListener("click", () => deeds.tap(message, key, node));
  return node;
}

function keyMark(name, label) {
  const node = make("span", "key-mark", icon(name));
  node.title = word(label);
  return node;
}
