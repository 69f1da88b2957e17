// Accessibility of a page as it stands, by axe: WCAG 2.2 AA and the best practices, no exception.
import assert from 'node:assert/strict';
import axe from 'axe-core';

/** @typedef {import('axe-core').AxeResults} AxeResults */

/**
 * Fails with one line for each violation and place.
 * @param {import('playwright-core').Page} page
 */
export async function assertAccessible(page) {
  let results = await look(page);
  // Turbo may begin the next page while axe looks: then it looked at neither, and looks again.
  while (results.busy) results = await look(page);
  assert.ok(results.looked > 0, `axe looked at nothing on ${page.url()}`);
  const lines = results.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${violation.help}\n    ${node.target.join(' ')}\n    ${node.html}`));
  assert.equal(lines.length, 0, `accessibility of ${page.url()}:\n${lines.join('\n')}`);
}

/**
 * What axe finds on the page as it stands.
 * @param {import('playwright-core').Page} page
 */
async function look(page) {
  // Between a tap and the page it leads to, Turbo marks the old one as busy: that is not the page.
  await page.locator('html:not([aria-busy])').waitFor({ state: 'attached' });
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    /** @type {typeof import('axe-core')} */
    const tool = /** @type {any} */ (globalThis).axe;
    const found = await tool.run(document, { resultTypes: ['violations'] });
    const busy = found.violations.some((violation) => violation.nodes.some((node) => node.html.includes('aria-busy="true"')));
    return { violations: found.violations, looked: found.passes.length, busy };
  });
}
