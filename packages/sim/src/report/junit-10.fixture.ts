/** What junit-10.xsd (Jenkins xUnit plugin) says of an element: what may stand in it, and its attributes. */
export interface JunitElement {
  readonly children: readonly string[];
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Whether it holds text. */
  readonly holdsText: boolean;
}

const message: JunitElement = { children: [], required: [], optional: ["type", "message"], holdsText: true };
const output: JunitElement = { children: [], required: [], optional: [], holdsText: true };

/** The elements that `check` may write. */
export const junit10: Readonly<Record<string, JunitElement>> = {
  testsuites: {
    children: ["testsuite"],
    required: [],
    optional: ["name", "time", "tests", "failures", "errors"],
    holdsText: false,
  },
  testsuite: {
    children: ["testsuite", "properties", "testcase", "system-out", "system-err"],
    required: ["name", "tests", "failures", "errors"],
    optional: ["group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url"],
    holdsText: false,
  },
  testcase: {
    children: ["skipped", "error", "failure", "system-out", "system-err"],
    required: ["name"],
    optional: ["time", "classname", "group"],
    holdsText: false,
  },
  failure: message,
  error: message,
  skipped: message,
  "system-out": output,
  "system-err": output,
};
