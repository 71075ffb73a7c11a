/**
 * A zone of 100,000 records, read by us, by the npm parsers, and by Go's miekg/dns if `go` is at hand: CPU seconds and memory.
 * Then one of a million, read by us and by Go: ten times the records should cost at most ten times as much.
 * Each reader runs in a process of its own, three times; the best run counts. `node bench/zone.ts [records]` reads one zone of that size alone.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nameOf, parseZoneFile, readZone, sourceFromBytes } from "@splithorizon/core";

interface Figures {
  readonly cpuSeconds: number;
  /** Resident memory at its highest, less its highest before the reading (VmHWM: getrusage's maximum would count the parent's too). */
  readonly megabytes: number;
}

const RUNS = 3;
const [MANY, MOST] = [100_000, 1_000_000];
const ORIGIN = nameOf("kloud.lan.");
const require = createRequire(import.meta.url);

const OUR_READERS = ["splithorizon readZone", "splithorizon parseZoneFile"];
const GO_READER = "Go miekg/dns";
const readers: Readonly<Record<string, (path: string) => () => unknown>> = {
  "splithorizon readZone": (path) => () => readZone(sourceFromBytes(path, readFileSync(path)), { origin: ORIGIN }),
  "splithorizon parseZoneFile": (path) => () =>
    parseZoneFile(sourceFromBytes(path, readFileSync(path)), { origin: ORIGIN }),
  dnsz: npmReader("dnsz", "parseZone"),
  "zone-file": npmReader("zone-file", "parseZoneFile"),
  "dns-zonefile": npmReader("dns-zonefile", "parse"),
};

function npmReader(name: string, method: string): (path: string) => () => unknown {
  return (path) => {
    const loaded = require(name) as Record<string, unknown> & { default?: Record<string, unknown> };
    const parse = loaded[method] ?? loaded.default?.[method];
    if (typeof parse !== "function") throw new Error(`${name} has no ${method}`);
    return () => parse(readFileSync(path, "utf8"));
  };
}

function zoneText(records: number): string {
  let text =
    "$ORIGIN kloud.lan.\n$TTL 3600\n@ IN SOA ns1.kloud.lan. host.kloud.lan. 1 2 3 4 5\n@ IN NS ns1\nns1 IN A 10.0.0.1\n";
  for (let at = 0; at < records; at += 1) text += `host-${at}.dept${at % 97} 300 IN ${dataOf(at)}\n`;
  return text;
}

/** Six addresses in ten, one each of the rest. */
function dataOf(at: number): string {
  switch (at % 10) {
    case 6:
      return `AAAA 2001:db8::${(at >> 8).toString(16)}:${(at & 255).toString(16)}`;
    case 7:
      return `CNAME host-${at - 1}.dept1`;
    case 8:
      return `MX 10 mail${at % 5}`;
    case 9:
      return `TXT "v=spf1 include:x${at}"`;
    default:
      return `A 10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`;
  }
}

/** In the child: reads once and prints the figures. */
function measureHere(reader: string, path: string): void {
  const read = readers[reader]?.(path);
  if (read === undefined) throw new Error(`no reader ${reader}`);
  const before = highestKilobytes();
  const start = process.cpuUsage();
  const kept = read();
  const used = process.cpuUsage(start);
  const megabytes = (highestKilobytes() - before) / 1024;
  process.stdout.write(
    JSON.stringify({ cpuSeconds: (used.user + used.system) / 1e6, megabytes, kept: kept !== undefined }),
  );
}

function highestKilobytes(): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "latin1"))?.[1] ?? Number.NaN);
}

function best(run: () => Figures | null): Figures | null {
  let found: Figures | null = null;
  for (let at = 0; at < RUNS; at += 1) {
    const figures = run();
    if (figures !== null && (found === null || figures.cpuSeconds < found.cpuSeconds)) found = figures;
  }
  return found;
}

function runChild(reader: string, path: string): Figures | null {
  const child = spawnSync(process.execPath, [import.meta.filename, "--child", reader, path], { encoding: "utf8" });
  if (child.status !== 0) return null;
  return JSON.parse(child.stdout) as Figures;
}

