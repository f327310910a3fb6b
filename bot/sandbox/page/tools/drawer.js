// Hold the pane behind the scenes: every call, and the faults one can order.

import { h, put } from "../dom.js";
import { icon } from "../icons.js";
import { onChange } from "../world.js";
import { Faults } from "./faults.js";
import { Inspector } from "./inspector.js";

const TABS = [
  ["calls", "Calls"],
  ["faults", "Faults"],
];

let part = null;
let current = "calls";
let returnTo = null;
const pages = {};

export function mountDrawer(node) {
  part = node;
  pages.calls = new Inspector();
  pages.faults = new Faults();
  onChange(() => !part.hidden && pages[current].update());
  part.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && close());
}

/** Show a page of the drawer; asked again for the one that is shown, close it. */
export function openDrawer(name) {
  if (!part.hidden && current === name) {
    close();
    return;
  }
  if (part.hidden) returnTo = document.activeElement;
  current = name;
  part.hidden = false;
  document.body.classList.add("drawer-open");
  document.body.classList.remove("sidebar-open");
  draw();
  part.querySelector('[aria-selected="true"]').focus();
}

function close() {
  part.hidden = true;
  document.body.classList.remove("drawer-open");
  if (returnTo?.isConnected) returnTo.focus();
}

function draw() {
  const tab = ([name, words]) =>
    h(
      "button",
      {
        type: "button",
        class: "tab",
        role: "tab",
        id: `tab-${name}`,
        "aria-selected": String(name === current),
        "aria-controls": "drawer-page",
        tabindex: name === current ? "0" : "-1",
        on: { click: () => name !== current && openDrawer(name) },
      },
      words,
    );
  const tabs = h("div", { class: "tabs", role: "tablist", "aria-label": "Behind the scenes" }, TABS.map(tab));
  tabs.addEventListener("keydown", (event) => {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    openDrawer(TABS.find(([name]) => name !== current)[0]);
  });
  put(
    part,
    h("header", { class: "pane-head" }, tabs, h("span", { class: "rail-space" }), h("button", { type: "button", class: "plain-icon", "aria-label": "Close", on: { click: close } }, icon("close"))),
    h("div", { class: "drawer-page", id: "drawer-page", role: "tabpanel", "aria-labelledby": `tab-${current}` }, pages[current].node),
  );
  pages[current].update();
}
