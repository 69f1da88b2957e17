// Without a network the platform still opens, in words; what it keeps on a phone is nobody's.
// 127.0.0.1 is a secure context, as HTTPS is.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { launch, screens, visit, Visitor } from '../lib/browser.mjs';
import { assertBearsLargeText, assertFitsNarrow } from '../lib/checks.mjs';
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

/** The worker has everything it keeps, and the next page goes through it. @param {Page} page */
async function workerStands(page) {
  await page.evaluate(() => navigator.serviceWorker.ready);
}

/** Every address in every cache. @param {Page} page @returns {Promise<string[]>} */
function keptAddresses(page) {
  return page.evaluate(async () => {
    const names = await caches.keys();
    const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return lists.flat().map((request) => new URL(request.url).pathname);
  });
}

/** Every word in every cache. @param {Page} page @returns {Promise<string>} */
function keptWords(page) {
  return page.evaluate(async () => {
    const names = await caches.keys();
    let all = '';
    for (const name of names) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) all += await (await cache.match(request))?.text();
    }
    return all;
  });
}

/** The network goes: for the pages and for the worker. @param {Visitor} visitor @param {boolean} away */
async function network(visitor, away) {
  if (away) visitor.expectFault(/ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|Failed to fetch|script error/);
  await visitor.context.setOffline(away);
}

test('a member opens the platform without a network, and tries again', async () => {
  await visit(browser, server.url, screens.phone, 'offline-member', async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(server.account('member'));
    await page.goto('/');
    const greeting = await page.locator('h1').innerText();
    await workerStands(page);
    await network(visitor, true);
    for (const path of ['/', '/study', '/me']) {
      await page.goto(path);
      assert.equal(await page.locator('h1').innerText(), '现在没有网络', path);
      assert.equal(new URL(page.url()).pathname, path, 'the address that was wanted stays');
    }
    // The words look as they should: styles and icons are kept too.
    assert.notEqual(await page.locator('.plain-card').evaluate((card) => getComputedStyle(card).borderRadius), '0px');
    await assertAccessible(page);
    await assertFitsNarrow(page);
    await assertBearsLargeText(page);
    await page.getByRole('link', { name: '再试一次' }).click();
    assert.equal(await page.locator('h1').innerText(), '现在没有网络');
    await page.goto('/');
    await network(visitor, false);
    await page.getByRole('link', { name: '再试一次' }).click();
    await page.getByRole('heading', { level: 1, name: greeting }).waitFor();
  });
});

test('tests, signing in and the desk are left to the browser', async () => {
  await visit(browser, server.url, screens.phone, 'offline-untouched', async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(server.account('secretary'));
    await page.goto('/');
    await workerStands(page);
    await page.goto('/');
    assert.ok(await page.evaluate(() => navigator.serviceWorker.controller !== null), 'the worker is at work');
    /** @type {string[]} */
    const seen = [];
    visitor.context.on('response', (response) => {
      if (response.fromServiceWorker()) seen.push(new URL(response.url()).pathname);
    });
    const untouched = ['/staff', '/staff/members', '/tests', '/about'];
    for (const path of untouched) await page.goto(path);
    assert.equal(await page.evaluate(async () => (await fetch('/api/v1/openapi.json')).status), 200);
    assert.deepEqual(seen.filter((path) => !path.startsWith('/assets/')), []);
    await page.goto('/study');
    assert.ok(seen.includes('/study'), 'the watch would have noticed');
    await network(visitor, true);
    for (const path of ['/sittings/1', '/staff/members', '/sign-in']) {
      await assert.rejects(page.goto(path), /ERR_INTERNET_DISCONNECTED/, path);
    }
  });
});

test('what is kept is public, before and after signing out', async () => {
  await visit(browser, server.url, screens.phone, 'offline-kept', async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(server.account('member'));
    for (const path of ['/', '/me', '/me/record', '/study', '/tests']) await page.goto(path);
    await workerStands(page);
    const name = (await page.request.get('/me').then((answer) => answer.text())).match(/<h1>([^<]+)</)?.[1] ?? '';
    assert.ok(name.length >= 2, 'the page of a member names them');
    await page.goto('/me');
    await page.locator('form[action="/sign-out"] button').first().click();
    await page.waitForURL((address) => address.pathname === '/sign-in');
    const kept = await keptAddresses(page);
    assert.ok(kept.length > 10, kept.join(' '));
    assert.deepEqual(kept.filter((path) => path !== '/offline' && !path.startsWith('/assets/')), []);
    assert.ok(!(await keptWords(page)).includes(name), 'nobody is named');
    // Without cookies, as a stranger: each of them is public.
    for (const path of new Set(kept)) {
      assert.equal((await fetch(`${server.url}${path}`, { redirect: 'manual' })).status, 200, path);
    }
  });
});

test('the words follow the language and the large type, and old caches go', async () => {
  await visit(browser, server.url, screens.phone, 'offline-english', async (visitor) => {
    const { page } = visitor;
    // A page without scripts, so without a worker; Chromium asks for an icon where none is named.
    visitor.expectFault(/favicon\.ico/);
    await page.goto('/healthz');
    await page.evaluate(async () => (await caches.open('shell-of-an-older-build')).put('/offline', new Response('old')));
    await page.goto('/sign-in');
    await workerStands(page);
    await page.waitForFunction(async () => (await caches.keys()).length === 1);
    await page.locator('form[action="/preferences/language"] button').click();
    await page.locator('form[action="/preferences/elder"] button').click();
    await page.locator('html.elder[lang=en]').waitFor();
    await page.waitForFunction(async () => {
      const words = await (await caches.match('/offline'))?.text();
      return words?.includes('<html lang="en" class="elder">');
    });
    await network(visitor, true);
    await page.goto('/');
    assert.equal(await page.locator('h1').innerText(), 'No network right now');
    assert.equal(await page.locator('html.elder').count(), 1);
  });
});

test('a phone may install it', async () => {
  await visit(browser, server.url, screens.phone, 'offline-install', async ({ context, page }) => {
    await page.goto('/sign-in');
    await workerStands(page);
    const devtools = await context.newCDPSession(page);
    const { errors, data } = await devtools.send('Page.getAppManifest');
    assert.deepEqual(errors, []);
    assert.equal(JSON.parse(data ?? '{}').display, 'standalone');
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
    const why = installabilityErrors.map((error) => error.errorId).filter((id) => id !== 'in-incognito');
    assert.deepEqual(why, []);
  });
});

test('an operator takes it back from the phones that have it', async () => {
  await visit(browser, server.url, screens.phone, 'offline-retired', async (visitor) => {
    const { page } = visitor;
    await page.goto('/sign-in');
    await workerStands(page);
    process.env.TOUYAN_NO_OFFLINE_SHELL = '1';
    try {
      await server.restart();
      await page.goto('/');
      await page.waitForFunction(async () => {
        const here = await navigator.serviceWorker.getRegistration();
        return !here && (await caches.keys()).length === 0;
      });
    } finally {
      delete process.env.TOUYAN_NO_OFFLINE_SHELL;
      await server.restart();
    }
  });
});
