// <table-keys> around a table: arrow keys move among the links and buttons of its rows, Home and End
// go to the first and last row. Tab works as ever; nothing is taken away.

const REACHABLE = "a[href], button:not([disabled]), input:not([type=hidden]), summary";

export class TableKeys extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => this.#move(event));
  }

  /** @param {KeyboardEvent} event */
  #move(event) {
    const from = event.target;
    if (event.altKey || event.ctrlKey || event.metaKey || !(from instanceof HTMLElement)) return;
    if (from.matches("select, textarea, input:not([type=checkbox]):not([type=radio])")) return;
    const row = from.closest("tbody tr");
    if (!row) return;
    const to = this.#target(event.key, row, from);
    if (!to) return;
    event.preventDefault();
    to.focus();
  }

  /**
   * @param {string} key
   * @param {Element} row
   * @param {HTMLElement} from
   * @returns {HTMLElement | undefined}
   */
  #target(key, row, from) {
    const column = reachable(row).indexOf(from);
    if (key === "ArrowLeft") return reachable(row)[column - 1];
    if (key === "ArrowRight") return reachable(row)[column + 1];
    const rows = [...this.querySelectorAll("tbody tr")].filter((each) => reachable(each).length > 0);
    const at = rows.indexOf(row);
    const next = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 }[key];
    if (next === undefined || !rows[next]) return undefined;
    const places = reachable(rows[next]);
    return places[Math.min(column, places.length - 1)];
  }
}

/**
 * @param {Element} row
 * @returns {HTMLElement[]}
 */
function reachable(row) {
  return [...row.querySelectorAll(REACHABLE)].filter((each) => each instanceof HTMLElement);
}

customElements.define("table-keys", TableKeys);
