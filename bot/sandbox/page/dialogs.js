// Ask "are you sure?" where an element of the app wants it asked.

import { h, put, trapTab } from "./dom.js";
import { mrkdwn } from "./text/mrkdwn.js";
import { attempt } from "./toasts.js";
import { act, world } from "./world.js";

const dialog = h("dialog", { class: "modal confirm", "aria-labelledby": "confirm-title", "aria-describedby": "confirm-text" });
let drawn = "";
let returnTo = "";

dialog.addEventListener("cancel", (event) => {
  event.preventDefault();
  answer(world.state?.dialog?.deny);
});
dialog.addEventListener("keydown", (event) => trapTab(dialog, event));

const answer = (label) => label && attempt(act({ do: "click", label }));

export function drawDialog() {
  const asked = world.state?.dialog ?? null;
  const now = JSON.stringify(asked);
  if (now === drawn) return;
  drawn = now;
  if (!asked) {
    if (!dialog.open) return;
    dialog.close();
    dialog.remove();
    [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === returnTo)?.focus();
    return;
  }
  returnTo = document.activeElement?.closest("[data-key]")?.dataset.key ?? "";
  document.body.append(dialog);
  const deny = h("button", { type: "button", class: "button", on: { click: () => answer(asked.deny) } }, asked.deny);
  const style = asked.style === "danger" ? "danger" : "primary";
  put(
    dialog,
    h(
      "div",
      { class: "modal-form" },
      h("header", { class: "modal-head" }, h("h2", { id: "confirm-title" }, asked.title)),
      h("div", { class: "modal-body words", id: "confirm-text" }, mrkdwn(asked.text)),
      h("footer", { class: "modal-foot" }, deny, h("button", { type: "button", class: `button button-${style}`, on: { click: () => answer(asked.confirm) } }, asked.confirm)),
    ),
  );
  if (!dialog.open) dialog.showModal();
  // The harmless answer is the one that a hasty Enter gives.
  deny.focus();
}
