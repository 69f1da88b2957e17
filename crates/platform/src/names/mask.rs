//! Masks for lists that everybody can read: a person recognises an entry, a stranger learns
//! nothing new. Masking is for display only; it never replaces sealing or permission.

/// `张三丰` → `张*丰`, `张三` → `张*`; a single character is hidden whole.
pub fn mask_name(name: &str) -> String {
    let chars: Vec<char> = name.trim().chars().collect();
    match chars.as_slice() {
        [] => String::new(),
        [_] => "*".into(),
        [first, _] => format!("{first}*"),
        [first, middle @ .., last] => format!("{first}{}{last}", stars(middle.len())),
    }
}

/// `13812345678` → `138****5678`. A land line keeps its last four digits, anything shorter than
/// seven characters the last two. Blanks and hyphens are dropped first.
pub fn mask_phone(phone: &str) -> String {
    let kept: Vec<char> = phone
        .chars()
        .filter(|ch| !ch.is_whitespace() && *ch != '-')
        .collect();
    match kept.len() {
        0 => String::new(),
        11.. => ends(&kept, 3, 4),
        7..=10 => ends(&kept, 0, 4),
        3..=6 => ends(&kept, 0, 2),
        short => stars(short),
    }
}

/// `11010519491231002X` → `110105********002X`; a number of 15 digits keeps its region and its
/// last three. Whatever is neither is hidden whole, since nobody knows what it holds.
pub fn mask_id(id_number: &str) -> String {
    let chars: Vec<char> = id_number.trim().chars().collect();
    match chars.len() {
        18 => ends(&chars, 6, 4),
        15 => ends(&chars, 6, 3),
        other => stars(other),
    }
}

fn ends(chars: &[char], head: usize, tail: usize) -> String {
    let hidden = chars.len() - head - tail;
    let first: String = chars[..head].iter().collect();
    let last: String = chars[head + hidden..].iter().collect();
    format!("{first}{}{last}", stars(hidden))
}

fn stars(count: usize) -> String {
    "*".repeat(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names() {
        for (plain, masked) in [
            ("张三", "张*"),
            ("张小三", "张*三"),
            ("欧阳娜娜", "欧**娜"),
            ("王", "*"),
            ("", ""),
        ] {
            assert_eq!(mask_name(plain), masked);
        }
    }

    #[test]
    fn phones() {
        for (plain, masked) in [
            ("13812345678", "138****5678"),
            ("138 1234 5678", "138****5678"),
            ("65123456", "****3456"),
            ("0871-65123456", "087*****3456"),
            ("12345", "***45"),
            ("12", "**"),
            ("", ""),
        ] {
            assert_eq!(mask_phone(plain), masked);
        }
    }

    #[test]
    fn ids() {
        assert_eq!(mask_id("11010519491231002X"), "110105********002X");
        assert_eq!(mask_id("110105491231002"), "110105******002");
        assert_eq!(mask_id("1101051949"), "**********");
    }

    proptest! {
        #[test]
        fn something_is_always_hidden(text in "\\PC{1,24}") {
            for masked in [mask_name(&text), mask_phone(&text), mask_id(&text)] {
                prop_assert!(masked.is_empty() || masked.contains('*'));
            }
        }
    }
}
