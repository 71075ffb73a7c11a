import { laterBy } from "@splithorizon/core";
import { startLines } from "@splithorizon/core/bind";
import { timeOf } from "../asking/index.ts";
import { Batch } from "../batch/index.ts";
import type { SiteTwin } from "../site/index.ts";
import { startLogOf } from "./log.ts";
import { badUsage, notFound, type Shown, text } from "./result.ts";

/** By machine: the lines that its name server wrote, without time stamps. */
export type Written = ReadonlyMap<string, readonly string[]>;

/** What is consolidated is written at the end of its period. */
const LONGEST_PERIOD_MS = 10 * 60 * 1000;

/** What the servers of a site write while these questions are asked, which are lines as those of `ask --batch`. */
export function writtenLogs(twin: SiteTwin, asked: readonly string[]): Written {
  const written = new Map<string, string[]>();
  twin.logs.keepBy((station, line) => {
    const lines = written.get(station);
    if (lines === undefined) written.set(station, [line]);
    else lines.push(line);
  });
  try {
    const batch = new Batch(twin);
    for (const line of asked) batch.put(line);
    for (const _ of batch.end());
    const { agenda } = timeOf(twin);
    if (asked.length > 0) agenda.passUntil(laterBy(agenda.now(), LONGEST_PERIOD_MS));
  } finally {
    twin.logs.keepBy(null);
  }
  return written;
}

/** `log`: each CoreDNS pod's, one behind the other; `log PLACE`: that pod's, or that of the named of a host. */
export function showLog(twin: SiteTwin, place: string | null, asked: readonly string[]): Shown {
  if (place === null) return logsOfPods(twin, asked);
  const station = twin.places.get(place)?.station ?? place;
  const cluster = [...twin.clusters.values()].find(({ coreDnsStations }) => coreDnsStations.includes(station));
  const absent = twin.absent.find((server) => server.station === station);
  const resident = twin.residents.find((server) => server.station === station);
  if (cluster !== undefined) return text(podLog(twin, writtenLogs(twin, asked), station));
  if (absent !== undefined) return text(`${absent.why}\n`);
  if (resident?.program !== "bind") return notFound(`No name server that keeps a log runs on ${place}.`);
  return text(joined([...namedStart(twin, station), ...(writtenLogs(twin, asked).get(station) ?? [])]));
}

function logsOfPods(twin: SiteTwin, asked: readonly string[]): Shown {
  if (twin.clusters.size === 0) return badUsage("The site has no cluster. Whose log? log HOST");
  const written = writtenLogs(twin, asked);
  const pods = [...twin.clusters.values()].flatMap(({ coreDnsStations }) => coreDnsStations);
  return text(pods.map((station) => podLog(twin, written, station)).join(""));
}

function podLog(twin: SiteTwin, written: Written, station: string): string {
  const cluster = [...twin.clusters.values()].find(({ coreDnsStations }) => coreDnsStations.includes(station));
  const past = twin.pastLogOf?.(station) ?? null;
  if (past !== null) return joined(past) + joined(written.get(station) ?? []);
  const start = cluster === undefined ? "" : startLogOf(twin, cluster, station);
  return start + joined(written.get(station) ?? []);
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

/** What a named writes when it starts, as far as its files decide it. */
function namedStart(twin: SiteTwin, station: string): readonly string[] {
  const own = twin.makings.bindHosts.find(({ host }) => host.name === station);
  const settings = twin.binds.get(station) ?? own?.settings;
  const config = own?.host.bind?.config.path;
  if (own === undefined || settings === undefined || config === undefined) return [];
  return [`loading configuration from '${config}'`, ...startLines(settings, own.files)];
}
