// Speak the sandbox's JSON API.

/** The sandbox refused; `message` is in human words. */
export class Refused extends Error {}

async function ask(path, body) {
  const options = body
    ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }
    : { headers: { Accept: "application/json" } };
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refused("The sandbox does not answer. Is it still running?");
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok || answer?.ok === false) {
    throw new Refused(answer?.error ?? `The sandbox answered ${response.status}.`);
  }
  return answer;
}

export const readState = (me) => ask(`/sandbox/state?as=${encodeURIComponent(me)}`);
export const postAct = (body) => ask("/sandbox/act", body);
export const moveClock = (body) => ask("/sandbox/clock", body);
export const readFaults = () => ask("/sandbox/faults");
export const postFault = (body) => ask("/sandbox/faults", body);
export const readCalls = (since) => ask(`/sandbox/calls?since=${since}&limit=200`);
export const fileUrl = (id) => `/sandbox/files/${encodeURIComponent(id)}`;

/** Call `heard({version, calls, now})` at every change and `lost(gone)` when the line breaks or is back. Returns how to stop. */
export function listen(me, heard, lost) {
  const source = new EventSource(`/sandbox/events?as=${encodeURIComponent(me)}`);
  source.addEventListener("change", (event) => heard(JSON.parse(event.data)));
  source.addEventListener("open", () => lost(false));
  // EventSource reconnects by itself; a person should know why nothing moves meanwhile.
  source.addEventListener("error", () => lost(true));
  return () => source.close();
}

/** A file's bytes as base64, as `upload` takes them. */
export async function base64Of(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  // In slices: spreading a whole file over the arguments of one call overflows the stack.
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
