// A printed slip as people use it: issued on the member's page, scanned from the paper.
import assert from 'node:assert/strict';
import jsQR from 'jsqr';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{url: string, code: string}} Slip */

/**
 * The secretary finds a member by name and prints a slip.
 * @param {Page} page the secretary's window
 * @param {string} name
 * @returns {Promise<Slip>} what the paper shows
 */
export async function issueSlip(page, name) {
  await page.goto('/staff/members');
  await page.getByRole('searchbox').fill(name);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.searchParams.has('q'));
  await page.getByRole('link', { name, exact: true }).first().click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.locator('form[action$="/slip"] button').click();
  await page.locator('.slip-qr').waitFor();
  return { url: await scan(page), code: (await page.locator('.slip-code').innerText()).trim() };
}

/**
 * Reads the code from the picture on the paper, as a phone's camera does.
 * @param {Page} page
 * @returns {Promise<string>} the address in it
 */
async function scan(page) {
  const picture = (await page.locator('.slip-qr').screenshot({ scale: 'css' })).toString('base64');
  const { data, width, height } = await page.evaluate(async (png) => {
    const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const drawing = canvas.getContext('2d');
    if (!drawing) throw new Error('no canvas');
    drawing.drawImage(bitmap, 0, 0);
    const { data } = drawing.getImageData(0, 0, bitmap.width, bitmap.height);
    return { data: [...data], width: bitmap.width, height: bitmap.height };
  }, picture);
  const read = /** @type {any} */ (jsQR)(new Uint8ClampedArray(data), width, height);
  assert.ok(read, 'the code on the slip can be scanned');
  return read.data;
}
