// Show in the middle the place one is at: a channel or the app's home.

import { put } from "./dom.js";
import { ChannelView } from "./channel.js";
import { HomeView } from "./home.js";
import { app } from "./names.js";
import { here } from "./route.js";
import { act, world } from "./world.js";

let view = null;
let shown = "";

export function drawMain(part) {
  if (!world.state) return;
  const place = here();
  const key = `${world.state.me}/${place.kind}/${place.channel?.id}`;
  if (key !== shown) {
    shown = key;
    view = place.kind === "home" ? new HomeView() : new ChannelView(place.channel);
    put(part, view.node);
    document.title = `${view.title} · ${world.state.workspace.name}`;
  }
  view.update();
  look();
}

let looking = false;

/** What is on the screen counts as read. */
async function look() {
  const { kind, channel } = here();
  if (kind !== "channel" || !channel?.unread || looking || document.hidden) return;
  looking = true;
  try {
    await act({ do: "go", channel: channel.id });
  } catch {
    // A mark that stays is no reason to interrupt anyone.
  } finally {
    looking = false;
  }
}

document.addEventListener("visibilitychange", () => world.state && look());

/** Tell the sandbox that one has arrived: the app hears when its home is opened. */
export async function visit() {
  const { kind, channel } = here();
  try {
    if (kind === "home") await act({ do: "open_home" });
    else if (channel?.kind === "im" && channel.with === app()?.user_id) await act({ do: "open_home", tab: "messages" });
  } catch {
    // The home says itself that there is nothing in it.
  }
}
