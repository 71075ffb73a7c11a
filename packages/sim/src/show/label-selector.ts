/**
 * Reads what stands behind `kubectl -l`, as apimachinery's labels.Parse does: `a=b`, `a==b`, `a!=b`, `a`, `!a`, `a>1`,
 * `a<1`, `a in (b, c)`, `a notin (b)`, joined by commas; nothing at all selects everything. null: none of that.
 */
export function parseLabelSelector(selector: string): ((labels: Readonly<Record<string, string>>) => boolean) | null {
  if (selector.trim() === "") return () => true;
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

const WORD = "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?";
const DNS_LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
/** A qualified name: below a domain, which has small letters alone. */
const KEY = `(?:${DNS_LABEL}(?:\\.${DNS_LABEL})*/)?${WORD}`;
const EQUALITY = new RegExp(`^(?<key>${KEY})\\s*(?<operator>==|!=|=)\\s*(?<value>(?:${WORD})?)$`);
const ORDER = new RegExp(`^(?<key>${KEY})\\s*(?<operator>[<>])\\s*(?<value>\\d+)$`);
const SET = new RegExp(`^(?<key>${KEY})\\s+(?<operator>in|notin)\\s*\\((?<values>[^()]*)\\)$`);
const VALUE = new RegExp(`^(?:${WORD})?$`);
const EXISTENCE = new RegExp(`^(?<not>!?)\\s*(?<key>${KEY})$`);

function parseTerm(term: string): Term | null {
  const equality = EQUALITY.exec(term)?.groups;
  if (equality !== undefined) {
    const { key = "", operator, value = "" } = equality;
    return operator === "!=" ? (labels) => labels.get(key) !== value : (labels) => labels.get(key) === value;
  }
  const order = ORDER.exec(term)?.groups;
  if (order !== undefined) return inOrder(order);
  const set = SET.exec(term)?.groups;
  if (set !== undefined) return inSet(set);
  const existence = EXISTENCE.exec(term)?.groups;
  if (existence === undefined) return null;
  const { key = "", not } = existence;
  return (labels) => labels.has(key) === (not === "");
}

type Groups = Readonly<Record<string, string | undefined>>;

function inSet({ key = "", operator, values = "" }: Groups): Term | null {
  const wanted = new Set(values.split(",").map((value) => value.trim()));
  if (![...wanted].every((value) => VALUE.test(value))) return null;
  const isIn = (labels: Labels): boolean => labels.has(key) && wanted.has(labels.get(key) ?? "");
  return operator === "in" ? isIn : (labels) => !isIn(labels);
}

/** A label that is no whole number is neither above nor below. */
function inOrder({ key = "", operator, value }: Groups): Term {
  return (labels) => {
    const own = labels.get(key) ?? "";
    if (!/^[+-]?\d+$/.test(own)) return false;
    return operator === ">" ? Number(own) > Number(value) : Number(own) < Number(value);
  };
}
