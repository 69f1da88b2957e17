// <exam-sitting>: takes the server's page over. Every change is kept here first, then sent; the
// form never leaves the page, so a dead network cannot strand anybody.
import { FIVE_MINUTES, ServerClock } from "./clock.js";
import { keys, loadPaper, randomClient } from "./helpers.js";
import { chosen } from "./question.js";
import { AnswerQueue } from "./queue.js";
import { Sync } from "./sync.js";
import { SittingView } from "./view.js";

class Sitting {
  /** @param {HTMLElement} root */
  constructor(root) {
    const { now, due, order, options, values, place, top, sitting } = root.dataset;
    this.view = new SittingView(root);
    this.clock = new ServerClock(Number(now));
    this.due = Number(due);
    /** @type {number[]} */ this.order = JSON.parse(order ?? "[]");
    /** @type {number[][]} */ this.options = JSON.parse(options ?? "[]");
    /** @type {Record<number, number>} */ this.values = JSON.parse(values ?? "{}");
    /** @type {import("./question.js").Question[]} */ this.questions = [];
    this.place = Number(place);
    this.top = Number(top);
    this.wanted = 0; // where somebody wanted to go before the paper was there
    this.over = false;
    /** @type {string | undefined} */ this.notice = undefined;
    this.client = randomClient();
    this.queue = new AnswerQueue(Number(sitting));
    this.sync = new Sync(this.queue);
    this.tabs = "BroadcastChannel" in window ? new BroadcastChannel(`touyan-sitting-${sitting}`) : null;
    /** @type {import("./sync.js").Saved | undefined} */ this.lastSaved = undefined;
  }

  async begin() {
    this.listen();
    await this.queue.load();
    // What an earlier page kept and the server has not seen is newer than what the server sent.
    for (const item of this.queue.pending()) this.values[item.q] = item.value;
    this.top = Math.max(this.top, this.queue.top());
    this.sync.start();
    this.tick();
    setInterval(() => this.tick(), 500);
    this.view.showProgress(this);
    this.questions = await loadPaper(this.view.root.dataset.paper ?? "");
    if (this.wanted) this.show(this.wanted);
    else this.redraw();
  }

  listen() {
    const { view, sync } = this;
    view.form.addEventListener("change", () => this.over || this.answer(view.shownQuestion(), chosen(view.form)));
    view.form.addEventListener("submit", (event) => this.move(event));
    view.on("sync", () => sync.flush(true));
    view.on("back", () => this.show(this.place));
    view.on("submit", () => this.submit());
    sync.addEventListener("saved", (event) => this.saved(/** @type {CustomEvent} */ (event).detail));
    sync.addEventListener("submitted", (event) => location.replace(/** @type {CustomEvent} */ (event).detail.next));
    sync.addEventListener("refused", (event) => this.refused(/** @type {CustomEvent} */ (event).detail));
    sync.addEventListener("state", () => this.view.showProgress(this));
    addEventListener("keydown", (event) => keys(event, view));
    if (!this.tabs) return;
    this.tabs.onmessage = ({ data: { seq, q, value } }) => {
      this.values[q] = value;
      this.top = Math.max(this.top, seq);
      this.redraw();
    };
  }

  redraw() {
    const no = this.order[this.place - 1] ?? 0;
    const question = this.questions[no - 1];
    if (question) this.view.drawQuestion(question, this.options[no - 1] ?? [], this.values[no] ?? 0);
  }

  /** @param {number} q @param {number} value */
  async answer(q, value) {
    this.values[q] = value;
    this.notice = undefined;
    this.top += 1;
    const item = { sitting: this.queue.sitting, client: this.client, seq: this.top, q, value };
    this.tabs?.postMessage(item);
    const kept = this.queue.add(item);
    this.view.showProgress(this);
    await kept;
    this.sync.flush();
  }

  /** @param {SubmitEvent} event */
  move(event) {
    event.preventDefault();
    const go = event.submitter?.getAttribute("value");
    const next = this.place + (go === "previous" ? -1 : 1);
    if (go === "sheet" || next > this.order.length) this.sheet();
    else this.show(Math.max(1, next));
  }

  /** @param {number} place */
  show(place) {
    this.wanted = place;
    if (!this.questions[(this.order[place - 1] ?? 0) - 1]) return;
    this.place = place;
    this.redraw();
    this.view.showPlace(place, this.order.length);
    history.replaceState(null, "", `?n=${place}`);
  }

  sheet() {
    this.view.showSheet(this.order.map((no) => (this.values[no] ?? 0) !== 0), (place) => this.show(place));
  }

  async submit() {
    await this.queue.setSubmitting(true);
    this.view.showProgress(this);
    this.sync.flush(true);
  }

  /** @param {{now: number, top: number, ended: boolean, items: import("./sync.js").Saved[], sent: import("./queue.js").Item[]}} said */
  saved({ now, top, ended, items, sent }) {
    this.clock.hear(now);
    this.top = Math.max(this.top, top);
    this.lastSaved = items.filter((item) => item.receipt).slice(-1)[0] ?? this.lastSaved;
    items.forEach((item, index) => {
      const mine = sent[index];
      // Two pages cannot share a number; should it happen, the answer goes out under a new one.
      if (item.refused === "conflict" && mine && this.values[mine.q] === mine.value) this.answer(mine.q, mine.value);
    });
    if (ended && !this.over && !this.queue.submitting) this.finish(this.view.words.elsewhere);
    this.view.showProgress(this);
  }

  /** What the server will never take is not shown as chosen. @param {import("./queue.js").Item[]} items */
  refused(items) {
    for (const { q, value } of items) if (this.values[q] === value) delete this.values[q];
    this.redraw();
    this.notice = this.view.words.refused;
    this.view.showProgress(this);
  }

  tick() {
    const left = this.due - this.clock.now();
    this.view.showClock(left);
    if (left <= 0 && !this.over) {
      this.finish(this.view.words.timeUp);
      this.submit();
    } else if (left > 0 && left < FIVE_MINUTES && !this.warned) {
      this.warned = true;
      this.view.trouble(this.view.words.fiveMinutes);
    }
  }

  /** Nothing can be chosen any more. @param {string | undefined} why */
  finish(why) {
    this.over = true;
    this.view.lock();
    this.view.trouble(why, this.view.receiptLink());
  }
}

customElements.define("exam-sitting", class extends HTMLElement {
  connectedCallback() {
    new Sitting(this).begin();
  }
});
