// Let one choose from a list by typing, arrow keys or pointing: the select that all of Block Kit's selects share.

import { freshId, h, put } from "../dom.js";
import { icon } from "../icons.js";
import { closePopup, isOpen, openPopup, place as placePopup } from "../popup.js";
import { announce } from "../toasts.js";

/**
 * `settings`: `input` (attributes of its field), `placeholder`, `multiple`, `most`, `optional`,
 * `chosen` ([{value, text}]), `find(query)` → options or a promise of them ({value, text, detail, face, group}),
 * `read(text)` → an option for words typed freely (or null), `changed(options)`.
 */
export class Combobox {
  constructor(settings) {
    this.settings = settings;
    this.chosen = [...settings.chosen];
    this.options = [];
    this.at = -1;
    this.asked = 0;
    this.searching = false;
    this.hurried = false;
    this.listId = freshId("list");
    this.list = h("div", {
      class: "popup options",
      role: "listbox",
      id: this.listId,
      "aria-label": settings.placeholder,
      "aria-multiselectable": settings.multiple ? "true" : null,
    });
    this.input = h("input", {
      type: "text",
      class: "combo-input",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-haspopup": "listbox",
      ...settings.input,
      on: {
        input: () => this.open(this.input.value),
        click: () => (isOpen(this.list) ? null : this.open("")),
        keydown: (event) => this.steer(event),
        blur: () => this.left(),
      },
    });
    this.chips = h("span", { class: "chips" });
    this.node = h(
      "div",
      { class: `combo${settings.multiple ? " combo-many" : ""}`, on: { pointerdown: (event) => this.pressed(event) } },
      this.chips,
      this.input,
      icon("chevron"),
    );
    this.show();
  }

  /** The field says what is chosen; several choices are chips before it. */
  show() {
    const { multiple, placeholder } = this.settings;
    if (multiple) {
      put(this.chips, this.chosen.map((option) => this.chip(option)));
      this.input.value = "";
      this.input.placeholder = this.chosen.length ? "" : placeholder;
    } else {
      this.input.value = this.chosen[0]?.text ?? "";
      this.input.placeholder = placeholder;
    }
  }

  chip(option) {
    return h(
      "span",
      { class: "chip" },
      option.text,
      h("button", { type: "button", class: "chip-out", "aria-label": `Remove ${option.text}`, on: { click: () => this.toggle(option) } }, icon("close")),
    );
  }

  pressed(event) {
    if (event.target.closest("button") || event.target === this.input) return;
    event.preventDefault();
    this.input.focus();
    if (isOpen(this.list)) closePopup();
    else this.open("");
  }

  async open(query) {
    this.asked += 1;
    const asked = this.asked;
    this.searching = true;
    const found = await this.settings.find(query.trim());
    // Answers overtake each other; the newest question counts.
    if (asked !== this.asked || !this.input.isConnected) return;
    this.searching = false;
    const typed = query && this.settings.read?.(query);
    this.options = typed && !found.some((option) => option.value === typed.value) ? [typed, ...found] : found;
    if (!this.settings.multiple && !query) this.input.select();
    this.list.replaceChildren();
    this.at = -1;
    let group = null;
    this.options.forEach((option, index) => {
      if (option.group && option.group !== group) this.list.append(h("div", { class: "menu-heading", role: "presentation" }, option.group));
      group = option.group;
      this.list.append(this.line(option, index));
    });
    if (!this.options.length) this.list.append(h("div", { class: "options-none" }, "Nothing fits"));
    if (!isOpen(this.list)) {
      openPopup(this.node, this.list, { wide: true, closed: () => this.closed() });
      this.input.setAttribute("aria-expanded", "true");
      this.input.setAttribute("aria-controls", this.listId);
    }
    const here = this.options.findIndex((option) => this.has(option));
    this.point(query || this.settings.multiple ? 0 : Math.max(0, here));
    placePopup();
    announce(this.options.length === 1 ? "1 option" : `${this.options.length} options`);
    if (this.hurried && this.options[this.at]) this.pick(this.options[this.at]);
    this.hurried = false;
  }

  line(option, index) {
    return h(
      "div",
      {
        class: "option",
        role: "option",
        id: `${this.listId}-${index}`,
        "aria-selected": String(this.has(option)),
        on: {
          // Not click: the field must keep the focus.
          pointerdown: (event) => event.preventDefault(),
          pointerup: () => this.pick(option),
          pointermove: () => this.point(index, false),
        },
      },
      option.face,
      h("span", { class: "menu-words" }, h("span", { class: "menu-label" }, option.text), option.detail && h("span", { class: "menu-detail" }, option.detail)),
      this.has(option) ? icon("check") : null,
    );
  }

  has(option) {
    return this.chosen.some((one) => one.value === option.value);
  }

  point(index, scroll = true) {
    const lines = this.list.querySelectorAll(".option");
    lines[this.at]?.classList.remove("here");
    this.at = lines.length ? (index + lines.length) % lines.length : -1;
    const line = lines[this.at];
    if (!line) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    line.classList.add("here");
    if (scroll) line.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", line.id);
  }

  steer(event) {
    const open = isOpen(this.list);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) this.point(this.at + (event.key === "ArrowDown" ? 1 : -1));
      else this.open("");
    } else if (event.key === "Enter") {
      // An open list takes Enter, also before it has come; a closed one leaves it to the form, as a field does.
      if (this.searching) {
        event.preventDefault();
        event.stopPropagation();
        this.hurried = true;
      } else if (open && this.options[this.at]) {
        event.preventDefault();
        event.stopPropagation();
        this.pick(this.options[this.at]);
      }
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      closePopup();
      this.show();
    } else if (event.key === "Tab" && open) {
      closePopup();
    } else if (event.key === "Backspace" && this.settings.multiple && !this.input.value && this.chosen.length) {
      this.toggle(this.chosen[this.chosen.length - 1]);
    }
  }

  pick(option) {
    if (this.settings.multiple) {
      this.toggle(option);
      if (this.input.isConnected) this.open("");
      return;
    }
    this.chosen = [option];
    closePopup();
    this.show();
    this.settings.changed(this.chosen);
  }

  toggle(option) {
    const without = this.chosen.filter((one) => one.value !== option.value);
    if (without.length === this.chosen.length && this.chosen.length >= (this.settings.most ?? Infinity)) {
      announce(`At most ${this.settings.most}`);
      return;
    }
    this.chosen = without.length < this.chosen.length ? without : [...this.chosen, option];
    this.show();
    this.input.focus();
    this.settings.changed(this.chosen);
  }

  closed() {
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.input.removeAttribute("aria-controls");
  }

  /** Leaving puts back what is chosen; words that can be read as a choice are one, an emptied field is none. */
  left() {
    this.hurried = false;
    if (isOpen(this.list)) closePopup();
    if (this.settings.multiple || this.input.value === (this.chosen[0]?.text ?? "")) {
      this.show();
      return;
    }
    const typed = this.settings.read?.(this.input.value);
    if (typed) {
      this.chosen = [typed];
      this.settings.changed(this.chosen);
    } else if (!this.input.value && this.settings.optional) {
      this.chosen = [];
      this.settings.changed(this.chosen);
    }
    this.show();
  }
}
