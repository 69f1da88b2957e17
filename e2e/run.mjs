// Runs the browser journeys: `node run.mjs [name…]` (a name is a part of a journey's file name).
// One sample city is made for the run and copied for each journey that asks for it.
// The last line is "browser journeys: N passed, N failed", which scripts/test.sh adds up.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeCity } from './lib/city.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

/** @param {string[]} names */
async function journeyFiles(names) {
  const all = (await readdir(join(here, 'journeys'))).filter((file) => file.endsWith('.test.mjs')).sort();
  const chosen = names.length ? all.filter((file) => names.some((name) => file.includes(name))) : all;
  return chosen.map((file) => join('journeys', file));
}

/**
 * @param {string[]} files
 * @param {string} tap where the machine-readable results go
 * @param {string} city folder of the sample city
 * @returns {Promise<number>} exit code of the runner
 */
function runTests(files, tap, city) {
  const child = spawn(process.execPath, [
    '--test', '--test-concurrency=2', '--test-timeout=600000',
    '--test-reporter=spec', '--test-reporter-destination=stdout',
    '--test-reporter=tap', `--test-reporter-destination=${tap}`,
    ...files,
  ], { cwd: here, stdio: 'inherit', env: { ...process.env, TOUYAN_E2E_CITY: city } });
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

const scratch = await mkdtemp(join(tmpdir(), 'touyan-e2e-'));
try {
  const files = await journeyFiles(process.argv.slice(2));
  if (files.length === 0) throw new Error('no journey has that name');
  const city = join(scratch, 'city');
  await makeCity(city);
  const tap = join(scratch, 'results.tap');
  const code = await runTests(files, tap, city);
  const results = await readFile(tap, 'utf8');
  const passed = count(results, 'pass');
  // A journey that was skipped or never finished has shown nothing, so it counts as failed.
  const failed = count(results, 'fail') + count(results, 'cancelled') + count(results, 'skipped') + count(results, 'todo');
  console.log(`browser journeys: ${passed} passed, ${failed} failed`);
  process.exitCode = code !== 0 || failed > 0 || passed === 0 ? 1 : 0;
} finally {
  await rm(scratch, { recursive: true, force: true });
}
