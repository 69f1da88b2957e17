// Which question is shown: one after another, through the answer sheet, and anew when a choice
// came from elsewhere.

export class Turning {
  /** @param {import("./view.js").SittingView} view @param {import("./paper.js").Paper} paper
   * @param {import("./answers.js").Answers} answers @param {number} place from 1 */
  constructor(view, paper, answers, place) {
    this.view = view;
    this.paper = paper;
    this.answers = answers;
    this.place = place;
    this.wanted = 0; // where somebody wanted to go before the paper was there
    this.locked = false;
    view.form.addEventListener("submit", (event) => this.move(event));
    view.on("back", () => this.show(this.place));
  }

  /** The paper is there. */
  begin() {
    this.view.say("loading", "");
    if (this.wanted) this.show(this.wanted);
    else this.redraw();
  }

  redraw() {
    const here = this.paper.question(this.place);
    if (here) this.view.drawQuestion(here.question, here.options, this.answers.value(here.question.no));
    if (this.locked) this.view.lock();
  }

  /** @param {SubmitEvent} event */
  move(event) {
    event.preventDefault();
    const go = event.submitter?.getAttribute("value");
    const next = this.place + (go === "previous" ? -1 : 1);
    if (go === "sheet" || next > this.paper.length) this.sheet();
    else this.show(Math.max(1, next));
  }

  /** @param {number} place */
  show(place) {
    this.wanted = place;
    if (!this.paper.question(place)) return this.view.say("loading", this.view.words.loading);
    this.place = place;
    this.redraw();
    this.view.showPlace(place, this.paper.length);
    history.replaceState(null, "", `?n=${place}`);
  }

  sheet() {
    const answered = this.paper.order.map((no) => this.answers.value(no) !== 0);
    this.view.showSheet(answered, (place) => this.show(place));
  }

  /** Nothing can be chosen or handed in any more; one may still look. */
  lock() {
    this.locked = true;
    this.view.lock();
  }
}
