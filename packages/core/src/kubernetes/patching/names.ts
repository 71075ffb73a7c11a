/** Why a text is no name of its kind, in the API server's words (apimachinery/pkg/util/validation). */

const QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const QUALIFIED_WORDS =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
const LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;

function mustMatch(words: string, pattern: string, examples: readonly string[]): string {
  const shown = examples.map((example) => `'${example}', `).join(" or ");
  return `${words} (e.g. ${shown}regex used for validation is '${pattern}')`;
}

function isWhole(pattern: string, text: string): boolean {
  return new RegExp(`^(?:${pattern})$`).test(text);
}

/** A port's name: a DNS-1123 label. */
export function labelFaults(text: string): readonly string[] {
  const words =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";
  return [
    ...(text.length > 63 ? ["must be no more than 63 characters"] : []),
    ...(isWhole(LABEL, text)
      ? []
      : [isWhole(SUBDOMAIN, text) ? "must not contain dots" : mustMatch(words, LABEL, ["my-name", "123-abc"])]),
  ];
}

export function subdomainFaults(text: string): readonly string[] {
  const words =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
  return [
    ...(text.length > 253 ? ["must be no more than 253 characters"] : []),
    ...(isWhole(SUBDOMAIN, text) ? [] : [mustMatch(words, SUBDOMAIN, ["example.com"])]),
  ];
}

/** A key of labels, a load balancer's class; of annotations in lower case. */
export function qualifiedNameFaults(text: string): readonly string[] {
  const parts = text.split("/");
  const shape = mustMatch(QUALIFIED_WORDS, QUALIFIED, ["MyName", "my.name", "123-abc"]);
  if (parts.length > 2) {
    return [`a valid label key ${shape} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const name = parts.at(-1) ?? "";
  const prefix = parts.length === 2 ? parts[0] : null;
  return [
    ...(prefix === "" ? ["prefix part must be non-empty"] : []),
    ...(prefix ? subdomainFaults(prefix).map((fault) => `prefix part ${fault}`) : []),
    ...(name === "" ? ["name part must be non-empty"] : []),
    ...(name.length > 63 ? ["name part must be no more than 63 bytes"] : []),
    ...(isWhole(QUALIFIED, name) ? [] : [`name part ${shape}`]),
  ];
}

export function labelValueFaults(text: string): readonly string[] {
  const pattern = `(${QUALIFIED})?`;
  const words = `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character`;
  return [
    ...(text.length > 63 ? ["must be no more than 63 bytes"] : []),
    ...(isWhole(pattern, text) ? [] : [mustMatch(words, pattern, ["MyValue", "my_value", "12345"])]),
  ];
}

/** A container's port by name. */
export function portNameFaults(text: string): readonly string[] {
  return [
    ...(text.length > 15 ? ["must be no more than 15 characters"] : []),
    ...(/^[-a-z0-9]+$/.test(text) ? [] : ["must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)"]),
    ...(/[a-z]/.test(text) ? [] : ["must contain at least one letter (a-z)"]),
    ...(text.includes("--") ? ["must not contain consecutive hyphens"] : []),
    ...(/^-|-$/.test(text) ? ["must not begin or end with a hyphen"] : []),
  ];
}

/** What cannot stand in a URL's path: no client asks for it (apimachinery/pkg/api/validate/content IsPathSegmentName). */
export function pathSegmentFaults(text: string): readonly string[] {
  if (text === "." || text === "..") return [`may not be '${text}'`];
  return ["/", "%"].filter((part) => text.includes(part)).map((part) => `may not contain '${part}'`);
}

/** A key of a ConfigMap becomes a file's name. */
export function configMapKeyFaults(text: string): readonly string[] {
  const pattern = "[-._a-zA-Z0-9]+";
  const words = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'";
  return [
    ...(text.length > 253 ? ["must be no more than 253 characters"] : []),
    ...(isWhole(pattern, text) ? [] : [mustMatch(words, pattern, ["key.name", "KEY_NAME", "key-name"])]),
    ...(text === "." ? ["must not be '.'"] : []),
    ...(text === ".." ? ["must not be '..'"] : text.startsWith("..") ? ["must not start with '..'"] : []),
  ];
}
