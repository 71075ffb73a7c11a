export { parseDuration, printDuration } from "./duration.ts";
export type { Scenario, ScenarioAction, ScenarioStep } from "./model.ts";
export { printScenario } from "./print-scenario.ts";
export { runScenario, type ScenarioFault, type ScenarioOptions, type ScenarioRun } from "./run-scenario.ts";
export { emptyScenario, parseScenario } from "./scenario-file.ts";
