// Read Slack's mrkdwn and build nodes from it; nothing in a text can become an element of its own.

import { h, fragment } from "../dom.js";
import { channelLink, mention } from "../names.js";
import { emoji } from "./emoji.js";
import { localised, momentOf } from "./moments.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const STYLES = { "*": "strong", _: "em", "~": "s" };
const WORD = /[\p{L}\p{N}]/u;

export const unescapeText = (text) => text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);

/** Whether a link may be followed: a text must not be able to run anything. */
export const isSafe = (url) => /^(https?:\/\/|mailto:|tel:)/i.test(url);

export function link(url, ...label) {
  if (!isSafe(url)) return fragment(...label);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...label);
}

/** A whole mrkdwn text: paragraphs, quotes, lists and fenced code. `verbatim` leaves bare addresses alone. */
export function mrkdwn(text, { verbatim = false } = {}) {
  const made = fragment();
  // Odd parts stand between fences.
  String(text ?? "").split(/```/).forEach((part, index, parts) => {
    const open = index % 2 === 1;
    if (open && index < parts.length - 1) made.append(h("pre", { tabindex: "0" }, plain(part.replace(/^\n|\n$/g, ""))));
    else if (part) made.append(lines((open ? "```" : "") + part, verbatim));
  });
  return made;
}

function lines(text, verbatim) {
  const made = fragment();
  const waiting = text.replace(/^\n|\n$/g, "").split("\n");
  let fresh = true;
  while (waiting.length) {
    const line = waiting.shift();
    const quoted = quoteOf(line);
    const listed = /^(\s*)(?:([•◦▪])|(\d{1,2}\.)|(-))\s+(.*)$/.exec(line);
    if (quoted !== null) {
      const inside = [quoted];
      if (/^(&gt;|>){3}/.test(line)) inside.push(...waiting.splice(0));
      while (waiting.length && quoteOf(waiting[0]) !== null) inside.push(quoteOf(waiting.shift()));
      made.append(h("blockquote", {}, lines(inside.join("\n"), verbatim)));
      fresh = true;
    } else if (listed) {
      const [, indent, bullet, number, dash, rest] = listed;
      made.append(
        h(
          "span",
          { class: indent.length > 1 ? "item item-deep" : "item" },
          h("span", { class: "item-mark" }, bullet ?? number ?? dash),
          h("span", {}, inline(rest, verbatim)),
        ),
      );
      fresh = true;
    } else if (!line.trim()) {
      made.append(h("span", { class: "gap" }));
      fresh = true;
    } else {
      if (!fresh) made.append(h("br"));
      made.append(...inline(line, verbatim));
      fresh = false;
    }
  }
  return made;
}

function quoteOf(line) {
  const found = /^(?:&gt;|>)(?:(?:&gt;|>){2})? ?(.*)$/.exec(line);
  return found ? found[1] : null;
}

/** One line: styles, code, links, mentions, dates, emoji. */
export function inline(text, verbatim = false) {
  const made = [];
  let words = "";
  const flush = () => {
    if (words) made.push(unescapeText(words));
    words = "";
  };
  for (let at = 0; at < text.length; ) {
    const found = reading(text, at, verbatim);
    if (found) {
      flush();
      made.push(found.node);
      at = found.end;
    } else {
      words += text[at];
      at += 1;
    }
  }
  flush();
  return made;
}

