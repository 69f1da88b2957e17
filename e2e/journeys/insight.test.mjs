// What is wrong becomes a goal with measures, what was done is told by those who did it, and somebody
// else judges; and whoever wants figures asks only what no record holds.
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
  await visit(browser, server.url, screens[screen], `insight-${kind}`, async (visitor) => {
    await visitor.signIn(server.account(kind));
    await walk(visitor);
  });
}

for (const screen of /** @type {const} */ (['phone', 'desktop'])) {
  test(`a goal from what is wrong to its verdict: ${screen}`, async () => {
    const server = await Server.start();
    try {
      let branch = '';
      await as(server, 'secretary', screen, async ({ page }) => {
        await page.goto('/staff/drives');
        await page.getByRole('link', { name: /党建质量过硬行动/ }).first().click();
        await page.getByText('已到期，还没有记').waitFor();
        await assertAccessible(page);
        await page.getByRole('link', { name: /请返乡青年/ }).click();
        await page.getByLabel('做了什么，有什么变化').fill('两名返乡青年参加了主题党日，都定了培养联系人');
        await page.getByRole('button', { name: '记下来' }).click();
        await page.getByText('已记下').waitFor();
        branch = await page.locator('main').innerText();
        assert.match(branch, /两名返乡青年参加了主题党日/);
        await assertAccessible(page);
      });
      await as(server, 'org_staff', screen, async ({ page }) => {
        await page.goto('/staff/drives');
        await page.getByRole('link', { name: /党建质量过硬行动/ }).first().click();
        await page.locator('#goal-4').getByRole('link', { name: '添加措施、评定' }).click();
        await page.getByRole('button', { name: '保存评定' }).click();
        await page.locator('error-summary').waitFor();
        await page.getByLabel('部分做到').check();
        await page.getByLabel('依据').fill('见了其中一名，另一名还在外地');
        await page.getByRole('button', { name: '保存评定' }).click();
        await page.getByText('评定已保存').waitFor();
        await assertAccessible(page);
      });
    } finally {
      await server.stop();
    }
  });

  test(`figures are asked once, at a price that is shown: ${screen}`, async () => {
    const server = await Server.start();
    try {
      await as(server, 'org_staff', screen, async ({ page }) => {
        await page.goto('/staff/data-requests/new');
        await assertAccessible(page);
        await page.getByLabel('需求', { exact: true }).fill('村级阵地情况');
        await page.getByLabel('用来做什么').fill('安排明年修缮');
        await page.getByLabel('依据').fill('年度工作安排');
        const soon = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
        await page.getByLabel('截止日期').fill(soon);
        await page.locator('#f-asked_1').fill('党员人数');
        await page.getByRole('button', { name: '保存，看要花多少时间' }).click();
        await page.locator('error-summary').getByText('系统里已有“党员总数”').waitFor();
        await page.getByLabel('党员总数').check();
        await page.locator('#f-asked_1').fill('可用房间数');
        await page.getByRole('button', { name: '保存，看要花多少时间' }).click();
        await page.getByText(/要问 \d+ 个组织，每个约 3 分钟/).waitFor();
        await assertAccessible(page);
        await page.getByRole('button', { name: '发出' }).click();
        await page.locator('confirm-dialog dialog [value=ok]').click();
        await page.getByText('已发出').waitFor();
        await assertAccessible(page);
      });
      await as(server, 'secretary', screen, async ({ page }) => {
        await page.goto('/staff/data-requests');
        await page.getByRole('link', { name: '村级阵地情况' }).click();
        await page.getByText('系统已填').waitFor();
        await assertAccessible(page);
        await page.getByLabel('可用房间数').fill('三间');
        await page.getByRole('button', { name: '提交' }).click();
        await page.locator('error-summary').getByText('请填数字').waitFor();
        await page.getByLabel('可用房间数').fill('3');
        await page.getByRole('button', { name: '提交' }).click();
        await page.getByText('已提交').waitFor();
        assert.equal(await page.getByRole('link', { name: '村级阵地情况' }).count(), 0);
      });
    } finally {
      await server.stop();
    }
  });
}
