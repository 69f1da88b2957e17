//! Pages of members from the database.

use jiff::civil::Date;
use org::tree::store::{Scope, find_scoped, roots_scoped};
use platform::crypto::Sealer;
use platform::db::{DbError, Sql, Tx, Value};
use platform::error::Error;
use platform::ids::PersonId;
use platform::{from_row, params, sql, tally};

use super::bounds::bounds;
use super::plan::MOST_MATCHES;
use super::search::end_of;
use super::{Key, PAGE, Plan, Query, Sort, Term};
use crate::belonging::tallies;
use crate::member::id_index;

/// Separate places of one scope that a list puts together; with more, one is chosen first.
const MOST_ROOTS: usize = 12;

/// A member in a list.
#[derive(Clone, Debug)]
pub struct Line {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub full_name: String,
    /// GB/T 2261.1.
    pub sex: String,
    /// Their birthday.
    pub birth_date: Date,
    /// Full or probationary.
    pub member_category: String,
    /// How they stand.
    pub party_status: String,
    /// The day they joined.
    pub joined_on: Option<Date>,
    /// Their mobile number, sealed.
    pub mobile: Option<Vec<u8>>,
    /// Whether they live and work elsewhere.
    pub is_floating: bool,
    /// Where they are at home: short name.
    pub branch: Option<String>,
}
from_row!(Line {
    person,
    full_name,
    sex,
    birth_date,
    member_category,
    party_status,
    joined_on,
    mobile,
    is_floating,
    branch
});

/// How many members a list has in all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Total {
    /// Exactly so many.
    Exactly(i64),
    /// More than can be counted in time.
    Many,
}

/// A page of the list.
#[derive(Clone, Debug)]
pub struct Page {
    /// The members, in order.
    pub lines: Vec<Line>,
    /// Where the next page begins, when there is one.
    pub next: Option<Key>,
    /// How many there are.
    pub total: Total,
    /// Members of other branches taken in here, when no search narrows the list.
    pub guests: i64,
    /// What those on the page hold today within the scope.
    pub duties: Vec<Duty>,
}

/// A duty of somebody on a page.
#[derive(Clone, Debug)]
pub struct Duty {
    /// Whose.
    pub person: PersonId,
    /// Its kind.
    pub kind: String,
    /// In which organisation: short name.
    pub org: String,
}
from_row!(Duty { person, kind, org });

/// A range of paths: an organisation with everything below it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Range {
    lo: String,
    hi: String,
    /// Members at home in it.
    inside: i64,
}

/// The page asked for.
///
/// # Errors
/// [`Error::NotFound`] for an organisation outside the scope; a conflict when the scope has too
/// many places to put together.
pub fn page(tx: &mut Tx<'_>, sealer: &Sealer, query: &Query) -> Result<Page, Error> {
    let ranges = ranges(tx, query)?;
    let (keys, total) = keys(tx, sealer, query, &ranges, PAGE + 1)?;
    let next = (keys.len() > PAGE).then(|| keys[PAGE - 1].clone());
    let shown = &keys[..keys.len().min(PAGE)];
    let mut guests = 0;
    if query.term.is_none() {
        for range in &ranges {
            guests += tally::value(tx, &range.lo, tallies::GUESTS)?;
        }
    }
    Ok(Page {
        duties: duties(tx, query.scope, shown)?,
        lines: lines(tx, query.scope, shown)?,
        next,
        total,
        guests,
    })
}

/// The members behind keys, in the order of the keys.
pub(super) fn lines(tx: &mut Tx<'_>, scope: Scope, keys: &[Key]) -> Result<Vec<Line>, Error> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let mut found: Vec<Line> = tx.all(sql!("sql/lines.sql"), &slots(scope, keys))?;
    let place = |line: &Line| keys.iter().position(|key| key.person == line.person);
    found.sort_by_key(place);
    Ok(found)
}

/// The duties of those behind keys, as the rules list them.
fn duties(tx: &mut Tx<'_>, scope: Scope, keys: &[Key]) -> Result<Vec<Duty>, Error> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let mut found: Vec<Duty> = tx.all(sql!("sql/duties.sql"), &slots(scope, keys))?;
    let place = |duty: &Duty| {
        org::duty::kinds()
            .iter()
            .position(|kind| kind.kind == duty.kind)
    };
    found.sort_by_key(place);
    Ok(found)
}

/// The parameters of a statement that reads a page of members by id: the scope and fifty ids,
/// the last one repeated.
pub(super) fn slots(scope: Scope, keys: &[Key]) -> Vec<Value> {
    let mut slots = params![scope.person, scope.permission, scope.today].to_vec();
    let ids = keys.iter().map(|key| Value::Id(key.person.0)).take(PAGE);
    slots.extend(ids);
    while let Some(last) = slots.last().filter(|_| slots.len() < PAGE + 3) {
        slots.push(last.clone());
    }
    slots
}