/** What stands at this place, if it is more than a character: its node and where it ends. */
function reading(text, at, verbatim) {
  const sign = text[at];
  if (sign === "<") {
    const end = text.indexOf(">", at);
    const node = end > 0 ? angle(text.slice(at + 1, end), at === 0) : null;
    return node && { node, end: end + 1 };
  }
  if (sign === "`") {
    const end = text.indexOf("`", at + 1);
    return end > at + 1 ? { node: h("code", {}, plain(text.slice(at + 1, end))), end: end + 1 } : null;
  }
  if (STYLES[sign] && !WORD.test(text[at - 1] ?? " ")) {
    const end = closing(text, at);
    if (end) return { node: h(STYLES[sign], {}, inline(text.slice(at + 1, end), verbatim)), end: end + 1 };
  }
  if (sign === ":") {
    const found = /^:([a-z0-9_+-]+(?:::skin-tone-\d)?):/.exec(text.slice(at, at + 60));
    const drawn = found && emoji(found[1]);
    return drawn ? { node: h("span", { class: "emoji", title: found[0] }, drawn), end: at + found[0].length } : null;
  }
  if (sign === "h" && !verbatim && !WORD.test(text[at - 1] ?? " ")) {
    const found = /^https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)'"*_~]/.exec(text.slice(at));
    return found ? { node: link(unescapeText(found[0]), unescapeText(found[0])), end: at + found[0].length } : null;
  }
  return null;
}

/** Where the style that opens at `at` closes: after a letter, before none, on the same line, outside of code and links. */
function closing(text, at) {
  const sign = text[at];
  if (/\s/.test(text[at + 1] ?? " ") || text[at + 1] === sign) return null;
  for (let here = at + 1; here < text.length; here += 1) {
    if (text[here] === "<" && text.indexOf(">", here) > 0) here = text.indexOf(">", here);
    else if (text[here] === "`" && text.indexOf("`", here + 1) > 0) here = text.indexOf("`", here + 1);
    else if (text[here] === sign && !/\s/.test(text[here - 1]) && !WORD.test(text[here + 1] ?? " ")) return here;
  }
  return null;
}

/** What stands between < and >: a mention, a channel, a date, a link. `first`: nothing stands before it. */
function angle(inside, first) {
  const [target, label] = split(inside, "|");
  if (/^@[UWB]\w+$/.test(target)) return mention(target.slice(1));
  if (/^#[CDG]\w+$/.test(target)) return channelLink(target.slice(1), label && unescapeText(label));
  if (/^!(here|channel|everyone)$/.test(target)) return h("span", { class: "mention mention-me" }, `@${target.slice(1)}`);
  if (target.startsWith("!subteam^")) return h("span", { class: "mention" }, unescapeText(label ?? "@group"));
  if (target.startsWith("!date^")) return dateNode(target, label, first);
  const url = unescapeText(target);
  if (!isSafe(url)) return null;
  return link(url, label ? inline(label, true) : url.replace(/^mailto:/, ""));
}

function dateNode(target, fallback, first) {
  const [, stamp, pattern, url] = target.split("^");
  const unix = Number(stamp);
  const said = Number.isFinite(unix) && pattern ? localised(unix, unescapeText(pattern)) : unescapeText(fallback ?? "");
  const words = first ? said.charAt(0).toUpperCase() + said.slice(1) : said;
  if (!Number.isFinite(unix)) return fragment(words);
  const node = h("time", { datetime: new Date(unix * 1000).toISOString(), title: momentOf(unix) }, words);
  return url ? link(unescapeText(url), node) : node;
}

function split(text, at) {
  const place = text.indexOf(at);
  return place < 0 ? [text, null] : [text.slice(0, place), text.slice(place + 1)];
}

/** Code shows what was written; of links and mentions in it only the words. */
function plain(text) {
  return unescapeText(text.replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (whole, target, label) => label ?? target));
}

/** A text object (`plain_text` or `mrkdwn`) as nodes. */
export function textObject(object) {
  if (!object) return fragment();
  if (typeof object === "string") return fragment(object);
  if (object.type === "mrkdwn") return mrkdwn(object.text, { verbatim: object.verbatim });
  return fragment(plainText(object));
}

/** A plain_text object's words; its shortcodes are drawn unless it says `emoji: false`. */
export function plainText(object) {
  if (!object) return "";
  if (typeof object === "string") return object;
  return object.emoji === false
    ? object.text
    : object.text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => emoji(name) ?? whole);
}
