import type { Exchange, Instant } from "@splithorizon/core";
import type { Resident } from "../hosts/index.ts";
import type { SiteTwin } from "../site/index.ts";
import { runExchange } from "./carry-question.ts";
import { type Chooser, Drive } from "./drive.ts";
import { EndlessAsking, NotModelled } from "./signals.ts";

/** Between two questions a server wakes so often at most: a probe every half second through a day. */
const MOST_WAKES = 200_000;

/** Lets every server do what it wanted to do until now: probes, refreshes. */
export function settle(twin: SiteTwin, choose: Chooser, until: Instant): void {
  for (const resident of twin.residents) {
    for (let wakes = 0; wakes < MOST_WAKES; wakes += 1) {
      const at = resident.server.nextWake();
      if (at === null || at > until) break;
      for (const exchange of resident.server.wake(at)) runAside(new Drive(twin, choose, null, at), resident, exchange);
    }
  }
}

/** What goes on after the reply, and what comes of that in turn. */
export function runSpawned(drive: Drive): void {
  for (let next = drive.spawned.shift(); next !== undefined; next = drive.spawned.shift()) {
    runAside(new Drive(drive.twin, drive.choose, null, next.at), next.resident, next.exchange);
  }
}

/** Nobody waits for it, so what is not modelled there ends it alone. */
function runAside(drive: Drive, resident: Resident, exchange: Exchange): void {
  try {
    runExchange(drive, { resident, asked: null, below: null, depth: 0 }, exchange);
    runSpawned(drive);
  } catch (signal) {
    if (!(signal instanceof NotModelled || signal instanceof EndlessAsking)) throw signal;
  }
}
