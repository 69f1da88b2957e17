// The main pages of members and of staff as those want them who see badly, read English, or work at
// night: 18 points and 60 pixels at least, no Chinese word left in the page's own, and axe throughout.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { launch, screens, visit } from '../lib/browser.mjs';
import { assertBearsLargeText, assertFitsNarrow, assertLargeTargets } from '../lib/checks.mjs';
import { ELDER_TARGET, ELDER_TEXT, assertEnglish, assertLargeText } from '../lib/looks.mjs';
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

/** Main pages by the kind of account that works with them. `>` follows the first such link there. */
const main = {
  member: [
    '/', '/study', '/study > main a[href^="/study/courses/"]', '/study/materials', '/study/materials > main a[href^="/study/materials/"]',
    '/tests', '/tests > main a[href^="/tests/"]', '/tests > main a[href^="/sittings/"]', '/org', '/service', '/me', '/me/record',
    '/me/looks', '/me/sessions', '/me/password', '/about', '/about/complaint',
  ],
  secretary: [
    '/staff', '/staff/members', '/staff/members > main tbody a', '/staff/imports', '/staff/orgs', '/staff/plans', '/staff/plans > main tbody a, main article a',
    '/staff/tests', '/staff/tests > main tbody a',
  ],
  publicity_staff: [
    '/staff/materials', '/staff/materials > main tbody a', '/staff/materials/new', '/staff/materials/upload', '/staff/courses',
    '/staff/courses > main a[href^="/staff/courses/"]:not([href$="/new"])', '/staff/plans/new',
  ],
  org_staff: ['/staff/questions', '/staff/questions/new', '/staff/questions/import', '/staff/papers', '/staff/papers > main tbody a', '/staff/tests/new'],
  reviewer: ['/staff/reviews', '/staff/reviews > main a[href$="/review"]'],
  sys_admin: ['/ops/jobs', '/ops/complaints', '/ops/rules', '/ops/rules > main tbody a'],
  sec_admin: ['/staff/accounts', '/staff/accounts > main tbody a'],
  audit_admin: ['/ops/audit'],
};

/** @typedef {keyof typeof main} Kind */

/** Kinds of account whose pages are the staff's. */
const staff = /** @type {Kind[]} */ (Object.keys(main).filter((kind) => kind !== 'member'));

/**
 * Walks through the main pages of a kind of account.
 * @param {Page} page
 * @param {Kind} kind
 * @param {(page: Page) => Promise<void>} look
 */
async function walk(page, kind, look) {
  /** @type {string[]} */
  const wrong = [];
  for (const line of main[kind]) {
    const [path = '', link] = line.split(' > ');
    await page.goto(path);
    if (link) {
      const address = await page.locator(link).first().getAttribute('href');
      assert.ok(address, line);
      await page.goto(address);
    }
    try {
      await look(page);
    } catch (error) {
      wrong.push(`${line}: ${/** @type {Error} */ (error).message}`);
    }
  }
  if (wrong.length > 0) throw new Error(wrong.join('\n\n'));
}

/**
 * @param {keyof typeof screens} screen
 * @param {string} name
 * @param {Kind} kind
 * @param {import('playwright-core').BrowserContextOptions} more
 * @param {(page: Page) => Promise<void>} act
 */
async function as(screen, name, kind, more, act) {
  await visit(browser, server.url, { ...screens[screen], ...more }, `looks-${name}-${kind}`, async (visitor) => {
    const { page } = visitor;
    await page.goto('/demo');
    await page.locator(`form[action="/demo/${kind}"] button`).click();
    await page.waitForURL((address) => address.pathname !== '/demo');
    await act(page);
  });
}

/** @param {Page} page */
async function fitForOldEyes(page) {
  await page.locator('html.elder').waitFor();
  await assertLargeText(page, ELDER_TEXT);
  await assertLargeTargets(page, ELDER_TARGET);
  await assertAccessible(page);
  await assertFitsNarrow(page);
  await assertBearsLargeText(page);
}

/** @param {Page} page */
async function english(page) {
  await assertEnglish(page);
  await assertAccessible(page);
  await assertFitsNarrow(page);
}

for (const kind of /** @type {Kind[]} */ (Object.keys(main))) {
  const screen = kind === 'member' ? 'phone' : 'desktop';

  test(`the elder version of the pages of ${kind}`, async () => {
    await as(screen, 'elder', kind, {}, async (page) => {
      await page.goto('/');
      await page.locator('form[action="/preferences/elder"] button:visible').first().click();
      await page.locator('html.elder').waitFor();
      await walk(page, kind, fitForOldEyes);
      // It is kept with the account: whoever wants the usual version back gets it the same way.
      await page.goto('/');
      await page.locator('form[action="/preferences/elder"] button:visible').first().click();
      await page.locator('html:not(.elder)').waitFor();
    });
  });

  test(`the pages of ${kind} in English, on a dark screen`, async () => {
    await as(screen, 'english', kind, { colorScheme: 'dark' }, async (page) => {
      await page.goto('/');
      await page.locator('form[action="/preferences/language"] button:visible').first().click();
      await page.locator('html[lang=en]').waitFor();
      await walk(page, kind, english);
      await page.goto('/');
      await page.locator('form[action="/preferences/language"] button:visible').first().click();
      await page.locator('html[lang=zh-CN]').waitFor();
    });
  });
}

test('the elder version of the staff pages on a phone', async () => {
  for (const kind of staff.slice(0, 2)) {
    await as('phone', 'elder-phone', kind, { colorScheme: 'dark' }, async (page) => {
      await page.goto('/');
      await page.locator('form[action="/preferences/elder"] button:visible').first().click();
      await page.locator('html.elder').waitFor();
      await walk(page, kind, async (shown) => {
        await assertLargeText(shown, ELDER_TEXT);
        await assertLargeTargets(shown, ELDER_TARGET);
        await assertAccessible(shown);
      });
    });
  }
});
