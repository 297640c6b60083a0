//! CPU architectures and models, by libvirt 9.0.0's names.

use super::{Error, Result, virErrorDomain, virErrorNumber};

/// x86 models.
const X86: &[&str] = &[
    "486",
    "pentium",
    "pentium2",
    "pentium3",
    "pentiumpro",
    "coreduo",
    "n270",
    "core2duo",
    "qemu32",
    "kvm32",
    "cpu64-rhel5",
    "cpu64-rhel6",
    "qemu64",
    "kvm64",
    "Conroe",
    "Penryn",
    "Nehalem",
    "Nehalem-IBRS",
    "Westmere",
    "Westmere-IBRS",
    "SandyBridge",
    "SandyBridge-IBRS",
    "IvyBridge",
    "IvyBridge-IBRS",
    "Haswell-noTSX",
    "Haswell-noTSX-IBRS",
    "Haswell",
    "Haswell-IBRS",
    "Broadwell-noTSX",
    "Broadwell-noTSX-IBRS",
    "Broadwell",
    "Broadwell-IBRS",
    "Skylake-Client",
    "Skylake-Client-IBRS",
    "Skylake-Client-noTSX-IBRS",
    "Skylake-Server",
    "Skylake-Server-IBRS",
    "Skylake-Server-noTSX-IBRS",
    "Cascadelake-Server",
    "Cascadelake-Server-noTSX",
    "Icelake-Client",
    "Icelake-Client-noTSX",
    "Icelake-Server",
    "Icelake-Server-noTSX",
    "Cooperlake",
    "Snowridge",
    "athlon",
    "phenom",
    "Opteron_G1",
    "Opteron_G2",
    "Opteron_G3",
    "Opteron_G4",
    "Opteron_G5",
    "EPYC",
    "EPYC-IBPB",
    "EPYC-Rome",
    "EPYC-Milan",
    "Dhyana",
];

/// 64-bit PowerPC models.
const PPC64: &[&str] =
    &["POWER6", "POWER7", "POWER8", "POWER9", "POWER10", "POWERPC_e5500", "POWERPC_e6500"];

/// Architectures that accept any model name.
const WITHOUT_MODELS: &[&str] = &["aarch64", "armv6l", "armv7b", "armv7l", "s390", "s390x"];

/// Architectures that are recognized, but whose models are unknown.
const UNSUPPORTED: &[&str] = &[
    "ppc",
    "ppcemb",
    "riscv32",
    "riscv64",
    "mips",
    "mipsel",
    "mips64",
    "mips64el",
    "sparc",
    "sparc64",
    "alpha",
    "ia64",
    "m68k",
    "microblaze",
    "microblazeel",
    "parisc",
    "parisc64",
    "sh4",
    "sh4eb",
    "unicore32",
    "xtensa",
    "xtensaeb",
    "cris",
    "lm32",
];

/// The CPU models of an architecture; an empty list means that any is accepted.
///
/// Errors: VIR_ERR_INVALID_ARG for an unknown architecture (`domain` is the
/// calling part of the library), VIR_ERR_NO_SUPPORT for one whose models are
/// not known.
pub fn models(arch: &str, domain: virErrorDomain) -> Result<&'static [&'static str]> {
    match arch {
        "x86_64" | "i686" => Ok(X86),
        "ppc64" | "ppc64le" => Ok(PPC64),
        arch if WITHOUT_MODELS.contains(&arch) => Ok(&[]),
        arch if UNSUPPORTED.contains(&arch) => Err(Error::new(
            virErrorDomain::VIR_FROM_CPU,
            virErrorNumber::VIR_ERR_NO_SUPPORT,
            format!("CPU models of '{arch}'"),
        )),
        arch => Err(Error::unfit_arg(
            domain,
            format!("arch is '{arch}', expected the name of an architecture"),
        )),
    }
}