const GO_PROGRAM = `package main

import (
	"fmt"
	"os"
	"strings"
	"syscall"

	"github.com/miekg/dns"
)

func usage() (float64, int64) {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	seconds := float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
	status, _ := os.ReadFile("/proc/self/status")
	var kilobytes int64
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	fmt.Sscan(rest, &kilobytes)
	return seconds, kilobytes
}

func main() {
	cpu, rss := usage()
	f, _ := os.Open(os.Args[1])
	zp := dns.NewZoneParser(f, "kloud.lan.", os.Args[1])
	var all []dns.RR
	for rr, ok := zp.Next(); ok; rr, ok = zp.Next() {
		all = append(all, rr)
	}
	if zp.Err() != nil || len(all) == 0 {
		os.Exit(1)
	}
	cpuAfter, rssAfter := usage()
	fmt.Printf("{\\"cpuSeconds\\":%f,\\"megabytes\\":%f}", cpuAfter-cpu, float64(rssAfter-rss)/1024)
}
`;
const GO_MODULE = "module zonebench\n\ngo 1.24\n\nrequire github.com/miekg/dns v1.1.73\n";

/** null: no Go, or its module cannot be had. */
function buildGo(folder: string): string | null {
  writeFileSync(join(folder, "main.go"), GO_PROGRAM);
  writeFileSync(join(folder, "go.mod"), GO_MODULE);
  for (const words of [
    ["mod", "tidy"],
    ["build", "-o", "zonebench", "."],
  ]) {
    if (spawnSync("go", words, { cwd: folder, encoding: "utf8" }).status !== 0) return null;
  }
  return join(folder, "zonebench");
}

function runGo(program: string, path: string): Figures | null {
  const child = spawnSync(program, [path], { encoding: "utf8" });
  return child.status === 0 ? (JSON.parse(child.stdout) as Figures) : null;
}

/** What each reader needs; a reader that is not at hand is left out. */
function measure(records: number, names: readonly string[], goProgram: string | null): ReadonlyMap<string, Figures> {
  const folder = mkdtempSync(join(tmpdir(), "zone-bench-"));
  const path = join(folder, "zone.db");
  writeFileSync(path, zoneText(records));
  const found = new Map<string, Figures>();
  for (const reader of names)
    keep(
      found,
      reader,
      best(() => runChild(reader, path)),
    );
  if (goProgram !== null)
    keep(
      found,
      GO_READER,
      best(() => runGo(goProgram, path)),
    );
  rmSync(folder, { recursive: true });
  return found;
}

function compare(records: number, goProgram: string | null): ReadonlyMap<string, Figures> {
  const found = measure(records, Object.keys(readers), goProgram);
  print(records, found);
  return found;
}

/** The npm parsers need a gigabyte and more for so many. */
function compareGrowth(small: ReadonlyMap<string, Figures>, goProgram: string | null): void {
  const large = measure(MOST, OUR_READERS, goProgram);
  print(MOST, large);
  for (const [reader, { cpuSeconds, megabytes }] of large) {
    const before = small.get(reader);
    if (before === undefined) continue;
    const [time, memory] = [cpuSeconds / before.cpuSeconds, megabytes / before.megabytes];
    process.stdout.write(
      `${reader.padEnd(28)}${MOST / MANY} times the records: ${time.toFixed(1)} times the time, ${memory.toFixed(1)} times the memory\n`,
    );
  }
}

function keep(found: Map<string, Figures>, reader: string, figures: Figures | null): void {
  if (figures === null) process.stdout.write(`${reader}: not here\n`);
  else found.set(reader, figures);
}

function print(records: number, found: ReadonlyMap<string, Figures>): void {
  const ours = found.get("splithorizon readZone");
  process.stdout.write(`${records} records\n`);
  for (const [reader, { cpuSeconds, megabytes }] of found) {
    const speed = ours === undefined ? "" : `${(cpuSeconds / ours.cpuSeconds).toFixed(2)} x readZone's time`;
    const memory = ours === undefined ? "" : `${(megabytes / ours.megabytes).toFixed(2)} x its memory`;
    const figures = `${cpuSeconds.toFixed(3).padStart(8)} s ${megabytes.toFixed(0).padStart(6)} MB`;
    process.stdout.write(`${reader.padEnd(28)}${figures}   ${speed}, ${memory}\n`);
  }
}

function main(records: string | undefined): void {
  const folder = mkdtempSync(join(tmpdir(), "zone-bench-go-"));
  const goProgram = buildGo(folder);
  const small = compare(records === undefined ? MANY : Number(records), goProgram);
  if (records === undefined) compareGrowth(small, goProgram);
  rmSync(folder, { recursive: true });
}

if (process.argv[2] === "--child") measureHere(process.argv[3] ?? "", process.argv[4] ?? "");
else main(process.argv[2]);
