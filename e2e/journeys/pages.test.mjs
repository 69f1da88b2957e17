// Every page that each kind of account reaches by links: it answers, it is accessible on both
// screens, it fits 320 px, bears letters twice as large, and asks nobody else for anything.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, screens, visit } from '../lib/browser.mjs';
import { assertLargeTargets } from '../lib/checks.mjs';
import { assertFitForAll, crawl } from '../lib/crawl.mjs';
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

/** Pages a kind of account must come by: a crawl that finds nothing has shown nothing. */
const must = {
  nobody: ['/sign-in', '/slip', '/demo', '/about', '/about/complaint'],
  member: ['/', '/study', '/tests', '/tests/*', '/org', '/service', '/me', '/me/record', '/me/sessions'],
  young_member: ['/', '/study', '/tests', '/org', '/me'],
  secretary: ['/staff', '/staff/members', '/staff/members/*', '/staff/orgs', '/staff/tests'],
  org_staff: ['/staff', '/staff/members', '/staff/orgs', '/staff/orgs/*', '/staff/tests', '/staff/plans'],
  publicity_staff: ['/staff', '/staff/materials', '/staff/materials/new', '/staff/courses', '/staff/plans'],
  reviewer: ['/staff', '/staff/reviews'],
  sys_admin: ['/staff', '/ops/jobs', '/ops/complaints'],
  sec_admin: ['/staff', '/staff/accounts'],
  audit_admin: ['/staff', '/ops/audit'],
};

/** Shapes of pages outside the desks that an account before has shown to be fit. */
/** @type {Set<string>} */
const shown = new Set();

/** Where a walk begins: a member has no desk. */
const starts = (/** @type {string} */ kind) => (/member$/.test(kind) ? ['/', '/demo'] : ['/', '/staff', '/demo', '/sign-in']);

for (const [kind, pages] of Object.entries(must)) {
  test(`every page of ${kind}`, async () => {
    await visit(browser, server.url, screens.phone, `pages-${kind}`, async (visitor) => {
      if (kind !== 'nobody') await enter(visitor, kind);
      const { seen, wrong } = await crawl(visitor, starts(kind), (shape) => shown.has(shape));
      for (const shape of seen) if (!/^\/(staff|ops)/.test(shape)) shown.add(shape);
      assert.equal(wrong.length, 0, wrong.join('\n\n'));
      for (const page of pages) assert.ok(seen.includes(page), `${page} was not found among ${seen.join(' ')}`);
    });
  });
}

test('the examples of every component', async () => {
  await visit(browser, server.url, screens.phone, 'pages-components', async ({ page }) => {
    assert.equal((await page.goto('/dev/components'))?.status(), 200);
    await assertFitForAll(page);
  });
});

/** A member's main pages, as each of them wants them. */
const main = ['/', '/study', '/study/materials', '/tests', '/org', '/service', '/me', '/me/record', '/me/looks', '/about'];

test('a member\'s main pages in the elder version', async () => {
  await visit(browser, server.url, screens.phone, 'pages-elder', async (visitor) => {
    const { page } = visitor;
    await enter(visitor, 'member');
    await page.locator('header form[action="/preferences/elder"] button').click();
    await page.locator('html.elder').waitFor();
    for (const path of main) {
      await page.goto(path);
      await page.locator('html.elder').waitFor();
      await assertLargeTargets(page, 60);
      await assertFitForAll(page);
    }
    // It is kept with the account: whoever wants the usual version back gets it the same way.
    await page.goto('/');
    await page.locator('header form[action="/preferences/elder"] button').click();
    await page.locator('html:not(.elder)').waitFor();
  });
});

test('a member\'s main pages in English', async () => {
  await visit(browser, server.url, screens.phone, 'pages-english', async (visitor) => {
    const { page } = visitor;
    await enter(visitor, 'member');
    await page.locator('form[action="/preferences/language"] button').click();
    await page.locator('html[lang=en]').waitFor();
    for (const path of main) {
      await page.goto(path);
      assert.equal(await page.locator('html').getAttribute('lang'), 'en', path);
      assert.doesNotMatch(await page.locator('h1, h2.sect, nav, .lead').first().innerText(), /[\u4e00-\u9fff]/, path);
      await assertFitForAll(page);
    }
  });
});

/**
 * One tap in by the sample city's front door.
 * @param {import('../lib/browser.mjs').Visitor} visitor
 * @param {string} kind
 */
async function enter({ page }, kind) {
  await page.goto('/demo');
  await page.locator(`form[action="/demo/${kind}"] button`).click();
  await page.waitForURL((address) => address.pathname !== '/demo');
}
