import type { MemberActor } from "@byteos/contracts/request-context";
import { Factories } from "@byteos/testing/factories";
import { withTestDatabase } from "@byteos/testing/test-database";
import { DatabaseError } from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import {
  accessMatrix,
  closedRoles,
  type Level,
  type MemberRole,
  memberRoles,
} from "./access-matrix.ts";
import { makeWorld, type Row, type TableCase, tables, type World } from "./access-world.ts";

const database = withTestDatabase();
const operations = ["select", "insert", "update", "delete"] as const;
type Operation = (typeof operations)[number];

interface Subject {
  readonly databaseRole: string;
  readonly claims: string;
  /** Whose rows count as the subject's own. */
  readonly person: MemberActor;
}

let home: World;
let elsewhere: World;
beforeAll(async () => {
  const make = new Factories(database);
  home = await makeWorld(make);
  elsewhere = await makeWorld(make);
});

const claimsOf = (person: MemberActor, orgId: string) =>
  JSON.stringify({ sub: person.userId, email: person.email, role: "authenticated", org_id: orgId });

function subjectOf(role: MemberRole | "service" | (typeof closedRoles)[number]): Subject {
  const learner = home.people.learner;
  const stranger = elsewhere.people.admin;
  switch (role) {
    case "anon":
    case "byteos_public":
      return { databaseRole: role, claims: "", person: learner };
    case "authenticated":
      return { databaseRole: role, claims: claimsOf(learner, home.orgId), person: learner };
    case "service":
      return { databaseRole: "service_role", claims: "", person: learner };
    case "outsider":
      return {
        databaseRole: "byteos_user",
        claims: claimsOf(stranger, elsewhere.orgId),
        person: learner,
      };
    case "impostor":
      return {
        databaseRole: "byteos_user",
        claims: claimsOf(stranger, home.orgId),
        person: learner,
      };
    default:
      return {
        databaseRole: "byteos_user",
        claims: claimsOf(home.people[role], home.orgId),
        person: home.people[role],
      };
  }
}

/** Runs one statement as the subject and takes it back. */
async function attempt(
  subject: Subject,
  sql: string,
  values: readonly unknown[],
): Promise<"yes" | "no" | "closed"> {
  const { superuser } = database;
  await superuser.query("begin");
  try {
    await superuser.query(
      "select set_config('request.jwt.claims', $1, true), set_config('role', $2, true)",
      [subject.claims, subject.databaseRole],
    );
    const { rowCount } = await superuser.query(sql, [...values]);
    return (rowCount ?? 0) > 0 ? "yes" : "no";
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    if (error.code === "42501")
      return error.message.startsWith("permission denied") ? "closed" : "no";
    // Our own guards refuse; a constraint that complains was reached, so access was given.
    if (error.code?.startsWith("BY")) return "no";
    if (error.code?.startsWith("23")) return "yes";
    throw error;
  } finally {
    await superuser.query("rollback");
  }
}

const encode = (value: unknown) =>
  typeof value === "object" && value !== null && !(value instanceof Date)
    ? JSON.stringify(value)
    : value;

function statement(
  operation: Operation,
  table: string,
  target: TableCase,
  row: Row,
): [string, unknown[]] {
  const columns = Object.keys(row);
  const values = Object.values(row).map(encode);
  if (operation === "insert") {
    const places = columns.map((_, index) => `$${index + 1}`).join(", ");
    return [`insert into ${table} (${columns.join(", ")}) values (${places})`, values];
  }
  const filter = columns.map((column, index) => `${column} = $${index + 1}`).join(" and ");
  if (operation === "select") return [`select 1 from ${table} where ${filter}`, values];
  if (operation === "update")
    return [`update ${table} set ${target.update} where ${filter}`, values];
  return [`delete from ${table} where ${filter}`, values];
}

async function levelOf(subject: Subject, operation: Operation, table: string): Promise<string> {
  const target = tables[table];
  if (target === undefined) throw new Error(`access-world.ts has no case for ${table}`);
  const acting = JSON.parse(subject.claims || "{}").sub ?? subject.person.userId;
  const reach = async (world: World, person: MemberActor) => {
    const row = operation === "insert" ? target.insert(world, person) : target.where(world, person);
    const named =
      operation === "insert" && table === "enrollments" ? { ...row, enrolled_by: acting } : row;
    return attempt(subject, ...statement(operation, table, target, named));
  };
  const colleague = home.people.colleague;
  const own = await reach(home, subject.person);
  const org = await reach(home, colleague);
  // An organisation is made for no one: an insert into it has no other side.
  const all = await reach(elsewhere, elsewhere.people.colleague);
  if (own === "closed" && org === "closed" && all === "closed") return "closed";
  const shape = [own, org, all].map((answer) => (answer === "yes" ? "1" : "0")).join("");
  const levels: Readonly<Record<string, Level>> = {
    "000": "-",
    "100": "own",
    "110": "org",
    "111": "all",
  };
  return levels[shape] ?? `own/org/all: ${shape}`;
}

describe("access matrix", () => {
  it("names every table, and only tables that exist", async () => {
    const rows = await database.query<{ name: string; isSecured: boolean; policies: number }>(
      `select c.relname as name, c.relrowsecurity as "isSecured" from pg_class c
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`,
    );
    expect(rows.map((row) => row.name)).toEqual(Object.keys(accessMatrix).toSorted());
    expect(Object.keys(tables).toSorted()).toEqual(Object.keys(accessMatrix).toSorted());
    expect(rows.filter((row) => !row.isSecured)).toEqual([]);
  });

  it.each(Object.keys(accessMatrix))("%s", async (table) => {
    const actual: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const role of [...memberRoles, "service", ...closedRoles] as const) {
      const subject = subjectOf(role);
      const levels: string[] = [];
      for (const operation of operations) {
        const level = await levelOf(subject, operation, table);
        levels.push(
          level === "closed" && (role === "service" || memberRoles.some((one) => one === role))
            ? "-"
            : level,
        );
      }
      actual[role] = levels.join(" ");
      const declared = accessMatrix[table];
      expected[role] =
        role === "outsider" || role === "impostor"
          ? levels.map((level) => (level === "closed" ? "closed" : "-")).join(" ")
          : role === "anon" || role === "authenticated" || role === "byteos_public"
            ? "closed closed closed closed"
            : (declared?.[role] ?? "");
    }
    // A stranger reaches their own organisation and no more: "own/org/all: 001" is theirs, the rest must be closed.
    for (const role of ["outsider", "impostor"] as const) {
      actual[role] = (actual[role] ?? "").replaceAll("own/org/all: 001", "-");
    }
    expect(actual).toEqual(expected);
  });
});
