// A resident without an account says what is wrong at a door; it is received, handed over, answered,
// and judged by whoever said it. The window writes down what is said to it; and what strangers type
// stays words on the pages of staff.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { assertAccessible } from '../lib/axe.mjs';
import { launch, screens, visit } from '../lib/browser.mjs';
import { Server } from '../lib/server.mjs';

/** @typedef {import('../lib/browser.mjs').Visitor} Visitor */
/** @typedef {import('playwright-core').Page} Page */

const DOOR = '/r/YXWJ2T3P';

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
  await visit(browser, server.url, screens[screen], `requests-${kind}`, async (visitor) => {
    await visitor.signIn(server.account(kind));
    await walk(visitor);
  });
}

/**
 * A resident, without an account.
 * @param {Server} server
 * @param {import('../lib/browser.mjs').ContextOptions} screen
 * @param {(page: Page) => Promise<void>} walk
 */
async function resident(server, screen, walk) {
  await visit(browser, server.url, screen, 'requests-resident', ({ page }) => walk(page));
}

/**
 * Says something at the door; the code to follow it by.
 * @param {Page} page
 * @param {string} words
 */
async function say(page, words) {
  await page.goto(DOOR);
  await page.getByRole('link', { name: '有问题要解决' }).click();
  await page.getByLabel('类别').selectOption('roads');
  await page.getByLabel('什么情况').fill(words);
  await page.getByLabel('具体位置').fill('东门');
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('heading', { name: '看一遍再发' }).waitFor();
  await page.getByRole('button', { name: '发出' }).click();
  await page.getByRole('heading', { name: '已受理' }).waitFor();
  return (await page.locator('.track-code').innerText()).trim();
}

