export {
  type AbsentServer,
  coreDnsListensOn,
  type LogKeeper,
  LogSwitch,
  LotSwitch,
  programOf,
  RemarkSwitch,
  type Resident,
  titleWithoutMachine,
} from "./resident.ts";
