// Runs the browser journeys: `node run.mjs [name…]` (a name is a part of a journey's file name).
// They run on SQLite, then all but what is about looks alone once more on PostgreSQL
// (scripts/with-postgres.sh).
// One sample city an engine is made for the run and copied for each journey that asks for it.
// The last line is "browser journeys: N passed, N failed", which scripts/test.sh adds up.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeCity } from './lib/city.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

/** What takes longest begins first, so that nothing waits for it alone at the end. */
const LONG = 'pages.test.mjs';

/** @param {string[]} names */
async function journeyFiles(names) {
  const all = (await readdir(join(here, 'journeys'))).filter((file) => file.endsWith('.test.mjs'))
    .sort((one, other) => Number(other === LONG) - Number(one === LONG) || one.localeCompare(other));
  const chosen = names.length ? all.filter((file) => names.some((name) => file.includes(name))) : all;
  return chosen.map((file) => join('journeys', file));
}

/** Journeys about letters, colours and sizes: no database has a part in them. */
const LOOKS = ['looks.test.mjs'];

/** @param {string} file */
const asksTheDatabase = (file) => !LOOKS.some((name) => file.endsWith(`/${name}`));

/**
 * @param {string[]} files
 * @param {string} tap where the machine-readable results go
 * @param {Record<string, string>} settings what the journeys read from their environment
 * @returns {Promise<number>} exit code of the runner
 */
function runTests(files, tap, settings) {
  const child = spawn(process.execPath, [
    '--test', '--test-concurrency=2', '--test-timeout=1500000',
    '--test-reporter=spec', '--test-reporter-destination=stdout',
    '--test-reporter=tap', `--test-reporter-destination=${tap}`,
    ...files,
  ], { cwd: here, stdio: 'inherit', env: { ...process.env, ...settings } });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** @param {string} text @param {string} word */
function count(text, word) {
  const found = text.match(new RegExp(`^# ${word} (\\d+)$`, 'm'));
  return found ? Number(found[1]) : 0;
}

/**
 * Makes a city on an engine and runs journeys over it.
 * @param {'sqlite' | 'postgres'} engine
 * @param {string[]} files
 * @param {string} scratch
 */
async function runOn(engine, files, scratch) {
  console.log(`journeys on ${engine}`);
  const city = join(scratch, engine);
  const settings = { TOUYAN_E2E_ENGINE: engine, TOUYAN_E2E_CITY: city };
  await makeCity(city, engine);
  const tap = join(scratch, `${engine}.tap`);
  const code = await runTests(files, tap, settings);
  const results = await readFile(tap, 'utf8');
  const passed = count(results, 'pass');
  // A journey that was skipped or never finished has shown nothing, so it counts as failed.
  const failed = count(results, 'fail') + count(results, 'cancelled') + count(results, 'skipped') + count(results, 'todo');
  return { passed, failed, sound: code === 0 && failed === 0 && passed > 0 };
}

const scratch = await mkdtemp(join(tmpdir(), 'touyan-e2e-'));
try {
  const files = await journeyFiles(process.argv.slice(2));
  if (files.length === 0) throw new Error('no journey has that name');
  const runs = [await runOn('sqlite', files, scratch)];
  const again = files.filter(asksTheDatabase);
  if (again.length > 0) runs.push(await runOn('postgres', again, scratch));
  const sum = (/** @type {'passed' | 'failed'} */ word) => runs.reduce((total, run) => total + run[word], 0);
  console.log(`browser journeys: ${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = runs.every((run) => run.sound) ? 0 : 1;
} finally {
  await rm(scratch, { recursive: true, force: true });
}
