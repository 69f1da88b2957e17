// What happens to a sitting while its page looks away: a second device answers, the test is closed
// early, the phone sleeps, the browser is closed with answers unsent, somebody else takes the phone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { launch, screens, visit } from '../lib/browser.mjs';
import { endTest, openTest } from '../lib/results.mjs';
import { Server } from '../lib/server.mjs';
import { Sitting } from '../lib/sitting.mjs';

/** @typedef {import('../lib/browser.mjs').Visitor} Visitor */

/** @type {import('playwright-core').Browser} */
let browser;

before(async () => {
  browser = await launch();
});

after(async () => {
  await browser?.close();
});

const title = /农村党员法律知识测试（第二期）/;

/**
 * @param {string} name
 * @param {(visitor: Visitor, server: Server) => Promise<void>} walk
 */
async function onAPhone(name, walk) {
  const server = await Server.start();
  try {
    await visit(browser, server.url, screens.phone, `elsewhere-${name}`, async (visitor) => {
      visitor.expectFault(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|status of 40[014]/);
      await visitor.signIn(server.account('member'));
      await walk(visitor, server);
    });
  } finally {
    await server.stop();
  }
}

/**
 * Another device of the same person, or of somebody else.
 * @param {Server} server
 * @param {string} kind
 * @param {(visitor: Visitor) => Promise<void>} walk
 */
async function elsewhere(server, kind, walk) {
  await visit(browser, server.url, screens.desktop, `elsewhere-${kind}`, async (visitor) => {
    await visitor.signIn(server.account(kind));
    await walk(visitor);
  });
}

/**
 * Closes a page whose last attempt to send does not get through either: Chromium lifts the emulated
 * cut when a page goes.
 * @param {import('playwright-core').Page} page
 */
async function lose(page) {
  await page.evaluate(() => { window.fetch = () => Promise.reject(new Error('no network')); });
  await page.close();
}

/**
 * Listens on a sitting's page for some words, and notes whether it takes choices when it says them.
 * It may hand in at once and go, or have asked the server before the test looks: so the page listens.
 * @param {import('playwright-core').Page} page
 * @param {string} words
 */
async function listenFor(page, words) {
  /** @type {{locked: boolean}[]} */
  const heard = [];
  await page.exposeFunction('__heard', (/** @type {boolean} */ locked) => { heard.push({ locked }); });
  await page.evaluate((wanted) => {
    const trouble = document.querySelector('[data-trouble]');
    if (!trouble) throw new Error('the page has no place for trouble');
    new MutationObserver(() => {
      if (!trouble.textContent?.includes(wanted)) return;
      const choice = /** @type {HTMLInputElement | null} */ (document.querySelector('input[name=choice]'));
      /** @type {any} */ (window).__heard(Boolean(choice?.disabled));
    }).observe(trouble, { childList: true, characterData: true, subtree: true, attributes: true });
  }, words);
  return heard;
}

test('a second device answers, and the first one shows it when it comes back', async () => {
  await onAPhone('second', async ({ page, context }, server) => {
    const phone = new Sitting(page);
    await phone.begin(title);
    await phone.choose(0);
    await phone.saved();
    await elsewhere(server, 'member', async (other) => {
      const office = new Sitting(other.page);
      await office.goOn(title);
      await office.turnTo(1);
      await office.choose(1);
      await office.saved();
      await office.next();
      await office.choose(0);
      await office.saved();
      Object.assign(phone.chosen, office.chosen);
      for (const number of office.shown) phone.shown.add(number);
    });
    await phone.comeBack();
    await phone.showsChosen();
    assert.equal(await phone.answered(), 2);

    // What waits here and came after it stays.
    await context.route('**/sittings/*/answers', (route) => route.abort());
    await phone.choose(2);
    await phone.waits(1);
    const told = page.waitForResponse(/\/state$/);
    await phone.comeBack();
    await told;
    await phone.showsChosen();
    await context.unroute('**/sittings/*/answers');
    await phone.syncNow();
    await phone.comeBack();
    await page.locator('[data-devices]:not([hidden])').waitFor();
    await phone.submit();
    await phone.assertReceipts();
  });
});

