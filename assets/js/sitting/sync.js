// When a sitting's page talks to the server: after each change, when the network or the page comes
// back, every twenty seconds; after a failure later and later, with chance, so that a hall of phones
// does not come back as one.
import { Exchange } from "./exchange.js";

const EVERY = 20_000;
/** A save tells as much as a question would, but not what a second device wrote: that can wait. */
const AT_LEAST_EVERY = 60_000;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;

export class Sync extends Exchange {
  /** @param {import("./queue.js").AnswerQueue} queue */
  constructor(queue) {
    super(queue);
    this.failures = 0;
    this.notBefore = 0;
    /** When the server last told how the sitting stands, and when it last saved something. */
    this.toldAt = performance.now();
    this.savedAt = 0;
    /** @type {Promise<boolean> | null} */
    this.running = null;
    /** @type {Promise<void> | null} */
    this.asking = null;
    this.again = false;
    this.timer = 0;
    this.addEventListener("standing", () => (this.toldAt = performance.now()));
    this.addEventListener("saved", () => (this.savedAt = performance.now()));
  }

  start() {
    addEventListener("online", () => this.comeBack());
    addEventListener("pageshow", (event) => event.persisted && this.comeBack());
    document.addEventListener("visibilitychange", () =>
      document.visibilityState === "visible" ? this.comeBack() : this.flushLast());
    addEventListener("pagehide", () => this.flushLast());
    // Pages that were opened together must not ask together for ever.
    setInterval(() => this.turn(), EVERY * (0.9 + 0.2 * Math.random()));
    this.flush();
  }

  /** The page was away: what waits is sent, and what others did is learnt. */
  async comeBack() {
    await this.flush(true);
    await this.look();
  }

  /** Twenty seconds have passed. */
  turn() {
    if (this.failures) return;
    this.flush();
    const now = performance.now();
    const known = now - this.savedAt < EVERY && now - this.toldAt < AT_LEAST_EVERY;
    if (document.visibilityState === "visible" && !known) this.look();
  }

  /** Learns how the sitting stands. */
  look() {
    this.asking ??= this.ask().finally(() => {
      this.asking = null;
      this.tell("state");
    });
    return this.asking;
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
}
