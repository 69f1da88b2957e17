// From an application on paper to a step of the committee above: what blocks is said, another person
// lets it fall, a vote from paper is counted.
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
  await visit(browser, server.url, screens[screen], `admission-${kind}`, async (visitor) => {
    await visitor.signIn(server.account(kind));
    await walk(visitor);
  });
}

/**
 * Opens somebody's page from the list.
 * @param {import('playwright-core').Page} page
 * @param {string} name
 */
async function open(page, name) {
  await page.goto(`/staff/admission?q=${encodeURIComponent(name)}`);
  await page.getByRole('link', { name }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
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
  test(`an application and its first talk: ${screen}`, async () => {
    const server = await Server.start();
    try {
      await as(server, 'secretary', screen, async ({ page }) => {
        await page.goto('/staff/admission');
        await page.getByText('陈晓雨').waitFor();
        await accessible(page);
        await page.getByRole('link', { name: '登记入党申请' }).click();
        await accessible(page);
        await page.getByRole('button', { name: '保存' }).click();
        await page.locator('error-summary').waitFor();
        await page.getByLabel('姓名').fill('姚春燕');
        await page.getByLabel('公民身份号码').fill('330106198005060122');
        await page.getByRole('button', { name: '保存' }).click();
        await page.getByText('已登记，一个月内派人谈话').waitFor();
        assert.doesNotMatch(await page.locator('main').innerText(), /330106198005060122/);
        await accessible(page);
        await page.getByRole('link', { name: /办理.*党组织派人谈话/ }).click();
        await accessible(page);
        await page.getByLabel('谈话人').fill('组织委员 何桂兰');
        await page.getByRole('button', { name: '记下来' }).click();
        await page.locator('error-summary').waitFor();
        await page.getByLabel('情况').fill('愿意先从网格志愿者做起');
        await page.getByRole('button', { name: '记下来' }).click();
        await page.getByText('已记下').waitFor();
        assert.match(await page.locator('#stage-applicant').innerText(), /愿意先从网格志愿者做起/);
        await accessible(page);
      });
    } finally {
      await server.stop();
    }
  });

  test(`a block falls by a second person above, and the committee approves: ${screen}`, async () => {
    const server = await Server.start();
    try {
      await as(server, 'organiser', screen, async ({ page }) => {
        await page.goto('/staff');
        await page.getByText('放宽待决定').first().waitFor();
        await open(page, '吴静怡');
        await page.getByText('培养教育考察还不满一年').first().waitFor();
        await accessible(page);
        await page.getByLabel('同意放宽').check();
        await page.getByLabel('依据').fill('原单位材料看过');
        await page.getByRole('button', { name: '保存决定' }).click();
        await page.getByText('决定已保存').waitFor();
        await open(page, '何志远');
        await page.getByRole('link', { name: /办理.*上级党委审批/ }).click();
        await accessible(page);
        await page.getByLabel('同意', { exact: true }).check();
        await page.getByRole('button', { name: '记下来' }).click();
        await page.getByText('已记下').waitFor();
        await page.getByRole('link', { name: '看党员资料' }).waitFor();
        await accessible(page);
      });
      await as(server, 'secretary', screen, async ({ page }) => {
        await open(page, '吴静怡');
        await page.getByRole('link', { name: /办理.*确定发展对象/ }).click();
        await page.getByLabel('听取意见情况').fill('都同意');
        await page.getByRole('button', { name: '记下来' }).click();
        await page.getByText('已记下').waitFor();
        await open(page, '沈雪梅');
        await page.getByRole('link', { name: /办理.*支部大会讨论接收/ }).click();
        await page.getByLabel('应到会有表决权的正式党员').fill('16');
        await page.getByLabel('实到会').fill('8');
        await page.getByLabel('赞成').fill('8');
        await page.getByLabel('反对').fill('0');
        await page.getByLabel('弃权').fill('0');
        await page.getByRole('button', { name: '记下来' }).click();
        await page.locator('error-summary').getByText('没有超过应到的半数').waitFor();
        await accessible(page);
        await page.getByLabel('实到会').fill('12');
        await page.getByLabel('赞成').fill('11');
        await page.getByRole('button', { name: '记下来' }).click();
        await page.getByText('已记下').waitFor();
        assert.match(await page.locator('#stage-candidate').innerText(), /讨论通过/);
      });
    } finally {
      await server.stop();
    }
  });
}
