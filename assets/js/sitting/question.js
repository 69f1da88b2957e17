// Draws one question into the page's form, as the server drew the first one.

/** @typedef {{no: number, kind: string, text: string, options: string[], marks: string}} Question */

/** Puts values into a message of the page: {0}, {1}.
 * @param {string | undefined} message @param {...(string | number)} values */
export function say(message, ...values) {
  return values.reduce((/** @type {string} */ text, value, n) => text.replace(`{${n}}`, String(value)), message ?? "");
}

/** @param {Question} question @param {number} value @param {number} bit @param {string} letter @param {string} text */
function option(question, value, bit, letter, text) {
  const label = document.createElement("label");
  label.className = "opt";
  const input = document.createElement("input");
  input.type = question.kind === "multiple" ? "checkbox" : "radio";
  input.name = "choice";
  input.value = String(bit);
  input.checked = (value & bit) !== 0;
  const box = document.createElement("span");
  box.className = "opt-box";
  if (letter) {
    const mark = document.createElement("i");
    mark.textContent = letter;
    box.append(mark);
  }
  const words = document.createElement("span");
  words.textContent = text;
  box.append(words);
  label.append(input, box);
  return label;
}

/** @param {HTMLElement} page @param {DOMStringMap} words @param {Question} question
 * @param {number[]} order the options in the order shown @param {number} value */
export function draw(page, words, question, order, value) {
  /** @param {string} name */
  const part = (name) => /** @type {HTMLElement} */ (page.querySelector(`[data-${name}]`));
  part("kicker").textContent = say(words.kicker, words[question.kind] ?? "", question.marks);
  part("text").textContent = question.text;
  const statement = question.kind === "true_false";
  const texts = statement ? [words.yes ?? "", words.no ?? ""] : question.options;
  const choices = part("choices");
  // A choice that comes from elsewhere must not take the keyboard's place away.
  const focused = [...choices.querySelectorAll("input")].findIndex((input) => input === document.activeElement);
  choices.replaceChildren(
    ...order.map((author, place) =>
      option(question, value, 1 << author, statement ? "" : String.fromCharCode(65 + place), texts[author] ?? "")),
  );
  if (focused >= 0) choices.querySelectorAll("input")[focused]?.focus({ preventScroll: true });
}

/** What is chosen in the form now. @param {HTMLFormElement} form */
export function chosen(form) {
  return new FormData(form).getAll("choice").reduce((all, bit) => all | Number(bit), 0);
}

/** What was chosen in the form before this script had arrived, or undefined: it differs then from
 * what the server drew. @param {HTMLFormElement} form */
export function chosenEarly(form) {
  /** @type {NodeListOf<HTMLInputElement>} */
  const inputs = form.querySelectorAll("input[name=choice]");
  return [...inputs].some((input) => input.checked !== input.defaultChecked) ? chosen(form) : undefined;
}

/** The answer sheet's places. @param {HTMLElement} list @param {DOMStringMap} words @param {boolean[]} answered
 * @param {(place: number) => void} go */
export function drawSheet(list, words, answered, go) {
  list.replaceChildren(
    ...answered.map((has, index) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.className = has ? "sheet-place is-answered" : "sheet-place";
      button.textContent = String(index + 1);
      button.setAttribute("aria-label", say(has ? words.placeAnswered : words.placeOpen, index + 1));
      button.addEventListener("click", () => go(index + 1));
      item.append(button);
      return item;
    }),
  );
}
