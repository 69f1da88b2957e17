//! From a division's code and name to the Party organisation that is set up there.

use crate::{OrgKind, UnitNature};

/// What communities and villages become. How large an organisation may be set up depends on its
/// members (支部工作条例: 3, 50 and 100), which a table of divisions does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grassroots {
    /// 社区: a committee, below which the grid branches stand (domain §3.13).
    pub communities: OrgKind,
    /// 建制村: a branch.
    pub villages: OrgKind,
}

impl Default for Grassroots {
    fn default() -> Self {
        Self {
            communities: OrgKind::PrimaryCommittee,
            villages: OrgKind::Branch,
        }
    }
}

/// An organisation to be set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// Its kind.
    pub kind: OrgKind,
    /// Its unit's nature.
    pub nature: UnitNature,
    /// Its full name.
    pub full_name: String,
    /// Its short name.
    pub short_name: String,
    /// Whether the kind is a guess.
    pub guessed: bool,
}

/// Digits of the code at each level.
pub const LEVELS: [usize; 5] = [2, 4, 6, 9, 12];

/// Rows of the national tables that only group districts or counties.
pub fn only_groups(code: &str, name: &str) -> bool {
    code.len() == 4 && (name == "市辖区" || name == "县" || name.ends_with("直辖县级行政区划"))
}

/// What is set up for a division. `above` are the names of the divisions it lies in, the nearest
/// first, as far as the files hold them.
pub fn setup(code: &str, name: &str, above: &[&str], grassroots: Grassroots) -> Setup {
    match code.len() {
        2 | 4 => region(name),
        6 => county(code, name, above.first().copied().unwrap_or_default()),
        9 => township(name, above.first().copied().unwrap_or_default()),
        _ => grass(name, above, grassroots),
    }
}

fn committee(name: &str, prefix: &str, short: String) -> Setup {
    Setup {
        kind: OrgKind::PrimaryCommittee,
        nature: UnitNature::Territory,
        full_name: format!("中国共产党{prefix}{name}委员会"),
        short_name: short,
        guessed: false,
    }
}

/// A committee that a higher one sends out.
fn outpost(name: &str, prefix: &str) -> Setup {
    Setup {
        kind: OrgKind::WorkingCommittee,
        nature: UnitNature::Territory,
        full_name: format!("中国共产党{prefix}{name}工作委员会"),
        short_name: format!("{name}党工委"),
        guessed: false,
    }
}

/// Provinces and cities; regions and leagues are outposts of the province's committee.
fn region(name: &str) -> Setup {
    let short = name
        .strip_suffix("地区")
        .map_or_else(|| format!("{name}委"), |stem| format!("{stem}地委"));
    let kind = if name.ends_with("地区") || name.ends_with('盟') {
        OrgKind::WorkingCommittee
    } else {
        OrgKind::PrimaryCommittee
    };
    Setup {
        kind,
        ..committee(name, "", short)
    }
}

/// Districts, counties, county-level cities and banners. Development zones, which the tables
/// number 71 to 79 within their city, are run by outposts.
fn county(code: &str, name: &str, city: &str) -> Setup {
    let zone = code
        .get(4..6)
        .is_some_and(|place| ("71"..="79").contains(&place));
    if zone || name.ends_with("管委会") || name.ends_with("行政委员会") {
        let bare = name.strip_suffix("管委会").unwrap_or(name);
        return outpost(bare, "");
    }
    let stem = city.trim_end_matches(['市', '省', '州', '盟']);
    let prefix = if name.ends_with('区') && (stem.is_empty() || !name.starts_with(stem)) {
        city
    } else {
        ""
    };
    let short = if name.ends_with(['区', '县', '市', '旗']) {
        format!("{name}委")
    } else {
        format!("{name}党委")
    };
    committee(name, prefix, short)
}

/// Streets and what else is an outpost of the district's committee.
const OUTPOSTS: &[&str] = &[
    "街道",
    "地区",
    "区",
    "园",
    "新城",
    "管委会",
    "管理委员会",
    "基地",
    "功能区",
];
/// Farms, mines, works: units of their own with a committee.
const ENTERPRISES: &[&str] = &[
    "场", "公司", "集团", "矿", "厂", "水库", "苗圃", "农垦", "团", "站", "所", "局",
];

/// Streets, towns, townships, and the units numbered like them.
fn township(name: &str, county: &str) -> Setup {
    let name = name.strip_suffix("办事处").unwrap_or(name);
    let name = name.strip_suffix("街道").map_or(name, |_| name);
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    if ends(&["镇", "乡", "苏木"]) {
        return committee(name, county, format!("{name}党委"));
    }
    if ends(&["社区"]) {
        let nature = UnitNature::Community;
        return Setup {
            nature,
            ..committee(name, county, format!("{name}党委"))
        };
    }
    if ends(OUTPOSTS) {
        return outpost(name, county);
    }
    let (nature, guessed) = if ends(ENTERPRISES) {
        (UnitNature::PublicEnterprise, false)
    } else {
        (UnitNature::Other, true)
    };
    Setup {
        nature,
        guessed,
        ..committee(name, county, format!("{name}党委"))
    }
}

