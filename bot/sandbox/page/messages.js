// Draw one message: who, when, what, and what can be done with it.

import { h } from "./dom.js";
import { drawBlocks } from "./blocks/blocks.js";
import { fileCard } from "./blocks/files.js";
import { troubleMark } from "./elements/elements.js";
import { icon } from "./icons.js";
import { app, avatar, person, personName } from "./names.js";
import { addressOf, here, slugOf } from "./route.js";
import { Surface } from "./surfaces.js";
import { reactions, toolbar } from "./messagetools.js";
import { mrkdwn, textObject } from "./text/mrkdwn.js";
import { agoOf, momentOf, timeOf } from "./text/moments.js";

const authorOf = (message) => message.user ?? (message.bot_id ? app()?.user_id : null);

/** `follows`: the message before it is the same author's; `inThread`: it stands in a thread's pane. */
export function drawMessage(message, { follows = false, inThread = false } = {}) {
  const unix = Number(message.ts);
  const author = authorOf(message);
  const name = message.username ?? personName(author);
  const when = timeOf(unix);
  const time = h("time", { class: "when", datetime: new Date(unix * 1000).toISOString(), title: momentOf(unix) }, when);
  return h(
    "article",
    {
      class: ["message", follows ? "message-follows" : "", message.ephemeral ? "message-private" : ""].join(" "),
      tabindex: "-1",
      "aria-label": `${name}, ${when}${message.ephemeral ? ", only visible to you" : ""}`,
      data: { ts: message.ts, channel: message.channel, key: `message/${message.channel}/${message.ts}` },
    },
    h("div", { class: "message-side" }, follows ? time : avatar(author)),
    h(
      "div",
      { class: "message-main" },
      message.ephemeral && !follows && h("div", { class: "only-you" }, icon("eye"), "Only visible to you"),
      !follows && h("h3", { class: "author" }, h("span", { class: "author-name" }, name), isApp(message, author) && h("span", { class: "badge" }, "App"), time),
      message.subtype === "thread_broadcast" && !inThread && h("div", { class: "replied" }, "replied to ", h("a", { href: threadAddress(message) }, "a thread")),
      content(message),
      reactions(message),
      !inThread && message.reply_count > 0 && summary(message),
    ),
    toolbar(message, { inThread }),
  );
}

const isApp = (message, author) => Boolean(message.bot_id || person(author)?.is_bot);

function content(message) {
  const surface = new Surface("message", { channel: message.channel, ts: message.ts }, message.state);
  surface.trouble = message.trouble;
  // What a person wrote is drawn from its text: there the marks for bold and code still stand.
  const written = !message.bot_id && message.text && message.blocks?.every((block) => block.type === "rich_text");
  const parts = message.blocks?.length && !written
    ? drawBlocks(message.blocks, surface)
    : message.text
      ? [h("div", { class: message.subtype && !message.bot_id && !message.files ? "words words-system" : "words" }, mrkdwn(message.text))]
      : [];
  const last = parts[parts.length - 1];
  if (message.edited) {
    const mark = h("span", { class: "edited", title: momentOf(Number(message.edited.ts)) }, "(edited)");
    if (last?.matches?.(".words, .context")) last.append(" ", mark);
    else parts.push(h("div", {}, mark));
  }
  return h(
    "div",
    { class: "content" },
    parts,
    (message.attachments ?? []).map((one) => attachment(one, surface)),
    (message.files ?? []).map(fileCard),
    // The element last used has its own mark; after a reload nobody knows which one that was.
    message.trouble && !surface.wasUsedAtAll && h("div", { class: "message-trouble" }, troubleMark(message.trouble)),
  );
}

function attachment(one, surface) {
  const bar = h("div", { class: "attachment" });
  if (/^#?[0-9a-f]{6}$/i.test(one.color ?? "")) bar.style.borderLeftColor = `#${one.color.replace("#", "")}`;
  bar.append(
    ...[
      one.pretext && h("div", { class: "words" }, mrkdwn(one.pretext)),
      one.title && h("div", { class: "words" }, h("strong", {}, mrkdwn(one.title))),
      one.text && h("div", { class: "words" }, mrkdwn(one.text)),
      one.fields && h("div", { class: "fields" }, one.fields.map((field) => h("div", {}, h("strong", {}, field.title), h("div", {}, textObject({ type: "mrkdwn", text: field.value }))))),
      ...drawBlocks(one.blocks, surface),
      one.footer && h("div", { class: "context" }, one.footer),
    ].filter(Boolean),
  );
  return bar;
}

const threadAddress = (message) => {
  const { channel } = here();
  return addressOf(channel ? slugOf(channel) : "home", message.thread_ts ?? message.ts);
};

function summary(message) {
  const count = message.reply_count;
  return h(
    "a",
    { class: "thread-summary", href: threadAddress(message), data: { key: `thread/${message.ts}` } },
    (message.reply_users ?? []).slice(0, 4).map((id) => avatar(id, 24)),
    h("span", { class: "thread-count" }, `${count} ${count === 1 ? "reply" : "replies"}`),
    message.latest_reply && h("span", { class: "thread-last" }, `Last reply ${agoOf(Number(message.latest_reply))}`),
  );
}
