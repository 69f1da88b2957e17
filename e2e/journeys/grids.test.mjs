// A city is looked at level by level: which households a party group looks after, where grids have
// no branch, whose term ends, whose size does not fit, and how the roll is made up.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { launch, screens, visit } from '../lib/browser.mjs';
import { Server } from '../lib/server.mjs';

/** @typedef {import('../lib/browser.mjs').Visitor} Visitor */

/** @type {import('playwright-core').Browser} */
let browser;

before(async () => {
  browser = await launch();
});

after(async () => {
  await browser?.close();
});

/**
 * Somebody with an account of the sample city, on a screen of their own.
 * @param {Server} server
 * @param {string} kind
 * @param {'phone' | 'desktop'} screen
 * @param {(visitor: Visitor) => Promise<void>} walk
 */
async function as(server, kind, screen, walk) {
  await visit(browser, server.url, screens[screen], `grids-${kind}`, async (visitor) => {
    await visitor.signIn(server.account(kind));
    await walk(visitor);
  });
}

for (const screen of /** @type {const} */ (['phone', 'desktop'])) {
  test(`from the city down to a grid, and a grid that was missing: ${screen}`, async () => {
    const server = await Server.start();
    try {
      await as(server, 'org_staff', screen, async ({ page }) => {
        await page.goto('/staff/grids');
        await page.getByText(/户里有 \d+ 户有党小组管/).waitFor();
        await assertAccessible(page);
        await page.getByRole('link', { name: /没有党支部的网格/ }).click();
        await page.getByRole('heading', { name: /的空白清单/ }).waitFor();
        await assertAccessible(page);
        await page.locator('tbody th a').first().click();
        await page.getByText('还没有党支部').first().waitFor();
        await page.getByRole('link', { name: '修改', exact: true }).click();
        await page.getByLabel('户数', { exact: true }).fill('很多');
        await page.getByRole('button', { name: '保存' }).click();
        await page.locator('error-summary').getByText('户数是 0 到 100000 之间的整数').waitFor();
        await assertAccessible(page);
        await page.getByLabel('户数', { exact: true }).fill('286');
        await page.getByLabel('网格党支部').selectOption({ index: 1 });
        await page.getByLabel('网格长').fill('王建国');
        await page.getByRole('button', { name: '保存' }).click();
        await page.getByText('王建国').waitFor();
        assert.match(await page.locator('main').innerText(), /286 户/);
        await assertAccessible(page);
      });
    } finally {
      await server.stop();
    }
  });

  test(`grids from a table, looked at first: ${screen}`, async () => {
    const server = await Server.start();
    try {
      await as(server, 'org_staff', screen, async ({ page }) => {
        await page.goto('/staff/grids/imports');
        await assertAccessible(page);
        const table = '党组织,网格名称,户数\n没有这个党支部,第一网格,300\n';
        await page.getByLabel('文件').setInputFiles({ name: '网格.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
        await page.getByRole('button', { name: '先看看' }).click();
        await page.getByText('第 2 行 A 列').waitFor();
        await assertAccessible(page);
        await page.getByRole('button', { name: '不导入' }).click();
        await page.getByText('没有导入，什么也没有变').waitFor();
      });
    } finally {
      await server.stop();
    }
  });

  test(`whose term ends is called, and it stands on the page: ${screen}`, async () => {
    const server = await Server.start();
    try {
      await as(server, 'org_staff', screen, async ({ page }) => {
        await page.goto('/staff/terms?band=unreminded');
        await page.locator('tbody th a').first().waitFor();
        await assertAccessible(page);
        await page.locator('tbody th a').first().click();
        await page.getByLabel('打电话').check();
        await page.getByLabel('说了什么').fill('一月上旬报请示');
        await page.getByRole('button', { name: '记下', exact: true }).click();
        await page.getByText('已记下提醒').waitFor();
        await page.getByText('一月上旬报请示').waitFor();
        await assertAccessible(page);
        const [letter] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载提醒函' }).click()]);
        assert.match(letter.suggestedFilename(), /换届提醒函/);
        await page.goto('/staff/sizes');
        await page.locator('tbody th a').first().waitFor();
        await assertAccessible(page);
        await page.locator('tbody th a').first().click();
        await page.getByRole('heading', { name: /的班子/ }).waitFor();
        await assertAccessible(page);
        await page.goto('/staff/structure');
        await page.getByText('61 岁及以上').waitFor();
        await assertAccessible(page);
      });
    } finally {
      await server.stop();
    }
  });
}
