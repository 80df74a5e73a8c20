import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { resolve } from "node:path";
import { quote } from "../../config/field.ts";
import { settingProblem } from "./check-setting.ts";
import type { Answers, Problem } from "./question.ts";

/** A certificate with its key, as the stack stores them. */
export interface OwnCertificate {
  /** PEM, the server's own certificate first. */
  readonly certificate: string;
  /** PEM. */
  readonly certificateKey: string;
}

/** What is wrong with a file of a certificate for the domain. */
export function certificateProblem(path: string, { domain }: Answers): Problem | undefined {
  return fileProblem(
    path,
    (certificate) =>
      settingProblem({ ...(domain !== undefined && { domain }), certificate }, ["certificate"]),
    "Name the file of one that is valid now, for this domain.",
  );
}

/** What is wrong with a file of a private key, for a certificate that is known already. */
export function keyProblem(path: string, answers: Answers): Problem | undefined {
  const certificate = readPem(answers["certificate-file"] ?? "");
  return fileProblem(
    path,
    (certificateKey) =>
      settingProblem({ ...(certificate !== undefined && { certificate }), certificateKey }, [
        "certificateKey",
      ]),
    "Name the file of the key that belongs to the certificate.",
  );
}

/** Reads both files; undefined when the answers name none. */
export function readOwnCertificate(answers: Answers): OwnCertificate | undefined {
  const certificate = readPem(answers["certificate-file"] ?? "");
  const certificateKey = readPem(answers["certificate-key-file"] ?? "");
  return certificate === undefined || certificateKey === undefined
    ? undefined
    : { certificate, certificateKey };
}

/** The schema knows what is wrong with a certificate; what mends it is another file. */
function fileProblem(
  path: string,
  check: (pem: string) => Problem | undefined,
  fix: string,
): Problem | undefined {
  const pem = readPem(path);
  if (pem === undefined) {
    return { message: `${quote(path)} cannot be read.`, fix: "Name a PEM file that you may read." };
  }
  const problem = check(pem);
  return problem && { message: `${quote(path)}: ${problem.message}`, fix };
}

function readPem(path: string): string | undefined {
  // A shell opens `~` in an argument, but nothing does in an answer.
  const file = resolve(path.replace(/^~(?=\/)/, homedir()));
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
