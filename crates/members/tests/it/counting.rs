//! How many of an audience belong somewhere, against asking everybody one by one.

use jiff::civil::date;
use members::audience::{Audience, AudienceKind, AudienceKinds, KINDS, count, standings};
use members::bulk::{insert_batch, prepare};
use org::Org;
use platform::error::Error;
use platform::ids::PersonId;

use crate::world::{City, each_city, new_member, now};

/// Members of all kinds in three branches.
async fn people(city: &City) -> Vec<PersonId> {
    let branches = [&city.village, &city.block, &city.other_branch];
    let new: Vec<_> = (0_i8..42)
        .map(|n| {
            let at = usize::try_from(n).unwrap();
            let mut one = new_member(&format!("党员{n}"), branches[at % 3]);
            one.audience = KINDS[at % KINDS.len()];
            one.is_floating = n % 5 == 0;
            one.birth_date = date(1960 + i16::from(n), 5, 6);
            one
        })
        .collect();
    let people = new.iter().map(|one| one.person).collect::<Vec<_>>();
    let (sealer, now) = (city.app.app.sealer.clone(), now());
    city.db()
        .write("people", move |tx| {
            let batch = new.iter().map(|one| prepare(one, &sealer, now));
            insert_batch(tx, &batch.collect::<Result<Vec<_>, _>>()?, None, now)
        })
        .await
        .unwrap();
    for (at, branch) in branches.into_iter().enumerate() {
        city.give(people[at], "secretary", branch).await;
        // One and the same person may hold two of them.
        city.give(people[at], "deputy_secretary", branches[(at + 1) % 3])
            .await;
    }
    people
}

fn choices() -> Vec<AudienceKinds> {
    let single = AudienceKind::ALL.into_iter().map(|kind| vec![kind]);
    let pairs = [
        (AudienceKind::Rural, AudienceKind::Agency),
        (AudienceKind::Student, AudienceKind::Young),
        (AudienceKind::Floating, AudienceKind::Secretary),
    ];
    let pairs = pairs.into_iter().map(|(one, other)| vec![one, other]);
    let all = single.chain(pairs).chain([Vec::new()]);
    all.map(|kinds| AudienceKinds::of(&kinds)).collect()
}

async fn assert_counted(city: &City, people: &[PersonId]) {
    let places: [(&Org, Vec<&Org>); 4] = [
        (&city.root, vec![&city.street, &city.other_street]),
        (&city.street, vec![&city.village, &city.block]),
        (&city.village, Vec::new()),
        (&city.other_street, vec![&city.other_branch]),
    ];
    let today = city.app.app.clock.today();
    for kinds in choices() {
        let audience = Audience {
            path: city.root.path.as_str().to_owned(),
            kinds,
        };
        for (place, units) in &places {
            let path = place.path.as_str().to_owned();
            let units: Vec<String> = units.iter().map(|u| u.path.as_str().to_owned()).collect();
            let (people, asked) = (people.to_vec(), audience.clone());
            let counted = city.db().read("counted", move |tx| {
                let names: Vec<&str> = units.iter().map(String::as_str).collect();
                let meant = count::at_home(tx, &asked, &path, &names, today)?;
                let mut homes = Vec::new();
                for person in &people {
                    let home = standings(tx, *person, today)?.into_iter().next();
                    homes.extend(home.filter(|home| asked.includes(home)));
                }
                let below = |path: &str| {
                    let there = homes.iter().filter(|home| home.path.starts_with(path));
                    i64::try_from(there.count()).unwrap()
                };
                assert_eq!(meant.whole, below(&path));
                for unit in &units {
                    assert_eq!(meant.units.get(unit), Some(&below(unit)), "{unit}");
                }
                assert_eq!(meant.units.len(), units.len());
                Ok::<_, Error>(meant.whole)
            });
            let counted = counted.await.unwrap();
            let somebody = place.path != city.root.path || counted > 0;
            assert!(somebody, "nobody of {:?}", audience.kinds);
        }
    }
}

#[tokio::test]
async fn an_audience_is_counted_as_one_would_by_hand() {
    each_city(async |city: City| {
        let people = people(&city).await;
        assert_counted(&city, &people).await;
        platform::tally::fold(city.db()).await.unwrap();
        assert_counted(&city, &people).await;
    })
    .await;
}
