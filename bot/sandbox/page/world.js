// Hold what the sandbox says that this person sees, and tell the parts of the page when it changes.

import { listen, postAct, readState } from "./api.js";

const draws = [];
const watchers = [];
let stop = () => {};
let fetching = null;
let stale = false;

export const world = {
  me: "",
  state: null,
  calls: 0,
  now: null,
  /** When `now` was heard, by the browser's own clock in milliseconds: a sandbox that ticks is not asked every second. */
  heardAt: 0,
  /** How many acts wait for their answer. */
  busy: 0,
  offline: false,
};

/** `draw()` runs after every change of the world; it decides itself whether anything of its own changed. */
export function onChange(draw) {
  draws.push(draw);
}

/** `watch(what, answer)` runs after every act that was accepted; `what` is the act and what is said about it. */
export function onAct(watch) {
  watchers.push(watch);
}

export function redraw() {
  for (const draw of draws) draw();
}

/** Look through another person's eyes. */
export async function become(me) {
  stop();
  world.me = me;
  world.state = null;
  await refresh();
  stop = listen(me, heard, (gone) => {
    if (world.offline === gone) return;
    world.offline = gone;
    redraw();
  });
}

function heard({ version, calls, now }) {
  world.calls = calls;
  itIs(now);
  if (!world.state || version !== world.state.version) refresh().catch(() => {});
  else redraw();
}

function itIs(now) {
  world.now = now;
  world.heardAt = performance.now();
}

/** Fetch the state once more; changes that come while it is under way are fetched together afterwards. */
export async function refresh() {
  if (fetching) {
    stale = true;
    return fetching;
  }
  fetching = (async () => {
    do {
      stale = false;
      const me = world.me;
      const state = await readState(me);
      if (me !== world.me) stale = true;
      else {
        world.state = state;
        itIs(state.now);
      }
    } while (stale);
  })();
  try {
    await fetching;
  } finally {
    fetching = null;
  }
  redraw();
  return world.state;
}

/** Do what a person does; answers when the app has answered and the page shows it. Throws `Refused`. `about`: for who watches. */
export async function act(body, about = {}) {
  world.busy += 1;
  redraw();
  try {
    const answer = await postAct({ as: world.me, ...body });
    if (answer.url) window.open(answer.url, "_blank", "noopener");
    await refresh();
    for (const watch of watchers) watch({ ...body, ...about }, answer);
    return answer;
  } finally {
    world.busy -= 1;
    redraw();
  }
}
