// Lets the platform open without a network where the browser can: over HTTPS (or on this machine),
// and unless the operator has switched it off. Elsewhere everything else works, without a word.

/** @type {HTMLMetaElement | null} */
const meta = document.querySelector('meta[name="offline-shell"]');
if (meta && isSecureContext && "serviceWorker" in navigator) start(meta.content);

/** @param {string} words where the offline page is that speaks as this page does */
async function start(words) {
  try {
    await navigator.serviceWorker.register("/sw.js");
    const { active } = await navigator.serviceWorker.ready;
    active?.postMessage(words);
  } catch {
    // A certificate the browser does not trust refuses this; the pages do not need it.
  }
}
