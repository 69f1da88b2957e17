// A department answers its one question, outside by a link; the map shows where nobody leads; a member
// takes a seat of a session.
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
  await visit(browser, server.url, screens[screen], `leaders-${kind}`, async (visitor) => {
    await visitor.signIn(server.account(kind));
    await walk(visitor);
  });
}

/**
 * Looks at a page once it has arrived: a slow machine is still on its way when the next line runs.
 * @param {import('playwright-core').Page} page
 */
async function accessible(page) {
  await page.locator('html:not([aria-busy])').waitFor({ state: 'attached' });
  await assertAccessible(page);
}

for (const screen of /** @type {const} */ (['phone', 'desktop'])) {
  test(`departments vet, inside and by a link: ${screen}`, async () => {
    const server = await Server.start();
    try {
      let link = '';
      await as(server, 'secretary', screen, async ({ page }) => {
        await page.goto('/staff/vettings');
        await accessible(page);
        await page.locator('tbody a').first().click();
        await accessible(page);
        await page.getByLabel('不符合', { exact: true }).check();
        await page.getByRole('button', { name: '答复' }).click();
        await page.locator('error-summary').waitFor();
        await page.getByLabel('符合', { exact: true }).check();
        await page.getByRole('button', { name: '答复' }).click();
        await page.getByText('已答复').waitFor();
      });
      await as(server, 'organiser', screen, async ({ page }) => {
        await page.goto('/staff/vacancies');
        await page.getByRole('heading', { level: 1, name: '空缺一览' }).waitFor();
        await accessible(page);
        await page.goto('/staff/leaders?show=candidate');
        await accessible(page);
        await page.locator('tbody a').first().click();
        await page.getByRole('button', { name: '重新生成链接' }).click();
        await page.getByText('链接只显示这一次').waitFor();
        await accessible(page);
        link = await page.locator('[data-text]').innerText();
        assert.match(link, /^http:.*\/vetting\//);
      });
      await visit(browser, server.url, screens[screen], 'leaders-outside', async ({ page }) => {
        await page.goto(link);
        await page.getByText('有没有违法犯罪记录').waitFor();
        await accessible(page);
        await page.getByLabel('符合', { exact: true }).check();
        await page.getByRole('button', { name: '答复' }).click();
        await page.getByRole('heading', { name: '已收到答复' }).waitFor();
        await accessible(page);
      });
    } finally {
      await server.stop();
    }
  });

  test(`a session is planned, a member takes a seat: ${screen}`, async () => {
    const server = await Server.start();
    try {
      await as(server, 'organiser', screen, async ({ page }) => {
        await page.goto('/staff/skills');
        await accessible(page);
        await page.getByRole('link', { name: /年计划/ }).first().click();
        await accessible(page);
        await page.getByLabel('名称').fill('嫁接现场课');
        await page.getByLabel('地点').fill('村口苗圃');
        await page.getByLabel('谁来教、谁来办').fill('镇农技站 周师傅');
        const soon = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
        await page.getByLabel('时间').fill(`${soon}T09:00`);
        await page.getByRole('button', { name: '安排' }).click();
        await page.getByText('已安排，党员可以报名了').waitFor();
        await accessible(page);
      });
      await as(server, 'member', screen, async ({ page }) => {
        await page.goto('/skills');
        await accessible(page);
        const card = page.locator('article', { hasText: '嫁接现场课' });
        await card.getByRole('button', { name: /报名/ }).click();
        await page.getByText('已报名').first().waitFor();
        await page.locator('article', { hasText: '梨树冬剪现场课' }).locator('summary').click();
        await page.getByLabel('用在哪里，有什么结果').first().fill('自家的梨树都剪了');
        await page.getByRole('button', { name: '记下来' }).first().click();
        await page.getByText('已记下').waitFor();
        await page.locator('article', { hasText: '嫁接现场课' }).getByRole('button', { name: /退回名额/ }).click();
        await page.getByText('已退回名额').waitFor();
        await accessible(page);
      });
    } finally {
      await server.stop();
    }
  });
}
