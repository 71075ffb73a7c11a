import { expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

it.each([
  "health { lameduck -1s } => starts",
  "health { lameduck 0 } => starts",
  "health { lameduck 1s; lameduck 2s } => starts",
  "health { port 8080 } => unknown property 'port'",
  "health :0 => starts",
  "health :99999 => listen tcp: address 99999: invalid port",
  'health :x => parse "http://:x": invalid port ":x" after host',
  "health [::1]:0 => starts",
  "health :65535 => starts",
  "health :65536 => listen tcp: address 65536: invalid port",
  'health :http => parse "http://:http": invalid port ":http" after host',
  "health x:99999 => listen tcp: address 99999: invalid port",
  'health :-1 => parse "http://:-1": invalid port ":-1" after host',
  "health 127.0.0.1: => starts",
])("%s", (row) => expect(retellStart(row)).toBe(row));
