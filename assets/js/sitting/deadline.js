// How much time is left by the server's clock, what is said when little is left, and the end.
import { ServerClock, countdown } from "./clock.js";

/** Said once each, when so much time is left. */
const SHORT = /** @type {const} */ ([[300_000, "fiveMinutes"], [60_000, "oneMinute"]]);
const TICK = 500;

export class Deadline {
  /** @param {import("./view.js").SittingView} view @param {number} now the server's time, epoch milliseconds
   * @param {number} due @param {() => void} over */
  constructor(view, now, due, over) {
    this.view = view;
    this.clock = new ServerClock(now);
    this.due = due;
    this.over = over;
    this.ended = false;
    /** What was left at the last look: only what is passed while somebody looks is said. */
    this.left = due - this.clock.now();
  }

  start() {
    this.tick();
    setInterval(() => this.tick(), TICK);
  }

  /** The server tells its time and when the sitting ends, which may have become another moment: the
   * test was closed early, or the phone slept. @param {{now: number, due: number}} said */
  hear({ now, due }) {
    this.clock.hear(now);
    this.due = due;
    this.tick();
  }

  tick() {
    const left = this.due - this.clock.now();
    this.view.part("clock").textContent = countdown(left);
    for (const [most, words] of SHORT) {
      if (left > 0 && left <= most && this.left > most) this.view.say("short", this.view.words[words]);
    }
    this.left = left;
    if (left > 0 || this.ended) return;
    this.ended = true;
    this.over();
  }
}
