// The keyboard inside a question: A to H choose, Page Up and Page Down turn. Elsewhere on the page
// the keys are the browser's and the screen reader's (WCAG 2.1.4).

/** @param {KeyboardEvent} event @param {import("./view.js").SittingView} view */
export function keys(event, view) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const place = /^[a-h]$/i.test(event.key) ? event.key.toUpperCase().charCodeAt(0) - 65 : -1;
  /** @type {NodeListOf<HTMLInputElement>} */
  const inputs = view.form.querySelectorAll("input[name=choice]");
  if (place >= 0 && inputs[place]) inputs[place].click();
  else if (event.key === "PageDown") view.part("go=next").click();
  else if (event.key === "PageUp") view.part("go=previous").click();
  else return;
  event.preventDefault();
}
