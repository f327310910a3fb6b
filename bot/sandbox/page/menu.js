// Offer a menu at a button: arrow keys, first letters, Enter, Escape.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { closePopup, isOpen, openPopup } from "./popup.js";

/**
 * Open (or close) a menu. Items: `{label, detail, icon, face, danger, checked, heading, run}`; one with only a
 * `heading` titles those after it. `run()` happens after the menu has closed and given the focus back.
 */
export function toggleMenu(anchor, items, { label, align = "start" } = {}) {
  if (anchor.getAttribute("aria-expanded") === "true") {
    closePopup();
    return;
  }
  const panel = h("div", { class: "popup menu", role: "menu", "aria-label": label });
  const choices = [];
  for (const item of items) {
    if (item.heading) {
      panel.append(h("div", { class: "menu-heading", role: "presentation" }, item.heading));
      continue;
    }
    const radio = item.checked !== undefined;
    const choice = h(
      "button",
      {
        type: "button",
        class: `menu-item${item.danger ? " danger" : ""}`,
        role: radio ? "menuitemradio" : "menuitem",
        "aria-checked": radio ? String(item.checked) : null,
        tabindex: "-1",
        on: {
          click: () => {
            closePopup({ refocus: true });
            item.run();
          },
          pointermove: () => choice.focus({ preventScroll: true }),
        },
      },
      item.face ?? (item.icon ? icon(item.icon) : null),
      h("span", { class: "menu-words" }, h("span", { class: "menu-label" }, item.label), item.detail && h("span", { class: "menu-detail" }, item.detail)),
      item.checked ? icon("check") : null,
    );
    choices.push(choice);
    panel.append(choice);
  }
  panel.addEventListener("keydown", (event) => steer(event, choices));
  anchor.setAttribute("aria-expanded", "true");
  openPopup(anchor, panel, { align, closed: () => anchor.setAttribute("aria-expanded", "false") });
  (choices.find((choice) => choice.getAttribute("aria-checked") === "true") ?? choices[0])?.focus({ preventScroll: true });
  return isOpen(panel);
}

function steer(event, choices) {
  const here = choices.indexOf(document.activeElement);
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: choices.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    choices[(to + choices.length) % choices.length].focus();
  } else if (event.key === "Tab") {
    // A menu is left, not walked through.
    event.preventDefault();
    closePopup({ refocus: true });
  } else if (event.key.length === 1 && /\S/.test(event.key)) {
    const letter = event.key.toLowerCase();
    const order = [...choices.slice(here + 1), ...choices.slice(0, here + 1)];
    order.find((choice) => choice.textContent.trim().toLowerCase().startsWith(letter))?.focus();
  }
}

/** A button that opens a menu; `items` is asked each time. */
export function menuButton(props, content, items, options) {
  const button = h("button", { type: "button", "aria-haspopup": "menu", "aria-expanded": "false", ...props }, content);
  button.addEventListener("click", () => toggleMenu(button, items(), options));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    toggleMenu(button, items(), options);
  });
  return button;
}
