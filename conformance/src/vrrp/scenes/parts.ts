import type { Appointment, Deed, Host, Scene } from "../scene.ts";
import { instance, script, tracks } from "./config-text.ts";

export const at = (atMs: number, host: Host, deed: Deed | Deed["kind"]): Appointment => ({
  atMs,
  host,
  deed: typeof deed === "string" ? ({ kind: deed } as Deed) : deed,
});
export const fails = (name: string): Deed => ({ kind: "script-fails", script: name });
export const succeeds = (name: string): Deed => ({ kind: "script-succeeds", script: name });
export const BOTH: readonly Appointment[] = [at(0, "dns1", "start"), at(300, "dns2", "start")];
export const reload = (config: string): Deed => ({ kind: "reload", config });
export const link = (
  kind: "interface-down" | "interface-up" | "unplug" | "plug",
  name: "eth0" | "eth1" = "eth0",
): Deed => ({
  kind,
  link: name,
});

export function scene(
  name: string,
  dns1: string,
  dns2: string,
  appointments: readonly Appointment[],
  forMs = 16_000,
): Scene {
  return { name, configs: { dns1, dns2 }, appointments: [...BOTH, ...appointments], forMs };
}

export const strong = (more = "", beside = ""): string => beside + instance({ priority: 150, more });
export const weak = (more = "", beside = ""): string => beside + instance({ priority: 100, more });
export const CHECK = script("chk", "  interval 1");
export const watches = (...entries: readonly string[]): string => tracks("track_script", ...entries);
