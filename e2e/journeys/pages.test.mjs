// Every page that each kind of account reaches by links: it answers, it is accessible on both
// screens, it fits 320 px, bears letters twice as large, and asks nobody else for anything.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, screens, visit } from '../lib/browser.mjs';
import { assertFitForAll, crawl } from '../lib/crawl.mjs';
import * as doors from '../lib/doors.mjs';
import { serving } from '../lib/places.mjs';
import { leftOut, wrongExceptions } from '../lib/routes.mjs';
import { Server } from '../lib/server.mjs';
import { issueSlip } from '../lib/slip.mjs';
import * as states from '../lib/states.mjs';

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
  sys_admin: ['/staff', '/ops/jobs', '/ops/complaints', '/ops/rules', '/ops/rules/*'],
  sec_admin: ['/staff', '/staff/accounts', '/ops/rules'],
  audit_admin: ['/staff', '/ops/audit'],
};

/** Shapes of pages that an account before has shown to be fit. */
/** @type {Set<string>} */
const shown = new Set();

/** Where a walk begins: a member has no desk. */
const starts = (/** @type {string} */ kind) => {
  if (/member$/.test(kind)) return ['/', '/demo'];
  // Whose part of the city is one organisation is led on from the list unless they search.
  const search = kind === 'org_staff' ? [`/staff/orgs?q=${encodeURIComponent('支部')}`] : [];
  return ['/', '/staff', '/demo', '/sign-in', ...search];
};

