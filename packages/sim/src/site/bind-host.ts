import type { Diagnostic, FileTree } from "@splithorizon/core";
import type { BindSettings } from "@splithorizon/core/bind";
import type { LogSwitch, LotSwitch, RemarkSwitch } from "../hosts/index.ts";
import type { Station } from "../network/index.ts";
import type { HostSettings, TrustOfSite } from "./model.ts";

/** A host's named.conf, read; `refusal` says why named does not start with it. */
export interface BindHost {
  readonly host: HostSettings;
  readonly files: FileTree;
  readonly settings: BindSettings;
  readonly refusal: string | null;
}

/** Everything that a server needs of its site. */
export interface BindBuild {
  readonly hosts: readonly BindHost[];
  readonly stations: ReadonlyMap<string, Station>;
  readonly trust: TrustOfSite;
  readonly remarks: RemarkSwitch;
  readonly lots: LotSwitch;
  readonly logs: LogSwitch;
  readonly diagnostics: Diagnostic[];
}
