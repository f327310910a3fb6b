// Say something briefly at the bottom of the page, to eyes and to screen readers.

import { h } from "./dom.js";

const place = h("div", { class: "toasts", role: "status", "aria-live": "polite" });
const silent = h("div", { class: "unseen", role: "status", "aria-live": "polite" });

export function mountToasts() {
  document.body.append(place, silent);
}

/** Shown until it has been readable: at least four seconds, longer for longer words. */
export function toast(words, { trouble = false } = {}) {
  const shown = h("div", { class: trouble ? "toast toast-trouble" : "toast" }, words);
  place.append(shown);
  // Above an open dialog there is only the top layer, and in it what came last.
  place.setAttribute("popover", "manual");
  if (place.matches(":popover-open")) place.hidePopover();
  place.showPopover();
  setTimeout(() => {
    shown.remove();
    if (!place.children.length && place.matches(":popover-open")) place.hidePopover();
  }, 4000 + words.length * 40);
}

/** For screen readers only. */
export function announce(words) {
  // What lies outside of an open dialog is not read out.
  const room = [...document.querySelectorAll("dialog[open]")].pop() ?? document.body;
  if (silent.parentNode !== room) room.append(silent);
  silent.textContent = words;
}

/** Run what a person asked for; a refusal is told, not thrown. Returns the answer, or null. */
export async function attempt(promise) {
  try {
    return await promise;
  } catch (refused) {
    toast(refused.message, { trouble: true });
    return null;
  }
}
