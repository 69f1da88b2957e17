// What a phone still keeps of sittings that are not open on this page: answers that were waiting
// when the time ran out, when another tab handed in, when somebody closed the browser; papers handed
// in without a network. It is sent once more, and <sitting-outbox> says what became of it. Of
// another person's answers on the same phone only that they wait.
import { say } from "./question.js";
import { AnswerQueue } from "./queue.js";
import { everything, open } from "./store.js";
import { Sync } from "./sync.js";

/** What became of it: answers that count, that came too late, that were not accepted, that wait;
 * papers handed in; whether something of somebody else waits.
 * @typedef {{counted: number, late: number, refused: number, waiting: number, handedIn: number, others: boolean}} Sent */

export class Outbox {
  /** @param {string} owner the mark of whoever is signed in */
  constructor(owner) {
    this.owner = owner;
    /** @type {AnswerQueue[]} */
    this.queues = [];
    /** @type {Sent} */
    this.sent = { counted: 0, late: 0, refused: 0, waiting: 0, handedIn: 0, others: false };
  }

  /** Finds what is kept. A browser without a store keeps nothing. */
  async open() {
    try {
      const db = await open();
      const { items, handIns } = await everything(db).finally(() => db.close());
      /** @type {Map<string, AnswerQueue>} one for each sitting and paper */
      const queues = new Map();
      const kept = [...items, ...[...handIns].map(([sitting, mark]) => ({ sitting, ...mark }))];
      for (const { sitting, owner, paper } of kept) {
        if (owner && owner !== this.owner) this.sent.others = true;
        else queues.set(`${sitting}/${paper}`, new AnswerQueue(sitting, { owner: this.owner, paper }));
      }
      this.queues = [...queues.values()];
    } catch {
      this.queues = [];
    }
  }

  /** Sends what is kept, sitting by sitting.
   * @param {() => void} [tell] called when something becomes known, later tries included */
  async send(tell = () => undefined) {
    await this.open();
    for (const queue of this.queues) {
      await queue.load();
      const sync = new Sync(queue);
      sync.addEventListener("saved", (event) => this.saved(/** @type {CustomEvent} */ (event).detail));
      sync.addEventListener("refused", (event) => (this.sent.refused += /** @type {CustomEvent} */ (event).detail.length));
      sync.addEventListener("submitted", () => (this.sent.handedIn += 1));
      await sync.flush(true);
      sync.addEventListener("state", () => tell());
      addEventListener("online", () => sync.flush(true));
    }
    tell();
    return this.sent;
  }

  /** @param {import("./exchange.js").Told} said */
  saved({ items }) {
    for (const { receipt, late } of items) if (receipt) this.sent[late ? "late" : "counted"] += 1;
  }

  /** What still waits: answers, and papers handed in. */
  waiting() {
    return this.queues.reduce((sum, queue) => sum + queue.items.size + Number(queue.submitting), 0);
  }
}

customElements.define("sitting-outbox", class extends HTMLElement {
  async connectedCallback() {
    const outbox = new Outbox(this.dataset.owner ?? "");
    await outbox.send(() => this.show(outbox));
  }

  /** @param {Outbox} outbox */
  show(outbox) {
    const { counted, late, refused, handedIn, others } = outbox.sent;
    const waiting = outbox.waiting();
    const words = this.dataset;
    const lines = [
      counted && say(words.counted, counted), late && say(words.late, late), refused && say(words.refused, refused),
      handedIn && words.handedIn, waiting && say(words.waiting, waiting), others && words.others,
    ].filter((line) => typeof line === "string");
    /** @param {string} name */
    const part = (name) => this.querySelector(`[data-${name}]`);
    const place = part("words");
    if (place && place.textContent !== lines.join(" ")) place.textContent = lines.join(" ");
    this.hidden = lines.length === 0;
    part("again")?.toggleAttribute("hidden", !(counted || late || handedIn));
  }
});
