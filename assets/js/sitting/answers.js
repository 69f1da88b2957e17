// What is chosen, question by question. Of one question the highest sequence counts, wherever it
// was chosen: here, in another tab, on another device.

/** @typedef {{seq: number, value: number}} Latest */

export class Answers {
  /** @param {Record<string, Latest>} known what the server counts @param {number} top the highest sequence it has heard of */
  constructor(known, top) {
    /** @type {Map<number, Latest>} */
    this.latest = new Map(Object.entries(known).map(([q, latest]) => [Number(q), latest]));
    this.top = top;
  }

  /** @param {number} q */
  value(q) {
    return this.latest.get(q)?.value ?? 0;
  }

  /** How many questions have an answer. */
  count() {
    return [...this.latest.values()].filter(({ value }) => value !== 0).length;
  }

  /** A choice made here: it comes after everything heard of. @param {number} q @param {number} value
   * @returns {number} its sequence */
  choose(q, value) {
    this.top += 1;
    this.latest.set(q, { seq: this.top, value });
    return this.top;
  }

  /** A choice heard of. Between equal sequences the later arrival counts, which is what one hears.
   * @param {number} q @param {Latest} said @returns {boolean} whether it is another choice than before */
  hear(q, { seq, value }) {
    this.top = Math.max(this.top, seq);
    const have = this.latest.get(q);
    if (have && have.seq > seq) return false;
    this.latest.set(q, { seq, value });
    return (have?.value ?? 0) !== value;
  }

  /** How the sitting stands on the server; what waits here and comes after it stays.
   * @param {Record<string, Latest>} known @param {{q: number, seq: number}[]} waiting
   * @returns {boolean} whether a choice became another one */
  merge(known, waiting) {
    let changed = false;
    for (const [question, said] of Object.entries(known)) {
      const q = Number(question);
      const mine = waiting.some((item) => item.q === q && item.seq >= said.seq);
      if (!mine && this.hear(q, said)) changed = true;
    }
    return changed;
  }

  /** What the server will never take. @param {{q: number, seq: number}} item */
  forget({ q, seq }) {
    if (this.latest.get(q)?.seq === seq) this.latest.delete(q);
  }
}
