// <confirm-dialog> holds the page's one <dialog>. A form[data-confirm="question"] asks there before
// it is sent; data-confirm-ok names the button. Without a script the form is simply sent, so the
// server asks again where a mistake would cost something.

export class ConfirmDialog extends HTMLElement {
  #signals = new AbortController();
  /** @type {WeakSet<HTMLFormElement>} forms whose question was answered with yes */
  #agreed = new WeakSet();

  connectedCallback() {
    this.#signals = new AbortController();
    document.addEventListener("submit", (event) => this.#hold(event), {
      capture: true,
      signal: this.#signals.signal,
    });
  }

  disconnectedCallback() {
    this.#signals.abort();
  }

  /** @param {SubmitEvent} event */
  #hold(event) {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.dataset.confirm || !this.#dialog?.showModal) return;
    if (this.#agreed.delete(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const sender = event.submitter;
    this.ask(form.dataset.confirm, form.dataset.confirmOk ?? sender?.textContent ?? "").then((agreed) => {
      if (!agreed) return;
      this.#agreed.add(form);
      form.requestSubmit(sender instanceof HTMLElement && sender.isConnected ? sender : null);
    });
  }

  get #dialog() {
    return this.querySelector("dialog");
  }

  /** Asks, and resolves to the answer; a browser without dialogs is not asked.
   * @param {string} question @param {string} ok the words of the button that agrees
   * @returns {Promise<boolean>} */
  ask(question, ok) {
    const dialog = this.#dialog;
    if (!dialog?.showModal) return Promise.resolve(true);
    this.#fill("[data-question]", question);
    this.#fill("[data-ok]", ok);
    dialog.returnValue = "";
    dialog.showModal();
    return new Promise((resolve) =>
      dialog.addEventListener("close", () => resolve(dialog.returnValue === "ok"), { once: true }));
  }

  /** @param {string} selector @param {string} words */
  #fill(selector, words) {
    const place = this.querySelector(selector);
    if (place) place.textContent = words.trim();
  }
}

customElements.define("confirm-dialog", ConfirmDialog);
