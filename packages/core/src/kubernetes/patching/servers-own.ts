import { memberOf } from "./json-value.ts";
import { type ObjectDraft, textIn } from "./object-draft.ts";

/** What a patch may leave out; if it says something else, that is refused. */
const KEPT = ["uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds"];

/** What of the metadata is no patch's business (registry/rest/update.go BeforeUpdate). */
export function keepServersOwn(draft: ObjectDraft, old: ObjectDraft): void {
  draft.setMetadata("generation", memberOf(old.metadata, "generation"));
  draft.setMetadata("selfLink", undefined);
  for (const key of KEPT) {
    const said = memberOf(draft.metadata, key);
    if (said === undefined || textIn(draft.metadata, key) === "") draft.setMetadata(key, memberOf(old.metadata, key));
  }
}
