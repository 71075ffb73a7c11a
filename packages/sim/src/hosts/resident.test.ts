import { expect, test } from "vitest";
import { LogSwitch, LotSwitch, RemarkSwitch } from "./resident.ts";

test("remarks are heard while somebody listens, by the innermost listener, also where something throws", () => {
  const remarks = new RemarkSwitch();
  const heard: string[] = [];
  const say = (text: string): void => remarks.current()?.({ actor: "a", text });
  say("nobody listens");
  remarks.listen(
    ({ text }) => heard.push(`outer ${text}`),
    () => {
      say("1");
      remarks.listen(
        ({ text }) => heard.push(`inner ${text}`),
        () => say("2"),
      );
      expect(() =>
        remarks.listen(null, () => {
          say("not heard");
          throw new RangeError("a bug");
        }),
      ).toThrow("a bug");
      say("3");
    },
  );
  say("nobody listens any more");
  expect(heard).toEqual(["outer 1", "inner 2", "outer 3"]);
});

test("a listening gives back what was done meanwhile", () => {
  expect(new RemarkSwitch().listen(null, () => 7)).toBe(7);
});

test("lots: nobody draws, until somebody does", () => {
  const lots = new LotSwitch();
  expect(lots.current()).toBeNull();
  lots.drawBy((among) => among - 1);
  expect(lots.current()?.(6)).toBe(5);
  lots.drawBy(null);
  expect(lots.current()).toBeNull();
});

test("logs: each machine's lines by its name, while somebody keeps them", () => {
  const logs = new LogSwitch();
  const kept: string[] = [];
  const [one, other] = [logs.sinkOf("dns1"), logs.sinkOf("dns2")];
  expect(one()).toBeNull();
  logs.keepBy((station, line) => kept.push(`${station} ${line}`));
  one()?.("a");
  other()?.("b");
  const late = one();
  logs.keepBy(null);
  late?.("too late");
  expect([kept, one()]).toEqual([["dns1 a", "dns2 b"], null]);
});
