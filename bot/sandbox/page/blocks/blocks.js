// Draw a list of Block Kit blocks, each by its type.

import { freshId, h } from "../dom.js";
import { icon } from "../icons.js";
import { drawContext, drawElement } from "../elements/elements.js";
import { picture } from "../elements/pictures.js";
import { markdown } from "../text/markdown.js";
import { link, plainText, textObject } from "../text/mrkdwn.js";
import { richText } from "../text/richtext.js";
import { card, carousel, container, plan, taskCard } from "./cards.js";
import { chart } from "./charts.js";
import { fileCard } from "./files.js";
import { dataTable, table } from "./tables.js";

const DRAWN = {
  header,
  section,
  context: (block) => h("div", { class: "block context" }, (block.elements ?? []).map(drawContext)),
  actions,
  context_actions: actions,
  divider: () => h("hr", { class: "block divider" }),
  image,
  input,
  rich_text: (block) => h("div", { class: "block" }, richText(block)),
  markdown: (block) => h("div", { class: "block markdown" }, markdown(block.text)),
  table,
  data_table: dataTable,
  data_visualization: chart,
  alert,
  card,
  carousel: (block, surface) => carousel(block, surface),
  container: (block, surface) => container(block, surface, drawBlocks),
  plan,
  task_card: taskCard,
  video,
  file: (block) => (block.file ? fileCard(block.file) : ""),
};

export function drawBlocks(blocks, surface) {
  return (blocks ?? []).map((block) => {
    const draw = DRAWN[block.type];
    return draw ? draw(block, surface) : h("div", { class: "block undrawn" }, `A block of type ${block.type} is not drawn here.`);
  });
}

function header(block, surface) {
  // One below what titles the surface: a message's author at 3, a modal's title at 2, the home's at 1.
  const level = { message: "h4", modal: "h3", home: "h2" }[surface.kind];
  return h(level, { class: "block header" }, plainText(block.text));
}

function section(block, surface) {
  const words = block.text && h("div", { class: "words", id: freshId("section") }, textObject(block.text));
  const fields = block.fields && h("div", { class: "fields" }, block.fields.map((field) => h("div", { class: "words" }, textObject(field))));
  if (!block.accessory) return h("div", { class: "block section" }, words, fields);
  const accessory = drawElement(block.accessory, {
    surface,
    blockId: block.block_id,
    tells: true,
    // A button says itself what it does; a select is named by the words that it stands beside.
    labelled: block.accessory.type.includes("button") ? null : words?.id,
  });
  const wide = ["checkboxes", "radio_buttons"].includes(block.accessory.type) ? " section-stacked" : "";
  return h("div", { class: `block section section-pair${wide}` }, h("div", { class: "section-main" }, words, fields), h("div", { class: "accessory" }, accessory));
}

function actions(block, surface) {
  return h(
    "div",
    { class: "block actions" },
    (block.elements ?? []).map((element) => drawElement(element, { surface, blockId: block.block_id, tells: true })),
  );
}

function image(block) {
  return h(
    "figure",
    { class: "block image" },
    block.title && h("figcaption", {}, plainText(block.title)),
    picture(block, "image-large"),
  );
}

const WRITTEN = ["plain_text_input", "number_input", "email_text_input", "url_text_input", "rich_text_input"];

function input(block, surface) {
  const { element } = block;
  const error = surface.errors[block.block_id];
  const ids = { label: freshId("label"), hint: block.hint && freshId("hint"), error: error && freshId("error") };
  const drawn = drawElement(element, {
    surface,
    blockId: block.block_id,
    tells: Boolean(block.dispatch_action),
    labelled: ids.label,
    described: [ids.error, ids.hint].filter(Boolean).join(" ") || null,
    invalid: Boolean(error),
    optional: Boolean(block.optional),
  });
  const label = h("div", { class: "label", id: ids.label }, plainText(block.label), block.optional && h("span", { class: "optional" }, " (optional)"));
  // Pressing the words goes to the field, as a label's would; one label cannot serve a group of fields.
  if (WRITTEN.includes(element.type)) label.addEventListener("click", () => drawn.focus?.());
  return h(
    "div",
    { class: `block input${error ? " input-wrong" : ""}`, data: { block: block.block_id } },
    label,
    drawn,
    error && h("div", { class: "error", id: ids.error }, icon("fault"), h("span", {}, error)),
    block.hint && h("div", { class: "hint", id: ids.hint }, plainText(block.hint)),
  );
}

function alert(block) {
  const level = block.level ?? "default";
  const mark = { success: "check", error: "fault", warning: "fault" }[level] ?? "info";
  return h("div", { class: `block alert alert-${level}`, role: level === "error" ? "alert" : "note" }, icon(mark), h("div", { class: "words" }, textObject(block.text)));
}

function video(block) {
  return h("div", { class: "block section words" }, link(block.title_url ?? block.video_url, h("strong", {}, plainText(block.title))), h("div", {}, textObject(block.description)));
}
