// What can be done with a chat and with a message.

import { openMenu } from "./overlays.js";
import { remove } from "./wire.js";
import { word } from "./words.js";

export function chatMenu(phone, anchor) {
  if (!phone.view) return;
  const blocked = phone.view.blocked;
  openMenu(phone, anchor, [
    [word(blocked ? "unblock" : "block"), () => phone.act(blocked ? "unblock" : "block")],
    [word("clear"), () => remove(`chats/${phone.userId}`)],
  ]);
}

export function messageMenu(phone, message, anchor) {
  const own = !message.extra.by_bot;
  const words = message.text ?? message.caption;
  const open = !message.has_protected_content;
  openMenu(phone, anchor, [
    [word("reply"), () => phone.composer.quote(message)],
    own && words && [word("edit"), () => phone.composer.edit(message)],
    words && open && [word("copy"), () => phone.copy(words)],
    open && [word("forward"), () => phone.act("forward", { message_id: message.message_id })],
    own && [word("remove"), () => phone.act("delete", { message_id: message.message_id })],
  ].filter(Boolean));
}
