import type { DenialEntry, RecordsEntry } from "../cache/cache.ts";

/** What a question to the world came to. */
export type Found =
  | { readonly kind: "records"; readonly entries: readonly RecordsEntry[] }
  | { readonly kind: "alias"; readonly entry: RecordsEntry }
  | { readonly kind: "dname"; readonly entry: RecordsEntry }
  | { readonly kind: "denial"; readonly entry: DenialEntry }
  | { readonly kind: "failure"; readonly why: string; readonly result: FailureResult };

/** As named's log calls it (lib/dns/result.c); null: nobody has seen what it says then. */
export type FailureResult = "failure" | "timed out" | "too many records" | null;
