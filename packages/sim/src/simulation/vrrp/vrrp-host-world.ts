import type { Instant } from "@splithorizon/core";
import type { KeepalivedSettings, VrrpScript } from "@splithorizon/core/keepalived";
import type { Contender, RouterActions } from "../../vrrp/index.ts";
import type { Random } from "../world/random.ts";
import type { ScriptRun } from "./script-command.ts";

/** What a host's keepalived needs of its surroundings. */
export interface VrrpHostWorld {
  readonly random: Random;
  now(): Instant;
  actionsFor(contender: Contender): Omit<RouterActions, "delayedUntil">;
  /** Priorities may be others now. */
  judged(): void;
  /** Its routers are others now. */
  routersChanged(): void;
  /** Puts the number of each tracked file into `numbers`; one that keepalived ignores leaves what was there. */
  readFiles(host: string, settings: KeepalivedSettings, numbers: Map<string, number>): void;
  /** What a script comes to that is started now and may take so long. */
  runScript(host: string, script: VrrpScript, timeoutMs: number): ScriptRun;
}