for (const [kind, pages] of Object.entries(must)) {
  test(`every page of ${kind}`, async () => {
    await visit(browser, server.url, screens.phone, `pages-${kind}`, async (visitor) => {
      if (kind !== 'nobody') await enter(visitor, kind);
      const { seen, wrong } = await crawl(visitor, starts(kind), (shape) => shown.has(shape));
      // Whoever is not signed in is led away from most pages, which shows nothing of them.
      if (kind !== 'nobody') for (const shape of seen) shown.add(shape);
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

/**
 * A window of its own, one tap in.
 * @param {string} name
 * @param {string} kind
 * @param {(visitor: import('../lib/browser.mjs').Visitor) => Promise<void>} walk
 */
async function as(name, kind, walk) {
  await visit(browser, server.url, screens.desktop, `pages-${name}-${kind}`, async (visitor) => {
    if (kind !== 'nobody') await enter(visitor, kind);
    await walk(visitor);
  });
}

test('materials and tests in each of their states', async () => {
  let material = '';
  let title = '';
  await as('states', 'publicity_staff', async ({ page }) => {
    material = await states.materialOfAuthor(page, assertFitForAll);
  });
  await as('states', 'reviewer', ({ page }) => states.materialOfReviewer(page, assertFitForAll));
  await as('states', 'publicity_staff', async ({ page }) => {
    await page.goto(material);
    await assertFitForAll(page);
  });
  await as('states', 'org_staff', async ({ page }) => {
    title = await states.testToCome(page, assertFitForAll);
    for (const one of [/农村党员法律知识测试（第一期）/, /农村党员法律知识测试（第二期）/]) {
      await page.goto('/staff/tests');
      await page.getByRole('link', { name: one }).first().click();
      await page.getByRole('heading', { level: 1, name: one }).waitFor();
      await assertFitForAll(page);
    }
    await states.questionImport(page, assertFitForAll);
  });
  await as('states', 'member', async ({ page }) => {
    await page.goto('/tests');
    await page.locator('main', { hasText: title }).waitFor();
    await states.sittingPages(page, /农村党员法律知识测试（第二期）/, assertFitForAll);
  });
  await as('states', 'secretary', ({ page }) => states.emptyRoster(page, assertFitForAll));
});

test('pages of those for whom there is nothing yet', async () => {
  await as('empty', 'sec_admin', async ({ page }) => {
    for (const path of ['/', '/study', '/tests', '/org', '/service', '/me/record', '/staff/accounts?q=nobody-of-that-name']) {
      await page.goto(path);
      await assertFitForAll(page);
    }
  });
});

test('the ways in: by invitation, by slip, on a shared phone', async () => {
  let [link, slip] = ['', ''];
  await as('ways-in', 'sec_admin', async ({ page }) => {
    link = await states.invitation(page, assertFitForAll);
  });
  await as('ways-in', 'secretary', async ({ page }) => {
    slip = (await issueSlip(page, '王秀英')).url;
    await assertFitForAll(page);
    // The desk's computer is shared by two: six digits instead of the password.
    await page.goto('/me');
    await page.locator('form[action="/people/share"] button').click();
    await page.locator('confirm-dialog dialog [value=ok]').click();
    await page.locator('form[action="/people/share"]').waitFor({ state: 'detached' });
    await page.goto('/people/pin');
    await page.locator('[name=pin]').waitFor();
    await assertFitForAll(page);
    await page.goto('/me');
    await page.locator('form[action="/sign-out"] button').first().click();
    await page.waitForURL('/people');
    await assertFitForAll(page);
    await page.locator('.people a').first().click();
    await page.waitForURL(/\/people\/person\//);
    await assertFitForAll(page);
  });
  await as('ways-in', 'nobody', async ({ page }) => {
    for (const address of [link, slip]) {
      assert.equal((await page.goto(address))?.status(), 200);
      await assertFitForAll(page);
    }
    await states.complaint(page, assertFitForAll);
  });
  await serving({ args: ['--listen', '127.0.0.1:0'], city: false, awaits: /(http:\S+)\n[\s\S]*(\/setup\/\S+)\n/ }, async ([, url = '', path = '']) => {
    await visit(browser, url, screens.desktop, 'pages-setup', async ({ page }) => {
      assert.equal((await page.goto(path))?.status(), 200);
      await page.locator('input[type=password]').first().waitFor();
      await assertFitForAll(page);
    });
  });
});

test('pages that a link in a letter opens', async () => {
  /** @type {string[]} */
  const links = [];
  await as('doors', 'young_member', async ({ page }) => {
    links.push(await doors.memberOnTheMove(page, assertFitForAll));
  });
  await as('doors', 'org_staff', async ({ page }) => {
    links.push(await doors.floatingLink(page, '李思远'), await doors.transferLink(page, '李思远'));
    await doors.gridImport(page, assertFitForAll);
  });
  await as('doors', 'organiser', async ({ page }) => {
    links.push(await doors.vettingLink(page));
  });
  await as('doors', 'commissioner', ({ page }) => doors.grades(page, assertFitForAll));
  await as('doors', 'street_staff', async ({ page }) => {
    links.push(await doors.orderLink(page, assertFitForAll));
  });
  await as('doors', 'nobody', async ({ page }) => {
    for (const link of links) {
      assert.equal((await page.goto(link))?.status(), 200, link);
      await assertFitForAll(page);
    }
  });
  // Who signed in at the receiving branch takes a member in by the code.
  await as('doors', 'secretary', async ({ page }) => {
    await page.goto(String(links[0]));
    await page.locator('a[href^="/staff/portable"]').click();
    await page.locator('form[action="/staff/portable"]').waitFor();
    await assertFitForAll(page);
  });
});

test('pages that say no, and the page without network', async () => {
  await as('errors', 'member', async (visitor) => {
    const { page } = visitor;
    visitor.expectFault(/status of 40[34]/);
    for (const [path, status] of /** @type {const} */ ([['/staff/members', 403], ['/nowhere', 404], ['/tests/none', 404], ['/offline', 200]])) {
      assert.equal((await page.goto(path))?.status(), status, path);
      await assertFitForAll(page);
    }
  });
  await as('errors', 'nobody', async (visitor) => {
    visitor.expectFault(/status of 404/);
    for (const path of ['/join/none', '/s/none', '/setup/none', '/about/complaint/none']) {
      assert.equal((await visitor.page.goto(path))?.status(), 404, path);
      await assertFitForAll(visitor.page);
    }
  });
});

test('no page was left out', () => {
  assert.deepEqual(leftOut(), [], 'pages nobody looked at hard');
  assert.deepEqual(wrongExceptions(), [], 'exceptions that are none');
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
