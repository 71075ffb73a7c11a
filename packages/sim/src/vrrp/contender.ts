import type { Address } from "@splithorizon/core";
import type { KeepalivedSettings, VrrpInstance } from "@splithorizon/core/keepalived";

/** A host's part in one virtual router. */
export interface Contender {
  readonly host: string;
  /** The host's own address on the link. */
  readonly address: Address;
  /** Name of the link. */
  readonly link: string;
  readonly instance: VrrpInstance;
  readonly settings: KeepalivedSettings;
  /** What each script or process that is tracked comes to; `ok` where nothing is said. */
  readonly scripts: ReadonlyMap<string, "ok" | "fail" | "named">;
}
