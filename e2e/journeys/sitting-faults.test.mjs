// A browser whose store fails, a tab that is gone, a server that refuses one answer for good:
// everything else that was chosen arrives, and the paper can be handed in.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, screens, visit } from '../lib/browser.mjs';
import { Server } from '../lib/server.mjs';
import { Sitting } from '../lib/sitting.mjs';

/** @typedef {import('../lib/browser.mjs').Visitor} Visitor */

/** @type {import('playwright-core').Browser} */
let browser;

before(async () => {
  browser = await launch();
});

after(async () => {
  await browser?.close();
});

const title = /农村党员法律知识测试（第二期）/;

/**
 * @param {string} name
 * @param {(visitor: Visitor, sitting: Sitting) => Promise<void>} walk
 */
async function memberSits(name, walk) {
  const server = await Server.start();
  try {
    await visit(browser, server.url, screens.phone, `sitting-${name}`, async (visitor) => {
      visitor.expectFault(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|status of 400/);
      await visitor.signIn(server.account('member'));
      await walk(visitor, new Sitting(visitor.page));
    });
  } finally {
    await server.stop();
  }
}

/** @type {Record<string, () => void>} what is done to the browser's store before any page */
const stores = {
  'never opens': () => {
    indexedDB.open = () => /** @type {any} */ ({});
  },
  'is forbidden': () => {
    indexedDB.open = () => {
      throw new DOMException('no store here', 'SecurityError');
    };
  },
  'is full': () => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  },
  'is closed behind the page': () => {
    const { transaction } = IDBDatabase.prototype;
    let calls = 0;
    IDBDatabase.prototype.transaction = function (...args) {
      calls += 1;
      if (calls === 3) this.close();
      return transaction.apply(this, args);
    };
  },
};

for (const [what, breakIt] of Object.entries(stores)) {
  test(`the browser's store ${what}`, async () => {
    await memberSits(what.replaceAll(' ', '-'), async ({ page, context }, sitting) => {
      await context.addInitScript(breakIt);
      await sitting.begin(title);
      await sitting.choose(1);
      await sitting.saved();
      await sitting.next();
      await context.setOffline(true);
      await sitting.choose(0);
      await sitting.waits(1);
      await context.setOffline(false);
      await sitting.saved();
      await sitting.submit();
      await sitting.assertReceipts();
      assert.equal(Object.keys(sitting.chosen).length, 2);
      assert.match(page.url(), /receipt$/);
    });
  });
}

test('what is chosen before the script has arrived counts', async () => {
  await memberSits('early', async ({ page, context }, sitting) => {
    /** @type {() => void} */
    let arrive = () => undefined;
    const arrival = new Promise((resolve) => {
      arrive = () => { resolve(undefined); };
    });
    await context.route(/\/js\/sitting\/page/, async (route) => {
      await arrival;
      await route.continue();
    });
    await page.goto('/tests', { waitUntil: 'commit' });
    await page.getByRole('link', { name: title }).click();
    await page.locator('form[action$="/sitting"] button').click({ noWaitAfter: true });
    await page.locator('label.opt').nth(1).click();
    await sitting.remember();
    arrive();
    await sitting.saved();
    await sitting.showsChosen();
    await sitting.submit();
    await sitting.assertReceipts();
    assert.equal(Object.keys(sitting.chosen).length, 1);
  });
});

test('what a closed tab has kept goes out from another', async () => {
  await memberSits('closed-tab', async ({ page, context }, sitting) => {
    await sitting.begin(title);
    await sitting.choose(1);
    await sitting.saved();
    const other = await context.newPage();
    await other.goto(page.url());
    const second = new Sitting(other);
    await second.turnTo(3);
    await context.setOffline(true);
    await second.choose(0);
    await second.waits(1);
    await other.close();
    await context.setOffline(false);
    await sitting.turnTo(2);
    await sitting.choose(1);
    await sitting.saved();
    Object.assign(sitting.chosen, second.chosen);
    await sitting.submit();
    await sitting.assertReceipts();
    assert.equal(Object.keys(sitting.chosen).length, 3);
  });
});

test('one answer that is refused for good holds nothing up', async () => {
  await memberSits('refused', async ({ page, context }, sitting) => {
    await sitting.begin(title);
    await context.setOffline(true);
    await sitting.choose(1);
    await sitting.next();
    await sitting.choose(1);
    const bad = Number(await page.locator('form[data-question] input[name=q]').getAttribute('value'));
    await sitting.next();
    await sitting.choose(1);
    await sitting.waits(3);
    await context.route('**/sittings/*/answers', async (route) => {
      const sent = /** @type {{items: {q: number}[]}} */ (route.request().postDataJSON());
      if (sent.items.some((item) => item.q === bad)) await route.fulfill({ status: 400, json: {} });
      else await route.continue();
    });
    await context.setOffline(false);
    await page.locator('[data-trouble]', { hasText: '没有被接受' }).waitFor();
    await sitting.saved();
    delete sitting.chosen[bad];
    await sitting.submit();
    await sitting.assertReceipts();
  });
});
