/** A question to the API server: always a GET, and never a watch. */
export interface ApiRequest {
  /** From the server's root, `/api/v1/services`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

/** What came of a request. Texts of the server are left out: some of its messages carry whole objects. */
export type ApiReply =
  | { readonly kind: "document"; readonly value: unknown }
  | { readonly kind: "status"; readonly status: number; readonly retryAfterMs: number | null }
  /** An answer that is no JSON: a login page, a proxy's own. */
  | { readonly kind: "garbled"; readonly why: string }
  | { readonly kind: "unreachable"; readonly why: string };

/** An API server, as a snapshot is read from it. */
export interface ClusterApi {
  readonly get: (request: ApiRequest) => Promise<ApiReply>;
  /** Lets time pass when the server wants it. */
  readonly pause: (ms: number) => Promise<void>;
}

/** A failure that a list ends with. */
export type ApiFailure = Exclude<ApiReply, { readonly kind: "document" }>;
