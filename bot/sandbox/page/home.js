// Show the app's home.

import { h, put } from "./dom.js";
import { drawBlocks } from "./blocks/blocks.js";
import { tabs } from "./channel.js";
import { app, avatar } from "./names.js";
import { Surface } from "./surfaces.js";
import { world } from "./world.js";

export class HomeView {
  constructor() {
    this.title = `${app()?.name} Home`;
    this.drawn = null;
    this.body = h("div", { class: "home-body" });
    this.node = h(
      "div",
      { class: "place-view" },
      h("header", { class: "place-head" }, h("h1", { class: "place-title" }, avatar(app()?.user_id, 24), app()?.name), tabs("home")),
      h("div", { class: "home-scroll", tabindex: "0", role: "region", "aria-label": this.title }, this.body),
    );
  }

  update() {
    const { home } = world.state;
    const now = JSON.stringify(home);
    if (now === this.drawn) return;
    this.drawn = now;
    if (!home?.view) {
      put(this.body, h("p", { class: "home-empty" }, world.busy ? "Opening…" : `${app()?.name} shows nothing here yet.`));
      // Whether it is still opening is not part of the state.
      this.drawn = null;
      return;
    }
    const surface = new Surface("home", { view_id: home.view.id }, home.state);
    surface.trouble = home.trouble;
    put(this.body, drawBlocks(home.view.blocks, surface));
  }
}
