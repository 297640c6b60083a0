//! The definitions of the host's domains.

use crate::driver::host::context::Context;
use crate::driver::host::driver::HostDriver;
use crate::driver::host::inventory::documents;
use crate::driver::host::inventory::domain::{HostDomain, Origin};
use crate::driver::host::lifecycle::define::{self, Replaced};
use crate::driver::host::lifecycle::{edit, program};
use crate::driver::host::paths::NAME_MAX;
use crate::driver::host::state::definitions;
use crate::driver::host::state::document;
use crate::driver::host::state::document::{OS_KIND, VIRTUAL_MACHINE};
use crate::driver::host::stats::info;
use crate::driver::{Definitions, metadata};
use crate::model::constants::virDomainEventDefinedDetailType as DefinedDetail;
use crate::model::constants::virDomainEventType::VIR_DOMAIN_EVENT_DEFINED;
use crate::model::constants::virDomainLifecycleAction::VIR_DOMAIN_LIFECYCLE_ACTION_DESTROY;
use crate::model::constants::virDomainUndefineFlagsValues::*;
use crate::model::constants::virDomainXMLFlags::{
    VIR_DOMAIN_XML_INACTIVE, VIR_DOMAIN_XML_MIGRATABLE, VIR_DOMAIN_XML_SECURE,
};
use crate::model::constants::{
    virDomainDefineFlags, virDomainLifecycle, virDomainLifecycleAction, virMemctlUndefineFlags,
};
use crate::model::domain::{Identity, check_name};
use crate::model::event::EventKind;
use crate::model::flags::{self, AFFECT_CONFIG, AFFECT_LIVE, Affect};
use crate::model::metadata::{MetadataChange, MetadataKind};
use crate::model::{Result, virErrorNumber};
use crate::xml::definition::Definition;
use std::sync::Arc;

const VALIDATE: u32 = virDomainDefineFlags::VIR_DOMAIN_DEFINE_VALIDATE as u32;
const INACTIVE: u32 = VIR_DOMAIN_XML_INACTIVE as u32;
const SECURE: u32 = VIR_DOMAIN_XML_SECURE as u32;
const MIGRATABLE: u32 = VIR_DOMAIN_XML_MIGRATABLE as u32;

/// Pairs of flags that exclude each other: what they remove or keep along with a
/// definition, these domains have none of.
const UNDEFINE_PAIRS: &[(u32, u32)] = &[
    (VIR_DOMAIN_UNDEFINE_NVRAM as u32, VIR_DOMAIN_UNDEFINE_KEEP_NVRAM as u32),
    (VIR_DOMAIN_UNDEFINE_TPM as u32, VIR_DOMAIN_UNDEFINE_KEEP_TPM as u32),
];
const UNDEFINE_FLAGS: u32 = VIR_DOMAIN_UNDEFINE_MANAGED_SAVE as u32
    | VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA as u32
    | VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA as u32
    | VIR_DOMAIN_UNDEFINE_NVRAM as u32
    | VIR_DOMAIN_UNDEFINE_KEEP_NVRAM as u32
    | VIR_DOMAIN_UNDEFINE_TPM as u32
    | VIR_DOMAIN_UNDEFINE_KEEP_TPM as u32
    | UNDEFINE_LOG;
const UNDEFINE_LOG: u32 = virMemctlUndefineFlags::VIR_MEMCTL_UNDEFINE_LOG as u32;

impl Definitions for HostDriver {
    fn define(&self, xml: &[u8], flags: u32) -> Result<Identity> {
        flags::check(self.context.error_domain, flags, VALIDATE)?;
        self.check_has_own()?;
        let definition = document::read(xml, flags & VALIDATE != 0)?;
        self.check_definition(&definition)?;
        let replaced = define::define(&self.context, &definition)?;
        let uuid = definition.uuid.unwrap_or_default();
        let defined = Identity { name: definition.name, uuid, id: None };
        let defined = self.domain_of(&defined).map_or(defined, |found| found.identity.clone());
        match replaced {
            Replaced::Nothing => self.report_by_scan(),
            Replaced::Definition => {
                let detail = DefinedDetail::VIR_DOMAIN_EVENT_DEFINED_UPDATED;
                self.report_lifecycle(defined.clone(), VIR_DOMAIN_EVENT_DEFINED, detail as i32);
            }
        }
        Ok(defined)
    }

