// A meeting from its call to its sealed minutes, with a member who takes part from home; and one that
// was held on paper and is entered afterwards.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
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
 * Somebody with an account of the sample city, on a screen of their own.
 * @param {Server} server
 * @param {string} kind
 * @param {'phone' | 'desktop'} screen
 * @param {(visitor: Visitor) => Promise<void>} walk
 */
async function as(server, kind, screen, walk) {
  await visit(browser, server.url, screens[screen], `meet-${kind}`, async (visitor) => {
    await visitor.signIn(server.account(kind));
    await walk(visitor);
  });
}

/**
 * A time of day near now, as a form takes it.
 * @param {number} days from today
 * @param {string} hour
 */
function when(days, hour) {
  const day = new Date(Date.now() + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);
  return `${day}T${hour}`;
}

/** In some minutes, in Shanghai. */
function soon() {
  return new Date(Date.now() + 5 * 60_000 + 8 * 3_600_000).toISOString().slice(0, 16);
}

/** @param {Page} page @param {string} name @param {string} how */
async function mark(page, name, how) {
  await page.getByLabel(`${name}怎样参加`, { exact: true }).selectOption({ label: how });
}

for (const screen of /** @type {const} */ (['phone', 'desktop'])) {
  test(`a meeting from its call to its sealed minutes: ${screen}`, async () => {
    const server = await Server.start();
    try {
      let meeting = '';
      await as(server, 'secretary', screen, async ({ page }) => {
        await page.goto('/staff/meetings');
        await assertAccessible(page);
        await page.getByRole('link', { name: '召集会议' }).click();
        await page.getByRole('heading', { name: '开什么会' }).waitFor();
        await assertAccessible(page);
        await page.getByRole('link', { name: /支部党员大会/ }).click();
        await page.getByLabel('会议名称').fill('路灯党员大会');
        await page.getByLabel('开会时间').fill(soon());
        await page.getByLabel('议程').fill('学习\n讨论先修哪一处路灯\n表决');
        await page.getByRole('button', { name: '召集', exact: true }).click();
        await page.locator('error-summary').getByText('地点和远程参加至少填一个').waitFor();
        await page.getByLabel('地点', { exact: false }).first().fill('村委会二楼');
        await assertAccessible(page);
        await page.getByRole('button', { name: '召集', exact: true }).click();
        await page.getByText('会议已召集').waitFor();
        const forwarded = await page.locator('[data-text]').innerText();
        assert.match(forwarded, /路灯党员大会/);
        assert.doesNotMatch(forwarded, /王秀英/);
        await assertAccessible(page);
        meeting = new URL(page.url()).pathname.replace('/notice', '');
        await page.goto(meeting);
        await assertAccessible(page);
        await page.getByRole('button', { name: '开始开会' }).click();
        await page.getByText('会议已开始').waitFor();
        await page.getByLabel('下面没有另外选的，都记为到会').check();
        await mark(page, '王秀英', '远程参加');
        await assertAccessible(page);
        await page.getByRole('button', { name: '保存到会情况' }).click();
        await page.getByText('到会情况已保存').waitFor();
        await assertAccessible(page);
      });

      // The member at home: asks to speak, writes, and sees the meeting move on by itself.
      await as(server, 'member', screen, async ({ page }) => {
        await page.goto('/');
        await page.getByRole('heading', { name: '路灯党员大会' }).waitFor();
        await page.goto('/meetings');
        await assertAccessible(page);
        await page.getByRole('link', { name: '路灯党员大会' }).click();
        await assertAccessible(page);
        await page.getByRole('link', { name: '进入会场' }).click();
        await page.getByText('会自动更新').waitFor();
        await assertAccessible(page);
        await page.getByRole('button', { name: '我要发言' }).click();
        await page.getByText('已排上').waitFor();
        await page.getByLabel('你的发言').fill('村口三盏路灯坏了半年');

        await as(server, 'secretary', screen, async ({ page: desk }) => {
          await desk.goto(`${meeting}/room`);
          await desk.locator('.meet-speakers').getByText('王秀英').first().waitFor();
          await desk.getByRole('button', { name: /到这一项 讨论先修/ }).click();
          await desk.getByText('已换到这一项').waitFor();
          // What the member is typing stays while the page moves on.
          await page.locator('.meet-now').getByText('讨论先修哪一处路灯').waitFor();
          assert.equal(await page.getByLabel('你的发言').inputValue(), '村口三盏路灯坏了半年');
          await page.getByRole('button', { name: '发出' }).click();
          // The room may show what was said before the page says that it was kept.
          await page.locator('.meet-remarks').getByText('村口三盏路灯坏了半年').waitFor();
          await desk.locator('.meet-remarks').getByText('村口三盏路灯坏了半年').waitFor();

          await desk.getByRole('button', { name: /到这一项 表决/ }).click();
          await desk.locator('.meet-now').getByText('表决').waitFor();
          // The room was told before the answer of the form came: ask anew, so that nothing is replaced.
          await desk.goto(`${meeting}/room`);
          await desk.locator('summary', { hasText: '提出表决' }).click();
          await desk.getByLabel('表决什么').fill('先修村口的路灯');
          await desk.getByRole('button', { name: '提出表决' }).click();
          await desk.getByText('表决已开始').waitFor();
          await assertAccessible(desk);

          await page.getByRole('heading', { name: '表决：先修村口的路灯' }).waitFor();
          await assertAccessible(page);
          await page.getByRole('button', { name: '赞成', exact: true }).click();
          await page.getByText(/你的意见：赞成，编号 \w{6}/).waitFor();

          await desk.reload();
          await desk.getByText('已按姓名记了 1 票').waitFor();
          const there = Number(/其中到会\s*(\d+)/.exec(await desk.locator('main').innerText())?.[1]);
          await desk.locator('#f-yes').fill(String(there - 1));
          await desk.getByRole('button', { name: '结束表决' }).click();
          await desk.getByText('表决已结束').waitFor();
          await desk.getByText(/^通过：赞成/).first().waitFor();
          await assertAccessible(desk);
          await page.getByText(/通过：赞成/).waitFor();

          await desk.goto(`${meeting}/room`);
          await desk.getByRole('button', { name: '结束会议' }).click();
          await desk.locator('confirm-dialog dialog [value=ok]').click();
          await desk.getByText('会议已结束').waitFor();
          await assertAccessible(desk);
        });
      });

      // Somebody else writes, the secretary confirms.
      await as(server, 'recorder', screen, async ({ page }) => {
        await page.goto(`${meeting}/minutes`);
        assert.match(await page.getByLabel(/2\. 讨论先修哪一处路灯/).inputValue(), /王秀英：村口三盏路灯坏了半年/);
        await page.getByLabel('会议议定').fill('电工组本月底前装好。');
        await page.getByRole('button', { name: '保存，交去确认' }).click();
        await page.getByText('记录已交').waitFor();
        await assertAccessible(page);
      });
      await as(server, 'secretary', screen, async ({ page }) => {
        await page.goto('/staff');
        await page.goto(`${meeting}/minutes`);
        await page.getByRole('button', { name: '确认记录' }).click();
        await page.locator('confirm-dialog dialog [value=ok]').click();
        await page.getByText('记录已确认').first().waitFor();
        await assertAccessible(page);
        const [paper] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('link', { name: '下载 Word' }).click(),
        ]);
        const bytes = await readFile(await paper.path());
        assert.equal(bytes.subarray(0, 2).toString(), 'PK');
        assert.match(paper.suggestedFilename(), /会议记录\.docx$/);
        await page.goto('/staff/meetings/year');
        await assertAccessible(page);
        await page.goto('/staff/talks');
        await assertAccessible(page);
      });
      await as(server, 'member', screen, async ({ page }) => {
        await page.goto(meeting.replace('/staff', ''));
        await page.getByText('电工组本月底前装好').waitFor();
        await assertAccessible(page);
        await page.goto('/meetings/calendar');
        await page.getByRole('button', { name: '生成地址' }).click();
        await page.getByText('地址已生成').waitFor();
        await assertAccessible(page);
        const address = await page.locator('[data-text]').innerText();
        const feed = await page.request.get(new URL(address).pathname);
        assert.match(await feed.text(), /BEGIN:VCALENDAR/);
      });
    } finally {
      await server.stop();
    }
  });

  test(`a meeting on paper is entered afterwards: ${screen}`, async () => {
    const server = await Server.start();
    try {
      await as(server, 'secretary', screen, async ({ page }) => {
        await page.goto('/staff/meetings');
        await page.getByRole('link', { name: '补录已开的会' }).click();
        await page.getByRole('heading', { name: '补录哪一种会' }).waitFor();
        await page.getByRole('link', { name: /^党课/ }).click();
        await page.getByLabel('会议名称').fill('党课：怎样开好院坝会');
        await page.getByLabel('开会时间').fill(when(-2, '09:00'));
        await page.getByRole('button', { name: '保存，填到会情况' }).click();
        await page.getByText('会议已记下').waitFor();
        await page.getByLabel('下面没有另外选的，都记为到会').check();
        await mark(page, '王秀英', '请假');
        await page.getByRole('button', { name: '保存到会情况' }).click();
        await page.locator('error-summary').getByText('请写明原因').waitFor();
        await page.getByLabel('王秀英的说明').fill('去医院复查');
        await page.getByRole('button', { name: '保存到会情况' }).click();
        await page.getByText('到会情况已保存').waitFor();
        await page.getByLabel(/1\. 讲党课/).fill('讲了三件院坝里商量成的事。');
        await page.getByRole('button', { name: '保存，交去确认' }).click();
        await page.getByText('记录已交').waitFor();
        await page.getByText('王秀英（去医院复查）').waitFor();
      });
    } finally {
      await server.stop();
    }
  });
}
