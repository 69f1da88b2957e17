// What staff do about a test and see of it: ended early, a branch's list of names, a committee's spread.
import assert from 'node:assert/strict';

/** @typedef {import('playwright-core').Page} Page */

/** A spread is shown from ten papers on, as design says of everything above the branch. */
export const FEWEST_SHOWN = 10;

/** Names in the two orders people expect, as the browser's own tables of characters have them. */
const orders = {
  stroke: new Intl.Collator('zh-u-co-stroke'),
  pinyin: new Intl.Collator('zh-u-co-pinyin'),
};

/**
 * Opens a test at the desk by its title.
 * @param {Page} page
 * @param {RegExp} title
 */
export async function openTest(page, title) {
  await page.goto('/staff/tests');
  await page.getByRole('link', { name: title }).first().click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  return new URL(page.url()).pathname;
}

/**
 * Ends a test before its time; the page asks first.
 * @param {Page} page
 */
export async function endTest(page) {
  const button = page.locator('form[action$="/closure"] button');
  await button.click();
  await page.locator('confirm-dialog dialog [value=ok]').click();
  await button.waitFor({ state: 'detached' });
}

/**
 * Comes again until the page shows it: what is graded in the background takes a moment.
 * @param {Page} page
 * @param {string} path
 * @param {import('playwright-core').Locator} sign
 */
export async function comeAgainUntil(page, path, sign) {
  const deadline = Date.now() + 30_000;
  do {
    await page.goto(path);
    if (await sign.count()) return;
  } while (Date.now() < deadline);
  assert.fail(`${path} did not come to show it: ${await page.locator('main').innerText()}`);
}

/**
 * On a branch's list: names by the strokes or by the sound of the surname, and by nothing else.
 * @param {Page} page
 */
export async function assertNeverByScore(page) {
  const names = async () => (await page.locator('main table tbody th').allInnerTexts()).map((name) => name.trim());
  const byStroke = await names();
  assert.ok(byStroke.length > 2, 'a list of several');
  assertSurnames(byStroke, 'stroke');
  // No heading sorts, and what somebody writes into the address by hand does not either.
  assert.equal(await page.locator('main thead a, main thead button').count(), 0);
  const address = new URL(page.url());
  address.searchParams.set('sort', 'score');
  await page.goto(address.href);
  assert.deepEqual(await names(), byStroke);

  address.searchParams.set('sort', 'pinyin');
  await page.locator(`main a[href$="sort=pinyin"]`).click();
  await page.waitForURL(address.href);
  const byPinyin = await names();
  assert.deepEqual([...byPinyin].sort(), [...byStroke].sort());
  assert.notDeepEqual(byPinyin, byStroke);
  assertSurnames(byPinyin, 'pinyin');
}

/**
 * @param {string[]} names
 * @param {'stroke' | 'pinyin'} order
 */
function assertSurnames(names, order) {
  const surnames = names.map((name) => name.slice(0, 1));
  assert.deepEqual(surnames, [...surnames].sort(orders[order].compare), `the order of ${names.join(' ')}`);
}

/**
 * On a committee's page of a test: bands of marks for ten or more together, and nobody's name.
 * @param {Page} page
 */
export async function assertSpreadOnly(page) {
  const figures = await page.locator('.bars tbody td').allInnerTexts();
  const people = figures.map((text) => Number(text.match(/\d+/)?.[0] ?? NaN)).filter((count) => !Number.isNaN(count));
  const sum = people.reduce((all, count) => all + count, 0);
  assert.ok(sum >= FEWEST_SHOWN, `a spread of ${sum}: ${figures.join(' ')}`);
  assert.equal(await page.locator('main a[href*="/results"]').count(), 0, 'no way from here to the names');
}
