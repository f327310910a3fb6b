// Stand between a drawn message, modal or home and the sandbox: what is chosen in it, typed but not sent, and told.

import { act, world } from "./world.js";
import { attempt } from "./toasts.js";

/** Typed but not yet told, by surface; kept here because the surface is drawn anew under the typist's hands. */
const drafts = new Map();

/** The element that was used last, to put a warning beside it. */
let lastUsed = "";

/** A StateValue in the form that `set` takes. */
function plain(stateValue) {
  if (!stateValue) return undefined;
  const one = (option) => option?.value ?? null;
  const readings = {
    selected_option: one,
    selected_options: (options) => (options ?? []).map(one),
    files: (files) => (files ?? []).map((file) => file.id ?? file),
  };
  for (const [key, value] of Object.entries(stateValue)) {
    if (key !== "type") return readings[key] ? readings[key](value) : value;
  }
  return undefined;
}

const INITIALS = {
  initial_option: (option) => option.value,
  initial_options: (options) => options.map((option) => option.value),
};

/** The value that an element starts with. */
function initialOf(element) {
  for (const [key, value] of Object.entries(element)) {
    if (key.startsWith("initial_") && value !== null) return (INITIALS[key] ?? ((same) => same))(value);
  }
  return undefined;
}

export class Surface {
  /** `where`: `{view_id}` or `{channel, ts}`; `state`: what the sandbox remembers; `errors`: by block. */
  constructor(kind, where, state = {}, errors = {}) {
    this.kind = kind;
    this.where = where;
    this.state = state ?? {};
    this.errors = errors ?? {};
    this.key = [world.me, ...Object.values(where)].join("/");
  }

  get drafts() {
    return drafts.get(this.key) ?? {};
  }

  value(blockId, element) {
    const draft = this.drafts[blockId]?.[element.action_id];
    return draft !== undefined ? draft : (plain(this.state[blockId]?.[element.action_id]) ?? initialOf(element));
  }

  /** The whole StateValue: an external select's label stands only there. */
  remembered(blockId, element) {
    return this.state[blockId]?.[element.action_id] ?? null;
  }

  keyOf(blockId, actionId) {
    return `${this.key}/${blockId}/${actionId}`;
  }

  wasUsed(blockId, actionId) {
    return lastUsed === this.keyOf(blockId, actionId);
  }

  get wasUsedAtAll() {
    return lastUsed.startsWith(`${this.key}/`);
  }

  /** Keep a value until something of this surface is told. */
  remember(blockId, actionId, value) {
    const mine = this.drafts;
    drafts.set(this.key, { ...mine, [blockId]: { ...mine[blockId], [actionId]: value } });
  }

  /** A choice was made: tell the app if the element does, otherwise remember it. */
  async choose(place, element, value, { enter = false } = {}) {
    this.remember(place.blockId, element.action_id, value);
    if (!place.tells && !enter) return;
    await this.tell({ do: "set", block_id: place.blockId, action_id: element.action_id, value, ...(enter && { enter }) });
  }

  /** `label`: the button's words. */
  async press(blockId, actionId, label) {
    await this.tell({ do: "click", block_id: blockId, action_id: actionId }, { label });
  }

  async suggest(blockId, actionId, query) {
    const answer = await attempt(
      act({ do: "suggest", ...this.where, block_id: blockId, action_id: actionId, query }),
    );
    return answer ?? { options: [] };
  }

  async tell(body, about) {
    lastUsed = this.keyOf(body.block_id, body.action_id);
    const values = this.drafts;
    const answer = await attempt(act({ ...body, ...this.where, ...(Object.keys(values).length && { values }) }, about));
    // What the sandbox has taken over is its own to remember now, and the app's to change.
    if (answer && drafts.get(this.key) === values) drafts.delete(this.key);
    return answer;
  }

  forget() {
    drafts.delete(this.key);
  }
}
