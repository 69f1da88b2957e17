// The pictures of docs/images, from the sample city of today: `npm --prefix e2e run pictures [name…]`
// (a name is a part of a picture's name). A link in a line is followed from the page before it.
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launch, screens, visit } from './lib/browser.mjs';
import { Server } from './lib/server.mjs';

/**
 * @typedef {object} Picture
 * @property {string} name the file, without its ending
 * @property {string} kind whose page: a kind of account, or `nobody`
 * @property {'phone' | 'desktop'} screen
 * @property {string[]} way the first an address, each further one a selector of the link to follow
 */

/** @type {Picture[]} */
const PICTURES = [
  { name: 'today-phone', kind: 'member', screen: 'phone', way: ['/'] },
  { name: 'orgs-desktop', kind: 'org_staff', screen: 'desktop', way: ['/staff/orgs'] },
  { name: 'room-phone', kind: 'member', screen: 'phone', way: ['/meetings', 'main a:has-text("冬季用火用电")', 'main a[href$="/room"]'] },
  { name: 'room-desktop', kind: 'secretary', screen: 'desktop', way: ['/staff/meetings', 'main a:has-text("冬季用火用电")', 'main a[href$="/room"]'] },
  { name: 'admission-desktop', kind: 'secretary', screen: 'desktop', way: ['/staff/admission', 'main a:has-text("沈雪梅")'] },
  { name: 'branch-desktop', kind: 'secretary', screen: 'desktop', way: ['/staff/branch'] },
  { name: 'project-desktop', kind: 'secretary', screen: 'desktop', way: ['/staff/projects', 'main a:has-text("农残抽检合格率")'] },
  { name: 'coverage-desktop', kind: 'org_staff', screen: 'desktop', way: ['/staff/grids'] },
  { name: 'requests-desktop', kind: 'request_officer', screen: 'desktop', way: ['/staff/requests'] },
  { name: 'resident-phone', kind: 'nobody', screen: 'phone', way: ['/demo', 'a[href^="/r/"]'] },
];

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));

/** @param {import('playwright-core').Browser} browser @param {Server} server @param {Picture} picture */
async function take(browser, server, { name, kind, screen, way: [path = '/', ...links] }) {
  await visit(browser, server.url, { ...screens[screen], deviceScaleFactor: screen === 'phone' ? 2 : 1 }, `picture-${name}`, async (visitor) => {
    const { page } = visitor;
    if (kind !== 'nobody') await visitor.signIn(server.account(kind));
    await page.goto(path);
    for (const link of links) {
      const address = await page.locator(link).first().getAttribute('href');
      if (!address) throw new Error(`${name}: no ${link} on ${page.url()}`);
      await page.goto(address);
    }
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: `${folder}${name}.png` });
    console.log(`docs/images/${name}.png`);
  });
}

const asked = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const server = await Server.start();
const browser = await launch();
try {
  for (const picture of PICTURES) {
    if (asked.length === 0 || asked.some((one) => picture.name.includes(one))) await take(browser, server, picture);
  }
} finally {
  await browser.close();
  await server.stop();
}
