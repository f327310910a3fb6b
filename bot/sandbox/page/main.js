// Start the page: read who one is from the address, fetch the world, and let every part draw itself.

import { keepingFocus, reachable } from "./dom.js";
import { closePopup, place } from "./popup.js";
import { asked, goAs } from "./route.js";
import { mountToasts, toast } from "./toasts.js";
import { become, onChange, redraw, world } from "./world.js";
import { drawMain, visit } from "./places.js";
import { drawDialog } from "./dialogs.js";
import { drawModal } from "./modals.js";
import { mountSidebar } from "./sidebar.js";
import { drawThread } from "./thread.js";
import { mountDrawer } from "./tools/drawer.js";
import { mountGuide } from "./tools/guide.js";
import { mountTopbar } from "./topbar.js";

const part = (id) => document.getElementById(id);

mountToasts();
mountTopbar(part("topbar"));
mountSidebar(part("sidebar"));
mountDrawer(part("drawer"));
mountGuide();
onChange(() => keepingFocus(part("main"), () => drawMain(part("main"))));
onChange(() => keepingFocus(part("thread"), () => drawThread(part("thread"))));
onChange(drawModal);
onChange(drawDialog);
onChange(place);

async function arrive() {
  closePopup();
  const { handle } = asked();
  if (!handle) {
    history.replaceState(null, "", "#/ana/checkout");
    await arrive();
    return;
  }
  if (handle !== world.me) {
    try {
      await become(handle);
    } catch (refused) {
      toast(refused.message, { trouble: true });
      if (!world.state && handle !== "ana") goAs("ana");
      return;
    }
  }
  document.body.classList.remove("sidebar-open");
  redraw();
  await visit();
}

addEventListener("hashchange", arrive);

/** F6 walks through the regions of the page, as in Slack. */
addEventListener("keydown", (event) => {
  if (event.key !== "F6" || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  const regions = ["topbar", "sidebar", "main", "thread", "drawer"].map(part).filter((region) => region.getClientRects().length);
  const here = regions.findIndex((region) => region.contains(document.activeElement));
  const next = regions[(here + (event.shiftKey ? -1 : 1) + regions.length) % regions.length];
  (next.querySelector(".message[tabindex=\"0\"]") ?? reachable(next)[0] ?? next).focus();
});

arrive();
