import { expect, test } from "vitest";
import { PodLogs } from "./pod-logs.ts";

test("a log begins with its container, and keeps its last thousand lines", () => {
  const logs = new PodLogs();
  expect(logs.of("a")).toBeNull();
  logs.add("a", "before");
  logs.begin("a", ["one", "two"]);
  logs.add("a", "three");
  logs.add("b", "other");
  expect([logs.of("a"), logs.of("b")]).toEqual([["one", "two", "three"], ["other"]]);
  for (let line = 0; line < 1000; line += 1) logs.add("a", String(line));
  expect(logs.of("a")?.length).toBe(1000);
  expect([logs.of("a")?.[0], logs.of("a")?.at(-1)]).toEqual(["0", "999"]);
});
