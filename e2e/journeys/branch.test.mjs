// A secretary reads one page: what is next, what needs a hand, what goes well. A committee sees its
// branches, and each number opens what lies beneath it.
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
  await visit(browser, server.url, screens[screen], `branch-${kind}`, async (visitor) => {
    await visitor.signIn(server.account(kind));
    await walk(visitor);
  });
}

for (const screen of /** @type {const} */ (['phone', 'desktop'])) {
  test(`a secretary reads what is next: ${screen}`, async () => {
    const server = await Server.start();
    try {
      await as(server, 'secretary', screen, async ({ page }) => {
        await page.goto('/staff/branch');
        for (const part of ['接下来', '要搭把手的', '做得好的']) await page.getByRole('heading', { name: part }).waitFor();
        const words = await page.locator('main').innerText();
        assert.match(words, /党员 \d+ 名/);
        assert.match(words, /件实事/);
        await assertAccessible(page);
        await page.getByRole('link', { name: /请返乡青年/ }).click();
        await page.getByRole('button', { name: '记下来' }).waitFor();
      });
    } finally {
      await server.stop();
    }
  });

  test(`a committee opens a number down to its records: ${screen}`, async () => {
    const server = await Server.start();
    try {
      await as(server, 'org_staff', screen, async ({ page }) => {
        await page.goto('/staff/committee');
        await page.getByRole('heading', { name: '下级组织的党员' }).waitFor();
        await assertAccessible(page);
        await page.goto('/staff/indicators');
        await assertAccessible(page);
        await page.getByRole('link', { name: '质量过硬行动记下的实事' }).click();
        await page.getByText('不比条数').waitFor();
        await page.locator('tbody tr').first().waitFor();
        await assertAccessible(page);
      });
      await as(server, 'sys_admin', screen, async ({ page }) => {
        await page.goto('/ops/rules/local');
        await assertAccessible(page);
        await page.locator('main details summary').first().click();
        await page.locator('main details textarea').first().fill('省委组织部 2025 年文件第三条');
        await page.locator('main details button').first().click();
        await page.getByText('已记下确认').waitFor();
        await page.getByText('省委组织部 2025 年文件第三条').waitFor();
        await assertAccessible(page);
      });
    } finally {
      await server.stop();
    }
  });
}
