import type { MemberContext } from "@byteos/contracts/request-context";
import { configureUseCases } from "@byteos/usecases/configure";
import { eraseMe } from "@byteos/usecases/privacy/erase-me";

// A process to be killed: it dies where the account itself would be deleted.
const [databaseUrl = "", context = "{}"] = process.argv.slice(2);
const ctx = JSON.parse(context) as MemberContext;
configureUseCases({ database: { url: databaseUrl, poolSize: 2 } });

const never = () => Promise.reject(new Error("not needed"));
await eraseMe({
  ctx,
  input: { confirmation: ctx.actor.email },
  authAdmin: {
    createUser: never,
    findUserId: never,
    setPassword: never,
    deleteUser: () => {
      process.kill(process.pid, "SIGKILL");
      return new Promise(() => undefined);
    },
  },
});
