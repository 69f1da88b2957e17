//! How somebody is called on a page: 秀英, not 王秀英.

/// Surnames of two characters that still occur.
const DOUBLE: [&str; 14] = [
    "欧阳", "司马", "诸葛", "上官", "尉迟", "万俟", "皇甫", "令狐", "东方", "夏侯", "慕容", "宇文",
    "长孙", "司徒",
];

/// The given name where it has two characters; the whole name otherwise, since calling somebody
/// by a single character would be too familiar.
#[must_use]
pub fn called(name: &str) -> String {
    let surname = if DOUBLE.iter().any(|double| name.starts_with(double)) {
        2
    } else {
        1
    };
    let given: String = name.chars().skip(surname).collect();
    let chinese = name.chars().all(|c| ('\u{3400}'..='\u{9fff}').contains(&c));
    if chinese && given.chars().count() == 2 {
        given
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::called;

    #[test]
    fn given_names_of_two_characters_only() {
        assert_eq!(called("王秀英"), "秀英");
        assert_eq!(called("李强"), "李强");
        assert_eq!(called("欧阳明月"), "明月");
        assert_eq!(called("欧阳明"), "欧阳明");
        assert_eq!(called("买买提·吐尔逊"), "买买提·吐尔逊");
    }
}
