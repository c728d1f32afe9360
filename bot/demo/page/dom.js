// Small makers of page elements; never from strings of HTML.

const PATHS = {
  close: "M6 6l12 12M18 6L6 18",
  dots: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  down: "M6 9l6 6 6-6",
  menu: "M4 7h16M4 12h16M4 17h10",
  clip: "M20 11.5l-8.2 8.2a5 5 0 0 1-7.1-7.1l8.6-8.6a3.4 3.4 0 0 1 4.8 4.8l-8.5 8.5a1.8 1.8 0 0 1-2.5-2.5l7.6-7.6",
  keys: "M3 6h18v12H3zM7 10h.01M12 10h.01M17 10h.01M8 14h8",
  send: "M5 12L3.5 4.5 21 12 3.5 19.5 5 12zm0 0h8",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  mute: "M4 4l16 16M9 5.5A5 5 0 0 1 17 9.5c0 2 .4 3.6 1 4.8M7.2 8.5C7 12 6.5 14 5 16.5h11.5M10.5 19.5a2 2 0 0 0 3 0",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  pin: "M12 21s7-6.2 7-11.5a7 7 0 0 0-14 0C5 14.800 12 21 12 21zM12 12a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20.500c1-4 4-6 7.500-6s6.500 2 7.500 6",
  link: "M8 16L16 8M10 8h6v6",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("drawn");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

export function make(tag, className = "", ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

export function button(className, label, onClick, ...children) {
  const node = make("button", className, ...(children.length ? children : [label]));
  node.type = "button";
  if (children.length) {
    node.setAttribute("aria-label", label);
    node.title = label;
  }
  node.addEventListener("click", onClick);
  return node;
}

export function drawIcons(root) {
  for (const node of root.querySelectorAll("[data-icon]")) node.replaceChildren(icon(node.dataset.icon));
}
