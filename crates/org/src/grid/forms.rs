//! What the form of a grid says.

use platform::error::{Error, invalid};
use platform::ids::OrgId;
use platform::web::{Cx, Form};

use super::store::Carer;
use super::{Details, Grid, Role};
use crate::tree::OrgKind;

/// The grid that was typed in.
///
/// # Errors
/// What is wrong by field, the first of it.
pub fn details(form: &Form) -> Result<Details, Error> {
    let name = form
        .some("name")
        .ok_or_else(|| invalid("name", "error-required"))?;
    let mut people = Vec::new();
    for role in Role::ALL {
        people.extend(names(form.value(role.code())).map(|name| (role.code().to_owned(), name)));
    }
    let branch = form
        .some("branch")
        .map(|id| {
            id.parse::<OrgId>()
                .map_err(|_| invalid("branch", "grid-no-such-branch"))
        })
        .transpose()?;
    Ok(Details {
        name: name.to_owned(),
        place: form.value("place").to_owned(),
        households: number(form.value("households"))
            .ok_or_else(|| invalid("households", "grid-households-range"))?,
        branch,
        people,
        groups: groups(form)?,
    })
}

/// Fields `group-<id>`: how many households a group looks after; an empty one looks after none.
fn groups(form: &Form) -> Result<Vec<(OrgId, i64)>, Error> {
    let mut groups = Vec::new();
    for (key, value) in form.pairs() {
        let Some(id) = key.strip_prefix("group-") else {
            continue;
        };
        if value.trim().is_empty() {
            continue;
        }
        let id = id
            .parse::<OrgId>()
            .map_err(|_| invalid("groups", "grid-no-such-group"))?;
        let households =
            number(value.trim()).ok_or_else(|| invalid("groups", "grid-group-number"))?;
        groups.push((id, households));
    }
    groups.sort_unstable();
    groups.dedup_by_key(|(id, _)| *id);
    Ok(groups)
}

/// A whole number, full-width digits included.
#[must_use]
pub fn number(text: &str) -> Option<i64> {
    let plain: String = text
        .trim()
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10).unwrap_or(c),
            other => other,
        })
        .filter(|c| *c != ',' && *c != '，')
        .collect();
    let plain = plain.strip_suffix(".0").unwrap_or(&plain);
    plain.trim_end_matches('户').trim().parse().ok()
}

/// Names as they are listed: 王建国、李秀英.
pub fn names(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(['、', '，', ',', ';', '；', '\n', ' ', '\u{3000}'])
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
}

/// The form filled with what is stored.
#[must_use]
pub fn filled(cx: &Cx, grid: &Grid, details: &Details) -> Form {
    let listed = |role: Role| {
        let of = details
            .people
            .iter()
            .filter(|(have, _)| have == role.code());
        of.map(|(_, name)| name.as_str())
            .collect::<Vec<_>>()
            .join("、")
    };
    let mut pairs = vec![
        ("name".to_owned(), details.name.clone()),
        ("place".to_owned(), details.place.clone()),
        ("households".to_owned(), details.households.to_string()),
        (
            "branch".to_owned(),
            details.branch.map(|id| id.to_string()).unwrap_or_default(),
        ),
        ("version".to_owned(), grid.version.to_string()),
    ];
    for role in Role::ALL {
        pairs.push((role.code().to_owned(), listed(role)));
    }
    for (id, households) in &details.groups {
        pairs.push((format!("group-{id}"), households.to_string()));
    }
    Form::filled(cx, pairs)
}

/// The branches that a form offers.
#[must_use]
pub fn branches(carers: &[Carer]) -> Vec<(String, String)> {
    let branches = carers.iter().filter(|one| one.kind != OrgKind::PartyGroup);
    branches
        .map(|one| (one.id.to_string(), one.short_name.clone()))
        .collect()
}

/// The party groups that a form asks for: the field, the group, its branch.
#[must_use]
pub fn group_fields(carers: &[Carer]) -> Vec<(String, String, String)> {
    let groups = carers.iter().filter(|one| one.kind == OrgKind::PartyGroup);
    groups
        .take(60)
        .map(|one| {
            let branch = carers.iter().find(|other| Some(other.id) == one.parent);
            (
                format!("group-{}", one.id),
                one.short_name.clone(),
                branch
                    .map(|branch| branch.short_name.clone())
                    .unwrap_or_default(),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_as_people_write_them() {
        assert_eq!(number("３１０"), Some(310));
        assert_eq!(number("1,204户"), Some(1_204));
        assert_eq!(number("300.0"), Some(300));
        assert_eq!(number("约三百"), None);
        assert_eq!(number(""), None);
        let all: Vec<String> = names("王建国、李秀英，周明 ;赵强").collect();
        assert_eq!(all, ["王建国", "李秀英", "周明", "赵强"]);
    }
}
