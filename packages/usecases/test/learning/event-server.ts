import { createServer } from "node:http";
import type { MemberContext } from "@byteos/contracts/request-context";
import { configureUseCases } from "@byteos/usecases/configure";
import { ingestEvents } from "@byteos/usecases/event/ingest-events";

// A process to be killed: takes batches over HTTP and answers once they are committed.
const [databaseUrl = "", port = "0", context = "{}"] = process.argv.slice(2);
const ctx = JSON.parse(context) as MemberContext;
configureUseCases({ database: { url: databaseUrl, poolSize: 4 } });

createServer((request, response) => {
  void (async () => {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const result = await ingestEvents({
        ctx,
        input: JSON.parse(Buffer.concat(chunks).toString()),
      });
      response.end(JSON.stringify(result));
    } catch {
      response.writeHead(500).end();
    }
  })();
}).listen(Number(port), "127.0.0.1");
