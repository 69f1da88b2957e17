// The server is up and its first page is fit for everybody.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { launch, screens, visit } from '../lib/browser.mjs';
import { assertBearsLargeText, assertFitsNarrow } from '../lib/checks.mjs';
import { Server } from '../lib/server.mjs';

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

test('the server says that it is healthy, also after kill -9', async () => {
  assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
  await server.restart();
  assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
});

for (const name of /** @type {const} */ (['phone', 'desktop', 'wechat'])) {
  test(`the sign-in page is accessible: ${name}`, async () => {
    await visit(browser, server.url, screens[name], `sign-in-${name}`, async ({ page }) => {
      const answer = await page.goto('/sign-in');
      assert.equal(answer?.status(), 200);
      assert.equal(await page.locator('input[name=login]').count(), 1);
      assert.equal(await page.locator('input[name=password]').count(), 1);
      await assertAccessible(page);
      await assertFitsNarrow(page);
      await assertBearsLargeText(page);
    });
  });
}

test('a member signs in without scripts', async () => {
  await visit(browser, server.url, screens.phoneWithoutScripts, 'sign-in-without-scripts', async (visitor) => {
    await visitor.signIn(server.account('member'));
    assert.equal(await visitor.page.locator('input[name=password]').count(), 0);
  });
});
