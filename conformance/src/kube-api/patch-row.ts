import type { JsonMap, PatchBody } from "@splithorizon/core";

/** Whose courses were recorded, beside the Service's. */
export type RecordedKind = "ConfigMap" | "EndpointSlice" | "Pod" | "Node" | "CiliumLoadBalancerIPPool";
export type PatchedKind = RecordedKind | "Service";

/** An object, and patches one behind the other; each is taken or refused. */
export interface PatchCourse {
  readonly name: string;
  readonly kind: PatchedKind;
  readonly object: JsonMap;
  readonly patches: readonly PatchBody[];
}

/** What the real API server made of one patch. */
export interface PatchRow {
  readonly course: string;
  /** --service-cluster-ip-range */
  readonly ranges: string;
  readonly kind: PatchedKind;
  /** As the server held it, without `managedFields`. */
  readonly before: JsonMap;
  readonly patch: PatchBody;
  readonly reply: PatchReply;
}

export type PatchReply =
  | { readonly status: 200; readonly object: JsonMap; readonly warnings: readonly string[] }
  | {
      readonly status: number;
      readonly reason: string;
      readonly message: string;
      /** What the server tells of the object, and of each field: `Service "kube-dns"`, `spec.type: …`. */
      readonly object: string | null;
      readonly causes: readonly string[];
      readonly warnings: readonly string[];
    };

export const strategic = (body: unknown): PatchBody => ({ type: "strategic", body });
export const merge = (body: unknown): PatchBody => ({ type: "merge", body });
export const json = (...body: readonly unknown[]): PatchBody => ({ type: "json", body });
