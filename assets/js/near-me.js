// <near-me data-kilometres data-failed> around a hidden line with a button and a list whose items have
// data-latitude and data-longitude: on a tap, and only then, asks where the phone is, writes how far
// each one is and puts the nearest first. Nothing of it leaves the phone.

const EARTH_KM = 6371;

export class NearMe extends HTMLElement {
  connectedCallback() {
    const tools = this.querySelector("[data-tools]");
    if (!(tools instanceof HTMLElement) || !navigator.geolocation) return;
    tools.hidden = false;
    tools.querySelector("button")?.addEventListener("click", () => this.#ask());
  }

  #ask() {
    navigator.geolocation.getCurrentPosition(
      (here) => this.#sort(here.coords),
      () => this.#say(this.dataset.failed ?? ""),
      { maximumAge: 600_000, timeout: 15_000 },
    );
  }

  /** @param {{ latitude: number, longitude: number }} here */
  #sort(here) {
    const list = this.querySelector("ul");
    if (!list) return;
    const items = [...list.children].filter((item) => item instanceof HTMLElement);
    const away = new Map(items.map((item) => [item, distance(here, item)]));
    items.sort((one, other) => (away.get(one) ?? Infinity) - (away.get(other) ?? Infinity));
    for (const item of items) {
      const far = away.get(item) ?? Infinity;
      const line = item.querySelector("[data-away]");
      if (line && Number.isFinite(far)) {
        line.textContent = `${far < 10 ? far.toFixed(1) : Math.round(far)} ${this.dataset.kilometres ?? "km"}`;
      }
      list.append(item);
    }
  }

  /** @param {string} words */
  #say(words) {
    const line = this.querySelector("[role=status]");
    if (line) line.textContent = words;
  }
}

/**
 * Kilometres as the crow flies; endless without a place.
 * @param {{ latitude: number, longitude: number }} here
 * @param {HTMLElement} item
 */
function distance(here, item) {
  if (!item.dataset.latitude || !item.dataset.longitude) return Infinity;
  const rad = Math.PI / 180;
  const latitude = Number(item.dataset.latitude) * rad;
  const mine = here.latitude * rad;
  const along = Math.sin((latitude - mine) / 2) ** 2;
  const across = Math.sin((Number(item.dataset.longitude) * rad - here.longitude * rad) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(along + Math.cos(mine) * Math.cos(latitude) * across));
}

customElements.define("near-me", NearMe);
