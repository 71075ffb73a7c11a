/** Codes of this area, each with the sentence that its page starts with. Never renamed once released. */
export const resolverCodes = {
  RESOLVER_LIMIT: "The input is larger or deeper than the limit for this kind of input.",
  RESOLVER_BAD_ADDRESS:
    "A name server's address cannot be read, and glibc leaves the line out; or it is read as another.",
  RESOLVER_BAD_NAME: "A search domain is not a domain name; glibc's search ends in front of it.",
  RESOLVER_BAD_NUMBER: "An option needs a number; glibc reads what is not one as 0.",
  RESOLVER_CARRIAGE_RETURN: "A carriage return ends the line; glibc takes it as a part of the last search domain.",
  RESOLVER_CAPPED: "An option is larger than glibc takes; it is lowered.",
  RESOLVER_INDENTED: "A keyword does not stand in the first column; glibc does not see the line.",
  RESOLVER_MISSING_VALUE: "A keyword stands without a value.",
  RESOLVER_REPLACED: "A later search or domain line takes the place of this one.",
  RESOLVER_TOO_MANY_SERVERS: "glibc asks the first three name servers only.",
  RESOLVER_TRAILING_COMMENT:
    "A comment stands only at the start of a line; behind a value glibc takes its words as values.",
  RESOLVER_UNKNOWN_KEYWORD: "glibc does not know this keyword, and ignores the line.",
  RESOLVER_UNKNOWN_OPTION: "glibc does not know this option, and ignores it.",
} as const;
