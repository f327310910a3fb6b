// Let a person write: a message, a slash command, a file.

import { freshId, h, put } from "./dom.js";
import { Completion } from "./completion.js";
import { icon } from "./icons.js";
import { menuButton } from "./menu.js";
import { app } from "./names.js";
import { attempt } from "./toasts.js";
import { act, world } from "./world.js";

/** What was typed and not sent, by place. */
const drafts = new Map();
const composers = new Set();

const MARKS = [
  ["bold", "Bold", "*"],
  ["italic", "Italic", "_"],
  ["strike", "Strikethrough", "~"],
  ["code", "Code", "`"],
];

export class Composer {
  /** `commands`: slash commands work here (in threads they do not); `send(text)` and `share(file)` answer when it is done. */
  constructor({ key, label, commands, send, share }) {
    Object.assign(this, { key, label, commands, deliver: send, share });
    // What is under way: the next words go out after it, in their order.
    this.line = Promise.resolve();
    this.sending = 0;
    this.hintId = freshId("hint");
    this.field = h("textarea", {
      class: "composer-field",
      rows: "1",
      placeholder: label,
      "aria-label": label,
      "aria-describedby": this.hintId,
      "aria-autocomplete": "list",
      "aria-haspopup": "listbox",
      data: { key: `composer/${key}` },
      on: { input: () => this.typed(), keydown: (event) => this.pressed(event), paste: (event) => this.pasted(event) },
    });
    this.field.value = drafts.get(key) ?? "";
    this.completion = new Completion(this.field, { commands, changed: () => this.typed() });
    this.button = h("button", { type: "submit", class: "send", "aria-label": "Send" }, icon("send"));
    this.waiting = h("div", { class: "composer-waiting", role: "status" });
    this.hint = h("div", { class: "composer-hint", id: this.hintId }, h("kbd", {}, "Enter"), " sends · ", h("kbd", {}, "Shift"), "+", h("kbd", {}, "Enter"), " new line", commands && [" · ", h("kbd", {}, "/"), " commands"]);
    this.node = h(
      "form",
      {
        class: "composer",
        on: {
          submit: (event) => {
            event.preventDefault();
            this.send();
          },
          dragover: (event) => event.preventDefault(),
          drop: (event) => {
            event.preventDefault();
            this.shareAll(event.dataTransfer.files);
          },
        },
      },
      h("div", { class: "composer-box" }, this.styles(), this.field, this.tools()),
      h("div", { class: "composer-foot" }, this.waiting, this.hint),
    );
    composers.add(this);
    this.typed();
  }

  styles() {
    return h(
      "div",
      { class: "composer-styles", role: "group", "aria-label": "Formatting" },
      MARKS.map(([name, label, mark]) =>
        h("button", { type: "button", class: "tool", "aria-label": label, title: label, on: { click: () => this.wrap(mark) } }, icon(name)),
      ),
    );
  }

  tools() {
    const picker = h("input", { type: "file", hidden: true, multiple: true });
    picker.addEventListener("change", async () => {
      await this.shareAll(picker.files);
      picker.value = "";
    });
    const tool = (name, label, run) => h("button", { type: "button", class: "tool", "aria-label": label, title: label, on: { click: run } }, icon(name));
    return h(
      "div",
      { class: "composer-tools" },
      picker,
      tool("plus", "Upload a file", () => picker.click()),
      tool("at", "Mention someone", () => this.insert("@")),
      this.commands && tool("slash", "Slash commands", () => this.insert("/", true)),
      menuButton({ class: "tool", "aria-label": "Shortcuts", title: "Shortcuts" }, icon("bolt"), shortcutItems, { label: "Shortcuts" }),
      h("span", { class: "composer-space" }),
      this.button,
    );
  }

  update() {
    const waits = this.sending > 0;
    put(this.waiting, waits ? [h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")), `${app()?.name ?? "The app"} is on it`] : this.usage());
    this.button.disabled = !this.field.value.trim();
  }

  /** How the command goes on that is being typed. */
  usage() {
    const [, name] = /^(\/\S+)\s/.exec(this.field.value) ?? [];
    const hint = this.commands && name && world.state?.commands?.find((one) => one.command === name)?.usage_hint;
    return hint ? h("span", { class: "usage" }, `${name} ${hint}`) : [];
  }

  typed() {
    drafts.set(this.key, this.field.value);
    this.update();
    // Grown by content; the height is set through the CSSOM.
    this.field.style.height = "auto";
    if (this.field.scrollHeight) this.field.style.height = `${Math.min(this.field.scrollHeight, 220)}px`;
    this.completion.look();
  }

  pressed(event) {
    if (this.completion.steer(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    }
  }

  pasted(event) {
    if (!event.clipboardData?.files.length) return;
    event.preventDefault();
    this.shareAll(event.clipboardData.files);
  }

  async send() {
    const text = this.field.value.trim();
    if (!text) return;
    this.sending += 1;
    this.set("");
    this.line = this.line.then(() => attempt(this.deliver(text)));
    const answer = await this.line;
    this.sending -= 1;
    // A refused message is given back, unless something else was begun meanwhile.
    if (!answer && !this.field.value) this.set(text);
    this.update();
  }

  async shareAll(files) {
    // What is in the field goes with the first file.
    const comment = this.field.value.trim();
    for (const [index, file] of [...files].entries()) {
      const answer = await this.share(file, index ? "" : comment);
      if (answer && comment && !index) this.set("");
    }
  }

  set(text) {
    this.field.value = text;
    this.typed();
  }

  insert(text, atStart = false) {
    const { field } = this;
    const at = field.selectionStart ?? field.value.length;
    if (atStart) this.set(text + field.value.replace(/^\//, ""));
    else this.set(`${field.value.slice(0, at)}${at && !/\s$/.test(field.value.slice(0, at)) ? " " : ""}${text}${field.value.slice(at)}`);
    field.focus();
    const end = atStart ? text.length : field.value.length;
    field.setSelectionRange(end, end);
    this.completion.look();
  }

  wrap(mark) {
    const { field } = this;
    const [from, to] = [field.selectionStart, field.selectionEnd];
    this.set(field.value.slice(0, from) + mark + field.value.slice(from, to) + mark + field.value.slice(to));
    field.focus();
    field.setSelectionRange(from + 1, to + 1);
  }

  focus() {
    this.field.focus();
  }
}

/** The app's global shortcuts, as the lightning button offers them. */
function shortcutItems() {
  const mine = (world.state.shortcuts ?? []).filter((one) => one.type === "global");
  if (!mine.length) return [{ heading: "No shortcuts" }];
  return [
    { heading: app()?.name ?? "App" },
    ...mine.map((one) => ({
      label: one.name,
      detail: one.description,
      icon: "bolt",
      run: () => attempt(act({ do: "shortcut", callback_id: one.callback_id })),
    })),
  ];
}

/** Put words into the composer that is on the screen, ready to be sent. */
export function prefill(text) {
  const shown = [...composers].filter((one) => one.node.isConnected && !one.node.closest(".pane"));
  for (const one of composers) if (!one.node.isConnected) composers.delete(one);
  const composer = shown[shown.length - 1];
  if (!composer) return;
  composer.set(text);
  composer.focus();
  composer.field.setSelectionRange(text.length, text.length);
}
