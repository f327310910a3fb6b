// Draw tables: plain ones, and data tables that sort and turn pages.

import { h, put } from "../dom.js";
import { icon } from "../icons.js";
import { textObject } from "../text/mrkdwn.js";
import { richText } from "../text/richtext.js";

function cellOf(cell) {
  if (cell.type === "rich_text") return richText(cell);
  if (cell.type === "action_cell") return cell.fallback ? cellOf(cell.fallback) : "";
  if (cell.type === "raw_text" || cell.type === "raw_number") return String(cell.text ?? cell.value ?? "");
  return textObject(cell);
}

/** "63.1 %", "€1.9k", "61 % → 65 %", "3 days" to the right: broken over two lines they are misread. */
const isFigure = (text, align) => /\d/.test(text) && (align === "right" || !/\p{L}{4}/u.test(text));

/** A cell of the table; `align`: left, center or right. */
function drawCell(tag, cell, align, scope = null) {
  const node = h(tag, { scope }, cellOf(cell));
  node.className = `cell-${align}${isFigure(node.textContent, align) ? " cell-figure" : ""}`;
  return node;
}

/** Holds a table; one that is wider than its place is scrolled sideways, by keys too, and says so. */
function frame(label) {
  const scroll = h("div", { class: "table-scroll", role: "group", "aria-label": label });
  const hint = h("div", { class: "table-hint", "aria-hidden": "true", hidden: true }, "Scroll for more", icon("forward"));
  const node = h("div", { class: "block table-frame" }, scroll, hint);
  const look = () => {
    const { scrollLeft, scrollWidth, clientWidth } = scroll;
    const wide = scrollWidth > clientWidth + 1;
    if (wide) scroll.tabIndex = 0;
    else scroll.removeAttribute("tabindex");
    hint.hidden = !wide;
    node.classList.toggle("more-after", wide && scrollLeft + clientWidth < scrollWidth - 1);
    node.classList.toggle("more-before", wide && scrollLeft > 1);
  };
  scroll.addEventListener("scroll", look, { passive: true });
  const watch = new ResizeObserver(look);
  watch.observe(scroll);
  const fill = (drawn, ...below) => {
    watch.observe(drawn);
    put(scroll, drawn);
    put(node, scroll, hint, below);
  };
  return { node, fill };
}

export function table(block) {
  const align = (column) => block.column_settings?.[column]?.align ?? "left";
  const [head, ...rows] = block.rows ?? [];
  const { node, fill } = frame("Table");
  fill(
    h(
      "table",
      { class: "table" },
      head && h("thead", {}, h("tr", {}, head.map((cell, column) => drawCell("th", cell, align(column), "col")))),
      h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell, column) => drawCell("td", cell, align(column)))))),
    ),
  );
  return node;
}

const sortable = (cell) => (cell.type === "raw_number" ? cell.value : (cell.text ?? ""));

export function dataTable(block) {
  const [head = [], ...rows] = block.rows ?? [];
  const size = block.page_size ?? rows.length;
  let page = 0;
  let order = { column: -1, down: false };
  const { node, fill } = frame(block.caption ?? "Table");
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
    fill(
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
      { scope: "col", "aria-sort": here ? (order.down ? "descending" : "ascending") : null, class: `cell-${alignOf(column)}` },
      h("button", { type: "button", class: "sort", on: { click: sort } }, cellOf(cellObject), here ? (order.down ? " ↓" : " ↑") : ""),
    );
  }

  function cell(cellObject, column) {
    const heads = column === block.row_header_column_index;
    return drawCell(heads ? "th" : "td", cellObject, alignOf(column), heads ? "row" : null);
  }

  function alignOf(column) {
    return rows.length && rows.every((row) => row[column]?.type === "raw_number") ? "right" : "left";
  }
}
