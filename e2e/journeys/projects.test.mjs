// A finding is put right and verified by somebody else; a project is measured, and closed as it is.
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
  await visit(browser, server.url, screens[screen], `projects-${kind}`, async (visitor) => {
    await visitor.signIn(server.account(kind));
    await walk(visitor);
  });
}

for (const screen of /** @type {const} */ (['phone', 'desktop'])) {
  test(`a finding has a second pair of eyes: ${screen}`, async () => {
    const server = await Server.start();
    try {
      await as(server, 'secretary', screen, async ({ page }) => {
        await page.goto('/staff/rectifications');
        await assertAccessible(page);
        await page.getByRole('link', { name: /党员会议记录只有签名/ }).click();
        await page.getByLabel('做了什么，现在怎样').fill('十一月两次会议都写了议定事项，在记录本第 18 页');
        await page.getByRole('button', { name: '提交核实' }).click();
        await page.getByText('办结说明是你写的').waitFor();
        await assertAccessible(page);
      });
      await as(server, 'org_staff', screen, async ({ page }) => {
        await page.goto('/staff/rectifications?phase=answered');
        await page.getByRole('link', { name: /党员会议记录只有签名/ }).click();
        await page.getByRole('button', { name: '保存核实' }).click();
        await page.locator('error-summary').waitFor();
        await page.getByLabel('已做到').check();
        await page.getByLabel('怎么核实的').fill('看了记录本，两次都写清楚了');
        await page.getByRole('button', { name: '保存核实' }).click();
        await page.getByText('核实已保存').waitFor();
        await page.goto('/staff/rectifications/new');
        await assertAccessible(page);
      });
    } finally {
      await server.stop();
    }
  });

  test(`a project is measured and closed as it is: ${screen}`, async () => {
    const server = await Server.start();
    try {
      await as(server, 'secretary', screen, async ({ page }) => {
        await page.goto('/staff/projects');
        await assertAccessible(page);
        await page.getByRole('link', { name: /农残抽检合格率/ }).click();
        await page.locator('.line-chart').waitFor();
        await assertAccessible(page);
        await page.getByLabel('数值（%）').fill('约九成');
        await page.getByRole('button', { name: '记下来' }).first().click();
        await page.locator('error-summary').waitFor();
        await page.getByLabel('数值（%）').fill('97.8');
        await page.getByRole('button', { name: '记下来' }).first().click();
        await page.getByText('测量已记下').waitFor();
        await page.getByRole('link', { name: '从表格导入' }).click();
        await page.setInputFiles('input[type=file]', {
          name: '合格率.csv', mimeType: 'text/csv', buffer: Buffer.from('日期,数值,来源\n2026-03-01,88.5,抽检\n三月,88,抽检\n'),
        });
        await page.getByRole('button', { name: '先看一看' }).click();
        await page.getByText('第 3 行').waitFor();
        await assertAccessible(page);
        await page.setInputFiles('input[type=file]', {
          name: '合格率.csv', mimeType: 'text/csv', buffer: Buffer.from('日期,数值,来源\n2026-03-01,88.5,抽检\n'),
        });
        await page.getByRole('button', { name: '先看一看' }).click();
        await page.getByRole('button', { name: '存下这些' }).click();
        await page.getByText('已导入').waitFor();
        await page.locator('summary', { hasText: '结项' }).click();
        await page.getByLabel('部分达到').check();
        await page.getByLabel('这些事起了什么作用').fill('自检点最有用');
        await page.getByLabel('同时还发生了什么').fill('今年雨水少，病虫害轻');
        await page.getByRole('button', { name: '结项' }).click();
        await page.getByText('已结项').waitFor();
        await assertAccessible(page);
        await page.goto('/staff/projects/new');
        await assertAccessible(page);
      });
    } finally {
      await server.stop();
    }
  });
}
