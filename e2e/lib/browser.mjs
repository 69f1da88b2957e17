// Chromium as people meet it: a phone, an office desk, a phone inside WeChat, a page without scripts.
// Every context is watched; `leave` fails the journey on a foreign request, a console error,
// a script error or a breach of the content security policy.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { pointer } from './hands.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').BrowserContextOptions} ContextOptions */

const WECHAT = 'Mozilla/5.0 (Linux; Android 9; V1809A Build/PKQ1.181030.001; wv) AppleWebKit/537.36 '
  + '(KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 XWEB/1160117 '
  + 'MMWEBSDK/20240404 MicroMessenger/8.0.49.2600(0x28003133) WeChat/arm64 Weixin NetType/4G '
  + 'Language/zh_CN ABI/arm64';

/** @type {ContextOptions} */
const everywhere = { locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' };
/** @type {ContextOptions} */
const phone = {
  ...everywhere, viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true,
};
/** @type {ContextOptions} */
const desktop = { ...everywhere, viewport: { width: 1366, height: 768 } };

/** The screens a journey can ask for. */
export const screens = {
  phone,
  desktop,
  phoneWithoutScripts: { ...phone, javaScriptEnabled: false },
  desktopWithoutScripts: { ...desktop, javaScriptEnabled: false },
  wechat: { ...phone, userAgent: WECHAT },
};

/** Chromium with everything off that would call home. The sandbox cannot run as root. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
    ],
  });
}

/** A person's window: one context with one page, whose faults are collected. */
export class Visitor {
  /** @type {string[]} */
  #faults = [];
  /** A form sent with a mistake is answered 422 by design; Chromium reports that as an error. */
  #allowed = [/status of 422/];

  /**
   * @param {import('playwright-core').BrowserContext} context
   * @param {Page} page
   * @param {string} url
   */
  constructor(context, page, url) {
    this.context = context;
    this.page = page;
    this.url = url;
  }

  /**
   * @param {import('playwright-core').Browser} browser
   * @param {string} url the server's address
   * @param {ContextOptions} screen one of `screens`, or such with changes
   */
  static async enter(browser, url, screen) {
    const context = await browser.newContext({ ...screen, baseURL: url });
    context.setDefaultTimeout(30_000);
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`content security policy: ${event.violatedDirective} refused ${event.blockedURI} ${event.sample}`);
      });
    });
    const visitor = new Visitor(context, await context.newPage(), url);
    visitor.#watch();
    return visitor;
  }

  #watch() {
    this.context.on('request', (request) => {
      const address = new URL(request.url());
      const local = ['data:', 'blob:', 'about:'].includes(address.protocol);
      if (!local && address.origin !== this.url) this.#faults.push(`foreign request: ${address.href}`);
    });
    this.context.on('console', (message) => {
      if (message.type() === 'error') this.#faults.push(`console: ${message.text()} (${message.location().url})`);
    });
    this.context.on('weberror', (error) => this.#faults.push(`script error: ${error.error().stack}`));
  }

  /**
   * Says that a fault is part of the journey, for example `/ERR_INTERNET_DISCONNECTED/` while offline.
   * @param {RegExp} pattern
   */
  expectFault(pattern) {
    this.#allowed.push(pattern);
  }

  /** Fails if anything was wrong so far. */
  assertNoFaults() {
    const faults = this.#faults.filter((fault) => !this.#allowed.some((pattern) => pattern.test(fault)));
    assert.deepEqual(faults, [], `on ${this.page.url()}`);
  }

  /**
   * Signs in by the form.
   * @param {{login: string, password: string}} account
   * @param {import('./hands.mjs').Hands} hands
   */
  async signIn(account, hands = pointer) {
    await this.page.goto('/sign-in');
    await hands.write(this.page.locator('input[name=login]'), account.login);
    await hands.write(this.page.locator('input[name=password]'), account.password);
    await hands.press(this.page.locator('form:has(input[name=password]) button'));
    await this.page.waitForURL((address) => address.pathname !== '/sign-in');
  }

  /** Closes the window, after a look at its faults. */
  async leave() {
    try {
      this.assertNoFaults();
    } finally {
      await this.context.close();
    }
  }
}

/**
 * Lets a visitor walk; on failure a picture of the page is kept in test-results/.
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {ContextOptions} screen
 * @param {string} name names the picture
 * @param {(visitor: Visitor) => Promise<void>} walk
 */
export async function visit(browser, url, screen, name, walk) {
  const visitor = await Visitor.enter(browser, url, screen);
  try {
    await walk(visitor);
    visitor.assertNoFaults();
  } catch (error) {
    await keepPicture(visitor.page, name);
    throw error;
  } finally {
    await visitor.context.close();
  }
}

/** @param {Page} page @param {string} name */
async function keepPicture(page, name) {
  const folder = fileURLToPath(new URL('../test-results/', import.meta.url));
  await mkdir(folder, { recursive: true });
  // A page that has crashed has no picture; the journey's own error is the one to show.
  await page.screenshot({ path: `${folder}${name}.png`, fullPage: true }).catch(() => undefined);
}
