// <reading-place data-for="id" data-action="/…/place">: remembers where one stopped in the element
// with that id, as the anchor of the last heading or page that was reached, and sends it when one
// leaves. It knows no time and sends none.

export class ReadingPlace extends HTMLElement {
  /** @type {HTMLElement[]} */
  #places = [];
  #sent = "";
  #leave = () => this.#send();
  #hidden = () => document.visibilityState === "hidden" && this.#send();

  connectedCallback() {
    const text = document.getElementById(this.dataset.for ?? "");
    if (!text) return;
    this.#places = [...text.querySelectorAll("h1[id], h2[id], h3[id], h4[id], h5[id], h6[id], section[id]")].filter(
      (place) => place instanceof HTMLElement,
    );
    this.#sent = this.#here();
    addEventListener("pagehide", this.#leave);
    addEventListener("turbo:before-visit", this.#leave);
    document.addEventListener("visibilitychange", this.#hidden);
  }

  disconnectedCallback() {
    removeEventListener("pagehide", this.#leave);
    removeEventListener("turbo:before-visit", this.#leave);
    document.removeEventListener("visibilitychange", this.#hidden);
  }

  /** The last place whose beginning stands in the upper half of the window. */
  #here() {
    const line = innerHeight / 2;
    let here = "";
    for (const place of this.#places) {
      if (place.getBoundingClientRect().top > line) break;
      here = place.id;
    }
    return here;
  }

  #send() {
    const here = this.#here();
    if (!here || here === this.#sent) return;
    this.#sent = here;
    void fetch(this.dataset.action ?? "", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", "x-touyan-fetch": "1" },
      body: new URLSearchParams({ anchor: here }),
      keepalive: true,
    }).catch(() => {
      // without a network the place of last time stays
    });
  }
}

customElements.define("reading-place", ReadingPlace);
