/** Order of two SOA serials by RFC 1982 section 3.2; `undefined-order` where they are exactly 2^31 apart. */
export type SerialOrder = "older" | "same" | "newer" | "undefined-order";

/** How `left` stands to `right`. Both 0 to 2^32 - 1. */
export function compareSerials(left: number, right: number): SerialOrder {
  const ahead = (left - right) >>> 0;
  if (ahead === 0) return "same";
  if (ahead === 0x80000000) return "undefined-order";
  return ahead < 0x80000000 ? "newer" : "older";
}
