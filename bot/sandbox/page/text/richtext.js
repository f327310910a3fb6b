// Draw a rich_text block, whose texts are never parsed.

import { h } from "../dom.js";
import { channelLink, mention } from "../names.js";
import { emoji } from "./emoji.js";
import { localised, momentOf } from "./moments.js";
import { link } from "./mrkdwn.js";

const CONTAINERS = {
  rich_text_section: (part) => h("div", { class: "rich-line" }, inside(part)),
  rich_text_preformatted: (part) => h("pre", { tabindex: "0" }, inside(part)),
  rich_text_quote: (part) => h("blockquote", {}, inside(part)),
  rich_text_list: (part) =>
    h(
      part.style === "ordered" ? "ol" : "ul",
      { class: `rich-list indent-${Math.min(part.indent ?? 0, 4)}`, start: part.offset ? part.offset + 1 : null },
      (part.elements ?? []).map((item) => h("li", {}, inside(item))),
    ),
};

const LEAVES = {
  text: (leaf) => leaf.text.split("\n").flatMap((line, index) => (index ? [h("br"), line] : [line])),
  link: (leaf) => link(leaf.url, leaf.text || leaf.url),
  user: (leaf) => mention(leaf.user_id),
  channel: (leaf) => channelLink(leaf.channel_id),
  usergroup: () => h("span", { class: "mention" }, "@group"),
  team: () => h("span", { class: "mention" }, "@workspace"),
  broadcast: (leaf) => h("span", { class: "mention mention-me" }, `@${leaf.range}`),
  emoji: (leaf) => h("span", { class: "emoji" }, emoji(leaf.name) ?? `:${leaf.name}:`),
  date: (leaf) =>
    h("time", { datetime: new Date(leaf.timestamp * 1000).toISOString(), title: momentOf(leaf.timestamp) },
      localised(leaf.timestamp, leaf.format)),
  color: (leaf) => {
    const patch = h("span", { class: "swatch", "aria-hidden": "true" });
    patch.style.backgroundColor = leaf.value;
    return [leaf.value, patch];
  },
};

const STYLES = { code: "code", strike: "s", italic: "em", bold: "strong", underline: "u" };

export function richText(block) {
  return h("div", { class: "rich" }, (block.elements ?? []).map((part) => CONTAINERS[part.type]?.(part) ?? ""));
}

function inside(part) {
  return (part.elements ?? []).map((leaf) => {
    let drawn = LEAVES[leaf.type]?.(leaf) ?? "";
    for (const [style, tag] of Object.entries(STYLES)) if (leaf.style?.[style]) drawn = h(tag, {}, drawn);
    return drawn;
  });
}

/** What a person wrote in a rich_text_input, as Slack sends it: one section, a line break where they pressed Enter. */
export function richTextOf(text) {
  return { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] };
}

/** The words of a rich_text value, to put back into the field. */
export function wordsOf(value) {
  if (!value?.elements) return "";
  const leaves = (part) => (part.elements ?? []).map((leaf) => leaf.text ?? (leaf.elements ? leaves(leaf) : "")).join("");
  return value.elements.map(leaves).join("\n");
}
