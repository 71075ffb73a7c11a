import { type Endpoint, parseAddress } from "@splithorizon/core";
import type { Command } from "commander";
import { findServer, serversOf } from "../../asking/index.ts";
import { type ListenAddress, printServeEvent, serveTwin } from "../../node/index.ts";
import { lotsFromSeed } from "../../sending/index.ts";
import type { Place, SiteTwin } from "../../site/index.ts";
import { CliFault, type CliIo, type ExitCode, exitCodes } from "../io.ts";
import { openSite } from "../open-site.ts";
import { placeOf } from "../words.ts";

const EXAMPLES = `
Examples:
  splithorizon serve examples/kloud-lan --server 192.168.13.10 --as laptop --port 5353
  dig -p 5353 @127.0.0.1 web.linkerd-viz.k8s1-prod.kloud.lan

Whoever would get no answer gets none here either; why is written to standard error. It ends at SIGINT and SIGTERM.`;

interface ServeFlags {
  readonly server?: string;
  readonly as?: string;
  readonly port: string;
  readonly listen?: string;
  readonly seed: string;
}

/** The twin on loopback, for dig and for everything else that speaks DNS. */
export function addServe(program: Command, io: CliIo, end: (code: ExitCode) => void): void {
  program
    .command("serve")
    .description("answer on loopback, over UDP and TCP, as one server of the site")
    .usage("[SITE] [--server HOST] [--as CLIENT] [--port PORT] [--seed NUMBER]")
    .argument("[site]", "a site's folder")
    .option("--server <host>", "whose answers: an address, a host, or a pod; the client's own name server by default")
    .option("--as <client>", "who is asking: on loopback everybody is 127.0.0.1")
    .option("--port <port>", "where to listen; 0 takes any that is free", "0")
    .option("--listen <address>", "another address than 127.0.0.1: whoever reaches it can ask")
    .option("--seed <number>", "draws the order of equal records, where the real servers mix them", "1")
    .addHelpText("after", EXAMPLES)
    .action(async (site: string | undefined, flags: ServeFlags) => {
      const { twin } = openSite(site ?? null, io);
      const from = placeOf(twin, flags.as ?? null);
      const to = serverOf(twin, flags, from);
      const report = (event: Parameters<typeof printServeEvent>[0]): void => io.err(`${printServeEvent(event)}\n`);
      const serving = await serveTwin({
        twin,
        from,
        to,
        listen: listenOf(flags),
        port: portOf(flags),
        lots: lotsOf(flags),
        report,
      });
      io.out(`${to.address} as ${from.name} asks it: dig -p ${serving.port} @${serving.address}\n`);
      await io.untilStopped();
      await serving.close();
      end(exitCodes.fine);
    });
}

function serverOf(twin: SiteTwin, { server }: ServeFlags, from: Place): Endpoint {
  const found = server === undefined ? serversOf(twin, from) : findServer(twin, server);
  if (found.kind === "missing") throw new CliFault(found.why);
  const first = "address" in found.value ? found.value : found.value[0];
  if (first === undefined) throw new CliFault(`${from.name} has no name server: say --server.`);
  return first;
}

function listenOf({ listen }: ServeFlags): ListenAddress {
  if (listen === undefined || listen === "127.0.0.1") return { kind: "loopback", family: "ipv4" };
  if (listen === "::1") return { kind: "loopback", family: "ipv6" };
  const address = parseAddress(listen);
  if (address === null) throw new CliFault(`--listen ${listen}: not an address.`);
  return { kind: "exposed", address };
}

function lotsOf({ seed }: ServeFlags): (among: number) => number {
  const number = Number(seed);
  if (seed.trim() === "" || !Number.isInteger(number)) throw new CliFault(`--seed ${seed}: not a whole number.`);
  return lotsFromSeed(number);
}

function portOf({ port }: ServeFlags): number {
  const number = Number(port);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
  throw new CliFault(`--port ${port}: not a port.`);
}
