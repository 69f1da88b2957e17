// Signing out sends first what a sitting still keeps on this device. What cannot be sent stays
// there for the same person, who is told so before going. form[data-owner] is such a form.
import { everything, open } from "./sitting/store.js";

/** Longer than this nobody waits to go. */
const PATIENCE = 5_000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.dataset.owner === undefined || event.defaultPrevented) return;
  event.preventDefault();
  leave(form, form.dataset.owner);
});

/** @param {HTMLFormElement} form @param {string} owner */
async function leave(form, owner) {
  const waiting = (await kept(owner)) && (await left(owner));
  /** @type {import("./confirm-dialog.js").ConfirmDialog | null} */
  const dialog = document.querySelector("confirm-dialog");
  const question = (form.dataset.waiting ?? "").replace("{0}", String(waiting));
  if (waiting && dialog && !(await dialog.ask(question, form.dataset.ok ?? ""))) return;
  form.submit();
}

/** How many answers and papers of this person the device keeps. @param {string} owner */
async function kept(owner) {
  try {
    const db = await open();
    const { items, handIns } = await everything(db).finally(() => db.close());
    return [...items, ...handIns.values()].filter((item) => !item.owner || item.owner === owner).length;
  } catch {
    // A browser without a store keeps nothing.
    return 0;
  }
}

/** How many still wait after one attempt to send them. @param {string} owner */
async function left(owner) {
  try {
    const { Outbox } = await import("./sitting/outbox.js");
    await Promise.race([new Outbox(owner).send(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  } catch {
    // Without a network the script that sends may be missing as well.
  }
  return kept(owner);
}
