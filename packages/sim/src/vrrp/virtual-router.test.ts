import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LoneRouter } from "./lone-router.fixture.ts";

const lone = (lines = ""): LoneRouter => new LoneRouter({ lines });
/** One that has become active at 3.609 s. */
const active = (lines = ""): LoneRouter => {
  const own = lone(lines).start().runUntil(3700);
  own.look();
  return own;
};

describe("start (keepalived 2.2.7, vrrp_scheduler.c vrrp_init_state)", () => {
  test("a backup for three intervals and its skew, then an advert, its addresses, and five gratuitous ARPs", () => {
    expect(lone().start().runUntil(4000).look()).toEqual([
      "0 backup",
      "3609 active",
      "3609 advert 100",
      "3609 takes",
      "3609 announces x5",
    ]);
  });

  test("priority 255 with state MASTER: at once, and never a backup", () => {
    expect(lone("priority 255\nstate MASTER").start().runUntil(0).look()).toEqual([
      "0 active",
      "0 advert 255",
      "0 takes",
      "0 announces x5",
    ]);
  });

  test("priority 255 with state BACKUP: as everybody else", () => {
    expect(lone("priority 255\nstate BACKUP").start().runUntil(3100).look().slice(0, 2)).toEqual([
      "0 backup",
      "3004 active",
    ]);
  });

  test("vrrp_startup_delay is waited for first, by an owner too", () => {
    expect(lone().start(5000).runUntil(9000).look()[1]).toBe("8609 active");
    expect(lone("priority 255\nstate MASTER").start(5000).runUntil(9000).look()[0]).toBe("5000 active");
  });

  test("an advert that is discarded during the delay makes the wait longer; one that is taken begins it anew from the delay's end", () => {
    const own = lone().start(3000).runUntil(1000).hear(50).runUntil(2000).hear(50).runUntil(20_000);
    // 3000 + (6609 - 1000), then 3000 + (8609 - 2000).
    expect(own.look()[1]).toBe("9609 active");
    expect(lone("priority 100").start(3000).runUntil(1000).hear(200).runUntil(20_000).look()[1]).toBe("6609 active");
  });
});

describe("as backup (vrrp.c vrrp_state_backup)", () => {
  test.each<readonly [string, string, number, string]>([
    ["a higher one is waited for anew", "", 200, "4609 active"],
    ["an equal one too", "", 100, "4609 active"],
    ["a lower one is discarded", "", 50, "3609 active"],
    ["but not with nopreempt", "nopreempt", 50, "4609 active"],
    ["nor while preempt_delay runs", "preempt_delay 9", 50, "4609 active"],
    ["priority 0: the skew alone", "", 0, "1609 active"],
  ])("%s", (_, lines, priority, expected) => {
    expect(lone(lines).start().runUntil(1000).hear(priority).runUntil(5000).look()[1]).toBe(expected);
  });

  test("a refused advert changes nothing", () => {
    expect(lone().start().runUntil(1000).hear(200, {}, "packet").runUntil(5000).look()[1]).toBe("3609 active");
  });

  test("version 3 waits by the interval of whom it hears, and when it has stepped down as well", () => {
    const slow = { lines: "version 3\nadvert_int 3" };
    const own = lone("version 3").start().runUntil(1000).hear(200, slow);
    expect(own.runUntil(12_000).look()[1]).toBe(`${1000 + 9000 + Math.round((156 / 256) * 3000)} active`);
    own.hear(200, slow);
    expect(own.runUntil(30_000).look()).toContain(`${12_000 + 9000 + Math.round((156 / 256) * 3000)} active`);
  });

  test("a change of priority makes it more patient or less at once", () => {
    const own = lone().start().runUntil(1000);
    own.router.setPriority(200);
    expect(own.runUntil(5000).look()[1]).toBe("3219 active");
  });
});

describe("skip_check_adv_addr: of whom a backup knows already, the addresses are not looked at", () => {
  test.each<readonly [string, string, readonly ("heard" | "addresses" | "packet")[], string]>([
    ["known", "skip_check_adv_addr", ["heard", "addresses"], "5609 active"],
    ["not known yet", "skip_check_adv_addr", ["addresses", "addresses"], "3609 active"],
    ["refused for something else", "skip_check_adv_addr", ["heard", "packet"], "4609 active"],
    ["without the word", "", ["heard", "addresses"], "4609 active"],
  ])("%s", (_, lines, [first = "heard", second = "heard"], expected) => {
    const own = lone(lines).start().runUntil(1000).hear(200, {}, first).runUntil(2000).hear(200, {}, second);
    expect(own.runUntil(6000).look()[1]).toBe(expected);
  });

  test("another router is looked at again", () => {
    const own = lone("skip_check_adv_addr").start().runUntil(1000).hear(200).runUntil(2000);
    own.hear(200, { host: "dns3", address: "192.168.13.13" }, "addresses");
    expect(own.runUntil(6000).look()[1]).toBe("4609 active");
  });

  test("an active one looks at everything", () => {
    const own = active("skip_check_adv_addr").hear(200, {}, "addresses");
    expect(own.router.state).toBe("active");
  });
});

