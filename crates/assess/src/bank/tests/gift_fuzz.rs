//! GIFT under arbitrary input: a round trip changes nothing, no bytes panic.

use proptest::prelude::*;

use super::super::gift;
use super::strategy::draft;

proptest! {
    #[test]
    fn gift_gives_back_what_it_was_given(drafts in proptest::collection::vec(draft(), 0..6)) {
        let written = gift::write(&drafts);
        let import = gift::read(written.as_bytes()).expect("readable");
        prop_assert_eq!(&import.faults, &[], "{}", written);
        prop_assert_eq!(&import.warnings, &[], "{}", written);
        let back: Vec<_> = import.questions.into_iter().map(|question| question.draft).collect();
        prop_assert_eq!(back, drafts, "{}", written);
    }

    #[test]
    fn any_bytes_give_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(import) = gift::read(&bytes) {
            prop_assert!(import.questions.iter().all(|question| question.draft.validate().is_empty()));
        }
    }

    #[test]
    fn any_arrangement_of_its_signs_gives_an_answer(
        text in "([~=#{}:\\\\\\[\\]%TF\n<>/$&;\\-0-9a-c党 ]|::|####|\\[html\\]|->|%50%|//|\n\n){0,120}",
    ) {
        let import = gift::read(text.as_bytes()).expect("UTF-8 and small");
        for question in &import.questions {
            let again = gift::write([&question.draft]);
            let back = gift::read(again.as_bytes()).expect("readable");
            prop_assert!(back.questions[0].draft.same_as(&question.draft), "{}", again);
        }
        let lines = text.split('\n').count();
        for fault in &import.faults {
            prop_assert!((1..=lines).contains(&(fault.place.line as usize)));
        }
    }
}

/// Shapes that would take quadratic time or deep recursion in a careless reader.
#[test]
fn hostile_shapes_are_read_in_bounded_time() {
    for piece in [
        "[", "~", "=", "::", "{", "}", "<a", "<script>", "</", "&", "//[a:", "\\", "%1", "####",
        "\n",
    ] {
        let mut hostile = piece.repeat(gift::MAX_BYTES / piece.len());
        assert!(gift::read(hostile.as_bytes()).is_ok(), "{piece}");
        hostile = format!("[html]问{{={}~乙}}", piece.repeat(60_000 / piece.len()));
        assert!(gift::read(hostile.as_bytes()).is_ok(), "{piece}");
    }
}
