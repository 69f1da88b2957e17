// Somebody goes away: says so on the phone, the home branch confirms, a branch without an account answers
// by a link, somebody is in touch, a station helps, and one is back; and an affiliation moves from one
// branch to another.
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
  await visit(browser, server.url, screens[screen], `floating-${kind}`, async (visitor) => {
    await visitor.signIn(server.account(kind));
    await walk(visitor);
  });
}

for (const screen of /** @type {const} */ (['phone', 'desktop'])) {
  test(`somebody goes away and comes back: ${screen}`, async () => {
    const server = await Server.start();
    try {
      await as(server, 'young_member', screen, async ({ page }) => {
        await page.goto('/me/floating/new');
        await assertAccessible(page);
        await page.getByLabel('去哪里').fill('杭州市某路 3 号');
        await page.getByLabel('接收支部').fill('杭州市西湖区某企业党支部');
        await page.getByRole('button', { name: '登记' }).click();
        await page.locator('error-summary').getByText('不要写门牌').waitFor();
        await page.getByLabel('去哪里').fill('浙江省杭州市');
        await page.getByRole('button', { name: '登记' }).click();
        await page.getByText('等你的支部确认').waitFor();
        await assertAccessible(page);
      });
      let link = '';
      await as(server, 'org_staff', screen, async ({ page }) => {
        await page.goto('/staff/floating?side=out&state=waiting');
        await page.getByRole('link', { name: '李思远' }).click();
        await page.getByRole('heading', { name: '确认是本支部党员' }).waitFor();
        await assertAccessible(page);
        const form = page.locator('section form[action$="/answer"]');
        await form.getByLabel('确认', { exact: true }).check();
        await form.getByRole('button', { name: '保存回复' }).click();
        await page.getByText('回复已保存').waitFor();
        await page.getByRole('button', { name: '生成链接和联系函' }).click();
        await page.getByText('流动党员联系函').first().waitFor();
        await assertAccessible(page);
        link = (await page.locator('main').innerText()).match(/\/outside\/floating\/[\w-]+/)?.[0] ?? '';
        assert.ok(link);
      });
      await visit(browser, server.url, screens[screen], 'floating-outside', async ({ page }) => {
        await page.goto(link);
        await page.getByText('李思远').waitFor();
        await assertAccessible(page);
        await page.getByLabel('确认', { exact: true }).check();
        await page.getByLabel('你的姓名').fill('王主任');
        await page.getByRole('button', { name: '回复' }).click();
        await page.getByRole('heading', { name: '已收到，谢谢' }).waitFor();
        await assertAccessible(page);
      });
      await as(server, 'young_member', screen, async ({ page }) => {
        await page.goto('/me/floating');
        await assertAccessible(page);
        await page.getByRole('link', { name: /浙江省杭州市/ }).click();
        await page.getByText('已经接上').first().waitFor();
        await page.getByText('告诉支部近况').click();
        await page.getByLabel('近况').fill('住处安顿好了');
        await page.getByRole('button', { name: '记下来' }).click();
        await page.getByText('住处安顿好了').waitFor();
        await assertAccessible(page);
        await page.goto('/stations');
        await assertAccessible(page);
        await page.getByRole('link', { name: /云溪驻杭州流动党员服务站/ }).click();
        await page.getByLabel('想请服务站帮什么忙').fill('想找一间近的房子');
        await page.getByRole('button', { name: '发给服务站' }).click();
        await page.locator('b').filter({ hasText: '想找一间近的房子' }).waitFor();
        await assertAccessible(page);
      });
      await as(server, 'org_staff', screen, async ({ page }) => {
        await page.goto('/staff/stations');
        await assertAccessible(page);
        await page.getByRole('link', { name: '云溪驻杭州流动党员服务站' }).click();
        await page.locator('summary').filter({ hasText: '想找一间近的房子' }).click();
        await page.getByLabel('怎么答复').first().fill('明天下午来，我们陪你看两处');
        await page.getByRole('button', { name: '答复', exact: true }).first().click();
        await page.getByText('已答复').first().waitFor();
        await assertAccessible(page);
      });
      await as(server, 'young_member', screen, async ({ page }) => {
        await page.goto('/');
        await page.getByText('服务站答复了').first().waitFor();
        await page.goto('/me/floating');
        await page.getByRole('link', { name: /浙江省杭州市/ }).click();
        await page.getByRole('button', { name: '告诉支部' }).click();
        await page.getByText('这次外出已经结束').waitFor();
        await page.goto('/me/portable');
        await assertAccessible(page);
        await page.getByLabel('给谁看').fill('杭州市西湖区某企业党支部');
        await page.getByRole('button', { name: '生成码' }).click();
        await page.getByText('对方会看到').waitFor();
        await assertAccessible(page);
      });
    } finally {
      await server.stop();
    }
  });

  test(`an affiliation moves when it is received: ${screen}`, async () => {
    const server = await Server.start();
    try {
      await as(server, 'young_member', screen, async ({ page }) => {
        await page.goto('/me/transfers/new');
        await assertAccessible(page);
        await page.getByLabel('转到哪里').fill('杭州市西湖区某企业党支部');
        await page.getByLabel('为什么转').fill('到杭州工作');
        await page.getByRole('button', { name: '发给支部' }).click();
        await page.getByText('等支部开介绍信').waitFor();
        await assertAccessible(page);
      });
      let link = '';
      await as(server, 'org_staff', screen, async ({ page }) => {
        await page.goto('/staff/transfers?side=out&state=proposed');
        await assertAccessible(page);
        await page.getByRole('link', { name: '李思远' }).click();
        await page.getByRole('button', { name: '已开，发给对方' }).click();
        await page.getByText('介绍信已记下').waitFor();
        await assertAccessible(page);
        await page.getByRole('button', { name: '生成链接' }).click();
        await page.getByText('发给对方的话').waitFor();
        await assertAccessible(page);
        link = (await page.locator('main').innerText()).match(/\/outside\/transfer\/[\w-]+/)?.[0] ?? '';
        assert.ok(link);
      });
      await visit(browser, server.url, screens[screen], 'transfer-outside', async ({ page }) => {
        await page.goto(link);
        await assertAccessible(page);
        await page.getByLabel('已接收').check();
        await page.getByLabel('你的姓名').fill('王主任');
        await page.getByRole('button', { name: '回复' }).click();
        await page.getByRole('heading', { name: '已收到，谢谢' }).waitFor();
      });
      await as(server, 'org_staff', screen, async ({ page }) => {
        await page.goto('/staff/transfers?side=out&state=answered');
        await page.getByRole('link', { name: '李思远' }).click();
        await page.getByRole('button', { name: '办结，从名册减少' }).click();
        await page.locator('confirm-dialog dialog [value=ok]').click();
        await page.getByText('已办结').first().waitFor();
        await assertAccessible(page);
        await page.goto('/staff/lost');
        await assertAccessible(page);
      });
    } finally {
      await server.stop();
    }
  });
}
