//! The order by strokes (姓氏笔画) that formal lists use.
//!
//! The key is the sort key of the CLDR stroke collation: comparing two keys byte by byte gives
//! the same answer as the collator. CLDR may order characters of one stroke count otherwise than
//! the national 笔画序 does; the difference is confined to ties within a stroke count.

use std::cmp::Ordering;
use std::convert::Infallible;
use std::sync::LazyLock;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;

#[expect(
    clippy::expect_used,
    reason = "the data is compiled in and the locale is a constant; a test opens it"
)]
static COLLATOR: LazyLock<CollatorBorrowed<'static>> = LazyLock::new(|| {
    Collator::try_new(
        locale!("zh-u-co-stroke").into(),
        CollatorOptions::default(),
    )
    .expect("stroke collation is compiled in")
});

/// Bytes whose order is the order by strokes. Stored as a BLOB and compared as bytes.
pub fn stroke_key(name: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(name.len() * 2);
    let Ok(()): Result<(), Infallible> = COLLATOR.write_sort_key_to(name.trim(), &mut key);
    key
}

/// Compares two names by strokes, exactly as their [`stroke_key`]s compare.
pub fn compare_by_strokes(left: &str, right: &str) -> Ordering {
    COLLATOR.compare(left.trim(), right.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn fewer_strokes_come_first() {
        // 丁 2, 万 3, 王 4, 冯 5, 刘 6, 李 7, 林 8, 赵 9, 郭 10, 曹 11, 曾 12, 谭 14, 薛 16
        let ordered = [
            "丁一", "万一", "王一", "冯一", "刘一", "李一", "林一", "赵一", "郭一", "曹一", "曾一",
            "谭一", "薛一",
        ];
        let mut shuffled = ordered;
        shuffled.reverse();
        shuffled.sort_by_key(|name| stroke_key(name));
        assert_eq!(shuffled, ordered);
    }

    #[test]
    fn the_order_is_not_the_pinyin_order() {
        // By pinyin 安 (an) stands before 丁 (ding); by strokes 丁 has 2 and 安 6.
        assert_eq!(compare_by_strokes("丁", "安"), Ordering::Less);
    }

    #[test]
    fn one_surname_is_ordered_by_the_given_name() {
        assert!(stroke_key("王一") < stroke_key("王鑫"));
        assert!(stroke_key("王") < stroke_key("王一"));
        assert_eq!(stroke_key(" 王一 "), stroke_key("王一"));
    }

    proptest! {
        #[test]
        fn keys_order_as_the_collator_does(
            left in "[\u{4e00}-\u{9fa5}\u{3400}-\u{3450}\u{20000}-\u{20040}a-zA-Z·]{0,5}",
            right in "[\u{4e00}-\u{9fa5}\u{3400}-\u{3450}\u{20000}-\u{20040}a-zA-Z·]{0,5}",
        ) {
            prop_assert_eq!(
                stroke_key(&left).cmp(&stroke_key(&right)),
                compare_by_strokes(&left, &right)
            );
        }

        #[test]
        fn common_beginnings_order_as_the_collator_does(
            head in "[\u{4e00}-\u{9fa5}]{1,2}",
            left in "[\u{4e00}-\u{4e40}]{0,2}",
            right in "[\u{4e00}-\u{4e40}]{0,2}",
        ) {
            let (left, right) = (format!("{head}{left}"), format!("{head}{right}"));
            prop_assert_eq!(
                stroke_key(&left).cmp(&stroke_key(&right)),
                compare_by_strokes(&left, &right)
            );
        }
    }
}
