// Staff write a material; another person reviews it; it becomes a course and a plan; a member finds
// it on Today, reads it and says so; the staff see a count at most, and never who.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible as lookAt } from '../lib/axe.mjs';
import { launch, screens, visit } from '../lib/browser.mjs';
import { keyboard, pointer } from '../lib/hands.mjs';
import { Server } from '../lib/server.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../lib/hands.mjs').Hands} Hands */
/** @typedef {{title: string, course: string, readers: ('member' | 'young_member')[]}} Work */

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

const text = `## 什么是“三会一课”

支部党员大会、支部委员会会议、党小组会和党课，合称“三会一课”。

## 多久一次

支部党员大会一般每季度召开一次，支部委员会会议一般每月召开一次。
`;

/** @param {number} days from today */
function day(days) {
  const shanghai = new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000);
  return shanghai.toISOString().slice(0, 10);
}

/**
 * Lets an account of the sample city work at the desk.
 * @param {keyof typeof screens} screen
 * @param {Hands} hands
 * @param {string} kind
 * @param {(page: Page) => Promise<void>} work
 */
async function as(screen, hands, kind, work) {
  await visit(browser, server.url, screens[screen], `staff-${kind}-${screen}`, async (visitor) => {
    if (screen.endsWith('WithoutScripts')) scriptless.add(visitor.page);
    await visitor.signIn(server.account(kind), hands);
    await work(visitor.page);
  });
}

/** @type {WeakSet<Page>} pages where no script runs, axe's neither */
const scriptless = new WeakSet();

/** @param {Page} page */
async function assertAccessible(page) {
  if (!scriptless.has(page)) await lookAt(page);
}

/** @param {Page} page @param {RegExp} path */
const arrive = (page, path) => page.waitForURL((address) => path.test(address.pathname));

/** @param {Page} page @param {Hands} hands @param {Work} work */
async function writeMaterial(page, hands, work) {
  await page.goto('/staff');
  const menu = page.locator('details.menu > summary');
  if (await menu.isVisible()) await hands.press(menu);
  await hands.press(page.locator('nav a[href="/staff/materials"]:visible').first());
  await arrive(page, /^\/staff\/materials$/);
  await hands.press(page.locator('main a[href="/staff/materials/new"]').first());
  await arrive(page, /\/new$/);
  await hands.write(page.locator('[name=source]'), '《中国共产党支部工作条例（试行）》');
  await hands.write(page.locator('[name=markdown]'), text);
  // Without a title it is not taken, and what was written is still there.
  await hands.press(page.locator('button[name=act][value=save]'));
  await page.locator('[role=alert]').first().waitFor();
  assert.equal((await page.locator('[name=markdown]').inputValue()).trim(), text.trim());
  await hands.write(page.locator('[name=title]'), work.title);
  await hands.press(page.locator('button[name=act][value=preview]'));
  await page.getByRole('heading', { name: '多久一次' }).waitFor();
  await hands.press(page.locator('button[name=act][value=save]'));
  await arrive(page, /^\/staff\/materials\/[0-9a-f-]{32,36}$/);
  await assertAccessible(page);
  await hands.press(page.locator('form[action$="/submission"] button'));
  await page.locator('[role=status]', { hasText: '已送审' }).first().waitFor();
}

/** @param {Page} page @param {Hands} hands @param {Work} work */
async function review(page, hands, work) {
  await page.goto('/staff/reviews');
  await hands.press(page.getByRole('link', { name: work.title, exact: true }));
  await arrive(page, /\/review$/);
  await assertAccessible(page);
  // Sent back without a word: the author would not know what to mend.
  await hands.tick(page.locator('[name=verdict]').nth(1));
  await hands.press(page.locator('form:has([name=verdict]) button'));
  await page.locator('[role=alert]').first().waitFor();
  await hands.tick(page.locator('[name=verdict]').first());
  await hands.press(page.locator('form:has([name=verdict]) button'));
  await page.locator('[role=status]', { hasText: '审核意见已保存' }).first().waitFor();
}

