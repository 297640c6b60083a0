//! A function's page in mdoc(7).

use crate::header::{Function, Paragraph};

/// The beginning of the paragraph on what a function returns.
const RETURNS: &str = "Returns ";

/// The paragraph on what a caller has to keep to, as the header begins it.
const REQUIREMENT: &str = "The caller has to keep to this: ";

const SEE_ALSO: &str = ".Sh SEE ALSO\n.Xr virmemctl 1 ,\n.Xr libvirmemctl 3 ,\n.Xr virmemctl 7\n";

/// The page of a function, with this date.
pub fn page(function: &Function, date: &str) -> String {
    let (name, title) = (&function.name, function.name.to_uppercase());
    let version = env!("CARGO_PKG_VERSION");
    let starts = |paragraph: &&Paragraph, beginning: &str| match paragraph {
        Paragraph::Text(text) => text.starts_with(beginning),
        Paragraph::List(_) => false,
    };
    let paragraphs = function.paragraphs.iter();
    let (returns, others): (Vec<_>, Vec<_>) =
        paragraphs.partition(|paragraph| starts(paragraph, RETURNS));
    let (caveats, description): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|paragraph| starts(paragraph, REQUIREMENT));
    [
        format!(".Dd {date}\n.Dt {title} 3\n.Os \"libvirmemctl {version}\"\n"),
        format!(".Sh NAME\n.Nm {name}\n.Nd {}\n", summary(function)),
        synopsis(function),
        section("DESCRIPTION", &description),
        section("RETURN VALUES", &returns),
        SEE_ALSO.to_owned(),
        section("CAVEATS", &caveats).replace(REQUIREMENT, ""),
    ]
    .concat()
}

/// What a function does, in a few words: its documentation up to the first stop.
pub fn summary(function: &Function) -> String {
    let Some(Paragraph::Text(text)) = function.paragraphs.first() else { return String::new() };
    let short = text.split([':', ',', ';', '.']).next().unwrap_or_default();
    let mut letters = short.chars();
    letters.next().map_or_else(String::new, |first| {
        escaped(&format!("{}{}", first.to_lowercase(), letters.as_str()))
    })
}

fn synopsis(function: &Function) -> String {
    let parameters: String =
        function.parameters.iter().map(|parameter| format!(".Fa \"{parameter}\"\n")).collect();
    let (returns, name) = (&function.returns, &function.name);
    format!(".Sh SYNOPSIS\n.In virmemctl.h\n.Ft \"{returns}\"\n.Fo {name}\n{parameters}.Fc\n")
}

/// A section with these paragraphs; nothing without one.
fn section(title: &str, paragraphs: &[&Paragraph]) -> String {
    let bodies = paragraphs.iter().enumerate().map(|(at, paragraph)| match paragraph {
        Paragraph::Text(text) if at == 0 => lines(text),
        Paragraph::Text(text) => format!(".Pp\n{}", lines(text)),
        Paragraph::List(items) => {
            let items: String = items.iter().map(|item| format!(".It\n{}", lines(item))).collect();
            format!(".Bl -dash\n{items}.El\n")
        }
    });
    let text: String = bodies.collect();
    if text.is_empty() { text } else { format!(".Sh {title}\n{text}") }
}

/// A text with a line for each sentence; what stands in backquotes is bold.
fn lines(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let parts = parts.map(|(at, part)| match at % 2 {
        0 => escaped(part).replace(". ", ".\n"),
        _ => format!("\\fB{}\\fR", escaped(part).replace('-', "\\-")),
    });
    let text: String = parts.collect();
    let guarded = text.lines().map(|line| {
        let guard = if line.starts_with(['.', '\'']) { "\\&" } else { "" };
        format!("{guard}{line}\n")
    });
    guarded.collect()
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\e")
}
