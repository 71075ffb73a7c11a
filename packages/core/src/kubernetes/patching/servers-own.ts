import { memberOf } from "./json-value.ts";
import type { ObjectDraft } from "./object-draft.ts";

/** What a patch may leave out; if it says something else, that is refused. */
const KEPT = ["uid", "deletionTimestamp", "deletionGracePeriodSeconds"];

/** What of the metadata is no patch's business (registry/rest/update.go BeforeUpdate). */
export function keepServersOwn(draft: ObjectDraft, old: ObjectDraft): void {
  for (const key of ["generation", "creationTimestamp"]) draft.setMetadata(key, memberOf(old.metadata, key));
  draft.setMetadata("selfLink", undefined);
  for (const key of KEPT) {
    const said = memberOf(draft.metadata, key);
    if (said === undefined || said === "") draft.setMetadata(key, memberOf(old.metadata, key));
  }
}
