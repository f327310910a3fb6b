// Draw tables: plain ones, and data tables that sort and turn pages.

import { h, put } from "../dom.js";
import { textObject } from "../text/mrkdwn.js";
import { richText } from "../text/richtext.js";

function cellOf(cell) {
  if (cell.type === "rich_text") return richText(cell);
  if (cell.type === "action_cell") return cell.fallback ? cellOf(cell.fallback) : "";
  if (cell.type === "raw_text" || cell.type === "raw_number") return String(cell.text ?? cell.value ?? "");
  return textObject(cell);
}

function frame(label, inside) {
  // Focusable, so that a table wider than the phone can be scrolled by keys.
  return h("div", { class: "block table-frame", role: "group", "aria-label": label, tabindex: "0" }, inside);
}

export function table(block) {
  const settings = block.column_settings ?? [];
  const style = (column) => `cell-${settings[column]?.align ?? "left"}${settings[column]?.is_wrapped ? " cell-wrapped" : ""}`;
  const [head, ...rows] = block.rows ?? [];
  return frame(
    "Table",
    h(
      "table",
      { class: "table" },
      head && h("thead", {}, h("tr", {}, head.map((cell, column) => h("th", { scope: "col", class: style(column) }, cellOf(cell))))),
      h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell, column) => h("td", { class: style(column) }, cellOf(cell)))))),
    ),
  );
}

const sortable = (cell) => (cell.type === "raw_number" ? cell.value : (cell.text ?? ""));

export function dataTable(block) {
  const [head = [], ...rows] = block.rows ?? [];
  const size = block.page_size ?? rows.length;
  let page = 0;
  let order = { column: -1, down: false };
  const node = frame(block.caption ?? "Table", []);
  draw();
  return node;

  function shown() {
    if (order.column < 0) return rows;
    const numeric = rows.every((row) => row[order.column]?.type === "raw_number");
    const sign = order.down ? -1 : 1;
    const compare = numeric ? (a, b) => a - b : (a, b) => String(a).localeCompare(String(b));
    return [...rows].sort((a, b) => sign * compare(sortable(a[order.column]), sortable(b[order.column])));
  }

  function draw() {
    const pages = Math.max(1, Math.ceil(rows.length / size));
    const turn = (step, label, able) =>
      h("button", { type: "button", class: "button button-small", disabled: !able, on: { click: () => { page += step; draw(); } } }, label);
    put(
      node,
      h(
        "table",
        { class: "table" },
        h("caption", {}, block.caption),
        h("thead", {}, h("tr", {}, head.map(title))),
        h("tbody", {}, shown().slice(page * size, (page + 1) * size).map((row) => h("tr", {}, row.map(cell)))),
      ),
      pages > 1 && h("div", { class: "table-pages" }, turn(-1, "Back", page > 0), `${page + 1} of ${pages}`, turn(1, "Next", page < pages - 1)),
    );
  }

  function title(cellObject, column) {
    const here = order.column === column;
    const sort = () => {
      order = { column, down: here && !order.down };
      page = 0;
      draw();
    };
    return h(
      "th",
      { scope: "col", "aria-sort": here ? (order.down ? "descending" : "ascending") : null, class: numberClass(column) },
      h("button", { type: "button", class: "sort", on: { click: sort } }, cellOf(cellObject), here ? (order.down ? " ↓" : " ↑") : ""),
    );
  }

  function cell(cellObject, column) {
    const tag = column === block.row_header_column_index ? "th" : "td";
    return h(tag, { class: numberClass(column), scope: tag === "th" ? "row" : null }, cellOf(cellObject));
  }

  function numberClass(column) {
    return rows.length && rows.every((row) => row[column]?.type === "raw_number") ? "cell-right" : "cell-left";
  }
}
