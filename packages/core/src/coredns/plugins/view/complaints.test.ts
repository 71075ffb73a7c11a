import { expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

it.each([
  "view v { expr } => unexpected token EOF",
  "view v { expr true } => starts",
  "view v { expr 1 } => starts",
  "view v { expr foo() } => unknown name foo",
  "view v { expr incidr('a') } => not enough arguments to call incidr",
  "view v { expr name() matches '[' } => error parsing regexp: missing closing ]: `[`",
  "view v { expr \"type() == 'A'\" } => starts",
  "view v { expr size() > '1' } => invalid operation: > (mismatched types int and string)",
  "view v { expr metadata('x') } => starts",
  "view v { expr client_ip() in ['a' } => unexpected token EOF",
  "view v { expr port() + 1 == 5 } => invalid operation: + (mismatched types string and int)",
  "view v { expr len(port()) > 1 } => starts",
  "view v { expr do() == 'yes' } => invalid operation: == (mismatched types bool and string)",
])("%s", (row) => expect(retellStart(row)).toBe(row));
