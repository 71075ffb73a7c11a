/** Codes of this area, each with the sentence that its page starts with. Never renamed once released. */
export const zoneCodes = {
  ZONE_LIMIT: "The input is larger or deeper than the limit for this kind of input.",
} as const;
