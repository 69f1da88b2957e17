// Keeps the public shell so that the platform opens without a network, and nothing else.
//
// The server writes three lines above this text: BUILD, OFFLINE and SHELL (see web/worker.rs). The
// cache is filled once, from that list, without credentials; no answer a person gets is ever put in.
// Requests that no rule below names are not touched at all: tests, staff, voting, the API, signing
// in and out, and everything that is sent rather than fetched.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const PREFIX = "shell-";
const CACHE = PREFIX + BUILD;

/** Pages that have words instead when the network is away. */
const PAGES = /^\/(?:(?:study|org|service|me)(?:\/.*)?)?$/;

/** Where the offline page of the language and size last used lies in the cache. */
const HERE = "/offline";

worker.addEventListener("install", (event) => event.waitUntil(keep()));
worker.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
worker.addEventListener("message", (event) => {
  if (OFFLINE.includes(event.data)) event.waitUntil(speak(event.data));
});
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== worker.location.origin) return;
  if (request.mode === "navigate") {
    if (PAGES.test(address.pathname)) event.respondWith(page(request));
  } else if (SHELL.includes(address.pathname)) {
    event.respondWith(kept(request));
  }
});

// A new version waits until no page of the old one is open: nothing is reloaded, nothing waits for it.
async function keep() {
  const before = await caches.match(HERE);
  const cache = await caches.open(CACHE);
  await cache.addAll([...OFFLINE, ...SHELL].map((path) => new Request(path, { credentials: "omit" })));
  const spoken = OFFLINE.find((path) => before?.url.endsWith(path));
  await speak(spoken ?? OFFLINE[0] ?? HERE);
}

/** The offline page is the one of this path from now on. @param {string} path */
async function speak(path) {
  const cache = await caches.open(CACHE);
  const words = await cache.match(path);
  if (words) await cache.put(HERE, words);
}

async function forgetOthers() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** The network's page; words when there is no network. @param {Request} request */
async function page(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const words = await (await caches.open(CACHE)).match(HERE);
    if (words) return words;
    throw error;
  }
}

/** A file whose address changes with its content. @param {Request} request */
async function kept(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}
