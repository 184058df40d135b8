import { writeFileSync } from "node:fs";
import { renderTokensCss } from "../src/logic/tokens.ts";

writeFileSync(new URL("../src/styles/tokens.css", import.meta.url), renderTokensCss());
