// What staff do about a test and see of it: ended early, a branch's list of names, a committee's spread.
import assert from 'node:assert/strict';

/** @typedef {import('playwright-core').Page} Page */

/** A spread is shown from ten papers on, as design says of everything above the branch. */
export const FEWEST_SHOWN = 10;

const byPinyin = new Intl.Collator('zh-u-co-pinyin');

/**
 * Common surnames by their strokes as mainland China counts them (通用规范汉字表). The browser's own
 * table counts by the traditional forms: 陈 would come after 林.
 */
const strokes = new Map(Object.entries({
  2: '丁', 3: '于万马', 4: '王毛方尹孔邓文', 5: '石龙史叶田白冯卢', 6: '刘朱许任江孙吕向汤',
  7: '李杨陈吴何宋张余苏沈汪', 8: '林周罗郑金武孟', 9: '胡赵钟贺段侯姚', 10: '徐高郭唐袁陶秦夏钱顾',
  11: '黄梁曹常崔龚', 12: '程傅彭董韩曾谢蒋葛', 13: '雷', 14: '廖谭熊', 15: '潘黎', 16: '薛', 17: '戴魏',
}).flatMap(([count, surnames]) => [...surnames].map((surname) => [surname, Number(count)])));

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
  const said = `the order of ${names.join(' ')}`;
  if (order === 'pinyin') {
    assert.deepEqual(surnames, [...surnames].sort(byPinyin.compare), said);
    return;
  }
  const counts = surnames.flatMap((surname) => strokes.get(surname) ?? []);
  assert.ok(counts.length * 2 > surnames.length, `most surnames are in the table: ${said}`);
  assert.deepEqual(counts, [...counts].sort((a, b) => a - b), said);
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
