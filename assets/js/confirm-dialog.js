// <confirm-dialog> holds the page's one <dialog>. A form[data-confirm="question"] asks there before
// it is sent; data-confirm-ok names the button. Without a script the form is simply sent, so the
// server asks again where a mistake would cost something.

export class ConfirmDialog extends HTMLElement {
  #signals = new AbortController();
  /** @type {WeakSet<HTMLFormElement>} forms whose question was answered with yes */
  #agreed = new WeakSet();

  connectedCallback() {
    this.#signals = new AbortController();
    document.addEventListener("submit", (event) => this.#ask(event), {
      capture: true,
      signal: this.#signals.signal,
    });
  }

  disconnectedCallback() {
    this.#signals.abort();
  }

  /** @param {SubmitEvent} event */
  #ask(event) {
    const form = event.target;
    const dialog = this.querySelector("dialog");
    if (!(form instanceof HTMLFormElement) || !form.dataset.confirm || !dialog?.showModal) return;
    if (this.#agreed.delete(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const sender = event.submitter;
    this.#fill("[data-question]", form.dataset.confirm);
    this.#fill("[data-ok]", form.dataset.confirmOk ?? sender?.textContent ?? "");
    dialog.returnValue = "";
    dialog.addEventListener(
      "close",
      () => {
        if (dialog.returnValue !== "ok") return;
        this.#agreed.add(form);
        form.requestSubmit(sender instanceof HTMLElement && sender.isConnected ? sender : null);
      },
      { once: true },
    );
    dialog.showModal();
  }

  /** @param {string} selector @param {string} words */
  #fill(selector, words) {
    const place = this.querySelector(selector);
    if (place) place.textContent = words.trim();
  }
}

customElements.define("confirm-dialog", ConfirmDialog);
