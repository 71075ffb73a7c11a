import { expect } from "vitest";
import { IpamLab, poolOf } from "./ipam.fixture.ts";
import { usualIpam } from "./ipam-contract.ts";

/** What is done, and what there is then (`IpamLab.state`). */
export type IpamStep = readonly [deed: IpamDeed, state: string];
export type IpamDeed = (lab: IpamLab) => void;
/** A test of Cilium's by its name, what it is about, and what happens in it. */
export type CiliumCase = readonly [cilium: string, what: string, steps: readonly IpamStep[]];

export function inTurn(...deeds: readonly IpamDeed[]): IpamDeed {
  return (lab) => {
    for (const deed of deeds) deed(lab);
  };
}

export function gone(name: string): IpamDeed {
  return (lab) => lab.remove(name);
}

export function pool(...words: Parameters<typeof poolOf>): IpamDeed {
  return (lab) => void lab.put(poolOf(...words));
}

/** In a cluster of both families, as Cilium's tests have it. */
export function playSteps(steps: readonly IpamStep[]): void {
  const lab = new IpamLab(() => 0, { ...usualIpam, families: { ipv4: true, ipv6: true } });
  for (const [deed, state] of steps) {
    deed(lab);
    expect(lab.state()).toBe(state);
  }
}
