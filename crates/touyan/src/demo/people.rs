//! The people of the sample city: names of their generation, work of their years, numbers with a
//! right check digit that no real person has.

use jiff::civil::{Date, date};

use super::content::CityFile;
use super::rng::Rng;
use super::tree::Planned;

/// A range of mobile numbers of the usual form that no operator has.
pub const NOT_GIVEN_OUT: &str = "154";
/// Real provinces, of whose region codes the last nine hundred belong to no prefecture.
const PROVINCES: [i64; 5] = [33, 34, 35, 36, 37];
/// The first of those codes within a province, and how many follow.
const NOWHERE: (i64, i64) = (9_100, 900);

/// A made-up member.
#[derive(Debug, Clone)]
pub struct Made {
    /// The how-many-th they are; their numbers follow from it.
    pub number: i64,
    /// Their name.
    pub full_name: String,
    /// GB/T 2261.1: 1 or 2.
    pub sex: &'static str,
    /// Birthday.
    pub born: Date,
    /// GB/T 3304 two digits.
    pub ethnicity: &'static str,
    /// Identity number with a right check digit and a prefecture that does not exist.
    pub id_number: String,
    /// Mobile number from a range that is not given out.
    pub mobile: String,
    /// Day of joining.
    pub joined_on: Date,
    /// Whether still on probation.
    pub probation: bool,
    /// What they do.
    pub work: String,
    /// The class of what they do: a code of `rules/codes/post_category.toml`.
    pub post: &'static str,
    /// GB/T 4658 code of education.
    pub education: &'static str,
    /// Where they live.
    pub residence: String,
    /// The kind of audience plans choose by.
    pub audience: &'static str,
    /// Whether they live and work elsewhere.
    pub floating: bool,
}

impl Made {
    /// Whether the assembly would elect them on a day: a full member for a year and more, neither
    /// new to work nor long retired.
    #[must_use]
    pub fn may_serve(&self, today: Date) -> bool {
        let age = today.year() - self.born.year();
        let full_since = self.joined_on.checked_add(jiff::Span::new().years(2));
        !self.probation && full_since.is_ok_and(|day| day <= today) && (26..=66).contains(&age)
    }
}

/// The class of somebody's work; those who have retired are counted as such, farmers never are.
fn post(audience: &str, age: i64, sex: &str, number: i64) -> &'static str {
    let retires = if sex == "2" { 55 } else { 60 };
    match (audience, number % 5) {
        ("rural", 0) if age < 45 => "worker",
        ("rural", _) => "farmer",
        _ if age >= retires => "retired",
        ("agency", _) => "civil_servant",
        ("enterprise", 0) => "manager",
        ("enterprise", 1 | 2) => "professional",
        ("enterprise", _) => "worker",
        ("institution", 0) => "manager",
        ("institution", _) => "professional",
        (_, 0) => "worker",
        (_, 1) => "professional",
        _ => "other",
    }
}

/// Makes people.
pub struct Maker<'c> {
    city: &'c CityFile,
    today: Date,
    rng: Rng,
    number: i64,
}

impl<'c> Maker<'c> {
    /// A maker for a city, a seed and the day it is made.
    #[must_use]
    pub fn new(city: &'c CityFile, seed: u64, today: Date) -> Self {
        Self {
            city,
            today,
            rng: Rng::new(seed, "people"),
            number: 0,
        }
    }

    /// The next member of a branch.
    pub fn member(&mut self, org: &Planned) -> Made {
        self.number += 1;
        let sex = if self
            .rng
            .percent(if org.audience == "rural" { 28 } else { 40 })
        {
            "2"
        } else {
            "1"
        };
        let born = self.birthday(org.audience);
        let age = i64::from(self.today.year() - born.year());
        let joined_on = self.joined(born);
        let probation = i64::from(self.today.year() - joined_on.year()) < 1
            || self
                .today
                .checked_sub(jiff::Span::new().days(365))
                .is_ok_and(|day| joined_on > day);
        let floating = age < 55 && org.audience == "rural" && self.rng.percent(14);
        Made {
            number: self.number,
            full_name: self.name(i64::from(born.year()), sex),
            sex,
            born,
            ethnicity: if self.rng.percent(94) { "01" } else { "03" },
            id_number: id_number(born, self.number, sex),
            mobile: format!("{NOT_GIVEN_OUT}{:08}", self.number),
            joined_on,
            probation,
            work: self.work(org.audience, age),
            post: post(org.audience, age, sex, self.number),
            education: self.education(org.audience, age),
            residence: self.residence(org),
            audience: org.audience,
            floating,
        }
    }

    fn birthday(&mut self, audience: &str) -> Date {
        let year = i64::from(self.today.year());
        let (young, old) = match audience {
            "rural" => (24, 84),
            "community" => (26, 88),
            "agency" => (24, 60),
            "institution" => (25, 60),
            _ => (22, 56),
        };
        // Two draws lean towards the middle; villages and communities lean towards the old.
        let mut age = (self.rng.between(young, old) + self.rng.between(young, old)) / 2;
        if matches!(audience, "rural" | "community") && self.rng.percent(35) {
            age = self.rng.between(60, old);
        }
        if self.rng.percent(6) {
            age = self.rng.between(young.min(22), 30);
        }
        let month = i8::try_from(self.rng.between(1, 12)).unwrap_or(1);
        let day = i8::try_from(self.rng.between(1, 28)).unwrap_or(1);
        date(i16::try_from(year - age).unwrap_or(1970), month, day)
    }