test('a test closed early leads to the receipts', async () => {
  await onAPhone('closed', async ({ page }, server) => {
    const phone = new Sitting(page);
    await phone.begin(title);
    await phone.choose(0);
    await phone.saved();
    const heard = await listenFor(page, '时间到了');
    await elsewhere(server, 'org_staff', async (staff) => {
      await openTest(staff.page, title);
      await endTest(staff.page);
    });
    await phone.comeBack();
    await page.waitForURL(/\/receipt$/);
    assert.deepEqual(heard[0], { locked: true });
    await page.locator('.panel h1').waitFor();
  });
});

test('a phone that slept takes the time from the server', async () => {
  await onAPhone('slept', async ({ page, context }) => {
    const phone = new Sitting(page);
    await phone.begin(title);
    const left = async () => {
      const [minutes = 0, seconds = 0] = (await page.locator('[data-clock]').innerText()).split(':').map(Number);
      return minutes * 60 + seconds;
    };
    await page.locator('[data-clock]', { hasText: /^\d+:\d\d$/ }).waitFor();
    const before = await left();
    // Ten minutes that the page's own clock has not counted.
    const slept = 600_000;
    await context.route('**/sittings/*/state', async (route) => {
      const answer = await route.fetch();
      const standing = await answer.json();
      await route.fulfill({ response: answer, json: { ...standing, now: standing.now + slept } });
    });
    const told = page.waitForResponse(/\/state$/);
    await phone.comeBack();
    await told;
    await page.waitForFunction((most) => {
      const [minutes = 0, seconds = 0] = (document.querySelector('[data-clock]')?.textContent ?? '').split(':').map(Number);
      return minutes * 60 + seconds <= most;
    }, before - 590);

    // And when little is left, it says so, once.
    await context.unroute('**/sittings/*/state');
    await context.route('**/sittings/*/state', async (route) => {
      const answer = await route.fetch();
      const standing = await answer.json();
      await route.fulfill({ response: answer, json: { ...standing, now: standing.due - 290_000 } });
    });
    await phone.comeBack();
    await page.locator('[data-short][role=status]', { hasText: '还剩五分钟' }).waitFor();
    assert.equal(await page.title().then((words) => /第 1 题 · .*法律知识测试/.test(words)), true, await page.title());
  });
});

test('what a closed browser kept goes out from the list of tests, and is told', async () => {
  await onAPhone('kept', async ({ page, context }, server) => {
    const phone = new Sitting(page);
    await phone.begin(title);
    await phone.choose(0);
    await phone.saved();
    const path = phone.path;
    await phone.next();
    await context.setOffline(true);
    await phone.choose(1);
    await phone.waits(1);
    await lose(page);
    await context.setOffline(false);
    const list = await context.newPage();
    await list.goto('/tests');
    const outbox = list.locator('sitting-outbox');
    await outbox.getByText('1 次选择没送出，刚才已经送出，都计入').waitFor();
    await assertAccessible(list);

    // Then another one, which waits while the paper is handed in elsewhere.
    const again = new Sitting(list);
    await list.goto(path);
    await again.arrive();
    await again.turnTo(3);
    await context.setOffline(true);
    await again.choose(0);
    await again.waits(1);
    await lose(list);
    await elsewhere(server, 'member', async (other) => {
      const office = new Sitting(other.page);
      await office.goOn(title);
      await office.submit();
    });
    await context.setOffline(false);
    const last = await context.newPage();
    await last.goto(`${path}/receipt`);
    await last.locator('sitting-outbox').getByText('1 次选择没送出，刚才已经送出，但来晚了').waitFor();
    await assertAccessible(last);
    await last.locator('sitting-outbox [data-again] a').click();
    await last.getByText('有 1 次选择到得太晚').waitFor();
    assert.ok(await last.locator('sitting-outbox').isHidden(), 'it is told once');
    const receipts = new Sitting(last);
    Object.assign(receipts.chosen, phone.chosen);
    await receipts.assertReceipts();
  });
});

