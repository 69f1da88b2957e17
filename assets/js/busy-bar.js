// <busy-bar data-busy="…" data-failed="…">: says that a page is on its way, and when one did not
// come. Stands in for Turbo's progress bar. It speaks only after a moment, so quick pages stay quiet.

const PATIENCE_MS = 300;

export class BusyBar extends HTMLElement {
  /** @type {number | undefined} */
  #timer;
  #signals = new AbortController();

  connectedCallback() {
    this.#signals = new AbortController();
    const { signal } = this.#signals;
    /** @param {string} name @param {(event: Event) => void} act */
    const on = (name, act) => document.addEventListener(name, act, { signal });
    on("turbo:visit", () => this.#start());
    on("turbo:submit-start", () => this.#start());
    on("turbo:submit-end", () => this.#stop());
    on("turbo:load", () => this.#stop());
    on("turbo:frame-load", () => this.#stop());
    on("turbo:fetch-request-error", (event) => this.#fail(event));
  }

  disconnectedCallback() {
    this.#signals.abort();
    clearTimeout(this.#timer);
  }

  #start() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#say("busy", this.dataset.busy), PATIENCE_MS);
  }

  #stop() {
    clearTimeout(this.#timer);
    if (this.dataset.state === "busy") this.#say("", "");
  }

  /**
   * Without this Turbo would load the address anew and strand the person on the browser's error page.
   * @param {Event} event
   */
  #fail(event) {
    event.preventDefault();
    clearTimeout(this.#timer);
    this.#say("failed", this.dataset.failed);
    this.#timer = setTimeout(() => this.#say("", ""), 8000);
  }

  /** @param {string} state @param {string | undefined} words */
  #say(state, words) {
    this.dataset.state = state;
    const line = this.querySelector("[role=status]");
    if (line) line.textContent = words ?? "";
  }
}

customElements.define("busy-bar", BusyBar);
