// Draw the blocks that hold others: cards, carousels, containers, plans.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { drawElement } from "../elements/elements.js";
import { picture } from "../elements/pictures.js";
import { link, plainText, textObject } from "../text/mrkdwn.js";
import { richText } from "../text/richtext.js";

export function card(block, surface) {
  const place = { surface, blockId: block.block_id, tells: true };
  return h(
    "div",
    { class: "block card" },
    block.hero_image && picture(block.hero_image, "image-hero"),
    h(
      "div",
      { class: "card-head" },
      block.icon && picture(block.icon, "image-tiny"),
      h(
        "div",
        {},
        block.title && h("div", { class: "card-title" }, textObject(block.title)),
        block.subtitle && h("div", { class: "card-sub" }, textObject(block.subtitle)),
      ),
    ),
    block.body && h("div", { class: "words" }, textObject(block.body)),
    block.subtext && h("div", { class: "card-sub" }, textObject(block.subtext)),
    block.actions && h("div", { class: "actions" }, block.actions.map((element) => drawElement(element, place))),
  );
}

export function carousel(block, surface) {
  return h(
    "div",
    { class: "block carousel", role: "group", "aria-label": "Cards", tabindex: "0" },
    (block.elements ?? []).map((one) => card({ ...one, block_id: one.block_id ?? block.block_id }, surface)),
  );
}

/** `drawBlocks` comes as an argument: its module imports this one. */
export function container(block, surface, drawBlocks) {
  const title = block.rich_text_title ? richText(block.rich_text_title) : h("strong", {}, textObject(block.title));
  const head = [title, block.subtitle && h("div", { class: "card-sub" }, textObject(block.subtitle))];
  const inside = h("div", { class: "container-inside" }, drawBlocks(block.child_blocks, surface));
  if (!block.is_collapsible) return h("div", { class: `block container${block.has_header_divider ? " container-divided" : ""}` }, h("div", { class: "container-head" }, head), inside);
  return h(
    "details",
    { class: "block container", open: !block.default_collapsed },
    h("summary", { class: "container-head" }, icon("chevron"), h("div", {}, head)),
    inside,
  );
}

const STATUS = { pending: ["circle", "to do"], in_progress: ["clock", "under way"], complete: ["check", "done"], error: ["fault", "failed"] };

export function taskCard(block) {
  const [mark, says] = STATUS[block.status] ?? STATUS.pending;
  return h(
    "div",
    { class: "block task" },
    h("span", { class: `task-mark task-${block.status}`, role: "img", "aria-label": says }, icon(mark)),
    h(
      "div",
      {},
      h("div", {}, typeof block.title === "string" ? block.title : plainText(block.title)),
      block.details && richText(block.details),
      block.output && richText(block.output),
      block.sources && h("div", { class: "card-sub" }, block.sources.map((source, index) => [index ? " · " : "", link(source.url, source.text)])),
    ),
  );
}

export function plan(block) {
  return h("div", { class: "block card" }, h("div", { class: "card-title" }, block.title), (block.tasks ?? []).map(taskCard));
}
