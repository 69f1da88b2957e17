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
    /** Why the server takes no more answers, for good: `elsewhere` or `full`.
     * @type {"" | "elsewhere" | "full"} */
    this.closed = "";
    /** One answer a request, because one of several was refused for good. */
    this.singly = false;
    this.notBefore = 0;
    /** @type {Promise<boolean> | null} */
    this.running = null;
    this.again = false;
    this.timer = 0;
  }

  start() {
    addEventListener("online", () => this.flush(true));
    document.addEventListener("visibilitychange", () =>
      document.visibilityState === "visible" ? this.flush(true) : this.flushLast());
    addEventListener("pagehide", () => this.flushLast());
    setInterval(() => this.failures || this.flush(), EVERY);
    this.flush();
  }

  /** Sends everything; true when nothing is left. While the server has asked for patience only what
   * somebody does overrides it.
   * @param {boolean} [now] @returns {Promise<boolean>} */
  flush(now = false) {
    if (!now && this.notBefore > performance.now()) return Promise.resolve(false);
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
    const most = this.singly ? 1 : MOST;
    return this.queue.pending().filter((item) => item.client === client).slice(0, most);
  }

  async sendAll() {
    await this.queue.merge();
    for (let first = this.next(); first; first = this.next()) {
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
    this.notBefore = 0;
    this.singly = false;
    this.tell("state");
    return true;
  }

  /** The next answer to be sent. */
  next() {
    return this.closed ? undefined : this.queue.pending()[0];
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
    if (answer.status === 404) this.closed = "elsewhere";
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

  async submit() {
    if (this.closed === "elsewhere") return false;
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
    // Seconds; a proxy may write a date instead, which is as good as nothing said.
    const asked = Number(answer?.headers.get("retry-after")) * 1_000 || 0;
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(this.failures - 1, 6));
    const pause = asked + wait * (0.5 + Math.random());
    this.notBefore = asked ? performance.now() + asked : 0;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(true), pause);
    this.tell("state");
    return false;
  }

  /** @param {string} name @param {unknown} [detail] */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
