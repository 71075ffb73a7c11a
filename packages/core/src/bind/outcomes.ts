import type { Outcome } from "../resolution/index.ts";

export const SILENT_DROP: Outcome = { kind: "silence", why: "acl-drop" };
export const NOT_A_QUERY: Outcome = { kind: "silence", why: "not-a-query" };
export const MALFORMED: Outcome = { kind: "silence", why: "malformed" };
export const UPDATES: Outcome = { kind: "unsupported", what: "dynamic update of a zone (RFC 2136)" };
export const SIGNED_QUESTION: Outcome = { kind: "unsupported", what: "a question signed with TSIG or SIG(0)" };
