import { basename } from "node:path";
import type { Allowance, ExecPlugin } from "./cluster-access.ts";
import type { ConfigReader } from "./config-reader.ts";

const API_VERSIONS = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"];

/**
 * A program for credentials. It runs only where the caller named the very program by its absolute path: a kubeconfig is
 * often somebody else's file, and PATH is not what decides what its words mean.
 */
export function readExec(exec: ConfigReader, { exec: allowed }: Allowance): ExecPlugin | null {
  const command = exec.need("command");
  if (allowed === null || (command !== allowed && command !== basename(allowed))) {
    exec.refuse(`runs a program of its own for credentials (${JSON.stringify(basename(command))})`, ALLOW);
    return null;
  }
  const apiVersion = exec.need("apiVersion");
  if (apiVersion !== "" && !API_VERSIONS.includes(apiVersion)) {
    exec.fault(`expected ${API_VERSIONS.join(" or ")}`, "apiVersion");
  }
  const environment = exec.items("env").map((entry) => [entry.need("name"), entry.need("value")] as const);
  return { program: allowed, args: exec.texts("args"), environment: Object.fromEntries(environment), apiVersion };
}

const ALLOW = "--allow-exec with the program's absolute path";
