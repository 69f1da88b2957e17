// The main story, whole: a member signs in, finds on Today what is due, reads a unit to its end, and
// sits a test through a minute without network, a reload and a dead server; the receipts are the
// server's own. When the test has ended, the member learns what was wrong and why, the branch's
// secretary sees a list of names that no score has put in order, and the committee sees a spread.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { launch, screens, visit } from '../lib/browser.mjs';
import { assertBearsLargeText, assertFitsNarrow } from '../lib/checks.mjs';
import { assertNeverByScore, assertSpreadOnly, comeAgainUntil, endTest, openTest } from '../lib/results.mjs';
import { Server } from '../lib/server.mjs';
import { Sitting } from '../lib/sitting.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../lib/browser.mjs').Visitor} Visitor */

/** @type {import('playwright-core').Browser} */
let browser;

before(async () => {
  browser = await launch();
});

after(async () => {
  await browser?.close();
});

/** The sample city's open test for members in villages. */
const title = /农村党员法律知识测试（第二期）/;

/** What Chromium reports when the network or the server is away, as it is on purpose here. */
const away = /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_FAILED/;

/**
 * From Today into the course that is due, through one unit to its end.
 * @param {Page} page
 */
async function readsWhatIsDue(page) {
  await page.locator('main article a[href^="/study/"]').first().click();
  await page.waitForURL(/\/study\/courses\//);
  if (!page.url().includes('/units/')) {
    await page.locator('main a[href*="/units/"]:not(.done a)').first().click();
    await page.waitForURL(/\/units\//);
  }
  const unit = page.url();
  assert.ok((await page.locator('.reading').innerText()).length > 100, 'there is a text to read');
  const finish = page.locator('form[action$="/finish"] button');
  await finish.scrollIntoViewIfNeeded();
  await finish.click();
  await finish.waitFor({ state: 'detached' });
  await page.goto(unit);
  await page.locator('main .unit-end .notice', { hasText: '读完' }).waitFor();
}

/**
 * Sits the whole test through every mishap.
 * @param {Visitor} visitor
 * @param {Server} server
 * @returns {Promise<Sitting>}
 */
async function sitsThroughMishaps({ page, context }, server) {
  const sitting = new Sitting(page);
  await page.goto('/');
  const card = page.locator('article').filter({ has: page.getByRole('heading', { name: title }) });
  await card.getByRole('link').click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await page.locator('form[action$="/sitting"] button').click();
  await sitting.arrive();
  await sitting.choose(0);
  await sitting.saved();

  // A minute without network, on the page's clock, and the page is loaded again before it is back.
  await context.setOffline(true);
  for (const place of [2, 3]) {
    await sitting.next();
    await sitting.choose(place);
  }
  await sitting.waits(2);
  await page.clock.fastForward(60_000);
  await sitting.waits(2);
  await context.setOffline(false);
  await sitting.saved();
  await page.reload();
  await sitting.arrive();
  assert.equal(await sitting.answered(), 3);

  // The server dies in the middle and comes back; the page sends what it held.
  await sitting.turnTo(4);
  await server.kill();
  await sitting.choose(1);
  await sitting.waits(1);
  await server.launch();
  await sitting.syncNow();

  const total = await sitting.total();
  for (let place = 5; place <= total; place += 1) {
    await sitting.turnTo(place);
    await sitting.choose(place);
  }
  await sitting.saved();
  await sitting.submit();
  await sitting.assertReceipts();
  assert.equal(Object.keys(sitting.chosen).length, total);
  return sitting;
}

/**
 * What came of it, for the member's eyes only.
 * @param {Page} page
 * @param {Sitting} sitting
 * @param {string} path the sitting's
 */
async function learnsWhatWasWrong(page, sitting, path) {
  const total = Object.keys(sitting.chosen).length;
  await comeAgainUntil(page, `${path}/result`, page.locator('.review-options'));
  const words = await page.locator('main').innerText();
  const right = Number(words.match(/答对 *(\d+)/)?.[1]);
  const reviews = page.locator('article.review');
  const wrong = await reviews.count();
  assert.ok(wrong > 0 && wrong < total, `${wrong} of ${total} to look at again`);
  assert.equal(right + wrong, total);
  for (const review of await reviews.all()) {
    assert.ok((await review.locator('.is-right').count()) > 0, 'the right answer is marked');
    assert.ok(((await review.locator('.explanation').textContent()) ?? '').trim().length > 5, 'and explained');
  }
  await assertAccessible(page);
  await assertFitsNarrow(page);
  await assertBearsLargeText(page);
}

/**
 * @param {Server} server
 * @param {string} kind
 * @param {(visitor: Visitor) => Promise<void>} walk
 */
async function staff(server, kind, walk) {
  await visit(browser, server.url, screens.desktop, `member-${kind}`, async (visitor) => {
    await visitor.signIn(server.account(kind));
    await walk(visitor);
  });
}

for (const screen of /** @type {const} */ (['phone', 'desktop'])) {
  test(`from signing in to knowing what was wrong: ${screen}`, async () => {
    const server = await Server.start();
    try {
      await visit(browser, server.url, screens[screen], `member-${screen}`, async (visitor) => {
        const { page } = visitor;
        visitor.expectFault(away);
        await page.clock.install();
        await visitor.signIn(server.account('member'));
        assert.equal(new URL(page.url()).pathname, '/', 'whoever signs in is on Today');
        await readsWhatIsDue(page);
        const sitting = await sitsThroughMishaps(visitor, server);
        // Nothing of the key before the end.
        const { path } = sitting;
        await page.goto(`${path}/result`);
        assert.equal(await page.locator('.review-options').count(), 0);
        await staff(server, 'org_staff', async (desk) => {
          await openTest(desk.page, title);
          await endTest(desk.page);
        });
        await learnsWhatWasWrong(page, sitting, path);
        await seenByStaff(server);
      });
    } finally {
      await server.stop();
    }
  });
}

/**
 * The branch sees names in an order of names; above the branch there is a spread.
 * @param {Server} server
 */
async function seenByStaff(server) {
  await staff(server, 'secretary', async ({ page }) => {
    const path = await openTest(page, title);
    await comeAgainUntil(page, path, page.locator('main a[href*="/results"], header a[href*="/results"]'));
    await page.locator('a[href*="/results"]').first().click();
    await page.waitForURL(/\/results/);
    await assertAccessible(page);
    await assertFitsNarrow(page);
    await assertNeverByScore(page);
  });
  await staff(server, 'org_staff', async ({ page }) => {
    await openTest(page, title);
    await assertSpreadOnly(page);
    await assertAccessible(page);
    await assertFitsNarrow(page);
    await assertBearsLargeText(page);
  });
}
