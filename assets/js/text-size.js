// <text-size data-for="id" hidden>: two buttons that make the text of that element smaller or
// larger, up to 30 points, remembered on this device. The steps are in assets/css/59-reading.css.

const KEY = "touyan.text-size";
const LARGEST = 6;

export class TextSize extends HTMLElement {
  #step = remembered();

  connectedCallback() {
    this.hidden = false;
    this.querySelector("[data-smaller]")?.addEventListener("click", () => this.#set(this.#step - 1));
    this.querySelector("[data-larger]")?.addEventListener("click", () => this.#set(this.#step + 1));
    this.#show();
  }

  /** @param {number} step */
  #set(step) {
    this.#step = Math.min(LARGEST, Math.max(0, step));
    try {
      localStorage.setItem(KEY, String(this.#step));
    } catch {
      // storage is off: the size holds for this page
    }
    this.#show();
  }

  #show() {
    document.getElementById(this.dataset.for ?? "")?.setAttribute("data-text-size", String(this.#step));
    /** @param {string} name @param {boolean} off */
    const mark = (name, off) => this.querySelector(name)?.setAttribute("aria-disabled", String(off));
    mark("[data-smaller]", this.#step === 0);
    mark("[data-larger]", this.#step === LARGEST);
    const line = this.querySelector("[role=status]");
    if (line) line.textContent = `${this.#step + 1} / ${LARGEST + 1}`;
  }
}

/** @returns {number} the step of last time, 1 (as designed) at first */
function remembered() {
  let kept = null;
  try {
    kept = localStorage.getItem(KEY);
  } catch {
    // storage is off
  }
  const step = Number(kept ?? 1);
  return Number.isInteger(step) && step >= 0 && step <= LARGEST ? step : 1;
}

customElements.define("text-size", TextSize);
