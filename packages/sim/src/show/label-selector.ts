/** Reads what stands behind `kubectl -l`: `a=b`, `a==b`, `a!=b`, `a`, `!a`, `a in (b, c)`, `a notin (b)`, joined by commas; null: none of that. */
export function parseLabelSelector(selector: string): ((labels: Readonly<Record<string, string>>) => boolean) | null {
  const terms = splitTerms(selector).map((term) => parseTerm(term.trim()));
  const known = terms.filter((term) => term !== null);
  return known.length === terms.length ? (labels) => known.every((term) => term(labelsOf(labels))) : null;
}

type Labels = ReadonlyMap<string, string>;
type Term = (labels: Labels) => boolean;

function labelsOf(labels: Readonly<Record<string, string>>): Labels {
  return new Map(Object.entries(labels));
}

/** Commas inside parentheses separate values. */
function splitTerms(selector: string): readonly string[] {
  const terms: string[] = [];
  let depth = 0;
  let term = "";
  for (const character of selector) {
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (character === "," && depth === 0) {
      terms.push(term);
      term = "";
    } else term += character;
  }
  return [...terms, term];
}

const KEY = "[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?";
const EQUALITY = new RegExp(`^(?<key>${KEY})\\s*(?<operator>==|!=|=)\\s*(?<value>[A-Za-z0-9._-]*)$`);
const SET = new RegExp(`^(?<key>${KEY})\\s+(?<operator>in|notin)\\s*\\((?<values>[A-Za-z0-9._, -]*)\\)$`);
const EXISTENCE = new RegExp(`^(?<not>!?)\\s*(?<key>${KEY})$`);

function parseTerm(term: string): Term | null {
  const equality = EQUALITY.exec(term)?.groups;
  if (equality !== undefined) {
    const { key = "", operator, value = "" } = equality;
    return operator === "!=" ? (labels) => labels.get(key) !== value : (labels) => labels.get(key) === value;
  }
  const set = SET.exec(term)?.groups;
  if (set !== undefined) {
    const { key = "", operator, values = "" } = set;
    const wanted = new Set(values.split(",").map((value) => value.trim()));
    const isIn = (labels: Labels): boolean => labels.has(key) && wanted.has(labels.get(key) ?? "");
    return operator === "in" ? isIn : (labels) => !isIn(labels);
  }
  const existence = EXISTENCE.exec(term)?.groups;
  if (existence === undefined) return null;
  const { key = "", not } = existence;
  return (labels) => labels.has(key) === (not === "");
}
