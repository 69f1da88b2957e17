// <print-page hidden><button type="button">…</button></print-page>: prints this page. Where no
// script runs the button stays away; the browser's own menu prints as well.

export class PrintPage extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.addEventListener("click", print);
  }

  disconnectedCallback() {
    this.removeEventListener("click", print);
  }
}

function print() {
  window.print();
}

customElements.define("print-page", PrintPage);
