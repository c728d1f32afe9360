// What lies over a phone for a moment: menus, toasts and alerts.

import { button } from "./dom.js";
import { word } from "./words.js";

const TOAST_TIME = 3500;

export function showToast(phone, text) {
  const toast = phone.find(".toast");
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(phone.toastEnd);
  phone.toastEnd = setTimeout(() => (toast.hidden = true), TOAST_TIME + 40 * text.length);
}

// Show an alert; with `agree` it is a question and gives whether the person agreed.
export function showAlert(phone, text, agree) {
  const dialog = phone.find(".alert");
  dialog.querySelector("p").textContent = text;
  return new Promise((resolve) => {
    const close = (value) => () => {
      dialog.close();
      resolve(value);
    };
    const buttons = [button("primary", agree ?? word("ok"), close(true))];
    if (agree) buttons.unshift(button("plain", word("cancel"), close(false)));
    dialog.querySelector(".dialog-buttons").replaceChildren(...buttons);
    dialog.oncancel = () => resolve(false);
    dialog.showModal();
  });
}

export function openMenu(phone, anchor, items) {
  const menu = phone.find(".menu");
  const wasOpen = !menu.hidden && menu.anchor === anchor;
  closeMenu(phone);
  if (wasOpen) return;
  menu.anchor = anchor;
  menu.replaceChildren(...items.map(([label, deed]) => {
    const item = button("menu-item", label, () => {
      closeMenu(phone);
      deed();
    });
    item.setAttribute("role", "menuitem");
    return item;
  }));
  menu.hidden = false;
  place(phone.node, menu, anchor);
  menu.firstElementChild?.focus();
  menu.onkeydown = (event) => steer(event, phone, anchor);
  setTimeout(() => document.addEventListener("click", phone.menuEnd = (event) => {
    if (!menu.contains(event.target)) closeMenu(phone);
  }));
}

function closeMenu(phone) {
  phone.find(".menu").hidden = true;
  document.removeEventListener("click", phone.menuEnd);
}

function steer(event, phone, anchor) {
  const items = [...phone.find(".menu").children];
  const here = items.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) items[(here + step + items.length) % items.length].focus();
  if (event.key === "Escape") {
    closeMenu(phone);
    anchor.focus();
  }
  if (step || event.key === "Escape") event.preventDefault();
}

function place(frame, menu, anchor) {
  const outer = frame.getBoundingClientRect();
  const spot = anchor.getBoundingClientRect();
  const below = spot.bottom - outer.top + 4;
  const fitsBelow = below + menu.offsetHeight < outer.height - 8;
  menu.style.top = `${Math.max(8, fitsBelow ? below : spot.top - outer.top - menu.offsetHeight - 4)}px`;
  const left = spot.left - outer.left;
  menu.style.left = `${Math.min(Math.max(8, left), outer.width - menu.offsetWidth - 8)}px`;
}
