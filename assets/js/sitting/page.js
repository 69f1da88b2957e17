// <exam-sitting>: takes the server's page over. Every change is kept here first, then sent; the
// form never leaves the page, so a dead network cannot strand anybody.
import "../text-size.js";
import { Answers } from "./answers.js";
import { Deadline } from "./deadline.js";
import { keys } from "./keys.js";
import { Paper } from "./paper.js";
import { showProgress } from "./progress.js";
import { chosen, chosenEarly } from "./question.js";
import { AnswerQueue } from "./queue.js";
import { Sync } from "./sync.js";
import { Turning } from "./turning.js";
import { SittingView } from "./view.js";

/** A city's phones do not hand in within the same second: the server closes at the deadline anyway. */
const SPREAD = 8_000;

class Sitting {
  /** @param {HTMLElement} root */
  constructor(root) {
    const { now, due, answers, place, top, sitting, owner, paperHash } = root.dataset;
    this.view = new SittingView(root);
    this.paper = new Paper(root.dataset);
    this.answers = new Answers(JSON.parse(answers ?? "{}"), Number(top));
    this.turning = new Turning(this.view, this.paper, this.answers, Number(place));
    this.deadline = new Deadline(this.view, Number(now), Number(due), () => this.timeUp());
    this.queue = new AnswerQueue(Number(sitting), { owner: owner ?? "", paper: paperHash });
    this.sync = new Sync(this.queue);
    this.tabs = "BroadcastChannel" in window ? new BroadcastChannel(`touyan-sitting-${sitting}`) : null;
    this.client = randomClient();
    /** @type {string | undefined} why nothing can be chosen any more */ this.ended = undefined;
    /** @type {string | undefined} */ this.notice = undefined;
    /** @type {import("./exchange.js").Saved | undefined} */ this.lastSaved = undefined;
  }

  async begin() {
    // On a slow line one may well choose before this script is there: that choice counts too.
    const [early, question] = [chosenEarly(this.view.form), this.view.shownQuestion()];
    this.listen();
    await this.queue.load();
    // What an earlier page kept and the server has not seen comes after what the server sent.
    for (const item of this.queue.pending()) this.answers.hear(item.q, item);
    if (this.queue.submitting) this.turning.lock();
    else if (early !== undefined) this.answer(question, early);
    this.sync.start();
    this.deadline.start();
    showProgress(this);
    await this.paper.load();
    this.turning.begin();
  }

  listen() {
    const { view, sync, turning } = this;
    view.form.addEventListener("change", () => turning.locked || this.answer(view.shownQuestion(), chosen(view.form)));
    view.part("ask").addEventListener("keydown", (event) => keys(event, view));
    view.on("sync", () => sync.flush(true));
    view.on("submit", () => this.handIn());
    /** @param {string} name @param {(said: any) => void} act */
    const on = (name, act) => sync.addEventListener(name, (event) => act(/** @type {CustomEvent} */ (event).detail));
    on("saved", (said) => this.saved(said));
    on("standing", (said) => this.stands(said));
    on("refused", (items) => this.refused(items));
    on("submitted", ({ next }) => view.goTo(next));
    on("state", () => showProgress(this));
    if (this.tabs) this.tabs.onmessage = ({ data }) => this.answers.hear(data.q, data) && this.turning.redraw();
  }

  /** @param {number} q @param {number} value */
  async answer(q, value) {
    const seq = this.answers.choose(q, value);
    this.notice = undefined;
    this.tabs?.postMessage({ q, seq, value });
    const kept = this.queue.add({ client: this.client, seq, q, value });
    showProgress(this);
    await kept;
    this.sync.flush();
  }

  /** Handed in is handed in, with a network or without. */
  async handIn() {
    this.turning.lock();
    await this.queue.setSubmitting(true);
    showProgress(this);
    this.sync.flush(true);
  }

  /** @param {import("./exchange.js").Told} said */
  saved({ now, due, top, ended, items, sent }) {
    this.deadline.hear({ now, due });
    this.lastSaved = items.filter((item) => item.receipt).slice(-1)[0] ?? this.lastSaved;
    items.forEach((item, index) => {
      const mine = sent[index];
      // Two pages cannot share a number; should it happen, the answer goes out under a new one.
      if (item.refused === "conflict" && mine && this.answers.value(mine.q) === mine.value) this.answer(mine.q, mine.value);
    });
    if (ended) return this.leave();
    // Somebody else wrote meanwhile.
    if (top > this.answers.top) this.sync.look();
    showProgress(this);
  }

  /** @param {import("./exchange.js").Standing} said */
  stands({ now, due, top, ended, devices, answers }) {
    this.deadline.hear({ now, due });
    if (ended) return this.leave();
    this.answers.top = Math.max(this.answers.top, top);
    this.view.part("devices").hidden = !devices;
    if (this.answers.merge(answers, this.queue.pending())) this.turning.redraw();
  }

  /** It has ended: elsewhere, at the deadline, or by closing the test. What still waits here is sent
   * from the page of receipts, which says what becomes of it. */
  leave() {
    this.turning.lock();
    if (!this.queue.submitting) this.view.goTo(this.view.receipt);
  }

  /** What the server will never take is not shown as chosen. @param {import("./store.js").Item[]} items */
  refused(items) {
    for (const item of items) this.answers.forget(item);
    this.notice = this.view.words.refused;
    this.turning.redraw();
    showProgress(this);
    this.sync.look();
  }

  /** What waits is sent at once, the paper handed in a little later. */
  timeUp() {
    this.ended = this.view.words.timeUp;
    this.turning.lock();
    showProgress(this);
    this.sync.flush(true);
    setTimeout(() => this.handIn(), Math.random() * SPREAD);
  }
}

/** A number for this page as a writer: 53 random bits, so two tabs never share one. */
function randomClient() {
  const [high = 1, low = 1] = crypto.getRandomValues(new Uint32Array(2));
  return (high & 0x1fffff) * 2 ** 32 + low || 1;
}

customElements.define("exam-sitting", class extends HTMLElement {
  connectedCallback() {
    new Sitting(this).begin();
  }
});
