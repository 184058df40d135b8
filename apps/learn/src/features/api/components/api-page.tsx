import { Section } from "@byteos/ui/patterns/section";
import { Badge } from "@byteos/ui/primitives/badge";
import { apiCallsPerMinute } from "@byteos/usecases/limits/count-api-call";
import type { Endpoint } from "@byteos/web/api-endpoint";
import type { ReactNode } from "react";
import type { NamedSchemas } from "../json-schema.ts";
import { groupOf, listedEndpoints, openApiDocument, schemaNameOf } from "../openapi-document.ts";
import { FieldList } from "./field-list.tsx";

const groupNames: Readonly<Record<string, string>> = {
  tutor: "Byte",
  content: "Made from a course",
  mindmap: "Made from a course",
  learner: "The learner",
  modality: "The learner",
  practice: "Practice and review",
  reviews: "Practice and review",
  attempts: "Questions",
  hints: "Questions",
  events: "Events",
};

/** The API for people, written from the same schemas as the document for programs. */
export function ApiPage({ serverUrl }: { serverUrl: string }) {
  const { schemas } = openApiDocument(serverUrl).components;
  const groups = [
    ...Map.groupBy(listedEndpoints, (one) => groupNames[groupOf(one)] ?? groupOf(one)),
  ];
  return (
    <>
      <h1 className="mt-6 font-serif text-4xl font-semibold max-md:text-2xl">The API of Learn</h1>
      <div className="mt-3 mb-10 grid max-w-[68ch] gap-3 text-base text-pretty">
        <p className="text-muted">
          Every operation is a POST with JSON in and out, in the session of the person who asks: it
          sees what they may see. A person may ask {apiCallsPerMinute.ofPerson} times a minute, an
          organisation {apiCallsPerMinute.ofOrganisation.toLocaleString("en")} times; some
          operations have lower limits.
        </p>
        <p>
          <a className="link" href={`${serverUrl}/api/openapi.json`}>
            Open the OpenAPI 3.1 document
          </a>
        </p>
      </div>
      <div className="grid items-start gap-x-12 gap-y-10 md:grid-cols-[13rem_minmax(0,1fr)]">
        <nav
          aria-label="Operations"
          className="grid items-start gap-5 max-md:grid-cols-2 md:sticky md:top-6"
        >
          {groups.map(([group, operations]) => (
            <div key={group} className="grid gap-1">
              <p className="text-sm font-semibold">{group}</p>
              <ul>
                {operations.map(({ name, path }) => (
                  <li key={name}>
                    <a
                      href={`#${name}`}
                      className="text-muted hover:text-fg block py-1 font-mono text-xs hover:underline max-sm:py-3"
                    >
                      {path.slice("/api".length)}
                    </a>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
        <div className="grid min-w-0 gap-12">
          {groups.map(([group, operations]) => (
            <Section key={group} title={group}>
              <div className="grid gap-8">
                {operations.map((endpoint) => (
                  <Operation key={endpoint.name} endpoint={endpoint} schemas={schemas} />
                ))}
              </div>
            </Section>
          ))}
          <Section
            title="Errors"
            description="One shape, whatever the operation. The status follows the kind; programs branch on the code."
          >
            <div className="border-line rounded-card border p-5 max-md:p-4">
              <FieldList schema={schemas["Error"] ?? {}} named={schemas} />
            </div>
          </Section>
        </div>
      </div>
    </>
  );
}

function Operation({ endpoint, schemas }: { endpoint: Endpoint; schemas: NamedSchemas }) {
  const { name, path, summary, description, isStream = false, mayBringToken = false } = endpoint;
  const title = `${name}-title`;
  return (
    <article
      id={name}
      aria-labelledby={title}
      className="border-line rounded-card grid scroll-mt-6 gap-4 border p-5 max-md:p-4"
    >
      <div className="grid gap-1.5">
        <h3 id={title} className="text-base font-semibold text-balance">
          {summary}
        </h3>
        <p className="flex flex-wrap items-center gap-2">
          <Badge tone="primary">POST</Badge>
          <code className="font-mono text-sm wrap-anywhere">{path}</code>
          {mayBringToken ? <Badge>Takes an access token</Badge> : null}
        </p>
        {description === undefined ? null : (
          <p className="text-muted max-w-[72ch] text-sm text-pretty">{description}</p>
        )}
      </div>
      <div className="grid gap-x-8 gap-y-5 lg:grid-cols-2">
        <Part title="Send">
          <FieldList schema={schemas[`${schemaNameOf(endpoint)}Input`] ?? {}} named={schemas} />
        </Part>
        <Part title={isStream ? "Get, piece by piece" : "Get"}>
          <FieldList schema={schemas[`${schemaNameOf(endpoint)}Output`] ?? {}} named={schemas} />
        </Part>
      </div>
    </article>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 content-start gap-2">
      <h4 className="text-muted text-xs font-medium">{title}</h4>
      {children}
    </div>
  );
}
