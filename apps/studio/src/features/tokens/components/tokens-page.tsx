import { recentDate, shortDate } from "@byteos/ui/logic/dates";
import { EmptyState } from "@byteos/ui/patterns/empty-state";
import { PageHeader } from "@byteos/ui/patterns/page-header";
import { Badge } from "@byteos/ui/primitives/badge";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeaderCell,
  TableRow,
} from "@byteos/ui/primitives/table";
import KeyRound from "lucide-react/icons/key-round";
import Link from "next/link";
import type { TokensView, TokenView } from "../loaders.ts";
import { CreateToken } from "./create-token.tsx";
import { RevokeToken } from "./revoke-token.tsx";

const states = {
  active: <Badge tone="correct">In use</Badge>,
  expired: <Badge>Run out</Badge>,
  revoked: <Badge>Revoked</Badge>,
} as const;

/** Tokens with which programs act as the person. */
export function TokensPage({ view }: { view: TokensView }) {
  const { tokens, clock } = view;
  const isEmpty = tokens.length === 0;
  return (
    <div className="grid gap-6">
      <PageHeader
        className="mb-0!"
        kicker={
          <Link href="/settings" className="hover:underline">
            Settings
          </Link>
        }
        title="Access tokens"
        description="Programs such as the byteos command act as you with a token. It can do no more than you can."
        actions={!isEmpty && <CreateToken />}
      />
      {isEmpty ? (
        <EmptyState icon={<KeyRound />} title="Make your first token" action={<CreateToken />}>
          On your own machine byteos login makes one for you; for others make one here.
        </EmptyState>
      ) : (
        <div className="rounded-card border-line overflow-hidden border">
          <Table>
            <TableHead>
              <TableRow>
                <TableHeaderCell>Token</TableHeaderCell>
                <TableHeaderCell>May</TableHeaderCell>
                <TableHeaderCell>State</TableHeaderCell>
                <TableHeaderCell>Last used</TableHeaderCell>
                <TableHeaderCell>Runs out</TableHeaderCell>
                <TableHeaderCell>
                  <span className="sr-only">Revoke</span>
                </TableHeaderCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {tokens.map((token) => (
                <Token key={token.id} token={token} clock={clock} />
              ))}
            </TableBody>
          </Table>
        </div>
      )}
    </div>
  );
}

function Token({ token, clock }: { token: TokenView; clock: TokensView["clock"] }) {
  const { id, name, hint, scopes, state, lastUsedAt, expiresAt } = token;
  return (
    <TableRow>
      <TableCell isWide>
        <span className="block font-medium">{name}</span>
        <span className="text-muted font-mono text-xs">byteos_…{hint}</span>
      </TableCell>
      <TableCell label="May">{scopes.join(", ")}</TableCell>
      <TableCell label="State">{states[state]}</TableCell>
      <TableCell label="Last used">
        {lastUsedAt === null ? (
          <span className="text-muted">Never</span>
        ) : (
          recentDate(lastUsedAt, clock)
        )}
      </TableCell>
      <TableCell label="Runs out">{shortDate(expiresAt, clock.timeZone)}</TableCell>
      <TableCell className="text-end">
        {state === "active" && <RevokeToken tokenId={id} name={name} />}
      </TableCell>
    </TableRow>
  );
}
