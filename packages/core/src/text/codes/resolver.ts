/** Codes of this area, each with the sentence that its page starts with. Never renamed once released. */
export const resolverCodes = {
  RESOLVER_LIMIT: "The input is larger or deeper than the limit for this kind of input.",
} as const;
