// What every page but a sitting starts with: Turbo, and our behaviours.
import * as Turbo from "../vendor/turbo.js";
import "./busy-bar.js";
import "./confirm-dialog.js";
import "./copy-text.js";
import "./count-chosen.js";
import "./error-summary.js";
import "./live-room.js";
import "./near-me.js";
import "./offline-shell.js";
import "./print-page.js";
import "./read-aloud.js";
import "./reading-place.js";
import "./sign-out.js";
import "./table-keys.js";
import "./text-size.js";

// busy-bar.js stands in for Turbo's own progress bar, whose style our CSP refuses.
Turbo.config.drive.progressBarDelay = 2 ** 31 - 1;

// Turbo replaces <body> but not the class of <html>, where the large type hangs.
addEventListener("turbo:render", () => {
  document.documentElement.classList.toggle("elder", document.body.hasAttribute("data-elder"));
});
