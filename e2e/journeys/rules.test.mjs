// A rule of the city's own: the system administrator asks for it at the desk, the security
// administrator finds it on the front page of a phone and agrees, and the auditor reads of both.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { launch, screens, visit } from '../lib/browser.mjs';
import { assertFitsNarrow } from '../lib/checks.mjs';
import { Server } from '../lib/server.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @type {Server} */
let server;
/** @type {import('playwright-core').Browser} */
let browser;

before(async () => {
  server = await Server.start();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

const rule = '/ops/rules/privacy.figures_from';

/**
 * @param {keyof typeof screens} screen
 * @param {string} kind
 * @param {(page: Page) => Promise<void>} work
 */
async function as(screen, kind, work) {
  await visit(browser, server.url, screens[screen], `rules-${kind}-${screen}`, async ({ page }) => {
    await page.goto('/demo');
    await page.locator(`form[action="/demo/${kind}"] button`).click();
    await page.waitForURL((address) => address.pathname !== '/demo');
    await work(page);
  });
}

test('two persons change a rule', async () => {
  await as('desktop', 'sys_admin', async (page) => {
    await page.goto('/ops/rules?q=统计数');
    await page.getByRole('link', { name: '多少人以上才显示统计数' }).click();
    await page.waitForURL((address) => address.pathname === rule);
    await page.locator('[name=value]').fill('10');
    await page.locator('[name=reason]').fill('云溪市委组织部 2026 年第 9 号通知');
    await page.locator('form[action$="/proposals"] button').click();
    // Ten is what holds, so there is nothing to ask for; what was typed is still there.
    await page.locator('[role=alert]', { hasText: '本来就是这个值' }).waitFor();
    assert.match(await page.locator('[name=reason]').inputValue(), /第 9 号/);
    await assertAccessible(page);
    await page.locator('[name=value]').fill('15');
    await page.locator('form[action$="/proposals"] button').click();
    await page.locator('[role=status]', { hasText: '等安全管理员同意' }).first().waitFor();
    assert.equal(await page.locator('form[action$="/confirmation"]').count(), 0, 'nobody agrees to their own');
    await assertAccessible(page);
  });
  await as('phone', 'sec_admin', async (page) => {
    await page.goto('/staff');
    await page.locator('main a[href="/ops/rules/privacy.figures_from"]').first().click();
    await page.waitForURL((address) => address.pathname === rule);
    await assertFitsNarrow(page);
    await assertAccessible(page);
    await page.locator('form[action$="/confirmation"] button').click();
    await page.locator('[role=status]', { hasText: '同意了' }).first().waitFor();
    await page.locator('table', { hasText: '15 人' }).waitFor();
    await assertAccessible(page);
  });
  await as('desktop', 'audit_admin', async (page) => {
    await page.goto('/ops/audit?kind=rule');
    await page.locator('tr', { hasText: '提出调整规则' }).first().waitFor();
    await page.locator('tr', { hasText: '同意并调整规则' }).first().waitFor();
    assert.equal(await page.locator('main', { hasText: '{"' }).count(), 0, 'facts stand in words');
    await assertAccessible(page);
  });
});
