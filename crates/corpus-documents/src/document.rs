//! A document: the input of one article.

use crate::Finding;

/// The bytes of one article, with the statements of its surroundings about them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Its name below the container: a path in an archive, an address in a WARC, the id of a row. Never leads outside: parts
    /// such as `..`, a leading `/` or a drive are replaced.
    pub name: String,
    /// The original bytes of the member, after transfer and content decoding.
    pub bytes: Vec<u8>,
    /// The statements of the surroundings.
    pub context: Context,
}

/// The statements of a container about a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// The media type that a header declares, without parameters, in lower case: `text/html`.
    pub media_type: Option<String>,
    /// The charset that a header declares, as it is written there.
    pub charset: Option<String>,
    /// The time of the capture in RFC 3339, such as `2023-04-13T09:30:00Z`.
    pub captured: Option<String>,
    /// Metadata of the member from outside its bytes, for example the address of a WARC record.
    pub findings: Vec<Finding>,
}
