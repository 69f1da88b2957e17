// Pages that no link leads to, and pages in the states a crawl does not meet: written, waiting,
// published, ended, empty, not found. Each step leaves the page there to be looked at.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {(page: Page) => Promise<void>} Look */

/** @param {Page} page @param {RegExp} path */
const arrive = (page, path) => page.waitForURL((address) => path.test(address.pathname));

/**
 * A text on its way to the members, as its author sees it.
 * @param {Page} page
 * @param {Look} look
 */
export async function materialOfAuthor(page, look) {
  await page.goto('/staff/materials/new');
  await page.locator('[name=title]').fill('怎样过组织生活');
  await page.locator('[name=source]').fill('《中国共产党支部工作条例（试行）》');
  await page.locator('[name=markdown]').fill('## 主题党日\n\n党支部每月相对固定一天开展主题党日。\n');
  await page.locator('button[name=act][value=preview]').click();
  await page.getByRole('heading', { name: '主题党日' }).waitFor();
  await look(page);
  await page.locator('button[name=act][value=save]').click();
  await arrive(page, /^\/staff\/materials\/[0-9a-f-]{32,36}$/);
  await page.locator('form[action$="/submission"]').waitFor();
  await look(page);
  await page.locator('form[action$="/submission"] button').click();
  await page.locator('form[action$="/submission"]').waitFor({ state: 'detached' });
  await look(page);
  return new URL(page.url()).pathname;
}

/**
 * The same text as the reviewer sees it, sent back; the form refuses to do that without a word.
 * @param {Page} page
 * @param {Look} look
 */
export async function materialOfReviewer(page, look) {
  await page.goto('/staff/reviews');
  await page.getByRole('link', { name: '怎样过组织生活', exact: true }).click();
  await arrive(page, /\/review$/);
  await look(page);
  await page.locator('[name=verdict]').nth(1).check();
  await page.locator('form:has([name=verdict]) button').click();
  await page.locator('[role=alert]').first().waitFor();
  await look(page);
  await page.locator('[name=reason]').fill('请写明出自哪一条。');
  await page.locator('form:has([name=verdict]) button').click();
  await page.locator('[role=status]').first().waitFor();
}

/** @param {number} days from today, as a field for a day and an hour wants it */
function noon(days) {
  return `${new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)}T12:00`;
}

/**
 * A test that is written, then one that waits for its day.
 * @param {Page} page
 * @param {Look} look
 * @returns {Promise<string>} its title
 */
export async function testToCome(page, look) {
  const title = '全市党员学习测试（下一期）';
  await page.goto('/staff/tests/new');
  await page.locator('[name=title]').fill(title);
  for (const name of ['paper', 'audience']) await page.locator(`select[name=${name}]`).selectOption({ index: 1 });
  await page.locator('[name=opens_at]').fill(noon(1));
  await page.locator('[name=closes_at]').fill(noon(8));
  await page.locator('[name=minutes]').fill('40');
  await page.locator('main form:has([name=title]) button').click();
  await arrive(page, /^\/staff\/tests\/[0-9a-f-]{32,36}$/);
  await look(page);
  const path = new URL(page.url()).pathname;
  await page.goto(`${path}/edit`);
  await look(page);
  await page.goto(path);
  await page.locator('form[action$="/publication"] button').click();
  await page.locator('confirm-dialog dialog [value=ok]').click();
  await page.locator('form[action$="/publication"]').waitFor({ state: 'detached' });
  await look(page);
  return title;
}

/**
 * A sitting from its first page to the result that is not there yet.
 * @param {Page} page
 * @param {RegExp} title
 * @param {Look} look
 */
export async function sittingPages(page, title, look) {
  await page.goto('/tests');
  await page.getByRole('link', { name: title }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await look(page);
  await page.locator('form[action$="/sitting"] button').click();
  await arrive(page, /^\/sittings\/\d+/);
  await page.locator('exam-sitting').waitFor();
  await look(page);
  const path = new URL(page.url()).pathname.split('/').slice(0, 3).join('/');
  await page.goto(`${path}/check`);
  await look(page);
  await page.locator('form[action$="/submission"] button').click();
  await arrive(page, /\/receipt$/);
  await look(page);
  await page.goto(`${path}/result`);
  await look(page);
}

/**
 * A file with questions, read and not yet taken in; one line of it is wrong.
 * @param {Page} page
 * @param {Look} look
 */
export async function questionImport(page, look) {
  await page.goto('/staff/questions/import');
  const gift = '::一:: 中国共产党成立于哪一年？ {=1921 年 ~1949 年}\n\n::二:: 没有正确答案的题 {~对 ~错}\n';
  await page.locator('input[name=file]').setInputFiles({ name: '题.gift', mimeType: 'text/plain', buffer: Buffer.from(gift) });
  await page.locator('form:has(input[name=file]) button').click();
  await arrive(page, /\/staff\/questions\/imports\/[0-9a-f-]+$/);
  await page.locator('meta[http-equiv=refresh]').waitFor({ state: 'detached' });
  await look(page);
}

/**
 * The template of a roster, brought back empty: read, and nothing in it.
 * @param {Page} page
 * @param {Look} look
 */
export async function emptyRoster(page, look) {
  await page.goto('/staff/imports');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('a[href="/staff/imports/template"]').click(),
  ]);
  await page.locator('input[name=file]').setInputFiles({
    name: '名册.xlsx', mimeType: 'application/octet-stream', buffer: await readFile(await download.path()),
  });
  await page.locator('form:has(input[name=file]) button').click();
  await arrive(page, /\/staff\/imports\/[0-9a-f-]+$/);
  await page.locator('meta[http-equiv=refresh]').waitFor({ state: 'detached' });
  await look(page);
}

/**
 * A new colleague is invited: the page with the link, which is shown this once.
 * @param {Page} page
 * @param {Look} look
 * @returns {Promise<string>} the link
 */
export async function invitation(page, look) {
  await page.goto('/staff/accounts');
  await page.locator('form[action="/staff/accounts"][method=post] input[name=name]').fill('林知行');
  await page.locator('form[action="/staff/accounts"][method=post] button').click();
  const text = page.locator('main', { hasText: '/join/' });
  await text.waitFor();
  await look(page);
  const shown = `${await page.locator('main').innerText()} ${await page.locator('main').innerHTML()}`;
  const link = shown.match(/https?:\/\/[^\s"'<]+\/join\/[\w-]+/)?.[0];
  assert.ok(link, shown);
  return link;
}

/**
 * A complaint is handed in, and found again by its number.
 * @param {Page} page
 * @param {Look} look
 */
export async function complaint(page, look) {
  await page.goto('/about/complaint');
  await page.locator('[name=body]').fill('字太小，看不清。');
  await page.locator('form[action="/about/complaint"] button').click();
  await arrive(page, /^\/about\/complaint\/(?!find)./);
  await look(page);
  const reference = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await page.goto('/about/complaint');
  await page.locator('[name=reference]').fill(reference);
  await page.locator('form[action="/about/complaint/find"] button').click();
  await arrive(page, new RegExp(`^/about/complaint/${reference}$`));
  await page.goto('/about/complaint/find?reference=TY-0000');
  await page.locator('main').waitFor();
}
