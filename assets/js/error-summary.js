// <error-summary>: takes the focus when a form comes back with errors, and brings each of its links
// to the field with the label in sight.

export class ErrorSummary extends HTMLElement {
  connectedCallback() {
    this.tabIndex = -1;
    // Turbo moves the focus itself while it renders; wait until it is done.
    requestAnimationFrame(() => {
      this.focus({ preventScroll: true });
      this.scrollIntoView({ block: "center" });
    });
    this.addEventListener("click", (event) => this.#go(event));
  }

  /** @param {MouseEvent} event */
  #go(event) {
    const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
    const field = link && document.getElementById(link.getAttribute("href")?.slice(1) ?? "");
    if (!field) return;
    event.preventDefault();
    const label = field.closest("fieldset")?.querySelector("legend") ?? document.querySelector(`label[for="${field.id}"]`);
    (label ?? field).scrollIntoView({ block: "start" });
    field.focus({ preventScroll: true });
  }
}

customElements.define("error-summary", ErrorSummary);
