//! Limits on the cost of a hostile container.

/// Limits that apply while a container is taken apart. A member that exceeds one is refused with its reason; the rest goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Largest member after unpacking, in bytes.
    pub member: u64,
    /// Largest sum of all members after unpacking, in bytes, across all levels.
    pub total: u64,
    /// Largest ratio of unpacked to packed bytes of a member that unpacks to more than one megabyte.
    pub ratio: u64,
    /// Maximum number of members, across all levels.
    pub members: u64,
    /// Maximum number of containers inside one another.
    pub depth: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { member: 64 << 20, total: 1 << 40, ratio: 500, members: 50_000_000, depth: 3 }
    }
}
