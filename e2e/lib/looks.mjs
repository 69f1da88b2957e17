// A page in another dress: large for old eyes, in English, on a dark screen.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** @typedef {import('playwright-core').Page} Page */

/** 18 points, the least of the elder version. */
export const ELDER_TEXT = 24;
/** The least one has to hit in the elder version, in pixels. */
export const ELDER_TARGET = 60;

/**
 * Every visible text is at least this large.
 * @param {Page} page
 * @param {number} pixels
 */
export async function assertLargeText(page, pixels) {
  const small = await page.evaluate((least) => {
    /** @param {Element} element */
    const hasOwnText = (element) =>
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
    return [...document.body.querySelectorAll('*')]
      .filter((element) => hasOwnText(element) && element.checkVisibility())
      .filter((element) => element.clientWidth !== 1 && !element.closest('.visually-hidden, noscript, script, template'))
      .map((element) => ({ element, size: parseFloat(getComputedStyle(element).fontSize) }))
      .filter(({ size }) => size < least - 0.1)
      .map(({ element, size }) => `${size} px ${element.outerHTML.slice(0, 100)}`);
  }, pixels);
  assert.deepEqual(small.slice(0, 10), [], `text under ${pixels} px on ${page.url()}`);
}

const folder = fileURLToPath(new URL('../../locales/zh-CN/', import.meta.url));

/**
 * What the pages say in Chinese, as patterns: a placeable stands for anything.
 * @returns {RegExp[]}
 */
function chineseWords() {
  const messages = readdirSync(folder).flatMap((file) => readFileSync(folder + file, 'utf8').split('\n'))
    .map((line) => line.match(/^[a-z][\w-]* = (.*)$/)?.[1] ?? '')
    .filter((words) => (words.replaceAll(/\{[^}]*\}/g, '').match(/[\u4e00-\u9fff]/g) ?? []).length >= 2);
  return messages.map((words) => new RegExp(`^${words.split(/\{[^}]*\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`, 'u'));
}

/**
 * The page's own words are English. Labels, buttons, navigation and the heads of columns have no
 * Chinese character at all; headings, where names and titles stand that people wrote themselves, and
 * all other texts are none of the messages the Chinese pages are made of.
 * @param {Page} page
 */
export async function assertEnglish(page) {
  assert.equal(await page.locator('html').getAttribute('lang'), 'en', page.url());
  const texts = await page.evaluate(() => {
    const own = 'label, legend, button, .btn, .side nav a, .tabs-main a, .subtabs a, th[scope=col], dt, summary, .hint, .optional';
    // Names and titles, questions, the tags of questions, and the name the operator gave the site.
    const theirs = '[lang=zh-CN], .reading, .opt, .outline, .who, .visually-hidden, .mark + span, [href*="tag="], script, option';
    return [...document.body.querySelectorAll('*')]
      .filter((element) => !element.closest(theirs))
      .flatMap((element) => {
        const written = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent?.trim() ?? '');
        const named = ['aria-label', 'placeholder', 'title'].map((name) => element.getAttribute(name) ?? '');
        const strict = element.closest(own) !== null;
        return [...written, ...named].map((text) => ({ text, strict, where: element.outerHTML.slice(0, 140) }));
      })
      .filter(({ text }) => /[\u4e00-\u9fff]/.test(text));
  });
  const messages = chineseWords();
  const left = texts
    .filter(({ text, strict }) => strict || messages.some((words) => words.test(text)))
    .map(({ text, where }) => `${text}\n      ${where}`);
  assert.deepEqual(left, [], `Chinese words on ${page.url()}`);
}
