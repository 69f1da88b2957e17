use proptest::prelude::*;

use super::*;

fn counts(of: &[(&str, i64)]) -> Counts {
    of.iter().map(|(key, n)| ((*key).to_owned(), *n)).collect()
}

fn shown(split: &Split) -> Vec<Option<i64>> {
    split
        .lines
        .iter()
        .map(|line| match line.figure {
            Figure::Shown(number) => Some(number),
            Figure::Hidden => None,
        })
        .collect()
}

const BANDS: [i16; 3] = [30, 35, 60];

#[test]
fn a_year_of_birth_grows_older_by_itself() {
    let of = counts(&[
        ("members.total", 100),
        ("members.born.1996", 40),
        ("members.born.1991", 30),
        ("members.born.1966", 20),
    ]);
    let ages = |year| shown(&Structure::of(&of, &BANDS, year, 0).splits[0]);
    // Thirty at the end of 2026, thirty-one a year later; ten say no year.
    assert_eq!(
        ages(2026),
        [Some(40), Some(30), Some(20), Some(0), Some(10)]
    );
    assert_eq!(
        ages(2027),
        [Some(0), Some(40), Some(30), Some(20), Some(10)]
    );
}

#[test]
fn who_reads_names_sees_every_figure_and_others_none_that_is_small() {
    let of = counts(&[("members.total", 60), ("members.women", 4)]);
    let sexes = |least| shown(&Structure::of(&of, &BANDS, 2026, least).splits[1]);
    assert_eq!(sexes(0), [Some(4), Some(56)]);
    assert_eq!(sexes(10), [None, None], "the other one would say it");
    let few = counts(&[("members.total", 9)]);
    assert_eq!(Structure::of(&few, &BANDS, 2026, 10).total, Figure::Hidden);
}

proptest! {
    /// Whatever the roll: the lines of a split are all members; what is hidden is at least two
    /// lines and `least` people together, or everything there is.
    #[test]
    fn nothing_hidden_can_be_worked_out(
        numbers in prop::collection::vec(0_i64..40, 8),
        women in 0_i64..200,
        least in 0_i64..20,
    ) {
        let mut of = Counts::new();
        for ((_, indicator), number) in tallies::OF_EDUCATION.iter().zip(&numbers) {
            of.insert((*indicator).to_owned(), *number);
        }
        let total = numbers.iter().sum::<i64>() + 3;
        of.insert(tallies::TOTAL.to_owned(), total);
        of.insert(tallies::WOMEN.to_owned(), women.min(total));
        let open = Structure::of(&of, &BANDS, 2026, 0);
        let seen = Structure::of(&of, &BANDS, 2026, least);
        for (open, seen) in open.splits.iter().zip(&seen.splits) {
            let all = shown(open);
            prop_assert_eq!(all.iter().flatten().sum::<i64>(), total, "{}", open.title);
            let figures = shown(seen);
            let hidden: Vec<i64> = all
                .iter()
                .zip(&figures)
                .filter(|(_, seen)| seen.is_none())
                .filter_map(|(all, _)| *all)
                .collect();
            prop_assert!(figures.iter().flatten().all(|n| *n == 0 || *n >= least));
            let whole = hidden.iter().sum::<i64>() == total;
            let safe = hidden.len() >= 2 && hidden.iter().sum::<i64>() >= least;
            prop_assert!(hidden.is_empty() || whole || safe, "{}: {:?}", open.title, figures);
        }
    }
}

#[test]
fn the_bands_are_those_of_the_bulletin_and_a_deployment_may_draw_others() {
    let rules = Rules::load().expect("rules");
    let day = jiff::civil::date(2026, 11, 23);
    assert_eq!(
        bands(&rules, day).expect("bands"),
        [30, 35, 40, 45, 50, 55, 60]
    );
    assert!(rules.list("structure.age_bands", day).is_ok());
    assert!(rules.int("privacy.figures_from", day).expect("a rule") >= 10);
}
