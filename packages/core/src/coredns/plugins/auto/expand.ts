/** `$$`, `${name}` or `$name`, the longest run of letters, digits and underscores. */
const REFERENCE = /\$(?:\$|\{(\w+)\}|(\w+))/g;

/** Go's regexp.Expand: a group by number or name; one that is not there is empty, anything else stays as it is. */
export function expandTemplate(template: string, groups: readonly string[], names: readonly string[]): string {
  return template.replace(REFERENCE, (whole, braced: string | undefined, bare: string | undefined) => {
    const name = braced ?? bare;
    return whole === "$$" || name === undefined ? "$" : groupOf(name, groups, names);
  });
}

/** Of several groups of one name the last one that took part; a leading zero makes a number a name. */
function groupOf(name: string, groups: readonly string[], names: readonly string[]): string {
  if (/^(?:0|[1-9]\d*)$/.test(name)) return groups[Number(name)] ?? "";
  const found = names.flatMap((candidate, index) => (candidate === name ? [groups[index] ?? ""] : []));
  return found.findLast((text) => text !== "") ?? "";
}
