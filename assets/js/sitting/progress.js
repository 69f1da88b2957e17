// The line that says what is saved, and the one that says what is wrong.
import { clockTime } from "./clock.js";
import { say } from "./question.js";

/** @typedef {import("./exchange.js").Saved} Saved */
/** What of the sitting the two lines tell.
 * @typedef {{view: import("./view.js").SittingView, queue: import("./queue.js").AnswerQueue,
 *   sync: import("./sync.js").Sync, answers: import("./answers.js").Answers,
 *   ended?: string | undefined, notice?: string | undefined, lastSaved?: Saved | undefined}} Progress */

/** @param {Progress} sitting */
export function showProgress(sitting) {
  const { view, queue, sync, answers, lastSaved } = sitting;
  const { words } = view;
  const waiting = queue.waiting();
  if (waiting) state(view, "waiting", sync.failures ? say(words.waiting, waiting) : words.saving);
  else if (queue.submitting) state(view, "waiting", words.submitting);
  else if (lastSaved?.late) state(view, "waiting", words.late);
  else if (lastSaved) {
    state(view, "saved", say(words.saved, clockTime(lastSaved.at ?? 0), lastSaved.receipt ?? ""));
    view.say("receipt", say(words.onServer, answers.count()));
  }
  view.part("sync-row").hidden = !(sync.failures && (waiting || queue.submitting));
  trouble(sitting);
}

/** @param {import("./view.js").SittingView} view @param {string} kind @param {string | undefined} text */
function state(view, kind, text) {
  const line = view.part("state");
  line.dataset.kind = kind;
  if (line.textContent === text) return;
  // Between the time and the receipt the line may break, within them it must not.
  line.replaceChildren(...(text ?? "").split(" · ").flatMap((words, n) => {
    const part = document.createElement("span");
    part.textContent = words;
    return n ? [" · ", part] : [part];
  }));
}

/** The one thing to know first. @param {Progress} sitting */
function trouble({ view, queue, sync, ended, notice }) {
  const { words } = view;
  const signIn = { href: view.signIn, words: words.signIn, elsewhere: true };
  if (sync.signedOut) view.trouble(words.signedOut, signIn);
  else if (sync.closed === "elsewhere") view.trouble(words.elsewherePerson, signIn);
  else if (sync.closed === "full") view.trouble(words.full);
  else if (queue.submitting) view.trouble(sync.failures ? words.submitWaits : ended);
  else if (ended) view.trouble(ended, { href: view.receipt, words: words.seeReceipt });
  else if (queue.memoryOnly) view.trouble(words.memory);
  else view.trouble(notice);
}