    fn undefine(&self, domain: &Identity, flags: u32) -> Result<()> {
        flags::check(self.context.error_domain, flags, UNDEFINE_FLAGS)?;
        if UNDEFINE_PAIRS.iter().any(|(one, other)| flags & one != 0 && flags & other != 0) {
            return Err(self.context.error(
                virErrorNumber::VIR_ERR_OPERATION_INVALID,
                format!(
                    "flags {flags:#x} request both to remove and to keep the same data, expected \
                     one of them"
                ),
            ));
        }
        let found = self.with_config(domain)?;
        let with_log = flags & UNDEFINE_LOG != 0;
        if with_log && found.is_active() {
            return Err(self.context.error(
                virErrorNumber::VIR_ERR_OPERATION_INVALID,
                format!(
                    "domain '{}' is running and writes to its log, expected one that is shut off",
                    domain.name
                ),
            ));
        }
        definitions::remove(definitions::Definitions::of(&self.context), domain)?;
        if with_log {
            let Context { host, paths, .. } = &self.context;
            program::remove_output(host, paths, &found.identity.name)?;
        }
        self.report_by_scan();
        Ok(())
    }

    /// Its owner's document where there is one, else a description of it; the memory
    /// parameters are those that the kernel holds.
    fn xml(&self, domain: &Identity, flags: u32) -> Result<String> {
        flags::check(self.context.error_domain, flags, INACTIVE | SECURE | MIGRATABLE)?;
        let found = self.current_domain(domain)?;
        let inactive = flags & INACTIVE != 0;
        let id = found.identity.id.filter(|_| !inactive);
        let secure = flags & SECURE != 0;
        let write = |shown: &Definition| shown.to_document(id, secure, flags & MIGRATABLE != 0);
        match &found.config {
            Some(config) if inactive || found.group.is_none() => {
                Ok(write(&*config.definition(&found.identity.name)?))
            }
            _ => Ok(write(&self.shown_definition(domain)?)),
        }
    }

    fn os_kind(&self, domain: &Identity) -> Result<String> {
        let found = self.domain_of(domain)?;
        Ok(if found.is_qemu { VIRTUAL_MACHINE } else { OS_KIND }.to_owned())
    }

    fn is_updated(&self, domain: &Identity) -> Result<bool> {
        self.domain_of(domain).map(|_| false)
    }

    fn rename(&self, domain: &Identity, name: &str, flags: u32) -> Result<()> {
        flags::check(self.context.error_domain, flags, 0)?;
        self.with_config(domain)?;
        check_name(name, NAME_MAX)
            .map_err(|detail| self.context.error(virErrorNumber::VIR_ERR_XML_ERROR, detail))?;
        define::rename(&self.context, domain, name)?;
        self.report_by_scan();
        Ok(())
    }

    fn autostart(&self, domain: &Identity) -> Result<bool> {
        Ok(self.domain_of(domain)?.autostart)
    }

    fn set_autostart(&self, domain: &Identity, on: bool) -> Result<()> {
        self.with_config(domain)?;
        definitions::change(definitions::Definitions::of(&self.context), domain, |draft| {
            draft.autostart = on;
            Ok(())
        })
    }

    fn metadata(&self, domain: &Identity, kind: &MetadataKind, flags: u32) -> Result<String> {
        flags::check(self.context.error_domain, flags, AFFECT_LIVE | AFFECT_CONFIG)?;
        let found = self.current_domain(domain)?;
        let affect = self.resolve(&found, Affect::from_flags(flags))?;
        metadata::check_kind(kind)?;
        let shown = if affect.config { found.config() } else { found.live() };
        match shown? {
            Some(definition) => metadata::get(&definition, kind),
            None => Err(metadata::none(&domain.name)),
        }
    }

