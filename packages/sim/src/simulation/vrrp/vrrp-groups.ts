import type { Instant } from "@splithorizon/core";
import type { KeepalivedSettings } from "@splithorizon/core/keepalived";
import type { VirtualRouter } from "../../vrrp/index.ts";

type Groups = KeepalivedSettings["syncGroups"];

/** The members of a router's `vrrp_sync_group`, itself among them; none: it goes alone. */
export function groupOf(
  { contender }: VirtualRouter,
  groups: Groups,
  routers: readonly VirtualRouter[],
): readonly VirtualRouter[] {
  if (groups.length === 0) return [];
  const { name } = contender.instance;
  const group = groups.find(({ members }) => members.length > 1 && members.includes(name));
  if (group === undefined) return [];
  return routers.filter((router) => group.members.includes(router.contender.instance.name));
}

/** A member of a sync group whose time is over waits until that of all members is; then all of them go (vrrp_sync.c). */
export function wakeInGroup(router: VirtualRouter, group: readonly VirtualRouter[], now: Instant): void {
  if (group.length === 0) {
    router.wake(now);
    return;
  }
  const others = group.filter((other) => other !== router && other.state === "backup");
  const isOver = router.state === "backup" && router.isDue(now);
  if (isOver && others.some((other) => !other.isReady)) {
    router.holdBack(now);
    return;
  }
  router.wake(now);
  if (!isOver) return;
  for (const other of others) other.follow(now, "active", `its group goes with ${router.contender.instance.name}`);
}

/** Members of a group are never backup and active at once: the weaker state wins. */
export function yieldTogether(
  routers: readonly VirtualRouter[],
  groupOfOne: (router: VirtualRouter) => readonly VirtualRouter[],
  now: Instant,
): void {
  for (const router of routers) {
    if (router.state !== "active") continue;
    const yielded = groupOfOne(router).find(({ state }) => state === "backup");
    if (yielded !== undefined) router.follow(now, "backup", `its group yields with ${yielded.contender.instance.name}`);
  }
}
