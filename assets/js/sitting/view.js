// What the sitting's page says: question, place, clock, what is saved, what is wrong.
import { clockTime, countdown } from "./clock.js";
import { draw, drawSheet, say } from "./question.js";

/** @typedef {import("./question.js").Question} Question */

export class SittingView {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.words = this.part("words").dataset;
    this.form = /** @type {HTMLFormElement} */ (this.part("question"));
  }

  /** @param {string} name @returns {HTMLElement} */
  part(name) {
    return /** @type {HTMLElement} */ (this.root.querySelector(`[data-${name}]`));
  }

  /** @param {string} name @param {() => void} act */
  on(name, act) {
    this.part(name).addEventListener("click", act);
  }

  /** The number of the question the form shows. */
  shownQuestion() {
    return Number(this.form.querySelector("input[name=q]")?.getAttribute("value"));
  }

  /** @param {Question} question @param {number[]} order @param {number} value */
  drawQuestion(question, order, value) {
    this.form.querySelector("input[name=q]")?.setAttribute("value", String(question.no));
    draw(this.root, this.words, question, order, value);
  }

  /** @param {number} place @param {number} total */
  showPlace(place, total) {
    this.form.querySelector("input[name=n]")?.setAttribute("value", String(place));
    this.part("place-words").textContent = `${place} / ${total}`;
    /** @type {HTMLButtonElement} */ (this.part("go=previous")).disabled = place === 1;
    this.part("go=next").textContent = (place === total ? this.words.toCheck : this.words.next) ?? "";
    this.part("sheet").hidden = true;
    this.form.hidden = false;
    this.root.querySelector("main")?.focus();
    scrollTo(0, 0);
  }

  /** @param {boolean[]} answered @param {(place: number) => void} go */
  showSheet(answered, go) {
    const open = answered.filter((has) => !has).length;
    drawSheet(this.part("places"), this.words, answered, go);
    this.part("sheet-words").textContent = open ? say(this.words.open, open) : (this.words.allAnswered ?? "");
    this.form.hidden = true;
    this.part("sheet").hidden = false;
    /** @type {HTMLElement} */ (this.root.querySelector("#sheet-head")).focus();
  }

  /** @param {number} left milliseconds */
  showClock(left) {
    this.part("clock").textContent = countdown(left);
  }

  /** @param {import("./sync.js").Saved} saved @param {number} count */
  showSaved(saved, count) {
    if (saved.late) return this.state("waiting", this.words.late);
    this.state("saved", say(this.words.saved, clockTime(saved.at ?? 0)));
    this.part("receipt").textContent = say(this.words.receipt, saved.receipt ?? "", count);
  }

  /** @param {string} kind @param {string | undefined} text */
  state(kind, text) {
    const line = this.part("state");
    line.dataset.kind = kind;
    // A status region is read out when it changes: not again for the same words.
    if (line.textContent !== text) line.textContent = text ?? "";
  }

  /** Something to know, with a link where one helps.
   * @param {string | undefined} text @param {{href: string, words?: string, elsewhere?: boolean}} [link] */
  trouble(text, link) {
    const line = this.part("trouble");
    if (line.dataset.said === text) return;
    line.dataset.said = text ?? "";
    line.textContent = text ?? "";
    line.hidden = !text;
    if (!link) return;
    const a = document.createElement("a");
    a.href = link.href;
    if (link.elsewhere) a.target = "_blank";
    a.textContent = link.words ?? "";
    line.append(" ", a);
  }

  /** What is saved, what waits, what is wrong.
   * @param {{queue: import("./queue.js").AnswerQueue, sync: import("./sync.js").Sync, over: boolean,
   *   warned?: boolean, notice?: string | undefined, lastSaved?: import("./sync.js").Saved | undefined, values: Record<number, number>}} sitting */
  showProgress({ queue, sync, over, warned, lastSaved, values, notice }) {
    const { words } = this;
    const waiting = queue.waiting();
    if (queue.submitting) this.state("waiting", words.submitting);
    else if (waiting) this.state("waiting", sync.failures ? say(words.waiting, waiting) : words.saving);
    else if (lastSaved) this.showSaved(lastSaved, Object.values(values).filter(Boolean).length);
    this.part("sync-row").hidden = !(sync.failures && (waiting || queue.submitting));
    if (sync.signedOut) this.trouble(words.signedOut, { href: "/sign-in", words: words.signIn ?? "", elsewhere: true });
    else if (sync.closed === "elsewhere") this.trouble(words.elsewherePerson, { href: "/sign-in", words: words.signIn ?? "", elsewhere: true });
    else if (sync.closed === "full") this.trouble(words.full);
    else if (queue.submitting && sync.failures) this.trouble(words.submitWaits);
    else if (queue.memoryOnly) this.trouble(words.memory);
    else if (!over && (notice || !warned)) this.trouble(notice);
  }

  receiptLink() {
    return { href: `/sittings/${this.root.dataset.sitting}/receipt`, words: this.words.seeReceipt ?? "" };
  }

  lock() {
    for (const input of this.form.querySelectorAll("input")) input.disabled = true;
  }
}
