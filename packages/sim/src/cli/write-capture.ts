import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { didYouMeanHint } from "@splithorizon/core";
import type { Command } from "commander";
import { Capture, pcapngOf, pcapOf } from "../capture/index.ts";
import type { SiteTwin } from "../site/index.ts";
import { CliFault, type CliIo } from "./io.ts";

/** What was written behind `--pcap` and `--at`. */
export interface CaptureOptions {
  readonly pcap?: string;
  readonly at?: string;
}

/** Adds the options that write what went over the network into a file. */
export function addCaptureOptions(command: Command): Command {
  return command
    .option("--pcap <file>", "write the packets as tshark and Wireshark read them")
    .option("--at <machine>", "with --pcap: what this machine alone sees; by default each is an interface of a pcapng");
}

/** A capture that begins now; null: nobody wants one. */
export function beginCapture({ network }: SiteTwin, { pcap, at }: CaptureOptions): Capture | null {
  if (pcap === undefined && at === undefined) return null;
  if (pcap === undefined) throw new CliFault("--at names a place to capture at: say --pcap FILE too.");
  const machines = [...network.stations.keys()];
  if (at !== undefined && !network.stations.has(at)) {
    const hint = didYouMeanHint(at, machines) ?? `Known: ${machines.join(", ")}.`;
    throw new CliFault(`There is no machine called "${at}". ${hint}`);
  }
  return new Capture(machines, at ?? null);
}

/** `beginsAt`: seconds since 1970 at the site's first moment. */
export function writeCapture(
  capture: Capture | null,
  { pcap = "", at }: CaptureOptions,
  beginsAt: number,
  io: CliIo,
): void {
  if (capture === null) return;
  const { frames } = capture;
  const octets = at === undefined ? pcapngOf(frames, beginsAt) : pcapOf(frames, beginsAt);
  try {
    writeFileSync(resolve(io.workingDirectory, pcap), octets);
  } catch (fault) {
    throw new CliFault(`${pcap} cannot be written: ${fault instanceof Error ? fault.message : String(fault)}`);
  }
}
