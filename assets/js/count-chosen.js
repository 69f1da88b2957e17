// <count-chosen data-value="…" data-most="3"> around selects: says in its <output> how many hold the
// value, and shows the tag beside it while there are more than may be. The server judges.

export class CountChosen extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", () => this.#count());
    this.#count();
  }

  #count() {
    const output = this.querySelector("output");
    const tag = this.querySelector("output ~ .tag");
    const chosen = [...this.querySelectorAll("select")].filter((one) => one.value === this.dataset.value).length;
    if (output) output.value = String(chosen);
    if (tag instanceof HTMLElement) tag.hidden = chosen <= Number(this.dataset.most);
  }
}

customElements.define("count-chosen", CountChosen);
