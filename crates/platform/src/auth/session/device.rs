//! The device of a session in two codes, enough for its owner to recognise it.

/// `wechat.android` from a user agent: the application and the system, nothing finer.
#[must_use]
pub fn describe(agent: &str) -> String {
    format!("{}.{}", application(agent), system(agent))
}

fn application(agent: &str) -> &'static str {
    // Order matters: WeCom names MicroMessenger as well, and everybody names Safari.
    first(
        agent,
        &[
            ("wxwork", "wecom"),
            ("MicroMessenger", "wechat"),
            ("DingTalk", "dingtalk"),
            ("Edg", "edge"),
            ("Firefox", "firefox"),
            ("HuaweiBrowser", "huawei"),
            ("Chrome", "chrome"),
            ("Safari", "safari"),
        ],
    )
}

fn system(agent: &str) -> &'static str {
    first(
        agent,
        &[
            ("OpenHarmony", "harmony"),
            ("HarmonyOS", "harmony"),
            ("Android", "android"),
            ("iPhone", "iphone"),
            ("iPad", "ipad"),
            ("Windows", "windows"),
            ("Mac OS", "mac"),
            ("Linux", "linux"),
        ],
    )
}

fn first(agent: &str, known: &[(&str, &'static str)]) -> &'static str {
    known
        .iter()
        .find(|(mark, _)| agent.contains(mark))
        .map_or("other", |(_, code)| code)
}

#[cfg(test)]
mod tests {
    use super::describe;

    #[test]
    fn an_owner_recognises_the_device() {
        let check = |agent, expected| assert_eq!(describe(agent), expected);
        check(
            "Mozilla/5.0 (Linux; Android 12; V2054A) AppleWebKit/537.36 Chrome/107.0 Mobile Safari/537.36 MicroMessenger/8.0.34",
            "wechat.android",
        );
        check(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.34",
            "wechat.iphone",
        );
        check(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120 Safari/537.36 Edg/120",
            "edge.windows",
        );
        check("", "other.other");
    }
}
