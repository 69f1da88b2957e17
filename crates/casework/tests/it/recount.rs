//! The sums behind the three rates, after whatever people do: each is what a recount says.

use casework::evidence::Taken;
use casework::matter::change::Said;
use casework::matter::machine::Verdict;
use casework::matter::{MatterId, store as matters};
use casework::request::counts::{MEASURES, indicator, month, of_month};
use casework::request::intake::{self, NewRequest, Receiver};
use casework::request::rules::{Rules, rules};
use casework::request::{ACT, Category, Channel, FormKey, RULE, Topic, exclusion, handle};
use org::Act;
use org::tree::store::Scope;
use platform::db::{Sql, Tx};
use platform::error::Error;
use platform::ids::PersonId;
use platform::tally;
use testkit::{City, TestApp, each_app};

use crate::rooms;

const RECOUNT: &str = "SELECT \
    CAST(COALESCE(SUM(CASE WHEN m.state <> 'excluded' THEN 1 ELSE 0 END), 0) AS BIGINT), \
    CAST(COALESCE(SUM(CASE WHEN m.state <> 'excluded' AND r.responded_at <= r.respond_by THEN 1 ELSE 0 END), 0) AS BIGINT), \
    CAST(COALESCE(SUM(CASE WHEN m.state <> 'excluded' AND v.verdict IS NOT NULL THEN 1 ELSE 0 END), 0) AS BIGINT), \
    CAST(COALESCE(SUM(CASE WHEN m.state <> 'excluded' AND v.verdict = 'solved' THEN 1 ELSE 0 END), 0) AS BIGINT), \
    CAST(COALESCE(SUM(CASE WHEN m.state <> 'excluded' AND v.satisfied = 1 THEN 1 ELSE 0 END), 0) AS BIGINT) \
    FROM request r JOIN matter m ON m.id = r.matter_id \
    LEFT JOIN matter_verdict v ON v.matter_id = m.id \
      AND v.round = (SELECT MAX(w.round) FROM matter_verdict w WHERE w.matter_id = m.id) \
    WHERE SUBSTR(m.path, 1, LENGTH($1)) = $1";

/// Numbers that look like chance and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % most
    }
}

/// Who acts.
#[derive(Clone)]
struct People {
    own: PersonId,
    sibling: PersonId,
    street: PersonId,
}

fn act(app: &TestApp, person: PersonId, permission: &'static str) -> Act {
    Act {
        scope: Scope {
            person,
            permission,
            today: app.app.clock.today(),
        },
        clock: app.app.clock.clone(),
    }
}

/// Anything anybody could do with a request; most of it cannot be done now.
fn deed(
    tx: &mut Tx<'_>,
    id: MatterId,
    what: usize,
    (owner, street): (&Act, &Act),
    rules: &Rules,
) -> Result<(), Error> {
    let said = |verdict| Said {
        verdict,
        satisfied: Some(verdict == Verdict::Solved),
        words: "",
        by: None,
    };
    match what {
        0 => handle::contact(tx, owner, id, "明天来看"),
        1 | 2 => handle::answer(tx, owner, id, ("办好了", &Taken::default()), rules),
        3 => handle::offer(tx, owner, id, ("柳河社区党支部", "在那边"), rules).map(|_| ()),
        4 => handle::offer(tx, owner, id, ("望江社区党支部", "在那边"), rules).map(|_| ()),
        5 | 6 => {
            let to = matters::find(tx, id)?.offered_org.ok_or(Error::NotFound)?;
            let taker = handle::choices(tx, to, owner.scope.today)?;
            let person = taker.first().ok_or(Error::NotFound)?.0.parse()?;
            handle::accept(tx, street, id, person, rules)
        }
        7 => {
            let above = Act {
                scope: Scope {
                    permission: RULE,
                    ..street.scope
                },
                clock: street.clock.clone(),
            };
            handle::rule(tx, &above, id, ("望江社区党支部", "就近"), rules)
        }
        8 => exclusion::ask(tx, owner, id, ("beyond", "不归这里")),
        9 => {
            let above = Act {
                scope: Scope {
                    permission: RULE,
                    ..street.scope
                },
                clock: street.clock.clone(),
            };
            exclusion::decide(tx, &above, id, (true, "是的"), rules)
        }
        n => {
            let verdict = Verdict::ALL[n % 3];
            let now = owner.clock.now();
            handle::judge(tx, id, &said(verdict), rules, now)
        }
    }
}

async fn begin(app: &TestApp, org: platform::ids::OrgId, street: PersonId, n: u8) -> MatterId {
    let new = NewRequest {
        form_key: FormKey([n; 16]),
        receiver: Receiver::Org(org, act(app, street, casework::request::WINDOW).scope),
        topic: Topic::ALL[usize::from(n) % 10],
        category: Category::Ordinary,
        words: "一件事".to_owned(),
        place: "这里".to_owned(),
        phone: None,
        channel: Channel::Window,
        entered_by: Some(street),
    };
    intake::take_in(&app.app, new).await.expect("received").0
}

#[tokio::test]
async fn after_whatever_people_do_the_sums_are_what_a_recount_says() {
    each_app(rooms, async |app| {
        let city = City::build(&app).await;
        let people = People {
            own: city.holder(&app, "陈建国", "secretary", &city.own).await,
            sibling: city
                .holder(&app, "刘海燕", "secretary", &city.sibling)
                .await,
            street: city
                .holder(&app, "赵文静", "request_officer", &city.parent)
                .await,
        };
        let rules = rules(&app.app).expect("rules");
        let mut requests = Vec::new();
        for n in 0..12_u8 {
            let org = if n % 2 == 0 {
                city.own.id
            } else {
                city.sibling.id
            };
            requests.push(begin(&app, org, people.street, n + 1).await);
        }
        let mut chance = Chance(7);
        let mut done = 0;
        for _ in 0..400 {
            let (id, what) = (requests[chance.below(12)], chance.below(13));
            let owner = if chance.below(2) == 0 {
                people.own
            } else {
                people.sibling
            };
            let (owner, street) = (act(&app, owner, ACT), act(&app, people.street, ACT));
            let tried = app.app.db.write("deed", move |tx| {
                deed(tx, id, what, (&owner, &street), &rules)
            });
            done += i32::from(tried.await.is_ok());
        }
        assert!(done > 40, "{done} only");
        tally::fold(&app.app.db).await.expect("sums");
        let year = i64::from(app.app.clock.today().year());
        let recount: &'static Sql = Box::leak(Box::new(Sql::new(RECOUNT)));
        for org in [&city.parent, &city.own, &city.sibling] {
            let path = org.path.to_string();
            let month = month(app.app.clock.today());
            let (sums, counted) = app
                .app
                .db
                .read("recount", move |tx| {
                    let (mut sums, mut months) = (Vec::new(), Vec::new());
                    for measure in MEASURES {
                        sums.push(tally::value(tx, &path, indicator(year, measure, ""))?);
                        months.push(tally::value(tx, &path, of_month(&month, measure))?);
                    }
                    assert_eq!(sums, months, "all came in this month");
                    let counted: (i64, i64, i64, i64, i64) =
                        tx.one(recount, platform::params![path])?;
                    Ok((sums, counted))
                })
                .await
                .expect("both");
            let (a, b, c, d, e) = counted;
            assert_eq!(sums, [a, b, c, d, e], "{}", org.short_name);
        }
    })
    .await;
}
