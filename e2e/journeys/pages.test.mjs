// Every page that each kind of account reaches by links: it answers, it is accessible on both
// screens, it fits 320 px, bears letters twice as large, and asks nobody else for anything.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, screens, visit } from '../lib/browser.mjs';
import { crawl } from '../lib/crawl.mjs';
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

for (const [kind, pages] of Object.entries(must)) {
  test(`every page of ${kind}`, async () => {
    await visit(browser, server.url, screens.phone, `pages-${kind}`, async (visitor) => {
      if (kind !== 'nobody') await enter(visitor, kind);
      const { seen, wrong } = await crawl(visitor, ['/', '/staff', '/demo', '/sign-in']);
      assert.equal(wrong.length, 0, wrong.join('\n\n'));
      for (const page of pages) assert.ok(seen.includes(page), `${page} was not found among ${seen.join(' ')}`);
    });
  });
}

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
