// A member sits a test, and nothing is lost: the network goes, the page is loaded again, the server
// dies, a second tab and a second device answer too, no script runs, no mouse is there.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { Visitor, launch, screens, visit } from '../lib/browser.mjs';
import { assertBearsLargeText, assertFitsNarrow, assertLargeTargets } from '../lib/checks.mjs';
import { keyboard } from '../lib/hands.mjs';
import { Server } from '../lib/server.mjs';
import { Sitting } from '../lib/sitting.mjs';

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
 * A member, signed in by the form, in a city of their own: one may sit a test once.
 * @param {keyof typeof screens} screen
 * @param {string} name
 * @param {(visitor: Visitor, server: Server) => Promise<void>} walk
 */
async function memberSits(screen, name, walk) {
  const server = await Server.start();
  try {
    await visit(browser, server.url, screens[screen], `sitting-${name}`, async (visitor) => {
      await visitor.signIn(server.account('member'));
      await walk(visitor, server);
    });
  } finally {
    await server.stop();
  }
}

for (const screen of /** @type {const} */ (['phone', 'desktop'])) {
  test(`the network goes, the page is loaded again, the server is killed, nothing is lost: ${screen}`, async () => {
    await memberSits(screen, screen, async (visitor, server) => {
      const { page, context } = visitor;
      visitor.expectFault(away);
      const sitting = new Sitting(page);
      // A minute without network is a minute on the page's clock.
      await page.clock.install();

      await page.goto('/');
      const card = page.locator('article').filter({ has: page.getByRole('heading', { name: title }) });
      await card.getByRole('link').click();
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      await assertAccessible(page);
      await page.locator('form[action$="/sitting"] button').click();
      await sitting.arrive();
      await assertAccessible(page);
      await assertFitsNarrow(page);
      await assertBearsLargeText(page);

      await sitting.choose(0);
      await sitting.saved();
      assert.match(await page.locator('[data-state]').innerText(), /^已保存 \d\d:\d\d:\d\d · 回执 [0-9A-F]{2}-\d{4}$/);

      await sitting.next();
      await context.setOffline(true);
      await sitting.choose(1);
      await sitting.next();
      await sitting.choose(2);
      await sitting.waits(2);
      await page.clock.fastForward(60_000);
      await sitting.waits(2);
      await assertAccessible(page);
      await context.setOffline(false);
      await sitting.saved();

      // What has not been sent outlives the page.
      await context.route('**/sittings/*/answers', (route) => route.abort());
      await sitting.next();
      await sitting.choose(0);
      await sitting.turnTo(2);
      await sitting.choose(0);
      await sitting.waits(2);
      await page.reload();
      await sitting.waits(2);
      const kept = { ...sitting.chosen };
      await sitting.turnTo(4);
      await sitting.remember();
      await sitting.turnTo(2);
      await sitting.remember();
      assert.deepEqual(sitting.chosen, kept);
      await context.unroute('**/sittings/*/answers');
      await sitting.syncNow();

      await sitting.turnTo(5);
      await server.kill();
      await sitting.choose(1);
      await sitting.waits(1);
      await server.launch();
      await sitting.syncNow();
      await page.reload();
      await sitting.arrive();
      assert.equal(await sitting.answered(), 5);

      const total = await sitting.total();
      for (let place = 6; place <= total; place += 1) {
        await sitting.turnTo(place);
        await sitting.choose(place);
      }
      await sitting.saved();
      await sitting.submit();
      await sitting.assertReceipts();
      assert.equal(Object.keys(sitting.chosen).length, total);
      await assertAccessible(page);
      await assertFitsNarrow(page);
      await assertBearsLargeText(page);

      // Nothing of the key before the test has closed.
      await page.goto(`${sitting.path}/result`);
      assert.match(await page.locator('main').innerText(), /测试结束以后看/);
      assert.equal(await page.locator('.review-options').count(), 0);
      await assertAccessible(page);
    });
  });
}

test('two tabs know of each other', async () => {
  await memberSits('phone', 'tabs', async (visitor) => {
    const first = new Sitting(visitor.page);
    await first.begin(title);
    const second = new Sitting(await visitor.context.newPage());
    await second.page.goto(visitor.page.url());
    await second.arrive();

    await first.choose(0);
    await first.saved();
    // The other tab shows the choice without being asked.
    await second.page.locator('label.opt input:checked').waitFor({ state: 'attached' });
    await second.remember();
    assert.deepEqual(second.chosen, first.chosen);
    await second.choose(1);
    await second.saved();
    await second.next();
    await second.choose(2);
    await second.saved();
    await second.submit();
    await second.assertReceipts();

    // Too late here: the page leads to the receipts, which say so.
    await first.next();
    await first.page.locator('label.opt').first().click();
    await first.page.waitForURL(/\/receipt$/);
    await first.page.locator('td .tag', { hasText: '来晚了' }).waitFor();
  });
});

test('two devices: of one question the later choice counts', async () => {
  await memberSits('desktop', 'devices', async (visitor, server) => {
    visitor.expectFault(away);
    const office = new Sitting(visitor.page);
    await office.begin(title);
    await office.choose(0);
    await office.saved();

    await visit(browser, server.url, screens.phone, 'sitting-second-device', async (other) => {
      await other.signIn(server.account('member'));
      const phone = new Sitting(other.page);
      await phone.goOn(title);
      assert.equal(phone.path, office.path);
      await phone.turnTo(1);
      await phone.remember();
      assert.deepEqual(phone.chosen, office.chosen);
      await phone.choose(2);
      await phone.saved();
      Object.assign(office.chosen, phone.chosen);
      for (const number of phone.shown) office.shown.add(number);
    });

    // Submitting without network is kept and goes out by itself.
    await visitor.context.setOffline(true);
    await office.page.locator('[data-go=sheet]').click();
    await office.page.locator('[data-submit]').click();
    await office.page.locator('[data-trouble]', { hasText: '已记下交卷' }).waitFor();
    await office.page.locator('[data-back]').click();
    assert.ok(await office.page.locator('input[name=choice]').first().isDisabled(), 'handed in is handed in');
    await visitor.context.setOffline(false);
    await office.page.waitForURL(/\/receipt$/);
    await office.assertReceipts();
  });
});

