// The paper: the same for everybody, in the order of one person.

/** @typedef {import("./question.js").Question} Question */

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 15_000;

export class Paper {
  /** @param {DOMStringMap} page */
  constructor({ paper, order, options }) {
    this.address = paper ?? "";
    /** @type {number[]} the questions' numbers in the order shown */
    this.order = JSON.parse(order ?? "[]");
    /** @type {number[][]} for each question its options in the order shown */
    this.options = JSON.parse(options ?? "[]");
    /** @type {Question[]} */
    this.questions = [];
  }

  /** Tried until it is there: the question that came with the page can be answered meanwhile. */
  async load() {
    for (let wait = FIRST_WAIT; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
      try {
        const answer = await fetch(this.address, { headers: { "x-touyan-fetch": "1" } });
        if (answer.ok) {
          this.questions = await answer.json();
          return;
        }
      } catch {
        // No network yet.
      }
      await new Promise((resolve) => setTimeout(resolve, wait * (0.5 + Math.random())));
    }
  }

  /** How many places there are. */
  get length() {
    return this.order.length;
  }

  /** The number of the question at a place from 1. @param {number} place */
  at(place) {
    return this.order[place - 1] ?? 0;
  }

  /** The question at a place, once the paper is there. @param {number} place
   * @returns {{question: Question, options: number[]} | undefined} */
  question(place) {
    const no = this.at(place);
    const question = this.questions[no - 1];
    return question && { question, options: this.options[no - 1] ?? [] };
  }
}
