import { httpStatusByErrorKind } from "@byteos/contracts/errors";
import { apiCallsPerMinute } from "@byteos/usecases/limits/count-api-call";
import type { Endpoint } from "@byteos/web/api-endpoint";
import { ApiError } from "@byteos/web/api-error";
import { endpoints } from "./endpoints.ts";
import { type NamedSchemas, toNamedSchemas } from "./json-schema.ts";

export const listedEndpoints: readonly Endpoint[] = Object.values(endpoints);

/** `tutor.nudge-dismiss` becomes `TutorNudgeDismiss`. */
export function schemaNameOf({ name }: Pick<Endpoint, "name">): string {
  return name.replace(/(?:^|[.-])(\p{L})/gu, (_, letter: string) => letter.toUpperCase());
}

export function groupOf({ path }: Pick<Endpoint, "path">): string {
  const [, , group = ""] = path.split("/");
  return group;
}

const errorStatuses = [...new Set(Object.values(httpStatusByErrorKind))].toSorted((a, b) => a - b);

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (name: string) => ({ "application/json": { schema: reference(name) } });

export interface OpenApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, unknown>>;
  readonly components: { readonly schemas: NamedSchemas; readonly [key: string]: unknown };
  readonly [key: string]: unknown;
}

/** The whole API as OpenAPI 3.1, written from the schemas that its routes read and answer by. */
export function openApiDocument(serverUrl: string): OpenApiDocument {
  const schemas = listedEndpoints.map((endpoint): NamedSchemas => {
    const name = schemaNameOf(endpoint);
    return {
      ...toNamedSchemas(`${name}Input`, endpoint.input, "input"),
      ...toNamedSchemas(`${name}Output`, endpoint.output, "output"),
    };
  });
  return {
    openapi: "3.1.0",
    info: {
      title: "ByteOS Learn",
      version: "1",
      description: `Every operation is a POST with JSON in and out, in the session of the person who asks. An error has one shape whatever the route. A person may ask ${apiCallsPerMinute.ofPerson} times a minute, an organisation ${apiCallsPerMinute.ofOrganisation} times; single operations may have lower limits of their own.`,
    },
    servers: [{ url: serverUrl }],
    paths: Object.fromEntries(
      listedEndpoints.map((endpoint) => [endpoint.path, { post: operationOf(endpoint) }]),
    ),
    components: {
      schemas: Object.assign({}, ...schemas, toNamedSchemas("Error", ApiError, "output")),
      responses: { Error: { description: "Something went wrong", content: json("Error") } },
      securitySchemes: {
        session: {
          type: "apiKey",
          in: "cookie",
          name: "byteos-session",
          description: "The session's cookies, as the app sets them; from its own pages only.",
        },
        token: { type: "http", scheme: "bearer", description: "The person's access token." },
      },
    },
  };
}

function operationOf(endpoint: Endpoint): object {
  const { name, summary, description, isStream = false, mayBringToken = false } = endpoint;
  const output = `${schemaNameOf(endpoint)}Output`;
  return {
    operationId: name,
    summary,
    ...(description === undefined ? {} : { description }),
    tags: [groupOf(endpoint)],
    security: [{ session: [] }, ...(mayBringToken ? [{ token: [] }] : [])],
    requestBody: { required: true, content: json(`${schemaNameOf(endpoint)}Input`) },
    responses: {
      "200": {
        description: isStream ? "The turn, piece by piece" : "Done",
        content: isStream ? { "text/event-stream": { schema: reference(output) } } : json(output),
      },
      ...Object.fromEntries(
        errorStatuses.map((status) => [String(status), { $ref: "#/components/responses/Error" }]),
      ),
    },
  };
}
