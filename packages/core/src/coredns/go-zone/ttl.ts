const SECONDS_OF_UNIT: ReadonlyMap<string, number> = new Map([
  ["s", 1],
  ["m", 60],
  ["h", 3600],
  ["d", 86_400],
  ["w", 604_800],
]);
const MAX_UINT32 = 0xffffffff;

/** miekg/dns scan.go stringToTTL: digits and units in any order; a unit without digits counts nothing. null: no TTL. */
export function parseGoTtl(text: string): number | null {
  let seconds = 0;
  let digits = 0;
  for (const character of text.toLowerCase()) {
    const unit = SECONDS_OF_UNIT.get(character);
    if (unit !== undefined) {
      seconds += digits * unit;
      digits = 0;
    } else if (character >= "0" && character <= "9") digits = digits * 10 + Number(character);
    else return null;
    if (digits > Number.MAX_SAFE_INTEGER / 604_800) return null;
  }
  return seconds + digits > MAX_UINT32 ? null : seconds + digits;
}
