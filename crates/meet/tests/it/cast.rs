//! A small branch: a secretary, somebody who records, members in the hall and far away.

use std::collections::BTreeMap;

use platform::ids::PersonId;
use testkit::{City, Client, TestApp};

/// The people of these tests.
pub struct Cast {
    /// The city.
    pub city: City,
    /// 陈建国, secretary of the branch.
    pub secretary: Client,
    /// 何桂兰, its organisation commissioner, who records.
    pub recorder: Client,
    /// 刘海燕, secretary of the branch beside it.
    pub other: Client,
    /// 王秀英, a member at home.
    pub member: Client,
    /// Everybody by name.
    pub ids: BTreeMap<&'static str, PersonId>,
}

/// Builds the branch with so many further members: 党员1, 党员2 …
pub async fn cast(app: &TestApp, more: &[&'static str]) -> Cast {
    let city = City::build(app).await;
    let mut ids = BTreeMap::new();
    for (name, kind, org) in [
        ("陈建国", "secretary", &city.own),
        ("何桂兰", "org_commissioner", &city.own),
        ("刘海燕", "secretary", &city.sibling),
    ] {
        ids.insert(name, city.holder(app, name, kind, org).await);
    }
    ids.insert("王秀英", city.member(app, "王秀英", &city.own).await);
    for name in more {
        ids.insert(*name, city.member(app, name, &city.child).await);
    }
    Cast {
        secretary: app.signed_in(ids["陈建国"]).await,
        recorder: app.signed_in(ids["何桂兰"]).await,
        other: app.signed_in(ids["刘海燕"]).await,
        member: app.signed_in(ids["王秀英"]).await,
        city,
        ids,
    }
}

impl Cast {
    /// Calls a meeting of a kind for this evening, recorded by 何桂兰; gives its address for staff.
    pub async fn call(&mut self, kind: &str) -> String {
        let org = self.city.own.id.to_string();
        let (chair, recorder) = (
            self.ids["陈建国"].to_string(),
            self.ids["何桂兰"].to_string(),
        );
        let form = [
            ("org", org.as_str()),
            ("kind", kind),
            ("title", "十一月党员大会"),
            ("starts_at", "2026-11-23T19:30"),
            ("minutes", "90"),
            ("place", "党群服务中心"),
            ("agenda", "学习有关文件\n讨论公共收益怎么用\n表决"),
            ("chair", chair.as_str()),
            ("recorder", recorder.as_str()),
        ];
        let made = self.secretary.post("/staff/meetings", &form).await;
        assert_eq!(made.status(), 303, "{}", made.text());
        made.location().trim_end_matches("/notice").to_owned()
    }

    /// Opens the room and writes down how everybody takes part.
    pub async fn open(&mut self, meeting: &str, marks: &[(&str, &str)]) {
        let opened = self.recorder.post(&format!("{meeting}/opening"), &[]).await;
        assert_eq!(opened.status(), 303, "{}", opened.text());
        self.mark(meeting, marks).await;
    }

    /// Writes down how people take part.
    pub async fn mark(&mut self, meeting: &str, marks: &[(&str, &str)]) {
        let fields: Vec<(String, &str)> = marks
            .iter()
            .flat_map(|(name, how)| {
                let id = self.ids[name];
                [
                    (format!("how_{id}"), *how),
                    (format!("words_{id}"), "在外地"),
                ]
            })
            .collect();
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), *value))
            .collect();
        let saved = self
            .recorder
            .post(&format!("{meeting}/attendance"), &fields)
            .await;
        assert_eq!(saved.status(), 303, "{}", saved.text());
    }

    /// Puts something to the vote; gives the address of the vote.
    pub async fn put(&mut self, meeting: &str, item: &str, title: &str, ballot: &str) -> String {
        let form = [("item", item), ("title", title), ("ballot", ballot)];
        let put = self.recorder.post(&format!("{meeting}/votes"), &form).await;
        assert_eq!(put.status(), 303, "{}", put.text());
        put.location().to_owned()
    }
}

/// The address of a meeting for members.
pub fn for_members(meeting: &str) -> String {
    meeting.replacen("/staff", "", 1)
}
