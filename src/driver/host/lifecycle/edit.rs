//! Changing what the library's own domains run with and are defined as.

use crate::driver::host::context::Context;
use crate::driver::host::state::definitions;
use crate::driver::host::state::definitions::{Definitions, Draft, Open};
use crate::driver::host::state::record::Record;
use crate::model::Result;
use crate::model::domain::Identity;
use crate::xml::definition::Definition;

/// Changes a domain's definition: afterwards the new one is stored, or the old one
/// still is.
pub fn change_config(
    context: &Context,
    domain: &Identity,
    change: impl FnOnce(&mut Definition) -> Result<()>,
) -> Result<()> {
    let change = |draft: &mut Draft| change(&mut draft.definition);
    definitions::change(Definitions::of(context), domain, change)
}

/// Changes what a running domain runs with, and with `config` its definition too; none
/// is changed if one cannot be. `running` is what it runs with if its record says
/// nothing of that.
pub fn change_running(
    context: &Context,
    domain: &Identity,
    running: Definition,
    config: bool,
    change: impl Fn(&mut Definition) -> Result<()>,
) -> Result<()> {
    let open = Open::new(Definitions::of(context))?;
    let draft = config.then(|| open.draft(domain)).transpose()?;
    let draft = draft.map(|mut draft| change(&mut draft.definition).map(|()| draft));
    let draft = draft.transpose()?;
    let records = open.records();
    let old = records.find(domain)?.ok_or_else(|| context.gone(domain))?;
    let mut new = old.definition.clone().unwrap_or(running);
    change(&mut new)?;
    let new = Record { definition: Some(new), ..old.clone() };
    let written = records.write(&new).and_then(|()| match &draft {
        Some(draft) => open.write(&draft.definition, draft.autostart),
        None => Ok(()),
    });
    written.map_err(|failure| match records.write(&old) {
        Ok(()) => failure,
        Err(second) => failure.context(second.message()),
    })
}
