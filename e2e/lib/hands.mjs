// The same journey by mouse, by thumb, or by keyboard alone: what a person does to a page.
import assert from 'node:assert/strict';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */

/**
 * @typedef {object} Hands
 * @property {(target: Locator) => Promise<void>} press a link or a button
 * @property {(field: Locator, text: string) => Promise<void>} write into a field, in place of what is there
 * @property {(box: Locator) => Promise<void>} tick a box or choose one of a few
 * @property {(list: Locator, words: string) => Promise<void>} choose an entry whose words contain these
 * @property {(field: Locator, text: string) => Promise<void>} day give a day as YYYY-MM-DD
 */

/** @type {Hands} */
export const pointer = {
  press: (target) => target.click(),
  write: (field, text) => field.fill(text),
  tick: (box) => box.check(),
  async choose(list, words) {
    await list.selectOption(await list.locator('option', { hasText: words }).first().getAttribute('value'));
  },
  day: (field, text) => field.fill(text),
};

/** A page has fewer stops than this for the Tab key. */
const MOST_STOPS = 200;

/**
 * Goes by Tab until the target has the focus, and sees that the focus can be seen.
 * @param {Locator} target
 */
async function reach(target) {
  const page = target.page();
  await target.waitFor({ state: 'attached' });
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      const seen = await target.evaluate((element) => {
        const box = element.matches('[type=radio], [type=checkbox]') ? element.closest('label') ?? element : element;
        return [element, box, box.firstElementChild ?? box, element.nextElementSibling ?? box].some((one) => {
          const style = getComputedStyle(one);
          return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
        });
      });
      assert.ok(seen, `the focus cannot be seen on ${await target.evaluate((element) => element.outerHTML.slice(0, 120))}`);
      return;
    }
    await page.keyboard.press('Tab');
  }
  assert.fail(`not reached by Tab on ${page.url()}: ${await target.evaluate((element) => element.outerHTML.slice(0, 200))}`);
}

/** @type {Hands} */
export const keyboard = {
  async press(target) {
    await reach(target);
    await target.page().keyboard.press('Enter');
  },
  async write(field, text) {
    await reach(field);
    await field.page().keyboard.press('ControlOrMeta+A');
    await field.page().keyboard.insertText(text);
    assert.equal(await field.inputValue(), text);
  },
  async tick(box) {
    // Of a group of radio buttons Tab reaches one; arrows go on from there.
    const isRadio = await box.evaluate((element) => element.matches('[type=radio]'));
    if (!isRadio) await reach(box);
    else await reach(await stopOfGroup(box));
    const page = box.page();
    if (!isRadio || !(await box.evaluate((element) => element === document.activeElement))) {
      for (let steps = 0; isRadio && steps < 10 && !(await box.isChecked()); steps += 1) await page.keyboard.press('ArrowDown');
    }
    if (!(await box.isChecked())) await page.keyboard.press('Space');
    assert.ok(await box.isChecked());
  },
  async choose(list, words) {
    await reach(list);
    const chosen = () => list.evaluate((element) => /** @type {HTMLSelectElement} */ (element).selectedOptions[0]?.textContent ?? '');
    await list.page().keyboard.press('Home');
    for (let steps = 0; steps < MOST_STOPS && !(await chosen()).includes(words); steps += 1) {
      await list.page().keyboard.press('ArrowDown');
    }
    assert.ok((await chosen()).includes(words), `no ${words} to choose`);
  },
  async day(field, text) {
    await reach(field);
    const [year = '', month = '', date = ''] = text.split('-');
    // The order of the parts is the browser's.
    for (const parts of [[year, month, date], [month, date, year], [date, month, year]]) {
      for (const part of parts) {
        await field.page().keyboard.type(part);
        // A part that is full goes on by itself; the year takes up to six digits.
        if (part === year) await field.page().keyboard.press('ArrowRight');
      }
      if ((await field.inputValue()) === text) return;
      for (let back = 0; back < 3; back += 1) await field.page().keyboard.press('ArrowLeft');
    }
    assert.fail(`the day cannot be typed: ${await field.inputValue()}`);
  },
};

/**
 * The radio button of a group where Tab stops.
 * @param {Locator} box
 */
async function stopOfGroup(box) {
  const name = await box.getAttribute('name');
  const group = box.page().locator(`input[type=radio][name="${name}"]`);
  const checked = box.page().locator(`input[type=radio][name="${name}"]:checked`);
  return (await checked.count()) ? checked : group.first();
}
