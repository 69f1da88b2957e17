// Walks every page an account can reach by links, as a curious person would: GET only.
import assert from 'node:assert/strict';
import { assertAccessible } from './axe.mjs';
import { assertBearsLargeText, assertFitsNarrow } from './checks.mjs';
import { lookedAt } from './routes.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** One kind of account never needs to see more shapes of pages than this. */
const MOST_PAGES = 200;

/** The same pages come from either database: how they look is shown on the first, that they come on both. */
const looksShown = process.env.TOUYAN_E2E_ENGINE === 'postgres';

/**
 * The shape of an address: ids, numbers and names of rules become `*`, any query is one.
 * @param {URL} address
 */
export function shapeOf(address) {
  const path = address.pathname
    .split('/')
    .map((part) => (/^[0-9a-f-]{32,36}$/i.test(part) || /^\d+$/.test(part) || /^[\w-]{40,}$/.test(part) || /^[a-z_]+\.[a-z]+_[a-z_]+$/.test(part) ? '*' : part))
    .join('/');
  return address.search ? `${path}?` : path;
}

/**
 * Visits breadth-first what can be reached from the starts, and looks hard at each page.
 * @param {import('./browser.mjs').Visitor} visitor
 * @param {string[]} starts
 * @param {(shape: string) => boolean} isKnown pages that another account has shown to be fit; they still
 *   must answer, without faults, and fit a narrow screen
 * @returns {Promise<{seen: string[], wrong: string[]}>} the shapes seen, pages and files; what was wrong
 */
export async function crawl(visitor, starts, isKnown) {
  const { page, url } = visitor;
  /** @type {Map<string, string>} */
  const known = new Map();
  /** @type {string[]} */
  const queue = [];
  let looked = 0;
  /** @type {string[]} */
  const wrong = [];
  /** @param {string} href @param {string} from */
  const meet = (href, from) => {
    const address = new URL(href, url);
    if (address.origin !== url || address.pathname.startsWith('/assets/')) return;
    address.hash = '';
    const shape = shapeOf(address);
    if (known.has(shape)) return;
    known.set(shape, from);
    queue.push(address.href);
  };
  for (const start of starts) meet(start, 'the start');
  for (let href = queue.shift(); href; href = queue.shift()) {
    const shape = shapeOf(new URL(href));
    const head = await visitor.context.request.get(href, { maxRedirects: 0 });
    const moved = head.headers().location;
    if (moved) {
      meet(moved, `a redirect of ${shape}`);
      continue;
    }
    if (head.status() !== 200) {
      wrong.push(`${shape} answers ${head.status()}, linked on ${known.get(shape)}`);
      continue;
    }
    if (!head.headers()['content-type']?.startsWith('text/html')) continue;
    await page.goto(href);
    try {
      await (isKnown(shape) ? assertAlike(page) : assertFitForAll(page));
    } catch (error) {
      wrong.push(`${shape}: ${/** @type {Error} */ (error).message}`);
    }
    for (const link of await page.locator('a[href]').evaluateAll((all) => all.map((a) => /** @type {HTMLAnchorElement} */ (a).href))) {
      meet(link, shape);
    }
    looked += 1;
    assert.ok(looked <= MOST_PAGES, `more than ${MOST_PAGES} shapes of pages: ${[...known.keys()].join(' ')}`);
  }
  return { seen: [...known.keys()], wrong };
}

/**
 * What a page must bear that another account has shown to be fit: at the desk each duty sees other
 * buttons and rows, a member's pages are the same for all.
 * @param {Page} page
 */
async function assertAlike(page) {
  if (looksShown) return;
  if (/^\/(staff|ops)/.test(new URL(page.url()).pathname)) await assertAccessible(page);
  await assertFitsNarrow(page);
}

/**
 * What every page must bear, on both screens.
 * @param {Page} page
 */
export async function assertFitForAll(page) {
  if (looksShown) return lookedAt(page.url());
  for (const size of [{ width: 360, height: 740 }, { width: 1366, height: 768 }]) {
    await page.setViewportSize(size);
    await assertAccessible(page);
  }
  await assertFitsNarrow(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await assertBearsLargeText(page);
  lookedAt(page.url());
}
