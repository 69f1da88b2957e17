// Not everybody reaches the server by loopback. On plain http a page is no secure context: no
// randomUUID, no crypto.subtle, no service worker; a test is sat there all the same. On the local
// network it is HTTPS with a certificate of its own, by the address that is printed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, screens, visit } from '../lib/browser.mjs';
import { ownAddress, serving } from '../lib/places.mjs';
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

/** The sample city's open test for members in villages. */
const title = /农村党员法律知识测试（第二期）/;

/**
 * One tap in, then a test with the network gone and the page loaded again in the middle.
 * @param {Visitor} visitor
 * @param {boolean} secure whether the page is a secure context
 */
async function sits(visitor, secure) {
  const { page, context } = visitor;
  visitor.expectFault(/ERR_INTERNET_DISCONNECTED/);
  // Over plain http Chromium says of each page that it leaves this header aside.
  if (!secure) visitor.expectFault(/Cross-Origin-Opener-Policy header has been ignored/);
  await page.goto('/demo');
  assert.equal(await page.evaluate(() => isSecureContext), secure);
  assert.equal(await page.evaluate(() => 'randomUUID' in crypto && crypto.subtle !== undefined), secure);
  await page.locator('form[action="/demo/member"] button').click();
  await page.locator('.tabs-main').waitFor();
  const sitting = new Sitting(page);
  await sitting.begin(title);
  await sitting.choose(0);
  await sitting.saved();
  await context.setOffline(true);
  await sitting.next();
  await sitting.choose(1);
  await sitting.waits(1);
  await context.setOffline(false);
  await sitting.saved();
  await page.reload();
  await sitting.arrive();
  assert.equal(await sitting.answered(), 2);
  await sitting.submit();
  await sitting.assertReceipts();
}

test('a test over plain http, by an address of the network', async () => {
  const how = {
    args: ['--listen', `${ownAddress()}:0`, '--insecure-http'], city: true, awaits: /^(http:\/\/[\d.]+:\d+)\n/m,
  };
  await serving(how, async ([, url = '']) => {
    assert.ok(url.startsWith(`http://${ownAddress()}:`), url);
    await visit(browser, url, screens.phone, 'addresses-http', (visitor) => sits(visitor, false));
  });
});

test('a test over HTTPS on the local network, by the address that is printed', async () => {
  const how = { args: ['--listen', '127.0.0.1:0', '--lan'], city: true, awaits: /^(https:\/\/\S+)\/demo\n/m };
  await serving(how, async ([printed, url = '']) => {
    assert.ok(!/127\.0\.0\.1|localhost|0\.0\.0\.0/.test(printed), `${printed} is reached from a phone`);
    const phone = { ...screens.phone, ignoreHTTPSErrors: true };
    await visit(browser, url, phone, 'addresses-lan', (visitor) => {
      // A phone that does not trust the certificate has no service worker, and says so.
      visitor.expectFault(/SSL certificate error occurred when fetching the script/);
      return sits(visitor, true);
    });
  });
});

test('plain http on the network is not served unless it is asked for', async () => {
  const how = { args: ['--listen', `${ownAddress()}:0`], city: false, awaits: /http:\/\// };
  await assert.rejects(serving(how, async () => undefined), /the server ended with [1-9][\s\S]*insecure-http/);
});
