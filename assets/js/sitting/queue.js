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

/** How long the browser may take to open its store and to write to it; some never answer. */
const OPENING = 2_000;
const WRITING = 1_000;

/** @template T @param {Promise<T>} promise @param {number} time @returns {Promise<T>} */
const within = (promise, time) =>
  Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(new Error("late")), time))]);

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
      const db = await within(open(), OPENING);
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
      const read = this.db.transaction(["items", "submissions"]);
      /** @type {[Item[], unknown]} */
      const [kept, submitted] = await within(Promise.all([
        done(read.objectStore("items").index("sitting").getAll(this.sitting)),
        done(read.objectStore("submissions").get(this.sitting)),
      ]), OPENING);
      for (const item of kept) {
        const key = this.key(item);
        if (!this.gone.has(key) && !this.items.has(key)) this.items.set(key, item);
      }
      this.submitting ||= submitted === true;
    } catch {
      this.memoryOnly = true;
    }
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
      wanted ? store.put(true, this.sitting) : store.delete(this.sitting));
  }

  /** @param {string} name @param {(store: IDBObjectStore) => void} change */
  async write(name, change) {
    if (!this.reachable) return;
    // A phone may close the store behind our back: it is opened once more, with all that waits.
    for (const again of [false, true]) {
      if (again) await this.connect();
      if (!this.db) continue;
      try {
        const transaction = this.db.transaction(name, "readwrite");
        const store = transaction.objectStore(name);
        change(store);
        if (again && name === "items") for (const item of this.items.values()) store.put(item);
        await within(new Promise((resolve, reject) => {
          transaction.oncomplete = resolve;
          transaction.onerror = transaction.onabort = () => reject(transaction.error);
        }), WRITING);
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
