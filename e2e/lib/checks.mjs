// What every page must bear: a narrow screen, letters twice as large, a thumb.
import assert from 'node:assert/strict';

/** @typedef {import('playwright-core').Page} Page */

/**
 * At 320 px nothing makes the page scroll sideways.
 * @param {Page} page
 */
export async function assertFitsNarrow(page) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  try {
    assert.deepEqual(await sticksOut(page), [], `wider than 320 px: ${page.url()}`);
  } finally {
    if (before) await page.setViewportSize(before);
  }
}

/**
 * With letters twice as large nothing is cut off and the page does not scroll sideways.
 * @param {Page} page
 */
export async function assertBearsLargeText(page) {
  await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
  try {
    assert.deepEqual(await sticksOut(page), [], `sideways at 200 % text: ${page.url()}`);
    assert.deepEqual(await cutOff(page), [], `cut off at 200 % text: ${page.url()}`);
  } finally {
    await page.evaluate(() => { document.documentElement.style.fontSize = ''; });
  }
}

/**
 * Everything one taps is large enough: 44 px, or 60 px in the elder version. Links in running text
 * are exempt, as in WCAG 2.5.8.
 * @param {Page} page
 * @param {number} pixels
 */
export async function assertLargeTargets(page, pixels) {
  const small = await page.evaluate((least) => {
    const targets = document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary');
    return [...targets]
      .filter((target) => target.checkVisibility() && getComputedStyle(target).display !== 'inline')
      .map((target) => {
        // A label around a radio or checkbox is part of what can be tapped.
        const box = (target.closest('label') ?? target).getBoundingClientRect();
        return { text: target.outerHTML.slice(0, 100), width: box.width, height: box.height };
      })
      .filter(({ width, height }) => width > 1 && height > 1 && Math.min(width, height) < least - 0.5)
      .map(({ text, width, height }) => `${Math.round(width)}×${Math.round(height)} ${text}`);
  }, pixels);
  assert.deepEqual(small, [], `targets under ${pixels} px on ${page.url()}`);
}

/**
 * What reaches beyond the right edge, if the page scrolls sideways at all.
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
function sticksOut(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map((element) => element.outerHTML.slice(0, 120));
    return [`the page is ${document.documentElement.scrollWidth} px wide`, ...wide.slice(0, 5)];
  });
}

/**
 * Elements with text of their own that hide a part of it.
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
function cutOff(page) {
  return page.evaluate(() => {
    /** @param {Element} element */
    const hasOwnText = (element) =>
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
    return [...document.body.querySelectorAll('*')]
      .filter((element) => element.checkVisibility() && hasOwnText(element))
      .filter((element) => {
        const style = getComputedStyle(element);
        // Text for screen readers only is clipped to one pixel on purpose.
        if (element.clientWidth <= 1 || element.clientHeight <= 1) return false;
        const sideways = style.overflowX === 'hidden' || style.overflowX === 'clip';
        const downwards = style.overflowY === 'hidden' || style.overflowY === 'clip';
        return (sideways && element.scrollWidth > element.clientWidth + 1)
          || (downwards && element.scrollHeight > element.clientHeight + 1);
      })
      .map((element) => element.outerHTML.slice(0, 120));
  });
}
