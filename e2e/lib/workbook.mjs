// Fills in the first sheet of a workbook, as somebody with an office program does.
import { unzip, zip } from './zip.mjs';

/** @typedef {string | number | {error: string}} Cell */

const SHEET = 'xl/worksheets/sheet1.xml';

/** @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** @param {string} text */
const plain = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** @param {number} place from 0 */
export function letters(place) {
  return place < 26 ? String.fromCharCode(65 + place) : String.fromCharCode(64 + Math.floor(place / 26), 65 + (place % 26));
}

export class Workbook {
  /** @param {Buffer} bytes an .xlsx */
  constructor(bytes) {
    this.files = unzip(bytes);
    const shared = this.files.get('xl/sharedStrings.xml')?.toString('utf8') ?? '';
    this.shared = [...shared.matchAll(/<si>(.*?)<\/si>/gs)]
      .map(([, item]) => [...(item ?? '').matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map(([, text]) => plain(text ?? '')).join(''));
    this.sheet = this.files.get(SHEET)?.toString('utf8') ?? '';
  }

  /**
   * The texts of a row by their column's letters.
   * @param {number} row from 1
   * @returns {Record<string, string>}
   */
  row(row) {
    const found = this.sheet.match(new RegExp(`<row r="${row}"[^>]*>(.*?)</row>`, 's'))?.[1] ?? '';
    const cells = [...found.matchAll(/<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)];
    return Object.fromEntries(cells.map(([, column, kind, content]) => {
      const value = (content ?? '').match(/<(?:v|t)[^>]*>(.*?)<\/(?:v|t)>/s)?.[1] ?? '';
      return [column, kind?.includes('t="s"') ? this.shared[Number(value)] ?? '' : plain(value)];
    }));
  }

  /** How many rows the sheet has, with its header. */
  get height() {
    return Math.max(...[...this.sheet.matchAll(/<row r="(\d+)"/g)].map(([, number]) => Number(number)));
  }

  /**
   * Writes a row anew; an empty text leaves the cell empty.
   * @param {number} row from 1
   * @param {Cell[]} cells
   */
  write(row, cells) {
    const content = cells.map((cell, place) => {
      const at = `${letters(place)}${row}`;
      if (cell === '') return '';
      if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
      if (typeof cell === 'object') return `<c r="${at}" t="e"><v>${cell.error}</v></c>`;
      return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
    }).join('');
    const written = `<row r="${row}">${content}</row>`;
    const old = new RegExp(`<row r="${row}"[^>]*>.*?</row>`, 's');
    this.sheet = old.test(this.sheet)
      ? this.sheet.replace(old, () => written)
      : this.sheet.replace('</sheetData>', () => `${written}</sheetData>`);
  }

  /** @returns {Buffer} the .xlsx */
  save() {
    this.files.set(SHEET, Buffer.from(this.sheet));
    return zip(this.files);
  }
}
