// Writes turbo.js from the package of the lock file. One line goes: Turbo's progress bar inserts a
// <style> as soon as it is loaded, which our Content-Security-Policy refuses (busy-bar.js stands in).
import { readFile, writeFile } from "node:fs/promises";
import { transform } from "esbuild";

const source = await readFile("node_modules/@hotwired/turbo/dist/turbo.es2017-esm.js", "utf8");
const parts = source.split("    this.installStylesheetElement();\n");
if (parts.length !== 2) throw new Error("Turbo's progress bar has changed: look again at what it inserts");
const { code } = await transform(parts.join(""), { minify: true, charset: "utf8", legalComments: "inline", format: "esm" });
await writeFile("turbo.js", code);
