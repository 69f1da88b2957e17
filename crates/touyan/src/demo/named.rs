//! The people whom the cards of `/demo` name.

use jiff::civil::{Date, date};

use super::people::{Made, id_number};

/// Somebody the demonstration names.
pub struct Named {
    /// The key of their card.
    pub kind: &'static str,
    /// Their name.
    pub name: &'static str,
    /// How they sign in.
    pub login: &'static str,
    /// GB/T 2261.1.
    pub sex: &'static str,
    /// Birthday.
    pub born: Date,
    /// The duty and where.
    pub duty: Option<(&'static str, Where)>,
}

/// At which organisation somebody named serves.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Where {
    /// The city's committee.
    Root,
    /// The own branch.
    OwnBranch,
    /// The street or town above the own branch.
    Unit,
}

// tidy: table, the people whom the demonstration names
#[expect(clippy::too_many_lines, reason = "a table of people")]
/// Everybody the demonstration names, in the order of the cards.
#[must_use]
pub fn named() -> Vec<Named> {
    let one = |kind, name, login, sex, born, duty| Named {
        kind,
        name,
        login,
        sex,
        born,
        duty,
    };
    vec![
        one(
            "member",
            "王秀英",
            "wangxiuying",
            "2",
            date(1959, 3, 8),
            None,
        ),
        one(
            "young_member",
            "李思远",
            "lisiyuan",
            "1",
            date(1997, 9, 1),
            None,
        ),
        one(
            "floating_member",
            "罗志远",
            "luozhiyuan",
            "1",
            date(1988, 5, 16),
            None,
        ),
        one(
            "secretary",
            "陈建国",
            "chenjianguo",
            "1",
            date(1971, 6, 12),
            Some(("secretary", Where::OwnBranch)),
        ),
        one(
            "commissioner",
            "何桂兰",
            "heguilan",
            "2",
            date(1968, 8, 24),
            Some(("org_commissioner", Where::OwnBranch)),
        ),
        one(
            "recorder",
            "方小梅",
            "fangxiaomei",
            "2",
            date(1985, 10, 14),
            Some(("publicity_commissioner", Where::OwnBranch)),
        ),
        one(
            "organiser",
            "徐立民",
            "xulimin",
            "1",
            date(1980, 3, 27),
            Some(("org_staff", Where::Unit)),
        ),
        one(
            "street_staff",
            "林晓燕",
            "linxiaoyan",
            "2",
            date(1989, 12, 5),
            Some(("org_staff", Where::Unit)),
        ),
        one(
            "org_staff",
            "赵文静",
            "zhaowenjing",
            "2",
            date(1986, 4, 20),
            Some(("org_staff", Where::Root)),
        ),
        one(
            "publicity_staff",
            "周晓蕾",
            "zhouxiaolei",
            "2",
            date(1990, 11, 3),
            Some(("publicity_staff", Where::Root)),
        ),
        one(
            "reviewer",
            "吴明哲",
            "wumingzhe",
            "1",
            date(1979, 1, 15),
            Some(("reviewer", Where::Root)),
        ),
        one(
            "sys_admin",
            "孙立平",
            "sunliping",
            "1",
            date(1983, 7, 7),
            Some(("sys_admin", Where::Root)),
        ),
        one(
            "sec_admin",
            "郑雅琴",
            "zhengyaqin",
            "2",
            date(1981, 2, 26),
            Some(("sec_admin", Where::Root)),
        ),
        one(
            "audit_admin",
            "黄志强",
            "huangzhiqiang",
            "1",
            date(1976, 10, 30),
            Some(("audit_admin", Where::Root)),
        ),
    ]
}

/// Makes a drawn member the person the demonstration names.
pub fn become_named(made: &mut Made, named: &Named) {
    made.full_name = named.name.to_owned();
    made.sex = named.sex;
    made.born = named.born;
    made.id_number = id_number(named.born, made.number, named.sex);
    made.probation = false;
    made.joined_on = date(named.born.year() + 22, 7, 1);
    made.floating = named.kind == "floating_member";
    made.audience = match named.kind {
        "member" | "secretary" | "floating_member" => "rural",
        "commissioner" | "street_staff" => "community",
        "young_member" => "enterprise",
        _ => "agency",
    };
}
