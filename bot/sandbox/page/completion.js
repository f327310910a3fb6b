// Complete slash commands, people and channels while one types.

import { freshId, h } from "./dom.js";
import { icon } from "./icons.js";
import { app, avatar, channels, colleagues, personName } from "./names.js";
import { closePopup, isOpen, openPopup, place } from "./popup.js";
import { announce } from "./toasts.js";
import { world } from "./world.js";

export class Completion {
  constructor(field, { commands, changed }) {
    Object.assign(this, { field, commands, changed });
    this.found = [];
    this.at = 0;
    this.dismissed = "";
    this.id = freshId("completion");
    this.list = h("div", { class: "popup options completion", role: "listbox", id: this.id, "aria-label": "Suggestions" });
    field.addEventListener("blur", () => this.close());
  }

  /** Look at what stands before the cursor, and offer what fits. */
  look() {
    const { field } = this;
    if (document.activeElement !== field) return;
    const before = field.value.slice(0, field.selectionStart);
    const word = /(?:^|\s)([@#][\p{L}\p{N}._-]*)$/u.exec(before)?.[1];
    const offers = this.commands && /^\/\S*$/.test(before) ? commandsFor(before) : word ? namesFor(word) : [];
    if (!offers.length || before === this.dismissed) {
      this.close();
      return;
    }
    this.dismissed = "";
    this.start = before.length - (word ?? before).length;
    this.found = offers;
    this.at = 0;
    this.draw();
  }

  draw() {
    let group = null;
    this.list.replaceChildren();
    this.found.forEach((offer, index) => {
      if (offer.group !== group) this.list.append(h("div", { class: "menu-heading", role: "presentation" }, offer.group));
      group = offer.group;
      this.list.append(
        h(
          "div",
          {
            class: `option${index === this.at ? " here" : ""}`,
            role: "option",
            id: `${this.id}-${index}`,
            "aria-selected": String(index === this.at),
            on: {
              // Not click: the field must keep the focus.
              pointerdown: (event) => event.preventDefault(),
              pointerup: () => this.take(index),
            },
          },
          offer.face,
          h("span", { class: "menu-words" }, h("span", { class: "menu-label" }, offer.label, offer.hint && h("span", { class: "usage" }, ` ${offer.hint}`)), offer.detail && h("span", { class: "menu-detail" }, offer.detail)),
        ),
      );
    });
    if (!isOpen(this.list)) {
      openPopup(this.field.closest(".composer-box") ?? this.field, this.list, { wide: true, closed: () => this.field.removeAttribute("aria-activedescendant") });
      announce(`${this.found.length} suggestions. Arrow keys choose, Tab or Enter takes one.`);
    }
    this.field.setAttribute("aria-controls", this.id);
    this.field.setAttribute("aria-activedescendant", `${this.id}-${this.at}`);
    place();
    this.list.querySelector(".here")?.scrollIntoView({ block: "nearest" });
  }

  close() {
    if (isOpen(this.list)) closePopup();
    this.field.removeAttribute("aria-controls");
  }

  /** Whether the key was for the list. */
  steer(event) {
    if (!isOpen(this.list)) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.at = (this.at + step + this.found.length) % this.found.length;
      this.draw();
    } else if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey && !this.complete())) {
      this.take(this.at);
    } else if (event.key === "Escape") {
      this.dismissed = this.field.value.slice(0, this.field.selectionStart);
      this.close();
      event.stopPropagation();
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }

  /** What is offered stands there already, so that Enter sends. */
  complete() {
    return this.field.value.slice(this.start, this.field.selectionStart) === this.found[this.at].text.trim();
  }

  take(index) {
    const { field } = this;
    const { text } = this.found[index];
    const after = field.value.slice(field.selectionStart);
    field.value = field.value.slice(0, this.start) + text + after.replace(/^ /, "");
    const end = this.start + text.length;
    field.setSelectionRange(end, end);
    this.close();
    this.changed();
  }
}

function commandsFor(typed) {
  return (world.state?.commands ?? [])
    .filter((one) => one.command.startsWith(typed.toLowerCase()))
    .map((one) => ({
      group: one.built_in ? "Slack" : (app()?.name ?? "App"),
      text: `${one.command} `,
      label: one.command,
      hint: one.usage_hint,
      detail: one.description,
      face: one.built_in ? h("span", { class: "option-mark" }, icon("slash")) : avatar(app()?.user_id, 26),
    }))
    .sort((a, b) => (a.group === "Slack") - (b.group === "Slack"));
}

function namesFor(word) {
  const query = word.slice(1).toLowerCase();
  if (word.startsWith("#")) {
    return channels()
      .filter((one) => one.name && ["channel", "private"].includes(one.kind) && one.name.includes(query))
      .map((one) => ({ group: "Channels", text: `#${one.name} `, label: one.name, detail: one.purpose, face: h("span", { class: "option-mark" }, icon("hash")) }));
  }
  const fits = (...names) => names.some((name) => name?.toLowerCase().split(/\s/).some((part) => part.startsWith(query)) || name?.toLowerCase().startsWith(query));
  const ours = app();
  return [
    ...(ours && fits(ours.name) ? [{ group: "People and apps", text: `@${ours.name} `, label: ours.name, detail: "App", face: avatar(ours.user_id, 26) }] : []),
    ...colleagues()
      .filter((one) => fits(one.handle, one.real_name, one.display_name))
      .map((one) => ({ group: "People and apps", text: `@${one.handle} `, label: personName(one.id), detail: one.title, face: avatar(one.id, 26) })),
  ];
}