/// The first keys, at most `limit`, and how many there are in all.
pub(super) fn keys(
    tx: &mut Tx<'_>,
    sealer: &Sealer,
    query: &Query,
    ranges: &[Range],
    limit: usize,
) -> Result<(Vec<Key>, Total), Error> {
    let hidden: Vec<(PersonId,)> = tx.all(sql!("sql/hidden.sql"), params![])?;
    let asked = Asked {
        query,
        hidden: i64::from(!hidden.is_empty()),
        limit,
    };
    let inside: i64 = ranges.iter().map(|range| range.inside).sum();
    match &query.term {
        None => {
            let all = everybody(tx, ranges)?;
            let mut keys = Vec::new();
            for range in ranges {
                let plan = match limit {
                    // An export wants them all, which walking finds no sooner.
                    limit if limit > PAGE + 1 => Plan::Gather,
                    _ => Plan::of_range(range.inside, all),
                };
                keys.extend(asked.range_keys(tx, range, plan)?);
            }
            Ok((merged(keys, limit), Total::Exactly(inside)))
        }
        Some(Term::IdNumber(number)) => {
            let index = id_index(sealer, number)?;
            asked.exact(tx, ranges, sql!("sql/by_id_number.sql"), index)
        }
        Some(Term::Mobile(number)) => {
            let index = sealer.blind_index("mobile", number)?;
            asked.exact(tx, ranges, sql!("sql/by_mobile.sql"), index)
        }
        Some(term) => {
            let all = everybody(tx, ranges)?;
            let matches = count_matches(tx, term)?;
            let mut keys = Vec::new();
            let mut total = Total::Exactly(0);
            for range in ranges {
                let plan = Plan::of_search(range.inside, all, matches);
                let (found, count) = asked.search_keys(tx, range, term, plan)?;
                keys.extend(found);
                total = match (total, count) {
                    (Total::Exactly(one), Total::Exactly(other)) => Total::Exactly(one + other),
                    _ => Total::Many,
                };
            }
            Ok((merged(keys, limit), total))
        }
    }
}

/// The ranges a query covers: the chosen organisation, or where the scope begins.
pub(super) fn ranges(tx: &mut Tx<'_>, query: &Query) -> Result<Vec<Range>, Error> {
    let orgs = match query.org {
        Some(org) => vec![find_scoped(tx, query.scope, org)?],
        None => roots_scoped(tx, query.scope)?,
    };
    let mut ranges: Vec<Range> = Vec::new();
    for org in orgs {
        let lo = org.path.as_str().to_owned();
        // Ordered by path: what lies below one that is there already adds nothing.
        if ranges.last().is_some_and(|last| lo.starts_with(&last.lo)) {
            continue;
        }
        let inside = tally::value(tx, &lo, tallies::TOTAL)?;
        ranges.push(Range {
            hi: org.path.end(),
            lo,
            inside,
        });
    }
    if ranges.len() > MOST_ROOTS {
        return Err(platform::error::conflict("member-choose-an-org"));
    }
    Ok(ranges)
}

/// Members of the whole city, through whose index a walk goes.
fn everybody(tx: &mut Tx<'_>, ranges: &[Range]) -> Result<i64, DbError> {
    let mut roots: Vec<&str> = ranges
        .iter()
        .filter_map(|range| range.lo.get(..tally::LEVEL))
        .collect();
    roots.dedup();
    let mut all = 0;
    for root in roots {
        all += tally::value(tx, root, tallies::TOTAL)?;
    }
    Ok(all)
}

fn count_matches(tx: &mut Tx<'_>, term: &Term) -> Result<i64, DbError> {
    let words = term.words();
    let statement = match term {
        Term::Latin(_) => sql!("sql/count_spelled.sql"),
        _ => sql!("sql/count_named.sql"),
    };
    let (count,): (i64,) = tx.one(statement, params![words, end_of(words), MOST_MATCHES])?;
    Ok(count)
}

/// Several ranges in one order, each person once, no more than `limit`.
fn merged(mut keys: Vec<Key>, limit: usize) -> Vec<Key> {
    keys.sort();
    keys.dedup();
    keys.truncate(limit);
    keys
}

/// A key by either order, as a search finds it.
struct Found {
    pinyin: String,
    stroke: Vec<u8>,
    person: PersonId,
}
from_row!(Found {
    pinyin,
    stroke,
    person
});

/// What every statement of a list is asked with.
struct Asked<'a> {
    query: &'a Query,
    /// 1 while some import is being written: its members are left out.
    hidden: i64,
    /// Keys wanted.
    limit: usize,
}

