// The sample city in a folder: made once a run, copied for each journey.
import { execFile } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** The binary under test; the debug build unless the environment names another. */
export const binary = process.env.TOUYAN_BIN ?? `${repository}target/debug/touyan`;

/** One password for all accounts of the sample city, as the operator would choose it. */
export const password = 'Yunxi-2026-demo';

/** @typedef {{kind: string, login: string, password: string}} Account */

/**
 * Makes a sample city of 300 members in an empty folder.
 * @param {string} folder
 * @returns {Promise<Account[]>} one account of each kind
 */
export async function makeCity(folder) {
  const { stdout } = await promisify(execFile)(
    binary,
    ['demo', '--data', folder, '--members', '300', '--password', password, '--json'],
    { maxBuffer: 16 << 20 },
  );
  const accounts = parseAccounts(stdout);
  await writeFile(`${folder}.accounts.json`, JSON.stringify(accounts));
  return accounts;
}

/**
 * A city of one's own: a copy of the run's city, or a new one when a journey is run alone.
 * @param {string} folder
 * @returns {Promise<Account[]>}
 */
export async function copyCity(folder) {
  const made = process.env.TOUYAN_E2E_CITY;
  if (!made) return makeCity(folder);
  await cp(made, folder, { recursive: true, preserveTimestamps: true });
  return JSON.parse(await readFile(`${made}.accounts.json`, 'utf8'));
}

/**
 * @param {string} text the command's output, whose last line is the JSON
 * @returns {Account[]}
 */
function parseAccounts(text) {
  const last = text.trim().split('\n').at(-1) ?? '';
  const { accounts } = JSON.parse(last);
  if (!Array.isArray(accounts) || accounts.length === 0) throw new Error(`no accounts in: ${last}`);
  return accounts;
}
