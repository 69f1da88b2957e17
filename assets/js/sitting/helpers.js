// Small parts of the sitting's page: fetching the paper, the keyboard, chance.

const LONGEST_WAIT = 15_000;

/** The paper, tried until it is there: the question that came with the page can be answered
 * meanwhile. @param {string} address @returns {Promise<import("./question.js").Question[]>} */
export async function loadPaper(address) {
  for (let wait = 1_000; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
    try {
      const answer = await fetch(address, { headers: { "x-touyan-fetch": "1" } });
      if (answer.ok) return await answer.json();
    } catch {
      // No network yet.
    }
    await new Promise((resolve) => setTimeout(resolve, wait * (0.5 + Math.random())));
  }
}

/** A to H choose, Page Up and Page Down turn; everything else is the browser's.
 * @param {KeyboardEvent} event @param {import("./view.js").SittingView} view */
export function keys(event, view) {
  if (event.altKey || event.ctrlKey || event.metaKey || view.form.hidden) return;
  const place = /^[a-h]$/i.test(event.key) ? event.key.toUpperCase().charCodeAt(0) - 65 : -1;
  /** @type {NodeListOf<HTMLInputElement>} */
  const inputs = view.form.querySelectorAll("input[name=choice]");
  if (place >= 0 && inputs[place]) inputs[place].click();
  else if (event.key === "PageDown") view.part("go=next").click();
  else if (event.key === "PageUp") view.part("go=previous").click();
  else return;
  event.preventDefault();
}

/** A number for this page as a writer: 53 random bits, so two tabs never share one. */
export function randomClient() {
  const [high = 1, low = 1] = crypto.getRandomValues(new Uint32Array(2));
  return (high & 0x1fffff) * 2 ** 32 + low || 1;
}
