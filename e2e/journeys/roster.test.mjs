// The secretary brings a roster: twenty-five faults, each named by row and column; the workbook
// with the reasons is mended and brought again; the third time nothing changes.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../lib/axe.mjs';
import { launch, screens, visit } from '../lib/browser.mjs';
import { assertBearsLargeText, assertFitsNarrow } from '../lib/checks.mjs';
import { keyboard, pointer } from '../lib/hands.mjs';
import { cells, columns, faults, rightLine } from '../lib/roster.mjs';
import { Server } from '../lib/server.mjs';
import { Workbook, letters } from '../lib/workbook.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../lib/hands.mjs').Hands} Hands */

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
 * @param {Page} page
 * @param {Hands} hands
 * @param {string} href the link that downloads
 * @returns {Promise<Workbook>}
 */
async function downloaded(page, hands, href) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    hands.press(page.locator(`a[href="${href}"]`)),
  ]);
  return new Workbook(await readFile(await download.path()));
}

/**
 * @param {Page} page
 * @param {Hands} hands
 * @param {string} name
 * @param {Buffer} buffer
 * @returns {Promise<string>} the preview's path
 */
async function upload(page, hands, name, buffer) {
  await page.goto('/staff/imports');
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    hands.press(page.locator('input[name=file]')),
  ]);
  await chooser.setFiles({ name, mimeType, buffer });
  await hands.press(page.locator('form:has(input[name=file]) button'));
  await page.waitForURL(/\/staff\/imports\/[0-9a-f-]+$/);
  await settled(page);
  return new URL(page.url()).pathname;
}

/**
 * Waits until the server has finished with the import; the page asks again by itself.
 * @param {Page} page
 */
async function settled(page) {
  await page.locator('meta[http-equiv=refresh]').waitFor({ state: 'detached' });
}

/**
 * A figure of the preview by its words.
 * @param {Page} page
 * @param {string} words
 */
async function figure(page, words) {
  const text = await page.locator('.grid-4 > *', { hasText: words }).innerText();
  return Number(text.match(/\d+/)?.[0]);
}

/**
 * @param {keyof typeof screens} screen
 * @param {Hands} hands
 * @param {number} first the number of the first person, so that each screen brings different ones
 */
async function bringRoster(screen, hands, first) {
  await visit(browser, server.url, screens[screen], `roster-${screen}-${first}`, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(server.account('secretary'), hands);
    await page.goto('/staff/members');
    await hands.press(page.locator('main a[href="/staff/imports"]'));
    await page.waitForURL('/staff/imports');
    const branch = await page.locator('input[name=org]').inputValue();
    assert.match(branch, /党支部/, 'the only organisation of the secretary stands there already');

    const workbook = await downloaded(page, hands, '/staff/imports/template');
    const header = workbook.row(1);
    assert.deepEqual(columns.map((_, place) => header[letters(place)]?.replace('*', '')), columns);

    // Row 2 is right, then one row for each fault, then another right one.
    const wrong = faults(first + 1);
    const right = [first, ...wrong.map((_, index) => first + 1 + index), first + 90].map((order) => rightLine(order, branch));
    right.forEach((line, index) => {
      const fault = wrong[index - 1];
      const written = fault ? { ...line, [fault.column]: fault.cell } : line;
      workbook.write(index + 2, cells(written));
    });
    const faulty = await upload(page, hands, '名册.xlsx', workbook.save());
    assert.equal(await figure(page, '行要改'), wrong.length);
    assert.equal(await figure(page, '人新登记'), 2);
    if (!screen.endsWith('WithoutScripts')) await assertAccessible(page);
    await assertFitsNarrow(page);
    await assertBearsLargeText(page);
    for (const [index, fault] of wrong.entries()) {
      const row = page.locator('tbody tr').filter({ has: page.locator('th', { hasText: `第 ${index + 3} 行` }) });
      const words = await row.innerText();
      assert.ok(words.includes(fault.says), `row ${index + 3}: ${words}`);
      assert.ok(words.includes(`${letters(columns.indexOf(fault.column))} · ${fault.column}`), `row ${index + 3}: ${words}`);
    }

    // Nothing has been taken in. The same workbook comes back with its reasons.
    const reasons = await downloaded(page, hands, `${faulty}/reasons`);
    const last = letters(columns.length);
    assert.equal(reasons.row(1)[last], '错误原因');
    for (const [index, fault] of wrong.entries()) {
      assert.ok(reasons.row(index + 3)[last]?.includes(fault.says), `row ${index + 3}: ${reasons.row(index + 3)[last]}`);
    }
    assert.equal(reasons.row(2)[last] ?? '', '');
    await hands.press(page.locator(`form[action="${faulty}/cancel"] button`));
    await page.waitForURL('/staff/imports');

    // Mended in that workbook, and brought again: every row may come in.
    right.forEach((line, index) => reasons.write(index + 2, cells(line)));
    const mended = await upload(page, hands, '名册-标注原因.xlsx', reasons.save());
    assert.equal(await figure(page, '行要改'), 0);
    assert.equal(await figure(page, '人新登记'), right.length);
    await hands.press(page.locator(`form[action="${mended}/commit"] button`));
    await page.locator('[role=status]', { hasText: '已导入' }).first().waitFor();
    await settled(page);

    for (const order of [first, first + 1, first + 90]) {
      const name = String(rightLine(order, branch)['姓名']);
      await page.goto('/staff/members');
      await page.getByRole('searchbox').fill(name);
      await page.keyboard.press('Enter');
      await page.getByRole('link', { name, exact: true }).waitFor();
    }

    // The same file a second time changes nobody.
    await upload(page, hands, '名册.xlsx', reasons.save());
    assert.equal(await figure(page, '人没有变化'), right.length);
    assert.equal(await figure(page, '人新登记'), 0);
    assert.equal(await figure(page, '人有更新'), 0);
  });
}

test('a roster with twenty-five faults is mended and brought in: desktop', () => bringRoster('desktop', pointer, 1));

test('a roster with twenty-five faults is mended and brought in: phone', () => bringRoster('phone', pointer, 100));

test('a roster is mended and brought in by keyboard alone', () => bringRoster('desktop', keyboard, 200));

test('a roster is mended and brought in without scripts', () => bringRoster('desktopWithoutScripts', pointer, 300));