/// Communities and villages.
fn grass(name: &str, above: &[&str], grassroots: Grassroots) -> Setup {
    let stem = ["居民委员会", "村民委员会", "居委会", "村委会", "委员会"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending).filter(|stem| !stem.is_empty()));
    let village = name.contains('村') && !name.contains("社区") && !name.contains("居");
    let (nature, kind, unit) = if village {
        (UnitNature::Village, grassroots.villages, "村")
    } else {
        (UnitNature::Community, grassroots.communities, "社区")
    };
    let stem = stem.unwrap_or(name);
    let place = if stem.ends_with(unit) {
        stem.to_owned()
    } else {
        format!("{stem}{unit}")
    };
    let (long, short) = match kind {
        OrgKind::GeneralBranch => ("总支部委员会", "党总支"),
        OrgKind::PrimaryCommittee => ("委员会", "党委"),
        OrgKind::WorkingCommittee => ("工作委员会", "党工委"),
        _ => ("支部委员会", "党支部"),
    };
    let prefix: String = above.iter().take(2).rev().copied().collect();
    Setup {
        kind,
        nature,
        full_name: format!("中国共产党{prefix}{place}{long}"),
        short_name: format!("{place}{short}"),
        guessed: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(code: &str, name: &str, above: &[&str]) -> (OrgKind, String, String) {
        let setup = setup(code, name, above, Grassroots::default());
        assert!(!setup.guessed, "{name}");
        (setup.kind, setup.short_name, setup.full_name)
    }

    /// Code, name, what stands above; kind, short and full name of the committee.
    type Row = (
        &'static str,
        &'static str,
        &'static [&'static str],
        OrgKind,
        &'static str,
        &'static str,
    );

    const ROWS: &[Row] = &[
        (
            "13",
            "河北省",
            &[],
            OrgKind::PrimaryCommittee,
            "河北省委",
            "河北省委员会",
        ),
        (
            "1301",
            "石家庄市",
            &["河北省"],
            OrgKind::PrimaryCommittee,
            "石家庄市委",
            "石家庄市委员会",
        ),
        (
            "5425",
            "阿里地区",
            &[],
            OrgKind::WorkingCommittee,
            "阿里地委",
            "阿里地区委员会",
        ),
        (
            "1522",
            "兴安盟",
            &[],
            OrgKind::WorkingCommittee,
            "兴安盟委",
            "兴安盟委员会",
        ),
        (
            "130102",
            "长安区",
            &["石家庄市"],
            OrgKind::PrimaryCommittee,
            "长安区委",
            "石家庄市长安区委员会",
        ),
        (
            "130123",
            "正定县",
            &["石家庄市"],
            OrgKind::PrimaryCommittee,
            "正定县委",
            "正定县委员会",
        ),
        (
            "310115",
            "浦东新区",
            &["上海市"],
            OrgKind::PrimaryCommittee,
            "浦东新区委",
            "上海市浦东新区委员会",
        ),
        (
            "130171",
            "石家庄高新技术产业开发区",
            &["石家庄市"],
            OrgKind::WorkingCommittee,
            "石家庄高新技术产业开发区党工委",
            "石家庄高新技术产业开发区工作委员会",
        ),
        (
            "110101002",
            "景山街道",
            &["东城区"],
            OrgKind::WorkingCommittee,
            "景山街道党工委",
            "东城区景山街道工作委员会",
        ),
        (
            "110106020",
            "新村街道办事处",
            &["丰台区"],
            OrgKind::WorkingCommittee,
            "新村街道党工委",
            "丰台区新村街道工作委员会",
        ),
        (
            "130123100",
            "正定镇",
            &["正定县"],
            OrgKind::PrimaryCommittee,
            "正定镇党委",
            "正定县正定镇委员会",
        ),
        (
            "110101002002",
            "黄化门社区居委会",
            &["景山街道", "东城区"],
            OrgKind::PrimaryCommittee,
            "黄化门社区党委",
            "东城区景山街道黄化门社区委员会",
        ),
        (
            "130123100201",
            "东门里村委会",
            &["正定镇", "正定县"],
            OrgKind::Branch,
            "东门里村党支部",
            "正定县正定镇东门里村支部委员会",
        ),
    ];

    #[test]
    fn each_division_becomes_the_committee_that_is_set_up_there() {
        for &(code, name, above, kind, short, full) in ROWS {
            let full = format!("中国共产党{full}");
            assert_eq!(
                of(code, name, above),
                (kind, short.to_owned(), full),
                "{name}"
            );
        }
        assert!(only_groups("1101", "市辖区") && only_groups("4690", "省直辖县级行政区划"));
        assert!(!only_groups("1301", "石家庄市"));
    }

    #[test]
    fn what_cannot_be_told_from_a_name_is_a_guess() {
        let guess = |name| setup("130123400", name, &[], Grassroots::default()).guessed;
        assert!(guess("某中心") && !guess("国营农场") && !guess("高新区"));
    }
}
