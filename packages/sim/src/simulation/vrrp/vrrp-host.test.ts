import { type Address, type Instant, instantFromMs, laterBy, sourceFromText } from "@splithorizon/core";
import { type KeepalivedSettings, parseKeepalived } from "@splithorizon/core/keepalived";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Contender } from "../../vrrp/index.ts";
import { Random } from "../world/random.ts";
import { VrrpHost } from "./vrrp-host.ts";

const LINKS = new Map([
  ["eth0", "lan"],
  ["eth1", "beyond"],
]);

interface Instance {
  readonly name?: string;
  readonly link?: "eth0" | "eth1";
  readonly id?: number;
  readonly lines?: string;
}

function textOf(instances: readonly Instance[], beside = ""): string {
  return instances.reduce((text, { name = "VI_1", link = "eth0", id = 51, lines = "" }) => {
    const address = link === "eth0" ? "192.168.13.10/24" : "192.168.14.10/24";
    return `${text}\nvrrp_instance ${name} {\ninterface ${link}\nvirtual_router_id ${id}\npriority 100\nvirtual_ipaddress {\n${address}\n}\n${lines}\n}\n`;
  }, beside);
}

const GROUP = "vrrp_sync_group G {\ngroup {\nVI_1\nVI_2\n}\n}\n";
const TWO: readonly Instance[] = [{}, { name: "VI_2", link: "eth1", id: 52 }];
const SCRIPT = 'vrrp_script chk {\nscript "/usr/bin/true"\ninterval 1\nfall 1\nrise 1\n}\n';
const TRACKS = "track_script {\nchk\n}";

function settingsOf(text: string): KeepalivedSettings {
  return parseKeepalived(sourceFromText("keepalived.conf", text)).value.settings;
}

function contendersOf(settings: KeepalivedSettings, host = "dns1", last = 11): readonly Contender[] {
  const addressOn = (name: string): Address => `192.168.${name === "eth0" ? 13 : 14}.${last}` as Address;
  return settings.instances.map((instance) => ({
    host,
    address: addressOn(instance.interface),
    source: addressOn(instance.interface),
    sourceIs: "own",
    link: LINKS.get(instance.interface) ?? "",
    instance,
    settings,
    interfaces: LINKS,
    scripts: new Map(),
    numbers: new Map(),
  }));
}

/** One keepalived of which everything is written down that it does: `3609 VI_1 advert 100`. Gratuitous ARPs take 3 ms. */
class Lab {
  readonly host: VrrpHost;
  readonly deeds: string[] = [];
  scriptResult: "ok" | "fail" = "ok";
  number = 0;
  #now: Instant = instantFromMs(0);
  #sequence = 0;
  readonly #peers: readonly Contender[];

  constructor(text: string) {
    const settings = settingsOf(text);
    this.#peers = contendersOf(settings, "dns2", 12);
    this.host = new VrrpHost("dns1", contendersOf(settings), settings, {
      random: new Random(1),
      now: () => this.#now,
      actionsFor: ({ instance: { name } }) => {
        const write = (what: string): void => void this.deeds.push(`${Math.floor(this.#now)} ${name} ${what}`);
        return {
          heardLower: () => write("heard a lower one"),
          tellsPlace: () => undefined,
          lateness: () => 0,
          announce: (times) => {
            write(`announces x${times}`);
            return 3;
          },
          send: ({ priority }) => write(`advert ${priority}`),
          takeAddresses: () => write("takes"),
          dropAddresses: () => write("drops"),
          entered: (state) => write(state),
        };
      },
      judged: () => undefined,
      routersChanged: () => this.deeds.push("other routers"),
      readFiles: (_, { files }, numbers) => {
        for (const { name } of files) numbers.set(name, this.number);
      },
      runScript: () => ({ result: this.scriptResult, tookMs: 0 }),
    });
  }

  /** A host begins as one that has run for long. */
  start(): this {
    this.host.vanish();
    this.host.start();
    return this;
  }

  /** Active since four seconds. */
  active(): this {
    this.start().runFor(4000).look();
    return this;
  }

