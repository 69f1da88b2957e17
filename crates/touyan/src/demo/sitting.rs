//! How sittings of the past went: who answered what, when, and how well.

use assess::bank::QuestionKind;
use assess::paper::body::PaperQuestion;
use assess::sitting::bulk::PastSitting;
use assess::sitting::log::{End, EndedBy};
use assess::test::LiveTest;
use platform::clock::{MINUTE_MS, Millis};

use super::rng::Rng;
use super::stage::Player;

/// How somebody's sitting went, begun before `until`.
pub fn sitting(test: &LiveTest, player: Player, until: Millis, chance: &mut Rng) -> PastSitting {
    let started_at = moment(
        test.opens_at,
        until.plus_ms(-(test.minutes + 5) * MINUTE_MS),
        chance,
    );
    let due_at = started_at
        .plus_ms(test.minutes * MINUTE_MS)
        .min(test.closes_at);
    let ran_out = chance.percent(3);
    // Two draws lean towards the middle.
    let skill = (chance.between(58, 99) + chance.between(58, 99)) / 2;
    let mut answers = Vec::with_capacity(test.paper.questions.len());
    for question in &test.paper.questions {
        if !chance.percent(if ran_out { 20 } else { 1 }) {
            answers.push((question.no, answer(question, skill.unsigned_abs(), chance)));
        }
    }
    let mut changed = Vec::new();
    for (no, value) in &mut answers {
        if chance.percent(4)
            && let Some(question) = test.paper.question(*no)
        {
            // Some think again: the first answer was another one.
            changed.push((*no, *value));
            *value = wrong(question, chance);
        }
    }
    let last = if ran_out {
        due_at.0 - 20_000
    } else {
        due_at.0 - (due_at.0 - started_at.0) / 10
    };
    let span = chance
        .between((last - started_at.0) * 3 / 10, last - started_at.0)
        .max(1);
    let mut moments: Vec<Millis> = (0..answers.len() + changed.len())
        .map(|_| started_at.plus_ms(chance.between(5_000.min(span), span)))
        .collect();
    moments.sort_unstable();
    let finished = moments
        .last()
        .map_or(started_at, |at| at.plus_ms(chance.between(4_000, 50_000)));
    let end = if ran_out {
        End {
            at: due_at,
            by: EndedBy::Deadline,
        }
    } else {
        End {
            at: finished.min(due_at),
            by: EndedBy::Person,
        }
    };
    PastSitting {
        person: player.person,
        person_no: player.person_no,
        org_no: player.org_no,
        path: player.path,
        started_at,
        client: (chance.next() >> 12).cast_signed(),
        answers,
        changed,
        moments,
        end: Some(end),
    }
}

/// A moment of a day between two, when people are awake.
fn moment(from: Millis, until: Millis, chance: &mut Rng) -> Millis {
    let mut at = from;
    for _ in 0..8 {
        at = Millis(chance.between(from.0, until.0.max(from.0)));
        if (7..22).contains(&at.civil().hour()) {
            break;
        }
    }
    at
}

/// What somebody of such a skill answers, as a bit mask.
fn answer(question: &PaperQuestion, skill: u64, chance: &mut Rng) -> i64 {
    let skill = if question.kind == QuestionKind::Multiple {
        skill.saturating_sub(12)
    } else {
        skill
    };
    if chance.percent(skill) {
        question.key
    } else {
        wrong(question, chance)
    }
}

/// A wrong answer that somebody might give.
fn wrong(question: &PaperQuestion, chance: &mut Rng) -> i64 {
    let choices = i64::from(question.choices());
    let one = chance.between(0, choices - 1);
    match question.kind {
        QuestionKind::Multiple => {
            let other = question.key ^ (1 << one);
            if other == 0 {
                question.key | (1 << ((one + 1) % choices))
            } else {
                other
            }
        }
        _ if question.key == 1 << one => 1 << ((one + 1) % choices),
        _ => 1 << one,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use assess::bank::Mark;

    #[test]
    fn wrong_answers_are_answers_and_wrong() {
        let mut chance = Rng::new(1, "test");
        for (kind, options, key) in [
            (QuestionKind::Single, 4, 0b0100),
            (QuestionKind::Multiple, 5, 0b0011),
            (QuestionKind::Multiple, 2, 0b11),
            (QuestionKind::TrueFalse, 0, 0b10),
        ] {
            let question = PaperQuestion {
                no: 1,
                kind,
                text: String::new(),
                options: vec!["甲".to_owned(); options],
                key,
                full: Mark::whole(1),
            };
            for _ in 0..200 {
                let value = wrong(&question, &mut chance);
                assert!(
                    question.takes(value) && value != 0 && value != key,
                    "{kind:?} {value:b}"
                );
            }
        }
    }
}
