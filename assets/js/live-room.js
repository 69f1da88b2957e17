// <live-room data-state="…" data-events="…" data-fresh="…" data-offline="…"> around [role=status] and
// [data-live]: shows the room as it stands. A stream says which version there is; what stands behind
// it is asked for. Where streams do not work (WeChat), it asks every few seconds. What is being
// typed stands outside and stays.

const EVERY_MS = 3000;
const SLOWEST_MS = 20_000;

export class LiveRoom extends HTMLElement {
  /** @type {EventSource | undefined} */
  #stream;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #wait = EVERY_MS;
  #asking = false;
  #signals = new AbortController();

  connectedCallback() {
    this.#signals = new AbortController();
    const { signal } = this.#signals;
    document.addEventListener("visibilitychange", () => this.#wake(), { signal });
    addEventListener("online", () => this.#wake(), { signal });
    this.#listen();
  }

  disconnectedCallback() {
    this.#signals.abort();
    this.#stream?.close();
    clearTimeout(this.#timer);
  }

  get #version() {
    const shown = this.querySelector("[data-version]");
    return Number(shown instanceof HTMLElement ? shown.dataset.version : 0);
  }

  #listen() {
    if (typeof EventSource !== "function" || !this.dataset.events) {
      this.#later();
      return;
    }
    this.#stream = new EventSource(this.dataset.events);
    this.#stream.addEventListener("version", (event) => {
      this.#say(this.dataset.fresh);
      if (Number(event.data) > this.#version) void this.#ask();
    });
    // The browser opens a stream that ended by itself; until it has, questions go on.
    this.#stream.addEventListener("error", () => this.#later());
  }

  #wake() {
    if (document.visibilityState === "visible") void this.#ask();
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), this.#wait);
  }

  async #ask() {
    if (this.#asking || !this.isConnected) return;
    this.#asking = true;
    try {
      const answer = await fetch(`${this.dataset.state}?since=${this.#version}`, {
        headers: { accept: "application/json" }, signal: this.#signals.signal,
      });
      if (answer.status === 200) this.#show(await answer.json());
      if (answer.ok) this.#wait = EVERY_MS;
      this.#say(answer.ok ? this.dataset.fresh : this.dataset.offline);
    } catch {
      this.#wait = Math.min(this.#wait * 2, SLOWEST_MS);
      this.#say(this.dataset.offline);
    } finally {
      this.#asking = false;
      if (this.isConnected && this.#stream?.readyState !== 1) this.#later();
    }
  }

  /** @param {{version: number, html: string}} said */
  #show(said) {
    const place = this.querySelector("[data-live]");
    if (!place || said.version <= this.#version) return;
    // Our own page, with what members wrote escaped by the server.
    place.innerHTML = said.html;
  }

  /** @param {string | undefined} words */
  #say(words) {
    const line = this.querySelector("[role=status]");
    if (line && line.textContent !== (words ?? "")) line.textContent = words ?? "";
  }
}

customElements.define("live-room", LiveRoom);
