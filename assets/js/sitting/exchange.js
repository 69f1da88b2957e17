// What a sitting's page says to the server, and what the answers mean.

/** @typedef {import("./store.js").Item} Item */
/** @typedef {{q: number, seq: number, receipt?: string, at?: number, late: boolean, refused?: string}} Saved */
/** What the server said to a save, and what was sent.
 * @typedef {{now: number, due: number, top: number, ended: boolean, items: Saved[], sent: Item[]}} Told */
/** How the sitting stands. @typedef {{now: number, due: number, top: number, ended: boolean,
 *   devices: boolean, answers: Record<string, {seq: number, value: number}>}} Standing */

const PATIENCE = 15_000;
const MOST = 200;

export class Exchange extends EventTarget {
  /** @param {import("./queue.js").AnswerQueue} queue */
  constructor(queue) {
    super();
    this.queue = queue;
    this.base = `/sittings/${queue.sitting}`;
    this.signedOut = false;
    /** Why the server takes no more answers, for good: `elsewhere` or `full`.
     * @type {"" | "elsewhere" | "full"} */
    this.closed = "";
    /** One answer a request, because one of several was refused for good. */
    this.singly = false;
  }

  /** The next answer to be sent. */
  next() {
    return this.closed ? undefined : this.queue.pending()[0];
  }

  /** What one client wrote, which one request carries. @param {number} client */
  batch(client) {
    const most = this.singly ? 1 : MOST;
    return this.queue.pending().filter((item) => item.client === client).slice(0, most);
  }

  /** @param {Item[]} items @param {boolean} keepalive */
  post(items, keepalive) {
    const [first] = items;
    const body = {
      client: first?.client,
      ...(first?.paper && { paper: first.paper }),
      items: items.map(({ q, seq, value }) => ({ q, seq, value })),
    };
    return this.fetch("/answers", JSON.stringify(body), keepalive);
  }

  /** @param {string} path @param {string | undefined} body nothing to ask only @param {boolean} [keepalive] */
  fetch(path, body, keepalive = false) {
    const stop = new AbortController();
    if (!keepalive) setTimeout(() => stop.abort(), PATIENCE);
    return fetch(this.base + path, {
      ...(body !== undefined && { method: "POST", body }),
      keepalive,
      cache: "no-store",
      signal: stop.signal,
      headers: { "content-type": "application/json", accept: "application/json", "x-touyan-fetch": "1" },
    });
  }

  /** Takes in what the server said; false when the rest must wait.
   * @param {Item[]} items @param {Response} answer */
  async take(items, answer) {
    this.heard(answer);
    if (answer.status === 400) return this.refused(items);
    const said = [200, 409, 503].includes(answer.status) ? await answer.json().catch(() => null) : null;
    if (answer.status === 409 && !said?.items) this.closed = "full";
    if (this.closed) return true;
    if (!Array.isArray(said?.items)) return false;
    /** @type {Saved[]} */
    const saved = said.items;
    const settled = items.filter((_, index) => saved[index]?.receipt || saved[index]?.refused === "conflict");
    await this.queue.remove(settled);
    this.tell("saved", { ...said, sent: items });
    return settled.length === items.length;
  }

  /** Who is signed in, by the answer's status. @param {Response} answer */
  heard({ status }) {
    this.signedOut = status === 401;
    if (status === 404) this.closed = "elsewhere";
    else if (status === 200 && this.closed === "elsewhere") this.closed = "";
  }

  /** An answer that can be none to this paper must not hold up the others: they go one by one, and
   * the one is given up. @param {Item[]} items */
  async refused(items) {
    if (this.singly || items.length === 1) {
      await this.queue.remove(items);
      this.tell("refused", items);
    }
    this.singly = true;
    return true;
  }

  /** Hands the paper in; false when that must wait. */
  async submit() {
    if (this.closed === "elsewhere") return false;
    try {
      const answer = await this.fetch("/submission", "{}");
      this.heard(answer);
      if (!answer.ok) return false;
      const said = await answer.json();
      await this.queue.setSubmitting(false);
      this.tell("submitted", said);
      return true;
    } catch {
      return false;
    }
  }

  /** Asks how the sitting stands; nothing when nobody answers. */
  async ask() {
    try {
      const answer = await this.fetch("/state", undefined);
      this.heard(answer);
      if (answer.ok) this.tell("standing", await answer.json());
    } catch {
      // No network: sending finds out as well, and says so.
    }
  }

  /** @param {string} name @param {unknown} [detail] */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
