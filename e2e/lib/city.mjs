// The sample city, in a folder or in a folder and a PostgreSQL database: made once a run and engine,
// copied for each journey.
import { execFile } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createDatabase } from './postgres.mjs';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** The binary under test; the debug build unless the environment names another. */
export const binary = process.env.TOUYAN_BIN ?? `${repository}target/debug/touyan`;

/** One password for all accounts of the sample city, as the operator would choose it. */
export const password = 'Yunxi-2026-demo';

/** @typedef {{kind: string, login: string, password: string}} Account */

/** @typedef {{name: string, url: string}} Database */
/** @typedef {{accounts: Account[], database?: Database}} City what a journey gets beside the folder */

/**
 * Makes a sample city of 300 members in an empty folder, and in a new database on PostgreSQL.
 * @param {string} folder
 * @param {string} [engine] sqlite or postgres; what the run says where a journey asks
 * @returns {Promise<City>} one account of each kind
 */
export async function makeCity(folder, engine = process.env.TOUYAN_E2E_ENGINE) {
  const database = engine === 'postgres' ? await createDatabase() : undefined;
  const { stdout } = await promisify(execFile)(
    binary,
    [
      'demo', '--data', folder, '--members', '300', '--password', password, '--json',
      ...(database ? ['--db', database.url] : []),
    ],
    { maxBuffer: 16 << 20 },
  );
  const city = { accounts: parseAccounts(stdout), database };
  await writeFile(`${folder}.city.json`, JSON.stringify(city));
  return city;
}

/**
 * A city of one's own: a copy of the run's city, or a new one when a journey is run alone.
 * @param {string} folder
 * @returns {Promise<City>}
 */
export async function copyCity(folder) {
  const made = process.env.TOUYAN_E2E_CITY;
  if (!made) return makeCity(folder);
  await cp(made, folder, { recursive: true, preserveTimestamps: true });
  /** @type {City} */
  const city = JSON.parse(await readFile(`${made}.city.json`, 'utf8'));
  return { accounts: city.accounts, database: city.database && await createDatabase(city.database.name) };
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
