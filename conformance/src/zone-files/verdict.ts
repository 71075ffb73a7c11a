/** What is said of a zone file. */
export interface Verdict {
  /** Codes without `ZONE_`, sorted: what is found in a zone that is loaded. Of one that is refused we compare that alone. */
  readonly findings: readonly string[];
  /** Owner, TTL, type and data of each record, sorted; null: the zone is refused. */
  readonly records: readonly string[] | null;
}

/** A zone file (one character for each octet) and what named-checkzone says of it: one line of the table. */
export interface RecordedVerdict extends Verdict {
  readonly text: string;
}

/** What differs, for people to read; "" for nothing. */
export function differenceOf(real: Verdict, twin: Verdict): string {
  if (real.records === null || twin.records === null) {
    if (real.records === twin.records) return "";
    return `  ${real.records === null ? "refused by named" : "loaded by named"}: ${real.findings.join(" ")}\n  twin: ${twin.findings.join(" ")}\n`;
  }
  return [
    lines("named alone", missing(real.records, twin.records)),
    lines("twin alone", missing(twin.records, real.records)),
    lines("found by named alone", missing(real.findings, twin.findings)),
    lines("found by twin alone", missing(twin.findings, real.findings)),
  ].join("");
}

const lines = (what: string, all: readonly string[]): string => all.map((one) => `  ${what}: ${one}\n`).join("");

/** What one has more often than the other. */
function missing(from: readonly string[], other: readonly string[]): readonly string[] {
  const left = [...other];
  return from.filter((one) => {
    const at = left.indexOf(one);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}