describe("as active (vrrp.c vrrp_state_master_rx)", () => {
  test("a higher one: it steps down in silence", () => {
    expect(active().hear(200).look()).toEqual(["3700 drops", "3700 backup"]);
  });

  test("with higher_prio_send_advert it answers once more", () => {
    expect(active("higher_prio_send_advert").hear(200).look()).toEqual([
      "3700 advert 100",
      "3700 drops",
      "3700 backup",
    ]);
  });

  test("a lower one: an advert and five gratuitous ARPs at once, and its group is told; the next advert an interval later", () => {
    const own = active().hear(50);
    expect(own.look()).toEqual(["3700 advert 100", "3700 announces x5", "3700 tells its group"]);
    expect(own.runUntil(4800).look()).toEqual(["4700 advert 100"]);
  });

  test("lower_prio_no_advert: no answer, and its own rhythm is not touched by whatever it hears", () => {
    const own = active("lower_prio_no_advert").hear(50).hear(50, {}, "packet");
    expect(own.look()).toEqual(["3700 announces x5", "3700 tells its group"]);
    expect(own.runUntil(4700).look()).toEqual(["4609 advert 100"]);
  });

  test("priority 0: it says at once that it is there", () => {
    const own = active().hear(0);
    expect(own.runUntil(4800).look()).toEqual(["3700 advert 100", "4700 advert 100"]);
  });

  test("a refused advert puts its own next one off", () => {
    expect(active().hear(200, {}, "packet").runUntil(4800).look()).toEqual(["4700 advert 100"]);
  });

  test.each<readonly [string, string, string]>([
    ["192.168.13.12", "higher", "backup"],
    ["192.168.13.9", "lower", "active"],
  ])("equal priority, from %s: the %s address stays", (address, _, state) => {
    expect(active().hear(100, { address }).router.state).toBe(state);
  });

  test("two owners: whoever hears the other lowers its own priority for good, and yields", () => {
    const own = lone("priority 255\nstate MASTER").start().runUntil(100);
    expect(own.hear(255).look().slice(-2)).toEqual(["100 drops", "100 backup"]);
    expect(own.router.priority).toBe(254);
    own.router.setPriority(255);
    expect(own.router.priority).toBe(254);
  });
});

describe("faults (vrrp_track.c down_instance, try_up_instance)", () => {
  test.each<readonly ["heard" | "with-its-group" | "unheard", readonly string[]]>([
    ["heard", ["3700 advert 0", "3700 advert 0", "3700 drops", "3700 fault"]],
    ["with-its-group", ["3700 advert 0", "3700 drops", "3700 fault"]],
    ["unheard", ["3700 drops", "3700 fault"]],
  ])("an active one that fails, %s", (how, expected) => {
    const own = active();
    own.router.fail("", how);
    expect(own.look()).toEqual(expected);
    own.router.recover(own.now, "");
    expect(own.runUntil(8000).look().slice(0, 2)).toEqual(["3700 backup", "7309 active"]);
  });

  test("an owner that has failed comes back as a backup", () => {
    const own = lone("priority 255\nstate MASTER").start().runUntil(100);
    own.router.fail("", "heard");
    own.look();
    own.router.recover(own.now, "");
    expect(own.runUntil(4000).look().slice(0, 2)).toEqual(["100 backup", "3104 active"]);
  });

  test("an owner that has only waited for its script takes its address at once", () => {
    const own = lone("priority 255\nstate MASTER");
    own.router.start(own.now, "it waits for a script");
    own.runUntil(50).router.recover(own.now, "");
    expect(own.look()).toEqual(["0 fault", "50 active", "50 advert 255", "50 takes", "50 announces x5"]);
  });
});

describe("SIGHUP (vrrp.c clear_diff_vrrp)", () => {
  test("an active one says so before and after, and what was planned is forgotten", () => {
    const before = active();
    before.router.beforeReload();
    expect(before.look()).toEqual(["3700 advert 100"]);
    const after = lone("priority 90").runUntil(3700);
    after.router.continueFrom("active", after.now, "nothing");
    expect(after.runUntil(10_000).look()).toEqual(
      [3700, 4700, 5700, 6700, 7700, 8700, 9700].map((at) => `${at} advert 90`),
    );
  });

  test("new addresses are announced, and a refresh is due at once", () => {
    const gained = lone();
    gained.router.continueFrom("active", gained.now, "addresses");
    expect(gained.runUntil(10).look()).toEqual(["0 announces x5", "0 advert 100"]);
    const refreshing = lone("garp_master_refresh 30\ngarp_master_refresh_repeat 2");
    refreshing.router.continueFrom("active", refreshing.now, "nothing");
    expect(refreshing.runUntil(10).look()).toEqual(["0 advert 100", "0 announces x2"]);
  });

  test("a backup begins to wait anew, and an owner as well", () => {
    const own = lone("priority 255\nstate MASTER");
    own.router.continueFrom("backup", own.now, "nothing");
    expect(own.runUntil(3100).look()[0]).toBe("3004 active");
  });
});

test("law: whatever it hears, an active router has sent an advert within an interval, and a backup takes over within its patience", () => {
  const heard = fc.record({
    afterMs: fc.nat(900),
    priority: fc.nat(255),
    hearing: fc.constantFrom("heard", "packet", "addresses"),
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 254 }), fc.array(heard, { maxLength: 12 }), (priority, adverts) => {
      const own = lone(`priority ${priority}`).start();
      let at = 0;
      for (const advert of adverts) {
        at += advert.afterMs;
        own.runUntil(at).hear(advert.priority, {}, advert.hearing as "heard" | "packet" | "addresses");
      }
      own.look();
      own.runUntil(at + 4000);
      expect(own.router.state).toBe("active");
      expect(own.look().some((deed) => deed.endsWith(`advert ${priority}`))).toBe(true);
    }),
    { numRuns: 300 },
  );
});
