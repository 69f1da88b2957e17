// A server of one's own for a journey: it can be killed in the middle and started again.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { binary, copyCity } from './city.mjs';
import { dropDatabase } from './postgres.mjs';

const READY_WITHIN_MS = 30_000;
const STOPPED_WITHIN_MS = 15_000;

/** @returns {Promise<number>} a port nobody listens on just now */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

export class Server {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;
  #log = '';

  /**
   * @param {string} folder scratch folder that holds the data
   * @param {number} port
   * @param {import('./city.mjs').City} city
   */
  constructor(folder, port, city) {
    this.folder = folder;
    this.port = port;
    this.accounts = city.accounts;
    this.database = city.database;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** A running server over a fresh copy of the sample city. */
  static async start() {
    const folder = await mkdtemp(join(tmpdir(), 'touyan-journey-'));
    try {
      const city = await copyCity(join(folder, 'data'));
      const server = new Server(folder, await freePort(), city);
      await server.launch();
      return server;
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Starts the process on the same data and port, and waits until it is ready. */
  async launch() {
    const child = spawn(
      binary,
      [
        'serve', '--data', join(this.folder, 'data'), '--listen', `127.0.0.1:${this.port}`,
        ...(this.database ? ['--db', this.database.url] : []),
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => { this.#log += text; });
    }
    const deadline = Date.now() + READY_WITHIN_MS;
    while (!(await this.#isReady())) {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${this.#log}`);
      if (Date.now() > deadline) throw new Error(`the server was not ready in time:\n${this.#log}`);
      await pause(50);
    }
  }

  async #isReady() {
    try {
      return (await fetch(`${this.url}/readyz`)).ok;
    } catch {
      return false;
    }
  }

  /** Ends the process as a power cut would: nothing is flushed, nobody is told. */
  async kill() {
    await this.#end('SIGKILL');
  }

  /** kill -9, then a new process on the same data. */
  async restart() {
    await this.kill();
    await this.launch();
  }

  /** Asks the process to finish, fails if it does not, and removes its data. */
  async stop() {
    try {
      await this.#end('SIGTERM');
    } finally {
      await rm(this.folder, { recursive: true, force: true });
      if (this.database) await dropDatabase(this.database.name);
    }
  }

  /** @param {NodeJS.Signals} signal */
  async #end(signal) {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const late = AbortSignal.timeout(STOPPED_WITHIN_MS);
    const inTime = await Promise.race([ended.then(() => true), once(late, 'abort').then(() => false)]);
    if (!inTime) {
      child.kill('SIGKILL');
      await ended;
      throw new Error(`the server did not end on ${signal} in time:\n${this.#log}`);
    }
  }

  /**
   * The sample city's account of a kind, for example `member` or `secretary`.
   * @param {string} kind
   */
  account(kind) {
    const found = this.accounts.find((account) => account.kind === kind);
    if (!found) throw new Error(`no account ${kind} among ${this.accounts.map((a) => a.kind).join(', ')}`);
    return found;
  }

  /** What the process has written so far. */
  get log() {
    return this.#log;
  }
}
