import { expect, it } from "vitest";
import { sessionCookie } from "./session-cookie.ts";

it("keeps the session from scripts everywhere and from plain HTTP on the web", () => {
  expect(sessionCookie("https://learn.example.org")).toMatchObject({
    httpOnly: true,
    secure: true,
  });
  expect(sessionCookie("http://localhost:3001")).toMatchObject({ httpOnly: true, secure: false });
});
