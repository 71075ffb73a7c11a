export {
  type AbsentServer,
  coreDnsListensOn,
  type LogKeeper,
  LogSwitch,
  LotSwitch,
  RemarkSwitch,
  type Resident,
} from "./resident.ts";