    fn set_metadata(&self, domain: &Identity, change: &MetadataChange, flags: u32) -> Result<()> {
        flags::check(self.context.error_domain, flags, AFFECT_LIVE | AFFECT_CONFIG)?;
        let found = self.domain_of(domain)?;
        let affect = self.resolve(&found, Affect::from_flags(flags))?;
        metadata::check_kind(&change.kind)?;
        let own = &self.context.caches.own;
        self.change_definitions(domain, affect, |definition| {
            metadata::set(definition, change)?;
            documents::note_own(own, domain.uuid, definition, &change.kind);
            Ok(())
        })?;
        let uri = change.kind.uri().map(str::to_owned);
        let kind = EventKind::MetadataChange { kind: change.kind.number(), uri };
        self.report(found.identity.clone(), kind);
        Ok(())
    }

    /// No daemon watches a domain to restart it: only destroying it can be asked for.
    fn set_lifecycle_action(
        &self,
        domain: &Identity,
        occasion: virDomainLifecycle,
        action: virDomainLifecycleAction,
        flags: u32,
    ) -> Result<()> {
        flags::check(self.context.error_domain, flags, AFFECT_LIVE | AFFECT_CONFIG)?;
        let found = self.domain_of(domain)?;
        let affect = self.resolve(&found, Affect::from_flags(flags))?;
        if action != VIR_DOMAIN_LIFECYCLE_ACTION_DESTROY {
            return Err(self.context.error(
                virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
                format!(
                    "{action:?} on {occasion:?} is not supported: no daemon would carry it out"
                ),
            ));
        }
        self.change_definitions(domain, affect, |definition| {
            *definition.actions.at(occasion) = action;
            Ok(())
        })
    }
}

impl HostDriver {
    /// The definition of a running domain, with the kernel's present values.
    pub fn live_definition(&self, domain: &Identity) -> Result<Definition> {
        let live = self.fresh_live(domain)?;
        let memtune = self.or_gone(&live, self.live_memory(&live))?;
        if let Some(definition) = live.domain.document()? {
            return Ok(Definition { memtune, ..Definition::clone(&definition) });
        }
        let info = self.or_gone(&live, info::info(&self.context.host, &live))?;
        let known = document::describe(&live.domain.identity, &info, memtune)?;
        Ok(match live.domain.live()?.map(Arc::unwrap_or_clone) {
            Some(Definition { title, description, metadata, .. }) => {
                Definition { title, description, metadata, ..known }
            }
            None => known,
        })
    }

    /// The definition of a running domain as it is shown: where it is not known how much
    /// memory a QEMU has, with the sizes of its info.
    fn shown_definition(&self, domain: &Identity) -> Result<Definition> {
        let live = self.fresh_live(domain)?;
        let mut definition = self.live_definition(domain)?;
        self.show_in_force(&live, &mut definition);
        if definition.memory != document::UNKNOWN_MEMORY {
            return Ok(definition);
        }
        let info = self.or_gone(&live, info::info(&self.context.host, &live))?;
        Ok(Definition { memory: info.max_memory, current_memory: info.memory, ..definition })
    }

    /// A domain of our own that is defined; VIR_ERR_OPERATION_INVALID for another.
    fn with_config(&self, domain: &Identity) -> Result<std::sync::Arc<HostDomain>> {
        let found = self.domain_of(domain)?;
        self.resolve(&found, Affect { live: false, config: true })?;
        Ok(found)
    }

    /// Changes what a running domain runs with, its definition, or both; none is
    /// changed if one cannot be.
    ///
    /// Errors: VIR_ERR_OPERATION_UNSUPPORTED for what another program runs.
    fn change_definitions(
        &self,
        domain: &Identity,
        affect: Affect,
        change: impl Fn(&mut Definition) -> Result<()>,
    ) -> Result<()> {
        if !affect.live {
            return edit::change_config(&self.context, domain, change);
        }
        let running = self.live_definition(domain)?;
        if self.domain_of(domain)?.origin != Origin::Own {
            return Err(self.context.error(
                virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
                format!("the live definition of '{}' is managed by another program", domain.name),
            ));
        }
        edit::change_running(&self.context, domain, running, affect.config, change)
    }
}