test('a paper handed in without a network is handed in by the next page', async () => {
  await onAPhone('handed-in', async ({ page, context }) => {
    const phone = new Sitting(page);
    await phone.begin(title);
    await phone.choose(0);
    await phone.saved();
    const path = phone.path;
    await context.setOffline(true);
    await page.locator('[data-go=sheet]').click();
    await page.locator('[data-submit]').click();
    await page.locator('[data-trouble]', { hasText: '已记下交卷，答案不能再改' }).waitFor();
    await lose(page);
    await context.setOffline(false);
    const list = await context.newPage();
    await list.goto('/tests');
    await list.locator('sitting-outbox').getByText('没网时交的卷，刚才已经送出').waitFor();
    await list.goto(path);
    await list.waitForURL(/\/receipt$/);
    const receipts = new Sitting(list);
    Object.assign(receipts.chosen, phone.chosen);
    await receipts.assertReceipts();
  });
});

test('answers to another paper of the same number are neither shown nor taken', async () => {
  await onAPhone('other-paper', async ({ page }) => {
    const phone = new Sitting(page);
    await phone.begin(title);
    await phone.choose(0);
    await phone.saved();
    // As another city left it on this phone, where the sitting had the same number.
    const own = await page.locator('exam-sitting').evaluate((root) => ({ ...root.dataset }));
    const kept = { sitting: Number(own.sitting), client: 7, seq: 99, q: Number(Object.keys(phone.chosen)[0]), value: 2, owner: own.owner };
    await page.evaluate((item) => new Promise((resolve, reject) => {
      const request = indexedDB.open('touyan-sitting', 1);
      request.onsuccess = () => {
        const change = request.result.transaction('items', 'readwrite');
        change.objectStore('items').put({ ...item, paper: 'another' });
        change.oncomplete = resolve;
        change.onabort = reject;
      };
      request.onerror = reject;
    }), kept);
    await page.reload();
    await phone.arrive();
    await phone.turnTo(2);
    await phone.choose(0);
    await phone.saved();
    await phone.turnTo(1);
    await phone.showsChosen();
    await phone.submit();
    await page.locator('sitting-outbox').getByText('有 1 次选择和试卷对不上').waitFor();
    await phone.assertReceipts();
  });
});

test('whoever signs out is told what waits, and the next person sees only that it does', async () => {
  await onAPhone('shared', async (visitor, server) => {
    const { page, context } = visitor;
    const phone = new Sitting(page);
    await phone.begin(title);
    await phone.choose(0);
    await phone.saved();
    await context.route('**/sittings/*/answers', (route) => route.abort());
    await phone.next();
    await phone.choose(1);
    await phone.waits(1);
    await page.goto('/me');
    await page.locator('main form[action="/sign-out"] button').click();
    const dialog = page.locator('confirm-dialog dialog');
    await dialog.getByText('有 1 个答案还没送出').waitFor();
    await assertAccessible(page);
    await dialog.locator('button[value=""]').click();
    assert.match(page.url(), /\/me$/, 'one may stay');
    await page.locator('main form[action="/sign-out"] button').click();
    await dialog.locator('[data-ok]').click();
    await page.waitForURL(/\/sign-in/);
    await context.unroute('**/sittings/*/answers');

    /** @type {string[]} */
    const asked = [];
    context.on('request', (request) => {
      if (request.url().includes('/sittings/')) asked.push(request.url());
    });
    await visitor.signIn(server.account('secretary'));
    await page.goto('/tests');
    const outbox = page.locator('sitting-outbox');
    await outbox.getByText('另一个人没送出的答案').waitFor();
    assert.doesNotMatch(await outbox.innerText(), /\d/);
    assert.deepEqual(asked, [], 'nothing of it is sent in somebody else’s name');
    await page.goto('/me');
    await page.locator('main form[action="/sign-out"] button').click();
    await page.waitForURL(/\/sign-in/);

    await visitor.signIn(server.account('member'));
    await page.goto('/tests');
    await outbox.getByText('1 次选择没送出，刚才已经送出，都计入').waitFor();
  });
});