  runFor(ms: number): this {
    const until = laterBy(this.#now, ms);
    for (let next = this.host.nextWake(); next !== null && next <= until; next = this.host.nextWake()) {
      this.#now = next;
      this.host.wake();
    }
    this.#now = until;
    return this;
  }

  hear(priority: number, place = 0): this {
    const [from, to] = [this.#peers[place], this.host.routers[place]];
    if (from === undefined || to === undefined) throw new Error("nobody is there");
    this.#sequence += 1;
    const advert = { from, priority, intervalMs: 1000, sequence: this.#sequence, checksum: "each" } as const;
    this.host.hear(advert, to, { kind: "heard" });
    return this;
  }

  reload(text: string): this {
    const settings = settingsOf(text);
    this.host.reload(settings, contendersOf(settings));
    return this;
  }

  get states(): string {
    return this.host.routers.map(({ state }) => state).join(" ");
  }

  /** What has been done since the last look, without its moments. */
  look(): readonly string[] {
    return this.deeds.splice(0).map((deed) => deed.replace(/^\d+ /, ""));
  }
}

const ONE = textOf([{}]);
const RESIGNS = ["VI_1 advert 0", "VI_1 drops", "VI_1 init"];

describe("a process", () => {
  test("starts as backup, and once: who runs already does not start again", () => {
    const lab = new Lab(ONE).start();
    expect([lab.states, lab.look()]).toEqual(["backup", ["VI_1 backup"]]);
    lab.host.start();
    expect(lab.look()).toEqual([]);
    expect(lab.runFor(3640).look().slice(0, 3)).toEqual(["VI_1 active", "VI_1 advert 100", "VI_1 takes"]);
  });

  test("stops with a word, and vanishes without one", () => {
    const stopped = new Lab(ONE).active();
    stopped.host.stop();
    expect([stopped.look(), stopped.host.isGone, stopped.host.nextWake()]).toEqual([RESIGNS, true, null]);
    stopped.host.stop();
    expect(stopped.look()).toEqual([]);
    const killed = new Lab(ONE).active();
    killed.host.vanish();
    expect([killed.look(), killed.host.isGone]).toEqual([["VI_1 init"], true]);
  });

  test("reads nothing once it is gone, and does nothing that it was told to do when it goes on", () => {
    const lab = new Lab(ONE).active();
    lab.host.hang("stopped");
    lab.host.whenRunning(() => lab.deeds.push("0 too late"));
    lab.host.vanish();
    lab.host.goOn("stopped");
    lab.hear(200);
    expect(lab.look()).toEqual(["VI_1 init"]);
  });

  test("that hangs does nothing, and reads first what has come when it goes on", () => {
    const lab = new Lab(ONE).active();
    lab.host.hang("stopped");
    expect(lab.runFor(5000).hear(200).look()).toEqual([]);
    lab.host.whenRunning(() => lab.deeds.push("0 then it does what it was told"));
    lab.host.goOn("stopped");
    expect(lab.look()).toEqual(["VI_1 drops", "VI_1 backup", "then it does what it was told"]);
  });

  test("that hangs announces again what was due meanwhile, before it reads other files", () => {
    const lab = new Lab(ONE).active();
    lab.host.hang("stopped");
    lab.runFor(9000).look();
    lab.host.whenRunning(() => lab.deeds.push("0 reads"));
    lab.host.goOn("stopped");
    expect(lab.look()).toEqual(["VI_1 announces x5", "VI_1 advert 100", "reads"]);
  });

  test("that is held by two goes on when both have let it", () => {
    const lab = new Lab(ONE).active();
    lab.host.hang("stopped");
    lab.host.hang("machine");
    lab.host.goOn("machine");
    expect(lab.runFor(2000).look()).toEqual([]);
    lab.host.goOn("stopped");
    expect(lab.look()).toEqual(["VI_1 advert 100"]);
  });

  test("announces its addresses, and is busy as long as that takes: it looks at its timers afterwards", () => {
    const lab = new Lab(ONE).start();
    const due = lab.host.nextWake() ?? instantFromMs(0);
    lab.runFor(due);
    expect(lab.host.busyUntil).toBe(laterBy(due, 3));
    expect((lab.host.nextWake() ?? 0) >= lab.host.busyUntil).toBe(true);
    // The first interval begins when all is announced.
    lab.look();
    expect(lab.runFor(1002).look()).toEqual([]);
    expect(lab.runFor(2).look()).toEqual(["VI_1 advert 100"]);
  });
});

describe("cables and interfaces", () => {
  test("an instance fails with its own, and another goes on", () => {
    const lab = new Lab(textOf(TWO)).active();
    lab.host.unplug("a cable", { link: "beyond", by: "unplug" });
    expect([lab.states, lab.look()]).toEqual(["active fault", ["VI_2 drops", "VI_2 fault"]]);
    lab.host.plug("a cable");
    expect(lab.states).toBe("active backup");
  });

  test("dark is what one of two reasons makes dark; null is all of them", () => {
    const lab = new Lab(textOf(TWO)).active();
    lab.host.unplug("one", { link: null, by: "unplug" });
    lab.host.unplug("other", { link: "lan", by: "interface-down" });
    expect(lab.states).toBe("fault fault");
    lab.host.plug("one");
    expect(lab.states).toBe("fault backup");
    lab.host.plug("other");
    expect(lab.states).toBe("backup backup");
  });

  test("a machine that starts anew has its interfaces up, and no cable plugged in by that", () => {
    const lab = new Lab(textOf(TWO)).active();
    lab.host.unplug("cable", { link: "lan", by: "unplug" });
    lab.host.unplug("interface", { link: "beyond", by: "interface-down" });
    lab.host.vanish();
    lab.host.booted();
    lab.host.start();
    expect(lab.states).toBe("fault backup");
  });

  test("one that hangs learns of it when it goes on", () => {
    const lab = new Lab(ONE).active();
    lab.host.hang("stopped");
    lab.host.unplug("cable", { link: "lan", by: "unplug" });
    expect(lab.states).toBe("active");
    lab.host.goOn("stopped");
    expect(lab.states).toBe("fault");
  });

  test("one that hangs learns of a cable that is in again as well, and resigns where others hear it; a new one does not", () => {
    const lab = new Lab(ONE).active();
    const flap = (): void => {
      lab.host.hang("stopped");
      lab.host.unplug("cable", { link: "lan", by: "unplug" });
      lab.host.plug("cable");
    };
    flap();
    lab.host.goOn("stopped");
    expect(lab.look()).toEqual(["VI_1 advert 0", "VI_1 advert 0", "VI_1 drops", "VI_1 fault", "VI_1 backup"]);
    flap();
    lab.host.vanish();
    lab.host.start();
    expect(lab.look()).toEqual(["VI_1 init", "VI_1 backup"]);
  });
});

describe("what is watched", () => {
  test("a script that fails takes the instance into FAULT at its next run, said twice, and back", () => {
    const lab = new Lab(textOf([{ lines: TRACKS }], SCRIPT)).active();
    lab.scriptResult = "fail";
    expect(
      lab
        .runFor(1100)
        .look()
        .filter((deed) => deed !== "VI_1 advert 100"),
    ).toEqual([...["VI_1 advert 0", "VI_1 advert 0", "VI_1 drops", "VI_1 fault"]]);
    lab.scriptResult = "ok";
    expect(lab.runFor(1100).states).toBe("backup");
  });

  test("a process that ends counts at once, but for one that hangs", () => {
    const process = "vrrp_track_process named {\nprocess named\n}\n";
    const lab = new Lab(textOf([{ lines: "track_process {\nnamed\n}" }], process)).active();
    lab.host.watchedProcess([], "ended");
    expect(lab.states).toBe("active");
    lab.host.watchedProcess(["named"], "ended");
    expect(lab.states).toBe("fault");
    lab.host.hang("stopped");
    lab.host.watchedProcess(["named"], "started");
    expect(lab.states).toBe("fault");
    lab.host.goOn("stopped");
    expect(lab.states).toBe("backup");
  });

  test("a file's number counts at once, and for one that hangs before what has come since", () => {
    const file = 'track_file n {\nfile "/run/n"\nweight 1\n}\n';
    const lab = new Lab(textOf([{ lines: "track_file {\nn\n}" }], file)).active();
    lab.number = -50;
    lab.host.fileChanged();
    expect(lab.host.routers[0]?.priority).toBe(50);
    lab.host.hang("stopped");
    lab.number = 0;
    lab.host.fileChanged();
    lab.hear(70);
    lab.host.goOn("stopped");
    expect(lab.states).toBe("active");
  });
});

describe("a sync group", () => {
  const grouped = textOf(TWO, GROUP);

  test("goes when all of it wants to, and each waits anew for the others", () => {
    const lab = new Lab(grouped).start();
    lab.runFor(1000).hear(200, 1);
    expect(lab.runFor(2700).states).toBe("backup backup");
    expect(lab.runFor(4000).states).toBe("active active");
  });

  test("yields as a whole, and fails as a whole: one says it twice, the other once", () => {
    const lab = new Lab(grouped).active();
    lab.hear(200);
    expect(lab.states).toBe("backup backup");
    const other = new Lab(textOf([{ lines: TRACKS }, ...TWO.slice(1)], SCRIPT + GROUP)).active();
    other.scriptResult = "fail";
    other.runFor(1100);
    expect(other.states).toBe("fault fault");
    const resigned = other.look().filter((deed) => deed.endsWith("advert 0"));
    expect(resigned).toEqual(["VI_1 advert 0", "VI_1 advert 0", "VI_2 advert 0"]);
  });

  test("announces as a whole where one of it has heard a lower router", () => {
    const lab = new Lab(grouped).active();
    const [first] = lab.host.routers;
    if (first === undefined) throw new Error("no router");
    lab.host.heardLower(first.contender);
    expect(lab.look()).toEqual(["VI_2 announces x5"]);
  });
});

test("a script that an instance and its group watch without a weight is waited for twice, until a reload", () => {
  const text = (own: string, group: string): string =>
    textOf([{ lines: own }, ...TWO.slice(1)], `${SCRIPT}vrrp_sync_group G {\ngroup {\nVI_1\nVI_2\n}\n${group}\n}\n`);
  const lab = new Lab(text(TRACKS, TRACKS)).start();
  expect(lab.runFor(10_000).states).toBe("fault fault");
  expect(lab.reload(text(TRACKS, TRACKS)).runFor(5000).states).toBe("active active");
  expect(new Lab(text("", TRACKS)).start().runFor(5000).states).toBe("active active");
  expect(new Lab(text(TRACKS, "")).start().runFor(5000).states).toBe("active active");
});

describe("a reload", () => {
  test("keeps what is active, says so before and after, and ends what is no more", () => {
    const lab = new Lab(textOf(TWO)).active();
    lab.reload(textOf([{ lines: "priority 90" }]));
    expect(lab.look()).toEqual([
      ...["VI_1 advert 100", "VI_2 advert 100", "other routers", "VI_2 advert 0", "VI_2 drops", "VI_2 init"],
    ]);
    expect(lab.states).toBe("active");
    expect(lab.runFor(10).look()).toEqual(["VI_1 advert 90"]);
  });

  test("a virtual router is the same under another name, and another one by another id", () => {
    const lab = new Lab(ONE).active();
    expect(lab.reload(textOf([{ name: "VI_OTHER" }])).states).toBe("active");
    expect(lab.reload(textOf([{ id: 99 }])).states).toBe("backup");
  });

  test("`vrrp_startup_delay` of the start holds, and one that a reload brings does not (vrrp_daemon.c start_vrrp)", () => {
    const delayed = `global_defs {\nvrrp_startup_delay 5\n}\n${ONE}`;
    const early = new Lab(delayed).start().runFor(1000).reload(ONE);
    expect(early.runFor(7500).states).toBe("backup");
    expect(early.runFor(200).states).toBe("active");
    const late = new Lab(ONE).start().runFor(1000).reload(delayed);
    expect(late.runFor(3620).states).toBe("active");
  });
});

const DEEDS: Readonly<Record<string, (lab: Lab) => unknown>> = {
  start: ({ host }) => host.start(),
  vanish: ({ host }) => host.vanish(),
  hang: ({ host }) => host.hang("stopped"),
  "go on": ({ host }) => host.goOn("stopped"),
  unplug: ({ host }) => host.unplug("cable", { link: "lan", by: "unplug" }),
  plug: ({ host }) => host.plug("cable"),
  lower: (lab) => lab.hear(50),
  higher: (lab) => lab.hear(200),
  time: (lab) => lab.runFor(2000),
};

/** By the deeds so far: gone, or hung; and whether its cable is out. */
function standingAfter(deeds: readonly string[]): { readonly runs: boolean; readonly isDark: boolean } {
  let state: "runs" | "hung" | "gone" = "runs";
  for (const deed of deeds) {
    if (deed === "vanish") state = "gone";
    else if (deed === "start" && state === "gone") state = "runs";
    else if (deed === "hang" && state === "runs") state = "hung";
    else if (deed === "go on" && state === "hung") state = "runs";
  }
  return { runs: state === "runs", isDark: deeds.findLast((deed) => deed.endsWith("plug")) === "unplug" };
}

test("law: whatever happens, who is gone or hangs says nothing, and nobody is active without a cable", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...Object.keys(DEEDS)), { maxLength: 25 }), (deeds) => {
      const lab = new Lab(ONE).start();
      for (const [place, deed] of deeds.entries()) {
        const before = standingAfter(deeds.slice(0, place));
        const after = standingAfter(deeds.slice(0, place + 1));
        lab.look();
        DEEDS[deed]?.(lab);
        const said = lab.look().filter((line) => !line.endsWith("init"));
        if (!before.runs && !after.runs) expect([deed, said]).toEqual([deed, []]);
        if (after.runs && after.isDark) expect([deed, lab.states]).not.toEqual([deed, "active"]);
      }
    }),
  );
});
