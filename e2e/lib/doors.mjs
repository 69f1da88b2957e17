// Pages that a link in a letter opens: for branches, departments and owners without an account. Each
// step makes such a link as staff do, and gives its path.
import assert from 'node:assert/strict';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {(page: Page) => Promise<void>} Look */

/**
 * The first path of a kind among the words of a page.
 * @param {Page} page
 * @param {RegExp} pattern
 */
async function pathOn(page, pattern) {
  await page.locator('main', { hasText: pattern }).waitFor();
  const path = (await page.locator('main').innerText()).match(pattern)?.[0];
  assert.ok(path, `no ${pattern} on ${page.url()}`);
  return path;
}

/**
 * A member says where they go, asks for a transfer, and makes a code to show.
 * @param {Page} page
 * @param {Look} look
 * @returns {Promise<string>} the path of the code
 */
export async function memberOnTheMove(page, look) {
  for (const path of ['/me/floating', '/me/transfers', '/me/portable', '/stations']) {
    await page.goto(path);
    await look(page);
  }
  await page.goto('/me/floating/new');
  await look(page);
  await page.getByLabel('去哪里').fill('浙江省杭州市');
  await page.getByLabel('接收支部').fill('杭州市西湖区某企业党支部');
  await page.getByRole('button', { name: '登记' }).click();
  await page.getByText('等你的支部确认').waitFor();
  await look(page);
  await page.goto('/me/transfers/new');
  await look(page);
  await page.getByLabel('转到哪里').fill('杭州市西湖区某企业党支部');
  await page.getByLabel('为什么转').fill('到杭州工作');
  await page.getByRole('button', { name: '发给支部' }).click();
  await page.getByText('等支部开介绍信').waitFor();
  await look(page);
  await page.goto('/me/portable');
  await page.getByLabel('给谁看').fill('杭州市西湖区某企业党支部');
  await page.getByRole('button', { name: '生成码' }).click();
  await page.getByText('对方会看到').waitFor();
  await look(page);
  return pathOn(page, /\/outside\/portable\/[\w-]+/);
}

/**
 * The home branch confirms a stay elsewhere and writes to the branch there.
 * @param {Page} page
 * @param {string} name whose stay it is
 */
export async function floatingLink(page, name) {
  await page.goto('/staff/floating?side=out&state=waiting');
  await page.getByRole('link', { name }).click();
  const form = page.locator('section form[action$="/answer"]');
  await form.getByLabel('确认', { exact: true }).check();
  await form.getByRole('button', { name: '保存回复' }).click();
  await page.getByRole('button', { name: '生成链接和联系函' }).click();
  return pathOn(page, /\/outside\/floating\/[\w-]+/);
}

/**
 * A letter of introduction is written and sent to a branch outside the system.
 * @param {Page} page
 * @param {string} name whose affiliation moves
 */
export async function transferLink(page, name) {
  await page.goto('/staff/transfers?side=out&state=proposed');
  await page.getByRole('link', { name }).click();
  await page.getByRole('button', { name: '已开，发给对方' }).click();
  await page.getByRole('button', { name: '生成链接' }).click();
  return pathOn(page, /\/outside\/transfer\/[\w-]+/);
}

/**
 * A department without an account is asked its one question.
 * @param {Page} page
 */
export async function vettingLink(page) {
  await page.goto('/staff/leaders?show=candidate');
  await page.locator('tbody a').first().click();
  await page.getByRole('button', { name: '重新生成链接' }).click();
  await page.getByText('链接只显示这一次').waitFor();
  return pathOn(page, /\/vetting\/[\w-]+/);
}

/**
 * A work order goes to an owner outside the system.
 * @param {Page} page
 * @param {Look} look
 */
export async function orderLink(page, look) {
  await page.goto('/staff/requests?phase=open');
  await page.getByRole('link', { name: /地下车库漏水/ }).first().click();
  await page.getByText('发函给外单位', { exact: true }).click();
  await page.getByLabel('发给谁').fill('望江物业');
  await page.getByLabel('请他们做什么').fill('请本周内补好接缝');
  await page.getByRole('button', { name: '生成办理函' }).click();
  await page.getByRole('heading', { name: '在线回复的链接' }).waitFor();
  const path = await pathOn(page, /\/w\/[\w-]+/);
  await page.getByRole('link', { name: '回到诉求' }).click();
  await page.getByRole('link', { name: /望江物业/ }).click();
  await page.waitForURL((address) => /\/orders\/[^/]+$/.test(address.pathname));
  await look(page);
  return path;
}

/**
 * The result of an appraisal, to be entered from paper.
 * @param {Page} page
 * @param {Look} look
 */
export async function grades(page, look) {
  await page.goto('/staff/meetings');
  await page.getByRole('link', { name: '民主评议党员大会' }).first().click();
  await page.locator('a[href$="/grades"]').first().click();
  await page.waitForURL((address) => address.pathname.endsWith('/grades'));
  await look(page);
}

/**
 * A table of grids, looked at first; one line of it is wrong.
 * @param {Page} page
 * @param {Look} look
 */
export async function gridImport(page, look) {
  await page.goto('/staff/grids/imports');
  const table = '党组织,网格名称,户数\n没有这个党支部,第一网格,300\n';
  await page.getByLabel('文件').setInputFiles({ name: '网格.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
  await page.getByRole('button', { name: '先看看' }).click();
  await page.getByText('第 2 行 A 列').waitFor();
  await look(page);
  await page.getByRole('button', { name: '不导入' }).click();
  await page.getByText('没有导入，什么也没有变').waitFor();
}
