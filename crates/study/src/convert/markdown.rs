//! Markdown becomes a page: clean HTML, outline, plain text, reading time.
//!
//! CommonMark with tables, footnotes, strike-through and bare links; emphasis
//! works beside Chinese punctuation. HTML in the Markdown passes the same
//! sanitiser as everything else. Where a text uses `#` for its title, all its
//! headings go one level down: the page already has its one `h1`.

use comrak::nodes::NodeValue;
use comrak::{Arena, Options};

use super::clean::{self, Heading};
use super::fault::ConvertFault;
use super::plain;
pub use super::plain::Length;

/// The longest Markdown text, in bytes.
pub const MAX_MARKDOWN: usize = 2 * 1024 * 1024;
/// The most quotation marks and list marks that may open on one line: deeper
/// nesting is no text, and parsers of HTML take quadratic time over it.
const MAX_NESTING: usize = 40;

/// A page ready to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// HTML that may be put into a page as it is.
    pub html: String,
    /// The headings with their anchors.
    pub outline: Vec<Heading>,
    /// The text alone, for search, read-aloud and likeness.
    pub text: String,
    /// How much there is to read.
    pub length: Length,
}

/// Renders Markdown.
///
/// # Errors
/// [`ConvertFault::TextTooLong`] beyond [`MAX_MARKDOWN`];
/// [`ConvertFault::TooDeep`] for lists and quotations nested beyond sense.
pub fn render(markdown: &str) -> Result<Reading, ConvertFault> {
    if markdown.len() > MAX_MARKDOWN {
        return Err(ConvertFault::TextTooLong {
            limit_mib: MAX_MARKDOWN / (1024 * 1024),
        });
    }
    Ok(read_html(&to_html(markdown)?))
}

/// Makes a page of foreign HTML, such as an editor's.
pub fn read_html(html: &str) -> Reading {
    let clean = clean::clean(html);
    let text = plain::text(&clean.html);
    Reading {
        length: Length::of(&text),
        html: clean.html,
        outline: clean.outline,
        text,
    }
}

/// HTML that is not yet clean.
fn to_html(markdown: &str) -> Result<String, ConvertFault> {
    let options = options();
    let arena = Arena::new();
    let root = comrak::parse_document(&arena, markdown, &options);
    let mut titled = false;
    let mut depth = 0usize;
    for edge in root.traverse() {
        match edge {
            comrak::arena_tree::NodeEdge::Start(node) => {
                depth += 1;
                if depth > MAX_NESTING {
                    return Err(ConvertFault::TooDeep {
                        part: "Markdown".into(),
                    });
                }
                titled |= matches!(&node.data().value, NodeValue::Heading(h) if h.level == 1);
            }
            comrak::arena_tree::NodeEdge::End(_) => depth -= 1,
        }
    }
    if titled {
        for node in root.descendants() {
            if let NodeValue::Heading(heading) = &mut node.data_mut().value {
                heading.level = (heading.level + 1).min(6);
            }
        }
    }
    let mut html = String::with_capacity(markdown.len() * 3 / 2);
    // Writing into a String cannot fail; an error would only cut the page short.
    let written = comrak::format_html(root, &options, &mut html);
    written.map_err(|_| ConvertFault::Damaged {
        part: "Markdown".into(),
    })?;
    Ok(html)
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.footnotes = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.cjk_friendly_emphasis = true;
    // The sanitiser judges raw HTML; comrak would only hide it in comments.
    options.render.r#unsafe = true;
    options
}
