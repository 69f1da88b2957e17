// The server's clock on the page: its time when the page came, carried on by performance.now(),
// which no change of the phone's own clock moves.

export class ServerClock {
  /** @param {number} serverNow epoch milliseconds */
  constructor(serverNow) {
    this.offset = serverNow - performance.now();
  }

  /** Follows the server when it tells its time; an answer on its way only makes it later.
   * @param {number} serverNow */
  hear(serverNow) {
    this.offset = Math.max(this.offset, serverNow - performance.now());
  }

  /** @returns {number} epoch milliseconds */
  now() {
    return performance.now() + this.offset;
  }
}

/** `31:08`, with hours when there are some.
 * @param {number} milliseconds */
export function countdown(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  /** @param {number} n */
  const two = (n) => String(n).padStart(2, "0");
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
}

/** `10:32:05` in Shanghai, where every test is sat.
 * @param {number} moment epoch milliseconds */
export function clockTime(moment) {
  return new Date(moment + 8 * 3_600_000).toISOString().slice(11, 19);
}
