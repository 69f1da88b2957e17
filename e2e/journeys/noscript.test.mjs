// Without JavaScript everything still works: forms post, the server answers with a page.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, screens, visit } from '../lib/browser.mjs';
import { assertFitsNarrow } from '../lib/checks.mjs';
import { Server } from '../lib/server.mjs';

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

/** @param {Page} page @param {string} action */
const press = (page, action) => page.locator(`form[action="${action}"] button`).first().click();

for (const screen of /** @type {const} */ (['phoneWithoutScripts', 'desktopWithoutScripts'])) {
  test(`a member signs in, reads, says so, and sets what they like: ${screen}`, async () => {
    await visit(browser, server.url, screens[screen], `member-${screen}`, async (visitor) => {
      const { page } = visitor;
      // A wrong password: the name stays, the password does not.
      const account = server.account(screen === 'phoneWithoutScripts' ? 'member' : 'young_member');
      await page.goto('/sign-in');
      await page.locator('input[name=login]').fill(account.login);
      await page.locator('input[name=password]').fill('not this one');
      await page.locator('form:has(input[name=password]) button').click();
      await page.locator('[role=alert]').first().waitFor();
      assert.equal(await page.locator('input[name=login]').inputValue(), account.login);
      assert.equal(await page.locator('input[name=password]').inputValue(), '');
      await visitor.signIn(account);

      // Today leads to a course, the course to its next unit, the unit's end to what comes after.
      await page.goto('/');
      assert.ok((await page.locator('main article').count()) > 0, 'something is due in the sample city');
      await page.locator('.tabs-main a[href="/study"]').click();
      await page.locator('main a[href^="/study/courses/"]').first().click();
      await page.waitForURL(/\/study\/courses\//);
      if (!page.url().includes('/units/')) await page.locator('main a[href*="/units/"]:not(.done a)').first().click();
      await page.waitForURL(/\/units\//);
      const unit = page.url();
      assert.ok((await page.locator('.reading').innerText()).length > 100, 'there is a text to read');
      await assertFitsNarrow(page);
      await page.locator('form[action$="/finish"] button').click();
      await page.goto(unit);
      assert.equal(await page.locator('form[action$="/finish"]').count(), 0);
      assert.match(await page.locator('main').innerText(), /读完/);

      await page.goto('/me');
      await press(page, '/preferences/elder');
      assert.equal(await page.locator('html.elder').count(), 1);
      await press(page, '/preferences/language');
      assert.equal(await page.locator('html').getAttribute('lang'), 'en');
      await page.goto('/');
      assert.equal(await page.locator('html.elder[lang=en]').count(), 1, 'kept on the next page');
      await page.goto('/me');
      await press(page, '/sign-out');
      await page.waitForURL(/\/(sign-in|people)/);
      await page.goto('/me');
      assert.equal(new URL(page.url()).pathname, '/sign-in');
    });
  });
}

for (const screen of /** @type {const} */ (['phoneWithoutScripts', 'desktopWithoutScripts'])) {
  test(`a form sent with a mistake comes back with what was typed: ${screen}`, () => mistaken(screen));
}

/** @param {keyof typeof screens} screen */
async function mistaken(screen) {
  await visit(browser, server.url, screens[screen], `form-${screen}`, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(server.account('org_staff'));
    await page.goto('/staff/orgs');
    await page.locator('main a[href$="/new"]').first().click();
    await page.waitForURL(/\/staff\/orgs\/[^/]+\/new$/);
    const short = page.locator('main input[type=text]').last();
    const name = await short.getAttribute('name');
    assert.ok(name);
    await short.fill('没有全称的支部');
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.request().method() === 'POST'),
      page.locator('main form:has(input[type=text]) button').last().click(),
    ]);
    assert.equal(answer.status(), 422);
    await page.locator('[role=alert]').waitFor();
    assert.equal(await page.locator(`main input[name="${name}"]`).inputValue(), '没有全称的支部');
    // Each line of the summary leads to a field that is marked as wrong.
    const lines = await page.locator('[role=alert] a').evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
    assert.ok(lines.length > 0, 'the summary has lines');
    for (const line of lines) assert.equal(await page.locator(`.field-bad ${line}`).count(), 1, line);
  });
}