/** @param {Page} page @param {Hands} hands @param {Work} work */
async function publishAndPlan(page, hands, work) {
  await page.goto('/staff/materials');
  await hands.press(page.getByRole('link', { name: work.title, exact: true }));
  await hands.press(page.locator('form[action$="/publication"] button'));
  await page.locator('[role=status]', { hasText: '已发布' }).first().waitFor();

  await page.goto('/staff/courses/new');
  await hands.write(page.locator('main [name=title]'), work.course);
  await hands.press(page.locator('form:has([name=summary]) button'));
  await arrive(page, /^\/staff\/courses\/[0-9a-f-]{32,36}$/);
  await hands.write(page.locator('form[action$="/chapters"] [name=title]'), '第一章');
  await hands.press(page.locator('form[action$="/chapters"] button'));
  await hands.press(page.locator('a[href$="/units/new"]'));
  await arrive(page, /\/units\/new$/);
  await hands.choose(page.locator('select[name=what]'), work.title);
  await hands.press(page.locator('form:has(select[name=what]) button'));
  await page.locator('input[type=hidden][name=what]').waitFor({ state: 'attached' });
  await hands.write(page.locator('main [name=title]'), '三会一课');
  await hands.press(page.locator('form[action$="/units"] button'));
  await page.locator('.units-edit li', { hasText: '三会一课' }).waitFor();
  await assertAccessible(page);
  await hands.press(page.locator('form[action$="/publication"] button'));
  await page.locator('[role=status]', { hasText: '课程已发布' }).first().waitFor();

  await hands.press(page.locator('main a[href^="/staff/plans/new"]'));
  await arrive(page, /^\/staff\/plans\/new$/);
  await hands.day(page.locator('[name=opens_on]'), day(0));
  await hands.day(page.locator('[name=due_on]'), day(7));
  await hands.press(page.locator('form:has([name=due_on]) button'));
  await page.locator('[role=status]', { hasText: '已安排' }).first().waitFor();
  return new URL(page.url()).pathname;
}

/** @param {Page} page @param {Hands} hands @param {Work} work */
async function read(page, hands, work) {
  await page.goto('/');
  const card = page.locator('article, section, .card').filter({ has: page.getByText(work.course) }).last();
  await hands.press(card.getByRole('link').first());
  await arrive(page, /^\/study\/courses\//);
  await hands.press(page.locator('main a[href*="/units/"]').first());
  await page.getByRole('heading', { name: '什么是“三会一课”' }).waitFor();
  assert.match(await page.locator('main').innerText(), /一般每季度召开一次/);
  await assertAccessible(page);
  await hands.press(page.locator('form[action$="/finish"] button'));
  // The only unit of its course: what comes after is the course, done.
  await page.locator('form[action$="/finish"]').waitFor({ state: 'detached' });
  await page.locator('main .notice', { hasText: '读完' }).waitFor();
  await page.goto('/');
  assert.ok(!(await page.locator('main').innerText()).includes(work.course), 'what is finished is not due');
}

/**
 * @param {keyof typeof screens} screen
 * @param {Hands} hands
 * @param {Work} work
 */
async function wholeWay(screen, hands, work) {
  let plan = '';
  await as(screen, hands, 'publicity_staff', (page) => writeMaterial(page, hands, work));
  await as(screen, hands, 'reviewer', (page) => review(page, hands, work));
  await as(screen, hands, 'publicity_staff', async (page) => {
    plan = await publishAndPlan(page, hands, work);
  });
  for (const reader of work.readers) {
    await as(screen, hands, reader, (page) => read(page, hands, work));
  }
  // Whoever gave it and whoever sits above the branch see that it exists, and nobody's name.
  for (const kind of ['org_staff', 'secretary']) {
    await as(screen, hands, kind, async (page) => {
      await page.goto('/staff/plans');
      await page.getByRole('link', { name: work.course }).first().click();
      await arrive(page, /^\/staff\/plans\/[0-9a-f-]{32,36}$/);
      assert.equal(new URL(page.url()).pathname, plan);
      const words = await page.locator('main').innerText();
      assert.match(words, kind === 'secretary' ? /到期后先提醒本人两次/ : /只到支部为止/);
      assert.doesNotMatch(words, /王秀英|李思远/);
      await assertAccessible(page);
      // Of a plan whose day has passed the branch has its one count, unless it is too small for one
      // (as in this small city), and nobody above it has.
      await page.goto('/staff/plans');
      await page.getByRole('link', { name: '权利、义务和党费' }).first().click();
      await arrive(page, /^\/staff\/plans\/[0-9a-f-]{32,36}$/);
      const count = await page.locator('main').innerText();
      assert.equal(/应[学读] [1-9]\d 人，还有 [1-9]\d 人没有|不足 10 人，不显示/.test(count), kind === 'secretary', count);
    });
  }
}

test('from a written text to a finished unit: desktop', () => wholeWay(
  'desktop', pointer, { title: '“三会一课”怎么开', course: '支部生活入门', readers: ['member'] },
));

test('from a written text to a finished unit: phone', () => wholeWay(
  'phone', pointer, { title: '“三会一课”问答', course: '支部生活问答', readers: ['young_member'] },
));

test('from a written text to a finished unit: by keyboard alone', () => wholeWay(
  'desktop', keyboard, { title: '“三会一课”要点', course: '支部生活要点', readers: ['member'] },
));

test('from a written text to a finished unit: without scripts', () => wholeWay(
  'desktopWithoutScripts', pointer, { title: '“三会一课”答疑', course: '支部生活答疑', readers: ['young_member'] },
));
