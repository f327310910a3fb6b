// Turn the shortcodes that people and the app use into characters.

const EMOJI = {
  "+1": "👍", "-1": "👎", alarm_clock: "⏰", arrow_down: "⬇️", arrow_right: "➡️", arrow_up: "⬆️", bar_chart: "📊", bell: "🔔",
  blue_heart: "💙", books: "📚", bug: "🐛", bulb: "💡", calendar: "📆", chart_with_downwards_trend: "📉",
  chart_with_upwards_trend: "📈", clap: "👏", clipboard: "📋", clock9: "🕘", construction: "🚧", date: "📅", eyes: "👀",
  exclamation: "❗", fire: "🔥", grey_question: "❔", hammer_and_wrench: "🛠️", heart: "❤️", heavy_check_mark: "✔️",
  hourglass: "⌛", hourglass_flowing_sand: "⏳", inbox_tray: "📥", information_source: "ℹ️", key: "🔑", label: "🏷️",
  large_blue_circle: "🔵", large_green_circle: "🟢", large_red_circle: "🔴", large_yellow_circle: "🟡", link: "🔗", lock: "🔒",
  mag: "🔍", mag_right: "🔎", mega: "📣", memo: "📝", moneybag: "💰", no_entry: "⛔", outbox_tray: "📤", package: "📦",
  paperclip: "📎", pencil2: "✏️", point_right: "👉", pushpin: "📌", question: "❓", raised_hands: "🙌", red_circle: "🔴",
  repeat: "🔁", rocket: "🚀", rotating_light: "🚨", scales: "⚖️", seedling: "🌱", ship: "🚢", slightly_smiling_face: "🙂",
  smile: "😄", sparkles: "✨", speech_balloon: "💬", stopwatch: "⏱️", tada: "🎉", thinking_face: "🤔", thumbsdown: "👎",
  thumbsup: "👍", warning: "⚠️", wave: "👋", white_check_mark: "✅", white_circle: "⚪", x: "❌", zap: "⚡",
};

/** The characters for a shortcode without its colons, or null. */
export const emoji = (name) => EMOJI[name.replace(/::skin-tone-\d$/, "")] ?? null;

