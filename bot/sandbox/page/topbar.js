// Draw the bar at the top: the time machine in the middle, and whose eyes one looks through.

import { h, keepingFocus, put } from "./dom.js";
import { icon } from "./icons.js";
import { menuButton } from "./menu.js";
import { avatar, colleagues, myself } from "./names.js";
import { goAs } from "./route.js";
import { showSidebar } from "./sidebar.js";
import { timeMachine } from "./tools/timemachine.js";
import { onChange, world } from "./world.js";

export function mountTopbar(part) {
  const open = h(
    "button",
    { type: "button", class: "bar-button menu-open", "aria-label": "Channels and tools", "aria-expanded": "false", on: { click: () => showSidebar(!document.body.classList.contains("sidebar-open")) } },
    icon("menu"),
  );
  const who = h("div", { class: "who" });
  const lost = h("span", { class: "lost", role: "status" });
  part.append(open, timeMachine(), lost, who);
  let drawn = "";
  onChange(() => {
    lost.textContent = world.offline ? "Sandbox out of reach" : "";
    const now = JSON.stringify([world.state?.me, colleagues()]);
    if (!world.state || now === drawn) return;
    drawn = now;
    keepingFocus(part, () => put(who, actAs()));
  });
}

function actAs() {
  const me = myself();
  return menuButton(
    { class: "bar-button act-as", "aria-label": `Acting as ${me?.real_name}. Change`, title: "Act as", data: { key: "act-as" } },
    [avatar(me?.id, 26), h("span", { class: "act-as-name" }, me?.real_name), icon("chevron")],
    () => [
      { heading: "Act as" },
      ...colleagues().map((one) => ({
        label: one.real_name,
        detail: one.title,
        face: avatar(one.id, 26),
        checked: one.id === me?.id,
        run: () => goAs(one.handle),
      })),
    ],
    { label: "Act as", align: "end" },
  );
}
