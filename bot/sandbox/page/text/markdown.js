// Read the standard Markdown of a `markdown` block and build nodes from it.

import { h, fragment } from "../dom.js";
import { link } from "./mrkdwn.js";
import { emoji } from "./emoji.js";

const MARKS = /^(?:(```|~~~)(.*)|(#{1,6})\s+(.*)|(?:---+|\*\*\*+|___+)\s*|>\s?(.*)|(\s*)(?:[-*+]|(\d+)[.)])\s+(.*)|\|.*\|\s*)$/;

export function markdown(text) {
  const made = fragment();
  const waiting = String(text ?? "").split("\n");
  while (waiting.length) made.append(block(waiting));
  return made;
}

/** Take one block's lines off the front. */
function block(waiting) {
  const line = waiting.shift();
  const [, fence, , hashes, title, quote, , , item] = MARKS.exec(line) ?? [];
  if (fence) {
    const end = waiting.findIndex((one) => one.startsWith(fence));
    const code = waiting.splice(0, end < 0 ? waiting.length : end);
    if (end >= 0) waiting.shift();
    return h("pre", { tabindex: "0" }, code.join("\n"));
  }
  if (hashes) return h("p", { class: "md-title" }, h("strong", {}, spans(title)));
  if (quote !== undefined) return h("blockquote", {}, markdown([quote, ...run(waiting, /^>\s?/)].join("\n")));
  if (item !== undefined) return list([line, ...take(waiting, /^\s*(?:[-*+]|\d+[.)])\s+/)]);
  if (/^\|.*\|\s*$/.test(line) && /^\|[\s:|-]+\|\s*$/.test(waiting[0] ?? "")) return table([line, ...take(waiting, /^\|/)]);
  if (MARKS.test(line) && !line.startsWith("|")) return h("hr");
  if (!line.trim()) return fragment();
  const more = [];
  while (waiting.length && waiting[0].trim() && !MARKS.test(waiting[0])) more.push(waiting.shift());
  return h("p", {}, spans([line, ...more].join("\n")));
}

function take(waiting, pattern) {
  const taken = [];
  while (waiting.length && pattern.test(waiting[0])) taken.push(waiting.shift());
  return taken;
}

const run = (waiting, pattern) => take(waiting, pattern).map((line) => line.replace(pattern, ""));

function list(lines) {
  const ordered = /^\s*\d/.test(lines[0]);
  const items = lines.map((line) => {
    const [, indent, rest] = /^(\s*)(?:[-*+]|\d+[.)])\s+(.*)$/.exec(line);
    const task = /^\[( |x|X)\]\s+(.*)$/.exec(rest);
    const mark = task ? (task[1] === " " ? "☐ " : "☑ ") : "";
    return h("li", { class: indent.length > 1 ? "md-deep" : null }, mark, spans(task ? task[2] : rest));
  });
  return h(ordered ? "ol" : "ul", {}, items);
}

function table(lines) {
  const cells = (line) => line.trim().replace(/^\||\|$/g, "").split("|").map((cell) => spans(cell.trim()));
  const [head, , ...rows] = lines;
  return h(
    "div",
    { class: "table-frame", tabindex: "0", role: "group", "aria-label": "Table" },
    h(
      "table",
      { class: "table" },
      h("thead", {}, h("tr", {}, cells(head).map((cell) => h("th", { scope: "col" }, cell)))),
      h("tbody", {}, rows.map((row) => h("tr", {}, cells(row).map((cell) => h("td", {}, cell))))),
    ),
  );
}

const SPAN = /\\([\\`*_{}[\]()#+.!|~>-])|`([^`]+)`|\*\*(.+?)\*\*|__(.+?)__|~~(.+?)~~|\*(.+?)\*|\b_(.+?)_\b|!?\[([^\]]*)\]\(([^\s)]+)\)|(https?:\/\/[^\s<>]+[^\s<>.,;:!?)])|:([a-z0-9_+-]+):|\n/;

/** The inside of a paragraph. */
function spans(text) {
  const found = SPAN.exec(text);
  if (!found) return [text];
  const [whole, escaped, code, bold, bolder, strike, italic, slanted, label, url, bare, short] = found;
  const rest = spans(text.slice(found.index + whole.length));
  return [text.slice(0, found.index), node(), ...rest];

  function node() {
    if (escaped) return escaped;
    if (code) return h("code", {}, code);
    if (bold ?? bolder) return h("strong", {}, spans(bold ?? bolder));
    if (strike) return h("s", {}, spans(strike));
    if (italic ?? slanted) return h("em", {}, spans(italic ?? slanted));
    if (url) return link(url, spans(label || url));
    if (bare) return link(bare, bare);
    if (short) return emoji(short) ?? whole;
    return h("br");
  }
}
