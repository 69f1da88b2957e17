// Sends what waits: after each change, when the network or the page comes back, every twenty
// seconds; after a failure later and later, with chance, so that a hall of phones does not come
// back as one.

/** @typedef {import("./queue.js").Item} Item */
/** @typedef {{q: number, seq: number, receipt?: string, at?: number, late: boolean, refused?: string}} Saved */

const EVERY = 20_000;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;
const PATIENCE = 15_000;
const MOST = 200;

export class Sync extends EventTarget {
  /** @param {import("./queue.js").AnswerQueue} queue */
  constructor(queue) {
    super();
    this.queue = queue;
    this.base = `/sittings/${queue.sitting}`;
    this.failures = 0;
    this.signedOut = false;
    /** @type {Promise<boolean> | null} */
    this.running = null;
    this.again = false;
    this.timer = 0;
  }

  start() {
    addEventListener("online", () => this.flush());
    document.addEventListener("visibilitychange", () =>
      document.visibilityState === "visible" ? this.flush() : this.flushLast());
    addEventListener("pagehide", () => this.flushLast());
    setInterval(() => this.failures || this.flush(), EVERY);
    this.flush();
  }

  /** Sends everything; true when nothing is left. @returns {Promise<boolean>} */
  flush() {
    if (this.running) {
      this.again = true;
      return this.running;
    }
    clearTimeout(this.timer);
    this.running = this.sendAll().finally(() => {
      this.running = null;
      if (this.again) {
        this.again = false;
        this.flush();
      }
    });
    return this.running;
  }

  /** The page goes away: one attempt that outlives it. */
  flushLast() {
    const [first] = this.queue.pending();
    if (first) this.post(this.batch(first.client), true).catch(() => undefined);
  }

  /** What one client wrote, which one request carries. @param {number} client */
  batch(client) {
    return this.queue.pending().filter((item) => item.client === client).slice(0, MOST);
  }

  async sendAll() {
    for (let first = this.queue.pending()[0]; first; first = this.queue.pending()[0]) {
      const items = this.batch(first.client);
      let answer;
      try {
        answer = await this.post(items, false);
      } catch {
        answer = null;
      }
      if (!answer || !(await this.take(items, answer))) return this.later(answer);
    }
    if (this.queue.submitting && !(await this.submit())) return this.later(null);
    this.failures = 0;
    this.tell("state");
    return true;
  }

  /** @param {Item[]} items @param {boolean} keepalive */
  post(items, keepalive) {
    const body = {
      client: items[0]?.client,
      items: items.map(({ q, seq, value }) => ({ q, seq, value })),
    };
    return this.fetch("/answers", JSON.stringify(body), keepalive);
  }

  /** @param {string} path @param {string} body @param {boolean} keepalive */
  fetch(path, body, keepalive) {
    const stop = new AbortController();
    if (!keepalive) setTimeout(() => stop.abort(), PATIENCE);
    return fetch(this.base + path, {
      method: "POST",
      body,
      keepalive,
      signal: stop.signal,
      headers: { "content-type": "application/json", accept: "application/json", "x-touyan-fetch": "1" },
    });
  }

  /** Takes in what the server said; false when the rest must wait.
   * @param {Item[]} items @param {Response} answer */
  async take(items, answer) {
    this.signedOut = answer.status === 401;
    if (![200, 409, 503].includes(answer.status)) return false;
    const said = await answer.json().catch(() => null);
    if (!Array.isArray(said?.items)) return false;
    /** @type {Saved[]} */
    const saved = said.items;
    const settled = items.filter((_, index) => saved[index]?.receipt || saved[index]?.refused === "conflict");
    await this.queue.remove(settled);
    this.tell("saved", { ...said, sent: items });
    return settled.length === items.length;
  }

  async submit() {
    try {
      const answer = await this.fetch("/submission", "{}", false);
      this.signedOut = answer.status === 401;
      if (!answer.ok) return false;
      const said = await answer.json();
      await this.queue.setSubmitting(false);
      this.tell("submitted", said);
      return true;
    } catch {
      return false;
    }
  }

  /** @param {Response | null} answer */
  later(answer) {
    this.failures += 1;
    const asked = Number(answer?.headers.get("retry-after") ?? 0) * 1_000;
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(this.failures - 1, 6));
    this.timer = setTimeout(() => this.flush(), asked + wait * (0.5 + Math.random()));
    this.tell("state");
    return false;
  }

  /** @param {string} name @param {unknown} [detail] */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
