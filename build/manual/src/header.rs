//! The functions of the C header, with their documentation.

/// A function as the header declares it.
pub struct Function {
    pub name: String,
    pub returns: String,
    /// Type and name of each.
    pub parameters: Vec<String>,
    /// The paragraphs of its documentation.
    pub paragraphs: Vec<Paragraph>,
}

/// What stands between two empty lines, joined to one line.
pub enum Paragraph {
    Text(String),
    List(Vec<String>),
}

/// The functions whose names begin so, in the header's order.
///
/// Errors: a function without documentation.
pub fn functions(header: &str, prefix: &str) -> Result<Vec<Function>, String> {
    let mut found = Vec::new();
    let mut comment = Vec::new();
    let mut lines = header.lines();
    while let Some(line) = lines.next() {
        if line == "/**" {
            let inside = lines.by_ref().take_while(|line| *line != " */");
            comment = inside.map(|line| line.trim_start_matches(" *").trim_end()).collect();
        } else if line.contains(prefix) && line.contains('(') {
            let mut declaration = line.to_owned();
            while !declaration.ends_with(';') {
                let Some(next) = lines.next() else { break };
                declaration = format!("{declaration} {}", next.trim());
            }
            found.extend(function(&declaration, prefix, &std::mem::take(&mut comment))?);
        } else {
            comment.clear();
        }
    }
    Ok(found)
}

/// The function of a declaration, if its name begins so.
fn function(declaration: &str, prefix: &str, comment: &[&str]) -> Result<Option<Function>, String> {
    let Some((before, after)) = declaration.split_once('(') else { return Ok(None) };
    let begin = before.rfind([' ', '*']).map_or(0, |at| at + 1);
    let (returns, name) = before.split_at(begin);
    if !name.starts_with(prefix) {
        return Ok(None);
    }
    if comment.is_empty() {
        return Err(format!("{name} has no documentation in the header"));
    }
    let parameters = after.trim_end_matches([';', ')']).split(',');
    Ok(Some(Function {
        name: name.to_owned(),
        returns: returns.trim().to_owned(),
        parameters: parameters.map(|parameter| parameter.trim().to_owned()).collect(),
        paragraphs: comment.split(|line| line.is_empty()).map(paragraph).collect(),
    }))
}

fn paragraph(lines: &[&str]) -> Paragraph {
    let mut items: Vec<String> = Vec::new();
    let mut text = String::new();
    for line in lines.iter().map(|line| line.trim()) {
        match (line.strip_prefix("- "), items.last_mut()) {
            (Some(item), _) => items.push(item.to_owned()),
            (None, Some(item)) => *item = format!("{item} {line}"),
            (None, None) if text.is_empty() => line.clone_into(&mut text),
            (None, None) => text = format!("{text} {line}"),
        }
    }
    if items.is_empty() { Paragraph::Text(text) } else { Paragraph::List(items) }
}
