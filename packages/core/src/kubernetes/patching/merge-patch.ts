import { isJsonMap, type Json, memberOf, sortedDeep, sortedMap, withMember } from "./json-value.ts";

/**
 * RFC 7386 section 2: null takes away, maps are merged, everything else takes the place of what was there. What was
 * touched is in the order of a Go map afterwards, the rest as it was: the server may show it so.
 */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isJsonMap(patch)) return isJsonMap(target) ? patch : sortedDeep(patch);
  let merged = isJsonMap(target) ? target : {};
  for (const [key, value] of Object.entries(patch)) {
    merged = withMember(merged, key, value === null ? undefined : mergePatch(memberOf(merged, key), value));
  }
  return sortedMap(merged);
}
