// Judges a CycloneDX document by the official JSON schema, strictly. Usage: node bom.mjs FILE. Writes "valid", or what is wrong.
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { readFileSync } from "node:fs";

const text = readFileSync(process.argv[2], "utf8");
const wrong = await new Validation.JsonStrictValidator(JSON.parse(text).specVersion ?? Spec.Version.v1dot6).validate(text);
console.log(wrong === null ? "valid" : `invalid: ${JSON.stringify(wrong)}`);