impl Asked<'_> {
    /// `$1` to `$6`: range, scope, and whether imports must be looked at.
    fn base(&self, range: &Range) -> Vec<Value> {
        let scope = self.query.scope;
        params![
            range.lo,
            range.hi,
            scope.person,
            scope.permission,
            scope.today,
            self.hidden
        ]
        .to_vec()
    }

    fn after(&self) -> Key {
        self.query.after.clone().unwrap_or_else(Key::first)
    }

    /// `$7` and `$8`: after whom.
    fn cursor(&self) -> [Value; 2] {
        let after = self.after();
        let sort = match self.query.sort {
            Sort::Pinyin => Value::Text(String::from_utf8_lossy(&after.sort).into_owned()),
            Sort::Stroke => Value::Bytes(after.sort),
        };
        [sort, Value::Id(after.person.0)]
    }

    fn run(
        &self,
        tx: &mut Tx<'_>,
        by: [&'static Sql; 2],
        params: &[Value],
    ) -> Result<Vec<Key>, DbError> {
        let [pinyin, stroke] = by;
        Ok(match self.query.sort {
            Sort::Pinyin => tx
                .all::<(String, PersonId)>(pinyin, params)?
                .into_iter()
                .map(|(sort, person)| Key {
                    sort: sort.into_bytes(),
                    person,
                })
                .collect(),
            Sort::Stroke => tx
                .all::<(Vec<u8>, PersonId)>(stroke, params)?
                .into_iter()
                .map(|(sort, person)| Key { sort, person })
                .collect(),
        })
    }

    fn range_keys(&self, tx: &mut Tx<'_>, range: &Range, plan: Plan) -> Result<Vec<Key>, DbError> {
        let mut params = self.base(range);
        params.extend(self.cursor());
        params.extend_from_slice(params![self.limit]);
        let by = match plan {
            Plan::Walk => [sql!("sql/walk_pinyin.sql"), sql!("sql/walk_stroke.sql")],
            _ => [sql!("sql/gather_pinyin.sql"), sql!("sql/gather_stroke.sql")],
        };
        self.run(tx, by, &params)
    }

    fn search_keys(
        &self,
        tx: &mut Tx<'_>,
        range: &Range,
        term: &Term,
        plan: Plan,
    ) -> Result<(Vec<Key>, Total), DbError> {
        let words = term.words();
        let latin = i64::from(matches!(term, Term::Latin(_)));
        let mut params = self.base(range);
        if plan == Plan::Walk {
            let Some([first, last]) = bounds(tx, term, self.query.sort)? else {
                return Ok((Vec::new(), Total::Many));
            };
            let [sort, person] = self.cursor();
            // Before the first match there is nothing to walk through.
            params.extend(match self.query.after {
                Some(_) => [sort, person],
                None => [first, person],
            });
            params.extend_from_slice(params![words, end_of(words), latin, self.limit]);
            params.push(last);
            let by = [
                sql!("sql/walk_pinyin_matching.sql"),
                sql!("sql/walk_stroke_matching.sql"),
            ];
            return Ok((self.run(tx, by, &params)?, Total::Many));
        }
        params.extend_from_slice(params![words, end_of(words)]);
        let statement = match (plan, term) {
            (Plan::Gather, _) => {
                params.extend_from_slice(params![latin]);
                sql!("sql/gather_matching.sql")
            }
            (_, Term::Latin(_)) => sql!("sql/match_spelled.sql"),
            _ => sql!("sql/match_named.sql"),
        };
        let found: Vec<Found> = tx.all(statement, &params)?;
        let total = Total::Exactly(i64::try_from(found.len()).unwrap_or(i64::MAX));
        Ok((self.continued(found), total))
    }

    fn exact(
        &self,
        tx: &mut Tx<'_>,
        ranges: &[Range],
        statement: &'static Sql,
        index: Vec<u8>,
    ) -> Result<(Vec<Key>, Total), Error> {
        let mut keys = Vec::new();
        for range in ranges {
            let mut params = self.base(range);
            params.push(Value::Bytes(index.clone()));
            keys.extend(self.continued(tx.all(statement, &params)?));
        }
        let keys = merged(keys, self.limit);
        let total = Total::Exactly(i64::try_from(keys.len()).unwrap_or(i64::MAX));
        Ok((keys, total))
    }

    /// What was gathered, in order and after the page before.
    fn continued(&self, found: Vec<Found>) -> Vec<Key> {
        let after = self.after();
        let keys = found
            .into_iter()
            .map(|one| Key {
                sort: match self.query.sort {
                    Sort::Pinyin => one.pinyin.into_bytes(),
                    Sort::Stroke => one.stroke,
                },
                person: one.person,
            })
            .filter(|key| *key > after)
            .collect();
        merged(keys, self.limit)
    }
}
