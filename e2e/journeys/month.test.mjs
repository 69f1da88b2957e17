// A secretary's month, in one sitting: what waits, the assembly with its vote on an admission, the theme
// day from paper, somebody who goes away, a talk, a finding, a measurement, a question from above. What
// was told once is known everywhere else, and the branch's page says so.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { launch, screens, visit } from '../lib/browser.mjs';
import { Server } from '../lib/server.mjs';

/** @typedef {import('../lib/browser.mjs').Visitor} Visitor */
/** @typedef {import('playwright-core').Page} Page */

/** @type {import('playwright-core').Browser} */
let browser;

before(async () => {
  browser = await launch();
});

after(async () => {
  await browser?.close();
});

/**
 * @param {Server} server
 * @param {string} kind
 * @param {'phone' | 'desktop'} screen
 * @param {(page: Page) => Promise<void>} walk
 */
async function as(server, kind, screen, walk) {
  await visit(browser, server.url, screens[screen], `month-${kind}`, async (visitor) => {
    await visitor.signIn(server.account(kind));
    await walk(visitor.page);
  });
}

/** @param {number} days from today, in Shanghai, as a form takes it */
function day(days) {
  return new Date(Date.now() + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** In some minutes, in Shanghai. */
function soon() {
  return new Date(Date.now() + 5 * 60_000 + 8 * 3_600_000).toISOString().slice(0, 16);
}

/**
 * The assembly: called with what waits for a vote, held, voted on paper by two counters, minuted.
 * @param {Page} page
 * @returns {Promise<string>} the meeting's address
 */
async function assembly(page) {
  await page.goto('/staff/meetings');
  await page.getByRole('link', { name: '召集会议' }).click();
  await page.getByRole('heading', { name: '开什么会' }).waitFor();
  await page.getByRole('link', { name: /支部党员大会/ }).click();
  await page.getByLabel('会议名称').fill('十二月党员大会');
  await page.getByLabel('开会时间').fill(soon());
  await page.getByLabel('地点', { exact: false }).first().fill('村委会二楼');
  await page.getByLabel(/沈雪梅/).check();
  await page.getByRole('button', { name: '召集', exact: true }).click();
  await page.getByText('会议已召集').waitFor();
  const meeting = new URL(page.url()).pathname.replace('/notice', '');
  await page.goto(meeting);
  await page.getByRole('button', { name: '开始开会' }).click();
  await page.getByText('会议已开始').waitFor();
  await page.getByLabel('下面没有另外选的，都记为到会').check();
  await page.getByRole('button', { name: '保存到会情况' }).click();
  await page.getByText('到会情况已保存').waitFor();
  await page.goto(`${meeting}/room`);
  await page.getByRole('button', { name: /到这一项.*沈雪梅/ }).click();
  await page.getByText('已换到这一项').waitFor();
  await page.getByText('提出表决').first().click();
  await page.getByRole('button', { name: '提出表决' }).click();
  await page.getByText('表决已开始').waitFor();
  await assertAccessible(page);
  const expected = Number(/有表决权的应到\s*(\d+)/.exec(await page.locator('main').innerText())?.[1]);
  assert.ok(expected > 3, 'nobody has a vote');
  await page.locator('[name=yes]').fill(String(expected));
  await page.getByLabel('计票人一').fill('何桂兰');
  await page.getByLabel('计票人二').fill('方小梅');
  await page.getByRole('button', { name: '结束表决' }).click();
  await page.getByText('表决已结束').waitFor();
  await page.getByText(/^通过：赞成/).first().waitFor();
  await page.goto(`${meeting}/room`);
  await page.getByRole('button', { name: '结束会议' }).click();
  await page.locator('confirm-dialog dialog [value=ok]').click();
  await page.getByText('会议已结束').waitFor();
  await page.goto(`${meeting}/minutes`);
  await page.getByRole('button', { name: '保存，交去确认' }).click();
  await page.getByText('记录已交').waitFor();
  return meeting;
}

/**
 * What was held on paper, entered afterwards.
 * @param {Page} page
 */
async function themeDay(page) {
  await page.goto('/staff/meetings');
  await page.getByRole('link', { name: '补录已开的会' }).click();
  await page.getByRole('heading', { name: '补录哪一种会' }).waitFor();
  await page.getByRole('link', { name: /主题党日/ }).click();
  await page.getByLabel('会议名称').fill('主题党日：帮老人收柴');
  await page.getByLabel('开会时间').fill(`${day(-1)}T09:00`);
  await page.getByRole('button', { name: '保存，填到会情况' }).click();
  await page.getByText('会议已记下').waitFor();
  await page.getByLabel('下面没有另外选的，都记为到会').check();
  await page.getByRole('button', { name: '保存到会情况' }).click();
  await page.getByText('到会情况已保存').waitFor();
  await page.getByRole('button', { name: '保存，交去确认' }).click();
  await page.getByText('记录已交').waitFor();
}

for (const screen of /** @type {const} */ (['phone', 'desktop'])) {
  test(`a secretary's month: ${screen}`, async () => {
    const server = await Server.start();
    try {
      let meeting = '';
      await as(server, 'secretary', screen, async (page) => {
        await page.goto('/staff');
        await assertAccessible(page);
        await page.goto('/staff/branch');
        await page.getByRole('heading', { name: '接下来' }).waitFor();
        await assertAccessible(page);
        meeting = await assembly(page);
        // The vote has moved the admission on: nobody writes it down a second time.
        await page.goto(`/staff/admission?q=${encodeURIComponent('沈雪梅')}`);
        await page.getByRole('link', { name: '沈雪梅' }).click();
        assert.match(await page.locator('#stage-candidate').innerText(), /讨论通过/);
        await themeDay(page);
        await page.goto('/staff/rectifications');
        await page.getByRole('link', { name: /党员会议记录只有签名/ }).click();
        await page.getByLabel('做了什么，现在怎样').fill('两次会议都写了议定事项');
        await page.getByRole('button', { name: '提交核实' }).click();
        await page.getByText('办结说明是你写的').waitFor();
        await page.goto('/staff/projects');
        await page.getByRole('link', { name: /农残抽检合格率/ }).click();
        await page.getByLabel('数值（%）').fill('97.8');
        await page.getByRole('button', { name: '记下来' }).first().click();
        await page.getByText('测量已记下').waitFor();
        await page.goto('/staff/requests');
        await assertAccessible(page);
      });
      await as(server, 'recorder', screen, async (page) => {
        // The minutes need somebody else than who wrote them.
        await page.goto(`${meeting}/minutes`);
        await page.getByText('十二月党员大会').first().waitFor();
        await assertAccessible(page);
      });
      await as(server, 'secretary', screen, async (page) => {
        await page.goto('/staff/meetings/year');
        await page.getByText(/已开 [1-9]/).first().waitFor();
        await page.goto('/staff/branch');
        await assertAccessible(page);
      });
    } finally {
      await server.stop();
    }
  });
}
