// Every page there is, from the matrix of routes that the binary's own tests keep complete, and
// which of them somebody has looked at hard.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What answers with something else than a page, and why nobody can look at it. */
const notPages = new Map([
  ['/api/v1/openapi.json', 'JSON'],
  ['/assets/{hash}/{*path}', 'style sheets, scripts, pictures'],
  ['/healthz', 'a word for a monitor'],
  ['/readyz', 'a word for a monitor'],
  ['/sittings/{sitting}/receipts.json', 'JSON'],
  ['/sittings/{sitting}/state', 'JSON for the page of a sitting'],
  ['/tests/{test}/paper/{hash}', 'the paper, for the page of a sitting'],
  ['/staff/imports/template', 'a workbook'],
  ['/staff/imports/{import}/reasons', 'a workbook'],
  ['/staff/drives/{drive}/export', 'a workbook'],
  ['/staff/data-requests/{data_request}/export', 'a workbook'],
  ['/staff/requests/rates/export', 'a workbook'],
  ['/staff/requests/{matter}/orders/{order}/letter', 'a .docx'],
  ['/staff/requests/{matter}/files/{evidence}', 'a file'],
  ['/staff/rectifications/export', 'a workbook'],
  ['/staff/rectifications/{rectification}/files/{proof}', 'a file'],
  ['/staff/leaders/export', 'a workbook'],
  ['/staff/vacancies/export', 'a workbook'],
  ['/staff/admission/{applicant}/papers/{step}', 'a paper'],
  ['/staff/notices/{notice}/paper', 'a paper'],
  ['/staff/floating/export', 'a workbook'],
  ['/staff/floating/{floating}/letter', 'a paper'],
  ['/staff/transfers/{transfer}/letter', 'a paper'],
  ['/staff/transfers/{transfer}/receipt', 'a paper'],
  ['/staff/questions/export.gift', 'a file'],
  ['/staff/questions/export.xlsx', 'a workbook'],
  ['/staff/questions/template.xlsx', 'a workbook'],
  ['/staff/tests/{test}/results.xlsx', 'a file'],
  ['/study/materials/{material}/versions/{version}/file', 'a file'],
  ['/study/materials/{material}/versions/{version}/pages/{page}', 'a picture'],
  ['/staff/branch', 'leads on to the own branch or committee'],
  ['/staff/committee/export', 'a workbook'],
  ['/staff/grids/export', 'a workbook'],
  ['/staff/grids/template', 'a workbook'],
  ['/staff/structure/export', 'a workbook'],
  ['/staff/terms/{term}/letter', 'a letter'],
  ['/about/complaint/find', 'leads on to the complaint, or back to the form'],
  ['/sw.js', 'the service worker'],
  ['/calendar/{secret}', 'a calendar for other programs'],
  ['/meetings/{meeting}/events', 'a stream of versions'],
  ['/meetings/{meeting}/handouts/{handout}', 'a file'],
  ['/meetings/{meeting}/state', 'JSON for the page of a room'],
  ['/staff/meetings/{meeting}/events', 'a stream of versions'],
  ['/staff/meetings/{meeting}/minutes.docx', 'a paper'],
  ['/staff/meetings/{meeting}/state', 'JSON for the page of a room'],
]);

const matrix = readFileSync(fileURLToPath(new URL('../../crates/touyan/tests/it/matrix.txt', import.meta.url)), 'utf8');

/** Every route that is got. */
export const routes = [...matrix.matchAll(/^GET (\S+) /gm)].map(([, path]) => String(path));

/** Routes by how few of their parts are open, so that `/staff/materials/new` is not a material. */
const patterns = routes
  .map((route) => ({ route, parts: route.split('/'), open: (route.match(/\{/g) ?? []).length }))
  .sort((one, other) => one.open - other.open);

/**
 * The route an address belongs to.
 * @param {string} address
 */
export function routeOf(address) {
  const parts = new URL(address).pathname.split('/');
  return patterns.find((pattern) => pattern.parts.length === parts.length
    && pattern.parts.every((part, place) => part === parts[place] || (part.startsWith('{') && parts[place] !== '')))?.route;
}

/** @type {Set<string>} */
const looked = new Set();

/**
 * Says that the page at an address was looked at hard, on both screens.
 * @param {string} address
 */
export function lookedAt(address) {
  const route = routeOf(address);
  if (route) looked.add(route);
}

/** Pages nobody has looked at so far in this run. */
export const leftOut = () => routes.filter((route) => !looked.has(route) && !notPages.has(route));

/** Exceptions that have become wrong: their route is gone, or it is a page after all. */
export const wrongExceptions = () => [...notPages.keys()].filter((route) => !routes.includes(route) || looked.has(route));
