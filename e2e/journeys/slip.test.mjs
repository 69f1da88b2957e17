// In by a printed slip: a member of 67 inside WeChat, a lost phone, a phone that two people share.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { launch, screens, visit } from '../lib/browser.mjs';
import { assertBearsLargeText, assertFitsNarrow } from '../lib/checks.mjs';
import { Server } from '../lib/server.mjs';
import { issueSlip } from '../lib/slip.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @type {Server} */
let server;
/** @type {import('playwright-core').Browser} */
let browser;

before(async () => {
  server = await Server.start();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/**
 * The secretary prints a slip for a member.
 * @param {string} name
 */
async function slipFor(name) {
  /** @type {import('../lib/slip.mjs').Slip | undefined} */
  let slip;
  await visit(browser, server.url, screens.desktop, 'slip-secretary', async (visitor) => {
    await visitor.signIn(server.account('secretary'));
    slip = await issueSlip(visitor.page, name);
    await assertAccessible(visitor.page);
  });
  if (!slip) throw new Error('no slip');
  return slip;
}

/**
 * Chooses six digits and whose phone it is.
 * @param {Page} page
 * @param {string} digits
 * @param {'own' | 'shared'} place
 */
async function choose(page, digits, place) {
  await page.locator('input[name=password]').fill(digits);
  await page.locator(`input[name=place][value=${place}]`).check();
  await page.locator('form:has(input[name=password]) button').click();
  await page.waitForURL('/');
}

/** The sample city's member of 67. */
const elder = '王秀英';

test('a member of 67 comes in by a slip inside WeChat, loses the phone, and is back by a new one', async () => {
  const first = await slipFor(elder);
  assert.ok(first.url.startsWith(`${server.url}/s/`), first.url);
  await visit(browser, server.url, screens.wechat, 'slip-first-phone', async (lost) => {
    await lost.page.goto(first.url);
    assert.match(await lost.page.locator('h1').innerText(), /秀英同志/);
    await assertAccessible(lost.page);
    await assertFitsNarrow(lost.page);
    await assertBearsLargeText(lost.page);

    // A password that anybody guesses is refused, and what was chosen stays chosen.
    await lost.page.locator('input[name=password]').fill('123456');
    await lost.page.locator('input[name=place][value=own]').check();
    await lost.page.locator('form:has(input[name=password]) button').click();
    await lost.page.locator('[role=alert]').first().waitFor();
    assert.ok(await lost.page.locator('input[name=place][value=own]').isChecked());
    await choose(lost.page, '270946', 'own');
    await lost.page.locator('.tabs-main').waitFor();
    await lost.page.goto('/me');
    assert.equal(await lost.page.locator('h1').innerText(), elder);
    await lost.page.goto('/me/looks');
    assert.match(await lost.page.locator('main').innerText(), /纸条/);

    // The phone is gone. A new slip: the used one opens nothing, and neither does the lost phone.
    const second = await slipFor(elder);
    await visit(browser, server.url, screens.wechat, 'slip-new-phone', async (visitor) => {
      visitor.expectFault(/status of 404/);
      assert.equal((await visitor.page.goto(first.url))?.status(), 404);
      assert.equal((await visitor.page.goto(second.url))?.status(), 200);
      await choose(visitor.page, '836152', 'own');
      await visitor.page.goto('/me');
      assert.equal(await visitor.page.locator('h1').innerText(), elder);
    });
    await lost.page.goto('/me');
    assert.equal(new URL(lost.page.url()).pathname, '/sign-in');
  });
});

test('a slip that was not used is void once a new one is printed', async () => {
  const first = await slipFor(elder);
  const second = await slipFor(elder);
  await visit(browser, server.url, screens.wechat, 'slip-void', async (visitor) => {
    visitor.expectFault(/status of 404/);
    const answer = await visitor.page.goto(first.url);
    assert.equal(answer?.status(), 404);
    assert.match(await visitor.page.locator('main').innerText(), /换了新的/);
    await assertAccessible(visitor.page);
    assert.equal((await visitor.page.goto(second.url))?.status(), 200);
  });
});

for (const screen of /** @type {const} */ (['wechat', 'phoneWithoutScripts'])) {
  test(`whoever cannot scan types the code and the name: ${screen}`, async () => {
    const { code } = await slipFor(elder);
    await visit(browser, server.url, screens[screen], `slip-code-${screen}`, async ({ page }) => {
      await page.goto('/sign-in');
      await page.locator('main a[href="/slip"]').click();
      await page.locator('input[name=name]').fill('王秀');
      await page.locator('input[name=code]').fill(code.toLowerCase());
      await page.locator('form:has(input[name=code]) button').click();
      // The wrong name leads nowhere, and what was typed is still there.
      await page.locator('[role=alert]').first().waitFor();
      assert.equal(await page.locator('input[name=name]').inputValue(), '王秀');
      await page.locator('input[name=name]').fill(` ${elder} `);
      await page.locator('form:has(input[name=code]) button').click();
      await page.locator('input[name=password]').waitFor();
      await assertFitsNarrow(page);
      await choose(page, '519047', 'own');
      await page.goto('/me');
      assert.equal(await page.locator('h1').innerText(), elder);
    });
  });
}

test('one phone serves two, and the second sees nothing of the first', async () => {
  const neighbour = await otherMember();
  const [slip, other] = [await slipFor(elder), await slipFor(neighbour)];
  await visit(browser, server.url, screens.wechat, 'slip-shared', async ({ page }) => {
    await page.goto(slip.url);
    await choose(page, '270946', 'shared');
    await page.goto('/me');
    await page.locator('form[action="/sign-out"] button').click();
    await page.waitForURL('/people');
    // The way back does not lead into the other's pages.
    await page.goBack();
    assert.doesNotMatch(await page.locator('main').innerText(), /270946|群众|党支部/);
    await page.goto('/people');

    await page.goto(other.url);
    await choose(page, '918203', 'shared');
    for (const path of ['/', '/me', '/study', '/tests', '/org', '/me/looks', '/me/sessions']) {
      await page.goto(path);
      assert.ok(!(await page.locator('body').innerText()).includes(elder), `${path} names the other one`);
    }
    await page.goto('/me');
    await page.locator('form[action="/sign-out"] button').click();
    await page.waitForURL('/people');
    assert.deepEqual(
      (await page.locator('.people a').allInnerTexts()).map((name) => name.trim()).sort(),
      [elder, neighbour].sort(),
    );
    await assertAccessible(page);
    await assertFitsNarrow(page);

    // One's own digits open one's own name only.
    await page.locator('.people a', { hasText: elder }).click();
    await page.locator('input[name=secret]').fill('918203');
    await page.locator('form:has(input[name=secret]) button').click();
    await page.locator('[role=alert]').first().waitFor();
    await page.locator('input[name=secret]').fill('270946');
    await page.locator('form:has(input[name=secret]) button').click();
    await page.locator('.tabs-main').waitFor();
    await page.goto('/me');
    assert.equal(await page.locator('h1').innerText(), elder);
    assert.ok(!(await page.locator('body').innerText()).includes(neighbour));
  });
});

/** Somebody else of the secretary's branch, without duties. */
async function otherMember() {
  let name = '';
  await visit(browser, server.url, screens.desktop, 'slip-other', async (visitor) => {
    await visitor.signIn(server.account('secretary'));
    await visitor.page.goto('/staff/members');
    const all = await visitor.page.locator('tbody th a').allInnerTexts();
    const secretary = await visitor.page.locator('.who b').first().textContent();
    name = all.find((one) => one !== elder && one !== secretary && !one.includes('建国')) ?? '';
  });
  assert.notEqual(name, '');
  return name;
}
