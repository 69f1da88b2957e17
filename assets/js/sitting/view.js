// What the sitting's page shows: question, place, answer sheet, words to know.
import { draw, drawSheet, say } from "./question.js";

/** @typedef {import("./question.js").Question} Question */

export class SittingView {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.words = this.part("words").dataset;
    this.form = /** @type {HTMLFormElement} */ (this.part("question"));
    this.receipt = `/sittings/${root.dataset.sitting}/receipt`;
    this.leaving = false;
    addEventListener("pageshow", () => (this.leaving = false));
    /** Where to sign in again, and then go on here. */
    this.signIn = `/sign-in?back=${encodeURIComponent(`/sittings/${root.dataset.sitting}`)}`;
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
    document.title = say(this.words.title, place);
    // Focus inside the question: it is read out, and its keys work.
    this.part("ask").focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  /** @param {boolean[]} answered @param {(place: number) => void} go */
  showSheet(answered, go) {
    const open = answered.filter((has) => !has).length;
    drawSheet(this.part("places"), this.words, answered, go);
    this.part("sheet-words").textContent = open ? say(this.words.open, open) : (this.words.allAnswered ?? "");
    this.form.hidden = true;
    this.part("sheet").hidden = false;
    document.title = this.words.titleSheet ?? "";
    /** @type {HTMLElement} */ (this.root.querySelector("#sheet-head")).focus();
  }

  /** Words in one of the page's lines that are read out when they change: not again for the same.
   * @param {"loading" | "short" | "receipt"} name @param {string | undefined} text */
  say(name, text) {
    const line = this.part(name);
    if (line.textContent !== (text ?? "")) line.textContent = text ?? "";
  }

  /** Something to know, with a link where one helps.
   * @param {string | undefined} text @param {{href: string, words: string | undefined, elsewhere?: boolean}} [link] */
  trouble(text, link) {
    const line = this.part("trouble");
    if (line.dataset.said === (text ?? "")) return;
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

  /** Leaves this page, once: a second way out would stop the first one half-way.
   * @param {string} address */
  goTo(address) {
    if (this.leaving) return;
    this.leaving = true;
    location.replace(address);
  }

  lock() {
    for (const input of this.form.querySelectorAll("input")) input.disabled = true;
    /** @type {HTMLButtonElement} */ (this.part("submit")).disabled = true;
  }
}
