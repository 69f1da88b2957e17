// What was answered in one sitting and not yet acknowledged: in the phone's store, or in memory
// alone where a browser keeps nothing.
import { change, keptOf, open } from "./store.js";

/** @typedef {import("./store.js").Item} Item */
/** Whose the answers are and to which paper; without a paper, to whichever they were.
 * @typedef {{owner: string, paper?: string | undefined}} Marks */

export class AnswerQueue {
  /** @param {number} sitting @param {Marks} marks */
  constructor(sitting, marks) {
    this.sitting = sitting;
    this.marks = marks;
    /** @type {Map<string, Item>} */
    this.items = new Map();
    this.submitting = false;
    /** What the server has acknowledged: it must not come back from a store that is behind.
     * @type {Set<string>} */
    this.gone = new Set();
    /** @type {IDBDatabase | null} */
    this.db = null;
    this.memoryOnly = false;
    /** Whether there is a store at all: waiting for one that never answers would hold up each save. */
    this.reachable = false;
  }

  /** Reads what an earlier page left; without a store that answers, memory has to do. */
  async load() {
    await this.connect();
    await this.merge();
    navigator.storage?.persist?.().catch(() => undefined);
  }

  /** Opens the store, and keeps there what only memory holds. */
  async connect() {
    try {
      const db = await open();
      db.onclose = () => (this.db = null);
      db.onversionchange = () => db.close();
      this.db = db;
      this.reachable = true;
      this.memoryOnly = false;
    } catch {
      this.db = null;
      this.reachable = false;
      this.memoryOnly = true;
    }
  }

  /** Takes in what an earlier page or another tab wrote and this one has not heard of. */
  async merge() {
    if (!this.db) return;
    try {
      const [kept, handIn] = await keptOf(this.db, this.sitting);
      for (const item of kept) {
        const key = this.key(item);
        if (this.fits(item) && !this.gone.has(key) && !this.items.has(key)) this.items.set(key, item);
      }
      this.submitting ||= handIn !== undefined && (handIn === true || this.fits(handIn));
    } catch {
      this.memoryOnly = true;
    }
  }

  /** Whether it is this person's and of this paper. Another city on the same phone may have had a
   * sitting of the same number. @param {import("./store.js").HandIn} kept */
  fits({ owner, paper }) {
    const { marks } = this;
    return (!owner || owner === marks.owner) && (!paper || !marks.paper || paper === marks.paper);
  }

  /** @param {{client: number, seq: number}} item */
  key(item) {
    return `${item.client}/${item.seq}`;
  }

  /** Keeps an answer; resolves when it is on the disk, or at once without one.
   * @param {{client: number, seq: number, q: number, value: number}} answer */
  async add(answer) {
    const item = { sitting: this.sitting, ...answer, ...this.marks };
    this.items.set(this.key(item), item);
    await this.write("items", (store) => store.put(item));
  }

  /** Forgets answers the server has acknowledged.
   * @param {Item[]} items */
  async remove(items) {
    for (const item of items) {
      this.items.delete(this.key(item));
      this.gone.add(this.key(item));
    }
    await this.write("items", (store) => {
      for (const item of items) store.delete([this.sitting, item.client, item.seq]);
    });
  }

  /** Notes that the person has submitted, or that the server knows.
   * @param {boolean} wanted */
  async setSubmitting(wanted) {
    this.submitting = wanted;
    await this.write("submissions", (store) =>
      wanted ? store.put({ ...this.marks }, this.sitting) : store.delete(this.sitting));
  }

  /** @param {string} name @param {(store: IDBObjectStore) => void} what */
  async write(name, what) {
    if (!this.reachable) return;
    // A phone may close the store behind our back: it is opened once more, with all that waits.
    for (const again of [false, true]) {
      if (again) await this.connect();
      if (!this.db) continue;
      try {
        await change(this.db, name, (store) => {
          what(store);
          if (again && name === "items") for (const item of this.items.values()) store.put(item);
        });
        return;
      } catch {
        this.db = null;
      }
    }
    // The disk is full or the browser took it away: what is in memory is still sent.
    this.memoryOnly = true;
  }

  /** Everything not yet acknowledged, in order. @returns {Item[]} */
  pending() {
    return [...this.items.values()].sort((a, b) => a.seq - b.seq);
  }

  /** How many questions wait. */
  waiting() {
    return new Set([...this.items.values()].map((item) => item.q)).size;
  }

  /** The highest sequence kept here. */
  top() {
    return Math.max(0, ...[...this.items.values()].map((item) => item.seq));
  }
}