for (const screen of /** @type {const} */ (['phone', 'desktop'])) {
  test(`from a door to the resident's own verdict: ${screen}`, async () => {
    const server = await Server.start();
    try {
      let code = '';
      await resident(server, screens[screen], async (page) => {
        await page.goto(DOOR);
        await page.getByText('119').waitFor();
        await assertAccessible(page);
        await page.getByRole('link', { name: '反映干部的作风或违纪' }).click();
        await page.getByText('12388').waitFor();
        await assertAccessible(page);
        await page.goto('/r/new?spot=YXWJ2T3P');
        await assertAccessible(page);
        await page.getByRole('button', { name: '下一步' }).click();
        await page.locator('error-summary').waitFor();
        code = await say(page, '井盖翘起来，骑车的人摔了');
        await assertAccessible(page);
      });
      await as(server, 'street_staff', screen, async ({ page }) => {
        await page.goto('/staff/requests');
        await page.getByRole('link', { name: /井盖翘起来/ }).waitFor();
        await page.locator('html:not([aria-busy])').waitFor();
        await assertAccessible(page);
        await page.getByRole('link', { name: /井盖翘起来/ }).click();
        await page.getByRole('heading', { name: '居民反映' }).waitFor();
        await page.locator('html:not([aria-busy])').waitFor();
        await assertAccessible(page);
        await page.getByText('联系了居民', { exact: true }).click();
        await page.getByLabel('说了什么').fill('已放警示牌，下午换井盖');
        await page.getByRole('button', { name: '记下来' }).click();
        await page.getByText('已记下，居民在查询页看得到').waitFor();
        await page.getByLabel('办了什么，结果怎样').fill('换了新井盖，路面垫平');
        await page.getByRole('button', { name: '答复', exact: true }).click();
        await page.getByText('已答复，等居民评价').first().waitFor();
      });
      await resident(server, screens[screen], async (page) => {
        await page.goto('/r/track');
        await assertAccessible(page);
        await page.getByLabel('查询码').fill('AAAAA BBBBB');
        await page.getByRole('button', { name: '查', exact: true }).click();
        await page.locator('error-summary').waitFor();
        await page.getByLabel('查询码').fill(code.toLowerCase());
        await page.getByRole('button', { name: '查', exact: true }).click();
        await page.getByText('换了新井盖，路面垫平').waitFor();
        await assertAccessible(page);
        await page.getByLabel('没有解决').check();
        await page.getByLabel('还想说什么').fill('路面还是不平');
        await page.getByRole('button', { name: '提交评价' }).click();
        await page.getByText('办理中').first().waitFor();
        assert.ok(!page.url().includes(code.replace(' ', '')), 'no address holds the code');
      });
    } finally {
      await server.stop();
    }
  });

  test(`handed over, ruled on, written down at the window, counted: ${screen}`, async () => {
    const server = await Server.start();
    try {
      await as(server, 'request_officer', screen, async ({ page }) => {
        await page.goto('/staff/requests');
        await page.getByRole('heading', { name: '等你们裁定的' }).waitFor();
        await page.getByRole('link', { name: /两个小区中间的绿化带/ }).first().click();
        await page.getByRole('heading', { name: '裁定', exact: true }).waitFor();
        await assertAccessible(page);
        await page.getByRole('button', { name: '裁定', exact: true }).click();
        await page.locator('error-summary').waitFor();

        await page.goto('/staff/requests/new');
        await assertAccessible(page);
        await page.getByLabel('打电话').check();
        await page.locator('#f-topic').selectOption('welfare');
        await page.getByLabel('什么情况').fill('独居老人办高龄补贴，走不动');
        await page.getByLabel('具体位置').fill('望江路 12 号');
        await page.getByRole('button', { name: '登记', exact: true }).click();
        await page.getByText('已登记。请把查询码抄给居民').waitFor();
        await page.getByText('沈雅慧登记').first().waitFor();
        await page.getByText('转办', { exact: true }).click();
        await page.getByLabel('转给谁').fill('没有这个单位');
        await page.getByLabel('为什么').first().fill('在他们那里');
        await page.getByRole('button', { name: '提出转办' }).click();
        await page.locator('error-summary').getByText('没有找到这个单位').waitFor();
        await assertAccessible(page);

        await page.goto('/staff/requests/rates');
        await page.getByText('响应率').first().waitFor();
        await assertAccessible(page);
        await page.goto('/staff/spots');
        await assertAccessible(page);
        await page.getByRole('link', { name: /3 幢/ }).first().click();
        await page.getByText('有事，扫码说').waitFor();
        await assertAccessible(page);
      });
      await as(server, 'street_staff', screen, async ({ page }) => {
        await page.goto('/staff/requests?phase=open');
        await page.getByRole('link', { name: /地下车库漏水/ }).first().click();
        await page.getByText('发函给外单位', { exact: true }).click();
        await page.getByLabel('发给谁').fill('望江物业');
        await page.getByLabel('请他们做什么').fill('请本周内补好接缝');
        await page.getByRole('button', { name: '生成办理函' }).click();
        await page.getByRole('heading', { name: '在线回复的链接' }).waitFor();
        await assertAccessible(page);
        const door = await page.locator('[data-text]').first().innerText();
        await resident(server, screens[screen], async (outside) => {
          await outside.goto(new URL(door).pathname);
          await assertAccessible(outside);
          await outside.getByLabel('办理情况').fill('接缝已补，观察三天');
          await outside.getByLabel('您的姓名和职务').fill('物业经理 张工');
          await outside.getByRole('button', { name: '回复' }).click();
          await outside.getByText('已收到').waitFor();
        });
        await page.getByRole('link', { name: '回到诉求' }).click();
        await page.getByRole('link', { name: /望江物业/ }).click();
        await page.getByText('接缝已补，观察三天').waitFor();
      });
    } finally {
      await server.stop();
    }
  });
}

test('without scripts a resident is received all the same', async () => {
  const server = await Server.start();
  try {
    await resident(server, screens.phoneWithoutScripts, async (page) => {
      const code = await say(page, '没有脚本也能说');
      assert.match(code, /^[A-Z0-9]{5} [A-Z0-9]{5}$/);
    });
  } finally {
    await server.stop();
  }
});

test('what strangers type does nothing on the pages of staff', async () => {
  const corpus = readFileSync(fileURLToPath(new URL('../../testdata/xss/corpus.txt', import.meta.url)), 'utf8')
    .split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const server = await Server.start();
  try {
    /** @type {string[]} */
    const codes = [];
    await resident(server, screens.desktop, async (page) => {
      page.on('dialog', (dialog) => assert.fail(`a dialog: ${dialog.message()}`));
      for (let at = 0; at < corpus.length; at += 45) {
        codes.push(await say(page, corpus.slice(at, at + 45).join('\n').slice(0, 1_990)));
      }
    });
    await as(server, 'street_staff', 'desktop', async ({ page }) => {
      page.on('dialog', (dialog) => assert.fail(`a dialog: ${dialog.message()}`));
      await page.goto('/staff/requests');
      const pages = await page.locator('th a[href^="/staff/requests/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
      for (const address of new Set(pages)) {
        await page.goto(address);
        await page.getByRole('heading', { name: '居民反映' }).waitFor();
        // Nothing but our own elements stands in what was said.
        assert.equal(await page.locator('.card > .pre *').count(), 0, address);
      }
    });
    assert.ok(codes.length >= 8, `${codes.length} requests`);
  } finally {
    await server.stop();
  }
});
