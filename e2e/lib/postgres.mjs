// PostgreSQL for journeys: a database of one's own, copied from the run's city.
// The cluster is scripts/with-postgres.sh's, whose address stands in TOUYAN_TEST_PG.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

/** The cluster's address; a run without one fails instead of skipping the second engine. */
function cluster() {
  const url = process.env.TOUYAN_TEST_PG;
  if (!url) throw new Error('no PostgreSQL: run the journeys through scripts/with-postgres.sh');
  return url;
}

/** @param {string} statement */
async function execute(statement) {
  await promisify(execFile)('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', cluster(), '-c', statement]);
}

/** @param {string} name */
function address(name) {
  const url = new URL(cluster());
  url.pathname = `/${name}`;
  return url.href;
}

/**
 * An empty database, or a copy of another one.
 * @param {string} [template] the name of the database to copy
 * @returns {Promise<{name: string, url: string}>}
 */
export async function createDatabase(template = 'template0') {
  const name = `journey_${randomBytes(6).toString('hex')}`;
  await execute(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  return { name, url: address(name) };
}

/** @param {string} name a database whose server has ended */
export async function dropDatabase(name) {
  await execute(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}
