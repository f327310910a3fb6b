// Show the app's modals: the top one of the stack, with its errors at their fields.

import { h, keepingFocus, put, reachable, trapTab } from "./dom.js";
import { drawBlocks } from "./blocks/blocks.js";
import { icon } from "./icons.js";
import { app, avatar } from "./names.js";
import { Surface } from "./surfaces.js";
import { plainText } from "./text/mrkdwn.js";
import { announce, attempt } from "./toasts.js";
import { act, world } from "./world.js";

const dialog = h("dialog", { class: "modal", "aria-labelledby": "modal-title" });
let drawn = "";
let view = null;
let surface = null;
let returnTo = null;
let sending = false;

dialog.addEventListener("cancel", (event) => {
  // The app decides what becomes of the modal; the browser must not take it away.
  event.preventDefault();
  close();
});
dialog.addEventListener("keydown", (event) => {
  trapTab(dialog, event);
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
});

export function drawModal() {
  const modal = world.state?.modal ?? null;
  const now = JSON.stringify(modal);
  if (now === drawn) {
    busy();
    return;
  }
  const before = view;
  drawn = now;
  view = modal?.view ?? modal?.stack?.[modal.stack.length - 1] ?? null;
  if (!view) {
    shut();
    return;
  }
  surface = new Surface("modal", { view_id: view.id }, modal.state, modal.errors);
  const same = before?.id === view.id;
  const scrolled = same ? dialog.querySelector(".modal-body")?.scrollTop : 0;
  if (!dialog.isConnected) document.body.append(dialog);
  keepingFocus(dialog, () => put(dialog, partsOf(modal)));
  if (!dialog.open) {
    returnTo = document.activeElement;
    dialog.showModal();
  }
  dialog.querySelector(".modal-body").scrollTop = scrolled ?? 0;
  if (Object.keys(surface.errors).length) toFirstError(modal);
  else if (!same) begin();
}

function shut() {
  if (!dialog.open) return;
  dialog.close();
  dialog.remove();
  sending = false;
  const back = returnTo?.isConnected ? returnTo : document.querySelector("#main .composer-field");
  // The browser has given the focus back while all this was inert: a field has no cursor then, and takes no letters.
  back?.blur();
  back?.focus();
}

function partsOf(modal) {
  const depth = modal.stack?.length ?? 1;
  return h(
    "form",
    {
      class: `modal-form${depth > 1 ? " modal-stacked" : ""}`,
      novalidate: true,
      on: {
        submit: (event) => {
          event.preventDefault();
          submit();
        },
      },
    },
    h(
      "header",
      { class: "modal-head" },
      depth > 1 ? h("button", { type: "button", class: "plain-icon", "aria-label": "Back", on: { click: close } }, icon("back")) : avatar(app()?.user_id, 24),
      h("h2", { id: "modal-title" }, plainText(view.title)),
      h("button", { type: "button", class: "plain-icon", "aria-label": "Close", data: { key: "modal/x" }, on: { click: closeAll } }, icon("close")),
    ),
    h(
      "div",
      { class: "modal-body" },
      modal.trouble && h("div", { class: "block alert alert-error", role: "alert" }, icon("fault"), h("div", { class: "words" }, modal.trouble)),
      drawBlocks(view.blocks, surface),
    ),
    (view.submit || view.close) &&
      h(
        "footer",
        { class: "modal-foot" },
        h("button", { type: "button", class: "button", data: { key: "modal/close" }, on: { click: close } }, plainText(view.close) || (view.submit ? "Cancel" : "Close")),
        view.submit && h("button", { type: "submit", class: "button button-primary", data: { key: "modal/submit" }, "aria-busy": sending ? "true" : null }, plainText(view.submit)),
      ),
  );
}

function busy() {
  const button = dialog.querySelector('[data-key="modal/submit"]');
  if (sending) button?.setAttribute("aria-busy", "true");
  else button?.removeAttribute("aria-busy");
}

/** The first thing to fill in; without one, the way on. */
function begin() {
  const body = dialog.querySelector(".modal-body");
  const wanted = body.querySelector('[data-focus="first"]') ?? reachable(body).find((one) => one.matches("input, textarea, .picker"));
  (wanted ?? dialog.querySelector('[data-key="modal/submit"]') ?? reachable(dialog)[0])?.focus();
}

function toFirstError(modal) {
  const wrong = [...dialog.querySelectorAll(".input-wrong")];
  const [first] = wrong;
  announce(wrong.length === 1 ? Object.values(modal.errors)[0] : `${wrong.length} fields need attention`);
  if (!first) return;
  first.scrollIntoView({ block: "nearest" });
  reachable(first)[0]?.focus();
}

async function submit() {
  if (!view?.submit || sending) return;
  sending = true;
  busy();
  const sent = surface;
  const values = sent.drafts;
  const answer = await attempt(act({ do: "submit", ...(Object.keys(values).length && { values }) }, { title: plainText(view.title) }));
  sending = false;
  if (answer && !Object.keys(answer.errors ?? {}).length) sent.forget();
  busy();
}

function close() {
  surface?.forget();
  return attempt(act({ do: "close" }));
}

function closeAll() {
  surface?.forget();
  return attempt(act({ do: "close", all: true }));
}
