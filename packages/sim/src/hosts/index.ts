export {
  type AbsentServer,
  coreDnsListensOn,
  type LogKeeper,
  LogSwitch,
  LotSwitch,
  programOf,
  RemarkSwitch,
  type Resident,
} from "./resident.ts";
