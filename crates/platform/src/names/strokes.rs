//! The order by strokes (姓氏笔画) that formal lists use.
//!
//! A key is the stroke count of the surname's first character, then the sort key of the CLDR
//! stroke collation. The count goes first because CLDR counts by the traditional forms
//! (艹 as four strokes, 阝 as three, 辶 as four): it would list 陈 and 黄 one group too late for a
//! reader in mainland China. Within one count the order is CLDR's, not the national 笔顺 order.

use std::cmp::Ordering;
use std::convert::Infallible;
use std::sync::LazyLock;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;

#[expect(
    clippy::expect_used,
    reason = "the data is compiled in and the locale is a constant; every test here opens it"
)]
static COLLATOR: LazyLock<CollatorBorrowed<'static>> = LazyLock::new(|| {
    Collator::try_new(locale!("zh-u-co-stroke").into(), CollatorOptions::default())
        .expect("stroke collation is compiled in")
});

/// More strokes than any character of CLDR's stroke collation has.
const LARGEST_GROUP: u32 = 64;

/// Sort keys of the marks CLDR sets before each group of equal stroke count
/// (U+FDD0 followed by U+2800 plus the count), in ascending order.
static GROUP_STARTS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    (1..=LARGEST_GROUP)
        .filter_map(|count| char::from_u32(0x2800 + count))
        .map(|mark| collation_key(&String::from_iter(['\u{FDD0}', mark])))
        .collect()
});

/// Surnames that CLDR counts otherwise than the mainland standard (通用规范汉字表) and that
/// [`is_counted_one_too_many`] does not explain.
const COUNTED: &[(char, u8)] = &[
    ('印', 5),
    ('荆', 9),
    ('敖', 10),
    ('黄', 11),
    ('隗', 11),
    ('敬', 12),
    ('褚', 13),
    ('甄', 13),
    ('慕', 14),
    ('魏', 17),
];

/// Bytes whose order is the order by strokes. Stored as a BLOB and compared as bytes.
pub fn stroke_key(name: &str) -> Vec<u8> {
    let name = name.trim();
    let mut key = vec![surname_strokes(name)];
    key.extend(collation_key(name));
    key
}

/// Compares two names by strokes, exactly as their [`stroke_key`]s compare.
pub fn compare_by_strokes(left: &str, right: &str) -> Ordering {
    let (left, right) = (left.trim(), right.trim());
    surname_strokes(left)
        .cmp(&surname_strokes(right))
        .then_with(|| COLLATOR.compare(left, right))
}

fn collation_key(text: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(text.len() * 2);
    let Ok(()): Result<(), Infallible> = COLLATOR.write_sort_key_to(text, &mut key);
    key
}

/// Strokes of the first character, 0 for no name. Names in other scripts come out beyond every
/// count in use and so stand last, as CLDR has them in Chinese lists.
fn surname_strokes(name: &str) -> u8 {
    let Some(first) = name.chars().next() else {
        return 0;
    };
    if let Some((_, strokes)) = COUNTED.iter().find(|(known, _)| *known == first) {
        return *strokes;
    }
    let key = collation_key(first.encode_utf8(&mut [0; 4]));
    let group = GROUP_STARTS.partition_point(|start| *start <= key);
    let group = u8::try_from(group).unwrap_or(u8::MAX);
    group.saturating_sub(u8::from(is_counted_one_too_many(first)))
}

/// Whether the character carries 艹, 辶 or 阝 as its radical: Unicode orders the block by
/// radical, so each radical is a range. 邑, 邕 and 阜 show the full radical and are left out.
fn is_counted_one_too_many(ch: char) -> bool {
    matches!(
        ch,
        '\u{8279}'..='\u{864C}'
            | '\u{8FB6}'..='\u{9090}'
            | '\u{9092}'..='\u{9094}'
            | '\u{9096}'..='\u{9148}'
            | '\u{961D}'..='\u{96B5}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn strokes_are_counted_as_on_the_mainland() {
        for (strokes, surnames) in [
            (2, "丁卜刁"),
            (3, "马于万卫"),
            (4, "王邓韦方毛尹孔"),
            (5, "冯田叶卢石白边邝印"),
            (6, "刘孙朱许吕任江阮阳那过"),
            (7, "李张陈杨吴何宋陆邱邹邵苏芦连迟"),
            (8, "周林罗郑范金孟武苗"),
            (9, "赵胡姚钟姜侯郝柳柯荆荣"),
            (10, "徐郭高唐袁贾夏秦陶莫敖都"),
            (11, "梁曹崔龚常康萧阎隋黄"),
            (12, "谢韩曾彭董蒋程傅葛敬"),
            (13, "雷赖蓝靳蒙鲍蒲解褚甄满"),
            (14, "蔡谭廖熊翟裴管缪慕"),
            (15, "潘黎樊颜滕"),
            (16, "薛霍穆燕"),
            (17, "戴鞠魏"),
            (18, "瞿"),
        ] {
            for surname in surnames.chars() {
                assert_eq!(surname_strokes(&surname.to_string()), strokes, "{surname}");
            }
        }
        assert_eq!(surname_strokes(""), 0);
        assert!(stroke_key("Smith") > stroke_key("龘"));
    }

    #[test]
    fn fewer_strokes_come_first() {
        let ordered = [
            "丁一", "万一", "王一", "冯一", "刘一", "陈一", "林一", "赵一", "郭一", "黄一", "曾一",
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
        fn keys_order_as_names_compare(
            left in "[\u{4e00}-\u{9fa5}\u{3400}-\u{3450}\u{20000}-\u{20040}a-zA-Z·]{0,5}",
            right in "[\u{4e00}-\u{9fa5}\u{3400}-\u{3450}\u{20000}-\u{20040}a-zA-Z·]{0,5}",
        ) {
            prop_assert_eq!(
                stroke_key(&left).cmp(&stroke_key(&right)),
                compare_by_strokes(&left, &right)
            );
        }

        #[test]
        fn within_one_surname_the_collator_decides(
            head in "[\u{4e00}-\u{9fa5}]{1,2}",
            left in "[\u{4e00}-\u{9fa5}]{0,2}",
            right in "[\u{4e00}-\u{4e40}]{0,2}",
        ) {
            let (left, right) = (format!("{head}{left}"), format!("{head}{right}"));
            prop_assert_eq!(
                stroke_key(&left).cmp(&stroke_key(&right)),
                COLLATOR.compare(&left, &right)
            );
        }
    }
}