test('by keyboard alone', async () => {
  await memberSits('desktop', 'keyboard', async ({ page }) => {
    const sitting = new Sitting(page);
    await page.goto('/tests');
    await keyboard.press(page.getByRole('link', { name: title }));
    await page.waitForURL(/\/tests\/[0-9a-f-]+$/);
    await keyboard.press(page.locator('form[action$="/sitting"] button'));
    await sitting.arrive();
    const total = await sitting.total();

    await keyboard.tick(page.locator('input[name=choice]').first());
    await sitting.remember();
    await sitting.saved();
    await keyboard.press(page.locator('[data-go=next]'));
    await sitting.shows(2);
    // Inside the question letters choose and Page Down turns, so that nobody needs to walk through
    // the page; elsewhere they are the browser's.
    await page.locator('[data-go=sheet]').focus();
    await page.keyboard.press('b');
    assert.equal(await page.locator('input[name=choice]:checked').count(), 0);
    await page.locator('[data-ask]').focus();
    for (let place = 2; place <= total; place += 1) {
      await sitting.shows(place);
      await page.keyboard.press('b');
      await sitting.remember();
      await page.keyboard.press('PageDown');
    }
    await page.locator('[data-sheet]').waitFor();
    await keyboard.press(page.locator('[data-submit]'));
    await page.waitForURL(/\/receipt$/);
    await sitting.assertReceipts();
    assert.equal(Object.keys(sitting.chosen).length, total);
  });
});

for (const screen of /** @type {const} */ (['phoneWithoutScripts', 'desktopWithoutScripts'])) {
  test(`each page acknowledges the answer before: ${screen}`, () => sitsWithoutScripts(screen));
}

/** @param {keyof typeof screens} screen */
async function sitsWithoutScripts(screen) {
  await memberSits(screen, screen, async (visitor, server) => {
    const { page } = visitor;
    const sitting = new Sitting(page);
    await sitting.begin(title);
    const total = await sitting.total();
    for (let place = 1; place <= total; place += 1) {
      await sitting.choose(place);
      // A power cut between two pages loses nothing that was acknowledged.
      if (place === 3) await server.restart();
      await page.locator('[data-go=next]').click();
      if (place < total) await sitting.shows(place + 1);
      else await page.waitForURL(/\/check$/);
      assert.match(await page.locator('[role=status]').first().innerText(), /^已保存 \d\d:\d\d:\d\d · 回执 [0-9A-F]{2}-\d{4}$/);
      if (place < total) await sitting.saved();
    }
    await assertFitsNarrow(page);
    assert.equal(await page.locator('.sheet .is-answered').count(), total);
    await page.locator('form[action$="/submission"] button').click();
    await page.waitForURL(/\/receipt$/);
    await sitting.assertReceipts();
  });
}

test('in the elder version everything is large', async () => {
  await memberSits('phone', 'elder', async ({ page }) => {
    await page.locator('header form[action="/preferences/elder"] button').click();
    await page.locator('html.elder').waitFor();
    const sitting = new Sitting(page);
    await sitting.begin(title);
    await page.locator('html.elder').waitFor();
    await assertLargeTargets(page, 60);
    await assertAccessible(page);
    await assertFitsNarrow(page);
    await assertBearsLargeText(page);
    // To 30 points, which the next page remembers.
    const sizes = () => page.locator('.sit-text, .opt-box').evaluateAll((all) => all.map((one) => parseFloat(getComputedStyle(one).fontSize)));
    for (let step = 2; step <= 6; step += 1) await page.locator('[data-larger]').click();
    assert.ok((await sizes()).every((pixels) => pixels >= 40), `30 points: ${await sizes()}`);
    await assertFitsNarrow(page);
    await page.reload();
    await page.locator('.sit-question[data-text-size="6"]').waitFor();
    await sitting.choose(0);
    await sitting.saved();
    await page.locator('[data-go=sheet]').click();
    await page.locator('[data-sheet]').waitFor();
    await assertLargeTargets(page, 60);
    await assertAccessible(page);
    await page.locator('[data-submit]').click();
    await page.waitForURL(/\/receipt$/);
    await assertLargeTargets(page, 60);
    await sitting.assertReceipts();
  });
});

test('in English', async () => {
  await memberSits('phone', 'english', async ({ page }) => {
    await page.locator('form[action="/preferences/language"] button').click();
    await page.locator('html[lang=en]').waitFor();
    const sitting = new Sitting(page);
    await sitting.begin(title);
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await sitting.choose(0);
    await sitting.saved();
    assert.match(await page.locator('[data-state]').innerText(), /^Saved \d\d:\d\d:\d\d · receipt [0-9A-F]{2}-\d{4}$/);
    await assertAccessible(page);
    await assertFitsNarrow(page);
    await sitting.submit();
    await sitting.assertReceipts();
    // Nothing of the page's own words is left untranslated; the test's title and names stay as they are.
    const words = await page.locator('main h2, main th, main .note').allInnerTexts();
    for (const line of words) assert.doesNotMatch(line, /[\u4e00-\u9fff]/, line);
  });
});
