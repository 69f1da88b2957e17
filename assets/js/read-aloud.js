// <read-aloud data-for="id" hidden>: reads the element with that id aloud, paragraph by paragraph.
// Stays hidden where the browser has no voice. Nothing of it leaves the device.

export class ReadAloud extends HTMLElement {
  /** @type {Element[]} */
  #queue = [];
  /** @type {Element | null} */
  #current = null;
  /** @type {"idle" | "reading" | "paused"} */
  #state = "idle";

  connectedCallback() {
    if (!("speechSynthesis" in window) || !("SpeechSynthesisUtterance" in window)) return;
    const offer = () => (this.hidden = speechSynthesis.getVoices().length === 0);
    speechSynthesis.addEventListener?.("voiceschanged", offer);
    offer();
    this.querySelector("[data-play]")?.addEventListener("click", () => this.#toggle());
    this.querySelector("[data-stop]")?.addEventListener("click", () => this.#stop());
    this.#show("idle");
  }

  disconnectedCallback() {
    if (this.#state !== "idle") this.#stop();
  }

  #toggle() {
    if (this.#state === "reading") {
      speechSynthesis.pause();
      this.#show("paused");
    } else if (this.#state === "paused") {
      speechSynthesis.resume();
      this.#show("reading");
    } else {
      const text = document.getElementById(this.dataset.for ?? "");
      this.#queue = text ? [...text.querySelectorAll("h1, h2, h3, h4, p, li, td, blockquote")] : [];
      speechSynthesis.cancel();
      this.#show("reading");
      this.#next();
    }
  }

  /** @returns {void} */
  #next() {
    this.#current?.classList.remove("being-read");
    this.#current = this.#queue.shift() ?? null;
    if (!this.#current) return this.#show("idle");
    const words = this.#current.textContent?.trim() ?? "";
    // a list item that holds paragraphs is read through them
    if (!words || this.#current.querySelector("p, li")) return this.#next();
    const speech = new SpeechSynthesisUtterance(words);
    speech.lang = this.#current.closest("[lang]")?.getAttribute("lang") ?? "zh-CN";
    speech.rate = 0.9;
    speech.addEventListener("end", () => this.#state !== "idle" && this.#next());
    speech.addEventListener("error", () => this.#state !== "idle" && this.#stop());
    this.#current.classList.add("being-read");
    this.#current.scrollIntoView({ block: "center" });
    speechSynthesis.speak(speech);
  }

  #stop() {
    this.#queue = [];
    this.#current?.classList.remove("being-read");
    this.#current = null;
    this.#show("idle");
    speechSynthesis.cancel();
  }

  /** @param {"idle" | "reading" | "paused"} state */
  #show(state) {
    this.#state = state;
    for (const label of this.querySelectorAll("[data-when]")) {
      if (label instanceof HTMLElement) label.hidden = label.dataset.when !== state;
    }
    const stop = this.querySelector("[data-stop]");
    if (stop instanceof HTMLElement) stop.hidden = state === "idle";
  }
}

customElements.define("read-aloud", ReadAloud);
