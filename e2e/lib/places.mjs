// A server somewhere else than on loopback: what it prints is all that is known about its address.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { binary, copyCity } from './city.mjs';
import { dropDatabase } from './postgres.mjs';

const SPOKEN_WITHIN_MS = 30_000;

/** An address of this machine that is not loopback, where a page is no secure context on plain http. */
export function ownAddress() {
  const found = Object.values(networkInterfaces()).flat()
    .find((one) => one && !one.internal && one.family === 'IPv4');
  if (!found) throw new Error('this machine has no address but loopback');
  return found.address;
}

/**
 * Serves with these arguments, waits until the process has printed what is awaited, lets somebody
 * visit, and takes everything away again.
 * @param {{args: string[], city: boolean, awaits: RegExp}} how `city`: over the sample city, or over nothing
 * @param {(printed: RegExpMatchArray) => Promise<void>} visit
 */
export async function serving({ args, city, awaits }, visit) {
  const folder = await mkdtemp(join(tmpdir(), 'touyan-place-'));
  try {
    const data = join(folder, 'data');
    const database = city ? (await copyCity(data)).database : undefined;
    const db = database ? ['--db', database.url] : [];
    const child = spawn(binary, ['serve', '--data', data, ...db, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = once(child, 'exit');
    try {
      await visit(await spoken(child, awaits));
    } finally {
      child.kill('SIGTERM');
      await ended;
      if (database) await dropDatabase(database.name);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} child
 * @param {RegExp} awaits
 * @returns {Promise<RegExpMatchArray>}
 */
function spoken(child, awaits) {
  return new Promise((resolve, reject) => {
    let [printed, log] = ['', ''];
    const fail = (/** @type {string} */ why) => reject(new Error(`${why}\n${printed}\n${log}`));
    const late = setTimeout(() => fail(`nothing like ${awaits} was printed in time`), SPOKEN_WITHIN_MS);
    child.stdout.setEncoding('utf8').on('data', (text) => {
      printed += text;
      const match = printed.match(awaits);
      if (!match) return;
      clearTimeout(late);
      resolve(match);
    });
    child.stderr.setEncoding('utf8').on('data', (text) => { log += text; });
    child.once('exit', (code) => {
      clearTimeout(late);
      fail(`the server ended with ${code}`);
    });
  });
}