    fn joined(&mut self, born: Date) -> Date {
        let first = i64::from(born.year()) + 19;
        let last = (i64::from(born.year()) + 45).min(i64::from(self.today.year()));
        let year = (self.rng.between(first, last.max(first))
            + self.rng.between(first, last.max(first)))
            / 2;
        let month = i8::try_from(self.rng.between(1, 12)).unwrap_or(1);
        let day = i8::try_from(self.rng.between(1, 28)).unwrap_or(1);
        let joined = date(i16::try_from(year).unwrap_or(2000), month, day);
        joined.min(
            self.today
                .checked_sub(jiff::Span::new().days(20))
                .unwrap_or(joined),
        )
    }

    fn name(&mut self, year: i64, sex: &str) -> String {
        let wanted = if sex == "1" { "male" } else { "female" };
        let family = self
            .rng
            .weighted(&self.city.names.families)
            .cloned()
            .unwrap_or_default();
        let given = self
            .city
            .given
            .iter()
            .find(|one| one.sex == wanted && (one.born_from..=one.born_to).contains(&year))
            .or_else(|| self.city.given.iter().find(|one| one.sex == wanted));
        let Some(given) = given else { return family };
        let mut pick = |from: &str| {
            let all: Vec<char> = from.chars().collect();
            self.rng.pick(&all).copied().unwrap_or('明')
        };
        let first = pick(&given.first);
        let last = pick(&given.last);
        let alone = pick(&given.single);
        if self.rng.percent(given.single_percent) {
            format!("{family}{alone}")
        } else {
            format!("{family}{first}{last}")
        }
    }

    fn work(&mut self, audience: &str, age: i64) -> String {
        let choices: Vec<(&str, u64)> = self
            .city
            .occupation
            .iter()
            .filter(|one| one.audience == audience)
            .flat_map(|one| &one.choices)
            .filter(|work| (work.from_age..=work.to_age).contains(&age))
            .map(|work| (work.name.as_str(), work.weight))
            .collect();
        self.rng
            .weighted(&choices)
            .copied()
            .unwrap_or("其他从业人员")
            .to_owned()
    }

    fn education(&mut self, audience: &str, age: i64) -> &'static str {
        let old = age > 60;
        let table: &[(&str, u64)] = match (audience, old) {
            ("rural", true) => &[("81", 45), ("71", 38), ("61", 15), ("31", 2)],
            ("rural", false) => &[("71", 40), ("61", 34), ("31", 18), ("21", 8)],
            ("community", true) => &[("71", 34), ("61", 40), ("31", 18), ("21", 8)],
            ("agency" | "institution", _) => &[("31", 14), ("21", 66), ("14", 18), ("11", 2)],
            _ => &[("61", 22), ("31", 38), ("21", 36), ("14", 4)],
        };
        self.rng.weighted(table).copied().unwrap_or("61")
    }

    fn residence(&mut self, org: &Planned) -> String {
        let [district, unit, stem] = &org.place;
        if org.audience == "rural" {
            let (group, number) = (self.rng.between(1, 9), self.rng.between(1, 80));
            return format!("云溪市{district}{unit}{stem}{group}组{number}号");
        }
        let estate = self
            .rng
            .pick(&self.city.address.estates)
            .cloned()
            .unwrap_or_default();
        let (building, entrance, room) = (
            self.rng.between(1, 24),
            self.rng.between(1, 4),
            self.rng.between(1, 18),
        );
        format!("云溪市{district}{estate}{building}栋{entrance}单元{room}01室")
    }
}

/// Eighteen digits after GB 11643. The province is one, so that a roster that holds them is taken;
/// the prefecture is none, so that nobody has them.
#[must_use]
pub fn id_number(born: Date, number: i64, sex: &str) -> String {
    let mut serial = (number * 2 + i64::from(sex == "1")) % 1000;
    if (serial % 2 == 1) != (sex == "1") {
        serial = (serial + 1) % 1000;
    }
    // Different people of one birthday differ in the region: there is room for two millions.
    let (round, place) = (number / 500 / NOWHERE.1, number / 500 % NOWHERE.1);
    let province = PROVINCES[usize::try_from(round).unwrap_or(0) % PROVINCES.len()];
    let region = province * 10_000 + NOWHERE.0 + place;
    let head = format!(
        "{region:06}{:04}{:02}{:02}{serial:03}",
        born.year(),
        born.month(),
        born.day()
    );
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = head
        .chars()
        .zip(weights)
        .map(|(c, w)| c.to_digit(10).unwrap_or(0) * w)
        .sum();
    let check = b"10X98765432"[(sum % 11) as usize];
    format!("{head}{}", char::from(check))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_right_and_different() {
        let born = date(1957, 3, 9);
        let mut seen = std::collections::HashSet::new();
        for number in 1..1_100_000 {
            let sex = if number % 3 == 0 { "2" } else { "1" };
            assert!(seen.insert(id_number(born, number, sex)), "{number}");
        }
    }
}
