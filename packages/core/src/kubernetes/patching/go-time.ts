const LAYOUT = "2006-01-02T15:04:05Z07:00";
/** What the layout of RFC 3339 wants, one behind the other, and how Go's time package calls it. */
const PARTS: readonly (readonly [wanted: RegExp, name: string])[] = [
  [/^\d{4}/, "2006"],
  [/^-/, "-"],
  [/^(?:0[1-9]|1[0-2])/, "01"],
  [/^-/, "-"],
  [/^\d\d/, "02"],
  [/^T/, "T"],
  [/^\d\d/, "15"],
  [/^:/, ":"],
  [/^\d\d/, "04"],
  [/^:/, ":"],
  [/^\d\d(?:[.,]\d+)?/, "05"],
  [/^(?:Z|[-+]\d\d:\d\d)/, "Z07:00"],
];

/** Why Go takes a text for no moment (metav1.Time); null: it is one. */
export function timeFault(text: string): string | null {
  let rest = text;
  for (const [wanted, name] of PARTS) {
    const [found] = wanted.exec(rest) ?? [];
    if (found === undefined) {
      return `parsing time ${JSON.stringify(text)} as "${LAYOUT}": cannot parse ${JSON.stringify(rest)} as "${name}"`;
    }
    rest = rest.slice(found.length);
  }
  return rest === "" ? null : `parsing time ${JSON.stringify(text)}: extra text: ${JSON.stringify(rest)}`;
}
