// What was answered and not yet acknowledged, in IndexedDB; in memory where a browser keeps
// nothing. Only numbers are stored: sitting, question, sequence, value.

/** @typedef {{sitting: number, client: number, seq: number, q: number, value: number}} Item */

const NAME = "touyan-sitting";

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** @returns {Promise<IDBDatabase>} */
function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    const items = request.result.createObjectStore("items", { keyPath: ["sitting", "client", "seq"] });
    items.createIndex("sitting", "sitting");
    request.result.createObjectStore("submissions");
  };
  return done(request);
}

export class AnswerQueue {
  /** @param {number} sitting */
  constructor(sitting) {
    this.sitting = sitting;
    /** @type {Map<string, Item>} */
    this.items = new Map();
    this.submitting = false;
    /** @type {IDBDatabase | null} */
    this.db = null;
    this.memoryOnly = false;
  }

  /** Reads what an earlier page left. */
  async load() {
    try {
      this.db = await open();
      await this.refresh();
    } catch {
      this.memoryOnly = true;
    }
  }

  /** Takes in what another tab wrote. */
  async refresh() {
    if (!this.db) return;
    const read = this.db.transaction(["items", "submissions"]);
    /** @type {Item[]} */
    const kept = await done(read.objectStore("items").index("sitting").getAll(this.sitting));
    this.items = new Map(kept.map((item) => [this.key(item), item]));
    this.submitting = (await done(read.objectStore("submissions").get(this.sitting))) === true;
  }

  /** @param {{client: number, seq: number}} item */
  key(item) {
    return `${item.client}/${item.seq}`;
  }

  /** Keeps an answer; resolves when it is on the disk, or at once without one.
   * @param {Item} item */
  async add(item) {
    this.items.set(this.key(item), item);
    await this.write("items", (store) => store.put(item));
  }

  /** Forgets answers the server has acknowledged.
   * @param {Item[]} items */
  async remove(items) {
    for (const item of items) this.items.delete(this.key(item));
    await this.write("items", (store) => {
      for (const item of items) store.delete([this.sitting, item.client, item.seq]);
    });
  }

  /** Notes that the person has submitted, or that the server knows.
   * @param {boolean} wanted */
  async setSubmitting(wanted) {
    this.submitting = wanted;
    await this.write("submissions", (store) =>
      wanted ? store.put(true, this.sitting) : store.delete(this.sitting));
  }

  /** @param {string} name @param {(store: IDBObjectStore) => void} change */
  async write(name, change) {
    if (!this.db) return;
    try {
      const transaction = this.db.transaction(name, "readwrite");
      change(transaction.objectStore(name));
      await new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onerror = transaction.onabort = () => reject(transaction.error);
      });
    } catch {
      // The disk is full or the browser took it away: what is in memory is still sent.
      this.memoryOnly = true;
    }
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
