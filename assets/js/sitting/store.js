// Where a phone keeps what the server has not acknowledged: IndexedDB. Only numbers stand there,
// and two marks: whose they are, and of which paper. No name, no word of a question.

/** One answer. `owner` and `paper` are hashes; what an older page kept has none.
 * @typedef {{sitting: number, client: number, seq: number, q: number, value: number, owner?: string, paper?: string}} Item */
/** That a paper was handed in. @typedef {{owner?: string, paper?: string}} HandIn */

const NAME = "touyan-sitting";

/** How long the browser may take to open its store and to write to it; some never answer. */
const OPENING = 2_000;
const WRITING = 1_000;

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** @template T @param {Promise<T>} promise @param {number} time @returns {Promise<T>} */
const within = (promise, time) =>
  Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(new Error("late")), time))]);

/** @returns {Promise<IDBDatabase>} */
export async function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    const items = request.result.createObjectStore("items", { keyPath: ["sitting", "client", "seq"] });
    items.createIndex("sitting", "sitting");
    request.result.createObjectStore("submissions");
  };
  return within(done(request), OPENING);
}

/** What is kept of one sitting.
 * @param {IDBDatabase} db @param {number} sitting @returns {Promise<[Item[], HandIn | true | undefined]>} */
export function keptOf(db, sitting) {
  const read = db.transaction(["items", "submissions"]);
  return within(Promise.all([
    done(read.objectStore("items").index("sitting").getAll(sitting)),
    done(read.objectStore("submissions").get(sitting)),
  ]), OPENING);
}

/** Everything that is kept: answers, and by the sitting's number what was handed in.
 * @param {IDBDatabase} db @returns {Promise<{items: Item[], handIns: Map<number, HandIn>}>} */
export async function everything(db) {
  const read = db.transaction(["items", "submissions"]);
  const submissions = read.objectStore("submissions");
  /** @type {[Item[], IDBValidKey[], (HandIn | true)[]]} */
  const [items, sittings, marks] = await within(Promise.all([
    done(read.objectStore("items").getAll()), done(submissions.getAllKeys()), done(submissions.getAll()),
  ]), OPENING);
  const handIns = new Map(sittings.map((sitting, n) => {
    const mark = marks[n];
    return /** @type {[number, HandIn]} */ ([Number(sitting), typeof mark === "object" ? mark : {}]);
  }));
  return { items, handIns };
}

/** Changes one of the two stores; resolves when it is on the disk.
 * @param {IDBDatabase} db @param {string} name @param {(store: IDBObjectStore) => void} change */
export function change(db, name, change) {
  const transaction = db.transaction(name, "readwrite");
  change(transaction.objectStore(name));
  return within(new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  }), WRITING);
}
