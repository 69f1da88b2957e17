// <copy-text data-copied="…"> around text and a hidden button: shows the button and copies the text
// of the element marked data-text. Falls back to a selection where plain http has no clipboard.

export class CopyText extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => void this.#copy());
  }

  async #copy() {
    const source = this.querySelector("[data-text]");
    if (!source) return;
    const done = await write(source);
    const line = this.querySelector("[role=status]");
    if (line) line.textContent = (done ? this.dataset.copied : this.dataset.failed) ?? "";
  }
}

/**
 * @param {Element} source
 * @returns {Promise<boolean>} whether the text is on the clipboard
 */
async function write(source) {
  const text = source.textContent?.trim() ?? "";
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // refused by the browser: the selection below still helps
  }
  getSelection()?.selectAllChildren(source);
  return document.execCommand("copy");
}

customElements.define("copy-text", CopyText);
