// A test as somebody sits it: choose, turn the page, look at what is saved, submit.
import assert from 'node:assert/strict';
import { assertProven, counted } from './receipts.mjs';

/** @typedef {import('playwright-core').Page} Page */

export class Sitting {
  /** @type {Record<string, number>} what was chosen last, by the question's number */
  chosen = {};
  /** @type {Set<string>} receipt numbers the page has shown */
  shown = new Set();

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
  }

  /**
   * From the list of tests to the first question.
   * @param {RegExp} title
   */
  async begin(title) {
    await this.page.goto('/tests');
    await this.page.getByRole('link', { name: title }).click();
    await this.page.locator('form[action$="/sitting"] button').click();
    await this.arrive();
  }

  /**
   * On another device of the same person: goes on where the first stands.
   * @param {RegExp} title
   */
  async goOn(title) {
    await this.page.goto('/tests');
    await this.page.getByRole('link', { name: title }).click();
    await this.page.waitForLoadState();
    // The sitting goes on; where the page asks first, one says yes.
    if (!this.page.url().includes('/sittings/')) await this.page.locator('form[action$="/sitting"] button').click();
    await this.arrive();
  }

  /** The page comes back into view, as when a phone is taken out of the pocket. */
  async comeBack() {
    await this.page.evaluate(() => { document.dispatchEvent(new Event('visibilitychange')); });
  }

  async arrive() {
    await this.page.waitForURL(/\/sittings\/\d+/);
    await this.page.locator('exam-sitting').waitFor();
  }

  /** The sitting's path, without the question's number. */
  get path() {
    return new URL(this.page.url()).pathname.split('/').slice(0, 3).join('/');
  }

  /** How many questions the paper has. */
  async total() {
    return Number((await this.page.locator('[data-place-words]').innerText()).split('/')[1]);
  }

  /**
   * Chooses an option of the question that is shown, by its place from 0; does not wait until it is
   * saved.
   * @param {number} place
   */
  async choose(place) {
    const options = this.page.locator('label.opt');
    await options.nth(place % (await options.count())).click();
    await this.remember();
  }

  /** Notes what stands chosen now. */
  async remember() {
    const [question, value] = await this.page.locator('form[data-question]').evaluate((form) => [
      form.querySelector('input[name=q]')?.getAttribute('value') ?? '',
      [...form.querySelectorAll('input[name=choice]')].reduce((all, input) => {
        const { checked, value } = /** @type {HTMLInputElement} */ (input);
        return checked ? all + Number(value) : all;
      }, 0),
    ]);
    this.chosen[String(question)] = Number(value);
  }

  /** Waits until the question that is shown stands as it was chosen last, wherever that was. */
  async showsChosen() {
    await this.page.waitForFunction((chosen) => {
      const form = document.querySelector('form[data-question]');
      const inputs = [...form?.querySelectorAll('input[name=choice]') ?? []];
      const value = inputs.reduce((all, input) => {
        const { checked, value: bit } = /** @type {HTMLInputElement} */ (input);
        return checked ? all + Number(bit) : all;
      }, 0);
      return value === chosen[form?.querySelector('input[name=q]')?.getAttribute('value') ?? ''];
    }, this.chosen);
  }

  /** Waits until the server has acknowledged everything, and keeps the receipt's number. */
  async saved() {
    await this.page.locator('[data-state][data-kind=saved]').waitFor();
    const line = await this.page.locator('[data-state]').innerText();
    const number = line.match(/[0-9A-F]{2}-\d{4}/)?.[0];
    assert.ok(number, `a receipt in: ${line}`);
    this.shown.add(number);
  }

  /** Asks the page to send at once, unless it has just done so by itself, and waits until it has. */
  async syncNow() {
    await this.page.locator('[data-sync]').click({ timeout: 2_000 }).catch(() => undefined);
    await this.saved();
  }

  /**
   * Waits until the page says that so many questions wait for the network.
   * @param {number} count
   */
  async waits(count) {
    await this.page.locator('[data-state][data-kind=waiting]', { hasText: `待同步 ${count} 题` }).waitFor();
  }

  /**
   * Turns to a question by its place from 1, through the sheet.
   * @param {number} place
   */
  async turnTo(place) {
    await this.page.locator('[data-go=sheet]').click();
    await this.page.locator('[data-places] button').nth(place - 1).click();
    await this.shows(place);
  }

  async next() {
    const place = Number((await this.page.locator('[data-place-words]').innerText()).split('/')[0]);
    await this.page.locator('[data-go=next]').click();
    await this.shows(place + 1);
  }

  /** @param {number} place from 1 */
  async shows(place) {
    await this.page.locator('[data-place-words]', { hasText: new RegExp(`^${place} /`) }).waitFor();
  }

  /** Every place of the sheet that stands as answered. */
  async answered() {
    await this.page.locator('[data-go=sheet]').click();
    const places = this.page.locator('[data-places] .is-answered');
    await this.page.locator('[data-places] button').first().waitFor();
    const count = await places.count();
    await this.page.locator('[data-back]').click();
    return count;
  }

  /** Hands the paper in and waits for the page with the receipts. */
  async submit() {
    await this.page.locator('[data-go=sheet]').click();
    await this.page.locator('[data-submit]').click();
    await this.page.waitForURL(/\/sittings\/\d+\/receipt$/);
  }

  /**
   * On the page of receipts: what it lists is what the server proves, nothing that was shown is
   * missing, and what counts is what was chosen last.
   */
  async assertReceipts() {
    const listed = await this.page.locator('td .mono').allInnerTexts();
    const answer = await this.page.request.get(`${this.path}/receipts.json`);
    assert.equal(answer.status(), 200);
    /** @type {import('./receipts.mjs').Proofs} */
    const proofs = await answer.json();
    assertProven(proofs);
    assert.deepEqual(listed.map((number) => number.trim()).sort(), proofs.answers.map((proof) => proof.number).sort());
    for (const number of this.shown) assert.ok(listed.includes(number), `${number} was shown and is not listed`);
    assert.deepEqual(counted(proofs), this.chosen);
  }
}
