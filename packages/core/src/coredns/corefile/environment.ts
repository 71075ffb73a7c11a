/** The environment variables of the CoreDNS process. */
export type Environment = ReadonlyMap<string, string>;

export const emptyEnvironment: Environment = new Map();

/** Values may hold further references; a variable that names itself would never end in CoreDNS, so the rounds are counted. */
const MOST_REPLACEMENTS = 1000;

/** caddyfile/parse.go replaceEnvVars: `{%NAME%}` first, then `{$NAME}`; unset is empty, and an empty name stops. */
export function replaceVariables(text: string, environment: Environment): string {
  if (!text.includes("{")) return text;
  return replaceReferences(replaceReferences(text, "{%", "%}", environment), "{$", "}", environment);
}

function replaceReferences(text: string, open: string, close: string, environment: Environment): string {
  let replaced = text;
  for (let round = 0; round < MOST_REPLACEMENTS; round += 1) {
    const start = replaced.indexOf(open);
    const end = start === -1 ? -1 : replaced.indexOf(close, start);
    if (end === -1 || end <= start + open.length) return replaced;
    const reference = replaced.slice(start, end + close.length);
    const value = environment.get(reference.slice(open.length, -close.length)) ?? "";
    replaced = replaced.replaceAll(reference, () => value);
  }
  return replaced;
}
